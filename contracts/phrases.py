"""The Chinese beside the English words in which an audit names what is missing or would settle."""

from __future__ import annotations

from typing import Final

from contracts.phrase_patterns import PATTERNS
from contracts.required_items import ITEMS
from contracts.standards import STANDARD_NAMES
from core.text import Text
from documents.model import MarkKind

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
    "a statement of the yearly all-in cost, such as the cost statement signed with the contract": (
        "写明综合年化成本的文件，例如随合同签署的综合融资成本明示表"
    ),
    "whether the credit is unsecured and the lender no exempt one (CONC glossary)": (
        "这笔借款是否无担保、贷款机构是否属于豁免的一类（CONC 词汇表）"
    ),
    "a statement that interest runs only until the loan is paid": "写明利息只算到还清之日",
    "a limit, or proof that the costs are necessary and reasonable": (
        "写明上限，或证明费用必要、合理"
    ),
    "a clause that gives notice and time to catch up": "先通知、给时间补还的条款",
    "the completed contract": "填写完整的合同",
    "a settlement figure for one day, with what is given back": (
        "某一天的结清金额，并写明退还多少"
    ),
    "a purpose for each item and the choice to refuse it": "逐项写明用途，并可以拒绝",
    "a consent for each purpose, with its end and how to withdraw it": (
        "按用途分别同意，写明期限和撤回办法"
    ),
    "the names of the recipients and a separate consent": "接收方名称和单独的同意",
    "a statement of the all-in cost beside the claim": "在宣传语旁写明综合成本",
    "the method by which the lender works out late interest": "贷款机构计算逾期利息的方法",
    "the formula of daily interest": "日利息的计算公式",
    "a closed list of fees, each with amount, method and payee": (
        "列全的费用清单，逐项写明金额、收取方法和收取人"
    ),
    "a clause that leaves the purchase to the borrower's free choice": (
        "写明是否购买由借款人自愿决定的条款"
    ),
    "a rule for giving back the part not yet earned": "退还未使用部分的规则",
    "the lender's licence and a payout without money paid first": (
        "贷款机构的牌照，以及放款前不收钱"
    ),
    "a clause that asks for consent to each renewal": "每次续期都要征得同意的条款",
    "a clause with notice, reasons and the right to leave without cost": (
        "先通知、说明理由、可以无偿退出的条款"
    ),
    "an exclusion limited to what the lender cannot control": "只对不可控的情况免责",
    "the words “unless proven otherwise”": "写明“有相反证据的除外”",
    "proof that the clause was clearly pointed out before signing": (
        "签字前已明显提示这一条的证明"
    ),
    "a time in which the borrower may opt out": "借款人可以选择退出的期限",
    "the clause struck out": "删去这一条",
    "a duty to notify before the borrower must pay somebody else": (
        "要求向他人还款之前必须先通知借款人"
    ),
    "a clause that limits contacts to the borrower and guarantors": ("只联系借款人和担保人的条款"),
    "the clause struck out and the rules attached": "删去这一条，并附上有关规则",
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
    "the total to be repaid": "还款总额",
    "the interest rate that explains the payments": "与各期还款相符的利率",
    "the line of the state or member state for this lender": "所在州或成员国对该类机构的参考线",
    "the yearly rate": "年化利率",
    "the day of the contract": "合同日期",
    "a line for this kind of lender on that day": "当天适用于该类机构的参考线",
    "the kind of lender, which decides the line": "机构类型（参考线由此而定）",
    "payments": "各期还款",
    "number of instalments": "期数",
    "instalment or interest rate": "每期还款额或利率",
    "term": "期限",
    "total payable or interest rate": "还款总额或利率",
    # -- what was assumed
    "paid out on the day of the contract": "放款日就是合同签订日",
    "paid out one month before the first payment": "首期还款前一个月放款",
    "one instalment a month": "每月还一期",
    "first payment one month after the loan is paid out": "放款一个月后开始还款",
    "instalments worked out from the stated rate and method": (
        "每期还款额按写明的利率和还款方式算出"
    ),
    "the stated instalment already contains the periodic fees": "写明的每期还款额已含每期费用",
    # -- where a rule was read
    "reported by others; the text itself was not read": "他人转述；没有读到原文",
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
    "reference line, %": "参考线（%）",
    "line (4 x one-year LPR, not verified), %": "参考线：四倍一年期 LPR，未核实（%）",
    "above, points": "高出（百分点）",
    "contract rate, %": "合同利率（%）",
    "line, %": "参考线（%）",
    "paid in all": "一共偿还",
    "interest at the stated rate": "按写明利率算的利息",
    "named fees": "写明的费用",
    "unexplained": "没有说明来由",
    "sum of the instalments": "各期相加",
    "stated total": "写明的总额",
    "difference": "相差",
    "charge a day for one late instalment": "晚还一期，每天收取",
    "of that instalment, yearly %": "占这一期金额，折合年化（%）",
    "share, %": "比例（%）",
    "highest line, %": "最高的参考线（%）",
    "charges": "费用合计",
    "0.8 % a day of the balance": "按余额每日 0.8% 计",
    "credit": "借款金额",
    "first": "第一处",
    "second": "第二处",
    "not mentioned; searched in all files": "没有提到；已查找全部文件",
    "the day of the first payment": "首期还款日",
    "what is charged within the range or limit that is told": "在写明的范围或上限内实际收多少",
    "from the payout to the first payment": "从放款到首期还款",
    "interest of the first period as charged": "首期实际收取的利息",
    "interest of its days at the stated rate, at most": "按写明利率和天数，首期至多应计的利息",
    "more than the days give": "多收",
    # -- how interest is counted, who is paid, what default and leaving bring
    "365 / 360, % more interest": "365÷360，多出的利息（%）",
    "yearly rate as stated, %": "写明的年利率（%）",
    "yearly rate by actual days over 360, %": "按实际天数除以 360 的年利率（%）",
    "interest of a year, not compounded": "一年利息，不计复利",
    "interest of a year, added to the debt each month": "一年利息，逐月计入本金",
    "interest of each instalment, of the original principal": "每期按最初本金收取的利息",
    "real yearly rate, %": "实际年化（%）",
    "advertised, yearly %": "宣传的价格，折合年化（%）",
    "last instalment": "最后一期",
    "other instalments": "其他各期",
    "paid in all without renewal": "不续期，一共偿还",
    "interest and fees of the whole term": "全部期限的利息和费用",
    "share of the principal in money": "折合金额",
    "order of this contract": "本合同的顺序",
    "order compared with": "比较的顺序",
    "costs → interest → principal": "实现债权的费用 → 利息 → 本金",
    "referred to": "引用的条款",
    "withdrawal": "撤回权",
    "the voluntary fees": "自愿购买的费用",
    "in force until": "施行至",
    "a clause that limits what default costs to the overdue amount": "违约成本只限于逾期金额的条款",
    "an authority for one named account, with a limit, notice and a way to revoke it": (
        "只对写明的一个账户授权扣款，有上限、先通知、可以撤销"
    ),
    "the article of the Civil Code that is meant": "所指的民法典条文",
    "the contract with that party and a rate that includes its fee": (
        "与该方的合同，以及包含其费用的年化成本"
    ),
    "the contract with the seller, and how far it and the loan belong together": (
        "与商家的合同，以及它与借款的关联"
    ),
    "the day interest starts and the bank record of the payout": "起息日和放款的银行流水",
    "the index, the margin, the cap and the notice of each change": (
        "基准、加点、上限和每次调整的通知"
    ),
    "the lender's rule for what a payment is counted against": "贷款机构的还款抵扣规则",
    "the notice each of them received and signed": "他们各自收到并签字的告知书",
    "the page that tells how and until when one may withdraw": "写明怎样撤回、何时为止的一页",
    "the paper in which that article stands": "载有该条的文件",
    "the purpose of each query, the notice before a report, and a separate consent": (
        "每次查询的用途、报送前的告知和单独同意"
    ),
    "the rate that holds when the offer ends": "优惠结束后的利率",
    "what is done for each fee, and by whom": "每项费用对应的服务和提供者",
} | {f"yearly rate, {name.en}, %": f"年化，{name.zh}（%）" for name in STANDARD_NAMES.values()}
_NAMED: Final[dict[str, Text]] = {item.code: item.title for item in ITEMS} | {
    "bank": Text("银行", "bank"),
    "consumer_finance": Text("消费金融公司", "consumer finance company"),
    "auto_finance": Text("汽车金融公司", "auto finance company"),
    "trust": Text("信托公司", "trust company"),
    "microloan": Text("小额贷款公司", "microloan company"),
    "pawn": Text("典当行", "pawnshop"),
    "private": Text("民间借贷", "private lender"),
    "credit_union": Text("信用合作社", "credit union"),
    MarkKind.INSERTED.value: Text("修订时加入", "added by tracked change"),
    MarkKind.DELETED.value: Text("修订时删去", "struck out by tracked change"),
    MarkKind.HIDDEN.value: Text("隐藏的文字", "hidden words"),
    MarkKind.WHITE.value: Text("与背景同色的文字", "words in the colour of their background"),
    MarkKind.TINY.value: Text("小到看不清的文字", "words too small to read"),
    MarkKind.BOXES.value: Text("页面印出来是方框", "a page that prints as empty boxes"),
}


def bilingual(english: str) -> Text:
    """Return an audit's phrase with its Chinese; what a contract says itself stays as it is.

    A list of what is missing is taken apart; a code that stands for a name becomes the name.
    """
    chinese = _chinese(english)
    if chinese is None and english in _NAMED:
        return _NAMED[english]
    if chinese is None and ", " in english:
        parts = [_chinese(part) for part in english.split(", ")]
        if None not in parts:
            chinese = "、".join(part for part in parts if part)
    return Text(chinese or english, english)


def _chinese(english: str) -> str | None:
    if english in _CHINESE:
        return _CHINESE[english]
    for pattern, chinese in PATTERNS:
        found = pattern.fullmatch(english)
        if found:
            return chinese.format(*found.groups())
    return None
