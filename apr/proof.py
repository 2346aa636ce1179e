"""Results as JSON that carries its own proof, and the check of such a proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from fractions import Fraction
from typing import cast

from apr.equation import timeline_equation
from apr.model import Certificate, Equation, Flow, NoRate, Problem, RateResult, Timeline
from apr.rates import solve
from apr.reading import read_problem
from apr.solver import Prepared, npv, unit_rate
from apr.wording import REASONS
from core.errors import InvalidInput
from core.money import decimal_from
from core.text import Language, Text


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the proof of one result holds, and why not."""

    standard: str
    holds: bool
    why: Text


def answer(
    problem: Problem, results: Sequence[RateResult], language: Language | str = Language.EN
) -> dict[str, object]:
    """Return the JSON object that answers a problem, ready for `json.dumps`."""
    return {"id": problem.id, "results": [result_object(each, language) for each in results]}


def result_object(result: RateResult, language: Language | str = Language.EN) -> dict[str, object]:
    """Return one result as a JSON object with its certificate and its equation."""
    equation = result.equation
    period = result.unit_period
    fields: dict[str, object] = {
        "standard": result.standard,
        "apr_percent": None if result.apr_percent is None else format(result.apr_percent, "f"),
        "apr_exact": _number(result.apr_exact),
        "unit_period": equation.unit_period if equation else None,
        "unit_periods_per_year": _quotient(equation.per_year) if equation else None,
        "unit_period_reason": _said(period.reason if period else None, language),
        "method": _said(result.method, language),
        "regularity": result.regularity,
        "tolerance_pp": _number(result.tolerance_pp),
        "roots": len(result.roots_percent),
        "certificate": _certificate(result.certificate),
        "citation": _said(result.citation, language),
        "verified": result.verified,
        "notes": [note.in_language(language) for note in result.notes],
    }
    if len(result.roots_percent) > 1:
        fields["roots_percent"] = [_number(root) for root in result.roots_percent]
    if result.reason is not None:
        fields["reason"] = _said(REASONS[result.reason], language)
        fields["reason_code"] = result.reason.value
    if equation is not None:
        fields["equation"] = equation_object(equation)
    return fields


def equation_object(equation: Equation) -> dict[str, object]:
    """Return an equation in the timeline form, exact: it can be handed in again as a problem."""
    lent = [flow for flow in equation.flows if flow.amount < 0]
    paid = [flow for flow in equation.flows if flow.amount > 0]
    return {
        "per_year": _quotient(equation.per_year, exact=True),
        "unit_period": equation.unit_period,
        "annualisation": equation.annualisation.value,
        "fraction_rule": equation.fraction_rule.value,
        "advances": [_series(run) for run in _runs(lent)],
        "payments": [_series(run) for run in _runs(paid)],
    }


def verify(value: object, problem: Problem | None = None) -> tuple[Verdict, ...]:
    """Check each result of an answer again by two evaluations of its equation.

    Args:
        value: the answer, as a JSON parser returned it, best with `parse_float=Decimal`.
        problem: the loan; if given, the equation must also be the one that follows from it.

    Raises:
        InvalidInput: it is not an answer of this program.
    """
    results: object = None
    if isinstance(value, Mapping):
        results = cast("Mapping[str, object]", value).get("results")
    if not isinstance(results, list):
        raise InvalidInput("an answer with a list of results", "none", "/results")
    expected = {result.standard: result for result in solve(problem)} if problem else None
    return tuple(
        _verdict(item, f"/results/{index}", expected)
        for index, item in enumerate(cast("list[object]", results))
    )


def _verdict(item: object, where: str, expected: Mapping[str, RateResult] | None) -> Verdict:
    if not isinstance(item, Mapping):
        raise InvalidInput("an object", "something else", where)
    fields = cast("Mapping[str, object]", item)
    name = str(fields.get("standard"))
    stated = fields.get("apr_percent")
    if expected is not None and not _follows(fields, expected.get(name), where):
        return Verdict(name, holds=False, why=OTHER_EQUATION)
    if stated is None:
        return Verdict(name, holds=True, why=_NO_RATE)
    if not isinstance(fields.get("certificate"), Mapping) or "equation" not in fields:
        return Verdict(name, holds=False, why=_NO_PROOF)
    why = _recheck(fields, where)
    return Verdict(name, holds=why is _HOLDS, why=why)


