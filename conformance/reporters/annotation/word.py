"""Comments in a Word file: the submitted file with remarks at its very words and, at its end, a page of what is missing.

Everything the file holds besides is copied as it is. What an earlier run of ours wrote is replaced.
"""

from __future__ import annotations

from collections.abc import Iterator

from conformance.messages import Language, Message
from conformance.options import DEFAULT_LIMITS
from conformance.readers.word import tags
from conformance.readers.word.document import contents
from conformance.readers.word.tags import Element, whole
from conformance.readers.word.textmap import text_map
from conformance.reporters.annotation import pages
from conformance.reporters.annotation.anchors import END, REFERENCE, START, Anchors
from conformance.reporters.annotation.earlier import without_ours
from conformance.reporters.annotation.parts import Parts
from conformance.reporters.annotation.remarks import Remark, Remarks

_QUOTED = Message("comment_quoted", "原文：“{words}”", "text: “{words}”")
_UNSIGNED = Message(
    "comment_unsigned",
    "原文件带有数字签名；签名对批注副本无效，副本中已去掉，请以原文件为准。",
    "the file bears a digital signature, which does not hold for a copy with comments and was taken off here",
)


def annotated(source: bytes, said: Remarks, day: str, language: Language) -> bytes:
    """`source` with everything that is `said`, dated `day`; spans are those of its text."""
    found = contents(source, DEFAULT_LIMITS)
    _, printed = text_map(found)
    parts = Parts(source, found.body.getroottree().getroot())
    if parts.signed:
        said = said.adding(_UNSIGNED.say(language))
    without_ours(parts)
    comments, styles = parts.needed("comments"), parts.needed("styles")
    anchors = Anchors(found.body, printed)
    sign = pages.style(styles, "annotation reference")
    for name, remark in enumerate(_all(said), _next(parts.document, comments)):
        exact = anchors.mark(remark.start, remark.end, str(name), sign)
        if exact is None:
            continue
        quoted = () if exact or not remark.quote else (_QUOTED.say(language, words=remark.quote),)
        comments.append(pages.comment(styles, name, (*remark.lines, *quoted), day))
    pages.add_page(found.body, styles, said, language)
    return parts.packed()


def _all(said: Remarks) -> Iterator[Remark]:
    """The summary, at the title, and then the remarks in text order."""
    start, end = (said.title.start, said.title.end) if said.title else (0, 0)
    yield Remark(start, end, "", said.summary, (), "blue")
    yield from said.places


def _next(*roots: Element) -> int:
    """An id above those of all comments there are."""
    names = (
        whole(e.get(tags.ID), 0) or 0 for root in roots for e in root.iter(START, END, REFERENCE, tags.w("comment"))
    )
    return max(names, default=-1) + 1
