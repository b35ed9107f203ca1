"""What a new edition of a rule document changed, demand by demand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from conformance.drafts.demands import Demand, demands
from conformance.messages import Language, Message
from conformance.model.facts import Facts
from conformance.text import fold

Sort = Literal["same", "moved", "changed", "split", "merged", "new", "gone"]
CHANGES: dict[Sort, Message] = {
    "same": Message("draft_same", "未变", "unchanged"),
    "moved": Message("draft_moved", "只移动位置", "only moved"),
    "changed": Message("draft_changed", "有改动", "changed"),
    "split": Message("draft_split", "拆出", "split off"),
    "merged": Message("draft_merged", "并入", "merged"),
    "new": Message("draft_new", "新增", "new"),
    "gone": Message("draft_gone", "已删除", "no longer there"),
}
PARTS = {
    "limits": Message("draft_part_limits", "时限", "time limits"),
    "targets": Message("draft_part_targets", "指标", "targets"),
    "actor": Message("draft_part_actor", "行为主体", "who"),
    "obligation": Message("draft_part_obligation", "要求程度", "degree of duty"),
    "listed": Message("draft_part_listed", "所列各项", "list"),
}
DEGREES = {
    "shall": Message("degree_shall", "应", "shall"),
    "should": Message("degree_should", "宜", "should"),
    "may": Message("degree_may", "可", "may"),
    "shall_not": Message("degree_shall_not", "不得", "shall not"),
}
NOTHING = Message("draft_part_nothing", "无", "none")
_ALIKE, _PART, _SHORTEST = 60.0, 90.0, 8


@dataclass(frozen=True, slots=True)
class Change:
    """How a demand fared: `then` in the old edition, `now` in the new one; None where it has none."""

    sort: Sort
    then: Demand | None
    now: Demand | None


def compared(old: Facts, new: Facts) -> tuple[Change, ...]:
    """The demands of both editions, the new one's order first and what is gone last. Each is matched with the one most like
    it, the likest first; what is left may be a part of one that was matched otherwise."""
    before, after = demands(old), demands(new)
    pairs = _pairs(before, after)
    found = []
    for index, one in enumerate(after):
        then = before[pairs[index]] if index in pairs else None
        if then is None:
            whole = _whole(one, before)
            found.append(Change("split" if whole else "new", whole, one))
        else:
            found.append(Change(_sort(then, one), then, one))
    for index, one in enumerate(before):
        if index not in pairs.values():
            whole = _whole(one, after)
            found.append(Change("merged" if whole else "gone", one, whole))
    return tuple(found)


def _pairs(before: Sequence[Demand], after: Sequence[Demand]) -> dict[int, int]:
    """For each demand of the new edition the one of the old that it was, by their places in the order."""
    texts = [_plain(one) for one in before], [_plain(one) for one in after]
    likeness = (
        (fuzz.ratio(then, now, score_cutoff=_ALIKE), -abs(i - j), i, j)
        for j, now in enumerate(texts[1])
        for i, then in enumerate(texts[0])
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted((row for row in likeness if row[0]), reverse=True):
        if i not in taken and j not in pairs:
            taken.add(i)
            pairs[j] = i
    return pairs


def _plain(one: Demand) -> str:
    """The words that matter: without marks and blanks, full-width forms as half-width."""
    return re.sub(r"[\W_]", "", fold(one.text + "".join(one.listed)))


def _whole(part: Demand, others: Sequence[Demand]) -> Demand | None:
    """The demand of the other edition of which `part` is a part."""
    words = _plain(part)
    longer = (o for o in others if len(_plain(o)) > len(words) >= _SHORTEST)
    return next((o for o in longer if fuzz.partial_ratio(words, _plain(o)) >= _PART), None)


def _exact(one: Demand) -> str:
    return re.sub(r"[\s,，。；;：:、]", "", fold(one.text + "\n".join(one.listed)))


def _sort(then: Demand, now: Demand) -> Sort:
    if _exact(then) != _exact(now):
        return "changed"
    return "same" if then.clause == now.clause else "moved"


def told(changes: Sequence[Change], language: Language) -> str:
    """The changes in words: counts, then every demand that is not the same, with what of it changed."""
    lines = [
        "  ".join(f"{said.say(language)} {sum(c.sort == sort for c in changes)}" for sort, said in CHANGES.items())
    ]
    for one in changes:
        if one.sort != "same":
            lines += [
                "",
                f"{CHANGES[one.sort].say(language)}  {_where(one)}",
                *_words(one),
                *_differences(one, language),
            ]
    return "\n".join(lines) + "\n"


def _where(one: Change) -> str:
    places = dict.fromkeys(d.clause or "-" for d in (one.then, one.now) if d)
    return " → ".join(places)


def _words(one: Change) -> Iterator[str]:
    if one.then and one.sort != "moved":
        yield f"  － {_text(one.then)}"
    if one.now:
        yield f"  ＋ {_text(one.now)}" if one.sort != "moved" else f"  {_text(one.now)}"


def _text(one: Demand) -> str:
    return one.text + "、".join(one.listed)


def _differences(one: Change, language: Language) -> Iterator[str]:
    """Which of the time limits, targets and the like of a changed demand are not what they were."""
    if one.sort != "changed" or not one.then or not one.now:
        return
    for part, name in PARTS.items():
        was, now = (_part(d, part, language) for d in (one.then, one.now))
        if was != now:
            yield (
                f"  {name.say(language)}：{was} → {now}"
                if language == "zh"
                else f"  {name.say(language)}: {was} → {now}"
            )


def _part(one: Demand, part: str, language: Language) -> str:
    if part == "obligation":
        return DEGREES[one.obligation].say(language)
    if part == "actor":
        return (one.actor if not one.inherited else None) or NOTHING.say(language)
    rows = getattr(one, part)
    return "、".join(r if isinstance(r, str) else " ".join(r.quote.split()) for r in rows) or NOTHING.say(language)
