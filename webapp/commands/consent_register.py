"""`candor consent register`: the processing register and the assessments, from the rows."""

from __future__ import annotations

import argparse
from typing import Any


def add_register(parts: Any) -> None:
    """Add the part to those of `candor consent`."""
    shown = parts.add_parser("register", help="the processing register and impact assessments")
    shown.add_argument("--json", action="store_true", help="print one JSON record a line")


def print_register(arguments: argparse.Namespace) -> int:
    """Print every purpose's record, then every assessment that is asked for."""
    from consent.processing import assessments, register
    from webapp.commands.provision import answer

    for record in register():
        held = ", ".join(one["code"] for one in record["categories"])
        bases = ", ".join(
            f"{one['jurisdiction']}: {one['basis']}{'' if one['verified'] else ' (unverified)'}"
            for one in record["legal_bases"]
        )
        line = f"{record['purpose']:28}  {record['data_life_days']:5} days  {held}\n  {bases}"
        answer({"kind": "processing", **record}, line, as_json=arguments.json)
    for record in assessments():
        why = ", ".join(one["law"] for one in record["asked_for_by"])
        line = f"assessment {record['purpose']:28}  {why}"
        answer({"kind": "assessment", **record}, line, as_json=arguments.json)
    return 0
