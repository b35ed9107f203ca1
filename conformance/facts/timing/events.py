"""Limits set by an event without a number (上岗前, 经考试合格后) and words of time that bind nobody (及时, 定期)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.facts.timing.found import EVENT, VAGUE, Phrase, row
from conformance.language.sparse import Sparse

_BEFORE_EVENTS = (
    "上岗|转岗|复岗|离岗|换岗|岗|作业|开工|复工|复产|施工|动工|动火|投产|投用|投入使用|投入生产|使用|启用|开车|停车|开停车|检修|试生产|竣工验收|验收|"
    "交付|入职|入场|进场|入厂|进厂|班|节|节假日|节日|放假|假期|汛期|主汛期|汛|雨季|供暖[期季]|采暖[期季]|台风季|高温季节?|入冬|入夏|冬季|夏季|开学|开业|营业|出车|行车|发车|出厂|出站|上路|实施|生产|到期|期满|届满|演练|培训|进入|活动|检测|春运|高考|中考|签订合同|发包|"
    "暑假|寒假|假|元旦|春节|元宵节?|清明节?|五一|劳动节|端午节?|中秋节?|国庆节?|两会"
)
_BEFORE = Sparse(
    rf"(?P<every>每(?:日|次|天|班)|每逢)?(?P<event>(?<!下)(?:{_BEFORE_EVENTS})(?:[、和及或](?:{_BEFORE_EVENTS})){{0,3}})(?:来临|到来|开始)?(?:之前|以前|前夕|前)"
    r"(?![后期往述款项列沿端景言面台提者置三两\d一二]|会|检查员)",
    "前",
)
_AFTER = Sparse(
    r"(?P<event>经[^,。;:\n、()]{1,12}?(?:合格|同意|批准|审批|验收|审核|确认|审查|考核|培训)|修订|整改(?:完成|完毕|合格|结束)|(?:考试|考核|培训|验收|检测|检验|评审|审核)合格|"
    r"(?:发生)?[^,。;:\n、()经自每]{0,8}?(?:事故发生|发生[^,。;:\n、()]{0,8}事故)|(?:演练|检查|培训|作业|施工|检修|活动|应急处置|救援|评估)(?:结束|完成|完毕)|变更|复工|事故|节|班|演练)(?:之后|以后|后)"
    r"(?!的(?!安全生产事故应急预案|应急预案)|[续勤果期备台方来者视门处遗])",
    "后",
    ",。;:\n、()",
)
_WHEN = re.compile(
    r"(?:出现|发生|遇到?|遇有|存在|发现|当(?<![应不适相正恰承担]当))[^。;!?\n时]{1,48}?(?:情况|情形|事故|险情|变化|变更|异常|调整)(?:时|后|的情况下|的)(?=,?(?:应|要|须|必须|需|立即|及时|迅速|由))"
)
# What stands before an event and is no part of it: an article's number, a subject, a joining word.
_LEAD = re.compile(
    r".*(?:第?[一二三四五六七八九十百零\d]+条|(?:或者|并且|应当|企业|单位|部门|人员|销售者|浮动设施)(?:在)?|[在并])(?=.*(?:发生|事故))"
)
_MARKED = re.compile(r"离岗时|在岗期间|节假日期间|重大节日期间|重要时段|重点时段")

_CLASSES = {
    "undefined_schedule": "按照?(?:规定|要求|既定|确定|有关)?(?:的)?时间(?:节点|进度|要求|表)",
    "prompt": "及时|立即|迅速|尽快|尽早|第一时间|即时|即刻|马上|随即|当[日天班](?=[前内上报整完处解进]|[^,。;\n]{0,2}[整报处])",
    "irregular": "不定期|适时|随时|不间断地?|择机|视情",
    "unquantified": "定期",
    "routine": "日常|经常性?|常态化|平时",
    "seasonal": "季节性|节假日|关键时间节点|重要时间节点|重大节[假]?日",
    "continuous": "持续|长期|始终",
    "limit_unspecified": "限期|规定(?:的)?(?:时间|期限|时限)内|按时|按期|如期|近期|短期内",
}
_VAGUE = re.compile(
    "(?=[按及立迅尽第即马随当不适择视定日经常平季节关重持长始限规如近短])"
    f"(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _CLASSES.items())})"
)
_NO_WORD_BEFORE = {"及时": "不未", "迅速": "不", "按时": "未不", "按期": "未不", "持续": "可"}
_NO_WORD_AFTER = re.compile(r"性(?!检查|工作|活动|监测)")
_AT_BEGINNING = frozenset({"始终", "平时"})


def events(text: str) -> Iterator[Phrase]:
    """The limits in `text` that an event sets."""
    for pattern in (_WHEN, _BEFORE, _AFTER, _MARKED):
        for match in pattern.finditer(text):
            anchor = match.groupdict().get("event") or match.group()
            bound = "before" if pattern is _BEFORE else "after" if pattern is _AFTER else None
            lead = _LEAD.match(anchor) if pattern is _AFTER else None
            skipped = lead.end() if lead else 0
            made = row("event_relative", anchor=anchor[skipped:], bound=bound)
            yield Phrase(match.start() + skipped, match.end(), EVENT, (made,))


def vague(text: str) -> Iterator[Phrase]:
    """The words of time in `text` that name no time; `name` is their class."""
    for match in _VAGUE.finditer(text):
        word = match.group()
        before = text[match.start() - 1 : match.start()]
        if (before and before in _NO_WORD_BEFORE.get(word, "")) or word in _AT_BEGINNING:
            continue
        if _NO_WORD_AFTER.match(text, match.end()) and not word.endswith("性"):
            continue
        yield Phrase(match.start(), match.end(), VAGUE, (row("vague", name=match.lastgroup),))
