"""Choices that need not be typed again: `.conformance.yaml`, or `[tool.conformance]` in pyproject.toml.

The nearest file wins, looked for in the working folder and the folders above it up to the root of the repository. What is
written on the command line goes before both. Paths in a file are relative to it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from conformance.errors import UsageError
from conformance.messages import LANGUAGES, Language, Message

FILE_NAME = ".conformance.yaml"
NOT_USABLE = Message(
    "bad_settings",
    "配置文件 {path} 不能使用：{key}：{why}",
    "the configuration {path} cannot be used: {key}: {why}",
)
UNKNOWN_KEY = Message(
    "unknown_setting",
    "配置文件 {path} 里没有“{key}”这一项{near}。可用：{known}。",
    "the configuration {path} has no key “{key}”{near}; known: {known}",
)
NO_FILE = Message("no_settings", "找不到配置文件：{path}。", "no such configuration file: {path}")
COMMAND_LINE = Message("command_line", "命令行", "command line")
DEFAULT = Message("default", "默认", "default")
_PATHS = ("output", "profile", "superior", "waivers", "baseline")


class Choices(BaseModel):
    """Everything `check` can be told, with its defaults; the keys of a configuration file, `-` and `_` alike."""

    model_config = ConfigDict(extra="forbid", strict=True)

    pack: list[str] = []
    registers: list[str] = []
    format: list[str] = []
    output: str | None = None
    profile: str | None = None
    superior: str | None = None
    waivers: str | None = None
    baseline: str | None = None
    fail_on: str = "orange"
    strict: bool = False
    redact: bool | None = None
    jobs: int = 0
    allow_empty: bool = False
    lang: Language = LANGUAGES[0]


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices in force, and where each comes from: a file's path, or None for its default."""

    choices: Choices
    origins: Mapping[str, Path | None] = field(default_factory=dict)

    def path(self, key: str) -> Path | None:
        """The file or folder named by `key`."""
        named = getattr(self.choices, key)
        return Path(named) if named else None


def find(folder: Path) -> Path | None:
    """The configuration that holds in `folder`: the nearest one, not looked for above the root of a repository."""
    for place in (folder, *folder.parents):
        if (place / FILE_NAME).is_file():
            return place / FILE_NAME
        project = place / "pyproject.toml"
        if project.is_file() and "conformance" in _toml(project).get("tool", {}):
            return project
        if (place / ".git").exists():
            return None
    return None


def load(path: Path | None) -> Settings:
    """The settings in `path`; the defaults where it is None. UsageError, with the nearest key, where it is not usable."""
    if path is None:
        return Settings(Choices())
    rows = {_field(str(key)): value for key, value in _rows(path).items()}
    for key in rows:
        if key not in Choices.model_fields:
            near = get_close_matches(key, Choices.model_fields, 1)
            hint = f"（是否指 {near[0]}？did you mean it?）" if near else ""
            raise UsageError(UNKNOWN_KEY, path=path, key=key, near=hint, known="、".join(Choices.model_fields))
    for key in ("pack", "format", "registers"):
        if isinstance(rows.get(key), str):
            rows[key] = [rows[key]]
    for key in _PATHS:
        if isinstance(rows.get(key), str):
            rows[key] = str(path.parent / rows[key])
    if isinstance(rows.get("registers"), list):
        rows["registers"] = [str(path.parent / str(file)) for file in rows["registers"]]
    try:
        return Settings(Choices.model_validate(rows), dict.fromkeys(rows, path))
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(NOT_USABLE, path=path, key=".".join(map(str, first["loc"])), why=first["msg"]) from error


def _field(key: str) -> str:
    """The field a key of the file means; `register` is called like its option."""
    plain = key.replace("-", "_")
    return "registers" if plain == "register" else plain


def _rows(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise UsageError(NO_FILE, path=path)
    if path.suffix == ".toml":
        return dict(_toml(path).get("tool", {}).get("conformance", {}))
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(NOT_USABLE, path=path, key="-", why=" ".join(str(error).split())) from error
    if not isinstance(content, dict):
        raise UsageError(NOT_USABLE, path=path, key="-", why="key: value")
    return content


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(NOT_USABLE, path=path, key="-", why=str(error)) from error


def over(settings: Settings, given: Mapping[str, Any]) -> Settings:
    """`settings` with what was `given` on the command line (None: not given) before them."""
    said = {key: value for key, value in given.items() if value is not None}
    origins = {key: origin for key, origin in settings.origins.items() if key not in said}
    return Settings(settings.choices.model_copy(update=said), origins)
