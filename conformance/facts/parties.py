"""Parties: who answers for what. Bodies and posts named as responsible, leading, taking part or supervising, with the
task they answer for, and words that name nobody (有关部门).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.facts.bodies import BODIES, BODY_ENDS, DEALT_WITH
from conformance.language.sparse import Sparse
from conformance.model.document import Block, Document
from conformance.model.facts import Party

# 责任单位：安全部；牵头单位：…；（安全科牵头，各车间配合）
_LABELLED = re.compile(
    r"(?P<label>牵头(?:单位|部门|领导)|责任(?:单位|部门|人|领导|主体)|配合(?:单位|部门)|协办(?:单位|部门)|监督(?:单位|部门)|督办(?:单位|领导)|主办(?:单位|部门)|负责人):"
    r"(?P<who>[^;。:()\n]{2,80})"
)
_VERBS = "牵头|负责(?!人)|配合|协助|监督|督办|主办"
_VERBED = Sparse(
    rf"(?:(?<=^)|(?<=[,;。:()\n]))(?P<by>由|以上[^,。;\n]{{0,8}}由)?(?!{DEALT_WITH})(?P<who>{BODIES})(?P<verb>{_VERBS})",
    f"{BODY_ENDS}(?:{_VERBS})",
    "。;\n",
)
_DOES = "结合|通过|根据|按照|组织|建立|制定|开展|带领|带队|履行|承担|编制|签订|配备|统一|具体|会同|将|为|是|对|要(?!求)|应当|应(?!急)|须|必须|每(?=[年月季周日班])|至少|定期|负责(?!人)"
_SUBJECT = Sparse(
    rf"(?<![^;。\n])(?:第[\d一二三四五六七八九十百]{{1,5}}条|[\d一二三四五六七八九十]{{1,3}}[、.)]|\([\d一二三四五六七八九十]{{1,3}}\))?+(?!{DEALT_WITH})(?P<who>{BODIES})"
    rf"(?P<verb>{_DOES})",
    f"{BODY_ENDS}(?:{_DOES})",
    "。;\n",
)
_ROLES = {
    "牵头": "lead", "主办": "lead", "责任": "responsible", "负责": "responsible", "配合": "support", "协办": "support", "协助": "support",
    "监督": "supervise", "督办": "supervise",
}  # fmt: skip
_VAGUE = re.compile(
    r"^(?:各)?(?:有关|相关|各有关|各相关)(?:部门|单位|人员|方面|科室|责任单位)(?:和(?:单位|部门|人员))?$"
)
_COLUMN = re.compile(
    r"^(?:牵头|责任|配合|协办|主办|负责)(?:单位|部门|科室|人|领导)(?:[和及]?责任人)?$|^(?:负责部门|承办单位)$"
)
# Words before a name that are no part of it: numbers of clauses, and what leads up to a preposition.
_LEAD_IN = re.compile(
    r"(?:第?[\d一二三四五六七八九十]{1,3}[、.)条]|\([\d一二三四五六七八九十]{1,3}\))*(?:[^,。]{0,12}(?:由|均需|委托|聘请|成员为|(?<!申)请))?"
)
_NO_PART_OF_TASK = ("要", "应当", "应", "须", "必须", "负责", "牵头", "配合", "协助", "监督", "督办", "主办")
_DATE = re.compile(r"\d{1,2}月")
_NUMBER = re.compile(r"^(?:第?[\d一二三四五六七八九十]{1,3}[、.)条]|\([\d一二三四五六七八九十]{1,3}\))+")
_LONGEST_TASK = 60


def vague(name: str) -> bool:
    """Whether a party's name names nobody: 有关部门, 相关单位."""
    return bool(_VAGUE.match(name))


def parties(document: Document) -> tuple[Party, ...]:
    """The parties of `document`, in text order. `role` is lead, responsible, support or supervise."""
    flow = document.flow
    found: dict[tuple[int, int], tuple[str, str | None]] = {}
    for start, end, role, task in (*_in_tables(document), *_labelled(flow.text), *_verbed(flow.text)):
        if not any(start < e and s < end for s, e in found):
            found[start, end] = (role, task)
    rows = []
    for (start, end), (role, task) in sorted(found.items()):
        low, high = flow.source(start, end)
        rows.append(Party(low, high, document.text[low:high], role, task))
    return tuple(rows)


_Row = tuple[int, int, str, str | None]


def _labelled(text: str) -> Iterator[_Row]:
    for match in _LABELLED.finditer(text):
        if _names_someone(match["who"]):
            yield *match.span("who"), _ROLES[match["label"][:2]], _task_before(text, match.start())


def _names_someone(words: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]{2}", words)) and not re.search(r"应|必须|不得|负责", words)


def _verbed(text: str) -> Iterator[_Row]:
    for pattern in (_VERBED, _SUBJECT):
        for match in pattern.finditer(text):
            lead_in = _LEAD_IN.match(match["who"])
            start = match.start("who") + (lead_in.end() if lead_in else 0)
            if match.end("who") - start > 1 and not text.startswith("人", match.end("verb")):
                yield start, match.end("who"), _ROLES.get(match["verb"], "responsible"), _task_after(text, match)


def _task_after(text: str, match: re.Match[str]) -> str | None:
    """What follows the verb up to the end of the sentence; where nothing does, what stands before the party."""
    start = match.end() if match["verb"] in _NO_PART_OF_TASK else match.start("verb")
    end = min((i for mark in ";。\n)" if (i := text.find(mark, start)) >= 0), default=len(text))
    words = text[start:end].strip(",、 ")
    return words[:_LONGEST_TASK] if len(words) > 1 else _task_before(text, match.start())


def _task_before(text: str, at: int) -> str | None:
    """The last words before `at`, back to the end of the sentence before: what an aside in brackets speaks of."""
    opened = text.rfind("(", max(0, at - _LONGEST_TASK), at)
    if opened > text.rfind(")", 0, at):
        at = opened
    before = text[:at].rstrip("(;。,\n ")
    start = max(before.rfind(mark) for mark in ";。\n:") + 1
    words = _NUMBER.sub("", before[start:].strip())
    return words[:_LONGEST_TASK] or None


def _in_tables(document: Document) -> Iterator[_Row]:
    """The cells under a heading such as 责任单位, with the longest other cell of their row as the task."""
    rows: dict[tuple[int, int], list[Block]] = {}
    for block in document.blocks:
        if block.table is not None and block.row is not None:
            rows.setdefault((block.table, block.row), []).append(block)
    heads: dict[tuple[int, int | None], str] = {}
    for (table, _), cells in rows.items():
        for cell in cells:
            words = "".join(document.text[cell.start : cell.end].split())
            if _COLUMN.match(words):
                heads[table, cell.column] = words
            elif (table, cell.column) in heads and _names_someone(words):
                flow = document.flow
                start, end = flow.position(cell.start), flow.position(cell.end)
                others = ["".join(document.text[c.start : c.end].split()) for c in cells if c is not cell]
                task = max((o for o in others if not _DATE.search(o)), key=len, default="")[:_LONGEST_TASK]
                yield start, end, _ROLES.get(heads[table, cell.column][:2], "responsible"), task or None
