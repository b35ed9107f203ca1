"""Time limits: the cases of cases/deadlines.yaml, years, tasks, tables, places, and that no text breaks the grammar."""

from __future__ import annotations

import json
from datetime import date
from itertools import chain, pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.facts.deadlines import deadlines, remarks
from conformance.facts.timing import working_days
from conformance.model.document import Block, Clause, Document, Reading, ReadingBuilder, Span
from conformance.model.facts import Deadline, Head

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "deadlines.yaml").read_text(encoding="utf-8"))
SHARED = Path(__file__).parents[2] / "shared"
ISSUED = Head(date="2024-03-15", date_source="signature")


def document(text: str, outline: tuple[Clause, ...] = ()) -> Document:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return Document.of(Reading("txt", text, tuple(blocks)), outline=outline)


def found(text: str, head: Head = ISSUED, document_date: date | None = None) -> tuple[Deadline, ...]:
    return deadlines(document(text), head, document_date)


def brief(rows: tuple[Deadline, ...]) -> list[tuple[str, str, str | None]]:
    return [(r.quote, r.kind, r.value) for r in rows]


def case_rows() -> list[dict]:
    return [dict(case, group=group) for group, cases in CASES.items() for case in cases]


@pytest.mark.parametrize("case", case_rows(), ids=lambda c: f"{c['group']}: {c['text'][:24]}")
def test_each_phrasing_gives_its_rows(case: dict) -> None:
    issued = str(case.get("issued", "2024-03-15"))
    head = Head(date=issued, date_source="signature") if issued else Head()
    rows = found("本方案如下。\n" + case["text"], head)
    assert [list(r) for r in brief(rows)] == case["rows"]
    for row, expected in zip(rows, case.get("also", []), strict=False):
        stated = {name: getattr(row, name) for name in expected}
        assert {k: list(v) if isinstance(v, tuple) else v for k, v in stated.items()} == expected


def test_the_case_file_is_large_enough_to_mean_something() -> None:
    assert len(case_rows()) >= 250


class TestYears:
    def test_the_issue_date_gives_the_year_before_the_option_does(self) -> None:
        rows = found("总则。\n5月6日前完成。", Head(date="2023-02-01", date_source="signature"), date(2025, 1, 1))
        assert (rows[0].value, rows[0].inferred, rows[0].issues) == ("/2023-05-06", ("year:issue_date",), ())

    def test_the_option_gives_the_year_where_the_text_has_no_date_and_that_is_an_issue(self) -> None:
        rows = found("总则。\n5月6日前完成。", Head(), date(2025, 1, 1))
        assert (rows[0].value, rows[0].inferred, rows[0].issues) == ("/2025-05-06", ("year:option",), ("year_missing",))

    def test_a_date_taken_from_the_option_by_the_head_counts_as_the_option(self) -> None:
        rows = found("总则。\n5月6日前完成。", Head(date="2025-01-01", date_source="option"), date(2025, 1, 1))
        assert rows[0].inferred == ("year:option",)

    def test_the_title_comes_before_the_issue_date(self) -> None:
        head = Head(title="2025年安全培训方案", date="2024-12-20", date_source="signature")
        rows = found("2025年安全培训方案\n各车间3月底前报名。", head)
        assert (rows[0].value, rows[0].inferred) == ("/2025-03-31", ("year:title",))

    def test_the_section_comes_before_the_title(self) -> None:
        head = Head(title="2025年安全培训方案")
        text = "2025年安全培训方案\n一、任务\n2026年4月底前换灯。\n本厂6月底前换窗。\n二、保障\n本厂7月底前换门。"
        rows = found(text, head)
        assert [(r.value, r.inferred) for r in rows] == [
            ("/2026-04-30", ()), ("/2026-06-30", ("year:section",)), ("/2025-07-31", ("year:title",)),
        ]  # fmt: skip

    def test_the_year_of_a_heading_holds_for_its_clause(self) -> None:
        text = "一、2026年工作\n换灯工作在4月底前完成。"
        outline = (Clause("一、", "2026年工作", 1, "一", Span(0, 9), Span(0, len(text))),)
        row = deadlines(document(text, outline), ISSUED)[0]
        assert (row.value, row.inferred, row.clause) == ("/2026-04-30", ("year:section",), "一")

    def test_a_section_with_two_years_decides_nothing(self) -> None:
        rows = found("一、任务\n2025年底前换灯。\n2026年底前换窗。\n5月底前换门。")
        assert (rows[2].value, rows[2].inferred) == ("/2024-05-31", ("year:issue_date",))


