"""A change of a dated row of law, and what it does to verdicts: the same questions, asked twice."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from contracts.law.model import Law
from contracts.law.table import LAWS, asking_laws
from contracts.lines import LINES, ReferenceLine, asking_lines
from contracts.model import LenderType
from core.errors import InvalidInput
from core.text import Text

_DAY: Final = timedelta(days=1)
_PERCENT_MAX: Final = 1000
_DEPARTURE: Final = "departure"


@dataclass(frozen=True, slots=True)
class LawChange:
    """What would become of one row of law.

    Args:
        law: the code of the row.
        on: the first day on which it is changed.
        ends: nothing takes the row's place.
        percent: the reference line that hangs on it, percent a year; None leaves it.
        lenders: whom it binds from then on; None leaves it.
    """

    law: str
    on: date
    ends: bool = False
    percent: Decimal | None = None
    lenders: frozenset[LenderType] | None = None


class Effect(StrEnum):
    """How a verdict differs after a change."""

    APPEARS = "appears"  # a finding that was not there
    GOES = "goes"  # a finding that is there no longer
    WEIGHS = "weighs"  # the same finding, of another weight
    RESTS = "rests"  # the same finding, on other rows of law
    SETTLES = "settles"  # a question that is answered, or no longer is


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one question came to.

    Args:
        answer: "departure", "clear" or "unsettled".
        severity: of a departure; "" else.
        basis: codes of the rows of law it is compared with.
        words: what a departure says; what an unsettled question misses.
    """

    answer: str
    severity: str = ""
    basis: tuple[str, ...] = ()
    words: Text | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One question of one form, before and after."""

    code: str
    effect: Effect
    before: Verdict
    after: Verdict


def changed(
    change: LawChange,
    laws: tuple[Law, ...] = LAWS,
    lines: tuple[ReferenceLine, ...] = LINES,
) -> tuple[tuple[Law, ...], tuple[ReferenceLine, ...]]:
    """Return the rows and lines a change leaves: the old row closed, a new one opened.

    Raises:
        InvalidInput: no such row is in force that day, it carries no line, or nothing changes.
    """
    _check(change, laws, lines)
    return (
        tuple(row for law in laws for row in _law(change, law)),
        tuple(row for line in lines for row in _line(change, line)),
    )


@contextmanager
def asking_after(change: LawChange) -> Generator[None]:
    """Ask the rows as the change would leave them inside the block.

    Raises:
        InvalidInput: as `changed` says.
    """
    laws, lines = changed(change)
    with asking_laws(laws), asking_lines(lines):
        yield


def verdicts(found: Mapping[str, Any]) -> dict[str, Verdict]:
    """Return the verdict of every question of an audit, in the form of the interface."""
    answers = {code: Verdict("clear") for code in found.get("cleared", ())}
    for entry in found.get("unsettled", ()):
        missing = entry["missing"]
        answers[entry["id"]] = Verdict("unsettled", words=Text(missing, missing))
    for entry in found.get("findings", ()):
        answers[entry["id"]] = Verdict(
            _DEPARTURE,
            entry["severity"],
            tuple(basis["code"] for basis in entry["legal_basis"]),
            Text(entry["explanation"]["zh"], entry["explanation"]["en"]),
        )
    return answers


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return the questions whose verdict differs between two audits, by code.

    A question that one of the two did not ask is left out: it was not there to have a verdict.
    """
    old, new = verdicts(before), verdicts(after)
    pairs = ((code, old[code], new[code]) for code in sorted(old.keys() & new.keys()))
    found = ((code, _effect(was, now), was, now) for code, was, now in pairs)
    return tuple(Difference(code, effect, was, now) for code, effect, was, now in found if effect)


def _effect(before: Verdict, after: Verdict) -> Effect | None:
    there, still = before.answer == _DEPARTURE, after.answer == _DEPARTURE
    if there is not still:
        return Effect.APPEARS if still else Effect.GOES
    if before.answer != after.answer:
        return Effect.SETTLES
    if before.severity != after.severity:
        return Effect.WEIGHS
    return Effect.RESTS if before.basis != after.basis else None


def _check(change: LawChange, laws: Sequence[Law], lines: Sequence[ReferenceLine]) -> None:
    if not any(law.code == change.law and _runs(law, change.on) for law in laws):
        raise InvalidInput("a row of law in force on that day", change.law[:60], "/law")
    if not (change.ends or change.percent is not None or change.lenders is not None):
        raise InvalidInput("an end, a percent or lenders", "nothing that changes", "/")
    if change.ends and (change.percent is not None or change.lenders is not None):
        raise InvalidInput("an end alone", "an end and something in its place", "/ends")
    if change.percent is not None:
        if not any(line.law == change.law and _runs(line, change.on) for line in lines):
            raise InvalidInput("a row that carries a reference line", change.law[:60], "/percent")
        if not 0 < change.percent <= _PERCENT_MAX:
            found = f"{change.percent:f}"[:40]
            raise InvalidInput(f"percent above 0 to {_PERCENT_MAX}", found, "/percent")


def _runs(row: Law | ReferenceLine, on: date) -> bool:
    begun = row.since is None or row.since <= on
    return begun and (row.until is None or on <= row.until)


def _law(change: LawChange, law: Law) -> tuple[Law, ...]:
    if law.code != change.law or not _runs(law, change.on):
        return (law,)
    old = replace(law, until=change.on - _DAY)
    if change.ends:
        return (old,)
    lenders = law.lenders if change.lenders is None else change.lenders
    # Nobody has read the words of a row that is only supposed.
    return (old, replace(law, since=change.on, lenders=lenders, verified=False))


def _line(change: LawChange, line: ReferenceLine) -> tuple[ReferenceLine, ...]:
    if line.law != change.law or not _runs(line, change.on):
        return (line,)
    old = replace(line, until=change.on - _DAY)
    if change.ends:
        return (old,)
    new = replace(line, since=change.on)
    if change.percent is not None:
        new = replace(new, percent=change.percent, benchmark_times=0)
    if change.lenders is not None:
        new = replace(new, lenders=change.lenders)
    return (old, new)
