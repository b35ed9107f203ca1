"""Names of enterprises and authorities, as titles, signatures and sentences have them (in reading text)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_PART = r"[\u4e00-\u9fffA-Za-z0-9]{2,24}?(?:分公司|项目部|项目经理部|分厂)"
# A branch by the name of its place, at the end of the line or before the words of a title: …有限公司望江路店.
_BRANCH = (
    r"(?:(?!安全|生产|落实|关于|实施|工作|应急|风险|隐患|专项|消防|主体|年度|[各全]|[所下]属|旗下|连锁|直营)[\u4e00-\u9fff]){2,8}?"
    r"(?:店|(?:停车|停保|货)场|(?:分拨|配送|仓储|物流|服务|维修)中心|(?:加油|加气|充电|客运|换电)站|(?:营业|经营|服务)[部厅]|网点|校区|院区|支行)"
    r"(?=$|\d|安全|生产|落实|关于|年度|消防|工作|实施|应急|隐患|主体|全员|开展|深化|强化|\()"
)
_COMPANY = re.compile(
    r"(?:[\u4e00-\u9fffA-Za-z0-9·*×]|\([\u4e00-\u9fff]{2,8}\)){2,36}?"
    rf"(?:有限责任公司|股份有限公司|有限公司|集团公司|总公司|分公司|公司)(?:{_PART}|{_BRANCH})?"
)
# A name that the text shortens to what it calls itself: …集团公司(以下简称公司).
_ABBREVIATED = re.compile(rf"(?:{_COMPANY.pattern})(?=\(以下[简统]?称[\"「『]?[^()]{{0,8}}公司)")
# Kinds of enterprises that are no companies. A county's coal mines are a trade, not a name.
_SMALL = re.compile(
    r"^[\u4e00-\u9fff()A-Za-z0-9·*×]{2,26}?(?:集团|工厂|(?<![省市县区镇乡村工])厂|(?<![省市县区镇乡])(?:煤矿|矿山|铁矿|石矿)|"
    r"(?<![省市县区镇乡])(?:加油站|幼儿园|酒店|宾馆|饭店|面馆|餐厅|商场|超市|购物中心|养老院|敬老院|合作社|经营部|商行|商店|采石场|"
    r"会所|歌厅|网吧|影院|影城|浴场|诊所|药店|驾校|养殖场|牧场|渔场|景区|度假村|民宿|农家乐|修理厂|回收站)|"
    r"(?<![省市县区镇乡])市场(?![监主化秩经])|医院|卫生院|中学|小学|大学|学院|学校|农场|林场|项目部|事务所|研究院|研究所|气站|供电所)"
)
_COMMITTEES = (
    r"安全生产委员会(?:办公室)?|安委会(?:办公室)?|安委办|管理委员会|管委会|党委|[省市县区镇乡]委(?:员会)?|委员会办公室"
)
_BUREAUS = (
    r"应急管理|住房和城乡建设|住房城乡建设|城乡建设|住建|教育体育|教育|交通运输|工业和信息化|卫生健康|民政|市场监督管理|消防救援|"
    r"安全生产监督管理|生态环境|水利|农业农村|商务|文化和旅游|公安|自然资源|发展和改革|城市管理|国有资产监督管理|能源|矿山安全监察"
)
_AUTHORITY = re.compile(
    rf"[\u4e00-\u9fff×X*]{{0,16}}?(?:{_COMMITTEES}|人民政府(?:办公[室厅])?|街道办事处|街道(?!企业)|镇政府|乡政府|"
    rf"(?:{_BUREAUS})(?:总?局|厅|委员会|部|大队|支队)|总局|(?:办公厅|办公室)(?=文件|$|关于))+(?:办公[室厅])?"
)
# "[street]", "(县)" in a title, or a title that begins with the name of a place.
_PLACE = re.compile(r"\((?:街道|镇|乡|县|区|市|省|园区)\)|^[\u4e00-\u9fff×X*]{2,8}[省市县区镇乡村](?!监)")
_LEAD = re.compile(
    r"^(?:第[\d一二三四五六七八九十百]+[章条]|本(?:办法|方案|制度|规定|细则|责任制|预案|手册)|为了|根据|依据|按照|本方案适用于|适用于|目的(?:是|在于)?|是为了|为了|覆盖|涵盖|包括|制定|关于印发|关于|印发|转发|落实|贯彻|推动|促进|规范|确保|保障|加强|强化|进一步|现将|结合|经|为|在|由|对|与|我|本|该|各)+"
)
_NOT_NAMES = re.compile(
    r"公司所有|各公司|[本我该贵]公司$|有效期|^(?:工程|施工|公司|本|各|该)?项目部$|^(?:子|母|总|分|贵|某|集团)公司|^(?:\d+家|各)?(?:城市|区域|地区|成员|控股|参股|下属|所属)公司|保险公司|物业公司$|^施工|^承包"
)
_LONGEST = 60
_SHORTEST, _SHORTEST_COMPANY = 4, 6


def enterprise_in(words: str) -> str | None:
    """The first enterprise named in a title or line; None where there is none."""
    if len(words) > _LONGEST:
        return None
    for pattern in (_COMPANY, _SMALL):
        if names := _found(words, pattern):
            return names[0]
    return None


def enterprise_most(text: str) -> str | None:
    """The enterprise that a text names in full to call itself by a short name, else whose full name it uses most."""
    if named := _found(text, _ABBREVIATED):
        return named[0]
    counted = Counter(n for n in _found(text, _COMPANY) if len(n) >= _SHORTEST_COMPANY and "有限" in n)
    return counted.most_common(1)[0][0] if counted else None


def companies(text: str) -> int:
    """How many different companies a text names."""
    return len(set(_COMPANY.findall(text)))


def _found(words: str, pattern: re.Pattern[str]) -> Sequence[str]:
    names = (_closed(_LEAD.sub("", m[0])) for m in pattern.finditer(words))
    return [n for n in names if len(n) >= _SHORTEST and not _NOT_NAMES.search(n)]


def _closed(name: str) -> str:
    """`name` up to a bracket that it does not close."""
    return name if name.count("(") == name.count(")") else name[: name.rfind("(")].rstrip("(") or name


def authority_at(words: str) -> str | None:
    """The authority whose name `words` begin with; None where they do not. A company's own committee is none."""
    match = _AUTHORITY.match(words) if len(words) <= _LONGEST else None
    return match[0] if match and not (_LEAD.match(match[0]) or _COMPANY.match(match[0])) else None


def is_authoritys(title: str) -> bool:
    """Whether a title names an authority or a place, and so is not an enterprise's own."""
    return _AUTHORITY.search(title) is not None or _PLACE.search(title) is not None
