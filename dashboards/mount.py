"""Dash on the house's own application: inside its frame, behind its guard, with its nonces."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import dash
from dash import Input, State, html
from dash.development.base_component import Component
from flask import Flask, Response, request

from dashboards.model import Look
from dashboards.page import IN_DARK, POLL, changes, layout
from dashboards.palette import PALETTES
from reporting.model import MarketBoard

PATH: Final = "/boards/market/"
TOKEN_COOKIE: Final = "candor_board"  # noqa: S105 - a cookie's name
_ASSETS: Final = Path(__file__).parent / "assets"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a board needs of whoever serves it.

    Args:
        board: reads the figures for the present request.
        look: how the present visitor reads: their language, in the dark or not.
        theme: "light", "dark", or "auto" for what the device says.
        nonce: the present request's, for scripts.
        guard: called with whether a page is asked for, before anything under PATH is answered;
            what it returns is the answer, None lets the request pass.
        frame: the page around: styles, body and scripts in, HTML out.
    """

    board: Callable[[], MarketBoard]
    look: Callable[[bool], Look]
    theme: Callable[[], str]
    nonce: Callable[[], str]
    guard: Callable[[bool], Response | None]
    frame: Callable[[str, str, str], str]


class Board(dash.Dash):
    """Dash that gives its parts to the frame of the house instead of a page of its own."""

    def __init__(self, around: Surroundings, **settings: Any) -> None:
        """Keep what is around it."""
        super().__init__(**settings)  # pyright: ignore[reportUnknownMemberType]
        self._around = around

    def interpolate_index(self, **parts: str) -> str:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return the page: Dash's styles, body and scripts in the house's frame."""
        nonce = self._around.nonce()
        scripts = parts["config"] + parts["scripts"] + parts["renderer"]
        stamped = re.sub(r"<script\b", f'<script nonce="{nonce}"', scripts)
        return self._around.frame(parts["css"], parts["app_entry"], stamped)


def mount(app: Flask, around: Surroundings) -> Board:
    """Serve the market board under PATH, every address of it behind the guard."""

    def guarded() -> Response | None:
        if not (request.path + "/").startswith(PATH):
            return None
        inside = request.path.removeprefix(PATH)
        return around.guard(request.method == "GET" and not inside.startswith(("_", "assets/")))

    # Before Dash is mounted, so that nothing of Dash answers first.
    app.before_request(guarded)
    board = Board(
        around,
        name=__name__,
        server=app,
        url_base_pathname=PATH,
        assets_folder=str(_ASSETS),
        assets_ignore=r"worker\.js$",
        # Without a request there is nobody whose figures a layout could hold, so none is checked.
        suppress_callback_exceptions=True,
        serve_locally=True,
        update_title="",
        title="Candor",
        add_log_handler=False,
        csrf_token_name=TOKEN_COOKIE,
        enable_mcp=False,
        compress=False,
    )

    def drawn() -> Component:
        # Dash also asks once at the first request of a process, whoever makes it: no figures then.
        if request.path != f"{PATH}_dash-layout":
            return html.Div()
        return layout(around.board(), around.look(around.theme() == "dark"))

    board.layout = drawn

    @board.callback(Input(POLL, "n_intervals"), State(IN_DARK, "data"), prevent_initial_call=True)  # pyright: ignore[reportUnknownMemberType]
    def ask(_times: int, in_dark: bool) -> None:  # noqa: FBT001  # pyright: ignore[reportUnusedFunction]
        """Answer the timer that runs where nothing can be pushed."""
        for component, properties in changes(around.board(), around.look(bool(in_dark))).items():
            dash.set_props(component, properties)  # pyright: ignore[reportUnknownMemberType]

    return board


def look_in(language: Any, *, dark: bool) -> Look:
    """Return how a board is looked at."""
    return Look(language, PALETTES["dark" if dark else "light"])
