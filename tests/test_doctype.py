"""What a document says of itself in its head and foot."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from conformance.facts import extract, inspection
from conformance.facts.doctype import head
from conformance.model.facts import Head
from conformance.readers import read

BODY = "为落实安全生产主体责任，根据上级部署，结合本公司实际，制定本方案。各车间各班组要按照分工逐项抓好落实，确保各项措施到位。"
TOWN = (
    "为推动辖区企业落实安全生产主体责任，根据上级部署，结合实际，制定本方案。各社区、各有关部门要督促企业逐项抓好落实。"
)

CASES: dict[str, tuple[str, Head]] = {
    "an enterprise's plan with signature": (
        f"临江恒泰铸造有限公司\n落实安全生产主体责任实施方案\n{BODY}\n一、目标\n{BODY}\n临江恒泰铸造有限公司\n2024年5月20日",
        Head("enterprise-plan", "临江恒泰铸造有限公司落实安全生产主体责任实施方案", "临江恒泰铸造有限公司", "临江恒泰铸造有限公司",
             None, None, "2024-05-20", "signature"),
    ),
    "a street's plan": (
        f"清河街道办事处文件\n清街发〔2024〕12号\n清河街道落实企业安全生产主体责任实施方案\n各社区、机关各部门：\n{TOWN}\n清河街道办事处\n2024年4月2日",
        Head("authority-plan", "清河街道落实企业安全生产主体责任实施方案", None, "清河街道办事处", "清街发[2024]12号", "各社区、机关各部门",
             "2024-04-02", "signature"),
    ),
    "a notice": (
        f"关于开展有限空间作业专项检查的通知\n各镇（街道）：\n{TOWN}\n云山县安全生产委员会办公室\n二〇二四年三月五日",
        Head("notice", "关于开展有限空间作业专项检查的通知", None, "云山县安全生产委员会办公室", None, "各镇(街道)", "2024-03-05", "signature"),
    ),
    "a notice of an enterprise's own committee": (
        f"临江恒泰铸造有限公司文件\n关于学习重大事故隐患判定标准的通知\n各车间：\n{BODY}\n恒泰公司安全生产管理委员会办公室\n2024年3月16日",
        Head("notice", "关于学习重大事故隐患判定标准的通知", "临江恒泰铸造有限公司", "临江恒泰铸造有限公司", None, "各车间", "2024-03-16", "signature"),
    ),
    "an emergency plan": (
        f"南屏化工有限公司生产安全事故应急预案\n{BODY}",
        Head("emergency-plan", "南屏化工有限公司生产安全事故应急预案", "南屏化工有限公司", "南屏化工有限公司"),
    ),
    "a drill plan": (
        f"南屏化工有限公司消防演练方案\n{BODY}",
        Head("drill-plan", "南屏化工有限公司消防演练方案", "南屏化工有限公司", "南屏化工有限公司"),
    ),
    "a draft": (
        f"云山县企业安全生产管理办法（征求意见稿）\n第一条 {TOWN}",
        Head("policy-draft", "云山县企业安全生产管理办法(征求意见稿)"),
    ),
    "in force from a day": (
        f"明达纺织厂安全生产责任制\n{BODY}\n本制度自2024年10月8日起施行。",
        Head("management-rule", "明达纺织厂安全生产责任制", "明达纺织厂", "明达纺织厂", None, None, "2024-10-08", "effective"),
    ),
    "a notice that runs on into the enterprise's plan, under a long title": (
        "临江市文化旅游发展集团商业运营管理有限公司文件\n临商字[2024]6号\n关于印发《临江市文化旅游发展集团商业运营管理有限公司安全生产治本攻坚三年行动"
        f"实施方案（2024-2026年）》的通知\n各部门、各店铺：\n{BODY}\n一、目标\n{BODY}",
        Head("enterprise-plan", "关于印发《临江市文化旅游发展集团商业运营管理有限公司安全生产治本攻坚三年行动实施方案(2024-2026年)》的通知",
             "临江市文化旅游发展集团商业运营管理有限公司", "临江市文化旅游发展集团商业运营管理有限公司", "临商字[2024]6号", "各部门、各店铺"),
    ),
    "no name is made of who makes a rule": (
        f"安全生产监督检查管理办法\n第一条 {BODY}\n第三十三条 本办法由集团公司安全监督部负责解释。",
        Head("management-rule", "安全生产监督检查管理办法"),
    ),
    "named where it takes a short name": (
        f"安全生产监督检查管理办法\n第一条 为促进临江化学工程集团公司（以下简称集团公司）所属各企业安全发展，制定本办法。\n{BODY}",
        Head("management-rule", "安全生产监督检查管理办法", "临江化学工程集团公司", "临江化学工程集团公司"),
    ),
    "no title, named in the scope": (
        f"{BODY}\n本方案适用于临江恒泰铸造有限公司所有部门。",
        Head("enterprise-plan", "", "临江恒泰铸造有限公司", "临江恒泰铸造有限公司"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_head(name: str) -> None:
    text, expected = CASES[name]
    assert head(read(text.encode(), path="plan.txt")) == expected


PARAGRAPHS = {
    "$OWN": BODY,
    "$OTHERS": TOWN,
    "$NOTICE": "为深入贯彻落实上级工作部署，现将有关事项通知如下。各镇要认真组织排查。",
}
HEADS = yaml.safe_load((Path(__file__).parent / "cases" / "heads.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", HEADS)
def test_heads_of_all_kinds(name: str) -> None:
    text, expected = HEADS[name]["text"], HEADS[name]["head"]
    for sign, paragraph in PARAGRAPHS.items():
        text = text.replace(sign, paragraph)
    found = head(read(text.encode(), path="plan.txt"))
    assert {key: getattr(found, key) for key in expected} == expected


def test_the_option_wins() -> None:
    found = head(read(CASES["a notice"][0].encode(), path="plan.txt"), date(2025, 1, 2))
    assert (found.date, found.date_source) == ("2025-01-02", "option")


def test_reports_show_names_as_the_document_writes_them() -> None:
    text = f"晨光乳业（青岭）有限公司安全生产责任制\n实施方案（2024—2026年）\n{BODY}"
    found = inspection(extract(read(text.encode(), path="plan.txt"))).document
    assert (found.title, found.enterprise) == (
        "晨光乳业（青岭）有限公司安全生产责任制实施方案（2024—2026年）",
        "晨光乳业（青岭）有限公司",
    )
