"""What is known of an enterprise, from where, and which demands follow from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance import engine
from conformance.enterprises.profiles import NAMES, QUESTIONS, applicable, known
from conformance.enterprises.rosters import Roster, load
from conformance.enterprises.trades import industry, statements, trades
from conformance.errors import UsageError
from conformance.facts import extract
from conformance.model.facts import Facts
from conformance.readers import read

PLAN = "{name}安全生产主体责任实施方案\n为落实责任，制定本方案。\n一、任务\n1.每月检查一次，消除隐患。{more}\n"


def facts(name: str = "高丘县永基建筑安装有限公司", more: str = "") -> Facts:
    return extract(read(PLAN.format(name=name, more=more).encode(), path="a.txt"))


TRADES = [
    ("高丘县永基建筑安装有限公司", "construction", {"high_risk": True, "hazardous_chemicals": False}),
    ("云溪市化学工程集团有限公司", "construction", {"high_risk": True, "hazardous_chemicals": False}),
    ("云溪市澄源树脂化工有限公司", "chemical", {"high_risk": True, "hazardous_chemicals": True}),
    ("青岑市联港仓储物流有限公司", "warehouse", {"key_processes": False}),
    ("宁岗县皓轮铝业铸造有限公司", "casting", {"high_risk": True, "key_industry": True}),
    ("锦川纺织厂", "textile", {"high_risk": False}),
]


@pytest.mark.parametrize(("name", "trade", "settled"), TRADES)
def test_a_trade_named_settles_what_follows(name: str, trade: str, settled: dict[str, bool]) -> None:
    traits = known(None, facts(name)).traits
    assert traits["industry"] == trade
    assert {k: traits.get(k) for k in settled} == settled
    assert "transport" not in traits


def test_how_each_trait_is_known() -> None:
    found = known({"transport": True}, facts(more="公司现有职工120人，已投保安全生产责任保险。"))
    assert {k: s.say("zh") for k, s in found.sources.items() if k in ("transport", "employees", "insured", "role", "high_risk")} == {
        "transport": "企业情况文件",
        "role": "文件类型（企业实施方案）",
        "high_risk": "由“建筑安装”认定为建筑施工；《安全生产法》第五十一条、《安全生产责任保险实施办法》所列高危行业、领域（矿山、危险化学品、烟花爆竹、交通运输、建筑施工、民用爆炸物品、金属冶炼、渔业生产）",
        "employees": "正文写明“现有职工120人”",
        "insured": "正文写明“已投保安全生产责任保险”",
    }  # fmt: skip
    assert found.assumed("zh") == (
        "企业情况文件没有写明的，认定如下（如不符，请在其中写明）：由“建筑安装”认定为建筑施工：行业 = 建筑施工，高危行业 = 是，"
        "重点行业领域 = 是，涉及危险化学品 = 否，重大危险源 = 否，重点监管危险化工工艺 = 否，生产危险化学品 = 否，"
        "剧毒或易制爆化学品 = 否，经营危险化学品 = 否；正文写明“现有职工120人”：从业人员 = 120；正文写明“已投保安全生产责任保险”：已投保安责险 = 是。"
    )


def test_what_the_text_speaks_against_stays_open() -> None:
    traits = known(None, facts(more="严格执行危险化学品储存、出入库安全管理规定。")).traits
    assert "hazardous_chemicals" not in traits
    assert traits["high_risk"] is True


def test_a_statement_goes_before_the_trade_and_the_profile_before_both() -> None:
    said = facts("澄源化工有限公司", "本单位不构成重大危险源。")
    assert known(None, said).traits["major_hazard"] is False
    assert known({"major_hazard": True}, said).traits["major_hazard"] is True


STATEMENTS = [
    ("按国家规定办理危险化学品登记，取得登记证书。", {"chemical_producer": True}),
    ("我厂年生产危险化学品稀释剂八百吨。", {"chemical_producer": True}),
    ("本公司不生产危险化学品，只使用少量乙醇。", {"chemical_producer": False}),
    ("只经营危险化学品，不带储存。", {"chemical_producer": False}),
    ("严格落实危险化学品储存企业主体责任。", {"chemical_dealer": True}),
    ("公司不经营危险化学品。", {"chemical_dealer": False}),
    ("氰化钠存入剧毒品库，双人双锁。", {"toxic_or_explosive": True}),
    ("本单位不涉及剧毒、易制爆危险化学品。", {"toxic_or_explosive": False}),
    ("危险化学品分类存放，剧毒品依法管理。", {}),
    ("本公司不涉及危险化学品生产，仅使用少量乙醇。", {"chemical_producer": False}),
]


@pytest.mark.parametrize(("said", "expected"), STATEMENTS)
def test_what_a_plan_says_of_its_chemicals(said: str, expected: dict[str, bool]) -> None:
    traits = known(None, facts("云溪市澄源化工有限公司", said)).traits
    asked = ("chemical_producer", "chemical_dealer", "toxic_or_explosive")
    assert {k: traits[k] for k in asked if k in traits} == expected


# Bans, conditions and what is asked of others; once each was read as a statement, and excused a works from its duties.
NO_STATEMENTS = [
    "严禁无关人员进入危险化学品库。",
    "严禁无证经营危险化学品。",
    "无关人员不得靠近危险化学品储罐。",
    "不使用国家明令淘汰的危险化学品。",
    "不经营无安全标签的危险化学品。",
    "公司不生产过期危险化学品。",
    "未经批准不得领用剧毒化学品。",
    "不得将剧毒化学品与其他物品混放。",
    "未成年人不得接触易制爆化学品。",
    "无关人员严禁进入重大危险源罐区。",
    "没有安全措施的重大危险源不得运行。",
    "员工未购买安全生产责任保险的，不得上岗。",
    "没有营运车辆的驾驶证不得上岗。",
    "严禁未取得危险化学品经营许可证的单位供货。",
    "供应商须持有危险化学品经营许可证。",
    "委托有道路运输经营许可的单位运输。",
    "职工代表5人参加会议。",
    "新员工3人一组由师傅带教。",
    "培训员工80人次。",
    "从业人员超过100人的单位应配备专职安全员。",
    "企业职工在300人以下的配1名。",
]


@pytest.mark.parametrize("said", NO_STATEMENTS)
def test_what_says_nothing_of_the_enterprise_itself(said: str) -> None:
    sources = known(None, facts("云溪市澄源树脂有限公司", said)).sources
    assert [t for t, source in sources.items() if source.message.key == "from_statement"] == []


HEADS = [
    ("公司有从业人员320人。", 320),
    ("全厂职工共计1200余人。", 1200),
    ("占地二十亩，员工86人，设三个车间。", 86),
    ("现有在册职工45名。", 45),
]


@pytest.mark.parametrize(("said", "count"), HEADS)
def test_how_many_work_there(said: str, count: int) -> None:
    assert known(None, facts(more=said)).traits["employees"] == count


def test_a_trade_known_by_its_words() -> None:
    traits = known(None, facts("红枫店", "厨房灶台、油烟管道和燃气管道每天检查。")).traits
    assert traits["industry"] == "catering"


def test_an_authority_has_no_traits() -> None:
    notice = extract(
        read(
            "碧水县安全生产委员会办公室\n关于做好安全生产工作的通知\n各乡镇人民政府：\n现通知如下。".encode(),
            path="a.txt",
        )
    )
    assert known(None, notice).traits == {"role": "authority"}


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ((), "yes"),
        (({"high_risk": True},), "yes"),
        (({"hazardous_chemicals": True},), "no"),
        (({"hazardous_chemicals": True}, {"high_risk": True}), "yes"),
        (({"transport": True},), QUESTIONS["transport"]),
        (({"transport": True, "hazardous_chemicals": True},), "no"),
    ],
)
def test_three_answers(rows: tuple[dict[str, bool], ...], answer: object) -> None:
    assert applicable(rows, known(None, facts()).traits) == answer


def test_every_trait_asked_for_has_a_name_and_the_table_uses_known_traits() -> None:
    settled = {t for trade in trades() for t in trade.settles} | {s.trait for s in statements()}
    assert settled <= QUESTIONS.keys()
    assert set(QUESTIONS) | {"role"} == set(NAMES)
    names = [n for t in trades() for n in t.names]
    assert sorted(set(names)) == sorted(names)


CSV = "单位名称,行业,从业人数,危险化学品,运输\n永基建筑安装公司,建筑施工,80,否,是\n澄源树脂化工有限公司,化工,,是,\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_roster_is_matched_by_name(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "花名册 1.csv"
    path.write_bytes(CSV.encode(encoding))
    roster = load(path)
    row, how = roster.row("高丘县永基建筑安装有限公司")
    assert row == {
        "enterprise": "永基建筑安装公司",
        "industry": "construction",
        "employees": 80,
        "hazardous_chemicals": False,
        "transport": True,
    }
    assert how
    assert how.say("zh") == (
        "花名册中没有与“高丘县永基建筑安装有限公司”完全相同的名称，企业情况取自最接近的“永基建筑安装公司”一行；如不是同一单位，请更正花名册。"
    )
    assert roster.row("永基建筑安装公司")[1].say("zh") == "花名册“永基建筑安装公司”一行"  # type: ignore[union-attr]
    assert roster.row("别的公司")[1].say("zh") == "花名册（2 个单位）中没有“别的公司”，企业情况按方案自身内容认定。"  # type: ignore[union-attr]
    assert roster.row(None)[0] == {}


def test_two_rows_alike_are_no_match() -> None:
    roster = Roster(({"enterprise": "永基建筑公司"}, {"enterprise": "永基建筑有限公司"}))
    assert roster.row("永基建筑有限责任公司")[0] == {}


def test_the_report_says_what_was_assumed() -> None:
    report = engine.check(facts(), ("street",))
    notice = next(n for n in report.notices if n.code == "profile_assumed")
    assert "建筑施工" in notice.message
    outcomes = {f.requirement: (f.outcome, f.message) for f in report.findings}
    assert outcomes["B3-07"][0] == "not_applicable"
    assert outcomes["D1-08"] == ("open", "尚不能判断是否适用：本单位是否有运输业务或营运车辆？")


BAD = {
    "a.yaml": ("- 1\n", "key: value"),
    "c.csv": ("行业,运输\n化工,是\n建筑,否\n", "有多行而没有“单位名称”列"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_profile_that_cannot_be_used(tmp_path: Path, name: str) -> None:
    content, why = BAD[name]
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load(tmp_path / name)
    said = caught.value.say("zh")
    assert said.startswith(f"企业情况文件 {tmp_path / name} 不能使用：{why}")
    assert said.endswith("应为“键: 值”的 YAML（多个单位写成列表），或有表头的 CSV（每行一个单位）。")


FIELDS = [
    ("危险化学品", "是", {"hazardous_chemicals": True}),
    ("危险化学品", "涉及（乙醇）", {"hazardous_chemicals": True}),
    ("危化品", "没有", {"hazardous_chemicals": False}),
    ("危化品", "不涉及", {"hazardous_chemicals": False}),
    ("安责险", "已投保", {"insured": True}),
    ("安责险", "未投保", {"insured": False}),
    ("规上", "不是", {"above_scale": False}),
    ("运输", "待核实", {}),
    ("运输", "不清楚", {}),
    ("运输", "", {}),
    ("从业人员", "３２０人", {"employees": 320}),
    ("从业人员", "约三百人", {"employees": 300}),
    ("角色", "街道办事处", {"role": "authority"}),
    ("角色", "企业", {"role": "enterprise"}),
    ("自定的情况", "是", {"自定的情况": True}),
]


@pytest.mark.parametrize(("heading", "written", "expected"), FIELDS)
@pytest.mark.parametrize("form", ["csv", "yaml"])
def test_fields_as_people_fill_them_in(
    tmp_path: Path, heading: str, written: str, expected: dict[str, object], form: str
) -> None:
    path = tmp_path / f"企业情况.{form}"
    path.write_text({"csv": f"{heading}\n{written}\n", "yaml": f"{heading}: {written}\n"}[form], encoding="utf-8")
    assert load(path).row(None)[0] == expected


WRONG = {
    "a.csv": (
        "单位名称,危险化学品\n永基公司,乙醇二百升\n",
        "中永基公司的“危险化学品”写的是“乙醇二百升”，看不懂；请写是或否，不清楚的留空。",
    ),
    "b.yaml": ("employees: 若干\n", "中“employees”写的是“若干”，看不懂；请写数字，不清楚的留空。"),
    "c.yaml": (
        "role: 总包\n",
        "中“role”写的是“总包”，看不懂；请写 enterprise（企业）或 authority（街道、园区等管理方）。",
    ),
    "d.yaml": (
        "a: [1\n",
        "第 1 行不是有效的 YAML：“a: [1”。应为每行一项的“键: 值”，例如 employees: 86。",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_field_that_is_not_understood_is_an_error(tmp_path: Path, name: str) -> None:
    content, why = WRONG[name]
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load(tmp_path / name)
    assert caught.value.say("zh") == f"企业情况文件 {tmp_path / name} {why}"


def test_what_is_known_of_a_firm_is_not_true_of_its_branches() -> None:
    roster = Roster(({"enterprise": "永基建筑安装有限公司", "employees": 320}, {"enterprise": "永基建筑安装有限公司第二分公司", "employees": 40}))  # fmt: skip
    assert roster.row("永基建筑安装有限公司第二分公司")[0]["employees"] == 40
    row, how = roster.row("永基建筑安装有限公司第一分公司")
    assert (row, how and how.say("zh")) == (
        {},
        "花名册（2 个单位）中没有“永基建筑安装有限公司第一分公司”，企业情况按方案自身内容认定；"
        "名称相近而没有采用的：永基建筑安装有限公司、永基建筑安装有限公司第二分公司。",
    )


def test_what_the_plan_says_otherwise_than_the_profile_is_told() -> None:
    profile = {"industry": "食品加工", "employees": 86, "insured": True, "transportation": True}
    report = engine.check(facts(more="公司有从业人员320人，已投保安全生产责任保险。"), (), profile=profile)
    assert [n.message for n in report.notices if n.code.startswith("profile_") and n.code != "profile_assumed"] == [
        "企业情况文件中的“transportation”不是规则用到的情况，没有采用；是否指“transport”？",
        "企业情况文件写的是“行业 = 食品加工”，方案却是“行业 = 建筑施工”（由“建筑安装”认定为建筑施工）；已以企业情况文件为准，请核对。",
        "企业情况文件写的是“从业人员 = 86”，方案却是“从业人员 = 320”（正文写明“有从业人员320人”）；已以企业情况文件为准，请核对。",
    ]


def test_a_count_that_hardly_differs_is_no_contradiction() -> None:
    known_of = known({"employees": 90}, facts(more="公司有从业人员86人。"))
    assert known_of.contradicted("zh") == ()


def test_the_words_of_a_trade_are_its_name_in_packs() -> None:
    assert industry("建筑施工") == industry("construction") == "construction"
    assert industry("fuel retail") == industry("Fuel_Retail") == "fuel_retail"
    assert industry("殡葬") == "殡葬"


def test_a_notice_that_an_enterprise_issues_is_an_enterprises() -> None:
    text = "临江恒泰铸造有限公司文件\n关于开展安全检查的通知\n各车间：\n请按期完成检查。\n恒泰公司安委会办公室\n2024年3月16日\n"
    found = known(None, extract(read(text.encode(), path="a.txt")))
    assert (found.traits["role"], found.sources["role"].say("zh")) == ("enterprise", "发文单位（临江恒泰铸造有限公司）")
