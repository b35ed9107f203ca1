"""Builds small binary Word files in memory, part by part, so that tests say exactly what stands in them.

Source: [MS-CFB], [MS-DOC]. One paragraph or run a page of properties: large files, simple code.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
FIB_SIZE = 0x400
PAIRS = 0x9A


def sprm(code: int, operand: int | bytes = 1, size: int = 1) -> bytes:
    """One modifier; an operand of variable length brings its own length."""
    return struct.pack("<H", code) + (operand if isinstance(operand, bytes) else operand.to_bytes(size, "little"))


HIDDEN, DELETED, INSERTED, SPECIAL = sprm(0x083C), sprm(0x0800), sprm(0x0801), sprm(0x0855)
IN_TABLE, ROW_END = sprm(0x2416), sprm(0x2417)


def in_list(number: int, level: int = 0) -> bytes:
    """What a paragraph of list `number` says."""
    return sprm(0x460B, number, 2) + sprm(0x260A, level)


def row(*cells: tuple[int, int], left: int = 0) -> bytes:
    """What the mark at the end of a row says: right edge and flags of every cell."""
    edges = struct.pack(f"<{len(cells) + 1}h", left, *(edge for edge, _ in cells))
    content = bytes((len(cells),)) + edges + b"".join(struct.pack("<H18x", flags) for _, flags in cells)
    return IN_TABLE + ROW_END + sprm(0xD608, struct.pack("<H", len(content) + 1) + content)


@dataclass(frozen=True)
class Run:
    """Characters with their modifiers."""

    text: str
    packed: bytes = b""


@dataclass(frozen=True)
class Paragraph:
    """Runs, the modifiers of the paragraph, its style, the mark at its end with modifiers of its own."""

    runs: tuple[Run, ...]
    packed: bytes = b""
    style: int = 0
    mark: str = "\r"
    mark_packed: bytes = b""


def paragraph(
    *runs: Run | str, packed: bytes = b"", style: int = 0, mark: str = "\r", mark_packed: bytes = b""
) -> Paragraph:
    """A paragraph."""
    made = tuple(Run(_units(r)) if isinstance(r, str) else r for r in runs)
    return Paragraph(made, packed, style, mark, mark_packed)


def _units(text: str) -> str:
    """`text` with a character for each UTF-16 unit, as positions count them."""
    return "".join(map(chr, struct.unpack(f"<{len(text.encode('utf-16-le')) // 2}H", text.encode("utf-16-le"))))


def cell(text: str) -> Paragraph:
    """A cell of one paragraph."""
    return paragraph(text, packed=IN_TABLE, mark="\x07")


def row_end(*cells: tuple[int, int], left: int = 0) -> Paragraph:
    """The mark that ends a row."""
    return paragraph(packed=row(*cells, left=left), mark="\x07")


def level(pattern: str, format: int = 0, *, start: int = 1, follow: int = 2, flags: int = 0, limit: int = 0) -> bytes:
    """One level of a list; characters below 9 stand for numbers."""
    head = struct.pack("<iBB9sB8xBBBB", start, format, flags, b"\0" * 9, follow, 0, 0, limit, 0)
    return head + struct.pack("<H", len(pattern)) + pattern.encode("utf-16-le")


def definition(ident: int, *levels: bytes) -> tuple[bytes, bytes]:
    """Head and levels of a list; nine levels are written."""
    head = struct.pack("<Ii9HBB", ident, 0, *([0xFFF] * 9), 0, 0)
    return head, b"".join((*levels, *([level("")] * (9 - len(levels)))))


def use(ident: int, *starts: tuple[int, int]) -> tuple[bytes, bytes]:
    """A list as paragraphs name it, with (level, start) of levels that start anew."""
    changes = b"".join(struct.pack("<iI", start, index | 0x10) for index, start in starts)
    return struct.pack("<I8xBBBB", ident, len(starts), 0, 0, 0), b"\xff\xff\xff\xff" + changes


def style(
    name: str, built_in: int = 0xFFE, *, base: int = 0xFFF, paragraph: bytes = b"", characters: bytes = b""
) -> bytes:
    """A paragraph style."""
    contents = [struct.pack("<H", 0) + paragraph, characters]
    sets = b"".join(struct.pack("<H", len(c)) + c + b"\0" * (len(c) % 2) for c in contents)
    head = struct.pack("<HHHHH", built_in, 1 | base << 4, 2, 0, 0)
    return head + struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\0\0" + sets


@dataclass
class _Writer:
    word: bytearray
    table: bytearray
    pairs: dict[int, tuple[int, int]]

    def part(self, index: int, content: bytes, counted: int | None = None) -> None:
        self.pairs[index] = (len(self.table), len(content) if counted is None else counted)
        self.table += content


def streams(
    paragraphs: Sequence[Paragraph],
    *,
    styles: Sequence[bytes] = (),
    definitions: Sequence[tuple[bytes, bytes]] = (),
    uses: Sequence[tuple[bytes, bytes]] = (),
    notes: Sequence[Paragraph] = (),
    narrow: bool = False,
    flags: int = 0,
) -> dict[str, bytes]:
    """The streams of a file by name. Notes are footnotes, referred to by U+0002 in their order."""
    stories = [*paragraphs, *notes, *([paragraph()] if notes else [])]
    text = "".join("".join(r.text for r in p.runs) + p.mark for p in stories)
    encoded = text.encode("cp1252") if narrow else text.encode("utf-16-le", "surrogatepass")
    width = 1 if narrow else 2
    out = _Writer(bytearray(FIB_SIZE) + encoded, bytearray(), {})
    out.word += b"\0" * (-len(out.word) % SECTOR)
    _runs(out, stories, width)
    main = sum(len(r.text) for p in paragraphs for r in p.runs) + len(paragraphs)
    if notes:
        _notes(out, text, main, notes)
    if styles:
        rows = b"".join(struct.pack("<H", len(s)) + s + b"\0" * (len(s) % 2) for s in styles)
        out.part(1, struct.pack("<HHH14x", 18, len(styles), 10)[:20] + rows)
    if definitions:
        heads = struct.pack("<H", len(definitions)) + b"".join(h for h, _ in definitions)
        out.part(73, heads + b"".join(levels for _, levels in definitions), len(heads))
        out.part(74, struct.pack("<I", len(uses)) + b"".join(h for h, _ in uses) + b"".join(c for _, c in uses))
    place = FIB_SIZE * 2 | 0x40000000 if narrow else FIB_SIZE
    pieces = struct.pack("<iiHIH", 0, len(text), 0, place, 0)
    out.part(33, b"\x02" + struct.pack("<I", len(pieces)) + pieces)
    struct.pack_into("<HHHHHH", out.word, 0, 0xA5EC, 0xC1, 0, 0x804, 0, 0x0200 | flags)
    struct.pack_into("<7i", out.word, 0x4C, main, len(text) - main, 0, 0, 0, 0, 0)
    for index, (at, size) in out.pairs.items():
        struct.pack_into("<II", out.word, PAIRS + 8 * index, at, size)
    return {"WordDocument": bytes(out.word), "1Table": bytes(out.table)}


def _runs(out: _Writer, stories: Sequence[Paragraph], width: int) -> None:
    """The pages of properties and the lists that name them."""
    at = FIB_SIZE
    bounds: dict[int, tuple[list[int], list[int]]] = {12: ([at], []), 13: ([at], [])}
    for one in stories:
        start = at
        for run in (*one.runs, Run(one.mark, one.mark_packed)):
            if run.text:
                page = bytearray(SECTOR)
                struct.pack_into("<IIB", page, 0, at, at + width * len(run.text), 0x20)
                page[0x40 : 0x41 + len(run.packed)] = bytes((len(run.packed),)) + run.packed
                at = _page(out, bounds[12], page, at + width * len(run.text))
        content = struct.pack("<H", one.style) + one.packed
        content += b"\0" * (len(content) % 2)
        page = bytearray(SECTOR)
        struct.pack_into("<IIB", page, 0, start, at, 0x10)
        page[0x20 : 0x22 + len(content)] = bytes((0, len(content) // 2)) + content
        _page(out, bounds[13], page, at)
    for index, (positions, numbers) in bounds.items():
        out.part(index, struct.pack(f"<{len(positions) + len(numbers)}I", *positions, *numbers))


def _page(out: _Writer, bounds: tuple[list[int], list[int]], page: bytearray, end: int) -> int:
    page[511] = 1
    bounds[1].append(len(out.word) // SECTOR)
    bounds[0].append(end)
    out.word += page
    return end


def _notes(out: _Writer, text: str, main: int, notes: Sequence[Paragraph]) -> None:
    marks = [i for i, c in enumerate(text[:main]) if c == "\x02"]
    out.part(2, struct.pack(f"<{len(marks) + 1}i", *marks, main) + struct.pack(f"<{len(marks)}h", *([1] * len(marks))))
    ends = [0]
    for note in notes:
        ends.append(ends[-1] + sum(len(r.text) for r in note.runs) + 1)
    out.part(3, struct.pack(f"<{len(ends) + 1}i", *ends, ends[-1] + 1))


def compound(parts: Mapping[str, bytes]) -> bytes:
    """A compound file of streams."""
    sectors: list[bytes] = []
    fat: list[int] = []

    def add(content: bytes) -> int:
        first, count = len(sectors), max(1, -(-len(content) // SECTOR))
        for i in range(count):
            sectors.append(content[i * SECTOR : (i + 1) * SECTOR].ljust(SECTOR, b"\0"))
            fat.append(first + i + 1 if i + 1 < count else END)
        return first

    entries = []
    for number, (name, content) in enumerate(parts.items(), 1):
        long = content.ljust(4096, b"\0")
        entries.append(_entry(name, 2, add(long), len(long), right=number + 1 if number < len(parts) else FREE))
    directory = add(b"".join((_entry("Root Entry", 5, END, 0, child=1), *entries)))
    table = len(sectors)
    count = -(-(len(fat) + 1) // 127)
    fat += [FAT] * count
    packed = struct.pack(f"<{len(fat)}I", *fat).ljust(count * SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", *(table + i for i in range(count)), *([FREE] * (109 - count)))
    return head + b"".join(sectors) + packed


def _entry(name: str, kind: int, start: int, size: int, *, right: int = FREE, child: int = FREE) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return encoded.ljust(64, b"\0") + struct.pack(
        "<HBBIII36xIQ", len(encoded), kind, 1, FREE, right, child, start, size
    )


def doc(paragraphs: Sequence[Paragraph], **more: object) -> bytes:
    """A whole file; see `streams`."""
    return compound(streams(paragraphs, **more))  # type: ignore[arg-type]
