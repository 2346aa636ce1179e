"""`candor recipient-simulator`: recipients of data for tests and for the demonstration."""

from __future__ import annotations

import argparse
import sys
import threading
from pathlib import Path

from core.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take who is simulated, and where they answer."""
    parser.add_argument("plan", type=Path, help="who is simulated, as JSON: docs/deliveries.md")
    parser.add_argument("--candor", metavar="URL", help="where to answer; default: here")
    parser.add_argument("--port", type=int, help="instead of the plan's; 0: any")


def run(arguments: argparse.Namespace) -> int:
    """Serve until told to stop; the first line on standard output is the address."""
    from webapp.commands.sequencer import stopped_by_signals
    from webapp.demo.outside import read_plan
    from webapp.demo.outside_server import Outside, open_server

    plan = read_plan(arguments.plan)
    candor = (arguments.candor or read_settings().public_url).rstrip("/")
    port = plan.port if arguments.port is None else arguments.port
    server = open_server(Outside(plan, candor), port)
    stopped = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with stopped_by_signals(stopped):
        sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
        sys.stdout.flush()
        stopped.wait()
    server.shutdown()
    server.server_close()
    return 0
