"""How well a document could be read, and what was not: what every report shows of it."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.messages import Language, Message
from conformance.model.facts import Inspection

_READ = Message(
    "quality_line",
    "{format}，{characters}字，汉字占{han:.0%}，疑似识别错误{damage:.1%}",
    "{format}, {characters} characters, {han:.0%} of the letters Chinese, estimated damage {damage:.1%}",
)
_READ_PAGES = Message(
    "quality_line_pages",
    "{format}，{pages}页，{characters}字（每页约{each:.0f}字），汉字占{han:.0%}，疑似识别错误{damage:.1%}",
    "{format}, {pages} pages, {characters} characters (about {each:.0f} a page), {han:.0%} of the letters Chinese, "
    "estimated damage {damage:.1%}",
)
_NOT_READ = Message("not_read_part", "未读取：{what}", "not read: {what}")


def quality_words(facts: Inspection, language: Language) -> str:
    """In one line: format, pages where it has them, characters, share of Chinese ones and estimated damage."""
    document, quality = facts.document, facts.document.quality
    message = _READ_PAGES if document.pages else _READ
    return message.say(
        language, format=document.format, pages=document.pages, characters=quality.characters,
        each=quality.characters_a_page or 0, han=quality.han_share, damage=quality.damage,
    )  # fmt: skip


def unread_parts(facts: Inspection, language: Language) -> Iterator[str]:
    """A sentence for each part that was not read."""
    return (_NOT_READ.say(language, what=what) for what in facts.document.quality.not_read)
