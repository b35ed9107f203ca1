"""Limits by feasts, seasons and yearly campaigns: 春节前, 中秋、国庆两节期间, 安全生产月期间, 2024年汛期前."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from conformance.facts.timing.almanac import CAMPAIGNS, FEASTS, SEASONS, Partial, days, feast
from conformance.facts.timing.found import CALENDAR, FREQUENCY, Phrase, row
from conformance.facts.timing.years import Years
from conformance.language.sparse import Sparse
from conformance.model.facts import Deadline

_NAME = "|".join(FEASTS)
_YEAR = r"(?P<year>(?:19|20)\d\d年的?|今年的?|本年的?|明年的?)?"
_FEAST = Sparse(
    rf"(?<!每年)(?<!每逢)(?P<prefix>[到至于])?{_YEAR}\"?(?P<names>(?:{_NAME})节?(?:[、和及](?:{_NAME})节?){{0,3}})\"?(?P<both>[两三双]?节)?(?:假期|放假|小?长假)?"
    r"(?:(?P<before>之前|以前|前夕|前(?![后期往述]))|(?P<during>期间))",
    _NAME,
)
_SEASON = Sparse(
    rf"(?P<year>(?:19|20)\d\d年)(?P<name>{'|'.join(SEASONS)})(?P<bound>之前|以前|前(?![后期往述])|期间|结束前)|(?P<winter>今冬明春)(?:期间|(?=[,、。;]))",
    "|".join(SEASONS),
    "\n",
)
_CAMPAIGN = Sparse(
    rf"(?P<every>每年的?)?{_YEAR}\"?(?P<name>{'|'.join(CAMPAIGNS)})\"?(?:活动)?期间",
    "期间",
)


def feasts(text: str, years: Years) -> Iterator[Phrase]:
    """The limits in `text` that a feast, a season or a yearly campaign sets."""
    for match in _FEAST.finditer(text):
        names = re.findall(_NAME, match["names"])
        rows = tuple(_feast_row(name, match, years) for name in names)
        yield Phrase(match.start(), match.end(), CALENDAR, rows)
    for match in _SEASON.finditer(text):
        kind = "deadline" if match["bound"] and match["bound"].endswith("前") else "window"
        made = row(
            "deadline" if kind == "deadline" else "window",
            name=match["name"] or match["winter"],
            issues=("season_varies",),
        )
        yield Phrase(match.start(), match.end(), CALENDAR, (made,))
    for match in _CAMPAIGN.finditer(text):
        yield Phrase(
            match.start(), match.end(), FREQUENCY if match["every"] else CALENDAR, (_campaign_row(match, years),)
        )


def _stated(match: re.Match[str]) -> Partial:
    written = (match["year"] or "").rstrip("的")
    if written[:1].isdigit():
        return Partial(year=int(written[:4]))
    return Partial(shift={"今年": 0, "本年": 0, "明年": 1}.get(written))


def _feast_row(name: str, match: re.Match[str], years: Years) -> Deadline:
    """The last day before a feast; its length is set anew each year, so 期间 has no value."""
    if match["during"]:
        return row("window", name=name, issues=("season_varies",))
    if not match["year"] and years.yearly(match.start(), name):
        return row("frequency", "1/P1Y", due=f"{name}前")
    whole, inferred = years.fill(_stated(match), match.start())
    first = feast(name, whole.year) if whole.year else None
    issued = years.issue.day
    issues: tuple[str, ...] = ()
    if first and issued and not match["year"] and first < issued:
        first, issues = feast(name, issued.year + 1), ("year_rolled_over",)
    value = f"/{first - timedelta(days=1)}" if first else None
    return row("deadline", value, name=name, inferred=inferred, issues=issues if first else ("season_varies",))


def _campaign_row(match: re.Match[str], years: Years) -> Deadline:
    if match["every"] or (not match["year"] and years.yearly(match.start(), match["name"])):
        return row("frequency", "1/P1Y", due=f"{match['name']}期间")
    whole, inferred = years.fill(_stated(match), match.start())
    if whole.year is None:
        return row("window", name=match["name"], issues=("year_missing",))
    first, last = days(Partial(year=whole.year, month=CAMPAIGNS[match["name"]]))
    return row("window", f"{first}/{last}", name=match["name"], inferred=inferred)
