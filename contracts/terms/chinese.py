"""Where Chinese contracts say what: one row a phrase, tried on every clause.

Patterns run over folded text: full-width marks are half-width, blanks beside Chinese are gone.
"""

from __future__ import annotations

import re

from contracts.model import TermName
from contracts.terms.chinese_loose import LOOSE_ROWS as LOOSE_ROWS
from contracts.terms.numbers import COUNT, DAY, MONEY, PERCENT
from contracts.terms.rows import Kind, Row
from core.patterns import words_of

_GAP = r"[^。;\n\d%费]{0,14}?"
_SAYS = (
    r"(?:人民币|\((?:大写|小写|人民币|元)\)|合计|总计|共计|总额|为|是|计|约|:|,|¦|\||\t|\s|【|\[)*"
)

# Folded text has lost the space that set a name apart from the next entry of the same line.
_NEXT_LABEL = (
    r"签[订署约](?:日期|地点)|日期|住所|地址|联系|电话|统一社会|法定代表"
    r"|借款人|身份证|证件|[甲乙丙]方"
)
_LENDER = r"(?:贷款人|出借人|放款人|债权人|贷款方|出借方)"


def _row(name: TermName, kind: Kind, pattern: str, **fixed: str) -> Row:
    return Row(name, kind, words_of(pattern), **fixed)


ROWS: tuple[Row, ...] = (
    _row(
        TermName.NET_PROCEEDS,
        Kind.MONEY,
        rf"(?:实际(?:到账|放款|发放|支付|收到|到手|交付|转账|划付|转入)|到账|到手|实得|实收)(?:的)?(?:借款|贷款)?"
        rf"(?:金额|本金|款项|额|现金)?{_SAYS}(?P<value>{MONEY})",
    ),
    _row(
        TermName.PRINCIPAL,
        Kind.MONEY,
        rf"(?:(?:借款|贷款|授信|融资|出借)(?:本金|金额|总额|额度|总金额)(?:金额|总额)?|(?<![余还期部])本金(?:金额|总额)?)"
        rf"{_SAYS}(?P<value>{MONEY})",
    ),
    _row(
        TermName.PRINCIPAL,
        Kind.MONEY,
        rf"(?:向(?:甲方|乙方|借款人|出借人|贷款人)|申请)(?:借款|提供(?:的)?(?:借款|贷款)|借入){_SAYS}(?P<value>{MONEY})",
    ),
    _row(
        TermName.TERM,
        Kind.SPAN,
        rf"(?:借款|贷款|分期|合同|还款)?(?:期限|借期|期数|时间|为期){_SAYS}(?P<value>{COUNT})(?:个)?(?P<unit>月|期|年|天|日)(?!利率|期)",
    ),
    _row(
        TermName.INSTALMENT_COUNT,
        Kind.COUNT,
        rf"(?:分|共|共分|合计)(?:为)?(?P<value>{COUNT})(?:个)?期",
    ),
    _row(
        TermName.INSTALMENT,
        Kind.MONEY,
        rf"每(?P<per>期|个?月|两周|双周|周|星期|日|天|季度?|年)(?:应还款|应还|需还|还款|偿还|归还|应付|还|支付)(?:的)?(?:本息|款)?(?:合计|总额|金额|额|数额)?"
        rf"(?:\([^)]{{0,20}}\))?{_SAYS}(?P<value>{MONEY})",
    ),
    _row(
        TermName.INSTALMENT,
        Kind.MONEY,
        rf"每(?P<per>期|次|个?月)(?:\d{{1,2}}[日号])?(?:固定|本息|应还)?{_SAYS}(?P<value>{MONEY})",
    ),
    _row(
        TermName.LAST_INSTALMENT,
        Kind.MONEY,
        rf"(?:最后一[期次]|最末期|末期|最后1期)(?:应还款|应还|需还|还款|偿还)?(?:本息)?(?:金额|额)?{_SAYS}(?P<value>{MONEY})",
    ),
    _row(
        TermName.FIRST_PAYMENT_ON,
        Kind.DAY,
        rf"(?:首|第一|第1)(?:次|期|个)?(?:应)?(?:还款|扣款|付款)(?:日期|日|时间)?{_GAP}(?P<value>{DAY})",
    ),
    _row(
        TermName.DISBURSED_ON,
        Kind.DAY,
        rf"(?:放款|发放|起息|到账|借款起始|贷款起始)(?:日期|日|时间){_SAYS}(?P<value>{DAY})",
    ),
    _row(TermName.DISBURSED_ON, Kind.DAY, rf"自{_SAYS}(?P<value>{DAY})(?:起)?,?至"),
    _row(
        TermName.CONTRACT_DATE,
        Kind.DAY,
        rf"(?:签订|签署|签约|合同|订立|订约|立约|协议|立据)(?:日期|日|于|时间){_SAYS}(?P<value>{DAY})",
    ),
    _row(
        TermName.TOTAL_PAYABLE,
        Kind.MONEY,
        rf"(?:还款总额|应还总额|总还款额|还款总金额|本息总额|应还本息(?:合计|总额)|合计应还(?:款)?|累计应还(?:款)?|总计应还(?:款)?)"
        rf"{_SAYS}(?P<value>{MONEY})",
    ),
    _row(
        TermName.ALL_IN_RATE,
        Kind.RATE,
        rf"(?:年化综合(?:融资)?(?:资金)?成本(?:率)?|综合年化(?:利率|成本|融资成本|资金成本)?(?:率)?|综合融资成本(?:年化率|率)?"
        rf"|实际年化?利率|内部收益率|IRR)(?P<how>\([^)]{{0,24}}\))?{_GAP}(?P<value>{PERCENT})",
        period="year",
    ),
    _row(
        TermName.INTEREST_RATE,
        Kind.RATE,
        rf"(?P<noun>(?<!罚息)(?<!逾期)(?<!违约)(?<!报价)(?:年化?利率|年息|月利率|月息|日利率|日息|月费率|日费率|年费率|(?<![年月日报息期约化])利率))"
        rf"(?P<how>\([^)]{{0,24}}\))?{_GAP}(?P<value>{PERCENT})(?P<after>/年|/月|/日|/天|每年|每月|每日)?",
    ),
    _row(
        TermName.LENDER,
        Kind.NAME,
        rf"(?:{_LENDER}(?:\((?!借款)[^)]{{1,12}}\))?|[甲乙丙]方\({_LENDER}\)):"
        rf"(?P<value>[^\s,;。:()\n]{{2,40}}?)(?=[\s,;。:()]|$|{_NEXT_LABEL})",
    ),
    _row(
        TermName.BORROWER,
        Kind.NAME,
        r"(?:(?:借款人|借款方|债务人)(?:\([^)]{1,12}\))?|[甲乙丙]方\((?:借款人|借款方|债务人)\)):"
        r"(?P<value>[^\s,;。:()\n]{2,20})",
    ),
    _row(
        TermName.COURT,
        Kind.NAME,
        r"(?P<value>[^,。;\n]{0,24}(?:人民法院|法院)(?:诉讼|管辖|起诉|提起诉讼))",
    ),
)

