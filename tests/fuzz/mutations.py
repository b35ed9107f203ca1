"""Spoils files: at random bytes, and where the format has its joints."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib

_NUMBERS = (b"0", b"-1", b"1", b"255", b"65535", b"4294967295", b"999999999999", b"1e8", b"0.0000001")
_EDGES = (
    b"\0",
    b"\xff",
    b"\x7f\xff\xff\xff",
    b"\xff\xff\xff\xff",
    b"\x80\0\0\0",
    b"<",
    b">",
    b"&",
    b"{",
    b"}",
    b"\\",
    b"(",
    b"%",
)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def mutated(content: bytes, pick: random.Random) -> bytes:
    """`content` spoiled somewhere, from the outside or inside its packed parts."""
    if content.startswith(b"PK") and pick.random() < 0.7:
        return _in_zip(content, pick)
    if content.startswith(b"%PDF") and pick.random() < 0.5:
        return _in_stream(content, pick)
    return _spoiled(content, pick)


def _spoiled(content: bytes, pick: random.Random) -> bytes:
    """`content` with one to eight changes."""
    for _ in range(pick.choice((1, 1, 2, 4, 8))):
        content = pick.choice((_byte, _cut, _twice, _moved, _number, _edge, _end))(content, pick)
    return content


def _place(content: bytes, pick: random.Random) -> tuple[int, int]:
    start = pick.randrange(len(content) + 1)
    return start, min(len(content), start + int(pick.expovariate(1 / 40)))


def _byte(content: bytes, pick: random.Random) -> bytes:
    start, _ = _place(content, pick)
    return content[:start] + bytes((pick.randrange(256),)) + content[start + 1 :]


def _cut(content: bytes, pick: random.Random) -> bytes:
    start, end = _place(content, pick)
    return content[:start] + content[end:]


def _twice(content: bytes, pick: random.Random) -> bytes:
    start, end = _place(content, pick)
    return content[:end] + content[start:end] * pick.choice((1, 2, 50)) + content[end:]


def _moved(content: bytes, pick: random.Random) -> bytes:
    start, end = _place(content, pick)
    to, _ = _place(content, pick)
    return content[:to] + content[start:end] + content[to:]


def _number(content: bytes, pick: random.Random) -> bytes:
    found = list(re.finditer(rb"\d+", content[:200_000]))
    if not found:
        return content
    start, end = pick.choice(found).span()
    return content[:start] + pick.choice(_NUMBERS) + content[end:]


def _edge(content: bytes, pick: random.Random) -> bytes:
    start, _ = _place(content, pick)
    return content[:start] + pick.choice(_EDGES) + content[start + pick.choice((0, 1, 4)) :]


def _end(content: bytes, pick: random.Random) -> bytes:
    return content[: pick.randrange(len(content) // 2, len(content) + 1)]


def _in_zip(content: bytes, pick: random.Random) -> bytes:
    """One part spoiled before it is packed again."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = pick.choice(sorted(parts))
    parts[name] = _spoiled(parts[name], pick)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, part in parts.items():
            archive.writestr(key, part)
    return target.getvalue()


def _in_stream(content: bytes, pick: random.Random) -> bytes:
    """One packed stream spoiled before it is packed again."""
    found = [m for m in _STREAM.finditer(content) if m[1][:1] == b"x"]
    if not found:
        return _spoiled(content, pick)
    stream = pick.choice(found)
    packed = zlib.compress(_spoiled(zlib.decompress(stream[1]), pick))
    start, end = stream.span(1)
    return content[:start] + packed + content[end:]
