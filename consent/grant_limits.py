"""Whether a grant keeps within what its purpose allows and what the industry agreed."""

from __future__ import annotations

from consent.ceilings import ceiling_of
from consent.model import Purpose

_MONTH_DAYS = 31


def within(
    purpose: Purpose,
    data_life_days: int,
    use_limit: int | None,
    frequency: tuple[int, int] | None,
    look_back_days: int | None,
) -> bool:
    """Say whether a grant's terms stay within its purpose's row and its ceiling, if it has one.

    Args:
        purpose: what the grant is for.
        data_life_days: how long it lets data be kept.
        use_limit: how many applications it serves; None for all.
        frequency: at most so many uses in so many days; None where it does not matter.
        look_back_days: how old the data may be; None for any age.
    """
    row = purpose.frequency
    lives, uses, looks = [purpose.data_life_days], [purpose.use_limit], [purpose.look_back_days]
    rates = [(row.uses, row.days)] if row else []
    ceiling = ceiling_of(purpose)
    if ceiling is not None:
        lives.append(ceiling.data_life_days)
        looks.append(_MONTH_DAYS * ceiling.look_back_months)
        if ceiling.per_days is None:
            uses.append(ceiling.uses)
        else:
            rates.append((ceiling.uses, ceiling.per_days))
    return (
        all(data_life_days <= one for one in lives)
        and all(_at_most(use_limit, one) for one in uses)
        and all(_at_most(look_back_days, one) for one in looks)
        and all(frequency is not None and _slower(frequency, one) for one in rates)
    )


def _at_most(value: int | None, limit: int | None) -> bool:
    return limit is None or (value is not None and value <= limit)


def _slower(one: tuple[int, int], limit: tuple[int, int]) -> bool:
    return one[0] * limit[1] <= limit[0] * one[1]
