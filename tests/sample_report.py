"""A gap report made by hand, as `check` would give it: an invented foundry's plan, an unread file and two packs.

Places are found by their words, so that every span is right by construction.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace

from conformance.model.document import Clause, Document, Locator, Quality, ReadingBuilder, Span
from conformance.model.facts import (
    SCHEMA,
    Citation,
    Deadline,
    DocumentFacts,
    Inspection,
    Notice,
    Resolution,
    outline_row,
)
from conformance.model.report import (
    BasisRow,
    Failure,
    Finding,
    GapReport,
    Outcome,
    PackRow,
    Place,
    Report,
    RequirementRow,
    Severity,
    Summary,
    Tool,
)

TITLE = "恒泽铸件有限公司2024—2026年安全生产提升行动实施方案"

# (kind, text, outline level, number, path); kind "row" is a table row with its cells between "|".
PLAN: tuple[tuple[str, str, int, str, str], ...] = (
    ("title", TITLE, 0, "", ""),
    ("text", "各车间、各部门：", 0, "", ""),
    ("text", "为落实街道安全生产提升行动部署，依据《中华人民共和国安全生产法》《企业安全生产标准化基本规范》（GB/T 33000-2016）"
     "和《工贸企业重大事故隐患判定标准》（应急管理部令第10号）等规定，结合本公司铸造、打磨、喷涂工艺的实际，制定本方案。", 0, "", ""),
    ("head", "一、总体目标", 1, "一", "一"),
    ("text", "到2026年底，全公司从业人员安全意识明显增强，风险受控、隐患清零的管理机制稳定运行，杜绝较大及以上事故，"
     "轻伤率逐年下降。各车间要把安全指标纳入月度绩效，与工资挂钩。", 0, "", ""),
    ("head", "二、组织机构", 1, "二", "二"),
    ("text", "公司成立提升行动领导小组，总经理任组长，分管生产的副总经理任副组长，各车间主任、安全部全体人员为成员。"
     "领导小组下设办公室，设在安全部，负责日常工作。", 0, "", ""),
    ("text", "总经理是本公司安全生产第一责任人，对安全生产工作全面负责；每季度主持召开一次安全生产专题会议，研究解决突出问题。", 0, "", ""),
    ("head", "三、主要任务", 1, "三", "三"),
    ("head", "（一）完善责任体系", 2, "（一）", "三/（一）"),
    ("text", "1. 修订全员安全生产责任制，明确各岗位职责，做到一岗一清单，2024年8月底前完成。", 0, "", ""),
    ("text", "2. 每年与各车间签订安全生产目标责任书，考核结果与年终奖金挂钩。", 0, "", ""),
    ("head", "（二）开展风险辨识", 2, "（二）", "三/（二）"),
    ("text", "1. 组织对熔炼、浇注、打磨除尘、喷涂等工序开展安全风险辨识，形成风险清单，按红、橙、黄、蓝四级管理，"
     "并在厂区门口和危险作业区域设置风险公告栏。", 0, "", ""),
    ("text", "2. 危险源辨识每年不少于一次，工艺、设备、场所变化时及时更新。", 0, "", ""),
    ("head", "（三）抓好隐患治理", 2, "（三）", "三/（三）"),
    ("text", "1. 班组每班、车间每周、公司每月组织隐患排查，建立台账，实行闭环管理。", 0, "", ""),
    ("text", "2. 对排查出的重大事故隐患，要制定治理方案，落实整改措施和责任人员，整改完成后报安全部验收销号。", 0, "", ""),
    ("text", "3. 打磨除尘系统按《粉尘防爆安全规程》（GB 15577-2007）要求整改，定期清扫积尘，确保隔爆、泄爆装置有效。", 0, "", ""),
    ("head", "（四）强化教育培训", 2, "（四）", "三/（四）"),
    ("text", "1. 新员工上岗前接受三级安全教育，考核合格后方可上岗；特种作业人员持证上岗。", 0, "", ""),
    ("text", "2. 适时组织全员安全培训，开展警示教育，观看事故案例视频。", 0, "", ""),
    ("head", "（五）加强应急管理", 2, "（五）", "三/（五）"),
    ("text", "1. 按照《生产安全事故应急预案管理办法》（应急管理部令第2号）修订应急预案，每半年至少组织一次演练。", 0, "", ""),
    ("text", "2. 发生事故后，现场人员立即报告，负责人应于1小时内向街道安办报告。", 0, "", ""),
    ("head", "（六）保障安全投入", 2, "（六）", "三/（六）"),
    ("text", "按照《企业安全生产费用提取和使用管理办法》（财资〔2022〕136号）足额提取、规范使用安全生产费用，建立使用台账。"
     "参加安全生产责任保险的有关事项由财务部另行研究。", 0, "", ""),
    ("head", "四、时间安排", 1, "四", "四"),
    ("row", "阶段|时间|主要工作|责任部门", 0, "", ""),
    ("row", "动员部署|2024年6月1日至6月30日|印发方案，召开动员会|安全部", 0, "", ""),
    ("row", "全面实施|2024年7月1日至2026年10月31日|按任务逐项推进，每月通报进度|各车间、各部门", 0, "", ""),
    ("row", "总结评估|2026年11月1日至2027年1月31日|总结经验，完善制度，形成报告|领导小组办公室", 0, "", ""),
    ("head", "五、工作要求", 1, "五", "五"),
    ("text", "各车间要提高认识，细化措施，做好信息报送，每月25日前报送进展。对工作不力的部门，按公司《安全生产奖惩规定》(HZ/AQ-07)处理。"
     "动火作业要执行GB 30871-2022，高处作业参照JGJ80-91，检修现场要做好警戒。", 0, "", ""),
    ("text", "标准化建设以AQ/T 9006-2010为基础，逐步向GB/T 33000-2024过渡。", 0, "", ""),
    ("text", "恒泽铸件有限公司", 0, "", ""),
    ("text", "2024年6月1日", 0, "", ""),
)  # fmt: skip

STREET_PLAN = "《街道安全生产提升行动实施方案》（示例街办〔2024〕9号）"


def plan() -> Document:
    """The foundry's plan, two pages, its outline as the headings say."""
    built = ReadingBuilder("docx")
    heads: list[tuple[int, int, str, str, str]] = []
    row, start = 0, 0
    for kind, text, level, number, path in PLAN:
        page = 1 if start < 900 else 2
        if kind == "row":
            for column, cell in enumerate(text.split("|")):
                built.add("cell", cell, table=0, row=row, column=column, page=page)
            row += 1
        elif kind == "head":
            built.add("heading", text, level=level, page=page)
            heads.append((start, level, number, text.removeprefix(number).lstrip("、"), path))
        else:
            built.add("heading" if kind == "title" else "paragraph", text, page=page)
        start += len(text) + 1
    reading = built.done(2)
    return Document.of(reading, _clauses(heads, len(reading.text)), path="恒泽铸件/提升行动方案.docx",
                       sha256=hashlib.sha256(reading.text.encode()).hexdigest(), quality=_quality(reading.text))  # fmt: skip


