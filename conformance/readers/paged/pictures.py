"""Picture files, decoded by Pillow: the pixels of each page they hold, and how large it is."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import PIL.Image
import PIL.ImageOps

from conformance.errors import ReadError
from conformance.messages import Message
from conformance.model.document import Box
from conformance.readers.paged.recognition import Image

DAMAGED = Message(
    "damaged", "图片文件已损坏，无法读取；请重新导出或拍摄后再提交。", "the picture is damaged; export or take it again"
)
TOO_LARGE = Message(
    "picture_too_large",
    "图片有 {size} 百万像素，超过上限（{most} 百万）；请缩小后再提交。",
    "the picture has {size} megapixels, over the limit of {most}; make it smaller",
)

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
_MEGA = 1_000_000
_MOST = 80
# Words are read as well from pictures of this size; more only takes longer.
_ENOUGH = 9 * _MEGA
# Pages put together of pictures have at least so many pixels a point.
_COARSE = 2.0
# Without a believable density the longer side is taken for that of A4, in points.
_A4, _SMALLEST, _LARGEST = 842.0, 200.0, 4000.0
# Whatever Pillow raises over broken pictures.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    IndexError,
    EOFError,
    OverflowError,
    PIL.Image.DecompressionBombError,
)


@contextmanager
def _careful() -> Iterator[None]:
    """Turn what Pillow raises over broken pictures into a ReadError, and keep its warnings to ourselves."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except _BROKEN as error:
            raise ReadError(DAMAGED) from error


class Album:
    """The pictures in one file. ReadError where it is damaged or too large."""

    def __init__(self, data: bytes) -> None:
        """Open the picture file `data`; nothing is unpacked yet."""
        with _careful():
            self._file = PIL.Image.open(io.BytesIO(data), formats=FORMATS)
            self.format = (self._file.format or "").lower().replace("mpo", "jpeg")
            self.count = getattr(self._file, "n_frames", 1) if self.format == "tiff" else 1

    def size(self, index: int) -> tuple[float, float]:
        """Width and height in points of picture `index`, as it is to be looked at."""
        with _careful():
            self._file.seek(index)
            width, height = self._file.size
            if self._file.getexif().get(0x0112, 1) in (5, 6, 7, 8):
                width, height = height, width
            density = float(self._file.info.get("dpi", (0, 0))[0])
        longer = max(width, height)
        real = 72 * longer / density if density > 0 else 0.0
        scale = (real if _SMALLEST <= real <= _LARGEST else _A4) / longer
        return width * scale, height * scale

    def pixels(self, index: int) -> Image:
        """The pixels of picture `index`, red, green, blue, upright; what is transparent is white."""
        with _careful():
            self._file.seek(index)
            width, height = self._file.size
            if width * height > _MOST * _MEGA:
                raise ReadError(TOO_LARGE, size=width * height // _MEGA, most=_MOST)
            shown = PIL.ImageOps.exif_transpose(self._file)
            if "A" in shown.getbands() or "transparency" in shown.info:
                shown = shown.convert("RGBA")
                paper = PIL.Image.new("RGBA", shown.size, "white")
                shown = PIL.Image.alpha_composite(paper, shown)
            shown = _brought_to_bytes(shown).convert("RGB")
            shrunk = (_ENOUGH / (width * height)) ** 0.5
            if shrunk < 1:
                shown = shown.resize(
                    (round(shown.width * shrunk), round(shown.height * shrunk)), PIL.Image.Resampling.LANCZOS
                )
            return np.asarray(shown, dtype=np.uint8).copy()


def _brought_to_bytes(shown: PIL.Image.Image) -> PIL.Image.Image:
    """`shown` with a byte for each colour: Pillow cuts deeper greys off instead of scaling them."""
    if not shown.mode.startswith(("I", "F")):
        return shown
    deep = np.asarray(shown, dtype=np.float64)
    return PIL.Image.fromarray((255 * deep / max(255.0, float(deep.max()))).clip(0, 255).astype(np.uint8))


def pasted(shown: Sequence[tuple[Box, Image]], width: float, height: float) -> Image:
    """A white page of `width` and `height` points with pictures laid into their boxes, as fine as the largest is."""
    largest = max(shown, key=lambda s: (s[0][2] - s[0][0]) * (s[0][3] - s[0][1]), default=None)
    fine = largest[1].shape[1] / max(1.0, largest[0][2] - largest[0][0]) if largest else 2.0
    scale = min(max(fine, _COARSE), (_ENOUGH / max(1.0, width * height)) ** 0.5)
    page = PIL.Image.new("RGB", (max(1, round(width * scale)), max(1, round(height * scale))), "white")
    for (left, top, right, bottom), pixels in shown:
        size = (max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale)))
        if size[0] * size[1] <= _ENOUGH:
            page.paste(PIL.Image.fromarray(pixels).resize(size), (round(left * scale), round(top * scale)))
    return np.asarray(page, dtype=np.uint8).copy()
