"""What looks like a time and is none: titles, codes, numbers of documents, telephone numbers, names of campaigns."""

from __future__ import annotations

import re

from conformance.text import fold

_CODES = re.compile(
    r"(?=[A-Za-z\d\[(第一二三四五六七八九十两百近前过最自从岁])(?:"  # what they begin with, asked before all looks back
    r"(?<![A-Za-z])[A-Za-z]{2,8}\d{0,2}(?:[/_][A-Za-z]{1,3})?[ _+]?\d{1,6}(?:\.\d{1,4})*-(?:19|20)\d\d(?!年)"
    r"|\[(?:19|20)\d\d\]? ?第?\d{1,5} ?号"
    r"|\((?:19|20)\d\d\) ?第?\d{1,5} ?号"
    r"|第\d{1,5} ?号(?:令|公告)?"
    r"|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{9,}(?!\d)"
    r"|[一二三四五六七八九十两\d]{1,3}年(?:专项)?(?:行动|攻坚|会战|规划|整治)"
    r"|百日(?:会战|攻坚|行动|整治|竞赛|安全)|(?<!\d)(?:19|20)\d\d年?(?:[^\n,。;]{0,6})(?:冬奥|奥运|世博|亚运|进博)"
    r"|(?:近|(?<![\u4e00-\u9fff])前|过去|最近)[一二两三四五六七八九十几\d]{1,2}(?:年|个月|季度)来?"
    r"|(?:自|从)?(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?[起]?以来"
    r"|岁末年初|7[×xX*]24小时|24小时(?:应急|值班|值守|电话|热线|不间断|监控|专人))"
)
_BRACKETS = re.compile(r"[《》\n]")
_TITLE = re.compile(
    r"(?:方案|通知|计划|意见|办法|规定|要点|预案|制度|细则|报告|通报|函|决定|规划|纲要|清单|方法)(?:\([^()]*\))?$"
)
_SUBTITLE = re.compile(r"[(\[][^()\n]{0,16}\d{4}[^()\n]{0,16}[)\]]|-{0,2}\d{4}年?(?:[-~至到]{1,2}\d{4}年?)?-{0,2}")
_HEAD_BLOCKS = 6


def masked(text: str, title: str) -> bytearray:
    """One byte for each character of the reading text, 1 where it can be no part of a time limit."""
    mask = bytearray(len(text))
    for start, end in _quoted(text):
        _cover(mask, start, end)
    for match in _CODES.finditer(text):
        _cover(mask, match.start(), match.end())
    for start, end in _titles(text, fold(title)):
        _cover(mask, start, end)
    return mask


def _cover(mask: bytearray, start: int, end: int) -> None:
    mask[start:end] = b"\x01" * (end - start)


def _quoted(text: str) -> list[tuple[int, int]]:
    """What stands inside 《》, the outermost pair; an unclosed one covers nothing."""
    spans, depth, begin = [], 0, 0
    for match in _BRACKETS.finditer(text):
        if match.group() == "《":
            begin = match.start() if depth == 0 else begin
            depth += 1
        elif match.group() == "》" and depth:
            depth -= 1
            if depth == 0:
                spans.append((begin, match.end()))
        else:
            depth = 0
    return spans


def _titles(text: str, title: str) -> list[tuple[int, int]]:
    """The document's own title where it stands, and lines at the head that read like one."""
    spans: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n", _HEAD_BLOCKS)[:_HEAD_BLOCKS]:
        named = title and (line in title or title in line) and len(line) > 3
        below = bool(spans) and spans[-1][1] == at - 1 and _SUBTITLE.fullmatch(line)
        if len(line) <= 60 and not re.search("[,。;]", line) and (named or below or _TITLE.search(line)):
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans
