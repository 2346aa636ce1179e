"""The Chinese beside the English words in which an audit names what is missing or would settle."""

from __future__ import annotations

import re
from typing import Final

from core.text import Text

_CHINESE: Final[dict[str, str]] = {
    # -- what would settle a finding
    "an itemised list of all charges with who receives each": "写明收取人的收费明细",
    "the repayment schedule": "还款计划表",
    "the pages or annexes in which these items stand": "写有这些内容的页或附件",
    "a statement which of the two holds": "说明以哪一处为准",
    "a clean copy signed by both sides": "双方签署的清洁文本",
    "the official text of the line and, for a private lender, the LPR of that day": (
        "参考线的正式文本；民间借贷还需当天的 LPR"
    ),
    "the lender's licence": "贷款机构的牌照",
    "the repayment schedule and proof of what was paid out": "还款计划表和放款凭证",
    "a fee schedule that shows the base of each instalment's fee": "写明每期费用计算基数的收费表",
    "the bank record of the payout": "放款的银行流水",
    "a clause that allows paying early with interest for the actual time": (
        "允许提前还款、按实际天数计息的条款"
    ),
    "the lender's price list for early repayment": "贷款机构的提前还款收费标准",
    "the lender's rule for default interest and the loss lateness really causes": (
        "罚息规则，以及逾期造成的实际损失"
    ),
    "a statement that late charges are taken of the overdue amount only": (
        "写明罚息只按逾期金额计收"
    ),
    "a worked example of what one late payment costs after 30 and 90 days": (
        "一期逾期 30 天和 90 天的费用算例"
    ),
    "proof of the loss that lateness causes the lender": "逾期造成损失的证明",
    # -- what an answer lacks
    "the text of the contract": "合同文本",
    "the terms of a loan": "借款条款",
    "the stated yearly rate": "写明的年化利率",
    "cash flows that give a rate": "能算出利率的收付款",
    "the fees of the loan": "借款费用",
    "the repayment method": "还款方式",
    "the principal": "借款本金",
    "the jurisdiction": "适用哪里的规则",
    "the text of a loan contract": "借款合同文本",
    "the words on pages that are only pictures": "图片页上的文字",
    "the charge for late payment": "逾期费用",
    "the yearly interest rate the late charge is compared with": "与罚息比较的年利率",
    "the line for late charges of this lender and place": "适用于该机构的罚息参考线",
    "what paying early costs": "提前还款的费用",
    "the payments": "各期还款",
    # -- lines of arithmetic
    "received at the start": "放款时收到",
    "stated, %": "写明（%）",
    "difference, points": "相差（百分点）",
    "tolerance, points": "容许误差（百分点）",
    "principal": "借款本金",
    "received": "实际收到",
    "kept back": "预先扣下",
    "share of the principal, %": "占本金（%）",
    "kind of lender": "机构类型",
    "day of the contract": "合同日期",
    "above, points": "高出（百分点）",
    "contract rate, %": "合同利率（%）",
    "line, %": "参考线（%）",
    "cn-simple, %": "单利（%）",
    "cn-irr, %": "复利（%）",
    "lender": "贷款人名称",
    "not mentioned; searched in all files": "没有提到；已查找全部文件",
    "bank": "银行",
    "consumer_finance": "消费金融公司",
    "auto_finance": "汽车金融公司",
    "trust": "信托公司",
    "microloan": "小额贷款公司",
    "pawn": "典当行",
    "private": "民间借贷",
}
_PATTERNS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"paid in (\d+) payments"), "{0} 期一共偿还"),
    (re.compile(r"yearly rate by cn-simple, %"), "按单利计算的年化（%）"),
    (re.compile(r"yearly rate by (\S+), %"), "按 {0} 计算的年化（%）"),
    (re.compile(r"reference line \((.+)\), %"), "参考线（{0}，%）"),
    (re.compile(r"(.+): (\S+) % of (\S+), (\d+) times"), "{0}：{2} 的 {1}%，共 {3} 次"),
    (re.compile(r"(\S+) percent a day, yearly %"), "每日 {0}%，折合年化（%）"),
    (re.compile(r"payee of (.+)"), "{0}的收取人"),
)


def bilingual(english: str) -> Text:
    """Return an audit's phrase with its Chinese; one without stays as the contract room says it."""
    if english in _CHINESE:
        return Text(_CHINESE[english], english)
    for pattern, chinese in _PATTERNS:
        found = pattern.fullmatch(english)
        if found:
            return Text(chinese.format(*found.groups()), english)
    return Text(english, english)
