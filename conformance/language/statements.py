"""What states nothing: headings without their sentences, and keywords strung together.

A plan is met by sentences. A paragraph that only lists terms, a line that only names a subject, and the headings of a
document that has nothing else say what a plan is about, not what will be done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from conformance.language import lexicon
from conformance.language.enumerations import (
    ASIDE,
    JOINED,
    enumerated,
    names_post,
    particulars,
    told,
    told_firmly,
    undertakes,
    unnumbered,
    unpaged,
)
from conformance.model.document import Document

_PARTS = re.compile(r"[,、;:。!?/|·()\n ]+")
# Function words, modal verbs, verbs that take an object, and measures: with one of them a line says something.
_SAYS = re.compile(
    r"在|从(?!业)|接受|(?<!培)后|(?<![事岗班])前|时(?!限|间)|应(?!急)|[须将由把被向对按依凭并不未即都均再每至]|必须|要求|需要|^要|负责(?!人)|严禁|禁止|一律|不准|不许|确保|保证|定期|及时|立即|严格|组织(?!机构|领导|体系|架构)|开展|进行|包括|包含|如下|是|(?<!行)为|以上|以下|以内|\d|之前|之后|日前|月前|完成"
)
_VERBS = (
    "建立|健全|完善|制定|制订|落实|加强|强化|配备|配齐|设置|设立|明确|签订|履行|实施|执行|推进|推动|做好|做到|抓好|提取|参加|购买|投保|编制|"
    "修订|绘制|张贴|悬挂|公示|公开|接受|聘请|委托|邀请|成立|任命|投入|纳入|实行|推行|坚持|杜绝|防止|消除|规范|提高|提升|深化|细化|压实|夯实|"
    "采用|确定|制作|发放|整改|排查|检查|报告|上报|持证|遵守|实现|达到|使用|利用|保持|保障|列支|支付|形成"
)
# Verbs that no name holds: with words before and after them they say something.
_ACTS = "建立|健全|制定|制订|落实|配备|设置|设立|签订|履行|执行|提取|购买|编制|绘制|张贴|悬挂|聘请|委托|实行|推行|做到|使用|采用"
_OBJECT = re.compile(
    rf"^(?:{_VERBS})[\u4e00-\u9fff《]{{2,}}|(?<=[\u4e00-\u9fff]{{2}})(?:{_ACTS})(?=《|[\u4e00-\u9fff]{{2}})"
)
_IMPERATIVE = re.compile(_VERBS)
# What a comma adds to a list: 验收、点检、报废,一机一档.
_CLOSED = re.compile(r"、[^,;]*,[^、,;]+[。;]?$")
_STOP, _MARK = re.compile(r"[。;!?]"), re.compile(r"[,、;]")
_ENDS = re.compile(r"[。;!?；！？][\")』」]*$")
_OPENS = re.compile(
    rf"(?:{_VERBS}|[对从按在由将把为与向各每以]|围绕|通过|针对|结合|根据)|.{{0,12}}(?:应(?!急)|(?<![主重])要|须|包括|负责(?!人)|(?<!施工)组织(?!机构|领导)|开展)"
)
# What follows the last name of a list that a verb governs: …、压力表等特种设备建立台账.
_GOVERNED = re.compile(rf"等[\u4e00-\u9fff]{{2,8}}?(?:{_VERBS})")
# How a clause opens, where its verb does not.
_ADVERBS = "及时|定期|严格|依法|全面|不断|切实|认真|积极|进一步|持续|大力|深入|防范|改进"
_CLAUSE = re.compile(
    rf"(?:{_VERBS}|{_ADVERBS}|[对从按在由将把为与向各每以]|围绕|通过|针对|结合|根据)[\u4e00-\u9fff]{{2}}"
)
# The duties of who is in charge, and what is checked, in the words of the law: names hardly hold them.
_STATUTORY = re.compile(r"组织(?:制[定订]|拟[定订]|建立)|督促|有效实施|如实|查.{0,20}是否")
# What real sentences hold every few words.
_GLUE = re.compile(r"[的和对在等并及与为由将于把要应]")
_STATES = re.compile(
    r"由|应(?!急)|须|每[年月季周日班两半]|是(?!否)|负责(?!人|制)|不(?!安全|良|放过)|给予|以.+为|一律|定期|及时|立即|不得|严禁|必须|,.*,|\d|[一两二三四五六七八九十]+[次名人]"
)
_SEVERAL, _SHORT, _LINE, _FEWEST, _ENDLESS = 3, 16, 30, 6, 60
# Words that the names of almost everything hold.
_COMMON = "安全|生产|应急|管理|工作|制度|体系|机制|建设|情况|措施|方案|计划|教育|人员|部门|企业|单位|主体|专项|综合|现场|作业|设备|设施|与|和|及|的"
# Sentences of many parts tell something in more than one of twelve, or lay down that something shall be done.
_MANY, _VERY_MANY, _TELLING_IN_SENTENCES, _NAMED, _SHARED = 9, 12, 1 / 12, 0.8, 2
_NAMES, _SAID, _GOVERNED_LISTS = 1 / 3, 1 / 5, 2 / 3
_SHALL = re.compile(r"(?<![适对反响供])应(?!急)|[须将]|(?<![主重])要(?!求)|不得|严禁|不准|不许")
_STRUNG, _FOREIGN, _TELLING = 30, 0.25, 0.15


@cache
def _words() -> frozenset[str]:
    return frozenset(w for c in lexicon.load().values() for w in c.terms)


@cache
def _any_word() -> re.Pattern[str]:
    known = _words() | frozenset(_COMMON.split("|"))
    return re.compile("|".join(map(re.escape, sorted(known, key=lambda w: (-len(w), w)))))


def parts(text: str) -> list[str]:
    """What stands between commas and stops, without numbers before it."""
    return [p for part in _PARTS.split(text) if (p := unnumbered(part))]


@lru_cache(maxsize=4096)
def bare(part: str) -> bool:
    """Whether `part` only names something: words of the lexicon side by side, of which nothing is said."""
    if part in _words():
        return True
    if len(part) > _SHORT or _says(part):
        return False
    return len(_any_word().sub("", part)) <= _FOREIGN * len(part)


def keywords(spread: str, text: str) -> bool:
    """Whether a paragraph only strings terms together. `spread` is it with the blanks that `text` has lost.

    A list inside a sentence has a frame: words with a verb before its colon, words at its start that say something, or
    words that close it.
    """
    if not _STOP.search(text[:-1]) and enumerated(spread.split()):
        return True
    few = len(text) < _ENDLESS and len(_PARTS.findall(spread)) + 1 < _FEWEST
    if few or _led(text):
        return False
    found = parts(ASIDE.sub("", text))
    spaced = found if spread == text else parts(ASIDE.sub("", spread))
    if len(found) < _FEWEST or len(spaced) > 2 * len(found):
        found = spaced
    if any(len(p) >= _ENDLESS and len(_GLUE.findall(p)) * _ENDLESS < 2 * len(p) for p in found):
        return True
    if len(found) < _FEWEST:
        return False
    return (_hardly_tells(found) and not _framed(text, found)) or _only_names(text, found)


def _hardly_tells(found: Sequence[str]) -> bool:
    """Whether next to all of the parts of a paragraph, `found`, are bare."""
    telling = 0
    for part in found:
        telling += not bare(part)
        if telling >= _TELLING * len(found):
            return False
    return True


def _framed(text: str, found: Sequence[str]) -> bool:
    """Whether the parts of a paragraph, `found`, are a list inside a sentence."""
    if len(found) < _MANY and any(map(told, found)):
        return True
    if all(map(bare, found)):
        return False
    closed = not bare(found[-1]) and _CLOSED.search(text)
    return bool(_OPENS.match(found[0]) or closed or _says(found[0]) or _says(found[-1]))


def _only_names(text: str, found: Sequence[str]) -> bool:
    """Whether the parts of a paragraph, `found`, are names joined by one mark, with no verb and nothing told in any."""
    if ":" in text or "的" in text or len({*_MARK.findall(text[:-1])}) != 1 or _governed(found):
        return False
    return not any(_CLAUSE.match(part) or _says(part) or told(part) for part in found)


def strung(text: str) -> bool:
    """Whether a sentence is an enumeration: longer than any that sentences hold (the longest seen has 20 parts), or of
    names that tell nothing and that no verb governs (建立A、B、C等制度; 从A、B、C等方面建立D; A、B、C等设备定期检验).

    One that a colon opens is a list, whatever its length.
    """
    if len(_PARTS.findall(text)) + 1 < _MANY:  # hardly a sentence has as many
        return False
    found = parts(ASIDE.sub("", text))
    if len(found) >= _STRUNG:
        return not (":" in text and len(parts(text.partition(":")[0])) < _FEWEST)
    if len(found) < _MANY or _led(text) or _governed(found):
        return False
    return (
        enumerated(found, _MANY, _TELLING_IN_SENTENCES, acting=True)
        or (len({*_MARK.findall(text)}) == 1 and _of_titles(found))
        or (
            enumerated(found, _VERY_MANY, acting=True)
            and not (_SHALL.search(text) or any(map(undertakes, found)))
            and sum(map(_named, found)) >= _NAMED * len(found)
        )
    )


def _governed(found: Sequence[str]) -> bool:
    """Whether a verb before or after the list governs its parts, `found`, that have none of their own. Two verbs may
    share the list: 建立、健全A、B、C和D."""
    paired = len(found) > 1 and _IMPERATIVE.fullmatch(found[0]) and _OPENS.match(found[1])
    first, *others = found[1:] if paired else found
    opens = _OPENS.match(first)
    alone = sum(1 for part in others if _CLAUSE.match(part) and not bare(part)) < _SHARED
    closing = found[len(found) // 2 :]
    return bool(opens and opens.end() < len(first) and alone) or any(map(_GOVERNED.search, closing))


def _of_titles(found: Sequence[str]) -> bool:
    """Whether `found` are titles side by side, names among clauses, where a sentence would be of one build or change its
    marks; hardly one tells more than how something is done."""
    names = sum(1 for part in found if not _CLAUSE.match(part))
    telling = sum(1 for part in found if told_firmly(part) and not names_post(part))
    return names >= _NAMES * len(found) and telling <= _TELLING_IN_SENTENCES * len(found)


@lru_cache(maxsize=4096)
def _named(part: str) -> bool:
    """Whether `part` is made of words of the lexicon and verbs that plans are full of."""
    return len(_any_word().sub("", _IMPERATIVE.sub("", part))) <= _FOREIGN * len(part)


def states(text: str) -> bool:
    """Whether a sentence that opens a numbered paragraph lays something down, so that it is more than its heading."""
    return bool(_STATES.search(unnumbered(text)))


def line_only(text: str) -> bool:
    """Whether a line of its own only names a subject: no stop at its end, and bare but for a page or points behind it."""
    if _ENDS.search(text) or len(text := unpaged(text)) > _LINE:
        return False
    found = [text] if text in _words() else parts(text)
    return len(found) <= 2 and all(map(bare, found))


def listing(text: str, found: Sequence[str]) -> bool:
    """Whether the sentences of a paragraph, `found`, are an enumeration, or name one thing after the other in nearly each of
    them, and no words before a colon open them."""
    naming = len(found) > 1 and _nearly_all_name(found)
    if not naming and not enumerated(found):
        return False
    statutory = sum(1 for sentence in found if _STATUTORY.search(sentence)) > len(found) / 2
    return not (statutory or _led(text))


def _nearly_all_name(found: Sequence[str]) -> bool:
    """Whether nearly all of some sentences only name something."""
    naming = len(found)
    for sentence in found:
        naming -= not _naming(sentence)
        if naming < _NAMED * len(found):
            return False
    return True


def _naming(sentence: str) -> bool:
    """Whether a sentence is but three names or more side by side (A、B和C), that no verb governs."""
    if len(JOINED.findall(sentence)) + 1 < _SEVERAL:
        return False
    found = joined_parts(sentence)
    if len(found) < _SEVERAL or _governed(found) or any(len(part) > _LINE or "," in part for part in found):
        return False
    return sum(map(told_firmly, found)) <= _NAMES * len(found)


def stringing(text: str, found: Sequence[str]) -> bool:
    """Whether the sentences of a paragraph, `found`, string names together, a few to each of them but for what is left
    (A、B和C。D、E以及F。G。). Those of a plan tell something in more of the parts, go on after a comma, or have a verb that
    governs the list."""
    if len(found) < _SEVERAL or any(map(_joins_few, found[:-1])) or _led(text):
        return False
    joined = [joined_parts(sentence) for sentence in found]
    parts = [part for several in joined for part in several]
    said = 0
    for part in parts:
        said += particulars(part) + part.count(",")
        if said > _SAID * len(parts):
            return False
    governed = sum(1 for several in joined if len(several) >= _SEVERAL and _governed(several))
    return governed <= _GOVERNED_LISTS * len(joined)


def joined_parts(sentence: str) -> list[str]:
    """What a sentence joins (A、B和C), without words in brackets."""
    return [part for part in JOINED.split(ASIDE.sub("", sentence).rstrip("。;")) if part]


def _joins_few(sentence: str) -> bool:
    """Whether a sentence joins so few that it hardly is a list."""
    return len(joined_parts(sentence)) < _SEVERAL


def _led(text: str) -> bool:
    """Whether a paragraph opens with words that say something and a colon, after its heading at most."""
    head, colon, _ = text.partition(":")
    return bool(colon and len(parts(head)) < _FEWEST and _opens_list(head))


def leads(text: str) -> bool:
    """Whether a paragraph ends with words that say something and a colon, so that the next is its list."""
    head, colon, rest = text.strip().rpartition(":")
    return bool(colon and not rest and _opens_list(head))


def _opens_list(head: str) -> bool:
    """Whether the last sentence of the words before a colon says something of what follows it."""
    last = _STOP.split(head)[-1]
    return _says(last) or _OPENS.match(last) is not None


def _says(part: str) -> bool:
    """Whether `part` says something of what it names."""
    return bool(_SAYS.search(part) or _OBJECT.search(part))


def lines(document: Document) -> list[str]:
    """The blocks of running text in reading form."""
    flow = document.flow
    found = [
        flow.text[flow.position(b.start) : flow.position(b.end)].strip("\n ")
        for b in document.blocks
        if b.kind not in ("cell", "note") and not b.contents
    ]
    return [line for line in found if line]
