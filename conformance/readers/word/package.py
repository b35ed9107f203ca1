"""The zip a Word file is: its parts, unpacked one by one and within limits, and what they are related to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from conformance.errors import ReadError
from conformance.messages import Message
from conformance.options import Limits
from conformance.readers.word.tags import TRANSITIONAL, Element
from conformance.readers.zipped import archive
from conformance.readers.zipped.archive import utf8

DAMAGED = Message(
    "damaged",
    "Word 文件已损坏（{why}），无法读取；请用 Word 打开并修复，或重新导出后再提交。",
    "the Word file is damaged ({why}); repair it in Word or export it again",
)

_MAIN = "word/document.xml"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relation:
    """A related part: its type's last word (styles, image, …), its full name in the package, the relation's own id."""

    kind: str
    target: str
    id: str


class Package(archive.Archive):
    """The parts of an Office Open XML file; media are never unpacked."""

    damaged = DAMAGED

    def __init__(self, packed: bytes, limits: Limits) -> None:
        """Open `packed`. ReadError where it is damaged or has too many members."""
        super().__init__(packed, limits)
        self.main = self._main()

    def _main(self) -> str:
        relations = (r.target for r in self.relations("") if r.kind == "officeDocument")
        found = next((t for t in relations if self.has(t)), _MAIN)
        if not self.has(found):
            raise ReadError(DAMAGED, why=_MAIN)
        return found

    def xml(self, name: str) -> Element | None:
        """The root element of part `name`, None where there is none. ReadError as `part`, and where it is no XML,
        declares a document type, or is too deep or too large for memory."""
        content = self.part(name)
        return None if content is None else parsed(content, name, self.limits)

    def relations(self, source: str) -> Iterator[Relation]:
        """What part `source` ("" for the whole package) is related to, inside the package."""
        folder, base = posixpath.split(source)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        for relation in root.iter(_PACKAGE) if root is not None else ():
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, unquote(relation.get("Target", ""))))
                yield Relation(relation.get("Type", "").rsplit("/", 1)[-1], target.lstrip("/"), relation.get("Id", ""))


def parsed(content: bytes, name: str, limits: Limits) -> Element:
    """`content` as XML, "strict" names made the usual ones. ReadError as `Package.xml`; `name` is how the message calls it."""
    return archive.parsed(_transitional(utf8(content)), name, limits, DAMAGED)


def _transitional(content: bytes) -> bytes:
    if b"http://purl.oclc.org/ooxml/" in content:
        for strict, plain in TRANSITIONAL.items():
            content = content.replace(strict, plain)
    return content
