"""Report formats, one file each: the file's name is the format's name.

A format renders from `conformance.model.report.GapReport` alone (`SourceReporter`: and from the submitted file). Its module has `NAME`, `SUFFIX`, `PER_DOCUMENT` and
`render` as `Reporter` describes them; what several formats say alike stands in `conformance.reporters.view`.
"""

from __future__ import annotations

from difflib import get_close_matches
from json import loads  # not `json`: that name is this package's member
from typing import Protocol, cast, runtime_checkable

from pydantic import TypeAdapter, ValidationError

from conformance.discovery import member, names
from conformance.errors import UsageError
from conformance.messages import Message
from conformance.model.facts import SCHEMA
from conformance.model.report import GapReport
from conformance.options import DEFAULT_LIMITS, Limits

UNKNOWN_FORMAT = Message(
    "unknown_format", "没有报告格式“{name}”。可用：{formats}。", "no report format {name!r}; there are: {formats}"
)
UNKNOWN_FORMAT_NEAR = Message(
    "unknown_format_near",
    "没有报告格式“{name}”，是否指“{near}”？可用：{formats}。",
    "no report format {name!r}, did you mean {near!r}? There are: {formats}",
)
NOT_A_REPORT = Message(
    "not_a_report",
    "这不是差距报告文件：{where}：{reason}。请使用 check --format json 生成的文件。",
    "not a gap report: {where}: {reason}; use a file written by check --format json",
)
OTHER_SCHEMA = Message(
    "other_report_schema",
    "报告文件的格式版本是 {found}，本程序只能读取版本 {known}。请用当前程序重新检查。",
    "the report's schema is {found!r}, this program reads {known}; run the check again with this program",
)
UNDESCRIBED = Message(
    "undescribed_requirement",
    "报告文件不完整：{path} 的结论 {pack}/{requirement} 在其规则包中没有对应要求。",
    "the report is incomplete: {path} answers {pack}/{requirement}, which its packs do not describe",
)


class Reporter(Protocol):
    """A report format. `PER_DOCUMENT` is True where a batch gives one file for each document: the caller then passes
    a `GapReport` with a single report. `NAME` is for people, `SUFFIX` the file's ending with its dot.

    A format that is shown outside the office has `MASKED = True`: personal data is masked in it unless the caller says
    otherwise. A format may also have `pages(report, names)`: for an output folder, the names and contents of an
    overview and of a file for each document, which are called `names`."""

    NAME: Message
    SUFFIX: str
    PER_DOCUMENT: bool

    def render(self, report: GapReport, *, colour: bool = False) -> bytes:
        """The file's bytes; the same report gives the same bytes. `colour` asks for terminal colours, where used."""


@runtime_checkable
class SourceReporter(Protocol):
    """A report format that writes into the submitted file, and so needs it besides the report (always one document's).

    `NEEDS_SOURCE` is True. UsageError where the file is not the one that was checked, or takes nothing written.
    """

    NAME: Message
    SUFFIX: str
    PER_DOCUMENT: bool
    NEEDS_SOURCE: bool

    def render(
        self, report: GapReport, *, colour: bool = False, source: bytes | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> bytes:
        """As `Reporter.render`; `source` holds the bytes of the submitted file, which is read again within `limits`."""

    def file_name(self, report: GapReport) -> str:
        """What the file is called, after the submitted one: its path in an output folder, with /."""


@runtime_checkable
class KeepingReporter(Protocol):
    """A report format whose files people write in, so that a new one must keep what they wrote. `KEEPS` is True."""

    NAME: Message
    SUFFIX: str
    PER_DOCUMENT: bool
    KEEPS: bool

    def render(self, report: GapReport, *, colour: bool = False, earlier: bytes | None = None) -> bytes:
        """As `Reporter.render`; `earlier` holds the bytes of the file it replaces. UsageError where they are unreadable."""


def formats() -> tuple[str, ...]:
    """The names of the report formats, sorted."""
    return names(__name__)


def reporter(name: str) -> Reporter | SourceReporter:
    """The format called `name`. UsageError, with the nearest name, where there is none."""
    try:
        return cast("Reporter | SourceReporter", member(__name__, name))
    except KeyError:
        known = ", ".join(formats())
        near = get_close_matches(name.lower(), formats(), n=1)
        if near:
            raise UsageError(UNKNOWN_FORMAT_NEAR, name=name, near=near[0], formats=known) from None
        raise UsageError(UNKNOWN_FORMAT, name=name, formats=known) from None


def load(data: bytes) -> GapReport:
    """The gap report in `data`, as the json format wrote it. UsageError where it is none or has another schema."""
    try:
        raw = loads(data)
    except (ValueError, RecursionError) as error:
        raise UsageError(NOT_A_REPORT, where="JSON", reason=str(error)) from error
    if isinstance(raw, dict) and raw.get("schema", SCHEMA) != SCHEMA:
        raise UsageError(OTHER_SCHEMA, found=raw["schema"], known=SCHEMA)
    try:
        report = TypeAdapter(GapReport).validate_python(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = "/".join(map(str, first["loc"])) or "/"
        raise UsageError(NOT_A_REPORT, where=where, reason=first["msg"]) from error
    _check_requirements(report)
    return report


def _check_requirements(report: GapReport) -> None:
    """Every finding must answer a requirement that the report's packs describe: renderers rely on it."""
    known = {(pack.id, requirement) for pack in report.packs for requirement in pack.requirements}
    for one in report.reports:
        for finding in one.findings:
            if (finding.pack, finding.requirement) not in known:
                raise UsageError(UNDESCRIBED, path=one.path, pack=finding.pack, requirement=finding.requirement)
