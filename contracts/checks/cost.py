"""Group A: what the loan really costs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from apr.model import RateResult
from contracts.answers import Answer, Check, Clear, Confidence, Departure, Severity, Unsettled
from contracts.checks.asking import is_loan, shown, sources, step
from contracts.fee_flows import fee_amount
from contracts.ledger import annuity, monthly_rate
from contracts.model import Contract, Method, Term, TermName
from contracts.standards import ROUNDING_POINTS, STANDARD_NAMES
from contracts.wordings.cost import FLAT, PRICE_TOLD
from contracts.wordings.model import affirmed
from core.text import Text

_ZERO = Decimal(0)
_PLACES = 2  # of words that tell the same, the first ones are enough


def stated_rate(contract: Contract) -> Term | None:
    """Return the yearly rate the contract puts first: the all-in one, else the interest rate."""
    all_in = contract.first(TermName.ALL_IN_RATE)
    if all_in is not None:
        return all_in
    yearly = (rate for rate in contract.all(TermName.INTEREST_RATE) if rate.period == "year")
    return next(yearly, None)


def comparable(contract: Contract, stated: Term) -> RateResult | None:
    """Return the computed rate the stated one is compared with.

    A rate that says it is compound is held against the compound one, a simple one against
    the simple; one that says nothing against the lowest.
    """
    rates = [rate for rate in contract.rates if rate.apr_exact is not None]
    if stated.condition == "compound":
        compound = [rate for rate in rates if rate.standard == "cn-irr"]
        rates = compound or rates
    return min(rates, key=lambda rate: rate.apr_exact or _ZERO, default=None)


def open_fact(contract: Contract) -> str:
    """Say which missing fact leaves the rate between two bounds."""
    names = {term.name for term in contract.terms}
    if not names & {TermName.METHOD, TermName.INSTALMENT}:
        return "the repayment method"
    if any(term.between for term in contract.terms):
        return "what is charged within the range or limit that is told"
    return "the voluntary fees"


def tolerance_of(computed: RateResult) -> Decimal:
    """Return by how many points a stated rate may differ before it counts."""
    return max(computed.tolerance_pp or _ZERO, ROUNDING_POINTS)


def no_yearly_rate(contract: Contract) -> Answer:
    """Does the contract state its price as a yearly rate at all?"""
    if not is_loan(contract):
        return Unsettled("the terms of a loan")
    if stated_rate(contract) is not None:
        return Clear()
    others = contract.all(TermName.INTEREST_RATE) or contract.all(TermName.FEE)
    yearly = min((r.apr_exact for r in contract.rates if r.apr_exact is not None), default=None)
    tail_zh = f"按现金流折算，年化约为{shown(yearly)}%。" if yearly is not None else ""
    tail_en = f" By its cash flows it is about {shown(yearly)} % a year." if yearly else ""
    return Departure(
        Text(
            zh=f"合同没有写明年化利率，只有日、月或每期的费率，或者没有利率。{tail_zh}",
            en=f"The contract states no yearly rate, only daily, monthly or per-instalment ones, "
            f"or none.{tail_en}",
        ),
        sources(*others) + affirmed(contract, PRICE_TOLD)[:_PLACES],
        tuple(
            step(f"{rate.value} % per {rate.period or '?'} times a year", _yearly(rate))
            for rate in contract.all(TermName.INTEREST_RATE)
        ),
        would_settle="a statement of the yearly all-in cost, such as the cost statement signed "
        "with the contract",
    )


def _yearly(rate: Term) -> Decimal:
    times = {"year": 1, "month": 12, "day": 365, "instalment": 12}
    return rate.number * times.get(rate.period, 1)


def rate_understated(contract: Contract) -> Answer:
    """Is the stated yearly rate lower than what the payments work out to?"""
    stated = stated_rate(contract)
    if stated is None:
        return Unsettled("the stated yearly rate")
    computed = comparable(contract, stated)
    if computed is None or computed.apr_exact is None:
        return Unsettled(", ".join(contract.flows.missing) or "cash flows that give a rate")
    tolerance = tolerance_of(computed)
    difference = computed.apr_exact - stated.number
    bounds = contract.interval(computed.standard)
    if bounds and bounds[0] - stated.number <= tolerance < bounds[1] - stated.number:
        return Unsettled(open_fact(contract))
    if difference <= tolerance:
        return Clear()
    flows, method = contract.flows, STANDARD_NAMES[computed.standard]
    return Departure(
        Text(
            zh=f"合同写的年化为{stated.value}%，按实际收到和支付的金额计算为{shown(computed.apr_exact)}%"
            f"（{method.zh}），高出{shown(difference)}个百分点。",
            en=f"The contract states {stated.value} % a year; what is received and paid "
            f"works out to "
            f"{shown(computed.apr_exact)} % ({method.en}), {shown(difference)} "
            f"points more.",
        ),
        sources(stated, contract.first(TermName.NET_PROCEEDS), contract.first(TermName.INSTALMENT))
        + sources(*(fee for fee, _ in flows.fees)),
        (
            step("received at the start", flows.received),
            step(f"paid in {len(flows.payments)} payments", flows.paid),
            step(f"yearly rate, {method.en}, %", computed.apr_exact, 4),
            step("stated, %", str(stated.value)),
            step("difference, points", difference, 4),
            step("tolerance, points", str(tolerance)),
        ),
        confidence=Confidence.MEDIUM if flows.assumptions else Confidence.HIGH,
        would_settle="the repayment schedule and proof of what was paid out",
    )


def fee_on_original_principal(contract: Contract) -> Answer:
    """Is interest or a periodic fee taken of the original principal although the debt falls?"""
    fees = [
        fee
        for fee in contract.all(TermName.FEE)
        if fee.unit == "percent"
        and fee.base == "principal"
        and fee.period in {"instalment", "month"}
        and fee.condition != "optional"
    ]
    method = contract.first(TermName.METHOD)
    falls = method is None or method.value not in {Method.INTEREST_FIRST, Method.BULLET}
    flat = flat_interest(contract) if falls else None
    told = affirmed(contract, FLAT)[:_PLACES]
    if not fees and flat is None and not told:
        return Clear() if is_loan(contract) else Unsettled("the fees of the loan")
    if method is None and contract.first(TermName.INSTALMENT) is None:
        return Unsettled("the repayment method")
    if not falls:
        return Clear()
    found = _of_original(contract, fees, flat)
    return replace(found, evidence=found.evidence + told)


def _of_original(contract: Contract, fees: list[Term], flat: Decimal | None) -> Departure:
    count = max(len(contract.flows.payments), 1)
    principal = contract.flows.principal
    lines = [
        step(
            f"{fee.label}: {fee.value} % of {shown(principal)}, {count} times",
            fee_amount(fee, principal, count) * count,
        )
        for fee in fees
    ]
    computed = min((r.apr_exact for r in contract.rates if r.apr_exact is not None), default=None)
    if flat is not None:
        lines.append(step("interest of each instalment, of the original principal", flat))
    if computed is not None:
        lines.append(step("real yearly rate, %", computed, 4))
    return Departure(
        Text(
            zh="每期利息或费用按最初的借款本金收取，而本金逐期减少；实际费率接近名义费率的两倍。",
            en="Interest or a fee of each instalment is taken of the original principal while the "
            "debt falls; its real rate is close to twice the nominal one.",
        ),
        sources(*fees)
        + (
            sources(contract.first(TermName.INTEREST_RATE), contract.first(TermName.INSTALMENT))
            if flat
            else ()
        ),
        tuple(lines),
        would_settle="a fee schedule that shows the base of each instalment's fee",
    )


def flat_interest(contract: Contract) -> Decimal | None:
    """Return the interest of each instalment if it is the stated rate of the whole principal.

    Source:
        An instalment of principal / count + principal x rate, instead of the annuity.
    """
    rate = monthly_rate(contract.terms)
    instalment = contract.first(TermName.INSTALMENT)
    flows = contract.flows
    count = len(flows.payments)
    if not rate or instalment is None or count < 3 or not flows.principal:
        return None
    flat = flows.principal * rate
    level = flows.principal / count + flat
    slack = max(Decimal("0.02") * count, level / 1000)
    if abs(instalment.number - level) > slack:
        return None
    return flat if abs(instalment.number - annuity(flows.principal, rate, count)) > slack else None


_RATE = ("cn-cost-statement-2026", "cn-pboc-2021-3", "us-regz-1026.18-e")
CHECKS: tuple[Check, ...] = (
    Check(
        "A01",
        Text(zh="没有写明年化利率", en="No yearly rate stated"),
        Severity.CRITICAL,
        (
            *_RATE,
            "cn-civilcode-680",
            "cn-civilcode-496",
            "eu-ccd1-3g",
            "eu-ccd2-30",
            "uk-cca-55A",
        ),
        no_yearly_rate,
    ),
    Check(
        "A02",
        Text(zh="写明的年化低于实际", en="Stated rate lower than the real one"),
        Severity.CRITICAL,
        (
            *_RATE[:2],
            "us-regz-1026.22-a",
            "us-regz-1026.4-a",
            "eu-ccd1-3g",
            "eu-ccd1-annex1",
            "eu-ccd2-30",
            "uk-conc-app1.2",
        ),
        rate_understated,
        numeric=True,
    ),
    Check(
        "A03",
        Text(zh="费用按最初本金收取", en="Fee taken of the original principal"),
        Severity.HIGH,
        (
            *_RATE[:2],
            "cn-consumer-8",
            "cn-consumer-26",
            "us-regz-1026.4-a",
            "eu-ccd1-3g",
            "uk-conc-app1.2",
        ),
        fee_on_original_principal,
    ),
)
