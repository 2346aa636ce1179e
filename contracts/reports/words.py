"""What the pages of a report say themselves, in both languages."""

from __future__ import annotations

from typing import Final

from core.text import Text

WORDS: Final[dict[str, Text]] = {
    "kind": Text("合同审查报告", "Contract review"),
    "summary": Text("摘要", "Summary"),
    "contents": Text("目录", "Contents"),
    "skip": Text("跳到摘要", "Skip to the summary"),
    "report_id": Text("报告编号", "Report"),
    "lender": Text("贷款人", "Lender"),
    "contract_date": Text("合同日期", "Contract of"),
    "rules_of": Text("适用规则", "Rules of"),
    "as_on": Text("以 {day} 为准", "as on {day}"),
    "unknown": Text("没有读到", "not read"),
    "received": Text("实际到手", "You receive"),
    "paid": Text("一共偿还", "You pay in all"),
    "cost": Text("借款成本", "It costs"),
    "stated_rate": Text("合同写明年化", "Yearly rate stated"),
    "real_rate": Text("实际年化", "Yearly rate computed"),
    "not_known": Text("算不出", "not known"),
    "not_stated": Text("没有写明", "not stated"),
    "worst": Text("最要紧的三点", "The three that matter most"),
    "worst_few": Text("最要紧的", "What matters most"),
    "next": Text("下一步怎么做", "What to do next"),
    "where": Text("您偿还的钱去了哪里", "Where the money you pay goes"),
    "where_unknown": Text(
        "合同没有写全借款金额和各期还款，因此画不出钱的去向。",
        "The contract does not give the amounts and payments that would let one draw this.",
    ),
    "where_apart": Text(
        "合同写明的各项加起来与偿还总额不符，因此不画图；见各项发现。",
        "The named items do not add up to what is paid, so no picture is drawn; see the findings.",
    ),
    "part": Text("项目", "Item"),
    "payee": Text("收取人", "Payee"),
    "amount": Text("金额", "Amount"),
    "share": Text("占所付", "Share"),
    "sum": Text("合计", "Sum"),
    "hidden": Text("所写年化没有包含", "not in the stated rate"),
    "rates": Text("年化成本", "The yearly rate"),
    "standard": Text("算法", "Method"),
    "computed": Text("计算结果", "Computed"),
    "stated": Text("合同所写", "Stated"),
    "difference": Text("相差（百分点）", "Difference, points"),
    "tolerance": Text("容许误差（百分点）", "Tolerance, points"),
    "hidden_cost": Text(
        "超出所写年化的部分（折到放款日）", "Beyond the stated rate, as of the payout"
    ),
    "unexplained": Text("没有说明来由", "unexplained"),
    "findings": Text("发现", "Findings"),
    "nothing": Text(
        "在问到的问题里，没有发现与规则不符的地方。",
        "Nothing departs from the rules that were asked about.",
    ),
    "quoted": Text("合同原文", "The contract's words"),
    "cut": Text("（此处略去 {count} 字）", "({count} characters left out here)"),
    "arithmetic": Text("计算过程", "The arithmetic"),
    "step": Text("步骤", "Step"),
    "value": Text("数值", "Value"),
    "basis": Text("比较的规则", "Compared with"),
    "verified": Text("已核对原文", "text read"),
    "unverified": Text("未核对原文", "text not read: unverified"),
    "since": Text("{day}起施行", "in force since {day}"),
    "confidence": Text("把握", "Confidence"),
    "settle": Text("什么可以澄清", "What would settle it"),
    "critical": Text("严重", "Critical"),
    "high": Text("高", "High"),
    "medium": Text("中", "Medium"),
    "low": Text("低", "Low"),
    "statement": Text("综合融资成本明示表", "All-in cost statement"),
    "rebuilt": Text(
        "根据合同重建；不是贷款人出具的明示表。",
        "Rebuilt from the contract; it is not the lender's own statement.",
    ),
    "item": Text("项目", "Item"),
    "how": Text("收取方式", "How it is charged"),
    "rate": Text("费率", "Rate"),
    "of_principal": Text("占本金", "Of principal"),
    "principal": Text("借款本金", "Principal"),
    "payments": Text("还款期数", "Payments"),
    "all_in": Text("综合年化成本（正常履约）", "All-in yearly cost, all paid on time"),
    "contingent": Text("违约或提前还款时可能发生的费用", "What may be charged besides"),
    "late_charge": Text("逾期", "When late"),
    "prepayment_charge": Text("提前还款", "When leaving early"),
    "nothing_contingent": Text("合同没有写明。", "The contract does not say."),
    "nothing_else": Text("“不再收取其他费用”的声明", "That nothing else will be charged"),
    "is_stated": Text("合同写明", "stated in the contract"),
    "is_not_stated": Text("合同没有写明", "not stated in the contract"),
    "missing": Text("没有读到", "Not read"),
    "not_said": Text("没有写明", "not said"),
    "disclosures": Text("应当写明的内容", "What has to be told"),
    "state": Text("情况", "State"),
    "present": Text("已写明", "present"),
    "contradicted": Text("前后矛盾", "contradicted"),
    "not_mentioned": Text("没有提到", "not mentioned"),
    "unsettled": Text("还不能回答的问题", "Questions not answered"),
    "question": Text("问题", "Question"),
    "lacking": Text("缺少", "What is missing"),
    "sources": Text("依据", "Sources"),
    "source": Text("出处", "Where it was read"),
    "used_in": Text("用于", "Used in"),
    "about": Text("本报告的范围与限度", "What this report is, and is not"),
    "limits": Text(
        "本报告只说明合同写了什么、与哪条规则比较、相差多少、把握多大、什么可以澄清，"
        "不是法律意见。"
        "标为“未核对原文”的规则没有读到原文，不能当作法律引用。",
        "This report says what the contract states, which rule it was compared with, by how much "
        "it differs, how sure that is and what would settle it. It is no legal advice. A rule "
        'marked "text not read" must not be cited as law.',
    ),
    "asked": Text(
        "共问了 {asked} 个问题：{findings} 个有发现，{cleared} 个没有问题，"
        "{unsettled} 个还不能回答。",
        "{asked} questions were asked: {findings} found something, {cleared} nothing, and "
        "{unsettled} could not be answered.",
    ),
    "assumptions": Text("计算时的假定", "What was assumed"),
    "rule_pack": Text("规则版本", "Rules"),
    "same": Text(
        "同样的文件、规则和问题得到同样的报告编号。用下面的 SHA-256 可以核对文件没有改动。",
        "The same files, rules and questions give the same report id. The SHA-256 below shows "
        "that a file has not been changed.",
    ),
    "file": Text("文件", "File"),
    "pages": Text("页数", "Pages"),
}
JURISDICTIONS: Final[dict[str, Text]] = {
    "cn": Text("中国", "China"),
    "us": Text("美国", "United States"),
    "eu": Text("欧盟", "European Union"),
    "uk": Text("英国", "United Kingdom"),
}
