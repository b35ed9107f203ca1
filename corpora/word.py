"""Write the parts of a sample as a Word file, with real styles, tables and, where asked for, automatic numbers."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from layout import Part, tables

_LIST = 77  # the list all automatic numbers of a file belong to
_CHINESE = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
)
_DECIMAL = (("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))
_FONTS = {"Normal": ("仿宋", 16), "Title": ("方正小标宋简体", 22), "Heading 1": ("黑体", 16), "Heading 2": ("楷体", 16)}
_EPOCH = (1980, 1, 1, 0, 0, 0)


def docx(parts: tuple[Part, ...], *, automatic: bool, styled: bool) -> bytes:
    """A Word file of `parts`. `automatic`: Word counts the numbers; `styled`: headings have heading styles."""
    document = Document()
    _page(document)
    _fonts(document)
    decimal = any(re.fullmatch(r"\d+\.\d+", part.number) for part in parts)
    if automatic:
        _number_list(document, _DECIMAL if decimal else _chinese(parts), "space" if decimal else "nothing")
    for group in tables(parts):
        if group[0].kind == "row":
            _table(document, group)
        elif group[0].kind != "blank":
            _paragraph(document, group[0], automatic, styled)
    document.core_properties.created = document.core_properties.modified = datetime(2024, 1, 1)
    return _packed(document)


def _page(document: Docx) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def _fonts(document: Docx) -> None:
    for name, (font, size) in _FONTS.items():
        style = document.styles[name]
        style.font.size, style.font.name = Pt(size), "Times New Roman"
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _chinese(parts: tuple[Part, ...]) -> tuple[tuple[str, str], ...]:
    """The usual four levels; the third is 1、 where the sample writes it so."""
    if any(part.level == 2 and part.number.endswith("、") for part in parts):
        return (*_CHINESE[:2], ("decimal", "%3、"), _CHINESE[3])
    return _CHINESE


def _number_list(document: Docx, levels: tuple[tuple[str, str], ...], after: str) -> None:
    rows = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="{after}"/>'
        f'<w:lvlText w:val="{words}"/><w:lvlJc w:val="left"/></w:lvl>'
        for i, (form, words) in enumerate(levels)
    )
    numbering = document.part.numbering_part.element
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_LIST}"><w:multiLevelType w:val="multilevel"/>{rows}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{_LIST}"><w:abstractNumId w:val="{_LIST}"/></w:num>'))


def _paragraph(document: Docx, part: Part, automatic: bool, styled: bool) -> None:
    paragraph = document.add_paragraph(style=_style(part, styled))
    if part.kind == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif part.kind == "signature":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    else:
        paragraph.paragraph_format.first_line_indent = Pt(32)
    number, text = part.number, part.text
    if automatic and part.level >= 0:
        _count(paragraph, part.level)
        number, text = "", part.text.removeprefix(" ")
    head = part.run_in or (len(text) if part.kind == "heading" and not styled else 0)
    if head:
        paragraph.add_run(number + text[:head]).bold = True
    paragraph.add_run(text[head:] if head else number + text)


def _style(part: Part, styled: bool) -> str:
    if part.kind == "title":
        return "Title" if styled else "Normal"
    return f"Heading {min(part.level, 1) + 1}" if styled and part.kind == "heading" else "Normal"


def _count(paragraph: Paragraph, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = level, _LIST


def _table(document: Docx, rows: tuple[Part, ...]) -> None:
    table = document.add_table(rows=len(rows), cols=max(len(row.cells) for row in rows), style="Table Grid")
    for line, row in zip(table.rows, rows, strict=True):
        for cell, words in zip(line.cells, row.cells, strict=False):
            cell.text = words


def _packed(document: Docx) -> bytes:
    """The file with the same bytes whenever it is built: members in order, without the time of day."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            if not name.startswith("docProps/thumbnail"):
                target.writestr(zipfile.ZipInfo(name, _EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
