"""Guards: sentences that name a duty without laying it down, because they deny it or give it to someone else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from conformance.language.mentioning import mentions
from conformance.language.other_hands import in_other_hands
from conformance.language.other_matters import other_matters
from conformance.language.postponing import postponed
from conformance.language.wavering import wavering

# What every denial holds one of, so that most sentences need not be asked for each. No classes of characters stand among
# the words: without them `re` goes straight to what a word begins with. Longer patterns first ask for the characters that
# their words begin with.
_SIGNS = re.compile(r"不|没|未|无|暂|待|免|缺|取消|停止|考虑")
# Denials that no prohibition after them turns into a duty.
_REFUSES = re.compile(
    "(?=[暂不无免可取停待一另再从])(?:"
    + "|".join(
        (
            # not now
            r"暂不|暂未|暂缓",
            # not at all, or no more
            r"不设(?!防)|不再(?!安排人工|[用靠]人工|人工)",
            # no need
            r"无需|无须|不需要?|不必|免于|免除|(?<!宁)可不(?![能得])",
            # taken back or stopped
            r"不予(?=建立|设置|配备|购买|投保|开展)|取消(?![^,]{0,4}(?:评优|评先|先进|奖|资格|绩效|荣誉))|停止(?=开展|组织|投保|执行)",
            # left for later
            r"待[^,。]{0,16}(?:一并|再行|另行)?(?:考虑|研究|实施|办理)|一并考虑|另行考虑|再行考虑",
            # never
            r"从[来]?不(?!间断|马虎|放松|含糊|缺席)",
            # not done, in plain speech
            r"(?<![隐欺]瞒)(?<!拖延)(?<![拖瞒压捂藏掖]着)(?<!知情)不(?=签(?!字)|登记|记录|报(?!废|销)|公示|公开|单列|单设|练|画|贴|挂|买|聘|搞)(?![^,]{0,8}不)(?!搞形式|搞一刀|搞突击|搞花)",
            # not done, in the words of plans
            r"不(?:另外?|专门|单独)?(?=续保|制作|绘制|张贴|悬挂|签订|发放|执行|实行|实施|购买|投保|参加|开展|组织|建立|编制|制定|配备|设立|设置|安排|提取|落实|报告|上报|培训|检查|考核)",
        )
    )
    + ")"
)
# Denials that 未经…不得 and the like are not.
_LACKS = re.compile(
    r"(?=[尚还仍暂未没缺不无空待])(?:(?:尚|还|仍|暂)未(?:能|曾)?|未能|未(?!构成(?:危险化学品)?重大危险源|成年|来|遂|知|雨|必|婚|遗漏)|(?<!有)没有(?!(?:危险化学品)?重大危险源|发生|出过|异常|[^,]{0,12}也[要得须应])|缺乏|缺少|不健全|不完善"
    r"|(?<![有查改做])没(?![有收事错过什准完经]|问题|关系|发生|出过|出事)"
    r"|无(?=专职|专门|安全(?:员|机构|管理)|应急预案|预案|台账|制度|记录|演练|培训|专人|经费|预算|责任书|四色图|告知卡)"
    r"|暂[无缺]|空缺(?!的|时|期)|待[建定补])"
)
_FORBIDS = re.compile(
    r"(?=[不严禁一方才能停立别就再])(?:不得|严禁|禁止|(?<![三四])不放过|不准|不许|不予|一律|方可|方能|才能|停产|停用|停止|立即|不安排(?=上|作业|独立|操作|工作|进)|不录用|(?<!四)(?:不|别想)(?:让|放|发|给|派|销|支付|结算|上[岗灶]|排班|开工|作业|生产|使用|进|入|营业|出车|算)"
    r"|就(?=[扣罚停]|不[准让得]|不算)|再(?=进入|作业|上岗|使用|投用|开机|开工|恢复|复工|生产))"
)
# What makes a plain statement of lack (尚未, 没有) the condition of what is forbidden: 尚未取得证书的，不得上岗.
_PLAIN = re.compile(r"[尚还仍暂]未|未能|没")
# Whoever does not do what he should is punished: 谁不报,撤谁的职.
_WHOEVER = re.compile(
    r"(?:谁|哪[个家位些])[^,:;。]*,[^,;。]{0,6}?(?:谁|罚|撤|扣|停|退|追究|追责|问责|处[理分罚]|通报|考核|辞退|开除|走人|下课|承担|负责)"
)
# After these a denial is that of the whole clause: 尚未对查出的隐患登记.
_REACHES = re.compile(r"[对把将向从由在与为按每各针]")
_ADJECTIVE = re.compile(
    r"(?:专职|兼职|专门|独立|统一|完整|完善|健全|系统|规范|正式|书面|单独|固定|明确|具体|成熟|相应|有效|成文|像样|必要)\Z"
)
_CONDITION = re.compile(r"[的者前]|之时")
# Those who are punished for what they leave undone: 未按规定报告的企业依法查处.
_PUNISHED = re.compile(
    r"的(?=(?:企业|单位|公司|人员|个人|职工|员工|部门|班组|项目部)?[^,;。的]{0,4}(?:依法|依规|严肃|从严|予以|给予|追究|处罚|罚款|查处|问责|约谈|通报|曝光|责令))"
)
_CLAUSE = re.compile(r"[^,:;。]+")
# A field that is filled in with nothing: 注册安全工程师:无.
_NONE = re.compile(r"(?<![^,:;。])[^,:;。]+:(?:暂?无|没有|空缺|待定|未[^,:;。]{1,6})(?=[,;。]|$)")
_AUTHORITY = re.compile(
    r"^[\d一二三四五六七八九十.、()\s]*(?:(?:按照|根据|依照|依据)[^,]{1,40},)?(?:由)?(?:各?社区|街道[^,]{0,8}|机关各部门|各镇[^,]{0,8}|各乡镇|[省市区县](?:政府|安委会|安委办|[^,部车]{0,8}(?:局|大队|支队))|"
    r"(?:负有)?[^,]{0,10}监管部门|有关部门|各级[^,]{0,6}部门|行业主管部门|应急管理部门|(?:当地|上级)?政府(?:有关|相关)部门|村委会|[镇乡](?:政府|[^,]{0,4}[办所站队])|保险(?:公司|机构))[^,]{0,4}(?:要|应|将|负责|应当|会同|对)"
)


def denials(sentence: str) -> list[tuple[int, int]]:
    """The ranges of `sentence` (reading text) that lay nothing down: denied, put off, left open, only
    mentioned, in other hands, or of another matter.

    A denial reaches over its comma clause, before a colon over what the colon opens; where it only describes a noun (尚未整改的隐患), over what stands before 的.
    未经…不得 and the like lay a duty down and deny nothing.
    """
    ranges = list(_lacking(sentence)) if _SIGNS.search(sentence) else []
    others = (*in_other_hands(sentence), *other_matters(sentence))
    return [*ranges, *postponed(sentence), *wavering(sentence), *others, *mentions(sentence)]


def _lacking(sentence: str) -> Iterator[tuple[int, int]]:
    """The ranges of `sentence` that are denied outright, or filled in with nothing."""
    if _REFUSES.search(sentence) or _LACKS.search(sentence):
        for clause in _CLAUSE.finditer(sentence):
            ranges = list(_denied(sentence, clause.start(), clause.end()))
            yield from ranges
            if sentence[clause.end() : clause.end() + 1] == ":" and any(end == clause.end() for _, end in ranges):
                yield clause.end(), len(sentence)
    yield from (nothing.span() for nothing in _NONE.finditer(sentence))


def _denied(sentence: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The denied ranges of the comma clause [start, end); none where it says who is punished."""
    whoever = _WHOEVER.search(sentence, start)
    if whoever and whoever.start() < end:
        return
    refusal = _REFUSES.search(sentence, start, end)
    lack = _LACKS.search(sentence, start, end)
    if lack and not _lays_down(sentence, start, lack):
        relative = _describing(sentence, lack.end(), end)
        yield (lack.start(), relative) if relative >= 0 else (start, end)
    if refusal and not _FORBIDS.search(sentence, start, end):
        relative = sentence.rfind("的", refusal.end(), end)
        yield (refusal.start(), relative) if relative >= 0 else (start, end)


