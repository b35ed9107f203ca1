"""Matters that use the words of work safety for something else: food, quality, data, money, patients.

食品安全第一责任人, 产品质量问题限期整改, 网络安全应急预案 are no evidence of a duty of work safety.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_OTHER = re.compile(
    r"食品(?:安全|卫生|质量|留样|追溯|原料)|食物中毒|餐饮(?:服务食品|卫生)|网络(?:与信息)?安全|信息安全|数据安全|资金安全|财务风险|医疗(?:安全|质量|纠纷|差错|风险|废物)|患者安全|病人安全|护理(?:安全|质量|差错)"
    r"|产品质量|商品质量|服务质量(?<!改进服务质量)(?<!防服务质量)(?!进行)|质量(?:问题|缺陷|检查|考核|管理体系|事故|责任)|教学(?:质量|事故)|工程质量(?!安全)|舆情|疫情|防疫|廉(?:政|洁)|党建|保密|反诈|诈骗|禁毒|环境保护|排污|碳排放|绿化养护|病历|收费标准|服务态度|价格承诺"
)
_SAFETY = re.compile(
    r"安全生产|生产安全|事故预防|保险|承保|安责险|安全(?!第一)|消防|防火|灭火|隐患|伤[亡人害]|工伤|危险|触电|火灾|燃气|用电|特种|动火|职业[病健]|劳动防护|逃生|疏散|燃爆|危化"
)
_CLAUSE = re.compile(r"[^,:;。]+")


def other_matters(sentence: str) -> Iterator[tuple[int, int]]:
    """The ranges of `sentence` (reading text) that are of another matter: all of it where it names no matter of work
    safety besides, else the comma clauses that name none."""
    if not _OTHER.search(sentence):
        return
    if not _SAFETY.search(_OTHER.sub("", sentence)):
        yield 0, len(sentence)
        return
    for clause in _CLAUSE.finditer(sentence):
        if _OTHER.search(clause.group()) and not _SAFETY.search(_OTHER.sub("", clause.group())):
            yield clause.span()
