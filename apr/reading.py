"""Reads a problem from JSON, dated or as a timeline; every refusal points at its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from apr.fields import (
    FLOWS_MAX,
    TEXT_MAX,
    JsonObject,
    count_at,
    kind_of,
    list_at,
    number_at,
    object_at,
    short,
    time_at,
)
from apr.model import Annualisation, DatedAmount, DatedCash, Flow, FractionRule, Problem, Timeline
from apr.series import day_of_series
from apr.standards import ALL, CODES
from core.dates import parse_day
from core.errors import InvalidInput

_AMOUNT_MAX = Decimal("1e18")
_UNITS = ("days", "weeks", "semimonths", "months", "years")


@dataclass(frozen=True, slots=True)
class _Series:
    """One flow of the input with its amounts, before its times are known."""

    source: JsonObject
    where: str
    amounts: tuple[Decimal, ...]


def read_problem(value: object) -> Problem:
    """Read one problem; numbers are taken exactly as they were written.

    Unknown keys are ignored. Where a flow has both `t` and `date`, `t` wins.

    Args:
        value: what a JSON parser returned, best with `parse_float=Decimal`.

    Raises:
        InvalidInput: something does not fit; `where` is its JSON pointer.
    """
    source = object_at(value, "")
    name = _identifier(source.get("id"))
    standard = _standard(source.get("standard", ALL))
    advances = _series(source, "advances")
    payments = _series(source, "payments")
    if any("t" in item.source for item in (*advances, *payments)):
        cash: DatedCash | Timeline = _timeline(source, advances, payments, standard)
    else:
        if standard != ALL and standard not in CODES:
            raise InvalidInput(f"one of {', '.join(CODES)} or {ALL}", short(standard), "/standard")
        cash = DatedCash(_dated(advances), _dated(payments))
    return Problem(name, (standard,), cash)


def _identifier(value: object) -> str | int | None:
    if value is None or (isinstance(value, str | int) and not isinstance(value, bool)):
        return value
    raise InvalidInput("a text or a whole number", kind_of(value), "/id")


def _standard(value: object) -> str:
    if isinstance(value, str) and value.strip() and len(value) <= TEXT_MAX:
        return value
    raise InvalidInput("the name of a standard", kind_of(value), "/standard")


def _series(source: JsonObject, key: str) -> tuple[_Series, ...]:
    """Read the flows of one side with their amounts.

    Raises:
        InvalidInput: there are too many.
    """
    value = source.get(key)
    series: list[_Series] = []
    total = 0
    for index, item in enumerate(list_at(value, f"/{key}")):
        where = f"/{key}/{index}"
        flow = object_at(item, where)
        amounts = _amounts(flow, where)
        total += len(amounts)
        if total > FLOWS_MAX:
            raise InvalidInput(f"at most {FLOWS_MAX} flows", "more", where)
        series.append(_Series(flow, where, amounts))
    return tuple(series)


def _amounts(flow: JsonObject, where: str) -> tuple[Decimal, ...]:
    if "amounts" in flow:
        items = list_at(flow["amounts"], f"{where}/amounts")
        return tuple(_amount(item, f"{where}/amounts/{i}") for i, item in enumerate(items))
    if "amount" not in flow:
        raise InvalidInput("an amount", "nothing", f"{where}/amount")
    count = flow.get("count", 1)
    return (_amount(flow["amount"], f"{where}/amount"),) * count_at(count, f"{where}/count")


def _amount(value: object, where: str) -> Decimal:
    amount = number_at(value, where)
    if amount < 0:
        raise InvalidInput("an amount that is not negative", "a negative one", where)
    if amount >= _AMOUNT_MAX:
        raise InvalidInput("an amount below 10^18", "a larger one", where)
    return amount


def _dated(series: tuple[_Series, ...]) -> tuple[DatedAmount, ...]:
    items = [
        DatedAmount(day, amount)
        for item in series
        for day, amount in zip(_days(item), item.amounts, strict=True)
    ]
    return tuple(sorted(items, key=lambda item: item.on))


def _days(item: _Series) -> Iterator[date]:
    """Return the day of each amount of a series.

    Raises:
        InvalidInput: a day or the step does not fit.
    """
    where = f"{item.where}/date"
    text = item.source.get("date")
    if not isinstance(text, str):
        raise InvalidInput("a day such as 2026-11-22", kind_of(text), where)
    first = parse_day(text, where)
    if len(item.amounts) == 1:
        yield first
        return
    unit, step = _every(item.source.get("every"), f"{item.where}/every")
    try:
        for index in range(len(item.amounts)):
            yield day_of_series(first, unit, step * index)
    except (ValueError, OverflowError):
        raise InvalidInput("days up to the year 9999", "a series that goes on", where) from None


def _every(value: object, where: str) -> tuple[str, int]:
    rule: JsonObject = object_at(value, where) if value is not None else {}
    if len(rule) != 1 or next(iter(rule)) not in _UNITS:
        expected = " or ".join(f'{{"{unit}": n}}' for unit in _UNITS)
        raise InvalidInput(expected, kind_of(value), where)
    unit = next(iter(rule))
    return unit, count_at(rule[unit], f"{where}/{unit}")


def _timeline(
    source: JsonObject,
    advances: tuple[_Series, ...],
    payments: tuple[_Series, ...],
    standard: str,
) -> Timeline:
    if "per_year" not in source:
        raise InvalidInput("the number of unit-periods a year", "nothing", "/per_year")
    per_year = time_at(source["per_year"], "/per_year")
    if not Fraction(1, 100) <= per_year <= 1000:
        raise InvalidInput("unit-periods a year from 0.01 to 1000", "another number", "/per_year")
    annualisation = _annualisation(source.get("annualisation"))
    if annualisation is None and standard != ALL and standard not in CODES:
        raise InvalidInput("nominal or effective", "nothing", "/annualisation")
    rule = source.get("fraction_rule", "none")
    fractions_allowed = rule != "none" or standard in {*CODES, ALL}
    unit = source.get("unit_period")
    return Timeline(
        advances=_timed(advances, fractions_allowed=fractions_allowed),
        payments=_timed(payments, fractions_allowed=fractions_allowed),
        per_year=per_year,
        unit_period=unit[:TEXT_MAX] if isinstance(unit, str) and unit else "unit-period",
        annualisation=annualisation,
        fraction_rule=_fraction_rule(rule),
    )


def _annualisation(value: object) -> Annualisation | None:
    if value is None:
        return None
    if isinstance(value, str) and value in set(Annualisation):
        return Annualisation(value)
    raise InvalidInput("nominal or effective", short(value), "/annualisation")


def _fraction_rule(value: object) -> FractionRule:
    """Read a rule that may go on after its first word, as "simple (1+f*i)" does.

    Raises:
        InvalidInput: it is another rule.
    """
    words = value.split() if isinstance(value, str) else []
    rules = {"none": FractionRule.COMPOUND, **{rule.value: rule for rule in FractionRule}}
    if not words or words[0] not in rules:
        raise InvalidInput("none, simple or compound", short(value), "/fraction_rule")
    return rules[words[0]]


def _timed(series: tuple[_Series, ...], *, fractions_allowed: bool) -> tuple[Flow, ...]:
    flows: list[Flow] = []
    for item in series:
        if "t" not in item.source:
            raise InvalidInput("a time t, as the other flows have", "nothing", f"{item.where}/t")
        start = time_at(item.source["t"], f"{item.where}/t")
        part = time_at(item.source.get("f", 0), f"{item.where}/f")
        if not 0 <= part < 1:
            raise InvalidInput("a fraction from 0 to below 1", "another", f"{item.where}/f")
        if part and not fractions_allowed:
            raise InvalidInput("no fraction, as the rule is none", "one", f"{item.where}/f")
        step = Fraction(0)
        if len(item.amounts) > 1:
            step = time_at(item.source.get("every"), f"{item.where}/every")
            if step <= 0:
                raise InvalidInput("more than nought", "less", f"{item.where}/every")
        flows += [
            Flow(start + step * index, part, amount) for index, amount in enumerate(item.amounts)
        ]
    return tuple(flows)
