"""What is wrong with a rule pack, in words: each fault with its line and key, all of them at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from typing import Any

from pydantic import BaseModel, ValidationError

from conformance.errors import PackError
from conformance.messages import Message, Said

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
_SEVERAL = Message(
    "several_faults", "规则包 {path} 有 {count} 处错误：{faults}", "pack {path} has {count} faults:{faults}"
)
_LISTED = Message("fault_listed", "{before}\n{fault}", "{before}\n{fault}")

_ID = re.compile(r"^\s*(?:- )?id: [\"']?([^\s\"',}]+)", re.MULTILINE)
_MISSING, _UNKNOWN = "missing", "extra_forbidden"


class FaultsError(Exception):
    """What is wrong in one part of a pack."""

    def __init__(self, *found: Said) -> None:
        """Keep the faults `found`, each a message that says its line and key."""
        super().__init__(*found)
        self.found = found


@contextmanager
def noting(found: list[Said]) -> Iterator[None]:
    """Add the faults that are raised within to `found`, so that what comes after is looked at too."""
    try:
        yield
    except FaultsError as faults:
        found.extend(faults.found)


def refused(path: str, found: Sequence[Said]) -> PackError:
    """The error that says everything that is wrong with the pack in the file called `path`, a fault a line."""
    if len(found) == 1:
        return PackError(found[0].message, **dict(found[0].values))
    listed = reduce(
        lambda before, fault: Said.of(_LISTED, before=before, fault=fault), found, Said.of(Message("", "", ""))
    )
    return PackError(_SEVERAL, path=path, count=len(found), faults=listed)


def of_values(path: str, text: str, model: type[BaseModel], where: str, error: ValidationError) -> FaultsError:
    """The faults of the values of one part, `where`, of the pack `text`: of each line and key the first."""
    rows = sorted(error.errors(), key=lambda e: e["type"] != _UNKNOWN)
    misspelt = {e["loc"][:-1] for e in rows if e["type"] == _UNKNOWN}
    found: dict[tuple[int, str], Said] = {}
    for row in rows:
        # Beside an unknown key a missing one is likely the same, misspelt.
        if row["type"] != _MISSING or row["loc"][:-1] not in misspelt:
            said = _of_value(path, text, model, where, row)
            values = dict(said.values)
            key = str(values["key"]) if row["type"] in (_MISSING, _UNKNOWN) else ""
            found.setdefault((int(str(values["line"])), key), said)
    return FaultsError(*found.values())


def _of_value(path: str, text: str, model: type[BaseModel], where: str, row: Mapping[str, Any]) -> Said:
    loc = row["loc"]
    at = {"path": path, "line": line(text, where, loc), "key": ".".join([where, *map(str, loc)])}
    if row["type"] == _MISSING:
        return Said.of(MISSING_KEY, **at)
    if row["type"] != _UNKNOWN:
        return Said.of(WRONG_VALUE, **at, why=row["msg"])
    known = [f.alias or name for name, f in model.model_fields.items()] if len(loc) == 1 else []
    near = difflib.get_close_matches(str(loc[-1]), known, 1)
    if near:
        return Said.of(UNKNOWN_KEY_NEAR, **at, near=near[0])
    return Said.of(UNKNOWN_KEY, **at, known="、".join(known) or "-")


def line(text: str, where: str, loc: tuple[int | str, ...] = ()) -> int:
    """The line of the pack `text`, from 1, of the key at fault: the first one of its name after the requirement's id and
    before the next, else that of the id."""
    ids = [*_ID.finditer(text)]
    fitting = [i for i, m in enumerate(ids) if f"{where}.".startswith(f"{m[1]}.")]
    own = max(fitting, key=lambda i: len(ids[i][1]), default=None)
    start = 0 if own is None else ids[own].start(1)
    end = len(text) if own is None or own + 1 == len(ids) else ids[own + 1].start()
    names = [str(part) for part in loc if isinstance(part, str)]
    at = text.find(f"{names[-1]}:", start, end) if names else start
    return text.count("\n", 0, max(at, start)) + 1
