"""The first and the last sheet: who stands where, and how the workbook was made."""

from __future__ import annotations

from conformance.messages import Message
from conformance.model.report import OUTCOME_NAMES, OUTCOMES, SEVERITIES, SEVERITY_NAMES, GapReport
from conformance.reporters.view.answers import answers
from conformance.reporters.view.conclusion import MACHINE, PROPOSAL_NAMES, conclude
from conformance.reporters.view.quality import quality_words, unread_parts
from conformance.reporters.view.scoring import grade, ranks, score
from conformance.reporters.workbook.book import Book, Column

_SUMMARY = Message("sheet_summary", "汇总", "summary")
_ABOUT = Message("sheet_about", "说明", "about")
_HEADS = (
    Column(Message("col_rank", "名次", "rank"), 6), Column(Message("col_file", "文件", "file"), 34),
    Column(Message("col_unit", "单位", "enterprise"), 30), Column(Message("col_date", "方案日期", "date of plan"), 11),
    Column(Message("col_score", "得分", "score"), 7), Column(Message("col_grade", "等次", "grade"), 8),
    Column(Message("col_proposal", "建议", "proposal"), 12),
)  # fmt: skip
_NOTE = Column(Message("col_note", "未读取、未检查的内容", "not read or not checked"), 46)
_KEY = Column(Message("col_item", "项目", "item"), 22)
_VALUE = Column(Message("col_value", "内容", "value"), 100)
_ITEMS = {
    "tool": Message("about_tool", "程序", "program"),
    "as_of": Message("about_as_of", "检查日期", "as of"),
    "register": Message("about_register", "标准法规目录 SHA-256", "register SHA-256"),
    "pack": Message("about_pack", "规则包", "pack"),
    "made": Message("about_made", "性质", "what it is"),
    "score": Message("about_score", "得分", "score"),
    "hash": Message("about_hash", "文件 SHA-256", "SHA-256 of the file"),
}
_SCORE_WORDS = Message(
    "about_score_words",
    "■8、▲4、◆2、●1 分加权；符合计全分，部分符合计一半，不符合不计；待复核、未检查、不适用、已豁免不参与。90 分以上优秀，80 分以上良好，60 分以上合格。",
    "weights ■8 ▲4 ◆2 ●1; met counts whole, partly met half; what is for review, not checked, not applicable or waived does not count. 90 excellent, 80 good, 60 passed.",
)


def summary(book: Book, report: GapReport) -> None:
    """A row a document, the best first; those that were not read last, with the reason."""
    levels = [Column(SEVERITY_NAMES[s], 8) for s in SEVERITIES]
    outcomes = [Column(OUTCOME_NAMES[o], 9) for o in OUTCOMES]
    sheet = book.sheet(_SUMMARY, (*_HEADS, *outcomes, *levels, _NOTE), frozen=3)
    found = [answers(report, one) for one in report.reports]
    points = [score(f) for f in found]
    places = ranks(points)
    for index in sorted(range(len(found)), key=lambda i: (places[i] is None, places[i] or 0, report.reports[i].path)):
        one, mark = report.reports[index], points[index]
        facts = one.facts
        counts = [one.summary.outcomes.get(o, 0) if facts else None for o in OUTCOMES]
        gaps = [one.summary.gaps.get(s, 0) if facts else None for s in SEVERITIES]
        notes = [one.error.message] if one.error else []
        if facts:
            notes = [quality_words(facts, book.language), *unread_parts(facts, book.language)]
        sheet.add(
            [
                places[index], one.path, facts.document.enterprise if facts else None, facts.document.date if facts else None,
                mark, grade(mark).say(book.language) if mark is not None else None,
                PROPOSAL_NAMES[conclude(one, found[index], book.language).proposal].say(book.language),
                *counts, *gaps, "；".join(notes),
            ]
        )  # fmt: skip
    sheet.filtered()


def about(book: Book, report: GapReport) -> None:
    """What made the workbook, from what, and what the points mean."""
    sheet = book.sheet(_ABOUT, (_KEY, _VALUE))
    rows = [("made", MACHINE.say(book.language)), ("as_of", report.as_of)]
    rows += [("tool", f"{report.tool.name} {report.tool.version}"), ("register", report.tool.register)]
    rows += [("pack", f"{p.id} {p.version}  {p.title}  SHA-256 {p.sha256}") for p in report.packs]
    rows += [("score", _SCORE_WORDS.say(book.language))]
    rows += [("hash", f"{one.path}  {one.facts.document.sha256}") for one in report.reports if one.facts]
    for item, words in rows:
        sheet.add([_ITEMS[item].say(book.language), words])
