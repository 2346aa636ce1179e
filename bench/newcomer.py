"""From a clone to the first page, to being signed in, and to a board that moves.

Clones this checkout's last commit into a folder of its own and goes on as the README says. Once
with an empty package cache, which fetches every wheel from the package index; then with that
cache warm. A real Chromium, open already, enters as the regulator and waits for the first picture
that its demonstration's own stream moves. Beside it: uv installing the same locked packages, and
nothing else.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from bench import house, viewer
from bench.shape import ROOT, Measure, Side, result, rounded
from core.errors import ServiceMissing

PHASES = ("clone", "environment", "ready", "first page", "board", "moved")


def run(warm_runs: int = 2) -> dict[str, object]:
    """Measure one cold start and some warm ones, phase by phase.

    Raises:
        ServiceMissing: a step failed; the text says which.
    """
    with TemporaryDirectory(prefix="candor-newcomer-") as folder, viewer.browser() as opened:
        cache = Path(folder) / "cache"
        cold = _start(opened, Path(folder) / "cold", cache)
        warm = [_start(opened, Path(folder) / f"warm-{n}", cache) for n in range(warm_runs)]
        bare = [_install(Path(folder) / f"warm-{n}", cache) for n in range(warm_runs)]
    installing = Side("uv pip install of the same lock, nothing else", _each(bare))
    measures = [
        Measure(
            "clone to first page, warm package cache",
            "s",
            Side("candor", _each([_until("first page", one) for one in warm])),
            installing,
        ),
        Measure(
            "clone to the signed-in board, warm package cache",
            "s",
            Side("candor", _each([_until("board", one) for one in warm])),
        ),
        Measure(
            "clone to the first moved picture, warm package cache",
            "s",
            Side("candor", _each([_until("moved", one) for one in warm])),
        ),
        Measure(
            "clone to the first moved picture, empty package cache",
            "s",
            Side("candor", _each([_until("moved", cold)])),
        ),
        *(
            Measure(f"warm: {phase}", "s", Side("candor", _each([one[phase] for one in warm])))
            for phase in PHASES
        ),
    ]
    found = result(
        "newcomer",
        measures,
        (
            "one run with an empty cache, which depends on the network and the package index",
            "Debian's packages (fonts, Pango) were there already",
            "the first run of a part compiles it; later starts take less",
        ),
    )
    return {**found, "cold": {phase: rounded(spent) for phase, spent in cold.items()}}


def _start(opened: Browser, checkout: Path, cache: Path) -> dict[str, float]:
    """Clone and start; return the seconds of each phase."""
    environment = {**house.own_servers(), "XDG_CACHE_HOME": str(cache), "PIP_NO_INPUT": "1"}
    environment.pop("UV_CACHE_DIR", None)
    spent: dict[str, float] = {}
    with _phase(spent, "clone"):
        _do("git", "clone", "-q", "--no-hardlinks", str(ROOT), str(checkout))
    with _phase(spent, "environment"):
        _do(str(checkout / "candor"), "--version", environment=environment, cwd=checkout)
    begun = time.perf_counter()
    command = (str(checkout / "candor"), "up", "--port", "0")
    with house.running(command, environment, checkout) as address:
        spent["ready"] = time.perf_counter() - begun
        with _phase(spent, "first page"):
            viewer.front(opened, address)
        with _phase(spent, "board"):
            watched = viewer.enter(opened, address)
        with _phase(spent, "moved"):
            watched.moved_past(watched.total())
        watched.page.context.close()
    return spent


def _install(checkout: Path, cache: Path) -> float:
    """Let uv install the lock of a checkout beside it; return the seconds.

    Raises:
        ServiceMissing: the checkout was made without uv.
    """
    uv = checkout / ".venv" / "bin" / "uv"
    beside = checkout.with_suffix(".bare")
    environment = {**house.own_servers(), "XDG_CACHE_HOME": str(cache)}
    environment.pop("UV_CACHE_DIR", None)
    kept = next(cache.glob("candor/uv-*/uv"), None)
    found = next((str(one) for one in (uv, kept) if one and one.exists()), "uv")
    begun = time.perf_counter()
    _do(found, "venv", "-q", "-p", str(checkout / ".venv/bin/python"), str(beside))
    order = (found, "pip", "install", "-q", "--require-hashes", "-p", str(beside / "bin/python"))
    _do(*order, "-r", str(checkout / "requirements.txt"), environment=environment)
    return time.perf_counter() - begun


def _do(*command: str, environment: Mapping[str, str] | None = None, cwd: Path = ROOT) -> None:
    """Run a step to its end.

    Raises:
        ServiceMissing: it failed.
    """
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:]
        raise ServiceMissing(f"{' '.join(command[:3])} failed: {' '.join(last)}")


@contextmanager
def _phase(spent: dict[str, float], name: str) -> Generator[None]:
    begun = time.perf_counter()
    yield
    spent[name] = time.perf_counter() - begun


def _until(last: str, spent: Mapping[str, float]) -> float:
    return sum(spent[phase] for phase in PHASES[: PHASES.index(last) + 1])


def _each(seconds: list[float]) -> tuple[tuple[float, ...], ...]:
    return tuple((one,) for one in seconds)


if __name__ == "__main__":
    print(json.dumps(run(), ensure_ascii=False, indent=2))
