"""An empty Word file laid out as official letters are: A4, type area 156 × 225 mm, Chinese fonts on every style.

Source: GB/T 9704-2012, 5.2 (paper, type area), 7.2 to 7.3 (fonts, lines, levels), 7.5 (page numbers).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from conformance.reporters.word.packing import pack

SONG, FANG_SONG, HEI, KAI, SERIF = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
LATIN = "Times New Roman"
# Fonts Windows and LibreOffice have where the one named is not installed.
_INSTEAD = {SONG: "宋体", FANG_SONG: "仿宋", HEI: "SimHei", KAI: "楷体", SERIF: "SimSun"}

# All lengths in twentieths of a point. A type area of 156 × 225 mm leaves 26 mm on the right and 35 mm below.
PAGE = (11906, 16838)
TOP, RIGHT, BOTTOM, LEFT = 2098, 1474, 1984, 1588
# The page number stands 7 mm under the type area and is 14 pt high.
FOOTER = 1310
LINE = 560
_TABLE_LINE = 270
# 28 characters of 16 pt are 448 pt, the type area 442 pt: a quarter of a point less between them makes them fit.
_CONDENSED = -5

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: name, East-Asian font, size in half-points, line spacing in twentieths of a point (exact).

    `first` and `right` are indents in hundredths of a character, `level` the outline level from 1; `page`
    begins a new page.
    """

    name: str
    font: str = FANG_SONG
    size: int = 32
    align: Literal["left", "center", "right", "both"] = "left"
    line: int = LINE
    first: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    level: int | None = None
    keep: bool = False
    page: bool = False
    condensed: bool = False


NORMAL = "Normal"
TITLE, NUMBER, ADDRESSEE, BODY, HEADING, SUBHEADING = (
    "公文标题",
    "发文字号",
    "主送机关",
    "公文正文",
    "heading 1",
    "heading 2",
)
ANNEXES, SIGNATURE, ANNEX, ANNEX_TITLE, ANNEX_HEADING, REMARK = (
    "附件说明",
    "落款",
    "附件序号",
    "附件标题",
    "附件小标题",
    "说明文字",
)
CELL_HEAD, CELL, CELL_CENTRE, CELL_LEAD, CELL_GROUP = "表头", "表格文字", "表格居中", "表格要点", "表格分组"
FOOTER_ODD, FOOTER_EVEN = "页码单页", "页码双页"

STYLES: tuple[Style, ...] = (
    Style(NORMAL),
    Style(TITLE, SONG, 44, "center", 700),
    Style(NUMBER, align="center"),
    Style(ADDRESSEE, condensed=True),
    Style(BODY, align="both", first=200, condensed=True),
    Style(HEADING, HEI, first=200, level=1, keep=True),
    Style(SUBHEADING, KAI, first=200, level=2, keep=True),
    Style(ANNEXES, first=200, condensed=True, keep=True),
    Style(SIGNATURE, align="right", right=400, keep=True),
    Style(ANNEX, HEI, keep=True, page=True),
    Style(ANNEX_TITLE, SONG, 44, "center", 700, before=LINE, after=200, level=1, keep=True),
    Style(ANNEX_HEADING, HEI, 28, line=520, before=120, level=2, keep=True),
    Style(REMARK, FANG_SONG, 24, "both", 400),
    Style(CELL_HEAD, HEI, 18, "center", _TABLE_LINE),
    Style(CELL, FANG_SONG, 18, "left", _TABLE_LINE),
    Style(CELL_CENTRE, FANG_SONG, 18, "center", _TABLE_LINE),
    Style(CELL_LEAD, HEI, 18, "left", _TABLE_LINE),
    Style(CELL_GROUP, KAI, 21, "left", 320, keep=True),
    Style(FOOTER_ODD, SERIF, 28, "right", 300, right=100),
    Style(FOOTER_EVEN, SERIF, 28, "left", 300, first=100),
)
GRID = "公文表格"


@cache
def template() -> bytes:
    """The empty file: styles, page of the type area, page numbers outside on odd and even pages."""
    return pack({
        "[Content_Types].xml": _content_types().encode(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}).encode(),
        "word/_rels/document.xml.rels": _relations({
            "rId1": ("styles", "styles.xml"), "rId2": ("settings", "settings.xml"), "rId3": ("fontTable", "fontTable.xml"),
            "rId4": ("footer", "footer1.xml"), "rId5": ("footer", "footer2.xml"),
        }).encode(),
        "word/document.xml": _document().encode(),
        "word/styles.xml": styles().encode(),
        "word/settings.xml": _settings().encode(),
        "word/fontTable.xml": _fonts().encode(),
        "word/footer1.xml": _footer(FOOTER_ODD).encode(),
        "word/footer2.xml": _footer(FOOTER_EVEN).encode(),
    })  # fmt: skip


