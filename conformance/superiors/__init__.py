"""The pack `superior`: what a superior document says in dates, stages, rates and lengths, as requirements for plans."""

from __future__ import annotations

from conformance.messages import Message
from conformance.model.facts import Facts
from conformance.model.rules import Pack
from conformance.superiors import figures, schedules, tasks

ID = "superior"
TITLE = Message(ID, "上级文件的时限和指标：{title}", "time limits and figures of the superior document: {title}")


def pack(facts: Facts) -> Pack:
    """The pack made from a superior document; without requirements where it says nothing that can be compared."""
    title = facts.head.title or facts.document.path
    basis = f"《{title}》（{facts.head.number}）" if facts.head.number else f"《{title}》"
    rows = (
        *tasks.requirements(facts, basis, ID, schedules.places(facts)),
        *schedules.requirements(facts, basis, ID),
        *figures.requirements(facts, basis, ID),
    )
    titles = {"zh": TITLE.say("zh", title=title), "en": TITLE.say("en", title=title)}
    return Pack(ID, titles, facts.head.date or "1", facts.document.sha256, rows)