def _quality(text: str) -> Quality:
    return Quality(len("".join(text.split())), 2, len(text) / 2, 0.93, 0.004, ("第2页有1张图片，其中的文字没有读取",))


def _clauses(heads: list[tuple[int, int, str, str, str]], length: int) -> tuple[Clause, ...]:
    made = []
    for index, (start, level, number, title, path) in enumerate(heads):
        after = [s for s, lv, *_ in heads[index + 1 :] if lv <= level]
        end = after[0] - 1 if after else length
        text = f"{number}、{title}" if level == 1 else f"{number}{title}"
        made.append(Clause(number, title, level, path, Span(start, start + len(text)), Span(start, end)))
    return tuple(made)


DOCUMENT = plan()


def at(words: str) -> Locator:
    """The first place of `words` in the plan; ValueError where they do not stand there."""
    start = DOCUMENT.text.index(words)
    return DOCUMENT.locate(Span(start, start + len(words)))


def place(code: str, message: str, words: str, replacement: str | None = None) -> Place:
    """A place at `words`."""
    spot = at(words)
    return Place(code, message, _print(code, words), spot.start, spot.end, words, spot.clause, spot.page, replacement)


def _print(*parts: str) -> str:
    return hashlib.sha256("/".join(parts).encode()).hexdigest()[:16]


