"""Articles named after a citation: 第二十一条第（三）项, 第5.5.17条, §7.1.8."""

from __future__ import annotations

import re

from conformance.text import NUMERAL

_N = rf"(?:\d{{1,4}}(?:\.\d{{1,3}}){{0,4}}|[{NUMERAL}]{{1,7}})"
_ONE = rf"(?:第{_N}条(?:之[一二三四五])?(?:第{_N}款)?(?:第?\(?{_N}\)?(?:[、和及至~-]第?\(?{_N}\)?){{0,6}}[项目])*|第{_N}章(?:第{_N}节)?|第{_N}节|§ ?{_N})"
_ARTICLE = re.compile(
    rf" {{0,2}}(?:\([^()]{{0,40}}\))? {{0,2}}[,]?(?:中|的)?(?:有关)?(?P<article>{_ONE}(?:(?:[、,和及至到~-]|以及){_ONE}){{0,8}})"
)


def article(text: str, end: int) -> str | None:
    """The articles named right after a citation that ends at `end`, as written; None where none is."""
    match = _ARTICLE.match(text, end)
    return match["article"] if match else None
