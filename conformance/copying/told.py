"""A comparison in words, and as a value for programs."""

from __future__ import annotations

from typing import Any

from conformance.copying.comparing import Comparison, Pair, Plan
from conformance.copying.left_overs import LeftOver
from conformance.messages import Language, Message
from conformance.model.document import Span

SCHEMA = 1
TITLE = Message("compare_title", "共比对 {count} 份，{copied} 对内容雷同。", "{count} plans compared, {copied} pairs are copies.")  # fmt: skip
MATRIX = Message("compare_matrix", "相同内容占较短一份的比例（%）：", "Shared, in per cent of the shorter plan:")
PAIR = Message("compare_pair", "{one} 与 {other}：相同 {share:.0%}，{count} 段", "{one} and {other}: {share:.0%} shared, {count} passages")  # fmt: skip
LEFT = Message("compare_left_over", "  {path} 中留有对方的{what}“{words}”", "  {path} still has the other's {what}: “{words}”")  # fmt: skip
TRADE = Message(
    "compare_left_trade",
    "  {path} 中有对方行业（{trade}）的用语“{words}”",
    "  {path} has words of the other's trade ({trade}): “{words}”",
)
BOTH = Message("compare_in_both", "  两份写有同一{what}“{words}”", "  both have the same {what}: “{words}”")
WHAT = {
    "name": Message("left_name", "单位名称", "name"),
    "place": Message("left_place", "地名", "place"),
    "telephone": Message("left_telephone", "电话", "telephone number"),
    "person": Message("left_person", "人名", "person"),
}
MORE = Message(
    "compare_more", "  …… 另有 {count} 段（--format json 列出全部）", "  … and {count} more (all with --format json)"
)
_LARGEST_MATRIX, _SHOWN, _LONGEST = 20, 5, 60
_IN_BOTH = ("telephone", "person")


def words(found: Comparison, language: Language) -> str:
    """The matrix of shares where it fits a screen, then each copied pair with its longest passages and left-overs."""
    copied = [p for p in found.pairs if p.copied]
    lines = [TITLE.say(language, count=len(found.plans), copied=len(copied))]
    if copied and len(found.plans) <= _LARGEST_MATRIX:
        lines += ["", MATRIX.say(language), *_matrix(found)]
    for pair in copied:
        lines += ["", *_pair(found, pair, language)]
    return "\n".join(lines) + "\n"


def _matrix(found: Comparison) -> list[str]:
    shares = {(p.one, p.other): p.share for p in found.pairs} | {(p.other, p.one): p.share for p in found.pairs}
    numbers = range(len(found.plans))
    rows = [f"{'':>3} " + "".join(f"{n + 1:>4}" for n in numbers)]
    for a in numbers:
        cells = "".join(f"{'-' if a == b else round(100 * shares.get((a, b), 0)):>4}" for b in numbers)
        rows.append(f"{a + 1:>3} {cells}  {found.plans[a].path}")
    return rows


def _pair(found: Comparison, pair: Pair, language: Language) -> list[str]:
    one, other = found.plans[pair.one], found.plans[pair.other]
    lines = [PAIR.say(language, one=one.path, other=other.path, share=pair.share, count=len(pair.passages))]
    lines += [
        _left(found, left, language)
        for left in pair.left_overs
        if not (left.what in _IN_BOTH and left.inside == pair.other)
    ]
    longest = sorted(pair.passages, key=lambda p: (p.one.start - p.one.end, p.one.start))[:_SHOWN]
    for passage in longest:
        lines += [f"  {passage.alike:.0f}% {_short(one, passage.one)}", f"       {_short(other, passage.other)}"]
    rest = len(pair.passages) - len(longest)
    return [*lines, MORE.say(language, count=rest)] if rest else lines


def _left(found: Comparison, left: LeftOver, language: Language) -> str:
    path = found.plans[left.inside].path
    if left.what == "trade":
        return TRADE.say(language, path=path, trade=left.trade, words=left.words)
    message = BOTH if left.what in _IN_BOTH else LEFT
    return message.say(language, path=path, what=WHAT[left.what].say(language), words=left.words)


def _short(plan: Plan, span: Span) -> str:
    quote = "".join(plan.document.quote(span).split())
    return quote if len(quote) <= _LONGEST else quote[:_LONGEST] + "…"


def value(found: Comparison, unread: dict[str, str]) -> dict[str, Any]:
    """The whole comparison: every pair that shares passages, spans in code points of each document's text."""
    return {
        "schema": SCHEMA,
        "documents": [{"path": p.path, "enterprise": p.enterprise, "characters": p.characters} for p in found.plans],
        "unread": [{"path": path, "error": error} for path, error in unread.items()],
        "pairs": [_row(found, pair) for pair in found.pairs],
    }


def _row(found: Comparison, pair: Pair) -> dict[str, Any]:
    one, other = found.plans[pair.one], found.plans[pair.other]
    return {
        "one": one.path,
        "other": other.path,
        "share": pair.share,
        "copied": pair.copied,
        "passages": [
            {"one": _place(one, p.one), "other": _place(other, p.other), "alike": p.alike} for p in pair.passages
        ],
        "left_overs": [{"in": found.plans[x.inside].path, "what": x.what, "words": x.words} for x in pair.left_overs],
    }


def _place(plan: Plan, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "quote": plan.document.quote(span)}
