"""What the head and foot of a document say about it: its type, title, enterprise, issuer, number, addressee and date."""

from __future__ import annotations

import re
from datetime import date

from conformance.facts.front.days import effective, signed
from conformance.facts.front.lines import ENDING, LONG, Front, front, starts_body
from conformance.facts.front.names import authority_at, companies, enterprise_in, enterprise_most, is_authoritys
from conformance.model.document import Document
from conformance.model.facts import DocumentType, Head

_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}\[\d{4}\] ?(?:第)?\d{1,4}号")
# Lines of a front that are no part of the title.
_NO_TITLE = re.compile(
    r"^(?:附件|附录|附表|目录|密级|编号|文件编号|版本|版次|第?\d*页|共\d*页|[^:]{0,8}(?:编号|版本号?|密级|受控状态|分发号):|编制|编写|审核|批准|审批|受控|签发|紧急程度|ICS|CCS|备案号|P ?\d|"
    r"(?:发布|实施|生效|颁布)(?:日期|时间|:|$)|代替|(?:中华人民共和国)?[\u4e00-\u9fff]{0,12}(?:国家|行业|地方|团体|企业|公司)标准(?:化指导性技术文件)?$|"
    r"来源|分享|时间|地点|索引号|发文|信息分类|主题词|[A-Z]{1,6}(?:/[A-Z])? ?\d[\d.\-—–]*$|\d+(?![\d年.])|中华人民共和国[\u4e00-\u9fff]{2,10}发布$)"
)
_HEADER = re.compile(r"[^。]{2,24}文件|\W+|[^:]{2,8}:[^:]{1,40}")
_QUALIFIER = re.compile(r"\((?:[^()]{0,12}(?:稿|草案|试行|暂行|修订|年度?|版)[^()]{0,8}|\d{4}[^()]{0,12})\)")
# The last line of a title that is broken behind a word titles also end with (…责任制 / 实施方案).
_TAIL = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}(?:实施|工作|行动|整治|管理))?(?:方案|计划|细则|办法|规定)(?:\([^()]{1,16}\))?"
)
_BLANK_TITLE, _SHORTEST_CELL = 36, 8
_DRAFT = re.compile(r"(?:征求意见稿|草案[^)]{0,6}|送审稿|讨论稿|报审稿)\)?$")
_DRAFT_MARK = re.compile(r"\([^()]{0,8}(?:稿|草案)[^()]{0,6}\)$")
_OWN = re.compile(
    r"本公司|我公司|本企业|我厂|本厂|我校|本校|我院|本单位|公司各|各车间|各班组|项目部|公司领导|总经理|董事长|厂长|店长|"
    r"结合(?:医院|学校|公司|工厂|酒店|景区|小区)(?:工作|生产|经营)?实际|全院|全校|全厂|全公司|全店|各科室|各处室|各门店|院领导|校领导"
)
_OTHERS = re.compile(
    r"各镇|各乡镇|各街道|各社区|机关各|各有关部门|各企业|园区企业|辖区|各级(?!干部职工|领导干部|管理人员|人员|负责人|安全员|各岗位|各类)|督促企业|企业要|企业应|各生产经营单位|各行业主管|街道安委|县安委|区安委|市安委|管委会"
)
_ENACTED = re.compile(r"^中华人民共和国|\([^()]*(?:通过|公布|修正|修订|令第\d+号)[^()]*\)|令第?\d+号")
_STANDARD = re.compile(r"^(?:ICS|CCS|[A-Z]{2,5}(?:/[A-Z])? ?\d{3,})|(?:国家|行业|地方)标准$")
_END = r"(?:\([^()]*\))*$"
_TYPES: tuple[tuple[re.Pattern[str], DocumentType], ...] = (
    (_DRAFT, "policy-draft"),
    (re.compile(rf"(?:通知|通报|通告|函|公告|决定|批复|公示){_END}"), "notice"),
    (re.compile(r"(?:演练|演习)[^,。]{0,8}(?:方案|计划|脚本)"), "drill-plan"),
    (re.compile(rf"(?:预案|处置方案|处置卡)(?:汇编|文本|简本)?{_END}"), "emergency-plan"),
    (re.compile(rf"(?:方案|计划|规划|要点|措施|行动|部署|安排|纲要|任务书){_END}"), "enterprise-plan"),
    (re.compile(rf"(?:条例|(?<!办)法|标准|规范|导则|规程|准则|通则){_END}"), "standard-or-law"),
    (re.compile(rf"(?:办法|规定|制度|细则|规则|责任制|责任书|承诺书|协议书?|手册|汇编|体系|意见|指南|指引|须知){_END}"), "management-rule"),
)  # fmt: skip
_NO_ADDRESSEE = re.compile(
    r"[。《:]|制[定订]本|^(?:附件|目录|注|备注|说明|抄送|主题词)|(?:组长|成员|电话|日期|如下|代表|甲方|乙方|内容)$|^.{0,6}(?:单位|人员)$"
)


def head(document: Document, document_date: date | None = None) -> Head:
    """What `document` says of itself. `document_date` (the option) wins over a date in the text."""
    known = front(document)
    title = _title(known)
    text = document.flow.text
    kind = _type(title, known, text)
    whose = _authority(title, known, kind)
    enterprise = None if whose or kind in ("authority-plan", "standard-or-law") else _enterprise(title, known, text)
    day, source = (document_date.isoformat(), "option") if document_date else _date(known, text)
    number = next((m[0] for line in known.head if (m := _NUMBER.search(line)) and len(line) <= 40), known.file_number)
    return Head(kind, title, enterprise, whose or enterprise, number, _addressee(known), day, source)


