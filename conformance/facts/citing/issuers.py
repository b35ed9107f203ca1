"""Who issues orders: names as plans write them, the one name the register uses, and when the body existed.

Source: 国务院机构改革方案 of 1998, 2003, 2008, 2013, 2018 and 2023 (days the bodies were set up or dissolved; years
where only the year is certain).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from conformance.model.facts import CitationKind


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues orders under its own running numbers. `since` and `until` are the years it could issue in."""

    name: str
    pattern: str
    kind: CitationKind = "dept_rule"
    since: int = 1949
    until: int = 9999


_FORMER = r"(?:原)?(?:国家)?"
ISSUERS = (
    Issuer("主席", r"(?:中华人民共和国)?(?:国家)?主席", "law"),
    Issuer("国务院", r"(?:(?:中华人民共和国)?国务院|(?<![全各我他外本中祖跨该两])国(?=令))", "admin_regulation"),
    Issuer("国务院国有资产监督管理委员会", r"(?:国务院)?(?:国有资产监督管理委员会|国资委)", since=2003),
    Issuer("国家安全生产监督管理总局", rf"{_FORMER}(?:安全生产监督管理总局|安全生产监管总局|安全监管总局|安监总局)", since=2005, until=2018),
    Issuer("国家煤矿安全监察局", rf"{_FORMER}(?:煤矿安全监察局|煤矿安监局|煤监局)", since=2000, until=2020),
    Issuer("国家矿山安全监察局", rf"{_FORMER}(?:矿山安全监察局|矿山安监局)", since=2020),
    Issuer("应急管理部", r"(?:中华人民共和国)?(?:国家)?(?:应急管理部|应急部)", since=2018),
    Issuer("公安部", r"(?:中华人民共和国)?公安部"),
    Issuer("住房和城乡建设部", r"(?:中华人民共和国)?(?:住房和?城乡建设部|住建部)", since=2008),
    Issuer("建设部", r"(?:中华人民共和国)?(?:原)?建设部", until=2008),
    Issuer("国家卫生健康委员会", rf"{_FORMER}(?:卫生健康委员会|卫生健康委|卫健委)", since=2018),
    Issuer("国家卫生和计划生育委员会", rf"{_FORMER}(?:卫生和计划生育委员会|卫生计生委|卫计委)", since=2013, until=2018),
    Issuer("卫生部", r"(?:中华人民共和国)?(?:原)?卫生部", until=2013),
    Issuer("国家质量监督检验检疫总局", rf"{_FORMER}(?:质量监督检验检疫总局|质检总局)", since=2001, until=2018),
    Issuer("国家市场监督管理总局", rf"{_FORMER}(?:市场监督管理总局|市场监管总局)", since=2018),
    Issuer("国家发展改革委", r"(?:国家)?(?:发展和?改革委员会|发展改革委|发改委)", since=2003),
    Issuer("生态环境部", r"(?:中华人民共和国)?生态环境部", since=2018),
    Issuer("环境保护部", r"(?:中华人民共和国)?(?:原)?(?:环境保护部|环保部)", since=2008, until=2018),
    Issuer("工业和信息化部", r"(?:中华人民共和国)?(?:工业和信息化部|工信部)", since=2008),
    Issuer("交通运输部", r"(?:中华人民共和国)?交通运输部", since=2008),
    Issuer("交通部", r"(?:中华人民共和国)?(?:原)?交通部", until=2008),
    Issuer("人力资源和社会保障部", r"(?:中华人民共和国)?(?:人力资源和?社会保障部|人社部)", since=2008),
    Issuer("劳动和社会保障部", r"(?:原)?劳动和社会保障部", since=1998, until=2008),
    Issuer("劳动部", r"(?:原)?劳动部", until=1998),
    Issuer("自然资源部", r"(?:中华人民共和国)?自然资源部", since=2018),
    Issuer("农业农村部", r"(?:中华人民共和国)?农业农村部", since=2018),
    Issuer("农业部", r"(?:中华人民共和国)?(?:原)?农业部", until=2018),
    Issuer("水利部", r"(?:中华人民共和国)?水利部"),
    Issuer("教育部", r"(?:中华人民共和国)?教育部"),
    Issuer("财政部", r"(?:中华人民共和国)?财政部"),
    Issuer("商务部", r"(?:中华人民共和国)?商务部", since=2003),
    Issuer("司法部", r"(?:中华人民共和国)?司法部"),
    Issuer("文化和旅游部", r"(?:中华人民共和国)?文化和旅游部", since=2018),
    Issuer("国家能源局", r"国家能源局", since=2008),
    Issuer("国家铁路局", r"国家铁路局", since=2013),
    Issuer("中国民用航空局", r"(?:中国)?(?:民用航空局|民航局)", since=2008),
    Issuer("国家安全生产监督管理局", r"(?:原)?国家(?:安全生产监督管理局|安监局)(?:[(<〈]国家煤矿安全监察局[)>〉])?", since=2001, until=2005),
    Issuer("国家经济贸易委员会", r"(?:原)?(?:国家)?(?:经济贸易委员会|经贸委)", since=1993, until=2003),
    Issuer("国家电力监管委员会", r"(?:原)?(?:国家)?(?:电力监管委员会|电监会)", since=2003, until=2013),
    Issuer("国家环境保护总局", rf"{_FORMER}(?:环境保护总局|环保总局)", since=1998, until=2008),
    Issuer("国家质量技术监督局", rf"{_FORMER}质量技术监督局", since=1998, until=2001),
    Issuer("国家食品药品监督管理总局", rf"{_FORMER}(?:食品药品监督管理总局|食药监总局|食药总局)", since=2013, until=2018),
    Issuer("国家工商行政管理总局", rf"{_FORMER}(?:工商行政管理总局|工商总局)", since=2001, until=2018),
    Issuer("国土资源部", r"(?:中华人民共和国)?(?:原)?国土资源部", since=1998, until=2018),
    Issuer("铁道部", r"(?:中华人民共和国)?(?:原)?铁道部", until=2013),
    Issuer("信息产业部", r"(?:中华人民共和国)?(?:原)?信息产业部", since=1998, until=2008),
    Issuer("文化部", r"(?:中华人民共和国)?(?:原)?文化部", until=2018),
    Issuer("人事部", r"(?:中华人民共和国)?(?:原)?人事部", until=2008),
    Issuer("民政部", r"(?:中华人民共和国)?民政部"),
    Issuer("科学技术部", r"(?:中华人民共和国)?(?:科学技术部|科技部)", since=1998),
    Issuer("海关总署", r"(?:中华人民共和国)?海关总署"),
    Issuer("中国银行保险监督管理委员会", r"(?:原)?(?:中国)?(?:银行保险监督管理委员会|银保监会)", since=2018, until=2023),
    Issuer("中国保险监督管理委员会", r"(?:原)?(?:中国)?(?:保险监督管理委员会|保监会)", since=1998, until=2018),
    Issuer("国防科学技术工业委员会", r"(?:原)?(?:国防科学技术工业委员会|国防科工委)", until=2008),
    Issuer("中国气象局", r"中国气象局"),
    Issuer("总局", r"(?<![\u4e00-\u9fff])(?:原)?总局"),
)  # fmt: skip
# Bodies that number their orders anew each year, or each congress: the number alone names nothing.
RESTARTING = frozenset(
    {
        "主席",
        "国家发展改革委",
        "交通运输部",
        "商务部",
        "中国民用航空局",
        "农业农村部",
        "农业部",
        "中国银行保险监督管理委员会",
    }
)
_BY_NAME = {i.name: i for i in ISSUERS}
# One group an issuer, tried in the order above; other bodies and a province's or town's government keep their own names.
PATTERN = (
    "(?:" + "|".join(f"(?P<i{n}>{i.pattern})" for n, i in enumerate(ISSUERS))
    + r"|(?P<other>国家[\u4e00-\u9fff]{2,10}?(?:总局|局|委员会|办公室)|国家税务总局)"
    + r"|(?P<local>[\u4e00-\u9fff]{0,8}(?:省|市|自治区|州|县|区)"
    + r"(?:(?:人民)?政府|人民代表大会(?:常务委员会)?|人大(?:常委会)?)))"
)  # fmt: skip


