"""The characters of a pdf page as pdfium knows them: where they stand, how they are set, and which cannot be seen."""

from __future__ import annotations

import ctypes
import math
import re
from codecs import utf_16_le_decode
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, repeat
from typing import TypeVar

import pypdfium2.raw as pdfium

from conformance.model.document import Box
from conformance.readers.paged.foreign import Many, quick
from conformance.readers.paged.glyphs import Run
from conformance.readers.paged.layout import Flaw
from conformance.readers.paged.rulings import Place
from conformance.readers.paged.strokes import slants

# After a blank as wide as this, in heights of a letter, another piece of the line may begin.
_WIDE = 0.3
# Letters as light as this, of 255, cannot be seen on white paper.
_WHITE = 250
# Boxes are of one size where they are to so small a part of a point.
_FINE = 64
# Signs that stand for letters where the font has no map, those that never are text, and how many make a page unreadable.
_SIGNS = re.compile("[!-/:-@\\[-`{-~\ue000-\uf8ff\ufffd\x01\x03-\x08\x0e-\x1f]")
_NO_TEXT = re.compile("[\ue000-\uf8ff\ufffd\x01\x03-\x08\x0e-\x1f]")
_BLANK, _FIRST = re.compile(r"\s"), re.compile(r"\S")
# Halves of characters beyond U+FFFF, and the pairs they make.
_HALF, _PAIR = re.compile("[\ud800-\udfff]"), re.compile("[\ud800-\udbff][\udc00-\udfff]")
_FEW, _MANY = 12, 0.08
# The text of a page takes no more than this, in bytes, but for the longest.
_PAGE = 1 << 16

T = TypeVar("T")

