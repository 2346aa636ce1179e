"""`candor recipient`: who else gets data for a purpose, where they are told, by which keys."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from core.errors import InvalidInput
from core.settings import Settings, read_settings

if TYPE_CHECKING:
    from consent.delivery.model import Recipient

_HOUR = 3600


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do with the recipients of a lender."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
    add = parts.add_parser("add", help="set one up; prints the keys' names and our public key")
    shown = parts.add_parser("list", help="the recipients there are")
    close = parts.add_parser("close", help="let one receive nothing more")
    for part in (add, shown, close):
        part.add_argument("organisation", help="the lender's id, or its name")
        part.add_argument("--json", action="store_true", help="print JSON")
    add.add_argument("--name-zh", required=True, help="what people read, in Chinese")
    add.add_argument("--name-en", required=True, help="the same in English")
    add.add_argument(
        "--purpose", action="append", required=True, metavar="CODE", help="may be repeated"
    )
    add.add_argument("--endpoint", required=True, metavar="URL", help="where it is told")
    add.add_argument(
        "--key", required=True, metavar="BASE64", help="its Ed25519 public key, 32 bytes"
    )
    add.add_argument(
        "--hours", default="24", help="how long it may take to acknowledge; default: 24"
    )
    add.add_argument(
        "--delete-days",
        type=int,
        default=30,
        help="how long it may take to delete, as its contract says; default: 30",
    )
    close.add_argument("recipient", help="its id")


def run(arguments: argparse.Namespace) -> int:
    """Do one part."""
    does = {"add": _add, "list": _list, "close": _close}
    return does[arguments.part](read_settings(), arguments)


def _add(settings: Settings, arguments: argparse.Namespace) -> int:
    from consent.delivery.recipients import Wanted, add_recipient, signing_key
    from core.dates import now
    from core.text import Text
    from identity.rights import provisioning
    from webapp.commands.provision import answer, organisation_named, owner_database

    wanted = Wanted(
        name=Text(arguments.name_zh, arguments.name_en),
        purposes=tuple(arguments.purpose),
        endpoint=arguments.endpoint,
        public_key=arguments.key,
        acknowledge_seconds=_seconds(arguments.hours),
        delete_days=arguments.delete_days,
    )
    with owner_database(settings) as owner:
        lender = organisation_named(owner, arguments.organisation)
        with owner.transaction(provisioning(lender.id)) as tx:
            made = add_recipient(
                tx, lender.id, wanted, now(), loopback=settings.loopback_recipients
            )
            ours = signing_key(tx, lender.id)
    told = {"id": str(made.id), "key_id": made.key_id}
    told |= {"our_key_id": ours.id, "our_public_key": ours.public}
    lines = "\n".join(f"{name}  {value}" for name, value in told.items())
    answer(told, lines, as_json=arguments.json)
    return 0


def _list(settings: Settings, arguments: argparse.Namespace) -> int:
    from consent.delivery.store import recipients_of
    from identity.rights import provisioning
    from webapp.commands.provision import answer, organisation_named, owner_database

    with owner_database(settings) as owner:
        lender = organisation_named(owner, arguments.organisation)
        with owner.transaction(provisioning(lender.id)) as tx:
            found = recipients_of(tx, lender.id)
    for one in found:
        state = "open" if one.open else "closed"
        line = f"{one.id}  {state}  {','.join(one.purposes)}  {one.name.en}"
        answer(_record(one), line, as_json=arguments.json)
    return 0


def _close(settings: Settings, arguments: argparse.Namespace) -> int:
    from consent.delivery.recipients import close_recipient
    from core.dates import now
    from identity.rights import provisioning
    from webapp.commands.provision import answer, organisation_named, owner_database, uuid_from

    recipient_id = uuid_from(arguments.recipient, "recipient")
    with owner_database(settings) as owner:
        lender = organisation_named(owner, arguments.organisation)
        with owner.transaction(provisioning(lender.id)) as tx:
            close_recipient(tx, lender.id, recipient_id, now())
    answer({"closed": True}, "closed", as_json=arguments.json)
    return 0


def _record(one: Recipient) -> dict[str, object]:
    from core.dates import iso

    return {
        "id": str(one.id),
        "name": one.name.as_dict(),
        "purposes": list(one.purposes),
        "endpoint": one.endpoint,
        "key_id": one.key_id,
        "our_key_id": one.our_key_id,
        "acknowledge_seconds": one.acknowledge_seconds,
        "delete_days": one.delete_days,
        "since": iso(one.since),
        "until": None if one.until is None else iso(one.until),
    }


def _seconds(hours: str) -> int:
    """Read a number of hours.

    Raises:
        InvalidInput: it is none.
    """
    try:
        return int(Decimal(hours) * _HOUR)
    except (InvalidOperation, ValueError, OverflowError):
        raise InvalidInput("a number of hours", f"{len(hours)} characters", "--hours") from None