def requirement(title: str, severity: Severity, clause: str, remediation: str, kind: str = "clause") -> RequirementRow:
    """A requirement of the invented street plan."""
    return RequirementRow(title, severity, "shall", kind, (BasisRow("street", STREET_PLAN, clause),), remediation)


# id → (title, severity, clause of the street plan, what to write)
STREET: dict[str, tuple[str, Severity, str, str]] = {
    "A1-01": ("主要负责人为第一责任人", "red", "二/（一）/1", "写明主要负责人是安全生产第一责任人，并列出其法定职责。"),
    "A1-02": ("主要负责人带班、在岗", "orange", "二/（一）/1", "写明重点时段主要负责人在岗带班的安排，例如：节假日和特殊时段由公司领导轮流带班，带班表张贴公布。"),
    "A1-03": ("责任、管理、投入、培训、应急五个到位", "orange", "二/（一）/1", "逐项写明五个到位的具体做法。"),
    "A2-01": ("全员安全生产责任制", "red", "二/（一）/2", "写明责任制覆盖从主要负责人到一线岗位的全体人员，并规定修订和考核办法。"),
    "A2-02": ("安全生产管理机构和人员", "red", "二/（一）/3", "写明设置安全生产管理机构或配备专职安全生产管理人员，注明人数和职责。"),
    "A2-03": ("年度目标责任书", "yellow", "二/（一）/4", "写明每年层层签订目标责任书。"),
    "B1-01": ("安全风险辨识与分级", "red", "二/（二）/1", "写明辨识范围、方法、频次和四级划分。"),
    "B1-02": ("四色安全风险空间分布图", "orange", "二/（二）/2", "绘制并公布红、橙、黄、蓝四色风险空间分布图，写明张贴位置和更新责任人。\n例：2024年9月底前由安全部绘制全厂四色图，张贴于厂门口。"),
    "B1-03": ("重大风险管控责任人", "red", "二/（二）/3", "对每处高等级风险写明管控措施、责任部门和责任人。"),
    "B1-04": ("岗位风险告知卡", "yellow", "二/（二）/4", "写明为各岗位配发风险告知卡。"),
    "B2-01": ("隐患排查频次", "orange", "二/（三）/1", "写明班组、车间、公司三级排查的频次。"),
    "B2-02": ("治理方案五到位", "red", "二/（三）/2", "治理方案写明责任、措施、资金、时限、预案五项，缺一不可。\n例：……由设备部负责，投入资金五万元，2024年9月30日前完成，治理期间执行专项处置方案。"),
    "B2-03": ("隐患双报告", "red", "二/（三）/3", "写明重大事故隐患排查治理情况向负有监管职责的部门和职工代表大会“双报告”。"),
    "B2-04": ("隐患举报奖励", "yellow", "二/（三）/4", "写明内部举报渠道和奖励标准。"),
    "B2-05": ("动火等危险作业管理", "red", "二/（三）/5", "写明危险作业审批、现场监护和外委管理。"),
    "C1-01": ("新员工三级安全教育", "orange", "二/（四）/1", "写明三级教育的学时和考核。"),
    "C1-02": ("年度培训计划与学时", "orange", "二/（四）/2", "写明年度培训计划、各类人员学时和考核方式，不用“适时”“定期”代替频次。"),
    "C1-03": ("特种作业持证", "red", "二/（四）/3", "写明特种作业人员持证上岗和证件复审。"),
    "C1-04": ("安全文化宣传", "blue", "二/（四）/4", "可写明安全生产月等宣传活动安排。"),
    "D1-01": ("应急预案修订与备案", "orange", "二/（五）/1", "写明预案修订、评审和备案。"),
    "D1-02": ("应急演练每半年一次", "red", "二/（五）/2", "写明演练频次不低于每半年一次并评估。"),
    "D1-03": ("事故信息报告时限", "red", "二/（五）/3", "写明事故报告的对象和时限。"),
    "D2-01": ("安全生产费用", "orange", "二/（六）/1", "写明提取标准、使用范围和台账。"),
    "D2-02": ("安全生产责任保险", "red", "二/（六）/2", "写明投保安全生产责任保险及事故预防服务的安排。"),
    "D2-03": ("危险化学品使用管理", "orange", "二/（六）/3", "写明危险化学品储存、使用的管理要求。"),
    "D2-04": ("有限空间作业管理", "red", "二/（六）/4", "写明有限空间台账、审批和监护要求。"),
    "D2-05": ("承包商管理", "yellow", "二/（六）/5", "写明外来单位的资质审查和统一协调。"),
    "E1-01": ("进度报送", "blue", "三/2", "写明每月报送的日期和内容。"),
}  # fmt: skip

