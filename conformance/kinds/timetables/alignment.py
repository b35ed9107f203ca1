"""Which stage of a plan is which of its superior document: by name and order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from conformance.text import fold

# What stages are usually called, by what is done in them.
_FAMILIES = tuple(
    re.compile(words)
    for words in (
        "动员|部署|宣传|发动|启动|准备|筹备",
        "自查|自纠|排查|摸排|摸底|梳理|辨识",
        "整治|攻坚|整改|实施|推进|治理|落实|建设|提升行动",
        "督导|督查|督办|检查|抽查|执法|核查|回头看",
        "总结|验收|评估|巩固|考核|收官|长效|提升(?!行动)",
    )
)
_COMMON = re.compile(r"第?[一二三四五六\d](?:个)?(?:阶段|步骤?)|阶段|工作|安全|生产|专项|时间|[\s:、,.()]")
_LEAST = 0.6


def families(name: str) -> frozenset[int]:
    """The usual stages a name speaks of, by number."""
    return frozenset(n for n, words in enumerate(_FAMILIES) if words.search(name))


def aligned(above: Sequence[str], own: Sequence[str]) -> list[int | None]:
    """For each name of `above` the index of its counterpart in `own`, in order; None where it has none."""
    best: list[list[tuple[float, tuple[int | None, ...]]]] = [[(0.0, ())] * (len(own) + 1)]
    for i, name in enumerate(above):
        row = [(best[i][0][0], (*best[i][0][1], None))]
        for j, other in enumerate(own):
            without = (best[i][j + 1][0], (*best[i][j + 1][1], None))
            likeness = _like(name, other)
            paired = (best[i][j][0] + likeness, (*best[i][j][1], j)) if likeness >= _LEAST else (-1.0, ())
            row.append(max(without, row[j], paired, key=lambda found: found[0]))
        best.append(row)
    return list(best[-1][-1][1])


def _like(name: str, other: str) -> float:
    """From 0 to 2: characters shared, and one more for the same usual stage."""
    wanted, found = (_COMMON.sub("", fold(n)) for n in (name, other))
    if not wanted or not found:
        return 0.0
    return fuzz.ratio(wanted, found) / 100 + bool(families(name) & families(other))
