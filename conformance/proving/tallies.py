"""What came of proving a pack: how often each change was tried, how often noticed, and whether that is enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from conformance.messages import Language, Message
from conformance.model.report import OUTCOME_NAMES, Outcome

ALL, LEAST_DENIED, LEAST_CUT, MOST_MOVED = 1.0, 0.95, 0.80, 0.02

HEAD = Message(
    "proof_head", "{pack}：{count} 个示例，{wrong} 个不符", "{pack}: {count} examples, {wrong} of them wrong"
)
EXAMPLE = Message("proof_wrong", "  × {id} 应为{expected}，实为{found}：{text}", "  × {id} {expected} expected, {found} found: {text}")  # fmt: skip
KILLED = Message(
    "proof_killed",
    "  {mark} {name} {noticed}/{tried} 被察觉（{share:.1%}，下限 {bound:.0%}）",
    "  {mark} {name}: {noticed} of {tried} noticed ({share:.1%}, at least {bound:.0%})",
)
KEPT = Message(
    "proof_kept",
    "  {mark} {name} {noticed}/{tried} 符合（{share:.1%}，下限 {bound:.0%}）",
    "  {mark} {name}: {noticed} of {tried} pass ({share:.1%}, at least {bound:.0%})",
)
MOVED = Message(
    "proof_moved",
    "  {mark} {name}：“不符合”的 F1 {before:.3f} → {after:.3f}（变动上限 {bound}），结论变动 {share:.1%}，符合变为不符合 {lost} 处，其中未标明疑似错字 {unmarked} 处",
    "  {mark} {name}: F1 of `fail` {before:.3f} → {after:.3f} (moves by {bound} at most), {share:.1%} of verdicts moved, {lost} passes became fails, {unmarked} without a mark of damage",
)
CHANCE = Message(
    "proof_chance",
    "    （只有 {count} 项“不符合”的结论有变，可能是偶然，不作数）",
    "    (only {count} verdicts of `fail` changed, which may be chance: not counted against the pack)",
)
ADOPTED = Message("proof_adopted", "采用建议条文", "ready clause adopted")
DENIED = Message("proof_denied", "否定", "denied")
CUT = Message("proof_cut", "删去佐证", "evidence cut out")
CONFUSED = Message("proof_confused", "形近字 1%", "look-alikes 1%")
LOST = Message("proof_lost", "漏字 1%", "dropped characters 1%")
ON_PLANS = Message("proof_on_plans", "{count} 份方案中{name}", "{name} in {count} plans")
MORE = Message(
    "proof_more", "      …… 另有 {count} 处，加 --verbose 列出", "      … {count} more, listed with --verbose"
)
_SHOWN, _CHANCE = 5, 5


@dataclass(frozen=True, slots=True)
class Wrong:
    """An example whose outcome is not the one it stands for, and what the rule says of it."""

    requirement: str
    text: str
    expected: Outcome
    found: Outcome
    why: str = ""


@dataclass(slots=True)
class Kills:
    """What a sound rule must notice: how many were tried, and which were not noticed; `said` tells of it."""

    name: Message
    bound: float
    said: Message = KILLED
    tried: int = 0
    survivors: list[str] = field(default_factory=list)

    def add(self, noticed: bool, where: str) -> None:
        """Count one change; `where` tells the requirement and the text."""
        self.tried += 1
        if not noticed:
            self.survivors.append(where)

    @property
    def share(self) -> float:
        """The share noticed, 1 where nothing was tried."""
        return 1 - len(self.survivors) / self.tried if self.tried else 1.0

    @property
    def enough(self) -> bool:
        """Whether the share noticed reaches the bound."""
        return self.share >= self.bound


@dataclass(slots=True)
class Moves:
    """What damage to the text did to the verdicts: (right, before, after) of each."""

    name: Message
    rows: list[tuple[Outcome, Outcome, Outcome]] = field(default_factory=list)
    lost: int = 0
    survivors: list[str] = field(default_factory=list)

    def add(self, right: Outcome, before: Outcome, after: Outcome, where: str, *, marked: bool = False) -> None:
        """Count one verdict; `where` is kept where a pass became a fail that is not `marked` as one that damage may have
        caused."""
        self.rows.append((right, before, after))
        if (before, after) == ("pass", "fail"):
            self.lost += 1
            self.survivors += [] if marked else [where]

    @property
    def tried(self) -> int:
        """How many verdicts there were."""
        return len(self.rows)

    @property
    def share(self) -> float:
        """The share of verdicts that moved."""
        return sum(before != after for _, before, after in self.rows) / len(self.rows) if self.rows else 0.0

    def f1(self, after: bool) -> float:
        """F1 of `fail` before or after the damage."""
        said = [(right == "fail", (late if after else early) == "fail") for right, early, late in self.rows]
        found, wanted = sum(s for _, s in said), sum(r for r, _ in said)
        return 2 * sum(r and s for r, s in said) / (found + wanted) if found + wanted else 1.0

    @property
    def struck(self) -> int:
        """How many verdicts became a fail, or were one and are none."""
        return sum((early == "fail") != (late == "fail") for _, early, late in self.rows)

    @property
    def little(self) -> bool:
        """Whether F1 moved within its bound."""
        return abs(self.f1(True) - self.f1(False)) <= MOST_MOVED

    @property
    def enough(self) -> bool:
        """Whether F1 moved little; so few verdicts as chance may strike tell nothing."""
        return self.little or self.struck <= _CHANCE


@dataclass(frozen=True, slots=True)
class Proof:
    """All that came of proving a pack. `plans` is how many plans were used besides the examples."""

    pack: str
    examples: int
    wrong: tuple[Wrong, ...]
    on_examples: tuple[Kills | Moves, ...]
    plans: int = 0
    on_plans: tuple[Kills | Moves, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether every example is right and every bound kept."""
        return not self.wrong and all(one.enough for one in (*self.on_examples, *self.on_plans))


