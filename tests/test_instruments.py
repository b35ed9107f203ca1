"""The register for people and the rows an office adds to it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from conformance import instruments
from conformance.commands import app
from conformance.errors import UsageError
from conformance.facts import register
from conformance.facts.registering import soundness, table
from conformance.facts.registering.edition import Edition

HEAD = "编号,名称,施行日期,代替,来源,核对日期"
LOCAL = f"""{HEAD}
青安委〔2026〕3号,青田县矿山安全提升行动方案,2026-03-01,青安委〔2023〕9号,县安委办存档,2026-11-01
青安委〔2023〕9号,青田县矿山安全行动方案,2023-02-01,,县安委办存档,2026-11-01
GB/T 33000-2027,大中型企业安全生产标准化管理体系要求,2027-01-01,GB/T33000-2025,县安委办存档,2026-11-01
"""
PLAN = "石门矿业安全生产实施方案\n依据《青田县矿山安全行动方案》（青安委〔2023〕9号）制定。\n2026年5月1日\n"


@pytest.fixture
def local(tmp_path: Path) -> Path:
    file = tmp_path / "本地 目录.csv"
    file.write_text(LOCAL, encoding="utf-8")
    return file


def run(*words: str) -> Result:
    return CliRunner().invoke(app(), list(words))


def test_find_lists_editions_newest_first() -> None:
    assert run("register", "find", "GB2811").output == (
        "《头部防护 安全帽》（GB 2811-2019）  2020-07-01起  现行\n"
        "《安全帽》（GB 2811-2007）  2007-12-01至2020-07-01  已被代替 → GB 2811-2019\n"
        "《安全帽》（GB 2811-1989）  1989至2007-12-01  已被代替 → GB 2811-2007\n"
    )


def test_show_draws_the_history_and_gives_the_whole_source() -> None:
    shown = run("register", "show", "GB 2894-2025", "--lang", "en").output
    assert shown.splitlines()[:3] == [
        "  《安全标志》（GB 2894-1996）  1996-10-01 to 2009-10-01  superseded → GB 2894-2008",
        "  └─ 《安全标志及其使用导则》（GB 2894-2008）  2009-10-01 to 2026-03-01  superseded → GB 2894-2025",
        "▸    └─ 《安全色和安全标志》（GB 2894-2025）  from 2026-03-01  in force (replaces GB 2893-2008、GB 7231-2003 too)",
    ]
    assert "https://openstd.samr.gov.cn/" in shown


def test_what_is_not_there_is_said() -> None:
    result = run("register", "find", "食堂菜单")
    assert (result.exit_code, result.stderr) == (2, "目录中没有“食堂菜单”，也没有相近的。\n")


def test_the_bundled_register_is_sound() -> None:
    result = run("register", "check")
    assert result.exit_code == 0
    assert [line for line in result.output.splitlines() if line.startswith("×")] == []


def edition(id: str, **cells: object) -> Edition:
    row = dict.fromkeys(Edition.__slots__, "") | {"successors": (), "aliases": (), "mistaken": (), "fields": ()}
    known = {
        "id": id,
        "instrument": "某办法",
        "kind": "dept_rule",
        "title": "某办法",
        "status": "current",
        "source": "某处",
    }
    return Edition(
        **(row | known | {"checked_on": "2026-01-01", "confidence": "likely", "editions_complete": False} | cells)
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(("rows", "told"), [
    ([edition("甲", source="")], ["× 甲：没有来源或核对日期"]),
    ([edition("甲", status="superseded", until="2020-01-01", successors=("乙",))], ["× 甲：后续文件“乙”不在目录中"]),
    ([edition("甲", issued="2020-05-01", effective="2020-03-01")], ["× 甲：effective早于issued"]),
    ([edition("甲", until="2020-01-01")], ["× 甲：状态为现行，却已失效或有后续文件"]),
    ([edition("GB X-2020", kind="standard")], ["× GB X-2020：编号不合任何已知格式"]),
    ([edition("甲", status="repealed")], ["· 甲：已被代替或废止，但不知何时"]),
    ([edition("甲", status="superseded", until="2020-01-01")], ["· 甲：已被代替，但不知被何代替"]),
    ([edition("甲"), edition("乙", instrument="另一办法")], ["· “某办法”同时是 甲 和 乙 的名称"]),
    ([edition("甲", status="superseded", until="2021-01-01", effective="2010", successors=("乙",)),
      edition("乙", effective="2020-06-01")], ["× 甲 与 乙 同时有效"]),
    ([edition("甲", status="superseded", until="2020-01-01", effective="2010", successors=("乙",)),
      edition("乙", effective="2020-06-01")], ["· 甲 2020-01-01 失效，乙 2020-06-01 才施行"]),
    ([edition("甲", status="superseded", until="2020-01-01", effective="2010", successors=("乙",)),
      edition("乙", status="superseded", until="2021-01-01", effective="2020-01-01", successors=("甲",))],
     ["× 甲：代替关系成环", "× 乙：代替关系成环"]),
])  # fmt: skip
def test_what_cannot_be_is_told(rows: list[Edition], told: list[str]) -> None:
    said, sound = instruments.soundness(register.Register(tuple(rows)), "zh")
    assert said.splitlines()[:-1] == told
    assert sound == (not any(line.startswith("×") for line in told))


def test_every_row_that_is_right_has_no_problem() -> None:
    assert list(soundness.problems(register.Register((edition("甲", issued="2019-01-01", effective="2020"),)))) == []


def test_an_office_adds_rows_and_ends_what_they_replace(local: Path) -> None:
    with register.overlaid([local]) as known:
        plan, standard = known.by_id["青安委〔2023〕9号"], known.by_id["GB/T 33000-2025"]
        assert (plan.kind, plan.status_on(date(2025, 1, 1)), plan.status_on(date(2026, 4, 1))) == (
            "normative_doc", "current", "superseded"
        )  # fmt: skip
        assert (standard.successors, standard.until) == (("GB/T 33000-2027",), "2027-01-01")
        assert known.by_id["GB/T 33000-2027"].instrument == "GB 33000"
        digest = register.digest()
    assert "青安委〔2023〕9号" not in register.load().by_id
    assert register.digest() != digest


def test_a_file_as_excel_saves_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "excel.csv"
    file.write_bytes(LOCAL.replace("\n", "\r\n").encode("gb18030"))
    assert [row.edition.title for row in table.added(file)] == [
        "青田县矿山安全提升行动方案", "青田县矿山安全行动方案", "大中型企业安全生产标准化管理体系要求"
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), [
    ("名称,状况\n甲,现行\n", "目录文件 {path} 里没有“状况”这一列；可用：编号、文号、标准号、名称、种类、发布日期、施行日期、实施日期、失效日期、"
     "废止日期、状态、后续文件、代替、别名、误名、发文机关、领域、来源、核对日期、备注。"),
    ("名称,来源\n甲,乙\n", "目录文件 {path} 第2行缺“checked_on”。"),
    ("名称,来源,核对日期\n,乙,2026-01-01\n", "目录文件 {path} 第2行缺“名称”。"),
    ("名称,来源,核对日期\n甲,乙,昨天\n", "目录文件 {path} 第2行，“核对日期”写的是“昨天”，应为年-月-日，如 2026-05-01。"),
    ("名称,来源,核对日期,状态\n甲,乙,2026-01-01,好\n", "目录文件 {path} 第2行，“状态”写的是“好”，应为现行、现行有效、有效、被代替、已被代替、废止、"
     "已废止、失效、尚未施行、即将实施、未知之一。"),
])  # fmt: skip
def test_a_row_that_cannot_be_used_is_named(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "x.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        list(table.added(file))
    assert error.value.say() == said.format(path=file)


def test_the_rows_reach_the_workers_and_the_report(local: Path, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "plans" / name).write_text(PLAN, encoding="utf-8")
    words = [
        "check",
        str(tmp_path / "plans"),
        "--pack",
        "enterprise-responsibility",
        "--as-of",
        "2026-11-24",
        "--fail-on",
        "never",
    ]
    plain = json.loads(run(*words, "--format", "json").stdout)
    result = json.loads(run(*words, "--format", "json", "--register", str(local), "--jobs", "2").stdout)
    found = [
        [p["replacement"] for f in r["findings"] if f["requirement"] == "C01" for p in f["places"]]
        for r in result["reports"]
    ]
    assert found == [["《青田县矿山安全提升行动方案》（青安委〔2026〕3号）"]] * 2
    assert result["tool"]["register"] != plain["tool"]["register"]
    assert all(f["places"] == [] for f in plain["reports"][0]["findings"] if f["requirement"] == "C01")


def test_a_configuration_may_name_the_files(local: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".conformance.yaml").write_text(
        f"pack: enterprise-responsibility\nregister: {local.name}\n", encoding="utf-8"
    )
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = run("check", "plan.txt", "--as-of", "2026-11-24", "--format", "json", "--fail-on", "never")
    assert "青安委〔2026〕3号" in result.stdout


def test_inspect_and_verify_take_the_files_too(local: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    read = json.loads(
        run("inspect", str(tmp_path / "plan.txt"), "--register", str(local), "--as-of", "2026-11-24").stdout
    )
    assert [c["resolution"]["status"] for c in read["citations"]] == ["superseded", "superseded"]
    report = tmp_path / "report.json"
    run("check", str(tmp_path / "plan.txt"), "--pack", "enterprise-responsibility", "--register", str(local),
        "--format", f"json={report}")  # fmt: skip
    assert run("verify", str(report), "--source", str(tmp_path)).exit_code == 1
    assert run("verify", str(report), "--source", str(tmp_path), "--register", str(local)).exit_code == 0
