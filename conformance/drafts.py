"""A rule document as a draft pack: every sentence that lays something down becomes a requirement a person must finish.

A comma segment counts as a demand where it has a modal verb (应, 必须, 不得 …), begins with a verb of doing (建立, 落实 …) or
holds a quantity or a date: modal verbs alone find less than half of the demands of a real plan. The demands of one sentence
are the elements of one requirement; their concepts come from the lexicon, the rarest in the document first. A draft may at
most say `review`; what a person still has to look at stands beside it as a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from rapidfuzz import fuzz

from conformance.language import lexicon
from conformance.language.guards import of_authority
from conformance.language.matching import Findings, TermIndex
from conformance.language.sentences import sentences
from conformance.messages import Language, Message
from conformance.model.document import Document, Span
from conformance.model.facts import Facts
from conformance.model.report import Obligation
from conformance.model.rules import Sentence

_FORBIDS = re.compile(r"不得|严禁|禁止|不准|不允许")
_SHALL = re.compile(
    r"应当|应(?!急|用|对|届|付)|必须|(?<![主重需必])要(?![求点素闻])|须(?!知)|务必|一律|确保|做到|负责(?!人)|不少于|不低于|至少|不超过|百分之百|100%"
)
_SHOULD = re.compile(r"宜(?![昌宾春兴])|鼓励|提倡|引导|支持")
_MAY = re.compile(r"可以|可(?=根据|按|结合|采用|采取|委托)")
_DOING = re.compile(
    r"^(?:\(?[\d一二三四五六七八九十]{1,3}[.、)]|[①-⑳])?(?:并|同时|及时|定期|依法|严格|全面|切实|认真|积极|持续|进一步|逐步|每[年季月周日班]|每半年)*"
    r"(?:建立|健全|完善|制定|制订|编制|修订|落实|执行|组织|开展|设置|设立|配备|配足|明确|签订|加强|强化|推进|推动|推行|实行|实施|提取|投入|保障|购买|投保|"
    r"培训|教育|考核|检查|排查|辨识|评估|评定|管控|治理|整改|公示|公布|告知|报告|报送|上报|备案|演练|登记|建档|配合|督促|监督|指导|提升|提高|加快|深化|规范|坚持|成立|召开|参加|聘请|委托|绘制|张贴|悬挂|发放|建设|运行|使用|维护|检测|更新|淘汰|改造|追究|奖励|通报|总结|细化|分解|压实|履行|承担|防止|杜绝|实现|完成)"
)
_MEASURED = re.compile(
    r"\d+(?:\.\d+)?%|百分之|每(?:年|季度?|月|周|日|天|班|半年|[两二三\d]年)|\d{4}年|\d{1,2}月(?:\d{1,2}日|底)|(?:不少于|不低于|至少)\d"
)
_ACTOR = re.compile(
    r"^(?:\(?[\d一二三四五六七八九十]{1,3}[.、)])?(?P<actor>(?:各|由)?[\u4e00-\u9fff]{2,16}?)(?=应当|应(?!急|用)|必须|要(?!求)|须|不得|负责(?!人))"
)
_NAME = re.compile(
    r"^(?:\(?[\d一二三四五六七八九十]{1,3}[.、)]|[①-⑳])?(?:各?(?:企业|单位|生产经营单位))?(?:应当|应|必须|要|须)?"
)
_ASIDE = re.compile(r"^\([^()]*\)")
_LISTED = re.compile(r"(?:包括|包含|含有|如下|以下|做到)[:：]?(.{4,})")
# Words of doing that stand in almost every sentence tell nothing of what is demanded.
_COMMON = frozenset({"建立", "制定", "落实", "设置", "配备", "履行职责", "全员", "考核"})
_MOST_TERMS, _LABEL, _SAME, _ALIKE, _FEWEST_LISTED = 3, 22, 96.0, 60.0, 3

REVIEW = "需人工核对：行为主体与适用范围、哪个要素是核心、同义说法、级别、整改建议和示例"


@dataclass(frozen=True, slots=True)
class Demand:
    """A sentence of a rule document that lays something down: its place, clause path, words, the segments that demand
    something, obligation, whom it names (None: nobody), and the time limits in it."""

    span: Span
    clause: str | None
    text: str
    segments: tuple[str, ...]
    obligation: Obligation
    actor: str | None
    limits: tuple[str, ...]


def demands(facts: Facts) -> tuple[Demand, ...]:
    """What a rule document demands, in text order; headings, contents, purposes and sanctions demand nothing."""
    units = (s for s in sentences(facts.document) if s.zone == "body")
    return tuple(d for s in units if (d := _demand(facts, s)))


def _demand(facts: Facts, sentence: Sentence) -> Demand | None:
    segments = tuple(part for part in re.split(r"[,，]", sentence.text.rstrip("。；;")) if _demands(part))
    if not segments:
        return None
    limits = tuple(
        d.quote for d in facts.deadlines if sentence.span.start <= d.start < sentence.span.end and d.kind != "vague"
    )
    found = _ACTOR.match(sentence.text)
    clause = facts.document.clause_at(sentence.span.start)
    words = " ".join(facts.document.quote(sentence.span).split())
    return Demand(
        sentence.span, clause.path if clause else None, words, segments, _obligation(sentence.text),
        found["actor"].removeprefix("由") if found else None, limits,
    )  # fmt: skip


def _demands(segment: str) -> bool:
    modal = _FORBIDS.search(segment) or _SHALL.search(segment) or _SHOULD.search(segment) or _MAY.search(segment)
    return len(segment) >= 4 and bool(modal or _DOING.match(segment) or _MEASURED.search(segment))


def _obligation(text: str) -> Obligation:
    if _SHALL.search(text):
        return "shall"
    if _FORBIDS.search(text):
        return "shall_not"
    if _SHOULD.search(text):
        return "should"
    return "may" if _MAY.search(text) else "shall"


def pack(facts: Facts, name: str) -> str:
    """The draft pack called `name` as YAML; it loads as it stands, and every requirement in it is a draft."""
    title = facts.head.title or name
    head: dict[str, Any] = {
        "pack": name,
        "title": {"zh": title, "en": name},
        "version": "0.1",
        "for": {"document_type": ["enterprise-plan"]},
        "documents": {"source": f"《{title}》" + (f"（{facts.head.number}）" if facts.head.number else "")},
    }
    found = demands(facts)
    lines = [
        f"# 由规则文件自动起草，共 {len(found)} 条，均为草案（至多“待复核”）。{REVIEW}。",
        _yaml(head) + "requirements:",
    ]
    specific = _Concepts(facts.document)
    for number, one in enumerate(found, 1):
        lines += ["", *_comments(one), _yaml([_row(name, number, one, specific)]).rstrip()]
    return "\n".join(lines) + "\n"


def _comments(one: Demand) -> Iterator[str]:
    yield f"# 来源 {one.clause or '-'}，第 {one.span.start}–{one.span.end} 字"
    yield f"# 行为主体：{one.actor or '未写明（承上文或主送机关）'}" + (
        f"；时限：{'、'.join(one.limits)}" if one.limits else ""
    )


def _row(name: str, number: int, one: Demand, specific: _Concepts) -> dict[str, Any]:
    basis = {"document": "source", **({"clause": one.clause} if one.clause else {})}
    return {
        "id": f"{name}-{number:03}",
        "title": _label(one.segments[0]),
        "text": one.text,
        "obligation": one.obligation,
        "severity": "orange" if one.obligation in ("shall", "shall_not") else "blue",
        "status": "draft",
        "basis": [basis],
        **({"applies": {"role": "authority"}} if of_authority(one.text) else {}),
        "clause": {"elements": [_element(s, n == 0, specific) for n, s in enumerate(one.segments)]},
        "remediation": f"写明：“{one.text.rstrip('；;')}”",
    }


def _label(segment: str) -> str:
    words = _NAME.sub("", _ASIDE.sub("", segment.replace('"', "")), count=1).strip()
    return (words or segment)[:_LABEL]


def _element(segment: str, core: bool, specific: _Concepts) -> dict[str, Any]:
    """A demand as an element: the concepts it names, an enumeration as `at_least` of its items."""
    listed = _LISTED.search(segment)
    items = [i for i in re.split(r"[、和及]|以及", listed[1].removesuffix("等")) if 2 <= len(i) <= 12] if listed else []
    element: dict[str, Any] = {"name": _label(segment), **({"core": True} if core else {})}
    if len(items) >= _FEWEST_LISTED:
        return {**element, "at_least": max(2, len(items) - 1), "of": list(dict.fromkeys(items))}
    return {**element, "all": specific.of(segment) or [_label(segment)[:6]]}


class _Concepts:
    """Which concepts of the lexicon a segment names, the rarest in the document first."""

    def __init__(self, document: Document) -> None:
        concepts = lexicon.load()
        self._found = Findings(document, TermIndex([f"${name}" for name in concepts], concepts))
        self._count = {f"${name}": len(self._found.hits(f"${name}")) for name in concepts}
        self._words = {f"${name}": concept.terms for name, concept in concepts.items()}

    def of(self, segment: str) -> list[str]:
        """At most three concepts, those in every sentence only where there is no other."""
        named = [c for c, count in self._count.items() if count and any(w in segment for w in self._words[c])]
        special = [c for c in named if c[1:] not in _COMMON] or named
        return sorted(special, key=lambda c: (self._count[c], c))[:_MOST_TERMS]


def _yaml(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)


CHANGES = {
    "same": Message("draft_same", "未变", "unchanged"),
    "changed": Message("draft_changed", "有改动", "changed"),
    "new": Message("draft_new", "新增", "new"),
    "gone": Message("draft_gone", "已删除", "no longer there"),
}


def compared(old: Facts, new: Facts) -> Iterator[tuple[str, Demand | None, Demand | None]]:
    """How the demands of an edition changed: (same, changed, new or gone; then; now), the new edition's order first."""
    left = list(demands(old))
    for one in demands(new):
        best = max(left, key=lambda o: fuzz.ratio(o.text, one.text), default=None)
        likeness = fuzz.ratio(best.text, one.text) if best else 0.0
        if best is None or likeness < _ALIKE:
            yield "new", None, one
            continue
        left.remove(best)
        yield ("same" if likeness >= _SAME and best.limits == one.limits else "changed"), best, one
    yield from (("gone", one, None) for one in left)


def told(changes: Sequence[tuple[str, Demand | None, Demand | None]], language: Language) -> str:
    """The changes in words: counts, then every demand that is not the same."""
    counts = "  ".join(f"{CHANGES[k].say(language)} {sum(c[0] == k for c in changes)}" for k in CHANGES)
    lines = [counts]
    for kind, then, now in changes:
        if kind == "same":
            continue
        lines.append(f"\n{CHANGES[kind].say(language)}  {(now or then).clause or '-'}")  # type: ignore[union-attr]
        lines += [f"  － {then.text}"] if then else []
        lines += [f"  ＋ {now.text}"] if now else []
    return "\n".join(lines) + "\n"
