"""By which standards a rate is computed where, and how far a printed rate may differ."""

from __future__ import annotations

from decimal import Decimal

from contracts.model import Jurisdiction
from core.text import Text

# Rounding, not law: payments are whole cents and rates are printed with few digits.
ROUNDING_POINTS = Decimal("0.05")
RULE_PACK = {"id": "candor-rules", "version": "2026.11"}
STANDARDS_OF: dict[Jurisdiction, tuple[str, ...]] = {
    Jurisdiction.CN: ("cn-simple", "cn-irr"),
    Jurisdiction.US: ("us-appendix-j",),
    Jurisdiction.EU: ("eu-aprc",),
    Jurisdiction.UK: ("uk-aprc",),
}
STANDARD_NAMES: dict[str, Text] = {
    "cn-simple": Text("单利", "simple"),
    "cn-irr": Text("复利", "compound"),
    "us-appendix-j": Text("美国 APR", "US APR"),
    "eu-aprc": Text("欧盟 APRC", "EU APRC"),
    "uk-aprc": Text("英国 APRC", "UK APRC"),
}
STANDARDS_UNKNOWN = ("cn-simple", "cn-irr", "us-appendix-j", "eu-aprc")
