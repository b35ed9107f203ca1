"""The annexes of a review opinion: every requirement, the problems, the citations, and what was not read or checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from conformance.messages import Message
from conformance.model.document import Locator
from conformance.model.facts import Inspection
from conformance.model.report import OUTCOME_NAMES, SEVERITIES, SEVERITY_NAMES, Place
from conformance.reporters.view.advice import advice
from conformance.reporters.view.answers import Answer
from conformance.reporters.view.basis import basis_words
from conformance.reporters.view.citations import STATUS_NAMES, CitationRow, citation_rows
from conformance.reporters.view.conclusion import MACHINE
from conformance.reporters.view.places import Places
from conformance.reporters.view.quality import quality_words, unread_parts
from conformance.reporters.word import template as t
from conformance.reporters.word.parts import Case, level, named
from conformance.reporters.word.writing import Cell, Letter, Line, Row

_ANNEX = Message("annex", "附件{number}", "Annex {number}")
_REVIEW = Message("annex_review", "审查情况表", "Review table")
_PROBLEMS = Message("annex_problems", "问题清单", "List of problems")
_CITATIONS = Message("annex_citations", "引用文件核对表", "Citations")
_ABOUT = Message("annex_about", "审查说明", "About this review")
_KEY = Message("annex_key", "注：标 * 的为严重等级的要求。", "Requirements marked * are of the severe level.")
_REVIEW_HEAD = Message("annex_review_head", "要求|审查情况|结论", "requirement|what was found|conclusion")
_PROBLEM_HEAD = Message(
    "annex_problem_head",
    "序号|等级|存在问题和依据|整改建议|责任人、时限、情况",
    "no.|level|problem and basis|advice|who, by when, done",
)
_CITATION_HEAD = Message(
    "annex_citation_head",
    "序号|文中写法|位置|核对结果|应改内容和说明",
    "no.|as cited|place|result|what to write, remarks",
)
_PACK = Message("annex_pack", "{title}（{id}，{version}版）", "{title} ({id}, version {version})")
_SEEN = Message("annex_seen", "见{where}：{quote}", "see {where}: {quote}")
_SEEN_SOMEWHERE = Message("annex_seen_somewhere", "原文：{quote}", "the text says: {quote}")
_MORE_SEEN = Message("annex_more_seen", "另有{count}处。", "{count} more places.")
_NEAREST = Message("annex_nearest", "最接近的原文（{where}）：{quote}", "nearest passage ({where}): {quote}")
_NEAREST_SOMEWHERE = Message("annex_nearest_somewhere", "最接近的原文：{quote}", "nearest passage: {quote}")
_SEARCHED = Message("annex_searched", "查找范围：{where}。", "where it was looked for: {where}.")
_LISTED = Message("annex_listed", "共{count}处，见附件2第{number}项。", "{count} places: see annex 2, no. {number}.")
_WAIVED = Message("annex_waived", "（已豁免）", "(waived)")
_TWINS = Message("annex_twins", "同一要求：{names}", "the same demand: {names}")
_PLACE = Message("annex_place", "位置：{where}", "place: {where}")
_PLACE_QUOTE = Message("annex_place_quote", "位置：{where}，原文{quote}", "place: {where}, text {quote}")
_QUOTE = Message("annex_quote", "原文{quote}", "text {quote}")
_BASIS = Message("annex_basis", "依据：{words}", "basis: {words}")
_CHANGE = Message("annex_change", "改为：{words}", "write: {words}")
_CLAUSE = Message("annex_clause", "示范条款：{words}", "clause to adopt: {words}")
_NO_PROBLEM = Message("annex_no_problem", "没有需要修改的问题。", "There is no problem to mend.")
_NO_CITATION = Message("annex_no_citation", "文件没有引用标准、法规或者文件。", "The document cites no instrument.")
_STATUS = Message("annex_status", "文件日期：{then}；核对日期：{now}", "then: {then}; now: {now}")
_UNVERIFIED = Message("annex_unverified", "（登记信息待核实）", "(the register's row is not verified)")
_SUBMITTED = Message("annex_submitted", "一、送审文件", "1. The document")
_UNREAD = Message("annex_unread", "二、未读取和未检查的内容", "2. What was not read and not checked")
_TOOLS = Message("annex_tools", "三、审查工具和依据版本", "3. Tools and versions")
_LEGEND = Message("annex_legend", "四、等级和结论的含义", "4. What the levels and conclusions mean")
_ALL_READ = Message(
    "annex_all_read", "文件内容已全部读取，各项要求均已检查。", "Everything was read and every requirement checked."
)
_NOTICE = Message("annex_notice", "说明：{what}", "note: {what}")
_PENDING = Message("annex_pending", "{outcome}：{name}。{message}", "{outcome}: {name}. {message}")
_FILE = Message("annex_file", "文件名", "file")
_FORMAT = Message("annex_format", "格式、篇幅", "format, length")
_TITLE = Message("annex_title", "标题", "title")
_UNIT = Message("annex_unit", "单位", "unit")
_DATE = Message("annex_date", "文件日期", "document's date")
_NONE = Message("annex_none", "未写明", "not stated")
_HASH = Message("annex_hash", "文件校验值（SHA-256）", "hash of the file (SHA-256)")
_TOOL = Message("annex_tool", "审查程序", "program")
_REGISTER = Message("annex_register", "法规标准登记库", "register of instruments")
_RULES = Message("annex_rules", "规则包", "rule pack")
_AS_OF = Message("annex_as_of", "核对日期", "as of")
_LEVELS = Message(
    "annex_levels",
    "问题等级由高到低：{levels}。等级是审查工作的排序，不是对事故隐患等级的认定。",
    "Levels from high to low: {levels}. They order the work on this document and classify no hazard.",
)
_MEANINGS = Message(
    "annex_meanings",
    "符合：要求的内容均已写明；部分符合：已写明一部分，所缺内容逐一列出；不符合：文件中没有写明或者写错；待复核：现有文字不足以判断，"
    "需人工核对；未检查：因内容未读取或者企业情况不明未能判断；不适用：按已知的企业情况不适用。",
    "met: all that is asked is stated; partly met: some is stated, what lacks is named; not met: not stated or stated "
    "wrongly; for review: the text does not allow a decision, a person must look; not checked: content was not read "
    "or a fact about the unit is not known; not applicable: by what is known of the unit.",
)
_PLACES = 12


def write(letter: Letter, case: Case) -> None:
    """Write the four annexes of `case`, a checked document."""
    _begin(letter, case, 1, _REVIEW)
    letter.table((44, 94, 18), _head(_REVIEW_HEAD, case), list(_review_rows(case)), centred=(2,))
    letter.say(t.REMARK, _KEY.say(case.language))
    _begin(letter, case, 2, _PROBLEMS)
    _problems(letter, case)
    _begin(letter, case, 3, _CITATIONS)
    _citations(letter, case)
    _begin(letter, case, 4, _ABOUT)
    _about(letter, case)


def _begin(letter: Letter, case: Case, number: int, title: Message) -> None:
    letter.say(t.ANNEX, _ANNEX.say(case.language, number=number))
    letter.say(t.ANNEX_TITLE, title.say(case.language))


def _head(message: Message, case: Case) -> list[str]:
    return message.say(case.language).split("|")


def _review_rows(case: Case) -> Iterator[Row]:
    """Every requirement in its pack's order, under its pack."""
    leads = {(a.finding.pack, a.finding.requirement): a for a in case.answers}
    for pack in case.report.packs:
        mine = [leads[pack.id, key] for key in pack.requirements if (pack.id, key) in leads]
        if mine:
            words = _PACK.say(case.language, title=pack.title, id=pack.id, version=pack.version)
            yield ([Line(words, t.CELL_GROUP)],)
        for answer in mine:
            outcome = OUTCOME_NAMES[answer.finding.outcome].say(case.language)
            waived = _WAIVED.say(case.language) if answer.waived else ""
            yield (_demand(answer, case), list(_found(answer, case)), outcome + waived)


