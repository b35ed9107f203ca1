"""The register for people: what a name may mean, the history of an instrument, whether the rows are sound."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.errors import UsageError
from conformance.facts.register import Register
from conformance.facts.registering.edition import Edition, Step
from conformance.facts.registering.soundness import Problem, problems
from conformance.messages import Language, Message
from conformance.reporters.view.citations import STATUS_NAMES

NOTHING = Message(
    "nothing_found", "目录中没有“{text}”，也没有相近的。", "there is no “{text}” in the register, nor anything like it."
)
SINCE = Message("since", "{since}起", "from {since}")
SPAN = Message("span", "{since}至{until}", "{since} to {until}")
UNVERIFIED = Message("not_verified", "状态未核实", "status not verified")
SOUND = Message(
    "register_sound",
    "{count} 条，{instruments} 个文件，{verified} 条已核对：错误 {wrong} 处，尚不清楚 {notes} 处。",
    "{count} rows, {instruments} instruments, {verified} rows verified: {wrong} wrong, {notes} not known.",
)
_CONFIDENCE = {
    "verified": Message("verified", "已核对", "verified"),
    "likely": Message("likely", "可能，未核对官方页", "likely, official page not seen"),
    "from_memory": Message("from_memory", "编者所知，未核对", "from memory, not checked"),
}
_LABELS = (
    ("aliases", Message("aliases", "别名", "also called")),
    ("mistaken", Message("mistaken", "常见误名", "often misnamed")),
    ("issuer", Message("issuer", "发文机关", "issuer")),
    ("source", Message("source", "来源", "source")),
    ("checked_on", Message("checked_on", "核对日期", "checked on")),
    ("confidence", Message("confidence", "可信度", "confidence")),
    ("note", Message("note", "备注", "note")),
)
_COMPLETE = Message("editions_complete", "所列版本齐全（{source}）", "all editions are listed ({source})")
_ALSO = Message("also_replaces", "（另代替 {names}）", " (replaces {names} too)")
_AMENDED = Message("amended_by", "（经 {name} 修改）", " (amended by {name})")


def listing(register: Register, text: str, language: Language) -> str:
    """What `text` may mean, best first, one edition a line. UsageError where nothing is like it."""
    return "".join(_line(e, language) + "\n" for e in _found(register, text))


def page(register: Register, text: str, language: Language) -> str:
    """The instrument `text` names, its history as a tree and everything known of the edition. UsageError as `listing`."""
    edition = register.by_id.get(text) or _found(register, text)[0]
    return "\n".join(_page(register, edition, language)) + "\n"


def soundness(register: Register, language: Language) -> tuple[str, bool]:
    """Every problem of the register, a summary, and whether nothing is wrong."""
    rows = list(problems(register))
    wrong = sum(r.wrong for r in rows)
    verified = sum(e.certain for e in register.editions)
    said = SOUND.say(
        language, count=len(register.editions), instruments=len(register.instruments), verified=verified, wrong=wrong,
        notes=len(rows) - wrong,
    )  # fmt: skip
    return "".join(f"{_problem(row, language)}\n" for row in rows) + said + "\n", not wrong


def _problem(row: Problem, language: Language) -> str:
    return f"{'×' if row.wrong else '·'} {row.said.say(language)}"


def _found(register: Register, text: str) -> tuple[Edition, ...]:
    if not (found := register.find(text)):
        raise UsageError(NOTHING, text=text)
    return found


def _line(one: Edition, language: Language) -> str:
    """An edition in one line: how to cite it, from when until when, its status, what replaced it."""
    status = UNVERIFIED if one.status == "unknown" else STATUS_NAMES[one.status]
    span = (SPAN if one.until else SINCE).say(language, since=one.begins or "?", until=one.until)
    return f"{one.name}  {span}  {status.say(language)}" + (f" → {'、'.join(one.successors)}" if one.successors else "")


def _page(register: Register, edition: Edition, language: Language) -> Iterator[str]:
    for step in register.history(edition.id):
        yield _branch(register, step, edition, language)
    instrument = register.instruments[edition.instrument]
    others = [e for e in instrument.editions if e not in {s.edition for s in register.history(edition.id)}]
    yield from (f"  {_line(e, language)}" for e in others)
    yield ""
    for name, label in _LABELS:
        value = getattr(edition, name)
        if name == "confidence":
            value = _CONFIDENCE[value].say(language)
        if value:
            yield f"{label.say(language)}：{value if isinstance(value, str) else '；'.join(value)}"
    if instrument.editions_complete:
        yield _COMPLETE.say(language, source=edition.editions_source)


def _branch(register: Register, step: Step, asked: Edition, language: Language) -> str:
    one = step.edition
    mark = "▸" if one is asked else " "
    branch = "   " * (step.depth - 1) + "└─ " if step.depth else ""
    others = [p for p in register.predecessors.get(one.id, ()) if p not in _path(register, asked)]
    aside = _ALSO.say(language, names="、".join(others)) if others and step.depth else ""
    amended = _AMENDED.say(language, name=one.amended_by) if one.amended_by else ""
    return f"{mark} {branch}{_line(one, language)}{aside}{amended}"


def _path(register: Register, asked: Edition) -> set[str]:
    return {s.edition.id for s in register.history(asked.id)}
