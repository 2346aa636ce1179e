"""A priced loan as the calculator shows it; every figure is worked out in `contracts.entered`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from contracts.entered import Entered, LateOn, Priced, price
from contracts.model import Method
from core.errors import InvalidInput
from core.money import Money, Rate
from core.text import Text, filled
from webapp import calculator_words as words
from webapp.calculator_beside import beside, fair, money, why
from webapp.entries import Entries
from webapp.formats import percent
from webapp.views.calculator import (
    Bar,
    CalculatorPage,
    FieldGroup,
    Instalment,
    LeavingLine,
    OfferAnswer,
    OverTime,
)
from webapp.views.shared import Problem
from webapp.views.truecost import CostKind, CostPart, CostPicture, LateLine, RateLine

SECOND: Final = "_2"
_STANDARDS: Final = tuple(words.STANDARDS)
_Word = TypeVar("_Word", Method, LateOn)
_ROOM: Final = 0.78  # of a column's place that the column takes


def page_of(action: str, typed: dict[str, str], on: date) -> CalculatorPage:
    """Return the calculator with its answer, or with what keeps it from one.

    Args:
        action: where the form posts.
        typed: by name of field; empty for the empty form.
        on: the day the money would arrive.
    """
    bare = CalculatorPage(
        action=action,
        first=words.GROUPS,
        second=tuple(_second(group) for group in words.GROUPS),
        title=words.QUESTION,
        lead=words.LEAD,
        entered=tuple(typed.items()),
    )
    if not typed:
        return bare
    problems: list[Problem] = []
    suffixes = ("", SECOND) if bare.compares else ("",)
    found = [_priced(Entries(typed, suffix, problems), on) for suffix in suffixes]
    loans = [one for one in found if one is not None]
    if problems or len(loans) < len(suffixes):
        return replace(bare, problems=tuple(problems))
    return _answered(bare, loans)


def _second(group: FieldGroup) -> FieldGroup:
    fields = tuple(replace(one, name=one.name + SECOND, required=False) for one in group.fields)
    return replace(group, fields=fields)


def _priced(entries: Entries, on: date) -> Priced | None:
    entries.require("principal")
    entries.require("count")
    nothing = Decimal(0)
    entered = Entered(
        principal=entries.amount("principal") or nothing,
        count=entries.count("count") or 0,
        on=on,
        method=_chosen(Method, entries.text("method"), Method.EQUAL_INSTALMENTS),
        told_percent=entries.percent("told"),
        instalment=entries.amount("instalment"),
        withheld=entries.amount("withheld") or nothing,
        upfront=entries.amount("upfront") or nothing,
        each_fee=entries.amount("each_fee") or nothing,
        financed=entries.amount("financed") or nothing,
        leaving_percent=entries.percent("leaving") or nothing,
        late_percent=entries.percent("late"),
        late_on=_chosen(LateOn, entries.text("late_on"), LateOn.INSTALMENT),
    )
    if any(one.field.endswith(SECOND) == bool(entries.suffix) for one in entries.problems):
        return None
    try:
        return price(entered, _STANDARDS)
    except InvalidInput as refusal:
        wording = words.FIELD_PROBLEMS[refusal.where]
        entries.problems.append(Problem(refusal.where + entries.suffix, wording))
        return None


def _chosen(kind: type[_Word], value: str, otherwise: _Word) -> _Word:
    return next((one for one in kind if one.value == value), otherwise)


def _answered(bare: CalculatorPage, loans: list[Priced]) -> CalculatorPage:
    if len(loans) == 1:
        [loan] = loans
        hidden = _beyond(loan)
        return replace(
            bare,
            title=words.BEYOND if hidden else words.COSTS,
            lead=_pays(loan),
            hero=money(hidden or loan.price),
            hidden=bool(hidden),
            answers=(_answer(None, loan),),
        )
    one, other = loans
    less = abs(one.price - other.price)
    cheaper = words.FIRST if one.price < other.price else words.SECOND
    return replace(
        bare,
        title=filled(words.LESS, name=cheaper) if less else words.SAME,
        lead=fair(one, other, (_pays(one), _pays(other))),
        hero=money(less) if less else None,
        answers=(_answer(words.FIRST, one), _answer(words.SECOND, other)),
        beside=beside(one, other),
        why=why(one, other),
    )


def _beyond(loan: Priced) -> Decimal:
    """Return what is paid beyond the told rate, where that is more than rounding."""
    told, real = loan.entered.told_percent, loan.percent("cn-simple")
    understated = told is not None and real is not None and round(told, 2) < real
    return loan.hidden if understated and loan.hidden and loan.hidden > 1 else Decimal(0)


def _pays(loan: Priced) -> Text:
    return filled(
        words.PAYS,
        received=money(loan.flows.received).display(),
        paid=money(loan.flows.paid).display(),
        count=str(len(loan.rows)),
    )


def _answer(name: Text | None, loan: Priced) -> OfferAnswer:
    worst = loan.worst
    note = None
    if worst is not None and worst.percent is not None:
        rate = percent(Rate.percent(worst.percent))
        note = filled(words.WORST, after=str(worst.after), percent=rate)
    return OfferAnswer(
        name=name,
        picture=_picture(loan),
        rates=_rates(loan),
        over_time=_over_time(loan),
        leaving=tuple(
            LeavingLine(
                one.after,
                money(one.to_pay),
                money(one.cost),
                None if one.percent is None else Rate.percent(one.percent),
                worst=one is worst,
            )
            for one in loan.leaving
        ),
        late=tuple(
            LateLine(one.days, money(one.charge), Rate.percent(one.percent)) for one in loan.late
        ),
        leaving_note=note,
    )


def _picture(loan: Priced) -> CostPicture:
    received, hidden = money(loan.flows.received), money(_beyond(loan))
    if hidden.minor:
        rest = CostPart(CostKind.INTEREST, words.INTEREST_TOLD, money(loan.price) - hidden)
        parts = (rest, CostPart(CostKind.HIDDEN, words.HIDDEN, hidden))
    else:
        parts = (
            CostPart(CostKind.INTEREST, words.INTEREST, money(loan.interest)),
            CostPart(CostKind.FEE, words.FEES, money(loan.fees)),
        )
    got = CostPart(CostKind.PRINCIPAL, words.GOT, received)
    return CostPicture(received, tuple(part for part in (got, *parts) if part.amount.minor > 0))


def _rates(loan: Priced) -> tuple[RateLine, ...]:
    told = loan.entered.told_percent
    lines: list[RateLine] = []
    if told is not None:
        lines.append(RateLine(words.TOLD, Rate.percent(told), words.TOLD_SOURCE))
    for found in loan.rates:
        label, sentence = words.STANDARDS[found.standard]
        known = found.apr_percent
        understated = found.standard == "cn-simple" and bool(_beyond(loan))
        rate = None if known is None else Rate.percent(known)
        lines.append(RateLine(label, rate, sentence if rate else words.NO_RATE, understated))
    return tuple(lines)


def _over_time(loan: Priced) -> OverTime:
    at_start = loan.fees - loan.flows.periodic_fee * len(loan.rows) - loan.entered.financed
    nothing = money(Decimal(0))
    lines = [
        Instalment(
            number,
            row.on,
            money(row.principal),
            money(row.interest),
            money(row.fee),
            money(row.total),
            money(row.left),
        )
        for number, row in enumerate(loan.rows, 1)
    ]
    first, last = lines[0], lines[-1]
    if at_start:
        fee = money(at_start)
        start = Instalment(
            0, loan.entered.on, nothing, nothing, fee, fee, money(loan.flows.principal)
        )
        lines.insert(0, start)
    highest = max(line.total for line in lines)
    step = 100 / len(lines)
    bars = tuple(_bar(line, number * step, highest) for number, line in enumerate(lines))
    cost, least = first.interest + first.fee, last.interest + last.fee
    wording = words.EVEN if cost == least else words.FIRST_MONTH
    title = filled(wording, total=first.total.display(), cost=cost.display(), last=least.display())
    return OverTime(title, bars, round(step * _ROOM, 3), highest, tuple(lines))


def _bar(line: Instalment, left: float, highest: Money) -> Bar:
    parts: list[tuple[str, float, float]] = []
    top = 100.0
    for kind, amount in (
        ("principal", line.principal),
        ("interest", line.interest),
        ("fee", line.fee),
    ):
        height = 100 * amount.minor / highest.minor if highest.minor else 0.0
        top -= height
        if height > 0:
            parts.append((kind, round(max(top, 0), 3), round(height, 3)))
    return Bar(round(left, 3), tuple(parts))
