"""`candor key`: make, list and end the keys of an organisation's systems."""

from __future__ import annotations

import argparse
import sys

from core.settings import Settings, read_settings

SCOPES = ("applications", "contracts", "figures")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do, and with what."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="WHAT")
    add = parts.add_parser("add", help="make a key; prints its token once")
    shown = parts.add_parser("list", help="the keys there are, without their tokens")
    end = parts.add_parser("end", help="end a key; it opens nothing from here on")
    for part in (add, shown, end):
        part.add_argument("organisation", help="its id, or its name")
        part.add_argument("--json", action="store_true", help="print JSON")
    add.add_argument("--label", required=True, help="what the organisation calls it")
    add.add_argument(
        "--scope",
        action="append",
        required=True,
        choices=SCOPES,
        help="what it may do; may be repeated",
    )
    end.add_argument("key", help="its id")


def run(arguments: argparse.Namespace) -> int:
    """Do one part."""
    settings = read_settings()
    does = {"add": _add, "list": _list, "end": _end}
    return does[arguments.part](settings, arguments)


def _add(settings: Settings, arguments: argparse.Namespace) -> int:
    from core.dates import now
    from identity.provisioning import provision_api_key
    from webapp.commands.provision import answer, organisation_named, owner_database

    with owner_database(settings) as owner:
        organisation = organisation_named(owner, arguments.organisation)
        made = provision_api_key(
            owner, organisation.id, arguments.label, frozenset(arguments.scope), now()
        )
    if not arguments.json:
        sys.stderr.write(f"key {made.key.id}; its token, shown this once:\n")
    record = {"id": str(made.key.id), "scopes": sorted(made.key.scopes), "token": made.token}
    answer(record, made.token, as_json=arguments.json)
    return 0


def _list(settings: Settings, arguments: argparse.Namespace) -> int:
    from core.dates import iso
    from identity.provisioning import provisioned_keys
    from webapp.commands.provision import answer, organisation_named, owner_database

    with owner_database(settings) as owner:
        organisation = organisation_named(owner, arguments.organisation)
        keys = provisioned_keys(owner, organisation.id)
    for key in keys:
        record = {
            "id": str(key.id),
            "label": key.label,
            "scopes": sorted(key.scopes),
            "created_at": iso(key.created_at),
            "ended_at": None if key.ended_at is None else iso(key.ended_at),
        }
        state = "works" if key.ended_at is None else "ended"
        line = f"{key.id}  {state}  {','.join(sorted(key.scopes))}  {key.label}"
        answer(record, line, as_json=arguments.json)
    return 0


def _end(settings: Settings, arguments: argparse.Namespace) -> int:
    from core.dates import now
    from identity.provisioning import end_provisioned_key
    from webapp.commands.provision import answer, organisation_named, owner_database, uuid_from

    key_id = uuid_from(arguments.key, "key")
    with owner_database(settings) as owner:
        organisation = organisation_named(owner, arguments.organisation)
        end_provisioned_key(owner, organisation.id, key_id, now())
    answer({"ended": True}, "ended", as_json=arguments.json)
    return 0
