"""Lists: the items of 规章制度应包括：A；B；C等制度 share the words before the colon and the word at the end.

So do the cells of a table: 叉车司机 | 遵守操作规程 under the heads 岗位 | 安全责任. And a short line goes on from its
heading: 应急演练, then 全公司一年两次.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from conformance.model.document import Clause, Document, Span
from conformance.model.rules import Sentence
from conformance.readers.outline.markers import marker

_TAIL = re.compile(r"等(?:各项|各类|相关|方面的?)?([\u4e00-\u9fff]{2,6})[。;]?$")
# Words before a colon that only announce what follows it in the next paragraphs.
_ANNOUNCES = re.compile(r"包括|包含|如下|下列|以下|分别|应当?|必须|要|制度|职责|措施|内容|规程|预案")
_GOES_ON = (";", ",")
_JOINED = re.compile("以及|、|和|与|及")
_LONGEST_ITEM, _MOST_ITEMS, _LONGEST_HEAD = 160, 60, 12
_LONGEST_LINE, _LONGEST_TOPIC = 60, 20


def distributed(document: Document, found: Sequence[Sentence], opens: Callable[[str], bool] = bool) -> list[Sentence]:
    """`found`, with the words that its list items share. `opens` tells whether a sentence may open a list."""
    out = list(found)
    index = 0
    while index < len(out):
        head, items = _list(document, out, index) if opens(out[index].text) else (None, [])
        if items:
            tail = _tail(document, out[items[-1]])
            for item in items:
                out[item] = _listed(out[item], head if item > index else None, tail)
        index = max(index + 1, items[-1] if items else 0)
    return _under_topics(document, _under_heads(document, out))


def _under_heads(document: Document, found: list[Sentence]) -> list[Sentence]:
    """`found`, with the head of its column for every cell below the first row of a table."""
    heads = _heads(document)
    for index, sentence in enumerate(found) if heads else ():
        block = document.blocks[document.block_at(sentence.span.start) or 0]
        head = heads.get((block.table, block.column)) if block.row else None
        if head and sentence.head is None:
            found[index] = sentence._replace(head=head)
    return found


def _heads(document: Document) -> dict[tuple[int | None, int | None], Span]:
    """The words at the head of each column by table and column, of tables whose first row holds only short names."""
    first = [b for b in document.blocks if b.kind == "cell" and b.row == 0]
    long = {b.table for b in first if b.end - b.start > _LONGEST_HEAD}
    return {(b.table, b.column): b.span for b in first if b.table not in long and b.end > b.start}


def _under_topics(document: Document, found: list[Sentence]) -> list[Sentence]:
    """`found`, with the heading above it for every cell and every terse line (全公司一年两次 under 应急演练), which
    leave out what the heading has said."""
    matters: dict[Span, dict[Span, list[str]]] = {}
    for index, topic in enumerate(_topics(document, found)):
        sentence = found[index]
        terse = sentence.row is not None or len(sentence.text) <= _LONGEST_LINE
        if topic and terse and sentence.zone == "body":
            if topic not in matters:
                matters[topic] = _matters(document, topic)
            found[index] = sentence._replace(topic=_taken_up(document, matters[topic], sentence) or topic)
    return found


def _taken_up(document: Document, matters: Mapping[Span, Sequence[str]], sentence: Sentence) -> Span | None:
    """The one of several `matters` that the sentence, or the head of its list, takes up: 隐患排查 of 风险管控和隐患排查 for
    隐患登记入台账. None where it takes up none or several."""
    if not matters:
        return None
    text = sentence.text + (_words(document, sentence.head) if sentence.head else "")
    taken = [matter for matter, pairs in matters.items() if any(pair in text for pair in pairs)]
    return taken[0] if len(taken) == 1 else None


def _matters(document: Document, topic: Span) -> dict[Span, list[str]]:
    """The matters that a heading names, if there are several, each with the pairs of characters by which it is known."""
    words = _words(document, topic)
    if not _JOINED.search(words):
        return {}
    bounds = [0, *(edge for joined in _JOINED.finditer(words) for edge in joined.span()), len(words)]
    start = document.flow.position(topic.start)
    return {
        Span(*document.flow.source(start + low, start + high)): [words[i : i + 2] for i in range(low, high - 1)]
        for low, high in zip(bounds[::2], bounds[1::2], strict=True)
        if low < high
    }


def _words(document: Document, span: Span) -> str:
    """What stands at `span` in the reading text."""
    return document.flow.text[document.flow.position(span.start) : document.flow.position(span.end - 1) + 1]


def _topics(document: Document, found: Sequence[Sentence]) -> Iterator[Span | None]:
    """For each sentence the heading that it stands under, where that is short; None where there is none."""
    waiting = list(reversed(document.outline))
    within: list[Clause] = []
    for sentence in found:
        start = sentence.span.start
        while waiting and waiting[-1].heading.end <= start:
            within = [c for c in within if c.body.end > waiting[-1].heading.start]
            within.append(waiting.pop())
        titled = next((c for c in reversed(within) if c.title and start < c.body.end), None)
        yield titled.heading if titled and len(titled.title) <= _LONGEST_TOPIC else None


def _list(document: Document, found: Sequence[Sentence], index: int) -> tuple[Span | None, list[int]]:
    """The head and items of the list that opens in the sentence at `index`; no items where none does.

    The sentence that holds the colon is the first item where words follow it.
    """
    text = found[index].text
    colon = text.find(":")
    if colon <= 0 or found[index].zone not in ("body", "heading"):
        return None, []
    start = found[index].flow_start
    head = Span(*document.flow.source(start, start + colon))
    if colon < len(text) - 2:
        items = [index, *_run_on(document, found, index)]
        return head, items if len(items) > 1 else []
    return (head, list(_numbered(document, found, index))) if _ANNOUNCES.search(text) else (head, [])


def _run_on(document: Document, found: Sequence[Sentence], index: int) -> Iterator[int]:
    """The sentences after `index` as long as each before them ends with a semicolon."""
    for after in range(index + 1, min(len(found), index + _MOST_ITEMS)):
        if not found[after - 1].text.endswith(";"):
            return
        yield after


def _numbered(document: Document, found: Sequence[Sentence], index: int) -> Iterator[int]:
    """The items in the paragraphs after a colon that ends one: numbered alike, or each ending with a semicolon."""
    style = _style(document, found[index + 1]) if index + 1 < len(found) else None
    for after in range(index + 1, min(len(found), index + _MOST_ITEMS)):
        item = found[after]
        own = _style(document, item)
        listed = own == style if style else item.text.endswith(_GOES_ON) or found[after - 1].text.endswith(_GOES_ON)
        if len(item.text) > _LONGEST_ITEM or item.row is not None or (own is not False and not listed):
            return
        yield after


def _style(document: Document, item: Sentence) -> tuple[str, int] | Literal[False] | None:
    """How the paragraph that opens with `item` is numbered; None where it is not, False inside a paragraph."""
    if item.flow_start and document.flow.text[item.flow_start - 1] != "\n":
        return False
    own = marker(item.text)
    return own.key if own else None


def _tail(document: Document, last: Sentence) -> Span | None:
    """The word that ends a list and belongs to each of its items, such as 制度 in C等制度。"""
    found = _TAIL.search(last.text)
    if not found:
        return None
    return Span(*document.flow.source(last.flow_start + found.start(1), last.flow_start + found.end(1)))


def _listed(item: Sentence, head: Span | None, tail: Span | None) -> Sentence:
    """The item with the words it shares; one that ends with a stop is no heading, though it may look like one."""
    told = head is not None and item.zone in ("heading", "keywords") and item.text.endswith((";", "。"))
    shared = None if tail is None or item.span.contains(tail) else tail
    return item._replace(head=head, tail=shared, zone="body" if told else item.zone)
