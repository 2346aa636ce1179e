"""How lenders word the price itself: where it is told, of what it is taken, what is kept back."""

from __future__ import annotations

from contracts.wordings.model import idea

# Where a price is told in another way than as a yearly rate.
PRICE_TOLD = (
    idea(
        r"(?:每[日天月期周]|日|月|天)的?(?:利息|息费|费用|手续费|利率|息|费率)~[\d一二三四五六七八九十百千万]"
    ),
    idea(r"[月日年]息~?[一二两三四五六七八九十\d]+[分厘]|每千元|每万元|万分之|千分之", r"息|费"),
    idea(r"(?:monthly|daily|weekly|money|cost) factor|factor rate|\bper (?:ten )?thousand\b"),
    idea(r"[$£€][\d.,]+ (?:on|for|per) (?:every|each) [$£€]?[\d.,]+"),
    idea(r"(?:interest|charge|rate)~\d[\d.,]*~(?:per|a|each|every) (?:day|week|month)"),
)
# Interest or a fee of what was first lent, however much is repaid.
FLAT = (
    idea(
        r"(?:按|以)~(?:借款|贷款|发放|分期|融资|合同)(?:总额|金额|本金|总金额)~(?:每月|每期|按月|逐期)~(?:收取|计收|支付|收)",
        r"费|息",
        unless=r"剩余|未还|余额|逾期|违约|罚息",
    ),
    idea(
        r"(?:interest|fee|charge|rate)\b~(?:of|on|upon) the (?:total |whole |full |original )*"
        r"(?:amount of credit|credit|principal|loan|amount)~(?:as |first |originally )?(?:granted|advanced"
        r"|lent|drawn|irrespective|regardless|whatever)",
        unless=r"\blate\b|overdue|default|arrears",
    ),
    idea(r"flat (?:yearly |monthly |annual )?rate|original principal", r"rate|fee|interest|charge"),
)
# What never reaches the borrower's hand, or has to be handed over before the money comes.
KEPT_BACK = (
    idea(
        r"(?:先行?|预先|已经?|[从在][^。;,]{0,12}(?:本金|借款|贷款|放款)[^。;,]{0,4}[中里内])~"
        r"(?:扣除|扣收|扣下|扣了|扣减|留下|截留)|(?:预扣|内扣|先扣下?|扣下|先留下)",
        r"息|费|金",
        r"\d|[一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]",
        unless=r"同时扣|一并扣|(?:还款|约定|指定|绑定)~账户~扣|银行卡~扣|逾期|代扣|不(?:得|会|予)?~?(?:扣除|扣收|预先扣)",
    ),
    idea(
        r"(?:放款|发放|借款)(?:之)?前~(?:交纳|缴纳|支付|交付|缴)|(?:应|须|要)先~(?:交纳|缴纳|支付|交)",
        r"费",
        r"\d",
        unless=r"首付|提前还",
    ),
    idea(
        r"\b(?:deduct(?:s|ed)?|with(?:held|holds?)|keep|kept|keeps|retain(?:s|ed)?)\b~"
        r"(?:fee|charge|interest|commission)|\b(?:fee|charge|interest|commission)\b~"
        r"(?:deducted|withheld|kept|retained|keep out|taken out)|\bless (?:our|a|an|the)~(?:fee|charge)"
        r"|\btake our (?:charge|fee)",
        r"loan|principal|credit|advance|beforehand|from it|out of it|hand|payout|proceeds",
        unless=r"\bshould any\b|\bif any\b|\bwere\b|broker|introduc|\bnot?\b~(?:deduct|withh)|instal?lment|from (?:your|the borrower's) account|\blate\b|default|supplier|shop|merchant",
    ),
)