_count_of, _text_of = quick(pdfium.FPDFText_CountChars), quick(pdfium.FPDFText_GetText)
_matrix_of, _size_of = quick(pdfium.FPDFText_GetMatrix), quick(pdfium.FPDFText_GetFontSize, ctypes.c_double)
# A box (left, top, right, bottom); an origin; red, green, blue and opacity.
_boxes_of = Many(pdfium.FPDFText_GetLooseCharBox, "4f", together=True)
_origins_of = Many(pdfium.FPDFText_GetCharOrigin, "2d", together=False)
_colours_of = Many(pdfium.FPDFText_GetFillColor, "4I", together=False)
_unicode_of = quick(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
_MATRIX = pdfium.FS_MATRIX()
_MATRIX_AT = ctypes.byref(_MATRIX)


class _Known(dict[int, T]):
    """What is known of characters by their index: asked for together with `look_up`, else when one is first wanted."""

    def __init__(self, ask: Callable[[Sequence[int]], Iterable[T]]) -> None:
        """Know nothing yet; `ask` tells what is wanted of the characters it is given."""
        self._ask = ask

    def look_up(self, indices: Sequence[int]) -> None:
        self.update(zip(indices, self._ask(indices), strict=True))

    def __missing__(self, index: int) -> T:
        [found] = self._ask((index,))
        self[index] = found
        return found


class Characters:
    """The characters of a text page. Each look-up crosses into C: boxes are asked for only where they are wanted."""

    def __init__(self, raw: ctypes.c_void_p, place: Place, grounds: Sequence[Box] = ()) -> None:
        """Hold the text page `raw`; `place` turns its boxes into ours, `grounds` are those of what white letters may stand
        upon."""
        self._raw = raw
        self._grounds = grounds
        self._hidden = False
        count = _count_of(raw)
        self.text = _written(raw, count)
        self._at: Callable[[Sequence[int]], Sequence[int]] = _unchanged
        if len(self.text) != count:
            self.text, index = _one_by_one(raw, count)
            self._at = lambda indices: [index[i] for i in indices]
        at = self._at
        # Characters with boxes of one size are set alike: it takes two calls to ask.
        types: dict[tuple[float, float], tuple[float, bool]] = {}

        # None of these may know `self`: what refers to itself is freed late.
        def boxes(indices: Sequence[int]) -> list[Box]:
            return [place(x0, y0, x1, y1) for x0, y1, x1, y0 in _boxes_of(raw, at(indices))]

        def bases(indices: Sequence[int]) -> list[float]:
            return [place(x, y, x, y)[1] for x, y in _origins_of(raw, at(indices))]

        def settings(indices: Sequence[int]) -> list[tuple[float, bool]]:
            sizes = [(_FINE * (x1 - x0) // 1, _FINE * (y1 - y0) // 1) for x0, y0, x1, y1 in map(box, indices)]
            for index, size in zip(indices, sizes, strict=True):
                if size not in types:
                    types[size] = _type(raw, *at((index,)))
            return [types[size] for size in sizes]

        self._boxes, self._bases, self._settings = _Known(boxes), _Known(bases), _Known(settings)
        self.box = box = self._boxes.__getitem__
        self.base, self.setting = self._bases.__getitem__, self._settings.__getitem__

    def readable(self, runs: Sequence[Run]) -> list[Run]:
        """Those of `runs` that can be seen and do not slant. What is sure to be asked of them is looked up together."""
        starts, lasts = [run[0] for run in runs], [run[1] - 1 for run in runs]
        blanks, box = list(_blanks(self.text)), self.box
        self._boxes.look_up([*starts, *lasts, *chain.from_iterable(blanks)])
        wide = [b for a, b in blanks if box(b)[0] - box(a)[2] > _WIDE * (box(b)[3] - box(b)[1])]
        self._bases.look_up([*starts, *wide])
        self._settings.look_up([*starts, *wide])
        colours, setting = _colours_of(self._raw, self._at(starts)), self.setting
        pale = {colour for colour in set(colours) if not _is_seen(colour)}
        return [
            run
            for run, colour in zip(runs, colours, strict=True)
            if not setting(run[0])[1] and (colour not in pale or self._stands_out(run[0]))
        ]

    def _stands_out(self, index: int) -> bool:
        """Whether a character that cannot be seen on white paper stands on something darker, or its colour is not known."""
        if not pdfium.FPDFText_GetTextObject(self._raw, *self._at((index,))):
            return True
        left, top, right, bottom = self.box(index)
        x, y = (left + right) / 2, (top + bottom) / 2
        seen = any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in self._grounds)
        self._hidden = self._hidden or not seen
        return seen

    def confidence(self, index: int) -> float:
        """They are what the file says they are."""
        return 1.0

    def flaws(self, covered: bool) -> Iterator[Flaw]:
        """What is wrong with the text, once its lines were read; `covered` where a picture fills the page."""
        if self._hidden:
            yield "hidden"
        first = _FIRST.search(self.text)
        if covered and first is not None:
            shape = pdfium.FPDFText_GetTextObject(self._raw, *self._at((first.start(),)))
            if shape and pdfium.FPDFTextObj_GetTextRenderMode(shape) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
                yield "overlaid"
        if self._is_garbled():
            yield "garbled"

    def _is_garbled(self) -> bool:
        """Whether many letters come out as signs or as nothing, for want of a map from the font to characters."""
        suspects = [m.start() for m in _SIGNS.finditer(self.text)]
        if len(suspects) < _FEW:
            return False
        letters = len(self.text) - len(_BLANK.findall(self.text))
        if len(suspects) < _MANY * letters:
            return False
        private = sum(_NO_TEXT.match(self.text[i]) is not None for i in suspects)
        wrong = sum(pdfium.FPDFText_HasUnicodeMapError(self._raw, at) == 1 for at in self._at(suspects))
        return bool(private + wrong > max(_FEW, _MANY * letters))


def _blanks(text: str) -> Iterator[tuple[int, int]]:
    """The characters before and after each single blank within a line of `text`."""
    at = text.find(" ", 1)
    while 0 < at < len(text) - 1:
        if not (text[at - 1].isspace() or text[at + 1].isspace()):
            yield at - 1, at + 1
        at = text.find(" ", at + 1)


def _written(raw: ctypes.c_void_p, count: int) -> str:
    """The text of a page of `count` characters as pdfium gives it, which may leave some of them out."""
    room = _room(max(_PAGE, 1 << (4 * count).bit_length()))
    length = _text_of(raw, 0, count, ctypes.byref(room))
    # The end is counted, too.
    return utf_16_le_decode(memoryview(room)[: max(0, 2 * length - 2)], "ignore")[0]


@lru_cache(1)  # to make one for each page takes longer than to fill it
def _room(size: int) -> ctypes.Array[ctypes.c_char]:
    return (ctypes.c_char * size)()


def _unchanged(indices: Sequence[int]) -> Sequence[int]:
    return indices


def _type(raw: ctypes.c_void_p, at: int) -> tuple[float, bool]:
    """The size of the type of one character, and whether it slants."""
    matrix = _MATRIX
    _matrix_of(raw, at, _MATRIX_AT)
    size: float = _size_of(raw, at)
    turned = matrix.b
    high = math.hypot(matrix.c, matrix.d) if turned else abs(matrix.d)
    return max(1.0, size * high), bool(turned) and slants(matrix.a, turned)


def _is_seen(colour: Sequence[int]) -> bool:
    """Whether letters of this red, green, blue and opacity show on white paper."""
    red, green, blue, opacity = colour
    return bool(opacity) and (red < _WHITE or green < _WHITE or blue < _WHITE)


def _one_by_one(raw: ctypes.c_void_p, count: int) -> tuple[str, list[int]]:
    """The text and the pdfium index of each of its characters, where they do not simply correspond.

    pdfium leaves characters without a code out of the text, and gives those beyond U+FFFF as two halves.
    """
    codes = list(map(_unicode_of, repeat(raw), range(count)))
    text, index = "".join(map(chr, filter(None, codes))), [at for at, code in enumerate(codes) if code]
    if _HALF.search(text) is None:
        return text, index
    seconds = {pair.end() - 1 for pair in _PAIR.finditer(text)}
    whole = _PAIR.sub(lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)
    return _HALF.sub("\ufffd", whole), [at for which, at in enumerate(index) if which not in seconds]
