"""Rule packs: find, load and validate the YAML files in `rules/`. Rules are data; a pack runs no code."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from conformance import discovery
from conformance.errors import PackError
from conformance.language import lexicon
from conformance.messages import Message, Said
from conformance.model.facts import DocumentType
from conformance.model.report import Obligation, Severity
from conformance.model.rules import Basis, Pack, Requirement, Traits
from conformance.pack_faults import ONE_KIND, UNKNOWN_NAME, UNPROVEN, FaultsError, line, noting, of_values, refused
from conformance.rules_folder import folder

UNKNOWN_PACK = Message(
    "unknown_pack", "没有规则包“{name}”。现有：{known}。{hint}", "there is no pack “{name}”; known: {known}. {hint}"
)
NOT_YAML = Message("pack_not_yaml", "规则包 {path} 不是有效的 YAML：{why}", "pack {path} is not valid YAML: {why}")

M = TypeVar("M", bound=BaseModel)
KINDS = "conformance.kinds"
AUTO = "auto"
# The same demand stands in several packs: equal checks are one object, so that a document is judged by it once.
_CHECKS: dict[str, Any] = {}
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
    found: list[Said] = []
    requirements: list[Requirement] = []
    with noting(found):
        file = _checked(path, text, _File, content, "pack")
        for row in file.requirements:
            with noting(found):
                requirements.append(_requirement(path, text, file, row))
    if found:
        raise refused(path.name, found)
    return Pack(
        file.pack,
        file.title,
        file.version,
        hashlib.sha256(raw).hexdigest(),
        tuple(requirements),
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
        raise of_values(path.name, text, model, where, error) from error


def _requirement(path: Path, text: str, file: _File, row: dict[str, Any]) -> Requirement:
    where = str(row.get("id", "?"))
    at = {"path": path.name, "line": line(text, where), "key": where}
    kind = _kind(row, at)
    found: list[Said] = []
    fields = check = None
    with noting(found):
        fields = _checked(path, text, _Row, {k: v for k, v in row.items() if k != kind}, where)
    with noting(found):
        check = _checked(path, text, discovery.member(KINDS, kind).Check, row[kind], f"{where}.{kind}")
    if fields is None or check is None:
        raise FaultsError(*found)
    check = _CHECKS.setdefault(f"{kind} {check.model_dump_json()}", check)
    if found := [*_unknown(file, fields, check.terms(), at), *_unproven(kind, fields, at)]:
        raise FaultsError(*found)
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


def _kind(row: dict[str, Any], at: dict[str, object]) -> str:
    """The kind that a requirement, which stands `at` a line and key, names. FaultsError where it is not exactly one."""
    kinds = [key for key in row if key in discovery.names(KINDS)]
    if len(kinds) != 1:
        known, found = "、".join(discovery.names(KINDS)), "、".join(kinds) or "-"
        raise FaultsError(Said.of(ONE_KIND, known=known, found=found, **at))
    return kinds[0]


def _unknown(file: _File, fields: _Row, terms: frozenset[str], at: dict[str, object]) -> Iterator[Said]:
    """What is said of each basis and concept that nothing defines."""
    concepts = lexicon.load()
    for name, pool in [
        *((b.document, list(file.documents)) for b in fields.basis),
        *((t[1:], list(concepts)) for t in sorted(terms) if t.startswith("$")),
    ]:
        if name not in pool:
            near = difflib.get_close_matches(name, pool, 1)
            yield Said.of(UNKNOWN_NAME, name=name, hint=f"是否指“{near[0]}”？" if near else "", **at)


def _unproven(kind: str, fields: _Row, at: dict[str, object]) -> Iterator[Said]:
    """What is said of an active requirement without a pass and a fail example (or a review one, if it says no worse)."""
    if fields.status == "draft" or kind in _UNWRITTEN:
        return
    written = {outcome for outcome, texts in fields.examples.items() if texts}
    if lacking := [name for name, any_of in _EXAMPLES.items() if not any_of & written]:
        yield Said.of(UNPROVEN, lacking="、".join(lacking), **at)


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
