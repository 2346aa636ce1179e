"""The questions one asks of a loan: its yearly rate, a cap, the money that was not told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from apr.equation import Counted, equation_of, timeline_equation
from apr.model import (
    Annualisation,
    DatedAmount,
    DatedCash,
    Equation,
    FractionRule,
    NoRate,
    Problem,
    RateResult,
    Timeline,
)
from apr.solver import Prepared, certify, npv, sign_changes, unit_rate, yearly_percent
from apr.solver import solve as solve_equation
from apr.standards import ALL, CODES, Standard, standard_in_force
from apr.wording import DOUBLE_ROOT, NOT_BEYOND, SEVERAL_ROOTS
from core.errors import InvalidInput
from core.money import Rate
from core.text import Text

_PERCENT_MAX = Decimal("1e15")
_FREE_DECIMALS = 2
_CENT = Decimal("0.01")
# Below this share of the flows, a present value is nought and not above or below it.
_NOUGHT = Decimal("1e-28")


def rate_of(
    advances: Sequence[DatedAmount], payments: Sequence[DatedAmount], standard: str
) -> RateResult:
    """Return the yearly rate of a loan by one standard.

    The row of the standard is chosen by the day of the first advance.

    Args:
        advances: what the borrower really receives, on which days; not empty.
        payments: everything the borrower pays; not empty.
        standard: a code such as "us-appendix-j".

    Raises:
        InvalidInput: there is no such standard, or there are no flows.
    """
    cash = _cash(advances, payments)
    return _judge(cash, standard_in_force(standard, cash.advances[0].on))


def solve(problem: Problem) -> tuple[RateResult, ...]:
    """Answer a problem by each standard it asks for, in the order of the table.

    Raises:
        InvalidInput: it asks for a standard that does not exist.
    """
    cash = problem.cash
    codes = CODES if problem.standards == (ALL,) else problem.standards
    on = min(item.on for item in cash.advances) if isinstance(cash, DatedCash) else None
    if isinstance(cash, Timeline) and codes[0] not in CODES:
        return (_judge_free(cash, codes[0]),)
    return tuple(_judge(cash, standard_in_force(code, on)) for code in codes)


def exceeds(
    advances: Sequence[DatedAmount],
    payments: Sequence[DatedAmount],
    standard: str,
    cap: Rate,
) -> bool:
    """Say whether the yearly rate is above a cap, without solving for it.

    The rate exceeds the cap exactly when the payments, discounted at the cap, are worth more
    than what was lent. A rate equal to the cap does not exceed it. Where the flows change sign
    more than once this does not hold, and the smallest rate is solved for and compared.

    Raises:
        InvalidInput: there is no such standard, no flows, or no rate that could be compared.
    """
    cash = _cash(advances, payments)
    counted = _counted(cash, standard)
    prepared = Prepared(counted.equation)
    if sign_changes(prepared) > 1:
        rates = solve_equation(prepared).rates
        if not rates:
            raise InvalidInput("flows that have a yearly rate", "flows that have none")
        return yearly_percent(counted.equation, rates[0]) > cap.as_percent
    value = npv(prepared, unit_rate(counted.equation, cap.as_percent))
    turnover = sum((abs(flow.amount) for flow in counted.equation.flows), Decimal(0))
    return value > turnover * _NOUGHT


def hidden_cost(
    advances: Sequence[DatedAmount],
    payments: Sequence[DatedAmount],
    disclosed: Rate,
    standard: str,
    quantum: Decimal = _CENT,
) -> Decimal:
    """Return in money what the borrower pays beyond the disclosed rate.

    It is the present value of all payments at the disclosed rate, less that of what was really
    received, at the start of the term; negative if the loan costs less than disclosed.

    Args:
        advances: what the borrower really receives.
        payments: everything the borrower pays.
        disclosed: the yearly rate that was told, meant as `standard` means it.
        standard: the code of the standard that counts time and compounds.
        quantum: the smallest unit of the currency; half of it rounds up.

    Raises:
        InvalidInput: there is no such standard, or no flows.
    """
    counted = _counted(_cash(advances, payments), standard)
    prepared = Prepared(counted.equation)
    rate = unit_rate(counted.equation, disclosed.as_percent)
    value = npv(prepared, rate) * (1 + rate) ** -prepared.start
    return value.quantize(quantum, ROUND_HALF_UP)


def _cash(advances: Sequence[DatedAmount], payments: Sequence[DatedAmount]) -> DatedCash:
    if not advances or not payments:
        raise InvalidInput("at least one advance and one payment", "none")
    ordered = sorted(advances, key=_by_day)
    return DatedCash(tuple(ordered), tuple(sorted(payments, key=_by_day)))


def _by_day(item: DatedAmount) -> date:
    return item.on


def _counted(cash: DatedCash, code: str) -> Counted:
    counted = equation_of(cash, standard_in_force(code, cash.advances[0].on))
    if isinstance(counted, NoRate):
        raise InvalidInput("money lent and money paid back on different days", counted.value)
    return counted


def _judge(cash: DatedCash | Timeline, standard: Standard) -> RateResult:
    bare = RateResult(
        standard=standard.code,
        method=standard.method,
        citation=standard.citation,
        verified=standard.verified,
    )
    counted = equation_of(cash, standard)
    if isinstance(counted, NoRate):
        return replace(bare, reason=counted)
    ready = replace(
        bare,
        unit_period=counted.unit_period,
        regularity=counted.regularity,
        tolerance_pp=standard.tolerance(counted.regularity),
        notes=counted.notes,
    )
    return _solved(ready, counted.equation, standard.decimals)


def _judge_free(cash: Timeline, name: str) -> RateResult:
    equation = timeline_equation(cash)
    bare = RateResult(standard=name, method=_free_method(cash))
    if isinstance(equation, NoRate):
        return replace(bare, reason=equation)
    return _solved(bare, equation, _FREE_DECIMALS)


def _free_method(cash: Timeline) -> Text:
    simple = cash.fraction_rule is FractionRule.SIMPLE
    nominal = cash.annualisation is Annualisation.NOMINAL
    return Text(
        zh=("单位期利率乘以每年期数" if nominal else "复利年化")
        + (",不足一期按单利" if simple else ",不足一期按复利"),
        en=("unit-period rate times unit-periods a year" if nominal else "compounded")
        + (", simple interest on a fraction" if simple else ", fractions compounded"),
    )


def _solved(result: RateResult, equation: Equation, decimals: int) -> RateResult:
    """Complete a result with the rate, its proof, and what to say about other roots."""
    prepared = Prepared(equation)
    roots = solve_equation(prepared)
    percents = tuple(yearly_percent(equation, rate) for rate in roots.rates)
    shown = [percent for percent in percents if percent <= _PERCENT_MAX]
    notes = result.notes
    if len(shown) < len(percents) or not roots.complete:
        notes += (NOT_BEYOND,)
    if not shown:
        reason = _why_none(equation, found=bool(percents))
        return replace(result, equation=equation, reason=reason, notes=notes)
    certificate = certify(prepared, shown[0])
    if len(shown) > 1:
        notes += (SEVERAL_ROOTS,)
    if certificate is None:
        notes += (DOUBLE_ROOT,)
    return replace(
        result,
        equation=equation,
        apr_exact=shown[0],
        apr_percent=shown[0].quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP),
        roots_percent=tuple(shown),
        certificate=certificate,
        notes=notes,
    )


def _why_none(equation: Equation, *, found: bool) -> NoRate:
    if found:
        return NoRate.OUT_OF_RANGE
    total = sum((flow.amount for flow in equation.flows), Decimal(0))
    return NoRate.NEGATIVE if total < 0 else NoRate.NO_ROOT
