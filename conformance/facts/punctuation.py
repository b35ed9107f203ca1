"""Half-width punctuation between Chinese characters: a sign of hasty typing or of a converted file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.model.document import Document, Span

_HALF = re.compile(r"(?<=[\u4e00-\u9fff》）”])[,;:!?](?=[\u4e00-\u9fff《（“\n]|$)")
FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}


def halfwidth(document: Document) -> Iterator[tuple[Span, str]]:
    """Each half-width mark after a Chinese character, with the full-width one to write."""
    for found in _HALF.finditer(document.text):
        yield Span(found.start(), found.end()), FULL[found[0]]
