"""Whether a lender stands on a register of licences, as of that register's day.

A register is data that somebody imports: its own name, its day, where it was taken from and
whether it is complete. No answer here says more than the register does.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import StringIO
from typing import Final

from core.dates import parse_day
from core.errors import InvalidInput

COLUMNS: Final = (
    "register",
    "as_of",
    "complete",
    "source",
    "name",
    "other_names",
    "kind",
    "number",
    "authority",
    "state",
    "since",
    "until",
)
ROWS_MAX: Final = 100_000
_FIELD_MAX: Final = 300
_ABOUT: Final = COLUMNS[:4]
_KEY_LENGTH_MIN: Final = 4  # a shorter name would begin too many others


class LicenceState(StrEnum):
    """How a licence stands on the day of its register."""

    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Register:
    """A register of licences on one day.

    Args:
        name: what it is called.
        as_of: the day it stands for.
        complete: whether it lists everybody; where not, to be missing says nothing.
        source: where it was taken from.
    """

    name: str
    as_of: date
    complete: bool
    source: str


@dataclass(frozen=True, slots=True)
class Licence:
    """One licence as its register prints it.

    Args:
        name: of the one who holds it.
        other_names: former, short or foreign ones.
        kind: of licence, in the register's words.
        number: of the licence.
        authority: who granted it.
        state: how it stands.
        since: from which day; None when not said.
        until: to which day; None when not said.
    """

    name: str
    other_names: tuple[str, ...]
    kind: str
    number: str
    authority: str
    state: LicenceState
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the registers say about a lender.

    Args:
        asked: the lender's name.
        registers: all that were looked at, the newest of each.
        found: the licence with the register it stands on.
    """

    asked: str
    registers: tuple[Register, ...]
    found: tuple[tuple[Register, Licence], ...] = ()


def name_key(name: str) -> str:
    """Return what two spellings of one name have in common."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def is_of(licence: Licence, asked: str) -> bool:
    """Say whether a licence is of the lender asked for, or of the house whose branch it is."""
    wanted = name_key(asked)
    keys = [name_key(name) for name in (licence.name, *licence.other_names)]
    branch = wanted.endswith(("分公司", "支行", "分行", "营业部", "branch"))
    return any(
        key == wanted or (branch and len(key) >= _KEY_LENGTH_MIN and wanted.startswith(key))
        for key in keys
        if key
    )


def in_force(licence: Licence, on: date) -> bool:
    """Say whether a licence holds on a day, as far as its register can know."""
    begun = licence.since is None or licence.since <= on
    return (
        licence.state is LicenceState.IN_FORCE
        and begun
        and (licence.until is None or on <= licence.until)
    )


def read_register(text: str) -> tuple[Register, tuple[Licence, ...]]:
    """Read a register from CSV with the columns of `COLUMNS`; several names are split by "|".

    What is about the register as a whole stands in every row, and must be the same in each.

    Raises:
        InvalidInput: something does not fit; `where` names the line, and the column.
    """
    rows = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise InvalidInput(f"the columns {', '.join(COLUMNS)}", f"none called {missing[0]}", "1")
    register: Register | None = None
    licences: list[Licence] = []
    for row in rows:
        line = rows.line_num
        fields = {name: _field({**row}, name, line) for name in COLUMNS}
        about = _register(fields, line)
        if register is not None and about != register:
            raise InvalidInput(f"the same {', '.join(_ABOUT)} in every row", "others", str(line))
        register = about
        licences.append(_licence(fields, line))
        if len(licences) > ROWS_MAX:
            raise InvalidInput(f"at most {ROWS_MAX} rows", "more", str(line))
    if register is None:
        raise InvalidInput("at least one licence", "none", "2")
    return register, tuple(licences)


def _field(row: Mapping[str | None, object], name: str, line: int) -> str:
    value = row.get(name)
    if not isinstance(value, str) or None in row:
        raise InvalidInput(f"{len(COLUMNS)} columns", "another number", f"{line}")
    if len(value) > _FIELD_MAX:
        raise InvalidInput(f"at most {_FIELD_MAX} characters", str(len(value)), f"{line}/{name}")
    return value.strip()


def _register(fields: dict[str, str], line: int) -> Register:
    as_of = _day(fields, "as_of", line)
    if not fields["register"] or as_of is None:
        raise InvalidInput("the register's name and day", "none", f"{line}/register")
    return Register(
        name=fields["register"],
        as_of=as_of,
        complete=_one_of(fields, "complete", ("yes", "no"), line) == "yes",
        source=fields["source"],
    )


def _licence(fields: dict[str, str], line: int) -> Licence:
    if not name_key(fields["name"]):
        raise InvalidInput("the lender's name", "none", f"{line}/name")
    states = tuple(state.value for state in LicenceState)
    return Licence(
        name=fields["name"],
        other_names=tuple(
            name.strip() for name in fields["other_names"].split("|") if name_key(name)
        ),
        kind=fields["kind"],
        number=fields["number"],
        authority=fields["authority"],
        state=LicenceState(_one_of(fields, "state", states, line)),
        since=_day(fields, "since", line),
        until=_day(fields, "until", line),
    )


def _one_of(fields: dict[str, str], name: str, allowed: Sequence[str], line: int) -> str:
    if fields[name] not in allowed:
        raise InvalidInput(f"one of {', '.join(allowed)}", "another word", f"{line}/{name}")
    return fields[name]


def _day(fields: dict[str, str], name: str, line: int) -> date | None:
    if not fields[name]:
        return None
    try:
        return parse_day(fields[name])
    except InvalidInput as refusal:
        raise InvalidInput(refusal.expected, "no such day", f"{line}/{name}") from None