def _demand(answer: Answer, case: Case) -> list[Line]:
    key = "* " if answer.requirement.severity == "red" and answer.requirement.obligation != "may" else ""
    lines = [Line(key + named(answer))]
    if answer.twins:
        names = "、".join(twin.finding.requirement for twin in answer.twins)
        lines.append(Line(_TWINS.say(case.language, names=names)))
    return lines


def _found(answer: Answer, case: Case) -> Iterator[Line]:
    """What was found for a requirement: the answer and where it is met; else what comes nearest and where it was sought."""
    finding, language = answer.finding, case.language
    seen = [_at(_SEEN, _SEEN_SOMEWHERE, locator, case) for locator in finding.evidence[:1]]
    if len(finding.evidence) > 1:
        seen.append(_MORE_SEEN.say(language, count=len(finding.evidence) - 1))
    if finding.places and answer.is_gap:
        seen.append(_LISTED.say(language, count=len(finding.places), number=answer.number))
    yield Line((" " if language == "en" else "").join((finding.message, *seen)))
    if finding.outcome in ("fail", "review", "open"):
        for locator in finding.nearest[:1]:
            yield Line(_at(_NEAREST, _NEAREST_SOMEWHERE, locator, case))
        if finding.searched:
            yield Line(_SEARCHED.say(language, where=finding.searched))