BASICS: dict[str, RequirementRow] = {
    "CIT-01": RequirementRow("引用的标准、法规现行有效", "orange", "shall", "citation",
                             (BasisRow("GB/T 1.1", "《标准化工作导则 第1部分》（GB/T 1.1-2020）", "第10章"),),
                             "按引用清单“正确写法”一栏改正编号、年份和名称。"),
    "DL-01": RequirementRow("各项时限不晚于上级方案", "red", "shall", "deadline",
                            (BasisRow("street", STREET_PLAN, "四"),), "把最后阶段的截止日期提前到2026年12月31日或之前。"),
    "DL-02": RequirementRow("任务写明完成时限", "yellow", "should", "deadline",
                            (BasisRow("street", STREET_PLAN, "四"),), "为每项任务写明完成日期，不用“适时”“逐步”代替。"),
    "BL-01": RequirementRow("没有未填写的空白", "yellow", "shall", "blank",
                            (BasisRow("street", STREET_PLAN, None),), "补全空白项。", "draft"),
}  # fmt: skip


def _packs() -> tuple[PackRow, ...]:
    street = {key: requirement(*values) for key, values in STREET.items()}
    return (
        PackRow("street", "街道安全生产提升行动（示例）", "1.2", "ab" * 32, street),
        PackRow("basics", "引用与时限通用检查", "0.9", "cd" * 32, BASICS),
    )


ALL_TASKS = "在全部正文和表格中查找（5章、37段），标题、目的和目录除外"


def _finding(key: str, outcome: Outcome, message: str, *, evidence: tuple[str, ...] = (), missing: tuple[str, ...] = (),
             nearest: tuple[str, ...] = (), places: tuple[Place, ...] = (), searched: str = "", waiver: str | None = None,
             noisy: bool = False) -> Finding:  # fmt: skip
    pack = "basics" if key in BASICS else "street"
    proof = tuple(replace(at(words), noisy=noisy) for words in evidence)
    return Finding(pack, key, outcome, f"{outcome}_sample", message, proof, missing, tuple(map(at, nearest)), searched,
                   places, _print(key, outcome), waiver)  # fmt: skip


def _met(key: str, *evidence: str) -> Finding:
    return _finding(key, "pass", "要求的内容均已写明。", evidence=evidence)


def _lacking(key: str, *nearest: str) -> Finding:
    return _finding(
        key, "fail", f"全文没有写明“{STREET[key][0]}”。", missing=(STREET[key][0],), nearest=nearest, searched=ALL_TASKS
    )


