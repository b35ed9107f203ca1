"""Duties only spoken of: defined, held up as a principle or a guide, missed in others, feared, looked back on.

本规定所称隐患是指…, 坚持全员参与的原则, 部分企业培训不足, 可能存在…的风险, 应急演练支出 name duties and lay none of them down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.language.exhorting import RESPONSIBILITY

# What every way to speak of a duty holds one of; most sentences hold none.
_SIGNS = re.compile(
    r"是指|系指|旨在|原则|作为|抓手|主线|载体|统领|导向|牵引|契机|切入点|着力点|落脚点|突破口|核心|目的|根本|部分|许多|一些|个别|不少|多数|存在|出现|可能|通过|总结|回顾|环境|秩序|氛围|不[足彻到够强高]|较低|薄弱|缺失|欠缺|有待|情况\d*[,;。]?$|责任(?:[,;。落有全切贯实到见]|$)|支出|同步"
)
_CLAUSE = re.compile(r"[^,:;。]+")
_NUMBER = r"^[\d一二三四五六七八九十.、()\s]*"
_DEFINES = re.compile(r"是指|系指|旨在")
# Where the sentence goes on to lay something down after all.
_DUTY = re.compile(r"应(?!急)|须|不得|严禁|每[年月季周日天班半次]|由[^,]{2,20}负责")
_MAXIM = re.compile(
    r"(?:遵循|强调|实行|注重)[^,:;。“”\"、]*?(?<!四不放过)(?<!四不放过的)原则"
    r"|(?:安全第一|预防为主|综合治理|以人为本|全员参与|依法合规|科学性?|系统性?|持续改进)原则:.*"
)
# A part of something greater, which is only named: 作为标准化建设的重要内容.
_PART = re.compile(r"作为[^,:;。]*(?:建设|创建|工程)的(?:重要)?(?:内容|组成部分|抓手|举措|载体)")
# What guides the work, as the opening of a plan has it: 以健全双重预防机制为抓手.
_GUIDES = re.compile(
    r"(?<![所可予给得加难])以(?:建立|健全|完善|构建|落实|压实|夯实|推进|推动|加强|强化|深化|提升|提高|防范|遏制|确保|实现|抓好|开展|\")[^,:;。]{2,}?为(?:总?抓手|主线|载体|统领|导向|牵引|契机|切入点|着力点|落脚点|突破口|核心|目的|根本)"
)
# What others do wrong, or what is still wrong here.
_OTHERS = re.compile(
    rf"(?:{_NUMBER}|(?<=:))(?:近年来|目前|当前)?,?(?:部分|许多|一些|个别|不少|多数)[^,:。]{{0,8}}?(?:企业|公司|单位|人员|员工|职工)"
)
_WANTING = re.compile(
    r"(?:意识|培训|教育|投入|排查|治理|检查|落实|管理|责任|预案|演练|制度|措施|监管|执行|重视|设施|操作性)[^,:;。]{0,6}?"
    r"(?:不足|不彻底|不到位|不够|不强|不高|较低|薄弱|缺失|欠缺|有待(?:提高|加强|完善))(?=[,:;。]|$)"
)
_AGAINST = re.compile(r"[对凡因若如未看]|有没有|有无|找|评估|防止|避免|杜绝|整治|解决|查|的(?=[,;。]|$)")
_FOLLOWS = re.compile(r"不得|严禁|一律|追究|问责|处罚|考核|停|扣")
_FAULTS = re.compile(r"(?:存在|出现)的?[^,:;。]{4,}等[^,:;。]{0,4}(?:问题|现象|不足)")
_FEARED = re.compile(r"(?<![对将把])可能(?:存在|因为?|受到|会)[^,:;。]*(?:风险|隐患|问题)(?=[;。]|$)")
_LOOKS_BACK = re.compile(r"(?:总结|回顾)了")
# What is looked into, as a list of what an inspection covers has it: 特种作业人员持证上岗情况.
_STATES = re.compile(rf"{_NUMBER}(?:[^,:;。]+情况\d*[,;。]?)+$")
_LOOKS = re.compile(
    r"[查看问听对将把按视被向写填报]|记录|汇报|了解|掌握|通报|公布|公示|分析|统计|监督|督促|跟踪|考核|评[估价审]|审议|总结|根据|结合|针对|依据|反映|说明|研究|应急|紧急|特殊|异常|突发"
)
# What money may be spent on, as the items of such a list have it: 应急演练、标准化建设支出.
_SPENT_ON = re.compile(r"(?<![^:;。])[^:;。]+支出(?:\([^()]*\))?(?=[;。]|$)")
_PROVIDED = re.compile(r"应(?![急用])|[须按由将]|[列纳计记]入|保[证障]|确保|安排|提取|控制|不得|优先|用于|台[账帐]")
# Matters that shall keep pace, of which nothing else is told: 风险管控与隐患排查同步推进、党委与行政同步发力.
_ABREAST = re.compile(
    r"(?:[^,:;。、]*(?<![应须])同步(?:落实|加强|推[进动]|发力|提[升高]|强化|部署|跟进)(?:[、,]|(?=[;。]|$))){2,}"
)
# In what people learn and work: 学习和工作环境, 正常的教育教学秩序.
_SETTING = re.compile(
    r"(?:(?:教育|工作|生活)[、和与及]?)?(?:教学|学习)(?:[、和与及]?(?:教学|学习|工作|生活))*的?(?:环境|秩序|氛围)"
)
# Names of means, where nothing is said of how they are used: 通过风险评估、隐患排查等手段.
_MEANS = re.compile(r"通过[^,:;。]*?、[^,:;。]*?等[^,:;。]{0,4}(?:手段|方式|途径|措施)")
_USED = re.compile(
    r"完善|加强|强化|落实|改造|开展|组织|张贴|悬挂|制作|发放|设置|建立|签订|召开|举办|邀请|聘请|每|定期|实行|绘制|编制|公示|印发|查看|询问"
)


# What is no duty wherever it stands, each way with a word that it cannot do without.
_WAYS = (
    ("原则", _MAXIM),
    ("作为", _PART),
    ("责任", RESPONSIBILITY),
    ("以", _GUIDES),
    ("等", _FAULTS),
    ("可能", _FEARED),
    ("同步", _ABREAST),
    ("学", _SETTING),
)


def mentions(sentence: str) -> Iterator[tuple[int, int]]:
    """The ranges of `sentence` (reading text) that speak of duties without laying them down."""
    if not _SIGNS.search(sentence):
        return
    for found in _DEFINES.finditer(sentence):
        duty = _DUTY.search(sentence, found.end())
        ends = sentence.rfind(",", found.end(), duty.start()) if duty else len(sentence)
        yield found.start(), max(ends, found.end())
    if _STATES.match(sentence) and not _LOOKS.search(sentence):
        yield 0, len(sentence)
    if (others := _OTHERS.search(sentence)) and not _DUTY.search(sentence, others.end()):
        yield others.start(), len(sentence)
    for sign, pattern in _WAYS:
        if sign in sentence:
            yield from (found.span() for found in pattern.finditer(sentence))
    if "支出" in sentence:
        yield from (found.span() for found in _SPENT_ON.finditer(sentence) if not _PROVIDED.search(found.group()))
    yield from (found.span() for found in _MEANS.finditer(sentence) if not _USED.search(found.group()))
    for start, end in (m.span() for m in _CLAUSE.finditer(sentence)):
        wanting = _WANTING.search(sentence, start, end)
        if wanting and not _AGAINST.search(sentence, start, end) and not _FOLLOWS.search(sentence, end):
            yield start, end
        if _LOOKS_BACK.search(sentence, start, end):
            yield start, end
