"""Enumerations: names of subjects one after the other, of which nothing is told.

健全责任制；落实安全投入；加强教育培训；开展隐患排查 names what a plan is about, as a list of its headings does. A duty tells
besides who acts, when or how often, how much, under what condition or how. Real plans tell it in every second line and
every third cell, whatever their style; lists of names hardly ever do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NOT_BODIES = "内|外|全|干|下|上|各|后|前"
# What parts of an enterprise are called after, where the character opens no other word: 部署, 处理, 组织.
_BODIES = "部(?![位署分件队])|处(?![理置罚分于])|科(?![学技])|室(?![内外])|办(?![理法公事])|组(?![织成合建])"
# What is told, a group a kind. Words of the law for everybody (主要负责人, 从业人员) name no actor of this enterprise.
_KINDS = re.compile(
    r"(?P<who>公司(?!法|(?:基本)?情况|概况|简介)|[我本](?:厂|店|司|校|院|站|项目|园|矿|队|社)|我们|咱|由|各(?:部门|车间|班组|岗位|科室|站点|处室)"
    rf"|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{1,5}}(?<!{_NOT_BODIES})(?:{_BODIES})(?=[\u4e00-\u9fff]{{2}}|[ ;]|$)"
    r"|总经理|董事长|[厂店校院站矿场]长|经理|老板|主任|[班组队]长)"
    r"|(?P<when>每[年月季周日天班半两]|[一两]年|年内|\d年|\d月|[月年]底前|年[初终末]|\d[日天]|当[天场班]|马上|立刻|随时|季度)"
    r"|(?P<much>[\d一两二三四五六七八九十][次名人天个项处份回遍]|\d|百分之)"
    r"|(?P<shall>(?<![适对反响供])应(?!急)|须|必须|(?<![主重首必需])要(?![求素点害领])|不得|严禁|不准|不许|一律|方可|后方)"
    r"|(?P<how>(?:将|把(?![住好牢关控])|被|向)|在(?![岗线建]|如下)|对(?![抗策]|[^,;。]*的[\u4e00-\u9fff]{2}$)|按(?!摩)|以[^,。;]+为|不断|切实|[根依]据(?=[^,、和])|凭|用于|[为给](?=每|各(?:岗|部|车|班))|^并(?![列联网轨行购])|写[明清入]|的(?=,|$)|先[^,;]+[后再])"
)
# Words in brackets.
ASIDE = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(
    r"^(?:\(?第?[\d一二三四五六七八九十]+[.、章节条)]|附[表件录]\d{1,2}|\d+(?:\.\d+)*(?![\d%次名份万]|人(?!员))|[-*•●①-⑳])+|^[一二三四五六七八九十]+$"
)
# A page or the points of a score, behind a name: 责任书签订情况15.
_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff])\d{1,3}分?(?=[。;:]?$)")
# What may follow a post in the name of a section about it: 总经理安全职责, 车间、班组和岗位的职责.
_OF_POST = re.compile(
    r"(?:(?:、|和|与|及)[^,、和与及]{0,8}?(?:人员|岗位|负责人|员工|职工|[部组]))*"
    r"(?:的?(?:安全|生产|岗位|工作|管理|主要|消防|环保)*(?:职责|责任|职权|权限|权力|分工|任务))?(?:如下)?[。;:]?"
)
# What stands between names side by side.
JOINED = re.compile(r",以及|以及|及(?!时)|、|和|与")
_LONG, _NAME, _FEWEST, _MOST_TOLD, _DUTY = 30, 18, 6, 1 / 3, 2


def unnumbered(text: str) -> str:
    """`text` without the number before it."""
    number = _NUMBER.match(text)
    return text[number.end() :] if number else text


def unpaged(text: str) -> str:
    """`text` without the page or points behind it."""
    return _BEHIND.sub("", text)


def told(text: str) -> int:
    """How many kinds of particulars a reading text tells, two at most: those of a duty. One with a long part tells two, for
    that is no name; several names in one sentence are names all the same."""
    words = unnumbered(text)
    if len(words) > _LONG and any(len(part) > _NAME for part in JOINED.split(words)):
        return _DUTY
    kinds = set()
    for found in _KINDS.finditer(_plain(text)):
        kinds.add(found.lastgroup)
        if len(kinds) == _DUTY:
            break
    return len(kinds)


def told_firmly(text: str) -> bool:
    """Whether a reading text tells more than how: who acts, when, how much, or that it shall be."""
    return not _kinds(text) <= {"how"}


def _kinds(text: str) -> set[str | None]:
    return {found.lastgroup for found in _KINDS.finditer(_plain(text))}


def _plain(text: str) -> str:
    """`text` without the number before it, points behind it and words in brackets."""
    return ASIDE.sub("", unpaged(unnumbered(text) or text))


def names_post(text: str) -> bool:
    """Whether a reading text only names a post or a body, or its duties, and so tells nothing of it."""
    words = _plain(text)
    last = None
    for last in _KINDS.finditer(words):
        if last.lastgroup != "who":
            return False
    return last is not None and _OF_POST.fullmatch(words, last.end()) is not None


def undertakes(text: str) -> bool:
    """Whether `text` is a duty wherever it stands: it tells two kinds of particulars."""
    return told(text) == _DUTY


def undertakes_firmly(text: str) -> bool:
    """Whether `text` is a duty even in a string of names: it tells two kinds of particulars besides how."""
    return len(_kinds(text) - {"how"}) >= _DUTY


def particulars(name: str) -> int:
    """How many kinds of particulars a name tells, two at most; a post or body alone tells none."""
    found = told(name)
    return 0 if found and names_post(name) else found


def enumerated(names: Sequence[str], fewest: int = _FEWEST, most: float = _MOST_TOLD, *, acting: bool = False) -> bool:
    """Whether `names` (lines, sentences, cells) are an enumeration: at least `fewest`, of which the share `most` tells
    anything. A duty, which tells two kinds, counts for two: few of them stand among names, but among the headings of a
    short plan. A post tells something only with `acting`, where `names` are the parts of a sentence."""
    if len(names) < fewest:
        return False
    telling = 0
    for name in names:
        telling += max(told(name) if acting else particulars(name), ";" in name[:-1])
        if telling > most * len(names):
            return False
    return True
