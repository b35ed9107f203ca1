"""Document numbers: 国发〔2010〕23号, with every bracket and gap, and with brackets lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.facts.citing.found import Found
from conformance.language.sparse import Sparse

_GAP = r"[ \n]{0,2}"
_TAIL = Sparse(
    rf"(?P<open>[\[({{])?{_GAP}(?P<year>(?:19|20)\d\d){_GAP}(?P<close>[\])}}]|年(?=第?\d))?{_GAP}"
    rf"(?P<nth>第)?{_GAP}(?P<serial>\d{{1,5}}){_GAP}号(?!楼|库|线|车|机|炉|罐|井|泵|岗|院|门|仓|厂|文件?柜|路|塔|桥)",
    "号",
    ",。;",
)
_HAN_RUN = re.compile(r"[\u4e00-\u9fffXx×*]{1,24}$")
# What stands before an issuer's code in a sentence and is no part of it.
_LEAD = re.compile(
    r".*(?:根据|按照|依据|依照|遵照|遵守|贯彻|落实|执行|参照|参考|参见|符合|以及|印发|转发|下发|发布|颁布|公布|"
    r"制定|文件|文号|发文|通知|要求|规定|办法|意见|通过|公司|集团|有限)"
)
# The same in one character, which may also begin a place (如皋 如政发, 和县 和政办) or stand inside a code (国经贸).
_LINK = re.compile(r".*(?:[及与和或见的为由在以如即是将对从]|(?<!国)经(?![贸信发建委济]))")
_PLACES = frozenset("省市县区镇")
_CENTRAL = re.compile(r"国|中|财|建|安监总|工信|人社|交办|教|公|农|水|环|卫|民|矿安|煤安监|市监|法释")
# Certificates, permits and reports of tests are numbered like documents and are none.
_LICENCE = re.compile(r"(?:证|检|检测|鉴|鉴定|测|准|危化经|危化使|危化生|登|备案?|验|合同?)字$")
_CODE_WORDS = re.compile(
    r"(?:国办?|国|中办?|中)(?:发|函|办)|厅字|法释|安委办?|安监总|应急|矿安|财|建|环|工信|交|公|人社|卫|国卫|质检|国市监|"
    r"市监|发改|国能|国资|水|教|自然资|农|商|[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云陕甘青藏宁新蒙]"
)
_LIKE_CODE = re.compile(
    r"(?:发|办|字|函|规|安|政|委|质|监|应急|厅|令|通|电|释|企|资|综|管.?|危化|执法|人|党|组|宣|消)$"
)
_LONGEST_ISSUER = 10
_TORN = re.compile(r"\((?P<first>[\u4e00-\u9fff]{1,8})\n$")


def numbers(text: str) -> Iterator[Found]:
    """The document numbers of `text`, in order. The issuer's code has no left edge; see `_issuer`."""
    for match in _TAIL.finditer(text):
        if not (match["open"] or match["close"]):
            continue
        issuer = _issuer(text, match)
        if issuer:
            yield _found(text, match, issuer)


def _found(text: str, match: re.Match[str], issuer: str) -> Found:
    start = _start(text, match.start(), issuer)
    end = match.end()
    serial = int(match["serial"])
    canonical = f"{issuer}〔{match['year']}〕{serial}号"
    return Found(start, end, "number", "document_number", canonical, code=issuer, year=match["year"],
                 faults=_faults(match))  # fmt: skip


def _faults(match: re.Match[str]) -> tuple[str, ...]:
    """`malformed` where a bracket is lost or no bracket at all; `form` where only the way of writing is off."""
    if not match["open"] or match["close"] in (None, "年"):
        return ("malformed",)
    odd = match["nth"] or match["serial"].startswith("0")
    return ("form",) if odd else ()


def _issuer(text: str, match: re.Match[str]) -> str | None:
    """The issuer's code before the year: the Han run there, without the words of the sentence before it."""
    start = match.start()
    while start and text[start - 1] in " \n" and match.start() - start < 2:
        start -= 1
    run = _HAN_RUN.search(text, max(0, start - 24), start)
    if not run:
        return None
    issuer = _cut(_whole(text, run))
    unmarked = not match["open"] or match["close"] in (None, "年")
    if unmarked and not (_LIKE_CODE.search(issuer) and len(issuer) >= 2):
        return None
    fits = 1 < len(issuer) <= _LONGEST_ISSUER and not issuer.endswith(("年", "月", "日", "第"))
    return issuer if fits and not _LICENCE.search(issuer) else None


def _whole(text: str, run: re.Match[str]) -> str:
    """The run, with its beginning on the line before where a line end tore it: (公交 / 管〔2023〕209号)."""
    if len(run.group()) > 1 or text[run.start() - 1 : run.start()] != "\n":
        return run.group()
    first = _TORN.search(text, max(0, run.start() - 12), run.start())
    return (first["first"] if first else "") + run.group()


def _cut(run: str) -> str:
    """`run` after the last word that belongs to the sentence; where it stays too long, from a known code's beginning."""
    lead = _LEAD.match(run)
    issuer = run[lead.end() :] if lead and lead.end() < len(run) else run
    link = _LINK.match(issuer)
    inside = len(issuer) < len(run) or (link is not None and (link.end() > 1 or issuer[1:2] in _PLACES))
    if link and link.end() < len(issuer) and (inside or _CENTRAL.match(issuer, link.end())):
        issuer = issuer[link.end() :]
    if len(issuer) < 2:
        return run[-_LONGEST_ISSUER:]
    if len(issuer) > _LONGEST_ISSUER:
        known = [m.start() for m in _CODE_WORDS.finditer(issuer) if len(issuer) - m.start() <= _LONGEST_ISSUER]
        issuer = issuer[known[0] :] if known else issuer
    return issuer


def _start(text: str, offset: int, issuer: str) -> int:
    """Where the issuer's code begins, over the blanks between it and the year and a line end inside it."""
    left = len(issuer)
    while left:
        offset -= 1
        left -= text[offset] not in " \n"
    return offset
