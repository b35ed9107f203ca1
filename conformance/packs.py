"""Rule packs: find, load and validate the YAML files in `rules/`. Rules are data; a pack runs no code."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from conformance import discovery
from conformance.errors import PackError
from conformance.language import lexicon
from conformance.messages import Message
from conformance.model.facts import DocumentType
from conformance.model.report import Obligation, Severity
from conformance.model.rules import Basis, Pack, Requirement, Traits
from conformance.rules_folder import folder

UNKNOWN_PACK = Message(
    "unknown_pack", "没有规则包“{name}”。现有：{known}。{hint}", "there is no pack “{name}”; known: {known}. {hint}"
)
NOT_YAML = Message("pack_not_yaml", "规则包 {path} 不是有效的 YAML：{why}", "pack {path} is not valid YAML: {why}")
_AT_ZH, _AT_EN = "规则包 {path} 第 {line} 行，{key}：", "pack {path}, line {line}, {key}: "
UNKNOWN_KEY = Message(
    "unknown_key", _AT_ZH + "没有这个键。可用：{known}。", _AT_EN + "there is no such key; known: {known}"
)
UNKNOWN_KEY_NEAR = Message(
    "unknown_key_near", _AT_ZH + "没有这个键，是否指 {near}？", _AT_EN + "no such key, did you mean {near}?"
)
MISSING_KEY = Message("missing_key", _AT_ZH + "缺少这个键。", _AT_EN + "this key is missing")
WRONG_VALUE = Message("wrong_value", _AT_ZH + "值不对：{why}", _AT_EN + "wrong value: {why}")
ONE_KIND = Message(
    "one_kind",
    _AT_ZH + "必须写明一种检查（{known} 之一），现有：{found}。",
    _AT_EN + "exactly one kind of {known} is needed, found: {found}",
)
UNPROVEN = Message(
    "unproven",
    _AT_ZH + "没有 {lacking} 示例，不能用作正式要求。请写示例，或注明 status: draft。",
    _AT_EN + "without examples of {lacking} it cannot be active; write them, or say `status: draft`",
)
UNKNOWN_NAME = Message(
    "unknown_name", _AT_ZH + "“{name}”没有定义。{hint}", _AT_EN + "“{name}” is defined nowhere. {hint}"
)

M = TypeVar("M", bound=BaseModel)
KINDS = "conformance.kinds"
AUTO = "auto"
# The same demand stands in several packs: equal checks are one object, so that a document is judged by it once.
_CHECKS: dict[str, Any] = {}
_ID = re.compile(r"^\s*(?:- )?id: [\"']?([^\s\"',}]+)", re.MULTILINE)
_EXAMPLES = {"pass": {"pass"}, "fail": {"fail", "review"}}
# What these kinds judge, the look of a page, cannot be written into an example.
_UNWRITTEN = frozenset({"format"})


_Traits = dict[str, bool | str | tuple[str, ...]]
_Applies = _Traits | list[_Traits]


class _BasisRow(BaseModel):
    model_config = ConfigDict(extra="forbid")
    document: str
    clause: str | None = None


class _Row(BaseModel):
    """A requirement as written; the key that names its kind is taken out before."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    id: str
    title: str
    text: str = ""
    obligation: Obligation = "shall"
    severity: Severity
    basis: list[_BasisRow] = Field(min_length=1)
    applies: _Applies = []
    remediation: str
    examples: dict[Literal["pass", "partial", "review", "fail"], list[str]] = {}
    same_as: list[str] = []
    status: Literal["active", "draft"] = "active"


class _For(BaseModel):
    model_config = ConfigDict(extra="forbid")
    document_type: list[DocumentType] = []
    applies: _Applies = []
    edition_in_force: dict[Literal["from", "to"], str] = {}


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    pack: str
    title: dict[str, str]
    version: str
    scope: _For = Field(default=_For(), alias="for")
    documents: dict[str, str]
    requirements: list[dict[str, Any]]


class _Strict(yaml.CSafeLoader):
    """YAML that refuses a repeated key, which the plain loader hides."""


def _mapping(loader: _Strict, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise yaml.MarkedYAMLError(
                None,
                None,
                f"repeated key: {key.value}",
                yaml.Mark("", 0, key.start_mark.line, key.start_mark.column, None, 0),
            )
        seen.add(key.value)
    return loader.construct_mapping(node, deep=True)


_Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_Strict.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)


def names() -> tuple[str, ...]:
    """The packs that come with the program, sorted."""
    return tuple(sorted(p.stem for p in folder().glob("*.yaml")))


def named(asked: Sequence[str]) -> tuple[str, ...]:
    """The packs that `asked` may mean: those named, with `auto` all that come with the program."""
    return tuple(dict.fromkeys(n for name in asked for n in (names() if name == AUTO else (name,))))


@cache
def load(name: str) -> Pack:
    """The pack called `name`, or in the file `name` (.yaml). PackError where it is unknown or not valid."""
    path = Path(name) if name.endswith((".yaml", ".yml")) else folder() / f"{name}.yaml"
    if not path.is_file():
        near = difflib.get_close_matches(name, names(), 1)
        hint = f"是否指 {near[0]}？" if near else ""
        raise PackError(UNKNOWN_PACK, name=name, known="、".join(names()), hint=hint)
    raw = path.read_bytes()
    try:
        content = yaml.load(raw, Loader=_Strict)
    except yaml.YAMLError as error:
        raise PackError(NOT_YAML, path=path.name, why=" ".join(str(error).split())) from error
    return _pack(path, raw, content)


