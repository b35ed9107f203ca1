"""What the words of a line tell of where paragraphs begin and end."""

from __future__ import annotations

import re
from functools import lru_cache

from conformance.text import fold

# No word takes less room than this, in em.
LEAST = 0.5
# Marks stand within this many characters from either end of a line.
SHORT = 12
# Lines are asked the same several times: so many answers are kept.
KEPT = 2_000
CN = "一二三四五六七八九十百零〇"
_MARKER = re.compile(
    rf"第[{CN}\d]{{1,5}}[章节条款篇部]|[{CN}]{{1,4}}[、.]|\([{CN}\d]{{1,4}}\)|\d{{1,2}}[.、)](?!\d)"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}(?:\.(?!\d)|(?![\d.%]))|[①-⑳㈠-㈩]|[●■◆▲★□○•·\uf000-\uf0ff]|附[件录表]|注:"
    r"|(?:[A-Za-z]|[ivx]{2,4})[.、)](?![A-Za-z])"
)
_LABEL = re.compile(r"(?:[\u4e00-\u9fffA-Za-z\d()/ ]{2,14}|[问答]):(?!//)")
_CLOSED = re.compile(r"[。;:!?.][\"')\]]*$")
_CONTENTS = re.compile(r"(?:\.{3,}|…+|·{3,}|-{4,}|_{4,}|\t)\s*\(?[\divxl]{1,4}\)?$|(?:\. ){3,}\s*\d+$")
# Page numbers end with figures or these.
_PAGE_ENDS = frozenset("ivxlⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅼ)）")
_TOKEN = re.compile(r"\S(?:[ \t]+\S){1,3}$|[《〈(\[\"']*(?:[A-Za-z\d][A-Za-z\d./%:-]*|.)[,。、;:!?》〉)\]\"'%…-]*")


@lru_cache(KEPT)
def is_marked(text: str) -> bool:
    """Whether `text` begins with the number or mark of a list item, heading or annex."""
    return _MARKER.match(fold(text[:SHORT])) is not None


@lru_cache(KEPT)
def is_labelled(text: str) -> bool:
    """Whether `text` begins with the name of a field and a colon: 联系人：."""
    return _LABEL.match(fold(text[: 2 * SHORT])) is not None


@lru_cache(KEPT)
def ends_open(text: str) -> bool:
    """Whether `text` does not end with the mark that ends a sentence or item."""
    return _CLOSED.search(fold(text[-SHORT:])) is None


@lru_cache(KEPT)
def needs(text: str) -> float:
    """How much room, in em, the first word of `text` takes with the marks that cannot be parted from it."""
    token = _TOKEN.match(fold(text[: 3 * SHORT]))
    return sum(LEAST if c.isascii() else 1.0 for c in text[: token.end()]) if token else 1.0


@lru_cache(KEPT)
def is_contents(text: str) -> bool:
    """Whether `text` is a line of a table of contents: dots or a tab, then a page number at the end."""
    last = text[-1:]
    return (last.isdigit() or last in _PAGE_ENDS) and _CONTENTS.search(fold(text[-3 * SHORT :])) is not None
