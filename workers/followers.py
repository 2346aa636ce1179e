"""The followers of the log, in one table: what each does with a sealed fact."""

from __future__ import annotations

from dataclasses import dataclass

from database.transaction import Database
from evidence.follow import Effect, follow_all
from reporting.service import FOLLOWER as FIGURES
from reporting.service import count_fact


@dataclass(frozen=True, slots=True)
class Follower:
    """One follower.

    Args:
        name: under which its place in each log is kept; never renamed.
        effect: what it does with an entry, inside the transaction that moves its place.
        act: the act its effects are bound to; "" binds none.
    """

    name: str
    effect: Effect
    act: str = ""


FOLLOWERS: tuple[Follower, ...] = (Follower(FIGURES, count_fact),)


def follow_round(database: Database) -> tuple[int, tuple[str, ...]]:
    """Let every follower take a batch from each log that is ahead of it.

    Returns:
        How many entries were taken, and what kept a log from being followed.
    """
    count, refusals = 0, list[str]()
    for follower in FOLLOWERS:
        taken, refused = follow_all(database, follower.name, follower.effect, follower.act)
        count += taken
        refusals += refused
    return count, tuple(refusals)
