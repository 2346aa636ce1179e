"""The open check's answers as pages: the licence first, then money, rates, findings, what to do."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from contracts.audit import Audit
from contracts.five_numbers import Between, FiveNumbers, Settled
from contracts.licences import Licence, Register, Standing, in_force
from contracts.model import TermName
from contracts.phrases import bilingual
from core.money import Money, Rate
from core.text import Text, filled
from documents.model import Document
from webapp import check_words as words
from webapp.borrower_audits import true_cost_page
from webapp.confirmed import Confirmed, packed
from webapp.views.check import CheckAnswerPage, SeenNumber
from webapp.views.shared import Notice, Tone
from webapp.views.truecost import CostKind, CostPart, CostPicture, RateLine, TrueCostPage

_SETTLED_BY_MAX: Final = 5
_HERE: Final = "cn"
_SEEN_MAX: Final = 60


def lender_of(found: Audit) -> str:
    """Return the lender's name as the contract prints it; "" where it prints none."""
    term = found.contract.first(TermName.LENDER)
    return str(term.value) if term else ""


def answer_page(
    found: Audit, documents: Sequence[Document], standing: Standing, on: date, again: str
) -> CheckAnswerPage:
    """Return what a package of documents turns out to be."""
    about = Text(f"{on.year}年{on.month}月{on.day}日检查", f"Checked on {on.day} {on:%B %Y}")
    where = found.contract.jurisdiction
    words_read = packed(documents, _SEEN_MAX)
    return CheckAnswerPage(
        standing=standing_notice(standing, found.contract.made_on or on),
        cost=true_cost_page(found, documents, about),
        again=again,
        files=tuple(document.name for document in documents),
        todo=_todo(found),
        asks=words.ASKS[where.value if where else _HERE],
        seen=_all_seen(documents),
        confirm=f"{again}/confirmed" if words_read else "",
        read=words_read,
    )


def _all_seen(documents: Sequence[Document]) -> tuple[SeenNumber, ...]:
    """Return the numbers that were read from pictures, each with the piece that shows it."""
    return tuple(
        SeenNumber(
            document.quote(one.start, one.end),
            f"data:image/png;base64,{b64encode(one.picture).decode()}",
            int(one.score * 100),
        )
        for document in documents
        for one in document.recognised[:_SEEN_MAX]
    )


def confirmed_notice(said: Confirmed) -> Notice:
    """Say that the answer rests on what the person confirmed, and what they changed."""
    changes = "；".join(f"{was} → {now}" for was, now in said.changed)
    body = filled(words.CONFIRMED_CHANGED, changes=changes) if changes else words.CONFIRMED_ALL
    return Notice(Tone.OK, filled(words.CONFIRMED, count=str(said.count)), body)


def numbers_page(settled: Settled, standing: Standing, on: date, again: str) -> CheckAnswerPage:
    """Return what five numbers settle."""
    numbers = settled.numbers
    reasons = [
        reason
        for reason, unknown in (
            (words.FEES_UNKNOWN, settled.at_least),
            (words.RHYTHM_UNKNOWN, numbers.every is None),
        )
        if unknown
    ]
    partial = None
    if reasons:
        body = Text("".join(one.zh for one in reasons), " ".join(one.en for one in reasons))
        partial = Notice(Tone.WARN, words.PARTIAL, body)
    return CheckAnswerPage(
        standing=standing_notice(standing, on),
        cost=_cost_of(settled),
        again=again,
        partial=partial,
        todo=(words.TODO_SIGN, words.TODO_STATEMENT, words.TODO_KEEP),
        asks=words.ASKS[_HERE],
    )


def register_line(register: Register) -> Text:
    """Return a register with its day, and whether it is complete."""
    on = register.as_of
    day = Text(f"{on.year}年{on.month}月{on.day}日", f"{on.day} {on:%B %Y}")
    whole = words.COMPLETE if register.complete else words.INCOMPLETE
    return filled(words.REGISTER, name=_in_both(register.name), day=day, whole=whole)


def standing_notice(standing: Standing, on: date) -> Notice:
    """Say what the registers say about a lender, with their day and what they leave open."""
    if not standing.registers:
        return Notice(Tone.WARN, words.NO_REGISTER, words.NO_REGISTER_BODY)
    if not standing.asked:
        return Notice(Tone.WARN, words.NO_NAME, words.NO_NAME_BODY)
    best = next((one for one in standing.found if in_force(one[1], on)), None)
    if best is not None:
        return _listed(Tone.OK, words.LISTED, words.LISTED_BODY, best, standing.asked)
    if standing.found:
        lapsed = standing.found[0]
        title = filled(words.LAPSED, lender="{lender}", state=words.LAPSES[lapsed[1].state])
        return _listed(Tone.DANGER, title, words.LAPSED_BODY, lapsed, standing.asked)
    lines = [register_line(one) for one in standing.registers]
    looked = Text("；".join(one.zh for one in lines), "; ".join(one.en for one in lines))
    whole = all(one.complete for one in standing.registers)
    wording = words.NOT_LISTED_WHOLE if whole else words.NOT_LISTED_BODY
    return Notice(
        Tone.DANGER if whole else Tone.WARN,
        filled(words.NOT_LISTED, lender=standing.asked),
        filled(wording, registers=looked),
    )


