"""Rule packs: find, load and validate the YAML files in `rules/`. Rules are data; a pack runs no code."""

from __future__ import annotations

import difflib
import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from conformance import discovery
from conformance.errors import PackError
from conformance.language import lexicon
from conformance.messages import Message
from conformance.model.report import Obligation, Severity
from conformance.model.rules import Basis, Pack, Requirement
from conformance.rules_folder import folder

UNKNOWN_PACK = Message(
    "unknown_pack", "没有规则包“{name}”。现有：{known}。{hint}", "there is no pack “{name}”; known: {known}. {hint}"
)
NOT_YAML = Message("pack_not_yaml", "规则包 {path} 不是有效的 YAML：{why}", "pack {path} is not valid YAML: {why}")
BAD_PACK = Message("bad_pack", "规则包 {path} 第 {line} 行，{key}：{why}", "pack {path}, line {line}, {key}: {why}")

M = TypeVar("M", bound=BaseModel)
KINDS = "conformance.kinds"


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
    applies: dict[str, bool | str] = {}
    remediation: str
    examples: dict[Literal["pass", "partial", "fail"], list[str]] = {}
    same_as: list[str] = []
    status: Literal["active", "draft"] = "active"


class _For(BaseModel):
    model_config = ConfigDict(extra="forbid")
    document_type: list[str] = []
    edition_in_force: dict[Literal["from", "to"], str] = {}


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    pack: str
    title: dict[str, str]
    version: str
    scope: _For = Field(default=_For(), alias="for")
    documents: dict[str, str]
    requirements: list[dict[str, Any]]


class _Strict(yaml.SafeLoader):
    """YAML that refuses a repeated key, which the plain loader hides."""


def _mapping(loader: _Strict, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise yaml.MarkedYAMLError(None, None, f"repeated key: {key.value}", key.start_mark)
        seen.add(key.value)
    return loader.construct_mapping(node, deep=True)


_Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_Strict.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)


def names() -> tuple[str, ...]:
    """The packs that come with the program, sorted."""
    return tuple(sorted(p.stem for p in folder().glob("*.yaml")))


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
    )


def _checked(path: Path, text: str, model: type[M], content: object, where: str) -> M:
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join([where, *map(str, first["loc"])])
        near = difflib.get_close_matches(str(first["loc"][-1]) if first["loc"] else "", model.model_fields, 1)
        hint = f" (did you mean “{near[0]}”?)" if near and first["type"] == "extra_forbidden" else ""
        raise PackError(
            BAD_PACK, path=path.name, line=_line(text, where, first["loc"]), key=key, why=first["msg"] + hint
        ) from error


def _line(text: str, where: str, loc: tuple[int | str, ...]) -> int:
    """The line, from 1, of the key at fault: the first one of its name after the requirement's id."""
    start = max(0, text.find(f"id: {where}"))
    at = text.find(f"{loc[-1]}:", start) if loc else start
    return text.count("\n", 0, max(at, start)) + 1


def _requirement(path: Path, text: str, file: _File, row: dict[str, Any]) -> Requirement:
    where = str(row.get("id", "?"))
    kinds = [key for key in row if key in discovery.names(KINDS)]
    if len(kinds) != 1:
        why = f"one kind of {', '.join(discovery.names(KINDS))} is needed, found {kinds or 'none'}"
        raise PackError(BAD_PACK, path=path.name, line=_line(text, where, ()), key=where, why=why)
    kind = kinds[0]
    fields = _checked(path, text, _Row, {k: v for k, v in row.items() if k != kind}, where)
    check = _checked(path, text, discovery.member(KINDS, kind).Check, row[kind], f"{where}.{kind}")
    _known(path, text, where, file, fields, check.terms())
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
        applies=dict(fields.applies),
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
            why = f"unknown name “{name}”" + (f", did you mean “{near[0]}”?" if near else "")
            raise PackError(BAD_PACK, path=path.name, line=_line(text, where, ()), key=where, why=why)
