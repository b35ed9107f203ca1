"""Exhortations: calls for effort, slogans and boasts, which lay nothing down.

加强领导,落实责任,强化监督 and 隐患就是事故 ask for much and name no deed; a time, a count or a ban makes a task of them.
"""

from __future__ import annotations

import re

from conformance.language.enumerations import told, unnumbered

# Verbs that call for something without a deed of their own: 加强领导,落实责任,强化监督,抓好投入.
_CALLS = re.compile(
    r"(?:做[好实]|抓[好实紧]|[加增]强|强化|落实|推[进动]|提[升高]|深化|夯实|压实|突出|注重|促进|改善|优化|巩固)(?=.)"
)
# Effort that is promised, where no deed is named besides.
EFFORT = re.compile(
    r"积极|努力|大力|切实|进一步|不断|持续(?!改进)|着力|全力|稳步|扎实|充分认识|高度重视|牢固树立|提高(?:思想)?认识|强化责任感"
)
# Responsibility that is called for, of which nothing is told: 强化安全生产责任落实.
RESPONSIBILITY = re.compile(
    r"(?<![^,:;。])(?:强化|加强|推[动进]|压实|夯实|确保|促进|明确)(?:安全|安全生产|主体|工作|各项|和)*责任(?:有效|全面|切实|贯彻)?(?:落实|落地)?(?:实施|到位|见效)?(?=[,;。]|$)"
)
# What is held dear or wished for.
_SLOGAN = re.compile(
    r"(?=[认重把领增治隐安就开谱消丰形])(?:(?:认识|重视|把握|领会|认清|增强)[^,。]{0,30}(?:意义|重要性|紧迫性|必要性|内涵|使命感|自觉性和主动性)"
    r"|重于泰山|治本之策|隐患就是事故|安全就是[^,。]{1,4}|就是效益|(?:开创|谱写)[^。]*(?:局面|篇章)|消灭在萌芽|丰富多彩|形式多样)"
)
# What is held up as the aim, or as the thought that guides the work.
_BOASTS = re.compile(
    r"[^,。]{0,12}(?:争创|打造|实现)[^。]*(?:标杆|根本好转|新局面|新台阶)"
    r"|[\d一二三四五六七八九十.、()]*(?:坚持|全面|深入|认真)?(?:以|学习|贯彻)[^,。]{0,8}(?:习近平|党的[一二三四五六七八九十]+大)"
    r"|[\d一二三四五六七八九十.、()]*(?:深入|全面|扎实|切实|持续|大力|进一步|不断|认真)"
    r"(?![^。]*(?:制[定订]|明确|建立|绘制|编制|清单|责任人|采用|组织|分级|车间|班组|岗位))[^。]*(?:可控|在控|受控)[^,]*$"
)
# A time, a count, a ban or who answers for it makes a task of an exhortation.
_MEASURED = re.compile(r"每[年月季周日天班半]|\d|一次|定期|(?<!高度)负责(?!人)|不得|严禁")
_SEVERAL, _CALLING, _CALLED = 3, 0.9, 1 / 4


def exhorts(text: str) -> bool:
    """Whether a sentence (reading text) only exhorts."""
    if calls_for_much(text):
        return True
    return bool(_SLOGAN.search(text) or _BOASTS.match(text)) and not _MEASURED.search(text)


def calls_for_much(text: str) -> bool:
    """Whether a sentence calls for several things and tells next to nothing of any: hardly a real one opens nearly each of
    its parts so."""
    if not _CALLS.match(unnumbered(text)):
        return False
    found = [unnumbered(part) for part in text.rstrip("。;!").split(",")]
    calling = sum(1 for part in found if _CALLS.match(part))
    return len(found) >= _SEVERAL and calling >= _CALLING * len(found) and sum(map(told, found)) <= _CALLED * len(found)
