"""The fraud rules: one changed number fires one rule; nothing known fires nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.errors import InvalidInput
from core.money import Money
from scoring.fraud import assess, by_kind, velocity_event
from scoring.fraud_rules import RULES, FraudEvent
from scoring.model import FraudBand
from scoring.velocity import WINDOWS, KeyCounts, Velocity, WindowCounts

SOUND = FraudEvent(
    event_id="A-7K2M9QX4T0WZ3B6C",
    subject_ref="S-7K2M9QX4T0WZ3B6C",
    at=datetime(2026, 11, 22, 8, 0, tzinfo=UTC),
    amount=Money.of("20000"),
    monthly_income=Money.of("8000"),
)
KINDS = ("device", "phone", "ip", "subject")


def counts(**changed: dict[str, tuple[int, int]]) -> dict[str, KeyCounts]:
    """Return calm counts, with (count, distinct) of single windows changed."""
    return {
        kind: KeyCounts(
            f"{kind}:x:y",
            tuple(
                WindowCounts(name, *(lambda pair: (pair[0], 0, pair[1]))(
                    changed.get(kind, {}).get(name, (1, 1))
                ))
                for name, _seconds in WINDOWS
            ),
        )
        for kind in KINDS
    }  # fmt: skip


FIRES = {
    "F01_DEVICE_OF_MANY": (SOUND, counts(device={"7d": (3, 3)})),
    "F02_PHONE_OF_SEVERAL": (SOUND, counts(phone={"30d": (2, 2)})),
    "F03_MANY_APPLICATIONS": (SOUND, counts(subject={"1h": (3, 1)})),
    "F04_AMOUNT_OUT_OF_LINE": (replace(SOUND, amount=Money.of("96000.01")), counts()),
    "F05_RING_BEHIND_ONE_ADDRESS": (SOUND, counts(ip={"24h": (5, 5)})),
}
JUST_BELOW = {
    "F01_DEVICE_OF_MANY": (SOUND, counts(device={"7d": (9, 2), "30d": (9, 9)})),
    "F02_PHONE_OF_SEVERAL": (SOUND, counts(phone={"30d": (9, 1)})),
    "F03_MANY_APPLICATIONS": (SOUND, counts(subject={"1h": (2, 1), "24h": (4, 1)})),
    "F04_AMOUNT_OUT_OF_LINE": (replace(SOUND, amount=Money.of("96000")), counts()),
    "F05_RING_BEHIND_ONE_ADDRESS": (SOUND, counts(ip={"24h": (9, 4)})),
}


@pytest.mark.parametrize("code", FIRES)
def test_one_changed_number_fires_one_rule(code: str) -> None:
    result = assess(*FIRES[code])
    assert [each.code for each in result.fired] == [code]
    assert result.fired[0].values
    assert result.unsettled == ()
    calm = assess(*JUST_BELOW[code])
    assert calm.fired == ()
    assert calm.band is FraudBand.CLEAR
    assert calm.points == 0


def test_every_rule_is_tested_worded_owned_and_dated() -> None:
    assert [rule.code for rule in RULES] == list(FIRES) == list(JUST_BELOW)
    for rule in RULES:
        assert rule.owner
        assert rule.points > 0
        assert (rule.holds.__doc__ or "").splitlines()[0].endswith("?")


def test_a_single_weak_sign_is_no_suspicion_but_two_are() -> None:
    lone = assess(*FIRES["F05_RING_BEHIND_ONE_ADDRESS"])
    assert (lone.band, lone.points) == (FraudBand.CLEAR, 30)
    both = assess(FIRES["F04_AMOUNT_OUT_OF_LINE"][0], counts(ip={"24h": (5, 5)}))
    assert (both.band, both.points) == (FraudBand.SUSPECT, 50)


def test_what_is_not_known_stays_unsettled_and_fires_nothing() -> None:
    bare = FraudEvent(SOUND.event_id, SOUND.subject_ref, SOUND.at, SOUND.amount)
    result = assess(bare, {})
    assert (result.band, result.points, result.fired) == (FraudBand.CLEAR, 0, ())
    assert result.unsettled == tuple(rule.code for rule in RULES)


def test_a_rule_holds_from_its_day_until_its_end() -> None:
    rule = replace(RULES[0], since=date(2026, 11, 22), until=date(2026, 11, 23))
    event, known = FIRES[rule.code]
    assert assess(event, known, (rule,)).points == rule.points
    for day in (21, 23):
        other = replace(event, at=event.at.replace(day=day))
        assert assess(other, known, (rule,)).points == 0


def test_a_burst_from_one_device_is_seen_through_the_counters() -> None:
    counters, bands = Velocity(), []
    for number in range(4):
        event = replace(
            SOUND,
            event_id=f"A-{number:016d}B",
            subject_ref=f"S-{number:016d}B",
            at=SOUND.at.replace(minute=number),
        )
        told = velocity_event(event, "0190b6c2-0000-7000", {"device": "k" * 32, "phone": ""})
        bands.append(assess(event, by_kind(counters.observe(told))).band)
    assert bands == [FraudBand.CLEAR] * 2 + [FraudBand.SUSPECT] * 2


def test_a_bare_number_is_never_told_to_the_counters() -> None:
    with pytest.raises(InvalidInput):
        velocity_event(SOUND, "0190b6c2-0000-7000", {"phone": "13800138000"})
