"""The fields of a profile as people fill them in: 涉及乙醇 is a yes, 未投保 a no, 约320人 a number, 待核实 nothing known.

What is not understood is an error: taken for something else than yes, it would excuse an enterprise from its duties.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conformance.enterprises.trades import Value, industry
from conformance.errors import UsageError
from conformance.messages import Message
from conformance.text import NUMERAL, fold, number

_AT_ZH, _AT_EN = "企业情况文件 {path} 中{whose}“{key}”写的是“{value}”，看不懂；", "the profile {path} says “{value}” at “{key}” {whose}, which is not understood; "  # fmt: skip
NOT_YES_OR_NO = Message(
    "field_not_yes_or_no",
    _AT_ZH + "请写是或否，不清楚的留空。",
    _AT_EN + "write yes or no, or leave it out where it is not known",
)
NO_NUMBER = Message(
    "field_no_number",
    _AT_ZH + "请写数字，不清楚的留空。",
    _AT_EN + "write a number, or leave it out where it is not known",
)
NO_ROLE = Message(
    "field_no_role",
    _AT_ZH + "请写 enterprise（企业）或 authority（街道、园区等管理方）。",
    _AT_EN + "write enterprise or authority",
)
_HEADERS = {
    "单位名称": "enterprise", "企业名称": "enterprise", "单位": "enterprise", "名称": "enterprise", "角色": "role", "行业": "industry",
    "从业人员": "employees", "从业人数": "employees", "职工人数": "employees", "人数": "employees", "高危": "high_risk", "高危行业": "high_risk",
    "重点行业": "key_industry", "重点行业领域": "key_industry", "危险化学品": "hazardous_chemicals", "危化品": "hazardous_chemicals",
    "涉及危险化学品": "hazardous_chemicals",
    "重大危险源": "major_hazard", "重点监管工艺": "key_processes", "重点监管危险化工工艺": "key_processes", "运输": "transport", "运输企业": "transport",
    "运输业务": "transport", "安责险": "insured", "已投保": "insured", "已投保安责险": "insured", "规上": "above_scale", "规模以上": "above_scale",
    "危险化学品生产": "chemical_producer", "生产危险化学品": "chemical_producer", "剧毒易制爆": "toxic_or_explosive",
    "剧毒或易制爆化学品": "toxic_or_explosive", "危险化学品经营": "chemical_dealer", "经营危险化学品": "chemical_dealer",
}  # fmt: skip
TRAITS = tuple(dict.fromkeys(_HEADERS.values()))
_ALIKE = 0.75
_WORDY = ("enterprise", "industry")
_DOES = "涉及|属于|构成|存在|投保|参保|购买|参加|从事|使用|储存|生产|经营|办理"
_YES = re.compile(rf"[√✓]|true|yes|y|1|(?:是(?!否)|有(?!待)|已?(?:{_DOES})|规上|规模以上|高危).{{0,20}}")
_NO = re.compile(rf"[×✗]|false|no|n|0|否|(?:(?:不|未|没有?)(?:{_DOES}|是)|没有|非|无(?!法)).{{0,20}}|不|没")
_UNKNOWN = re.compile(r"[-—/?.]+|(?:暂|尚|目前)?(?:不[详明清知]|未[知核定填]|待|无法).{0,6}|unknown|null|none|n/a")
# Of what the program knows no sense of, only the plainest words are a yes or no.
_PLAIN = {"是": True, "有": True, "true": True, "yes": True, "否": False, "无": False, "false": False, "no": False}
_COUNT = re.compile(rf"(?:约|近)?(?P<count>\d{{1,6}}|[{NUMERAL}]{{1,8}})余?[名人]?")
_ROLES = (
    ("authority", re.compile(r"authority|.*(?:部门|街道|社区|乡镇?|镇|园区|开发区|管委会|政府|机关|安委会|安委办|管理方)(?:办事处|办公室)?")),
    ("enterprise", re.compile(r"enterprise|.*(?:企业|公司|单位|厂)")),
)  # fmt: skip


def row(written: Mapping[Any, object], path: Path | str) -> dict[str, Value]:
    """One row of the file at `path` with its keys in English and its values as booleans and numbers; what is empty is not
    known. UsageError where a field of a trait the program knows cannot be understood."""
    named = {name(key): value for key, value in written.items()}
    whose = str(named.get("enterprise") or "")
    found: dict[str, Value] = {}
    for key, value in written.items():
        if key is None:  # what a row of a CSV has beyond its header
            continue
        known = _value(name(key), value)
        if isinstance(known, Message):
            raise UsageError(known, path=path, whose=f"{whose}的" if whose else "", key=key, value=value)
        if known is not None:
            found[name(key)] = known
    return found


def name(key: object) -> str:
    """The trait a heading stands for (危化品 → hazardous_chemicals); as written where none is meant."""
    words = fold(str(key)).strip()
    return _HEADERS.get(words, words)


def misspelt(key: str) -> str | None:
    """The heading or trait that `key`, which is none itself, may be meant for."""
    known = (*_HEADERS, *TRAITS)
    return None if key in known else next(iter(difflib.get_close_matches(key, known, 1, _ALIKE)), None)


def _value(trait: str, written: object) -> Value | Message | None:
    """The value of a field, None where it is not known, or the message why it is not understood."""
    if isinstance(written, bool | int) and trait not in (*_WORDY, "role"):
        return written
    words = fold(str(written or "")).strip()
    plain = words.lower()
    if not words or _UNKNOWN.fullmatch(plain):
        return None
    if trait in _WORDY:
        return industry(words) if trait == "industry" else str(written).strip()
    if trait == "role":
        return next((role for role, said in _ROLES if said.fullmatch(plain)), NO_ROLE)
    if trait == "employees":
        found = _COUNT.fullmatch(words)
        count = number(found["count"]) if found else None
        return NO_NUMBER if count is None else count
    if trait in TRAITS:
        return True if _YES.fullmatch(plain) else False if _NO.fullmatch(plain) else NOT_YES_OR_NO
    return _PLAIN.get(plain, int(words) if words.isdecimal() else words)
