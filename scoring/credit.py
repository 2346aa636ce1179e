"""Serves a scorecard: points, probability, band, and reasons that add up exactly."""

from __future__ import annotations

import math
from bisect import bisect_right
from decimal import Decimal
from typing import NamedTuple

from core.errors import InvalidInput
from core.text import Text
from scoring.changes import CHANGES, Deed
from scoring.features import Display, Record, number
from scoring.model import Change, CreditBand, CreditScore, Reason
from scoring.scorecard import Characteristic, Scorecard

REASONS_MAX = 4
_ZERO = Decimal(0)

_UNKNOWN = Text("我们没有“{title}”这一项信息。", "We had no information on “{title}”.")


class _Line(NamedTuple):
    characteristic: Characteristic
    value: object
    points: Decimal


def score(card: Scorecard, features: Record) -> CreditScore:
    """Score one applicant.

    Args:
        card: a table that was read.
        features: columns of the record, engineered features, or both; what is missing gets
            the points of the missing bin.

    Returns:
        Points (exact), probability of default, band and up to four reasons.

    Raises:
        InvalidInput: nothing the card asks for is there.
    """
    lines = _lines(card, features)
    points = sum((line.points for line in lines), card.base)
    return CreditScore(
        probability=probability(card, points),
        points=points,
        band=band(card, points),
        reasons=_reasons(lines, REASONS_MAX),
        model=f"{card.name}@{card.digest[:12]}",
    )


def probability(card: Scorecard, points: Decimal) -> float:
    """Return the probability of default that the points stand for."""
    return 1.0 / (1.0 + math.exp((float(points) - card.offset) / card.factor))


def band(card: Scorecard, points: Decimal) -> CreditBand:
    """Return the band the points fall into."""
    return next(name for name, least in card.bands if least is None or points >= least)


def all_reasons(card: Scorecard, features: Record) -> tuple[Reason, ...]:
    """Return every topic that cost points; together exactly the best score less the score.

    Raises:
        InvalidInput: nothing the card asks for is there.
    """
    return _reasons(_lines(card, features), len(card.characteristics))


def what_would_change(card: Scorecard, features: Record) -> tuple[Change, ...]:
    """Say what the person could do, one step at a time, and what the card would then say.

    Each step alters the record as the deed would, and the whole card is asked again. Of every
    deed the smallest step that reaches a better band is told; when none does, the step that
    helps most. Deeds that do not help are left out.

    Raises:
        InvalidInput: nothing the card asks for is there.
    """
    before = score(card, features)
    found = (_best_step(card, features, deed, before) for deed in CHANGES)
    told = [change for change in found if change is not None]
    return tuple(sorted(told, key=lambda change: -change.points_after))


def _best_step(card: Scorecard, features: Record, deed: Deed, before: CreditScore) -> Change | None:
    best: Change | None = None
    most = before.points
    for step in deed.steps:
        altered = deed.apply(features, step)
        after = before if altered is None else score(card, altered)
        if after.points <= most:
            continue
        most = after.points
        shown = f"{step:.0%}"
        text = Text(deed.text.zh.format(step=shown), deed.text.en.format(step=shown))
        topic = _eased(card, features, altered or features)
        best = Change(deed.code, topic, text, after.points, after.probability, after.band)
        if after.band != before.band:
            break
    return best


def _eased(card: Scorecard, features: Record, altered: Record) -> str:
    """Return the topic whose lost points shrink most."""
    lost = {reason.code: reason.points_lost for reason in all_reasons(card, features)}
    left = {reason.code: reason.points_lost for reason in all_reasons(card, altered)}
    return max(lost, key=lambda topic: (lost[topic] - left.get(topic, _ZERO), topic))


def _lines(card: Scorecard, features: Record) -> list[_Line]:
    lines: list[_Line] = []
    known = False
    for characteristic in card.characteristics:
        value = features.get(characteristic.code)
        if value is None and characteristic.recipe is not None:
            value = characteristic.recipe.of(features)
        known = known or value is not None
        lines.append(_Line(characteristic, value, _points(characteristic, value)))
    if not known:
        raise InvalidInput("at least one feature of the scorecard", "none of them")
    return lines


def _points(characteristic: Characteristic, value: object) -> Decimal:
    if characteristic.categories is not None:
        if value is None or value != value:  # noqa: PLR0124  (a gap read as NaN)
            return characteristic.missing
        index = characteristic.categories.get(str(value))
        return characteristic.unseen if index is None else characteristic.points[index]
    known = number(value)
    if known is None:
        return characteristic.missing
    return characteristic.points[bisect_right(characteristic.splits, known)]


def _reasons(lines: list[_Line], most: int) -> tuple[Reason, ...]:
    """Group the losses by topic; the costliest line of a topic gives the wording."""
    lost: dict[str, Decimal] = {}
    leading: dict[str, tuple[Decimal, _Line]] = {}
    for line in lines:
        loss = line.characteristic.best - line.points
        if loss <= _ZERO:
            continue
        topic = line.characteristic.topic
        lost[topic] = lost.get(topic, _ZERO) + loss
        if topic not in leading or loss > leading[topic][0]:
            leading[topic] = (loss, line)
    ordered = sorted(lost, key=lambda topic: (-lost[topic], topic))[:most]
    return tuple(Reason(topic, lost[topic], _wording(leading[topic][1])) for topic in ordered)


def _wording(line: _Line) -> Text:
    characteristic = line.characteristic
    if line.value is None:
        title = characteristic.title
        return Text(_UNKNOWN.zh.format(title=title.zh), _UNKNOWN.en.format(title=title.en))
    shown = _shown(line.value, characteristic.display)
    reason = characteristic.reason
    return Text(reason.zh.replace("{value}", shown), reason.en.replace("{value}", shown))


def _shown(value: object, display: Display) -> str:
    known = number(value)
    if known is None:
        return str(value)[:40]
    if display is Display.PERCENT:
        return f"{round(known * 100):d}%"
    if display is Display.PLAIN:
        return f"{known:g}"
    return f"{round(known):,d}"
