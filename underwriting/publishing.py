"""Putting a product on the shelf: its form, its offers and their facts, all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from contracts.audit import Audit
from core.access import Access
from core.dates import day_of
from core.errors import Conflict
from database.transaction import Database, Transaction
from evidence.model import Fact
from evidence.service import record
from underwriting import shelf
from underwriting.form_findings import open_findings
from underwriting.forms import audit_form
from underwriting.model import Offer


def publish_product(
    database: Database, access: Access, offers: Sequence[Offer], since: date, at: datetime
) -> tuple[Audit, ...]:
    """Publish a new product with its contract form and its offers; return each offer's audit.

    What an audit finds is told and kept, and keeps nothing off the shelf: it is the lender's
    contract, and the borrower's page shows what was found.

    Args:
        database: as the app role or as the owner.
        access: bound to the lender.
        offers: one or more, all of one product and one form.
        since: the first day they are made.
        at: when.

    Raises:
        Conflict: a code is taken, or a fee is taken for which the form has no name.
        InvalidInput: the form cannot be filled.
    """
    product, form = offers[0].product, offers[0].form
    audits = tuple(audit_form(offer, since) for offer in offers)
    with database.transaction(access) as tx:
        _check_free(tx, offers)
        shelf.put_product(tx, product, at)
        form_id = shelf.put_form_version(tx, product, form, _kept(audits[0]), at)
        # An offer's own numbers may show what another's do not: each finding once a form.
        found = [pair for audited in audits for pair in _found(audited)]
        open_findings(tx, product, (form_id, form), found, at)
        for offer, audited in zip(offers, audits, strict=True):
            shelf.put_offer(tx, offer, form_id, since)
            record(tx, _published(offer, audited, since), at)
    return audits


def publish_form(database: Database, access: Access, offer: Offer, at: datetime) -> Audit:
    """Write an offer's contracts by the form it holds, a new version; return its audit."""
    audited = audit_form(offer, day_of(at))
    with database.transaction(access) as tx:
        form_id = shelf.put_form_version(tx, offer.product, offer.form, _kept(audited), at)
        open_findings(tx, offer.product, (form_id, offer.form), _found(audited), at)
        shelf.use_form_version(tx, offer, form_id)
        record(tx, _published(offer, audited, day_of(at)), at)
    return audited


def _check_free(tx: Transaction, offers: Sequence[Offer]) -> None:
    product = offers[0].product
    if shelf.has_product(tx, product.organisation_id, product.code):
        raise Conflict(f"the lender has a product of the code {product.code} already")
    known = {offer.code for offer in shelf.offers_of(tx, product.organisation_id).values()}
    for offer in offers:
        if offer.code in known:
            raise Conflict(f"the lender has an offer of the code {offer.code} already")


def _found(audited: Audit) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity.value) for finding in audited.findings]


def _kept(audited: Audit) -> str:
    return json.dumps(audited.as_dict(), ensure_ascii=False)


def _published(offer: Offer, audited: Audit, since: date) -> Fact:
    """Return what is sealed about a publication: digests, codes and the rate that comes of it."""
    payload: dict[str, object] = {
        "product": offer.product.code,
        "version": offer.form.version,
        "form_sha256": offer.form.sha256,
        "valid_from": since.isoformat(),
    }
    rate = next(iter(audited.contract.rates), None)
    if rate is not None and rate.apr_percent is not None:
        payload |= {"apr_percent": str(rate.apr_percent), "standard": rate.standard}
    return Fact("product.published@1", None, offer.code, payload)
