"""How lenders word the counting of interest: years of 360 days, compounding, floating, teasers."""

from __future__ import annotations

from contracts.wordings import chinese_joined, chinese_money, english_joined_money, english_money
from contracts.wordings.model import idea

YEAR_OF_360 = (
    idea(
        r"(?:除以|/|÷|按|以|折合|基数为?|基准为?|为)(?:一年)?(?:360|三百六十)(?!\d)(?:天|日)?"
        r"(?!内|期限|的?借款)|(?:一年|全年|每年|年度?)~(?:按|以|为|计)(?:360|三百六十)[天日]"
        r"|360[天日](?:为|作为|计|/年|一年)|实际天数/360|/360",
        unless=r"30/360|每月(?:均)?按(?:30|三十)[天日]|(?:期限|借期)~360[天日]|365",
    ),
    idea(
        r"360[- ]day (?:year|basis)|year of 360 days|(?:divided by|over|/|÷) ?360\b"
        r"|360 days (?:a|per|in a|to the) year|basis of (?:a )?360|actual/360",
        unless=r"30/360|30[- ]day months|months of 30 days|not (?:on|use)",
    ),
)
BEFORE_PAYOUT = (
    *chinese_joined.BEFORE_PAYOUT,
    *english_joined_money.BEFORE_PAYOUT,
    *chinese_money.BEFORE_PAYOUT,
    *english_money.BEFORE_PAYOUT,
    idea(
        r"(?:自|从|以|为)(?:本)?(?:合同|协议)?(?:签订|签署|签约|审批(?:通过)?|批准|申请(?:通过|提交)?|生效|放款指令发出)"
        r"(?:之)?(?:日|时)?(?:起|为)?~(?:计息|起息|计算|计收)",
        r"息",
        unless=r"实际(?!入)(?:到账|放款|发放)|到账(?:之)?日(?:起)?(?:开始)?(?:计|起)息|收到~之日",
    ),
    idea(
        r"(?:起息日|计息(?:起始)?日)(?:为|是|:)?(?:本)?(?:合同|协议)?(?:签订|签署|签约|审批|批准|生效)"
    ),
    idea(r"(?:无论|不论|不管|不等)~(?:到账|收到)~?(?:计息|起息|利息)?", r"息"),
    idea(
        r"interest~(?:counted|accrues?|runs?|starts?|charged) from~(?:agreed|signed|approved|applied)",
        unless=r"disburs|advance|funded|paid out|receive the|arriv",
    ),
    idea(
        r"interest (?:will |shall )?(?:accrues?|begins? to accrue|starts?|runs?|is charged)~"
        r"(?:from|on) the (?:date|day)~(?:sign|agreement|approv|application)",
        unless=r"(?:money|credit|loan|principal) (?:arrives|reaches|is credited)|disburs|advance|funded|paid out|receive the",
    ),
    idea(
        r"(?:regardless|irrespective) of (?:when|whether)~(?:funds|proceeds|money|loan)~"
        r"(?:receive|arrive|credit|disburs)",
        r"interest",
    ),
    idea(
        r"\b(?:it|interest) (?:runs?|starts?|accrues?|is counted) from the (?:day|date|moment)~"
        r"(?:we |the (?:lender|creditor) )?(?:approve|sign|agree|apply|decide)",
        unless=r"disburs|funded|paid out",
    ),
)
WHOLE_FIRST_PERIOD = (
    idea(
        r"(?:首|第一)(?:期|个?月|个?(?:还款|计息|账单)(?:周期|期间?))~不(?:足|满)(?:一|1)?(?:个)?(?:整|自然)?(?:月|期|周期|计息期)~"
        r"(?:按|作|以|计)(?:为)?(?:一|1|整|满|完整|个|自然){1,4}(?:月|期|周期)",
        unless=r"实际(?:用款|借款|占用)?天数|不(?:得|应|会)?(?:按|作|以)",
    ),
    idea(
        r"(?:放款|借款|到账)(?:当)?月~(?:不论|无论|不管)~(?:天|日)~(?:按|收)(?:取)?(?:一|1|整|满|完整)(?:个)?(?:整|完整)?月"
    ),
    idea(
        r"first~(?:period|month|instal?lment)~(?:however (?:short|long)|shorter than|less than|regardless of)~"
        r"(?:full|whole|entire|one) (?:month|period|instal?lment)",
        unless=r"actual (?:number of )?days|pro[- ]?rata|daily basis",
    ),
)
_RATE_METHOD_ZH = (
    r"复利~(?:年化|IRR|口径|方法|折算)|(?:年化|IRR|内部收益率)~复利|不(?:计|收|计收|计算)~复利"
)
COMPOUNDING = (
    *chinese_joined.COMPOUNDING,
    *english_joined_money.COMPOUNDING,
    *chinese_money.COMPOUNDING,
    *english_money.COMPOUNDING,
    idea(r"interest not paid~(?:added to|capitali[sz]ed|becomes? part)", unless=r"\bAPR\b"),
    idea(r"(?:计收|收取|计算|加收|计付)~复利|(?:按|支付)复利", unless=_RATE_METHOD_ZH),
    idea(r"复利(?:按|为|自|由|的?计)", unless=_RATE_METHOD_ZH),
    idea(r"利滚利|息滚息|利上加利"),
    idea(
        r"(?:利息|罚息|违约金|滞纳金|息费|费用)~(?:计入|并入|转为|转入|滚入|加入|归入)~(?:本金|欠款)~",
        unless=r"等额本息|分期偿还计划",
    ),
    idea(
        r"(?:未付|未支付|应付未付|欠付|拖欠|逾期)的?(?:利息|罚息)~(?:计收|加收|收取|计算)(?:罚息|利息|复利)"
    ),
    idea(r"罚息~(?:再|继续|同样|亦|也)~计(?:收|算)?(?:罚息|利息)"),
    idea(
        r"interest (?:is |shall be |will be |may be )?(?:charged |accrues? |payable |due )?on~"
        r"(?:unpaid|overdue|accrued|past[- ]due|late|such|default) (?:and unpaid )?interest"
    ),
    idea(
        r"(?:unpaid|accrued|overdue|past[- ]due|late|outstanding)~"
        r"(?:interest|charges?|fees?)~(?:capitali[sz]ed|added to|become part of|bears? interest"
        r"|compound)",
        unless=r"negative amortization is not|\bAPR\b",
    ),
    idea(
        r"(?:interest|charges?)~compound(?:s|ed|ing)?\b|compound(?:ed|s)? (?:daily|monthly|weekly)",
        unless=r"annual percentage|effective annual|equivalent|expressed as"
        r"|in (?:your|the borrower's) favou?r|we (?:will )?pay you|savings",
    ),
    idea(
        r"interest (?:will |shall )?(?:also )?(?:accrues?|be charged)~on~(?:late (?:fee|charge)s?)"
    ),
    idea(
        r"interest\b~~(?:added to|rolled into|joins?|capitali[sz]ed (?:in)?to) (?:the |its |your )?"
        r"(?:principal|capital|balance|loan|debt|amount owed)",
        r"bears? interest|earns? (?:interest|the same)|interest on (?:it|them|that)"
        r"|in its turn|interest itself",
    ),
    idea(r"(?:计收|收取|计算|加收|计付)复息|复息(?:按|自|由)", unless=r"不(?:计|收)"),
    idea(r"(?:it|interest)\b~capitali[sz]ed~(?:bears?|earns?|attracts?|accrues?)~interest"),
)
_INDEX_ZH = r"LPR|报价利率|基准利率|贷款市场报价|SHIBOR|公积金|国债|存款利率|指数"
_INDEX_EN = (
    r"\bindex\b|prime rate|SOFR|LIBOR|EURIBOR|SONIA|ESTR|base rate|reference rate|treasury"
    r"|bank of england|ECB|federal funds"
)
FLOATING = (
    *chinese_joined.FLOATING,
    *english_joined_money.FLOATING,
    *chinese_money.FLOATING,
    *english_money.FLOATING,
    idea(r"浮动利率|利率(?:实行|采用|为)~浮动|浮动计息", unless=_INDEX_ZH),
    idea(
        r"利率~(?:根据|随|依据|按照|视)~(?:市场|资金|政策|经营|情况|需要|风险|行情)~(?:调整|浮动|变动|变化|上调)",
        unless=_INDEX_ZH + r"|不随|不因",
    ),
    idea(
        r"(?:根据|依据|按照|视)~(?:市场|资金|政策|经营|情况|需要|风险|行情)~(?:调整|变更|上调|提高)~利率",
        unless=_INDEX_ZH,
    ),
    idea(
        r"(?:variable|floating|adjustable)(?: interest| annual)* rate|rate (?:is|will be) variable",
        unless=_INDEX_EN + r"|\bfixed\b|\bmeans\b|accounts? pay",
    ),
    idea(
        r"rate~(?:may|will|can|could) (?:vary|change|increase|fluctuate|be (?:adjusted|changed"
        r"|varied|increased))",
        unless=_INDEX_EN + r"|default|late|\breduced?\b",
    ),
    idea(
        r"(?:利率|执行利率|年化)~(?:重新(?:核定|确定|厘定)|另行(?:核定|确定)|随行就市)"
        r"|(?:视|根据|按)~(?:资金面|市场|经营)~重新(?:核定|确定|厘定)",
        unless=_INDEX_ZH + r"|协商一致",
    ),
    idea(
        r"\b(?:rate|it)\b~(?:moves?|follows?|adapted|rises?|adjusts?|changes?) (?:with|to|when|in line with|as)"
        r"~(?:market|funding|money)",
        unless=_INDEX_EN,
    ),
)
FIXED = (
    idea(r"固定(?:年)?利率|利率(?:为)?固定|(?:期限|期间|合同期)内(?:利率)?(?:固定)?不变"),
    idea(
        r"fixed (?:annual |yearly |interest |borrowing )*rate|rate~is fixed|fixed for the (?:whole )?term"
    ),
)
ADJUSTED = (
    idea(
        r"(?:可|可以|有权|将|相应)~(?:调整|变更|上调|提高|浮动)~利率|利率~(?:可|可以|有权|将|相应)~"
        r"(?:调整|变更|上调|提高|浮动|变动)",
        unless=r"逾期|违约|罚息|协商一致",
    ),
    idea(
        r"(?:may|can|entitled to|reserves? the right to)~(?:change|adjust|increase|vary|raise)~"
        r"(?:interest |borrowing )?rate|rate~(?:may|can) be (?:changed|adjusted|increased|varied|raised)",
        unless=r"default|late|overdue|reduce|your agreement|both parties",
    ),
)
ZERO_INTEREST = (
    idea(
        r"免息|零利率|[0〇]利率|零利息|无利息|无息(?:贷款|借款|分期)?|[0零]息|利率(?:为|仅|:)?0(?:\.0+)?%|0(?:\.0+)?%(?:年)?利率",
        unless=r"宽限期|犹豫期|撤回|提前(?:还|结)|不计罚息|当日还款",
    ),
    idea(
        r"interest[- ]free|\b0 ?% (?:interest|APR|finance)|zero[- ](?:interest|percent|cost)"
        r"|(?:rate|interest)(?: is| of|:)? 0(?:\.0+)? ?%"
        r"|no[- ]interest (?:loan|credit|financ|instal|plan)|without interest charges"
        r"|\bfree of interest\b",
        unless=r"(?:some|other) (?:shops|lenders|sellers|banks)|grace period|if you (?:repay|pay) (?:in full )?(?:early|within)|withdraw",
    ),
)
FREE_OF_FEES = (
    idea(
        r"(?:0|零|无|免)(?:手续费|服务费|费用|任何费用|成本)|(?:手续费|服务费|费用)全免",
        unless=r"提前还|放款前|另行|除",
    ),
    idea(
        r"\b(?:no|zero) (?:hidden )?(?:fees|charges)\b|\bfee[- ]free\b",
        unless=r"prepay|early|late|other",
    ),
)
TEASER = (
    idea(
        r"首(?:期|月|次|单|个月)~(?:优惠|特惠|仅|立减|半价|折)|前[一二两三四五六七八九十\d]{1,2}(?:期|个月)~"
        r"(?:免息|优惠|仅|折|半价)|新(?:用户|客户?|人)~(?:优惠利率|免息|特惠利率)",
        unless=r"(?:之后|此后|以后|其后|期满后|恢复|第[一二三四五六七八九十\d]+期起|优惠期(?:结束|届满))~\d",
    ),
    idea(
        r"(?:introductory|promotional|teaser|special|initial) (?:interest )?(?:rate|APR|price|offer)",
        unless=r"thereafter|after (?:that|the|which)~\d|then~\d|reverts? to~\d|followed by",
    ),
)
LOW_AS = (
    r"(?:低至|最低(?:可至|至|仅|为)?|仅需?|只需|不到)~?",
    r"(?:as low as|from (?:just |only |as little as )?|starting (?:at|from)|only|just|up to)\s*",
)
