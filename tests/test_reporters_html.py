"""The html report: one safe file whose links resolve both ways, for one plan and for many."""

import base64
import hashlib
import re
import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as markup
from lxml.etree import _Element

from conformance import outputs
from conformance.model.document import Block
from conformance.model.facts import OutlineRow
from conformance.model.report import GapReport, Report
from conformance.reporters import html
from conformance.reporters.page.overview import ranking
from conformance.reporters.page.plan import Marked, Table, plan
from conformance.reporters.page.timeline import Bar, timeline
from conformance.reporters.page.words import WORDS
from conformance.reporters.view.timetable import timetable
from tests.sample_report import checked, gap_report, inspection, unread

GOLDEN = Path(__file__).parent / "cases" / "html-report.html"
TEMPLATES = Path(html.__file__).parent / "page" / "templates"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


def page(report: GapReport) -> _Element:
    return markup.document_fromstring(html.render(report))


def without_style(text: str) -> str:
    """The page without what changes with its looks alone."""
    return re.sub(r"sha256-[\w+/=]*|<style>.*?</style>", "", text, flags=re.S)


def small() -> GapReport:
    """A report of three answers on the sample plan: a gap with a near miss, a gap with a place, and a demand met."""
    one = checked()
    found = tuple(f for f in one.findings if f.requirement in ("A1-01", "B1-03", "DL-01"))
    assert one.facts is not None
    return gap_report(replace(one, findings=found))


def many(count: int) -> GapReport:
    return gap_report(*(checked(f"镇/{n:04}.docx") for n in range(count)), unread())


def test_a_small_report_is_as_agreed() -> None:
    assert without_style(html.render(small()).decode()) == GOLDEN.read_text(encoding="utf-8")


PAGES = {
    "one": gap_report(),
    "english": gap_report(language="en"),
    "unread": gap_report(unread()),
    "several": many(3),
    "lean": many(160),
}


@pytest.fixture(params=PAGES)
def made(request: pytest.FixtureRequest) -> _Element:
    return page(PAGES[request.param])


def test_every_link_leads_somewhere_and_no_anchor_twice(made: _Element) -> None:
    ids = made.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link for link in made.xpath("//@href") if not link.startswith("#")} == set()
    assert {link[1:] for link in made.xpath("//@href")} <= set(ids)
    named = {n for words in made.xpath("//@aria-labelledby | //label/@for") for n in words.split()}
    assert named <= set(ids)


def test_nothing_is_loaded_and_nothing_runs(made: _Element) -> None:
    policy = made.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    style = made.xpath("string(//style)")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert made.xpath("//script | //iframe | //object | //embed | //img | //link | //form | //@src | //@style") == []
    assert [name for e in made.iter() for name in e.attrib if str(name).startswith("on")] == []
    assert "url(" not in style
    assert "@import" not in style


