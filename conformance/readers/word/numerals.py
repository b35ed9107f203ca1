"""Numbers as Word's number formats print them.

Source: ISO/IEC 29500-1, 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_PLAIN_UNITS = ("", "十", "百", "千")
_LEGAL = ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), "万")
_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟"), "萬")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST = 32_767


# The formats by the number that binary files and rich text have for them.
# Source: [MS-OSHARED] 2.2.1.3 (MSONFC); the order is that of the numbers.
FORMATS = re.findall(
    r"\w+",
    """
    decimal upperRoman lowerRoman upperLetter lowerLetter ordinal cardinalText ordinalText hex chicago
    ideographDigital japaneseCounting aiueo iroha decimalFullWidth decimalHalfWidth japaneseLegal
    japaneseDigitalTenThousand decimalEnclosedCircle decimalFullWidth2 aiueoFullWidth irohaFullWidth decimalZero
    bullet ganada chosung decimalEnclosedFullstop decimalEnclosedParen decimalEnclosedCircleChinese
    ideographEnclosedCircle ideographTraditional ideographZodiac ideographZodiacTraditional taiwaneseCounting
    ideographLegalTraditional taiwaneseCountingThousand taiwaneseDigital chineseCounting chineseLegalSimplified
    chineseCountingThousand decimal koreanDigital koreanCounting koreanLegal koreanDigital2 hebrew1 arabicAlpha
    hebrew2 arabicAbjad hindiVowels hindiConsonants hindiNumbers hindiCounting thaiLetters thaiNumbers
    thaiCounting vietnameseCounting numberInDash russianLower russianUpper
    """,
)


def counted(
    number: int, digits: str = "零一二三四五六七八九", units: tuple[str, ...] = _PLAIN_UNITS, myriad: str = "万"
) -> str:
    """`number` (from 1) with units: 一百零三, 一万二千. The first 一 of 一十… is kept; see `_shortened`."""
    if number >= 10_000:
        rest = number % 10_000
        tail = counted(rest, digits, units, myriad) if rest else ""
        zero = digits[0] if rest and rest < 1_000 else ""
        return counted(number // 10_000, digits, units, myriad) + myriad + zero + tail
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + units[power]
        gap = digit == 0
    return text


def _shortened(text: str) -> str:
    """一十二 as people write it: 十二."""
    return text[1:] if text.startswith("一十") else text


def _thousands(number: int) -> str:
    return _shortened(counted(number))


def _hundreds(number: int) -> str:
    """Counted up to 99, digit by digit from 100, as Word's chineseCounting prints it."""
    return _thousands(number) if number < 100 else "".join("○一二三四五六七八九"[int(d)] for d in str(number))


def _japanese(number: int) -> str:
    """Counted without 零, and with a bare 百 or 千 for one hundred or thousand."""
    text = counted(number).replace("零", "")
    for unit in ("十", "百", "千"):
        text = text.replace(f"一{unit}", unit)
    return text


def _positional(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(d)] for d in str(number))


def _from(first: str, count: int) -> Callable[[int], str]:
    """`count` single characters from `first` on; beyond them plain figures."""
    return lambda number: chr(ord(first) + number - 1) if number <= count else str(number)


def _circled(number: int) -> str:
    for first, start, last in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if start <= number <= last:
            return chr(ord(first) + number - start)
    return str(number)


def _letters(first: str) -> Callable[[int], str]:
    """a … z, aa, bb, …"""
    return lambda number: chr(ord(first) + (number - 1) % 26) * min((number - 1) // 26 + 1, 50)


def _roman(number: int) -> str:
    text = ""
    for size, mark in _ROMAN:
        text += mark * (number // size)
        number %= size
    return text


def _ordinal(number: int) -> str:
    teen = 10 < number % 100 < 14
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": _positional("０１２３４５６７８９"),
    "decimalFullWidth2": _positional("０１２３４５６７８９"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "numberInDash": lambda n: f"- {n} -",
    "hex": lambda n: f"{n:X}",
    "ordinal": _ordinal,
    "lowerLetter": _letters("a"),
    "upperLetter": _letters("A"),
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperRoman": _roman,
    "chineseCounting": _hundreds,
    "taiwaneseCounting": _hundreds,
    "chineseCountingThousand": _thousands,
    "taiwaneseCountingThousand": _thousands,
    "japaneseCounting": _japanese,
    "ideographDigital": _positional(_DIGITS),
    "japaneseDigitalTenThousand": _positional(_DIGITS),
    "taiwaneseDigital": _positional("○一二三四五六七八九"),
    "chineseLegalSimplified": lambda n: counted(n, *_LEGAL),
    "ideographLegalTraditional": lambda n: counted(n, *_TRADITIONAL),
    "ideographTraditional": lambda n: _STEMS[n - 1] if n <= len(_STEMS) else str(n),
    "ideographZodiac": lambda n: _BRANCHES[n - 1] if n <= len(_BRANCHES) else str(n),
    "ideographZodiacTraditional": lambda n: _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12],
    "none": lambda n: "",
}


def numeral(number: int, format: str) -> str:
    """`number` in Word's number format `format`; in plain figures where the format or the size is unknown to us."""
    if format == "none" or not 0 < number <= _MOST:
        return "" if format == "none" else str(number)
    return _FORMATS.get(format, str)(number)
