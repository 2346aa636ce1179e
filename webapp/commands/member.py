"""`candor member`: invite somebody to act for an organisation, take a role back, begin anew."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from core.errors import NotFound
from core.settings import Settings, read_settings

if TYPE_CHECKING:
    from identity.members import Invitation

ROLES = ("officer", "compliance", "admin", "supervisor")
_ONCE = "one-time password, shown this once and replaced at the first sign-in"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do, and with whom; what names a person is asked for when left out."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="WHAT")
    add = parts.add_parser("add", help="give somebody a role; prints a one-time password")
    end = parts.add_parser("end", help="take a role back; what rests on it ends at once")
    renew = parts.add_parser("renew", help="a new one-time password for somebody locked out")
    for part in (add, end):
        part.add_argument("organisation", help="its id, or its name")
        part.add_argument("role", choices=ROLES)
    add.add_argument("--name", help="as they are called; asked for when left out")
    for part in (add, end, renew):
        part.add_argument(
            "--sign-in", metavar="NAME", help="mobile number or e-mail; asked for when left out"
        )
        part.add_argument("--json", action="store_true", help="print JSON")
    renew.add_argument(
        "--device-lost", action="store_true", help="also take their authenticator out of use"
    )


def run(arguments: argparse.Namespace) -> int:
    """Do one part."""
    settings = read_settings()
    # Options stand in the shell's history and in lists of processes; questions do not.
    sign_in = arguments.sign_in or _asked("sign-in name (mobile number or e-mail)")
    if arguments.part == "add":
        return _add(settings, arguments, sign_in)
    if arguments.part == "end":
        return _end(settings, arguments, sign_in)
    return _renew(settings, arguments, sign_in)


def _add(settings: Settings, arguments: argparse.Namespace, sign_in: str) -> int:
    from core.access import Role
    from core.dates import now
    from identity.members import invite
    from webapp.commands.provision import organisation_named, owner_database

    name = arguments.name or _asked("name")
    with owner_database(settings) as owner:
        organisation = organisation_named(owner, arguments.organisation)
        made = invite(owner, organisation.id, Role(arguments.role), (name, sign_in), now())
    return _show(made, arguments)


def _end(settings: Settings, arguments: argparse.Namespace, sign_in: str) -> int:
    from core.access import Role
    from core.dates import now
    from identity.members import remove_member
    from identity.provisioning import find_account
    from webapp.commands.provision import answer, organisation_named, owner_database

    with owner_database(settings) as owner:
        organisation = organisation_named(owner, arguments.organisation)
        person_id = find_account(owner, sign_in)
        if person_id is None:
            raise NotFound("nobody signs in by that name")
        remove_member(owner, organisation.id, person_id, Role(arguments.role), now())
    answer({"ended": True}, "ended", as_json=arguments.json)
    return 0


def _renew(settings: Settings, arguments: argparse.Namespace, sign_in: str) -> int:
    from core.dates import now
    from identity.members import renew_invitation
    from identity.provisioning import find_account
    from webapp.commands.provision import owner_database

    with owner_database(settings) as owner:
        person_id = find_account(owner, sign_in)
        if person_id is None:
            raise NotFound("nobody signs in by that name")
        made = renew_invitation(owner, person_id, now(), device_lost=arguments.device_lost)
    return _show(made, arguments)


def _show(made: Invitation, arguments: argparse.Namespace) -> int:
    from webapp.commands.provision import answer

    line = made.password or "they have an account, and go on with their own password"
    if made.password and not arguments.json:
        sys.stderr.write(f"{_ONCE}:\n")
    record = {"person": str(made.person_id), "one_time_password": made.password}
    answer(record, line, as_json=arguments.json)
    return 0


def _asked(what: str) -> str:
    if sys.stdin.isatty():
        sys.stderr.write(f"{what}: ")
        sys.stderr.flush()
    return sys.stdin.readline().strip()
