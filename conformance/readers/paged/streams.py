"""A look at the compressed streams of a pdf before anything unpacks them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

# Deflate expands at most this much (zlib's technical notes), so a short stream cannot hold a bomb.
_MOST = 1032
# Text, fonts and drawings expand two- to tenfold; what begins with more than this is unpacked, piece by piece, and counted.
_SUSPICIOUS = 40
_PIECE = 16 * 1024
_PICTURE, _FORM = re.compile(rb"/Subtype\s*/Image"), re.compile(rb"/Subtype\s*/Form\b")


def overlong(packed: bytes, most: int) -> bool:
    """Whether a compressed stream in the pdf file `packed`, pictures aside, would unpack to more than `most` bytes.

    Pictures are not looked at: they are not unpacked when text is read.
    """
    return any(_expands(packed, start, most) for start in _long_streams(packed, most // _MOST))


def has_forms(packed: bytes) -> bool:
    """Whether the pdf file `packed` holds drawings that its pages and other drawings draw by name."""
    return _FORM.search(packed) is not None


def _long_streams(packed: bytes, least: int) -> Iterator[int]:
    """Where compressed streams of at least `least` packed bytes begin."""
    end = 0
    while (start := packed.find(b"stream", end)) >= 0:
        end = packed.find(b"endstream", start)
        end = end if end >= 0 else len(packed)
        if end - start >= least:
            dictionary = packed[max(0, start - 1000) : start].rpartition(b" obj")[2]
            if b"/Fl" in dictionary and not _PICTURE.search(dictionary):
                yield start + (8 if packed.startswith(b"\r\n", start + 6) else 7)
        end += len(b"endstream")


def _expands(packed: bytes, start: int, most: int) -> bool:
    """Whether the stream at `start` unpacks to more than `most` bytes; False where it cannot be unpacked."""
    try:
        probe = zlib.decompressobj().decompress(packed[start : start + _PIECE], _SUSPICIOUS * _PIECE)
        return len(probe) >= _SUSPICIOUS * _PIECE and _unpacked(packed, start, most) > most
    except zlib.error:
        return False


def _unpacked(packed: bytes, start: int, most: int) -> int:
    """The unpacked length of the stream at `start`, counted only until it is beyond `most`."""
    engine, total = zlib.decompressobj(), 0
    for offset in range(start, len(packed), _PIECE):
        pending = packed[offset : offset + _PIECE]
        while pending and not engine.eof and total <= most:
            total += len(engine.decompress(pending, _SUSPICIOUS * _PIECE))
            pending = engine.unconsumed_tail
        if engine.eof or total > most:
            break
    return total
