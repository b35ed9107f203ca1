"""What is true of the enterprise, and which demands follow from it: yes, no, or not known yet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import yaml

from conformance.errors import UsageError
from conformance.messages import Message
from conformance.model.facts import Facts
from conformance.model.rules import Traits

Profile = Mapping[str, bool | int | str]
Applicable = Literal["yes", "no"] | Message

BAD_PROFILE = Message(
    "bad_profile",
    "企业情况文件 {path} 不能使用：{why}。应为一行“键: 值”的 YAML，或有表头的 CSV。",
    "the profile {path} cannot be used: {why}; it should be YAML of `key: value` or CSV with a header",
)
QUESTIONS = {
    "industry": Message("ask_industry", "本单位属于哪个行业？", "what is the enterprise's industry?"),
    "high_risk": Message("ask_high_risk", "本单位是否属于高危行业、领域？", "is it in a high-risk industry?"),
    "key_industry": Message("ask_key_industry", "本单位是否属于重点行业领域？", "is it in a key industry?"),
    "hazardous_chemicals": Message(
        "ask_hazardous_chemicals",
        "本单位是否生产、储存、使用危险化学品？",
        "does it make, store or use hazardous chemicals?",
    ),
    "major_hazard": Message(
        "ask_major_hazard", "本单位是否有重大危险源？", "does it have a major hazard installation?"
    ),
    "key_processes": Message(
        "ask_key_processes",
        "本单位是否有重点监管的危险化工工艺？",
        "does it run key-supervised hazardous chemical processes?",
    ),
    "transport": Message("ask_transport", "本单位是否有运输业务或营运车辆？", "does it run transport?"),
    "insured": Message("ask_insured", "本单位是否已投保安全生产责任保险？", "is it insured?"),
    "above_scale": Message(
        "ask_above_scale", "本单位是否为规模以上企业？", "is it an enterprise above the designated size?"
    ),
    "chemical_producer": Message(
        "ask_chemical_producer", "本单位是否生产或者进口危险化学品？", "does it make or import hazardous chemicals?"
    ),
    "toxic_or_explosive": Message(
        "ask_toxic_or_explosive",
        "本单位是否有剧毒化学品或者易制爆危险化学品？",
        "does it hold highly toxic or explosive-precursor chemicals?",
    ),
    "employees": Message("ask_employees", "本单位有多少名从业人员？", "how many employees are there?"),
}
UNKNOWN = Message("ask_other", "请在企业情况文件中写明 {key}。", "please state {key} in the profile")
_WORDS = {"true": True, "yes": True, "是": True, "有": True, "false": False, "no": False, "否": False, "无": False}


def load(path: Path) -> dict[str, bool | int | str]:
    """The profile in `path`, YAML or CSV with one row. UsageError where it cannot be read as one."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(BAD_PROFILE, path=path, why=str(error)) from error
    if path.suffix.lower() == ".csv":
        return {k: _value(v) for k, v in next(csv.DictReader(io.StringIO(text)), {}).items() if k and v}
    try:
        content = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        raise UsageError(BAD_PROFILE, path=path, why=" ".join(str(error).split())) from error
    if not isinstance(content, dict) or not all(isinstance(v, bool | int | str) for v in content.values()):
        raise UsageError(BAD_PROFILE, path=path, why="key: value")
    return {str(k): _value(v) if isinstance(v, str) else v for k, v in content.items()}


def _value(written: str) -> bool | int | str:
    word = written.strip()
    return int(word) if word.isdecimal() else _WORDS.get(word.lower(), word)


def known(profile: Profile, facts: Facts) -> dict[str, bool | int | str]:
    """`profile` with the role the document itself shows, where it does not say."""
    role = "authority" if facts.head.type in ("authority-plan", "notice", "policy-draft") else "enterprise"
    return {"role": role, **profile}


def applicable(rows: Sequence[Traits], profile: Profile) -> Applicable:
    """Whether a demand for those of whom one of `rows` holds (none: for all) applies: yes, no, or the question to ask.

    An authority's plan must pass every demand on: traits of an enterprise are not asked of it.
    """
    answers = [_holds(row, profile) for row in rows] or ["yes"]
    return "yes" if "yes" in answers else next((a for a in answers if a != "no"), "no")


def suited(rows: Sequence[Traits]) -> dict[str, bool | int | str]:
    """A profile to which a demand with the conditions `rows` applies."""
    return {k: v[0] if isinstance(v, tuple) else v for row in rows[:1] for k, v in row.items()}


def _holds(wanted: Traits, profile: Profile) -> Applicable:
    question: Message | None = None
    for key, value in wanted.items():
        if key != "role" and profile.get("role") == "authority":
            continue
        if key not in profile:
            question = question or QUESTIONS.get(
                key, Message(UNKNOWN.key, UNKNOWN.zh.format(key=key), UNKNOWN.en.format(key=key))
            )
        elif profile[key] not in (value if isinstance(value, tuple) else (value,)):
            return "no"
    return question or "yes"
