"""Which 定期 leaves open how often: neither its sentence, nor the rest of its paragraph, nor anything it names says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.model.facts import Deadline, Facts

_NAMED = re.compile(
    r"定期(?:检验|检定|校验|体检|[^,。;、\n]{0,6}(?:制度|表|台账|计划表|报告书))|(?:特种设备|安全附件|压力容器|计量器具|仪器仪表)[^,。;\n]{0,12}定期"
)
_ELSEWHERE = re.compile(
    r"见附|附[件表]|下表|频[次率]|周期|间隔|按(?:照)?(?:国家|有关|相关|法定|规定|标准|规范|要求|法律)[^,。;]{0,8}定期(?:检测|保养|维护|更换|评价|评估|复审|换证)"
)
_ENDS = "。;\n"
_REACH = 200


def unquantified(facts: Facts) -> Iterator[Deadline]:
    """The vague words 定期 of a document that nothing makes precise, in text order."""
    last: dict[int | None, int] = {}
    for limit in facts.deadlines:
        if limit.kind == "frequency" and limit.value:
            last[facts.document.block_at(limit.start)] = limit.start
    for limit in facts.deadlines:
        vague = limit.kind == "vague" and limit.name == "unquantified" and limit.bound != "quantified"
        if vague and last.get(facts.document.block_at(limit.start), -1) < limit.start and not _excused(facts, limit):
            yield limit


def _excused(facts: Facts, limit: Deadline) -> bool:
    """Whether the sentence names what says how often, or 定期 is part of a name or of what the law sets."""
    text, at = facts.document.flow.text, facts.document.flow.position(limit.start)
    start = max(text.rfind(c, max(0, at - _REACH), at) for c in _ENDS) + 1
    ends = [e for c in _ENDS if (e := text.find(c, at, at + _REACH)) >= 0]
    sentence = text[max(start, at - _REACH) : min(ends, default=at + _REACH)]
    return bool(_NAMED.search(sentence) or _ELSEWHERE.search(sentence))
