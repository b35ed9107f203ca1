"""References of a document to its own parts: annexes that are not enclosed, clauses that do not exist, short names that
are introduced and never used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.language.sparse import Sparse
from conformance.model.document import Document, Span
from conformance.readers.outline.markers import marker
from conformance.text import number

_NUMERAL = r"[一二三四五六七八九十]{1,3}|\d{1,2}"
_ANNEX = Sparse(rf"(?<!安全)(?<![》\]号法])附(?P<what>件|表|录)(?P<number>{_NUMERAL})(?![、.:\d—-])", "附", "。\n")
_ENCLOSED = re.compile(rf"附(?P<what>件|表|录) ?(?P<number>{_NUMERAL})?")
_LISTED = re.compile(r"附(?:件|表|录):")
_ENTRY = re.compile(
    rf"(?:^|(?<=[\n:;]))(?:附件)?(?P<number>{_NUMERAL})[.、:] ?(?P<name>[^\n;。:]{{2,40}}?)(?=[;。\n]|$)", re.M
)
_SEEN = Sparse(r"(?:详?见|填写|按照?|参照)附(?P<what>件|表|录)(?![一二三四五六七八九十\d件])(?=[。,;)])", "附", ":\n")
# 另附, 另发: sent by another way.
_SENT = re.compile(r"另[附发行]|单独|从略|略\)")
_OWN_CLAUSE = Sparse(
    rf"(?:本(?:方案|办法|规定|制度|细则|预案|意见|标准)|(?:违反|依照|按照?|适用|符合|根据)(?:前述|上述)?)第(?P<number>{_NUMERAL}|[一二三四五六七八九]?十?百[\u4e00-\u9fff]?)(?P<what>条|章)",
    "第",
)
_DECIMAL = Sparse(
    r"(?:详?见|按照?|依照|符合|执行)(?:本(?:方案|制度|办法|预案))?(?:第)?(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})(?:条|款|节|项|章)(?!款)",
    r"\.\d{1,2}[条款节项章]",
)
_SHORT_NAME = re.compile(
    r"(?:以下|下)(?:统称|简称|统一简称)为?[:,]?[\"'《]?(?P<name>[\u4e00-\u9fffA-Za-z]{2,10})[\"'》]?\)"
)
# A body that the document sets up, and what such bodies are called.
_BODIES = "领导小组|工作小组|工作专班|专班|委员会"
_SET_UP = re.compile(rf"(?:成立|设立|组建|建立)[^,。;:\n]{{0,24}}?(?P<body>{_BODIES})")
_ITS_WORK = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:由|经|报|向|在)?(?:安全生产|安全)?(?P<body>{_BODIES})(?=每|负责|要|应|召开|成员|组长|办公室|下设|统一|定期|研究|审定|汇总|备案)"
)
_FEWEST_NAMED = 2
_OURSELVES = ("我公司", "本公司", "我单位", "本单位")
_FEWEST = 3


def missing_annexes(document: Document) -> Iterator[Span]:
    """References to an annex by a number that is neither listed nor enclosed, or to 附件 where there is none at all."""
    text = document.flow.text
    numbered, bare = list(_ANNEX.finditer(text)), list(_SEEN.finditer(text))
    known = _annexes(document) if numbered or bare else set()
    for match in numbered:
        starts = match.start() == 0 or text[match.start() - 1] == "\n"
        if not starts and (match["what"], number(match["number"])) not in known and _own(text, match.start()):
            yield Span(*document.flow.source(*match.span()))
    if bare and not known and not re.search(r"(?:^|\n)附(?:件|表|录)", text):
        for match in bare:
            at = match.start("what") - 1
            yield Span(*document.flow.source(at, match.end()))


def unenclosed_annexes(document: Document) -> Iterator[Span]:
    """Entries of the list of annexes (附件：1.… 2.…) that do not follow, where others of the list do. Where none follows they
    may well come as files of their own."""
    if not _LISTED.search(document.flow.text):
        return
    heads: set[int] = set()
    listed: dict[int, Span] = {}
    names: dict[int, str] = {}
    open_list, sent = False, False
    for block in document.blocks:
        at, end = document.flow.position(block.start), document.flow.position(block.end)
        words = document.flow.text[at:end].strip()
        if begins := _LISTED.match(words):
            open_list = True
            at += begins.end()
        elif found := _ENCLOSED.match(words):
            open_list = False
            heads.add(number(found["number"] or "1") or 1)
        entries = list(_ENTRY.finditer(document.flow.text, at, end)) if open_list else []
        open_list = bool(entries) or bool(begins)
        sent = sent or (open_list and bool(_SENT.search(words)))
        for entry in entries:
            listed[number(entry["number"]) or 0] = Span(*document.flow.source(entry.start(), entry.end()))
            names[number(entry["number"]) or 0] = entry["name"]
        if not entries and words in names.values():  # enclosed under its name alone
            heads.update(n for n, name in names.items() if name == words)
    if heads & set(listed) and not sent and len(listed) > 1:
        yield from (span for n, span in sorted(listed.items()) if n not in heads)


def _own(text: str, at: int) -> bool:
    """Whether the annex is the document's own: no other document is named in the clause before it."""
    before = re.split(r"[。;\n]", text[max(0, at - 40) : at])[-1]
    return not re.search(r"》|\]\d+号|GB|AQ|合同|标准$|规范$", before)