def findings() -> tuple[Finding, ...]:
    """One finding for each requirement of both packs, in the packs' order."""
    shown = at("2026年11月1日至2027年1月31日")
    return (
        _met("A1-01", "总经理是本公司安全生产第一责任人，对安全生产工作全面负责"),
        _lacking("A1-02", "每季度主持召开一次安全生产专题会议"),
        _finding("A1-03", "partial", "五个到位只写明投入、培训、应急三项，缺责任、管理。", missing=("责任到位", "管理到位"),
                 evidence=("足额提取、规范使用安全生产费用", "新员工上岗前接受三级安全教育", "修订应急预案"), searched=ALL_TASKS),
        _met("A2-01", "修订全员安全生产责任制，明确各岗位职责，做到一岗一清单"),
        _finding("A2-02", "review", "提到安全部，但没有写明它是安全生产管理机构，也没有写明专职人员，需人工判断。",
                 nearest=("领导小组下设办公室，设在安全部",), searched=ALL_TASKS),
        _met("A2-03", "每年与各车间签订安全生产目标责任书"),
        _met("B1-01", "形成风险清单，按红、橙、黄、蓝四级管理", "危险源辨识每年不少于一次"),
        _lacking("B1-02", "按红、橙、黄、蓝四级管理", "在厂区门口和危险作业区域设置风险公告栏"),
        _lacking("B1-03", "杜绝较大及以上事故"),
        _finding("B1-04", "fail", "全文没有写明“岗位风险告知卡”。", missing=("岗位风险告知卡",), searched=ALL_TASKS,
                 waiver="街道安办2024年5月20日同意以公告栏代替，有效期至2025年5月31日"),
        _met("B2-01", "班组每班、车间每周、公司每月组织隐患排查"),
        _finding("B2-02", "partial", "治理方案五到位中写明了措施、责任，缺资金、时限、预案。", missing=("资金", "时限", "预案"),
                 evidence=("要制定治理方案，落实整改措施和责任人员",), searched=ALL_TASKS,
                 places=(place("element_missing", "此处应同时写明资金、时限、预案", "要制定治理方案，落实整改措施和责任人员",
                               "要制定治理方案，落实责任、措施、资金、时限、预案"),)),
        _lacking("B2-03", "整改完成后报安全部验收销号"),
        _lacking("B2-04"),
        _finding("B2-05", "review", "引用了动火作业标准，但没有写明审批和监护，需人工判断。", nearest=("动火作业要执行GB 30871-2022",),
                 searched=ALL_TASKS, noisy=True),
        _met("C1-01", "新员工上岗前接受三级安全教育，考核合格后方可上岗"),
        _finding("C1-02", "partial", "写明组织全员培训，缺培训学时、培训频次。", missing=("学时", "频次"),
                 evidence=("适时组织全员安全培训",), searched=ALL_TASKS,
                 places=(place("vague_frequency", "“适时”不是频次", "适时", "每季度"),)),
        _met("C1-03", "特种作业人员持证上岗"),
        _finding("C1-04", "not_applicable", "本项为建议性要求，仅对从业人员三百人以上的单位提出。"),
        _met("D1-01", "修订应急预案"),
        _met("D1-02", "每半年至少组织一次演练"),
        _met("D1-03", "负责人应于1小时内向街道安办报告"),
        _met("D2-01", "足额提取、规范使用安全生产费用，建立使用台账"),
        _finding("D2-02", "fail", "没有写明投保安全生产责任保险：原文只说另行研究。", missing=("投保安全生产责任保险", "事故预防服务"),
                 nearest=("参加安全生产责任保险的有关事项由财务部另行研究",), searched=ALL_TASKS),
        _finding("D2-03", "open", "不知道本单位是否储存、使用危险化学品。请在企业情况表中填写 hazardous_chemicals。"),
        _finding("D2-04", "open", "方案第2页的图片没有读取，其中可能有有限空间台账。"),
        _finding("D2-05", "not_applicable", "企业情况表载明没有外来承包单位。"),
        _met("E1-01", "每月25日前报送进展"),
        _finding("CIT-01", "partial", "9处引用中有3处在方案日期已有错误，1处其后被代替。", places=(
            place("superseded", "GB 15577-2007已被GB 15577-2018代替", "GB 15577-2007", "GB 15577-2018"),
            place("superseded", "JGJ 80-91已被JGJ 80-2016代替", "JGJ80-91", "JGJ 80-2016"),
            place("no_such_edition", "GB/T 33000没有2024年版", "GB/T 33000-2024", "GB/T 33000-2016"),
            place("superseded_since", "GB/T 33000-2016在方案印发之后被新版代替", "GB/T 33000-2016"),
        )),
        _finding("DL-01", "fail", "总结评估阶段到2027年1月31日，晚于上级方案的2026年12月31日。", places=(
            Place("later_than_superior", "不得晚于2026年12月31日", _print("dl"), shown.start, shown.end, shown.quote, shown.clause,
                  shown.page, "2026年11月1日至2026年12月31日"),
        )),
        _finding("DL-02", "partial", "19项任务中有2项只有含糊的时间词。", places=(
            place("vague_time", "“适时”没有写明频次或日期", "适时"),
            place("vague_time", "“逐步”没有写明日期", "逐步"),
        )),
        _finding("BL-01", "review", "有一处疑似空白，草案规则不作结论。"),
    )  # fmt: skip


