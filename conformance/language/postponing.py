"""Duties put off: 安责险太贵,暂时不买; 等镇里统一安排; 明年再说. What is put off is not laid down.

Such words often close the sentence and leave out what they speak of, which stands in the comma clauses before:
四色图这些,我们厂小,等镇里统一安排. They reach back over reasons to the clause that names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from conformance.language.sparse import Sparse

_DO = (
    "买|投(?!入使用)|搞|做|弄|办(?!公)|上(?!岗|班|机|车|工|报|锁|级|墙)|设(?!防)|配(?!合)|建(?!议)|画|编|写|装|请(?!示|假)|聘|续(?!签)|贴|挂|签(?!字|名)|练"
    "|评(?!优|先|级|奖|为|定)|单列|单设|参加|组织|培训|考虑|专门|单独|安排(?!上|作业|独立|操作|工作|进|生产|人工)"
)
_WHOM = (
    "上级|上面|上头|[镇县乡村市区](?:里|上|政府)|镇应急|街道|园区|社区|政府|总部|总公司|集团|应急[办局所]|主管|行业|别人|同行|老板|房东|物业|统一"
    "|明年|后年|来年|年后|以后|搬|新厂|新店|条件|有了?钱|手头|资金|效益|生意|有空|忙完|闲下来|人手|政策|模板|招标|董事会|股东|批复|报价|合同|结果"
)
# What others have to decide or to make first.
_DECIDED = "细则|文件|政策|办法|图纸|底图|模板|样板|样本|规划|预算|合同|批文|批复|结论|结果|报价|费率|二期|三期|改造|搬迁|扩建|招标|编制|标准|价格"
# What one waits for so as to work safely, and the weather.
_SAFELY = (
    "停|冷却|断电|通风|干|检测|检查|合格|验收|批准|同意|审批|到场|到位|到齐|确认|清理|干净|恢复|撤|安全|风|雨|雪|雾|雷"
)
_LATER = (
    "明年|后年|来年|年后|以后|往后|今后|将来|日后|过[几两一][年个天]?|过段时间|过阵子|过一阵|改天|有空|有机会|有了?钱"
)


class Way(NamedTuple):
    """A way to put a duty off: its words as a `pattern` over reading text, and a sentence that uses them."""

    pattern: str
    example: str


WAYS = (
    Way(
        r"(?:暂时|暂且|暂|先|今年|本年度?|目前|现在|现阶段|短期内|一直|就|也|都)(?:都|还|就|也|先|暂时)?"
        rf"(?:不|没)(?:另外|专门|再|去|单独)?(?:{_DO})",
        "安责险太贵,暂时不买",
    ),
    Way(rf"不(?:另外?|再|单独|专门)(?:{_DO})", "应急预案不单独编"),
    Way(
        r"(?:一直|至今|到现在|还|都|从来?)没(?:有)?(?![^,]{0,5}不(?:放过|算完))[^,的]{1,6}(?=[,。;]|$)",
        "四色图一直没动静",
    ),
    Way(r"不(?:打算|准备|想)(?!在|让)", "这个险我们不打算上"),
    Way(r"没(?:有)?必要(?!时)", "人少,演练没必要"),
    Way(r"用不[着上]|犯不[着上]|划不来|不划算|不值当|不考虑(?!成本)", "小厂用不着安全员"),
    Way(rf"没(?:有)?(?:{_DO}|定(?!期)|列|开展|成文|落地)(?![^,]{{0,8}}不)", "安全经费没列"),
    Way(rf"不(?:{_DO}|保|要)[了咯啦](?=[,:;。]|$)", "安责险不买了"),
    Way(r"(?:就|可以)(?:免|算)了|能[免省拖]则[免省拖]|不了了之|后来停了|早就?停了", "演练能省则省"),
    Way(r"嫌[贵麻费]|舍不得", "老板舍不得花这个钱"),
    Way(r"放一放|放一边|缓一缓|缓缓再|搁一搁|推一推|往后[推拖放]", "复训先放一放"),
    Way(r"(?:推迟|延|推|拖|缓)到[明后来]年", "体检推到明年"),
    Way(r"顾不上", "生产忙,台账顾不上"),
    Way(
        rf"(?:{_LATER})再(?:{_DO}|说|议|看|定|讲|商量|研究|落实|完善|提|来)(?![^,]{{0,6}}[一两][次遍轮回])",
        "四色图明年再画",
    ),
    Way(r"列入(?:明年|来年|下一步|后续|远期)[^,]{0,6}(?:计划|日程|安排)", "标准化列入明年工作计划"),
    Way(r"列入[^,]{2,12}规划[^,]{0,4}(?:统筹|一并|综合)(?:考虑|研究)", "监测系统列入总部规划统筹考虑"),
    Way(r"(?:本方案|本计划|本次)(?:暂时?)?不[作做](?:安排|规定|要求|考虑)", "信息系统,本方案不作安排"),
    Way(rf"是否(?:{_DO})[^,]{{0,8}}[由待视看][^,]{{0,12}}(?:决定|研究|再定)", "是否投保由股东会决定"),
    Way(
        r"(?:看|视|取决于)[^,]{0,6}(?:效益|利润|经营|资金|盈利|收益)(?:情况|状况)?(?=[,。;]|$)",
        "装不装报警器看今年效益",
    ),
    Way(r"未(?:参加|投保|购买|办理|设置|建立|编制|开展|组织|制定|配备|绘制)(?=[。;]|$)", "安责险未投保"),
    Way(r"待[^,]{2,16}(?:一并|再行?|另行)?(?:考虑|研究|商议|再定|再议)", "此项待董事会研究"),
    Way(r"(?:由[^,]{2,12})?另行(?:研究|商议|商定|讨论|论证)(?=[,;。]|$)", "安全专项资金由董事会另行研究"),
    Way(
        rf"待[^,]{{2,24}}(?:再行|另行)(?:{_DO}|绘|制|购|投|配|推|落|实|开|招|委)(?!制止)",
        "告知卡待新楼启用后再行制作",
    ),
    Way(
        r"(?:视|根据)[^,视]{0,4}(?:情况|状况|资金|效益|经营|盈利)(?:情况|状况)?(?:合理|酌情|适当|适时|再|而|予以)?"
        r"(?:安排(?!上|作业|独立|操作|工作|进|生产|人|专)|而定|决定|酌定)",
        "安全投入视资金情况酌情安排",
    ),
    Way(r"(?<!先撤)再(?:说|议|商量|作打算|作考虑)(?:吧)?(?=[,:;。]|$)", "有人来查再说"),
    Way(r"视(?:情况|资金|效益|经营|条件)[^,]{0,6}再(?:定|说|上|议|考虑)", "监控视条件成熟再上"),
    Way(r"看(?:情况|效益|条件|资金)[^,]{0,4}再", "看情况再添灭火器"),
    Way(
        r"(?<!、)(?<!、.)(?<!、..)(?<!、...)(?<!、....)等(?:镇|街道|上级|上面|[县区市]里|总部|政府|应急[办局])"
        r"[^,]{0,4}(?:统一)?(?:安排|通知|部署|组织|发话)",
        "四色图等镇里统一安排",
    ),
    Way(
        r"(?:^|(?<=[,:]))等[^,]{1,16}?(?:之后|以后|后|了)再(?:买|投保|续|签|办理?|定|谈|搞|弄|做|画|贴|挂|编|写|建|申[报请]|推行|考虑|研究)(?=[,。;]|$)",
        "安责险费率还没谈妥,等谈妥之后再办",
    ),
    Way(rf"(?:听|看)(?:{_WHOM})[^,]{{0,8}}(?:怎么|如何|安排|通知)", "演练听总部安排"),
    Way(
        rf"要不要[^,]{{0,8}}(?:[看视等待再]|还没|取决于|由(?:{_WHOM}))[^,]{{0,14}}(?:情况|效益|行情|意思|安排|定)",
        "复评要不要做看年底的情况",
    ),
    Way(
        rf"(?<![^,:公司厂店们部要再先只还就需想着得院校])等[^,、]{{0,10}}(?:{_DECIDED})[^,、]{{0,4}}?(?:下来|出来|发下|明确|确定|印发|下发|发布|公布|出台|落地|定)"
        r"(?:[之以]?后[^,]{0,8}(?=[,。;]|$))?",
        "承诺,等细则下来后照办",
    ),
    Way(r"(?:结论|结果|费率|价格)[^,]{0,4}?另行(?:通知|公布|告知|安排)", "安责险正在询价,结果另行通知"),
    Way(
        rf"(?:(?:^|(?<=[要再先只还就需待想着,:]))等|(?<![、等])等(?=[^,]{{2,16}}再(?:{_DO}|说|定|议|落实|实施|开展|推进)))"
        rf"(?:到|着)?[^,]{{0,8}}(?:{_WHOM})[^,]{{0,14}}(?:再|统一|安排|通知|部署|布置|组织|发话|出台|的话)",
        "双预防等新厂建好再搞",
    ),
)
# What each of the ways, and whatever else `postponed` looks for, holds one of: most sentences hold none.
_SIGNS = re.compile(
    r"不|没|未|再|等|待|看|听|视|免|算|省|拖|嫌|缓|推|延|裕|钱|停了|放一|搁一|往后|列入|是否|取决于|根据|另行|考虑|开通|上线|投用|建成|启用|到位"
    r"|允许|许可|成熟|条件|能力"
)
# What the ways begin with is asked first.
_PUT_OFF = re.compile(
    rf"(?=[暂先今本目现短一就也都至到还从没不用犯划可能后早嫌舍放缓搁推往延拖顾明来以将日过改有列是看视取未待由另根再等听要结费价])(?:{'|'.join(way.pattern for way in WAYS)})"
)
_WAITS = re.compile(rf"等|再|{_LATER}")
_SAFE = re.compile(_SAFELY)
_RESUMES = re.compile(r"再(?:复工|复产|恢复|开[工机业车]|进|作业|施工|生产|使用|营业|动|上岗)")
# What stands before describes the case in which something is not done: 考试不合格的,暂时不发证.
_DESCRIBES = re.compile(r"的(?!事,),?[^,]{0,8}\Z")
_ORDERED = re.compile(r"的[^,]*(?:一律|立即|不得|严禁|停)")
_CONSIDERS = re.compile(
    r"(?=[正拟将适逐研考])(?<![先合分])(?:正在|拟|将|适时|逐步|研究)?考虑(?=购买|投保|参加|设[置立]|配备|聘|委托|建立|引进|安装|开展|增设|建设|编制|制定|组织|搞|请|做|买|装|上)"
)
# A condition nobody promises to bring about takes what follows with it: 条件允许的话,装一套….
_IF = re.compile(
    r"(?=[条资经时人待有])(?<![安全不])(?:(?:条件|资金|经费|时间|人手)(?:允许|许可|成熟|充裕|宽裕)|时机成熟|待(?:条件|时机)[^,]{0,4}(?:具备|成熟)|有(?:条件|能力|余钱|闲钱))(?:的话|的情况下|之?后|以后|时(?!间|机)|再)"
)
# 在系统开通以前,仍以纸质台账为准: what the sentence says first is still to come, and nobody says when.
_UNTIL_THEN = Sparse(
    r"在?[^,;。\n]{2,16}(?:开通|上线|投用|建成|启用|到位)[^,;。\n]{0,4}前,?(?:暂时?|仍旧?|还是?|继续|先)(?:以|用|使用|采用|沿用)[^,;。\n]*",
    "开通|上线|投用|建成|启用|到位",
    "。;\n",
)
# 底图等总包发下来,我部再组织绘制: one waits for what others decide or make; what is done then is not done now.
_AWAITS = Sparse(
    rf"(?:^[^\u4e00-\u9fff。;\n]*|(?<=[,:]))(?:[要须得]|只能|还要)?[等待][^,、;。\n]{{0,12}}(?:{_DECIDED}|{_WHOM})[^,;。\n]*,[^,;。\n]{{0,10}}?(?:再|另行|对照|参照)[^,;。\n]*",
    "[等待]",
    "。;\n",
)
# 隐患模块还没开通,开通后安排专人录入: what is to come is not there, nor is what it is for.
_ONCE_THERE = Sparse(
    r"[还尚](?:没|未)有?(?P<there>[\u4e00-\u9fff]{2}),(?:[等待])?(?P=there)(?:了|[之以]?后)[^;。\n]*",
    "[还尚][没未]",
    "。;\n",
)
_SPARE = re.compile(
    r"今年|目前|暂时|现在|我们|我[厂店司校院站队场]|本[厂店公司单位校院站队]+|咱们|就|也|还|先|都|老板|公司|厂里|店里|这个?|这[块些事]|只能|只好|所以|因此|因而|一直|近期|短期内|又|再|说|等[^,]*|弄?清楚|办法|以后|之后|,"
)
# A clause that gives but a reason: the thing put off stands before it.
_REASON = re.compile(
    r"^(?:因为?|由于|考虑到|毕竟|主要是)|^[^,]{0,8}[还尚]没(?:有)?[^,]{1,6}$|^[^,]{0,6}(?:正|还|在)在?(?:[跟与和向同找请][^,]{1,10})?(?:商量|研究|讨论|合计|琢磨|比价|询价|了解|考虑|观望|打听|请教|咨询|协商|谈)|^[^,]{0,8}[要会](?:发|出|下发|印发|出台)(?:细则|文件|办法|政策|通知)$|^(?:怎么|如何|是否|要不要)[^,]*$|^[^,]{0,6}(?:属于?|是)[^,]*(?:企业|单位|公司|厂|店)$|^(?:我们|我[厂店司校院站队]|本[厂店公司单位校院站队]+|咱们|店里|厂里|公司|老板|单位|人[手少]|人员|资金|经费|条件|目前|现在|近[来期]|今年)[^,]*"
    r"(?:[小少紧缺忙难穷]|有限|不[多大够足急好]|几个|困难|不好做|嫌|说)"
)
# What speaks of the sentence before: (此项工作待报价后再定).
_REFERS = re.compile(r"\(?(?:此项|该项|这项|上述|以上)(?:工作|任务|事项|内容|措施)")
# What only names the matter of the sentence after it (1.风险四色图。): it holds no word that duties are said with.
_TITLE = re.compile(r"[^\u4e00-\u9fff]*[^,:;。设配建签查做报买办贴挂画写编开组制每由负应须要不严]{2,12}[。:]")
_BARE, _CLAUSE = 3, re.compile(r"[^,;。]+")


def postponed(sentence: str) -> Iterator[tuple[int, int]]:
    """The ranges of `sentence` (reading text) that are put off, with the clauses before that name what is."""
    if not _SIGNS.search(sentence):
        return
    if until := _UNTIL_THEN.search(sentence):
        yield 0, until.end()
    for pattern in (_AWAITS, _ONCE_THERE):
        yield from (found.span() for found in pattern.finditer(sentence) if not _SAFE.search(found.group()))
    clauses = [m.span() for m in _CLAUSE.finditer(sentence)]
    for index, (start, end) in enumerate(clauses):
        for found in (*_PUT_OFF.finditer(sentence, start, end), *_CONSIDERS.finditer(sentence, start, end)):
            if not _of_safety(sentence, found, end):
                yield _from(sentence, clauses, index, found), _until(sentence, found, end)
        if condition := _IF.search(sentence, start, end):
            yield condition.start(), clauses[min(index + 1, len(clauses) - 1)][1]


def puts_off_before(before: str, sentence: str) -> bool:
    """Whether `sentence` (reading text) puts off what the sentence `before` it says, or only names as a title."""
    return bool(_REFERS.match(sentence) or _TITLE.fullmatch(before)) and any(postponed(sentence))


def _of_safety(sentence: str, found: re.Match[str], end: int) -> bool:
    """Whether the words only say in what case something is not done, or wait for what makes it safe."""
    described = sentence[:end].endswith("的") or _ORDERED.search(sentence, found.end(), end)
    if described or _DESCRIBES.search(sentence, 0, found.start()):
        return True
    waits = _WAITS.search(found.group())
    if waits and (_RESUMES.search(sentence, found.start(), end) or _SAFE.search(found.group())):
        return True
    return bool(waits and found.group().startswith("再") and _SAFE.search(sentence, 0, found.start()))


def _until(sentence: str, found: re.Match[str], end: int) -> int:
    """The end of what is put off: before 的 where the words only describe something (舍不得投钱的), else of the clause."""
    described = sentence.rfind("的", found.end(), end)
    return described if described >= 0 else end


def _from(sentence: str, clauses: list[tuple[int, int]], index: int, found: re.Match[str]) -> int:
    """Where what is put off begins: further back where the clause itself does not name it."""
    start, end = clauses[index]
    if sentence.find("的", found.end(), end) >= 0:
        return found.start()
    if len(_SPARE.sub("", sentence[start : found.start()])) > 1 or end - found.end() > _BARE:
        return start
    while index:
        index -= 1
        if not _REASON.match(sentence[slice(*clauses[index])]):
            break
    return clauses[index][0]
