"""The demands of a rule document: what is laid down, on whom, by when and how much, and the lists that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from conformance.drafts.rows import Row, rows
from conformance.facts.bodies import ACTORS
from conformance.facts.duties import entitled, told
from conformance.kinds.parties.tasks import TELLS
from conformance.language.sentences import sentences
from conformance.model.document import Clause, Span
from conformance.model.facts import Deadline, Facts, Quantity
from conformance.model.report import Obligation
from conformance.model.rules import Sentence

_LIMIT = r"少于|低于|小于|多于|高于|大于|超过|早于|迟于|晚于|短于"
_FORBIDS = re.compile(rf"不得(?!{_LIMIT})|严禁|禁止|不准|不允许")
# The verbs that make a duty of what follows.
MODAL = r"应当|应(?!急|用|对|届|付|变)|必须|务必|(?<![主重需必纲])要(?![求点素闻])|须(?!知)"
ADVISED = r"宜(?![昌宾春兴])"
_SHALL = re.compile(
    rf"{MODAL}|一律|确保|做到|负责(?!人)|不(?:得)?(?:{_LIMIT})|至少|"
    "百分之百|100%"
)
_SHOULD = re.compile(rf"{ADVISED}|鼓励|提倡|引导|支持")
_MAY = re.compile(r"可以|可(?=根据|按|结合|采用|采取|委托)")
_DOING = re.compile(
    rf"^(?:{ACTORS})?(?:对[^,，]{{2,16}}?)?(?:并|同时|及时|定期|依法|严格|全面|切实|认真|积极|持续|进一步|逐步|每[年季月周日班]|每半年)*"
    r"(?:建立|健全|完善|制定|制订|编制|修订|落实|执行|组织|开展|设置|设立|配备|配足|明确|签订|加强|强化|推进|推动|推行|实行|实施|提取|投入|保障|购买|投保|"
    r"培训|教育|考核|检查|排查|辨识|评估|评定|管控|治理|整改|公示|公布|告知|报告|报送|上报|备案|演练|登记|建档|配合|督促|监督|指导|提升|提高|加快|深化|规范|坚持|成立|召开|参加|聘请|委托|绘制|张贴|悬挂|发放|建设|运行|使用|维护|检测|更新|淘汰|改造|追究|奖励|通报|总结|细化|分解|压实|履行|承担|防止|杜绝|实现|完成|办理|取得|佩戴|穿戴|清理|清扫|检验|校验|公开)"
)
_MEASURED = re.compile(
    r"\d+(?:\.\d+)?%|百分之|每(?:年|季度?|月|周|日|天|班|半年|[两二三\d]年)|\d{4}年|\d{1,2}月(?:\d{1,2}日|底)|(?:不少于|不低于|至少)\d"
)
NUMBER = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零\d]+[章节条款](?:之[一二三])?|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:\.\d{1,2}){1,4}(?![\d%％])|"
    r"[\d一二三四五六七八九十]{1,3}[.、．)）]|[a-z][)）]|[①-⑳])\s*"
)
_ASIDE = re.compile(r"[(（][^()（）]*[)）][。；;]?")
_ANNOUNCES = re.compile(r"[:：]$")
_LONGEST_ITEM, _SHORTEST = 30, 4
_OWN_DEMAND = re.compile(r"应(?!急|对|变|用)|必须|不得(?!少于|低于)|严禁")
_ONLY_TIME = re.compile(r"(?:于|在|到|自|截至)?[\d年月日底前后至到—~\-./]+(?:完成)?[。；;]?")
_ABOUT_ITSELF = re.compile(
    r"(?:编制|制[定订]|起草|审核|批准|发布|实施|修订|印发|联系|抄送)(?:单位|部门|机关|人|日期|时间)?:|[^,]{0,12}目的是"
)
# What only says when, or by what, perhaps with who is told to act before it: 企业要根据风险评估的结果.
CIRCUMSTANCE = re.compile(
    r"(?:[^,]{0,24}?(?:应当|应|必须|须|(?<![主重需必纲])要))?(?:"
    r"(?:按照?|根据|依据|依照|结合|通过|围绕|针对|充分?利用|在)[^,]{0,80}(?:标准|规定|要求|结果|实际|情况|变化|方式|基础上|过程中|中|方案|部署|政策)|"
    r"(?:按照?|根据|依据|依照)《[^》]*》(?:\([^()]*\))?|(?:到|于|在|自|从|截至)?[\d年月日底前后至到起、—~-]+)"
)
# What only names a stage of the work, with its time, or says how many there are: 第一阶段:动员部署(2026年1月),
# 自查阶段(7月1日-7月31日), 从6月至12月,分四个阶段进行.
_STAGE = re.compile(
    r"[^。;]{0,40}分[为成]?[两二三四五六2-6]个?(?:阶段|步骤?)(?:进行|实施|推进|开展|组织实施)?[:。;]?|(?:第[一二三四五六1-6]个?(?:阶段|步)(?:[:(、-]?[^,。;:()]{2,12}(?:阶段|步骤)|[:(-][^,。;:()]{2,14})?\)?|[^,。;:()]{1,16}(?:阶段|步骤))"
    r"(?:[:,]?\(?(?:时间)?[:为]?[从自]?(?:即日|[\d年月日号上中下旬底初末前后、—~.-])[即日\d年月日号上中下旬底初末前后起至到止、—~.-]*\)?)?[:。;]?"
)
_DUTIES = re.compile(r"的?(?:安全生产)?(?:主体|工作|主要|监管|管理)?(?:责任|职责|义务|任务|分工)$")
# What limits nothing: how long the document holds, and what is only a length of time (30分钟) and so a target.
_LIMITS = ("deadline", "window", "stage", "event_relative", "frequency")


@dataclass(frozen=True, slots=True)
class Demand:
    """A sentence of a rule document that lays something down: its place, clause path, words without the clause number,
    the segments that demand something, obligation, whom it names (None: nobody; `inherited` where that stands in the words
    before it or in the addressees), its time limits, how much is asked for, and the items of the list it announces."""

    span: Span
    clause: str | None
    text: str
    segments: tuple[str, ...]
    obligation: Obligation
    actor: str | None = None
    inherited: bool = False
    limits: tuple[Deadline, ...] = ()
    targets: tuple[Quantity | Deadline, ...] = ()
    listed: tuple[str, ...] = ()


def demands(facts: Facts) -> tuple[Demand, ...]:
    """What a rule document demands, in text order; headings, contents, purposes, definitions, scope, sanctions and when it
    comes into force demand nothing."""
    found: list[Demand] = []
    units = [s for s in sentences(facts.document) if s.row is None and (s.zone == "body" or _short_duty(s))]
    last = 0  # where the list ends that the demand before announced
    for index, sentence in enumerate(units):
        words = _words(facts, sentence.span)
        if sentence.span.start < last:
            continue
        if _ASIDE.fullmatch(words):
            if found:  # （4月15日前完成） after the full stop
                found[-1] = _extended(facts, found[-1], sentence.span, words)
        elif demand := _demand(facts, sentence, _items(facts, units[index + 1 :], sentence)):
            found.append(demand)
            last = demand.span.end
    found += (d for row in rows(facts.document) if (d := _of_row(facts, row)))
    return tuple(_with_actors(facts, sorted(found, key=lambda d: d.span.start)))


def _short_duty(sentence: Sentence) -> bool:
    """Whether a short clause that reads as a heading is a duty all the same: 第六条 企业应当辨识风险。"""
    said = _SHALL.search(sentence.text) or _FORBIDS.search(sentence.text)
    return sentence.zone == "heading" and bool(said) and sentence.text.endswith(("。", ":"))


def _words(facts: Facts, span: Span) -> str:
    """The words of a place without line breaks and without the number of its clause."""
    words = "".join(facts.document.quote(span).split("\n"))
    return NUMBER.sub("", " ".join(words.split()), count=1) if NUMBER.match(words) else " ".join(words.split())


def _numbered(sentence: Sentence) -> bool:
    return NUMBER.match(sentence.text) is not None


def _items(facts: Facts, following: Sequence[Sentence], sentence: Sentence) -> tuple[Sentence, ...]:
    """The short items of the list that `sentence` announces; none where they are demands of their own."""
    if not _ANNOUNCES.search(sentence.text.strip()):
        return ()
    items = tuple(takewhile(lambda one: _numbered(one) and _listed_under(facts, sentence, one), following))
    short = all(len(one.text) <= _LONGEST_ITEM and not _OWN_DEMAND.search(one.text) for one in items)
    return items if short and len(items) > 1 else ()


def _listed_under(facts: Facts, announcing: Sentence, item: Sentence) -> bool:
    """Whether an item stands in the clause that announces the list, or in clauses of that."""
    clause = facts.document.clause_at(announcing.span.start)
    return clause is None or clause.body.contains(item.span)


def _demand(facts: Facts, sentence: Sentence, items: Sequence[Sentence]) -> Demand | None:
    plain = NUMBER.sub("", sentence.text, count=1) if _numbered(sentence) else sentence.text
    if TELLS.search(plain) or _ONLY_TIME.fullmatch(plain) or _STAGE.fullmatch(plain) or _ABOUT_ITSELF.match(plain):
        return None
    span = Span(sentence.span.start, items[-1].span.end) if items else sentence.span
    made = _made(facts, span, plain, _words(facts, sentence.span))
    return replace(made, listed=tuple(_words(facts, one.span).rstrip("。；;，,") for one in items)) if made else None


def _made(facts: Facts, span: Span, plain: str, words: str) -> Demand | None:
    segments = tuple(_segments(re.split(r"[,，]", plain.rstrip("。；;:："))))
    if not segments:
        return None
    clause = facts.document.clause_at(span.start)
    limits = _limits(facts, span)
    return Demand(
        span, clause.path if clause else None, words, segments, _obligation(plain), limits=limits, targets=_targets(facts, span)
    )  # fmt: skip


def _segments(parts: Sequence[str]) -> Iterator[str]:
    """The parts between commas that demand something. What follows one that only says when, or by what, does too."""
    carried = False
    for part in parts:
        only = CIRCUMSTANCE.fullmatch(part) is not None
        if _demands(part) or (carried and not only and len(part) >= _SHORTEST):
            yield part
            carried = only
        elif not only:
            carried = False


def _demands(segment: str) -> bool:
    modal = _FORBIDS.search(segment) or _SHALL.search(segment) or _SHOULD.search(segment) or _MAY.search(segment)
    return len(segment) >= _SHORTEST and bool(modal or _DOING.match(segment) or _MEASURED.search(segment))


def _obligation(text: str) -> Obligation:
    if _SHALL.search(text):
        return "shall"
    if _FORBIDS.search(text):
        return "shall_not"
    if _SHOULD.search(text):
        return "should"
    return "may" if _MAY.search(text) else "shall"


def _limits(facts: Facts, span: Span) -> tuple[Deadline, ...]:
    """The time limits in a place, those that count from an event among them."""
    held = (d for d in facts.deadlines if span.contains(Span(d.start, d.end)))
    return tuple(d for d in held if d.kind in _LIMITS or (d.kind == "duration" and (d.anchor or "内" in d.quote)))


def _targets(facts: Facts, span: Span) -> tuple[Quantity | Deadline, ...]:
    """How much is asked for in a place: shares, hours, numbers, lengths of time; how often is a limit."""
    limits = _limits(facts, span)
    counted = (
        q
        for q in facts.quantities
        if span.contains(Span(q.start, q.end)) and not any(d.start <= q.start < d.end for d in limits)
    )
    held = (d for d in facts.deadlines if span.contains(Span(d.start, d.end)))
    return tuple(
        sorted((*counted, *(d for d in held if d.kind == "duration" and d not in limits)), key=lambda one: one.start)
    )


def _extended(facts: Facts, demand: Demand, aside: Span, words: str) -> Demand:
    more = _limits(facts, aside)
    return replace(demand, text=demand.text + words, limits=(*demand.limits, *more))


def _of_row(facts: Facts, row: Row) -> Demand | None:
    """A row of a table of tasks: the task's words, who answers for it and by when stand in columns of their own."""
    words = _words(facts, row.task)
    span = Span(row.start, row.end)
    made = _made(facts, row.task, words, words) or Demand(
        row.task, None, words, (words,), "shall", targets=_targets(facts, row.task)
    )
    limits = _limits(facts, span)
    clause = facts.document.clause_at(row.start)
    return replace(made, span=span, clause=clause.path if clause else None, limits=limits, actor=row.actor)


