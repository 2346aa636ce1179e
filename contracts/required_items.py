"""What a contract has to tell, as dated rows by jurisdiction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from contracts.model import Jurisdiction, LenderType, TermName
from contracts.wordings.telling import (
    AMOUNT_OF_CREDIT,
    COMPANY,
    EARLY,
    HAN_LENDER,
    INSTALMENTS,
    LATE,
    NAMED,
)
from core.patterns import words_of
from core.text import Text


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that has to be told.

    Args:
        code: its name.
        title: how people call it.
        jurisdiction: where.
        terms: any of these terms tells it.
        words: or these words do, over folded text.
        law: the row of law that asks for it.
        since: first day it is asked for; None where it always is.
        lenders: of whom; empty means of every lender.
        denied_is_present: saying that there is none also tells it.
    """

    code: str
    title: Text
    jurisdiction: Jurisdiction
    terms: tuple[TermName, ...] = ()
    words: re.Pattern[str] | None = None
    law: str = ""
    since: date | None = None
    lenders: frozenset[LenderType] = frozenset()
    denied_is_present: bool = True


_LICENSED = frozenset(
    {
        LenderType.BANK,
        LenderType.CONSUMER_FINANCE,
        LenderType.AUTO_FINANCE,
        LenderType.TRUST,
        LenderType.MICROLOAN,
    }
)
_STATEMENT = "cn-cost-statement-2026"
_CN, _US = Jurisdiction.CN, Jurisdiction.US


def _words(pattern: str) -> re.Pattern[str]:
    return words_of(pattern, re.IGNORECASE)


