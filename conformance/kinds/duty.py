"""`duty`: can one see whether a duty was done?

`forbid: [vague_duty]` asks that no task consists of exhortations alone (积极推进…，努力提升…): somewhere it must say an act, a
number or a time. `require: time_limit` asks that every task has a time limit or a frequency, itself or in a clause above it;
stages or a window are enough for all of them. Articles (第五条) lay down standing duties and are not asked for one, nor is a
document that sets a limit to half of its tasks or fewer (ask `deadline` of it). Tasks are those of the kind `party`. Each is
a place, `vague_duty` or `no_time`.
"""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from conformance.kinds.parties.tasks import NO_TASKS, shown, tasks, untold, words_of
from conformance.language.exhorting import EFFORT
from conformance.messages import Message, Said
from conformance.model.document import Clause, Span
from conformance.model.facts import Facts
from conformance.model.rules import Evidence, Mark, Proof, Verdict

CONCRETE = Message("duties_concrete", "各项任务都写明了做什么。", "every task says what is to be done.")
EMPTY = Message("duties_vague", "有 {count} 项任务只是号召。", "{count} tasks only exhort.")
VAGUE = Message(
    "vague_duty",
    "“{task}”只是号召，没有写明做什么、做到什么程度，无法检查。",
    "“{task}” only exhorts: it says no act and no measure that one could check.",
)
TIMED = Message("duties_timed", "各项任务都有时限或频次。", "every task has a time limit or a frequency.")
UNTIMED = Message("duties_untimed", "{count} 项任务没有时限或频次。", "{count} tasks have no time limit or frequency.")
NO_TIME = Message("no_time", "“{task}”没有写明何时完成或多久一次。", "“{task}” does not say by when or how often.")
_ACT = re.compile(
    r"\d|[一二两三四五六七八九十百]+(?:次|名|个|项|家|年|月|日|天|小时|支|套)|百分之|每[年季月周日班半]|建立|制[定订]|配备|配齐|设置|设立|明确|检查|排查|报告|报送|上报|公示|公布|"
    r"培训|演练|签订|登记|备案|检测|检验|评估|评审|考核|整改|停[止产工]|不得|严禁|禁止|必须|购买|投保|提取|修订|编制|张贴|安装|更新|改造|淘汰|负责|召开|通报|"
    r"审[批核查]|验收|聘请|委托|督办|执法|处罚|约谈|清单|台账|方案|制度|会议|活动"
)
_LIMITS = ("deadline", "window", "stage", "frequency", "duration", "event_relative")
_SHOWN = 8


class Check(BaseModel):
    """The parameters of a `duty` requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    require: Literal["time_limit"] | None = None
    forbid: tuple[Literal["vague_duty"], ...] = ()

    @model_validator(mode="after")
    def _one(self) -> Check:
        if bool(self.require) == bool(self.forbid):
            raise ValueError("one of require and forbid is needed")
        return self

    def terms(self) -> frozenset[str]:
        """Nothing is looked up: what makes a duty vague is no matter of single words."""
        return frozenset()

    def judge(self, facts: Facts, evidence: Evidence) -> Verdict:
        """Pass, or fail with a place for each task; open where there are none."""
        found = tasks(facts.document, evidence)
        if not found:
            return Verdict("open", Said.of(NO_TASKS))
        return _timed(facts, found) if self.require else _concrete(facts, evidence, found)


def _concrete(facts: Facts, evidence: Evidence, found: tuple[Clause, ...]) -> Verdict:
    vague = [t for t in found if _exhorts(t, evidence)]
    if not vague:
        return Verdict("pass", Said.of(CONCRETE))
    return Verdict("fail", Said.of(EMPTY, count=len(vague)), marks=_marks(facts, vague, VAGUE))


def _exhorts(task: Clause, evidence: Evidence) -> bool:
    said = [s.text for s in words_of(task, evidence)]
    return bool(said) and all(EFFORT.search(text) and not _ACT.search(text) for text in said)


def _timed(facts: Facts, found: tuple[Clause, ...]) -> Verdict:
    limits = [Span(d.start, d.end) for d in facts.deadlines if d.kind in _LIMITS and d.value]
    staged = any(d.kind in ("stage", "window") for d in facts.deadlines)
    asked = [] if staged else [t for t in found if not t.number.startswith("第")]
    bare = untold(facts.document, asked, sorted(limits))
    proofs = tuple(map(Proof, limits[:_SHOWN]))
    if not bare or len(bare) * 2 >= len(asked):
        return Verdict("pass", Said.of(TIMED), proofs)
    return Verdict("fail", Said.of(UNTIMED, count=len(bare)), proofs, marks=_marks(facts, bare, NO_TIME))


def _marks(facts: Facts, found: list[Clause], message: Message) -> tuple[Mark, ...]:
    places = [shown(facts.document, task) for task in found]
    return tuple(Mark(message.key, Said.of(message, task=words), span) for words, span in places)
