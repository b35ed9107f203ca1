"""Statements that lay nothing down without denying it: wishes, hearsay, what once was or is in the making, questions.

希望总部买安责险, 听说可以不买, 以前演练过一次, 台账还在整理, 看老板心情 leave open whether anything will be done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# What every such statement holds one of; most sentences hold none.
_SIGNS = re.compile(
    r"不|还|正|待|谈|曾|希望|建议|最好|倡议|呼吁|盼望|恳请|但愿|有望|争取|听说|据说|自觉|心情|有空|想起来|流于|形同"
    r"|以前|原先|原来|过去|早些年|从前|前几年|去年|前年|制中|定中|草中|备中|批中|逐步|适时|择机|陆续|积极|研究|探索|是否"
)
_WISHES = re.compile(
    r"^[\d一二三四五六七八九十.、()\s]*(?:我们|员工|职工|大家)?(?:希望|建议(?!权|被|采纳|和|箱|书|奖|制度)|最好|倡议|呼吁|盼望|恳请|但愿|有望)"
    r"|争取(?!时间|支持|政策|资金|上级|[^,]{0,8}(?:零|无|不出|不发生|杜绝|先进|优秀))|听说|据说|靠自觉|看(?:老板|领导|店长)?心情|有空(?:就|才)|想起来(?:就|才|了)|流于形式|形同虚设|不(?:清楚|知道|懂)(?:怎么|如何)(?![^,]*的)"
    r"|(?:执行|落实|做|走|办|搞|请|买|养|顾)不(?:了|来|起|完|过来)(?!的|怎)"
)
_ONCE = re.compile(
    r"(?:以前|原先|原来|过去|早些年|从前|曾经?|前几年|去年|前年)(?!的|查出|发现|存在)[^,]*(?:过|有[^,]{0,6}$)"
)
_STILL = re.compile(r"现在|今年|继续|仍|保持|每[年月季周日天班半]|再次|以来")
# What is under way or to come, and so is not there.
_MAKING = re.compile(
    "(?=[还正尚在下今后以有待])(?:"
    + "|".join(
        (
            # in hand, with nothing to show for it: 台账还在整理
            r"[还正]在(?:整理|画|编|写|做|办|谈|比价|挑|选|了解|摸索|准备|研究|筹备|筹划|申请|申办|联系|商量|考证|酝酿|打印|起草|洽谈|协商|接洽|物色|设计|制作|定制|采购|招标|排版|印刷|搭建|开发|调试)(?![^,]*的)",
            # in the making: 预案在编制中
            r"[还正尚]?在[^,]{0,6}(?:谈|编制中|拟定中|起草中|制定中|筹备中|审批中)(?=[,。;]|$)",
            # meant for a later that is not named: 下一步逐步推行
            r"(?:下一?步|今后|后续|以后)[^,]{0,3}(?:将|拟|计划|准备|争取)?[^,]{0,3}(?:逐步|适时|择机|陆续|积极|研究|探索)(?:推|探|制|建|设|开|引|配|购|投|落|实|编|绘|完)",
            # wanting the last step: 制度待完善
            r"[尚有]?待(?:完善|批复|审批|明确)(?=[,。;]|$)",
        )
    )
    + ")"
)
# What an inspection asks is no duty that the plan lays down: 查是否进行了三级教育.
_ASKS = re.compile(r"(?<![不无]论)是否")
_TERM = re.compile(r"前[^,]{0,8}(?:完成|印发|到位|发布|做好|建成|投用)|\d日前|月底|年底")
_BARE = 6  # so few characters do not name what they speak of, which stands before
_CLAUSE = re.compile(r"[^,:;。]+")


def wavering(sentence: str) -> Iterator[tuple[int, int]]:
    """The ranges of `sentence` (reading text), comma clauses, that say nothing anyone could be held to."""
    if not _SIGNS.search(sentence):
        return
    going_on, dated = _STILL.search(sentence), _TERM.search(sentence)
    before = 0
    for clause in _CLAUSE.finditer(sentence):
        words = clause.group()
        once = not going_on and _ONCE.search(words)
        making = not dated and _MAKING.search(words)
        if once or making or _WISHES.search(words):
            yield (before if len(words) <= _BARE else clause.start()), clause.end()
        if asked := _ASKS.search(words):
            yield clause.start() + asked.end(), clause.end()
        before = clause.start()
