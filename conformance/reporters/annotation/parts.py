"""The parts of a Word file while it is written into: those asked for are changed, all others copied as they are.

Source: ISO/IEC 29500-2, 9 and 10 (parts, relations, content types), 13 (signatures).
"""

from __future__ import annotations

import posixpath

from lxml import etree

from conformance.options import DEFAULT_LIMITS
from conformance.readers.word import tags
from conformance.readers.word.package import Package
from conformance.readers.word.tags import Element, w
from conformance.reporters.word.packing import replaced

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = tags.RELATION_ID.strip("{").partition("}")[0]
_MADE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
_CONTENT_TYPES = "[Content_Types].xml"
_SIGNATURES = "_xmlsignatures/"
_DEFAULTS = (
    f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
    '<Default Extension="jpg" ContentType="image/jpeg"/></Types>'
)
_KINDS = (
    "styles",
    "numbering",
    "settings",
    "webSettings",
    "fontTable",
    "header",
    "footer",
    "footnotes",
    "endnotes",
    "comments",
)


class Parts:
    """The package of a Word file and the parts of it that were changed. `document` is the root of the main part."""

    def __init__(self, packed: bytes, document: Element) -> None:
        self._packed = packed
        self._package = Package(packed, DEFAULT_LIMITS)
        self._strict = b"http://purl.oclc.org/ooxml/wordprocessingml" in (self._package.part(self._package.main) or b"")
        self._roots: dict[str, Element] = {self._package.main: document}
        self.document = document

    @property
    def signed(self) -> bool:
        """Whether the file bears digital signatures, which no longer hold for a changed copy."""
        return any(name.startswith(_SIGNATURES) for name in self._package.names())

    def root(self, kind: str) -> Element | None:
        """The root of the part of `kind` that the document is related to, to be changed; None where there is none."""
        name = next((r.target for r in self._package.relations(self._package.main) if r.kind == kind), None)
        return self._load(name) if name and self._package.has(name) else None

    def needed(self, kind: str) -> Element:
        """As `root`; where there is none, an empty part named after its kind is added."""
        found = self.root(kind)
        return self._added(kind) if found is None else found

    def packed(self) -> bytes:
        """The file with its changes, signatures taken off."""
        self._types()
        changed: dict[str, bytes | None] = {}
        if self.signed:
            self._unsign()
            changed |= {self._package.stored(n): None for n in self._package.names() if n.startswith(_SIGNATURES)}
        changed |= {self._package.stored(name): self._bytes(root) for name, root in self._roots.items()}
        return replaced(self._packed, changed)

    def _load(self, name: str) -> Element:
        if name not in self._roots:
            root = self._package.xml(name)
            assert root is not None, name
            self._roots[name] = root
        return self._roots[name]

    def _added(self, kind: str) -> Element:
        """A new part of `kind` beside the main part, with its relation and content type."""
        folder, base = posixpath.split(self._package.main)
        taken = {*self._package.names(), *self._roots}
        names = (posixpath.join(folder, f"{kind}{n}.xml") for n in ("", *range(2, 1000)))
        name = next(n for n in names if n.lower() not in taken)
        relations = self._relations(posixpath.join(folder, "_rels", f"{base}.rels"))
        for row in [r for r in relations if r.get("Type", "").endswith(f"/{kind}")]:
            relations.remove(row)  # it leads nowhere
        ids = {r.get("Id") for r in relations}
        relation = etree.SubElement(relations, f"{{{_RELATIONS}}}Relationship")
        relation.set("Id", next(i for n in range(1, len(ids) + 2) if (i := f"rIdHg{n}") not in ids))
        relation.set("Type", f"{_OFFICE}/{kind}")
        relation.set("Target", posixpath.basename(name))
        self._declare(name, kind)
        self._roots[name] = etree.Element(w(kind), nsmap={"w": tags.WORD})
        return self._roots[name]

    def _declare(self, name: str, kind: str) -> None:
        """State the content type of part `name`."""
        override = etree.SubElement(self._types(), f"{{{_TYPES}}}Override")
        override.set("PartName", f"/{name}")
        override.set("ContentType", _MADE.format(kind=kind))

    def _types(self) -> Element:
        """The content types of all parts; made anew for a file that has lost them."""
        if self._package.has(_CONTENT_TYPES) or _CONTENT_TYPES in self._roots:
            return self._load(_CONTENT_TYPES)
        self._roots[_CONTENT_TYPES] = etree.fromstring(_DEFAULTS)
        self._declare(self._package.main, "document.main")
        for relation in self._package.relations(self._package.main):
            if relation.kind in _KINDS and self._package.has(relation.target):
                self._declare(relation.target, relation.kind)
        return self._roots[_CONTENT_TYPES]

    def _relations(self, name: str) -> Element:
        if self._package.has(name) or name in self._roots:
            return self._load(name)
        self._roots[name] = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
        return self._roots[name]

    def _unsign(self) -> None:
        """Take out what leads to the signatures: the relation of the package and the content types of their parts."""
        for row in list(self._relations("_rels/.rels")) + list(self._types()):
            where = row.get("Target", "") + row.get("PartName", "") + row.get("Type", "")
            if _SIGNATURES in where.lower() or "digital-signature" in where:
                parent = row.getparent()
                assert parent is not None
                parent.remove(row)

    def _bytes(self, root: Element) -> bytes:
        content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        for strict, plain in tags.TRANSITIONAL.items() if self._strict else ():
            content = content.replace(plain, strict)
        return content
