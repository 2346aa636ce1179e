"""How gunicorn serves Candor; all its processes share the code and the tables loaded here once.

Read as `--config python:webapp.server`. What is loaded before gunicorn forks is neither loaded nor
kept a second time by any web process. No connection may be opened here, for a fork would share it.
"""

from __future__ import annotations

import gc

from core.settings import read_settings
from webapp import app as app  # the pages' code itself is what is to be loaded
from webapp.commands.release import await_release
from workers.engines import engines_of

worker_class = "gthread"
graceful_timeout = 3
control_socket_disable = True


def on_starting(_server: object) -> None:
    """Load what decisions are thought out with; a collector that never looks there copies none."""
    gc.disable()  # nothing of what is being loaded goes away again: looking costs half a second
    settings = read_settings()
    engines_of(settings)
    gc.freeze()
    gc.enable()
    await_release(settings.data_dir)
