"""Guards: sentences that name a duty without laying it down, because they deny it or give it to someone else."""

from __future__ import annotations

import re

_NEGATION = re.compile(
    r"尚未|还未|仍未|未能|未(?=建立|设|制定|配备|购买|投保|开展|组织|落实|编制|明确|安排)|暂不|暂未|暂缓|不设|不再|没有|无需|不需|不购买|不投保|不开展|不组织|不建立|不编制|取消"
)
_FORBIDS = re.compile(r"不得|严禁|禁止|不准|一律")
_AUTHORITY = re.compile(
    r"^[\d一二三四五六七八九十.、()\s]*(?:由)?(?:各?社区|街道[^,]{0,8}|机关各部门|各镇[^,]{0,8}|各乡镇|[省市区县](?:政府|安委会|安委办|应急管理局)|"
    r"(?:负有)?[^,]{0,10}监管部门|有关部门|各级[^,]{0,6}部门|行业主管部门|应急管理部门|保险(?:公司|机构))[^,]{0,4}(?:要|应|将|负责|应当|会同|对)"
)


def denied(sentence: str, at: int) -> bool:
    """Whether the comma clause of `sentence` up to the offset `at` denies what stands there (尚未建立…, 暂不…).

    未经…不得 and the like lay a duty down and are no denial.
    """
    start = max(sentence.rfind(",", 0, at), sentence.rfind("、", 0, at), sentence.rfind(":", 0, at)) + 1
    comma = sentence.rfind(",", 0, at) + 1
    clause = sentence[min(start, comma) : at]
    return bool(_NEGATION.search(clause)) and not _FORBIDS.search(sentence[at:])


def of_authority(sentence: str) -> bool:
    """Whether the sentence's subject is an authority or insurer, so that it is nobody's duty in the enterprise."""
    return bool(_AUTHORITY.match(sentence))
