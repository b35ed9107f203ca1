"""Personal data in reports, masked: names beside a post, telephone and identity numbers, e-mail addresses.

Masking is one character for one, so every span of a report still quotes what it names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import Any

from conformance.model.report import GapReport, Report

_POST = "组长|组员|成员|联系人|负责人|责任人|经办人|填表人|审核人|审批人|签发人|编制人?|审核|批准|姓名|法定代表人|法人代表|总经理|董事长|经理|主任|安全员|值班人员?|签字"
# The commonest first.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷"
    "詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时"
)
_NAME = rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_NO_NAME = frozenset("部科处室组队站办员")  # 安全部 and 安全员 begin with a surname and are nobody
_NAMED = re.compile(
    rf"(?:{_POST})(?:[（(](?:签[字名章]|盖章)[）)])?[ \u3000]*[：:][ \u3000]*({_NAME}(?:[、，,／/ \u3000]+{_NAME})*)(?![\u4e00-\u9fff])"
)
_IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(?:[（(]0\d{2,3}[）)]|0\d{2,3}[-—－ ]?)[1-9]\d{6,7}(?!\d)")
_CALLED = re.compile(r"(?:电话|手机|传真|热线|联系方式)[^\d\n]{0,6}?([1-9]\d{6,7})(?!\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def redact(report: GapReport) -> GapReport:
    """`report` with personal data masked in the text and in every sentence made from it."""
    return replace(report, reports=tuple(map(_one, report.reports)))


def _one(report: Report) -> Report:
    if report.facts is None:
        return report
    masks = dict(personal(report.facts.document.text))
    if not masks:
        return report
    longest_first = sorted(masks, key=lambda words: (-len(words), words))
    found = re.compile("|".join(map(re.escape, longest_first)))
    return _mapped(report, partial(found.sub, lambda m: masks[m[0]]))  # type: ignore[no-any-return]


def personal(text: str) -> Iterator[tuple[str, str]]:
    """Personal data in `text`, each with its mask of the same length."""
    for pattern in (_IDENTITY, _MOBILE, _LANDLINE, _MAIL):
        yield from ((m[0], _mask(m[0])) for m in pattern.finditer(text))
    yield from ((m[1], _mask(m[1])) for m in _CALLED.finditer(text))
    for named in _NAMED.finditer(text):
        names = (n for n in re.findall(_NAME, named[1]) if n[-1] not in _NO_NAME)
        yield from ((name, name[0] + "*" * (len(name) - 1)) for name in names)


def _mask(words: str) -> str:
    """The first three and, of long numbers, the last two characters stay: enough to know one's own again."""
    keep = 2 if len(words) > 9 else 0
    middle = words[3 : len(words) - keep]
    return words[:3] + "".join("*" if c.isalnum() else c for c in middle) + words[len(words) - keep :]


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """`value` with every string in it changed; what did not change is the same object."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        made = tuple(_mapped(v, change) for v in value)
        return made if any(a is not b for a, b in zip(made, value, strict=True)) else value
    if isinstance(value, dict):
        return {key: _mapped(v, change) for key, v in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    old = {f.name: getattr(value, f.name) for f in fields(value) if f.init}
    new = {name: _mapped(v, change) for name, v in old.items() if name != "sha256"}
    changed = {name: v for name, v in new.items() if v is not old[name]}
    return replace(value, **changed) if changed else value
