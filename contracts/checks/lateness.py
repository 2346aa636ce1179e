"""Group C: what a late payment costs, by the numbers."""

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
from contracts.late_costs import (
    charge_kinds,
    contract_rate,
    is_lump,
    late_yearly,
    one_instalment,
    stacked,
)
from contracts.lines import benchmark
from contracts.model import Contract, Jurisdiction, LenderType, Term, TermName
from contracts.wordings.lateness import ALL_INTEREST
from core.text import Text

_DAYS = 365
_TIMES_MAX = Decimal("1.5")  # of the contract rate, PBOC notice of 2003
_NO_INTEREST = Decimal(24)  # a loan free of interest: the line for what lending may cost
_POINTS = 10  # above the contract rate; statutory default rates in Europe stay below
_TWICE = 2  # elsewhere no figure is law; twice the contract rate and 36 % is worth a look
_CRITICAL = Decimal(36)


def late_rate_high(contract: Contract) -> Answer:
    """Is the charge for lateness, as a yearly rate, above the line for this lender?"""
    late = contract.all(TermName.LATE_CHARGE)
    shares = [
        charge for charge in late if charge.unit in {"percent", "times"} and not is_lump(charge)
    ]
    shares = [charge for charge in shares if charge.unit == "times" or charge.period != "once"]
    if not shares:
        return Clear() if late else Unsettled("the charge for late payment")
    yearly_rate = contract_rate(contract)
    if yearly_rate is None:
        return Unsettled("the yearly interest rate the late charge is compared with")
    line = _line(contract, yearly_rate)
    if line is None:
        return Unsettled("the line for late charges of this lender and place")
    charged = [(charge, late_yearly(charge, yearly_rate)) for charge in shares]
    above = [(charge, rate) for charge, rate in charged if rate > line + Decimal("0.01")]
    if not above:
        return Clear()
    worst = max(rate for _, rate in above)
    private = contract.lender_type is LenderType.PRIVATE
    return Departure(
        Text(
            zh=f"逾期费率折合年化{shown(worst)}%，合同利率为{shown(yearly_rate)}%，比较的参考线为{shown(line)}%。",
            en=f"Lateness costs {shown(worst)} % a year; the contract rate is "
            f"{shown(yearly_rate)} %, "
            f"the line compared with {shown(line)} %.",
        ),
        sources(*(charge for charge, _ in above)),
        (
            *(
                step(f"{charge.value} {charge.unit} a {charge.period}, yearly %", rate)
                for charge, rate in above
            ),
            step("contract rate, %", yearly_rate),
            step("line (4 x one-year LPR, not verified), %" if private else "line, %", line),
        ),
        confidence=Confidence.LOW if private else Confidence.MEDIUM,
        would_settle="the lender's rule for default interest and the loss lateness really causes",
        severity=Severity.CRITICAL if worst > _CRITICAL else Severity.HIGH,
    )


def _line(contract: Contract, yearly_rate: Decimal) -> Decimal | None:
    match contract.jurisdiction:
        case None:
            return None
        case Jurisdiction.CN if contract.lender_type is LenderType.PRIVATE:
            lpr = benchmark(contract.day) if contract.day else None
            return lpr * 4 if lpr else None
        case Jurisdiction.CN:
            return yearly_rate * _TIMES_MAX if yearly_rate else _NO_INTEREST
        case Jurisdiction.EU | Jurisdiction.UK:
            return max(yearly_rate * _TWICE, yearly_rate + _POINTS)
        case _:
            return max(yearly_rate * _TWICE, _CRITICAL)


def late_charge_on_whole_loan(contract: Contract) -> Answer:
    """Is the late charge taken of the whole loan instead of the overdue amount?"""
    late = contract.all(TermName.LATE_CHARGE)
    if not late:
        return Unsettled("the charge for late payment")
    total = [
        charge
        for charge in late
        if charge.unit == "percent" and charge.base == "total" and charge.period != "once"
    ]
    if not total:
        return Clear()
    yearly = late_yearly(total[0], Decimal(0))
    lines = [step(f"{total[0].value} % a {total[0].period} of the whole loan, yearly %", yearly)]
    instalment = one_instalment(contract)
    if instalment:
        a_day = contract.flows.principal * yearly / _DAYS / 100
        lines.append(step("charge a day for one late instalment", a_day))
        lines.append(step("of that instalment, yearly %", a_day / instalment * _DAYS * 100))
    return Departure(
        Text(
            zh="逾期费按整笔借款而不是按逾期的那一期计算：只晚还一期，也按全部借款收取。",
            en="The late charge is taken of the whole loan, not of the instalment that is late.",
        ),
        sources(*total),
        tuple(lines),
        would_settle="a statement that late charges are taken of the overdue amount only",
    )


