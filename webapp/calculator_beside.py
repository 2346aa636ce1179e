"""Two priced loans beside each other: which is cheaper in money, and why."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from contracts.entered import Priced
from core.money import Money, Rate
from core.text import Text, filled
from webapp import calculator_words as words
from webapp.formats import percent
from webapp.views.calculator import Beside


def money(amount: Decimal) -> Money:
    """Return an amount of yuan."""
    return Money.of(amount)


def _alike(one: Priced, other: Priced) -> bool:
    same_time = len(one.rows) == len(other.rows)
    return same_time and one.flows.received == other.flows.received


def fair(one: Priced, other: Priced, pays: tuple[Text, Text]) -> Text:
    """Say what each pays, and what the yearly rates say where two unlike loans are compared."""
    both = Text(
        f"{words.FIRST.zh}：{pays[0].zh}{words.SECOND.zh}：{pays[1].zh}",
        f"{words.FIRST.en}: {pays[0].en} {words.SECOND.en}: {pays[1].en}",
    )
    first, second = one.percent("cn-simple"), other.percent("cn-simple")
    if _alike(one, other) or first is None or second is None:
        return both
    low, high = min(first, second), max(first, second)
    name = words.FIRST if first == low else words.SECOND
    told = filled(
        words.NOT_ALIKE, name=name, low=percent(Rate.percent(low)), high=percent(Rate.percent(high))
    )
    more = words.NOT_ALIKE_SAME if low == high else told
    return Text(f"{both.zh}{more.zh}", f"{both.en} {more.en}")


def why(one: Priced, other: Priced) -> tuple[Text, ...]:
    """Say what makes the difference, in the words of the cheaper one."""
    if one.price == other.price:
        return ()
    name = words.FIRST if one.price < other.price else words.SECOND
    cheap, dear = (one, other) if one.price < other.price else (other, one)
    sentences: list[Text] = []
    for wording, less in (
        (words.WHY_INTEREST, dear.interest - cheap.interest),
        (words.WHY_FEES, dear.fees - cheap.fees),
    ):
        if less:
            word = words.FEWER if less > 0 else words.MORE
            amount = money(abs(less)).display()
            sentences.append(filled(wording, name=name, word=word, amount=amount))
    return tuple(sentences)


def beside(one: Priced, other: Priced) -> tuple[Beside, ...]:
    """Return the lines of two offers beside each other."""
    lines = [
        _line("received", one, other, lambda loan: money(loan.flows.received), judged=False),
        _line("paid", one, other, lambda loan: money(loan.flows.paid), judged=False),
        _line("price", one, other, lambda loan: money(loan.price)),
        _line("interest", one, other, lambda loan: money(loan.interest)),
        _line("fees", one, other, lambda loan: money(loan.fees)),
        _line("instalment", one, other, lambda loan: money(loan.rows[0].total), judged=False),
        Beside(words.LINES["count"], (_plain(len(one.rows)), _plain(len(other.rows)))),
        _line("cn-simple", one, other, lambda loan: _rate(loan.percent("cn-simple"))),
        _line("cn-irr", one, other, lambda loan: _rate(loan.percent("cn-irr"))),
        _line("worst", one, other, lambda loan: _rate(loan.worst.percent if loan.worst else None)),
        _line("late", one, other, _thirty_days),
    ]
    return tuple(lines)


def _line(
    name: str,
    one: Priced,
    other: Priced,
    value: Callable[[Priced], Money | Rate | Text],
    *,
    judged: bool = True,
) -> Beside:
    left, right = value(one), value(other)
    better = None
    if judged and not isinstance(left, Text) and not isinstance(right, Text) and left != right:
        better = 0 if _size(left) < _size(right) else 1
    return Beside(words.LINES[name], (left, right), better)


def _plain(count: int) -> Text:
    return Text(str(count), str(count))


def _rate(found: Decimal | None) -> Rate | Text:
    return Text("–", "–") if found is None else Rate.percent(found)


def _thirty_days(loan: Priced) -> Money | Text:
    charge = next((one.charge for one in loan.late if one.days == 30), None)
    return words.NOT_ENTERED if charge is None else money(charge)


def _size(value: Money | Rate) -> Decimal:
    return value.amount if isinstance(value, Money) else value.per_year
