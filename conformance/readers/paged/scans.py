"""From the picture of a page to a page of lines and tables: words recognised, each with its place and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

import numpy as np

from conformance.readers.paged import pixels, recognition
from conformance.readers.paged.glyphs import Glyph, Spelt
from conformance.readers.paged.layout import Page
from conformance.readers.paged.pages import page_of
from conformance.readers.paged.recognition import Image, Quads, Words

# Lines with so many letters, in em, show how wide a letter is.
_TELLING = 6.0
# Lines that differ less than this in height are set in one size of type.
_ALIKE = 0.15
_WIDTHS = re.compile(r"[\x20-\x7e]")
_HAN = "\u3400-\u9fff"
_MARKS = str.maketrans("(),:;?!", "（），：；？！")
# Marks that are as wide as a letter beside Chinese, though they are often taken for narrow ones.
_NARROW = re.compile(
    rf"(?<=[{_HAN}，。、；：”》）])[,:;?!](?!\d)|(?<=[{_HAN}，。、；：”》）])[()]|[()](?=[{_HAN}，。、；：“《（])"
)
# One of the two brackets around the year of a document number is often taken for a plain one.
_YEAR = re.compile(r"〔(\d{4})[\])）】]|[\[(（【](\d{4})〕")


def recognised(image: Image, number: int, size: tuple[float, float]) -> Page:
    """The page that `image` shows; `size` is its width and height in points, seen as the picture is."""
    height, width = image.shape[:2]
    scale = width / max(1.0, size[0])
    image = pixels.without_seals(image, scale)
    image, quads = _upright(image, recognition.lines(image, max(size)), max(size))
    if image.shape[:2] != (height, width):
        size = (size[1], size[0])
    angle = pixels.slant(quads)
    strips = [pixels.strip(image, corners) for corners in quads]
    if angle:
        image, quads = pixels.levelled(image, quads, angle)
    found = [
        Words(_typeset(text), sure, corners)
        for (text, sure), corners in zip(map(recognition.words, strips), quads, strict=True)
    ]
    kept = [w for w in found if w.text.strip() and w.confidence >= recognition.LEAST]
    edges = pixels.rules(image, scale)
    return page_of(Spelt(_glyphs(kept, scale)), edges, number, size, 0.0, 0)


def _upright(image: Image, quads: Quads, height: float) -> tuple[Image, Quads]:
    """`image` with its words the right way up, and where they are then."""
    if pixels.is_on_its_side(quads):
        image = np.ascontiguousarray(np.rot90(image))
        quads = recognition.lines(image, height)
    longest = sorted(quads, key=lambda q: float(np.linalg.norm(q[1] - q[0])))[-7:]
    if longest and recognition.upside_down([pixels.strip(image, q) for q in longest]):
        image = np.ascontiguousarray(np.rot90(image, 2))
        quads = recognition.lines(image, height)
    return image, quads


def _typeset(text: str) -> str:
    """`text` with the marks between Chinese letters, and the brackets around a year, as they are printed there."""
    return _YEAR.sub(r"〔\1\2〕", _NARROW.sub(lambda m: m.group().translate(_MARKS), text))


def _glyphs(found: Sequence[Words], scale: float) -> Iterator[Glyph]:
    """The letters of the lines, spread evenly over each, in rows from the top and from left to right."""
    boxes = [_box(words.corners, scale) for words in found]
    ems = _sizes(found, boxes)
    for index in _in_rows(boxes):
        words, (left, top, right, bottom), em = found[index], boxes[index], ems[index]
        margin, middle = max(0.0, min((bottom - top - em) / 2, em / 4)), (top + bottom) / 2
        left, right = left + margin, max(left + margin + 1, right - margin)
        step = (right - left) / max(0.5, _wide(words.text))
        for letter in words.text:
            end = left + step * _wide(letter)
            yield Glyph(letter, (left, middle - em / 2, end, middle + em / 2), em, confidence=words.confidence)
            left = end


def _box(corners: Quads, scale: float) -> tuple[float, float, float, float]:
    (left, top), (right, bottom) = corners.min(axis=0) / scale, corners.max(axis=0) / scale
    return float(left), float(top), float(right), float(bottom)


def _wide(text: str) -> float:
    """How wide `text` is, in em."""
    return len(text) - len(_WIDTHS.findall(text)) / 2


def _sizes(found: Sequence[Words], boxes: Sequence[tuple[float, float, float, float]]) -> list[float]:
    """The size of type of each line, by the width of letters in long lines of about its height."""
    heights = [box[3] - box[1] for box in boxes]
    known = [
        (h, (b[2] - b[0]) / _wide(w.text))
        for w, b, h in zip(found, boxes, heights, strict=True)
        if _wide(w.text) >= _TELLING
    ]
    ratio = median(em / h for h, em in known) if known else 0.8
    sizes = []
    for height in heights:
        alike = [em for h, em in known if abs(h - height) < _ALIKE * height]
        sizes.append(median(alike) if alike else ratio * height)
    return sizes


def _in_rows(boxes: Sequence[tuple[float, float, float, float]]) -> list[int]:
    """The indices of `boxes` row by row."""
    rows: list[list[int]] = []
    for index in sorted(range(len(boxes)), key=lambda i: boxes[i][1] + boxes[i][3]):
        box, last = boxes[index], boxes[rows[-1][0]] if rows else None
        if last is not None and (box[1] + box[3] - last[1] - last[3]) / 2 < 0.5 * min(
            box[3] - box[1], last[3] - last[1]
        ):
            rows[-1].append(index)
        else:
            rows.append([index])
    return [index for row in rows for index in sorted(row, key=lambda i: boxes[i][0])]
