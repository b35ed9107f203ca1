"""Pages whose words are in pictures: which they are, and the same pages with the words recognised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from conformance.errors import ReadError
from conformance.messages import Message, Said
from conformance.options import Limits
from conformance.readers.paged.aligned import arranged
from conformance.readers.paged.heads import without_heads
from conformance.readers.paged.layout import Grid, Page, listed

if TYPE_CHECKING:
    from conformance.readers.paged.recognition import Image

# From this share on a picture may hold what a page says; a page with more shapes and no text may be drawn as outlines.
_LARGE, _DRAWN = 0.15, 50
# A page that a picture covers by this share and that has fewer letters says what the picture says.
_COVERED, _FEW_LETTERS = 0.6, 40

RECOGNISED = Message(
    "recognised",
    "第 {pages} 页是扫描件，文字由图像识别得到（平均置信度 {confidence}%），引用前请核对原件。",
    "page(s) {pages} are scans; their words were recognised ({confidence} % sure on average), compare with the original",
)
NOT_INSTALLED = Message(
    "no_recognition",
    '第 {pages} 页没有文字层（扫描件），本机没有安装文字识别组件，未读；安装后再查：pip install "conformance[ocr]"',
    'page(s) {pages}: no text layer (scanned), not read; install the recognition of words: pip install "conformance[ocr]"',
)
TOO_MANY = Message(
    "scan_limit",
    "第 {pages} 页没有文字层（扫描件），超出识别页数上限（{most} 页），未读；请拆分文件后再查",
    "page(s) {pages}: no text layer (scanned), over the limit of {most} pages to recognise, not read; split the file",
)

BROKEN = Message(
    "picture_damaged",
    "第 {pages} 页没有文字层，其图片缺失、已损坏或格式不支持，未读",
    "page(s) {pages}: no text layer, and the picture is missing, damaged or of an unknown format; not read",
)

Picture = Callable[[Page], "Image"]


@dataclass(frozen=True, slots=True)
class Filled:
    """Pages laid out, with the words of their pictures in place, and what is to be said about them."""

    pages: tuple[Page, ...]
    notices: tuple[Said, ...] = ()
    not_read: tuple[Said, ...] = ()


def laid_out(pages: Sequence[Page]) -> Filled:
    """`pages` with columns in order and running heads taken out, their pictures left alone."""
    return Filled(tuple(without_heads(arranged(pages))))


def filled(pages: Sequence[Page], picture: Picture, limits: Limits) -> Filled:
    """`pages` with the words of scans recognised; `picture` draws a page (ReadError if it cannot). What cannot be recognised is said."""
    bare = laid_out(pages)
    scans = scanned(bare.pages)
    if not scans:
        return bare
    from conformance.readers.paged import recognition  # noqa: PLC0415  (numpy is wanted for scans only)

    if not recognition.available():
        return replace(bare, not_read=(Said.of(NOT_INSTALLED, pages=listed(scans)),))
    from conformance.readers.paged.scans import recognised  # noqa: PLC0415

    left = scans[limits.scans :]
    read: dict[int, Page] = {}
    broken = []
    for page in (p for p in pages if p.number in scans[: limits.scans]):
        limits.more_time(limits.seconds_a_scan)
        try:
            read[page.number] = recognised(picture(page), page.number, (page.width, page.height))
        except ReadError:
            broken.append(page.number)
    not_read = [Said.of(BROKEN, pages=listed(broken))] if broken else []
    not_read += [Said.of(TOO_MANY, pages=listed(left), most=limits.scans)] if left else []
    confidence = f"{100 * _confidence(list(read.values())):.1f}"
    told = (Said.of(RECOGNISED, pages=listed(list(read)), confidence=confidence),) if read else ()
    return replace(laid_out([read.get(p.number, p) for p in pages]), notices=told, not_read=tuple(not_read))


def scanned(pages: Sequence[Page]) -> list[int]:
    """The numbers of those of the laid out `pages` that have hardly any text but a picture that may hold it."""
    textless = not any(p.items for p in pages)
    return [p.number for p in pages if _is_scan(p, textless)]


def _is_scan(page: Page, textless: bool) -> bool:
    """Whether the words of `page` are in a picture; where the whole document is `textless` any picture will do."""
    if page.items:
        return page.pictured > _COVERED and _letters(page) < _FEW_LETTERS
    return page.pictured > _LARGE or page.paths > _DRAWN or (textless and bool(page.pictured or page.paths))


def _letters(page: Page) -> int:
    grids = (i for i in page.items if isinstance(i, Grid))
    cells = chain.from_iterable(c.lines for g in grids for c in g.cells)
    return sum(len(line.text) for line in chain(page.lines, cells))


def _confidence(pages: Sequence[Page]) -> float:
    """How sure the words of `pages` are on average, by letters; 1 where there are none."""
    lines = [
        line
        for p in pages
        for i in p.items
        for line in ([i] if not isinstance(i, Grid) else [x for c in i.cells for x in c.lines])
    ]
    letters = sum(len(line.text) for line in lines)
    return sum(len(line.text) * line.confidence for line in lines) / letters if letters else 1.0
