"""`candor product`: put a lender's product on the shelf, with its contract form and its offers."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from core.errors import InvalidInput
from core.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take whose product, and the file it is written down in."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="WHAT")
    add = parts.add_parser("add", help="publish a product; says what its contract is found to say")
    add.add_argument("organisation", help="the lender's id, or its name")
    add.add_argument("file", type=Path, help="JSON; docs/operations.md shows one")
    add.add_argument("--check", action="store_true", help="look at everything, publish nothing")
    sell = parts.add_parser("sell", help="who sells a product, where and with which words")
    sell.add_argument("organisation", help="the lender's id, or its name")
    sell.add_argument("product", help="the product's code")
    sell.add_argument("file", type=Path, help="JSON; docs/operations.md shows one")
    show = parts.add_parser("show", help="products with their forms, findings, sellers and loans")
    show.add_argument("organisation", help="the lender's id, or its name")
    for part in (add, sell, show):
        part.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Do one part."""
    parts = {"add": _add, "sell": _sell, "show": _show}
    return parts[arguments.part](arguments)


def _add(arguments: argparse.Namespace) -> int:
    """Publish one product, or only look at it.

    Raises:
        InvalidInput: the organisation lends nothing, or the file does not fit.
    """
    from core.dates import day_of, now
    from identity.model import OrganisationKind
    from identity.rights import provisioning
    from underwriting.forms import audit_form
    from underwriting.publishing import publish_product
    from webapp.commands.provision import answer, organisation_named, owner_database
    from webapp.product_files import read_product

    at = now()
    with owner_database(read_settings()) as owner:
        lender = organisation_named(owner, arguments.organisation)
        if lender.kind is not OrganisationKind.LENDER:
            raise InvalidInput("a lender", lender.kind.value, "organisation")
        offers, since = read_product(arguments.file, lender)
        since = since or day_of(at)
        if arguments.check:
            audits = tuple(audit_form(offer, since) for offer in offers)
        else:
            audits = publish_product(owner, provisioning(lender.id), offers, since, at)
    for offer, audited in zip(offers, audits, strict=True):
        found = [finding.code for finding in audited.findings]
        if not arguments.json:
            for finding in audited.findings:
                title = f"{finding.title.zh} / {finding.title.en}"
                sys.stderr.write(f"{offer.code}: {finding.code} {finding.severity.value} {title}\n")
        record = {
            "offer": offer.code,
            "published": not arguments.check,
            "form_sha256": offer.form.sha256,
            "since": since.isoformat(),
            "findings": found,
        }
        state = "looked at" if arguments.check else f"published from {since.isoformat()}"
        answer(record, f"{offer.code}  {state}, {len(found)} findings", as_json=arguments.json)
    return 0


def _sell(arguments: argparse.Namespace) -> int:
    from identity.rights import provisioning
    from underwriting.product_card import add_sellers
    from webapp.commands.provision import answer, organisation_named, owner_database
    from webapp.seller_files import read_sellers

    sellers = read_sellers(arguments.file)
    with owner_database(read_settings()) as owner:
        lender = organisation_named(owner, arguments.organisation)
        add_sellers(owner, provisioning(lender.id), arguments.product, sellers)
    record = {
        "product": arguments.product,
        "partners": len(sellers.partners),
        "channels": len(sellers.channels),
        "advertisements": len(sellers.advertisements),
    }
    told = ", ".join(f"{count} {name}" for name, count in record.items() if name != "product")
    answer(record, f"{arguments.product}  kept {told}", as_json=arguments.json)
    return 0


def _show(arguments: argparse.Namespace) -> int:
    from core.dates import day_of, now
    from identity.rights import provisioning
    from underwriting.product_card import read_cards
    from webapp.commands.product_lines import lines_of, record_of
    from webapp.commands.provision import answer, organisation_named, owner_database

    with owner_database(read_settings()) as owner:
        lender = organisation_named(owner, arguments.organisation)
        cards = read_cards(owner, provisioning(lender.id))
    for card in cards:
        answer(
            record_of(card, day_of(now())), lines_of(card, day_of(now())), as_json=arguments.json
        )
    return 0
