"""How the pages of a Word file are laid out: paper, margins, the font, size and line pitch most of its text has.

Source: ISO/IEC 29500-1, 17.3, 17.6.13 (page size), 17.6.11 (margins), 17.7 (styles).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from conformance.model.document import Layout
from conformance.readers.word.tags import P_PR, R_PR, Element, value, w, whole

T = TypeVar("T")
_TWIPS_A_MM = 56.6929
_MOST_PARAGRAPHS, _LONGEST_CHAIN = 120, 16
_PAGE_FIELD = b"PAGE"


def layout_of(body: Element, styles: Element | None, feet: Iterable[bytes]) -> Layout | None:
    """The layout of the document's last section; None where it states no page."""
    sections = list(body.iter(w("sectPr")))
    page = sections[-1].find(w("pgSz")) if sections else None
    if page is None:
        return None
    margins = sections[-1].find(w("pgMar"))
    sizes: Counter[float | None] = Counter()
    fonts: Counter[str | None] = Counter()
    lines: Counter[float | None] = Counter()
    known = _Known(styles)
    for paragraph in islice(body.iterchildren(w("p")), _MOST_PARAGRAPHS):
        own = paragraph.find(P_PR)
        usual = known.of(value(own, w("pStyle")))
        length = 0
        for run in paragraph.iterchildren(w("r")):
            written = sum(len(t.text or "") for t in run.iterchildren(w("t")))
            look = run.find(R_PR)
            sizes[usual.size if look is None else _size((look,)) or usual.size] += written
            fonts[usual.font if look is None else _font((look,)) or usual.font] += written
            length += written
        lines[_line((own,), usual.line)] += length
    return Layout(
        (_mm(page, "w"), _mm(page, "h")),
        (_mm(margins, "top"), _mm(margins, "right"), _mm(margins, "bottom"), _mm(margins, "left")),
        _most(fonts),
        _most(sizes),
        _most(lines) or _grid(sections[-1].find(w("docGrid"))),
        any(_PAGE_FIELD in foot for foot in feet),
    )


@dataclass(frozen=True, slots=True)
class _Usual:
    """What a paragraph style, with those it is based on and the document's defaults, says of its text."""

    font: str | None
    size: float | None
    line: float | None


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
            self._found[name] = _Usual(_font(looks), _size(looks), _line([e.find(P_PR) for e in chain], None))
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


def _grid(grid: Element | None) -> float | None:
    """The line pitch in points that the page's grid of lines sets; None where it has none."""
    ruled = grid is not None and grid.get(w("type")) in ("lines", "linesAndChars", "snapToChars")
    return (whole(grid.get(w("linePitch"))) or 0) / 20 if ruled and grid is not None else None


def _mm(element: Element | None, name: str) -> float:
    twips = whole(element.get(w(name))) if element is not None else None
    return round((twips or 0) / _TWIPS_A_MM, 1)


def _most(counted: Counter[T]) -> T | None:
    return counted.most_common(1)[0][0] if counted else None
