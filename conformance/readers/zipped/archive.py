"""Files that are zip archives of XML parts: unpacked one by one and within limits, nothing outside them read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache

from lxml import etree
from lxml.etree import _Element

from conformance.errors import ReadError
from conformance.messages import Message
from conformance.options import MEBI, Limits

PASSWORD = Message(
    "password",
    "文件有打开密码，无法读取；请另存为不加密的文件后再提交。",
    "the file needs a password; save it without one and submit it again",
)
DOCTYPE = Message(
    "doctype",
    "文件部件 {part} 里包含文档类型声明（DOCTYPE），办公软件不会写出这种内容，为安全起见不予读取；请重新另存后再提交。",
    "part {part} holds a document type declaration (DOCTYPE), which no office program writes; for safety it is not read; "
    "save the file anew",
)
UNPACKED = Message(
    "unpacked_limit",
    "文件解压后的大小超出上限：{part} 解压后有 {size} MiB（压缩 {ratio} 倍；上限 {limit} MiB、{most} 倍）；请重新导出后再提交。",
    "the unpacked size is over the limit: {part} unpacks to {size} MiB ({ratio} times its packed size; the limits are "
    "{limit} MiB and {most} times); export the file again",
)
MEMBERS = Message(
    "members_limit",
    "压缩包内有 {count} 个文件，超出上限（{most} 个）；请重新导出后再提交。",
    "the package has {count} members, over the limit of {most}; export the file again",
)
NESTING = Message(
    "nesting_limit",
    "文件的 XML 嵌套层数超出上限（{most} 层）；请减少表格嵌套后再提交。",
    "the XML is nested deeper than the limit of {most} levels; use fewer nested tables",
)
MEMORY = Message(
    "memory_limit",
    "文件内容过多（{part}），读取所需内存超出上限（{most} MiB）；请拆分后再提交。",
    "the content of {part} needs more memory than the limit of {most} MiB; split the file",
)


_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    struct.error,
)
_END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_RATIO_FROM = MEBI
# What libxml2 needs for an element with its text, measured on paragraphs of one letter.
_BYTES_A_NODE = 110


def entries(packed: bytes) -> int:
    """How many members the central directory of `packed` names, at most; 0 where it has none."""
    end = packed.rfind(_END)
    if end < 0 or end + 22 > len(packed):
        return 0
    size: int = struct.unpack_from("<I", packed, end + 12)[0]
    # In a zip64 archive the size stands elsewhere; counting from the start can only come out too high.
    return packed.count(_ENTRY, max(0, end - size - 128) if size < 0xFFFFFFFF else 0, end)


def opened(packed: bytes) -> zipfile.ZipFile | None:
    """The zip archive `packed`; None where it is none or broken."""
    try:
        return zipfile.ZipFile(io.BytesIO(packed))
    except _BROKEN:
        return None


class Archive:
    """The parts of a zip file. Only what is asked for is unpacked. Names are looked up without regard to case.

    `damaged` is what to say of a damaged file, with {why} for the part concerned.
    """

    damaged: Message

    def __init__(self, packed: bytes, limits: Limits) -> None:
        """Open `packed`. ReadError where it is damaged or has too many members."""
        count = entries(packed)
        if count > limits.members:
            raise ReadError(MEMBERS, count=count, most=limits.members)
        archive = opened(packed)
        if archive is None:
            raise ReadError(self.damaged, why="zip")
        self._archive = archive
        self.limits = limits
        self._left = limits.unpacked
        self._members = {plain(m.filename): m for m in archive.infolist()}

    def names(self) -> tuple[str, ...]:
        """The names of all parts, in lower case with /."""
        return tuple(self._members)

    def stored(self, name: str) -> str:
        """The name of part `name` as the archive has it; `name` itself where there is none."""
        member = self._members.get(plain(name))
        return member.filename if member else name

    def has(self, name: str) -> bool:
        """Whether there is a part `name`."""
        return plain(name) in self._members

    def part(self, name: str) -> bytes | None:
        """The bytes of part `name`, None where there is none. ReadError over the limits or where it is damaged."""
        member = self._members.get(plain(name))
        if member is None:
            return None
        self._check(member)
        try:
            with self._archive.open(member) as stream:
                content = stream.read(member.file_size + 1)
        except _BROKEN as error:
            raise ReadError(self.damaged, why=name) from error
        self._left -= len(content)
        return content

    def _check(self, member: zipfile.ZipInfo) -> None:
        if member.flag_bits & 1:
            raise ReadError(PASSWORD)
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ReadError(self.damaged, why=member.filename)
        limits, ratio = self.limits, member.file_size // max(1, member.compress_size)
        if member.file_size > self._left or (member.file_size > _RATIO_FROM and ratio > limits.ratio):
            raise ReadError(
                UNPACKED, part=member.filename, size=-(-member.file_size // MEBI), ratio=ratio,
                limit=limits.unpacked // MEBI, most=limits.ratio,
            )  # fmt: skip

    def xml(self, name: str) -> _Element | None:
        """The root element of part `name`, None where there is none. ReadError as `part`, and where it is no XML,
        declares a document type, or is too deep or too large for memory."""
        content = self.part(name)
        return None if content is None else parsed(content, name, self.limits, self.damaged)


def plain(name: str) -> str:
    """The name of a part as it is looked up: without a leading slash, in lower case."""
    return name.replace("\\", "/").lstrip("/").lower()


def parsed(content: bytes, name: str, limits: Limits, damaged: Message) -> _Element:
    """`content` as XML, nothing outside it read. ReadError as `Archive.xml`; `name` is how the message calls it."""
    content = utf8(content)
    if b"<!DOCTYPE" in content:
        raise ReadError(DOCTYPE, part=name)
    if len(content) > MEBI and content.count(b"<") * _BYTES_A_NODE + 4 * len(content) > limits.memory:
        raise ReadError(MEMORY, part=name, most=limits.memory // MEBI)
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise ReadError(NESTING, most=limits.nesting) from None
        raise ReadError(damaged, why=name) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(DOCTYPE, part=name)
    return root


@cache  # making one takes as long as reading a small part
def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def utf8(content: bytes) -> bytes:
    """`content` in utf-8 where it is utf-16, so that it can be searched; else as it is."""
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content
    text = content.decode("utf-16", "replace")
    return text[text.find("?>") + 2 :].encode() if text.startswith("<?xml") else text.encode()
