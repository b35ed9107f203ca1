"""Copies among submissions: found where they are, not where wording is common, and told with passages and left-overs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from conformance.commands import app
from conformance.copying import Comparison, Plan, compare, plan
from conformance.copying.passages import passages
from conformance.readers import read

SHARED = Path(__file__).parents[2] / "shared" / "documents"
OWN = [
    "公司每月由总经理带队检查熔炼车间的炉体、吊运和除尘系统，发现隐患当场登记并限期整改。",
    "新员工入厂须经公司、车间、班组三级安全教育，考试合格后方可独立操作冲压设备。",
    "配电房实行双人巡检，巡检记录保存三年，交接班时由值长逐项核对签字。",
    "每半年组织一次液氨泄漏应急演练，演练后一周内完成评估并修订现场处置方案。",
    "危险作业由作业负责人提前一天申请，安全部到现场确认防护措施后签发作业票。",
    "仓库按防火分区堆放货物，主通道宽度不小于两米，叉车限速每小时五公里。",
]
OTHER = [
    "食堂后厨的燃气报警器每季度送检一次，软管老化的立即更换并记录更换日期。",
    "保安队夜间每两小时巡逻一次，重点查看地下车库、电动自行车棚和配电间。",
    "电梯由维保单位每半月保养一次，困人时物业值班员三十分钟内到场安抚业主。",
    "泳池开放期间至少两名救生员在岗，水质每日检测两次并在入口处公示结果。",
    "外墙高空作业公司须提供安全协议和人员证件，作业下方设置警戒区域专人看守。",
    "化粪池清掏委托有资质的单位进行，本单位人员一律不得下井施救或协助作业。",
]


def made(name: str, sentences: list[str], enterprise: str = "") -> Plan:
    return plan(read(f"{enterprise}安全生产实施方案\n".encode() + "\n".join(sentences).encode(), path=name))


def pairs(found: Comparison) -> list[tuple[str, str]]:
    return [(found.plans[p.one].path, found.plans[p.other].path) for p in found.pairs if p.copied]


def left(found: Comparison) -> list[tuple[str, str, str]]:
    return [(found.plans[x.inside].path, x.what, x.words) for p in found.pairs for x in p.left_overs]


def test_a_copy_is_found_with_its_passages_and_what_the_donor_left() -> None:
    donor = [*OWN, "值班电话：0592-2215036，青禾县恒拓机械制造有限公司安全部。"]
    copy = [*OWN[:5], OTHER[0], "值班电话：0592-2215036，青禾县恒拓机械制造有限公司安全部。"]
    found = compare(
        [
            made("甲.txt", donor, "青禾县恒拓机械制造有限公司"),
            made("乙.txt", copy, "临江市瑞丰化工有限公司"),
            made("丙.txt", OTHER[1:], "晴岚市暖庭物业服务有限公司"),
        ]
    )
    assert pairs(found) == [("甲.txt", "乙.txt")]
    (pair,) = found.pairs
    assert [found.plans[0].document.quote(p.one) for p in pair.passages[:5]] == OWN[:5]
    assert left(found) == [
        ("乙.txt", "name", "青禾县恒拓机械制造有限公司"),
        ("甲.txt", "telephone", "0592-2215036"),
        ("乙.txt", "telephone", "0592-2215036"),
    ]


MACHINES, HOTEL, BUILDERS = "青禾县恒拓机械制造有限公司", "青禾县云栖酒店有限公司", "临江市固本建筑工程有限公司"
ROOMS = "客房每层配备两具灭火器和一套逃生面具，布草间不得存放易燃物品。"


@pytest.mark.parametrize(
    ("donor", "copier", "lines", "own", "expected"),
    [
        (HOTEL, BUILDERS, [ROOMS], [], [("乙.txt", "trade", "客房、布草")]),
        (HOTEL, BUILDERS, [ROOMS], ["项目部在工地附近租用客房供检查人员住宿，由办公室管理。"], [("乙.txt", "trade", "布草")]),
        (HOTEL, "临江市望江宾馆有限公司", [ROOMS], [], []),
        (HOTEL, "临江市固本集团", [ROOMS], [], []),
        (HOTEL, BUILDERS, ["食堂的灶台、油烟管道和叉车充电区每周由安全员检查一次。"], [], []),
        (MACHINES, BUILDERS, ["发生险情一小时内报告青禾县应急管理局，并保护好事故现场。"], [], [("乙.txt", "place", "青禾县")]),
        (MACHINES, BUILDERS, ["认真落实《青禾县安全生产专项整治行动实施方案》提出的各项要求。"], [], []),
        (MACHINES, "固本建筑工程有限公司", ["发生险情一小时内报告青禾县应急管理局，并保护好事故现场。"], [], []),
        (MACHINES, BUILDERS, ["恒拓机械公司（以下简称恒拓机械）设立安全部，配备两名专职安全员。"], [], [("乙.txt", "name", "恒拓机械")]),
        (MACHINES, BUILDERS, ["安全部（以下简称“安全管理部”）设在公司二楼，配备两名专职安全员。"], [], []),
        (MACHINES, BUILDERS, ["组长：周启明", "安全员由各车间推荐"], [], [("甲.txt", "person", "周启明"), ("乙.txt", "person", "周启明")]),
        (MACHINES, MACHINES, ["组长：周启明", "电话：0592-2215036"], [], []),
    ],
    ids=[
        "the rooms of a hotel in a builder's plan", "words that also stand in its own passages", "the same trade", "no trade known",
        "words of any trade", "the donor's place", "a title that names the place", "no place of one's own", "a short name",
        "a short name of something else", "a person", "an enterprise with two plans",
    ],
)  # fmt: skip
def test_what_a_donor_leaves(
    donor: str, copier: str, lines: list[str], own: list[str], expected: list[tuple[str, str, str]]
) -> None:
    assert (
        left(compare([made("甲.txt", [*OWN, *lines], donor), made("乙.txt", [*OWN, *lines, *own], copier)])) == expected
    )


def test_the_telephone_of_the_street_is_nobodys() -> None:
    call = "险情报街道安委办：0592-2215000"
    two = [made("甲.txt", [*OWN, call], MACHINES), made("乙.txt", [*OWN, call], BUILDERS)]
    assert [what for _, what, _ in left(compare(two))] == ["telephone", "telephone"]
    assert left(compare(two, [made("范本.txt", [call])])) == []
    assert left(compare([*two, *(made(f"{n}.txt", [call]) for n in range(2))])) == []


def test_words_changed_here_and_there_are_still_a_copy() -> None:
    changed = [s.replace("公司", "本厂").replace("每", "各") for s in OWN]
    assert pairs(compare([made("甲.txt", OWN), made("乙.txt", changed)])) == [("甲.txt", "乙.txt")]


def test_what_many_have_is_a_template() -> None:
    plans = [made(f"{n}.txt", [*OWN, *(f"第{n}车间的{s}" for s in OTHER[n : n + 1])]) for n in range(5)]
    assert compare(plans).pairs == ()


def test_the_words_of_a_template_given_do_not_count() -> None:
    plans = [made("甲.txt", [*OWN, OTHER[0]]), made("乙.txt", [*OWN, OTHER[1]])]
    assert len(pairs(compare(plans))) == 1
    assert pairs(compare(plans, [made("范本.txt", OWN)])) == []


def test_titles_quotations_and_articles_are_nobodys_own_words() -> None:
    text = [
        "依据《中华人民共和国安全生产法》《工贸企业重大事故隐患判定标准》编制。",
        "第二十一条规定：生产经营单位的主要负责人对本单位安全生产工作负有下列职责。",
        "坚持“安全第一、预防为主、综合治理的方针，从源头上防范化解重大安全风险”。",
    ]
    assert passages(made("甲.txt", text).document) == ()


@settings(max_examples=30, deadline=None)
@given(st.permutations(OWN), st.integers(0, 6))
def test_order_does_not_matter_and_shares_are_symmetric(order: list[str], kept: int) -> None:
    one, other = made("甲.txt", OWN), made("乙.txt", [*order[:kept], *OTHER[kept:]])
    there, back = compare([one, other]), compare([other, one])
    assert [p.share for p in there.pairs] == [p.share for p in back.pairs]
    assert len(pairs(there)) == (1 if kept >= 4 else 0)
    assert sum(len(p.passages) for p in there.pairs) == kept


@pytest.mark.skipif(not SHARED.is_dir(), reason="the five documents are not here")
def test_the_five_documents_hold_two_copies() -> None:
    plans = [plan(read(p.read_bytes(), path=p.stem)) for p in sorted(SHARED.glob("*.txt"))]
    assert pairs(compare(plans)) == [("chemical-plan", "construction-plan"), ("park-plan", "street-plan")]


def test_the_command_tells_and_counts(tmp_path: Path) -> None:
    for name, sentences in (("甲.txt", OWN), ("乙.txt", OWN), ("丙.txt", OTHER)):
        (tmp_path / name).write_text("安全生产实施方案\n" + "\n".join(sentences), encoding="utf-8")
    told = CliRunner().invoke(app(), ["compare", str(tmp_path)])
    assert told.exit_code == 1
    assert "共比对 3 份，1 对内容雷同。" in told.stdout
    assert "乙.txt 与 甲.txt：相同 100%，6 段" in told.stdout
    as_json = json.loads(CliRunner().invoke(app(), ["compare", str(tmp_path), "--format", "json"]).stdout)
    (row,) = as_json["pairs"]
    assert (row["one"], row["other"], row["share"], row["copied"]) == ("乙.txt", "甲.txt", 1.0, True)
    assert [p["one"]["quote"] for p in row["passages"]] == OWN


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04nothing")
    (tmp_path / "甲.txt").write_text("\n".join(OWN), encoding="utf-8")
    told = CliRunner().invoke(app(), ["compare", str(tmp_path), "--lang", "en"])
    assert told.exit_code == 3
    assert "坏.docx could not be read" in told.stderr
    assert "1 plans compared, 0 pairs are copies." in told.stdout
