"""How a sample is laid out on paper: its lines as titles, headings, numbered items, table rows and signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["title", "heading", "paragraph", "row", "signature", "blank"]
_CHINESE = "一二三四五六七八九十百"
# One scheme a row: its levels from the top, each as the pattern of a typed number.
CHINESE_LEVELS = (rf"([{_CHINESE}]+)、", rf"[（(]([{_CHINESE}]+)[)）]", r"(\d+)[.．、]", r"（(\d+)）")
DECIMAL_LEVELS = (r"(\d+)(?= )", r"(\d+\.\d+)(?= )", r"(\d+\.\d+\.\d+)(?= )")
_OTHER = rf"第[{_CHINESE}]+(?:章|部分|条)[　 ]*"
_SIGNED = re.compile(r"[^。：；]{2,24}(?:公司|厂|委员会|办公室|街道办事处|科)|.{2,8}年.{1,6}月(?:.{1,6}日)?")
_SHORT = 24


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a sample. `number` is the typed number in front of `text`, `level` its depth from 0 (-1: none);
    `run_in` how many characters of `text` are a heading set in bold; `cells` of a row."""

    kind: Kind
    text: str
    number: str = ""
    level: int = -1
    run_in: int = 0
    cells: tuple[str, ...] = ()


def parts(text: str) -> tuple[Part, ...]:
    """The lines of `text`, in order."""
    lines = text.rstrip("\n").split("\n")
    levels = DECIMAL_LEVELS if sum(bool(re.match(r"\d+\.\d+ ", line)) for line in lines) > 2 else CHINESE_LEVELS
    first = next((i for i, line in enumerate(lines) if not line.strip()), 0)
    last = max((i for i, line in enumerate(lines) if not line.strip()), default=len(lines))
    return tuple(_part(line, levels, i < first, i > last) for i, line in enumerate(lines))


def _part(line: str, levels: tuple[str, ...], top: bool, bottom: bool) -> Part:
    if not line.strip():
        return Part("blank", "")
    if "\t" in line:
        return Part("row", line, cells=tuple(line.split("\t")))
    if top and len(line) <= 2 * _SHORT and not re.search(r"[。；]", line):
        return Part("title", line)
    if bottom and _SIGNED.fullmatch(line):
        return Part("signature", line)
    return _numbered(line, levels)


def _numbered(line: str, levels: tuple[str, ...]) -> Part:
    for level, pattern in enumerate(levels):
        if match := re.match(pattern, line):
            return _item(line[match.end() :], match[0], level)
    other = re.match(_OTHER, line)
    return _item(line[other.end() :], other[0], 0) if other else Part("paragraph", line)


def _item(rest: str, number: str, level: int) -> Part:
    if len(rest) <= _SHORT and not re.search(r"[。；，：]", rest):
        return Part("heading", rest, number, level)
    run_in = re.match(r"[^。，；：《“]{2,12}。(?=.)", rest)
    return Part("paragraph", rest, number, level, run_in.end() if run_in else 0)


def tables(rows: tuple[Part, ...]) -> Iterator[tuple[Part, ...]]:
    """The parts in groups: rows that follow each other together, every other part by itself."""
    group: list[Part] = []
    for part in rows:
        if part.kind != "row" and group:
            yield tuple(group)
            group = []
        if part.kind == "row":
            group.append(part)
        else:
            yield (part,)
    if group:
        yield tuple(group)