METHODS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("equal_instalments", words_of(r"等额本息|按月等额还款|每月等额")),
    ("equal_principal", words_of(r"等额本金")),
    (
        "interest_first",
        words_of(
            r"先息后本|按月付息[,、]?到期(?:一次性)?(?:还|归还|偿还)本|利息按月(?:支付|结清|付清)"
            r"|每月(?:\d{1,2}[日号])?(?:支付|付|结)(?:一次)?利息"
        ),
    ),
    (
        "bullet",
        words_of(
            r"一次性还本付息|到期(?:日|时)?一次(?:性)?(?:还清|还款|偿还|归还|还本付息|还本息|清偿)|利随本清"
        ),
    ),
)

# What is a fee by its name alone, then any other name of money that is taken.
_FEE = (
    r"手续费|服务费|管理费|咨询费|担保费|保险费|保费|居间费|中介费|平台费|技术费|审核费|审查费|工本费|会员费|权益费"
    r"|账户费|评估费|保证金|渠道费|信息费|增信费|砍头息|头息|会费|激活费|占用费|考察费|上门费|家访费|安装费|代办费|公证费"
    r"|签约费|介绍费|好处费|茶水费|辛苦费|通道费|开户费|风控费|加急费|认证费|查询费|服务报酬|居间报酬|佣金|顾问费"
    r"|综合费|资料费|登记费|建档费|调查费|操作费|材料费|押金|诚意金|风险金|服务金|提现费|支付费|划扣费|盖章费|面签费"
    r"|停车费|保管费|鉴定费|看护费|使用费|展期费|续期费|撮合费|推荐费|引荐费|协调费|疏通费|包装费|刷卡费|制卡费|卡费"
    r"|点位费|返点|头款费|金融服务金|账单费|短信费|通知费|印花税"
)
FEE_NAME = words_of(rf"(?P<name>[\u4e00-\u9fff]{{0,6}}?(?:{_FEE}))")
FEE_ELSEWHERE = words_of(
    r"逾期|提前(?:还|结|清|归)|催收|律师|诉讼费|罚息|包括但不限于|不收取|免收|无任何"
)
FEE_LEAD = words_of(
    r"^(?:[\u4e00-\u9fff]*(?:扣除|扣收|扣划|扣减|收取|支付|缴纳))?"
    r"(?:元|并|及|和|与|或|还需|另|另行|需|应|须|收取|支付|缴纳|扣除|扣收|的|为|向|由|从|按|每期|每月|一次性|其中|包括|包含|乙方|甲方|借款人|贷款人|期|月|收|付|次)*"
)
WITHHELD = words_of(
    r"(?:从|自|于|在)?[^,。;]{0,14}(?:本金|放款|借款|贷款|款项)[^。;]{0,10}(?:中|时)?(?:先行|预先|直接|一次性|内)*(?:扣除|扣收|扣划|扣减|抵扣)"
    r"|(?:预先|先行|内)扣"
)
UPFRONT = words_of(r"一次性|放款(?:前|时|当日)|签(?:订|署|约)(?:时|当日|后)|申请时|首期前")
PER_INSTALMENT = words_of(
    r"每期|每月|按月|按期|逐期|/月|/期|月费率|随(?:每期|当期|同期)?(?:本息|还款)"
)
# What the lender pays out of its own pocket is no cost of the borrower's.
LENDER_PAYS = words_of(
    r"(?:贷款人|出借人|放款人|贷款银行|我行|本行|我司)(?:自行|自己|全额|另行)?(?:承担|负担|支付给|付给)"
    r"|向(?:商家|商户|经销商|供应商|门店|合作方)收取|由(?:商家|商户|经销商|供应商|门店)(?:自行)?(?:承担|负担)"
)
WITH_THE_FIRST = words_of(r"(?:随|与|和|同)(?:首|第一)(?:期|次|笔)")
PER_YEAR = words_of(r"每年|按年|/年|年费率|年化")
INCLUDED = words_of(
    r"已(?:包含|计入|含)|每[期月]合计|(?:包含|包括|计入|含)在[^,。;]{0,10}(?:还款|应还|本息|利率)|不另行收取|不再另收"
)
OPTIONAL = words_of(r"自愿|可(?:自行|自主)?选择(?:购买|是否)|非强制")
OUTSTANDING = words_of(r"(?:剩余|未还|未偿|余额|尚未偿还|占用)")
# What is repaid early is itself owed no longer: a charge on it falls with the balance.
PREPAID = words_of(
    r"(?:剩余|未还|未偿|余额|尚未偿还|占用"
    r"|提前(?:归还|偿还|还款|清偿|结清)(?:的|部分)*(?:本金|金额|款项|贷款))"
)
PAYEE = words_of(
    r"(?:收取方|收款方|收款人|收费方|收费主体|由|支付给|支付至|付给|向)(?:为|:)?"
    r"(?P<payee>(?!借款人|乙方|其)[\u4e00-\u9fffA-Za-z]{2,24}?)(?=收取|支付|缴纳|代收|[,。;()]|$)"
)

