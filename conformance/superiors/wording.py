"""What the words around a demand of a superior document say: whose it is, and whether it is for all of them."""

from __future__ import annotations

import re

from conformance.model.document import Span
from conformance.model.facts import Facts
from conformance.model.rules import Traits

# Not whom something is reported to (报应急管理局).
_AUTHORITY = re.compile(
    r"(?<![报向告送交给到])(?:各?(?:级|镇街|街道|社区|乡镇|区县|县市|县区)[^,。;:]{0,12}?(?:政府|部门|单位|办事处|管委会|要|应|负责|配合)|[市县区省镇]?(?:安委会|安委办|应急管理[局厅部]|消防救援|住建局|教育局|管委会)|"
    r"(?:有关|监管|主管|行业主管|成员|上级|各)(?:部门|单位)|负有[^,。;]{2,16}的部门|保险机构)"
)
_ENTERPRISE = re.compile(r"企业|生产经营单位|经营者|用人单位|使用单位|经营单位|从业人员|主要负责人|员工|职工")
_URGED = re.compile(r"(?:督促|指导|推动|要求|组织|引导|鼓励|帮助|确保)[^,。;]{0,8}(?:企业|单位|经营者)")
_CONDITION = re.compile(r"涉及|属于|凡|规模以上|高危|重点行业|有条件|符合|两重点一重大|危险化学品|建筑施工|矿山")
# Whom a task is for beyond doubt: enterprises as such. Others may be for some of them only.
_ADDRESSED = re.compile(
    r"(?:企业|生产经营单位)(?:都|均|一律)?(?:要|应|须|必须|在|于|自|按|每|至少|负责|建立|完成|开展|组织|接到|发生|的)"
)
# （一）应急管理局：…；…: whoever stands before the colon does everything in the paragraph.
_LEAD = re.compile(
    r"(?:\([^()]{1,3}\)|[\d一二三四五六七八九十]{1,3}[.、])?[^,。;:\n]{2,20}(?:局|委|委员会|办|办公室|站|所|大队|中队|部门|街道|管委会|政府):"
)
_REACH = 120


def sentence(facts: Facts, span: Span) -> str:
    """The words of the sentence around `span`, up to a hundred on either side."""
    flow = facts.document.flow
    at, end = flow.position(span.start), flow.position(span.end - 1) + 1
    low = max(flow.text.rfind(c, max(0, at - _REACH), at) for c in "。;\n") + 1
    ends = [e for c in "。;\n" if (e := flow.text.find(c, end, end + _REACH)) >= 0]
    return flow.text[max(low, at - _REACH) : min(ends, default=end + _REACH)]


def lead(facts: Facts, span: Span) -> str:
    """The body that the paragraph of `span` begins with, up to its colon; empty where it begins with none."""
    text, at = facts.document.flow.text, facts.document.flow.position(span.start)
    found = _LEAD.match(text, text.rfind("\n", 0, at) + 1, at)
    return found.group() if found else ""


def whose(words: str, around: str, body: str = "") -> tuple[Traits, ...]:
    """A task of the authorities is none of an enterprise's: they are the `body` the paragraph begins with, or named first,
    in the task's own words or else in its sentence, and do not merely urge enterprises."""
    said = words if _AUTHORITY.search(words) or _ENTERPRISE.search(words) else around
    theirs, ours = _AUTHORITY.search(said), _ENTERPRISE.search(said)
    first = body or (theirs and "企业" not in theirs.group() and (ours is None or theirs.start() < ours.start()))
    return ({"role": "authority"},) if first and not _URGED.search(said) else ()


def for_some(around: str, applies: tuple[Traits, ...]) -> bool:
    """Whether a demand may be for some enterprises only: under a condition, or not addressed to enterprises as such."""
    return bool(_CONDITION.search(around)) or not (applies or _ADDRESSED.search(around))


def bare(quote: str) -> str:
    """`quote` without blanks and line breaks."""
    return "".join(quote.split())
