"""What a plan leaves to be filled in: placeholders (XX市, ****, 某某公司, ____) and fields with nothing after them.

A doubtful place is left alone: an enterprise is not told its finished plan is unfinished. Forms among the annexes are made
to be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from conformance.language.sparse import Sparse
from conformance.model.document import Block, Document
from conformance.model.facts import Blank

_HAN = r"[\u4e00-\u9fff]"
# What a masked name is followed by. Two asterisks also set words in bold, two circles are figures of a year.
_BODY = "省|市|区|县|镇|乡|街|村|社区|园|公司|企业|集团|项目|工程|有限|股份|单位|工厂|厂|局|委|办|部|科|中心|学校|医院|酒店|商场|矿|队|班|组|同志|年|月|日|号|路|人|方案|制度"
# What each begins with is asked first: so many looks back at every character take long.
_PLACEHOLDER = re.compile(
    rf"(?=[12Xx×*_某〇(\[])(?:(?<![A-Za-z])(?:(?:19|20)[Xx×*_]{{1,2}}|[Xx×*_]{{4}})(?=年)"
    rf"|(?<![A-Za-z\d.+/×*-])[Xx]{{2,12}}(?![A-Za-z\d])"
    rf"|(?<![\d×])×{{2,12}}(?![\d×])"
    rf"|(?<![\d*])\*{{2,12}}(?=(?:{_BODY}))|(?<=[\u4e00-\u9fff《\"(,。、:;])\*{{3,12}}(?![\d*])"
    rf"|(?<!某)某某+(?![些种])"
    rf"|(?<![零〇一二三四五六七八九十\d])〇{{2,8}}(?=(?:{_BODY}))"
    rf"|(?<![A-Za-z\d_])_{{3,}}(?![A-Za-z\d_])|(?<={_HAN})__(?={_HAN})"
    r"|\((?:请)?(?:(?:在此|此处)?填写[^()\n]{0,12}|(?:用户|企业|公司|单位|项目|工程|部门|街道|乡镇|园区|法人)名称|待填写?|待补充|待定)\)(?!:)"
    rf"|(?<={_HAN})\[ ?\](?= ?第?\d{{0,4}}号|{_HAN})|(?<={_HAN})\[(?:19|20)\d\d\] ?(?=号)"
    r"|(?<=年)[Xx×*]{1,2}(?=月)|(?<=月)[Xx×*]{1,2}(?=日))"
)
_ROMAN = re.compile(r"(?:世纪|届|章|卷|篇|型|级|号染色体)")
_FIELD_WORDS = (
    "组长|副组长|常务副组长|组员|成员|成员单位|主任|副主任|总指挥|副总指挥|指挥长|联系人|联络人|联络员|"
    "联系电话|联系方式|电话|手机|手机号|手机号码|传真|邮箱|电子邮箱|地址|通讯地址|邮编|日期|签字|签名|"
    "盖章|签章|签发|签发人|负责人|责任人|法定代表人|法人代表|编制|编制人|编写|编写人|审核|审核人|批准|"
    "批准人|审批|审批人|校核|校核人|填表人|填报人|填报单位|填报日期|填报时间|制表人|检查人|检查人员|"
    "被检查单位|记录人|参加人员|验收人|整改人|承诺人|承诺单位|受检单位|安全员|安全总监|姓名|职务|单位名称|"
    "企业名称|公司名称|项目名称|工程名称|单位公章|编号|文件编号|版本|版本号|发布日期|实施日期|颁布日期|"
    "编制日期|编制单位|编制时间|施工单位|建设单位|监理单位|设计单位"
)
_WHOSE = "主要|分管|领导小组|工作组|应急|救援|办公室|单位|企业|公司|项目|部门|现场|技术|安全|生产|质量|检查|填报|施工|总包|甲方|乙方|法定"
_SIGNED = r"(?:单位|公司|企业|部门)\((?:盖章|公章|签章|签字|签名)\)"


def _spaced(words: str) -> str:
    """Alternatives that also match with blanks between the characters (日    期)."""
    return "|".join(" {0,8}".join(word) for word in sorted(words.split("|"), key=lambda w: (-len(w), w)))


_LABEL = rf"(?:(?:{_WHOSE}){{0,2}}(?:{_spaced(_FIELD_WORDS)})(?:\([^()\n:]{{1,8}}\))?|{_SIGNED}) {{0,4}}:"
_DAY = r"年[ _\t]{0,12}月[ _\t]{0,12}日"
_EMPTY_DATE = Sparse(rf"(?:(?:19|20)\d\d|20[ _]{{0,8}}|[ _\t]{{0,12}}){_DAY}", _DAY)
_FIELD = re.compile(
    rf"(?:(?<=[\s,。;:)_])|^)(?P<label>{_LABEL})(?P<gap>[ _]*)(?:(?P<date>{_EMPTY_DATE.pattern.pattern})|(?=$|\n|{_LABEL}))"
)
# A field without a colon: what stands in a cell of its own, and the name of the body over a seal.
_LABEL_CELL = re.compile(rf"(?:(?:{_WHOSE}){{0,2}}(?:{_spaced(_FIELD_WORDS)})(?:\([^()\n:]{{1,8}}\))?|{_SIGNED})")
_UNNAMED = re.compile(r"(?:公司|单位|企业)(?:名称|全称)\((?:盖章|公章|签章)\)")
_SEAL = re.compile(r"\((?:单位)?(?:盖章|公章|签章|签字|签名)\)")
_LABEL_LINE = re.compile(r"[^:\n。]{1,16}:")
_HEADING = re.compile(
    r"附[件表录]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]{1,3}[章节条]|\([一二三四五六七八九十]{1,3}\)"
)
_LONG_LINE = 30
# Annexes (and no list of them: 附件：1.…) that are forms, to be filled in by whoever uses them: 登记表, 作业票, 承诺书（样式）.
_ANNEX = re.compile(
    rf"附[件表录](?! ?: ?1[.、]) ?(?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}})?[:.、 ]{{0,2}}(?P<title>.{{0,{_LONG_LINE}}})"
)
_FORM = re.compile(r"[^。;:,]{0,24}(?:(?<!列)表|(?<!名)单|卡|书|证|票|台账|记录|样式|格式|模板)(?:\([^()]{1,12}\))?")
_DATED = re.compile(r"(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?|二[〇○零].{2}年.{1,2}月(?:.{1,3}日)?")


def blanks(document: Document) -> tuple[Blank, ...]:
    """Everything `document` leaves to be filled in, in text order."""
    found: list[Blank] = []
    taken = bytearray(len(document.text))
    forms = _forms(document)
    for blank in chain(_fields(document), _cells(document), _dates(document), _placeholders(document)):
        to_use = (blank.code == "blank_field" or blank.quote[0] == "_") and any(s <= blank.start < e for s, e in forms)
        if not to_use and not any(taken[blank.start : blank.end]):
            taken[blank.start : blank.end] = b"\x01" * (blank.end - blank.start)
            found.append(blank)
    return tuple(sorted(found, key=lambda b: b.start))


def _forms(document: Document) -> list[tuple[int, int]]:
    """Where the annexes that are forms stand, up to the next annex. A form after the signature needs no number."""
    lines = [document.flow.folded[b.start : b.end].strip() for b in document.blocks]
    starts: list[tuple[int, bool]] = []
    signed = False
    for index, line in enumerate(lines):
        signed = signed or bool(_DATED.fullmatch(line))
        annex = _ANNEX.fullmatch(line)
        titles = (annex["title"], *lines[index + 1 : index + 3]) if annex else ()
        if annex or (signed and _FORM.fullmatch(line)):
            starts.append((document.blocks[index].start, not annex or any(map(_FORM.fullmatch, filter(None, titles)))))
    ends = [*(at for at, _ in starts[1:]), len(document.text)]
    return [(at, end) for (at, form), end in zip(starts, ends, strict=False) if form]


def _placeholders(document: Document) -> Iterator[Blank]:
    text = document.flow.text
    for match in _PLACEHOLDER.finditer(text):
        if _means_a_name(text, match):
            start, end = document.flow.source(*match.span())
            yield Blank(start, end, document.text[start:end], "placeholder")


def _means_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether the signs stand for words: beside Chinese, not a Roman numeral, not a ruled line."""
    mark = match.group()
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    if mark in ("XX", "xx", "Xx", "xX"):
        return "\u4e00" <= after <= "\u9fff" and not _ROMAN.match(text, match.end())
    alone = before in ("", "\n") and after in ("", "\n")
    return not (alone and mark[0] in "_*xX×")


