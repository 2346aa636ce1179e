"""An audit as a page for people, in one of the two languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from contracts.audit import Audit
from core.text import Language, Text

WORDS: dict[str, Text] = {
    "title": Text(zh="合同检查结果", en="What the contract says and costs"),
    "rates": Text(zh="真实年化成本", en="The real yearly rate"),
    "standard": Text(zh="算法", en="Standard"),
    "computed": Text(zh="计算值（%）", en="Computed, %"),
    "stated": Text(zh="合同所写（%）", en="Stated, %"),
    "difference": Text(zh="相差（百分点）", en="Difference, points"),
    "hidden": Text(zh="超出所写利率的成本", en="Paid beyond the stated rate"),
    "unexplained": Text(zh="未说明", en="unexplained"),
    "findings": Text(zh="发现", en="Findings"),
    "nothing": Text(zh="没有需要指出的地方。", en="Nothing to report."),
    "unsettled": Text(zh="还不能回答的问题", en="Questions not settled yet"),
    "page": Text(zh="页", en="page"),
    "unverified": Text(zh="未经核实", en="unverified"),
    "confidence": Text(zh="把握", en="Confidence"),
    "settle": Text(zh="看到什么可以确定", en="What would settle it"),
    "critical": Text(zh="严重", en="critical"),
    "high": Text(zh="高", en="high"),
    "medium": Text(zh="中", en="medium"),
    "low": Text(zh="低", en="low"),
    "item": Text(zh="项目", en="Item"),
    "how": Text(zh="收取方式", en="How it is charged"),
    "amount": Text(zh="金额", en="Amount"),
    "payee": Text(zh="收取人", en="Payee"),
    "not_said": Text(zh="没有写明", en="not said"),
    "late_charge": Text(zh="逾期时", en="When late"),
    "prepayment_charge": Text(zh="提前还款时", en="When leaving early"),
    "disclosures": Text(zh="应当写明的内容", en="What has to be told"),
    "present": Text(zh="已写明", en="present"),
    "contradicted": Text(zh="前后矛盾", en="contradicted"),
    "not_mentioned": Text(zh="没有提到", en="not mentioned"),
    "limits": Text(
        zh="本结果只说明合同写了什么、与哪条规则比较、相差多少，不是法律结论。",
        en="This says what the contract states, which rule it was compared with and by how much it "
        "differs. It is not a legal conclusion.",
    ),
}


def html_report(audit: Audit, language: Language) -> str:
    """Return the audit as a page of HTML that brings all it needs with it."""
    words = {name: text.in_language(language) for name, text in WORDS.items()}
    page = _environment().get_template("report.html.jinja")
    return page.render(**audit.as_dict(), language=language.value, words=words)


@cache
def _environment() -> Environment:
    folder = Path(__file__).parent / "pages"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)
