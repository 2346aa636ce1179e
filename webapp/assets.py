"""Addresses of the static files, each with a hash of its content so that it may be kept long."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, current_app

_FOLDER = Path(__file__).parent / "static"


@cache
def _version(name: str) -> str:
    return hashlib.sha256((_FOLDER / name).read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """Return the address of one file of `webapp/static`.

    Raises:
        FileNotFoundError: there is no such file.
    """
    return f"{current_app.static_url_path}/{name}?v={_version(name)}"


def install(app: Flask) -> None:
    """Let templates ask for asset addresses."""
    app.add_template_global(asset)
