"""Titles in 《》 and what stands for 《》: 〈〉, <<>>, «»; nested, broken over lines and pages."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conformance.model.facts import CitationKind
from conformance.text import is_han

_BRACKET = re.compile(r"《|》|<<|>>|[«»〈〉<>\n。;]")
_OPEN = {"《": "》", "<<": ">>", "«": "»", "〈": "〉", "<": ">"}
_WIDE = {"(": "（", ")": "）"}
_LONGEST = 160
_LINES = 3
_PAGE_LINE = re.compile(r"\n(?:-? ?\d{1,4} ?-?|第 ?\d+ ?页.{0,12})\n")
# A single 〈〉 or <> also marks placeholders, keys and comparisons; it is a title where the words end like one.
_LIKE_TITLE = re.compile(r"(?:法|条例|规定|办法|规则|细则|规范|标准|规程|导则|通知|意见|决定|方案|预案)$")


@dataclass(slots=True)
class _Open:
    start: int
    close: str
    lines: int = 0


def titles(text: str) -> Iterator[tuple[int, int]]:
    """The spans of titles, brackets included, outermost only, in order. An opening bracket never closed is none."""
    yield from sorted(_spans(text))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """One pass with a stack; what is too long, crosses too many lines or a full stop is let go from the bottom."""
    stack: deque[_Open] = deque()
    inner: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text):
        mark = match.group()
        while stack and (match.start() - stack[0].start > _LONGEST or _broken(stack[0], match)):
            stack.popleft()
            yield from _kept(inner, stack)
        if mark in _OPEN:
            stack.append(_Open(match.start(), _OPEN[mark]))
        elif stack and mark in _OPEN.values():
            yield from _closed(text, stack, inner, match)
    yield from inner


def _broken(opened: _Open, match: re.Match[str]) -> bool:
    """Whether the title that began at `opened` cannot go on past `match`."""
    if match.group() == "\n":
        opened.lines += 1
        return opened.lines > _LINES
    return match.group() in "。;"


def _kept(inner: list[tuple[int, int]], stack: deque[_Open]) -> Iterator[tuple[int, int]]:
    """Titles that stood inside a bracket now let go: they are titles of their own, unless a bracket is still open."""
    if not stack:
        yield from inner
        inner.clear()


def _closed(
    text: str, stack: deque[_Open], inner: list[tuple[int, int]], match: re.Match[str]
) -> Iterator[tuple[int, int]]:
    depth = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].close == match.group()), None)
    if depth is None:
        return
    start = stack[depth].start
    while len(stack) > depth:
        stack.pop()
    if not _is_title(text[start : match.end()], match.group()):
        return
    inner[:] = [s for s in inner if s[0] < start]
    inner.append((start, match.end()))
    if not stack:
        yield from inner
        inner.clear()


def _is_title(quote: str, close: str) -> bool:
    words = quote.strip("《》«»<>〈〉")
    if sum(map(is_han, words)) < 2:
        return False
    return close not in "〉>" or bool(_LIKE_TITLE.search(words))


def words(text: str, written: str, inside: Sequence[tuple[int, int]]) -> str:
    """The words of a title: without brackets, line ends, page numbers and the codes or numbers that stand apart in it.

    `text` is the title with its brackets as folded, `written` the same characters as the document has them, `inside`
    the spans of codes and numbers in it. Letters and figures come out folded, punctuation as written, but brackets as in
    Chinese names, for they are typed in either width.
    """
    width = 2 if text.startswith("<<") else 1
    cut = [m.span() for m in _PAGE_LINE.finditer(text)]
    cut += [span for a, b in inside if (span := _apart(text, a, b, width))]
    dropped = {i for a, b in cut for i in range(a, b)}
    kept = (
        folded if folded.isalnum() else _WIDE.get(raw, raw)
        for i, (folded, raw) in enumerate(zip(text, written, strict=True))
        if width <= i < len(text) - width and i not in dropped and folded != "\n"
    )
    return "".join(kept).strip()


def _apart(text: str, start: int, end: int, width: int) -> tuple[int, int] | None:
    """The span of a code with the parentheses or blanks that set it off; None where it is one of the title's words."""
    while start > width and text[start - 1] in "( [:":
        start -= 1
    while end < len(text) - width and text[end] in ") ]:":
        end += 1
    set_off = start == width or end == len(text) - width or text[start] in "(["
    return (start, end) if set_off else None


_KINDS: tuple[tuple[str, CitationKind], ...] = (
    (r"(?:许可证|证书|登记证|合格证|执照|证|公告牌|牌|票|榜|图|图集)$|(?:表|单|书|卡|台账|台帐|名册|花名册|记录|记录本|清单|档案|报告|报表|简报|快报|[日周月季年]报|合同|协议|承诺|总结|日志|手册|通讯录|汇总|系统|软件|平台|课件|试卷|试题|题库|教材)(?:\(.*\))?$", "form"),
    (r"(?:实施方案|工作方案|方案|行动计划|计划|预案|规划|推进措施|工作要点|措施|安排)(?:\(.*\))?$", "plan"),
    (r"(?:(?<![办方做看说算书用技手疗])法|法典|刑法修正案\(.+\))(?:\(.*\))?$", "law"),
    (r"(?:省|市|区|县|州|X+).{0,30}(?:条例|规定|办法)(?:\(.*\))?$", "local_rule"),
    (r"条例(?:\(.*\))?$", "admin_regulation"),
    (r"(?:规范|标准|规程|导则|通则|通用要求|技术要求|总则|准则|代码|术语|方法|第\d+部分:.+)(?:\(.*\))?$", "standard"),
    (r"(?:规定|办法|规则|细则)(?:\(.*\))?$", "dept_rule"),
)  # fmt: skip
_KIND = tuple((re.compile(pattern), kind) for pattern, kind in _KINDS)


_SHOWN = re.compile(
    r" ?(?:系列)?(?:电视)?(?:专题|警示|警示教育|宣传|宣教|科普|教育|纪录|微|动画|宣传教育)?(?:片|视频|一书|画册|挂图|课程|讲座|栏目|歌曲|短片|节目)"
)


def kind_at(title: str, text: str, end: int) -> CitationKind:
    """The kind of the title that ends at `end` of `text`: a film or book is a form, whatever its name."""
    return "form" if _SHOWN.match(text, end) else kind_of(title)


_VERSION = re.compile(
    r" ?(?:\( ?(?:根据)?(?P<year>(?:19|20)\d\d)年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:第[一二三四]次|最新|新)?"
    r"(?:修订|修正|修改|版|本|颁布|公布|发布|通过|起?施行|起?实施)|(?P<bare>20\d\d)年?版)"
)
_WITHIN = re.compile(r"\((?P<year>(?:19|20)\d\d)年?(?:版|本|修订|修正)?\)$")


def version(name: str, text: str, end: int) -> str | None:
    """The year whose text is cited, as the title `name` or the words after its end in `text` say: (2014年修订), 2014版."""
    if match := _WITHIN.search(name.replace("（", "(").replace("）", ")")):
        return match["year"]
    match = _VERSION.match(text, end)
    return (match["year"] or match["bare"]) if match else None


def kind_of(title: str) -> CitationKind:
    """What sort of instrument (or form, or plan) a title names, by its last words; normative_doc where they do not tell.

    Source: 规章制定程序条例 (names of rules), 党政机关公文处理工作条例 (kinds of official documents).
    """
    folded = title.replace("（", "(").replace("）", ")").replace("：", ":")
    return next((kind for pattern, kind in _KIND if pattern.search(folded)), "normative_doc")
