"""What lies over the pages of a pdf besides their text (form fields, text boxes, comments) or is packed with it.

Source: ISO 32000-1, 12.5.6 (kinds of annotations), 12.7 (forms), 12.8 (signatures), 7.11.4 (embedded files).
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from conformance.messages import Message, Said
from conformance.readers.paged.layout import Grid, Laid, Line, Page, listed

FIELDS = Message(
    "form_fields",
    "第 {pages} 页有填写过的表单，所填内容已作为正文读取。",
    "page(s) {pages}: form fields; what was filled in is read as part of the text",
)
BOXES = Message(
    "text_boxes",
    "第 {pages} 页有后加的文本框，其中的文字已作为正文读取。",
    "page(s) {pages}: text boxes laid over the page; their words are read as part of the text",
)
STAMPS = Message(
    "stamps_left_out", "第 {pages} 页有后加的图章，其中的文字未读取。", "page(s) {pages}: words in stamps were not read"
)
COMMENTS = Message(
    "comments_left_out", "文件里有 {count} 条批注，未作为正文读取。", "{count} comments are not part of the text"
)
ATTACHMENTS = Message(
    "attachments_left_out",
    "文件里嵌有 {count} 个附件（{names}），其内容未读取；请把附件单独提交。",
    "{count} files attached to it ({names}) were not read; submit them on their own",
)
DYNAMIC_FORM = Message(
    "dynamic_form",
    "文件是 XFA 动态表单，其中填写的内容未读取；请打印成普通 PDF 后再提交。",
    "the file is a dynamic (XFA) form; what is filled in was not read, print it as an ordinary pdf and submit that",
)
SIGNED = Message(
    "signed",
    "文件带有电子签名，签名是否有效未核验。",
    "the file is digitally signed; whether the signature holds was not verified",
)

# The length of an empty text, its end included, as pdfium counts it.
_EMPTY = 2
# So many annotations of a page are looked at, and so many names of attachments told.
_MOST, _TOLD = 2_000, 5
# Marks of a reviewer: a comment where something is written to them.
_MARKS = frozenset(
    {
        pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_UNDERLINE, pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_SQUIGGLY,
        pdfium.FPDF_ANNOT_CARET, pdfium.FPDF_ANNOT_INK, pdfium.FPDF_ANNOT_LINE, pdfium.FPDF_ANNOT_SQUARE,
        pdfium.FPDF_ANNOT_CIRCLE, pdfium.FPDF_ANNOT_POLYGON, pdfium.FPDF_ANNOT_POLYLINE, pdfium.FPDF_ANNOT_FREETEXT,
    }
)  # fmt: skip
_KINDS: dict[int, Laid] = {
    pdfium.FPDF_ANNOT_TEXT: "comment",
    pdfium.FPDF_ANNOT_STAMP: "stamp",
    pdfium.FPDF_ANNOT_FILEATTACHMENT: "attachment",
}
_WRITTEN = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_TICKED = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
# What people read as part of the page.
SHOWN: frozenset[Laid] = frozenset({"field", "box"})


def prepare(document: pypdfium2.PdfDocument) -> None:
    """Have the form fields of `document`, just opened and none of its pages loaded, drawn as they are filled in."""
    if document.get_formtype() != pdfium.FORMTYPE_NONE:
        document.init_forms()


def laid_over(page: Any, form: pypdfium2.PdfFormEnv | None) -> tuple[Laid | None, ...]:
    """What each annotation of `page` is; None for those that say nothing (links, fields of `form` that are empty)."""
    return tuple(_kinds(page, form))


def _kinds(page: Any, form: pypdfium2.PdfFormEnv | None) -> Iterator[Laid | None]:
    for index in range(min(_MOST, pdfium.FPDFPage_GetAnnotCount(page))):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        try:
            yield _kind(annotation, form)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _kind(annotation: Any, form: pypdfium2.PdfFormEnv | None) -> Laid | None:
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        return "field" if form is not None and _is_filled(annotation, form.raw) else None
    if kind == pdfium.FPDF_ANNOT_FREETEXT and pdfium.FPDFAnnot_HasKey(annotation, b"AP"):
        return "box"
    if kind in _MARKS and pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0) > _EMPTY:
        return "comment"
    return _KINDS.get(kind)


def _is_filled(annotation: Any, form: Any) -> bool:
    """Whether a form field shows what somebody chose or wrote. Signatures and buttons do not."""
    field = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if field in _TICKED:
        return bool(pdfium.FPDFAnnot_IsChecked(form, annotation))
    return field in _WRITTEN and pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0) > _EMPTY


def draw(page: Any, laid: Sequence[Laid | None]) -> None:
    """Make the fields and text boxes among what is `laid` over `page` part of what is drawn on it, the rest is taken off.
    The page must be loaded again before it is read."""
    for index in reversed(range(pdfium.FPDFPage_GetAnnotCount(page))):
        if index >= len(laid) or laid[index] not in SHOWN:
            pdfium.FPDFPage_RemoveAnnot(page, index)
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)


def in_place(before: Page, after: Page) -> Page:
    """The page `after` something was drawn on it: it comes last among its items and is put where it stands."""
    known = {(line.text, line.box) for line in before.lines}
    tables = {item.box for item in before.items if isinstance(item, Grid)}
    items: list[Line | Grid] = []
    drawn: list[Line | Grid] = []
    for item in after.items:
        old = item.box in tables if isinstance(item, Grid) else (item.text, item.box) in known
        (items if old else drawn).append(item)
    for item in drawn:
        items.insert(_position(items, item), item)
    return after._replace(items=tuple(items))


def _position(items: Sequence[Line | Grid], drawn: Line | Grid) -> int:
    """Where among `items` to read `drawn`: after what stands to its left on its row, else before what is below it."""
    if isinstance(drawn, Line):
        row = [
            (i.left, k) for k, i in enumerate(items) if isinstance(i, Line) and drawn.beside(i) and i.left <= drawn.left
        ]
        if row:
            return max(row)[1] + 1
    middle = (drawn.top + drawn.bottom) / 2
    return next((k for k, item in enumerate(items) if item.top > middle), len(items))


def noticed(document: pypdfium2.PdfDocument, pages: Sequence[Page]) -> Iterator[Said]:
    """What a person should know of what lies over `pages` and is packed with `document`."""
    if _is_signed(document):
        yield Said.of(SIGNED)
    for kind, message in (("field", FIELDS), ("box", BOXES), ("stamp", STAMPS)):
        if found := [page.number for page in pages if kind in page.laid]:
            yield Said.of(message, pages=listed(found))
    if comments := sum(page.laid.count("comment") for page in pages):
        yield Said.of(COMMENTS, count=comments)
    names = [_spelt(document.get_attachment(i).get_name()) for i in range(min(_TOLD, document.count_attachments()))]
    count = document.count_attachments() + sum(page.laid.count("attachment") for page in pages)
    if count:
        yield Said.of(ATTACHMENTS, count=count, names="、".join(names) or "-")


def _spelt(name: str) -> str:
    """`name` of a file, its bytes decoded where pdfium took each of them for a character."""
    try:
        raw = name.encode("latin-1")
        return raw.decode("utf-16" if raw.startswith(BOM_UTF16_BE) else "gb18030")
    except UnicodeError:
        return name


def is_dynamic(document: pypdfium2.PdfDocument) -> bool:
    """Whether `document` is a form whose pages only its own program can draw."""
    return bool(document.get_formtype() == pdfium.FORMTYPE_XFA_FULL)


def _is_signed(document: pypdfium2.PdfDocument) -> bool:
    """Whether `document` bears a digital signature: a field for one that holds something."""
    signatures = (
        pdfium.FPDF_GetSignatureObject(document.raw, i) for i in range(pdfium.FPDF_GetSignatureCount(document.raw))
    )
    return any(pdfium.FPDFSignatureObj_GetContents(signature, None, 0) for signature in signatures)
