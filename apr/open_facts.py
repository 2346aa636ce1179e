"""A fact that is missing makes an interval: the least and the most the rate can be, never nought.

An amount may be `null` (anything from nothing up) or `{"low": …, "high": …}`; a day may be
`{"earliest": …, "latest": …}`. At any rate, the present value rises with each payment and falls
with each advance. So if the value is above nought from a rate of nought up to the rate of the
cheapest case, it is so for every case, and none has a smaller rate; and at the dearest case's rate
no case's value has stayed above nought. Open days are tried one by one, since a day can change the
unit-period too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import product
from typing import cast

from apr.fields import JsonObject, list_at, number_at, object_at
from apr.model import RateResult
from apr.proof import OTHER_EQUATION, OUTSIDE, Verdict, answer, result_object, verify
from apr.rates import solve
from apr.reading import read_problem
from apr.wording import INTERVAL_HOLDS, MISSING_FACTS
from core.dates import parse_day
from core.errors import InvalidInput
from core.text import Language

_CASES_MAX = 400  # so many sets of days are tried
_CENT = Decimal("0.01")
_ENDS = ("at_least", "at_most")
_SIDES = ("advances", "payments")


@dataclass(frozen=True, slots=True)
class _Amount:
    """What an amount can be; `high` is None where nothing bounds it."""

    place: tuple[str, int]
    low: Decimal
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class _Day:
    """The days on which a flow or series can begin."""

    place: tuple[str, int]
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Bound:
    """One end of an interval: the case that gives it, None where nothing bounds the rate."""

    result: RateResult | None = None


def answered(value: object, language: Language | str = Language.EN) -> dict[str, object]:
    """Read one problem and return the object that answers it, with intervals where facts miss.

    Raises:
        InvalidInput: something does not fit; `where` is its JSON pointer.
    """
    source = object_at(value, "")
    amounts, days = tuple(_amounts(source)), tuple(_days(source))
    if not amounts and not days:
        problem = read_problem(source)
        return answer(problem, solve(problem), language)
    cases = list(_cases(source, days))
    low = [_solved(_filled(case, amounts, cheapest=True)) for case in cases]
    high = [_solved(_filled(case, amounts, cheapest=False)) for case in cases]
    missing = [f"/{side}/{index}" for side, index in sorted(_places(amounts, days))]
    results: list[dict[str, object]] = []
    for index, shown in enumerate(next(each for each in (*low, *high) if each)):
        least = _end([each[index] if each else None for each in low], lowest=True)
        most = _end([each[index] if each else None for each in high], lowest=False)
        results.append(_interval(shown, least, most, language) | {"missing": missing})
    return {"id": source.get("id"), "results": results}


def verified(value: object, asked: object | None = None) -> tuple[Verdict, ...]:
    """Check an answer again: each rate, and each end of an interval, by two evaluations.

    Args:
        value: the answer, as a JSON parser returned it, best with `parse_float=Decimal`.
        asked: the problem; if given, the answer must also be the one that follows from it.

    Raises:
        InvalidInput: it is not an answer, or the problem does not fit.
    """
    results = object_at(value, "").get("results")
    rows = [object_at(row, "/results") for row in list_at(results, "/results") if row]
    if not any("interval" in row for row in rows):
        return verify(value, None if asked is None else read_problem(asked))
    expected = None if asked is None else answered(asked)["results"]
    return tuple(_verdict(row, cast("list[JsonObject] | None", expected)) for row in rows)


def _verdict(row: JsonObject, expected: list[JsonObject] | None) -> Verdict:
    """Check both ends of an interval; an end without a bound has nothing to prove."""
    name = str(row.get("standard"))
    ends = [row.get(key) for key in _ENDS]
    proofs = verify({"results": [end for end in ends if end is not None]})
    broken = next((proof for proof in proofs if not proof.holds), None)
    if broken is not None:
        return Verdict(name, holds=False, why=broken.why)
    if list_at(row.get("interval"), "/interval") != [_shown(*end) for end in _outwards(ends)]:
        return Verdict(name, holds=False, why=OUTSIDE)
    same = expected is None or any(
        each["standard"] == name and each["interval"] == row["interval"] for each in expected
    )
    return Verdict(name, holds=same, why=INTERVAL_HOLDS if same else OTHER_EQUATION)


def _outwards(ends: list[object]) -> Iterator[tuple[Decimal | None, str]]:
    for end, rounding in zip(ends, (ROUND_FLOOR, ROUND_CEILING), strict=True):
        exact = None if end is None else object_at(end, "/at_least").get("apr_exact")
        yield (None if exact is None else number_at(exact, "/apr_exact")), rounding


def _shown(exact: Decimal | None, rounding: str) -> str | None:
    return None if exact is None else format(exact.quantize(_CENT, rounding), "f")


def _flows(source: JsonObject) -> Iterator[tuple[str, int, JsonObject]]:
    for side in _SIDES:
        flows = source.get(side)
        if isinstance(flows, list):
            for index, flow in enumerate(cast("list[object]", flows)):
                if isinstance(flow, Mapping):
                    yield side, index, cast("JsonObject", flow)


def _amounts(source: JsonObject) -> Iterator[_Amount]:
    """Find the amounts that are open.

    Raises:
        InvalidInput: a range does not fit.
    """
    for side, index, flow in _flows(source):
        given = flow.get("amount", 0)
        where = f"/{side}/{index}/amount"
        if given is None:
            yield _Amount((side, index), Decimal(0), None)
        elif isinstance(given, Mapping):
            ends = cast("JsonObject", given)
            low = number_at(ends.get("low", 0), f"{where}/low")
            high = ends.get("high")
            most = None if high is None else number_at(high, f"{where}/high")
            if low < 0 or (most is not None and most < low):
                raise InvalidInput("0 <= low <= high", "another order", where)
            yield _Amount((side, index), low, most)


def _days(source: JsonObject) -> Iterator[_Day]:
    """Find the days that are open.

    Raises:
        InvalidInput: a range does not fit, or is too long.
    """
    for side, index, flow in _flows(source):
        given, where = flow.get("date"), f"/{side}/{index}/date"
        if not isinstance(given, Mapping) or "t" in flow:
            continue
        ends = cast("JsonObject", given)
        texts = [ends.get("earliest"), ends.get("latest")]
        if not (isinstance(texts[0], str) and isinstance(texts[1], str)):
            raise InvalidInput("a day, or earliest and latest", "another object", where)
        first, last = (parse_day(cast("str", text), where) for text in texts)
        length = (last - first).days
        if not 0 <= length < _CASES_MAX:
            raise InvalidInput(f"0 to {_CASES_MAX - 1} days between", str(length), where)
        days = [first + timedelta(days=day) for day in range(length + 1)]
        yield _Day((side, index), tuple(day.isoformat() for day in days))


def _cases(source: JsonObject, open_days: tuple[_Day, ...]) -> Iterator[JsonObject]:
    """Yield the problem with every set of days.

    Raises:
        InvalidInput: there are too many.
    """
    count = 1
    for each in open_days:
        count *= len(each.days)
    if count > _CASES_MAX:
        raise InvalidInput(f"open days in at most {_CASES_MAX} combinations", str(count), "")
    for chosen in product(*(each.days for each in open_days)):
        places = {each.place: day for each, day in zip(open_days, chosen, strict=True)}
        yield _replaced(source, "date", places)


def _filled(case: JsonObject, amounts: tuple[_Amount, ...], *, cheapest: bool) -> JsonObject | None:
    """Return a case at its cheapest or dearest; None where nothing bounds it."""
    values: dict[tuple[str, int], str] = {}
    for each in amounts:
        most = (each.place[0] == "advances") is cheapest
        value = each.high if most else each.low
        if value is None:
            return None
        values[each.place] = format(value, "f")
    return _replaced(case, "amount", values)


def _replaced(source: JsonObject, key: str, values: Mapping[tuple[str, int], str]) -> JsonObject:
    changed: dict[str, object] = dict(source)
    for side in _SIDES:
        flows = source.get(side)
        if isinstance(flows, list):
            changed[side] = [
                {**cast("JsonObject", flow), key: values[side, index]}
                if (side, index) in values
                else flow
                for index, flow in enumerate(cast("list[object]", flows))
            ]
    return changed


def _solved(case: JsonObject | None) -> tuple[RateResult, ...] | None:
    return None if case is None else solve(read_problem(case))


def _places(amounts: tuple[_Amount, ...], days: tuple[_Day, ...]) -> set[tuple[str, int]]:
    return {each.place for each in (*amounts, *days)}


def _end(cases: list[RateResult | None], *, lowest: bool) -> _Bound:
    """Return the end that all cases respect; a case without a rate leaves it open."""
    rated = [case for case in cases if case is not None and _bounds(case)]
    if len(rated) < len(cases):
        return _Bound()
    choose = min if lowest else max
    return _Bound(choose(rated, key=lambda case: case.apr_exact or Decimal(0)))


def _bounds(case: RateResult) -> bool:
    """Whether the value is above nought at a rate of nought, and below it beyond the rate found."""
    if case.equation is None or case.apr_exact is None or case.certificate is None:
        return False
    total = sum((flow.amount for flow in case.equation.flows), Decimal(0))
    return total > 0 and case.certificate.npv_low > 0


def _interval(
    shown: RateResult, least: _Bound, most: _Bound, language: Language | str
) -> dict[str, object]:
    """Return the result of one standard, its ends rounded outwards, each with its proof."""
    proofs: list[object] = [
        result_object(bound.result, language) if bound.result else None for bound in (least, most)
    ]
    return {
        "standard": shown.standard,
        "apr_percent": None,
        "interval": [_shown(*end) for end in _outwards(proofs)],
        "method": shown.method.in_language(language),
        "reason": MISSING_FACTS.in_language(language),
        "reason_code": "missing_facts",
        **dict(zip(_ENDS, proofs, strict=True)),
    }