def _fields(document: Document) -> Iterator[Blank]:
    """Labels with nothing after them. Read from the text as it stands: here blanks mean something."""
    for index, block in enumerate(document.blocks):
        folded = document.flow.folded[block.start : block.end]
        if _UNNAMED.fullmatch(folded.strip()):
            yield _field(document, block, folded.strip().partition("(")[0])
        for match in _FIELD.finditer(folded) if ":" in folded else ():
            if match["date"] is None and not folded[match.end() :].strip() and _filled_below(document, index):
                continue
            start, end = block.start + match.start(), block.start + len(folded[: match.end()].rstrip(" "))
            label = re.sub(r"[ :]", "", match["label"])
            yield Blank(start, end, document.text[start:end], "blank_field", label)


def _filled_below(document: Document, index: int) -> bool:
    """Whether the next block is the field's value: the next cell of the row, a list, a short line that is no label."""
    if index + 1 >= len(document.blocks):
        return False
    block, following = document.blocks[index], document.blocks[index + 1]
    if block.kind == "cell" and _same_row(block, following):
        return True
    line = document.flow.folded[following.start : min(following.end, following.start + 2 * _LONG_LINE)].strip()
    other = _LABEL_LINE.match(line) or _HEADING.match(line) or _SEAL.fullmatch(line)
    return not (other or len(line) > _LONG_LINE or "。" in line)


