"""How lenders word leaving early: consent, full interest, withdrawal, claims against the shop."""

from __future__ import annotations

from contracts.wordings import chinese_joined, chinese_money, english_joined_money, english_money
from contracts.wordings.model import idea

_EARLY = r"提前(?:全部|部分|一次性)?(?:还款|偿还|清偿|结清|归还|还清|还贷|还本)"
BARRED = (
    *chinese_joined.BARRED,
    *english_joined_money.BARRED,
    *chinese_money.BARRED,
    idea(
        r"(?:前|头|放款后|满)~(?:个月|期|年)(?:内|之内)?[^。;,\n]{0,4}(?:不能|不得|不可以?|不允许|不许)提前",
        unless=r"收取|加收|拒绝",
    ),
    idea(
        r"提前(?:还|结|清)[^。;]{0,20}(?:批准|同意|审批通过)(?:后|了)?(?:方|才)(?:可|能|予)",
        unless=r"(?:无须|无需|不需要?|不必)",
    ),
    idea(
        r"(?:不(?:支持|接受|允许|能|可以?)|不得)[^。;,\n]{0,6}(?:先还|还|偿还|提前|归还)?(?:一部分|部分|一半)",
        r"提前|结清|还清",
        unless=r"收取|加收|拒绝|减免",
    ),
    idea(
        r"(?:not accept|not allow|refuse)~part(?:ial)? (?:re|pre)?payments?",
        r"early|ahead|before|prepay",
    ),
    idea(
        r"(?:early|ahead|prepay|before)~~only (?:if|when|where|after|once)~(?:agree|consent|approv|permit|permission)",
        unless=r"lower|reduc|refund|rebate",
    ),
    idea(
        r"(?:不得|不允许|不接受|禁止|不可(?:以)?|不支持|不能|无权|不予受理|不受理)[^。;,\n]{0,24}?"
        + _EARLY,
        unless=r"不得(?:拒绝|限制|因|对|就|收取|以|要求)|收取|加收|违约金",
    ),
    idea(
        _EARLY
        + r"~(?:须|需|应当?|必须|应事先|事先)~(?:经|取得|获得|征得|得到)~(?:同意|批准|许可|认可)",
        unless=r"(?:无须|无需|不需要?|不必)~(?:经|取得|征得|同意)",
    ),
    idea(
        r"(?:经|取得|获得|征得)~(?:贷款人|出借人|甲方|乙方|平台|公司|银行|我行|我司)~(?:同意|批准|许可)~(?:后)?~(?:方可|后可以?|才能?|可)~"
        + _EARLY,
        unless=r"(?:无须|无需|不需要?|不必)",
    ),
    idea(r"未经~(?:同意|许可|批准)~(?:不得|不能|无权)~" + _EARLY),
    idea(
        r"(?:不(?:接受|支持|允许|受理)|仅(?:支持|接受|允许)全(?:额|部))~(?:部分)?~?(?:提前)",
        r"提前(?:还|结|清|偿|归)",
        unless=r"不得不|加收|收取",
    ),
    idea(r"(?:放款|借款|首期)后?~(?:个月|期|天|日)内~(?:不得|不可|不能|不允许|不接受)~提前"),
    idea(
        r"提前~(?:还款|结清|清偿|偿还)~(?:是否(?:同意|准许|接受)?|由)~(?:贷款人|出借人|甲方|乙方|平台|公司|银行)~(?:决定|酌情|审批)(?:是否[^。;,\n]{0,6})?"
    ),
    idea(
        r"(?:prepay|early (?:re)?payment|early settlement|repay~early|pay~(?:off )?early|settle~early)~~"
        r"(?:only with|subject to|requires?|need|obtain)~(?:consent|approval|permission|agreement)",
        unless=r"no consent|not (?:require|need)|without (?:the need|our|any|needing)~(?:consent|approval)~(?:may|can)|at any time",
    ),
    idea(
        r"(?:consent|approval|permission)~(?:before|to|for|prior to)~(?:prepay|early repay|early settle"
        r"|repay~early|pay~off early)",
        unless=r"no consent|not (?:require|need)|without (?:the need|our|any)",
    ),
    idea(
        r"(?:may|must|shall|can|will) ?not (?:be )?(?:prepa(?:y|id)|repay~(?:early|before)|pay~(?:early|off|before)"
        r"|settle~(?:early|before)|make~(?:early|partial|prepay))",
        unless=r"charge|penalt|fee",
    ),
    idea(
        r"(?:prepayments?|early (?:re)?payments?|early settlement|partial (?:pre)?payments?)~"
        r"(?:is|are|shall|will|may)(?: (?:not|never))?(?: be)?(?: (?:not|never))? ?(?:permitted|allowed|accepted|possible|prohibited|barred|excluded)",
        r"\bnot\b|prohibit|barred|excluded|never",
    ),
    idea(
        r"no (?:right to|early|pre-?payment|partial)~(?:prepay|repay|early|settle)",
        r"early|prepay",
        unless=r"penalt|fee|charge|compensation|cost",
    ),
)
_WHOLE_ZH = r"(?:全期|全部期限|整个期限|原(?:定)?期限|足额|全额|全收|付足|收足|一分不少|一分不减)"
_OWED_EN = r"(?:remains?|stays?|(?:is|are) still|continues? to be) (?:fully |wholly )?(?:payable|due|owed|owing)"
FULL_INTEREST = (
    *chinese_joined.FULL_INTEREST,
    *english_joined_money.FULL_INTEREST,
    *chinese_money.FULL_INTEREST,
    *english_money.FULL_INTEREST,
    idea(
        r"(?:利息|息费|服务费|手续费|管理费)~(?:仍|还是|照样|依旧|均|都|照|应|须|要|一分)~?"
        + _WHOLE_ZH,
        r"提前|无论何时|不论何时|何时归还|早还",
        unless=r"退(?:还|回)|不(?:再)?收|(?:无需|无须)(?:再|另)?(?:支付|缴|付)|实际|逾期",
    ),
    idea(
        r"(?:利息|息费|服务费|手续费|管理费)~?一分(?:不少|不减|都?不能少)",
        r"提前|无论何时|不论何时|早还",
    ),
    idea(
        r"提前(?:还|结)[^。;]{0,12}(?:全部|所有|剩余)(?:的)?(?:利息|息费|服务费|手续费)~(?:还是|仍|照样|也)(?:要|得|须|应)~?(?:付|还|交|收)",
        unless=r"退(?:还|回)|不(?:再)?收",
    ),
    idea(
        r"\bno part of (?:the |any )?(?:interest|finance charge|charge for credit|fees?)~(?:given back|return|refund|rebate|paid back)",
        r"early|prepay|ahead",
    ),
    idea(
        r"(?:interest|finance charge)~(?:is|are|will) not (?:be )?(?:refunded|rebated|returned|given back)~(?:prepay|early|ahead)",
    ),
    idea(
        r"(?:finance charge|interest|charge for credit)\b~fully earned",
        r"prepay|early|when the loan|at (?:signing|closing)|on (?:signing|the date)",
    ),
    idea(
        r"(?:interest|finance charge|charge for credit)\b~(?:for|over|through|to) (?:the )?"
        r"(?:whole|full|entire|maturity|original)~" + _OWED_EN,
        unless=r"refund|rebate|reduc",
    ),
    idea(
        r"(?:prepay|early (?:re)?pay|repay~early|pay~(?:off )?early|settle~early)~~"
        r"(?:interest|finance charge|charge for credit)\b~" + _OWED_EN + r" in full",
    ),
    idea(
        r"(?:prepayment|prepay|early (?:re)?payment|repay~early|settle~early)~~\b(?:owes?|pays?|liable for)\b~"
        r"(?:interest|finance charges?|charge for credit)~(?:through|until|up to|to) (?:the )?(?:scheduled )?(?:maturity|end of the term)",
        unless=r"\bonly\b|(?:receives?|entitled to|given) (?:a |any )?(?:refund|rebate)",
    ),
    idea(
        _EARLY + r"~~(?:全部|所有|约定|全期)~(?:利息|息费|手续费|服务费)~(?:仍|依然|照常|照样)",
        unless=r"不(?:再)?收|退还|免",
    ),
    idea(
        r"(?:interest|finance charge)~(?:full|entire|whole|original|remaining) (?:term|period)~"
        r"(?:payable|due|owed|charged)~(?:early|prepay)",
        unless=r"\bno\b|\bnot\b|refund|rebate",
    ),
    idea(
        _EARLY
        + r"~~(?:仍|仍然|依然|依旧|还|也|亦|均)(?:应|须|需|要|当|按)*~(?:全部|整个|剩余|全期|全额|约定|所有|各期|未到期)~(?:期限|期数|利息|手续费|服务费|息费|费用|管理费|担保费)",
        unless=r"不(?:再)?收|退还|免",
    ),
    idea(
        _EARLY
        + r"~~(?:不(?:予)?(?:退还|减免|豁免|减少|免除|退|扣减)|不因此(?:减少|减免))~(?:利息|手续费|服务费|息费|费用|管理费|担保费|保费)?",
        r"利息|手续费|服务费|息费|费用|管理费|担保费|保费",
    ),
    idea(
        _EARLY
        + r"~~(?:一次性|全额)?(?:支付|结清|付清|收取|缴纳)~(?:全部|剩余|所有|未到期)(?:的)?~(?:期限|期数|各期)?(?:的)?~(?:利息|手续费|服务费|息费|管理费)",
        unless=r"不(?:再|得|予)?(?:收|支付)|实际|截至|当日|应付未付|本金和利息",
    ),
    idea(
        _EARLY
        + r"~~按(?:照)?(?:原)?(?:合同|约定|全部|整个|借款)?(?:约定|借款)?(?:的)?(?<!提前)(?:期限|期数|借款期)~(?:计算|计收|收取|支付)",
        r"利息|息费|费",
        unless=r"实际",
    ),
    idea(r"rule of (?:78|seventy-?eight|the 78)s?|sum[- ]of[- ](?:the[- ])?digits"),
    idea(
        r"(?:prepay|early (?:re)?pay|early settle|repay~early|pay~(?:off )?early|settle~early)~~"
        r"(?:full|entire|all|whole|total|remaining)\b~(?:term'?s? )?(?:finance charge|interest|fees?|charges?)",
        unless=r"\bno\b|not (?:be )?(?:pay|owe|charge|liable)|refund of|without|nothing|rebate|reduc|stops|only",
    ),
    idea(
        r"(?:full|entire|all|whole)\b~(?:finance charge|interest|fees?|charges?)~(?:due|payable|owed|charged|kept|retained)~~"
        r"(?:prepay|early|ahead)",
        unless=r"\bno\b|not (?:be )?(?:pay|owe|charge|liable|due)|refund|rebate|reduc|only",
    ),
    idea(
        r"(?:no|not (?:be )?(?:entitled to|receive|given)|without)~(?:refund|rebate|reduction)~(?:unearned |any )?"
        r"(?:finance charge|interest|fees?|charges?)",
        r"prepay|early",
    ),
    idea(
        r"(?:interest|finance charge)~(?:payable|due|owed|owe|charged)~(?:full|entire|whole|original) (?:term|period)~~"
        r"(?:even if|regardless|whether or not)~(?:prepay|early|repay|pay)"
    ),
    idea(
        r"(?:担保费|服务费|管理费|手续费|保费|会员费)~(?:仍|仍然|照样|照常|依旧)~(?:全部|全期|原定?|约定|[一二三四五六七八九十\d]+)"
        r"(?:的)?~(?:期|个月)~(?:收取|支付|计收)",
        r"提前",
        unless=r"退(?:还|回)",
    ),
    idea(
        r"(?:费|利息)~(?:不予|不再|不)(?:减免|退还|退)",
        r"提前(?:还|结|清)",
        unless=r"违约金|多收",
    ),
)
WITHDRAWAL = (
    idea(
        r"(?:right (?:of|to) (?:withdraw(?:al)?|cancel(?:lation)?|rescind)|withdraw from (?:this|the|your) (?:credit )?"
        r"(?:agreement|contract|loan)|cooling[- ]off|cancel (?:this|the|your) (?:agreement|loan|contract)~(?:within|14|fourteen))"
    ),
    idea(r"withdraw~(?:within|during)~(?:14|fourteen|calendar days)|(?:14|fourteen)~days~withdraw"),
    idea(r"(?:撤回|撤销|解除)~(?:本合同|借款|贷款|信贷协议)|犹豫期|冷静期|撤回权"),
)
NO_WITHDRAWAL = (
    idea(
        r"(?:cannot|(?:may|can|shall) not) (?:be )?(?:withdrawn? from|cancel(?:l?ed)?|rescind(?:ed)?)\b",
        unless=r"we |lender|creditor (?:may|can|shall)|late|after",
    ),
    idea(
        r"(?:no|waives?|gives? up|without (?:any|a)|exclude[sd]?)~(?:right (?:of|to) (?:withdraw(?:al)?|cancel)|cooling[- ]off)",
        unless=r"\bnothing\b",
    ),
    idea(
        r"(?:after (?:that|this|payout)|once (?:the money|it|the credit) (?:is|has been) (?:sent|paid))~"
        r"(?:cannot|can ?not|may not|no longer)~(?:cancel|withdraw|rescind)",
    ),
    idea(
        r"(?:may|can) (?:cancel|withdraw)~(?:only )?(?:up to|until|before) the (?:moment|time|day)~"
        r"(?:send|sent|pay|paid|credit)",
    ),
)
_SHOP_ZH = r"(?:商品|服务|课程|培训|商家|商户|经销商|卖方|教育机构|机构|医美|退货|退课|退款|产品|店铺|供应商|销售方|合作商)"
CLAIMS_CUT = (
    *chinese_joined.CLAIMS_CUT,
    *english_joined_money.CLAIMS_CUT,
    *chinese_money.CLAIMS_CUT,
    *english_money.CLAIMS_CUT,
    idea(
        _SHOP_ZH[:-1]
        + r"|货)~(?:不发货|毛病|出问题|有问题|坏|假)~~(?:照样|照常|还是|仍|继续)~(?:还钱|还款|付款|还)",
    ),
    idea(
        r"(?:must|shall|have to) (?:keep|go on|continue)~pay~~(?:even (?:if|though)|whether or not|whatever)~~"
        r"(?:merchant|seller|supplier|dealer|goods|services|course|school|contractor|product)",
    ),
    idea(
        r"(?:defects?|faults?|problems?|disputes?)~(?:goods|services|course|product|seller|supplier|dealer)~"
        r"(?:no (?:right|reason|ground)) to (?:stop|withhold|refuse|suspend)~pay",
    ),
    idea(
        r"(?:whatever|regardless of|no matter)~(?:condition|quality|state|defects?|happens)~(?:go(?:es)? on|continues?|keeps?|carry on|still)~pay",
    ),
    idea(
        _SHOP_ZH
        + r"~(?:纠纷|争议|问题|质量|瑕疵|退|停业|停办|停课|倒闭|关门|跑路|未(?:提供|交付)|终止|不符|无法)~~"
        r"(?:不影响|不得(?:以此|据此|因此)?~(?:拒绝|拒付|停止|暂停|抗辩|延迟|中止)|仍(?:应|须|需|然|要)*~(?:还款|偿还|履行|按(?:期|时|约))"
        r"|与(?:贷款人|出借人|甲方|乙方|本合同|本借款|银行|平台)无关|无权~(?:拒绝|停止|要求|暂停)|继续(?:履行|还款|偿还))",
        r"还款|偿还|借款|贷款|欠款|清偿",
    ),
    idea(
        r"(?:不得|无权|不能)(?:以|因)~"
        + _SHOP_ZH
        + r"~(?:为由|为理由|原因|纠纷|争议)~(?:拒绝|拒付|停止|暂停|抗辩|延迟|中止|不)",
    ),
    idea(
        r"(?:dispute|claim|defect|fail|problem|complaint|cancel|return|non-?delivery|unsatisf|insolven)~~"
        r"(?:merchant|seller|supplier|dealer|provider|retailer|goods|services|course|school|contractor|product|vendor)~~"
        r"(?:not (?:affect|relieve|release|excuse|entitle|reduce|discharge|suspend)|must (?:still |continue to )?(?:pay|repay)"
        r"|shall (?:still |continue to )(?:pay|repay)|remain(?:s)? (?:liable|obliged|due|payable)|regardless"
        r"|may not (?:withhold|assert|raise|refuse|stop))",
    ),
    idea(
        r"(?:merchant|seller|supplier|dealer|provider|retailer|school|contractor|vendor)~~"
        r"(?:dispute|claim|defect|fail|problem|complaint|cancel|return|non-?delivery|insolven)~~"
        r"(?:not (?:affect|relieve|release|excuse|entitle|reduce|discharge|suspend)|must (?:still |continue to )?(?:pay|repay)"
        r"|shall (?:still |continue to )(?:pay|repay)|remain(?:s)? (?:liable|obliged|due|payable)|regardless"
        r"|may not (?:withhold|assert|raise|refuse|stop))",
    ),
    idea(
        r"(?:must (?:still |continue to )?(?:pay|repay)|shall (?:still |continue to )?(?:pay|repay)|remain(?:s)? (?:liable|obliged|bound)"
        r"|(?:is|are|remains?|stays?) (?:still )?(?:payable|due|owed)"
        r"|obligation to (?:pay|repay)~(?:not affected|unaffected|absolute|unconditional|continues|remains))~~"
        r"(?:even (?:if|though|where)|regardless|irrespective|whether or not|notwithstanding)~~"
        r"(?:merchant|seller|supplier|dealer|provider|retailer|goods|services|course|school|contractor|product|vendor)",
    ),
    idea(
        r"(?:may not|cannot|shall not|waives?|agrees? not to|no right to)~(?:assert|raise|set up|bring|claim|withhold|any)~~"
        r"(?:against (?:us|the lender|(?:any|the|a) (?:new |later )?(?:holder|assignee|owner|buyer))|payment)~~"
        r"(?:merchant|seller|supplier|dealer|provider|retailer|goods|services|vendor)",
    ),
    idea(
        r"waives?~(?:claims?|defen[cs]es?|set-?off)~(?:against|arising)~(?:merchant|seller|supplier|dealer|holder|assignee)"
    ),
    idea(
        r"(?:course|contract|goods|service|purchase)s?\b~(?:ends?|cancel|leaves?|stop|terminat)~~"
        r"(?:instal?lments?|loan|credit)~(?:remains?|stays?|still|bound|payable)",
        unless=r"released|refund|no longer",
    ),
    idea(
        _SHOP_ZH[:-1]
        + r"|车辆|货物|质量)~(?:与(?:贷款人|出借人|资金方|银行|甲方|乙方)无关|(?:贷款人|资金方|银行)概?不负责)",
    ),
    idea(
        r"(?:raise|have) no (?:objection|defence|claim)~(?:from|under|out of)~(?:against the (?:lender|creditor))"
    ),
    idea(
        r"(?:student|buyer|customer|consumer|borrower)~(?:leaves?|returns?|cancels?)~~"
        r"(?:remains? bound|go(?:es)? on paying|must still|continues? to pay|still owes?)",
    ),
)
