"""What the head and foot of a document say about it: its type, title, enterprise, issuer, number, addressee and date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from conformance.facts.timing.groups import groups
from conformance.model.document import Document
from conformance.model.facts import DocumentType, Head

_TITLE_END = re.compile(
    r"(?:方案|计划|要点|通知|通报|意见|办法|规定|规范|规程|预案|制度|责任制|体系|汇编|细则|条例|标准|准则|报告|措施|函|公告|决定|纲要|责任书|承诺书|指南|手册|法)(?:\([^()]{1,24}\))*$"
)
_ENTERPRISE = re.compile(
    r"(?:[\u4e00-\u9fffA-Za-z0-9·*×]|\([\u4e00-\u9fff]{2,8}\)){2,36}?(?:有限责任公司|股份有限公司|有限公司|集团公司|总公司|分公司|公司)(?:第?[\u4e00-\u9fff]{2,10}(?:分公司|项目部|分厂))?"
)
_SMALL = re.compile(
    r"^[\u4e00-\u9fff()A-Za-z0-9·]{2,26}?(?:集团|工厂|厂|煤矿|矿|加油站|医院|学校|幼儿园|酒店|宾馆|商场|超市|市场|养老院|合作社|农场|林场|项目部|事务所|研究院|经营部|商行)"
)
_AUTHORITY = re.compile(
    r"[\u4e00-\u9fff×X*]{0,16}(?:安全生产委员会(?:办公室)?|安委会(?:办公室)?|安委办|人民政府(?:办公[室厅])?|街道办事处|街道|管理委员会|管委会|应急管理[局厅部]|镇政府|[省市县区](?:住房和城乡建设|住建|教育|交通运输|工业和信息化|卫生健康|民政|市场监督管理|消防救援)[局厅]?|委员会办公室|总局)"
)
_LEAD = re.compile(
    r"^(?:为了|根据|依据|按照|本方案适用于|适用于|制定|关于印发|关于|印发|转发|落实|贯彻|推动|加强|现将|结合|经|为|在|由|对|与|我|本|该|各)+"
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}\[\d{4}\] ?(?:第)?\d{1,4}号")
_DAY = r"(?:\d{4}|[〇零一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)?"
_SIGNED = re.compile(rf"(?:[^。;:]{{0,40}}(?:签发|印发|编制|发布|批准|制定)?(?:日期|时间)?:?)?({_DAY})(?:印发|发布)?$")
_EFFECTIVE = re.compile(
    rf"(?:自|从)({_DAY})起(?:正式)?(?:施行|实施|执行|生效|试行)|({_DAY})起(?:正式)?(?:施行|实施|执行)"
)
_HEAD_BLOCKS, _FOOT_BLOCKS, _LONG = 16, 6, 60
_NO_TITLE = re.compile(
    r"^(?:附件|附录|目录|密级|编号|文件编号|版本|第?\d+页|编制|审核|批准|受控|发布|实施|签发|紧急程度|\d)"
)
_OWN = re.compile(r"本公司|我公司|本企业|我厂|本厂|本单位|公司各|各车间|各班组|项目部|公司领导|总经理|董事长|厂长")
_OTHERS = re.compile(
    r"各镇|各乡镇|各街道|各社区|机关各|各有关部门|各企业|园区企业|辖区|各级|督促企业|企业要|企业应|各生产经营单位|各行业主管|街道安委|县安委|区安委|市安委|管委会"
)
_POLICY = re.compile(r"征求意见稿|公开征求|草案|送审稿|讨论稿")
_TYPES: tuple[tuple[re.Pattern[str], DocumentType], ...] = (
    (_POLICY, "policy-draft"),
    (re.compile(r"(?:演练|演习)[^,。]{0,8}(?:方案|计划|脚本)"), "drill-plan"),
    (re.compile(r"预案"), "emergency-plan"),
    (re.compile(r"(?:通知|通报|函|公告|决定)(?:\([^()]*\))?$"), "notice"),
    (re.compile(r"(?:方案|计划|要点|措施|行动|部署|安排|纲要)(?:\([^()]*\))*$"), "enterprise-plan"),
    (re.compile(r"(?:条例|法|标准|规范|导则|规程|准则|通则)(?:\([^()]*\))?$"), "standard-or-law"),
    (
        re.compile(r"(?:办法|规定|制度|细则|规则|责任制|责任书|承诺书|手册|汇编|体系|意见|指南)(?:\([^()]*\))?$"),
        "management-rule",
    ),
)


@dataclass(frozen=True, slots=True)
class _Front:
    """The first and last lines of a document, in reading text, and where the running text begins."""

    head: tuple[str, ...]
    foot: tuple[str, ...]
    opening: str


def head(document: Document, document_date: date | None = None) -> Head:
    """What `document` says of itself. `document_date` (the option) wins over a date in the text."""
    front = _front(document)
    title = _title(front)
    text = document.flow.text
    kind = _type(title, front, text)
    whose = _authority(title, front) if kind in ("authority-plan", "notice", "policy-draft") else None
    enterprise = None if whose or kind in ("authority-plan", "standard-or-law") else _enterprise(title, front, text)
    day, source = (document_date.isoformat(), "option") if document_date else _date(front, text)
    number = next((m[0] for line in front.head if (m := _NUMBER.search(line)) and len(line) <= 40), None)
    return Head(kind, title, enterprise, whose or enterprise, number, _addressee(front), day, source)


def own_date(document: Document) -> tuple[str | None, str]:
    """The date `document` bears itself, as ISO 8601, and where it stands (signature, head, effective, none)."""
    return _date(_front(document), document.flow.text)


def _front(document: Document) -> _Front:
    running = document.flow
    blocks = [b for b in document.blocks if not b.contents and b.kind != "note"]

    def line(index: int) -> str:
        block = blocks[index]
        return running.text[running.position(block.start) : running.position(block.end)].strip().lstrip("# ")

    opening = [
        line(i) for i in range(min(_HEAD_BLOCKS, len(blocks))) if blocks[i].kind != "cell" or len(line(i)) <= _LONG
    ]
    cut = next((i for i, words in enumerate(opening) if _starts_body(words)), len(opening))
    foot = tuple(line(i) for i in range(max(0, len(blocks) - _FOOT_BLOCKS), len(blocks)))
    return _Front(tuple(opening[: cut + 1]), foot, " ".join(opening[cut : cut + 2]))


def _starts_body(words: str) -> bool:
    return (
        len(words) > _LONG or words.endswith(("。", ";")) or bool(re.match(r"[一1][、.]|第[一1][章条]|-、|1 ", words))
    )


def _title(front: _Front) -> str:
    """The lines up to the first that ends as titles do (…方案, …的通知), without number, date and addressee lines."""
    lines: list[str] = []
    for words in front.head:
        if _starts_body(words) or words.endswith(":"):
            break
        plain = not (_NO_TITLE.match(words) or _SIGNED.fullmatch(words) or _NUMBER.fullmatch(words.strip("()")))
        if not plain or re.fullmatch(r"[^。]{2,24}文件|\W+", words):
            lines = []
            continue
        lines.append(words)
        if _TITLE_END.search(words):
            return _unsigned("".join(lines[-3:]))
    return ""


def _unsigned(title: str) -> str:
    return re.sub(r"\s+", "", title)


def _addressee(front: _Front) -> str | None:
    found = next(
        (w[:-1] for w in front.head if w.endswith(":") and 3 <= len(w) <= 80 and not re.search(r"[。《]|制定本", w)),
        None,
    )
    return found if found and not re.fullmatch(r".{0,4}(?:组长|成员|电话|日期|如下|通知如下)", found) else None


def _type(title: str, front: _Front, text: str) -> DocumentType:
    words = title or front.opening
    kind: DocumentType = next((t for pattern, t in _TYPES if pattern.search(words)), "other")
    if not title:
        kind = "enterprise-plan" if re.search(r"制[定订]本(?:实施|工作)?(?:方案|计划)", text[:3000]) else kind
    if kind == "standard-or-law" and _is_enterprises(title, text):
        return "management-rule"
    if kind == "enterprise-plan" and not _is_enterprises(title, text):
        return "authority-plan"
    return kind


def _is_enterprises(title: str, text: str) -> bool:
    """Whether a plan is an enterprise's own: by its title's names, else by whom its sentences address."""
    if _ENTERPRISE.search(title) or _SMALL.search(title):
        return True
    if _AUTHORITY.search(title) or re.search(
        r"\((?:街道|镇|乡|县|区|市|省)\)|^[\u4e00-\u9fff×X*]{2,8}[省市县区镇]", title
    ):
        return False
    return len(_OWN.findall(text)) + 2 * len(set(_ENTERPRISE.findall(text[:2000]))) >= len(_OTHERS.findall(text))


def _authority(title: str, front: _Front) -> str | None:
    for words in (*front.head, *reversed(front.foot)):
        match = _AUTHORITY.match(words) if len(words) <= _LONG else None
        if match and not _LEAD.match(match[0]):
            return match[0]
    return None


def _enterprise(title: str, front: _Front, text: str) -> str | None:
    """The name in the title, else in the first or last lines, else the full name the text uses most."""
    for words in (title, *front.head[:-1], *reversed(front.foot)):
        if len(words) <= _LONG and (names := _names(words, _ENTERPRISE) or _names(words, _SMALL)):
            return names[0]
    counted = Counter(n for n in _names(text, _ENTERPRISE) if len(n) >= 6 and "有限" in n)
    return counted.most_common(1)[0][0] if counted else None


def _names(words: str, pattern: re.Pattern[str]) -> Sequence[str]:
    found = (_LEAD.sub("", m[0]) for m in pattern.finditer(words))
    return [n for n in found if len(n) >= 4 and not re.search(r"公司所有|各公司", n)]


def _date(front: _Front, text: str) -> tuple[str | None, str]:
    """The date of signature, else of the head, else from which the document is in force."""
    for source, lines in (("signature", reversed(front.foot)), ("head", front.head)):
        for words in lines:
            match = _SIGNED.fullmatch(words.strip("()").rstrip("。")) if len(words) <= _LONG else None
            if match and (day := _iso(match[1])):
                return day, source
    effective = _EFFECTIVE.search(text)
    day = _iso(effective[1] or effective[2]) if effective else None
    return (day, "effective") if day else (None, "none")


def _iso(written: str) -> str | None:
    """The day written, or the first of the month where only a month is; None for an impossible one."""
    for found in groups(written):
        point = found.points[0] if found.points else None
        if point and point.year and point.month:
            try:
                return date(point.year, point.month, point.day or 1).isoformat()
            except ValueError:
                return None
    return None
