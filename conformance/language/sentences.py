"""Sentences and list items of a document, each with its zone: what may count as evidence and what may not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from conformance.language.emptiness import empty, holds_duty, lays_down
from conformance.language.enumerations import enumerated, undertakes, undertakes_firmly
from conformance.language.exhorting import exhorts
from conformance.language.lists import distributed
from conformance.language.statements import (
    joined_parts,
    keywords,
    leads,
    line_only,
    lines,
    listing,
    states,
    stringing,
    strung,
)
from conformance.model.document import Block, Document, Span
from conformance.model.rules import Sentence, Zone

_END = re.compile(r"[。!?;；！？]+[\")』」]*|\n")
_PURPOSE = re.compile(
    r"(?:.{0,6}目的)?.{0,4}(?:为|为了|根据|依据|按照|遵照).*(?:(?:制定|制订|编制|特订).{0,4}(?:本|此|以下|如下)|特制[定订])"
    r"|.{0,4}目的(?:是|在于)"
)
# The title of the paper, which stands among its first characters on a line of its own.
_OPENING = 200
_LONG = 24
_TITLE = re.compile(
    r"[^,。;:!?]{2,60}(?:方案|计划|办法|规定|制度|通知|意见|细则|预案|责任书|承诺书)(?:\([^()]{1,12}\))?"
)
# Who is punished: 对…行为的, 对…的企业; 对查出的隐患 and 对全厂安全负总责 speak of something else.
_SANCTION = re.compile(
    r"(?:对|凡)[^。]{2,80}的(?:[^。,]{0,10}(?:单位|企业|公司|人|人员|部门|机构|员工|职工|车间|班组|项目部|经营者|业主))?,"
    r"[^。]*(?:处罚|罚款|追究|处分|查处|责令|停业整顿|黑名单)"
)


# Heads of columns that say something of each row, and how many rows make a column that sorts them.
_HEAD = re.compile(
    r"(?:风险)?(?:等级|级别)|(?:主要|管控|防范|控制|整改)措施|频次|周期|责任(?:人|部门|单位)|完成时[间限]"
)
# Heads that ask for it in plain speech; two of them make such a table.
_ASKS = re.compile(
    r"[由归让]?谁[来去]?[管干做查防看盯抓办讲学记报][\u4e00-\u9fff]{0,3}|[管干做查防看讲学]什么|怎么[做管防查改看办][\u4e00-\u9fff]{0,2}|什么时[候间][做查看]?|"
    r"多久[\u4e00-\u9fff]{0,4}|几天一次"
)
_PLAIN_HEADS = 2
# Heads of columns that tell what each does, if its cells are of several clauses.
_DUTIES = re.compile(
    r"(?:主要|岗位|安全|工作|具体|重点|落实|整改|检查|排查|管理)*(?:职责|责任|分工|任务|内容|要求|措施|标准|办法|做法)|(?:管|负责|要做|做|分管)的(?:事|事项|工作)|[管干做查防]什么|怎么[做管防查改]"
)
# A heading that names a system of rules, and how many of them below it make it one.
_SYSTEM, _FEWEST_RULES = re.compile(r"(?:制度|管理办法|管理规定)(?:\([^()]*\))?$"), 2
_CLAUSES = re.compile(r"[,;。].")
_ROWS = 4


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of `document` in order; `；` ends one too. Zones fail open: what is not known to be a heading, a
    string of keywords, names, contents, purpose or sanction sentence is body."""
    tables = _tables(document)
    sorting = {t for t, cells in tables.items() if _sorts(cells)}
    of_names = {t for t, cells in tables.items() if t not in sorting and enumerated([words for _, words in cells])}
    hollow = empty(document) and empty(document, sorting)
    found = [s for block in _blocks(document, of_names, sorting if hollow else None) for s in block]
    return tuple(distributed(document, list(_with_systems(document, found)), lays_down if hollow else bool))


def _with_systems(document: Document, found: Sequence[Sentence]) -> Iterator[Sentence]:
    """`found`, where a heading that names a system of rules (安全教育培训制度) and has its rules below lays that system down."""
    ends = {c.heading.start: c.body.end for c in document.outline}
    for index, sentence in enumerate(found):
        system = sentence.zone == "heading" and _SYSTEM.search(sentence.text)
        ruled = system and _rules(found, index, ends.get(sentence.span.start)) >= _FEWEST_RULES
        yield sentence._replace(zone="body") if ruled else sentence


def heads(sentence: Sentence) -> bool:
    """Whether a sentence at the beginning of a clause is its heading, which may lay a system of rules down."""
    return sentence.zone == "heading" or _SYSTEM.search(sentence.text) is not None


def _rules(found: Sequence[Sentence], heading: int, end: int | None) -> int:
    """How many sentences of `found` lay something down below a heading, up to `end`; where that is not known, to the
    next."""
    below = islice(found, heading + 1, None)
    own = takewhile(lambda s: s.span.start < end if end else s.zone != "heading", below)
    return sum(1 for sentence in own if sentence.zone == "body" and states(sentence.text))


