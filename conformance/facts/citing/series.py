"""The series of standards a plan may cite, and the shape of their numbers.

Source: GB/T 1.1-2020 (numbers of national standards), the code lists of trade standards (行业标准代号), the rules for
local (DB), group (T/) and enterprise (Q/) standards.
"""

from __future__ import annotations

# Series met often enough in work-safety plans to be believed without a year or /T, with the digits of their numbers.
FIRM: dict[str, tuple[int, int]] = {
    "GB": (2, 6), "GBZ": (1, 4), "GBJ": (1, 4), "AQ": (4, 4), "KA": (2, 4), "YJ": (1, 4), "JGJ": (1, 4), "CJJ": (1, 4),
    "HG": (4, 5), "SH": (4, 4), "SY": (4, 4), "HJ": (2, 4), "GA": (2, 4), "XF": (2, 4), "TSG": (2, 5), "JTG": (2, 5),
}  # fmt: skip
# Believed with a year or /T only: their letters also begin models, grades and labels.
LOOSE = (
    "BB", "CB", "CH", "CJ", "CY", "DA", "DL", "DZ", "EJ", "FZ", "GC", "GD", "GH", "GM", "GY", "HB", "HS", "HY", "JB",
    "JC", "JG", "JGJ", "JJF", "JJG", "JR", "JT", "JTJ", "JTS", "JY", "LB", "LD", "LS", "LY", "MH", "MT", "MZ", "NB", "NY",
    "QB", "QC", "QJ", "QX", "RB", "SB", "SC", "SF", "SJ", "SL", "SN", "SW", "TB", "TD", "TY", "WB", "WH", "WJ", "WM",
    "WS", "WW", "XB", "YB", "YC", "YD", "YS", "YY", "YZ", "ZY", "SDJ",
)  # fmt: skip
# Their numbers and years are joined by a colon.
FOREIGN = ("CECS", "ISO/IEC", "ISO", "IEC", "OHSAS", "EN", "NFPA", "API", "ASTM", "ASME", "ANSI", "IEEE")

CHINESE = sorted({*FIRM, *LOOSE} - {"TSG"}, key=len, reverse=True)


def kind_mark(series: str, mark: str) -> str:
    """The series with its mark of a recommended standard: GB and T give `GB/T`."""
    return f"{series}/{mark}" if mark else series


def believable(series: str, digits: str, marked: bool) -> bool:
    """Whether an undated code is more than letters and figures: GB 2811 is, HB 400 is not, JB/T 5000 is."""
    if marked:
        return True
    low, high = FIRM.get(series, (99, 0))
    return low <= len(digits) <= high
