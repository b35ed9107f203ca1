"""Running heads, footers and page numbers: found by what repeats at the edges of pages, and taken out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from operator import attrgetter, itemgetter
from statistics import median
from typing import NamedTuple
from unicodedata import normalize

from conformance.readers.paged.layout import Grid, Line, Page
from conformance.readers.paged.pieces import gathered
from conformance.text import fold, number

# How many rows from the upper and lower edge can be running heads, and how far they reach into the page.
_DEEP, _REACH = 4, 0.25
# A page with no more items than these may have nothing but heads on it.
_FEW = 2
# The same head stands at the same distance from the edge of its page, give or take this, in points.
_STEADY = 4.0
# A running head is not set larger than the text; what is larger is a title, even where a form repeats it.
_LARGER = 1.1
# Lines of running text are of one size, give or take this, and as far apart as usual, give or take that.
_SAME, _CLOSE = 0.06, 0.03
# Running heads are the same on page after page: the words of so many are kept.
_KEPT = 1_000
_FIGURES = re.compile(r"\d+")
_NUMERAL = r"(?:\d{1,5}|[ivxl]{1,7}|[IVXL]{1,7}|[一二三四五六七八九十〇零百]{1,6})"
_PAGE_WORD = re.compile(
    rf"[-~·_]+{_NUMERAL}[-~·_]+"
    rf"|[-(]*第{_NUMERAL}页[,/|、;]*(?:\(?[共总]{_NUMERAL}页?\)?)?[-)]*"
    rf"|[共总]{_NUMERAL}页[,/|、;]*第{_NUMERAL}页"
    rf"|\d+/\d+|(?i:page|pg\.?|p\.?)\d+(?:(?i:of|/)\d+)?|{_NUMERAL}页"
)
_BARE = re.compile(r"\d{1,5}|[ivxl]{1,7}|[IVXL]{1,7}")
_ROMAN = {
    r: i
    for i, r in enumerate(
        [
            "i",
            "ii",
            "iii",
            "iv",
            "v",
            "vi",
            "vii",
            "viii",
            "ix",
            "x",
            "xi",
            "xii",
            "xiii",
            "xiv",
            "xv",
            "xvi",
            "xvii",
            "xviii",
            "xix",
            "xx",
        ],
        1,
    )
}

_TOP, _BOTTOM = attrgetter("top"), attrgetter("bottom")

Item = Line | Grid


class _Candidate(NamedTuple):
    """An item that may be a running head: its words without blanks, how they repeat, and where it stands.

    `pattern` has # for figures; `distance` is the distance from the upper or lower (`above` False) edge in points.
    """

    item: Item
    page: int
    row: int
    above: bool
    words: str
    pattern: str
    distance: float


def without_heads(pages: Sequence[Page]) -> list[Page]:
    """`pages` without running heads, footers and page numbers; the pieces of other lines are left as they are."""
    groups = [gathered(page.items) for page in pages]
    whole = [
        page._replace(items=tuple(items)) if parts else page for page, (items, parts) in zip(pages, groups, strict=True)
    ]
    return [
        _without(page, heads, *group) if heads else page
        for page, heads, group in zip(pages, _heads(whole), groups, strict=True)
    ]


def _without(page: Page, heads: set[int], items: Iterable[Item], parts: Mapping[int, Sequence[Item]]) -> Page:
    """`page`, of the `items` that are made of `parts`, without those that are `heads`."""
    left = [item for item in items if id(item) not in heads]
    if parts:
        left = [part for item in left for part in parts.get(id(item), (item,))]
    return page._replace(items=tuple(left))


def _heads(pages: Sequence[Page]) -> list[set[int]]:
    """The ids of the running heads of each of `pages`."""
    candidates = [c for p in pages for c in _candidates(p)]
    repeated = _repeated(candidates, pages)
    first = _numbering(candidates, len(pages))
    numbers = {id(c.item) for c in candidates if _is_number(c, first)}
    rows = _from_edges(candidates)
    dropped, only = _peeled(rows, numbers | repeated), _peeled(rows, numbers)
    heads = dropped - _text(pages, candidates, dropped - only)
    return [(heads if _is_left(p, dropped) else only).intersection(map(id, p.items)) for p in pages]


def _text(pages: Sequence[Page], candidates: Sequence[_Candidate], repeated: set[int]) -> set[int]:
    """Those of the `repeated` items that the text runs on from, or into, wherever they stand."""
    kept = {at for page in pages for at in _running_on(page, repeated)} if repeated else set()
    if not kept:
        return kept
    left = repeated - kept
    heads = {(c.above, c.pattern) for c in candidates if id(c.item) in left}
    return kept - {id(c.item) for c in candidates if (c.above, c.pattern) in heads}


def _running_on(page: Page, repeated: set[int]) -> set[int]:
    """Those of the `repeated` lines that the text of `page` runs on from, or into: as large, and as far apart.

    Texts that begin alike on page after page have no running head.
    """
    kept: set[int] = set()
    marked = [item for item in page.items if id(item) in repeated and isinstance(item, Line)]
    others = [item for item in page.items if id(item) not in repeated] if marked else []
    for above in (True, False):
        heads = [line for line in marked if _distance(line, page, above) < _REACH * page.height]
        text = list(others)
        for head in sorted(heads, key=lambda i: -_distance(i, page, above)):
            following = (min(text, key=_BOTTOM) if above else max(text, key=_TOP)) if text else None
            if not isinstance(following, Line) or abs(following.em - head.em) > _SAME * head.em:
                break
            pitch = _pitch(page.lines)
            if abs(abs(following.middle - head.middle) - pitch) > _CLOSE * pitch:
                break
            kept.add(id(head))
            text.append(head)
    return kept


def _pitch(lines: Sequence[Line]) -> float:
    """How far lines are apart, in points."""
    steps = [b.middle - a.middle for a, b in pairwise(lines) if b.middle > a.middle + 1]
    return median(steps) if steps else 0.0


def _is_left(page: Page, dropped: set[int]) -> bool:
    """Whether `page` still says something without `dropped`, or said no more than a head and a foot.

    Where a page repeats another as a whole, a form for instance, its lines are no running heads.
    """
    return len(page.items) <= _FEW or any(id(i) not in dropped for i in page.items)


def _candidates(page: Page) -> Iterator[_Candidate]:
    for above in (True, False):
        for row, items in enumerate(_rows(page, above)):
            for distance, item in items:
                words, pattern = _reduced(_words(item))
                yield _Candidate(item, page.number, row, above, words, pattern, distance)


@lru_cache(_KEPT)
def _reduced(text: str) -> tuple[str, str]:
    """`text` without blanks, and the same with # for figures."""
    words = "".join(fold(normalize("NFKC", text)).split())
    return words, _FIGURES.sub("#", words)


