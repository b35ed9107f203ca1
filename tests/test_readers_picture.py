"""Scans: which pages are, what is recognised of them, red seals, pages lying on their side; and doing without."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import ofd_sheets as ofd
import PIL.Image
import PIL.ImageDraw
import pytest
from pdf_sheets import Sheet, pdf

from conformance.errors import ReadError
from conformance.model.document import Document
from conformance.options import DEFAULT_LIMITS
from conformance.readers import picture, read
from conformance.readers.paged import recognition, scanned
from conformance.readers.paged.layout import Line, Page

NOTICE = Path(__file__).parent / "scans" / "notice.png"
DUTY = (
    "为落实《中华人民共和国安全生产法》和青安办〔2024〕18号文件要求，杜绝盲目施救，我厂决定于2024年9月1日至11月30日"
    "开展有限空间作业专项整治，方案如下。"
)
HEAD = ["青禾县木器厂有限空间作业整治方案", DUTY, "一、工作目标"]
needs_recognition = pytest.mark.skipif(not recognition.available(), reason="the extra ocr is not installed")


def notice(height: int = 1754) -> PIL.Image.Image:
    """The upper `height` pixels of the sample; down to 500 there are a title, a paragraph and a heading."""
    return PIL.Image.open(NOTICE).convert("RGB").crop((0, 0, 1240, height))


def saved(image: PIL.Image.Image, format: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def texts(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks]


@needs_recognition
def test_a_scan_is_read_with_its_table_places_and_confidence() -> None:
    document = read(saved(notice(), dpi=(150, 150)), path="方案.png")
    assert (document.format, document.pages, texts(document)[:3]) == ("png", 1, HEAD)
    cells = [(b.row, b.column, document.text[b.start : b.end]) for b in document.blocks if b.kind == "cell"]
    assert cells[:8] == [
        (0, 0, "序号"), (0, 1, "工作任务"), (0, 2, "责任部门"), (0, 3, "完成时限"),
        (1, 0, "1"), (1, 1, "辨识有限空间并设置警示标志"), (1, 2, "安全科"), (1, 3, "9月20日前"),
    ]  # fmt: skip
    assert texts(document)[-2:] == ["青禾县木器厂", "2024年8月26日"]
    assert all(0.8 < p.confidence <= 1 and p.page == 1 for p in document.pieces)
    left, top, right, bottom = document.pieces[0].box
    assert (left, top, right, bottom) == pytest.approx((136, 87, 458, 107), abs=6)
    assert document.quality.not_read == ()
    assert [n.message.key for n in document.notices] == ["recognised"]
    assert (
        document.notices[0]
        .say()
        .startswith("第 1 页没有可用的文字层（扫描件或乱码），文字由图像识别得到（平均置信度 99.")
    )


@needs_recognition
@pytest.mark.parametrize(
    "laid",
    [
        lambda im: im.rotate(90, expand=True),
        lambda im: im.rotate(180),
        lambda im: im.rotate(1.7, fillcolor="white", resample=PIL.Image.Resampling.BICUBIC),
    ],
    ids=["on its side", "on its head", "slanting"],
)
def test_however_it_lies_the_page_is_read(laid: Callable[[PIL.Image.Image], PIL.Image.Image]) -> None:
    assert texts(read(saved(laid(notice(500))), path="方案.png"))[:3] == HEAD


@needs_recognition
def test_a_red_seal_over_words_does_not_hide_them() -> None:
    image = notice(500)
    seal = PIL.Image.new("RGB", image.size, "white")
    draw = PIL.ImageDraw.Draw(seal)
    draw.ellipse((500, 200, 790, 490), outline=(214, 40, 46), width=12)
    for turn in range(0, 300, 20):
        draw.arc((530, 230, 760, 460), turn, turn + 8, fill=(214, 40, 46), width=26)
    draw.regular_polygon((645, 345, 55), 5, fill=(214, 40, 46))
    stamped = PIL.ImageChops.multiply(image, seal)
    assert texts(read(saved(stamped), path="方案.png"))[:3] == HEAD


@needs_recognition
def test_scanned_pages_among_others_are_recognised_where_they_stand() -> None:
    scan = io.BytesIO(saved(notice(500), "PDF", resolution=150))
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415

    writer, out = PdfWriter(), io.BytesIO()
    for source in (
        io.BytesIO(pdf(Sheet().text(100, 100, "正文页。"))),
        scan,
        io.BytesIO(pdf(Sheet().text(100, 100, "附则。"))),
    ):
        writer.append(PdfReader(source))
    writer.write(out)
    document = read(out.getvalue(), path="方案.pdf")
    assert texts(document)[:4] == ["正文页。", *HEAD]
    assert texts(document)[-1] == "附则。"
    assert [b.page for b in document.blocks][:4] == [1, 2, 2, 2]
    assert document.notices[0].say().startswith("第 2 页没有可用的文字层")


@needs_recognition
def test_pictures_in_other_formats() -> None:
    image = '<ofd:ImageObject ID="5" Boundary="0 0 210 84.7" ResourceID="6"/>'
    files: dict[str, str | bytes] = dict(
        ofd.parts(ofd.page(image), common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>")
    )
    files["Doc_0/Res.xml"] = (
        f'<ofd:Res {ofd.NAMESPACE} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="6" Type="Image">'
        "<ofd:MediaFile>a.jpg</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    )
    files["Doc_0/Res/a.jpg"] = saved(notice(500), "JPEG")
    assert texts(read(ofd.packed(files), path="方案.ofd"))[:3] == HEAD
    album = saved(notice(500), "TIFF", save_all=True, append_images=[notice(300)])
    document = read(album, path="方案.tif")
    assert (document.pages, texts(document)[:3]) == (2, HEAD)


@needs_recognition
def test_no_more_scans_than_the_limit_are_recognised() -> None:
    album = saved(notice(200), "TIFF", save_all=True, append_images=[notice(200), notice(200)])
    asked: list[float] = []
    limits = replace(DEFAULT_LIMITS, scans=1, seconds_a_scan=7.0, more_time=asked.append)
    document = read(album, path="方案.tif", limits=limits)
    assert asked == [7.0]
    assert document.quality.not_read == (
        "第 2、3 页没有可用的文字层（扫描件或乱码），超出识别页数上限（1 页），未读；请拆分文件后再查",
    )


def test_without_the_extra_the_reason_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "available", lambda: False)
    document = read(saved(notice()), path="方案.png")
    assert document.text == ""
    assert document.quality.not_read == (
        '第 1 页没有可用的文字层（扫描件或乱码），本机没有安装文字识别组件，未读；安装后再查：pip install "conformance[ocr]"',
    )


def test_models_are_those_in_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        recognition.models.cache_clear()
        patched.setattr(recognition, "find_spec", lambda name: None)
        assert recognition.models() is None
    recognition.models.cache_clear()
    known = recognition.models()
    assert known is None or all(path.is_file() and "rapidocr" in path.parts for path in known.values())


def words(*lines: str) -> tuple[Line, ...]:
    return tuple(Line(text, 100, 100 + 20 * i, 500, 112 + 20 * i, 12, 1, 106 + 20 * i) for i, text in enumerate(lines))


@pytest.mark.parametrize(
    ("pages", "scans"),
    [
        ([Page(1, 595, 842, words("正文" * 20))], []),
        ([Page(1, 595, 842, (), pictured=1.0)], [1]),
        ([Page(1, 595, 842, (), paths=900)], [1]),
        ([Page(1, 595, 842, words("正文" * 40), pictured=1.0)], []),
        ([Page(1, 595, 842, words("扫描件"), pictured=1.0)], [1]),
        ([Page(1, 595, 842, words("封面"), pictured=0.2)], []),
        ([Page(1, 595, 842, words("正文" * 20)), Page(2, 595, 842, (), pictured=0.05)], []),
        ([Page(1, 595, 842, (), pictured=0.05)], [1]),
        ([Page(1, 595, 842, ())], []),
    ],
)
def test_which_pages_are_scans(pages: list[Page], scans: list[int]) -> None:
    assert scanned.scanned(pages) == scans


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (b"\x89PNG\r\n\x1a\n", True), (b"\xff\xd8\xff\xe0", True), (b"II*\0", True), (b"GIF89a", True),
        (b"RIFF\0\0\0\0WEBPVP8 ", True), (b"RIFF\0\0\0\0WAVE", False), (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0", True),
        ("BM是品牌".encode(), False), (b"%PDF-", False), (b"", False),
    ],
)  # fmt: skip
def test_a_picture_is_known_by_its_head(head: bytes, known: bool) -> None:
    assert picture.sniff(head) is known


def refusal(content: bytes, **limits: int) -> str:
    with pytest.raises(ReadError) as caught:
        read(content, path="方案.png", limits=replace(DEFAULT_LIMITS, **limits))
    return caught.value.say()


def test_damaged_and_huge_pictures_are_refused() -> None:
    whole = saved(notice(200))
    huge = saved(PIL.Image.new("1", (12_000, 9_000)))
    assert refusal(whole[:900]) == "图片文件已损坏，无法读取；请重新导出或拍摄后再提交。"
    assert refusal(whole[:8]) == "图片文件已损坏，无法读取；请重新导出或拍摄后再提交。"
    assert refusal(huge) == "图片有 108 百万像素，超过上限（80 百万）；请缩小后再提交。"
    frames = saved(PIL.Image.new("1", (9, 9)), "TIFF", save_all=True, append_images=[PIL.Image.new("1", (9, 9))] * 2)
    assert refusal(frames, pages=2) == "共 3 页，超出页数上限（2 页）"


def test_the_size_of_a_page_comes_from_the_picture_or_is_that_of_a4() -> None:
    from conformance.readers.paged.pictures import Album  # noqa: PLC0415

    turned = PIL.Image.new("RGB", (1240, 1754)).getexif()
    turned[0x0112] = 6
    sizes = [
        Album(saved(PIL.Image.new("L", (1240, 1754)), **options)).size(0)
        for options in ({"dpi": (150, 150)}, {}, {"dpi": (1, 1)}, {"exif": turned})
    ]
    assert sizes == [pytest.approx(s, abs=0.5) for s in ((595, 842), (595, 842), (595, 842), (842, 595))]


@needs_recognition
def test_uncertain_words_count_as_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    from conformance.readers.paged import scans  # noqa: PLC0415

    sure = recognition.words
    monkeypatch.setattr(scans.recognition, "words", lambda strip: (sure(strip)[0], 0.9))
    document = read(saved(notice(500)), path="方案.png")
    assert document.quality.damage == pytest.approx(1.2 * (0.995 - 0.9), abs=0.01)