def _cells(document: Document) -> Iterator[Blank]:
    """Labels with an empty cell after them, in tables whose rows all begin with a label: not the heads of columns."""
    tables: dict[int, list[Block]] = {}
    for block in document.blocks:
        if block.table is not None:
            tables.setdefault(block.table, []).append(block)
    for cells in tables.values():
        labels = {c: w for c in cells if _LABEL_CELL.fullmatch(w := document.flow.folded[c.start : c.end].strip())}
        width = max(c.column or 0 for c in cells)
        filled = {(c.row, c.column) for c in cells}
        if all(c in labels for c in cells if c.column == 0):
            empty = (c for c in labels if (c.column or 0) < width and (c.row, (c.column or 0) + 1) not in filled)
            yield from (_field(document, cell, labels[cell]) for cell in empty)


def _field(document: Document, block: Block, label: str) -> Blank:
    return Blank(block.start, block.end, document.text[block.start : block.end], "blank_field", label.replace(" ", ""))


def _same_row(block: Block, other: Block) -> bool:
    return other.kind == "cell" and (other.table, other.row) == (block.table, block.row)


def _dates(document: Document) -> Iterator[Blank]:
    """Dates with room left for the figures: 2024年  月  日. 年月日 written closely is a word, on a line of its own a date."""
    folded = document.flow.folded
    for match in _EMPTY_DATE.finditer(folded):
        written = match.group().lstrip(" ")
        start = match.end() - len(written)
        alone = not folded[folded.rfind("\n", 0, start) + 1 : start].strip() and folded[match.end() :][:1] in ("", "\n")
        if len(re.findall("[ _\t]", written)) >= (1 if written[0].isdigit() or alone else 3):
            yield Blank(start, match.end(), document.text[start : match.end()], "blank_field", "日期")
