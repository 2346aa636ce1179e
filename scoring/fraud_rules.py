"""The fraud rules: one row each, with what it asks, its weight, its owner and its dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from core.money import Money
from core.text import Text
from scoring.velocity import KeyCounts, WindowCounts

Values = tuple[tuple[str, str], ...]

SUSPECT_FROM = 40  # points; below it a single weak sign does not put a person under suspicion


class Unsettled(LookupError):
    """What a rule asks for is not known; the rule stays unanswered."""


@dataclass(frozen=True, slots=True)
class FraudEvent:
    """What the rules may look at.

    Args:
        event_id: of the application; opaque.
        subject_ref: the applicant's random reference; opaque.
        at: when it was made.
        amount: asked for.
        monthly_income: as stated; None when not known.
    """

    event_id: str
    subject_ref: str
    at: datetime
    amount: Money
    monthly_income: Money | None = None


Counts = Mapping[str, KeyCounts]


@dataclass(frozen=True, slots=True)
class FraudRule:
    """One sign of fraud.

    Args:
        code: its name in decisions and evidence.
        title: what to tell the person who looks at the case.
        holds: the numbers it fired on, or None; raises Unsettled when it cannot be answered.
        points: its weight.
        since: first day in force.
        until: first day no longer in force; None while it stands.
        owner: who answers for it.
    """

    code: str
    title: Text
    holds: Callable[[FraudEvent, Counts], Values | None]
    points: int
    since: date
    until: date | None
    owner: str

    def in_force(self, on: date) -> bool:
        """Say whether the rule stands on that day."""
        return self.since <= on and (self.until is None or on < self.until)


def device_of_many(_event: FraudEvent, counts: Counts) -> Values | None:
    """Have three or more persons applied from one device within 7 days?"""
    seen = _over(counts, "device", "7d")
    return (("persons_7d", str(seen.distinct)),) if seen.distinct >= 3 else None


def phone_of_several(_event: FraudEvent, counts: Counts) -> Values | None:
    """Have two or more persons given one phone number within 30 days?"""
    seen = _over(counts, "phone", "30d")
    return (("persons_30d", str(seen.distinct)),) if seen.distinct >= 2 else None


def many_applications(_event: FraudEvent, counts: Counts) -> Values | None:
    """Has one person applied three times in an hour, or five times in a day?"""
    hour, day = _over(counts, "subject", "1h"), _over(counts, "subject", "24h")
    if hour.count < 3 and day.count < 5:
        return None
    return (("applications_1h", str(hour.count)), ("applications_24h", str(day.count)))


def amount_out_of_line(event: FraudEvent, _counts: Counts) -> Values | None:
    """Is the amount above twelve months' income?

    What the product lends is no sign of anything: more than that is refused where it is handed in.

    Raises:
        Unsettled: the income is not known.
    """
    if event.monthly_income is None:
        raise Unsettled("monthly income")
    twelve = event.monthly_income.times(12)
    return (
        (("income_12_months", twelve.display()), _asked(event)) if twelve < event.amount else None
    )


def ring_behind_one_address(_event: FraudEvent, counts: Counts) -> Values | None:
    """Have five or more persons applied from one network address within 24 hours?"""
    seen = _over(counts, "ip", "24h")
    if seen.distinct < 5:
        return None
    return (("persons_24h", str(seen.distinct)), ("applications_24h", str(seen.count)))


RULES: tuple[FraudRule, ...] = (
    FraudRule(
        "F01_DEVICE_OF_MANY",
        Text("同一设备在 7 天内被多人用来申请", "One device, several applicants within 7 days"),
        device_of_many,
        40,
        date(2026, 1, 1),
        None,
        "fraud desk",
    ),
    FraudRule(
        "F02_PHONE_OF_SEVERAL",
        Text("同一手机号在 30 天内被多人使用", "One phone number, several applicants in 30 days"),
        phone_of_several,
        40,
        date(2026, 1, 1),
        None,
        "fraud desk",
    ),
    FraudRule(
        "F03_MANY_APPLICATIONS",
        Text("短时间内多次申请", "Many applications in a short time"),
        many_applications,
        40,
        date(2026, 1, 1),
        None,
        "fraud desk",
    ),
    FraudRule(
        "F04_AMOUNT_OUT_OF_LINE",
        Text("申请金额与收入不符", "An amount out of line with the income"),
        amount_out_of_line,
        20,
        date(2026, 1, 1),
        None,
        "credit policy",
    ),
    FraudRule(
        "F05_RING_BEHIND_ONE_ADDRESS",
        Text(
            "同一网络地址在 24 小时内有多人申请",
            "Several applicants, one network address, 24 hours",
        ),
        ring_behind_one_address,
        30,
        date(2026, 1, 1),
        None,
        "fraud desk",
    ),
)


def _over(counts: Counts, kind: str, window: str) -> WindowCounts:
    found = counts.get(kind)
    if found is None:
        raise Unsettled(kind)
    return found.over(window)


def _asked(event: FraudEvent) -> tuple[str, str]:
    return ("asked", event.amount.display())
