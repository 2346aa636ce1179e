"""The engines a decision is thought out with, put together once in a process."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Protocol

from core.errors import ServiceMissing
from core.settings import Settings
from database.embedded import run_dir_of
from privacy.engine import Detector
from scoring import names, scorecard, watchlists
from scoring.credit import score
from scoring.fraud import assess, by_kind, velocity_event
from scoring.fraud_rules import FraudEvent
from scoring.model import FraudScore, Query
from scoring.velocity import KeyCounts, VelocityEvent
from scoring.velocity_client import VelocityClient
from underwriting.forms import check_numbers
from underwriting.model import Case
from underwriting.rules import Engines

_FIRST = Query(name="某人")


class Counters(Protocol):
    """Whoever counts events: the owner's client, or the counters themselves."""

    def observe(self, event: VelocityEvent) -> tuple[KeyCounts, ...]:
        """Count an event and return its counts, itself included."""
        ...


def velocity_socket(settings: Settings) -> Path:
    """Return where the owner of the velocity counters listens."""
    return run_dir_of(settings.data_dir) / "velocity.sock"


@cache
def engines_of(settings: Settings) -> Engines:
    """Return the engines of this process; built once, before it forks children."""
    return build_engines(settings)


def build_engines(settings: Settings) -> Engines:
    """Load the scorecard, the watchlists and the detector; nothing is fetched."""
    card = scorecard.load()
    index = names.build(watchlists.lists_of(settings.data_dir / "watchlists"))
    names.screen(_FIRST, index)  # reads the tables of Chinese characters, before anyone waits
    detector = Detector()
    velocity = VelocityClient(velocity_socket(settings))

    def fraud(case: Case, at: datetime) -> FraudScore:
        return fraud_of(case, velocity, at)

    return Engines(
        credit=lambda report: score(card, report),
        fraud=fraud,
        screen=lambda query: names.screen(query, index),
        scan=detector.scan,
        check_numbers=check_numbers,
    )


def fraud_of(case: Case, velocity: Counters, at: datetime) -> FraudScore:
    """Count the application and ask the fraud rules.

    When the counters do not answer, the rules that need them stay unsettled, which the score
    says; an application does not wait for them.
    """
    event = FraudEvent(
        event_id=str(case.application.id),
        subject_ref=str(case.application.subject_id),
        at=at,
        amount=case.application.amount,
        monthly_income=case.applicant.monthly_income,
        product_max=case.offer.at_most,
    )
    blinds = {
        "phone": case.keys.phone,
        "device": case.keys.device,
        "ip": case.keys.address,
        "subject": case.keys.subject,
    }
    told = velocity_event(event, str(case.application.organisation_id), blinds)
    try:
        counts = by_kind(velocity.observe(told))
    except ServiceMissing:
        counts = {}
    return assess(event, counts)
