"""Reads a problem from JSON, dated or as a timeline; every refusal points at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import cast

from apr.model import Annualisation, DatedAmount, DatedCash, Flow, FractionRule, Problem, Timeline
from apr.standards import ALL, CODES
from core.dates import add_months, parse_day
from core.errors import InvalidInput
from core.money import decimal_from

_FLOWS_MAX = 20_000  # a payment a day for more than fifty years
_TIME_MAX = 100_000
_AMOUNT_MAX = Decimal("1e18")
_DIGITS_MAX = 40
_TEXT_MAX = 200
_UNITS = ("days", "weeks", "semimonths", "months", "years")

_Object = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Series:
    """One flow of the input with its amounts, before its times are known."""

    source: _Object
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
    source = _object(value, "")
    name = _identifier(source.get("id"))
    standard = _standard(source.get("standard", ALL))
    advances = _series(source, "advances")
    payments = _series(source, "payments")
    if any("t" in item.source for item in (*advances, *payments)):
        cash: DatedCash | Timeline = _timeline(source, advances, payments, standard)
    else:
        if standard != ALL and standard not in CODES:
            raise InvalidInput(f"one of {', '.join(CODES)} or {ALL}", _short(standard), "/standard")
        cash = DatedCash(_dated(advances), _dated(payments))
    return Problem(name, (standard,), cash)


def _object(value: object, where: str) -> _Object:
    if not isinstance(value, Mapping):
        raise InvalidInput("an object", _kind(value), where)
    return cast("_Object", value)


def _identifier(value: object) -> str | int | None:
    if value is None or (isinstance(value, str | int) and not isinstance(value, bool)):
        return value
    raise InvalidInput("a text or a whole number", _kind(value), "/id")


def _standard(value: object) -> str:
    if isinstance(value, str) and value.strip() and len(value) <= _TEXT_MAX:
        return value
    raise InvalidInput("the name of a standard", _kind(value), "/standard")


def _series(source: _Object, key: str) -> tuple[_Series, ...]:
    """Read the flows of one side with their amounts.

    Raises:
        InvalidInput: there are too many.
    """
    value = source.get(key)
    series: list[_Series] = []
    total = 0
    for index, item in enumerate(_list(value, f"/{key}")):
        where = f"/{key}/{index}"
        flow = _object(item, where)
        amounts = _amounts(flow, where)
        total += len(amounts)
        if total > _FLOWS_MAX:
            raise InvalidInput(f"at most {_FLOWS_MAX} flows", "more", where)
        series.append(_Series(flow, where, amounts))
    return tuple(series)


def _list(value: object, where: str) -> list[object]:
    if not isinstance(value, list):
        raise InvalidInput("a list", _kind(value), where)
    if not value:
        raise InvalidInput("a list of at least one", "an empty one", where)
    return cast("list[object]", value)


def _amounts(flow: _Object, where: str) -> tuple[Decimal, ...]:
    if "amounts" in flow:
        items = _list(flow["amounts"], f"{where}/amounts")
        return tuple(_amount(item, f"{where}/amounts/{i}") for i, item in enumerate(items))
    if "amount" not in flow:
        raise InvalidInput("an amount", "nothing", f"{where}/amount")
    count = flow.get("count", 1)
    return (_amount(flow["amount"], f"{where}/amount"),) * _count(count, f"{where}/count")


def _amount(value: object, where: str) -> Decimal:
    amount = _number(value, where)
    if amount < 0:
        raise InvalidInput("an amount that is not negative", "a negative one", where)
    if amount >= _AMOUNT_MAX:
        raise InvalidInput("an amount below 10^18", "a larger one", where)
    return amount


def _number(value: object, where: str) -> Decimal:
    """Read a number of sane size; long tails of digits are refused, not cut.

    Raises:
        InvalidInput: it is no number, or too long a one.
    """
    if not isinstance(value, str | int | float | Decimal):
        raise InvalidInput("a number", _kind(value), where)
    if isinstance(value, str) and len(value) > _TEXT_MAX:
        raise InvalidInput("a number", f"a text of {len(value)} characters", where)
    number = decimal_from(value, where)
    if len(number.as_tuple().digits) > _DIGITS_MAX or abs(number.adjusted()) > _DIGITS_MAX:
        raise InvalidInput(f"a number of at most {_DIGITS_MAX} digits", "a longer one", where)
    return number


def _count(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidInput("a whole number", _kind(value), where)
    if not 1 <= value <= _FLOWS_MAX:
        raise InvalidInput(f"a whole number from 1 to {_FLOWS_MAX}", str(value)[:40], where)
    return value


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
        raise InvalidInput("a day such as 2026-11-22", _kind(text), where)
    first = parse_day(text, where)
    if len(item.amounts) == 1:
        yield first
        return
    unit, step = _every(item.source.get("every"), f"{item.where}/every")
    try:
        for index in range(len(item.amounts)):
            yield _later(first, unit, step * index)
    except (ValueError, OverflowError):
        raise InvalidInput("days up to the year 9999", "a series that goes on", where) from None


def _every(value: object, where: str) -> tuple[str, int]:
    rule: _Object = _object(value, where) if value is not None else {}
    if len(rule) != 1 or next(iter(rule)) not in _UNITS:
        expected = " or ".join(f'{{"{unit}": n}}' for unit in _UNITS)
        raise InvalidInput(expected, _kind(value), where)
    unit = next(iter(rule))
    return unit, _count(rule[unit], f"{where}/{unit}")


def _later(first: date, unit: str, steps: int) -> date:
    """Return the day so many intervals after the first, month ends kept."""
    if unit in {"days", "weeks"}:
        return first + timedelta(days=steps * (7 if unit == "weeks" else 1))
    if unit in {"months", "years"}:
        return add_months(first, steps * (12 if unit == "years" else 1))
    months, half = divmod(steps, 2)
    if not half:
        return add_months(first, months)
    if first.day <= 15:
        # The 15th goes with the last day of the month, the 1st with the 16th.
        return add_months(first, months, 31 if first.day == 15 else first.day + 15)
    return add_months(first, months + 1, min(first.day - 15, 15))


def _timeline(
    source: _Object,
    advances: tuple[_Series, ...],
    payments: tuple[_Series, ...],
    standard: str,
) -> Timeline:
    if "per_year" not in source:
        raise InvalidInput("the number of unit-periods a year", "nothing", "/per_year")
    per_year = _time(source["per_year"], "/per_year")
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
        unit_period=unit[:_TEXT_MAX] if isinstance(unit, str) and unit else "unit-period",
        annualisation=annualisation,
        fraction_rule=_fraction_rule(rule),
    )


def _annualisation(value: object) -> Annualisation | None:
    if value is None:
        return None
    if value in set(Annualisation):
        return Annualisation(str(value))
    raise InvalidInput("nominal or effective", _short(value), "/annualisation")


def _fraction_rule(value: object) -> FractionRule:
    """Read a rule that may go on after its first word, as "simple (1+f*i)" does.

    Raises:
        InvalidInput: it is another rule.
    """
    words = value.split() if isinstance(value, str) else []
    rules = {"none": FractionRule.COMPOUND, **{rule.value: rule for rule in FractionRule}}
    if not words or words[0] not in rules:
        raise InvalidInput("none, simple or compound", _short(value), "/fraction_rule")
    return rules[words[0]]


def _timed(series: tuple[_Series, ...], *, fractions_allowed: bool) -> tuple[Flow, ...]:
    flows: list[Flow] = []
    for item in series:
        if "t" not in item.source:
            raise InvalidInput("a time t, as the other flows have", "nothing", f"{item.where}/t")
        start = _time(item.source["t"], f"{item.where}/t")
        part = _time(item.source.get("f", 0), f"{item.where}/f")
        if not 0 <= part < 1:
            raise InvalidInput("a fraction from 0 to below 1", "another", f"{item.where}/f")
        if part and not fractions_allowed:
            raise InvalidInput("no fraction, as the rule is none", "one", f"{item.where}/f")
        step = Fraction(0)
        if len(item.amounts) > 1:
            step = _time(item.source.get("every"), f"{item.where}/every")
            if step <= 0:
                raise InvalidInput("more than nought", "less", f"{item.where}/every")
        flows += [
            Flow(start + step * index, part, amount) for index, amount in enumerate(item.amounts)
        ]
    return tuple(flows)


def _time(value: object, where: str) -> Fraction:
    """Read a time: a number, or a text that is an exact quotient such as "43/4380".

    Raises:
        InvalidInput: it is neither.
    """
    if isinstance(value, str) and value.count("/") == 1 and len(value) <= _TEXT_MAX:
        above, below = (_number(part, where) for part in value.split("/"))
        if below <= 0:
            raise InvalidInput("a quotient by a positive number", "another", where)
        time = Fraction(above) / Fraction(below)
    else:
        time = Fraction(_number(value, where))
    if abs(time) > _TIME_MAX:
        raise InvalidInput(f"a time up to {_TIME_MAX} unit-periods", "a longer one", where)
    return time


def _kind(value: object) -> str:
    """Name what was found without repeating it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    names = ((str, "a text"), (list, "a list"), (Mapping, "an object"))
    return next((name for kind, name in names if isinstance(value, kind)), "a number")


def _short(value: object) -> str:
    return repr(value)[:60]
