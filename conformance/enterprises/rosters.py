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
from rapidfuzz import fuzz, process

from conformance.enterprises import fields
from conformance.enterprises.trades import Value
from conformance.errors import UsageError
from conformance.messages import Message, Said
from conformance.text import fold

NOT_YAML = Message(
    "profile_not_yaml",
    "企业情况文件 {path} 第 {line} 行不是有效的 YAML：“{text}”。应为每行一项的“键: 值”，例如 employees: 86。",
    "the profile {path}, line {line}, is not valid YAML: “{text}”; it should be `key: value`, one a line",
)
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
FROM_ROW_LIKE = Message(
    "from_roster_like",
    "花名册中没有与“{enterprise}”完全相同的名称，企业情况取自最接近的“{name}”一行；如不是同一单位，请更正花名册。",
    "the roster has no name that is exactly “{enterprise}”: what is known of it comes from the row most like it, “{name}”; correct the roster where that is another enterprise.",
)
NOT_LISTED_NEAR = Message(
    "not_in_roster",
    "花名册（{count} 个单位）中没有“{name}”，企业情况按方案自身内容认定；名称相近而没有采用的：{near}。",
    "“{name}” is not in the roster of {count}; what is known of it comes from the plan alone. Names like it that were not used: {near}.",
)
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
_FORM = re.compile(r"有限责任公司|股份有限公司|有限公司|集团公司|总公司|公司|集团|[()\s·]")
# The last words of a branch's name, behind the name of the firm.
_BRANCH = re.compile(
    r"(?:公司|集团|厂)\)?([^()]{0,16}(?:分公司|分厂|分店|分部|分院|办事处|项目部|营业部|门店|[^()]站|[^()]店))$"
)
_ALIKE, _NEAR = 92, 75


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
            return {}, self._unlisted(enterprise)
        own = found["enterprise"]
        return found, Said.of(FROM_ROW, name=own) if _plain(own) == _plain(enterprise) else Said.of(FROM_ROW_LIKE, name=own, enterprise=enterprise)  # fmt: skip

    def _matching(self, enterprise: str) -> Mapping[str, Value] | None:
        """The row of the same name; else the only one whose name without its legal form is the same or nearly so. What is
        known of a firm is not true of its branches."""
        wanted, branch = _bare(enterprise), _branch(enterprise)
        names = [(_bare(n), r) for r in self.rows if _branch(n := str(r.get("enterprise", ""))) == branch]
        same = [r for name, r in names if name == wanted]
        alike = same or [r for name, r in names if name and (name in wanted or wanted in name)]
        alike = alike or [r for name, r in names if fuzz.ratio(name, wanted) >= _ALIKE]
        return alike[0] if len(alike) == 1 else None

    def _unlisted(self, enterprise: str) -> Said:
        """That no row is the enterprise's, and which come nearest."""
        names = [str(r["enterprise"]) for r in self.rows]
        near = "、".join(
            one for one, _, _ in process.extract(enterprise, names, processor=_bare, limit=2, score_cutoff=_NEAR)
        )
        return Said.of(
            NOT_LISTED_NEAR if near else NOT_LISTED,
            name=enterprise,
            count=len(names),
            **({"near": near} if near else {}),
        )


NOTHING_KNOWN = Roster()


def _plain(name: object) -> str:
    return "".join(fold(str(name)).split())


def _bare(name: str) -> str:
    return _FORM.sub("", fold(name))


def _branch(name: str) -> str:
    """Which branch a name names: 第二分公司, 城东加油站; none for the firm itself."""
    found = _BRANCH.search(_plain(name))
    return found[1] if found else ""


def load(path: Path) -> Roster:
    """The rows in `path`, YAML or CSV (utf-8 or gb18030, Chinese or English headers). UsageError where it has none."""
    text = _text(path)
    try:
        rows = list(csv.DictReader(io.StringIO(text))) if path.suffix.lower() == ".csv" else _rows(yaml.safe_load(text))
    except yaml.MarkedYAMLError as error:
        lines = text.splitlines() or [""]
        line = min(error.problem_mark.line if error.problem_mark else 0, len(lines) - 1)
        raise UsageError(NOT_YAML, path=path, line=line + 1, text=lines[line].strip()) from error
    except yaml.YAMLError as error:
        raise UsageError(BAD_PROFILE, path=path, why=" ".join(str(error).split())) from error
    except ValueError as error:
        raise UsageError(BAD_PROFILE, path=path, why=str(error)) from error
    found = tuple(row for r in rows if (row := fields.row(r, path)))
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


def _rows(content: Any) -> list[dict[str, Value | None]]:
    rows: list[dict[str, Value | None]] = [] if content is None else content if isinstance(content, list) else [content]
    for row in rows:
        if not isinstance(row, dict) or not all(v is None or isinstance(v, bool | int | str) for v in row.values()):
            raise ValueError("key: value")
    return rows
