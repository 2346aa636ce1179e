"""The nouns of scoring: scores, bands, reasons, fired rules and name matches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.text import Text


class CreditBand(StrEnum):
    """How a credit score is read; the limits stand in the scorecard."""

    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"


class FraudBand(StrEnum):
    """How a fraud score is read. Suspicion is for a person to settle, never a verdict."""

    CLEAR = "clear"
    SUSPECT = "suspect"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why points were lost: one topic, the exact points it cost, and what to tell the person."""

    code: str
    points_lost: Decimal
    text: Text


@dataclass(frozen=True, slots=True)
class CreditScore:
    """What a scorecard says of one applicant.

    Args:
        probability: of default, as the scorecard's own data define default; 0 to 1.
        points: exact; more is better.
        band: how the points are read.
        reasons: up to four, the costliest first.
        model: name and digest of the table that was used.
    """

    probability: float
    points: Decimal
    band: CreditBand
    reasons: tuple[Reason, ...]
    model: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing the person could do, and what the same scorecard would then say.

    Args:
        topic: the code of the reason that it eases most.
    """

    code: str
    topic: str
    text: Text
    points_after: Decimal
    probability_after: float
    band_after: CreditBand


@dataclass(frozen=True, slots=True)
class FiredRule:
    """A fraud rule that held, with the numbers it looked at (never a person's data)."""

    code: str
    title: Text
    points: int
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FraudScore:
    """What the fraud rules say of one application.

    Args:
        band: CLEAR or SUSPECT.
        points: sum over the rules that held.
        fired: the rules that held.
        unsettled: codes of the rules that could not be answered.
    """

    band: FraudBand
    points: int
    fired: tuple[FiredRule, ...]
    unsettled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedName:
    """One entry of a watchlist with all the names it is known by.

    Args:
        list_code: which list, such as "ofac-sdn".
        entry_id: the list's own number of the entry.
        kind: "person", "organisation" or "other" (ships, aircraft).
        names: the main name first, then the aliases.
        weak_aliases: names the list itself calls weak; they never match by themselves alone.
        births: days or years of birth as the list gives them ("1971", "1978-04-28").
        countries: nationalities or countries as the list gives them.
        programmes: the sanctions programmes or the kind of list.
    """

    list_code: str
    entry_id: str
    kind: str
    names: tuple[str, ...]
    weak_aliases: tuple[str, ...] = ()
    births: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Watchlist:
    """A list as it was read.

    Args:
        code: short name, such as "un-consolidated".
        title: what people call it.
        as_of: the day the list itself bears.
        source: where it comes from and under which terms.
        entries: all entries.
    """

    code: str
    title: Text
    as_of: date
    source: str
    entries: tuple[ListedName, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A name to be screened; what else is known narrows the answer."""

    name: str
    birth: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A listed name that is near enough to be looked at by a person; never a confirmation.

    Args:
        score: 0 to 100, after birth date and country were taken into account.
        name_score: 0 to 100, of the names alone.
        list_code: which list.
        entry_id: the list's own number.
        name: the listed name that matched.
        why: what matched and what spoke for or against.
    """

    score: float
    name_score: float
    list_code: str
    entry_id: str
    name: str
    why: tuple[Text, ...]
