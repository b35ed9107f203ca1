"""Report formats, one file each: the file's name is the format's name. All render from the report value alone."""

from __future__ import annotations

import difflib
from types import ModuleType

from conformance import discovery
from conformance.errors import UsageError
from conformance.messages import Message

UNKNOWN_FORMAT = Message(
    "unknown_format",
    "没有报告格式“{name}”。现有：{known}。{hint}",
    "there is no report format “{name}”; known: {known}. {hint}",
)


def formats() -> tuple[str, ...]:
    """The names of all report formats."""
    return discovery.names(__name__)


def reporter(name: str) -> ModuleType:
    """The module that writes `name`. UsageError, with a suggestion, if there is none."""
    if name in formats():
        return discovery.member(__name__, name)
    near = difflib.get_close_matches(name, formats(), 1)
    raise UsageError(UNKNOWN_FORMAT, name=name, known="、".join(formats()), hint=f"是否指 {near[0]}？" if near else "")
