"""The register: its rows are sound, and looking things up finds the right ones."""

from __future__ import annotations

import csv
import re
from datetime import date

import pytest

from conformance.facts import register
from conformance.facts.register import Register
from conformance.facts.registering import table
from conformance.facts.registering.edition import Edition, identity, key

AS_OF = date(2026, 11, 23)
DATE = re.compile(r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?")


@pytest.fixture(scope="module")
def known() -> Register:
    return register.load()


def test_every_row_has_a_title_a_source_and_the_day_it_was_checked(known: Register) -> None:
    assert [e.id for e in known.editions if not (e.title and e.source and DATE.fullmatch(e.checked_on))] == []


def test_ids_are_unique_and_every_cell_holds_what_its_column_may() -> None:
    rows = list(csv.DictReader(register.path().read_text(encoding="utf-8").splitlines()))
    assert len({r["id"] for r in rows}) == len(rows)
    assert {r["status"] for r in rows} <= {"current", "superseded", "repealed", "upcoming", "unknown"}
    assert {r["confidence"] for r in rows} == {"verified", "likely", "from_memory"}
    assert {r["editions_complete"] for r in rows} == {"true", "false"}
    wrong = [r["id"] for r in rows for c in ("issued", "effective", "until") if r[c] and not DATE.fullmatch(r[c])]
    assert wrong == []


def test_complete_histories_say_how_that_is_known(known: Register) -> None:
    assert [e.id for e in known.editions if e.editions_complete and not e.editions_source] == []


def test_successors_exist_and_never_lead_back(known: Register) -> None:
    for edition in known.editions:
        seen, queue = set(), [edition.id]
        while queue:
            name = queue.pop()
            assert name in known.by_id, edition.id
            queue += [s for s in known.by_id[name].successors if s not in seen]
            seen.add(name)
            assert edition.id not in queue, edition.id


def test_an_edition_ends_after_it_began(known: Register) -> None:
    spans = [(e.id, e.effective, e.until) for e in known.editions if e.effective and e.until]
    assert [s for s in spans if s[2] < s[1][: len(s[2])]] == []


def test_one_edition_at_a_time_is_in_force_but_for_amendments(known: Register) -> None:
    for instrument in known.instruments.values():
        valid = [e for e in instrument.editions if e.status_on(AS_OF) == "current"]
        assert len(valid) <= 1 or any(e.amended_by for e in valid), instrument.id


@pytest.mark.parametrize(("text", "first"), [
    ("GB/T33000-2016", "GB/T 33000-2016"),
    ("GB 33000", "GB/T 33000-2025"),
    ("国务院第493号令", "国务院令第493号"),
    ("安监总局令第16号", "国家安全生产监督管理总局令第16号"),
    ("《安全生产法》", "中华人民共和国安全生产法(2021)"),
    ("财企[2006]478号", "财企〔2006〕478号"),
    ("GA 1131-2014", "XF 1131-2014"),
    ("生产安全事故调查和处理管理条例", "国务院令第493号"),
    ("危险化学品重大危险源辩识", "GB 18218-2018"),
])  # fmt: skip
def test_find_understands_codes_numbers_titles_and_near_misses(known: Register, text: str, first: str) -> None:
    assert known.find(text)[0].id == first


def test_find_finds_nothing_where_nothing_is_like_it(known: Register) -> None:
    assert known.find("食堂菜单公示") == ()


def test_show_gives_the_instrument_with_its_editions_oldest_first(known: Register) -> None:
    shown = known.show("GB/T 29639-2020")
    assert shown is not None
    assert [e.id for e in shown.editions] == ["GB/T 29639-2013", "GB/T 29639-2020"]
    assert shown.title == "生产经营单位生产安全事故应急预案编制导则"
    assert shown.editions_complete
    assert known.show("没有这一项") is None


def test_history_is_a_tree_from_the_first_to_the_last(known: Register) -> None:
    steps = [(s.depth, s.edition.id) for s in known.history("GB/T 29639-2013")]
    assert steps == [(0, "AQ/T 9002-2006"), (1, "GB/T 29639-2013"), (2, "GB/T 29639-2020")]
    assert known.history("没有这一项") == ()


@pytest.mark.parametrize(("id", "day", "status"), [
    ("GB/T 33000-2016", "2017-03-31", "upcoming"),
    ("GB/T 33000-2016", "2017-04-01", "current"),
    ("GB/T 33000-2016", "2025-10-30", "current"),
    ("GB/T 33000-2016", "2025-10-31", "superseded"),
    ("财企〔2006〕478号", "2013-01-01", "repealed"),
    ("安监总办〔2017〕140号", "2024-05-01", "current"),
    ("安监总办〔2017〕140号", "2025-05-01", "unknown"),
    ("安监总办〔2017〕140号", "2026-05-01", "superseded"),
    ("AQ 9010-2019", "2026-05-01", "unknown"),
    ("GB/T 13869-2026", "2026-12-31", "upcoming"),
    ("GB/T 13869-2026", "2027-02-01", "current"),
])  # fmt: skip
def test_status_depends_on_the_day(known: Register, id: str, day: str, status: str) -> None:
    assert known.by_id[id].status_on(date.fromisoformat(day)) == status


@pytest.mark.parametrize(("left", "right"), [
    ("《安全生产法》", "中华人民共和国安全生产法"),
    ("化学品安全技术说明书　内容和项目顺序", "化学品安全技术说明书内容和项目顺序"),
    ("安全生产法（2021年修正）", "安全生产法"),
    ("企业安全生产标准化评审工作管理办法(试行)", "企业安全生产标准化评审工作管理办法"),
])  # fmt: skip
def test_titles_are_compared_by_their_words(left: str, right: str) -> None:
    assert key(left) == key(right)


def test_recommended_or_not_a_standard_is_the_same() -> None:
    assert [identity(c) for c in ("GB/T 33000", "GB 33000", "GBZ/T 230", "DB37/T 2974", "T/CCSAS 005")] == [
        "GB 33000",
        "GB 33000",
        "GBZ 230",
        "DB37 2974",
        "T/CCSAS 005",
    ]


def test_digest_is_that_of_the_file() -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", register.digest())


def test_a_register_with_a_missing_column_is_refused() -> None:
    with pytest.raises(KeyError):
        table.read("id,title\nGB 1,一\n")


def test_names_say_title_and_number(known: Register) -> None:
    names = [known.by_id[i].name for i in ("GB 2811-2019", "国务院令第493号", "中华人民共和国安全生产法(2021)")]
    assert names == [
        "《头部防护 安全帽》（GB 2811-2019）",
        "《生产安全事故报告和调查处理条例》（国务院令第493号）",
        "《中华人民共和国安全生产法》（主席令第八十八号）",
    ]


def test_editions_are_immutable(known: Register) -> None:
    edition: Edition = known.editions[0]
    with pytest.raises(AttributeError):
        edition.title = "改"  # type: ignore[misc]
