"""How often something is to be done, without 每: 半年一次, 2次/年, 按季度, 全年不少于6次, 日管控、周排查、月调度."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.facts.timing.bounds import LEAST, MOST, bound_of, frequency_value
from conformance.facts.timing.found import FREQUENCY, Phrase, row
from conformance.facts.timing.numerals import COUNT, HAN, count, length
from conformance.language.sparse import Sparse

_BARE = Sparse(
    rf"(?<![\d{HAN}第近前后满内每隔/.月])(?P<num>\d{{1,2}}|[{HAN}]{{1,2}}|半)(?P<g>个)?(?P<unit>年|季度?|月|周|星期|天|日|小时)"
    rf"(?P<bound>{LEAST}|{MOST})?(?P<n>\d{{1,2}}|[{HAN}]{{1,2}})次(?![数要品日级]|生(?!产)|性(?![能质状]))",
    "次",
)
_IN_YEAR = Sparse(
    rf"(?:(?P<num>{COUNT}|半)(?P<g>个)?(?P<unit>年|季度|月|周|天|日)(?:之内|以内|内)|全年|年度?内)[^,。;:\n每]{{0,20}}?(?P<bound>{LEAST}|{MOST})[^,。;:\n每]{{0,12}}?(?P<n>\d{{1,2}}|[{HAN}]{{1,2}})次(?![数要品日级]|生(?!产)|性(?![能质状]))",
    "次",
)
_PER = Sparse(
    rf"(?P<bound>{LEAST}|{MOST}|≥|≤)?(?P<n>\d{{1,2}}|[{HAN}]{{1,2}})次/(?P<num>\d{{1,2}}|半)?个?(?P<unit>工作日|小时|[hH]|班|日|天|周|旬|月|季度?|年)",
    "次",
)
# 日管控、周排查、月调度: each word's first character is the period, where at least two of them stand in a row.
_CHAIN_ITEM = r"[日周旬月季年](?:检查|巡查|排查|巡检|点检|抽查|督查|管控|调度|通报|研判|考核|考评|点评|讲评|评比|评估|总结|分析|例会|碰头|报告|演练|培训|清理|清扫|清零)"
_CHAIN = Sparse(
    rf"(?<![每\u4e00-\u9fff]){_CHAIN_ITEM}(?:[、,和]{_CHAIN_ITEM})+|(?<=[行立照持])(?:{_CHAIN_ITEM}[、,和])+{_CHAIN_ITEM}",
    _CHAIN_ITEM,
    "。;:\n",
)
# 间隔不超过8小时巡查一次, 至少三年修订一次: the length is the interval.
_INTERVAL = Sparse(
    rf"(?:(?:时间)?间隔(?:时间|周期)?(?:不得?超过|不大于|为)|(?:{LEAST}|{MOST}))(?P<num>\d{{1,3}}|[{HAN}]{{1,2}}|半)个?(?P<unit>年|季度|月|周|天|日|小时|分钟)"
    rf"[^,。;:\n内每]{{0,12}}?(?<![\d{HAN}])(?:一|1)次",
    "次",
)
# 隔周召开一次, 双月例会: every second one.
_SECOND = Sparse(
    r"(?<![间相分])(?:每?[双单]|隔)(?P<unit>日|天|周|月|年)(?:[^,。;\n每\d]{0,8}?(?:一|1)次|(?=[^,。;\n]{0,2}(?:例会|会议|召开|检查|巡查|巡检|组织|开展|进行|调度|通报|报送|轮换|演练|培训)))",
    "[双单隔]",
    ",。;\n",
)
_ONE_EACH = Sparse(
    r"(?<![每\d年十百第〇零一二三四五六七八九])(?:一|(?P<half>[半两三四五六])(?=年))(?P<unit>年|季度?|月|周|日|天)一(?![度些个次般定致日号十])(?=[\u4e00-\u9fff])",
    "[年季度月周日天]一",
)
_BY = re.compile(
    r"(?P<by>按|逐)(?P<unit>年度|季度|月度|季|月|周|日|旬|年)(?![份度计连期边薪工加处]|[^,。;\n]{0,2}(?:计划|任务|目标|要求|节点|安排|有关|规定|递))"
)


def counted(text: str) -> Iterator[Phrase]:
    """The frequencies in `text` that do without 每."""
    for match in _BARE.finditer(text):
        if match["unit"] != "月" or match["g"] or not match["num"].isdigit():
            yield _phrase(match, match["num"], match["n"])
    for match in _IN_YEAR.finditer(text):
        yield _phrase(match, match["num"], match["n"], match["unit"] or "年")
    for match in _PER.finditer(text):
        yield _phrase(match, match["num"], match["n"])
    for match in _INTERVAL.finditer(text):
        yield _phrase(match, match["num"], None)
    for match in _SECOND.finditer(text):
        yield _phrase(match, "2", None)
    for match in (*_ONE_EACH.finditer(text), *_BY.finditer(text)):
        if match.groupdict().get("by") != "逐" or match["unit"] not in ("年", "年度"):
            yield _phrase(match, match.groupdict().get("half"), None)
    for match in _CHAIN.finditer(text):
        yield from _chained(match)


def _phrase(match: re.Match[str], num: str | None, times: str | None, unit: str | None = None) -> Phrase:
    value = frequency_value(count(times), length(num, unit or match["unit"]))
    words = (match.groupdict().get("bound") or "").replace("≥", "至少").replace("≤", "至多")
    return Phrase(match.start(), match.end(), FREQUENCY, (row("frequency", value, bound=bound_of(words)),))


def _chained(match: re.Match[str]) -> Iterator[Phrase]:
    """日管控、周排查、月调度: a frequency each; the period is the first character of its word."""
    for item in re.finditer(_CHAIN_ITEM, match.group()):
        value = frequency_value(1, length(None, item.group()[0]))
        at = match.start() + item.start()
        yield Phrase(at, at + len(item.group()), FREQUENCY, (row("frequency", value),), item.group()[1:])
