"""From a package to the contents of its document: the parts that matter, put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from conformance.errors import ReadError
from conformance.options import Limits
from conformance.readers.word import tags
from conformance.readers.word.body import Sources, Unit, Walk
from conformance.readers.word.drawings import Drawings
from conformance.readers.word.hidden import Hidden
from conformance.readers.word.inline import Inline
from conformance.readers.word.numbering import Numbering
from conformance.readers.word.package import DAMAGED, Package, Relation, parsed
from conformance.readers.word.styles import Styles
from conformance.readers.word.tags import Element, w


@dataclass(frozen=True, slots=True)
class Contents:
    """What a Word file holds: `body` as it stands in the file, its `units` in reading order, and counts of what stands in
    it besides.

    `pictures` counts pictures in the package, `drawings` those drawn in the text; `chunks` whole documents embedded;
    `added_page` says that a page our own program had added was left out; `broken` names parts that were too damaged to
    use.
    """

    body: Element
    units: tuple[Unit, ...]
    drawings: Drawings
    pictures: int
    chunks: int
    comments: int
    changed: bool
    macros: bool
    added_page: bool
    broken: tuple[str, ...]


class _Parts:
    """The parts the document is related to. Those a document can do without may be missing or damaged."""

    def __init__(self, package: Package) -> None:
        self.broken: list[str] = []
        self._package = package
        self._relations = tuple(self._of_main())

    def _of_main(self) -> Iterator[Relation]:
        try:
            yield from self._package.relations(self._package.main)
        except ReadError as error:
            self._bear(error, "rels")

    def _bear(self, error: ReadError, name: str) -> None:
        if error.message is not DAMAGED:
            raise error
        self.broken.append(name)

    def content(self, kind: str) -> tuple[str, bytes]:
        """Name and bytes of the related part of `kind`, empty where there is none."""
        beside = self._package.main.rpartition("/")[0] + f"/{kind}.xml"
        related = (r.target for r in self._relations if r.kind == kind)
        name = next((t for t in related if self._package.has(t)), beside)
        try:
            return name, self._package.part(name) or b""
        except ReadError as error:
            self._bear(error, name)
        return name, b""

    def root(self, name: str, content: bytes) -> Element | None:
        """The root element of `content`; None where it is empty or damaged."""
        try:
            return parsed(content, name, self._package.limits) if content else None
        except ReadError as error:
            self._bear(error, name)
        return None

    def notes(self, document: bytes) -> Iterator[tuple[tuple[str, str], Element]]:
        """The footnotes and endnotes by kind and id, if `document` refers to any."""
        for kind in ("footnote", "endnote"):
            if f"{kind}Reference".encode() in document:
                root = self.root(*self.content(f"{kind}s"))
                for note in root.iterchildren(w(kind)) if root is not None else ():
                    yield (kind, note.get(tags.ID, "")), note

    def diagrams(self, document: bytes) -> Iterator[tuple[str, Element]]:
        """The data of smart art by relation id, if `document` draws any."""
        for relation in self._relations if b"relIds" in document else ():
            if relation.kind == "diagramData" and self._package.has(relation.target):
                root = self.root(relation.target, self._package.part(relation.target) or b"")
                if root is not None:
                    yield relation.id, root


def contents(packed: bytes, limits: Limits) -> Contents:
    """Read the Word file `packed`. ReadError where it is damaged or over a limit."""
    package = Package(packed, limits)
    document = package.part(package.main) or b""
    body = parsed(document, package.main, limits).find(tags.BODY)
    if body is None:
        raise ReadError(DAMAGED, why=package.main)
    parts = _Parts(package)
    name, stated = parts.content("styles")
    styles = Styles(parts.root(name, stated))
    lists = parts.root(*parts.content("numbering")) if b"numPr" in document or b"numPr" in stated else None
    drawings = Drawings(dict(parts.diagrams(document)))
    notes = dict(parts.notes(document))
    inline = Inline(Hidden(styles), drawings, limits)
    for root in (body, *notes.values()):
        inline.look(root)
    walk = Walk(Sources(styles, Numbering(lists, styles), notes), inline, limits)
    return Contents(
        body,
        tuple(walk.read(body)),
        drawings,
        pictures=sum("/media/" in n for n in package.names()),
        chunks=walk.chunks,
        comments=document.count(b"commentReference "),
        changed=inline.changed,
        macros=any(n.endswith("vbaproject.bin") for n in package.names()),
        added_page=styles.added_page,
        broken=tuple(parts.broken),
    )
