"""How the pages of a Word file are laid out: paper, margins, the font, size, indent and line pitch most of its
text has, the looks of titles and headings, and what the foot prints.

Source: ISO/IEC 29500-1, 17.3, 17.6.13 (page size), 17.6.11 (margins), 17.7 (styles).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TypeVar

from conformance.model.document import Layout, Look
from conformance.readers.outline.markers import marker
from conformance.readers.word.feet import foot_of
from conformance.readers.word.tags import P_PR, R_PR, Element, value, w, whole
from conformance.text import fold

T = TypeVar("T")
_TWIPS_A_MM = 56.6929
_MOST_PARAGRAPHS, _LONGEST_CHAIN = 120, 16
_ANNEX = re.compile(r"附[件录表] ?[\d一二三四五六七八九十]{0,3}:?")
_LEVELS = {"han": 1, "han_bracket": 2, "arabic": 3, "arabic_bracket": 4}
_FRONT, _SHOWN, _SHORTEST_BODY, _USUAL_SIZE = 12, 40, 20, 10.5


def layout_of(body: Element, styles: Element | None, feet: Iterable[Element]) -> Layout | None:
    """The layout of the document's last section; None where it states no page."""
    sections = list(body.iter(w("sectPr")))
    page = sections[-1].find(w("pgSz")) if sections else None
    if page is None:
        return None
    margins = sections[-1].find(w("pgMar"))
    known = _Known(styles)
    seen = [_seen(p, known) for p in islice(body.iterchildren(w("p")), _MOST_PARAGRAPHS)]
    written = [s for s in seen if s.words]
    main = list(takewhile(lambda s: not _ANNEX.fullmatch(s.words), written))
    foot = next((found for root in feet if (found := foot_of(root)) is not None), None)
    usual = known.of(foot.style if foot else None)
    return Layout(
        (_mm(page, "w"), _mm(page, "h")),
        (_mm(margins, "top"), _mm(margins, "right"), _mm(margins, "bottom"), _mm(margins, "left")),
        _most((run.font, run.length) for s in seen for run in s.runs),
        _most((run.size, run.length) for s in seen for run in s.runs),
        _most((s.line, s.length) for s in seen) or _grid(sections[-1].find(w("docGrid"))),
        foot is not None,
        foot.words if foot else "",
        _most((s.indent, s.length) for s in main if s.length >= _SHORTEST_BODY and not s.level),
        tuple(s.look for index, s in enumerate(main) if index < _FRONT or s.level),
        foot.font if foot else None,
        (foot.size or usual.size) if foot else None,
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """Letters of one look."""

    font: str | None
    size: float | None
    length: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """A paragraph as it is set: its first words, its runs, its line pitch and the indent of its first line in characters."""

    words: str
    runs: tuple[_Run, ...]
    line: float | None
    indent: float

    @property
    def length(self) -> int:
        return sum(run.length for run in self.runs)

    @property
    def level(self) -> int | None:
        """The level of the number the paragraph begins with; None for a word that is no heading's."""
        found = marker(fold(self.words), 0)
        return _LEVELS.get(found.style) if found else None

    @property
    def look(self) -> Look:
        first = next((run for run in self.runs if run.length), _Run(None, None, 0))
        return Look(self.words, self.level, first.font, first.size)


def _seen(paragraph: Element, known: _Known) -> _Seen:
    own = paragraph.find(P_PR)
    usual = known.of(value(own, w("pStyle")))
    runs, text = [], ""
    for run in paragraph.iterchildren(w("r")):
        words = "".join(t.text or "" for t in run.iterchildren(w("t")))
        look = run.find(R_PR)
        font = usual.font if look is None else _font((look,)) or usual.font
        size = usual.size if look is None else _size((look,)) or usual.size
        runs.append(_Run(font, size, len(words)))
        text += words
    blank = len(text) - len(text.lstrip("\u3000 "))
    size = next((r.size for r in runs if r.length and r.size), usual.size) or _USUAL_SIZE
    indent = text[:blank].count("\u3000") or _indent((own,), size, usual.indent)
    return _Seen(text.strip()[:_SHOWN], tuple(runs), _line((own,), usual.line), round(indent, 1))


@dataclass(frozen=True, slots=True)
class _Usual:
    """What a paragraph style, with those it is based on and the document's defaults, says of its text."""

    font: str | None
    size: float | None
    line: float | None
    indent: float


class _Known:
    """The paragraph styles of a document by name; None is the default one."""

    def __init__(self, root: Element | None) -> None:
        self._elements = {e.get(w("styleId"), ""): e for e in root.iterchildren(w("style"))} if root is not None else {}
        self._plain = next((n for n, e in self._elements.items() if _is_default(e)), "")
        self._found: dict[str, _Usual] = {}
        self._default = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{R_PR}") if root is not None else None

    def of(self, name: str | None) -> _Usual:
        """The look of the style called `name`."""
        name = name or self._plain
        if name not in self._found:
            chain = tuple(self._chain(name))
            looks = (*(e.find(R_PR) for e in chain), self._default)
            stated = [e.find(P_PR) for e in chain]
            size = _size(looks)
            indent = _indent(stated, size or _USUAL_SIZE, 0)
            self._found[name] = _Usual(_font(looks), size, _line(stated, None), indent)
        return self._found[name]

    def _chain(self, name: str | None) -> Iterator[Element]:
        """The style and those it is based on, nearest first."""
        for _ in range(_LONGEST_CHAIN):
            element = self._elements.get(name or "")
            if element is None:
                return
            yield element
            name = value(element, w("basedOn"))


def _is_default(style: Element) -> bool:
    return style.get(w("default")) in ("1", "true") and style.get(w("type")) == "paragraph"


def _size(looks: Iterable[Element | None]) -> float | None:
    halves = next((s for e in looks if (s := whole(value(e, w("sz")))) is not None), None)
    return None if halves is None else halves / 2


def _font(looks: Iterable[Element | None]) -> str | None:
    found = (e.find(w("rFonts")) for e in looks if e is not None)
    return next((name for f in found if f is not None and (name := f.get(w("eastAsia")))), None)


def _line(stated: Iterable[Element | None], usual: float | None) -> float | None:
    """The exact line pitch in points, None where lines grow with their font; `usual` where nothing is stated."""
    for element in stated:
        spacing = element.find(w("spacing")) if element is not None else None
        if spacing is not None and spacing.get(w("line")):
            exact = spacing.get(w("lineRule")) == "exact"
            return (whole(spacing.get(w("line"))) or 0) / 20 if exact else None
    return usual


def _indent(stated: Iterable[Element | None], size: float, usual: float) -> float:
    """The indent of the first line in characters of `size` points; `usual` where nothing is stated."""
    for element in stated:
        found = element.find(w("ind")) if element is not None else None
        hundredths = whole(found.get(w("firstLineChars"))) if found is not None else None
        twips = whole(found.get(w("firstLine"))) if found is not None else None
        if hundredths is not None or twips is not None:
            return (hundredths or 0) / 100 or (twips or 0) / 20 / size
    return usual


def _grid(grid: Element | None) -> float | None:
    """The line pitch in points that the page's grid of lines sets; None where it has none."""
    ruled = grid is not None and grid.get(w("type")) in ("lines", "linesAndChars", "snapToChars")
    return (whole(grid.get(w("linePitch"))) or 0) / 20 if ruled and grid is not None else None


def _mm(element: Element | None, name: str) -> float:
    twips = whole(element.get(w(name))) if element is not None else None
    return round((twips or 0) / _TWIPS_A_MM, 1)


def _most(weighed: Iterable[tuple[T, int]]) -> T | None:
    """What most characters have."""
    counted: Counter[T] = Counter()
    for found, length in weighed:
        counted[found] += length
    return counted.most_common(1)[0][0] if counted else None
