"""Numbers of things that are stated and listed: 八个方面 with nine items, 以下六项： with seven, 四个步骤 with three.

A list is only counted where its form leaves no doubt, and a difference is only a fault where it is small: what differs by
more than two is another list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from conformance.language.sparse import Sparse
from conformance.model.document import Clause, Document, Span
from conformance.readers.outline.markers import RANK, Marker, marker
from conformance.text import number

_NUMBER = "[二两三四五六七八九十]{1,3}|[2-9]|1\\d|2\\d"
_NOUN = (
    "方面|步骤|环节|要素|领域|部分|层次|层级|等级|级别|原则|目标|任务|工作|重点|措施|制度|责任|职责|要求|行动|活动|工程|机制|体系|系统|内容|"
    "要点|指标|情形|场所|项目|小组|工作组|督导组|检查组|应急组|专班|车间|班组|部门|岗位|到位|落实"
)
_COUNT = rf"(?<![第\\d.\\-~至到几十])(?P<number>{_NUMBER})(?:个(?P<of>{_NOUN})|[项类大条种](?:(?:重点|主要|具体|基本|基础|工作)?(?:{_NOUN})|(?=[,。;:\\n]|$)))"
_SIGN = r"[二两三四五六七八九十\d][个项类大条种]"
_LISTED_BEFORE = Sparse(rf"(?P<etc>等)?(?P<count>{_COUNT})(?=$|[^、\d])", _SIGN)
_ANNOUNCED = Sparse(rf"(?P<count>(?:以下|下列|如下)?{_COUNT})(?:如下|为|是|分别(?:为|是)|即)?:", _SIGN, ",。;\n")
_BELOW = Sparse(
    rf"(?P<count>(?:以下|下列|如下)(?P<number>{_NUMBER})(?:个(?:{_NOUN})|[项类大条种](?:{_NOUN})?))", "以下|下列|如下"
)
_NAMED = re.compile(rf"(?P<count>{_COUNT})$")
_ORDERED = re.compile(r"(?P<count>(?P<number>[二两三四五六七八九十]|[2-9])个(?P<of>步骤|[\u4e00-\u9fff]{0,3}组))(?!织)")
_JOIN = re.compile(r"和|以及|及|与")
# Words that lead to a list: inside an item they show that what stands before them is no part of it.
_LEADS = re.compile(
    r"[\d第]|.(?:[从对在按将把由为是就以的向各每]|应(?!急)|要(?!求|素|点)|围绕|落实|开展|抓好|做好|坚持|实现|通过|建立|完善|形成|突出|针对|包括|设置|设立|成立)"
)
_INLINE = (
    re.compile(r"(?:(?<=[:;。,\n])|^)(?P<value>[一二三四五六七八九十]{1,2})(?:是(?!否)|要)"),
    re.compile(r"(?:(?<=[:;。,\n])|^)\((?P<value>\d{1,2}|[一二三四五六七八九十]{1,2})\)"),
    re.compile(r"(?:(?<=[:;。,\n])|^)(?P<value>\d{1,2})[.、)](?!\d)"),
    re.compile(r"(?:(?<=[:;。,\n])|^)(?P<value>[①-⑳])"),
)
_NEAR, _MOST, _LONGEST_ITEM, _OTHERS = 2, 30, 16, 4


@dataclass(frozen=True, slots=True)
class Miscount:
    """The span of a stated number with its noun, the number, and how many are listed."""

    span: Span
    stated: int
    listed: int


def miscounts(document: Document) -> tuple[Miscount, ...]:
    """The stated numbers that differ from what is listed, in text order; one a place."""
    found: dict[Span, Miscount] = {}
    text = document.flow.text
    for match, possible in (*_before(text), *_after(document), *_ordered(text), *_named(document)):
        stated = number(match["number"]) or 0
        listed = min(possible, key=lambda n: abs(n - stated), default=stated)
        if stated not in possible and 0 < abs(listed - stated) <= _NEAR:
            span = Span(*document.flow.source(*match.span("count")))
            found.setdefault(span, Miscount(span, stated, listed))
    return tuple(found[span] for span in sorted(found))


_Counted = tuple[re.Match[str], range]


def _before(text: str) -> Iterator[_Counted]:
    """A、B、C和D等四个方面: what stands between commas before the number, and how many items that may be."""
    for match in _LISTED_BEFORE.finditer(text):
        start = max(text.rfind(mark, 0, match.start()) for mark in ",。;:!?\n()《》\"'") + 1
        numbered = marker(text, start)
        start += numbered.length if numbered else 0
        items = text[start : match.start()].split("、")
        possible = _items(items) if len(items) > 1 and items[-1] else range(0)
        if possible and match["etc"]:  # more things may be meant than are named
            possible = range(possible.start, max(possible.stop, _MOST))
        yield match, possible


def _items(items: list[str]) -> range:
    """How many things the pieces between 、 are; none where their form leaves a doubt.

    和 before the last item joins two where each is as long as others are, and both together longer than any; else both
    readings are possible.
    """
    middle, last = items[1:-1], items[-1]
    if any(not item or len(item) > _LONGEST_ITEM or _LEADS.search(item) for item in (*middle, last)):
        return range(0)
    joins = sum(len(_JOIN.findall(item)) for item in middle)
    if joins:  # 安全风险管控及隐患排查治理 may be one thing or two
        return range(len(items), len(items) + joins + len(_JOIN.findall(last)) + 1)
    first, join, second = last.partition("和")
    if not join:
        return range(len(items), len(items) + len(_JOIN.findall(last)) + 1)
    lengths = [len(item) for item in middle] or [0]
    alike = min(len(first), len(second)) >= min(lengths) and len(last) > max(lengths)
    two = len(items) > _OTHERS and alike and not _JOIN.search(second)
    return range(len(items) + two, len(items) + 2)


def _after(document: Document) -> Iterator[_Counted]:
    """以下六项： with what is listed after the colon, or in the numbered paragraphs below."""
    text = document.flow.text
    for match in _ANNOUNCED.finditer(text):
        end = text.find("\n", match.end())
        rest = text[match.end() : end if end >= 0 else len(text)]
        yield match, _inline(rest) if rest else _below(document, match.start())
    for match in _BELOW.finditer(text):
        end = text.find("\n", match.end())
        if end > 0 and "。" not in text[match.end() : end - 1] and text[end - 1] in ":。":
            yield match, _below(document, match.start())


def _inline(rest: str) -> range:
    """How many things follow a colon in its paragraph: by their numbers, by semicolons, by 、."""
    for pattern in _INLINE:
        values = [number(v) or ord(v) - 0x245F for v in (m["value"] for m in pattern.finditer(rest))]
        if len(values) > 1:
            return _run(values)
    sentence = rest.partition("。")[0]
    parts = [part for part in sentence.split(";") if part]
    if len(parts) > 1:
        headed = sum(":" in part for part in parts)
        return range(0) if headed not in (0, len(parts)) else range(len(parts), len(parts) + 1)
    if re.search("[,:(]", sentence) or "、" not in sentence:
        return range(0)
    items = sentence.split("、")
    return range(0) if _LEADS.search(items[0]) else _items(items)


def _run(values: list[int]) -> range:
    """The length of a row 1, 2, 3 …; none where it is anything else."""
    return range(len(values), len(values) + 1) if values == list(range(1, len(values) + 1)) else range(0)


def _below(document: Document, at: int) -> range:
    """How many numbered paragraphs follow the one that holds `at` of the reading text."""
    index = document.block_at(document.flow.origin[at])
    row: list[Marker] = []
    for block in document.blocks[index + 1 :] if index is not None else ():
        found = marker(document.flow.text, document.flow.position(block.start))
        if not row and (found is None or found.value != 1):
            return range(0)
        if found is None or (row and RANK[found.style] > RANK[row[0].style]):
            continue
        if row and (found.key != row[0].key or found.value == 1):
            break
        row.append(found)
    return _run([mark.value for mark in row])


def _ordered(text: str) -> Iterator[_Counted]:
    """四个步骤 with 第一步, 第二步 and 第三步 only; 四个督导组 with three."""
    for match in _ORDERED.finditer(text):
        noun = "步" if match["of"] == "步骤" else rf"(?:{match['of']}|组)"
        values = {number(v) or 0 for v in re.findall(rf"第([一二三四五六七八九十]){noun}", text)}
        alone = len(re.findall(rf"[二两三四五六七八九十\d]个{match['of']}", text)) == 1
        yield match, _run(sorted(values)) if alone and len(values) > 1 else range(0)


def _named(document: Document) -> Iterator[_Counted]:
    """A heading that ends with a number of things, over a paragraph with 一是…二是… or over as many headings."""
    flow = document.flow
    for index, clause in enumerate(document.outline):
        start, end = flow.position(clause.heading.start), flow.position(clause.heading.end)
        match = _NAMED.search(flow.text, start, start + len(flow.text[start:end].rstrip("。\n ")))
        if match and clause.title:
            yield match, _under(document, index, clause)


def _under(document: Document, index: int, clause: Clause) -> range:
    """How many things stand under a heading; none where they are not all of one form."""
    flow = document.flow
    body = flow.text[flow.position(clause.heading.end) : flow.position(clause.body.end)]
    below = [c for c in document.outline[index + 1 :] if clause.body.contains(c.heading)]
    if below:
        top = [c for c in below if c.level == below[0].level]
        values = [m.value for c in top if (m := marker(flow.text, flow.position(c.heading.start)))]
        return _run(values) if len(values) == len(top) and top[0].number else range(0)
    return _run([number(m["value"]) or 0 for m in _INLINE[0].finditer(body)])