def _annexes(document: Document) -> set[tuple[str, int | None]]:
    """The annexes that are enclosed, by their heads, or listed (附件：1.… 2.…), by kind and number."""
    known: set[tuple[str, int | None]] = set()
    listing = ""
    for block in document.blocks:
        at = document.flow.position(block.start)
        words = document.flow.text[at : document.flow.position(block.end)]
        if found := _ENCLOSED.match(words):
            known.add((found["what"], number(found["number"]) if found["number"] else 1))
            listing = found["what"] if _LISTED.match(words) else ""
        if listing:
            known.update((listing, number(n)) for n in re.findall(rf"(?:^|[:;\s])(?:附件)?({_NUMERAL})[.、:]", words))
    return known


def dangling(document: Document) -> Iterator[Span]:
    """References to articles, chapters or decimal clauses of this document that it does not have."""
    clauses, decimals = (list(pattern.finditer(document.flow.text)) for pattern in (_OWN_CLAUSE, _DECIMAL))
    blocks = document.blocks if clauses or decimals else ()
    marks = [m for b in blocks if (m := marker(document.flow.text, document.flow.position(b.start)))]
    values = {what: {m.value for m in marks if m.style == what} for what in ("article", "chapter")}
    for match in clauses:
        own = values["article" if match["what"] == "条" else "chapter"]
        absent = len(own) >= _FEWEST and number(match["number"]) not in own
        if absent and _own(document.flow.text, match.start()):
            yield Span(*document.flow.source(*match.span()))
    printed = {m.printed.rstrip(".、") for m in marks if m.style == "decimal"}
    for match in decimals:
        deep = any(p.count(".") == match["number"].count(".") for p in printed)
        if (
            len(printed) >= _FEWEST
            and deep
            and match["number"] not in printed
            and _own(document.flow.text, match.start())
        ):
            yield Span(*document.flow.source(*match.span("number")))


def unused_short_names(document: Document) -> Iterator[tuple[Span, str]]:
    """Short names that are introduced (以下简称…) and never used: another word has taken their place."""
    text = document.flow.text
    for match in _SHORT_NAME.finditer(text):
        if match["name"] not in _OURSELVES and match["name"] not in text[match.end() :]:
            yield Span(*document.flow.source(*match.span("name"))), match["name"]


def renamed_bodies(document: Document) -> Iterator[tuple[Span, str]]:
    """Where the one body a document sets up is called something else from then on, with its first name: 成立领导小组, and
    then 工作专班每月开会. Only where the first name never comes back and the other comes twice or more."""
    text = document.flow.text
    found = list(_SET_UP.finditer(text))
    if len({match["body"] for match in found}) != 1 or _SHORT_NAME.search(text):
        return
    first, rest = found[0]["body"], found[-1].end()
    others = [match for match in _ITS_WORK.finditer(text, rest) if not first.endswith(match["body"])]
    if first not in text[rest:] and len(others) >= _FEWEST_NAMED and len({m["body"] for m in others}) == 1:
        yield Span(*document.flow.source(*others[0].span("body"))), first