class TestWorkingDays:
    """自印发之日起30个工作日内: counted by announced holidays or not at all."""

    TEXT = "某街道工作方案\n各单位自印发之日起15个工作日内完成自查，自印发之日起30日内报送。"

    def test_without_the_extra_the_last_day_is_open_and_the_reader_is_told_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
        monkeypatch.setattr(working_days, "_calendar", lambda: None)
        rows = found(self.TEXT)
        assert [(r.until, r.issues) for r in rows] == [(None, ("calendar_missing",)), ("2024-04-14", ())]
        assert [said.say() for said in remarks(rows)] == [
            "有 1 处时限按工作日计算，没有推算截止日：请安装扩展 calendar（pip install 'conformance[calendar]'）。"
        ]

    def test_holidays_and_the_days_worked_in_their_place_are_counted(self) -> None:
        pytest.importorskip("chinese_calendar")
        rows = found(self.TEXT, Head(date="2024-04-26", date_source="signature"))
        # 28 April and 11 May 2024 were worked, 1 to 5 May were holidays: fifteen weekdays would end on 17 May.
        assert [(r.until, r.inferred, r.issues) for r in rows[:1]] == [("2024-05-20", ("until:issue_date",), ())]
        assert remarks(rows) == ()

    def test_years_whose_holidays_are_not_announced_stay_open(self) -> None:
        pytest.importorskip("chinese_calendar")
        rows = found(self.TEXT, Head(date="2098-04-26", date_source="signature"))
        assert [(r.until, r.issues) for r in rows] == [(None, ("calendar_unannounced",)), ("2098-05-26", ())]


class TestPlaces:
    def test_a_date_broken_over_two_lines_is_quoted_as_it_stands(self) -> None:
        text = "各单位要在2026\n年底\n前完成整改。"
        one = Document.of(Reading("txt", text, (Block("paragraph", 0, len(text)),)), outline=())
        row = deadlines(one, ISSUED)[0]
        assert (row.quote, row.value, text[row.start : row.end]) == ("2026\n年底\n前", "/2026-12-31", row.quote)

    def test_two_paragraphs_are_never_read_as_one_date(self) -> None:
        assert found("总数为2026\n年底前完成。")[0].quote == "年底前"

    def test_dates_of_the_title_are_no_limits(self) -> None:
        assert found("某厂消防工程（2024年4月-6月）实施方案\n请执行。") == ()

    def test_a_signature_date_is_no_limit(self) -> None:
        assert found("请认真执行。\n某某公司\n2024年6月1日") == ()


class TestTasks:
    @pytest.mark.parametrize(("text", "task"), [
        ("2024年底前，各车间要换完灯具，并做好记录。", "各车间要换完灯具"),
        ("2024年底前完成灯具更换。", "完成灯具更换"),
        ("各组要对库房作出安排。（4月15日前完成）", "各组要对库房作出安排"),
        ("请专家到厂检查，每半年至少查一次；", "请专家到厂检查"),
        ("操作规程至少每三年评审和修订一次，发生变化的除外。", "操作规程"),
        ("5.每年对员工进行一次体检。", "体检"),
        ("事故发生后7日内、处理完毕后15日内提交报告。", "提交报告"),
        ("1.安全设备应当每月检查一次，并记录。", "安全设备"),
        ("总结阶段：2024年12月。", "总结阶段"),
    ])  # fmt: skip
    def test_a_limit_belongs_to_the_words_beside_it(self, text: str, task: str) -> None:
        assert found("总则。\n" + text)[0].task == task

    def test_every_date_of_a_chain_has_its_own_task(self) -> None:
        rows = found("总则。\n2024年6月底前摸清底数，2025年底前完成改造。")
        assert [r.task for r in rows] == ["摸清底数", "完成改造"]


