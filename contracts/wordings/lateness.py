"""How lenders word default: who pays for collecting, what falls due, in which order, what rises."""

from __future__ import annotations

from contracts.wordings import chinese_joined, chinese_money, english_joined_money, english_money
from contracts.wordings.model import idea
from contracts.wordings.sides import LENDER_ZH

_COSTS = r"(?:律师费|催收费|差旅费|调查费|诉讼费|保全费|实现债权的?费用|催收(?:产生)?的?费用|维权费用|追索费用)"
UNCAPPED = (
    *chinese_joined.UNCAPPED,
    *english_joined_money.UNCAPPED,
    *chinese_money.UNCAPPED,
    *english_money.UNCAPPED,
    idea(
        r"(?:律师费|催收费|追讨|追债|催讨)~~(?:都|全|均|全部)(?:算在|记在|由)(?:您|你|借款人|客户|学员)",
        unless=r"合理|法院|不超过|上限|最高|为限",
    ),
    idea(
        r"\b(?:cover|pay|bear|owe)s? (?:every|all|each|any) (?:costs?|expenses?|fees?)~(?:collect|enforc|recover|chas)",
        unless=r"it (?:bears|pays|must|shall)|reasonable|not exceed|up to|limited to|cap|maximum|court (?:orders?|awards?|allows?|decides?|finds?)|awarded|permitted by law|allowed by law",
    ),
    idea(
        _COSTS
        + r"~~(?:均|全部|全额|一切|概|皆|悉)?(?:由|归)(?:借款人|乙方|甲方|违约方|您|用户|本人)~(?:承担|负担|支付|赔偿)",
        unless=r"败诉方|以~为限|合理(?:的|且)?(?:必要)?|法院(?:判决|裁定)|各自承担|不超过|上限|最高",
    ),
    idea(
        r"(?:借款人|乙方|甲方|您|用户|本人)(?:应|须|需|同意|将|还)?~(?:承担|负担|支付|赔偿)~~"
        + _COSTS,
        unless=r"败诉方|以~为限|合理(?:的|且)?(?:必要)?|法院(?:判决|裁定)|各自承担|不超过|上限|最高|无需|无须",
    ),
    idea(
        r"(?:一切|全部|所有)(?:费用|损失|支出)~由(?:借款人|乙方|甲方|您|用户|本人)~(?:承担|负担)",
        r"催收|诉讼|实现债权|追索|违约|逾期|律师",
        unless=r"败诉方|以~为限|合理|各自承担|不超过|上限",
    ),
    idea(
        r"(?:pay|bear|reimburse|liable for|responsible for|indemnify)~(?:all|any and all|every|any)\b~"
        r"(?:costs?|expenses?|fees?|charges)",
        r"collect|enforc|recover|attorney|legal|solicitor|tracing",
        unless=r"reasonable|not exceed|up to|limited to|cap|maximum|court (?:orders?|awards?|allows?|decides?|finds?)|awarded|prevailing|permitted by law"
        r"|allowed by law|if the (?:supplier|seller|merchant|dealer|lender|creditor|bank)~\bit (?:bears|pays|must|shall)",
    ),
    idea(
        r"(?:all|any and all)\b~(?:costs?|expenses?|fees?)~(?:collect|enforc|recover|attorney|legal|solicitor)~"
        r"(?:borne|paid|payable|charged|added)",
        unless=r"reasonable|not exceed|up to|limited to|cap|maximum|court (?:orders?|awards?|allows?|decides?|finds?)|awarded|prevailing|permitted by law"
        r"|allowed by law",
    ),
)
_CURE_ZH = r"(?<!无须)(?<!无需)(?<!不经)(?<!未经)(?<!不必)催告|宽限|(?:连续|累计)~(?:[二两三四五六2-9]|十)(?:期|次|个月)|书面通知(?:后)?~日内|(?:超过|达到?|满)(?:[3-9]\d|三十|六十|九十)[天日]"
_DUE = r"(?:提前到期|立即到期|(?:全部|所有)(?:借款|贷款|债务|款项|剩余本金)?(?:均|即|立即)?到期|提前收回|立即收回|立即(?:清偿|偿还|归还|还清|结清)|提前(?:清偿|偿还|归还)|加速到期|一次性(?:清偿|偿还|归还|还清))"
HAIR_TRIGGER = (
    *chinese_joined.HAIR_TRIGGER,
    *english_joined_money.HAIR_TRIGGER,
    *chinese_money.HAIR_TRIGGER,
    *english_money.HAIR_TRIGGER,
    idea(
        r"(?:any|one|a single|first) missed (?:payment|instal?lment)~~(?:due|payable)",
        r"entire|whole|full|all|outstanding|remaining",
        unless=r"notice|\d+ days|cure|consecutive",
    ),
    idea(
        LENDER_ZH
        + r"(?:觉得|感觉|怀疑|预计|以为)~~(?:马上|立即|立刻|全部|一次)[^。;]{0,6}(?:还清|偿还|结清|到期)",
    ),
    idea(
        r"(?:任何一期|任一期|任意一期|一期|首期|逾期(?:达|超过|满)?(?:[一二三1-3])[日天]|逾期1日|逾期即|一旦(?:发生)?逾期|未按(?:期|时|约)(?:足额)?(?:还款|偿还|支付)|任何一笔)~~"
        + _DUE,
        unless=_CURE_ZH,
    ),
    idea(
        r"(?:贷款人|出借人|甲方|乙方|平台|公司|我司|银行|我行|债权人|放款方)(?:单方|自行|合理)?(?:认为|判断|认定|酌情|自主决定|有理由相信)~~"
        + _DUE,
    ),
    idea(
        r"(?:其他(?:任何)?(?:贷款|借款|债务|机构|合同|融资)|任何其他(?:贷款|借款|债务|合同|债权人))~(?:违约|逾期|未)~~"
        + _DUE
    ),
    idea(
        r"(?:随时|有权随时|无需(?:任何)?理由|无须(?:任何)?理由)~" + _DUE,
        r"要求|宣布|通知|收回|到期",
        unless=r"借款人(?:可以?|有权)",
    ),
    idea(
        r"(?:any|one|a single|first)\b~(?:payment|instal?lment|amount)~(?:late|missed|not (?:paid|made|received)"
        r"|overdue|unpaid|when due|on (?:time|its due))~~"
        r"(?:entire|whole|full|all|outstanding|remaining|total|accelerat)~~(?:due|payable|accelerat|demand)",
        unless=r"notice~\d+|(?:\d+|ten|fourteen|thirty|sixty|ninety)[ -]*(?:calendar |business )?days|cure|remed"
        r"|two or more|consecutive",
    ),
    idea(
        r"(?:in (?:our|its|the lender's) (?:sole |reasonable |absolute )*(?:opinion|discretion|judg)|deems? itself insecure"
        r"|(?:we|lender) (?:believes?|considers?|feels?|thinks?|deems?))~~(?:due|payable|accelerat|demand|repay)",
        unless=r"approve|waive",
    ),
    idea(
        r"default (?:under|on|in)~(?:any other|another|other)~(?:agreement|loan|debt|creditor|obligation|lender)~~",
    ),
    idea(
        r"(?:demand|require)~(?:immediate )?(?:repayment|payment)~(?:in full )?(?:at any time|without (?:reason|cause)"
        r"|for any reason)|payable on demand",
    ),
    idea(
        LENDER_ZH
        + r"(?:觉得|认为|判断|怀疑)~(?:还款能力|经济状况|信用状况)~(?:变差|下降|恶化|不足|不好)~~"
        r"(?:还清|偿还|结清|到期|收回)",
    ),
    idea(
        r"(?:其他|其它)~(?:机构|银行|贷款|平台|债务)~(?:逾期|违约)~~" + _DUE,
    ),
    idea(
        r"(?:believe|think|feel|consider)s?\b~(?:prospects?|ability|likelihood) of ~?(?:pay|repay|payment)"
        r"~(?:impaired|worse|doubt|reduced|poor)",
        r"due|default|accelerat|demand",
    ),
)
RATE_UP = (
    *chinese_joined.RATE_UP,
    *english_joined_money.RATE_UP,
    *chinese_money.RATE_UP,
    *english_money.RATE_UP,
    idea(
        r"(?:未到期|没到期|尚未到期|剩余|全部)~(?:本金|借款|贷款|利息)~[从由]~(?:改|提高|升|上调|上浮|变|调|涨)",
        r"晚还|逾期|违约|未按",
        unless=r"LPR|下调|降低",
    ),
    idea(
        r"(?:default|late|miss|overdue|delinquen)~(?:rate|APR)\b~(?:increase[sd]?|raised|rises?|becomes?|goes up)\b",
        unless=r"index|overdue amount only|on (?:the|that|an?) (?:overdue|late) (?:amount|instal?lment|payment)",
    ),
    idea(
        r"(?:default|late|miss|overdue|delinquen)\w*\b~\bit (?:becomes|rises|goes up|increases)~\d ?%",
        r"\brate\b",
        unless=r"index|overdue amount only|on (?:the|that|an?) (?:overdue|late) (?:amount|instal?lment|payment)",
    ),
    idea(
        r"(?:upon|on|after|following) (?:a |any )?(?:default|missed payment|late payment)~rate~(?:rises?|increases?|goes up|becomes)",
        unless=r"index",
    ),
    idea(
        r"(?:逾期|违约|未按(?:期|时|约)|不履行)~~(?:提高|上调|调高|上浮|增加)~(?:利率|费率)",
        unless=r"罚息利率|逾期利率|逾期部分|逾期(?:本金|金额)~(?:利率|计收)|LPR",
    ),
    idea(
        r"(?:逾期|违约|未按(?:期|时|约))~~(?:剩余|后续|全部|未到期|其余)~(?:利率|年利率|费率)~(?:提高|上调|调高|上浮|增加|变更)(?:至|到|为)?",
    ),
    idea(r"(?:逾期|违约|未按(?:期|时|约))~~(?:期限|借期|还款期)~?(?:缩短|减(?:为|至|到))"),
    idea(r"(?:逾期|违约|未按(?:期|时|约))~~缩短~(?:期限|借期|还款期)"),
    idea(
        r"(?:default|late|miss|fail|overdue|delinquen)~~(?:increase|raise|step up|rise)s?~(?:the )?"
        r"(?:interest |annual |contract |borrowing |percentage )*(?:rate|APR)",
        unless=r"late (?:fee|charge)|index|overdue amount only",
    ),
    idea(
        r"(?:increase|raise|rise|step up)s?~(?:interest |annual |contract |borrowing )*(?:rate|APR)~~"
        r"(?:default|late payment|missed|fail|overdue|delinquen)",
        unless=r"index",
    ),
    idea(
        r"(?:rate|APR)~(?:will|shall|may) (?:be )?(?:increased?|rise|raised)~~(?:default|late payment|missed|fail|overdue"
        r"|delinquen)",
        unless=r"index",
    ),
    idea(
        r"(?:default|penalty|higher) (?:interest )?(?:rate|APR)~(?:appl(?:y|ies)|charged|effect)~"
        r"(?:entire|whole|remaining|full|all (?:future|remaining)|outstanding (?:principal|balance))"
    ),
    idea(r"(?:default|late|missed|miss|fail)~~shorten~(?:term|period|repayment|loan)"),
)
ALL_INTEREST = (
    *chinese_joined.ALL_INTEREST,
    *english_joined_money.ALL_INTEREST,
    *chinese_money.ALL_INTEREST,
    *english_money.ALL_INTEREST,
    idea(
        r"interest (?:for|of|over) the (?:remaining|rest of the|whole|full|entire)~(?:term|period)~"
        r"(?:is|are|becomes?|falls?) (?:then |also |immediately |at once )*(?:payable|due|owed)",
        r"then|default|accelerat|fail|late|compensation",
        unless=r"refund|rebate|repay early|prepay|early",
    ),
    idea(
        r"(?:逾期|违约|提前到期|未按(?:期|时|约))~~(?:支付|偿还|收取|承担|归还|清偿)~(?:全部|剩余|所有|整个)(?:的)?~(?:未到期|期限)?(?:的)?~(?:利息|息费|服务费|手续费)",
        unless=r"实际(?:天数|使用|占用)|已产生|截至|(?:应付|应还)未付|欠付|拖欠",
    ),
    idea(
        r"(?:default|accelerat|fail|late)~~(?:all|entire|full|whole)\b~(?:future|remaining|unearned|unaccrued|scheduled"
        r"|interest (?:for|over|through) the (?:full|entire|whole|remaining))~(?:interest|finance charge)?",
        r"interest|finance charge",
        unless=r"refund|rebate|not|less unearned",
    ),
)
# Words of the order in which a payment is counted, from the costs of enforcing to the principal.
ORDER_ZH = (
    (
        "costs",
        r"实现债权(?:和担保权利)?的?(?:有关)?费用|催收费用?|律师费|诉讼费|(?<!手续)(?<!服务)费用",
    ),
    ("fees", r"服务费|手续费|管理费|担保费|其他费用|各项费用"),
    ("penalty", r"违约金|滞纳金|罚金"),
    ("late_interest", r"罚息|逾期利息|复利"),
    ("interest", r"(?<!逾期)(?<!罚)利息"),
    ("principal", r"本金"),
)
ORDER_EN = (
    (
        "costs",
        r"costs? of (?:collection|enforcement|recovery)|(?:collection|enforcement|legal|recovery|court) costs?",
    ),
    ("fees", r"\bfees?\b|\bcharges?\b(?! of credit)|expenses"),
    ("penalty", r"penalt(?:y|ies)|late (?:fees?|charges?)|default (?:fees?|charges?)"),
    ("late_interest", r"default interest|late interest|penalty interest"),
    ("interest", r"(?<!default )(?<!late )(?<!penalty )\binterest\b"),
    (
        "principal",
        r"\bprincipal\b|\bcapital\b|loan balance|what you borrowed|(?:amount|sum) borrowed",
    ),
)