def _blocks(document: Document, of_names: set[int], telling: set[int] | None) -> Iterator[list[Sentence]]:
    """The sentences of each block; a block never shares one with the next. `of_names` are the tables that are enumerations,
    `telling` those of a document that tells nothing besides."""
    flow, little = document.flow, enumerated(lines(document))
    starts = [c.heading.start for c in document.outline]
    led, laid_down = False, False
    for block in document.blocks:
        start, end = flow.position(block.start), flow.position(block.end)
        text = flow.text[start:end]
        if not text.strip():
            continue
        zone = _block_zone(document, block, text, little, led)
        ranges = list(_cut(flow.text, start, end))
        found = [flow.text[low:high] for low, high in ranges]
        bare = telling is not None and block.table not in telling and not (laid_down or lays_down(text))
        zones = _named(text, found, bare, block.table in of_names) if zone == "body" else [zone] * len(found)
        yield [
            _sentence(document, block, low, high, own, starts, led)
            for (low, high), own in zip(ranges, zones, strict=True)
        ]
        led = leads(text) or (led and text.rstrip().endswith((";", "、", ",")))
        laid_down = led and (laid_down or lays_down(text))


def _named(text: str, found: Sequence[str], hollow: bool, in_table: bool) -> list[Zone]:
    """The zones of the sentences of a paragraph, `found`, as far as they only name something: those that stand among names,
    `in_table` those of a table of names, and are no duty wherever they stand. In a text that is `hollow` as a whole this is
    less sure of the single sentence: they are `names`."""
    if stringing(text, found):
        strings = [not any(map(undertakes_firmly, joined_parts(sentence))) for sentence in found]
    else:
        names = in_table or listing(text, found)
        strings = [names and not undertakes(sentence) for sentence in found]
    rest: list[Zone] = ["names" if hollow and not holds_duty(sentence) else "body" for sentence in found]
    return ["keywords" if string else zone for string, zone in zip(strings, rest, strict=True)]


def _tables(document: Document) -> dict[int, list[tuple[int, str]]]:
    """The columns and words of the cells of each table, but for the numbers of rows."""
    tables: dict[int, list[tuple[int, str]]] = {}
    for block in document.blocks:
        if block.table is None:
            continue
        words = document.flow.folded[block.start : block.end].strip()
        numbers = block.row is not None and words in (str(block.row), str(block.row + 1))
        if words and not numbers:
            tables.setdefault(block.table, []).append((block.column or 0, words))
    return tables


def _sorts(cells: Sequence[tuple[int, str]]) -> bool:
    """Whether a table says something of each of its rows: a column has a head that asks for it, or sorts the rows by
    words that come again. `cells` are the columns and words."""
    columns: dict[int, list[str]] = {}
    for column, words in cells:
        columns.setdefault(column, []).append(words)
    asking = sum(1 for head, *_ in columns.values() if _ASKS.fullmatch(head))
    return asking >= _PLAIN_HEADS or any(
        _HEAD.fullmatch(head) or _tells(head, found) for head, *found in columns.values()
    )


def _tells(head: str, found: Sequence[str]) -> bool:
    """Whether the cells `found` below `head` sort the rows or are duties, most of them of several clauses."""
    if len(found) < _ROWS:
        return False
    if len({*found}) <= len(found) / 2:
        return True
    written_out = sum(1 for words in found if _CLAUSES.search(words))
    return _DUTIES.fullmatch(head) is not None and written_out > len(found) / 2


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of [start, end) as ranges, without line ends and blanks around them."""
    for stop in [*(m.end() for m in _END.finditer(text, start, end)), end]:
        words = text[start:stop]
        if words.strip():
            high = start + len(words.rstrip("\n "))
            yield start + len(words) - len(words.lstrip("\n ")), high
        start = stop


def _block_zone(document: Document, block: Block, text: str, little: bool, led: bool) -> Zone:
    """The zone of a whole block; body where its sentences must be asked one by one. `led` tells that it is the list of
    words before it."""
    if block.contents:
        return "contents"
    if block.kind == "heading" and not _written_out(text.strip()):
        return "heading"
    if block.kind == "cell":
        return "body"
    opening = block.start < _OPENING and _TITLE.fullmatch(text.strip())
    if opening or line_only(text) or (little and not undertakes(text)):
        return "heading"
    return "keywords" if not led and keywords(document.flow.folded[block.start : block.end], text) else "body"


def _written_out(text: str) -> bool:
    """Whether a paragraph with the style of a heading is a duty all the same: no heading ends with a semicolon, and one
    with a comma and a full stop, or one that lays something down at length, is a sentence."""
    comma = "," in text
    return (
        text.endswith(";")
        or (text.endswith("。") and (comma or states(text)))
        or (comma and len(text) >= _LONG and states(text))
    )


def _sentence(
    document: Document, block: Block, start: int, end: int, zone: Zone, starts: list[int], led: bool
) -> Sentence:
    """`led` tells that the sentence is in the list of words before its block."""
    text = document.flow.text[start:end]
    span = Span(*document.flow.source(start, end))
    row = None if block.table is None or block.row is None else (block.table, block.row)
    if zone in ("body", "names"):
        asked = _zone(document, span, text, starts, led)
        zone = zone if asked == "body" else asked
    return Sentence(span, start, end, text, zone, row=row)


def _zone(document: Document, span: Span, text: str, starts: list[int], led: bool) -> Zone:
    index = bisect_right(starts, span.start) - 1
    clause = document.outline[index] if index >= 0 else None
    opens = clause and clause.title and clause.heading.start <= span.start and span.end - 1 <= clause.heading.end
    if opens and not (text.endswith(("。", ";")) and states(text)):
        return "heading"
    if _PURPOSE.match(text):
        return "purpose"
    if not led and strung(text):
        return "keywords"
    if exhorts(text):
        return "purpose"
    return "sanction" if _SANCTION.search(text) else "body"
