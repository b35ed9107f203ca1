"""Plans as an office writes them, of every make that changes how a page looks, for LibreOffice to set as pdf.

`written(seed)` gives a flat OpenDocument text and what it says. `pdfs(count)` sets many of them at once.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

OFFICE = shutil.which("soffice")
SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
NUMERALS = "一二三四五六七八九十"
FOOTERS = ("— {n} —", "第{n}页", "第{n}页 共{c}页", "{n}/{c}", "- {n} -", "{n}", "第 {n} 页，共 {c} 页", "")
HEADERS = ("", "某某机械有限公司安全生产实施方案", "内部资料 注意保存", "某某街道办事处文件")
FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC")
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in {"office": "office", "style": "style", "text": "text", "table": "table",
                       "fo": "xsl-fo-compatible", "svg": "svg-compatible"}.items()
)  # fmt: skip
PARAGRAPHS = {
    "body": '<style:paragraph-properties fo:text-indent="{indent}pt" fo:text-align="justify"/>',
    "title": '<style:paragraph-properties fo:text-align="center"/><style:text-properties style:font-size-asian="22pt" fo:font-size="22pt"/>',
    "heading": '<style:paragraph-properties fo:text-indent="{indent}pt" fo:keep-with-next="auto"/>'
    '<style:text-properties style:font-weight-asian="bold" fo:font-weight="bold"/>',
    "right": '<style:paragraph-properties fo:text-align="end" fo:margin-right="2cm"/>',
    "small": '<style:paragraph-properties fo:text-align="{side}"/><style:text-properties style:font-size-asian="10.5pt" fo:font-size="10.5pt"/>',
    "note": '<style:text-properties style:font-size-asian="9pt" fo:font-size="9pt"/>',
}


@dataclass
class Plan:
    """One plan being written: `content` is its XML, `says` its paragraphs and `cells` its table cells in order."""

    pick: random.Random
    content: list[str] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, style: str, text: str, note: str = "") -> None:
        """A paragraph; `note` becomes a footnote before its full stop."""
        inside = escape(text)
        if note:
            self.notes.append(note)
            mark = (
                f'<text:note text:note-class="footnote"><text:note-citation>{len(self.notes)}</text:note-citation>'
                f'<text:note-body><text:p text:style-name="note">{escape(note)}</text:p></text:note-body></text:note>'
            )
            inside = escape(text[:-1]) + mark + text[-1]
        self.content.append(f'<text:p text:style-name="{style}">{inside}</text:p>')
        self.says.append(text)

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float], ruled: bool, header: bool) -> None:
        """A table whose columns are `widths` centimetres wide; its first row is repeated on every page if `header`."""
        columns = "".join(f'<table:table-column table:style-name="w{round(10 * w)}"/>' for w in widths)
        xml = []
        for row in rows:
            self.cells += [cell for cell in row if cell]
            cells = (
                f'<table:table-cell table:style-name="{"ruled" if ruled else "plain"}">'
                f'<text:p text:style-name="cell">{escape(cell)}</text:p></table:table-cell>'
                for cell in row
            )
            xml.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
        head = f"<table:table-header-rows>{xml.pop(0)}</table:table-header-rows>" if header else ""
        total = f"t{round(10 * sum(widths))}"
        self.content.append(f'<table:table table:style-name="{total}">{columns}{head}{"".join(xml)}</table:table>')


@cache
def sentences() -> list[str]:
    """Sentences of the sample plans, which have as many different characters as real ones."""
    lines = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))).split("\n")
    found = (part for line in lines for part in re.findall(r"[\u4e00-\u9fff][^。；|\t]{9,70}。", line))
    return sorted(set(found))


@cache
def phrases() -> list[str]:
    """What stands between two marks in them."""
    return sorted({part for text in sentences() for part in re.findall(r"[\u4e00-\u9fff]{3,24}", text)})


def phrase(pick: random.Random, least: int, most: int) -> str:
    """Words of `least` to `most` characters, more or less."""
    length, found = pick.randint(least, most), ""
    while len(found) < length:
        found += pick.choice(phrases())
    return found[:most]


def sentence(pick: random.Random) -> str:
    """A sentence as plans have them, now and then with a date, a number or a code in it."""
    found = pick.choice(sentences())
    if pick.random() < 0.3:
        more = pick.choice(
            ("于2024年12月31日前完成", "依据GB/T 33000-2016执行", "整改率达到100%", "不少于3次", "（见附件2）")
        )
        found = f"{found[:-1]}，{more}。"
    return found


def written(seed: int, pages: int = 6) -> tuple[str, Plan]:
    """The plan of `seed`, of about so many `pages`, as flat OpenDocument text, and what it says."""
    pick = random.Random(seed)
    size, landscape, columns = pick.choice((10.5, 12, 14, 16)), pick.random() < 0.15, 2 if pick.random() < 0.2 else 1
    margin = pick.choice((1.2, 2.0, 2.6, 3.2))
    width = (29.7 if landscape else 21.0) - 2 * margin
    plan = Plan(pick)
    for line in (
        ["某某机械有限公司2024年度安全生产", "重点工作实施方案"] if pick.random() < 0.5 else ["安全生产实施方案"]
    ):
        plan.add("title", line)
    if pick.random() < 0.3:
        plan.add("title", "目　录" if pick.random() < 0.5 else "前　言")
    room = pages * (26 if landscape else 40) * (16 / size) ** 2 * 16
    chapter = 0
    while sum(map(len, plan.says)) + 2 * sum(map(len, plan.cells)) < room:
        _chapter(plan, chapter, (width - 0.8) / 2 if columns == 2 else width)
        chapter += 1
    plan.add("right", "某某机械有限公司")
    plan.add("right", "2024年6月1日")
    return _file(plan, size, landscape, columns, margin), plan


def _chapter(plan: Plan, number: int, width: float) -> None:
    pick = plan.pick
    plan.add("heading", f"{NUMERALS[number % 10]}、{phrase(pick, 4, 10)}")
    for section in range(pick.randint(1, 3)):
        plan.add("heading", f"（{NUMERALS[section]}）{phrase(pick, 4, 16)}")
        for item in range(pick.randint(1, 5)):
            start = f"{item + 1}.{phrase(pick, 4, 8)}。" if pick.random() < 0.5 else ""
            text = start + "".join(sentence(pick) for _ in range(pick.randint(1, 4)))
            plan.add("body", text, phrase(pick, 8, 30) + "。" if pick.random() < 0.05 else "")
    kind = pick.random()
    if kind < 0.35:
        _table(plan, width, ruled=True)
    elif kind < 0.5:
        _table(plan, width, ruled=False)
    elif kind < 0.65:
        _figures(plan, width, ruled=pick.random() < 0.3)


def _table(plan: Plan, width: float, ruled: bool) -> None:
    pick = plan.pick
    rows = [["序号", "任务", "责任部门", "完成时限"]]
    for number in range(pick.randint(3, 30)):
        rows.append(
            [
                str(number + 1),
                phrase(pick, 6, 40),
                pick.choice(("安全部", "生产部", "设备科")),
                f"{pick.randint(1, 12)}月底前",
            ]
        )
    narrow = 1.0 if width > 12 else 0.75
    plan.table(
        rows, [1.6 * narrow, width - 7.6 * narrow, 3.0 * narrow, 3.0 * narrow], ruled, header=pick.random() < 0.7
    )


def _figures(plan: Plan, width: float, ruled: bool) -> None:
    pick = plan.pick
    rows = [["月份", "检查次数", "隐患数", "整改数"]]
    rows += [[f"{m}月", *(str(pick.randint(1, 400)) for _ in range(3))] for m in range(1, pick.randint(6, 12))]
    plan.table(rows, [width / 4] * 4, ruled, header=False)


def _file(plan: Plan, size: float, landscape: bool, columns: int, margin: float) -> str:
    pick = plan.pick
    font, head, foot = pick.choice(FONTS), pick.choice(HEADERS), pick.choice(FOOTERS)
    foot = escape(foot).replace("{n}", "<text:page-number/>").replace("{c}", "<text:page-count/>")
    wide, high = (29.7, 21.0) if landscape else (21.0, 29.7)
    band = '<style:{0}-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-{1}="0.3cm"/></style:{0}-style>'
    body = "".join(plan.content)
    if columns == 2:
        body = f'<text:section text:style-name="two" text:name="s">{body}</text:section>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>'
        f'<style:default-style style:family="paragraph"><style:paragraph-properties style:punctuation-wrap="simple" fo:line-height="{pick.choice((100, 130, 150))}%"/>'
        f'<style:text-properties fo:font-family="{font}" style:font-family-asian="{font}" fo:font-size="{size}pt" '
        f'style:font-size-asian="{size}pt" fo:language="zh" fo:country="CN"/></style:default-style></office:styles>'
        f"<office:automatic-styles>{''.join(_styles(plan, size))}"
        f'<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="{wide}cm" fo:page-height="{high}cm" '
        f'style:print-orientation="{"landscape" if landscape else "portrait"}" fo:margin="{margin}cm"/>'
        f"{band.format('header', 'bottom')}{band.format('footer', 'top')}</style:page-layout></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page">'
        + (f'<style:header><text:p text:style-name="small">{head}</text:p></style:header>' if head else "")
        + (f'<style:footer><text:p text:style-name="small">{foot}</text:p></style:footer>' if foot else "")
        + f"</style:master-page></office:master-styles><office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _styles(plan: Plan, size: float) -> Iterator[str]:
    side, indent = plan.pick.choice(("start", "center", "end")), str(2 * size)
    for name, inside in PARAGRAPHS.items():
        made = inside.replace("{side}", side).replace("{indent}", indent)
        yield f'<style:style style:name="{name}" style:family="paragraph">{made}</style:style>'
    yield '<style:style style:name="cell" style:family="paragraph"><style:text-properties style:font-size-asian="10.5pt" fo:font-size="10.5pt"/></style:style>'
    for name, border in (("ruled", "0.5pt solid #000000"), ("plain", "none")):
        yield (
            f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" '
            f'fo:border="{border}"/></style:style>'
        )
    yield (
        '<style:style style:name="two" style:family="section"><style:section-properties>'
        '<style:columns fo:column-count="2" fo:column-gap="0.8cm"/></style:section-properties></style:style>'
    )
    for tenths in range(5, 280):
        yield (
            f'<style:style style:name="w{tenths}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{tenths / 10}cm"/></style:style>'
            f'<style:style style:name="t{tenths}" style:family="table"><style:table-properties style:width="{tenths / 10}cm" '
            'table:align="left"/></style:style>'
        )


def pdfs(texts: Sequence[str]) -> list[bytes]:
    """`texts`, flat OpenDocument, set as pdf by LibreOffice."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = [folder / f"{i:03}.fodt" for i in range(len(texts))]
        for source, text in zip(sources, texts, strict=True):
            source.write_text(text, encoding="utf-8")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        call = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", name, *map(str, sources)]
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return [source.with_suffix(".pdf").read_bytes() for source in sources]
