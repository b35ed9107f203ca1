"""Dates as they are written: the tokens from which ranges, lists and bounds are put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from conformance.facts.timing.almanac import Part, Partial, five_year_plan
from conformance.text import number

Join = Literal["", "range", "list"]

_JOIN = r"(?:[-~至到、及和或]|以及)"
_HAN_DIGIT = "〇零一二三四五六七八九"
_YEAR = rf"(?:(?:19|20)\d\d|[一二][零〇九][{_HAN_DIGIT}]{{2}})"
_SHORT = r"(?:[123]\d(?=年(?:年?底|末|\d|[上下]半年|第?[一二三四]季)))"
_MASKED = r"(?:(?:19|20)[xX×*_]{2}|200[xX×*]|[xX×]{2,4}|\*{2,4}|_{2,8}|[〇]{2,4})"
_MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_RELATIVE = {"今年": 0, "本年": 0, "当年": 0, "本年度": 0, "当年度": 0, "明年": 1, "次年": 1, "翌年": 1, "来年": 1, "下一年": 1, "下年": 1,
             "后年": 2, "去年": -1, "上年": -1, "上一年": -1, "前一年": -1, "上年度": -1, "上一年度": -1}  # fmt: skip
_PARTS: dict[str, Part] = {
    "底": "end", "末": "end", "月底": "end", "月末": "end", "初": "start", "中": "middle", "上旬": "first_ten",
    "中旬": "second_ten", "下旬": "third_ten", "上中旬": "first_twenty", "中下旬": "last_twenty",
}  # fmt: skip
_YEAR_PARTS: dict[str, Part] = {"底": "end", "末": "end", "终": "end", "初": "start", "中": "middle", "内": "end"}


def _rest(tag: str) -> str:
    """What may follow the year, its groups named with `tag`: months and days, a quarter, a half, a part of the year."""
    months = rf"\d{{1,2}}(?:{_JOIN}\d{{1,2}}){{0,5}}|{_MONTH}(?:[至到]{_MONTH})?"
    day_list = rf"\d{{1,2}}(?:{_JOIN}\d{{1,2}}){{0,5}}|{_DAY}(?:[至到]{_DAY})?"
    return rf"""(?:
        (?P<m{tag}>{months})月(?:
            (?P<d{tag}>{day_list})(?:日|号(?![楼线机炉罐库井门]))
          | (?P<bare{tag}>\d{{1,2}})(?=以?前|之前|[-~至止](?!\d{{3}}))
          | (?P<fen{tag}>份)?的?(?P<mp{tag}>月?[底末]|初|上中旬|中下旬|[上中下]旬|中(?=[,、)前]))?
          )
      | 第?(?P<q{tag}>[一二三四1-4](?:{_JOIN}[一二三四1-4]){{0,3}})季度(?P<qp{tag}>[底末])?
      | (?P<h{tag}>[上下])半年(?P<hp{tag}>[底末])?
      | (?P<yp{tag}>{"年?[底末]|年[终初中内]" if tag == "1" else "年[底末终初中内](?![会度])"})
      | (?P<all{tag}>{"全年" if tag == "1" else "全年(?=[,不至开组完实力确杜]|$)"})
    )"""


POINT = re.compile(
    rf"""(?=[\d一二三四五六七八九十〇xX×*_"年第全即现印发公颁{"".join(sorted({word[0] for word in _RELATIVE}))}])  # what a date begins with
    (?<![\dA-Za-z])(?:
        (?P<iso>(?:19|20)\d\d(?P<dash>[-/.])\d{{1,2}}(?P=dash)\d{{1,2}})(?![\d])日?
      | (?P<ym>(?:19|20)\d\d[./-](?:1[0-2]|0?[1-9]))月?(?![\d./]|-\d(?!\d\d\d))
      | (?P<compact>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))(?=日?(?:以?前|之前|[起至止]|-(?:19|20)\d{{6}}))日?
      | (?:(?P<y>{_YEAR}(?:年?{_JOIN}{_YEAR}){{0,4}}|{_SHORT}|{_MASKED})年(?:度(?=[底末,前内]))?(?![龄会])
          | (?P<rel>{"|".join(sorted(_RELATIVE, key=len, reverse=True))}(?!会)))(?:的?{_rest("1")})?
      | {_rest("2")}
      | (?P<only>{_DAY})(?:日|号)(?!内|以内|之内|以上)
      | (?P<issue>即日|(?<=从)现在(?=起|开始)|(?:印发|发布|公布|下发|颁布|发文)之日)
      | "?(?P<plan>十[一二三四五六七八九]?)五"?(?:规划)?(?=时期|期间|[期]?末|收官)
    )""",
    re.VERBOSE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One written date [start, end): its points, how they are joined, and whether 份 marks a month as a period."""

    start: int
    end: int
    points: tuple[Partial, ...]
    join: Join = ""
    portion: bool = False
    numeric: bool = False


def tokens(text: str) -> Iterator[Token]:
    """The dates written in `text`, in order."""
    for match in POINT.finditer(text):
        token = _token(match)
        if token and _stands(text, token):
            yield token


def _stands(text: str, token: Token) -> bool:
    """A date does not begin inside a code (A-2024-04), a decimal (3.12日) or a larger Chinese numeral."""
    before = text[max(0, token.start - 3) : token.start]
    if not before:
        return True
    if before[-1] in "-/" and len(before) > 1:
        return before[-2] in "-年月日号底末初旬起" or not before[-2].isascii() or before[-2].isdigit()
    if before[-1] == ".":
        return not before[-2:-1].isdigit() or before[:-2] in ("", "\n") or before[-3] in "\n。;"
    if before[-1] in "一二两三四五六七八九半几多" and text[token.start] in "年月日":
        return False
    return before[-1] not in "第零〇百千万十" or text[token.start] in "第全上下今本"


def _token(match: re.Match[str]) -> Token | None:
    found = match.groupdict()
    start, end = match.span()
    if found["issue"]:
        return Token(start, end, (Partial(issue=True),))
    if found["plan"]:
        return Token(start, end, (five_year_plan(number(found["plan"]) or 0),))
    if numeric := found["iso"] or found["ym"] or found["compact"]:
        return Token(start, end, (_numeric(numeric),), numeric=True)
    if found["only"]:
        return Token(start, end, (Partial(day=number(found["only"])),))
    return _written(match, {k: v for k, v in found.items() if v})


def _numeric(written: str) -> Partial:
    figures = re.split(r"[-/.]", written) if not written.isdigit() else [written[:4], written[4:6], written[6:]]
    year, month, *day = map(int, figures)
    return Partial(year, month, day[0] if day else None)


def _written(match: re.Match[str], found: dict[str, str]) -> Token | None:
    tag = "1" if "y" in found or "rel" in found else "2"
    months, skipped = _months(match, found.get(f"m{tag}"))
    rest, join = _finer(found, tag, months)
    years = _numbers(found["y"]) if "y" in found else []
    base = Partial(shift=_RELATIVE.get(found.get("rel", "")), masked="y" in found and not years)
    if len(years) > 1:
        join, rest = _join(found["y"]), [rest[0]] * len(years)
    stated: list[int | None] = [*years] if len(years) > 1 else [years[0] if years else None] * len(rest)
    points = tuple(
        replace(r, year=_full(y), shift=base.shift, masked=base.masked) for r, y in zip(rest, stated, strict=True)
    )
    return Token(match.start() + skipped, match.end(), points, join, f"fen{tag}" in found)


def _full(year: int | None) -> int | None:
    return year + 2000 if year is not None and year < 100 else year


def _months(match: re.Match[str], months: str | None) -> tuple[list[int], int]:
    """The months, and how many characters belong to an item's number instead (3、4月份 at a line's beginning)."""
    if not months:
        return [], 0
    at = match.start()
    begins_line = at == 0 or match.string[at - 1] == "\n"
    if begins_line and months.count("、") == 1 and match.string.startswith(months, at):
        kept = months.partition("、")[2]
        return _numbers(kept), len(months) - len(kept)
    return _numbers(months), 0


def _finer(found: dict[str, str], tag: str, months: list[int]) -> tuple[list[Partial], Join]:
    """The points of everything below the year, and how several of them are joined."""
    days = _numbers(found.get(f"d{tag}") or found.get(f"bare{tag}") or "")
    if len(months) > 1:
        part = _PARTS.get(found.get(f"mp{tag}", ""), "")
        last = [Partial(month=months[-1], day=d) for d in days[:1]] or [Partial(month=months[-1], part=part)]
        join = _join(found[f"m{tag}"])
        return [Partial(month=m, part=part if join == "list" else "") for m in months[:-1]] + last, join
    if len(days) > 1:
        return [Partial(month=months[0], day=d) for d in days], _join(found[f"d{tag}"])
    if months:
        return [
            Partial(month=months[0], day=days[0] if days else None, part=_PARTS.get(found.get(f"mp{tag}", ""), ""))
        ], ""
    return _period(found, tag)


def _period(found: dict[str, str], tag: str) -> tuple[list[Partial], Join]:
    if quarters := found.get(f"q{tag}"):
        part: Part = "end" if f"qp{tag}" in found else ""
        return [Partial(quarter=q, part=part) for q in _numbers(quarters)], _join(quarters)
    if half := found.get(f"h{tag}"):
        return [Partial(half=1 + "上下".index(half), part="end" if f"hp{tag}" in found else "")], ""
    written = found.get(f"yp{tag}", "").removeprefix("年")
    this_year = 0 if tag == "2" else None
    return [Partial(part=_YEAR_PARTS.get(written, ""), shift=this_year)], ""


def _numbers(written: str) -> list[int]:
    return [n for piece in re.split(r"年?(?:[-~至到、及和或]|以及)|年", written) if (n := number(piece)) is not None]


def _join(written: str) -> Join:
    marks = "".join(takewhile(lambda c: c not in "-~至到", written))
    if len(marks) < len(written):
        return "range"
    return "list" if re.search("[、及和或]", written) else ""
