"""What lies over the pages of a pdf or is packed with it: filled fields and text boxes are text, the rest is named."""

from __future__ import annotations

import io

import pytest
from pdf_sheets import Sheet, pdf
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from conformance.model.document import Reading
from conformance.options import DEFAULT_LIMITS
from conformance.readers import pdf as reader

Values = dict[str, object]


def written(inside: object) -> object:
    """`inside` as an object of a pdf; text that begins with / is a name."""
    if isinstance(inside, dict):
        return DictionaryObject({NameObject(k): written(v) for k, v in inside.items()})
    if isinstance(inside, list):
        return ArrayObject([written(v) for v in inside])
    if isinstance(inside, bool):
        return BooleanObject(inside)
    if isinstance(inside, int | float):
        return FloatObject(inside)
    if isinstance(inside, str):
        return NameObject(inside) if inside.startswith("/") else TextStringObject(inside)
    return inside


class Paper:
    """A pdf of `sheets` to lay things over."""

    def __init__(self, *sheets: Sheet) -> None:
        self.writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(*sheets))))
        self.fields: list[object] = []

    def lay(self, subtype: str, page: int = 0, box: tuple[float, ...] = (100, 700, 300, 720), **more: object) -> object:
        """An annotation over a page, `box` in points from its lower left corner."""
        annotation = written({"/Type": "/Annot", "/Subtype": f"/{subtype}", "/Rect": list(box), "/F": NumberObject(4)})
        annotation.update({NameObject(f"/{k}"): written(v) for k, v in more.items()})
        at = self.writer._add_object(annotation)
        sheet = self.writer.pages[page]
        sheet.setdefault(NameObject("/Annots"), ArrayObject()).append(at)
        return at

    def drawn(self, words: str, box: tuple[float, ...]) -> object:
        """What an annotation looks like that shows `words`."""
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 1 0 0 1 2 4 Tm <{words.encode('utf-16-be').hex()}> Tj ET".encode())
        fonts = self.writer.pages[0]["/Resources"]["/Font"]
        stream.update(
            written({"/Type": "/XObject", "/Subtype": "/Form", "/BBox": [0, 0, box[2] - box[0], box[3] - box[1]]})
        )
        stream[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        return {"/N": self.writer._add_object(stream)}

    def field(self, name: str, value: str, box: tuple[float, ...], drawn: bool = True, **more: object) -> None:
        """A form field, as it is drawn or left to be drawn."""
        look = {"AP": self.drawn(value, box)} if drawn else {}
        self.fields.append(
            self.lay("Widget", box=box, **{"FT": "/Tx", "T": name, "V": value, "DA": "/Helv 12 Tf 0 g"} | look | more)
        )

    def read(self, **form: object) -> Reading:
        """The file as it is read."""
        if self.fields:
            fonts = {"/Helv": {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}}
            whole = {"/Fields": ArrayObject(self.fields), "/DR": {"/Font": fonts}, "/DA": "/Helv 0 Tf 0 g"}
            self.writer.root_object[NameObject("/AcroForm")] = written(whole | {f"/{k}": v for k, v in form.items()})
        out = io.BytesIO()
        self.writer.write(out)
        return reader.read(out.getvalue(), DEFAULT_LIMITS)


def texts(reading: Reading) -> list[str]:
    return [reading.text[b.start : b.end] for b in reading.blocks]


def said(reading: Reading) -> list[str]:
    return [notice.say("zh") for notice in reading.notices]


def form() -> Sheet:
    return Sheet().text(100, 100, "企业名称：").text(100, 130, "主要负责人：").text(100, 160, "一、总体要求")


def test_what_is_filled_into_a_form_stands_beside_its_label() -> None:
    paper = Paper(form())
    paper.field("name", "青山机械有限公司", (160, 735, 400, 755))
    paper.field("principal", "王小明", (172, 705, 400, 725))
    reading = paper.read()
    assert texts(reading) == ["企业名称：青山机械有限公司", "主要负责人：王小明", "一、总体要求"]
    assert said(reading) == ["第 1 页有填写过的表单，所填内容已作为正文读取。"]
    assert reading.not_read == ()


def test_fields_that_are_left_to_be_drawn_are_read_all_the_same() -> None:
    paper = Paper(form())
    paper.field("name", "QS-2024", (160, 735, 400, 755), drawn=False)
    assert texts(paper.read(NeedAppearances=True)) == ["企业名称：QS-2024", "主要负责人：", "一、总体要求"]


CHINESE_VALUES: dict[str, Values] = {
    "a line": {},
    "several lines": {"Ff": NumberObject(1 << 12)},
    "boxes for letters": {"Ff": NumberObject(1 << 24), "MaxLen": NumberObject(20)},
    "not to be changed": {"Ff": NumberObject(1)},
    "a choice": {"FT": "/Ch", "Ff": NumberObject(1 << 17), "Opt": ["青山机械有限公司", "白水纺织有限公司"]},
    "of a size to be chosen": {"DA": "/Helv 0 Tf 0 g"},
    "in a font that is not there": {"DA": "/Song 12 Tf 0 g"},
    "in no font": {"DA": ""},
    "in utf-8": {"V": ByteStringObject(b"\xef\xbb\xbf" + "青山机械有限公司".encode())},
}


@pytest.mark.parametrize("fonts", [{}, {"DR": {}, "DA": ""}], ids=["Latin fonts", "no fonts"])
@pytest.mark.parametrize("name", CHINESE_VALUES)
def test_chinese_values_are_read_though_nothing_draws_them(name: str, fonts: Values) -> None:
    paper = Paper(form())
    paper.field("name", "青山机械有限公司", (160, 735, 400, 755), drawn=False, **CHINESE_VALUES[name])
    assert texts(paper.read(**fonts)) == ["企业名称：青山机械有限公司", "主要负责人：", "一、总体要求"]


def test_values_go_into_the_cells_they_stand_in() -> None:
    rows = [["企业名称", ""], ["负责人", ""]]
    paper = Paper(Sheet().table([100, 200, 400], [100, 130, 160], rows).text(100, 200, "一、总体要求"))
    paper.field("name", "青山机械有限公司", (205, 716, 395, 738))
    reading = paper.read()
    found = [(b.kind, b.row, b.column, reading.text[b.start : b.end]) for b in reading.blocks]
    assert found == [
        ("cell", 0, 0, "企业名称"), ("cell", 0, 1, "青山机械有限公司"), ("cell", 1, 0, "负责人"),
        ("paragraph", None, None, "一、总体要求"),
    ]  # fmt: skip


def test_an_empty_form_is_nothing_to_speak_of() -> None:
    paper = Paper(form())
    paper.field("name", "", (160, 735, 400, 755))
    reading = paper.read()
    assert (texts(reading), said(reading)) == (["企业名称：", "主要负责人：", "一、总体要求"], [])


def test_words_of_a_text_box_are_read_where_they_stand() -> None:
    paper, box = Paper(Sheet().text(100, 100, "一、总体要求").text(100, 160, "二、工作目标")), (100, 705, 400, 725)
    paper.lay(
        "FreeText",
        box=box,
        Contents="补充：每月检查一次。",
        DA="/Helv 12 Tf",
        AP=paper.drawn("补充：每月检查一次。", box),
    )
    reading = paper.read()
    assert texts(reading) == ["一、总体要求", "补充：每月检查一次。", "二、工作目标"]
    assert said(reading) == ["第 1 页有后加的文本框，其中的文字已作为正文读取。"]


COMMENTED = ["文件里有 1 条批注，未作为正文读取。"]


@pytest.mark.parametrize(
    ("subtype", "more", "notices"),
    [
        ("Text", {"Contents": "请补充时限"}, COMMENTED),
        ("Highlight", {"Contents": "请补充时限"}, COMMENTED),
        ("Highlight", {}, []),
        ("Link", {}, []),
        ("FreeText", {"Contents": "没有画出来的文本框"}, COMMENTED),
        ("Stamp", {}, ["第 1 页有后加的图章，其中的文字未读取。"]),
    ],
)
def test_what_a_reviewer_laid_over_a_page_is_named(subtype: str, more: Values, notices: list[str]) -> None:
    paper = Paper(form())
    paper.lay(subtype, **more)
    reading = paper.read()
    assert (texts(reading), said(reading)) == (["企业名称：", "主要负责人：", "一、总体要求"], notices)


def test_comments_are_left_out_where_fields_are_read() -> None:
    paper, box = Paper(form()), (170, 600, 400, 620)
    paper.field("name", "青山机械有限公司", (160, 735, 400, 755))
    paper.lay("Text", box=box, Contents="请补充时限", AP=paper.drawn("批注图标", box))
    reading = paper.read()
    assert texts(reading) == ["企业名称：青山机械有限公司", "主要负责人：", "一、总体要求"]
    assert said(reading) == ["第 1 页有填写过的表单，所填内容已作为正文读取。", *COMMENTED]


@pytest.mark.parametrize("name", ["隐患清单.xlsx", ByteStringObject("隐患清单.xlsx".encode("gbk"))])
def test_attached_files_are_named(name: object) -> None:
    paper = Paper(form())
    content = DecodedStreamObject()
    content.set_data(b"rows")
    held = written({"/Type": "/Filespec", "/F": name, "/EF": {"/F": paper.writer._add_object(content)}})
    paper.writer.root_object[NameObject("/Names")] = written({"/EmbeddedFiles": {"/Names": ["a", held]}})
    assert said(paper.read()) == ["文件里嵌有 1 个附件（隐患清单.xlsx），其内容未读取；请把附件单独提交。"]


@pytest.mark.parametrize("signed", [True, False])
def test_a_signature_is_named_and_no_text(signed: bool) -> None:
    paper, box = Paper(form()), (100, 500, 300, 520)
    value = {"/Type": "/Sig", "/Filter": "/Adobe.PPKLite", "/SubFilter": "/adbe.pkcs7.detached"}
    value |= {"/Contents": ByteStringObject(b"\x30\x80" * 20), "/ByteRange": [0, 1, 2, 3]}
    look = {"AP": paper.drawn("签名外观", box)}
    paper.fields.append(paper.lay("Widget", box=box, FT="/Sig", T="s", **({"V": value} if signed else {}), **look))
    reading = paper.read()
    assert texts(reading) == ["企业名称：", "主要负责人：", "一、总体要求"]
    assert said(reading) == (["文件带有电子签名，签名是否有效未核验。"] if signed else [])
