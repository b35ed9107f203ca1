"""Lengths of time that bind: relative limits (收到通知后5日内), minima and maxima, validity."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.facts.timing.found import LIMIT, Phrase, row
from conformance.facts.timing.numerals import COUNT, HAN, length
from conformance.language.sparse import Sparse

_UNIT = r"(?:工作日|自然日|日历[日天]|自然天|小时|分钟|秒钟?|年|季度|月|周(?![年岁])|星期|天|日|h)"
_LENGTH = rf"(?P<n>\d{{1,3}}|{COUNT}|半)(?P<g>个)?半?(?P<unit>{_UNIT})"
_NOT_INSIDE = r"(?<![\d一二三四五六七八九十百第近年月.])"
_WITHIN = Sparse(
    rf"{_NOT_INSIDE}(?:\d{{1,3}}[-~至])?{_LENGTH}(?:之内|以内|内)",
    "内",
)
_AT_MOST = re.compile(rf"(?:不得?超过|不应超过|不能超过|不大于|不得?晚于|不迟于|至多|最长为?|最迟)(?:{_LENGTH})")
_AT_LEAST = re.compile(
    rf"(?:不得?少于|不应少于|不得?低于|至少|不短于|不得?小于|最少|不少于)(?:为)?(?:{_LENGTH})(?!内|以内|[的一次]?次)"
)
_AND_MORE = Sparse(
    rf"{_NOT_INSIDE}{_LENGTH}(?:及?以上)(?!(?:\d{{1,3}}|{COUNT})个?{_UNIT}(?:以下)|有期|的?(?:有期|徒刑|拘留|学历))",
    "以上",
)
_LASTS = "有效期限?|为期|限期|限时|用时|保存(?:期限?)?|保管期限?|留存|期限|历时|工期|质保期|保修期|缺陷责任期|服务期限?|合同期限?|租赁?期限?|周期|试行期?|试用期|公示期?|时间|任期"
_VALIDITY = Sparse(
    rf"(?P<least>至少|不少于)?(?:{_LASTS})(?:为|是|:)?(?:{_LENGTH})(?![内前后以\d月]|左右)",
    rf"(?:{_LASTS})[为是:]?[\d{HAN}百半]",
    ",。;\n",
)
_AHEAD = re.compile(rf"提前(?:至少|不少于)?(?:{_LENGTH})")
_BEFORE = Sparse(
    rf"(?P<anchor>[\u4e00-\u9fff]{{2,20}}|节|会)前(?:至少|不少于)?(?:{_LENGTH})(?:之?内|以内)?(?![前的])",
    "前",
)
# 有效期届满3个月前, 会议召开5日前.
_BEFORE_END = Sparse(
    rf"(?P<anchor>[\u4e00-\u9fff]{{0,12}}(?:届满|期满|到期|召开|开工|开业|举行|举办|开始|实施|施工|停产|复工|爆破))(?:的)?(?:{_LENGTH})(?:之前|以前|前)(?![往后期])",
    "前",
)
_NO_ANCHOR = re.compile(r"(?:目|此|以|之|日|当|年|月|生|底|提|三|两|从|向|空|超|中|午|早|事)\Z|[底月年日末]\Z")
# 1年内累计发生3起, 近三年内未发生: conditions that look back.
_CONDITION = re.compile(
    r"[,]?的?(?:累计|连续|发生|再次|再度|多次|受到|受过|被|未|没有|无|又|因|有\d|达到?\d|出现|两次|\d次|[一二三两]次)"
)
_LOOKS_BACK = re.compile(r"(?:近|最近|连续|过去|前|此前|之前)\Z")
_SINCE = re.compile(
    r"(?:自|从)(?P<anchor>[^,。;:!?\n自从]{1,20}?)(?:之日|之时|时|(?<![即今\d一二三四五六七八九十])日)?(?:起|后|算起)(?:的|,)?(?:第)?\Z"
)
_AFTER = re.compile(r"(?P<anchor>[^,。;:!?\n、()]{1,24}?)(?:之日起|之时起|起|之后|以后|后)的?\Z")
_SUBJECT = re.compile(
    r"^.*(?:应(?!急)当?|必?须|需(?!求)要?|要(?!求)|于|在(?![岗线建职])|由|并|且|可以|可在)(?=[\u4e00-\u9fff]{2})"
    r"|^.*(?:企业|公司|单位|部门|车间|班组|人员|员工|负责人)(?=接到|接报|收到|发现|发生)"
)
# 接到报告后,应当在1小时内: the event stands in the clause before and is not quoted.
_AFTER_COMMA = re.compile(r"(?P<anchor>[^,。;:!?\n、()]{2,16})(?:之日起|后|时),(?:应当?|必?须|要|并)?(?:在|于)?\Z")
_RECURRING = re.compile(r"每(?P<n>\d|[一二两三四])?个?(?P<unit>年度?|季度?|月|半年|周)")
_LOOK_BACK = 36


def limits(text: str) -> Iterator[Phrase]:
    """The binding lengths of time in `text`."""
    for match in _WITHIN.finditer(text):
        if phrase := _within(text, match):
            yield phrase
    for pattern, bound in ((_AT_MOST, "at_most"), (_AT_LEAST, "at_least"), (_AND_MORE, "at_least"), (_VALIDITY, None)):
        for match in pattern.finditer(text):
            if _sound(match):
                least = "at_least" if match.groupdict().get("least") else bound
                yield _phrase(match, match.start(), bound=least)
    for match in _AHEAD.finditer(text):
        if _sound(match):
            yield _phrase(match, match.start(), bound="before")
    for match in _BEFORE_END.finditer(text):
        if _sound(match):
            yield _anchored_before(match)
    for match in _BEFORE.finditer(text):
        if _sound(match) and not _NO_ANCHOR.search(match["anchor"]):
            yield _anchored_before(match)


def _sound(match: re.Match[str]) -> bool:
    """A month as a length needs 个 (3个月; 3月 is March); other units must not have it, save 工作日, 小时 and the like."""
    unit = match["unit"]
    if unit == "月":
        return bool(match["g"]) or match["n"] == "半"
    return not match["g"] or unit not in ("年", "天", "日", "周", "分钟")


def _within(text: str, match: re.Match[str]) -> Phrase | None:
    if not _sound(match) or _CONDITION.match(text, match.end()):
        return None
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    if _LOOKS_BACK.search(before):
        return None
    found = _SINCE.search(before) or _AFTER.search(before)
    if not found:
        earlier = _AFTER_COMMA.search(before)
        return _phrase(match, match.start(), bound="at_most", anchor=earlier["anchor"] if earlier else None)
    start, anchor = _anchor(found, match.start() - len(before))
    if recurring := _RECURRING.match(anchor):
        return _recurring(match, start, anchor, recurring)
    return _phrase(match, start, bound="at_most", anchor=anchor)


def _anchor(found: re.Match[str], base: int) -> tuple[int, str]:
    """Where the limit begins and the event it counts from, without the subject before it."""
    anchor = found["anchor"]
    if found.re is _SINCE:
        return base + found.start(), anchor
    subject = _SUBJECT.match(anchor)
    cut = subject.end() if subject else 0
    return base + found.start("anchor") + cut, anchor[cut:]


def _recurring(match: re.Match[str], start: int, anchor: str, period: re.Match[str]) -> Phrase:
    unit = "年" if period["unit"] == "半年" else period["unit"]
    every = length("半" if period["unit"] == "半年" else period["n"], unit)
    offset = length(match["n"], match["unit"])
    made = row("frequency", f"1/{every}", anchor=anchor, due=f"+{offset}", unit=_kind_of_day(match["unit"]))
    return Phrase(start, match.end(), LIMIT - 2, (made,))


def _anchored_before(match: re.Match[str]) -> Phrase:
    subject = _SUBJECT.match(match["anchor"])
    cut = subject.end() if subject else 0
    return _phrase(match, match.start() + cut, bound="before", anchor=match["anchor"][cut:])


def _kind_of_day(unit: str) -> str | None:
    return "working_day" if unit == "工作日" else None


def _phrase(match: re.Match[str], start: int, *, bound: str | None, anchor: str | None = None) -> Phrase:
    unit = "小时" if match["unit"] == "h" else match["unit"]
    made = row("duration", length(match["n"], unit), anchor=anchor, bound=bound, unit=_kind_of_day(unit))
    return Phrase(start, match.end(), LIMIT, (made,))
