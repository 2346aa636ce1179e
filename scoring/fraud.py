"""Asks every fraud rule about one application: a band, points, and what fired with its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.dates import day_of
from scoring.fraud_rules import RULES, SUSPECT_FROM, FraudEvent, FraudRule, Unsettled
from scoring.model import FiredRule, FraudBand, FraudScore
from scoring.velocity import KeyCounts, Observation, VelocityEvent, key_of


def assess(
    event: FraudEvent,
    counts: Mapping[str, KeyCounts],
    rules: Sequence[FraudRule] = RULES,
) -> FraudScore:
    """Ask the rules in force on the day of the event.

    Args:
        event: the application.
        counts: by kind of key ("device", "phone", "ip", "subject"), the event itself included;
            a kind that is not there leaves its rules unsettled, it never fires them.
        rules: other rules than those in force, for trying out.

    Returns:
        The band, the points, each rule that held, and the rules that could not be answered.
    """
    fired: list[FiredRule] = []
    unsettled: list[str] = []
    for rule in rules:
        if not rule.in_force(day_of(event.at)):
            continue
        try:
            values = rule.holds(event, counts)
        except Unsettled:
            unsettled.append(rule.code)
            continue
        if values is not None:
            fired.append(FiredRule(rule.code, rule.title, rule.points, values))
    points = sum(each.points for each in fired)
    band = FraudBand.SUSPECT if points >= SUSPECT_FROM else FraudBand.CLEAR
    return FraudScore(band, points, tuple(fired), tuple(unsettled))


def velocity_event(
    event: FraudEvent, organisation: str, blinds: Mapping[str, str]
) -> VelocityEvent:
    """Return what the counters are to be told of an application.

    Args:
        event: the application.
        organisation: its id.
        blinds: blind index by kind of key; kinds that are not known are left out.

    Raises:
        InvalidInput: a blind index looks like a bare number.
    """
    observations = tuple(
        Observation(key_of(kind, organisation, blind), event.amount.minor, event.subject_ref)
        for kind, blind in sorted(blinds.items())
        if blind
    )
    at = round(event.at.timestamp() * 1_000_000)
    return VelocityEvent(event.event_id, at, observations)


def by_kind(counts: Sequence[KeyCounts]) -> dict[str, KeyCounts]:
    """Return counts by the kind of their key, as `assess` takes them."""
    return {each.key.split(":", 1)[0]: each for each in counts}