def _recheck(fields: Mapping[str, object], where: str) -> Text:
    """Evaluate the equation at both ends, and say what came of it."""
    bounds = cast("Mapping[str, object]", fields["certificate"])
    printed = Certificate(
        *(
            _read(bounds.get(key), f"{where}/certificate/{key}")
            for key in ("low", "high", "npv_low", "npv_high")
        )
    )
    exact = _read(fields.get("apr_exact"), f"{where}/apr_exact")
    shown = _read(fields.get("apr_percent"), f"{where}/apr_percent")
    if not printed.low < exact < printed.high or _rounded(exact, shown) != shown:
        return OUTSIDE
    prepared = Prepared(_equation(fields["equation"], where))
    points = (printed.low, printed.high)
    values = [npv(prepared, unit_rate(prepared.equation, point)) for point in points]
    if values[0] * printed.npv_low <= 0 or values[1] * printed.npv_high <= 0:
        return _OTHER_VALUES
    return _HOLDS if printed.holds else _NO_CHANGE


def _rounded(exact: Decimal, shown: Decimal) -> Decimal | None:
    with localcontext(prec=60):
        try:
            return exact.quantize(shown, ROUND_HALF_UP)
        except InvalidOperation:
            return None


def _follows(fields: Mapping[str, object], result: RateResult | None, where: str) -> bool:
    """Whether the printed equation is the one that the loan itself leads to."""
    if result is None:
        return False
    if result.equation is None or "equation" not in fields:
        return (result.equation is None) is ("equation" not in fields)
    printed = _equation(fields["equation"], where)
    return printed == result.equation and (result.reason is None) is (
        fields.get("apr_percent") is not None
    )


def _equation(value: object, where: str) -> Equation:
    """Read a printed equation back.

    Raises:
        InvalidInput: it is no equation.
    """
    place = f"{where}/equation"
    if not isinstance(value, Mapping):
        raise InvalidInput("an equation", "something else", place)
    try:
        problem = read_problem({**cast("Mapping[str, object]", value), "standard": "equation"})
    except InvalidInput as refusal:
        raise InvalidInput(refusal.expected, refusal.found, place + refusal.where) from None
    equation = timeline_equation(problem.cash) if isinstance(problem.cash, Timeline) else None
    if equation is None or isinstance(equation, NoRate):
        raise InvalidInput("an equation with flows of both signs", "another", place)
    return equation


def _read(value: object, where: str) -> Decimal:
    if not isinstance(value, str | int | float | Decimal):
        raise InvalidInput("a number", "something else", where)
    return decimal_from(value, where)


def _said(text: Text | None, language: Language | str) -> str | None:
    return None if text is None else text.in_language(language)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _certificate(certificate: Certificate | None) -> dict[str, float] | None:
    if certificate is None:
        return None
    return {
        "low": float(certificate.low),
        "high": float(certificate.high),
        "npv_low": float(certificate.npv_low),
        "npv_high": float(certificate.npv_high),
    }


def _quotient(value: Fraction, *, exact: bool = False) -> int | float | str:
    """Return a whole number as one, anything else as a quotient or, for readers, a float."""
    if value.denominator == 1:
        return value.numerator
    return f"{value.numerator}/{value.denominator}" if exact else float(value)


def _series(run: Sequence[Flow]) -> dict[str, object]:
    first = run[0]
    series: dict[str, object] = {"t": _quotient(first.whole, exact=True)}
    if first.part:
        series["f"] = _quotient(first.part, exact=True)
    series["amount"] = format(abs(first.amount), "f")
    if len(run) > 1:
        series["count"] = len(run)
        series["every"] = _quotient(run[1].whole - first.whole, exact=True)
    return series


def _runs(flows: Sequence[Flow]) -> Iterator[list[Flow]]:
    """Group equal amounts at equal distances."""
    run: list[Flow] = []
    for flow in flows:
        if run and not _continues(run, flow):
            yield run
            run = []
        run.append(flow)
    if run:
        yield run


def _continues(run: Sequence[Flow], flow: Flow) -> bool:
    last = run[-1]
    if flow.amount != last.amount or flow.part != last.part:
        return False
    return len(run) == 1 or flow.whole - last.whole == last.whole - run[-2].whole


_HOLDS = Text(zh="成立：两端现值异号", en="holds: the values at both ends have opposite signs")
_NO_RATE = Text(zh="没有给出利率，无须证明", en="no rate is given, so there is nothing to prove")
_NO_PROOF = Text(zh="没有证明", en="there is no certificate with its equation")
OUTSIDE = Text(
    zh="所示利率不在两端之间，或舍入有误",
    en="the rate shown is not between the two ends, or is rounded wrongly",
)
_OTHER_VALUES = Text(
    zh="重新计算的现值与所示不符", en="the values worked out again are not the ones printed"
)
_NO_CHANGE = Text(zh="两端现值同号", en="the values at both ends have the same sign")
OTHER_EQUATION = Text(
    zh="所列方程并非由该笔贷款得出", en="the equation is not the one that follows from the loan"
)
