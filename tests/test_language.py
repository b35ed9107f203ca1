"""Matching, zones and guards."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conformance.language import lexicon
from conformance.language.guards import denied, of_authority
from conformance.language.lexicon import Concept
from conformance.language.lookalikes import words_in
from conformance.language.matching import Findings
from conformance.language.nearness import Nearness
from conformance.language.postponing import WAYS, Way, postponed, puts_off_before
from conformance.language.quoting import quoted
from conformance.language.sentences import sentences
from conformance.language.standing import indices, number
from conformance.language.terms import TermIndex
from conformance.model.document import Document, Span
from conformance.model.rules import Hit
from conformance.readers import read
from conformance.text import fold

DENIALS = yaml.safe_load((Path(__file__).parent / "cases" / "denials.yaml").read_text(encoding="utf-8"))
LEXICON = {
    "隐患": Concept("隐患", ("隐患", "事故隐患", "重大事故隐患")),
    "动土": Concept("动土", ("动土作业",)),
    "动火": Concept("动火", ("动火作业",)),
    "规程": Concept("规程", ("安全操作规程",)),
    "费用": Concept("费用", ("安全生产费", "安全生产费用")),
    "辨识": Concept("辨识", ("危险源辨识",)),
    "标准化": Concept("标准化", ("标准化",), (), True),
    "系统": Concept("系统", ("信息系统",), ("民政信息系统",)),
}


def found(text: str, *terms: str) -> list[tuple[str, bool]]:
    document = read(text.encode(), path="a.txt")
    findings = Findings(document, TermIndex(terms, LEXICON))
    return [(document.quote(place(document, h)), h.noisy) for t in terms for h in findings.hits(t)]


def place(document: Document, hit: Hit) -> Span:
    return Span(*document.flow.source(hit.at, hit.end))


CASES: dict[str, tuple[str, list[tuple[str, bool]]]] = {
    "exact": ("$规程 遵守安全操作规程。", [("安全操作规程", False)]),
    "blanks of layout": ("$规程 遵守安全 操作\u3000规程。", [("安全 操作\u3000规程", False)]),
    "a character confused": ("$隐患 消除事故隐忠。", [("事故隐忠", True)]),
    "a character dropped inside": ("$规程 遵守安全操规程。", [("安全操规程", True)]),
    "a character dropped before a comma": ("$隐患 查出重大事故隐，及时上报。", [("重大事故隐", True)]),
    "not before other words": ("$隐患 查出重大事故隐蔽。", []),
    "a whole word is not a damaged longer one": ("$费用 做好安全生产。", []),
    "one term is no damaged other": ("$动土 严格动火作业审批。", []),
    "inside a protected word": ("$系统 民政信息系统；隐患信息系统。", [("信息系统", False)]),
    "not in a standard's name": ("$辨识 按照《危险化学品重大危险源辨识》（GB 18218-2018）执行。", []),
    "in the name of the plan's own paper": ("$辨识 填写《危险源辨识清单》。", [("危险源辨识", False)]),
    "where the concept allows it": ("$标准化 按《企业安全生产标准化基本规范》建设。", [("标准化", False)]),
    "full-width": ("$标准化 推进标准化Ａ级。", [("标准化", False)]),
}


@pytest.mark.parametrize("name", CASES)
def test_hits(name: str) -> None:
    given_text, expected = CASES[name]
    term, text = given_text.split(" ", 1)
    assert found(text, term) == expected


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("公司尚未建立应急预案。", "应急预案", True),
        ("暂不购买安全生产责任保险。", "安全生产责任保险", True),
        ("未经培训不得上岗。", "培训", False),
        ("没有发生事故,每年组织演练。", "演练", False),
        ("不设专职安全员。", "专职安全员", True),
        ("每年组织演练。", "演练", False),
        ("尚未取得证书的,不得上岗。", "证书", False),
        ("尚未严禁违章指挥。", "违章指挥", True),
        ("尚未整改的隐患限期整改。", "限期整改", False),
        ("尚未对查出的隐患登记建档。", "登记建档", True),
    ],
)
def test_denied(sentence: str, word: str, expected: bool) -> None:
    assert denied(sentence, sentence.index(word)) is expected


def _standing(sentence: str, word: str) -> str:
    at, told = sentence.index(word), quoted(sentence)
    if told and told.start <= at < told.end:
        return "denied" if told.sure else "repeated"
    return "denied" if denied(sentence, at) else "stated"


@pytest.mark.parametrize(
    ("expected", "sentence", "words"),
    [(kind, fold(text), words) for kind, texts in DENIALS.items() for text, words in texts.items()],
)
def test_what_is_put_off_or_only_repeated_lays_nothing_down(expected: str, sentence: str, words: list[str]) -> None:
    assert {word: _standing(sentence, word) for word in words} == dict.fromkeys(words, expected)


@pytest.mark.parametrize(
    ("before", "after", "put_off"),
    [
        ("1.风险四色图。", "等总包把底图发下来,我部再组织绘制。", True),
        ("安全生产责任保险:", "正在询价,结果另行通知。", True),
        ("1.风险四色图。", "由安全科每年绘制一次。", False),
        ("2.设专职安全员一名。", "安全总监暂时不设。", False),
        ("每月检查一次。", "暂时不请外面的机构。", False),
        ("公司投保安责险,保额每人80万元。", "(此项工作待报价后再定)。", True),
    ],
)
def test_a_sentence_puts_off_the_one_before_where_that_is_a_title_or_spoken_of(
    before: str, after: str, put_off: bool
) -> None:
    assert puts_off_before(before, after) is put_off


@pytest.mark.parametrize(
    ("after", "sure"),
    [("各部门要认真学习领会,提高认识。", True), ("各部门每季度报送一次。", False), ("", False)],
)
def test_a_demand_on_enterprises_is_anothers_where_one_s_own_people_only_take_note(after: str, sure: bool) -> None:
    told = quoted("根据上级文件要求,企业要定期报送风险清单。", after)
    assert told == (0, 21, sure)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.example)
def test_each_way_to_put_off_is_known_by_its_own_words(way: Way) -> None:
    assert re.search(way.pattern, way.example)
    assert list(postponed(way.example))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("街道安委办要加强执法检查。", True),
        ("各社区要督促企业排查隐患。", True),
        ("公司各部门要排查隐患。", False),
        ("安全部向应急管理部门报告重大隐患。", False),
        ("按照《安全生产法》,政府有关部门应当建立举报制度。", True),
        ("镇应急办负责对企业的监督检查。", True),
        ("按照《安全生产法》,公司应当建立举报制度。", False),
    ],
)
def test_of_authority(sentence: str, expected: bool) -> None:
    assert of_authority(sentence) is expected


def test_zones() -> None:
    text = "方案\n为落实责任，根据《安全生产法》，制定本方案。\n目的是为了加强车辆管理，提高运输安全。\n一、风险管控\n每年辨识风险。\n二、检查\n对违章的车间，给予罚款。"
    rows = [(s.text, s.zone) for s in sentences(read(text.encode(), path="a.txt"))]
    assert rows == [
        ("方案", "heading"),
        ("为落实责任,根据《安全生产法》,制定本方案。", "purpose"),
        ("目的是为了加强车辆管理,提高运输安全。", "purpose"),
        ("一、风险管控", "heading"),
        ("每年辨识风险。", "body"),
        ("二、检查", "heading"),
        ("对违章的车间,给予罚款。", "sanction"),
    ]


def test_a_run_in_heading_is_no_evidence_but_its_sentence_is() -> None:
    text = "一、任务\n1.开展应急演练。公司每年组织一次。\n2.排查隐患。车间每周检查一次。"
    rows = [(s.text, s.zone) for s in sentences(read(text.encode(), path="a.txt"))]
    assert rows[1:3] == [("1.开展应急演练。", "heading"), ("公司每年组织一次。", "body")]


def test_items_of_a_list_share_the_words_before_the_colon() -> None:
    document = read("规章制度应包括：安全会议制度；隐患排查制度；奖惩制度。其他另行规定。".encode(), path="a.txt")
    rows = [(s.text, document.quote(s.head) if s.head else None) for s in sentences(document)]
    assert rows == [
        ("规章制度应包括:安全会议制度;", None),
        ("隐患排查制度;", "规章制度应包括"),
        ("奖惩制度。", "规章制度应包括"),
        ("其他另行规定。", None),
    ]


@given(st.text(alphabet="动土火作业隐患忠贵责规程安全操，。；：\n一、 ", max_size=120))
def test_hits_quote_and_sentences_cover(text: str) -> None:
    if not text.strip():
        return
    document = read(text.encode(), path="a.txt")
    findings = Findings(document, TermIndex(["$动土", "$规程", "$隐患"], LEXICON))
    for term in ("$动土", "$规程", "$隐患"):
        for hit in findings.hits(term):
            bare = "".join(document.quote(place(document, hit)).split())
            assert hit.noisy or bare in LEXICON[term[1:]].terms
    spans = [s.span for s in findings.sentences]
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_the_index_of_the_real_lexicon_finds_all_its_words() -> None:
    concepts = lexicon.load()
    index = TermIndex([f"${name}" for name in concepts], concepts)
    for name, concept in concepts.items():
        document = read(concept.terms[0].encode(), path="a.txt")
        assert any(h.end == len(concept.terms[0]) for h in Findings(document, index).hits(f"${name}"))


HEADINGS = "一、落实主要负责人责任\n（一）建立健全安全生产责任制\n1.强化安全投入\n2.加强隐患排查\n二、应急管理\n（一）开展应急演练"


@pytest.mark.parametrize("end", ["", "。"])
def test_a_document_of_headings_states_nothing(end: str) -> None:
    text = "\n".join(line + end for line in HEADINGS.splitlines())
    assert {s.zone for s in sentences(read(text.encode(), path="a.txt"))} == {"heading"}


@pytest.mark.parametrize("text", ["\n", "安", "a"])
def test_a_text_without_words_has_neither_hits_nor_damage(text: str) -> None:
    found = Findings(read(text.encode(), path="a.txt"), TermIndex(["$隐患"], LEXICON))
    assert (list(found.hits("$隐患")), found.damage) == ([], 0.0)
    assert words_in("").strays == []


@pytest.mark.parametrize("separator", ["、", "，", "；", "。", " ", "\n", ""])
def test_keywords_strung_together_state_nothing(separator: str) -> None:
    words = sorted({w for c in lexicon.load().values() for w in c.terms if len(w) > 1})
    strung = separator.join(words[:: len(words) // 90])
    found = sentences(read(strung.encode(), path="a.txt"))
    assert "body" not in {s.zone for s in found}


SENTENCES = [
    "对危险性作业（动火作业、受限空间作业、动土作业、临时用电作业、高处作业、断路作业、吊装作业等）实施许可管理。",
    "建立健全安全会议、教育培训、隐患排查、事故管理、应急管理、档案管理、奖惩、值班、相关方管理、变更管理等制度。",
    "特种作业人员持证上岗。",
    "建立、健全主要负责人、分管负责人、安全生产管理人员、各职能部门和岗位操作人员安全生产职责。",
    "塔吊司机、信号工、架子工、电工持有效证件上岗，证件复印件交质安部备查。",
    "从目标职责、制度化管理、教育培训、现场管理、应急管理、事故管理等方面，建立管理体系。",
    "为每个岗位制作安全风险告知卡，标明岗位名称、主要风险、可能后果、操作要点、应急措施和报告电话，发放到人、张贴到位，并组织学习考核。",
    "在生产、储存场所设置可燃和有毒气体检测报警、通风、防雷防静电、泄压、防火防爆、围堰等安全设施，建立台账，专人管理，按期维护保养和检测校验，不得擅自停用、拆除。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_lists_inside_a_sentence_are_a_statement(sentence: str) -> None:
    assert {s.zone for s in sentences(read(f"{sentence}\n".encode(), path="a.txt"))} == {"body"}


def test_a_run_in_sentence_that_lays_something_down_is_no_heading() -> None:
    text = "一、管理\n1.董事长对安全生产工作全面负责。每季度组织一次检查，做好记录。\n2.安全投入。按规定提取费用，专款专用。"
    rows = [(s.text, s.zone) for s in sentences(read(text.encode(), path="a.txt"))]
    assert [zone for _, zone in rows] == ["heading", "body", "body", "heading", "body"]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("对违章作业的，一律处罚。", "sanction"),
        ("对整改不力的企业，责令停业整顿。", "sanction"),
        ("厂长对全厂安全负总责，凡安全上的大事由他拍板，出了事故首先追究厂长。", "body"),
        ("对查出的隐患，限期整改，逾期追究责任人。", "body"),
    ],
)
def test_a_sanction_names_who_is_punished(text: str, zone: str) -> None:
    found = sentences(read(f"方案\n一、检查\n{text}".encode(), path="a.txt"))
    assert [s.zone for s in found][-1] == zone


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("各部门要充分认识安全生产工作的重要性，增强责任感。", "purpose"),
        ("深入学习贯彻党的二十大精神，坚持生命至上，提高隐患整改质量，防范事故。", "purpose"),
        ("实现安全生产形势根本好转，争创信息化标杆。", "purpose"),
        ("双重预防机制是遏制事故的治本之策。", "purpose"),
        ("各部门要充分认识检查的重要性，每月检查一次。", "body"),
        ("严格遵守操作规程。", "body"),
        ("加强组织领导，落实责任分工，强化监督检查，抓好安全投入。", "purpose"),
        ("（三）做好教育培训，抓好隐患整改，推进标准化。", "purpose"),
        ("加强组织领导，每月召开一次例会，落实责任分工。", "body"),
        ("加强组织领导，由安环部落实责任分工，抓好安全投入。", "body"),
        ("强化内部各部门安全生产职责，落实一岗双责制度。", "body"),
        ("加强教育培训，建立台账，抓好隐患整改。", "body"),
    ],
)
def test_an_exhortation_is_no_evidence(text: str, zone: str) -> None:
    assert [s.zone for s in sentences(read(f"方案\n{text}".encode(), path="a.txt"))][-1] == zone


def test_of_a_heading_of_two_matters_a_line_goes_on_from_the_one_it_takes_up() -> None:
    text = "一、风险管控和隐患排查\n1.隐患登记入台账。\n2.风险每年评估。\n3.总经理每月带队。\n4.风险和隐患一并上报。\n"
    document = read(text.encode(), path="a.txt")
    topics = [s.topic for s in sentences(document)][1:]
    whole = "一、风险管控和隐患排查"
    assert [t and document.text[t.start : t.end] for t in topics] == ["隐患排查", "风险管控", whole, whole]


@given(st.sets(st.integers(0, 2_000), max_size=200))
def test_a_set_of_sentences_is_the_bits_of_a_number(those: set[int]) -> None:
    assert number(those) == sum(1 << one for one in those)
    assert list(indices(number(iter(those)))) == sorted(those)


NEAR = "\n".join(
    [
        "我厂为员工缴纳工伤保险和公众责任险。",
        *(f"{month}月开展安全生产活动。" for month in range(1, 7)),
        *(f"{who}每天清点{what}。" for who in ("班长", "门卫", "仓管员", "厨师", "司机") for what in ("钥匙", "货架", "灯具", "车辆", "工具")),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("demand", "nearest"),
    [
        ("安全生产责任保险，投保安责险", ["我厂为员工缴纳工伤保险和公众责任险。"]),
        ("安全生产标准化建设，依据国家标准或行业评定标准", []),
        ("档案", []),
    ],
)
def test_the_nearest_passage_has_more_in_common_than_words_every_plan_is_full_of(
    demand: str, nearest: list[str]
) -> None:
    written = sentences(read(NEAR.encode(), path="a.txt"))
    assert [written[i].text for i in Nearness(written).nearest(demand)] == nearest
