"""The passages of a plan and their shingles, in which copies are looked for.

A passage is a sentence or list item of some length. Titles in 《》 and quoted words are not its own and are left out.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from conformance.model.document import Document, Span

SHINGLE = 8
_ONE_IN = 3  # shingles kept, the same in every plan: enough for passages, and a third of the memory
_SHORTEST = 14
_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]?")
# The words of others: titles, quotations, and sentences that only tell what an article says.
OTHERS = re.compile(r"《[^《》\n]{2,80}》(?:\([^()\n]{2,40}\))?|\"[^\"\n]{2,200}\"")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零\d]+条(?:第[一二三四五六七八九十\d]+款)?(?:的)?规定[:,]")
_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Words:
    """One passage: its span in the document and its Chinese characters alone."""

    span: Span
    han: str


def passages(document: Document) -> tuple[Words, ...]:
    """The passages of `document` that are long enough to tell copying from common wording, in text order."""
    return tuple(_passages(document))


def _passages(document: Document) -> Iterator[Words]:
    text = document.flow.text
    for match in _SENTENCE.finditer(text):
        words = match[0]
        if _ARTICLE.search(words):
            continue
        han = _NOT_HAN.sub("", OTHERS.sub("", words))
        if len(han) >= _SHORTEST:
            yield Words(Span(*document.flow.source(*match.span())), han)


def shingles(words: Words) -> Iterator[int]:
    """Checksums of eight characters in a row of a passage, of a third of them: the same third wherever they stand."""
    packed = words.han.encode("utf-16-le")
    for at in range(0, len(packed) - 2 * SHINGLE + 1, 2):
        checksum = zlib.crc32(packed[at : at + 2 * SHINGLE])
        if checksum % _ONE_IN == 0:
            yield checksum