def named(match: re.Match[str]) -> Issuer:
    """The issuer of a match of `PATTERN`."""
    if match["local"]:
        return Issuer(match["local"], "", "local_rule")
    if match["other"]:
        return Issuer(match["other"], "")
    return next(i for n, i in enumerate(ISSUERS) if match[f"i{n}"])


# What the numbers of one central body's documents began with, and the years it gave such numbers. Local bodies put the
# short name of their province or town first.
_PREFIXES = (
    ("安监总", Issuer("国家安全生产监督管理总局", "", since=2005, until=2018)),
    ("煤安监", Issuer("国家煤矿安全监察局", "", since=2000, until=2020)),
    ("矿安综", Issuer("国家矿山安全监察局", "", since=2020)),
    ("应急厅", Issuer("应急管理部", "", since=2018)),
    ("应急消", Issuer("应急管理部", "", since=2018)),
    ("国市监", Issuer("国家市场监督管理总局", "", since=2018)),
    ("国质检", Issuer("国家质量监督检验检疫总局", "", since=2001, until=2018)),
    ("质检特", Issuer("国家质量监督检验检疫总局", "", since=2001, until=2018)),
    ("质检办特", Issuer("国家质量监督检验检疫总局", "", since=2001, until=2018)),
    ("国卫", Issuer("国家卫生和计划生育委员会", "", since=2013)),
    ("国疾控", Issuer("国家疾病预防控制局", "", since=2021)),
    ("工信部", Issuer("工业和信息化部", "", since=2008)),
    ("人社部", Issuer("人力资源和社会保障部", "", since=2008)),
    ("自然资", Issuer("自然资源部", "", since=2018)),
    ("国能安全", Issuer("国家能源局", "", since=2008)),
    ("电监安全", Issuer("国家电力监管委员会", "", since=2002, until=2013)),
    ("国经贸", Issuer("国家经济贸易委员会", "", since=1993, until=2003)),
)


def could_not(code: str, year: int) -> tuple[Issuer, bool] | None:
    """The body that could not have given a number beginning with `code` in `year`, as it did not exist; None where
    nothing speaks against it.

    The second value says whether that is certain: the letters of a document number are printed on it, but announcements
    and orders are often cited under the name of the body's successor.
    """
    for start, body in _PREFIXES:
        if code.startswith(start):
            return None if body.since <= year <= body.until else (body, True)
    known = _BY_NAME.get(re.sub(r"(?:等\d+个?部[门委])?(?:令|公告)$", "", code))
    return (known, False) if known and not known.since <= year <= known.until else None