LATE_CLAUSE = words_of(r"逾期|罚息|违约金|滞纳金|延迟还款|未按(?:时|期|约)")
LATE_NOT = words_of(r"提前(?:还|结|清|归|偿)")
LATE_RATE = words_of(rf"(?P<lead>[^。;\n]{{0,40}}?)(?P<value>{PERCENT})(?P<tail>[^。;\n]{{0,24}})")
LATE_TIMES = words_of(
    rf"(?:合同|借款|贷款|约定|执行|本合同)?(?:约定的?)?(?:年|日|月)?利率(?:水平)?(?:的|基础上|上)*"
    rf"(?:(?:加收|上浮|增加)(?P<more>{PERCENT})|(?P<share>\d{{3}}%)|(?P<times>\d(?:\.\d+)?|一点五|两)倍)"
)
LATE_TOTAL = words_of(
    r"(?:借款|贷款|合同|培训费|分期|授信|订单|商品)(?:本金)?(?:总额|总金额|总价款|总价|全额|金额)|全部(?:借款|贷款)?本金"
    r"|(?<![期余还])借款本金|贷款本金|放款金额"
)
LATE_ARREARS = words_of(
    r"逾期(?:未还)?(?:本金|金额|本息|款项|部分|欠款)|应还未还|未还(?:本金|金额|款项|部分|本息)|欠(?:款|付)|拖欠|当期(?:应还)?"
)
DAILY = words_of(
    r"每日|每天|每(?:逾期|延迟|迟延|拖延|拖欠|超过?)?(?:一|1)[日天]|按[日天]|日利率|/日|/天|日(?:万分|千分|百分|\d)|逐[日天]"
    r"|日息|的?日罚息|一天"
)
LATE_FIXED = words_of(
    rf"(?P<value>{MONEY})(?P<per>/次|每次|/天|/日|每日|每天|/期|每期)|(?P<before>每次|每日|每天|每期)[^。;\d]{{0,12}}(?P<second>{MONEY})"
    rf"|(?:违约金|滞纳金|催收费|逾期(?:管理|处理|服务)费)(?:人民币|为|计|:)?(?P<third>{MONEY})(?!整?,?(?:即|相当于|折合))"
)

PREPAY_CLAUSE = words_of(r"提前(?:还款|偿还|结清|清偿|归还|还清|还贷|全额|部分)")
PREPAY_BARRED = words_of(r"不得提前|不允许提前|不接受提前|禁止提前|不可提前|不支持提前")
PREPAY_FREE = words_of(
    r"(?:不收取?|免收|无须|无需|不需要?|不支付|没有|免除?|不另收)[^。;\n]{0,16}(?:违约金|手续费|费用|补偿金|赔偿金)?"
)
PREPAY_CHARGE = words_of(r"违约金|手续费|补偿金|赔偿金|服务费|费用")