def test_headings_descend_without_gaps(made: _Element) -> None:
    levels = [int(e.tag[1]) for e in made.iter() if isinstance(e.tag, str) and re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_check_box_hides_something(made: _Element) -> None:
    style = made.xpath("string(//style)")
    for box in made.xpath("//input"):
        assert f".{box.get('class')}:not(:checked) ~" in style
        following = made.xpath(f"//input[@id='{box.get('id')}']/following-sibling::*")
        assert any(e.get("class") in ("panes", "wide") for e in following)


def test_links_lead_from_a_card_to_its_words_and_back() -> None:
    made = page(gap_report())
    facts = inspection()
    cards = {card.get("id"): card for card in made.xpath("//article")}
    assert len(cards) == 32
    there = 0
    for key, card in cards.items():
        for link in card.xpath(".//a[contains(@class, 'go')]/@href"):
            start, end = map(int, link[2:].split("-"))
            [mark] = made.xpath(f"//*[@id='{link[1:]}']")
            shown = "".join(mark.xpath(".//text()[not(ancestor::a)]"))
            assert shown == facts.document.text[start:end]
            back = []
            following = mark.getnext()
            while following is not None and following.tag == "a" and "ref" in following.get("class"):
                back.append(following.get("href"))
                following = following.getnext()
            assert f"#{key}" in back
            there += 1
    assert there == sum(len(f.evidence) + len(f.nearest) + len(f.places) for f in checked().findings) == 35
    assert {r[1:] for r in made.xpath("//a[contains(@class, 'ref')]/@href")} <= set(cards)


def test_the_plan_is_shown_whole_in_its_order_with_its_table() -> None:
    [paper] = page(gap_report()).xpath("//div[@class='paper']")
    facts = inspection()
    shown = "".join(paper.xpath(".//text()[not(ancestor::a) and not(ancestor::p[@class='sheet'])]"))
    assert "".join(shown.split()) == "".join(facts.document.text.split())
    [table] = paper.xpath(".//table")
    assert [row.xpath("string(td[1])") for row in table.xpath("tr")] == [
        "阶段", "动员部署", "全面实施", "总结评估",
    ]  # fmt: skip
    assert [e.text_content() for e in paper.xpath(".//*[self::h4 or self::h5]")][:6] == [
        "恒泽铸件有限公司2024—2026年安全生产提升行动实施方案", "一、总体目标", "二、组织机构", "三、主要任务",
        "（一）完善责任体系", "（二）开展风险辨识",
    ]  # fmt: skip
    assert [e.text_content() for e in paper.xpath(".//p[@class='sheet']")] == ["第1页", "第2页"]


HOSTILE = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>::error file=a::b &lt;/mark> {{ 7*7 }} \x00\ud800\u202e"
)


def hostile(one: Report) -> Report:
    """The sample report with a hostile text everywhere a document or a pack can put its words."""
    assert one.facts is not None
    facts = one.facts
    text = HOSTILE + facts.document.text[len(HOSTILE) :]
    head = replace(facts.document, path=HOSTILE, text=text, title=HOSTILE, enterprise=HOSTILE, format=HOSTILE)
    places = tuple(replace(p, quote=HOSTILE, message=HOSTILE, clause=HOSTILE) for p in one.findings[0].places)
    found = tuple(
        replace(f, message=HOSTILE, missing=(HOSTILE,), searched=HOSTILE, waiver=HOSTILE, places=places or f.places)
        for f in one.findings
    )
    cited = tuple(replace(c, quote=HOSTILE) for c in facts.citations)
    timed = tuple(replace(d, quote=HOSTILE, task=HOSTILE, name=HOSTILE) for d in facts.deadlines)
    facts = replace(facts, document=head, citations=cited, deadlines=timed)
    return replace(one, path=HOSTILE, facts=facts, findings=found)


@pytest.mark.parametrize("count", [1, 2], ids=["one", "two"])
def test_hostile_words_stay_words(count: int) -> None:
    report = gap_report(*(hostile(checked()) for _ in range(count)))
    packs = tuple(
        replace(p, title=HOSTILE, requirements={k: replace(r, title=HOSTILE, remediation=HOSTILE) for k, r in p.requirements.items()})
        for p in report.packs
    )  # fmt: skip
    content = html.render(replace(report, packs=packs))
    made = markup.document_fromstring(content)
    assert made.xpath("//script | //img | //@onerror | //@src") == []
    assert b"<script" not in content
    assert "<script>alert(1)</script>" in made.xpath("string(//h1)") + made.xpath("string(//summary)")
    assert "49" not in made.xpath("string(//h1)")
    assert not [line for line in content.decode().splitlines() if line.startswith("::")]


def test_the_marks_survive_print_in_black_and_white() -> None:
    made = page(gap_report())
    rows = [[c.text_content().strip() for c in row] for row in made.xpath("//table[@class='matrix']/tbody/tr")]
    assert [(r[0], r[2], " ".join(r[3].split())) for r in (rows[0], rows[4], rows[5], rows[12], rows[15], rows[17], rows[18])] == [
        ("1", "■ 严重", "■ 不符合"),
        ("5", "■ 严重", "□ 部分符合"),
        ("6", "▲ 较重", "▲ 不符合"),
        ("13", "■ 严重", "？ 待复核"),
        ("16", "■ 严重", "－ 未检查"),
        ("", "◆ 一般", "◆ 已豁免"),
        ("", "■ 严重", "√ 符合"),
    ]  # fmt: skip


