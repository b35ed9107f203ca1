"""The table the register is read from, and the files an office adds to it.

A file of an office is csv (UTF-8, or GB 18030 as Excel saves it) with the columns of `rules/data/register.csv`, or with the
Chinese names below, and needs only some of them: title or number, source and checked_on. `replaces` (代替) names the rows
that end when this one takes effect. A row with the id of a bundled one stands in its place.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from conformance.errors import UsageError
from conformance.facts.citing.titles import kind_of
from conformance.facts.registering.edition import Edition, identity, parsed
from conformance.messages import Message
from conformance.model.facts import CitationKind, Status

NO_FILE = Message(
    "no_register", "读不到标准法规目录 {path}：{why}", "cannot read the register of instruments {path}: {why}"
)
BAD_COLUMN = Message(
    "register_column",
    "目录文件 {path} 里没有“{column}”这一列{near}；可用：{known}。",
    "{path} has an unknown column “{column}”{near}; known: {known}",
)
NO_CELL = Message(
    "register_no_cell",
    "目录文件 {path} 第{row}行缺“{column}”。",
    "{path}, line {row}: column “{column}” must be given",
)
NO_DATE = Message(
    "register_no_date",
    "目录文件 {path} 第{row}行，“{column}”写的是“{cell}”，应为年-月-日，如 2026-05-01。",
    "{path}, line {row}, column “{column}”: “{cell}” is not a date such as 2026-05-01",
)
NO_CHOICE = Message(
    "register_no_choice",
    "目录文件 {path} 第{row}行，“{column}”写的是“{cell}”，应为{known}之一。",
    "{path}, line {row}, column “{column}”: “{cell}” is none of {known}",
)

_LISTS = ("successors", "aliases", "mistaken", "fields")
_STATUS = {"现行": "current", "现行有效": "current", "有效": "current", "被代替": "superseded", "已被代替": "superseded",
           "废止": "repealed", "已废止": "repealed", "失效": "repealed", "尚未施行": "upcoming", "即将实施": "upcoming",
           "未知": "unknown", "": "current"}  # fmt: skip
_KIND = {"标准": "standard", "国家标准": "standard", "行业标准": "standard", "地方标准": "standard", "法律": "law",
         "行政法规": "admin_regulation", "部门规章": "dept_rule", "地方性法规": "local_rule", "地方政府规章": "local_rule",
         "规范性文件": "normative_doc", "文件": "normative_doc"}  # fmt: skip
_ZH = {"编号": "number", "文号": "number", "标准号": "number", "名称": "title", "种类": "kind", "发布日期": "issued",
       "施行日期": "effective", "实施日期": "effective", "失效日期": "until", "废止日期": "until", "状态": "status",
       "后续文件": "successors", "代替": "replaces", "别名": "aliases", "误名": "mistaken", "发文机关": "issuer",
       "领域": "fields", "来源": "source", "核对日期": "checked_on", "备注": "note"}  # fmt: skip
_COLUMNS = tuple(Edition.__slots__)
_DATE = re.compile(r"(?:19|20)\d\d(?:-[01]\d(?:-[0-3]\d)?)?")


@dataclass(frozen=True, slots=True)
class Added:
    """A row of an office's file, and the ids of the rows it replaces."""

    edition: Edition
    replaces: tuple[str, ...]


def read(text: str) -> tuple[Edition, ...]:
    """The editions in the bundled table. KeyError or TypeError where a column is missing or unknown."""
    return tuple(_edition(row) for row in csv.DictReader(text.splitlines()))


def _edition(row: Mapping[str, str]) -> Edition:
    cells: dict[str, Any] = dict(row)
    cells |= {name: _split(row[name]) for name in _LISTS}
    cells["editions_complete"] = row["editions_complete"] == "true"
    return Edition(**cells)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split("[;；]", cell) if part.strip())