def _describing(sentence: str, start: int, end: int) -> int:
    """Where 的 ends the words that a lack makes of something (尚未整改的隐患); -1 where it only follows an adjective of what
    is lacking (尚未配备专职的安全员), and where the lack reaches over all that comes (尚未对查出的隐患登记)."""
    if punished := _PUNISHED.search(sentence, start, end):
        return punished.start()
    if _REACHES.match(sentence, start):
        return -1
    at = sentence.rfind("的", start, end)
    return -1 if at >= 0 and _ADJECTIVE.search(sentence, start, at) else at


def _lays_down(sentence: str, start: int, lack: re.Match[str]) -> bool:
    """Whether a lack named after `start` is but the condition of what the sentence forbids or orders."""
    forbids = _FORBIDS.search(sentence, start)
    if forbids and forbids.group().startswith(("就", "不放过")):
        return True
    if not forbids or not _PLAIN.match(lack.group()):
        return forbids is not None
    return bool(_CONDITION.search(sentence, lack.end(), max(lack.end(), forbids.start())))


def denied_list(sentence: str, ranges: Iterable[tuple[int, int]]) -> bool:
    """Whether a sentence, whose `denials` are `ranges`, denies what its colon opens, so that no item of that list is laid
    down."""
    colon = sentence.find(":")
    return colon >= 0 and any(low <= colon < high for low, high in ranges)


def denied(sentence: str, at: int) -> bool:
    """Whether what stands at the offset `at` of `sentence` is denied there."""
    return any(low <= at < high for low, high in denials(sentence))


def of_authority(sentence: str) -> bool:
    """Whether the sentence's subject is an authority or insurer, so that it is nobody's duty in the enterprise."""
    return bool(_AUTHORITY.match(sentence))
