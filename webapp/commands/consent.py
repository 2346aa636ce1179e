"""`candor consent`: a person's consents as files, and receipts checked without a database."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from core.errors import InvalidInput, NotFound
from core.settings import Settings, read_settings
from webapp.commands.consent_register import add_register, print_register

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent.receipts import Json
    from database.transaction import Transaction

_DONE, _NO = 0, 1
_FORMATS = ("iso27560", "aa", "json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do, and with what."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="WHAT")
    export = parts.add_parser("export", help="write a person's consents at a lender")
    export.add_argument("subject", help="the subject's id or reference")
    export.add_argument("--format", choices=_FORMATS, default="iso27560", dest="form")
    fsck = parts.add_parser("fsck", help="hold what is stored against the receipts handed out")
    fsck.add_argument("organisation", nargs="*", type=UUID, help="only these; default: all")
    add_register(parts)
    verify = parts.add_parser("verify", help="check receipts, without network or database")
    verify.add_argument("receipt", nargs="+", help="files, or - for standard input")
    verify.add_argument("--key", type=Path, help="public keys; default: this machine's")


def run(arguments: argparse.Namespace) -> int:
    """Do one part; 1 when a receipt, or what is stored beside it, does not hold."""
    if arguments.part == "register":
        return print_register(arguments)
    settings = read_settings()
    if arguments.part == "fsck":
        return _fsck(settings, arguments.organisation)
    if arguments.part == "export":
        return _export(settings, arguments.subject, arguments.form)
    return _verify(settings, arguments.receipt, arguments.key)


def _verify(settings: Settings, names: Sequence[str], key_file: Path | None) -> int:
    from consent.receipt_check import check, check_chain
    from evidence.desk import trusted_keys

    files = [sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes() for name in names]
    keys = trusted_keys(settings, key_file)
    try:
        held = [one for data in files for one in check(data, keys)]
        missing = check_chain(held, whole=False)
    except InvalidInput as refusal:
        _print({"holds": False, "reason": str(refusal)})
        return _NO
    for one in held:
        _print(
            {
                "anchored": one.anchored,
                "holds": True,
                "number": one.number,
                "previous_sha256": one.previous_sha256,
                "sha256": one.sha256,
            }
        )
    if missing:
        _print({"missing": list(missing)})
    return _DONE


def _export(settings: Settings, wanted: str, form: str) -> int:
    from consent import exports
    from consent.receipt_store import receipts_of, with_anchor
    from core.access import machine_access
    from webapp.commands.connection import connect

    with connect(settings) as database:
        organisation_id, subject_id = None, None
        with database.transaction(machine_access(None, "")) as tx:
            lenders = _lenders(tx)
        for lender in lenders:
            with database.transaction(machine_access(lender, "")) as tx:
                subject_id = _subject(tx, lender, wanted)
            if subject_id is not None:
                organisation_id = lender
                break
        if subject_id is None:
            raise NotFound("no lender knows a subject of that id or reference")
        with database.transaction(machine_access(organisation_id, "")) as tx:
            kept = receipts_of(tx, subject_id)[::-1]
            documents = [with_anchor(tx, one) for one in kept]
    if form == "iso27560":
        sys.stdout.buffer.write(exports.as_chain(documents))
        sys.stderr.write(f"candor: not carried: {exports.NO_ADDRESS}\n")
        return _DONE
    terms = exports.newest(documents)
    written = exports.as_json(terms) if form == "json" else exports.all_as_aa(terms)
    _print({**written.content, "losses": list(written.losses)})
    return _DONE


def _fsck(settings: Settings, wanted: Sequence[UUID]) -> int:
    from consent.receipt_fsck import check_consents
    from core.access import machine_access
    from webapp.commands.connection import connect

    sound = True
    with connect(settings) as database:
        with database.transaction(machine_access(None, "")) as tx:
            lenders = wanted or _lenders(tx)
        for lender in lenders:
            with database.transaction(machine_access(lender, "")) as tx:
                count, faults = check_consents(tx, lender)
            sound = sound and not faults
            found = [{"where": fault.where, "what": fault.what} for fault in faults]
            _print({"organisation": str(lender), "receipts": count, "faults": found})
    return _DONE if sound else _NO


def _lenders(tx: Transaction) -> tuple[UUID, ...]:
    from sqlalchemy import select

    from database.tenancy import organisations

    found = select(organisations.c.id).where(organisations.c.kind == "lender")
    return tuple(tx.execute(found.order_by(organisations.c.id)).scalars())


def _subject(tx: Transaction, lender: UUID, wanted: str) -> UUID | None:
    from sqlalchemy import or_, select

    from database.tenancy import subjects

    same = [subjects.c.reference == wanted]
    with suppress(ValueError):  # a reference, then
        same.append(subjects.c.id == UUID(wanted))
    statement = select(subjects.c.id).where(subjects.c.organisation_id == lender, or_(*same))
    return tx.execute(statement).scalar_one_or_none()


def _print(value: Json) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n")
