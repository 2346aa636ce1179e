"""All rows of law, and those that fit a contract's place, day and lender."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from contracts.answers import LegalBasis
from contracts.law.america import AMERICA
from contracts.law.britain import BRITAIN
from contracts.law.china import CHINA
from contracts.law.europe import EUROPE
from contracts.law.model import Law
from contracts.model import Jurisdiction, LenderType

LAWS: tuple[Law, ...] = CHINA + AMERICA + EUROPE + BRITAIN

_ASKED: ContextVar[tuple[Law, ...]] = ContextVar("laws asked", default=LAWS)


@contextmanager
def asking_laws(laws: tuple[Law, ...]) -> Generator[None]:
    """Let other rows of law be asked inside the block: those a change would leave."""
    token = _ASKED.set(laws)
    try:
        yield
    finally:
        _ASKED.reset(token)


def legal_bases(
    codes: tuple[str, ...],
    jurisdiction: Jurisdiction | None,
    on: date,
    lender: LenderType | None,
) -> tuple[LegalBasis, ...]:
    """Return those of the rows that were in force that day for such a lender."""
    if jurisdiction is None:
        return ()
    rows = (law for code in codes for law in _ASKED.get() if law.code == code)
    return tuple(
        LegalBasis(law.code, law.citation, law.since, law.verified, law.source)
        for law in rows
        if law.applies(jurisdiction, on, lender)
    )


def awaiting_lender(
    codes: tuple[str, ...], jurisdiction: Jurisdiction | None, on: date
) -> tuple[str, ...]:
    """Return which of the rows in force that day bind only some kinds of lender.

    Where the kind of lender is unknown they are not cited, but named as what it would decide.
    """
    if jurisdiction is None:
        return ()
    rows = (law for code in codes for law in _ASKED.get() if law.code == code and law.lenders)
    return tuple(
        law.code
        for law in rows
        if any(law.applies(jurisdiction, on, lender) for lender in law.lenders)
    )
