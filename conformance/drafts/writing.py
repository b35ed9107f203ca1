"""The draft pack as YAML, with what a person must still look at as comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from conformance.drafts.demands import Demand, demands
from conformance.drafts.elements import duties, elements, label
from conformance.language.guards import of_authority
from conformance.messages import Language, Message
from conformance.model.facts import Facts

HEAD = Message(
    "draft_head",
    "由规则文件自动起草，共 {count} 条，均为草案（至多“待复核”）。每条都要由人核对：行为主体与适用范围、哪个要素是核心、同义说法、级别、整改建议；"
    "补上示例后改为 status: active。",
    "drafted from a rule document: {count} requirements, all drafts (at most `review`). A person must check of each: who is meant and to whom it "
    "applies, which element is the core, other wordings, severity, remediation; with examples it becomes `status: active`.",
)
PLACE = Message("draft_place", "来源 {clause}，第 {start}–{end} 字", "from {clause}, characters {start}–{end}")
ACTOR = Message("draft_actor", "行为主体：{actor}", "who: {actor}")
INHERITED = Message("draft_actor_inherited", "行为主体：{actor}（承上文或主送机关，请核对）", "who: {actor} (from the words before or the addressees: please check)")  # fmt: skip
NO_ACTOR = Message("draft_no_actor", "行为主体：没有写明，请补", "who: not said, please add")
LIMITS = Message("draft_limits", "时限：{quotes}", "time limits: {quotes}")
TARGETS = Message("draft_targets", "指标：{quotes}", "targets: {quotes}")
TO_CHECK = Message("draft_to_check", "待核：{what}", "to check: {what}")
CHECKS = {
    "year": Message("draft_check_year", "时限没有写年份", "the time limit has no year"),
    "relative": Message("draft_check_relative", "相对时限要确定起算日", "from which day the relative limit counts"),
    "own words": Message("draft_check_words", "用的是原文字样，要补同义说法", "the document's own words: add other wordings"),
    "list": Message("draft_check_list", "所列各项是否都要写到", "whether all of the list must be stated"),
    "mixed": Message("draft_check_mixed", "一句中有几种要求程度（{words}），要不要分开", "several degrees of duty in one sentence ({words}): whether to part them"),
}  # fmt: skip
_DEGREES = re.compile(r"应当|必须|严禁|不得(?!少于|低于|超过|高于|大于)|宜(?![昌宾春兴])|鼓励|可以|应(?!当|急|用|对)")
_AUTHORITY = re.compile(
    r"(?:人民政府|街道办事处|管委会|安委[会办]|安委会办公室|管理局|监督局|应急局|公安局|[县市区镇乡]\w{0,8}[局办委]|监管部门|主管部门|有关部门|各部门|社区|乡镇|街道|机关\w*部门)$"
)


def pack(facts: Facts, name: str, language: Language = "zh") -> str:
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
    lines = [f"# {HEAD.say(language, count=len(found))}", _yaml(head) + "requirements:" + (" []" if not found else "")]
    for number, one in enumerate(found, 1):
        made = elements(one)
        lines += [
            "",
            *(f"# {line}" for line in _comments(one, made, language)),
            _yaml([_row(name, number, one, made)]).rstrip(),
        ]
    return "\n".join(lines) + "\n"


def _comments(one: Demand, made: list[dict[str, Any]], language: Language) -> Iterator[str]:
    """Where a demand comes from, whom and what it names, and what a person must still look at."""
    yield PLACE.say(language, clause=one.clause or "-", start=one.span.start, end=one.span.end)
    said = (INHERITED if one.inherited else ACTOR) if one.actor else NO_ACTOR
    yield said.say(language, actor=one.actor)
    for message, rows in ((LIMITS, one.limits), (TARGETS, one.targets)):
        if rows:
            yield message.say(language, quotes="、".join(" ".join(row.quote.split()) for row in rows))
    if checks := list(_to_check(one, made, language)):
        yield TO_CHECK.say(language, what="；".join(checks))


def _to_check(one: Demand, made: list[dict[str, Any]], language: Language) -> Iterator[str]:
    if any(d.inferred or (d.kind == "deadline" and not d.value) for d in one.limits):
        yield CHECKS["year"].say(language)
    if any(d.anchor or d.kind == "event_relative" for d in one.limits):
        yield CHECKS["relative"].say(language)
    degrees = dict.fromkeys(_DEGREES.findall(one.text))
    if len(degrees) > 1:
        yield CHECKS["mixed"].say(language, words="、".join(degrees))
    if any("of" in element for element in made):
        yield CHECKS["list"].say(language)
    items = [w for e in made for w in (*e.get("all", ()), *e.get("of", ()))]
    if any(isinstance(w, str) and not w.startswith(("≥", "≤", "=")) for w in items):
        yield CHECKS["own words"].say(language)


def _row(name: str, number: int, one: Demand, made: list[dict[str, Any]]) -> dict[str, Any]:
    basis = {"document": "source", **({"clause": one.clause} if one.clause else {})}
    theirs = of_authority(one.text) or (one.actor and not one.inherited and _AUTHORITY.search(one.actor))
    return {
        "id": f"{name}-{number:03}",
        "title": label(one, duties(one)[0]),
        "text": one.text + "".join(f"{n}）{item}；" for n, item in enumerate(one.listed, 1)),
        "obligation": one.obligation,
        "severity": "orange" if one.obligation in ("shall", "shall_not") else "blue",
        "status": "draft",
        "basis": [basis],
        **({"applies": {"role": "authority"}} if theirs else {}),
        "clause": {"elements": made},
        "remediation": f"写明：“{one.text.rstrip('；;：:')}{'：' + '、'.join(one.listed) if one.listed else ''}”",
    }


def _yaml(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)
