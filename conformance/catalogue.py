"""Packs for people: what there is, and the page of one requirement."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from conformance.errors import UsageError
from conformance.messages import Language, Message
from conformance.model.report import OUTCOME_NAMES, SEVERITY_NAMES
from conformance.model.rules import Pack, Requirement

UNKNOWN_REQUIREMENT = Message(
    "unknown_requirement", "没有要求“{name}”。{hint}", "there is no requirement “{name}”. {hint}"
)
_LABELS = {
    "zh": {"basis": "依据", "demand": "要求", "check": "检查", "remediation": "整改建议", "examples": "示例", "draft": "（草案：至多“待复核”）"},
    "en": {"basis": "Basis", "demand": "Demand", "check": "Check", "remediation": "Remediation", "examples": "Examples", "draft": " (draft: at most `review`)"},
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
            near = difflib.get_close_matches(name, rows, 1)
            raise UsageError(UNKNOWN_REQUIREMENT, name=name, hint=f"{near[0]}?" if near else "")
    return {name: rows[name] for name in asked}


def page(packs: Sequence[Pack], requirement: str, language: Language) -> str:
    """The page of one requirement. UsageError, with a suggestion, where no pack has it."""
    pack, row = known(packs, [requirement])[requirement]
    return "\n".join(_page(pack, row, language)) + "\n"


def _page(pack: Pack, one: Requirement, language: Language) -> Iterator[str]:
    labels = _LABELS[language]
    yield f"{one.id}  {one.title}  {SEVERITY_NAMES[one.severity].say(language)}  ({pack.id} {pack.version}, {one.obligation})"
    if one.status == "draft":
        yield labels["draft"]
    if one.text:
        yield f"\n{labels['demand']}\n  {one.text}"
    yield f"\n{labels['basis']}"
    yield from (f"  {b.title}{b.clause or ''}" for b in one.basis)
    yield f"\n{labels['check']}  {one.kind}"
    yield from (f"  {line}" for line in described(one))
    yield f"\n{labels['remediation']}"
    yield from (f"  {line}" for line in one.remediation.strip().splitlines())
    if one.examples:
        yield f"\n{labels['examples']}"
        for outcome, texts in one.examples.items():
            yield from (f"  {OUTCOME_NAMES[outcome].say(language)}：{text}" for text in texts)


def described(requirement: Requirement) -> Iterator[str]:
    """The parameters of the check, a line each, without what was left at its default."""
    parameters = requirement.check.model_dump(exclude_defaults=True, by_alias=True)  # type: ignore[attr-defined]
    for key, value in parameters.items():
        if key != "elements":
            yield f"{key}: {value}"
            continue
        for element in value:
            core = "（核心）" if element.get("core") else ""
            terms = {k: v for k, v in element.items() if k not in ("name", "core")}
            yield f"· {element['name']}{core}：{terms}"