def _distance(item: Item, page: Page, above: bool) -> float:
    """How far the far side of `item` is from the edge of the page, in points."""
    return item.bottom if above else page.height - item.top


def _rows(page: Page, above: bool) -> list[list[tuple[float, Item]]]:
    """The outermost rows of `page`, the one next to the edge first, their items with the distance from it."""
    rows: list[list[tuple[float, Item]]] = []
    height, reach = page.height, _REACH * page.height
    if above:
        near = [(item.bottom, item) for item in page.items if item.bottom < reach]
    else:
        near = [(height - item.top, item) for item in page.items if height - item.top < reach]
    for one in sorted(near, key=itemgetter(0)):
        if not rows or one[0] - rows[-1][0][0] > _STEADY:
            if len(rows) == _DEEP:
                break
            rows.append([])
        rows[-1].append(one)
    return rows


def _words(item: Item) -> str:
    return item.text if isinstance(item, Line) else "|".join(line.text for c in item.cells for line in c.lines)


def _body_size(pages: Iterable[Page]) -> float:
    """The size of type most characters outside tables have, in points."""
    exact, sizes = Counter[float](), Counter[float]()
    for page in pages:
        for line in page.lines:
            exact[line.em] += len(line.text)
    for size, count in exact.items():
        sizes[round(size, 1)] += count
    return max(sizes, key=lambda s: (sizes[s], s), default=0.0)


def _repeated(candidates: Sequence[_Candidate], pages: Sequence[Page]) -> set[int]:
    """The ids of items whose words stand at the same height of several pages that are no copies of each other."""
    largest = _body_size(pages) * _LARGER
    alike: dict[tuple[bool, bool, str], list[_Candidate]] = {}
    for one in candidates:
        if isinstance(one.item, Grid) or one.item.em <= largest:
            alike.setdefault((one.above, isinstance(one.item, Grid), one.pattern), []).append(one)
    least = max(2, min(3, -(-len(pages) // 2)))
    found: list[list[_Candidate]] = []
    for group in (group for group in alike.values() if len(group) >= least):
        usual = median(c.distance for c in group)
        steady = [c for c in group if abs(c.distance - usual) < _STEADY]
        if len({c.page for c in steady}) >= least:
            found.append(steady)
    copies = _copies(candidates, pages) if found else set()
    return {id(c.item) for group in found if len({c.page for c in group} - copies) >= least for c in group}


def _copies(candidates: Iterable[_Candidate], pages: Iterable[Page]) -> set[int]:
    """The numbers of the pages that say, between their edges, mostly what another page says: forms given out to many,
    or one sheet that was put in twice. That all of them begin alike does not make their first lines running heads."""
    edges = {id(c.item) for c in candidates}
    said = {p.number: {_words(i) for i in p.items if id(i) not in edges} for p in pages}
    times = Counter(chain.from_iterable(said.values()))
    return {number for number, words in said.items() if 2 * sum([times[w] > 1 for w in words]) > len(words)}


def _value(words: str) -> int | None:
    return _ROMAN.get(words.lower()) or number(words) if _BARE.fullmatch(words) else None


def _numbering(candidates: Iterable[_Candidate], pages: int) -> set[int]:
    """What bare page numbers of this document are ahead of the page's index; empty where it has none."""
    offsets = {(c.page, v - c.page) for c in candidates if (v := _value(c.words)) is not None}
    counts = Counter(offset for _, offset in offsets)
    return {o for o, n in counts.items() if n >= min(2, pages) and (pages > 1 or o == 0)}


def _is_number(one: _Candidate, offsets: set[int]) -> bool:
    """Whether `one` is a page number, by its words or because it counts on from page to page."""
    if _PAGE_WORD.fullmatch(one.words):
        return True
    value = _value(one.words)
    return value is not None and value - one.page in offsets


def _from_edges(candidates: Iterable[_Candidate]) -> list[list[list[int]]]:
    """The ids of the items of `candidates`, which come from the edges of pages inwards: for each edge its rows."""
    edges: dict[tuple[int, bool], dict[int, list[int]]] = {}
    for one in candidates:
        edges.setdefault((one.page, one.above), {}).setdefault(one.row, []).append(id(one.item))
    return [list(rows.values()) for rows in edges.values()]


def _peeled(edges: Iterable[Sequence[Sequence[int]]], heads: set[int]) -> set[int]:
    """Those of `heads` with nothing but other heads between them and the edge of the page."""
    dropped: set[int] = set()
    for rows in edges:
        for items in rows:
            dropped |= heads.intersection(items)
            if not heads.issuperset(items):
                break
    return dropped
