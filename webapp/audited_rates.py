"""The yearly rates of an audit as lines of a page: stated, computed, or between two bounds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from contracts.phrases import bilingual
from core.money import Rate
from core.text import Text, filled
from webapp import lender_words as words
from webapp.views.truecost import RateLine


def rate_lines(found: Mapping[str, Any]) -> tuple[RateLine, ...]:
    """Return the stated yearly rate, and what the payments work out to by each standard."""
    rates: list[Mapping[str, Any]] = found["rates"]
    lines: list[RateLine] = []
    stated = rates[0]["stated_percent"] if rates else None
    if stated is not None:
        lines.append(RateLine(words.STATED, Rate.percent(stated), words.STATED_SOURCE))
    for rate in rates:
        percent = rate["apr_percent"]
        lines.append(
            RateLine(
                words.STANDARDS.get(rate["standard"], bilingual(rate["standard"])),
                None if percent is None else Rate.percent(percent),
                _how_known(rate),
                understated(found, rate),
            )
        )
    return tuple(lines)


def understated(found: Mapping[str, Any], rate: Mapping[str, Any]) -> bool:
    """Say whether a rate shows cost that was not said; to compound the same rate hides nothing."""
    difference = rate["difference_pp"]
    if all(finding["id"] != "A02" for finding in found["findings"]):
        return False
    return difference is not None and Decimal(difference) > Decimal(rate["tolerance_pp"])


def _how_known(rate: Mapping[str, Any]) -> Text:
    if interval := rate.get("interval"):
        return filled(words.BETWEEN, low=interval[0], high=interval[1])
    return words.NO_RATE if rate["apr_percent"] is None else words.REBUILT