def told(proof: Proof, language: Language, verbose: bool = False) -> str:
    """The result in words; all survivors with `verbose`, else the first of each change."""
    return "\n".join(_told(proof, language, None if verbose else _SHOWN)) + "\n"


def _told(proof: Proof, language: Language, most: int | None) -> Iterator[str]:
    yield HEAD.say(language, pack=proof.pack, count=proof.examples, wrong=len(proof.wrong))
    for row in proof.wrong:
        names = {key: OUTCOME_NAMES[getattr(row, key)].say(language) for key in ("expected", "found")}
        yield EXAMPLE.say(language, id=row.requirement, text=row.text, **names)
        if row.why:
            yield f"      {row.why}"
    for one in proof.on_examples:
        yield from _counted(one, one.name.say(language), language, most)
    for one in proof.on_plans:
        name = ON_PLANS.say(language, count=proof.plans, name=one.name.say(language))
        yield from _counted(one, name, language, most)


def _counted(one: Kills | Moves, name: str, language: Language, most: int | None) -> Iterator[str]:
    if not one.tried:
        return
    mark = "√" if one.enough else "×"
    if isinstance(one, Kills):
        noticed = one.tried - len(one.survivors)
        yield one.said.say(language, mark=mark, name=name, noticed=noticed, tried=one.tried, share=one.share, bound=one.bound)  # fmt: skip
    else:
        before, after = one.f1(False), one.f1(True)
        yield MOVED.say(language, mark=mark, name=name, before=before, after=after, bound=MOST_MOVED, share=one.share, lost=one.lost, unmarked=len(one.survivors))  # fmt: skip
        if one.enough and not one.little:
            yield CHANCE.say(language, count=one.struck)
    yield from (f"      {where}" for where in one.survivors[:most])
    if most is not None and len(one.survivors) > most:
        yield MORE.say(language, count=len(one.survivors) - most)
