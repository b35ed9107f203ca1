"""Characters of symbol fonts, whose codes mean pictures: ticks, boxes, bullets, a few signs of comparison."""

from __future__ import annotations

import re

_PRIVATE = 0xF000

_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖",
    0x77: "◆", 0x9F: "•", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑", 0xAB: "★", 0xB2: "★", 0x4A: "☺", 0x28: "☎", 0x29: "☎", 0x2A: "✉", 0x46: "☞", 0x45: "☜",
    **{0x80 + n: chr(ord("⓪" if n == 0 else "①") + max(0, n - 1)) for n in range(11)},
    **{0x8B + n: chr(ord("⓿" if n == 0 else "❶") + max(0, n - 1)) for n in range(11)},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x2A: "☐",
    0xA3: "☐",
    0x97: "●",
    0x98: "●",
}
_WINGDINGS_3 = {0x7D: "▶", 0x7C: "◀", 0x84: "▼", 0x83: "▲"}
_SYMBOL = {
    0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xA2: "′", 0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
    0xA5: "∞", 0xD7: "·", 0xAE: "→", 0xAC: "←", 0xDE: "⇒", 0xD6: "√", 0xE5: "∑", 0x2D: "−", 0x7E: "∼", 0x25: "%",
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    0x44: "Δ", 0x46: "Φ", 0x47: "Γ", 0x4C: "Λ", 0x50: "Π", 0x51: "Θ", 0x53: "Σ", 0x57: "Ω", 0x58: "Ξ", 0x59: "Ψ",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "wingdings 3": _WINGDINGS_3, "symbol": _SYMBOL}
_BULLET = "•"

# Private characters in running text do not say their font. These print alike in Word's usual choice of it.
_PRINTED = {chr(_PRIVATE + code): char for font in (_SYMBOL, _WINGDINGS) for code, char in font.items()}
_PRIVATE_ONES = re.compile(f"[{chr(_PRIVATE)}-{chr(_PRIVATE + 0xFF)}]")


def printable(text: str) -> str:
    """`text` with private characters that are signs of a symbol font as characters that print everywhere, one for one."""
    return _PRIVATE_ONES.sub(lambda found: _PRINTED.get(found[0], found[0]), text)


def symbol(code: str, font: str) -> str:
    """The character a w:sym prints: `code` in hexadecimal, `font` its font. An unknown one stays as it is stored."""
    try:
        number = int(code, 16)
        table = _FONTS.get(font.lower(), {})
        return table.get(number & 0xFF, chr(number)) if number >= _PRIVATE or table else chr(number)
    except (ValueError, OverflowError):
        return ""


def bullet(pattern: str, font: str) -> str:
    """A list's bullet as a character that prints everywhere."""
    table = _FONTS.get(font.lower())
    if table is None and not any(_PRIVATE <= ord(c) <= _PRIVATE + 0xFF for c in pattern):
        return pattern
    return "".join((table or _SYMBOL).get(ord(c) & 0xFF, _BULLET) for c in pattern)