def style_id(name: str) -> str:
    """The id by which paragraphs name the style called `name`: names are for people and may be Chinese, ids are not."""
    if name.startswith("heading "):
        return f"Heading{name[-1]}"
    return name if name.isascii() else "Gw" + "".join(f"{ord(c):X}" for c in name)


def styles() -> str:
    """The part styles.xml: defaults, one style a row of STYLES, and the grid of tables."""
    return _part(
        "styles",
        f"<w:docDefaults><w:rPrDefault>{_characters(Style(NORMAL))}</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        + '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        + "".join(map(_style, STYLES))
        + _grid(),
    )


def _style(style: Style) -> str:
    default = ' w:default="1"' if style.name == NORMAL else ""
    based = "" if default else f'<w:basedOn w:val="{NORMAL}"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{style_id(style.name)}"><w:name w:val={quoteattr(style.name)}/>'
        f"{based}<w:qFormat/>{_lines(style)}{_characters(style)}</w:style>"
    )


def _lines(style: Style) -> str:
    keep = "<w:keepNext/><w:keepLines/>" if style.keep else ""
    keep += "<w:pageBreakBefore/>" if style.page else ""
    indents = (
        [f'w:firstLineChars="{style.first}" w:firstLine="{style.first * style.size // 10}"'] if style.first else []
    )
    indents += [f'w:rightChars="{style.right}" w:right="{style.right * style.size // 10}"'] if style.right else []
    indent = f"<w:ind {' '.join(indents)}/>" if indents else ""
    level = f'<w:outlineLvl w:val="{style.level - 1}"/>' if style.level else ""
    return (
        f'<w:pPr>{keep}<w:widowControl w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{style.before}" w:after="{style.after}" w:line="{style.line}" w:lineRule="exact"/>'
        f'{indent}<w:jc w:val="{style.align}"/>{level}</w:pPr>'
    )


def _characters(style: Style) -> str:
    spacing = f'<w:spacing w:val="{_CONDENSED}"/>' if style.condensed else ""
    return (
        f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{style.font}" w:cs="{LATIN}"/>'
        f'<w:color w:val="000000"/>{spacing}<w:kern w:val="2"/><w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
    )


def _grid() -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    widths = {"top": 40, "left": 85, "bottom": 40, "right": 85}
    inside = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in widths.items())
    margins = f"<w:tblCellMar>{inside}</w:tblCellMar>"
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        f'{_characters(Style(NORMAL))}<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{margins}</w:tblPr></w:style>'
        f'<w:style w:type="table" w:styleId="{style_id(GRID)}"><w:name w:val="{GRID}"/><w:basedOn w:val="TableNormal"/>'
        f"{_characters(Style(NORMAL))}<w:tblPr><w:tblBorders>{sides}</w:tblBorders>{margins}</w:tblPr></w:style>"
    )


def _document() -> str:
    width, height = PAGE
    return _part(
        "document",
        '<w:body><w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}" '
        f'w:header="851" w:footer="{FOOTER}" w:gutter="0"/></w:sectPr></w:body>',
    )


def _settings() -> str:
    return _part(
        "settings",
        '<w:zoom w:percent="100"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
    )


def _fonts() -> str:
    rows = (
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, other in _INSTEAD.items()
    )
    return _part("fonts", "".join(rows))


def _footer(style: str) -> str:
    """A footer with the page number between two dashes: — 1 —."""
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:t xml:space="preserve">— </w:t>', '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>', '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>', '<w:t xml:space="preserve"> —</w:t>',
        )
    )  # fmt: skip
    return _part("ftr", f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr>{field}</w:p>')


def _part(root: str, content: str) -> str:
    return f'{_HEAD}<w:{root} xmlns:w="{_W}" xmlns:r="{_R}">{content}</w:{root}>'


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{escape(target)}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def _content_types() -> str:
    kinds = {
        "document": "document.main", "styles": "styles", "settings": "settings", "fontTable": "fontTable",
        "footer1": "footer", "footer2": "footer",
    }  # fmt: skip
    rows = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )
