"""How often, how much, how many different: exact counts over sliding windows, in memory."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from core.errors import InvalidInput

# Seconds; a window holds what happened after `at - seconds`, up to and with `at`.
WINDOWS: tuple[tuple[str, int], ...] = (
    ("5m", 300),
    ("1h", 3_600),
    ("24h", 86_400),
    ("7d", 604_800),
    ("30d", 2_592_000),
)
_MICROSECONDS = 1_000_000
_LONGEST = WINDOWS[-1][1] * _MICROSECONDS
_LENGTHS = tuple(seconds * _MICROSECONDS for _name, seconds in WINDOWS)

_NEVER = -(1 << 62)

EVENTS_MAX = 20_000  # kept of one key; past it the oldest go, and the answer says so
OBSERVATIONS_MAX = 32  # keys one event may touch

_KEY = re.compile(r"[a-z_]{2,20}:[0-9a-f-]{8,36}:[A-Za-z0-9_+/=-]{16,90}")
_OPAQUE = re.compile(r"[A-Za-z0-9_+/=-]{8,90}")
_NUMBER_DIGITS_MAX = 20  # a phone, card or identity number has no more


@dataclass(frozen=True, slots=True)
class WindowCounts:
    """What one key saw within one window.

    Args:
        window: its name, such as "24h".
        count: how many events.
        total: sum of the amounts, in minor units.
        distinct: how many different values came with them.
    """

    window: str
    count: int
    total: int
    distinct: int


@dataclass(frozen=True, slots=True)
class KeyCounts:
    """All windows of one key.

    Args:
        key: as it was asked.
        windows: from the shortest to the longest.
        complete: false when events a window should see are no longer kept: too many for one
            key, or asked about a past too long ago.
    """

    key: str
    windows: tuple[WindowCounts, ...]
    complete: bool = True

    def over(self, window: str) -> WindowCounts:
        """Return one window by its name.

        Raises:
            LookupError: there is no such window.
        """
        for each in self.windows:
            if each.window == window:
                return each
        raise LookupError(window)


@dataclass(frozen=True, slots=True)
class Observation:
    """One key an event touches.

    Args:
        key: made by `key_of`; opaque.
        amount: in minor units.
        value: what is told apart, such as the subject's random reference; opaque.
    """

    key: str
    amount: int
    value: str


@dataclass(frozen=True, slots=True)
class VelocityEvent:
    """Something that happened once; told again under the same id it does not count again.

    Args:
        event_id: of the application or payment; opaque.
        at: microseconds since 1970, UTC.
        observations: the keys it touches.
    """

    event_id: str
    at: int
    observations: tuple[Observation, ...]


def key_of(kind: str, organisation: str, blind: str) -> str:
    """Return the key of a device, phone, address or person at one organisation.

    Args:
        kind: such as "device".
        organisation: its id; counts are never shared between organisations.
        blind: blind index of the number, never the number itself.

    Raises:
        InvalidInput: the parts do not fit, or `blind` looks like a bare number.
    """
    key = f"{kind}:{organisation}:{blind}"
    require_key(key)
    return key


def require_key(key: str) -> None:
    """Refuse a key that is not opaque.

    Raises:
        InvalidInput: it does not have the form, or its last part looks like a bare number.
    """
    if not _KEY.fullmatch(key) or _is_number(key.rsplit(":", 1)[1]):
        raise InvalidInput("an opaque key (kind:organisation:blind index)", "another text", "key")


def require_opaque(value: str, where: str) -> None:
    """Refuse a value that is not opaque.

    Raises:
        InvalidInput: it is not a random reference or blind index.
    """
    if not _OPAQUE.fullmatch(value) or _is_number(value):
        raise InvalidInput("an opaque reference", "another text", where)


def _is_number(text: str) -> bool:
    """Say whether it could be a phone, card or identity number (which may end in X)."""
    return len(text) <= _NUMBER_DIGITS_MAX and text[:-1].isdigit()


@dataclass(slots=True)
class _History:
    """Events of one key in order of time, with running sums."""

    times: list[int] = field(default_factory=list[int])
    sums: list[int] = field(default_factory=list[int])  # sum up to and with each event
    values: list[str] = field(default_factory=list[str])
    last_seen: dict[str, int] = field(default_factory=dict[str, int])
    last_times: list[int] = field(default_factory=list[int])  # of last_seen, sorted
    gone: int = 0  # sum of all that was forgotten
    forgotten_at: int = _NEVER  # time of the newest event that is no longer kept

    def add(self, at: int, amount: int, value: str) -> None:
        place = bisect_right(self.times, at)
        before = self.sums[place - 1] if place else self.gone
        self.times.insert(place, at)
        self.values.insert(place, value)
        self.sums.insert(place, before + amount)
        for later in range(place + 1, len(self.sums)):
            self.sums[later] += amount
        seen = self.last_seen.get(value)
        if seen is None or seen < at:
            self._move(value, seen, at)

    def forget(self, until: int) -> None:
        """Drop what is older than every window, and what the cap does not hold."""
        old = bisect_right(self.times, until)
        surplus = len(self.times) - EVENTS_MAX
        old = max(old, surplus)
        # Deleting from the front moves the rest: do it seldom, and much at once.
        if not old or (surplus <= 0 and old * 2 < len(self.times)):
            return
        newest_gone = self.times[old - 1]
        self.forgotten_at = max(self.forgotten_at, newest_gone)
        self.gone = self.sums[old - 1]
        del self.times[:old], self.values[:old], self.sums[:old]
        kept = set(self.values)
        for value in [name for name, at in self.last_seen.items() if at <= newest_gone]:
            if value not in kept:
                del self.last_seen[value]
        self.last_times = sorted(self.last_seen.values())

    def counts(self, at: int) -> tuple[WindowCounts, ...]:
        end = bisect_right(self.times, at)
        upto = self.sums[end - 1] if end else self.gone
        newest = end == len(self.times)
        answers: list[WindowCounts] = []
        for (name, _seconds), length in zip(WINDOWS, _LENGTHS, strict=True):
            start = bisect_right(self.times, at - length, 0, end)
            before = self.sums[start - 1] if start else self.gone
            if newest:
                distinct = len(self.last_times) - bisect_right(self.last_times, at - length)
            else:  # asked about the past: later events may hide the last sight of a value
                distinct = len(set(self.values[start:end]))
            answers.append(WindowCounts(name, end - start, upto - before, distinct))
        return tuple(answers)

    def events(self) -> Iterator[tuple[int, int, str]]:
        before = self.gone
        for at, total, value in zip(self.times, self.sums, self.values, strict=True):
            yield at, total - before, value
            before = total

    def _move(self, value: str, seen: int | None, at: int) -> None:
        if seen is not None:
            del self.last_times[bisect_right(self.last_times, seen) - 1]
        self.last_seen[value] = at
        if not self.last_times or at >= self.last_times[-1]:
            self.last_times.append(at)
        else:
            insort(self.last_times, at)


class Velocity:
    """The counters of all keys. Knows no clock: time comes with each event."""

    def __init__(self) -> None:
        self._histories: dict[str, _History] = {}
        self._seen: dict[str, int] = {}
        self._newest = _NEVER
        self._swept_until = _NEVER

    def observe(self, event: VelocityEvent) -> tuple[KeyCounts, ...]:
        """Count an event; return the counts of its keys as of its time, itself included."""
        self.count(event)
        return self.look([each.key for each in event.observations], event.at)

    def knows(self, event_id: str) -> bool:
        """Say whether an event was counted already."""
        return event_id in self._seen

    def count(self, event: VelocityEvent) -> bool:
        """Count an event once; say whether it was new."""
        if event.event_id in self._seen:
            return False
        self._seen[event.event_id] = event.at
        self._newest = max(self._newest, event.at)
        for each in event.observations:
            history = self._histories.setdefault(each.key, _History())
            history.add(event.at, each.amount, each.value)
            history.forget(self._newest - _LONGEST)
        return True

    def look(self, keys: Sequence[str], at: int) -> tuple[KeyCounts, ...]:
        """Return the counts of keys as of an instant, in the order asked."""
        nothing = _History()
        answers: list[KeyCounts] = []
        for key in keys:
            history = self._histories.get(key, nothing)
            forgotten_at = max(history.forgotten_at, self._swept_until)
            complete = forgotten_at <= at - _LONGEST
            answers.append(KeyCounts(key, history.counts(at), complete))
        return tuple(answers)

    def sweep(self) -> None:
        """Forget keys and event ids that no window can see any more."""
        oldest = self._swept_until = self._newest - _LONGEST
        for key in [key for key, each in self._histories.items() if each.times[-1] <= oldest]:
            del self._histories[key]
        for event_id in [name for name, at in self._seen.items() if at <= oldest]:
            del self._seen[event_id]

    def dump(self) -> Iterator[list[object]]:
        """Yield all that is known, as JSON values, one row a key or event id."""
        yield ["swept", self._swept_until]
        for event_id, at in self._seen.items():
            yield ["id", event_id, at]
        for key, history in self._histories.items():
            events = [list(event) for event in history.events()]
            yield ["key", key, history.forgotten_at, events]

    def restore_id(self, event_id: str, at: int) -> None:
        """Take back one event id of a dump."""
        self._seen[event_id] = at
        self._newest = max(self._newest, at)

    def restore_swept(self, until: int) -> None:
        """Take back how far sweeping went."""
        self._swept_until = until

    def restore_key(
        self, key: str, forgotten_at: int, events: Iterable[tuple[int, int, str]]
    ) -> None:
        """Take back one key of a dump."""
        history = self._histories.setdefault(key, _History())
        history.forgotten_at = forgotten_at
        for at, amount, value in events:
            history.add(at, amount, value)
