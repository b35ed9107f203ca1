"""The lexicon: concepts of work safety with every accepted wording."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from conformance.errors import PackError
from conformance.messages import Message
from conformance.rules_folder import folder
from conformance.text import fold

BAD_LEXICON = Message(
    "bad_lexicon", "词表 {path} 第 {row} 条不完整：{why}", "lexicon {path}, entry {row} is incomplete: {why}"
)
REPEATED = Message(
    "repeated_concept",
    "词表 {path} 第 {row} 条重复：概念“{concept}”前面已有。合并两条，或者另取名称。",
    "lexicon {path}, entry {row}: the concept “{concept}” is there already; merge the two or rename one",
)


@dataclass(frozen=True, slots=True)
class Concept:
    """One notion: the accepted wordings (folded), and longer words inside which an occurrence does not count.

    `in_names` says that it also counts inside the 《name》 of a law or standard (标准化 does, 辨识 does not).
    """

    name: str
    terms: tuple[str, ...]
    not_inside: tuple[str, ...] = ()
    in_names: bool = False


@cache
def load(path: Path | None = None) -> dict[str, Concept]:
    """The concepts by name, from `rules/data/lexicon.yaml` or `path`. PackError on an incomplete or repeated entry."""
    path = path or folder() / "data" / "lexicon.yaml"
    concepts = {}
    for row, entry in enumerate(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) or [], 1):
        if not isinstance(entry, dict) or not entry.get("concept") or not entry.get("terms"):
            raise PackError(BAD_LEXICON, path=path.name, row=row, why="concept, terms")
        if entry["concept"] in concepts:
            raise PackError(REPEATED, path=path.name, row=row, concept=entry["concept"])
        words = tuple(fold(str(t)) for t in entry["terms"])
        longer = tuple(map(fold, entry.get("not_inside", [])))
        concepts[entry["concept"]] = Concept(entry["concept"], words, longer, entry.get("in_names", False))
    return concepts
