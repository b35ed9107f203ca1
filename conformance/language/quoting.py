"""Reported speech: what the plan only repeats of a superior's demands is no duty laid down by the plan.

上级文件要求企业绘制四色图 tells what others want; 按照…规定,本公司…, or a report that goes on with what the plan's own
people do, is the plan's own undertaking.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_OPENS = r"(?:^[\d一二三四五六七八九十.、()\s]*|(?<=[,:]))(?:同时|另外|此外|而且|并且|目前|现在|最近|今年|近年来|新修订的?|新的?)?"
_ABOVE = (
    "上级|上面|上头|国家|国务院|法律|法规|条例|(?:[\u4e00-\u9fff]{2,4}(?=街道))?街道|[镇县乡市区省](?:里|上|政府|安委|应急)|(?:[镇县乡市区省]、?)*(?:有关|相关|各级)部门|政府|应急管?理?[局部办]|主管部门|监管部门|园区|管委会|安委[会办]"
    r"|《[^》]*(?:法|条例|意见|指南|标准|规范|方案)》"
)
_PAPER = "文件|通知|会议|会上|领导"
_SAYS = "要求|规定|强调|指出|提出|提到|明确|号召"
_DIRECTS = "部署|精神|安排"
# What all reported speech holds one of; most sentences hold none. No classes of characters: see guards.
_SIGNS = re.compile(f"{_SAYS}|{_DIRECTS}|召|发过|发了|讲了|讲到|说了|说到|谈到|点到|提了|达了|置了")
_REPORT = re.compile(
    rf"{_OPENS}(?P<source>(?:{_ABOVE})|(?:{_PAPER}))(?:(?!{_SAYS}|不|按)[^,:。《]){{0,14}}?(?:,?(?:也|都|已经?|就|还|曾|一再|多次|再三|反复|明文|明确|开会)+)?,?(?:{_SAYS})(?!的|[^,]{{1,12}}的,)"
)
# A meeting or a paper of a superior as it is told afterwards: 会上领导讲了…,街道召集开会,点到的事情有….
_TOLD = re.compile(
    rf"{_OPENS}(?:(?:20\d\d年)?(?:\d{{1,2}}|[本上]|去|今)[年月]份?初?底?,?)?"
    rf"(?:(?:{_ABOVE})[^,:。《]{{0,8}}?(?:召集|召开)[^,:。]{{0,16}}会(?=[,。])"
    rf"|(?:{_ABOVE})[^,:。《]{{0,8}}?(?:发过|下发了|发了)(?:通报|通知|文件|函)"
    rf"|(?:{_PAPER})[^,:。]{{0,10}}?(?:讲了|讲到|说了|说到|提到|提了|谈到|点到|传达了|布置了))"
)
# 根据上级文件要求,企业要…: in a plan that elsewhere calls its enterprise by name this is copied, but it may be meant.
_BASED = re.compile(
    rf"{_OPENS}(?:按照|根据|依据|依照|遵照|按)(?:{_ABOVE}|{_PAPER})[^,:。《]{{0,14}}?(?:{_SAYS}|{_DIRECTS}),"
    r"(?=(?:各|所有|全体)?(?:企业|生产经营单位|用人单位|经营单位)[^,]{0,8}[要应须])"
)
_OTHERS = re.compile(r"企业|生产经营单位|用人单位|经营者|(?<!本)(?<!我)单位(?=[应要须必的])|各单位|各商户")
_OWN = re.compile(
    r"[我本](?:公司|单位|厂|店|司|校|院|站|队|矿|场|所|园|项目|部|方案)|我们|公司(?!法)|厂里|店里|学校|医院|各(?:部门|车间|班组|岗位|科室|门店|工段|站点)|(?<![和向对及、])全体(?:员工|职工)"
    r"|安[全环][^,]{0,4}[部科处办]|总经理|董事长|厂长|店长|校长|院长|站长|矿长|场长|经理|老板|班组长?|由[^,]{1,10}(?:负责|落实|牵头|执行|办理)|为此|据此|因此|对此"
)
_LEARNS = re.compile(r"领会|学习|重视|认识|知道|体会|了解|明白|意识到|压力|任务重")
_PASSES_ON = re.compile(r"转[给发]|传阅")
_DOES = re.compile(r"[每按由设配建制编签报查整落做完将已把]|负责|组织|开展|实行")


class Quoted(NamedTuple):
    """A range of a sentence that repeats a demand; `sure` where it is plainly that on others."""

    start: int
    end: int
    sure: bool


def reports(sentence: str) -> bool:
    """Whether `sentence` (reading text) may repeat what others say; most do not."""
    return _SIGNS.search(sentence) is not None


def quoted(sentence: str, after: str = "") -> Quoted | None:
    """The part of `sentence` (reading text) that only repeats what a superior or the law demands; None if none does.

    `after` is the sentence that follows in the paragraph: where it only tells one's own people to take note, what an
    enterprise is said to owe by a superior's paper is plainly a demand on others.
    """
    if not reports(sentence):
        return None
    if based := _BASED.search(sentence):
        rest = sentence[based.end() :]
        return None if _undertakes(rest) else Quoted(based.start(), len(sentence), _takes_note(after))
    if told := _TOLD.search(sentence):
        return None if _undertakes(sentence[told.end() :]) else Quoted(told.start(), len(sentence), True)
    report = _REPORT.search(sentence)
    if not report:
        return None
    rest = sentence[report.end() :]
    if _undertakes(rest):
        return None
    others = bool(_OTHERS.search(rest))
    if not others and re.match(_PAPER, report["source"]):
        return None
    return Quoted(report.start(), len(sentence), others)


def _undertakes(words: str) -> bool:
    """Whether one's own people do something, not only take note."""
    return any(not _learning(clause) for clause in re.split(r"[,:;。]", words) if _OWN.search(clause))


def _takes_note(sentence: str) -> bool:
    """Whether a sentence has one's own people take note and do nothing."""
    return bool(_OWN.search(sentence)) and not _DOES.search(sentence) and bool(_LEARNS.search(sentence))


def _learning(clause: str) -> bool:
    """Whether one's own people only take note, or pass a paper on."""
    own = _OWN.search(clause)
    after = clause[own.end() :] if own else clause
    return bool(_PASSES_ON.search(after) or (_LEARNS.search(after) and not _DOES.search(after)))
