"""How lenders word fees: open lists, outside the rate, tied, kept, paid first, renewed."""

from __future__ import annotations

from contracts.wordings import chinese_joined, chinese_money, english_joined_money, english_money
from contracts.wordings.model import idea

_FEE = r"(?:费|费用|款项|息费|手续费|保费)"
_COLLECT_ZH = r"律师费|诉讼|催收|实现债权|仲裁|保全|违约|逾期"
_COLLECT_EN = r"attorney|collect|enforce|default|legal|late\b|court|repossess"
OPEN_FEES = (
    *chinese_joined.OPEN_FEES,
    *english_joined_money.OPEN_FEES,
    *chinese_money.OPEN_FEES,
    *english_money.OPEN_FEES,
    idea(r"(?:承担|支付|负担|缴纳)~其[他它]~(?:费用|税费|收费)", unless=_COLLECT_ZH + r"|不|无"),
    idea(r"包括但不限于~费", unless=_COLLECT_ZH),
    idea(r"费~(?:包括但不限于|等(?:一切|各项|全部|其他)费用)", unless=_COLLECT_ZH),
    idea(
        r"其[他它](?:相关|一切|各项|必要|可能(?:产生|发生)的?|应付)*(?:费用|税费|款项|收费)~(?:另行|为准|由|承担|收取|支付|负担)",
        unless=_COLLECT_ZH + r"|不(?:再|会|得)?(?:另行)?(?:收|支付|承担)|以本(?:合同|协议)~为限",
    ),
    idea(
        r"(?:费用?|费率|收费(?:标准)?|金额|价格)~另行(?:约定|通知|收取|协商|公布|确定|告知|计收)",
        _FEE,
        unless=_COLLECT_ZH,
    ),
    idea(
        r"(?:费用?|费率|收费(?:标准)?)~以~(?:届时|最新|当时|不时|公布|公示|公告|页面|系统|通知|规定|标准)~为准",
        unless=_COLLECT_ZH + r"|不一致|LPR",
    ),
    idea(
        r"按(?:照)?~(?:届时|最新|当时|不时|当期|有关|相关)~(?:规定|标准|价目|收费)~(?:收取|执行|支付|计收)",
        _FEE,
        unless=_COLLECT_ZH + r"|法律|国家|监管",
    ),
    idea(
        r"(?:fees?|charges?|costs?|expenses)~including,? (?:but not limited|without limitation)",
        unless=_COLLECT_EN,
    ),
    idea(
        r"(?:such|any) (?:other|additional|further) (?:fees?|charges?|costs?)~(?:as|that|which|we|lender)"
        r"|(?:other|additional|further) (?:fees?|charges?|costs?) (?:may|will|shall|might)(?: also)? "
        r"(?:apply|be (?:charged|imposed|due|payable|added)|arise)"
        r"|all other (?:fees|charges|costs)~(?:borne|payable|paid)",
        unless=_COLLECT_EN + r"|no (?:such )?other|do not",
    ),
    idea(
        r"(?:fees?|charges?)~(?:as|at|in accordance with|under|per)~(?:determined|set|published|notified"
        r"|posted|advised|communicated|fee schedule|tariff|price list)~"
        r"(?:from time to time|by (?:us|the lender)|at (?:that|the) time|then[- ]current|in force|in effect)",
        unless=_COLLECT_EN + r"|attached|annex",
    ),
    idea(
        r"(?:amount|rate)~(?:fee|charge)~(?:notified|determined|agreed|advised) (?:separately|later|by us)"
    ),
    idea(
        r"(?:such|any) other (?:\w+,? (?:and )?){1,6}(?:fees|charges)~as (?:may|might|shall|will) (?:apply|be charged|fall due)",
        unless=_COLLECT_EN,
    ),
)
UNPRICED_ZH = r"(?:应|须|需|同意|另|将|还|并)(?:当|要|需|应)?(?:另行|额外)?~?(?:支付|缴纳|交纳|承担|收取|负担)"
UNPRICED_EN = (
    r"(?:shall|must|will|agrees? to|also|may) (?:also )?(?:pay|be (?:charged|payable|levied|due|added)|charge|owe)"
    r"|\b(?:is|are|becomes?) (?:also )?(?:payable|levied|charged to|to be paid|owed)"
)
OUTSIDE_RATE = (
    idea(
        r"(?:不(?:计入|包含|包括|纳入|属于|列入|含)|未(?:计入|包含|包括|纳入|含)|另行(?:计算|收取))~"
        r"(?:年化|年利率|利率|综合(?:融资)?成本|利息|息费)",
        r"费",
        unless=r"逾期|违约|罚息|提前还款|自愿",
    ),
    idea(
        r"(?:not|neither) (?:included|reflected|counted|part|taken into account|form(?:ing)? part)~"
        r"(?:APR|annual percentage|finance charge|interest rate|stated rate|cost of credit)"
        r"|(?:excluded from|outside|in addition to|on top of) the (?:APR|annual percentage|finance charge)"
        r"|(?:APR|annual percentage rate|finance charge)~(?:does not|excludes?|exclusive of)~(?:fee|charge|commission)",
        r"fee|charge|commission|premium",
        unless=r"\blate\b|default|voluntary|optional|prepay|notary",
    ),
    idea(
        r"(?:not (?:part of|counted in|included in)|beside|on top of|in addition to) (?:the |your )?"
        r"(?:loan payment|annualised cost|finance charge|APR|total)",
        r"fee|charge|commission|premium|\d",
        unless=r"\blate\b|default|voluntary|optional|prepay|notary",
    ),
)
KEPT = (
    *chinese_joined.KEPT,
    *english_joined_money.KEPT,
    *chinese_money.KEPT,
    idea(
        r"(?:不予|概不|恕不|不再|均不|不得|不|无权要求|无权请求|不可)(?:要求)?(?:退还|退回|返还|退费|退款|退)(?!出|休|换|货)",
        r"费|款项|保证金|保费|已(?:收|付|缴|支付)",
        unless=r"未(?:退还|退回)|本金|多收|违约金|(?:否则|未)~不退",
    ),
    idea(r"non-?refundable|not refundable", unless=r"\bno\b~non-?refundable"),
    idea(
        r"(?:will|shall|is|are|be|may) not (?:be )?(?:entitled to (?:any |a )?refund|refunded|returned|rebated|reimbursed)"
        r"|no (?:part|portion)~(?:refund|rebat|return)|(?:no|without) (?:refund|rebate)s?\b|forfeit",
        r"fee|charge|premium|payment|deposit",
        unless=r"late|overpa|excess",
    ),
    idea(
        r"(?:once|when) (?:collected|paid|charged|received),? (?:it |they )?(?:will|shall|is|are)"
        r" not (?:be )?(?:returned|refunded|repaid|given back)"
        r"|(?:fee|premium|it)\b~no part~(?:is|will be|shall be) (?:repaid|returned|given back)"
        r"|(?:fee|premium|it) (?:remains?|stays?) with the (?:creditor|lender|bank)",
        unless=r"\bwho(?:ever)?\b",
    ),
    idea(
        r"fully earned (?:when|at|upon|on)|deemed (?:fully )?earned", r"fee|charge|interest|premium"
    ),
    idea(
        r"(?:收了|交了|付了|一经(?:收取|支付|缴纳))[^。;,]{0,6}(?:就|即|概|均)?不(?:予)?退",
        r"费|款|钱|金",
    ),
)
_SWINDLE = r"骗|谨防|警惕|切勿"
PAID_FIRST = (
    *chinese_joined.PAID_FIRST,
    *english_joined_money.PAID_FIRST,
    *chinese_money.PAID_FIRST,
    *english_money.PAID_FIRST,
    idea(
        r"(?:fee|deposit|charge|premium|tax)s?\b~(?:must|shall|has to|is to|needs? to|should) be (?:paid|remitted|received)~"
        r"(?:before|prior to)~(?:disburs|fund|releas|advanc|pay ?out|loan)",
        unless=r"down ?payment",
    ),
    idea(
        r"(?:放款|贷款发放|借款发放|发放(?:借款|贷款)|到账|提款|审批|提现)(?:之)?前~(?:支付|缴纳|交纳|转账|存入|预存|预付|汇入|打入|缴存|付清|交付|缴清|交)",
        r"费|保证金|押金|定金|履约金|流水|税款",
        unless=r"不(?:得|会)?(?:收取|要求|支付)|首付|无需|无须|" + _SWINDLE,
    ),
    idea(
        r"(?:先(?:行|期)?|预先|提前|预)(?:支付|缴纳|交纳|转账|存入|汇入|交)~(?:费|保证金|押金|定金|履约金)~"
        r"(?:后|方可|才能?|再|方)~(?:放款|发放|到账|提款|提现|解冻)",
        unless=r"首付|无需|无须|" + _SWINDLE,
    ),
    idea(r"收到~(?:费|保证金|押金|定金)~后~(?:放款|发放(?:借|贷)款|划款|办理放款)", unless=r"首付"),
    idea(
        r"(?:先|须|应)~(?:转|汇|打|存|交|付)~(?:解冻|验资|激活|保证|认证|流水)[金费款]?~(?:后|才|方)~"
        r"(?:放款|发放|到账|提现)",
        unless=_SWINDLE,
    ),
    idea(
        r"\bfirst (?:transfers?|pays?|remits?|sends?|deposits?)\b~(?:fee|deposit|premium|charge)~~"
        r"(?:only (?:up)?on|only after|only then|thereupon)",
        unless=r"down ?payment",
    ),
    idea(
        r"(?:支付|缴纳|交纳|转入|收取|缴存)~(?:解冻费|验资(?:款|费)|刷流水|激活费|包装费|认证金|解冻金|验证金)"
    ),
    idea(
        r"(?:before|prior to|in advance of)~(?:disburs|fund|release|advanc|pay(?:ing|s)? ?out|payout"
        r"|loan is|transfer of the loan|any (?:money|loan))~~(?:pay|deposit|remit|transfer|send|wire)",
        r"fee|deposit|charge|premium|tax|insurance|security",
        unless=r"down ?payment|not (?:required|asked)|no (?:fee|charge|payment)|valuation of the property",
    ),
    idea(
        r"(?:pay|deposit|remit|transfer|send|wire|paid)\b~(?:fee|deposit|charge|premium|tax|security)~~"
        r"(?:before|prior to|in order to|as a condition (?:of|to))~(?:disburs|fund|releas|advanc|pay(?:ing)? ?out"
        r"|payout|loan is|loan will|receiv|proceeds|approv)",
        unless=r"down ?payment|not (?:required|asked)|never|deducted",
    ),
    idea(
        r"(?:upon|after|once|following) (?:receipt|receiving|payment|we receive|clearance)~"
        r"(?:fee|deposit|premium|charge)~(?:releas|disburs|fund|pay out|advance|transfer the loan)",
        unless=r"down ?payment",
    ),
    idea(
        r"(?:fee|deposit|premium|charge)~(?:transfers?|pays?|remits?)~(?:to the (?:lender|creditor)~)?before~"
        r"(?:principal|loan|credit|money|advance)~(?:paid out|disbursed|released|sent|transferred|arrives?)",
        unless=r"down ?payment",
    ),
)
_HOLIDAY_ZH = r"节假日|工作日|法定假|休息日|非营业日"
RENEWS = (
    *chinese_joined.RENEWS,
    *english_joined_money.RENEWS,
    *chinese_money.RENEWS,
    *english_money.RENEWS,
    idea(
        r"(?:takes? no action|do(?:es)? nothing|do(?:es)? not (?:act|respond|object|pay in full))~"
        r"(?:roll(?:s|ed)? over|renew|extend)",
        unless=r"holiday|business day",
    ),
    idea(
        r"自动(?:为~)?(?:续期|展期|续借|延期|顺延|延长|续约|续贷|续费|转(?:入|为)下一|办理(?:续期|展期|续借))"
        r"|默认~(?:续借|续期|展期|续约|续贷|延期)",
        unless=_HOLIDAY_ZH,
    ),
    idea(
        r"视为~(?:同意|申请|选择|自愿)?~(?:续期|展期|续借|延期|续约|续贷)",
        unless=_HOLIDAY_ZH,
    ),
    idea(
        r"(?:仅|只)(?:扣(?:收|除|划|款)?|收取|支付|归还|偿还|划扣)~(?:利息|手续费|续期费|服务费|展期费|费用)~"
        r"(?:顺延|延期|展期|续期|不变|不减|继续)",
        unless=_HOLIDAY_ZH + r"|先息后本|按月付息",
    ),
    idea(
        r"automatic(?:ally)?~(?:renew|roll(?:s|ed)?[- ]?over|extend|extension|refinanc|re-?borrow)",
        unless=r"holiday|business day|weekend|stay|insurance policy|your insurer",
    ),
    idea(
        r"(?:renew(?:s|ed|al)?|extend(?:s|ed)?|roll(?:s|ed)? over|rollover)~(?:unless (?:you|the borrower)|automatically"
        r"|without (?:further )?(?:action|notice|consent)|by default)",
        unless=r"holiday|business day|weekend|consent~each",
    ),
    idea(
        r"deemed to have (?:requested|elected|chosen|agreed|accepted|applied)~(?:renew|extension|roll-?over|extend)"
    ),
    idea(
        r"(?:gives? no (?:written )?notice|says? nothing|no notice is given|remains? silent"
        r"|does not (?:speak|write|cancel))~~(?:is lent again|(?:loan|credit|agreement) (?:continues|goes on"
        r"|is renewed|runs? on)|continues for (?:another|a further))",
    ),
    idea(
        r"(?:debit|charge|withdraw|collect|take)~only (?:the )?(?:finance charge|interest|fee|renewal)~"
    ),
)
SELF_SERVING = (
    idea(
        r"(?:(?:数据|信息|资料)(?:采集|抓取|爬取|收集|核验|验证|处理|查询)(?:服务)?费|征信(?:查询|报告)(?:服务)?费|大数据(?:风控|审核|服务)?费|账户验证费|反欺诈(?:服务)?费)",
    ),
    idea(
        r"(?:fee|charge|[£$€][\d.,]+|RMB [\d.,]+)~for (?:our |the )?(?:collecting|reading|retrieving"
        r"|checking|verifying)~(?:data|transactions|bank|file|identity)"
        r"|data (?:collection|access|retrieval|aggregation|verification|processing|mining) (?:fee|charge)"
        r"|(?:account|identity) verification (?:fee|charge)|fraud screening (?:fee|charge)",
    ),
)
# Names of the same service; two of one row are the same service paid twice.
SAME_SERVICE: tuple[tuple[str, str], ...] = (
    (
        "account",
        r"管理费|账户费|账户服务费|维护费|maintenance|account management|account service|servicing",
    ),
    ("review", r"审核费|审查费|评审费|风控费|尽调费|调查费|评估服务费"),
    (
        "platform",
        r"平台(?:使用|服务|技术)?费|技术(?:服务)?费|系统(?:使用|服务)?费|platform|technology",
    ),
    (
        "broker",
        r"居间(?:服务)?费|中介(?:服务)?费|撮合(?:服务)?费|推荐(?:服务)?费|信息(?:咨询|服务)+费|渠道费|咨询(?:服务)?费|broker|introduc|referral|arrangement|intermedia",
    ),
    ("guarantee", r"担保(?:服务)?费|增信(?:服务)?费|guarant"),
    (
        "making",
        r"origination|processing|underwriting|application|document|administration|\badmin\b",
    ),
)
