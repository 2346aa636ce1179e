"""A06: the real yearly rate beside the line for this kind of lender on that day."""

from __future__ import annotations

from decimal import Decimal

from contracts.answers import Answer, Check, Clear, Confidence, Departure, Severity, Unsettled
from contracts.checks.asking import shown, sources, step
from contracts.checks.cost import open_fact, stated_rate
from contracts.lines import benchmark, lines_asked, reference_line
from contracts.model import Contract, Jurisdiction, LenderType, TermName
from contracts.standards import ROUNDING_POINTS
from core.text import Text

_HIGH_COST = Decimal(100)  # CONC 5A reaches credit with an APR of 100 % or more
_HIGH_COST_DAYS = 366
_SMALLEST_DAILY = Decimal("0.008")


def above_reference_line(contract: Contract) -> Answer:
    """Is the real yearly rate above the line for this kind of lender on the contract's day?"""
    if not contract.flows.complete or not contract.flows.payments:
        return Unsettled(", ".join(contract.flows.missing) or "the payments")
    match contract.jurisdiction:
        case Jurisdiction.CN:
            return _china(contract)
        case Jurisdiction.UK:
            return _united_kingdom(contract)
        case None:
            return Unsettled("the jurisdiction")
        case _:
            return Unsettled("the line of the state or member state for this lender")


def _china(contract: Contract) -> Answer:
    simple, compound = contract.rate("cn-simple"), contract.rate("cn-irr")
    if simple is None or compound is None or contract.day is None:
        return Unsettled("the yearly rate" if simple is None else "the day of the contract")
    if contract.lender_type is None:
        return _lender_unknown(contract, simple, compound)
    found = reference_line(contract.lender_type, contract.day)
    if found is None or _on_both_sides(contract, found[1]):
        no_line = "a line for this kind of lender on that day"
        return Unsettled(no_line if found is None else open_fact(contract))
    line, percent = found
    if compound <= percent:
        return Clear()
    if contract.lender_type is LenderType.PRIVATE and simple <= percent + ROUNDING_POINTS:
        return Clear()  # the line between private persons is one of simple yearly interest
    both = simple > percent
    how_zh = "单利和复利两种算法都" if both else "只按复利（IRR）计算"
    how_en = "by both methods" if both else "only when compounded (IRR)"
    private = contract.lender_type is LenderType.PRIVATE
    lpr = benchmark(contract.day)
    return Departure(
        Text(
            zh=f"实际年化单利{shown(simple)}%、复利{shown(compound)}%，{how_zh}高于参考线{shown(percent)}%。",
            en=f"The real yearly rate is {shown(simple)} % simple, {shown(compound)} % compounded; "
            f"{how_en} it is above the reference line of {shown(percent)} %.",
        ),
        sources(
            contract.first(TermName.PRINCIPAL),
            contract.first(TermName.INSTALMENT),
            stated_rate(contract),
        ),
        (
            step("kind of lender", contract.lender_type.value),
            step("day of the contract", contract.day.isoformat()),
            step(
                f"reference line (4 x one-year LPR {lpr} %, not verified), %"
                if private
                else "reference line, %",
                percent,
            ),
            step("yearly rate, simple, %", simple, 4),
            step("yearly rate, compound, %", compound, 4),
            step("above, points", (simple if both else compound) - percent, 4),
        ),
        confidence=Confidence.MEDIUM if both else Confidence.LOW,
        would_settle="the official text of the line and, for a private lender, the LPR of that day",
        severity=Severity.CRITICAL if both else Severity.HIGH,
        basis=(line.law,),
    )


def _on_both_sides(contract: Contract, percent: Decimal) -> bool:
    """Say whether the rate, as far as it is known, may lie below the line and above it."""
    bounds = contract.interval("cn-irr")
    return bounds is not None and bounds[0] <= percent < bounds[1]


def _lender_unknown(contract: Contract, simple: Decimal, compound: Decimal) -> Answer:
    """Choose no line; only what is above or below every line can be said."""
    made_on = contract.day
    kinds = {kind for line in lines_asked() if line.compares_loans for kind in line.lenders}
    lines = [found[1] for kind in kinds if made_on and (found := reference_line(kind, made_on))]
    if lines and compound <= min(lines):
        return Clear()
    if not lines or simple <= max(lines):
        return Unsettled("the kind of lender, which decides the line")
    return Departure(
        Text(
            zh=f"实际年化{shown(simple)}%(单利)高于各类放贷人的每一条参考线(最高{shown(max(lines))}%);放贷人类型不明。",
            en=f"The real yearly rate of {shown(simple)} % is above the line of every kind "
            f"of lender "
            f"(the highest is {shown(max(lines))} %); which kind this one is, is not known.",
        ),
        sources(
            contract.first(TermName.PRINCIPAL),
            contract.first(TermName.INSTALMENT),
            stated_rate(contract),
        ),
        (step("yearly rate, simple, %", simple, 4), step("highest line, %", max(lines))),
        confidence=Confidence.LOW,
        would_settle="the lender's licence",
        severity=Severity.HIGH,
    )


def _united_kingdom(contract: Contract) -> Answer:
    """Compare high-cost short-term credit with its two caps on charges."""
    rate = contract.rate("uk-aprc")
    flows = contract.flows
    start, last = flows.advances[0][0], flows.payments[-1][0]
    if rate is None:
        return Unsettled("the yearly rate")
    if rate < _HIGH_COST or (last - start).days > _HIGH_COST_DAYS:
        return Clear()
    charges = flows.paid - flows.received
    balance_days, owed, day = Decimal(0), flows.principal, start
    share = flows.principal / max(flows.paid, Decimal(1))
    for on, amount in flows.payments:
        balance_days += owed * (on - day).days
        owed -= amount * share
        day = on
    daily_cap = balance_days * _SMALLEST_DAILY
    if charges <= min(daily_cap, flows.principal):
        return Clear()
    return Departure(
        Text(
            zh=f"费用合计{shown(charges)}，高于每日0.8%的上限{shown(daily_cap)}或借款金额{shown(flows.principal)}。",
            en=f"Charges of {shown(charges)} are above the cap of 0.8 % a day "
            f"({shown(daily_cap)}) or "
            f"above the credit itself ({shown(flows.principal)}).",
        ),
        sources(
            contract.first(TermName.PRINCIPAL),
            contract.first(TermName.INSTALMENT),
            stated_rate(contract),
        ),
        (
            step("charges", charges),
            step("0.8 % a day of the balance", daily_cap),
            step("credit", flows.principal),
            step("yearly rate, UK APRC, %", rate),
        ),
        confidence=Confidence.MEDIUM,
        would_settle="whether the credit is unsecured and the lender no exempt one (CONC glossary)",
        basis=("uk-conc-5A.3.2", "uk-conc-5A.3.3"),
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "A06",
        Text(zh="实际年化高于参考线", en="Real rate above the reference line"),
        Severity.CRITICAL,
        (
            "cn-loan-assist-2025-9",
            "cn-court-2017-22",
            "cn-microloan-cost-2025",
            "cn-private-lending-25",
            "us-state-rates",
            "eu-ccd2-31",
            "uk-conc-5A.3.2",
            "uk-conc-5A.3.3",
        ),
        above_reference_line,
        numeric=True,
    ),
)
