"""Wrong characters of the sort that scanners and hasty typists leave: 职贵 for 职责. Only by the look-alike table, and only
where the character makes no word as it stands and one of those it is taken for makes one of work safety: no speller."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.language.lookalikes import Words, confused, words_in
from conformance.model.document import Document, Span

# Verbs and things of one character that stand beside words of the trade in sound text (安全负主体责任, 排土机, 消防枪).
_STANDING = frozenset("负待土问特枪")
_SHORT = 2
# Letters for an authority in a document's number are no words.
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,8}\[\d{4}")


def typos(document: Document) -> Iterator[tuple[Span, str]]:
    """Each word with a wrong character, with the word to write, in text order. None where two words would do."""
    text = document.flow.text
    words = words_in(text)
    letters = {at for found in _NUMBER.finditer(text) for at in range(*found.span())}
    last = 0
    for at in words.strays:
        if at < last or text[at] in _STANDING or at in letters:
            continue
        found = [made for other in confused(text[at]) if (made := words.mended(at, other))]
        if len(found) == 1 and not _in_a_name(words, text, *found[0]):
            start, word = found[0]
            last = start + len(word)
            yield Span(*document.flow.source(start, last)), word


def _in_a_name(words: Words, text: str, start: int, word: str) -> bool:
    """Whether a character beside a short word makes no word either: 陆桂生 in 陆桂生管, 干砂 in 用干砂 are words nobody lists."""
    end = start + len(word)
    return len(word) == _SHORT and ((start > 0 and words.odd(start - 1)) or (end < len(text) and words.odd(end)))