def table(*rows: tuple[str, ...]) -> Document:
    builder = ReadingBuilder("docx")
    builder.add("paragraph", "任务分解表")
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            builder.add("cell", words, table=0, row=number, column=column)
    return Document.of(builder.done(), outline=())


class TestTables:
    HEADER = ("序号", "工作任务", "责任部门", "完成时限")

    def test_a_bare_date_in_a_column_of_due_dates_is_a_deadline_of_its_row(self) -> None:
        rows = deadlines(
            table(self.HEADER, ("1", "更换老化电线", "设备科", "2024年6月"), ("2", "清理通道", "安全科", "2024.7.15")),
            ISSUED,
        )
        assert [(r.quote, r.kind, r.value, r.task) for r in rows] == [
            ("2024年6月", "deadline", "/2024-06-30", "更换老化电线"), ("2024.7.15", "deadline", "/2024-07-15", "清理通道"),
        ]  # fmt: skip

    def test_other_rows_of_that_column_keep_their_kind(self) -> None:
        rows = deadlines(
            table(self.HEADER, ("1", "巡检", "设备科", "每月25日前"), ("2", "值守", "安全科", "长期")), ISSUED
        )
        assert [(r.kind, r.value, r.due, r.task) for r in rows] == [
            ("frequency", "1/P1M", "25", "巡检"), ("vague", None, None, "值守"),
        ]  # fmt: skip

    def test_a_column_of_periods_gives_windows(self) -> None:
        rows = deadlines(table(("工作内容", "时间安排"), ("宣传", "5月"), ("自查", "2024年6月-8月")), ISSUED)
        assert [(r.kind, r.value, r.task) for r in rows] == [
            ("window", "2024-05-01/2024-05-31", "宣传"), ("window", "2024-06-01/2024-08-31", "自查"),
        ]  # fmt: skip

    def test_the_same_date_in_another_column_is_none(self) -> None:
        assert deadlines(table(("序号", "投产年月"), ("1", "2024年6月")), ISSUED) == ()


HAN = "〇一二三四五六七八九"


def han_number(n: int) -> str:
    tens, ones = divmod(n, 10)
    return ("" if tens < 2 else HAN[tens]) + ("十" if tens else "") + (HAN[ones] if ones else "")


STYLES = {
    "plain": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "padded": lambda d: f"{d.year}年{d.month:02}月{d.day:02}日",
    "号": lambda d: f"{d.year}年{d.month}月{d.day}号",
    "blanks": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "break": lambda d: f"{d.year}年\n{d.month}月{d.day}日",
    "dashes": lambda d: f"{d.year}-{d.month:02}-{d.day:02}",
    "dots": lambda d: f"{d.year}.{d.month}.{d.day}",
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "compact": lambda d: f"{d.year}{d.month:02}{d.day:02}",
    "full width": lambda d: f"{d.year}年{d.month}月{d.day}日".translate({48 + n: 0xFF10 + n for n in range(10)}),
    "chinese": lambda d: f"{''.join(HAN[int(c)] for c in str(d.year))}年{han_number(d.month)}月{han_number(d.day)}日",
    "zero sign": lambda d: f"{''.join(HAN[int(c)] for c in str(d.year))}年{han_number(d.month)}月{han_number(d.day)}日".replace("〇", "○"),
}  # fmt: skip
DAYS = st.dates(date(2000, 1, 1), date(2049, 12, 31))


