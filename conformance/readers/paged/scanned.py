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
from conformance.readers.paged.footnotes import apart
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
    "第 {pages} 页没有可用的文字层（扫描件或乱码），文字由图像识别得到（平均置信度 {confidence}%），引用前请核对原件。",
    "page(s) {pages}: no usable text layer (scanned or garbled); the words were recognised ({confidence} % sure on average), "
    "compare with the original",
)
NOT_INSTALLED = Message(
    "no_recognition",
    "第 {pages} 页没有可用的文字层（扫描件或乱码），本机没有安装文字识别组件，未读；安装后再查："
    'pip install "conformance[ocr]"',
    "page(s) {pages}: no usable text layer (scanned or garbled), not read; install the recognition of words: "
    'pip install "conformance[ocr]"',
)
TOO_MANY = Message(
    "scan_limit",
    "第 {pages} 页没有可用的文字层（扫描件或乱码），超出识别页数上限（{most} 页），未读；请拆分文件后再查",
    "page(s) {pages}: no usable text layer (scanned or garbled), over the limit of {most} pages to recognise, not read; "
    "split the file",
)
BROKEN = Message(
    "picture_damaged",
    "第 {pages} 页没有可用的文字层，其图片缺失、已损坏或格式不支持，未读",
    "page(s) {pages}: no usable text layer, and the picture is missing, damaged or of an unknown format; not read",
)
OVERLAID = Message(
    "overlaid",
    "第 {pages} 页是扫描件，文字取自扫描软件附带的识别结果，可能有错字，引用前请核对原件。",
    "page(s) {pages} are scans; their words are what the scanner recognised and may be wrong, compare with the original",
)

Picture = Callable[[Page], "Image"]


@dataclass(frozen=True, slots=True)
class Filled:
    """Pages laid out, with the words of their pictures in place, and what is to be said about them."""

    pages: tuple[Page, ...]
    notices: tuple[Said, ...] = ()
    not_read: tuple[Said, ...] = ()


def laid_out(pages: Sequence[Page]) -> Filled:
    """`pages` with columns in order, running heads taken out and footnotes apart, their pictures left alone."""
    return Filled(tuple(arranged(apart(without_heads(pages)))))


def filled(pages: Sequence[Page], picture: Picture, limits: Limits) -> Filled:
    """`pages` with the words of scans recognised, also of those on which a scanner laid its own recognition.

    `picture` draws a page (ReadError if it cannot). What cannot be recognised is said.
    """
    bare = laid_out(pages)
    scans = scanned(bare.pages)
    overlaid = [p.number for p in pages if "overlaid" in p.flaws and p.number not in scans]
    if not scans and not overlaid:
        return bare
    from conformance.readers.paged import recognition  # noqa: PLC0415  (numpy is wanted for scans only)

    if not recognition.available():
        return _told(bare, overlaid, (Said.of(NOT_INSTALLED, pages=listed(scans)),) if scans else ())
    wanted = [*scans, *overlaid][: limits.scans]
    read = _recognised([p for p in pages if p.number in wanted], picture, limits)
    missed, left = [[n for n in scans if n not in read and (n in wanted) is tried] for tried in (True, False)]
    not_read = [Said.of(BROKEN, pages=listed(missed))] if missed else []
    not_read += [Said.of(TOO_MANY, pages=listed(left), most=limits.scans)] if left else []
    whole = laid_out([read.get(p.number, p) for p in pages])
    if read:
        confidence = f"{100 * _confidence(list(read.values())):.1f}"
        whole = replace(whole, notices=(Said.of(RECOGNISED, pages=listed(sorted(read)), confidence=confidence),))
    return _told(whole, [n for n in overlaid if n not in read], not_read)


def _told(found: Filled, overlaid: Sequence[int], not_read: Sequence[Said]) -> Filled:
    """`found` with a word on pages whose text a scanner recognised, and on what was not read."""
    doubtful = (Said.of(OVERLAID, pages=listed(overlaid)),) if overlaid else ()
    return replace(found, notices=(*found.notices, *doubtful), not_read=tuple(not_read))


def _recognised(pages: Sequence[Page], picture: Picture, limits: Limits) -> dict[int, Page]:
    """Those of `pages` whose picture can be had, by number, with their words recognised."""
    from conformance.readers.paged.scans import recognised  # noqa: PLC0415  (needs the extra)

    read: dict[int, Page] = {}
    for page in pages:
        limits.more_time(limits.seconds_a_scan)
        try:
            read[page.number] = recognised(picture(page), page.number, (page.width, page.height))
        except ReadError:
            continue
    return read


def scanned(pages: Sequence[Page]) -> list[int]:
    """The numbers of those of the laid out `pages` that have no usable text but a picture that may hold it."""
    textless = not any(p.items for p in pages)
    return [p.number for p in pages if _is_scan(p, textless)]


def _is_scan(page: Page, textless: bool) -> bool:
    """Whether the words of `page` are in a picture; where the whole document is `textless` any picture will do."""
    if "garbled" in page.flaws:
        return True
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