def _with_actors(facts: Facts, found: Sequence[Demand]) -> Iterator[Demand]:
    """The demands with whom they name, or whom the words before them, the clause above or the addressees name."""
    names = told(facts.document)
    before: Demand | None = None
    for one in found:
        own = next((n for n in names if one.span.contains(n)), None)
        if one.actor:
            before = one
        elif own:
            before = replace(one, actor=" ".join(facts.document.quote(own).split()))
        else:
            actor = _inherited(facts, one, names, before)
            before = replace(one, actor=actor, inherited=actor is not None)
        yield before


def _inherited(facts: Facts, one: Demand, names: Sequence[Span], before: Demand | None) -> str | None:
    if before and before.actor and before.clause == one.clause and one.clause:
        return before.actor
    for clause in reversed(_around(facts, one)):
        if entitled(clause.title):
            return _DUTIES.sub("", clause.title.strip())
        note = next((n for n in names if _own_words(facts, clause).contains(n)), None)
        if note and note.start < one.span.start:
            return facts.document.quote(note)
    return facts.head.addressee if facts.head.type != "enterprise-plan" else None


def _around(facts: Facts, one: Demand) -> list[Clause]:
    return [c for c in facts.document.outline if c.body.contains(one.span)]


def _own_words(facts: Facts, clause: Clause) -> Span:
    """What a clause says before the first clause of its own."""
    below = next(
        (c.heading.start for c in facts.document.outline if clause.heading.start < c.heading.start < clause.body.end),
        clause.body.end,
    )
    return Span(clause.body.start, below)
