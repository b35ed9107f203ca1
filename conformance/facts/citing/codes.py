"""Codes of standards: GB/T 33000-2016, aq9010, TSG R0004-2009, DB32/T 4293, lists, ranges, dual numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.facts.citing.found import Found
from conformance.facts.citing.series import CHINESE, FOREIGN, believable, kind_mark

_GAP = r"[ \n]{0,2}"
_SERIES = "|".join(CHINESE)
# Upper and lower case alike; an OCR letter may stand before GB (hgb/t33000).
_HEAD = rf"""
    (?: (?P<group>[TQ]) {_GAP}/{_GAP} (?P<body>[A-Z]{{2,10}})
      | (?P<local>DBJ?) [ ]? (?P<region>\d{{2,6}}) (?: {_GAP}[/-]?{_GAP}(?P<lmark>T) | {_GAP}/ )?
      | (?P<tsg>TSG) (?: {_GAP}/ )?
      | (?P<series>{_SERIES}) (?: {_GAP}[/_-]?{_GAP}(?P<mark>[TZ]) (?![A-Z]) )?
      | [A-Z](?P<noisy>GB) (?: {_GAP}/{_GAP}(?P<nmark>T) )
    )
"""
_NUMBER = rf"(?P<number>[A-Z]{{0,2}}\d{{1,6}}(?:{_GAP}\.{_GAP}\d{{1,2}}(?!\d)|(?<=F80)/\d)?)"
_DASH = rf"{_GAP}(?:-{{1,3}}|_{{1,3}}|~){_GAP}"
# Layout may tear a year in two (20 14); a full stop after it ends a sentence.
_YEAR = rf"""(?: {_DASH} (?P<year>(?:19|20)[ \n]\d{{2}}|[12][0-9lIO]{{3}}|\d{{2}}) (?![0-9A-Za-z]|\.\d) (?!-\d)
             | {_GAP}\({_GAP} (?P<year2>(?:19|20)\d\d) 年?版?{_GAP}\) )"""
_CODE = re.compile(
    rf"(?=[A-Za-z])(?<![A-Za-z0-9]){_HEAD}{_GAP}{_NUMBER}(?![A-Za-z\d])(?P<dated>{_YEAR})?", re.IGNORECASE | re.VERBOSE
)
# Local building standards count within a place or trade: DBJ50-125-2011, DG/TJ 08-2077, DB/T 29-113.
_BUILDING = re.compile(
    rf"(?<![A-Za-z0-9])(?P<series>DBJ|DBJ/T|DB/T|DG/TJ|DGJ) ?(?P<number>\d{{2}}{_GAP}-{_GAP}\d{{1,4}})"
    rf"(?:{_DASH}(?P<year>(?:19|20)\d\d))?(?![A-Za-z\d-])",
    re.IGNORECASE,
)
_ABROAD = re.compile(
    rf"(?<![A-Za-z0-9])(?P<series>{'|'.join(FOREIGN)}) ?(?P<number>\d{{2,6}}(?:-\d{{1,2}}(?!\d))?)"
    r"(?: ?[:-] ?(?P<year>(?:19|20)\d\d))?(?![A-Za-z\d-])"
)
# An address of a page or of mail, a number plate: their letters are no series.
_ADDRESS = re.compile(r"[A-Za-z][._]$|//$|@$")
_PAGE = re.compile(r"@|\.s?html?\b")
_PLATE = re.compile(r"[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云陕甘青藏宁新蒙](?:[A-Z]?·)?$")
# GB 17914、17915、17916-2013 and GB/T 38144.1/.2-2019: more numbers of the series just named.
_MORE = re.compile(
    rf"[ ]?(?P<sep>[、,/和及与~]|至|-)[ ]?(?P<number>(?:\d{{3,6}})?(?:\.?\d{{1,2}})?(?<=\d))(?![\dA-Za-z年月日.号条%])"
    rf"(?:{_DASH}(?P<year>(?:19|20)\d\d|\d\d)(?![\d.])(?!-\d))?"
)
# GB/T 2893.1-5: parts 1 to 5; the last has one figure, two would be a year.
_PARTS = re.compile(r" ?- ?(?P<last>\d)(?![\dA-Za-z.%-])")
_DANGLING = re.compile(r" ?[-_]\d|[A-Za-z%]|\.\d")
_LABEL = re.compile(r"(?:设备|资产|产品|固定资产|图纸|工单)编号:?$|型号:?$|批号:?$")
_LONGEST_RANGE = 40


def codes(text: str) -> Iterator[Found]:
    """The codes of standards in `text`, series by series; a list or range gives a row for each number."""
    end = 0
    for match in _CODE.finditer(text):
        if match.start() >= end and (code := _Code.of(text, match)):
            rows, end = _with_more(text, code, match)
            yield from rows
    for match in _BUILDING.finditer(text):
        yield _row(match, re.sub(r"[ \n]", "", match["number"]), "-")
    for match in _ABROAD.finditer(text):
        yield _row(match, match["number"], ":")


def _row(match: re.Match[str], number: str, dash: str) -> Found:
    name = f"{match['series'].upper()} {number}"
    dated = f"{dash}{match['year']}" if match["year"] else ""
    return Found(*match.span(), "code", "standard", name + dated, code=name, year=match["year"])


class _Code:
    """A code as matched: series with mark, number, year in four figures, whether the year was written in two."""

    def __init__(self, series: str, number: str, year: str | None, *, short: bool = False) -> None:
        self.series, self.number, self.year, self.short = series, number, year, short

    @classmethod
    def of(cls, text: str, match: re.Match[str]) -> _Code | None:
        """The code of a match, None where it is a label, a model or a measure."""
        series, marked = _series(match)
        number = re.sub(r"[ \n]", "", match["number"]).upper()
        letters = number.rstrip("0123456789.")
        if letters and series not in ("TSG", "JTG", "JTG/T", "JTS", "JTS/T"):
            return None
        before = text[max(0, match.start() - 8) : match.start()]
        if _LABEL.search(before) or _ADDRESS.search(before) or _PAGE.match(text, match.end()):
            return None
        if _PLATE.search(before) and not (marked or match["year"]):
            return None
        dated = match["year"] or match["year2"]
        year = _year(dated, number) if dated else None
        if dated and not year:
            return None
        digits = number.partition(".")[0]
        if not year:
            if "\n" in match.group() and not marked and "." not in number:
                return None
            ranged = "." in number and _PARTS.match(text, match.end())
            if not believable(series.partition("/")[0], digits, marked) or (
                not ranged and _DANGLING.match(text, match.end())
            ):
                return None
        return cls(series, number, year, short=len(dated or "") == 2)

    def found(self, start: int, end: int, *, listed: bool = False) -> Found:
        """The row of this code at [start, end)."""
        code = f"{self.series} {self.number}"
        canonical = f"{code}-{self.year}" if self.year else code
        return Found(
            start, end, "code", "standard", canonical, code=code, year=self.year, short_year=self.short, listed=listed
        )


def _series(match: re.Match[str]) -> tuple[str, bool]:
    """The series as it should be written, and whether it carries a mark that makes it unmistakable."""
    if match["group"]:
        return f"{match['group'].upper()}/{match['body'].upper()}", True
    if match["local"]:
        return kind_mark(match["local"].upper() + match["region"], (match["lmark"] or "").upper()), True
    if match["noisy"]:
        return "GB/T", True
    if match["tsg"]:
        return "TSG", False
    mark = (match["mark"] or "").upper()
    series = match["series"].upper()
    if series + mark == "GBZ":
        return "GBZ", False
    return kind_mark(series, mark), bool(mark)


def _year(raw: str, number: str) -> str | None:
    """Four figures; two figures mean 1950 to 1999, or after 2000 where no part precedes them; None if no year."""
    figures = raw.translate(str.maketrans("lIO", "110", " \n"))
    if len(figures) == 4:
        return figures if "1949" < figures < "2100" else None
    if figures >= "50":
        return "19" + figures
    return "20" + figures if "." not in number and figures <= "26" else figures


def _with_more(text: str, first: _Code, match: re.Match[str]) -> tuple[list[Found], int]:
    """The row of `first` and of the numbers joined to it, and where they end."""
    parts = [(first, match.start(), match.end())]
    end = match.end()
    if first.year is None and (more := _PARTS.match(text, end)) and (dot := first.number.rpartition("."))[1]:
        stem, low, high = dot[0], int(dot[2]), int(more["last"])
        if low < high:
            every = [_Code(first.series, f"{stem}.{n}", None) for n in range(low, high + 1)]
            return [c.found(match.start(), more.end(), listed=True) for c in every], more.end()
    while first.year is None and (more := _MORE.match(text, end)):
        number = _continued(parts[-1][0].number, more["number"], more["sep"])
        if number is None or (more["sep"] == "-" and not more["year"]):
            break
        year = _year(more["year"], number) if more["year"] else None
        code = _Code(first.series, number, year)
        if more["sep"] in "~至-":
            span = (parts[-1][1], more.end())
            parts[-1:] = [(_Code(first.series, n, year), *span) for n in _between(parts[-1][0].number, number)]
        else:
            parts.append((code, more.start("number"), more.end()))
        end = more.end()
        if year:
            break
    return _dated(parts), end


def _continued(previous: str, number: str, separator: str) -> str | None:
    """The full number of a list's next member, None where it does not look like one."""
    stem, dot, _ = previous.partition(".")
    if number.startswith("."):
        return stem + number if dot else None
    if dot and "." not in number and len(number) <= 2:
        return f"{stem}.{number}" if separator in "~至/、" else None
    return number if len(number.partition(".")[0]) == len(stem) and number > previous else None


def _between(low: str, high: str) -> list[str]:
    """The numbers from `low` to `high`, both included; the ends only where they are too many."""
    stem, dot, first = low.rpartition(".")
    last = high.rpartition(".")[2]
    count = int(last) - int(first)
    if not 0 < count <= _LONGEST_RANGE or (dot and not high.startswith(stem + ".")):
        return [low, high]
    return [f"{stem}{dot}{n}" for n in range(int(first), int(last) + 1)]


def _dated(parts: list[tuple[_Code, int, int]]) -> list[Found]:
    """The rows of a list: the year its last member states holds for all."""
    year = parts[-1][0].year
    return [
        _Code(c.series, c.number, c.year or year, short=c.short).found(start, end, listed=len(parts) > 1)
        for c, start, end in parts
    ]
