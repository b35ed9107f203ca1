"""Empty texts: the headings of a plan without its sentences, or keywords, in whatever shape they are sent.

However names are joined, opened by 做好 or closed by 等工作, hardly a part of such a text tells anything: who acts, when, how
much, what is made or bought. Of the parts of a whole plan one in six does at least; of those of a terse page sometimes fewer,
so that what would meet a demand there is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from conformance.language.enumerations import ASIDE, particulars, undertakes_firmly, unnumbered
from conformance.model.document import Document

# What stands between the parts of a text, whatever their rank.
_MARKS = re.compile(r"[,、;:。!?/|·()\s和与]+|以及")
_HEAD = re.compile(r"[^。;:]{1,60}:")
# Verbs of which something is left when they are done.
_DEED = re.compile(r"(?:建立|制[定订]|配备|设置|设立|签订|购买|编制|绘制|张贴|悬挂|聘请|委托|提取)[^,、;:。]{2}")
# Who is called upon to make an effort does nothing yet: 公司认真做好教育培训.
_CALLED_UPON = re.compile(
    r"(?:本?公司|本?企业|全(?:厂|公司)|我们|[我本](?:厂|店|司|校|院|站|项目|园|矿|队|社)|各(?:部门|车间|班组|岗位|单位))(?:要|应)?(?:认真|切实|全面|积极|扎实|持续|进一步|不断)*"
    r"(?:做[好实]|抓[好实紧]|[加增]强|强化|落实|推[进动]|开展|健全|完善)"
)
# What real sentences hold every few words.
_GLUE = re.compile(r"[的在对等并为由将于把后时按被]|须|要(?!求)|应(?!急)")
_FEWEST, _MANY, _LEAST, _LEAST_SHORT = 12, 24, 1 / 8, 1 / 12
_LONG, _ENDLESS, _NAME, _APART = 24, 40, 6, 16


def empty(document: Document, tables: Iterable[int] = ()) -> bool:
    """Whether hardly a part of a document, but for those `tables`, tells anything. In a short one, which may be a single
    clause of long lists, hardly a part holds as much as a word that joins those of sentences."""
    found = [part for text in _texts(document, frozenset(tables)) for part in _parts(text)]
    short = len(found) < _MANY
    most = _LEAST_SHORT * len(found) if short else 1 + _LEAST * len(found)
    telling = 0
    for part in found if len(found) >= _FEWEST else ():
        telling += _tells(part) or (short and _GLUE.search(part) is not None)
        if telling > most:
            return False
    return len(found) >= _FEWEST


def lays_down(text: str) -> bool:
    """Whether a text opens with words before a colon that lay down the names after it: 公司建立下列制度, not 本方案包括."""
    head = _HEAD.match(text)
    return head is not None and _DEED.search(head.group()) is not None


def holds_duty(sentence: str) -> bool:
    """Whether one part of a sentence is a duty even among names: somebody, a time, a number or that it shall be, two of
    them together."""
    return any(undertakes_firmly(_uncalled(part)) for part in _MARKS.split(ASIDE.sub("", sentence)))


def _texts(document: Document, tables: frozenset[int]) -> Iterator[str]:
    """The paragraphs and cells outside `tables`; with their blanks where hardly anything else is between the words."""
    flow = document.flow
    for block in document.blocks:
        if not block.contents and block.table not in tables:
            text = flow.text[flow.position(block.start) : flow.position(block.end)]
            spread = flow.folded[block.start : block.end].strip()
            blanks = spread.count(" ")
            yield spread if blanks and blanks > len(_MARKS.findall(text)) else text


def _parts(text: str) -> Iterator[str]:
    """The parts of a paragraph, without words in brackets. One that runs on without a mark, or a word that real sentences
    hold every few words, is cut as often as names are long."""
    for part in _MARKS.split(ASIDE.sub("", unnumbered(text)) if "(" in text else unnumbered(text)):
        if len(part) >= _ENDLESS or (len(part) >= _LONG and len(_GLUE.findall(part)) * _APART < len(part)):
            yield from (part[at : at + _NAME] for at in range(0, len(part), _NAME))
        elif len(unnumbered(part)) > 1:
            yield part


def _tells(part: str) -> bool:
    """Whether a part of a text tells anything of what it names."""
    part = _uncalled(part)
    return _DEED.match(part) is not None or particulars(part) > 0


def _uncalled(part: str) -> str:
    """`part` without words that call upon somebody to make an effort."""
    called = _CALLED_UPON.match(part)
    return part[called.end() :] if called else part
