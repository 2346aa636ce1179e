"""`candor evidence`: prove an entry, check a proof, check and export whole logs."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from uuid import UUID

from core.errors import InvalidInput, NotFound
from core.settings import Settings, read_settings

_DONE, _NO = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do, and with what."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="WHAT")
    prove = parts.add_parser("prove", help="write the proof of an entry to standard output")
    prove.add_argument("id", help="the entry's id, or the reference of what it is about (the last)")
    verify = parts.add_parser("verify", help="check a proof, without network or database")
    verify.add_argument("proof", help="a file, or - for standard input")
    verify.add_argument("--key", type=Path, help="the log's public keys; default: this machine's")
    fsck = parts.add_parser("fsck", help="work every log out again and say where it does not hold")
    fsck.add_argument("organisation", nargs="*", type=UUID, help="only these; default: all")
    export = parts.add_parser("export", help="write the logs as files any server can publish")
    export.add_argument("directory", type=Path)
    export.add_argument("organisation", nargs="*", type=UUID, help="only these; default: all")
    parts.add_parser("keys", help="print the public keys of the logs signed on this machine")


def run(arguments: argparse.Namespace) -> int:
    """Do one part; 1 when a proof or a log does not hold."""
    settings = read_settings()
    if arguments.part == "prove":
        return _prove(settings, arguments.id)
    if arguments.part == "verify":
        return _verify(settings, arguments.proof, arguments.key)
    if arguments.part == "fsck":
        return _fsck(settings, arguments.organisation)
    if arguments.part == "export":
        return _export(settings, arguments.directory, arguments.organisation)
    return _keys(settings)


def _prove(settings: Settings, wanted: str) -> int:
    from core.access import machine_access
    from evidence import proof, service, store
    from webapp.commands.connection import connect

    with connect(settings) as database:
        with database.transaction(machine_access(None, "")) as tx:
            found = store.find_entry(tx, wanted)
        if found is None:
            raise NotFound("there is no entry of that id or about that reference")
        organisation_id, entry_id = found
        with database.transaction(machine_access(organisation_id, "")) as tx:
            text = proof.write(service.prove(tx, organisation_id, entry_id))
    sys.stdout.write(text)
    return _DONE


def _verify(settings: Settings, name: str, key_file: Path | None) -> int:
    from evidence import proof
    from evidence.desk import trusted_keys

    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    keys = trusted_keys(settings, key_file)
    try:
        shown = proof.read(data.decode())
        signed = proof.check(shown, keys)
        entry = json.loads(shown.leaf)
    except (InvalidInput, ValueError) as refusal:
        reason = str(refusal) if isinstance(refusal, InvalidInput) else "not a text of this kind"
        _print({"holds": False, "reason": reason})
        return _NO
    _print(
        {
            "entry": entry,
            "holds": True,
            "index": shown.index,
            "origin": signed.origin,
            "root": signed.root.hex(),
            "size": signed.size,
        }
    )
    return _DONE


def _fsck(settings: Settings, organisations: list[UUID]) -> int:
    from core.access import machine_access
    from evidence import service
    from evidence.desk import known_keys
    from evidence.fsck import check_log
    from webapp.commands.connection import connect

    keys, sound = known_keys(settings), True
    with connect(settings) as database:
        for organisation_id in organisations or service.logs(database):
            with database.transaction(machine_access(organisation_id, "")) as tx:
                size, faults = check_log(tx, organisation_id, keys)
            sound = sound and not faults
            found = [{"where": fault.where, "what": fault.what} for fault in faults]
            _print({"organisation": str(organisation_id), "entries": size, "faults": found})
    return _DONE if sound else _NO


def _export(settings: Settings, directory: Path, organisations: list[UUID]) -> int:
    from core.access import machine_access
    from evidence import service
    from evidence.export import export_log
    from webapp.commands.connection import connect

    with connect(settings) as database:
        for organisation_id in organisations or service.logs(database):
            with database.transaction(machine_access(organisation_id, "")) as tx:
                size = export_log(tx, organisation_id, directory / str(organisation_id))
            _print({"organisation": str(organisation_id), "entries": size})
    return _DONE


def _keys(settings: Settings) -> int:
    from evidence.desk import known_keys
    from evidence.keys import key_file

    sys.stdout.write(key_file(known_keys(settings)))
    return _DONE


def _print(value: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n")
