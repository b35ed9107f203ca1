"""Text as bad recognition leaves it: characters dropped, taken for others, or split into their halves."""

from __future__ import annotations

import random

from conformance.language.lookalikes import confused
from conformance.text import is_han

# Characters that come apart into what stands beside one another in them.
HALVES = dict(
    pair.split("=") for pair in ["明=日月", "林=木木", "好=女子", "期=其月", "动=云力", "组=纟且", "规=夫见", "检=木佥", "故=古攵", "设=讠殳", "训=讠川", "理=王里", "级=纟及", "政=正攵", "到=至刂", "作=亻乍", "任=亻壬", "位=亻立", "体=亻本", "何=亻可", "件=亻牛", "他=亻也", "保=亻呆", "防=阝方", "阶=阝介", "附=阝付", "陪=阝咅", "情=忄青", "性=忄生", "指=扌旨", "排=扌非", "报=扌艮", "执=扌丸", "按=扌安", "控=扌空", "措=扌昔", "持=扌寺", "提=扌是", "消=氵肖", "治=氵台", "法=氵去", "活=氵舌", "评=讠平", "证=讠正", "记=讠己", "请=讠青", "订=讠丁", "认=讠人", "识=讠只", "诉=讠斥", "时=日寸", "场=土昜", "境=土竟", "增=土曾", "培=土咅", "均=土匀", "机=木几", "标=木示", "核=木亥", "构=木勾", "格=木各", "权=木又", "和=禾口", "程=禾呈", "种=禾中", "科=禾斗", "积=禾只", "领=令页", "顺=川页", "须=彡页", "项=工页", "预=予页", "部=咅阝", "都=者阝", "郊=交阝", "收=丩攵", "改=己攵", "效=交攵", "教=孝攵", "数=娄攵", "放=方攵", "利=禾刂", "划=戈刂", "别=另刂", "则=贝刂", "列=歹刂", "细=纟田", "结=纟吉", "约=纟勺", "统=纟充", "练=纟东", "纲=纟冈", "线=纟戋"] if "=" in pair
)  # fmt: skip


def spoiled(text: str, share: float, pick: random.Random) -> str:
    """`text` with a share of its Chinese characters gone or wrong."""
    at = [i for i, c in enumerate(text) if is_han(c)]
    chars = list(text)
    for i in pick.sample(at, round(share * len(at))):
        chars[i] = _instead(chars[i], text[pick.choice(at)], pick)
    return "".join(chars)


def _instead(char: str, other: str, pick: random.Random) -> str:
    kind = pick.random()
    if kind < 0.5:
        return ""
    if kind < 0.8 and confused(char):
        return pick.choice(confused(char))
    return HALVES.get(char, other) if kind < 0.9 else other
