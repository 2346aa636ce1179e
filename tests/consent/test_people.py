"""Children, minors and students: whose yes is taken, to the day."""

from __future__ import annotations

from datetime import date

import pytest

from consent.asking import LOCKS, is_locked_by_no, lock_on
from consent.model import Group
from consent.people import POLITE, age_on, born_on, closed_by, groups_of
from consent.purposes import PURPOSES, purpose_of

BORN = date(2012, 11, 23)


def test_the_number_states_the_birth_or_none() -> None:
    assert born_on("110101201211230019") == BORN
    assert born_on("110101201213400019") is None  # no such month
    assert born_on("nonsense") is None


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2026, 11, 22), 13), (date(2026, 11, 23), 14), (date(2030, 11, 23), 18)],
)
def test_a_birthday_counts_from_its_first_instant(day: date, age: int) -> None:
    assert age_on(BORN, day) == age


def test_under_fourteen_a_guardian_decides_and_under_eighteen_the_row_does() -> None:
    child = groups_of(BORN, date(2026, 11, 22))
    young = groups_of(BORN, date(2030, 11, 22))
    grown = groups_of(BORN, date(2030, 11, 23))
    for purpose in PURPOSES:
        assert closed_by(purpose, child) == (Group.UNDER_14 if purpose.needs_grant else None)
        forbidden = Group.UNDER_18 in purpose.closed_to
        assert closed_by(purpose, young) == (Group.UNDER_18 if forbidden else None)
        assert closed_by(purpose, grown) is None
    assert closed_by(marketing(), groups_of(BORN, date(2035, 1, 1), student=True)) is Group.STUDENT
    assert closed_by(marketing(), groups_of(None, date(2035, 1, 1))) is None


def marketing():
    purpose = purpose_of("marketing.own")
    assert purpose is not None
    return purpose


def test_every_group_has_polite_words_and_every_day_one_lock() -> None:
    assert set(POLITE) == set(Group)
    assert lock_on(date(2024, 12, 31)) is None
    lock = lock_on(date(2026, 11, 23))
    assert lock in LOCKS
    assert is_locked_by_no(marketing())
    assert not is_locked_by_no(purpose_of("bureau.query"))