def _at(placed: Message, unplaced: Message, locator: Locator, case: Case) -> str:
    where, quote = case.where(locator), case.quoted(locator.quote)
    return placed.say(case.language, where=where, quote=quote) if where else unplaced.say(case.language, quote=quote)


def _problems(letter: Letter, case: Case) -> None:
    if not case.gaps:
        letter.say(t.BODY, _NO_PROBLEM.say(case.language))
        return
    rows = [row for answer in case.gaps for row in _problem_rows(answer, case)]
    letter.table((9, 15, 64, 51, 17), _head(_PROBLEM_HEAD, case), rows, centred=(0, 1))


def _problem_rows(answer: Answer, case: Case) -> Iterator[Row]:
    """One row a problem; where places each have their own correction, one row a correction."""
    language = case.language
    mark, lead = level(answer, language), Line(named(answer), t.CELL_LEAD)
    rests = Line(_BASIS.say(language, words=basis_words(answer.requirement)))
    groups = _alike(answer.finding.places)
    if not groups:
        yield _row(str(answer.number), mark, [lead, *_lacking(answer, case), rests], _advised(answer, case))
    for index, places in enumerate(groups, 1):
        number = f"{answer.number}" if len(groups) == 1 else f"{answer.number}.{index}"
        yield _row(number, mark, [lead, *_placed(places, case), rests], _corrected(answer, places[0], case))


def _lacking(answer: Answer, case: Case) -> Iterator[Line]:
    """What is wrong where no place of its own has it: the finding, with the passage to mend or the one that comes nearest."""
    finding = answer.finding
    yield Line(finding.message)
    for locator in finding.evidence[:1]:
        yield Line(_at(_SEEN, _SEEN_SOMEWHERE, locator, case))
    for locator in finding.nearest[:1] if not finding.evidence else ():
        yield Line(_at(_NEAREST, _NEAREST_SOMEWHERE, locator, case))


def _row(number: str, mark: str, problem: Cell, advised: Cell) -> Row:
    return (number, mark, problem, advised, "")


def _alike(places: Sequence[Place]) -> list[list[Place]]:
    """Places that say the same and ask for the same, together; in the order of their first."""
    first: dict[tuple[str, str, str | None], int] = {}
    for index, one in enumerate(places):
        first.setdefault((one.code, one.message, one.replacement), index)
    ranked = sorted(places, key=lambda p: first[p.code, p.message, p.replacement])
    return [list(g) for _, g in groupby(ranked, key=lambda p: (p.code, p.message, p.replacement))]


def _placed(places: Sequence[Place], case: Case) -> Iterator[Line]:
    yield Line(places[0].message)
    for place in places[:_PLACES]:
        where = case.where(place)
        quote = case.quoted(place.quote) if place.quote else ""
        if where and quote:
            yield Line(_PLACE_QUOTE.say(case.language, where=where, quote=quote))
        elif where or quote:
            message = _PLACE.say(case.language, where=where) if where else _QUOTE.say(case.language, quote=quote)
            yield Line(message)
    if len(places) > _PLACES:
        yield Line(_MORE_SEEN.say(case.language, count=len(places) - _PLACES))


def _corrected(answer: Answer, place: Place, case: Case) -> list[Line]:
    if place.replacement:
        return [Line(_CHANGE.say(case.language, words=place.replacement))]
    return _advised(answer, case)