def _pack(path: Path, raw: bytes, content: object) -> Pack:
    text = raw.decode("utf-8", errors="replace")
    file = _checked(path, text, _File, content, "pack")
    requirements = tuple(_requirement(path, text, file, row) for row in file.requirements)
    return Pack(
        file.pack,
        file.title,
        file.version,
        hashlib.sha256(raw).hexdigest(),
        requirements,
        tuple(file.scope.document_type),
        file.scope.edition_in_force.get("from"),
        file.scope.edition_in_force.get("to"),
        _rows(file.scope.applies),
    )


def _rows(written: _Applies) -> tuple[Traits, ...]:
    return tuple(written) if isinstance(written, list) else (written,)


def _checked(path: Path, text: str, model: type[M], content: object, where: str) -> M:
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise _fault(path, text, model, where, error) from error


def _fault(path: Path, text: str, model: type[BaseModel], where: str, error: ValidationError) -> PackError:
    """The first fault in words; an unknown key before a missing one: it is likely the same one, misspelt."""
    first = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")
    at = {
        "path": path.name,
        "line": _line(text, where, first["loc"]),
        "key": ".".join([where, *map(str, first["loc"])]),
    }
    if first["type"] == "missing":
        return PackError(MISSING_KEY, **at)
    if first["type"] != "extra_forbidden":
        return PackError(WRONG_VALUE, **at, why=first["msg"])
    known = [f.alias or name for name, f in model.model_fields.items()] if len(first["loc"]) == 1 else []
    near = difflib.get_close_matches(str(first["loc"][-1]), known, 1)
    if near:
        return PackError(UNKNOWN_KEY_NEAR, **at, near=near[0])
    return PackError(UNKNOWN_KEY, **at, known="、".join(known) or "-")


def _line(text: str, where: str, loc: tuple[int | str, ...]) -> int:
    """The line, from 1, of the key at fault: the first one of its name after the requirement's id."""
    fitting = [m for m in _ID.finditer(text) if f"{where}.".startswith(f"{m[1]}.")]
    start = max(fitting, key=lambda m: len(m[1])).start(1) if fitting else 0
    names = [str(part) for part in loc if isinstance(part, str)]
    at = text.find(f"{names[-1]}:", start) if names else start
    return text.count("\n", 0, max(at, start)) + 1


def _requirement(path: Path, text: str, file: _File, row: dict[str, Any]) -> Requirement:
    where = str(row.get("id", "?"))
    kinds = [key for key in row if key in discovery.names(KINDS)]
    if len(kinds) != 1:
        known, found = "、".join(discovery.names(KINDS)), "、".join(kinds) or "-"
        raise PackError(ONE_KIND, path=path.name, line=_line(text, where, ()), key=where, known=known, found=found)
    kind = kinds[0]
    fields = _checked(path, text, _Row, {k: v for k, v in row.items() if k != kind}, where)
    check = _checked(path, text, discovery.member(KINDS, kind).Check, row[kind], f"{where}.{kind}")
    check = _CHECKS.setdefault(f"{kind} {check.model_dump_json()}", check)
    _known(path, text, where, file, fields, check.terms())
    _proven(path, text, kind, fields)
    return Requirement(
        id=fields.id,
        title=fields.title,
        text=fields.text,
        obligation=fields.obligation,
        severity=fields.severity,
        basis=tuple(Basis(b.document, file.documents[b.document], b.clause) for b in fields.basis),
        kind=kind,
        check=check,
        remediation=fields.remediation,
        applies=_rows(fields.applies),
        examples={k: tuple(v) for k, v in fields.examples.items()},
        same_as=tuple(fields.same_as),
        status=fields.status,
    )


def _known(path: Path, text: str, where: str, file: _File, fields: _Row, terms: frozenset[str]) -> None:
    """PackError for a basis or a concept that nothing defines."""
    concepts = lexicon.load()
    for name, pool in [
        *((b.document, list(file.documents)) for b in fields.basis),
        *((t[1:], list(concepts)) for t in sorted(terms) if t.startswith("$")),
    ]:
        if name not in pool:
            near = difflib.get_close_matches(name, pool, 1)
            hint = f"是否指“{near[0]}”？" if near else ""
            raise PackError(UNKNOWN_NAME, path=path.name, line=_line(text, where, ()), key=where, name=name, hint=hint)


def _proven(path: Path, text: str, kind: str, fields: _Row) -> None:
    """PackError for an active requirement without a pass and a fail example (or a review one, if it says no worse)."""
    if fields.status == "draft" or kind in _UNWRITTEN:
        return
    written = {outcome for outcome, texts in fields.examples.items() if texts}
    lacking = [name for name, any_of in _EXAMPLES.items() if not any_of & written]
    if lacking:
        said = "、".join(lacking)
        raise PackError(UNPROVEN, path=path.name, line=_line(text, fields.id, ()), key=fields.id, lacking=said)


def schema() -> dict[str, Any]:
    """The JSON Schema of a pack file: its head, and requirements with exactly one kind and its parameters each."""
    pack, row = _File.model_json_schema(), _Row.model_json_schema()
    shared = {**pack.pop("$defs", {}), **row.pop("$defs", {})}
    for kind in discovery.names(KINDS):
        check = discovery.member(KINDS, kind).Check.model_json_schema()
        shared.update(check.pop("$defs", {}))
        row["properties"][kind] = {**check, "title": kind}
    row["oneOf"] = [{"required": [kind]} for kind in discovery.names(KINDS)]
    pack["properties"]["requirements"]["items"] = row
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **pack, "$defs": shared}