def test_the_table_of_citations_says_then_and_now() -> None:
    made = page(gap_report())
    rows = [
        [" ".join(c.text_content().split()) for c in row] for row in made.xpath("//table[@class='citations']/tbody/tr")
    ]
    assert rows[1] == ["△ 已变化", "《企业安全生产标准化基本规范》 GB/T 33000-2016", "第1页", "现行", "已被代替",
                       "《企业安全生产标准化基本规范》（GB/T 33000-2016）2025年新版代替（示例登记）"]  # fmt: skip
    assert rows[3] == ["× 须改正", "《粉尘防爆安全规程》 GB 15577-2007", "三/（三），第1页", "已被代替", "已被代替",
                       "GB 15577-20182019-06-01起由GB 15577-2018代替"]  # fmt: skip
    assert len(rows) == 11


def test_what_was_not_read_and_not_checked_is_said_at_the_top() -> None:
    words = [" ".join(e.text_content().split()) for e in page(gap_report()).xpath("//div[@class='limits']//li")]
    assert words == [
        "没有读取：第2页有1张图片，其中的文字没有读取",
        "1项没有检查。方案第2页的图片没有读取，其中可能有有限空间台账。 16 有限空间作业管理",
        "1项没有检查。不知道本单位是否储存、使用危险化学品。请在企业情况表中填写 hazardous_chemicals。 17 危险化学品使用管理",
        "提示：规则包 street 适用于2024年6月1日及以后的方案",
    ]


def test_every_report_states_what_it_rests_on() -> None:
    words = page(gap_report()).xpath("string(//table[@class='about'])")
    for part in ("conformance 0.1.0", "ab" * 32, "cd" * 32, "ef" * 32, inspection().document.sha256, "2024-11-20"):
        assert part in words


def test_an_unread_document_has_a_page_that_says_why() -> None:
    words = page(gap_report(unread())).xpath("string(//main)")
    assert "未能读取" in words
    assert "文件有打开密码，无法读取。请向提交单位索取没有密码的文件。" in words


def test_many_plans_are_ranked_and_mapped() -> None:
    better = replace(checked("镇/好.docx"), findings=tuple(f for f in checked().findings if f.outcome == "pass"))
    report = gap_report(checked("镇/甲.docx"), better, checked("镇/乙.docx"), unread())
    assert [(r.path, r.rank, r.gaps) for r in ranking(report)] == [
        ("镇/甲.docx", 2, (5, 5, 2, 0)),
        ("镇/乙.docx", 2, (5, 5, 2, 0)),
        ("镇/好.docx", 1, (0, 0, 0, 0)),
    ]
    made = page(report)
    assert "共4份文件：建议通过1份，修改后通过0份，退回修改2份，复核后确定0份，未能读取1份。" in made.xpath(
        "string(//header)"
    )
    rows = made.xpath("//table[@class='heat'][1]/tbody/tr")
    assert ["".join(td.text or "" for td in row.xpath("td")) for row in rows[:3:2]] == [
        "√▲△√？√√▲■免√□■◆？√△√／√√√√■－－／√", "√√√√√√√√√√√√",
    ]  # fmt: skip
    assert [len(row.xpath("td")) for row in rows] == [28] * 3 + [4] * 3
    assert [e.text_content() for e in made.xpath("//section[@id='unread']//td")] == [
        "文件有打开密码，无法读取。请向提交单位索取没有密码的文件。"
    ]
    assert made.xpath("//section[@id='common']/table/tbody/tr[1]/th")[0].text_content() == "B1-03 重大风险管控责任人"
    assert len(made.xpath("//details[contains(@class, 'one')]//div[@class='paper']")) == 3


def test_very_many_plans_stay_lean() -> None:
    few, more = html.render(many(200)), html.render(many(400))
    assert b'class="paper"' not in few
    assert len(more) - len(few) < 200 * 12_000
    assert few.count("重大风险管控责任人：".encode()) == 200


