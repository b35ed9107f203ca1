"""Rosters: what is known of many enterprises, a row each, matched to a plan by the enterprise's name."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz

from conformance.enterprises.trades import Value, industry
from conformance.errors import UsageError
from conformance.messages import Message, Said
from conformance.text import fold

BAD_PROFILE = Message(
    "bad_profile",
    "企业情况文件 {path} 不能使用：{why}。应为“键: 值”的 YAML（多个单位写成列表），或有表头的 CSV（每行一个单位）。",
    "the profile {path} cannot be used: {why}; it should be YAML of `key: value` (a list for several) or CSV with a header, a row for each enterprise",
)
NO_NAME = Message(
    "no_enterprise_column", "有多行而没有“单位名称”列", "there are several rows and no column `enterprise`"
)
FROM_FILE = Message("from_profile", "企业情况文件", "the profile")
FROM_ROW = Message("from_roster", "花名册“{name}”一行", "the roster's row “{name}”")
NOT_LISTED = Message(
    "not_in_roster",
    "花名册（{count} 个单位）中没有“{name}”，企业情况按方案自身内容认定。",
    "“{name}” is not in the roster of {count}; what is known of it comes from the plan alone.",
)
NAMELESS = Message(
    "no_name_for_roster",
    "方案中没有找到单位名称，不能与花名册（{count} 个单位）对应。",
    "the plan names no enterprise, so that the roster of {count} cannot be used.",
)
_HEADERS = {
    "单位名称": "enterprise", "企业名称": "enterprise", "单位": "enterprise", "名称": "enterprise", "角色": "role", "行业": "industry",
    "从业人员": "employees", "从业人数": "employees", "职工人数": "employees", "人数": "employees", "高危": "high_risk", "高危行业": "high_risk",
    "重点行业": "key_industry", "重点行业领域": "key_industry", "危险化学品": "hazardous_chemicals", "危化品": "hazardous_chemicals",
    "重大危险源": "major_hazard", "重点监管工艺": "key_processes", "重点监管危险化工工艺": "key_processes", "运输": "transport", "运输企业": "transport",
    "安责险": "insured", "已投保": "insured", "规上": "above_scale", "规模以上": "above_scale", "危险化学品生产": "chemical_producer",
    "剧毒易制爆": "toxic_or_explosive", "危险化学品经营": "chemical_dealer",
}  # fmt: skip
_WORDS = {"true": True, "yes": True, "是": True, "有": True, "√": True, "false": False, "no": False, "否": False, "无": False, "×": False}  # fmt: skip
_FORM = re.compile(r"有限责任公司|股份有限公司|有限公司|集团公司|总公司|公司|集团|[()\s·]")
_ALIKE = 92


@dataclass(frozen=True, slots=True)
class Roster:
    """Rows of traits. One row without a name is true of every plan."""

    rows: tuple[Mapping[str, Value], ...] = ()

    def row(self, enterprise: str | None) -> tuple[Mapping[str, Value], Said | None]:
        """The row of `enterprise` and how it is known; where none is, an empty one and why."""
        if not self.rows:
            return {}, None
        if len(self.rows) == 1 and "enterprise" not in self.rows[0]:
            return self.rows[0], Said.of(FROM_FILE)
        if not enterprise:
            return (
                ({}, Said.of(NAMELESS, count=len(self.rows)))
                if len(self.rows) > 1
                else (self.rows[0], Said.of(FROM_FILE))
            )
        found = self._matching(enterprise)
        if found is None:
            return {}, Said.of(NOT_LISTED, name=enterprise, count=len(self.rows))
        return found, Said.of(FROM_ROW, name=found["enterprise"])

    def _matching(self, enterprise: str) -> Mapping[str, Value] | None:
        """The row of the same name; else the only one whose name without its legal form is the same or nearly so."""
        wanted = _bare(enterprise)
        names = [(_bare(str(r.get("enterprise", ""))), r) for r in self.rows]
        same = [r for name, r in names if name == wanted]
        alike = same or [r for name, r in names if name and (name in wanted or wanted in name)]
        alike = alike or [r for name, r in names if fuzz.ratio(name, wanted) >= _ALIKE]
        return alike[0] if len(alike) == 1 else None


NOTHING_KNOWN = Roster()


def _bare(name: str) -> str:
    return _FORM.sub("", fold(name))


def load(path: Path) -> Roster:
    """The rows in `path`, YAML or CSV (utf-8 or gb18030, Chinese or English headers). UsageError where it has none."""
    text = _text(path)
    try:
        rows = list(csv.DictReader(io.StringIO(text))) if path.suffix.lower() == ".csv" else _rows(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise UsageError(BAD_PROFILE, path=path, why=" ".join(str(error).split())) from error
    except ValueError as error:
        raise UsageError(BAD_PROFILE, path=path, why=str(error)) from error
    found = tuple(row for r in rows if (row := _row(r)))
    if len(found) > 1 and not all("enterprise" in r for r in found):
        raise UsageError(BAD_PROFILE, path=path, why=NO_NAME.zh)
    return Roster(found)


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(BAD_PROFILE, path=path, why=error.strerror or str(error)) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(BAD_PROFILE, path=path, why="utf-8, gb18030")


def _rows(content: Any) -> list[dict[str, Value]]:
    rows: list[dict[str, Value]] = [] if content is None else content if isinstance(content, list) else [content]
    for row in rows:
        if not isinstance(row, dict) or not all(isinstance(v, bool | int | str) for v in row.values()):
            raise ValueError("key: value")
    return rows


def _row(written: Mapping[str, object]) -> dict[str, Value]:
    """One row with its keys in English and its values as booleans and numbers; empty cells are not known."""
    row: dict[str, Value] = {}
    for key, value in written.items():
        name = _HEADERS.get(str(key).strip(), str(key).strip())
        if isinstance(value, bool | int):
            row[name] = value
        elif isinstance(value, str) and value.strip():
            word = value.strip()
            row[name] = int(word) if word.isdecimal() else _WORDS.get(word.lower(), word)
    if isinstance(row.get("industry"), str):
        row["industry"] = industry(str(row["industry"]))
    return row
