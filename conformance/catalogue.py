"""Packs for people: what there is, and the page of one requirement."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

from conformance.enterprises.profiles import QUESTIONS, told
from conformance.errors import UsageError
from conformance.messages import Language, Message
from conformance.model.report import OUTCOME_NAMES, SEVERITY_NAMES
from conformance.model.rules import Pack, Requirement

UNKNOWN_REQUIREMENT = Message(
    "unknown_requirement",
    "没有要求“{name}”。可用 conformance rules list 查看编号。",
    "there is no requirement “{name}”; `conformance rules list` shows them",
)
UNKNOWN_REQUIREMENT_NEAR = Message(
    "unknown_requirement_near",
    "没有要求“{name}”，是否指 {near}？",
    "there is no requirement “{name}”; did you mean {near}?",
)
_LABELS = {
    "zh": {"basis": "依据", "demand": "要求", "check": "检查", "remediation": "整改建议", "examples": "示例", "draft": "（草案：至多“待复核”）", "applies": "适用", "all": "不论什么企业都适用", "or": "，或者", "asked": "不清楚的，报告会问：", "same": "同一要求"},
    "en": {"basis": "Basis", "demand": "Demand", "check": "Check", "remediation": "Remediation", "examples": "Examples", "draft": " (draft: at most `review`)", "applies": "Applies to", "all": "every enterprise", "or": ", or ", "asked": "where unknown the report asks: ", "same": "Same demand"},
}  # fmt: skip


def listing(packs: Sequence[Pack], language: Language) -> str:
    """Every pack with its requirements, one a line: id, severity, title."""
    lines: list[str] = []
    for pack in packs:
        lines.append(
            f"{pack.id} {pack.version}  {pack.title.get(language, pack.title['zh'])}（{len(pack.requirements)}）"
        )
        for one in pack.requirements:
            draft = _LABELS[language]["draft"] if one.status == "draft" else ""
            lines.append(f"  {one.id:8} {SEVERITY_NAMES[one.severity].say(language)}  {one.title}  [{one.kind}]{draft}")
    return "\n".join(lines) + "\n"


def markdown(packs: Sequence[Pack], language: Language) -> str:
    """The same as tables of Markdown: `rules/README.md` is `conformance rules list --format markdown`."""
    lines = ["# 规则包 Rule packs", "", "由 `conformance rules list --format markdown` 生成，请勿手改。"]
    for pack in packs:
        title = pack.title.get(language, pack.title["zh"])
        lines += [
            "",
            f"## {pack.id}",
            "",
            f"{title}（{len(pack.requirements)}）",
            "",
            "| 编号 | 要求 | 等级 | 检查 | 依据 |",
            "|---|---|---|---|---|",
        ]
        for one in pack.requirements:
            basis = "；".join(f"{b.title}{b.clause or ''}" for b in one.basis)
            draft = _LABELS[language]["draft"] if one.status == "draft" else ""
            cells = (one.id, one.title + draft, SEVERITY_NAMES[one.severity].say(language), one.kind, basis)
            lines.append(f"| {' | '.join(c.replace('|', '｜') for c in cells)} |")
    return "\n".join(lines) + "\n"


def known(packs: Sequence[Pack], asked: Sequence[str]) -> dict[str, tuple[Pack, Requirement]]:
    """The requirements called `asked`, each with its pack. UsageError, with a suggestion, for one that no pack has."""
    rows = {r.id: (p, r) for p in packs for r in p.requirements}
    for name in asked:
        if name not in rows:
            if near := difflib.get_close_matches(name.upper(), rows, 1):
                raise UsageError(UNKNOWN_REQUIREMENT_NEAR, name=name, near=near[0])
            raise UsageError(UNKNOWN_REQUIREMENT, name=name)
    return {name: rows[name] for name in asked}


def page(packs: Sequence[Pack], requirement: str, language: Language) -> str:
    """The page of one requirement. UsageError, with a suggestion, where no pack has it."""
    pack, row = known(packs, [requirement])[requirement]
    titles = {r.id: f"{r.id} {r.title}（{p.id}）" for p in packs for r in p.requirements}
    return "\n".join(_page(pack, row, titles, language)) + "\n"


def _page(pack: Pack, one: Requirement, titles: Mapping[str, str], language: Language) -> Iterator[str]:
    labels = _LABELS[language]
    yield f"{one.id}  {one.title}  {SEVERITY_NAMES[one.severity].say(language)}  ({pack.id} {pack.version}, {one.obligation})"
    if one.status == "draft":
        yield labels["draft"]
    if one.text:
        yield f"\n{labels['demand']}\n  {one.text}"
    yield f"\n{labels['basis']}"
    yield from (f"  {b.title}{b.clause or ''}" for b in one.basis)
    yield f"\n{labels['applies']}"
    yield from (f"  {line}" for line in _applies(one, language))
    yield f"\n{labels['check']}  {one.kind}"
    yield from (f"  {line}" for line in described(one, language))
    yield f"\n{labels['remediation']}"
    yield from (f"  {line}" for line in one.remediation.strip().splitlines())
    if one.examples:
        yield f"\n{labels['examples']}"
        for outcome, texts in one.examples.items():
            yield from (f"  {OUTCOME_NAMES[outcome].say(language)}：{text}" for text in texts)
    if one.same_as:
        yield f"\n{labels['same']}"
        yield from (f"  {titles.get(other, other)}" for other in one.same_as)


def _applies(one: Requirement, language: Language) -> Iterator[str]:
    """To whom a demand applies, and what is asked where that is not known."""
    labels = _LABELS[language]
    yield labels["or"].join(told(row, language) for row in one.applies) or labels["all"]
    asked = dict.fromkeys(key for row in one.applies for key in row if key in QUESTIONS)
    yield from (labels["asked"] + QUESTIONS[key].say(language) for key in asked)


def described(requirement: Requirement, language: Language) -> Iterator[str]:
    """What the check asks for: in words where its kind has them, else its parameters without the defaults."""
    if words := getattr(requirement.check, "described", None):
        yield from words(language)
        return
    parameters = requirement.check.model_dump(exclude_defaults=True, by_alias=True)  # type: ignore[attr-defined]
    yield from (f"{key}: {_plain(value)}" for key, value in parameters.items())


def _plain(value: object) -> str:
    """A parameter as a pack writes it, without the marks of the programming language."""
    if isinstance(value, Mapping):
        return "，".join(f"{key} {_plain(one)}" for key, one in value.items())
    return "、".join(map(_plain, value)) if isinstance(value, list | tuple) else str(value)
