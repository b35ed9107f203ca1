"""Which words of a numbered line are a heading: all of them, its first sentence (run-in), or none.

Some lines are clearly headings and some clearly not. The rest goes with its siblings: what looks like a heading among
whole sentences is one of them, and a doubtful line among headings is a heading.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from conformance.readers.outline.lines import Line
from conformance.readers.outline.tree import Node

_END = re.compile(r"[。;；！!?？]")
_LONGEST, _RUN_IN, _ARTICLE = 40, 32, 12
_STYLED = 80
_PROSE = 0.3
# How sure a heading is: a bare line that nothing stands under may as well be an item of a list.
_NONE, _BARE, _DOUBTFUL, _CLEAR = 0, 1, 2, 3
_LOW = ("arabic_bracket", "half_bracket", "circle")
_LONGEST_LOW = 20
# What makes a short line a sentence: a duty, a definition, an announcement.
_SENTENCE = re.compile(
    r"应当|应(?!急|对|用|力|变|届|聘|酬|征|诊|知|收|付)|必须|不得|不准|不能|可以|须(?!知)|负责(?!人|制)|由.{2,}(?:组织|负责|牵头|承担|编制|修订|实施|审批|检查)"
    r"|每(?:年|季|月|周|半年|班|日|天)|分为|是指|为\d|有\d|给予|自.{2,12}起|按照?.{2,}(?:执行|进行|落实|提取)|已经?|[未没]|一次$|是由|造成|(?<!目)的$|了$"
)
_ANNOUNCES = re.compile(r"(?:如下|以下|下列|包括(?:\(.{1,6}\))?|具体是|主要有|做到|是指|分别为|内容有|为|是|有):$")
_NO_TITLE = re.compile(r":.|制[定订]本|自.{2,14}起(?:执行|施行|实施|生效)")
_ANNEX = re.compile(
    r"附(?:件|录|表|图)[ \d一二三四五六七八九十A-Z-]{0,5}(?:$|[:.、 (《]|[\u4e00-\u9fff])[^。;,]{0,40}$"
)
_SIGNATURE = re.compile(r"(?:\d{4}|[〇零一二三四五六七八九]{4})年.{1,4}月")
_UNNUMBERED = re.compile(r"[。;,:、\d]")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """How many characters after the number may be a heading, and how sure that is."""

    length: int
    strength: int


def lengths(rows: Sequence[Line], openings: Sequence[int], nodes: Sequence[Node]) -> list[int]:
    """For each opening (an index of `rows`, with its node): how many characters after its number are a heading."""
    prose = _is_prose(rows)
    found = [
        _candidate(rows, index, prose=prose, parent=i + 1 < len(nodes) and nodes[i + 1].parent == i)
        for i, index in enumerate(openings)
    ]
    families: Mapping[int, list[int]] = defaultdict(list)
    for i, node in enumerate(nodes):
        families[node.family].append(i)
    for members in families.values():
        strengths = [found[i].strength for i in members]
        for i in members:
            if rows[openings[i]].block.level is None and not _stands(found[i].strength, strengths):
                found[i] = _Candidate(0, _NONE)
    return [one.length for one in found]


def _stands(own: int, family: Sequence[int]) -> bool:
    """Whether a line is a heading among its siblings, given how surely each looks like one."""
    clear = family.count(_CLEAR)
    if own == _CLEAR:
        return len(family) <= 2 or 3 * clear >= len(family)
    most = len(family) > 1 and 2 * clear >= len(family)
    return own > _NONE and (most or (own == _DOUBTFUL and clear > 0 and min(family) == _DOUBTFUL))


def _is_prose(rows: Sequence[Line]) -> bool:
    """Whether the text has sentences at all; a bare list of headings has none."""
    whole = sum(len(line.text) for line in rows)
    return sum(len(line.text) for line in rows if _END.search(line.text)) >= _PROSE * whole


def is_annex(rows: Sequence[Line], index: int) -> bool:
    """Whether the line heads an annex; naming one at the end of a letter, over date and signature, does not."""
    line = rows[index]
    if not index or line.listed or not _ANNEX.match(line.text):
        return False
    if line.over_table or index == len(rows) - 1:
        return line.over_table
    following = [row.text for row in rows[index + 1 : index + 4]]
    return not any(_ANNEX.match(text) for text in following[:1]) and not any(map(_SIGNATURE.match, following))


def unnumbered(rows: Sequence[Line]) -> list[int]:
    """In a text without numbered headings: short lines without stop between paragraphs, as indices of `rows`."""
    found = []
    for i in range(1, len(rows) - 1):
        line, after = rows[i], rows[i + 1].text
        sentence = rows[i - 1].text[-1:] in "。;" and _END.search(after) and len(after) >= 25
        if sentence and line.marker is None and 2 <= len(line.text) <= 20 and not _UNNUMBERED.search(line.text):
            found.append(i)
    return found


def _candidate(rows: Sequence[Line], index: int, *, prose: bool, parent: bool) -> _Candidate:
    """What of the line can be a heading. `parent` says that other clauses hang under it."""
    line = rows[index]
    rest = line.text[line.marker.length if line.marker else 0 :]
    end = _END.search(rest)
    if line.block.kind == "heading":
        return _styled(rest, end)
    if line.marker is None:
        return _Candidate(len(rest), _CLEAR)
    below = rows[index + 1] if index + 1 < len(rows) else None
    has_body = parent or line.over_table or (below is not None and below.marker is None and not below.listed)
    if end is None:
        strength = _CLEAR if has_body or not prose else _BARE
        return (
            _Candidate(len(rest), _weighed(line, rest, strength)) if _titles(rest) and not line.table_row else _NOTHING
        )
    first, after = rest[: end.start()], rest[end.end() :]
    if end.group() != "。" or not _titles(first) or len(first) > _RUN_IN:
        return _NOTHING
    if line.marker.style == "article":
        short = after and len(first) <= _ARTICLE and "," not in first and not _SENTENCE.search(first)
        return _Candidate(len(first), _CLEAR) if short else _NOTHING
    if after:
        plain = "," not in first or line.marker.style in ("han", "han_bracket")
        return _Candidate(len(first), _weighed(line, first, _CLEAR if plain else _DOUBTFUL))
    introduces = parent or line.over_table or (has_body and below is not None and len(below.text) > len(line.text))
    return _Candidate(len(first), _weighed(line, first, _CLEAR if introduces else _DOUBTFUL))


_NOTHING = _Candidate(0, _NONE)


def _styled(rest: str, end: re.Match[str] | None) -> _Candidate:
    """A line with the style of a heading is one; where a whole paragraph has the style, its first sentence is. A duty
    written out in a paragraph that only borrows the style is none."""
    whole = end is not None and end.end() == len(rest)
    if whole and (rest[-1] in ";；" or ("," in rest and _SENTENCE.search(rest)) or len(rest) > _LONGEST):
        return _NOTHING
    if end is not None and len(rest) > end.end() and end.start() <= _LONGEST:
        return _Candidate(end.start(), _CLEAR)
    return _Candidate(len(rest.rstrip("。")), _CLEAR) if len(rest) <= _STYLED else _NOTHING


def _weighed(line: Line, words: str, strength: int) -> int:
    """`strength`, or doubtful where the words read like a sentence, announce a list, or are long for so low a number."""
    low = line.marker is not None and line.marker.style in _LOW
    doubtful = (
        _SENTENCE.search(words) or _ANNOUNCES.search(words) or (low and (len(words) > _LONGEST_LOW or "," in words))
    )
    return min(strength, _DOUBTFUL) if doubtful else strength


def _titles(words: str) -> bool:
    """Whether `words` can be a title: short, without a colon that words follow, and not what opens or closes a plan."""
    return 0 < len(words) <= _LONGEST and words.count(",") <= 2 and not _NO_TITLE.search(words)
