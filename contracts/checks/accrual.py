"""Group A: how interest is counted, and whether its rate may move."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from contracts.answers import (
    Answer,
    Check,
    Clear,
    Confidence,
    Departure,
    Severity,
    Step,
    Unsettled,
)
from contracts.checks.asking import clause_answer, is_loan, shown, sources, step
from contracts.first_period import FirstPeriod, first_period, known_ends
from contracts.ledger import monthly_rate
from contracts.model import Contract, TermName
from contracts.wordings.model import affirmed
from contracts.wordings.pricing import (
    ADJUSTED,
    BEFORE_PAYOUT,
    COMPOUNDING,
    FIXED,
    FLOATING,
    WHOLE_FIRST_PERIOD,
    YEAR_OF_360,
)
from core.text import Text

_YEAR = 365
_BANK_YEAR = 360
_MONTHS = 12
_SETTLES_FIRST = "the day interest starts and the bank record of the payout"


def year_of_360_days(contract: Contract) -> Answer:
    """Is a daily rate a 360th of the year, or interest counted for days without the money?"""
    short_year = clause_answer(
        contract,
        YEAR_OF_360,
        Text(
            zh="日利率按一年360天折算而按实际天数计息，实际利息约多1.39%（365÷360）。",
            en="The daily rate is a 360th of the yearly one while real days are counted: about "
            "1.39 % more interest (365 / 360).",
        ),
        "the formula of daily interest",
    )
    if isinstance(short_year, Departure):
        return replace(short_year, computation=_dearer_by(contract))
    early = clause_answer(
        contract,
        BEFORE_PAYOUT,
        Text(
            zh="利息在借款到账之前就开始计算，没有用到钱的日子也要付利息。",
            en="Interest runs before the money arrives: days without the money are paid for.",
        ),
        _SETTLES_FIRST,
    )
    return early if isinstance(early, Departure) else _first_period(contract)


def _first_period(contract: Contract) -> Answer:
    """Is an odd first period charged more interest than its days give?"""
    odd = first_period(contract)
    if odd is not None and odd.excess:
        return _days_not_had(contract, odd)
    said = clause_answer(
        contract,
        WHOLE_FIRST_PERIOD,
        Text(
            zh="首期不足一个月也按一整月计息，没有用到钱的日子也要付利息。",
            en="A first period shorter than a month is charged as a whole one: days without the "
            "money are paid for.",
        ),
        _SETTLES_FIRST,
    )
    if isinstance(said, Departure) or not is_loan(contract):
        return said
    asked = len(contract.flows.payments) > 1 and monthly_rate(contract.terms) is not None
    if asked and known_ends(contract) is None:
        return Unsettled("the day of the first payment")
    return said


def _days_not_had(contract: Contract, odd: FirstPeriod) -> Departure:
    ends = known_ends(contract) or ()
    day = contract.first(TermName.DISBURSED_ON)
    return Departure(
        Text(
            zh=f"从{odd.begins}到首期还款日{odd.ends}是{odd.days}天，按写明的利率至多应计利息"
            f"{shown(odd.due)}，首期实际收取{shown(odd.charged)}，多收{shown(odd.excess)}。"
            "比较的规则：利息按实际用款的天数计算。",
            en=f"From {odd.begins} to the first payment on {odd.ends} are {odd.days} days; at the "
            f"stated rate they give at most {shown(odd.due)} of interest, the first period takes "
            f"{shown(odd.charged)}, {shown(odd.excess)} more. Compared with: interest is for the "
            "days the money was there.",
        ),
        sources(*ends, contract.first(TermName.INSTALMENT)),
        (
            step("from the payout to the first payment", f"{odd.days} days"),
            step("interest of the first period as charged", odd.charged),
            step("interest of its days at the stated rate, at most", odd.due),
            step("more than the days give", odd.excess),
        ),
        confidence=Confidence.MEDIUM if day is None else Confidence.HIGH,
        would_settle=_SETTLES_FIRST,
    )


def _dearer_by(contract: Contract) -> tuple[Step, ...]:
    rate = monthly_rate(contract.terms)
    if rate is None:
        return (step("365 / 360, % more interest", Decimal(_YEAR * 100) / _BANK_YEAR - 100, 4),)
    yearly = rate * _MONTHS * 100
    return (
        step("yearly rate as stated, %", yearly, 4),
        step("yearly rate by actual days over 360, %", yearly * _YEAR / _BANK_YEAR, 4),
    )


def compound_interest(contract: Contract) -> Answer:
    """Is unpaid interest or late interest itself charged with interest?"""
    answer = clause_answer(
        contract,
        COMPOUNDING,
        Text(
            zh="未付的利息或罚息再计利息，欠款会越滚越大。",
            en="Unpaid interest bears interest again, so that the debt grows by itself.",
        ),
        "the method by which the lender works out late interest",
    )
    rate = monthly_rate(contract.terms)
    if not isinstance(answer, Departure) or rate is None or not contract.flows.principal:
        return answer
    owed = contract.flows.principal
    grown = owed * (1 + rate) ** _MONTHS - owed
    lines = (
        step("interest of a year, not compounded", owed * rate * _MONTHS),
        step("interest of a year, added to the debt each month", grown),
        step("difference", grown - owed * rate * _MONTHS),
    )
    return replace(answer, computation=lines)


def rate_without_measure(contract: Contract) -> Answer:
    """May the rate move without an index, or although it is called fixed?"""
    if not contract.files:
        return Unsettled("the text of the contract")
    fixed, moved = affirmed(contract, FIXED), affirmed(contract, ADJUSTED)
    if fixed and moved:
        return Departure(
            Text(
                zh="一处写固定利率，另一处又可以调整利率，两处矛盾。",
                en="One place calls the rate fixed, another lets it be changed.",
            ),
            fixed[:1] + moved[:1],
            (step("first", fixed[0].quote[:80]), step("second", moved[0].quote[:80])),
            confidence=Confidence.HIGH,
            would_settle="a statement which of the two holds",
        )
    floating = affirmed(contract, FLOATING)
    if not floating:
        return Clear() if is_loan(contract) else Unsettled("the terms of a loan")
    return Departure(
        Text(
            zh="利率可以变动，但没有写明跟随哪个基准、加减多少、上限是多少、怎样通知。",
            en="The rate may move, but no index, margin, cap or notice is stated.",
        ),
        floating,
        confidence=Confidence.MEDIUM,
        would_settle="the index, the margin, the cap and the notice of each change",
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "A08",
        Text(
            zh="按360天折算，或没有用到钱的日子也计息",
            en="Year of 360 days, or interest for days without the money",
        ),
        Severity.MEDIUM,
        (
            "cn-pboc-2021-3",
            "cn-civilcode-496",
            "cn-civilcode-671",
            "us-regz-1026.17-c-3",
            "us-regz-appj-b-2",
            "eu-ccd1-annex1",
            "uk-cra-62",
        ),
        year_of_360_days,
    ),
    Check(
        "A09",
        Text(zh="利息再计利息", en="Interest on interest"),
        Severity.HIGH,
        (
            "cn-civilcode-497",
            "cn-private-lending-27",
            "cn-pboc-2003-251",
            "us-state-rates",
            "eu-uctd-5",
            "uk-cra-62",
        ),
        compound_interest,
    ),
    Check(
        "A10",
        Text(zh="利率可变却没有尺度", en="Rate that may move without a measure"),
        Severity.HIGH,
        (
            "cn-civilcode-496",
            "cn-consumer-26",
            "us-regz-1026.18-f-1",
            "eu-ccd2-23",
            "eu-uctd-annex-2",
            "uk-cra-62",
        ),
        rate_without_measure,
    ),
)
