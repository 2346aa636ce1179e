"""`candor register`: import a dated register of licences, and ask it for a lender."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from core.errors import InvalidInput
from core.settings import read_settings

_NOT_LISTED = 1
_BYTES_MAX = 64_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take a file to import, or a lender's name to ask for."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="WHAT")
    add = parts.add_parser("import", help="take a register in; an older day of it is replaced")
    add.add_argument("file", type=Path, help="CSV; docs/operations.md names its columns")
    add.add_argument("--check", action="store_true", help="read it, and change nothing")
    add.add_argument("--json", action="store_true", help="print JSON")
    ask = parts.add_parser("ask", help="what the registers say about a lender; 1 when nothing")
    ask.add_argument("name", help="the lender's name, as the contract prints it")
    ask.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Import a register, or ask for a lender."""
    return _import(arguments) if arguments.part == "import" else _ask(arguments)


def _import(arguments: argparse.Namespace) -> int:
    """Read a register, and keep it unless it is only to be checked.

    Raises:
        InvalidInput: it does not fit; the message names the line.
    """
    from contracts.licence_store import import_register
    from contracts.licences import read_register
    from core.access import machine_access
    from core.dates import now
    from webapp.commands.provision import answer, owner_database

    if arguments.file.stat().st_size > _BYTES_MAX:
        raise InvalidInput(f"at most {_BYTES_MAX} bytes", "a larger file", str(arguments.file))
    try:
        words = arguments.file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput("UTF-8 text", "other bytes", str(arguments.file)) from None
    try:
        register, rows = read_register(words)
    except InvalidInput as refusal:
        where = f"{arguments.file}:{refusal.where}"
        raise InvalidInput(refusal.expected, refusal.found, where) from None
    if not arguments.check:
        with (
            owner_database(read_settings()) as owner,
            owner.transaction(machine_access(None, "")) as tx,
        ):
            import_register(tx, register, rows, now())
    record = {
        "register": register.name,
        "as_of": register.as_of.isoformat(),
        "complete": register.complete,
        "licences": len(rows),
        "imported": not arguments.check,
    }
    done = "read" if arguments.check else "imported"
    whole = "complete" if register.complete else "incomplete"
    line = f"{register.name} of {register.as_of} ({whole}): {len(rows)} licences {done}"
    answer(record, line, as_json=arguments.json)
    return 0


def _ask(arguments: argparse.Namespace) -> int:
    from contracts.licence_store import standing_of
    from webapp.commands.connection import connect
    from webapp.commands.provision import answer

    with connect(read_settings()) as database:
        standing = standing_of(database, arguments.name)
    for register, licence in standing.found:
        record = {
            "name": licence.name,
            "kind": licence.kind,
            "number": licence.number,
            "state": licence.state.value,
            "register": register.name,
            "as_of": register.as_of.isoformat(),
            "complete": register.complete,
        }
        line = f"{licence.name}  {licence.kind}  {licence.number}  {licence.state.value}"
        told = f"{line}  ({register.name} of {register.as_of})"
        answer(record, told, as_json=arguments.json)
    if not standing.found:
        looked = ", ".join(f"{one.name} of {one.as_of}" for one in standing.registers)
        sys.stderr.write(f"not on {looked or 'any register: none was imported'}\n")
        return _NOT_LISTED
    return 0
