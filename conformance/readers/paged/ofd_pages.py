"""The pages of an OFD file: its documents, their templates and resources. Source: GB/T 33190-2016, clauses 6 and 7."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml.etree import _Element as Element

from conformance.errors import ReadError
from conformance.messages import Message
from conformance.model.document import Box
from conformance.options import Limits
from conformance.readers.paged import ofd_objects as drawn
from conformance.readers.paged.glyphs import Glyph, Spelt
from conformance.readers.paged.layout import Edge, Page
from conformance.readers.paged.ofd_objects import MILLIMETRES, POINTS, local, numbers
from conformance.readers.paged.pages import page_of
from conformance.readers.paged.strokes import Matrix
from conformance.readers.zipped.archive import PASSWORD, Archive

DAMAGED = Message(
    "damaged",
    "OFD 文件已损坏（{why}），无法读取；请重新导出后再提交。",
    "the OFD file is damaged ({why}); export it again and submit it",
)

_ENTRANCE = "OFD.xml"
_LOCKED = "encryptions.xml"
_A4 = (210.0, 297.0)
# More objects than these on one page are a drawing or an attack.
_MOST_OBJECTS = 100_000


class Package(Archive):
    """The parts of an OFD file."""

    damaged = DAMAGED

    def at(self, folder: str, place: str) -> str:
        """The full name of the part that a part in `folder` calls `place`; some programs forget to leave the folder."""
        beside = posixpath.normpath(posixpath.join("/", folder, place))
        return beside if self.has(beside) else place

    def root(self, folder: str, place: str) -> Element | None:
        """The root of that part; None where it is missing or broken. ReadError over the limits."""
        try:
            return self.xml(self.at(folder, place))
        except ReadError as error:
            if error.message is not DAMAGED:
                raise
            return None


# Where a picture stands on its page, and the name of its file in the package.
Shown = tuple[Box, str]


@dataclass(slots=True)
class Book:
    """One file: its pages, the pictures on each, the numbers of those that are missing or broken, what else it holds."""

    pages: list[Page] = field(default_factory=list)
    pictures: dict[int, list[Shown]] = field(default_factory=dict)
    broken: list[int] = field(default_factory=list)
    signed: bool = False
    attached: bool = False


def book(package: Package) -> Book:
    """Read all pages of `package`, at most one more than the page limit. ReadError where it is damaged or locked."""
    limits = package.limits
    entrance = package.root("", _ENTRANCE)
    if entrance is None:
        locked = any(name.endswith(_LOCKED) for name in package.names())
        raise ReadError(PASSWORD) if locked else ReadError(DAMAGED, why=_ENTRANCE)
    found = Book(signed=_find(entrance, "Signatures") is not None)
    for place in _all(entrance, "DocRoot"):
        if not _add(found, package, (place.text or "").strip(), limits):
            raise ReadError(DAMAGED, why=place.text or "DocRoot")
    return found


def _add(found: Book, package: Package, place: str, limits: Limits) -> bool:
    """Add the pages of the document at `place` to `found`; False where there is none."""
    document = package.root("", place)
    if document is None:
        return False
    setting = _Setting(package, posixpath.dirname(package.at("", place)), document)
    found.attached = found.attached or _find(document, "Attachments") is not None
    for entry in islice(_all(document, "Page"), limits.pages + 1 - len(found.pages)):
        number = len(found.pages) + 1
        root = package.root(setting.folder, entry.get("BaseLoc", ""))
        if root is None:
            found.broken.append(number)
            found.pages.append(Page(number, *setting.size, ()))
        else:
            page, found.pictures[number] = setting.page(root, number)
            found.pages.append(page)
    return True


class _Setting:
    """What all pages of one document share: its folder, page size in points, templates and compound objects."""

    def __init__(self, package: Package, folder: str, document: Element) -> None:
        self.package = package
        self.folder = folder
        self.size = _size(document, (_A4[0] * POINTS, _A4[1] * POINTS))
        self._templates = {t.get("ID"): t for t in _all(document, "TemplatePage")}
        self._roots: dict[str, Element | None] = {}
        self._units: dict[str, Element] = {}
        self._media: dict[str, str] = {}
        for place in (*_all(document, "PublicRes"), *_all(document, "DocumentRes")):
            self._add_resources((place.text or "").strip())

    def _add_resources(self, place: str) -> None:
        """Take down the compound objects and the picture files that the list at `place` names."""
        root = self.package.root(self.folder, place)
        if root is None:
            return
        self._units |= {u.get("ID", ""): u for u in _all(root, "CompositeGraphicUnit")}
        folder = posixpath.join(posixpath.dirname(self.package.at(self.folder, place)), root.get("BaseLoc", ""))
        for medium in _all(root, "MultiMedia"):
            file = _find(medium, "MediaFile")
            if file is not None:
                self._media[medium.get("ID", "")] = self.package.at(folder, (file.text or "").strip())

    def page(self, root: Element, number: int) -> tuple[Page, list[Shown]]:
        """The page whose content is `root` and its pictures; what its templates show stands below it."""
        size = _size(root, self.size)
        glyphs: list[Glyph] = []
        edges: list[Edge] = []
        pictures: list[Shown] = []
        paths = 0
        for shape, matrix in islice(self._objects(root), _MOST_OBJECTS):
            name = local(shape)
            if name == "TextObject":
                glyphs += drawn.glyphs(shape, matrix)
            elif name == "PathObject":
                edges += drawn.edges(shape, matrix)
                paths += 1
            elif (box := drawn.picture(shape, matrix)) is not None:
                pictures.append((box, self._media.get(shape.get("ResourceID", ""), "")))
        pictured = sum((box[2] - box[0]) * (box[3] - box[1]) for box, _ in pictures)
        return page_of(Spelt(glyphs), edges, number, size, pictured, paths), pictures

    def _objects(self, root: Element) -> Iterator[tuple[Element, Matrix]]:
        for part in (*self._below(root), root):
            content = _find(part, "Content")
            if content is not None:
                yield from drawn.objects(content, self._units.get, MILLIMETRES)

    def _below(self, root: Element) -> Iterator[Element]:
        """The templates that the page `root` is drawn upon."""
        for used in root:
            entry = self._templates.get(used.get("TemplateID")) if local(used) == "Template" else None
            if entry is not None:
                place = entry.get("BaseLoc", "")
                if place not in self._roots:
                    self._roots[place] = self.package.root(self.folder, place)
                template = self._roots[place]
                if template is not None:
                    yield template


def _size(parent: Element, otherwise: tuple[float, float]) -> tuple[float, float]:
    """Width and height of a page in points."""
    area = _find(parent, "PhysicalBox")
    box = numbers(area.text) if area is not None else []
    return (box[2] * POINTS, box[3] * POINTS) if len(box) == 4 and min(box[2:]) > 0 else otherwise


def _all(parent: Element, name: str) -> Iterator[Element]:
    return (e for e in parent.iter() if local(e) == name)


def _find(parent: Element, name: str) -> Element | None:
    return next(_all(parent, name), None)
