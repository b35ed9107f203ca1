"""How a document ends: broken off in the middle of a sentence, or without the day it is from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conformance.language.lookalikes import Words
from conformance.model.document import Block, Document, Piece, Span
from conformance.model.facts import Facts
from conformance.readers.outline.markers import marker

_LAST, _SHORT, _LONG, _SHOWN = 8, 60, 20, 12
# What must be followed by another word; at the very end also the marks that lead on.
_JOINING = re.compile(
    r"(?<=[\u4e00-\u9fff,;])(?:[、和与及或将把由的并]|以及|为了|(?:(?<=[,;])|并)对|并[将按由在从以]|并且|而且|以便|由于)$"
)
_OPEN = re.compile(rf"(?:{_JOINING.pattern})|[,:(《]$")
_LEADING_ON = 2  # so long is what either matches at most
# Half a word at the end of running text: 每月组织一次消防演. Lists of names and short names of bodies end so too.
_RUNNING = re.compile(r"[,;。][^,;。:、]{6,}(?<![办委局所站厂科室组队部社])$")
_YEAR = r"(?:(?:19|20)\d{2}|二[〇零][〇零一二三四五六七八九]{2})"
# A line that ends with a day: a signature, not a task (2026年3月1日前完成).
_NUMERAL = "[\\d一二三四五六七八九十]{1,3}"
_DAY = re.compile(
    rf"{_YEAR}(?:年|[./-]) *{_NUMERAL}(?:月 *(?:{_NUMERAL} *日)?|[./-] *\d{{1,2}}) *(?:\)|印发?|发布|制|定稿)?$"
)
_DATED = ("signature", "number", "effective", "head")


def truncated(document: Document) -> tuple[Span, ...]:
    """The ends of paragraphs that stop in the middle of a sentence: at the end of the document, or before a heading, an
    annex or the signature, in the middle of a word or on one that must be followed by another (和, 及, 的)."""
    blocks = [b for b in document.blocks if not b.contents]
    found = []
    for index, block in enumerate(blocks):
        words = document.flow.folded[block.start : block.end].rstrip()
        if block.kind != "paragraph" or len(words) < _LONG:
            continue
        after = blocks[index + 1 : index + 3]
        broken = (_JOINING if after else _OPEN).search(words, len(words) - _LEADING_ON) or _half_a_word(words)
        if broken and (not after or _begins_anew(document, after)):
            end = block.start + len(words)
            found.append(Span(max(block.start, end - _SHOWN), end))
    return tuple(found)


def _half_a_word(words: str) -> bool:
    """Whether running text ends, without a full stop, on a character that makes no word."""
    return bool(_RUNNING.search(words)) and Words(words).odd(len(words) - 1)


def _begins_anew(document: Document, after: Sequence[Block]) -> bool:
    """Whether the blocks `after` a paragraph do not continue it: a heading, a numbered paragraph, an annex, a signature."""
    at = document.flow.position(after[0].start)
    if after[0].kind == "heading" or marker(document.flow.text, at) or document.flow.text.startswith("附件", at):
        return True
    lines = [_words(document, block) for block in after]
    signs = (line for line in lines if len(line) <= _SHORT and _DAY.search(line))
    return next(signs, None) is not None and not re.search("[,;。]", lines[0])


def signed(facts: Facts) -> bool:
    """Whether the document says what day it is from: a date of issue in its head or foot, a dated number, or the day from
    which it holds. A name without a day is half a signature; empty fields for both are none. On pages the last lines count,
    whatever paragraphs they were taken into."""
    if facts.head.date_source in _DATED or any(d.kind == "effective_from" for d in facts.deadlines):
        return True
    document = facts.document
    tail: Sequence[Block | Piece] = (
        *[b for b in document.blocks if b.kind != "note"][-_LAST:],
        *document.pieces[-_LAST:],
    )
    return any(len(words) <= _SHORT and _DAY.search(words) for words in (_words(document, each) for each in tail))


def _words(document: Document, block: Block | Piece) -> str:
    return document.flow.folded[block.start : block.end].strip()
