"""Qualified names of WordprocessingML and its neighbours.

Source: ISO/IEC 29500-1 (transitional), clauses 17, 20, 22; ISO/IEC 29500-3 for alternate content.
"""

from __future__ import annotations

from typing import TypeAlias

from lxml.etree import _Element

Element: TypeAlias = _Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"

# Files saved as "Strict Open XML" name the same elements by other namespaces.
TRANSITIONAL = {
    f"{_STRICT}wordprocessingml/main".encode(): WORD.encode(),
    f"{_STRICT}officeDocument/relationships".encode(): _RELATIONSHIPS.encode(),
    f"{_STRICT}officeDocument/math".encode(): _MATH.encode(),
    f"{_STRICT}drawingml/main".encode(): f"{_DRAWING}/main".encode(),
    f"{_STRICT}drawingml/wordprocessingDrawing".encode(): f"{_DRAWING}/wordprocessingDrawing".encode(),
    f"{_STRICT}drawingml/chart".encode(): f"{_DRAWING}/chart".encode(),
    f"{_STRICT}drawingml/diagram".encode(): f"{_DRAWING}/diagram".encode(),
}


def w(name: str) -> str:
    """The qualified name of `name` in WordprocessingML."""
    return f"{{{WORD}}}{name}"


def local(element: Element) -> str:
    """The name of `element` without its namespace."""
    return str(element.tag).rpartition("}")[2]


VAL, TYPE, ID = w("val"), w("type"), w("id")
BODY, P, R, T, TBL, TR, TC = w("body"), w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc")
P_PR, R_PR, TR_PR, TC_PR, SDT_PR = w("pPr"), w("rPr"), w("trPr"), w("tcPr"), w("sdtPr")
SDT, SDT_CONTENT, TXBX = w("sdt"), w("sdtContent"), w("txbxContent")
INS, DEL, MOVE_TO, MOVE_FROM = w("ins"), w("del"), w("moveTo"), w("moveFrom")
P_STYLE, R_STYLE, NUM_PR, NUM_ID, ILVL = w("pStyle"), w("rStyle"), w("numPr"), w("numId"), w("ilvl")
OUTLINE_LVL, VANISH = w("outlineLvl"), w("vanish")
GRID_SPAN, V_MERGE, H_MERGE, GRID_BEFORE = w("gridSpan"), w("vMerge"), w("hMerge"), w("gridBefore")
FLD_CHAR, FLD_SIMPLE, INSTR_TEXT = w("fldChar"), w("fldSimple"), w("instrText")
ALT_CHUNK, SUB_DOC = w("altChunk"), w("subDoc")

RELATION_ID = f"{{{_RELATIONSHIPS}}}id"
DIAGRAM = f"{{{_RELATIONSHIPS}}}dm"
M_MATH, M_PARAGRAPH, M_T = f"{{{_MATH}}}oMath", f"{{{_MATH}}}oMathPara", f"{{{_MATH}}}t"

_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
ALTERNATE = f"{{{_COMPATIBILITY}}}AlternateContent"
CHOICE = f"{{{_COMPATIBILITY}}}Choice"
FALLBACK = f"{{{_COMPATIBILITY}}}Fallback"

BLIP, A_P, A_T = f"{{{_DRAWING}/main}}blip", f"{{{_DRAWING}/main}}p", f"{{{_DRAWING}/main}}t"
CHART = f"{{{_DRAWING}/chart}}chart"
DIAGRAM_IDS, DIAGRAM_POINT = f"{{{_DRAWING}/diagram}}relIds", f"{{{_DRAWING}/diagram}}pt"
EXTENT = f"{{{_DRAWING}/wordprocessingDrawing}}extent"
IMAGE_DATA, TEXT_PATH = "{urn:schemas-microsoft-com:vml}imagedata", "{urn:schemas-microsoft-com:vml}textpath"


def on(element: Element | None) -> bool:
    """Whether a switch such as w:vanish is there and not turned off."""
    return element is not None and element.get(VAL, "true") not in ("0", "false", "off")


def value(parent: Element | None, name: str) -> str | None:
    """The w:val of the child `name` of `parent`; None where either is missing."""
    child = parent.find(name) if parent is not None else None
    return child.get(VAL) if child is not None else None


def whole(text: str | None, default: int | None = None) -> int | None:
    """`text` as a whole number, `default` where it is none."""
    try:
        return int(text) if text is not None and len(text) < 12 else default
    except ValueError:
        return default


def branch(alternate: Element) -> Element | None:
    """The one branch of alternate content to read: the first choice, or the fallback where that is beyond us."""
    for choice in alternate.iterchildren(CHOICE):
        # w16se draws a symbol by a code of its own; the fallback has it as a character.
        if choice.get("Requires") != "w16se":
            return choice
    return alternate.find(FALLBACK)
