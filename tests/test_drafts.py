"""Drafting a pack from a rule document, and what a new edition changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conformance import drafts, packs
from conformance.drafts.elements import elements
from conformance.facts import extract
from conformance.model.facts import Facts
from conformance.readers import read

ROOT = Path(__file__).parents[1]
RULES = (
    "临江街道落实企业安全生产主体责任实施方案\n一、总体要求\n为落实上级部署，制定本方案。\n二、主要任务\n"
    "（一）压实责任\n企业应当建立健全全员安全生产责任制，每年至少考核一次。\n严禁未经培训上岗。\n"
    "（二）排查隐患\n各社区要每月检查一次，2026年6月30日前完成首轮检查。\n隐患治理做到责任、措施、资金、时限、预案五到位。\n"
    "鼓励企业参加安全生产责任保险。\n今年以来，全街道安全形势总体平稳。\n"
)


def facts(text: str = RULES) -> Facts:
    return extract(read(text.encode(), path="规则.txt"))


def test_demands_are_found_with_obligation_actor_and_limits() -> None:
    found = [
        (d.clause, d.obligation, d.actor, d.inherited, [limit.quote for limit in d.limits])
        for d in drafts.demands(facts())
    ]
    assert found == [
        ("二/（一）", "shall", "企业", False, ["每年至少考核一次"]),
        ("二/（一）", "shall_not", "企业", True, []),
        ("二/（二）", "shall", "各社区", False, ["每月检查一次", "2026年6月30日前"]),
        ("二/（二）", "shall", "各社区", True, []),
        ("二/（二）", "should", "各社区", True, []),
    ]


# What a rule document says, and of each demand: obligation, whom, limits and targets, list. Told apart by clause numbers.
DEMANDS = {
    "articles: numbers are no part of actors and words": (
        "第四条 企业主要负责人应当组织制定有限空间作业管理制度。",
        [("企业主要负责人应当组织制定有限空间作业管理制度。", "shall", "企业主要负责人", [], [])],
    ),
    "clauses of a standard": (
        "5.1.2 冷库单位应每年至少校验一次安全阀，培训时间不应少于12学时。",
        [("冷库单位应每年至少校验一次安全阀，培训时间不应少于12学时。", "shall", "冷库单位", ["每年至少校验一次", "不应少于12学时"], [])],
    ),
    "at least is no ban": (
        "第七条 通风时间不得少于30分钟。",
        [("通风时间不得少于30分钟。", "shall", None, ["不得少于30分钟"], [])],
    ),
    "definition, scope, force and sanction demand nothing": (
        "第一条 本办法所称有限空间，是指人员可以进入的封闭空间。\n第二条 本办法适用于本县企业。\n第三条 本办法自2025年3月1日起施行，有效期5年。\n"
        "第四条 违反本办法的，处1万元以上3万元以下罚款。",
        [],
    ),
    "a list it announces": (
        "第五条 企业应当建立下列制度：\n（一）作业审批制度；\n（二）应急管理制度；\n（三）培训制度。\n第六条 企业应当辨识风险。",
        [
            ("企业应当建立下列制度：", "shall", "企业", [], ["作业审批制度", "应急管理制度", "培训制度"]),
            ("企业应当辨识风险。", "shall", "企业", [], []),
        ],
    ),
    "items that are demands of their own": (
        "第五条 企业应当遵守下列规定：\n（一）作业前必须检测；\n（二）严禁盲目施救。",
        [
            ("企业应当遵守下列规定：", "shall", "企业", [], []),
            ("作业前必须检测；", "shall", "企业", ["作业前"], []),
            ("严禁盲目施救。", "shall_not", "企业", [], []),
        ],
    ),
    "stages of the work demand nothing, what is done in them does": (
        "一、工作步骤\n从2026年6月至12月，分三个阶段进行。\n（一）第一阶段：动员部署（2026年6月1日至6月30日）\n各社区召开动员会。\n"
        "（二）第二阶段（2026年7月至9月）。企业开展自查。\n（三）总结提升阶段（即日起至2026年12月底）\n1.验收阶段，2026年11月底前完成验收。",
        [
            ("各社区召开动员会。", "shall", "各社区", [], []),
            ("企业开展自查。", "shall", "企业", [], []),
            ("验收阶段，2026年11月底前完成验收。", "shall", None, ["2026年11月底前"], []),
        ],
    ),
    "a change from one to another names nobody": (
        "第五条 风险管控由政府推动为主向企业自主开展转变。",
        [],
    ),
    "a limit in brackets after the full stop": (
        "第五条 企业应当完成自查。（4月15日前完成）",
        [("企业应当完成自查。（4月15日前完成）", "shall", "企业", ["4月15日前"], [])],
    ),
    "a table of tasks": (
        "三、任务分解\n序号\t任务\t责任单位\t完成时限\n1\t企业自查率达到100%\t各企业\t2025年3月15日\n2\t挂牌督办重大隐患\t镇应急办\t2025年9月30日前\n",
        [
            ("企业自查率达到100%", "shall", "各企业", ["2025年3月15日", "100%"], []),
            ("挂牌督办重大隐患", "shall", "镇应急办", ["2025年9月30日前"], []),
        ],
    ),
    "words about the document itself": (
        "编制单位：青岭街道安委办\n制订本方案的目的是落实责任。\n2025年2月20日\n",
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DEMANDS)
def test_what_is_a_demand_and_what_it_holds(case: str) -> None:
    text, expected = DEMANDS[case]
    found = drafts.demands(facts(f"青岭县有限空间作业安全管理办法\n第二章 管理\n{text}\n"))
    assert [
        (d.text, d.obligation, d.actor, [row.quote for row in (*d.limits, *d.targets)], list(d.listed)) for d in found
    ] == expected


ELEMENTS = {
    "企业应当每年至少组织1次有限空间作业专题安全培训，培训覆盖率达到100%，培训时间不少于8学时。": [
        ("每年至少组织1次有限空间作业专题安全培训", ["有限空间作业~安全培训", "≥1/P1Y"]),
        ("培训覆盖率达到100%", ["培训覆盖率", "=100%"]),
        ("培训时间不少于8学时", ["培训时间", "≥8学时"]),
    ],
    "企业应当于2025年6月30日前完成自查。": [("于2025年6月30日前完成自查", ["自查", "≤2025-06-30"])],
    "企业要在2025年6月30日前，结合本企业实际，完成自查。": [("完成自查", ["自查", "≤2025-06-30"])],
    "企业要根据风险评估的结果，对安全风险分级分类管理。": [("对安全风险分级分类管理", ["安全风险~管理"])],
    "2026年底前，企业全部建立风险台账。": [("企业全部建立风险台账", ["风险台账", "≤2026-12-31"])],
    "氧含量应为19.5%至23.5%。": [("氧含量应为19.5%至23.5%", ["氧含量"])],
    "严禁盲目施救。": [("严禁盲目施救", ["盲目施救"])],
    "办理动火作业审批手续。": [("办理动火作业审批手续", ["动火作业~手续"])],
}  # fmt: skip


@pytest.mark.parametrize("text", ELEMENTS)
def test_what_a_draft_looks_for(text: str) -> None:
    (one,) = drafts.demands(facts(f"青岭县有限空间作业安全管理办法\n第二章 管理\n第五条 {text}\n"))
    words = [(e["name"], [w[0] if isinstance(w, list) else w for w in e["all"]]) for e in elements(one)]
    assert words == ELEMENTS[text]


def test_what_a_person_must_still_look_at_stands_beside_each_demand() -> None:
    text = "青岭县安全管理办法\n第二章 管理\n第五条 企业可以委托机构服务，委托的，应当自签订之日起10日内备案。\n第六条 隐患整改的及时率必须达到90%，做好登记。\n"
    lines = [line for line in drafts.pack(facts(text), "x").splitlines() if line.startswith("# ")]
    assert lines[1:] == [
        "# 来源 第二章/第五条，第 17–51 字",
        "# 行为主体：企业",
        "# 时限：自签订之日起10日内",
        "# 待核：相对时限要确定起算日；一句中有几种要求程度（可以、应当），要不要分开；用的是原文字样，要补同义说法",
        "# 来源 第二章/第六条，第 52–77 字",
        "# 行为主体：没有写明，请补",
        "# 指标：90%",
        "# 待核：用的是原文字样，要补同义说法",
    ]
    english = [line for line in drafts.pack(facts(text), "x", "en").splitlines() if line.startswith("# ")]
    assert english[1:3] == ["# from 第二章/第五条, characters 17–51", "# who: 企业"]


def test_the_draft_is_a_pack_that_loads_and_judges_nothing_unmet(tmp_path: Path) -> None:
    file = tmp_path / "起草.yaml"
    file.write_text(drafts.pack(facts(), "linjiang"), encoding="utf-8")
    made = packs.load(str(file))
    assert (made.title["zh"], len(made.requirements)) == ("临江街道落实企业安全生产主体责任实施方案", 5)
    assert {r.status for r in made.requirements} == {"draft"}
    first, *_, fifth = made.requirements
    assert (first.id, first.title, first.basis[0].clause) == ("linjiang-001", "建立健全全员安全生产责任制", "二/（一）")
    assert first.text == "企业应当建立健全全员安全生产责任制，每年至少考核一次。"
    assert fifth.severity == "blue"
    fourth = made.requirements[3].check.model_dump(exclude_defaults=True)  # type: ignore[attr-defined]
    element = fourth["elements"][0]
    assert (element["at_least"], list(element["of"])[:4]) == (4, ["责任", "措施", "资金", "时限"])
    assert made.requirements[2].applies == ({"role": "authority"},)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("每年至少考核一次", "每半年至少考核一次", "changed"),
        ("鼓励企业参加安全生产责任保险。\n", "", "gone"),
        ("鼓励企业", "企业应当公开安全承诺并接受监督。\n鼓励企业", "new"),
    ],
)
def test_a_new_edition_is_compared_demand_by_demand(old: str, new: str, kind: str) -> None:
    changes = list(drafts.compared(facts(), facts(RULES.replace(old, new))))
    assert [c.sort for c in changes if c.sort != "same"] == [kind]


OLD = (
    "青岭县安全管理办法\n第二章 管理\n第四条 企业应当于2025年6月30日前完成自查。\n第五条 企业应当开展培训，培训时间不少于8学时。\n"
    "第六条 通风时间不得少于30分钟，检测间隔不得超过30分钟。\n第七条 作业中断的，应当重新通风检测合格后进入。\n第八条 严禁盲目施救。\n"
)
NEW = (
    "青岭县安全管理办法\n第二章 管理\n第四条 企业应当于2025年9月30日前完成自查。\n第五条 企业应当开展培训，培训时间不少于16学时。\n"
    "第六条 通风时间不得少于30分钟。检测间隔不得超过30分钟。\n第七条 严禁盲目施救。\n第八条 企业应当配备呼吸器。\n"
)


def test_moved_changed_split_new_and_gone_are_told_apart_with_what_changed() -> None:
    assert drafts.told(drafts.compared(facts(OLD), facts(NEW)), "zh") == (
        "未变 0  只移动位置 1  有改动 3  拆出 1  并入 0  新增 1  已删除 1\n\n"
        "有改动  第二章/第四条\n  － 企业应当于2025年6月30日前完成自查。\n  ＋ 企业应当于2025年9月30日前完成自查。\n"
        "  时限：于2025年6月30日前 → 于2025年9月30日前\n\n"
        "有改动  第二章/第五条\n  － 企业应当开展培训，培训时间不少于8学时。\n  ＋ 企业应当开展培训，培训时间不少于16学时。\n"
        "  指标：不少于8学时 → 不少于16学时\n\n"
        "有改动  第二章/第六条\n  － 通风时间不得少于30分钟，检测间隔不得超过30分钟。\n  ＋ 通风时间不得少于30分钟。\n"
        "  指标：不得少于30分钟、不得超过30分钟 → 不得少于30分钟\n\n"
        "拆出  第二章/第六条\n  － 通风时间不得少于30分钟，检测间隔不得超过30分钟。\n  ＋ 检测间隔不得超过30分钟。\n\n"
        "只移动位置  第二章/第八条 → 第二章/第七条\n  严禁盲目施救。\n\n"
        "新增  第二章/第八条\n  ＋ 企业应当配备呼吸器。\n\n"
        "已删除  第二章/第七条\n  － 作业中断的，应当重新通风检测合格后进入。\n"
    )


def test_an_edition_is_the_same_as_itself_and_changes_are_mirrored() -> None:
    assert {c.sort for c in drafts.compared(facts(OLD), facts(OLD))} == {"same"}
    back = [c.sort for c in drafts.compared(facts(NEW), facts(OLD))]
    assert sorted(back) == sorted(["changed", "changed", "changed", "merged", "moved", "new", "gone"])


def test_the_command_writes_a_pack_or_tells_the_changes(tmp_path: Path) -> None:
    for name, text in (("旧.txt", RULES), ("新.txt", RULES.replace("每月检查", "每季度检查"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    call = [sys.executable, str(ROOT / "cli.py"), "draft", "旧.txt"]
    made = subprocess.run(
        [*call, "--name", "x"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert "# 来源 二/（一），第 " in made.stdout and "- id: x-001\n" in made.stdout
    told = subprocess.run(
        [*call, "--diff", "新.txt"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert told.stdout == (
        "未变 4  只移动位置 0  有改动 1  拆出 0  并入 0  新增 0  已删除 0\n\n有改动  二/（二）\n"
        "  － 各社区要每月检查一次，2026年6月30日前完成首轮检查。\n  ＋ 各社区要每季度检查一次，2026年6月30日前完成首轮检查。\n"
        "  时限：每月检查一次、2026年6月30日前 → 每季度检查一次、2026年6月30日前\n"
    )