def test_a_folder_gets_an_overview_and_a_page_for_each_document() -> None:
    report = gap_report(checked("镇/甲 #1.docx"), checked("乙.docx"), unread("丙.docx"))
    made = dict(html.pages(report, ["镇/甲 #1.docx.html", "乙.docx.html", "丙.docx.html"]))
    assert list(made) == ["report.html", "镇/甲 #1.docx.html", "乙.docx.html", "丙.docx.html"]
    overview = markup.document_fromstring(made["report.html"])
    outside = {unquote(link) for link in overview.xpath("//@href") if not link.startswith("#")}
    assert outside == {"镇/甲 #1.docx.html", "乙.docx.html", "丙.docx.html"}
    homes = [markup.document_fromstring(made[n]).xpath("//header//a/@href") for n in list(made)[1:]]
    assert homes == [["../report.html"], ["report.html"], ["report.html"]]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert html.render(gap_report()) == html.render(gap_report())
    assert html.render(many(5)) == html.render(many(5))


def test_the_drawing_has_a_bar_for_a_stage_and_a_point_for_a_deadline() -> None:
    facts = inspection()
    drawn = timeline(timetable(facts).dated, None, None)
    assert drawn is not None
    assert drawn.bars[:2] == (
        Bar(30, 290.0, 17.3, "bar", "动员部署", "2024-06-30"),
        Bar(56, 344.1, 0.0, "until", "修订全员安全生产责任制", "2024-08-31"),
    )
    assert [t.words for t in drawn.ticks][:3] == ["2024-07", "2024-10", "2025-01"]
    assert timeline((), None, None) is None


def test_the_words_of_the_page_are_those_its_templates_use() -> None:
    sources = [p.read_text(encoding="utf-8") for p in TEMPLATES.glob("*.j2")]
    used = {key for text in sources for key in re.findall(r"\bt\([\"'](\w+)[\"']", text)}
    steps = {key for key in WORDS if key.startswith("step_")}
    by_variable = steps | {"recurring", "vague", "relative"}
    assert used | by_variable == set(WORDS)


spans = st.tuples(st.integers(0, 40), st.integers(1, 15))


@given(st.lists(spans, max_size=12), st.lists(st.integers(1, 12), min_size=1, max_size=5))
def test_marks_lose_no_word_whatever_they_overlap(marked: list[tuple[int, int]], lengths: list[int]) -> None:
    facts = inspection()
    blocks, start = [], 0
    for length in lengths:
        blocks.append(Block("paragraph", start, start + length))
        start += length + 1
    text = facts.document.text[:start].replace("\n", "。")
    facts = replace(facts, document=replace(facts.document, text=text, title="", blocks=tuple(blocks)), outline=())
    inside = [(a, b) for a, b in marked if any(block.start <= a < block.end for block in blocks)]
    pieces = plan(facts, [Marked(a, a + b, "m", f"{a}-{a + b}-{n}") for n, (a, b) in enumerate(inside)], 4)
    shown, anchors = [], []
    for piece in pieces:
        assert not isinstance(piece, Table)
        shown.append(flat(piece.parts, anchors))
    assert shown == [text[b.start : b.end] for b in blocks]
    assert len(anchors) == len(set(anchors)) == len(inside)


def flat(parts: tuple[str | Marked, ...], anchors: list[str]) -> str:
    words = ""
    for part in parts:
        if isinstance(part, str):
            words += part
            continue
        anchors += [part.anchor] if part.anchor else []
        words += flat(part.parts, anchors)
    return words


def test_a_hole_in_a_table_stays_a_hole() -> None:
    facts = inspection()
    cells = ((0, 0), (0, 2), (1, 1), (1, 2), (1, 2), (2, 0))
    blocks = tuple(Block("cell", n * 3, n * 3 + 2, table=0, row=r, column=c) for n, (r, c) in enumerate(cells))
    facts = replace(facts, document=replace(facts.document, blocks=blocks), outline=())
    [table] = plan(facts, (), 4)
    assert isinstance(table, Table)
    assert [[(cell.hole, len(cell.paragraphs)) for cell in row] for row in table.rows] == [
        [(0, 1), (1, 1)],
        [(1, 1), (0, 2)],
        [(0, 1), (1, 0)],
    ]


