"""`candor velocity`: runs the one process that owns the velocity counters."""

from __future__ import annotations

import argparse
from pathlib import Path

from webapp.commands import records


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe where the counters live and where they answer."""
    parser.add_argument(
        "--socket", required=True, metavar="PATH", help="Unix socket, in a folder of mode 0700"
    )
    parser.add_argument(
        "--data", required=True, metavar="DIR", help="folder of log and snapshots, mode 0700"
    )


def run(arguments: argparse.Namespace) -> int:
    """Answer until told to stop (SIGTERM or Ctrl-C)."""
    from scoring.velocity_owner import serve

    path = Path(arguments.socket).absolute()
    data = Path(arguments.data).absolute()
    serve(path, data, ready=lambda: records.say(f"velocity counters answer on {path}"))
    return 0
