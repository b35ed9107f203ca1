"""From a package to the contents of its document: the parts that matter, put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from conformance.errors import ReadError
from conformance.model.document import Layout
from conformance.options import Limits
from conformance.readers.word import tags
from conformance.readers.word.body import Sources, Unit, Walk
from conformance.readers.word.drawings import Drawings
from conformance.readers.word.hidden import Hidden
from conformance.readers.word.inline import Inline
from conformance.readers.word.layout import layout_of
from conformance.readers.word.numbering import Numbering
from conformance.readers.word.package import DAMAGED, Package, Relation, parsed
from conformance.readers.word.statements import Statements
from conformance.readers.word.styles import Styles
from conformance.readers.word.tags import Element, w


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

    def feet(self) -> Iterator[Element]:
        """The feet of pages that have a field for the number; damaged ones are left out, they hold no text of the plan."""
        for relation in self._relations:
            if relation.kind == "footer" and self._package.has(relation.target):
                with suppress(ReadError):
                    content = self._package.part(relation.target) or b""
                    if b"PAGE" in content:
                        yield parsed(content, relation.target, self._package.limits)

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


@dataclass(frozen=True, slots=True)
class Stories:
    """The parts of a document as XML: its body, its styles, its lists (None where it has none), its notes by kind and
    id, the data of its smart art by relation."""

    body: Element
    styles: Element | None
    lists: Element | None
    notes: Mapping[tuple[str, str], Element] = field(default_factory=dict)
    diagrams: Mapping[str, Element] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk over the stories found: the units in reading order, what is drawn, how many whole documents are
    embedded, whether there are changes, and whether a page our own program had added was left out."""

    units: tuple[Unit, ...]
    drawings: Drawings
    chunks: int
    changed: bool
    added_page: bool


def walked(stories: Stories, limits: Limits) -> Walked:
    """Walk over `stories` in reading order. ReadError where they are nested beyond the limit."""
    styles, drawings = Styles(stories.styles), Drawings(stories.diagrams)
    inline = Inline(Hidden(styles), drawings, limits)
    roots = (stories.body, *stories.notes.values())
    for root in roots:
        inline.look(root)
    walk = Walk(Sources(styles, Numbering(stories.lists, styles), Statements(roots), stories.notes), inline, limits)
    units = tuple(walk.read(stories.body))
    return Walked(units, drawings, walk.chunks, inline.changed, styles.added_page)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a Word file holds: its `body` as it stands in the file, what a walk found, and counts of what stands in it besides.

    `pictures` counts pictures in the package (those drawn in the text are in `found.drawings`); `signed` says whether
    somebody signed it digitally; `broken` names parts that were too damaged to use.
    """

    body: Element
    found: Walked
    pictures: int = 0
    comments: int = 0
    changed: bool = False
    macros: bool = False
    signed: bool = False
    broken: tuple[str, ...] = ()
    layout: Layout | None = None


def contents(packed: bytes, limits: Limits) -> Contents:
    """Read the Word file `packed`. ReadError where it is damaged or over a limit."""
    package = Package(packed, limits)
    document = package.part(package.main) or b""
    body = parsed(document, package.main, limits).find(tags.BODY)
    if body is None:
        raise ReadError(DAMAGED, why=package.main)
    parts = _Parts(package)
    name, stated = parts.content("styles")
    lists = parts.root(*parts.content("numbering")) if b"numPr" in document or b"numPr" in stated else None
    notes, diagrams = dict(parts.notes(document)), dict(parts.diagrams(document))
    styles = parts.root(name, stated)
    found = walked(Stories(body, styles, lists, notes, diagrams), limits)
    return Contents(
        body,
        found,
        pictures=sum("/media/" in n for n in package.names()),
        comments=document.count(b"commentReference "),
        changed=found.changed,
        macros=any(n.endswith("vbaproject.bin") for n in package.names()),
        signed=any(n.startswith("_xmlsignatures/") for n in package.names()),
        broken=tuple(parts.broken),
        layout=layout_of(body, styles, parts.feet()),
    )
