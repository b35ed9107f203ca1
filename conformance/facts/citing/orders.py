"""Orders and announcements: 国务院令第493号, 第493号令, 主席令〔2021〕第88号, 部令 with aliases, 公告2015年第5号."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.facts.citing.found import Found
from conformance.facts.citing.issuers import PATTERN, RESTARTING, named
from conformance.language.sparse import Sparse
from conformance.model.facts import CitationKind
from conformance.text import NUMERAL, number

_GAP = r"[ \n]{0,2}"
_N = rf"(?:\d{{1,4}}|[{NUMERAL}]{{1,7}})"
_YEAR = rf"(?:[\[(]?{_GAP}(?P<year>(?:19|20)\d\d){_GAP}[\])年]{_GAP})"
_YEAR_FIRST = rf"(?:(?P<year_first>(?:19|20)\d\d)年{_GAP})"
_AFTER = rf"令{_GAP}\(?{_GAP}{_YEAR}?(?:第{_GAP}(?P<n1>{_N})|(?P<n2>\d{{1,4}})){_GAP}号(?:\))?"
_BEFORE = rf"{_YEAR_FIRST}?\(?{_GAP}(?:第{_GAP}(?P<n3>{_N})|(?P<n4>\d{{1,4}})){_GAP}号\)?令(?!牌)"
_ORDER = re.compile(rf"{PATTERN}{_GAP}(?:{_AFTER}|{_BEFORE})")
_JOINT = r"(?P<joint>等\d{1,2}个?部[门委])?"
_NOTICE = rf"(?:公告|通告){_GAP}[\[(]?{_GAP}(?:(?P<year>(?:19|20)\d\d){_GAP}[\])年]{_GAP}第?|第){_GAP}(?P<n>\d{{1,4}}){_GAP}号\)?"
_NOTICES = (
    re.compile(rf"{PATTERN}{_JOINT}{_GAP}{_NOTICE}"),
    re.compile(rf"{PATTERN}{_JOINT}{_GAP}(?P<year>(?:19|20)\d\d)年第?(?P<n>\d{{1,4}})号(?:公告|通告)"),
)
# 令第3号(经第63、80号令修正): further orders of the same issuer.
_ASIDE = re.compile(
    rf"\((?:根据|经|依据|由|已经|据)?[^()《》。;\n]{{0,12}}?(?P<list>第?{_N}(?:号令?)?(?:[、和及,]第?{_N}(?:号令?)?)*号令)[^()《》。;\n]{{0,12}}\)"
)
# 国务院令第591号、第645号; 令第3号公布,第63号修正: the same, joined without parentheses.
_JOINED = re.compile(
    rf"(?P<list>(?:(?:公布|发布)?(?:[、和及与,;]|以及)(?:根据|经)?第{_N}号(?:令|(?=[)、和及与,。;]|修|$)))+)"
)
_ITEM = re.compile(rf"第?(?P<n>{_N})(?:号令?)?")


def _ungrouped(pattern: str) -> str:
    """`pattern` with its groups unnamed, so that it may stand twice in one."""
    return re.sub(r"[?]P<\w+>", "?:", pattern)


# The number of an order or announcement, which is rare; only what stands before it is searched for a body.
_SPOT = Sparse(
    rf"{_ungrouped(_AFTER)}|{_ungrouped(_BEFORE)}|(?P<notice>{_ungrouped(_NOTICE)})"
    r"|(?P<dated_notice>(?:19|20)\d\d年第?\d{1,4}号(?:公告|通告))",
    "令|公告|通告",
    ",。;",
)
_BEFORE_SPOT = 32
_NAMED = re.compile(PATTERN)
_FIGURES = "零一二三四五六七八九"
# No ministry has come near so many orders; the State Council passed it in 1998.
_ONLY_STATE_COUNCIL = 250


def orders(text: str) -> Iterator[Found]:
    """The orders and announcements of `text`, in order. Only the surroundings of 令, 公告 and 通告 are looked at."""
    end = 0
    for spot in _SPOT.finditer(text):
        if spot.start() < end:
            continue
        if match := _whole(text, spot, end):
            end = match.end()
            row = _order(text, match) if match.re is _ORDER else _announcement(text, match)
            yield row
            yield from _others(text, row)
        elif nameless := _nameless(text, spot):
            yield nameless


def _whole(text: str, spot: re.Match[str], floor: int) -> re.Match[str] | None:
    """The body that issued it, not before `floor`, with the number at `spot`, so that no later number is taken for it."""
    window = max(floor, spot.start() - _BEFORE_SPOT), spot.end()
    if spot["notice"]:
        return _NOTICES[0].search(text, *window)
    return (_NOTICES[1] if spot["dated_notice"] else _ORDER).search(text, *window)


def _order(text: str, match: re.Match[str]) -> Found:
    issuer = named(match)
    start = match.start() + len(_leading(match["local"] or ""))
    value = number(next(n for n in (match["n1"], match["n2"], match["n3"], match["n4"]) if n)) or 0
    name = _own_name(issuer.name) if match["local"] else issuer.name
    year = match["year"] or match["year_first"]
    return Found(start, _closed(text, start, match.end()), "number", issuer.kind,
                 _written(name, value, year), code=f"{name}令", year=year)  # fmt: skip


def _written(issuer: str, value: int, year: str | None) -> str:
    """The normal form: figures, with 主席令 in Chinese numerals as published; the year only where a body numbers its orders
    anew each year."""
    if issuer == "主席":
        return f"主席令第{chinese(value)}号"
    return f"{issuer}令{year}年第{value}号" if year and issuer in RESTARTING else f"{issuer}令第{value}号"


def _closed(text: str, start: int, end: int) -> int:
    """`end` without a closing parenthesis whose opening one lies before `start`."""
    quote = text[start:end]
    return end - 1 if quote.endswith(")") and quote.count("(") < quote.count(")") else end


_WORDS_BEFORE = re.compile(r".*(?:根据|按照|依据|依照|执行|落实|贯彻|以及|和|及|与|的|在|由|经)")


def _leading(local: str) -> str:
    lead = _WORDS_BEFORE.match(local)
    return lead.group() if lead else ""


def _own_name(local: str) -> str:
    return local[len(_leading(local)) :]


def _others(text: str, order: Found) -> Iterator[Found]:
    """The orders named after `order` in parentheses by their numbers alone."""
    more = _JOINED.match(text, order.end) or _ASIDE.match(text, order.end)
    if not more or order.code is None or not order.code.endswith("令") or _NAMED.search(more.group()):
        return
    for item in _ITEM.finditer(text, *more.span("list")):
        value = number(item["n"])
        if value:
            issuer = order.code.removesuffix("令")
            yield Found(*item.span(), "number", order.kind, _written(issuer, value, None), code=order.code)


def _announcement(text: str, match: re.Match[str]) -> Found:
    body = (_own_name(match["local"]) if match["local"] else named(match).name) + (match["joint"] or "")
    year = f"{match['year']}年" if match["year"] else ""
    canonical = f"{body}公告{year}第{int(match['n'])}号"
    start = match.start() + len(_leading(match["local"] or ""))
    kind: CitationKind = "local_rule" if match["local"] else "normative_doc"
    return Found(start, _closed(text, start, match.end()), "number", kind, canonical, code=f"{body}公告",
                 year=match["year"])  # fmt: skip


_NAMELESS = re.compile(r"(?<![\d第令号])(?:第(?P<n>\d{2,3})|(?P<m>\d{2,3}))号令$")


def _nameless(text: str, spot: re.Match[str]) -> Found | None:
    """An order named by its number alone (393号令): the State Council's where it is high enough, else 令第37号."""
    match = _NAMELESS.search(text, max(0, spot.start() - 1), spot.end())
    if not match:
        return None
    value = int(match["n"] or match["m"])
    if value >= _ONLY_STATE_COUNCIL:
        return Found(*match.span(), "number", "admin_regulation", f"国务院令第{value}号", code="国务院令")
    return Found(*match.span(), "number", "dept_rule", f"令第{value}号", code="令")


def chinese(value: int) -> str:
    """`value` (1 to 199) as orders of the president print it: 八十八, 一〇四."""
    if value > 99:
        return "".join("〇一二三四五六七八九"[int(d)] for d in str(value))
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_FIGURES[tens]}十") + (_FIGURES[ones] if ones else "")