def own_date(document: Document) -> tuple[str | None, str]:
    """The date `document` bears itself, as ISO 8601, and where it stands (signature, head, effective, none)."""
    return _date(front(document), document.flow.text)


def _title(known: Front) -> str:
    """The lines up to the first that ends as titles do (…方案, …的通知), without number, date and addressee lines; else
    the first short line over the text."""
    lines: list[str] = []
    spare = ""
    for index, (line, in_cell) in enumerate(zip(known.head, known.in_cells, strict=True)):
        if starts_body(line) or (line.endswith(":") and index):
            break
        if in_cell and not (ENDING.search(line) and len(line) >= _SHORTEST_CELL):
            lines = []
            continue
        if _NO_TITLE.match(line) or signed(line) or _NUMBER.fullmatch(line.strip("()")) or _HEADER.fullmatch(line):
            lines = []
            continue
        lines = [line] if in_cell else [*lines, line]
        if ENDING.search(line):
            following = known.head[index + 1] if index + 1 < len(known.head) else ""
            more = _QUALIFIER.fullmatch(following) or (_TAIL.fullmatch(following) and not starts_body(following))
            return "".join(lines[-3:]) + (following if more else "")
        spare = spare or (line if 2 <= len(line) <= _BLANK_TITLE and line[-1] not in "。;:," else "")
    return spare if len(known.head) > 1 and enterprise_in(spare) != spare else ""


def _addressee(known: Front) -> str | None:
    lines = (line for line, in_cell in zip(known.head, known.in_cells, strict=True) if not in_cell)
    found = (line[:-1] for line in lines if line.endswith(":") and 3 <= len(line) <= 80)
    return next((w for w in found if not _NO_ADDRESSEE.search(w)), None)


def _type(title: str, known: Front, text: str) -> DocumentType:
    inner = re.search(r"《([^《》]+)》$", title)
    words = inner[1] if inner else title or known.opening
    if enterprise_in(words[:LONG]):
        words = _DRAFT_MARK.sub("", words)  # an enterprise's plan on which its departments are heard is its plan
    kind: DocumentType = next((t for pattern, t in _TYPES if pattern.search(words)), "other")
    if not title:
        says_so = re.search(r"制[定订]本(?:实施|工作)?(?:方案|计划)", text[:3000])
        kind = "enterprise-plan" if says_so else kind
    if kind == "management-rule" and any(map(_ENACTED.search, (title, *known.head[:4]))):
        return "standard-or-law"
    if kind == "standard-or-law" and not _is_enacted(title, known) and _is_enterprises(title, text):
        return "management-rule"
    if kind == "enterprise-plan" and not _is_enterprises(title, text):
        return "authority-plan"
    return "enterprise-plan" if kind == "notice" and _issues_own_plan(title, known, text) else kind


def _issues_own_plan(title: str, known: Front, text: str) -> bool:
    """Whether a notice only carries an enterprise's plan, which follows it under its own title or runs on from it."""
    issued = re.search(r"(?:印发|下发|发布)《([^《》]+)》", title)
    return (
        issued is not None
        and (f"\n{issued[1]}\n" in text or "本方案" in text)
        and any(t == "enterprise-plan" and pattern.search(issued[1]) for pattern, t in _TYPES)
        and any(map(enterprise_in, (issued[1][:LONG], title[:LONG], *known.head)))
        and _is_enterprises(issued[1], text)
    )


def _is_enacted(title: str, known: Front) -> bool:
    """Whether the front says that a legislator or a standards body made it."""
    return _ENACTED.search(title) is not None or any(
        _ENACTED.search(line) or _STANDARD.search(line) for line in known.head[:8]
    )


def _is_enterprises(title: str, text: str) -> bool:
    """Whether a plan is an enterprise's own: by its title's names, else by whom its sentences address."""
    if enterprise_in(title[:LONG]):
        return True
    if is_authoritys(title):
        return False
    return len(_OWN.findall(text)) + 2 * companies(text[:2000]) >= len(_OTHERS.findall(text))


def _authority(title: str, known: Front, kind: DocumentType) -> str | None:
    """The authority that issued a plan, notice, draft or rule: by its signature, its title or its head."""
    if kind not in ("authority-plan", "notice", "policy-draft", "management-rule", "standard-or-law"):
        return None
    signer = authority_at(known.signature[0]) if known.signature else None
    if signer or enterprise_in(title[:LONG]):
        return signer
    foot = reversed(known.foot) if kind != "standard-or-law" else ()
    for line in (title, *(w.removesuffix("文件") for w in known.head), *foot):
        if found := authority_at(line):
            return found
    return None


def _enterprise(title: str, known: Front, text: str) -> str | None:
    """The name in the title or at a label, else in the first or last lines, else the full name the text uses most."""
    signatures = (known.signature[0],) if known.signature else ()
    for words in (title[:LONG], known.enterprise or "", *known.head[:-1], *signatures, *reversed(known.foot)):
        if name := enterprise_in(words):
            return name
    return enterprise_most(text) if _is_enterprises(title, text) else None


def _date(known: Front, text: str) -> tuple[str | None, str]:
    """The date of signature, else of the head, else from which the document is in force."""
    if known.signature:
        return known.signature[1], "signature"
    for source, lines in (("signature", reversed(known.foot)), ("head", known.head)):
        if day := next((d for line in lines if (d := signed(line))), None):
            return day, source
    day = effective(text)
    return (day, "effective") if day else (None, "none")
