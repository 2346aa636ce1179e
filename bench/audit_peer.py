"""The peer of the contract audit: 67 rules of the form "a clause holds one of these words".

This is what public contract checkers do: lists of alarming words, Chinese and English, one finding
for each rule. They know neither negation nor base nouns, and calculate nothing; what must be said
and is not is looked for by the words of its usual heading. The lists were written for this
comparison from the catalogue of findings, as widely as their kind allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Hit = tuple[str, int, int]

PRESENT: tuple[tuple[str, str], ...] = (
    (
        "A01",
        "日息|日利率|日费率|月费率|手续费率|每日仅需|per day|daily rate|monthly rate|flat rate",
    ),
    (
        "A03",
        "初始本金|借款本金总额|按本金总额|original principal|initial principal|amount borrowed",
    ),
    (
        "A04",
        "预先扣除|砍头息|放款时扣|扣除服务费|从借款本金中扣|deducted from|withheld|net proceeds",
    ),
    ("A04", "一次性支付服务费|一次性收取|先行扣收|origination fee|prepaid finance"),
    ("A06", "36%|36.0%|百分之三十六|三分利|四倍|35.9"),
    ("A08", "360天|360日|/360|三百六十|360-day|360 day|year of 360"),
    ("A08", "自签约之日起计息|签约日起息|from the date of signing"),
    ("A09", "复利|利滚利|滚入本金|计入本金|compound|capitalised|capitalized|added to principal"),
    ("A10", "浮动利率|可相应调整利率|利率调整|variable rate|rate may change|adjust the rate"),
    ("A11", "免息|零利率|0利息|0%|低至|首期优惠|interest-free|zero interest|as low as|from only"),
    ("B01", "包括但不限于|其他费用|另行约定|including but not limited to|other fees|other charges"),
    ("B02", "居间费|居间服务费|咨询费|咨询服务费|broker fee|brokerage|arrangement fee"),
    ("B02", "担保费|技术服务费|平台服务费|信用评估费|guarantee fee|platform fee|technology fee"),
    ("B03", "须购买|购买保险|意外险|保险费|required insurance|must purchase|must buy"),
    ("B03", "会员|权益包|购物券|加油卡|membership|voucher|club"),
    ("B04", "不予退还|不退|概不退|non-refundable|not refundable|no refund"),
    ("B05", "工本费|保证金|解冻费|验资|processing fee|before disbursement|unlock|advance fee"),
    ("B06", "自动续期|自动展期|续借|自动延期|renew|rollover|roll over|extends automatically"),
    ("B07", "账户管理费|逾期管理费|数据服务费|account management fee|data fee|monitoring fee"),
    ("C01", "日千分之|每日千分之|每日百分之|每日万分之|default rate|late interest|% per day"),
    ("C02", "借款总额|合同金额|合同总额|学费总额|total loan amount|entire loan|whole loan"),
    ("C03", "滞纳金|违约金|催收费|late fee|collection fee|penalty"),
    ("C03", "同时收取|一并收取|并处|in addition to the late|each late|cumulative"),
    ("C04", "20%的违约金|30%的违约金|剩余利息|全部利息|liquidated damages|all future interest"),
    ("C05", "律师费|差旅费|催收费用|一切费用|attorney|legal fees|all costs|collection costs"),
    ("C06", "立即到期|提前到期|宣布到期|accelerate|immediately due|due and payable"),
    ("C06", "贷款人认为|交叉违约|其他债务违约|deems itself insecure|sole discretion|cross default"),
    ("C07", "清偿顺序|抵充|先冲抵|order of payment|applied first|allocation of payments"),
    ("C08", "提高利率|上调利率|利率上浮|缩短期限|rate will increase|increase the rate"),
    ("D01", "不得提前还款|不允许提前|经贷款人同意|may not prepay|no prepayment|lender's consent"),
    ("D02", "提前还款违约金|提前还款手续费|提前结清费|prepayment fee|prepayment penalty"),
    ("D02", "补偿金|early repayment charge|early settlement fee"),
    ("D03", "按全部期限|剩余期限利息|不予减免|full term interest|rule of 78|no rebate"),
    ("D04", "不可撤回|不得撤销|no cooling-off|no right to withdraw|no right to cancel"),
    ("D05", "不影响还款|与贷款人无关|仍须还款|dispute with the seller|claims against the merchant"),
    ("E01", "单方变更|有权变更|有权调整|公告即生效|change any term|amend at any time"),
    ("E01", "继续使用视为同意|不另行通知|continued use|without notice"),
    ("E02", "不承担任何责任|不承担责任|免责|概不负责|not liable|no liability"),
    ("E02", "系统故障|黑客|系统维护|system failure|hold harmless"),
    ("E03", "系统记录为准|电子记录为准|不得异议|确定证据|conclusive|final and binding"),
    (
        "E04",
        "贷款人所在地|甲方所在地|出借人所在地|贷款人住所地|courts of the lender|lender's county",
    ),
    ("E05", "仲裁|集体诉讼|arbitration|class action|jury"),
    ("E06", "放弃抗辩|放弃诉讼|强制执行公证|放弃一切|confession of judgment|waive"),
    ("E06", "强制执行效力|wage assignment|household goods|exemption"),
    ("E07", "转让债权|债权转让|assign|视为送达|deemed received|deemed served"),
    ("E08", "任何账户|任一账户|名下所有账户|any account|all accounts"),
    ("E08", "不可撤销|多次扣款|无需通知|irrevocabl|repeated debit|as many times"),
    ("E09", "公开|媒体|曝光|publish|public list|social media"),
    ("E09", "亲友|联系人|单位|亲属|employer|relatives|friends|contacts"),
    ("E10", "夫妻共同|连带责任|保证人|共同借款人|cosigner|jointly and severally|guarantor"),
    ("E11", "已充分阅读|最终解释权|解释权|deemed to have read|sole interpretation"),
    ("E11", "平台规则|构成合同一部分|以平台|rules of the platform|incorporated by reference"),
    ("F01", "通讯录|通话记录|短信记录|contact list|call log|phonebook|contacts on"),
    ("F01", "相册|位置|浏览记录|photos|geolocation|browsing|location data"),
    ("F02", "不可撤销授权|长期保存|永久|概括授权|irrevocable consent|indefinitely|perpetual"),
    ("F02", "未获批|无论贷款是否|even if declined|whether or not approved"),
    ("F03", "合作方|关联公司|第三方|合作机构|affiliates|partners|third parties"),
    ("F03", "营销|推广|marketing|promotional"),
    ("F04", "人脸|指纹|生物识别|biometric|facial|fingerprint"),
    ("F04", "征信|信用报告|credit bureau|credit report"),
    ("G02", "【 】|XX|此栏空白|____|第__种|[APR]|TBD|[ ]|to be completed"),
    ("G03", "合同法|担保法|民法通则|repealed|notwithstanding any other"),
)
ABSENT: tuple[tuple[str, str], ...] = (
    ("A01", "年化|年利率|APR|annual percentage"),
    ("G01", "投诉|客服|complain|ombudsman"),
    ("G01", "许可证|统一社会信用代码|licen|authorised|authorized|NMLS"),
    ("G01", "还款计划|每期|每月还|payment schedule|instalment|installment|payments of"),
    ("D04", "撤回|犹豫|withdraw|cancel|rescind"),
)
RULES = len(PRESENT) + len(ABSENT)


def find(text: str) -> Iterator[Hit]:
    """Yield each rule that fires in a text, with every place of its words."""
    for code, pattern in _PRESENT:
        for hit in pattern.finditer(text):
            yield code, hit.start(), hit.end()


def find_absent(package: str) -> Iterator[str]:
    """Yield each finding whose usual words stand nowhere in the package."""
    for code, pattern in _ABSENT:
        if not pattern.search(package):
            yield code


def _pattern(words: str) -> re.Pattern[str]:
    listed = [re.escape(word) for word in words.split("|")]
    return re.compile("|".join(listed), re.IGNORECASE)


_PRESENT = tuple((code, _pattern(words)) for code, words in PRESENT)
_ABSENT = tuple((code, _pattern(words)) for code, words in ABSENT)
