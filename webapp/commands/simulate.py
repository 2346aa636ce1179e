"""`candor simulate`: realistic traffic of invented applicants through the public API."""

from __future__ import annotations

import argparse
import json
import sys
import time
from urllib.parse import urlsplit

from core.errors import InvalidInput
from core.settings import read_settings

_AT_LEAST_MAX = 600


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how many a second, for how long, and where to."""
    parser.add_argument("--rate", type=float, default=1.0, help="applicants a second; default: 1")
    parser.add_argument("--seconds", type=float, default=60.0, help="0: until stopped; default: 60")
    parser.add_argument(
        "--at-least",
        type=int,
        default=0,
        metavar="N",
        help="first, without a pause, until the lenders have N applications (at most 600)",
    )
    parser.add_argument("--url", help="default: CANDOR_PUBLIC_URL")
    parser.add_argument("--seed", type=int, default=None, help="the same seed sends the same")


def run(arguments: argparse.Namespace) -> int:
    """Send applicants; print what was answered, as JSON.

    Raises:
        InvalidInput: the rate or the time does not fit.
    """
    import random

    from webapp.demo.api_keys import keys_file
    from webapp.demo.traffic import fill, open_traffic, run_for

    if not 0 < arguments.rate <= 1000 or arguments.seconds < 0:
        raise InvalidInput("a rate from 0 to 1000 and no negative time", "another", "--rate")
    if not 0 <= arguments.at_least <= _AT_LEAST_MAX:
        raise InvalidInput(f"from 0 to {_AT_LEAST_MAX}", str(arguments.at_least), "--at-least")
    settings = read_settings()
    address = arguments.url or settings.public_url
    if not _is_address(address):
        raise InvalidInput("an address such as http://localhost:8000", "another", "--url")
    dice = random.Random(arguments.seed)  # noqa: S311  # invented people, no secret
    traffic = open_traffic(address, keys_file(settings), dice)
    try:
        fill(traffic, arguments.at_least)
        run_for(traffic, arguments.rate, arguments.seconds, time.monotonic, time.sleep)
    except KeyboardInterrupt:
        sys.stderr.write("stopped\n")
    json.dump(dict(sorted(traffic.counts.items())), sys.stdout)
    sys.stdout.write("\n")
    return 1 if any(key.endswith((" 500", " 503")) for key in traffic.counts) else 0


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a bracket that is never closed
        return False
