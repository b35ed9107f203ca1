"""Changes to a text that a sound rule must notice, or must not be misled by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from random import Random
from typing import Literal

from conformance.language.lookalikes import confused
from conformance.model.document import Locator
from conformance.text import is_han

Damage = Literal["confused", "lost"]
DAMAGES: tuple[Damage, ...] = ("confused", "lost")

_DENIALS = ("尚未", "暂不", "没有", "未能")
_PARTS = re.compile(r"[^，；。：,;:\n]+")
# Where a denial stands in a duty: in the place of its modal verb, else before all of it.
_MODAL = re.compile(r"应当|必须|应(?![急对答变力知])|须|(?<![主重必需首次摘只纪简])要(?![求素点害领件闻职])")
_LACKS = re.compile(r"未|没有|不合格|无证")
# A prohibition is denied by permission, a condition by doing without it.
_PERMITTED = (("不得", "可以"), ("不准", "可以"), ("不许", "可以"), ("严禁", "允许"), ("禁止", "允许"))
_CONDITION = re.compile(r"之?后?[方才](?:可|能)")


def denied(text: str) -> list[str]:
    """`text` with every comma clause denied, with each of the usual words in turn."""
    return list(dict.fromkeys(_PARTS.sub(partial(_denied, denial), text) for denial in _DENIALS))


def _denied(denial: str, found: re.Match[str]) -> str:
    """One comma clause denied; what is only the condition of a prohibition stays."""
    part = found.group()
    conditional = _CONDITION.search(part)
    if not conditional and (_LACKS.search(part) or any(word in part for word, _ in _PERMITTED)):
        return _permitted(part)
    word = "不必" if conditional else denial
    part = _CONDITION.sub("也可", part)
    modal = _MODAL.search(part)
    return f"{part[: modal.start()]}{word}{part[modal.end() :]}" if modal else word + part


def _permitted(part: str) -> str:
    for forbidding, permitting in _PERMITTED:
        part = part.replace(forbidding, permitting)
    return part


def without(text: str, places: Iterable[Locator]) -> str:
    """`text` without the characters at `places`; full stops and line ends stay, so that nothing runs together."""
    kept = list(text)
    for place in places:
        for at in range(place.start, place.end):
            kept[at] = kept[at] if kept[at] in "。\n" else ""
    return "".join(kept)


def damaged(text: str, how: Damage, rate: float, seed: int) -> str:
    """`text` with the share `rate` of its Chinese characters taken for one that looks like it, or lost.

    The same seed and text give the same damage.
    """
    chance = Random(f"{seed} {how} {text}")
    letters = [at for at, char in enumerate(text) if is_han(char)]
    fit = letters if how == "lost" else [at for at in letters if confused(text[at])]
    chars = list(text)
    for at in _drawn(chance, fit, rate * len(letters)):
        chars[at] = chance.choice(confused(text[at])) if how == "confused" else ""
    return "".join(chars)


def _drawn(chance: Random, places: Sequence[int], expected: float) -> list[int]:
    """So many of `places` as are expected; a fraction is one more as often as it says."""
    count = int(expected) + (chance.random() < expected % 1)
    return chance.sample(places, min(count, len(places)))
