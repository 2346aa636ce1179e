"""One hub in each process: it wakes on new figures, draws once, and hands out to every viewer."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol

from plotly.utils import PlotlyJSONEncoder

from core.access import Access
from core.errors import TooManyRequests
from dashboards.model import Look
from dashboards.page import changes
from reporting.model import MarketBoard

_LOG = logging.getLogger(__name__)

COALESCE_SECONDS: Final = 0.1
HEARTBEAT_SECONDS: Final = 15.0
_REST_SECONDS: Final = 10.0  # without news a board is read anew, for its minutes move on
_TROUBLE_SECONDS: Final = 2.0
_GREETING: Final = "retry: 1000\n\n"
_HEARTBEAT: Final = ": still here\n\n"


class Bell(Protocol):
    """Rings when figures have changed."""

    def wait(self, seconds: float) -> bool:
        """Wait for a ring; say whether there was one."""
        ...

    def close(self) -> None:
        """Stop listening."""
        ...


@dataclass(frozen=True, slots=True)
class Channel:
    """What viewers share: a territory, a language, colours; never a person."""

    territory: tuple[str, ...]
    look: Look


@dataclass(slots=True)
class _Latest:
    access: Access
    number: int = 0
    event: str = ""


@dataclass(slots=True)
class _State:
    viewers: Counter[Channel] = field(default_factory=Counter[Channel])
    latest: dict[Channel, _Latest] = field(default_factory=dict[Channel, _Latest])
    thread: threading.Thread | None = None


class Hub:
    """Draws each channel once for all who watch it.

    Args:
        read: the figures of a supervisor's territory as of now.
        bell: opens what rings when figures change.
        viewers_max: how many may watch through this process.
    """

    def __init__(
        self,
        read: Callable[[Access], MarketBoard],
        bell: Callable[[], Bell],
        viewers_max: int,
    ) -> None:
        self._read, self._open_bell, self._viewers_max = read, bell, viewers_max
        self._changed = threading.Condition()
        self._state = _State()

    def watch(self, access: Access, look: Look, still_in: Callable[[], bool]) -> Iterator[str]:
        """Take a place and give its stream of server-sent events.

        Args:
            access: whose territory; was authorised by the caller.
            look: language and colours.
            still_in: asked every 15 seconds; the stream ends when it says no.

        Raises:
            TooManyRequests: all places are taken.
        """
        channel = Channel(access.territory, look)
        with self._changed:
            if self._state.viewers.total() >= self._viewers_max:
                raise TooManyRequests("all places of this process are taken")
            self._state.viewers[channel] += 1
            self._state.latest.setdefault(channel, _Latest(access))
            if self._state.thread is None:
                self._state.thread = threading.Thread(target=self._run, name="board", daemon=True)
                self._state.thread.start()
        return _Stream(self._events(channel, still_in), lambda: self._leave(channel))

    @property
    def viewers(self) -> int:
        """How many watch through this process."""
        with self._changed:
            return self._state.viewers.total()

    def _leave(self, channel: Channel) -> None:
        with self._changed:
            self._state.viewers[channel] -= 1
            if self._state.viewers[channel] <= 0:
                del self._state.viewers[channel]
                self._state.latest.pop(channel, None)

    def _events(self, channel: Channel, still_in: Callable[[], bool]) -> Iterator[str]:
        """Give the newest event whenever there is one; who reads slowly misses those between."""
        yield _GREETING
        seen, checked = 0, time.monotonic()
        while True:
            with self._changed:
                latest = self._state.latest[channel]
                self._changed.wait_for(
                    lambda: latest.number > seen,  # noqa: B023 - waited for before it changes
                    HEARTBEAT_SECONDS,
                )
                number, event = latest.number, latest.event
            if time.monotonic() - checked >= HEARTBEAT_SECONDS:
                checked = time.monotonic()
                if not still_in():
                    return
            yield event if number > seen else _HEARTBEAT
            seen = number

    def _run(self) -> None:
        """Draw while somebody watches."""
        while self._goes_on():
            try:
                self._serve()
            except Exception:  # noqa: BLE001 - whatever fails, the next round tries again
                # A board that stands still says so in the browser.
                _LOG.exception("the board cannot be read")
                time.sleep(_TROUBLE_SECONDS)

    def _serve(self) -> None:
        bell = self._open_bell()
        try:
            while self._goes_on():
                began = time.monotonic()
                self._draw(fresh_only=False)
                until = began + _REST_SECONDS
                rung = False
                while not rung and time.monotonic() < until and self._goes_on():
                    # Who has just come is served at once, by the bell's next short breath.
                    rung = bell.wait(COALESCE_SECONDS)
                    if not rung and self._someone_new():
                        self._draw(fresh_only=True)
                time.sleep(max(0.0, COALESCE_SECONDS - (time.monotonic() - began)))
        finally:
            bell.close()

    def _goes_on(self) -> bool:
        with self._changed:
            if self._state.viewers:
                return True
            self._state.thread = None
            return False

    def _someone_new(self) -> bool:
        with self._changed:
            return any(latest.number == 0 for latest in self._state.latest.values())

    def _draw(self, *, fresh_only: bool) -> None:
        """Read each territory once, draw it once for each language and theme, wake the viewers."""
        with self._changed:
            wanted = {
                channel: latest.access
                for channel, latest in self._state.latest.items()
                if latest.number == 0 or not fresh_only
            }
        boards: dict[tuple[str, ...], MarketBoard] = {}
        for channel, access in wanted.items():
            if channel.territory not in boards:
                boards[channel.territory] = self._read(access)
            board = boards[channel.territory]
            event = event_of(board, channel.look)
            with self._changed:
                latest = self._state.latest.get(channel)
                if latest is not None:
                    latest.number, latest.event = latest.number + 1, event
                self._changed.notify_all()


class _Stream:
    """An iterator that gives its place back however it ends, also when it never began."""

    def __init__(self, events: Iterator[str], leave: Callable[[], None]) -> None:
        self._events, self._leave, self._left = events, leave, False

    def __iter__(self) -> Iterator[str]:
        """Return itself."""
        return self

    def __next__(self) -> str:
        """Return the next event."""
        try:
            return next(self._events)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the place back, once."""
        if not self._left:
            self._left = True
            self._leave()


def event_of(board: MarketBoard, look: Look) -> str:
    """Return one server-sent event: {"as_of": …, "parts": {component: {property: value}}}."""
    told = {"as_of": board.as_of.isoformat(), "parts": changes(board, look)}
    data = json.dumps(told, cls=PlotlyJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return f"id: {board.as_of.isoformat()}\ndata: {data}\n\n"
