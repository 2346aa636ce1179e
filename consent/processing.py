"""The processing register and the impact-assessment record, from the rows that the gate obeys.

Only what the rows say is said. What a lender alone can know (who answers for it, how likely harm
is, whether the measures are enough) is named as left for the lender to write.
"""

from __future__ import annotations

from typing import Any, Final

from consent.bases import bases_of
from consent.categories import CATEGORIES
from consent.ceilings import beyond
from consent.model import Purpose
from consent.personal_fields import fields_of
from consent.plain_fields import PLAIN
from consent.purposes import PURPOSES
from core.text import Text

REGISTER_LAW: Final = ("eu-gdpr-30", "cn-pipl-55")
ASSESSMENT_LAW: Final = ("cn-pipl-55", "cn-pipl-56")
KEPT_YEARS: Final = 3  # PIPL 56: assessments and records of processing, at least
LEFT_FOR_REGISTER: Final = ("controller_contact", "security_measures", "transfer_safeguards")
LEFT_FOR_ASSESSMENT: Final = ("necessity", "risk_to_people", "measures_fit_the_risk")

_SENSITIVE: Final = frozenset(one.code for one in CATEGORIES if one.sensitive)
_NAMES: Final = {one.code: one.name for one in CATEGORIES}
# What PIPL 55 asks an assessment for and no other column of a purpose tells.
_AUTOMATED: Final = frozenset({"application.credit_decision", "fraud.prevention"})
_ABROAD: Final = frozenset({"transfer.cross_border"})
_LENDER_ALONE: Final = "the lender itself"

TRIGGERS: Final[dict[str, Text]] = {
    "cn-pipl-55(1)": Text("处理敏感个人信息", "sensitive personal data"),
    "cn-pipl-55(2)": Text("利用个人信息进行自动化决策", "automated decisions"),
    "cn-pipl-55(3)": Text("委托处理或向他人提供", "entrusted or provided to others"),
    "cn-pipl-55(4)": Text("向境外提供", "provided abroad"),
}


def register() -> tuple[dict[str, Any], ...]:
    """Return the processing register: one record a purpose, in the order of the table."""
    return tuple(_record(purpose) for purpose in PURPOSES)


def assessments() -> tuple[dict[str, Any], ...]:
    """Return the impact-assessment records: one for each purpose PIPL 55 asks one for."""
    return tuple(_assessment(purpose) for purpose in PURPOSES if triggers(purpose))


def triggers(purpose: Purpose) -> tuple[str, ...]:
    """Return which points of PIPL 55 ask for an assessment of a purpose."""
    met = (
        bool(_SENSITIVE & set(purpose.categories)),
        purpose.code in _AUTOMATED,
        purpose.recipient.en != _LENDER_ALONE,
        purpose.code in _ABROAD,
    )
    return tuple(point for point, holds in zip(TRIGGERS, met, strict=True) if holds)


def _record(purpose: Purpose) -> dict[str, Any]:
    frequency = purpose.frequency
    return {
        "purpose": purpose.code,
        "name": purpose.name.as_dict(),
        "plain": purpose.plain.as_dict(),
        "legal_bases": [
            {
                "jurisdiction": row.jurisdiction.value,
                "basis": row.basis,
                "law": list(row.law),
                "since": row.since.isoformat() if row.since else None,
                "verified": row.verified,
            }
            for row in bases_of(purpose.code)
        ],
        "categories": [_category(code) for code in purpose.categories],
        "recipients": purpose.recipient.as_dict(),
        "data_life_days": purpose.data_life_days,
        "look_back_days": purpose.look_back_days,
        "use_limit": purpose.use_limit,
        "frequency": {"uses": frequency.uses, "days": frequency.days} if frequency else None,
        "separate_consent": purpose.separate_consent,
        "written_consent": purpose.written_consent,
        "refusal_may_stop_service": purpose.refusal_may_stop_service,
        "revocable": purpose.revocable,
        "terms": {"dpv": purpose.dpv, "aa": purpose.aa_code, "fideslang": purpose.fides},
        "beyond_ceiling": list(beyond(purpose)),
        "left_to_the_lender": list(LEFT_FOR_REGISTER),
    }


def _category(code: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": _NAMES[code].as_dict(),
        "sensitive": code in _SENSITIVE,
        "kept_in": [
            one.place
            for one in (*fields_of(code), *PLAIN)
            if one.kind == "column" and one.category == code
        ],
        "collected_by": [one.place for one in fields_of(code) if one.kind != "column"],
    }


def _assessment(purpose: Purpose) -> dict[str, Any]:
    return {
        "purpose": purpose.code,
        "asked_for_by": [
            {"law": point, "why": TRIGGERS[point].as_dict()} for point in triggers(purpose)
        ],
        "law": list(ASSESSMENT_LAW),
        "kept_years_min": KEPT_YEARS,
        "consequence_of_no": purpose.consequence.as_dict(),
        "beyond_ceiling": list(beyond(purpose)),
        "left_to_the_lender": list(LEFT_FOR_ASSESSMENT),
    }
