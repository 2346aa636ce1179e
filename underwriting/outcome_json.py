"""An outcome as JSON: what is kept, shown to people, and answered over the API."""

from __future__ import annotations

from typing import Any

from scoring.model import CreditScore, FraudScore, Match
from underwriting.model import Outcome


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """Return all an outcome rests on, without personal data."""
    return {
        "action": outcome.action.value,
        "paused_for": outcome.paused_for,
        "reasons": [
            {"code": reason.code, "source": reason.source, "text": reason.text.as_dict()}
            for reason in outcome.reasons
        ],
        "policy": outcome.policy,
        "credit": None if outcome.credit is None else _credit(outcome.credit),
        "fraud": None if outcome.fraud is None else _fraud(outcome.fraud),
        "names": [_match(match) for match in outcome.names],
        "names_band": None if outcome.names_band is None else outcome.names_band.value,
        "rates": dict(outcome.rates),
        "findings": list(outcome.findings),
        "note_warnings": list(outcome.note_warnings),
    }


def _credit(score: CreditScore) -> dict[str, Any]:
    return {
        "points": str(score.points),
        "probability": f"{score.probability:.6f}",
        "band": score.band.value,
        "model": score.model,
    }


def _fraud(score: FraudScore) -> dict[str, Any]:
    return {
        "band": score.band.value,
        "points": score.points,
        "fired": [
            {"code": rule.code, "title": rule.title.as_dict(), "values": dict(rule.values)}
            for rule in score.fired
        ],
        "unsettled": list(score.unsettled),
    }


def _match(match: Match) -> dict[str, Any]:
    return {"list": match.list_code, "entry": match.entry_id, "score": f"{match.score:.1f}"}