def test_headings_that_skip_a_level_do_not_in_the_page() -> None:
    facts = inspection()
    text = "题\n甲\n乙\n丙"
    rows = tuple(
        OutlineRow("", t, level, t, n * 2, n * 2 + 1)
        for n, (t, level) in enumerate([("题", 1), ("甲", 4), ("乙", 2), ("丙", 1)])
    )
    blocks = tuple(Block("heading", n * 2, n * 2 + 1) for n in range(4))
    facts = replace(facts, document=replace(facts.document, text=text, blocks=blocks, title=""), outline=rows)
    assert [p.level for p in plan(facts, (), 3) if not isinstance(p, Table)] == [3, 4, 4, 3]


def shown(made: str, folder: Path) -> str:
    """What Chromium makes of a page whose policy was taken out so that a script of the test can look at it."""
    source = folder / "seen.html"
    source.write_text(re.sub(r"<meta http-equiv[^>]*>", "", made), encoding="utf-8")
    call = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
            "--virtual-time-budget=5000", "--dump-dom", source.as_uri()]  # fmt: skip
    done = subprocess.run(call, check=True, capture_output=True, timeout=120, encoding="utf-8")
    return str(markup.document_fromstring(done.stdout).xpath("string(//pre)"))


FILTERS = """<script>
const seen = what => [...document.querySelectorAll(what)].filter(e => e.getClientRects().length).length;
const flip = id => { const box = document.getElementById(id); box.checked = !box.checked; };
const lines = [];
for (const id of ["", "show-fail", "show-red", "show-pass"]) {
  if (id) flip(id);
  lines.push([id, seen("article"), seen("article.o-fail"), seen("article.l-red"), seen("a.ref.o-pass")].join(" "));
  if (id) flip(id);
}
location.hash = "#f19";
lines.push("hidden but linked " + seen("#f19"));
document.body.innerHTML = "<pre></pre>";
document.querySelector("pre").textContent = lines.join("\\n");
</script></body>"""


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium to look with")
def test_the_check_boxes_filter_and_a_link_shows_what_they_hide(tmp_path: Path) -> None:
    made = html.render(gap_report()).decode().replace("</body>", FILTERS)
    assert shown(made, tmp_path).splitlines() == [
        " 18 7 8 0",
        "show-fail 11 0 4 0",
        "show-red 10 3 0 0",
        "show-pass 30 7 14 13",
        "hidden but linked 1",
    ]


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium to print with")
def test_print_cuts_nothing_off(tmp_path: Path) -> None:
    source, printed = tmp_path / "报告.html", tmp_path / "r.pdf"
    source.write_bytes(html.render(gap_report()))
    subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile",
         "--no-pdf-header-footer", f"--print-to-pdf={printed}", source.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    document = pypdfium2.PdfDocument(printed)
    words = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    sizes = {tuple(round(x) for x in page.get_size()) for page in document}
    document.close()
    assert sizes == {(595, 842)}
    assert "总结经验，完善制度，形成报告" in words
    assert "2026年11月1日至2026年12月31日" in words
    assert "写明投保安全生产责任保险及事故预防服务的安排。" in words
    assert "GB/T33000只有2016年版和其后的新版，没有2024年版" in words


def test_a_folder_of_plans_is_written_as_pages_that_find_each_other(tmp_path: Path) -> None:
    report = gap_report(checked("report"), checked("镇/甲.docx"), checked("镇\\甲.docx"))
    written = outputs.write(report, outputs.wanted(["html"]), tmp_path)
    names = [path.relative_to(tmp_path).as_posix() for path in written]
    assert names == ["report.html", "report-2.html", "镇/甲.docx.html", "镇_甲.docx.html"]
    for path in written:
        links = markup.document_fromstring(path.read_bytes()).xpath("//@href[not(starts-with(., '#'))]")
        assert all((path.parent / unquote(link)).is_file() for link in links)


def test_one_plan_in_an_output_folder_is_one_page(tmp_path: Path) -> None:
    [path] = outputs.write(gap_report(), outputs.wanted(["html"]), tmp_path)
    assert (path.name, path.read_bytes()) == ("report.html", html.render(gap_report()))
