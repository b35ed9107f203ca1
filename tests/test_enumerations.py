"""Enumerations of names state nothing, in whatever shape they come; terse lists of a plan state what they say."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance import packs
from conformance.language.enumerations import enumerated, names_post, told
from conformance.language.exhorting import exhorts
from conformance.language.sentences import sentences
from conformance.language.statements import strung
from conformance.readers import read

sys.path.insert(0, str(Path(__file__).parents[1] / "corpora"))

import hollow
import labels

# Shapes in which only a longer text is known for what it is: tests/test_emptiness.py.
LONGER = {"pairs", "commas", "做好", "等工作", "公司做好", "包括", "包括、", "headed", "run together"}
SHAPES = sorted({*hollow.SHAPES} - LONGER)
ASKED = hollow.together(hollow.PACKS)
SOURCES = {
    **{f"titles of {name}": hollow.titles(packs.load(name)) for name in hollow.PACKS},
    **{f"terms of {name}": hollow.wordings(packs.load(name)) for name in ("enterprise-responsibility", "street")},
    **{
        f"headings of {gold.sample}": hollow.headings(gold.text)
        for gold in labels.golds()
        if gold.sample
        in (
            "brine-pickles",
            "carton-packaging",
            "dawn-dairy",
            "depot-warehouse",
            "gravel-wharf",
            "harvest-supermarket",
            "ink-printing",
            "lift-service",
            "purlin-steel",
            "summit-cableway",
            "timber-furniture",
            "valve-works",
        )
    },
    "keywords": hollow.keywords([gold.text for gold in labels.golds() if not gold.unseen]),
}
# Words of time tell something, and rows of bare words may be a table of duties: 教育 | 每周.
TELLING = re.compile("[每季年月周]|立即|一次|小时|日前")
TIMELESS = [word for word in SOURCES["keywords"] if not TELLING.search(word)]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("shape", SHAPES)
def test_names_pass_nothing(source: str, shape: str) -> None:
    found = hollow.met(hollow.SHAPES[shape](SOURCES[source]), ASKED)
    assert [one.requirement for one in found if one.outcome == "pass"] == []


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.sampled_from(TIMELESS), min_size=12, unique=True),
    st.sampled_from([shape for shape in SHAPES if shape not in ("cells", "column")]),
)
def test_keywords_in_any_order_pass_nothing(words: list[str], shape: str) -> None:
    assert [one.requirement for one in hollow.met(hollow.SHAPES[shape](words), ASKED) if one.outcome == "pass"] == []


SYSTEMS = "安全生产责任制度、安全教育培训制度、隐患排查治理制度、应急管理制度、事故报告制度、安全投入保障制度"


@pytest.mark.parametrize("more", ["", "、特种设备管理制度、危险作业管理制度、消防安全管理制度、劳动防护用品管理制度"])
@pytest.mark.parametrize(
    ("before", "zone"),
    [
        ("公司建立健全下列规章制度：", "body"),
        ("公司建立健全下列规章制度：\n设备检修制度；", "body"),
        ("规章制度：", "keywords"),
    ],
)
def test_names_are_a_list_where_the_paragraph_before_says_of_what(before: str, zone: str, more: str) -> None:
    plan = (
        f"安全生产实施方案\n总经理每月带队检查一次，查出的隐患当日登记。\n{before}\n{SYSTEMS}{more}。\n每年修订一次。"
    )
    found = [s.zone for s in sentences(read(plan.encode(), path="a.txt")) if s.text.startswith("安全生产责任制度")]
    assert found == [zone]


def test_a_duty_among_names_counts() -> None:
    names = "；".join(SOURCES["titles of gbt33000"])
    found = hollow.met(f"{names}；公司每半年组织一次应急演练，演练后十日内由安全部评估。", ASKED)
    assert {"T23", "GB-5.6.1"} <= {one.requirement for one in found}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "坚持依法生产,健全责任制,加强教育培训,提高技术水平,夯实安全基础,强化监督管理,压实岗位责任,提升应急能力,完善长效机制。",
            True,
        ),
        (
            "坚持依法生产,全面加强车间管理,提高技术水平,夯实安全基础,不断提高安全意识,强化监督管理,压实岗位责任,改进安全绩效,完善长效机制。",
            False,
        ),
    ],
)
def test_a_sentence_of_aims_is_no_string_of_names(text: str, names: bool) -> None:
    assert strung(text) is names


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("加强领导,落实责任,强化监督", True),
        ("做好组织领导,加强对设备的检修,落实安全投入,抓好风险管控", True),
        ("加强领导,落实责任,强化每月检查", False),
        ("加强领导,落实责任,召开例会", False),
        ("做好组织领导,加强安全投入,落实每周检查,抓好演练两次", False),
        ("加强领导,落实责任", False),
    ],
)
def test_a_sentence_that_only_exhorts(text: str, calls: bool) -> None:
    assert exhorts(text) is calls


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("健全安全生产责任制", 0),
        ("风险分级管控", 0),
        ("(二)落实安全投入(2025年3月至5月)", 0),
        ("安全生产管理机构和人员", 0),
        ("内部监督", 0),
        ("把住外包的关口", 0),
        ("对企业的要求", 0),
        ("应急准备", 0),
        ("公司基本情况", 0),
        ("公司概况", 0),
        ("办公室设在如下:", 1),
        ("开展安全责任落实行动、开展应急能力提升行动和开展安全素质提升行动", 0),
        ("依据", 0),
        ("服务项目与风险相适应", 0),
        ("安环部 祁芳", 1),
        ("未经培训不得上岗", 1),
        ("每月检查", 1),
        ("5月底前", 1),
        ("车间每周检查两次", 2),
        ("由安环部登记", 1),
        ("公司每年组织演练", 2),
        ("仓库的防火卷帘、消防水泵和感烟探测器出现故障时立即修理并且挂牌停用", 2),
    ],
)
def test_what_tells(text: str, kinds: int) -> None:
    assert told(text) == kinds


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("总经理", True),
        ("(二)生产部安全职责", True),
        ("班组和作业岗位的安全生产责任如下:", True),
        ("安环部经理、专职安全人员", True),
        ("各车间的职责5分", True),
        ("安环部主任带队检查", False),
        ("总经理每月的职责", False),
        ("应急管理职责", False),
    ],
)
def test_a_post_is_named(text: str, post: bool) -> None:
    assert names_post(text) is post


def test_posts_are_names_but_act_in_a_sentence() -> None:
    posts = ["总经理", "生产部职责", "班组长", "车间主任", "安环部", "风险管控", "隐患排查"]
    assert [enumerated(posts), enumerated(posts, acting=True)] == [True, False]


TERSE = {
    "a lead-in and its items": "健全以下制度并汇编成册：安全例会；安全培训；动火审批；设备检修；劳动保护；职业健康；应急管理等制度。",
    "items that each say something": "机台每班点检；车间每周检查；公司每月检查；隐患登记入账；限期整改；复查销号；年底报职工大会。",
    "fields of a form": "安全管理机构：安全部；专职安全员：2名；应急预案：已备案；演练：每半年一次；安责险：已投保；检测：每年一次。",
    "a list that shares its verb": "建立安全例会、教育培训、隐患排查、事故管理、应急管理、档案管理、奖惩、值班、变更管理等制度。",
    "a list that the verb after it governs": "行车、叉车、储气罐、锅炉、电梯、压力管道、安全阀、压力表、温度计等特种设备及附件建立台账，定期检验。",
    "steps, some of them lists": "隐患先登记后整改，一时改不了的，定责任人、定办法、定经费、定完成日期、定预案，改完复查销号，月底通报。",
    "aspects of a whole": "从目标职责、制度化管理、教育培训、现场管理、风险管控、隐患治理、应急管理、事故管理和持续改进等方面，建立管理体系。",
    "a sentence of intentions": "坚持预防为主，加强企业安全管理，提高安全技术水平，夯实安全基础，加强安全监督，改进安全绩效，不断提高安全意识，防范各类事故，实现安全生产。",
    "a list that two verbs share": "建立、健全总经理、分管副总、安全管理人员、各职能科室、各级管理人员、技术人员和岗位操作工的安全职责，并与其职务、权限相称。",
    "a duty with a list of who takes part": "建立风险辨识制度，规定范围、方法和程序，每年至少组织一次全面辨识，由工艺、设备、电气、仪表、安全等专业人员参加，覆盖工艺、设备、环境、行为和管理。",
    "duties in the words of the law": "组织制定并实施规章制度和操作规程。保证安全投入的有效实施。督促、检查安全工作，及时消除隐患。组织制定应急预案。如实报告事故。组织制定培训计划。",
    "duties of a post": "班长：班前讲、班中看、班后清；工人：先办票后点火；门卫：登记、限速；仓管：日清月结；电工：每周查箱；司机：不超速。",
}


BESIDES = "总经理每月查一次，安环部每周查两次，车间每班查，查出的当天改。"


@pytest.mark.parametrize("text", TERSE.values(), ids=TERSE.keys())
def test_terse_lists_count(text: str) -> None:
    found = sentences(read(f"实施方案\n{BESIDES}\n{text}\n".encode(), path="a.txt"))
    assert {one.zone for one in found[1:]} == {"body"}


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        (
            "组织机构、安全投入和教育培训。风险管控、隐患治理，以及应急管理。加强现场管理、保险与事故报告。其他。",
            ["keywords"] * 4,
        ),
        (
            "组织机构、安全投入和教育培训。风险管控、隐患治理和应急演练。保险、事故管理和由安环部每月登记隐患。其他。",
            ["keywords", "keywords", "body", "keywords"],
        ),
        ("制定检修、动火和吊装制度。配备耳塞、护目镜和手套。组织班前、岗前和复工培训。", ["body"] * 3),
        ("装卸、清洗和检修前断电。电工、焊工和司机持证上岗，证件存档。每班清扫地面、料斗和风管。", ["body"] * 3),
        ("修订坍塌、爆破和火灾预案，报县局备案；每半年演练一次；担架、药品和照明放在门卫室。", ["body"] * 3),
    ],
)
def test_names_a_few_to_a_sentence(text: str, zones: list[str]) -> None:
    found = sentences(read(f"实施方案\n{text}\n".encode(), path="a.txt"))
    assert [one.zone for one in found[1:]] == zones


TABLE = "岗位\t责任\t频次\n车间主任\t带队检查\t每周\n班长\t班前讲话\t每天\n安环部\t考核、统计\t每月\n"


def test_a_table_of_duties_counts_and_one_of_names_does_not() -> None:
    names = "风险辨识\t隐患排查\t应急预案\n安全投入\t教育培训\t安全承诺\n事故报告\t职业健康\t相关方\n"
    zones = [{one.zone for one in sentences(read(text.encode(), path="a.txt"))} for text in (TABLE, names)]
    assert zones == [{"body"}, {"keywords"}]


@pytest.mark.parametrize(
    "rows",
    [
        [
            "风险点	主要危险	管控措施",
            "盐池	硫化氢中毒	强制通风；双人监护",
            "锅炉	爆炸	持证操作",
            "配电室	触电	断电挂牌",
        ],
        [
            "风险点	主要危险	颜色",
            "盐池	硫化氢中毒	红",
            "锅炉	爆炸	橙",
            "杀菌锅	烫伤	橙",
            "配电室	触电	红",
        ],
        [
            "岗位	姓名	管的事",
            "场长	魏石根	安全第一责任人，场里安全负总责",
            "带班	池小满	排活时一并讲安全；管保养、停机",
            "押运	佘大安	看车，看货",
            "门岗	两班	登记、验票，夜里巡场",
        ],
        [
            "项目	金额（万元）	时间",
            "光幕改造	12	5月底前",
            "防护门更新	15	6月底前",
            "劳保用品	11	全年",
            "消防水池	18	9月底前",
        ],
    ],
    ids=["a head that asks for measures", "a column that sorts the rows", "a column of duties", "a column of amounts"],
)
def test_a_table_that_says_something_of_each_row_counts_however_terse(rows: list[str]) -> None:
    found = sentences(read("\n".join(rows).encode(), path="a.txt"))
    assert {one.zone for one in found} == {"body"}
