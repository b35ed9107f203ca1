"""What a document says twice and differently: the enterprise's name, area codes, the day of a task; and shares above 100 %.

Written for plans copied from a template. What may have a good reason (a contractor's name, a supplier's telephone, a
task of every year) is left alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from conformance.facts.front.names import enterprise_in
from conformance.language.sparse import Sparse
from conformance.model.document import Document, Span
from conformance.model.facts import Deadline, Facts
from conformance.text import is_han

_SHORTEST_NAME, _SHORTEST_TASK, _LAST, _BEFORE = 8, 6, 5, 14
_TAIL = 4
# One of these more or less makes another enterprise, or only a shorter name.
_TELLING = frozenset("一二三四五六七八九十东西南北中新老大小上下前后甲乙丙第省市县区镇的0123456789")
_FULL_NAME = r"[\u4e00-\u9fff()·A-Za-z]{4,30}?(?:有限责任公司|股份有限公司|有限公司)"
_AS_OWN = Sparse(
    rf"(?P<after>(?:本|我)(?:公司|厂|单位|企业)\(|本(?:方案|制度|办法)适用于)?(?P<name>{_FULL_NAME})"
    r"(?(after)|(?=全体|各部门|各车间|各班组|安全生产(?:领导小组|委员会)|主要负责人|(?:全体)?(?:员工|职工)))",
    "有限(?:责任)?公司",
)
_OTHERS = re.compile(
    r"承包|分包|委托|外包|聘请|服务|集团|上级|母公司|保险|维保|维护|客户|业主|建设单位|监理|供应|租|相邻|友邻|对方|联合|事故"
)
_TELEPHONE = Sparse(r"(?<![\d-])(?P<area>0[1-9]\d{1,2})[-) ]{1,2}\d{7,8}(?!\d)", "0[1-9]")
_SHARE = re.compile(
    r"率[\u4e00-\u9fff,:]{0,6}?(?P<share>(?P<value>\d{3,4}(?:\.\d+)?)%|百分之一百[一二三四五六七八九十零]+)"
)
_ALL = 100


def misspelt_names(facts: Facts) -> Iterator[tuple[Span, str]]:
    """Where the enterprise's full name stands with one character wrong or lost; with the name to write."""
    name, text = facts.head.enterprise or "", facts.document.flow.text
    if len(name) < _SHORTEST_NAME or not all(is_han(c) or c in "()" for c in name) or name not in text:
        return
    for match in re.finditer(re.escape(name[-_TAIL:]), text):
        for length in (len(name), len(name) - 1):
            start = match.end() - length
            if start >= 0 and _slip(name, text[start : match.end()]):
                yield Span(*facts.document.flow.source(start, match.end())), name
                break


def _slip(name: str, written: str) -> bool:
    """Whether `written` is `name` with one character replaced or lost, not the first and none that tells names apart."""
    at = next((i for i, (a, b) in enumerate(zip(name, written, strict=False)) if a != b), len(written))
    if not 0 < at < len(written) or name[at] in _TELLING:
        return False
    replaced = len(written) == len(name)
    return written[at + replaced :] == name[at + 1 :] and not (replaced and written[at] in _TELLING)


def foreign_names(facts: Facts) -> Iterator[tuple[Span, str]]:
    """Where another company's name stands in the place of the enterprise's own, with the own name: the reader of a copied
    template. Only where the title names the enterprise."""
    own, document = enterprise_in(facts.head.title) or "", facts.document
    if len(own) < _SHORTEST_NAME or "有限" not in own or own != facts.head.enterprise:
        return
    for match in _AS_OWN.finditer(document.flow.text):
        yield from _foreign(document, match.start("name"), match.end("name"), own)
    for block in document.blocks[-_LAST:]:
        start, end = document.flow.position(block.start), document.flow.position(block.end)
        if re.fullmatch(_FULL_NAME, document.flow.text[start:end].strip()):
            yield from _foreign(document, start, end, own)


def _foreign(document: Document, start: int, end: int, own: str) -> Iterator[tuple[Span, str]]:
    text = document.flow.text
    name = enterprise_in(text[start:end])
    if not name or not _another(name, own) or _OTHERS.search(text[max(0, start - _BEFORE) : end]):
        return
    at = text.index(name, start)
    yield Span(*document.flow.source(at, at + len(name))), own


def _another(name: str, own: str) -> bool:
    """Whether two names are of different enterprises: neither holds the core of the other."""
    return own[-10:-4] not in name and name[-10:-4] not in own


def odd_area_codes(document: Document) -> Iterator[tuple[Span, str, str]]:
    """The one telephone number whose area code differs from that of two others or more: span, its code, the usual one."""
    found = list(_TELEPHONE.finditer(document.flow.text))
    counted = Counter(m["area"] for m in found).most_common()
    if len(counted) == 2 and counted[0][1] >= 2 and counted[1][1] == 1:
        usual, odd = counted[0][0], counted[1][0]
        match = next(m for m in found if m["area"] == odd)
        yield Span(*document.flow.source(*match.span())), odd, usual


def impossible_shares(document: Document) -> Iterator[Span]:
    """Rates above 100 %."""
    for match in _SHARE.finditer(document.flow.text):
        if match["value"] is None or float(match["value"]) > _ALL:
            yield Span(*document.flow.source(*match.span("share")))


def two_dates(facts: Facts) -> Iterator[tuple[Deadline, Deadline]]:
    """The same task with different days of one year, in different paragraphs: the later place and the first."""
    tasks: dict[str, list[Deadline]] = defaultdict(list)
    for deadline in facts.deadlines:
        task = re.sub(r"[^\u4e00-\u9fff]", "", deadline.task or "")
        if deadline.kind == "deadline" and deadline.value and len(task) >= _SHORTEST_TASK:
            tasks[task].append(deadline)
    for rows in tasks.values():
        first = rows[0]
        for other in rows[1:]:
            apart = facts.document.block_at(first.start) != facts.document.block_at(other.start)
            one_year = (first.value or "")[:5] == (other.value or "")[:5]
            if apart and one_year and first.value != other.value:
                yield other, first
