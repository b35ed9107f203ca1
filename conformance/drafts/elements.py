"""What a draft looks for in a plan: the matters a segment names, as concepts of the lexicon or words of its own, how much
and by when it asks for it, and the items of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from conformance.drafts.demands import ADVISED, CIRCUMSTANCE, MODAL, Demand
from conformance.kinds.clauses.measures import is_measure, measure
from conformance.language import lexicon
from conformance.language.tokens import words
from conformance.model.facts import Deadline, Quantity
from conformance.text import fold

_MODAL = re.compile(rf"(?:{MODAL}|可以|{ADVISED}|负责(?!人))(?:先|再|也|都|均)?")
_LISTED = re.compile(r"(?:包括|包含|含有|如下|以下|做到)[:：]?(.{4,})")
# Between matters stand verbs and particles that tell nothing of them, numbers and days.
_BETWEEN = re.compile(
    r"[、,;:()\"“”\s]|\d+(?:\.\d+)?(?:%|年|月|日|学时|次|名|人|套|台|个|万元|元|项|天|小时|分钟|周)?|每(?:半?年|季度?|月|周|日|天|班)|"
    r"百分之[零一二三四五六七八九十百]+|(?:不得|不应|不)?(?:少于|低于|高于|超过|大于|小于)|至少|以[上下内前后]|底?之?前|一次|"
    r"(?:的|和|及(?!时)|以及|与|或者?|对(?![策照])|在(?![线岗职场])|于|按照?|根据|将|把|从(?!业)|由(?!于)|并|等(?!级)|为(?!主)|是|其|该|各|且|后(?!果)|"
    r"应当(?:先|再)?|应(?!急|用|对|变)|经(?![营理济验])|自(?![查评改救检])|起|(?<=[日天时])内|宜(?=为|采)|报(?=[县市区镇省街])|进行|达到|有关|相关|下列|以下|如下|内容|要求|包括|全部|所有|不得|严禁|禁止|鼓励|未经|"
    r"建立|健全|完善|制[定订]|编制|修订|落实|执行|组织|开展|设置|设立|配备|明确|签订|加强|强化|推进|推动|实行|实施|提取|保障|采用|采取|使用|配合|"
    r"做好|做到|严格|全面|切实|认真|积极|定期|及时|依法|按规定|完成|办理|方可|重新|必须|可以)"
)
_VAGUE = {"企业", "单位", "公司", "人员", "工作", "情况", "安全", "领导", "作业", "进入"}
_RANGE = re.compile(r"\d%?[至~—-]\d")
_MOST, _LONGEST, _SHORTEST, _LABEL, _FEWEST_LISTED = 3, 6, 2, 22, 3


def elements(one: Demand) -> list[dict[str, Any]]:
    """The elements of a demand, the first one its core: a segment each, and the items of the list it announces."""
    main = duties(one)
    found = [_element(one, segment, n == 0) for n, segment in enumerate(main)]
    apart = [m for segment in one.segments if segment not in main for m in _stated(one, segment)]
    if "all" in found[0]:
        found[0]["all"] = list({str(item): item for item in (*found[0]["all"], *apart)}.values())
    if one.listed and any(_stated(one, item) for item in one.listed):
        found += [_element(one, item, False) for item in one.listed]
    elif one.listed:
        least = max(2, len(one.listed) - 1)
        found.append({"name": f"所列{len(one.listed)}项", "at_least": least, "of": [*map(_named, one.listed)]})
    return found


def duties(one: Demand) -> list[str]:
    """The segments that say what is to be done; those that only say when, or by what, are left out where there are others."""
    return [s for s in one.segments if not CIRCUMSTANCE.fullmatch(s)] or list(one.segments)


def _stated(one: Demand, words_: str) -> list[str]:
    """The measures that some words of a demand state: ≥8学时, =100%, ≥1/P1Y, ≤2025-06-30."""
    plain = fold("".join(words_.split()))
    measures = ((_measure(t), fold("".join(t.quote.split()))) for t in (*one.targets, *one.limits))
    return [] if _RANGE.search(plain) else [written for written, quote in measures if written and quote in plain]


def _measure(target: Quantity | Deadline) -> str | None:
    """What a plan must state for it: ≥8学时, =100%, ≥1/P1Y, ≤2025-06-30; None for what cannot be compared."""
    if isinstance(target, Deadline):
        if target.kind == "frequency" and target.value:
            written = f"≥{target.value}"
        elif target.kind == "deadline" and target.value and not target.inferred:
            written = f"≤{target.value.removeprefix('/')[:10]}"
        else:
            return None
    else:
        how = {"≥": "≥", ">": "≥", "≤": "≤", "<": "≤"}.get(
            target.comparator, "=" if target.unit == "%" and target.value == 100 else "≥"
        )
        written = f"{how}{target.value:g}{target.unit}"
    try:
        measure(written)
    except ValueError:
        return None
    return written if is_measure(written) else None


def _element(one: Demand, segment: str, core: bool) -> dict[str, Any]:
    element: dict[str, Any] = {"name": label(one, segment), **({"core": True} if core else {})}
    listed = _LISTED.search(segment)
    items = [i for i in re.split(r"[、和及]|以及", listed[1].removesuffix("等")) if 2 <= len(i) <= 12] if listed else []
    if len(items) >= _FEWEST_LISTED:
        return {**element, "at_least": max(2, len(items) - 1), "of": list(dict.fromkeys(items))}
    asked = [*matters(one, segment), *dict.fromkeys(_stated(one, segment))]
    return {**element, "all": asked or [label(one, segment)[:_LONGEST]]}


def label(one: Demand, segment: str) -> str:
    """The name of an element: the segment without who is told to act, cut where it is long."""
    return _done(one, segment).replace('"', "").strip()[:_LABEL]


def _done(one: Demand, segment: str) -> str:
    """What is to be done: the segment without its actor and the modal verb after that."""
    plain = segment.strip()
    actor = fold("".join((one.actor or "").split()))
    if not actor or one.inherited or actor not in plain:
        return _MODAL.sub("", plain, count=1) if _MODAL.match(plain) else plain
    rest = plain[plain.index(actor) + len(actor) :]
    return _MODAL.sub("", rest, count=1) or plain


def matters(one: Demand, segment: str) -> list[str | list[str]]:
    """At most three matters that a segment names, the longest first."""
    plain = _done(one, segment)
    found = {c for c in _BETWEEN.split(plain) if len(c) >= _SHORTEST}
    chunks = sorted(found - _VAGUE or found, key=lambda c: (-len(c), plain.index(c)))
    return [_named(chunk) for chunk in chunks[:_MOST]]


def _named(chunk: str) -> str | list[str]:
    """A matter as it is looked for: its own words, the first and last of a long one, or the concept of the lexicon that
    covers most of it."""
    parts = [w for w in words(chunk) if len(w) >= _SHORTEST]
    own = f"{parts[0]}~{parts[-1]}" if len(chunk) > _LONGEST and len(parts) > 1 else chunk
    best = max(_surfaces_in(chunk), key=len, default="")
    if 2 * len(best) <= len(chunk):
        return own
    concept = _surfaces()[best]
    return [own, f"${concept}"] if _akin(concept, best) else own


def _akin(concept: str, wording: str) -> bool:
    """Whether a wording shows the name of its concept: 报警装置 and 泄漏检测报警, but not 覆盖率 and 装备率."""
    return any(concept[n : n + 2] in wording for n in range(len(concept) - 1))


def _surfaces_in(chunk: str) -> Iterator[str]:
    known = _surfaces()
    spans = ((a, b) for a in range(len(chunk)) for b in range(a + _SHORTEST, len(chunk) + 1))
    return (chunk[a:b] for a, b in spans if chunk[a:b] in known)


@cache
def _surfaces() -> dict[str, str]:
    """For every wording of the lexicon the concept that means least besides it."""
    found: dict[str, tuple[int, str]] = {}
    for name, concept in lexicon.load().items():
        for term in concept.terms:
            found[term] = min(found.get(term, (len(concept.terms), name)), (len(concept.terms), name))
    return {term: name for term, (_, name) in found.items()}