def stacked_charges(contract: Contract) -> Answer:
    """Are several charges taken for one late payment?"""
    late = contract.all(TermName.LATE_CHARGE)
    if not late:
        return Unsettled("the charge for late payment")
    late = tuple(charge for charge in late if not is_lump(charge) and charge.number > 0)
    kinds = charge_kinds(contract, late)
    if len(kinds) < 2:
        return Clear()
    return Departure(
        Text(
            zh=f"晚还一次，合同同时收取{len(kinds)}种费用，叠加之后远高于单项。",
            en=f"One late payment brings {len(kinds)} charges at once.",
        ),
        sources(*late),
        (
            *(step(f"{charge.unit} a {charge.period}", str(charge.value)) for charge in kinds),
            *_stack(contract, kinds),
        ),
        confidence=Confidence.MEDIUM,
        would_settle="a worked example of what one late payment costs after 30 and 90 days",
    )


def _stack(contract: Contract, late: tuple[Term, ...]) -> tuple[Step, ...]:
    """Return what one late instalment costs after 30 and 90 days, all charges together."""
    lines: list[Step] = []
    for one in stacked(contract, late):
        lines.append(step(f"one instalment {one.days} days late costs", one.cost))
        lines.append(step("of that instalment, yearly %", one.yearly_percent))
    return tuple(lines)


def lump_sum_on_default(contract: Contract) -> Answer:
    """Is a share of the principal, or all future interest, owed at once on default?"""
    if not is_loan(contract) and not contract.all(TermName.LATE_CHARGE):
        return Unsettled("the terms of a loan")
    lumps = [charge for charge in contract.all(TermName.LATE_CHARGE) if is_lump(charge)]
    if not lumps:
        return _all_interest(contract)
    return Departure(
        Text(
            zh=f"违约时一次性收取{lumps[0].value}%的违约金，与实际损失无关。",
            en=f"On default {lumps[0].value} % is owed at once, whatever the loss.",
        ),
        sources(*lumps),
        (
            *(step("share, %", str(charge.value)) for charge in lumps),
            *(
                step(
                    "share of the principal in money",
                    contract.flows.principal * charge.number / 100,
                )
                for charge in lumps
                if contract.flows.principal
            ),
        ),
        confidence=Confidence.MEDIUM,
        would_settle="proof of the loss that lateness causes the lender",
    )


def _all_interest(contract: Contract) -> Answer:
    answer = clause_answer(
        contract,
        ALL_INTEREST,
        Text(
            zh="违约后要求支付尚未发生的全部利息。",
            en="On default all interest of the future is asked for.",
        ),
        "a statement that interest runs only until the loan is paid",
    )
    flows = contract.flows
    if not isinstance(answer, Departure) or not flows.payments:
        return answer
    return replace(
        answer,
        computation=(step("interest and fees of the whole term", flows.paid - flows.received),),
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "C01",
        Text(zh="逾期费率偏高", en="High rate for lateness"),
        Severity.HIGH,
        (
            "cn-civilcode-585",
            "cn-civilcode-676",
            "cn-contract-interp-65",
            "cn-pboc-2003-251",
            "cn-private-lending-28",
            "us-regz-1026.18-l",
            "us-state-rates",
            "eu-uctd-5",
            "uk-conc-5A.2",
            "uk-cca-93",
        ),
        late_rate_high,
    ),
    Check(
        "C02",
        Text(zh="逾期费按整笔借款计算", en="Late charge on the whole loan"),
        Severity.CRITICAL,
        (
            "cn-civilcode-585",
            "cn-contract-interp-65",
            "cn-civilcode-497",
            "us-udaap-5531",
            "eu-uctd-5",
            "uk-cra-62",
        ),
        late_charge_on_whole_loan,
    ),
    Check(
        "C03",
        Text(zh="多种逾期费用叠加", en="Stacked late charges"),
        Severity.HIGH,
        (
            "cn-civilcode-585",
            "cn-contract-interp-64",
            "cn-contract-interp-65",
            "cn-private-lending-29",
            "us-16cfr444.4",
            "us-regz-1026.52-b",
            "eu-uctd-5",
            "uk-conc-5A.3.2",
        ),
        stacked_charges,
    ),
    Check(
        "C04",
        Text(zh="违约一次性收取高额违约金", en="Lump sum on default"),
        Severity.HIGH,
        (
            "cn-civilcode-585",
            "cn-contract-interp-64",
            "cn-contract-interp-65",
            "us-15usc1615-a",
            "eu-cjeu",
            "eu-uctd-5",
            "uk-cra-62",
        ),
        lump_sum_on_default,
    ),
)