@pytest.mark.parametrize("style", STYLES)
@given(day=DAYS)
@settings(max_examples=40, deadline=None)
def test_every_date_written_in_every_style_comes_back(style: str, day: date) -> None:
    written = STYLES[style](day) + "前"
    text = f"各单位应在{written}完成整改。"
    one = Document.of(Reading("txt", text, (Block("paragraph", 0, len(text)),)), outline=())
    assert brief(deadlines(one, Head())) == [(written, "deadline", f"/{day}")]


@given(first=DAYS, last=DAYS, sign=st.sampled_from(["至", "-", "—", "～", "到", "——"]))
@settings(max_examples=60, deadline=None)
def test_every_range_comes_back(first: date, last: date, sign: str) -> None:
    first, last = sorted((first, last))
    written = f"{STYLES['plain'](first)}{sign}{STYLES['plain'](last)}"
    assert brief(found(f"各单位。\n定于{written}自查。", Head())) == [(f"于{written}", "window", f"{first}/{last}")]


@given(count=st.integers(1, 9), period=st.integers(1, 12))
@settings(max_examples=40, deadline=None)
def test_every_frequency_comes_back(count: int, period: int) -> None:
    rows = found(f"各单位。\n应每{period}个月检查{count}次。")
    assert brief(rows) == [(f"每{period}个月检查{count}次", "frequency", f"{count}/P{period}M")]


FRAGMENTS = st.lists(
    st.sampled_from(
        ["2024年", "年", "6月", "月", "15日", "日", "前", "底", "末", "至", "-", "、", "从", "自", "到", "起", "每", "每年", "季度", "半年", "至少", "一次", "3次", "内", "以上", "不超过", "小时", "个", "工作日", "上旬", "阶段", "(", ")", "。", ",", "\n", "《", "》", "即日", "印发之日", "今年", "次年", "春节", "十四五", "期间", "xx", "****", "2月30日", "99", "0", "〇", "十", "第", "号", "GB", "33000-2024", "汛期", "上岗", "后", "及时", "24时", ":", "本月", "下周", "五", "全年"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(text=st.one_of(FRAGMENTS, st.text(max_size=200)))
@settings(max_examples=400, deadline=None)
def test_no_text_breaks_the_grammar_and_every_quote_is_exact(text: str) -> None:
    rows = deadlines(document(text), ISSUED, date(2024, 1, 1))
    for row in rows:
        assert row.start < row.end
        assert row.quote == text[row.start : row.end]
    spans = sorted({(r.start, r.end) for r in rows})
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert list(rows) == sorted(rows, key=lambda r: r.start)


def test_the_same_text_gives_the_same_rows() -> None:
    text = "\n".join(c["text"] for c in chain.from_iterable(CASES.values()))
    assert found(text) == found(text)


@pytest.mark.skipif(not SHARED.exists(), reason="no labelled documents beside the checkout")
@pytest.mark.parametrize("path", sorted((SHARED / "gold").glob("*.json")), ids=lambda p: p.stem)
def test_labelled_documents(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = (SHARED / gold["source"]).read_text(encoding="utf-8")
    issued = date.fromisoformat(gold["document_date"]) if gold["document_date"] else None
    rows = {(r.start, r.end, r.kind, r.value) for r in deadlines(document(text), Head(), issued)}
    quantified = {"deadline", "window", "stage", "effective_from", "frequency", "duration"}
    expected = {
        (g["start"], g["end"], g["kind"], g["value"])
        for g in gold["deadlines"]
        if g["tier"] == "core" and g["kind"] in quantified
    }
    assert expected <= rows
    traps = [(t["start"], t["end"]) for t in gold["not_deadlines"]]
    assert not [r for r in rows if r[2] != "vague" and any(r[0] < end and start < r[1] for start, end in traps)]
