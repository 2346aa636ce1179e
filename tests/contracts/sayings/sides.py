"""Whose right it is: what leans to the lender, and the same words about the borrower."""

SAID_ZH = {
    "C05": ("为追讨欠款花的钱，包括律师费，都算在您头上。",),
    "C07": ("还款先扣违约金和催收费，再扣利息，最后才是本金。",),
    "E02": ("系统出问题造成的后果由您自己承担。",),
    "E06": ("借款人放弃请求法院调低违约金的权利。",),
    "E08": ("余额不够的，可以从您名下其他银行卡里扣。",),
    "F04": ("报送不良信息前不再通知您。", "报送逾期记录不另行告知。"),
    "C03": ("借款人逾期的，除按日计收罚息外，还应支付违约金150元、滞纳金60元。",),
    "C06": ("借款人逾期即全部贷款到期，无需催告。",),
    "C08": (
        "借款人一旦逾期，未到期本金的利率由12%调到18%。",
        "客户违约后，剩余贷款的年利率从12%涨到20%。",
    ),
    "D01": ("结清只能一次办完，不接受提前归还一部分。",),
    "D03": (
        "借款人可以提前归还，但利息照样足额收取。",
        "不论何时提前还清，手续费一分都不能少。",
        "借款人可以提前结清，无需征得同意，但利息仍按原定期限足额收取。",
    ),
    "D05": ("课程停办的，学员仍须按期偿还借款。",),
    "E01": ("贷款行每半年可根据资金成本重新确定本合同利率。",),
    "E03": (
        "余额一律以我们系统的数字为准，不接受其他证据。",
        "两边数据不同时，只认出借行后台记录，客户无权要求核对。",
    ),
    "E04": ("因本合同发生的纠纷，由放款行所在地人民法院管辖。",),
    "E05": (
        "发生纠纷不得去法院，只能仲裁。",
        "客户不能和其他客户一起起诉。",
    ),
    "E07": ("我们把这笔贷款转给别的机构，不会另行告诉您。",),
    "F01": ("我们会抓取您的购物记录用于评估。",),
    "F02": ("无论贷款是否通过，授权一直有效。",),
}
UNSAID_ZH = (
    "不利用您的信息进行商业推广。",
    "贷款人因不可抗力不能放款的，根据影响部分免除责任。",
    "还款先还利息，再还本金，最后才是违约金。",
    "您可以随时在手机上关闭自动扣款。",
    "借款人有权随时变更扣款账户或者撤销扣款授权。",
    "借款人可随时提前结清，不收任何费用。",
    "因贷款人系统故障造成逾期的，借款人不承担责任，由贷款人赔偿。",
    "免除贷款人过错责任的约定一律无效。",
    "贷款人迟延办理结清手续的，每日向借款人支付20元违约金。",
    "网站上的规则不构成本合同内容。",
    "商品有问题的，客户可以暂停还款。",
    "利息只算到提前还清当日，手续费按比例退还。",
)
SAID_EN = {
    "C05": ("You cover every cost we incur in collecting the debt.",),
    "E08": ("We may take payment from any of your accounts.",),
    "C04": ("On default, interest for the rest of the term becomes payable at once.",),
    "C07": ("Every payment goes first to late charges, then to interest, and last to principal.",),
    "C08": (
        "If you miss a payment, the rate becomes 19.90% for the rest of the loan.",
        "On default the annual rate rises to 24% on the whole balance.",
    ),
    "D01": (
        "You may repay ahead of schedule only when the lender has approved it.",
        "We do not accept partial prepayments.",
    ),
    "D03": (
        "The finance charge is fully earned when the loan is signed.",
        "Interest for the full term stays payable.",
        "If you prepay, the finance charge remains due in full.",
    ),
    "D05": (
        "You agree not to raise against any later holder a claim that you have against the dealer.",
        "The payments are still due even if the furniture or other goods never arrive.",
    ),
    "E02": ("The borrower releases the lender from all liability, including for negligence.",),
    "E03": (
        "Our books decide what you owe.",
        "A statement is final unless you object within five days.",
    ),
    "E04": (
        "Only the courts at the head office of the bank are competent; the jurisdiction is exclusive.",
    ),
    "E05": (
        "Any claim is decided by a single arbitrator.",
        "Class actions and jury trials are waived.",
    ),
    "E07": (
        "We do not have to tell you about an assignment.",
        "We may sell this loan without informing you.",
        "You waive notice of any transfer.",
    ),
    "E09": ("If you are late we may send reminders to your relatives and colleagues.",),
    "F01": ("Our app copies your contact list.",),
    "F03": (
        "Your details are passed to our business partners.",
        "We will send you promotional offers unless you object.",
    ),
    "F04": (
        "We may consult the credit register at any time.",
        "We report negative credit information without prior notice.",
    ),
}
UNSAID_EN = (
    "The lender is not liable for delays neither party could have foreseen or prevented.",
    "If the goods are defective you may withhold payment.",
    "You may repay early on any day without consent and without charge.",
    "Disputes go to the court of the place where the borrower resides.",
    "We share your data with nobody and send no marketing.",
    "You may stop the debit at any time without notice.",
    "We never read your contacts or your location.",
    "Our records are neither final nor conclusive.",
    "The supplier is jointly and severally liable to you for refunds.",
    "We do not apply payments first to fees: interest comes first, then principal.",
    "Your rate stays at the contract rate after default.",
    "You may pay early and are charged nothing.",
    "If the seller fails to refund you, it bears all costs of collection.",
)
