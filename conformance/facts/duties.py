"""Who is told to act: the subject of 应当, 要, 必须 and their like, of a plain verb that opens a sentence, and who stands
after 由.

The subject is taken where it stands plainly: at the beginning of a part of the sentence, right before the modal verb or
with only its circumstances between (企业发生事故的，应当…). Whom another deals with (对…企业，应当查处) and what belongs to a
body (企业的制度应当…) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from conformance.facts.bodies import ACTOR_ENDS, ACTORS, DEALT_WITH
from conformance.language.sparse import Sparse
from conformance.model.document import Document, Span

_MODAL = re.compile(
    r"应当|应(?!急|对|收|付)|要(?<![主重需必只不纪摘]要)(?!求|素|点|件|领)|必须|须(?!知)|不得|严禁|负责(?![人制])"
)
_CIRCUMSTANCES = (
    "在|于|按|依|根据|对|每|经|将|把|从(?!业)|自|因|为|通过|结合|围绕|针对|接到|发现|发生|未|不|有(?!关|限)|使用|委托|新建|改建|扩建|进行|取得|组织|"
    "确定|及时|立即|至少|已|都|均|也|还|除|同时|开展|存在|建立|制定|负责|要(?!负责人)|应|必须|收到|从事|涉及|申请|具备|设置|配备"
)
_SUBJECT = re.compile(rf"(?!{DEALT_WITH})(?:[^,:]{{1,40}}的)?(?P<who>{ACTORS})(?:$|(?={_CIRCUMSTANCES}))")
# Where a subject may end: quicker to look for than the subject.
_ENDS = re.compile(rf"{ACTOR_ENDS}(?:$|{_CIRCUMSTANCES})")
_VERBS = (
    "联合|牵头|协助|配合|监督|指导|督促|检查|排查|巡查|巡逻|抽查|复查|审核|审批|核实|受理|公布|公示|通报|汇总|上报|报送|报告|编制|修订|印发|发布|发放|"
    "签订|举办|召开|开设|宣传|登记|建档|拆除|整治|整改|清理|完成|推进|推动|落实|履行|承担|实施|实行|执行|安排|派出|邀请|聘请|组建|成立|督办|验收|评估|考核|"
    "培训|具体|统一|会同|带领|逐|分别|依法|严格|全面|认真|参加|入户|提供|明确|确保|做好|加强|可以|利用|是|为|"
    "看管|看(?![重来好])|查|试|测|擦|打扫|清扫|值守"
)
_NUMBER = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){1,4}(?![\d%])|第[\d一二三四五六七八九十百]{1,5}条|[\d一二三四五六七八九十]{1,3}[、.)]|\([\d一二三四五六七八九十]{1,3}\))+"
)
# At the beginning of a sentence.
_SAYS = Sparse(
    rf"(?<![^。;\n])(?:{_NUMBER.pattern})?+(?!{DEALT_WITH})(?P<who>{ACTORS})(?=:?(?:{_CIRCUMSTANCES}|{_VERBS}))",
    rf"(?<![^。;\n])(?:[^,:(。;\n]|\([^();。\n]*+)*?{ACTOR_ENDS}(?=:?(?:{_CIRCUMSTANCES}|{_VERBS}))",
    "。;\n",
)
_BY = re.compile(
    rf"由(?<![理自缘经事]由)(?![^,。;]{{1,16}}(?:向|转变为|变为))(?P<who>{ACTORS})(?!组成|任|担任|兼任|构成|[,。;:、()]|$)"
)
_TITLE = re.compile(rf"(?:{ACTORS})的?(?:(?:安全生产)?(?:主体|工作|主要|监管|管理)?(?:责任|职责|义务|任务|分工))?")
_PART = re.compile("[^,]+")
_STOPS = ";。:!?\n()"
_REACH = 120


def told(document: Document) -> tuple[Span, ...]:
    """The names in `document` of those who are told to act, in text order."""
    flow = document.flow
    return tuple(
        Span(*flow.source(*match.span("who"))) for match in sorted(_told(flow.text), key=lambda m: m.start("who"))
    )


def entitled(words: str) -> bool:
    """Whether a heading names whose duties stand under it: 企业的责任, （一）街道应急办."""
    return bool(_TITLE.fullmatch(words.strip(" :。")))


def _told(text: str) -> Iterator[re.Match[str]]:
    for modal in _MODAL.finditer(text):
        low = max(0, modal.start() - _REACH)
        low = max([low, *(at + 1 for stop in _STOPS if (at := text.rfind(stop, low, modal.start())) >= 0)])
        if number := _NUMBER.match(text, low):
            low = number.end()
        parts = [part.span() for part in _PART.finditer(text, low, modal.start())]
        named = (part for part in reversed(parts) if _ENDS.search(text, *part))
        yield from islice((m for part in named if (m := _SUBJECT.match(text, *part))), 1)
    yield from _SAYS.finditer(text)
    yield from _BY.finditer(text)
