"""`candor organisation`: set up a lender or a regulator, and list those there are."""

from __future__ import annotations

import argparse

from core.errors import InvalidInput
from core.settings import Settings, read_settings

JURISDICTIONS = ("cn", "us", "eu", "uk")
LENDER_TYPES = (
    "bank",
    "consumer_finance",
    "auto_finance",
    "trust",
    "microloan",
    "pawn",
    "private",
    "credit_union",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do, and with what."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="WHAT")
    add = parts.add_parser("add", help="set up a lender or a regulator; prints its id")
    add.add_argument("kind", choices=("lender", "regulator"))
    add.add_argument("--name-zh", required=True, metavar="NAME")
    add.add_argument("--name-en", required=True, metavar="NAME")
    add.add_argument("--jurisdiction", required=True, choices=JURISDICTIONS, help="whose law")
    add.add_argument("--lender-type", choices=LENDER_TYPES, help="which rules apply; lenders only")
    add.add_argument(
        "--territory",
        action="append",
        default=[],
        metavar="CODE",
        help="a place supervised, such as CN-31 (ISO 3166-2); may be repeated",
    )
    shown = parts.add_parser("list", help="those that are set up")
    for part in (add, shown):
        part.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Do one part."""
    settings = read_settings()
    return _add(settings, arguments) if arguments.part == "add" else _list(settings, arguments)


def _add(settings: Settings, arguments: argparse.Namespace) -> int:
    from consent.service import publish_notices
    from core.dates import now
    from core.text import Text
    from identity.model import OrganisationKind
    from identity.provisioning import NewOrganisation, ensure_organisation
    from identity.rights import provisioning
    from webapp.commands.provision import answer, check_territory, owner_database

    at = now()
    wanted = NewOrganisation(
        OrganisationKind(arguments.kind),
        Text(_name(arguments.name_zh, "--name-zh"), _name(arguments.name_en, "--name-en")),
        arguments.jurisdiction,
        arguments.lender_type,
        check_territory(arguments.territory),
    )
    with owner_database(settings) as owner:
        made = ensure_organisation(owner, wanted, at)
        if made.kind is OrganisationKind.LENDER:
            # Without its notices nobody could agree to anything, and so not apply.
            with owner.transaction(provisioning(made.id)) as tx:
                publish_notices(tx, made.id, made.name, at)
    answer({"id": str(made.id), "kind": made.kind.value}, str(made.id), as_json=arguments.json)
    return 0


def _name(text: str, option: str) -> str:
    plain = text.strip()
    if not plain or not plain.isprintable():
        raise InvalidInput("a name", f"a text of {len(text)} characters", option)
    return plain


def _list(settings: Settings, arguments: argparse.Namespace) -> int:
    from identity.provisioning import list_organisations
    from webapp.commands.provision import answer, owner_database

    with owner_database(settings) as owner:
        found = list_organisations(owner)
    for one in found:
        record = {
            "id": str(one.id),
            "kind": one.kind.value,
            "name": one.name.as_dict(),
            "jurisdiction": one.jurisdiction,
            "lender_type": one.lender_type,
            "territory": list(one.territory),
        }
        line = f"{one.id}  {one.kind.value:9}  {one.name.zh}  {one.name.en}"
        answer(record, line, as_json=arguments.json)
    return 0
