"""Requirements of kind `schedule`: when the programme of a superior document runs, and in which stages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.facts import programme
from conformance.facts.programme import Period, Stage
from conformance.kinds.schedule import Check, Timed
from conformance.messages import Message
from conformance.model.document import Span
from conformance.model.facts import Facts
from conformance.model.rules import Basis, Requirement

TITLE = Message("schedule_title", "时间安排：{quote}", "schedule: {quote}")
REMEDY = "按上级文件的时间安排修改或补充，例如“{quote}”。"
_THEIRS = re.compile(r"督导|督查|督办|执法|考核|抽查|检查验收|通报")


def requirements(facts: Facts, basis: str, pack: str) -> Iterator[Requirement]:
    """One for the window the document states for itself and its stages; none where it has neither."""
    whole = programme.stated_window(facts)
    stages = max((one.stages for one in programme.stage_lists(facts)), key=len, default=())
    stages = stages if len(stages) > 1 else ()
    if not (whole or stages):
        return
    place = whole or stages[0].period
    quote = "；".join([*([_words(whole)] if whole else []), *(f"{s.name}（{_words(s.period)}）" for s in stages)])
    first, last = (str(whole.first), str(whole.last)) if whole else ("", "")
    clause = facts.document.clause_at(place.span.start)
    yield Requirement(
        id="SUP-S",
        title=TITLE.say("zh", quote=_words(whole) if whole else "、".join(s.name for s in stages)),
        text=quote,
        obligation="shall",
        severity="orange",
        basis=(Basis(pack, basis, clause.path if clause else None),),
        kind="schedule",
        check=Check(quote=quote, first=first, last=last, stages=tuple(map(_timed, stages))),
        remediation=REMEDY.format(quote=quote),
    )


def places(facts: Facts) -> frozenset[Span]:
    """Where the programme's own window and stages are stated."""
    whole = programme.stated_window(facts)
    stages = [s.period.span for one in programme.stage_lists(facts) for s in one.stages]
    return frozenset([*stages, *([whole.span] if whole else [])])


def _timed(stage: Stage) -> Timed:
    first, last = stage.period.first, stage.period.last
    return Timed(name=stage.name, first=str(first or ""), last=str(last or ""), only_theirs=bool(_THEIRS.search(stage.name)))  # fmt: skip


def _words(one: Period) -> str:
    return f"{one.first or ''}～{one.last or ''}"