def _listed(
    tone: Tone, title: Text, body: Text, found: tuple[Register, Licence], asked: str
) -> Notice:
    register, licence = found
    told = filled(
        body,
        kind=_in_both(licence.kind),
        number=licence.number or "–",
        register=register_line(register),
    )
    return Notice(tone, filled(title, lender=asked), told)


def _in_both(name: str) -> Text:
    """Split "中文 / English", as registers for two languages print it; else the same for both."""
    chinese, slash, english = name.partition(" / ")
    return Text(chinese, english if slash else chinese)


def _todo(found: Audit) -> tuple[Text, ...]:
    """Say what to do, in order: what is open is asked for in the words of what would settle it."""
    if not found.findings and found.contract.flows.complete:
        return (words.TODO_FINE, words.TODO_KEEP)
    wanted = dict.fromkeys(one.would_settle for one in found.findings if one.would_settle)
    points = [bilingual(phrase) for phrase in list(wanted)[:_SETTLED_BY_MAX]]
    asked: tuple[Text, ...] = ()
    if points:
        listed = Text("；".join(one.zh for one in points), "; ".join(one.en for one in points))
        asked = (filled(words.TODO_ASK, what=listed),)
    return (words.TODO_SIGN, *asked, words.TODO_STATEMENT, words.TODO_SIGNED, words.TODO_KEEP)


def _cost_of(settled: Settled) -> TrueCostPage:
    numbers = settled.numbers
    received, paid = Money.of(settled.received), Money.of(settled.paid)
    lead = filled(
        words.PAYS,
        received=received.display(),
        paid=paid.display(),
        count=str(numbers.count),
    )
    hidden = _hidden(settled)
    if settled.price <= 0:
        title, hero = words.NO_COST, None
    elif hidden:
        at_least = settled.at_least or not (settled.hidden and settled.hidden.exact)
        title = words.BEYOND_AT_LEAST if at_least else words.BEYOND
        hero = Money.of(hidden)
    else:
        title, hero = words.AT_LEAST if settled.at_least else words.COSTS, paid - received
    return TrueCostPage(
        title=title,
        lead=lead,
        about=words.ABOUT_NUMBERS,
        hero=hero,
        hidden=bool(hidden),
        picture=_picture(received, paid, Money.of(hidden)) if settled.price > 0 else None,
        rates=_rates(settled),
        rate_method_note=words.SCHEDULE_ASSUMED,
    )


def _hidden(settled: Settled) -> Decimal:
    """Return what is surely paid beyond the told rate, where that is more than rounding."""
    beyond = settled.hidden.low if settled.hidden else Decimal(0)
    return beyond if beyond > 1 else Decimal(0)


def _picture(received: Money, paid: Money, hidden: Money) -> CostPicture:
    parts = (
        CostPart(CostKind.PRINCIPAL, Text("归还到手的钱", "The money you got"), received),
        CostPart(
            CostKind.INTEREST, Text("利息和费用", "Interest and fees"), paid - received - hidden
        ),
        CostPart(CostKind.HIDDEN, Text("没有告诉您的成本", "Cost you were not told"), hidden),
    )
    return CostPicture(received, tuple(part for part in parts if part.amount.minor > 0))


def _rates(settled: Settled) -> tuple[RateLine, ...]:
    lines: list[RateLine] = []
    numbers: FiveNumbers = settled.numbers
    if numbers.told_percent is not None:
        lines.append(RateLine(words.TOLD, Rate.percent(numbers.told_percent), words.BY_NUMBERS))
    labels = {"cn-simple": words.SIMPLE, "cn-irr": words.COMPOUND}
    for code, found in settled.rates:
        lines += _rate_lines(labels[code], found, settled)
    return tuple(lines)


def _rate_lines(label: Text, found: Between | None, settled: Settled) -> list[RateLine]:
    if found is None:
        no_rate = Text("还的不比到手的多，没有年化。", "No more is paid than received; no rate.")
        return [RateLine(label, None, no_rate)]
    beyond = bool(_hidden(settled))
    if found.exact:
        source = words.BOUND_LOW if settled.at_least else words.BY_NUMBERS
        return [RateLine(label, Rate.percent(found.low), source, beyond)]
    return [
        RateLine(label, Rate.percent(found.low), words.FROM_TO),
        RateLine(label, Rate.percent(found.high), words.TO),
    ]
