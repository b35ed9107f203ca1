"""What drawings hold: text boxes to be read, and pictures, charts and embedded objects to be named as not read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from conformance.readers.word import tags
from conformance.readers.word.tags import Element, P, w, whole

_EMU_A_POINT = 12_700
_SIZE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)(pt|in|cm|mm)?", re.I)
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835}
# Half of an A4 page is filled by a picture from here on (points).
_PAGE_WIDTH, _PAGE_HEIGHT = 340.0, 430.0


@dataclass(slots=True)
class Drawings:
    """Counts what one document draws. `diagrams` are the parts of smart art by relation id, each a root element."""

    diagrams: Mapping[str, Element] = field(default_factory=dict)
    pictures: int = 0
    pages: int = 0
    charts: int = 0
    objects: int = 0

    def boxes(self, drawing: Element) -> list[Element]:
        """The containers of paragraphs inside `drawing`, in order; counts everything else."""
        found: list[Element] = []
        for element in drawing.iter(*_OF_INTEREST):
            if element.tag == tags.TXBX:
                if not _inside(element, drawing):
                    found.append(element)
            elif not _inside(element, drawing):
                found += self._count(element, drawing)
        self.objects += drawing.tag == w("object")
        return found

    def _count(self, element: Element, drawing: Element) -> list[Element]:
        if element.tag in (tags.BLIP, tags.IMAGE_DATA):
            self.pictures += 1
            self.pages += _fills_page(element, drawing)
        elif element.tag == tags.CHART:
            self.charts += 1
        elif element.tag == tags.TEXT_PATH:
            return [_paragraphs([element.get("string", "")])]
        else:
            return self._diagram(element.get(tags.DIAGRAM, ""))
        return []

    def _diagram(self, relation: str) -> list[Element]:
        """The words of smart art, a paragraph a shape."""
        root = self.diagrams.get(relation)
        if root is None:
            self.charts += 1
            return []
        texts = (
            "".join(t.text or "" for t in paragraph.iter(tags.A_T))
            for point in root.iter(tags.DIAGRAM_POINT)
            for paragraph in point.iter(tags.A_P)
        )
        return [_paragraphs([t for t in texts if t.strip()])]


_OF_INTEREST = (tags.TXBX, tags.BLIP, tags.IMAGE_DATA, tags.CHART, tags.TEXT_PATH, tags.DIAGRAM_IDS)


def _inside(element: Element, drawing: Element) -> bool:
    """Whether `element` lies in another text box of `drawing`, which is read with that box, or in a second branch."""
    parent = element.getparent()
    while parent is not None and parent is not drawing:
        if parent.tag in (tags.TXBX, tags.FALLBACK):
            return True
        parent = parent.getparent()
    return False


def _paragraphs(texts: list[str]) -> Element:
    """A text box holding `texts`."""
    box = _new(tags.TXBX)
    for text in texts:
        run = _new(tags.T, _new(tags.R, _new(P, box)))
        run.text = text
    return box


def _new(tag: str, parent: Element | None = None) -> Element:
    from lxml import etree  # noqa: PLC0415

    return etree.Element(tag) if parent is None else etree.SubElement(parent, tag)


def _fills_page(picture: Element, drawing: Element) -> bool:
    """Whether the picture is shown so large that it may be a scanned page."""
    extent = next(drawing.iter(tags.EXTENT), None)
    if extent is not None:
        width, height = (whole(extent.get(a), 0) or 0 for a in ("cx", "cy"))
        return width / _EMU_A_POINT >= _PAGE_WIDTH and height / _EMU_A_POINT >= _PAGE_HEIGHT
    shape = picture.getparent()
    style = shape.get("style", "") if shape is not None else ""
    sizes = {m[1].lower(): float(m[2]) * _POINTS[(m[3] or "pt").lower()] for m in _SIZE.finditer(style)}
    return sizes.get("width", 0.0) >= _PAGE_WIDTH and sizes.get("height", 0.0) >= _PAGE_HEIGHT
