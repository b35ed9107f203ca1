"""Characters: one-to-one folding, the text as it is read without layout blanks, and Chinese numerals."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial

# Radicals that NFKC leaves alone though they print like the ideograph (fonts with wrong maps put them into pdf files).
_RADICALS = {
    "⺁": "厂", "⺌": "小", "⺍": "小", "⺟": "母", "⺠": "民", "⺩": "王", "⺬": "示", "⺮": "竹", "⺯": "糸", "⺷": "羊", "⺼": "月",
    "⺾": "艹", "⻁": "虎", "⻄": "西", "⻅": "见", "⻆": "角", "⻉": "贝", "⻋": "车", "⻌": "辶", "⻓": "长", "⻔": "门", "⻘": "青",
    "⻙": "韦", "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻟": "食", "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟",
    "⻧": "卤", "⻨": "麦", "⻩": "黄", "⻬": "齐", "⻮": "齿", "⻰": "龙", "⻳": "龟",
}  # fmt: skip
_PAIRS = {
    "［": "[", "］": "]", "【": "[", "】": "]", "〔": "[", "〕": "]", "﹝": "[", "﹞": "]", "｛": "{", "｝": "}",
    "–": "-", "—": "-", "―": "-", "−": "-", "‐": "-", "‑": "-", "‒": "-", "─": "-", "﹣": "-", "－": "-", "\x02": "-", "\ufffe": "-",
    "∕": "/", "⁄": "/", "○": "〇", "◯": "〇", "‧": "·", "•": "·", "・": "·", "﹤": "〈", "﹥": "〉", "〜": "~", "∼": "~", "～": "~",
    "“": "\"", "”": "\"", "″": "\"", "„": "\"", "‘": "'", "’": "'", "號": "号", "條": "条",
    "\t": " ", "\xa0": " ", "\u3000": " ", "\r": " ", "\x0b": " ", "\x0c": " ",
}  # fmt: skip
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\xad"


def _fold_table() -> dict[str, str]:
    """Every character that folds to another single one. NFKC alone would change the length of 1,237 code points.

    Enclosed numbers (①, ㈠) are left as they are: they number items and are no digits of a sentence.
    """
    table: dict[str, str] = {}
    for code in (
        *range(0x00A0, 0x0250),
        *range(0x2000, 0x2460),
        *range(0x2E80, 0x3200),
        *range(0xF900, 0xFB00),
        *range(0xFE30, 0xFFF0),
    ):
        folded = unicodedata.normalize("NFKC", chr(code))
        if len(folded) == 1 and folded != chr(code) and folded != "\n":
            table[chr(code)] = folded
    return table | _RADICALS | _PAIRS


def replacing(table: Mapping[str, str]) -> Callable[[str], str]:
    """What puts single characters for others, as `table` has them. A pattern skips the rest; `str.translate` asks for
    every character and takes four times as long."""
    pattern = re.compile(f"[{''.join(map(re.escape, table))}]")
    return partial(pattern.sub, lambda found: table[found[0]])


@cache
def _folding() -> Callable[[str], str]:
    return replacing(_fold_table())


def fold(text: str) -> str:
    """`text` with full-width forms, brackets, dashes and look-alikes unified, one character for one.

    The result has the length of `text`, so an offset means the same in both.
    """
    return _folding()(text)


_HAN = re.compile("[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff〇]+")


def is_han(char: str) -> bool:
    """Whether `char` is a Chinese character (unified ideographs, extension A, compatibility, 〇)."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or "\uf900" <= char <= "\ufaff" or char == "〇"


def han_count(text: str) -> int:
    """How many Chinese characters `text` has."""
    return len(text) - len(without_han(text))


def without_han(text: str) -> str:
    """`text` with its Chinese characters taken out."""
    return _HAN.sub("", text)


@dataclass(frozen=True, slots=True)
class Flow:
    """The text as it is read: folded, without the blanks and line ends that layout put between Chinese characters.

    `text` keeps one "\\n" between blocks and single blanks between Latin words. `origin[i]` is the offset, in the
    document's text, of character i; it has one entry more than `text`, the end of the document. `folded` is the document's
    text itself, folded, blanks and all.
    """

    text: str
    origin: array[int]
    folded: str

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span in the document's text that the non-empty span [start, end) of the flow came from."""
        return self.origin[start], self.origin[end - 1] + 1

    def position(self, offset: int) -> int:
        """The first index of the flow at or after `offset` of the document's text."""
        return bisect_left(self.origin, offset)


_BLANK_RUN = re.compile(rf"[ \n{_ZERO_WIDTH}]+")
_TIGHT = re.compile(r"[\u2E80-\uFFEF\"'…]")


_COUNTED = array("L")


@lru_cache(1)  # the outline and the document it belongs to ask the same
def flow(text: str, blocks: tuple[tuple[int, int], ...]) -> Flow:
    """The reading text of `text`; `blocks` are the half-open spans of its paragraphs and cells, in order."""
    parts: list[str] = []
    origin = array("L")
    folded = fold(text)
    places = _numbers(len(text))
    runs = [run.span() for run in _BLANK_RUN.finditer(folded)]
    following = 0
    # What comes before `last` is in the flow, as far as it belongs there; `behind` is the end of the block before.
    last = behind = 0
    for start, end in blocks:
        if not origin and last == behind:
            last = start
        elif start != behind + 1 or folded[behind] != "\n":  # else blocks are parted as they are in the flow
            parts += folded[last:behind], "\n"
            origin += places[last:behind]
            origin.append(max(start - 1, origin[-1]))
            last = start
        while following < len(runs) and runs[following][1] <= start:
            following += 1
        while following < len(runs) and runs[following][0] < end:
            low, high = max(runs[following][0], start), min(runs[following][1], end)
            parts.append(folded[last:low])
            origin += places[last:low]
            if _keeps_blank(folded, low, high, (start, end)):
                parts.append(" ")
                origin.append(low)
            last = high
            if high == end:  # it may go on into the next block
                break
            following += 1
        behind = end
    parts.append(folded[last:behind])
    origin += places[last:behind]
    origin.append(len(text))
    return Flow("".join(parts), origin, folded)


def _numbers(count: int) -> array[int]:
    """At least the first `count` numbers from 0. Slices of them are had quicker than they are counted."""
    if len(_COUNTED) < count:
        _COUNTED.extend(range(len(_COUNTED), count))
    return _COUNTED


def _keeps_blank(folded: str, low: int, high: int, block: tuple[int, int]) -> bool:
    """Whether the blanks [low, high) stay: between two Latin words they do; at the block's edge, beside Chinese and
    where they have no width they go."""
    if low == block[0] or high == block[1] or not folded[low:high].strip(_ZERO_WIDTH):
        return False
    return not (_TIGHT.match(folded[low - 1]) or _TIGHT.match(folded[high]))


_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
NUMERAL = "零〇○一二两三四五六七八九十百千万"


def number(numeral: str) -> int | None:
    """The value of a numeral in Arabic figures or Chinese (二十一, 二〇二四, 廿 is not read); None if it is none."""
    numeral = fold(numeral.strip())
    if numeral.isascii():
        return int(numeral) if numeral.isdigit() else None
    if all(c in _DIGITS for c in numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    return _with_units(numeral)


def _with_units(numeral: str) -> int | None:
    total = section = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char == "万":
            total, section, digit = (total + section + digit) * 10000, 0, 0
        elif char in _UNITS:
            section, digit = section + (digit or 1) * _UNITS[char], 0
        else:
            return None
    return total + section + digit if numeral else None