def _advised(answer: Answer, case: Case) -> list[Line]:
    """What to do, with the clause that may be adopted apart from it."""
    given = advice(answer.requirement.remediation)
    lines = [Line(given.lead)] if given.lead and (given.clause is None or len(given.lead) > len("建议增加：")) else []
    if given.clause:
        lines.append(Line(_CLAUSE.say(case.language, words=given.clause)))
    return [*lines, *(Line(words) for words in given.rest.splitlines() if words.strip())]


def _citations(letter: Letter, case: Case) -> None:
    assert case.facts
    found = sorted(citation_rows(case.facts), key=lambda row: (not row.faulty, not row.overtaken))
    rows = [_citation(number, row, case) for number, row in enumerate(found, 1)]
    if rows:
        letter.table((9, 50, 21, 23, 53), _head(_CITATION_HEAD, case), rows, centred=(0,))
    else:
        letter.say(t.BODY, _NO_CITATION.say(case.language))


def _citation(number: int, row: CitationRow, case: Case) -> Row:
    assert case.facts
    language, places = case.language, Places(case.facts)
    where = "；".join(dict.fromkeys(filter(None, (places.words(start, language) for start in row.places))))
    now = STATUS_NAMES[row.now].say(language)
    then = STATUS_NAMES[row.then].say(language) if row.then else now
    status = now if then == now else _STATUS.say(language, then=then, now=now)
    remarks = [Line(_CHANGE.say(language, words=row.right))] if row.right else []
    if row.faulty or row.overtaken:
        remarks.append(Line((row.reason or "") + ("" if row.certain else _UNVERIFIED.say(language))))
    return (str(number), " ".join(row.quotes), where, status, remarks)


def _about(letter: Letter, case: Case) -> None:
    assert case.facts
    language = case.language
    letter.say(t.ANNEX_HEADING, _SUBMITTED.say(language))
    letter.table((38, 118), (), list(_submitted(case.facts, case)))
    letter.say(t.ANNEX_HEADING, _UNREAD.say(language))
    letter.say(t.REMARK, *(list(_left_out(case, case.facts)) or [_ALL_READ.say(language)]))
    letter.say(t.ANNEX_HEADING, _TOOLS.say(language))
    letter.table((38, 118), (), list(_tools(case)))
    letter.say(t.ANNEX_HEADING, _LEGEND.say(language))
    levels = "、".join(SEVERITY_NAMES[s].say(language) for s in SEVERITIES)
    letter.say(t.REMARK, _LEVELS.say(language, levels=levels), _MEANINGS.say(language), MACHINE.say(language))


def _submitted(facts: Inspection, case: Case) -> Iterator[Row]:
    document, language = facts.document, case.language
    nothing = _NONE.say(language)
    yield (_FILE.say(language), document.path)
    yield (_FORMAT.say(language), quality_words(facts, language))
    yield (_TITLE.say(language), document.title or nothing)
    yield (_UNIT.say(language), case.recipient or nothing)
    yield (_DATE.say(language), document.date or nothing)
    yield (_HASH.say(language), document.sha256)


def _left_out(case: Case, facts: Inspection) -> Iterator[str]:
    """What was not read, what the reading and the checking said, and every requirement without a decision."""
    language = case.language
    yield from unread_parts(facts, language)
    yield from (_NOTICE.say(language, what=notice.message) for notice in case.one.notices)
    for answer in case.answers:
        if answer.pending:
            outcome = OUTCOME_NAMES[answer.finding.outcome].say(language)
            yield _PENDING.say(language, outcome=outcome, name=named(answer), message=answer.finding.message)


def _tools(case: Case) -> Iterator[Row]:
    report, language = case.report, case.language
    yield (_TOOL.say(language), f"{report.tool.name} {report.tool.version}")
    for pack in report.packs:
        words = _PACK.say(language, title=pack.title, id=pack.id, version=pack.version)
        yield (_RULES.say(language), [Line(words), Line(f"SHA-256 {pack.sha256}")])
    yield (_REGISTER.say(language), f"SHA-256 {report.tool.register}")
    yield (_AS_OF.say(language), report.as_of)