def _citation(words: str, kind: str, form: str, canonical: str, status: str = "current", then: str | None = None, *,
              pair: int | None = None, **found: str) -> Citation:  # fmt: skip
    spot = at(words)
    then = then or status
    issues = () if status in ("current", "unknown") else (status,)
    known = Resolution(
        status, then, issues, found.get("right"), found.get("record", canonical), found.get("reason"), True
    )  # type: ignore[arg-type]
    return Citation(spot.start, spot.end, words, kind, form, canonical, paired_with=pair, resolution=known)  # type: ignore[arg-type]


def citations() -> tuple[Citation, ...]:
    """What the plan cites, with every status a citation can have but `upcoming` on the check's date."""
    newer = "2025年新版代替（示例登记）"
    return (
        _citation("《中华人民共和国安全生产法》", "law", "title", "中华人民共和国安全生产法"),
        _citation("《企业安全生产标准化基本规范》", "standard", "title", "企业安全生产标准化基本规范", "superseded", "current", pair=2,
                  right="《企业安全生产标准化基本规范》（GB/T 33000-2016）", reason=newer),
        _citation("GB/T 33000-2016", "standard", "code", "GB/T 33000-2016", "superseded", "current", pair=1,
                  right="GB/T 33000 现行版", reason=newer),
        _citation("《工贸企业重大事故隐患判定标准》", "dept_rule", "title", "工贸企业重大事故隐患判定标准", pair=4),
        _citation("应急管理部令第10号", "dept_rule", "number", "应急管理部令第10号", pair=3),
        _citation("《粉尘防爆安全规程》", "standard", "title", "粉尘防爆安全规程", pair=6),
        _citation("GB 15577-2007", "standard", "code", "GB 15577-2007", "superseded", pair=5, right="GB 15577-2018",
                  reason="2019-06-01起由GB 15577-2018代替"),
        _citation("《生产安全事故应急预案管理办法》", "dept_rule", "title", "生产安全事故应急预案管理办法", pair=8),
        _citation("应急管理部令第2号", "dept_rule", "number", "应急管理部令第2号", pair=7),
        _citation("《企业安全生产费用提取和使用管理办法》", "normative_doc", "title", "企业安全生产费用提取和使用管理办法", pair=10),
        _citation("财资〔2022〕136号", "normative_doc", "number", "财资〔2022〕136号", pair=9),
        _citation("《安全生产奖惩规定》", "form", "title", "安全生产奖惩规定", "unknown"),
        _citation("HZ/AQ-07", "standard", "code", "HZ/AQ-07", "unknown", reason="登记库中没有这个编号"),
        _citation("GB 30871-2022", "standard", "code", "GB 30871-2022"),
        _citation("JGJ80-91", "standard", "code", "JGJ 80-1991", "superseded", right="JGJ 80-2016", reason="由JGJ 80-2016代替"),
        _citation("AQ/T 9006-2010", "standard", "code", "AQ/T 9006-2010", "repealed", "current", reason="其后废止（示例登记）"),
        _citation("GB/T 33000-2024", "standard", "code", "GB/T 33000-2024", "no_such_edition", right="GB/T 33000-2016",
                  reason="GB/T 33000 只有2016年版和其后的新版，没有2024年版"),
    )  # fmt: skip