ITEMS: tuple[Item, ...] = (
    Item(
        "lender",
        Text(zh="贷款人名称", en="The lender's name"),
        _CN,
        (TermName.LENDER,),
        _words(
            r"(?:贷款人|出借人|放款人|贷款方|出借方|债权人|资金方|授信人|放款机构)[^。;\n]{0,20}[:为是][^。;\n]{2,}"
            rf"|{HAN_LENDER}|{NAMED}|{COMPANY}"
        ),
        law="cn-consumer-28",
    ),
    Item(
        "principal",
        Text(zh="借款本金", en="The principal"),
        _CN,
        (TermName.PRINCIPAL,),
        _words(
            r"(?:借款|贷款|出借|授信|分期|融资)(?:本金|金额|总额|数额|额度)[^。;]{0,16}\d|本金[^。;]{0,10}\d"
            rf"|{AMOUNT_OF_CREDIT}"
        ),
        law=_STATEMENT,
    ),
    Item(
        "yearly_rate",
        Text(zh="年化利率", en="The yearly rate"),
        _CN,
        (TermName.ALL_IN_RATE, TermName.INTEREST_RATE),
        law="cn-pboc-2021-3",
    ),
    Item(
        "schedule",
        Text(zh="还款安排", en="The repayment schedule"),
        _CN,
        (TermName.INSTALMENT, TermName.PAYMENT, TermName.METHOD),
        _words(
            r"还款(?:计划|方式|安排|日)|分\d{1,3}期|每[月期周日][^。;]{0,10}(?:还|偿|付|归)|到期(?:一次性)?[^。;]{0,6}(?:还|偿|归)"
            rf"|{INSTALMENTS}"
        ),
        law=_STATEMENT,
    ),
    Item(
        "late_charge",
        Text(zh="逾期费用", en="What lateness costs"),
        _CN,
        (TermName.LATE_CHARGE,),
        _words(
            "(?:不收取|无|不计收?)[^。;]{0,8}(?:罚息|逾期|违约金)|罚息|逾期(?:利息|利率|费|违约金|还款)|违约金"
            r"|(?:晚|迟)还|没(?:有)?按(?:时|期)还|未按(?:时|期)|拖欠|逾期[^。;]{0,16}[\d不]"
            rf"|{LATE}"
        ),
        law=_STATEMENT,
    ),
    Item(
        "early_repayment",
        Text(zh="提前还款的费用", en="What leaving early costs"),
        _CN,
        (TermName.PREPAYMENT_CHARGE,),
        _words(
            r"提[前早](?:[^。;,]{0,6})(?:还|结清|清偿|归|了结)|早(?:还|结清)"
            r"|(?:未|没)到期[^。;,]{0,8}(?:还|结清)|随时(?:可以?)?[^。;,]{0,6}(?:还|结清)"
            rf"|{EARLY}"
        ),
        law=_STATEMENT,
    ),
    Item(
        "complaints",
        Text(zh="投诉渠道", en="Where to complain"),
        _CN,
        (),
        _words(
            r"(?:投诉|客服|客户服务|服务热线|监督|咨询|举报)[^。;\n]{0,24}(?:电话|渠道|热线|邮箱|\d{3,}|网站|部门|方式)|12378|12363"
            r"|(?:意见|不满|疑问|纠纷|问题)[^。;\n]{0,24}(?:拨打|致电|联系|电话|\d{3,})|(?:拨打|致电)[^。;\n]{0,12}\d{3,}"
            r"|complain|customer (?:care|service)s?\b|ombudsman|hot ?line"
        ),
        law="cn-bank-consumer-2022-9",
        lenders=frozenset(LenderType) - {LenderType.PRIVATE},  # neighbours keep no hotline
    ),
    Item(
        "cost_statement",
        Text(zh="综合融资成本明示表", en="The all-in cost statement"),
        _CN,
        (),
        _words(
            "综合融资成本明示|明示表|综合融资成本|annuali[sz]ed all-in|all-in (?:financing )?cost"
        ),
        law=_STATEMENT,
        since=date(2026, 8, 1),
        lenders=_LICENSED,
    ),
    Item(
        "nothing_else",
        Text(zh="“不再收取其他费用”的声明", en="The statement that nothing else is charged"),
        _CN,
        (),
        _words(
            "(?:不(?:再|会|得)?(?:另行|额外)?(?:收取|支付|承担|产生)|无|没有|未)[^。;]{0,12}(?:任何)?(?:其他|其它|额外|另外)(?:的)?(?:任何)?"
            "(?:息费|费用|收费|款项)|(?:以上|上述|本表)[^。;]{0,12}(?:外|之外)[^。;]{0,8}(?:不|无)[^。;]{0,8}(?:费|收)|(?:费用|息费)[^。;]{0,16}为限"
            r"|nothing (?:other|else)\b[^.;]{0,50}charged|no other (?:fee|charge|cost)"
            r"|no (?:fees?|charges?) (?:other|besides|apart)"
        ),
        law=_STATEMENT,
        since=date(2026, 8, 1),
        lenders=_LICENSED,
    ),
    Item(
        "creditor",
        Text(zh="债权人名称", en="The creditor's name"),
        _US,
        (TermName.LENDER,),
        _words(rf"{NAMED}|{COMPANY}"),
        law="us-regz-1026.18-a",
    ),
    Item(
        "amount_financed",
        Text(zh="融资金额", en="Amount financed"),
        _US,
        (),
        _words("amount financed"),
        law="us-regz-1026.18-b",
    ),
    Item(
        "finance_charge",
        Text(zh="融资费用", en="Finance charge"),
        _US,
        (),
        _words("finance charge"),
        law="us-regz-1026.18-d",
    ),
    Item(
        "annual_percentage_rate",
        Text(zh="年利率", en="Annual percentage rate"),
        _US,
        (TermName.ALL_IN_RATE,),
        law="us-regz-1026.18-e",
    ),
    Item(
        "payment_schedule",
        Text(zh="还款安排", en="Payment schedule"),
        _US,
        (TermName.INSTALMENT, TermName.PAYMENT),
        _words(rf"payment schedule|one payment|due on|{INSTALMENTS}"),
        law="us-regz-1026.18-g",
    ),
    Item(
        "total_of_payments",
        Text(zh="还款总额", en="Total of payments"),
        _US,
        (TermName.TOTAL_PAYABLE,),
        _words("total of payments"),
        law="us-regz-1026.18-h",
    ),
    Item(
        "prepayment",
        Text(zh="提前还款", en="Prepayment"),
        _US,
        (TermName.PREPAYMENT_CHARGE,),
        _words(EARLY),
        law="us-regz-1026.18-k",
    ),
    Item(
        "late_payment",
        Text(zh="逾期费用", en="Late payment"),
        _US,
        (TermName.LATE_CHARGE,),
        _words(LATE),
        law="us-regz-1026.18-l",
    ),
    *(
        item
        for place in (Jurisdiction.EU, Jurisdiction.UK)
        for item in (
            Item(
                "creditor",
                Text(zh="贷款人名称", en="The creditor"),
                place,
                (TermName.LENDER,),
                _words(rf"{NAMED}|{COMPANY}"),
            ),
            Item(
                "amount_of_credit",
                Text(zh="贷款金额", en="Total amount of credit"),
                place,
                (TermName.PRINCIPAL,),
                _words(AMOUNT_OF_CREDIT),
            ),
            Item(
                "aprc",
                Text(zh="年化费用率", en="Annual percentage rate of charge"),
                place,
                (TermName.ALL_IN_RATE,),
            ),
            Item(
                "total_payable",
                Text(zh="应还总额", en="Total amount payable"),
                place,
                (TermName.TOTAL_PAYABLE,),
                _words(r"total (?:amount )?(?:payable|repayable|to (?:re)?pay)|total cost"),
            ),
            Item(
                "instalments",
                Text(zh="还款安排", en="Instalments"),
                place,
                (TermName.INSTALMENT, TermName.PAYMENT),
                _words(rf"{INSTALMENTS}|\bterm\b[^.;]{{0,12}}\d|\bdue\b|\brepay\b"),
            ),
            Item(
                "withdrawal",
                Text(zh="撤回权", en="Right of withdrawal"),
                place,
                (),
                _words("withdraw"),
            ),
            Item(
                "complaints",
                Text(zh="投诉和庭外解决的渠道", en="Where to complain out of court"),
                place,
                (),
                _words(
                    r"complain|ombudsm[ae]n|out[- ]of[- ]court|dispute resolution|mediat|arbitrat"
                    r"|supervis|financial conduct authority|arbiter"
                    r"|consumer (?:agency|authority|protection)"
                ),
            ),
        )
    ),
)
