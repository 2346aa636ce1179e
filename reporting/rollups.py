"""What a fact adds to which figures: pure, so that a recount can be held against the rollups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal, InvalidOperation

from reporting.model import Increment

APPLICATIONS = "applications"
DECISIONS = "decisions"
RATE = "rate"
ALERTS = "alerts"
GIVEN = "consents_given"
WITHDRAWN = "consents_withdrawn"
EFFECT = "withdrawal_effect_ms"
TOLD = "recipients_told"
OVERDUE = "deliveries_overdue"
FACTS = "facts"

WINDOW_DAYS = 30  # what boards look back on

Payload = Mapping[str, object]
_TENTH = Decimal("0.1")
_RATE_MAX = Decimal("999.9")  # percent; the last bucket holds all that is above
# Upper ends of the buckets of milliseconds; the last one holds all that took longer.
EFFECT_BUCKETS: tuple[int, ...] = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 60000)


def increments(kind: str, payload: Payload | None) -> tuple[Increment, ...]:
    """Return what one fact adds; each counts as a fact, unknown kinds as no more than that."""
    always = (Increment(FACTS, kind),)
    rule = _RULES.get(kind)
    return always if rule is None or payload is None else always + rule(payload)


def window_since(day: date) -> date:
    """Return the first day of the window that a board of that day shows."""
    return day - timedelta(days=WINDOW_DAYS)


def rate_bucket(percent: str) -> str | None:
    """Return the bucket of a yearly rate: its upper end, in hundredths of a point ("002400").

    Buckets are a tenth of a point wide and closed above, so that shares above a line that lies
    on a tenth are exact: 24.00 falls into the bucket that ends at 24.0, 24.01 into the next.
    """
    try:
        rate = Decimal(percent)
    except InvalidOperation:
        return None
    if not rate.is_finite() or rate < 0:
        return None
    ends_at = min(rate, _RATE_MAX).quantize(_TENTH, ROUND_CEILING)
    return f"{int(ends_at * 100):06d}"


def effect_bucket(milliseconds: float) -> str:
    """Return the bucket of a time to effect: its upper end in milliseconds."""
    upper = next((end for end in EFFECT_BUCKETS if milliseconds <= end), EFFECT_BUCKETS[-1])
    return f"{upper:06d}"


def _submitted(payload: Payload) -> tuple[Increment, ...]:
    return (Increment(APPLICATIONS, str(payload.get("channel", "")), per_minute=True),)


def _decided(payload: Payload) -> tuple[Increment, ...]:
    made = Increment(DECISIONS, str(payload.get("action", "")), per_minute=True)
    return (made, *_lent(payload))


def _lent(payload: Payload) -> tuple[Increment, ...]:
    """Return what an approval adds to the prices of loans: what was refused was no loan.

    A person who looks at what the machine approved, because the applicant asked, cannot make it
    a no; that loan is counted already.
    """
    again = payload.get("machine_action") == "approve"
    bucket = rate_bucket(str(payload.get("apr_percent", "")))
    if payload.get("action") != "approve" or again or bucket is None:
        return ()
    return (Increment(RATE, bucket),)


def _alert(payload: Payload) -> tuple[Increment, ...]:
    rules = payload.get("rules")
    codes = [str(code) for code in rules] if isinstance(rules, list) else []  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return tuple(Increment(ALERTS, code, per_minute=True) for code in codes)


def _given(payload: Payload) -> tuple[Increment, ...]:
    return (Increment(GIVEN, str(payload.get("purpose", ""))),)


def _withdrawn(payload: Payload) -> tuple[Increment, ...]:
    found = [Increment(WITHDRAWN, str(payload.get("purpose", "")), per_minute=True)]
    asked, effective = payload.get("requested_at"), payload.get("effective_at")
    if isinstance(asked, str) and isinstance(effective, str):
        took = datetime.fromisoformat(effective) - datetime.fromisoformat(asked)
        found.append(Increment(EFFECT, effect_bucket(took.total_seconds() * 1000)))
    return tuple(found)


def _told(payload: Payload) -> tuple[Increment, ...]:
    return (Increment(TOLD, str(payload.get("asked", ""))),)


def _overdue(payload: Payload) -> tuple[Increment, ...]:
    return (Increment(OVERDUE, str(payload.get("missing", ""))),)


_RULES: dict[str, Callable[[Payload], tuple[Increment, ...]]] = {
    "application.submitted@1": _submitted,
    "application.decided@1": _decided,
    "review.decided@2": _lent,
    "fraud.alert@1": _alert,
    "consent.granted@1": _given,
    "consent.withdrawn@1": _withdrawn,
    "delivery.told@1": _told,
    "consent.delivery_overdue@1": _overdue,
}
