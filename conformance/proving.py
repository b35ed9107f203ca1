"""Proving packs: their examples are run, and run again with the evidence denied, cut out or damaged.

A clause rule that still passes when its sentence is denied (尚未…, 暂不…) or cut out is too broad; one that fails when
a scanner confused a character is too narrow. The share of such changes that is noticed is the kill rate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from conformance import engine
from conformance.enterprises import profiles
from conformance.facts import extract
from conformance.messages import Language
from conformance.model.report import OUTCOME_NAMES, Outcome
from conformance.model.rules import Pack, Requirement
from conformance.readers import read

_TITLE = "实施方案\n"
_FILLER = "各部门按照分工做好工作。"


@dataclass(frozen=True, slots=True)
class Wrong:
    """An example whose outcome is not the one it stands for."""

    requirement: str
    text: str
    expected: Outcome
    found: Outcome


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of a pack's examples: how many ran, which were wrong, how many changes were tried and noticed."""

    pack: str
    examples: int
    wrong: tuple[Wrong, ...]
    tried: dict[str, int]
    noticed: dict[str, int]
    survivors: tuple[str, ...]


def prove(pack: Pack) -> Proof:
    """Run the examples of `pack` and their mutations."""
    wrong: list[Wrong] = []
    tried, noticed = {"denied": 0, "cut": 0, "damaged": 0}, {"denied": 0, "cut": 0, "damaged": 0}
    survivors: list[str] = []
    count = 0
    for one in pack.requirements:
        for expected, texts in one.examples.items():
            for text in texts:
                count += 1
                found = judged(pack, one, text)
                if found != expected:
                    wrong.append(Wrong(one.id, text, expected, found))
        for name, text, flips in _mutations(one):
            tried[name] += 1
            found = judged(pack, one, text)
            if (found != "pass") if flips else (found != "fail"):
                noticed[name] += 1
            else:
                survivors.append(f"{one.id} {name}：{text}")
    return Proof(pack.id, count, tuple(wrong), tried, noticed, tuple(survivors))


def judged(pack: Pack, requirement: Requirement, text: str) -> Outcome:
    """The outcome of `requirement` for a document that says only `text`, of one to whom it applies."""
    facts = extract(read((_TITLE + text).encode(), path="example.txt"))
    report = engine.check(facts, (pack.id,), profile=profiles.suited(requirement.applies))
    return next(f.outcome for f in report.findings if f.requirement == requirement.id)


def _mutations(one: Requirement) -> Iterator[tuple[str, str, bool]]:
    """Each pass example of a clause rule, denied, cut out, damaged: name, text, whether a pass must be lost."""
    if one.kind != "clause":
        return
    for text in one.examples.get("pass", ()):
        yield "denied", _denied(text), True
        yield "cut", _FILLER, True
        for old, new in (("患", "忠"), ("责", "贵"), ("员", "贝"), ("险", "验")):
            if old in text:
                yield "damaged", text.replace(old, new, 1), False
                break


def _denied(text: str) -> str:
    """The sentence with every comma clause denied."""
    clauses = text.rstrip("。").replace("；", "，").split("，")
    return "，".join(f"尚未{c}" for c in clauses) + "。"


def told(proof: Proof, language: Language) -> str:
    """The result in words."""
    zh = language == "zh"
    lines = [f"{proof.pack}：{proof.examples} 个示例，{len(proof.wrong)} 个不符" if zh else f"{proof.pack}: {proof.examples} examples, {len(proof.wrong)} wrong"]  # fmt: skip
    for one in proof.wrong:
        expected, found = OUTCOME_NAMES[one.expected].say(language), OUTCOME_NAMES[one.found].say(language)
        lines.append(f"  ✗ {one.requirement} {expected} ≠ {found}：{one.text}")
    labels = {"denied": "否定", "cut": "删除", "damaged": "错字"} if zh else {k: k for k in proof.tried}
    for name, count in proof.tried.items():
        if count:
            lines.append(f"  {labels[name]} {proof.noticed[name]}/{count}")
    lines += [f"    {one}" for one in proof.survivors]
    return "\n".join(lines) + "\n"