def _deadline(words: str, kind: str, value: str | None, task: str | None, **more: object) -> Deadline:
    spot = at(words)
    return Deadline(spot.start, spot.end, words, kind, value, task=task, clause=spot.clause, **more)  # type: ignore[arg-type]


def deadlines() -> tuple[Deadline, ...]:
    """The plan's time limits, one of each kind."""
    return (
        _deadline("到2026年底", "deadline", "/2026-12-31", "全公司从业人员安全意识明显增强"),
        _deadline("每季度", "frequency", "1/P3M", "主持召开安全生产专题会议", bound="at_least"),
        _deadline("2024年8月底前", "deadline", "/2024-08-31", "修订全员安全生产责任制"),
        _deadline("每年不少于一次", "frequency", "1/P1Y", "危险源辨识", bound="at_least"),
        _deadline("每班", "frequency", None, "班组组织隐患排查"),
        _deadline("及时", "vague", None, "更新危险源辨识", name="prompt"),
        _deadline("适时", "vague", None, "组织全员安全培训", name="unquantified"),
        _deadline("上岗前", "event_relative", None, "接受三级安全教育", anchor="上岗", bound="before"),
        _deadline("每半年至少组织一次", "frequency", "1/P6M", "组织演练", bound="at_least"),
        _deadline("1小时内", "duration", "PT1H", "向街道安办报告", anchor="发生事故", bound="at_most"),
        _deadline("2024年6月1日至6月30日", "stage", "2024-06-01/2024-06-30", "动员部署", name="动员部署", inferred=("year:range",)),
        _deadline("2024年7月1日至2026年10月31日", "stage", "2024-07-01/2026-10-31", "全面实施", name="全面实施"),
        _deadline("2026年11月1日至2027年1月31日", "stage", "2026-11-01/2027-01-31", "总结评估", name="总结评估"),
        _deadline("每月25日前", "frequency", "1/P1M", "报送进展", due="25"),
    )  # fmt: skip


def inspection() -> Inspection:
    """The whole inspection of the foundry's plan."""
    d = DOCUMENT
    head = DocumentFacts(d.path, d.sha256, d.format, d.text, d.pages, "enterprise-plan", TITLE, "恒泽铸件有限公司",
                         "恒泽铸件有限公司", None, "各车间、各部门", "2024-06-01", "signature", d.blocks, d.quality,
                         (Notice("pictures", "第2页有1张图片，其中的文字没有读取"),))  # fmt: skip
    return Inspection(SCHEMA, head, tuple(map(outline_row, d.outline)), citations(), deadlines(), (), (), ())


def summary(found: tuple[Finding, ...], packs: tuple[PackRow, ...]) -> Summary:
    """The counts as the engine gives them."""
    rows = {(p.id, key): row for p in packs for key, row in p.requirements.items()}
    gaps = Counter(rows[f.pack, f.requirement].severity for f in found if f.outcome in ("fail", "partial"))
    return Summary(dict(Counter(f.outcome for f in found)), dict(gaps))


def checked(path: str | None = None) -> Report:
    """The report on the foundry's plan, under another path if given."""
    found = findings()
    facts = inspection()
    facts = replace(facts, document=replace(facts.document, path=path or facts.document.path))
    return Report(
        facts.document.path,
        "checked",
        facts=facts,
        profile={"role": "enterprise", "transport": False},
        findings=found,
        notices=(Notice("edition", "规则包 street 适用于2024年6月1日及以后的方案"),),
        summary=summary(found, _packs()),
    )


def unread(path: str = "星澜物流/方案.docx") -> Report:
    """The report on a file that could not be read."""
    return Report(path, "unread", Failure("password", "文件有打开密码，无法读取。请向提交单位索取没有密码的文件。"))


def gap_report(*reports: Report, language: str = "zh") -> GapReport:
    """A gap report of `reports`; without any, of the foundry's plan alone."""
    tool = Tool("conformance", "0.1.0", "ef" * 32)
    return GapReport(tool, "2024-11-20", language, _packs(), reports or (checked(),))  # type: ignore[arg-type]
