"""The JSON forms of events and counts, on the socket and in the log."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import TypeVar, cast

from core.errors import InvalidInput
from scoring.velocity import WINDOWS, KeyCounts, Observation, VelocityEvent, WindowCounts

LENGTH = struct.Struct(">I")  # before every frame on the socket

_Kind = TypeVar("_Kind", str, int, bool)


def array(raw: object, length: int | None = None) -> Sequence[object]:
    """Return an array of that many values.

    Raises:
        InvalidInput: it is none.
    """
    if not isinstance(raw, list):
        raise InvalidInput("an array", type(raw).__name__)
    values = cast("list[object]", raw)
    if length is not None and len(values) != length:
        raise InvalidInput(f"{length} values", str(len(values)))
    return values


def one(raw: object, kind: type[_Kind]) -> _Kind:
    """Return a value of exactly that kind: true is no number.

    Raises:
        InvalidInput: it is of another kind.
    """
    if type(raw) is not kind:
        raise InvalidInput(kind.__name__, type(raw).__name__)
    return raw


def event_to(event: VelocityEvent) -> list[object]:
    """Return [event_id, at, [[key, amount, value], …]]."""
    observations = [[each.key, each.amount, each.value] for each in event.observations]
    return [event.event_id, event.at, observations]


def event_from(raw: object) -> VelocityEvent:
    """Read what `event_to` gives.

    Raises:
        InvalidInput: it is not of that form.
    """
    event_id, at, observations = array(raw, 3)
    return VelocityEvent(
        one(event_id, str), one(at, int), tuple(_observation(each) for each in array(observations))
    )


def _observation(raw: object) -> Observation:
    key, amount, value = array(raw, 3)
    return Observation(one(key, str), one(amount, int), one(value, str))


def counts_to(counts: Sequence[KeyCounts]) -> list[object]:
    """Return [[key, complete, [[count, total, distinct], …]], …]."""
    return [
        [each.key, each.complete, [[w.count, w.total, w.distinct] for w in each.windows]]
        for each in counts
    ]


def counts_from(raw: object) -> tuple[KeyCounts, ...]:
    """Read what `counts_to` gives.

    Raises:
        InvalidInput: it is not of that form.
    """
    return tuple(_key(each) for each in array(raw))


def _key(raw: object) -> KeyCounts:
    key, complete, windows = array(raw, 3)
    numbers = array(windows, len(WINDOWS))
    return KeyCounts(
        one(key, str),
        tuple(_window(name, each) for (name, _seconds), each in zip(WINDOWS, numbers, strict=True)),
        one(complete, bool),
    )


def _window(name: str, raw: object) -> WindowCounts:
    count, total, distinct = array(raw, 3)
    return WindowCounts(name, one(count, int), one(total, int), one(distinct, int))
