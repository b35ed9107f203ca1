"""How bodies and posts are called: 应急管理部门, 各车间, 企业主要负责人, 乡镇人民政府和街道办事处."""

from __future__ import annotations

import re

_OFFICES = (
    "安全生产委员会办公室|安全生产委员会|管理委员会|委员会办公室|领导小组办公室|领导小组|工作专班|管委会|安委会办公室|安委办|安委会|办公室|"
    "人民政府|街道办事处|应急管理部门|监管部门|主管部门|职能部门|管理部门|责任部门|各部门|部门|部室|科室|"
    "[\u4e00-\u9fff]{1,6}(?<![内外局底顶])(?:(?<!全)|(?<=安全))部|[\u4e00-\u9fff]{1,6}科|[\u4e00-\u9fff]{1,4}(?<![一各到])处|[\u4e00-\u9fff]{2,5}中心|[\u4e00-\u9fff]{2,8}局|"
    "[\u4e00-\u9fff]{2,6}公司|分公司|公司|项目部|项目经理部|车间|工段|班组|街道|社区|乡镇|镇|村委会|居委会|园区|企业|单位|"
    "董事长|总经理|副总经理|厂长|副厂长|矿长|院长|校长|店长|站长|经理|主任|总监|主要负责人|分管负责人|负责人|法定代表人|安全员|班组长|组长|安全管理人员|工会"
)
# Who is called by his trade or his post at the workplace.
_BY_TRADE = (
    "电工|焊工|钳工|架子工|起重工|信号工|维修工|机修工|维保工|检修工|操作工|司炉工|制冷工|装卸工|搬运工|保洁工|水暖工|巡检工|叉车工|行车工|司机|驾驶员|"
    "操作员|保管员|仓管员|库管员|管库员|管理员|值班员|监控员|监护员|巡检员|巡查员|化验员|检验员|调度员|押运员|加油员|宿管员|保育员|保洁员|护理员|技术员|"
    "门卫|保安|厨师|厨师长|护士|护士长|教师|老师|班主任|辅导员|机长|班长|队长|段长|工长|科长|处长|部长|所长|场长|园长|船长|库长|店员|收银员|服务员"
)
# Who is no office, and is told to act all the same.
_ACTORS = (
    "人员|员工|职工|经营者|业主|产权人|使用人|所有人|承租人|出租人|经营人|承包方|发包方|承包商|机构|学校|医院|商场|酒店|矿山|加油站|"
    f"{_BY_TRADE}|"
    "[\u4e00-\u9fff]{1,6}(?:(?<![场厕])所|站|队|(?<!分)组(?![织成长])|(?<![举开创主承])办)|各级|各地|第三方|专家"
)


# Before a name: whom the words speak of is not who acts.
DEALT_WITH = (
    "对|把|将|向|给|从(?!业)|为|经(?![营理办济])|因|按|依|根据|凡对|督促|指导|要求|责令|帮助|引导|推动|支持|鼓励|加强"
)


def _named(ends: str) -> str:
    """A pattern for one to ten names that end in `ends`, side by side."""
    one = rf"(?:各|本|全)?(?:[\u4e00-\u9fff]{{0,10}}?)(?:{ends})(?:\([^();。\n]{{1,20}}\))?"
    return rf"{one}(?:(?:、|和|与|及|以及){one}){{0,9}}"


def _end(ends: str) -> str:
    """A pattern for the last character of such a name, or of the aside after it."""
    plain = re.sub(r"\(\?<?[!=][^()]*\)", "", ends)
    last = re.findall(r"([\u4e00-\u9fff])[)]*(?=[|]|$)", plain)
    return f"[){''.join(sorted(set(last)))}]"


BODIES, BODY_ENDS = _named(_OFFICES), _end(_OFFICES)
# With bare names before the one that says what they are: 市场监管、公安等部门.
ACTORS = rf"(?![^,。;:\n]{{0,20}}由)(?:[\u4e00-\u9fff]{{2,10}}、){{0,6}}{_named(f'{_OFFICES}|{_ACTORS}')}"
ACTOR_ENDS = _end(f"{_OFFICES}|{_ACTORS}")