def added(path: Path) -> Iterator[Added]:
    """The rows of an office's file. UsageError, with line and column, where one cannot be used."""
    reader = csv.DictReader(_text(path).splitlines())
    names = {name: _column(path, name) for name in reader.fieldnames or ()}
    own = {column: name for name, column in names.items()}
    for row in reader:
        cells = {names[k]: (v or "").strip() for k, v in row.items() if k is not None}
        if any(cells.values()):
            yield _Row(path, reader.line_num, cells, own).added()


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(NO_FILE, path=path, why=error.strerror or "") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def _column(path: Path, name: str) -> str:
    plain = name.strip()
    column = _ZH.get(plain, plain)
    if column not in (*_COLUMNS, "replaces"):
        near = get_close_matches(plain, (*_COLUMNS, *_ZH), 1)
        hint = f"（是否指 {near[0]}？did you mean it?）" if near else ""
        raise UsageError(BAD_COLUMN, path=path, column=plain, near=hint, known="、".join(_ZH))
    return column


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of an office's file as written; `names` are the file's own names of the columns."""

    path: Path
    line: int
    cells: Mapping[str, str]
    names: Mapping[str, str]

    def added(self) -> Added:
        get = self.cells.get
        number, title = get("number") or get("id") or "", get("title", "")
        if not title:
            raise self._wrong(NO_CELL, "title")
        for column in ("source", "checked_on"):
            if not get(column):
                raise self._wrong(NO_CELL, column)
        for column in ("issued", "effective", "until", "checked_on"):
            whole = column == "checked_on"
            if (cell := get(column, "")) and not (_DATE.fullmatch(cell) and (len(cell) == 10 or not whole)):
                raise self._wrong(NO_DATE, column)
        found = parsed(number)
        standard = found is not None and found.form == "code"
        code = found.code or "" if found and standard else ""
        kind = self._choice("kind", _KIND, get_args(CitationKind)) or (found.kind if found else kind_of(title))
        empty = dict.fromkeys(_COLUMNS, "")
        row = empty | {k: v for k, v in self.cells.items() if k in _COLUMNS} | {
            "id": get("id") or (found.canonical if found else title),
            "instrument": get("instrument") or (identity(code) if code else title),
            "kind": "normative_doc" if kind == "document_number" else kind,
            "code": code,
            "year": get("year") or (found.year or "" if found and standard else get("effective", "")[:4]),
            "number": "" if standard or not number else found.canonical if found else number,
            "status": self._choice("status", _STATUS, get_args(Status)) or "current",
            "editions_complete": get("editions_complete", "false"),
            "confidence": get("confidence") or "verified",
        }  # fmt: skip
        return Added(_edition(row), _split(get("replaces", "")))

    def _choice(self, column: str, words: Mapping[str, str], known: tuple[str, ...]) -> str:
        cell = self.cells.get(column, "")
        value = words.get(cell, cell)
        if value and value not in known:
            raise self._wrong(NO_CHOICE, column, "、".join(w for w in words if w))
        return value

    def _wrong(self, message: Message, column: str, known: str = "") -> UsageError:
        values = {"column": self.names.get(column, column), "cell": self.cells.get(column, ""), "known": known}
        return UsageError(message, path=self.path, row=self.line, **values)


def overlaid(base: tuple[Edition, ...], rows: tuple[Added, ...]) -> tuple[Edition, ...]:
    """`base` with the office's rows: one with a known id in its place, others at the end, what they replace ended."""
    editions = {e.id: e for e in base} | {r.edition.id: r.edition for r in rows}
    for row in rows:
        for name in row.replaces:
            found = parsed(name)
            old = editions.get(name) or editions.get(found.canonical if found else "")
            if old and row.edition.id not in old.successors:
                until = old.until or row.edition.effective or row.edition.issued
                editions[old.id] = replace(
                    old, status="superseded", until=until, successors=(*old.successors, row.edition.id)
                )
    return tuple(editions.values())
