"""Group A: whether the amounts of the contract add up."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

from contracts.answers import Answer, Check, Clear, Confidence, Departure, Severity, Unsettled
from contracts.checks.asking import shown, sources, step
from contracts.checks.cost import flat_interest
from contracts.falling_fees import falls
from contracts.fee_flows import fee_amount
from contracts.first_period import first_period
from contracts.ledger import monthly_rate
from contracts.model import Contract, Method, TermName
from contracts.quantities.grammar import quantities
from contracts.quantities.model import Kind, Quantity
from contracts.terms.numbers import MONEY, money, readable
from contracts.terms.passages import Clause, clauses
from core.patterns import words_of
from core.text import Text

_ZERO = Decimal(0)
_BESIDES_MAX = 6
_DEPOSIT = words_of(
    r"\b(?:deposit|down ?payment|advance payment|part[- ]exchange)\b|首付款?|定金", re.I
)
_INTEREST = words_of(
    rf"(?:利息(?:总额|合计|总计|共计?)?:?|\binterest(?: of)?[: ]+)(?P<value>{MONEY})"
    rf"|\binterest\b[^.;\n]{{0,90}}?(?P<total>{MONEY}) in total",
    re.IGNORECASE,
)
_BESIDE = words_of(r"[\s整正]*\(?(?:小写|大写|即|人民币)*[:\s]*\(?")


def unexplained_residual(contract: Contract) -> Answer:
    """Is more paid back than principal, stated interest and named fees add up to?"""
    flows = contract.flows
    rate = monthly_rate(contract.terms)
    flat = flat_interest(contract)
    if not flows.complete or not flows.payments:
        return Unsettled(", ".join(flows.missing) or "the payments")
    if rate is None:
        return Unsettled("the interest rate that explains the payments")
    period = first_period(contract)  # what it takes too much is explained by it, and found there
    odd = period.charged if period and period.excess else None
    interest = flat * len(flows.payments) if flat else _interest(contract, rate, odd)
    fees = sum((amount for _, amount in flows.fees), _ZERO)
    cost = flows.paid - flows.received
    residual = cost - interest - fees
    slack = max(Decimal(1), interest / 100, flows.principal / 2000)
    if residual <= slack or any(cost - told - fees <= slack for told in _interest_told(contract)):
        return Clear()
    return Departure(
        Text(
            zh=f"一共多还{shown(cost)}，其中写明的利息为{shown(interest)}，写明的费用为{shown(fees)}，"
            f"还有{shown(residual)}没有说明来由。",
            en=f"The loan costs {shown(cost)}; the stated interest explains "
            f"{shown(interest)}, named "
            f"fees {shown(fees)}; {shown(residual)} has no explanation.",
        ),
        sources(
            contract.first(TermName.PRINCIPAL),
            contract.first(TermName.INSTALMENT),
            contract.first(TermName.TOTAL_PAYABLE),
            contract.first(TermName.PAYMENT) if len(flows.payments) == 1 else None,
        ),
        (
            step("paid in all", flows.paid),
            step("received", flows.received),
            step("interest at the stated rate", interest),
            step("named fees", fees),
            step("unexplained", residual),
        ),
        confidence=Confidence.MEDIUM if flows.assumptions else Confidence.HIGH,
        would_settle="an itemised list of all charges with who receives each",
    )


def _interest_told(contract: Contract) -> list[Decimal]:
    """Return the sums the papers call interest: what is told as interest has an explanation."""
    return [
        money(found.group("value") or found.group("total"))[0]
        for file in contract.files
        for found in _INTEREST.finditer(file.text)
        if readable(found.group("value") or found.group("total"))
    ]


def _interest(contract: Contract, rate: Decimal, odd: Decimal | None) -> Decimal:
    """Return the interest the stated rate gives on the falling balance, by actual spacing.

    Args:
        contract: with its flows.
        rate: for a month.
        odd: the interest of the first period, where its days do not give it.
    """
    flows = contract.flows
    balance, total, last = flows.principal, _ZERO, flows.advances[0][0]
    periodic = flows.periodic_fee
    stated_fees = sum(
        (
            fee_amount(f, flows.principal, len(flows.payments))
            for f, _ in flows.fees
            if f.period != "once" and not (flows.falling_fees and falls(f))
        ),
        _ZERO,
    )
    first = sum((amount for fee, amount in flows.fees if fee.condition == "first"), _ZERO)
    for index, (on, amount) in enumerate(flows.payments):
        days = Decimal((on - last).days)
        months = Decimal(1) if 27 <= days <= 32 else days * 12 / 365
        interest = balance * rate * months
        if index == 0 and odd is not None:
            interest = odd
        falling = flows.falling_fees[index] if flows.falling_fees else _ZERO
        once = first if index == 0 else _ZERO
        paid = amount - (periodic or stated_fees) - falling - once - interest
        final = index + 1 == len(flows.payments)
        balance -= balance if final else max(min(paid, balance), _ZERO)
        total += interest
        last = on
    return total


def schedule_disagrees(contract: Contract) -> Answer:
    """Do instalments, totals, words and figures disagree with each other?"""
    for ask in (_words_and_figures, _last_too_large):
        found = ask(contract)
        if found is not None:
            return found
    return _sum_and_total(contract)


def _words_and_figures(contract: Contract) -> Departure | None:
    """Find an amount whose words (壹万贰仟元, "twelve thousand") and figures are not the same."""
    for file in contract.files:
        for clause in clauses(file):
            for one in quantities(clause.text):
                if one.kind is Kind.MONEY and len(set(one.readings)) > 1:
                    return _two_writings(clause, one.start, one.end, one.readings)
            beside = _beside(clause.text)
            if beside is not None:
                one, other = beside
                both = (one.low or _ZERO, other.low or _ZERO)
                return _two_writings(clause, one.start, other.end, both)
    return None


def _beside(text: str) -> tuple[Quantity, Quantity] | None:
    """Return two writings of one amount, words beside figures, that are not the same."""
    sums = [q for q in quantities(text) if q.kind is Kind.MONEY and q.low is not None]
    for one, other in itertools.pairwise(sums):
        digits = [any(c.isdigit() for c in text[q.start : q.end]) for q in (one, other)]
        gap = text[one.end : other.start]
        if digits[0] != digits[1] and _BESIDE.fullmatch(gap) and one.low != other.low:
            return one, other
    return None


def _two_writings(clause: Clause, start: int, end: int, both: tuple[Decimal, ...]) -> Departure:
    words, figures = both[0], both[-1]
    return Departure(
        Text(
            zh=f"同一金额的大写与小写不一致：{words}与{figures}。",
            en=f"One amount is {words} in one writing and {figures} in the other.",
        ),
        (clause.source(start, end),),
        (step("first", str(words)), step("second", str(figures))),
        would_settle="a statement which of the two holds",
    )


def _last_too_large(contract: Contract) -> Departure | None:
    """Find a last instalment more than twice the others that no method explains."""
    last, each = contract.first(TermName.LAST_INSTALMENT), contract.first(TermName.INSTALMENT)
    method = contract.first(TermName.METHOD)
    if last is None or each is None or last.number <= each.number * 2:
        return None
    if method is not None and method.value in {Method.INTEREST_FIRST, Method.BULLET}:
        return None
    return Departure(
        Text(
            zh=f"最后一期{shown(last.number)}，是其他各期{shown(each.number)}的两倍以上。",
            en=f"The last instalment of {shown(last.number)} is more than twice the others "
            f"({shown(each.number)}).",
        ),
        sources(last, each),
        (step("last instalment", last.number), step("other instalments", each.number)),
        would_settle="the repayment schedule",
    )


def _sum_and_total(contract: Contract) -> Answer:
    total = contract.first(TermName.TOTAL_PAYABLE)
    flows = contract.flows
    if total is None or not flows.payments:
        return Unsettled("the total to be repaid" if total is None else "the payments")
    bare = flows.paid - flows.periodic_fee * len(flows.payments) - flows.on_top
    slack = Decimal("0.01") * len(flows.payments) + Decimal("0.50")
    if min(abs(total.number - bare), abs(total.number - flows.paid)) <= slack:
        return Clear()
    if _counted_besides(contract, total.number - bare, slack):
        return Clear()
    return Departure(
        Text(
            zh=f"合同写的还款总额为{shown(total.number)}，各期相加为{shown(bare)}，两者不一致。",
            en=f"The contract states {shown(total.number)} in all, its instalments add up to "
            f"{shown(bare)}.",
        ),
        sources(
            total,
            contract.first(TermName.INSTALMENT),
            contract.first(TermName.INSTALMENT_COUNT),
            contract.first(TermName.LAST_INSTALMENT),
        ),
        (
            step("sum of the instalments", bare),
            step("stated total", total.number),
            step("difference", total.number - bare),
        ),
        would_settle="the repayment schedule",
    )


def _counted_besides(contract: Contract, difference: Decimal, slack: Decimal) -> bool:
    """Say whether a total also counts a deposit or fees that are paid beside the instalments."""
    if difference <= 0:
        return False
    fees = [amount for _, amount in contract.flows.fees]
    amounts = [*fees, *_deposits(contract)][:_BESIDES_MAX]
    return any(
        abs(sum(some, _ZERO) - difference) <= slack
        for count in range(1, len(amounts) + 1)
        for some in itertools.combinations(amounts, count)
    )


def _deposits(contract: Contract) -> list[Decimal]:
    """Return what the papers name as paid ahead of the credit, each amount once."""
    told = (
        one.low
        for file in contract.files
        for clause in clauses(file)
        for found in [_DEPOSIT.search(clause.text)]
        if found is not None
        for one in quantities(clause.text[found.start() :])
        if one.kind is Kind.MONEY and one.low
    )
    return list(dict.fromkeys(told))


CHECKS: tuple[Check, ...] = (
    Check(
        "A05",
        Text(zh="有说不清来由的成本", en="Cost without explanation"),
        Severity.CRITICAL,
        (
            "cn-civilcode-670",
            "cn-cost-statement-2026",
            "us-regz-1026.18-d",
            "eu-ccd1-3g",
            "uk-conc-app1.2",
        ),
        unexplained_residual,
        numeric=True,
    ),
    Check(
        "A07",
        Text(zh="还款数字对不上", en="The schedule does not add up"),
        Severity.HIGH,
        (
            "cn-civilcode-498",
            "us-regz-1026.18-h",
            "us-regz-1026.18-g",
            "eu-uctd-5",
            "uk-cca-55A",
        ),
        schedule_disagrees,
        numeric=True,
    ),
)
