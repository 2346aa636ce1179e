"""Outer limits an industry body agreed for account data; no law, but a yardstick for purposes.

Source: Sahamati fair-use guidelines for account aggregators (commit d48b495, 2026-01-19), the
rules for every data user.
"""

from __future__ import annotations

from dataclasses import dataclass

from consent.model import Purpose

_ACCOUNT_DATA = "bank_transactions"


@dataclass(frozen=True, slots=True)
class Ceiling:
    """At most so much under one account-aggregator purpose code.

    Args:
        aa_code: the purpose code.
        data_life_days: how long data is kept.
        uses, per_days: at most so many fetches in any so many days; None: in all.
        look_back_months: how old the data may be, in months of 31 days at most.
    """

    aa_code: str
    data_life_days: int
    uses: int
    per_days: int | None
    look_back_months: int


CEILINGS: tuple[Ceiling, ...] = (
    Ceiling("103", data_life_days=31, uses=1, per_days=None, look_back_months=14),
    Ceiling("104", data_life_days=31, uses=5, per_days=30, look_back_months=6),
)


def ceiling_of(purpose: Purpose) -> Ceiling | None:
    """Return the limit on a purpose that reads account data; None when there is none."""
    if _ACCOUNT_DATA not in purpose.categories:
        return None
    return next((one for one in CEILINGS if one.aa_code == purpose.aa_code), None)


def beyond(purpose: Purpose) -> tuple[str, ...]:
    """Return the names of the purpose's fields that go beyond its ceiling."""
    ceiling = ceiling_of(purpose)
    if ceiling is None:
        return ()
    found: list[str] = []
    if purpose.data_life_days > ceiling.data_life_days:
        found.append("data_life_days")
    if purpose.look_back_days is None or purpose.look_back_days > 31 * ceiling.look_back_months:
        found.append("look_back_days")
    if ceiling.per_days is None and (purpose.use_limit is None or purpose.use_limit > ceiling.uses):
        found.append("use_limit")
    if ceiling.per_days is not None and (
        purpose.frequency is None
        or purpose.frequency.uses * ceiling.per_days > ceiling.uses * purpose.frequency.days
    ):
        found.append("frequency")
    return tuple(found)
