"""Whose yes is not taken: children, and those whom a purpose's row is closed to."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from consent.model import Group, Purpose
from core.text import Text

_ID_NUMBER: Final = re.compile(r"[0-9]{6}([0-9]{4})([0-9]{2})([0-9]{2})[0-9]{3}[0-9X]")
_GUARDIAN_AGE: Final = 14  # PIPL 31
_FULL_AGE: Final = 18  # Civil Code 17
POLITE: Final[dict[Group, Text]] = {
    Group.UNDER_14: Text(
        "您未满十四周岁，这项同意要由监护人来给，我们没有记录您的同意。您没有做错什么。",
        "You are under fourteen, so a guardian gives this consent; yours was not recorded. You did"
        " nothing wrong.",
    ),
    Group.UNDER_18: Text(
        "您未满十八周岁，我们不为这项用途使用您的数据，也没有记录您的同意。其他服务不变。",
        "You are under eighteen, so we do not use your data for this, and recorded no consent."
        " Nothing else changes.",
    ),
    Group.STUDENT: Text(
        "这项用途不对在校学生开放，我们没有记录您的同意。其他服务不变。",
        "This use is not open to students, and no consent was recorded. Nothing else changes.",
    ),
}


def born_on(id_number: str) -> date | None:
    """Return the day of birth that a resident identity number states; None where it states none."""
    found = _ID_NUMBER.fullmatch(id_number)
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def age_on(born: date, day: date) -> int:
    """Return full years on a day; who is born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def groups_of(born: date | None, day: date, *, student: bool = False) -> tuple[Group, ...]:
    """Return the groups a person is of on a day; an unknown birth puts them into none."""
    found = [Group.STUDENT] if student else []
    if born is not None and age_on(born, day) < _FULL_AGE:
        found.insert(0, Group.UNDER_18)
    if born is not None and age_on(born, day) < _GUARDIAN_AGE:
        found.insert(0, Group.UNDER_14)
    return tuple(found)


def closed_by(purpose: Purpose, groups: tuple[Group, ...]) -> Group | None:
    """Return the group for which a purpose takes no yes; None where it takes one."""
    if Group.UNDER_14 in groups and purpose.needs_grant:
        return Group.UNDER_14
    return next((one for one in groups if one in purpose.closed_to), None)
