"""What a compliance officer can open: own forms and packages handed in, by one key each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from contracts.checking import checked_package, checked_packages
from contracts.model import CheckedPackage
from core.access import Role
from core.dates import day_of
from core.errors import NotFound
from core.text import Text, filled
from documents.model import Document, Format, Page
from underwriting.forms import contract_document
from underwriting.model import ContractForm
from underwriting.shelf import forms_of
from webapp import lender_words as words
from webapp.audits import rules_day
from webapp.auth import current_access
from webapp.formats import text
from webapp.navigation import CONTRACTS
from webapp.services import services
from webapp.views.shared import Choice


@dataclass(frozen=True, slots=True)
class Opened:
    """A form or package with its audit.

    Args:
        key: the form's id, or the package's reference.
        name: as lists show it.
        path: where its page is.
        documents: its files, as they were read.
        audit: in the form of the interface.
        on: the day whose rules were asked.
    """

    key: str
    name: str
    path: str
    documents: tuple[Document, ...]
    audit: Mapping[str, Any]
    on: date


def own_forms() -> tuple[ContractForm, ...]:
    """Return the forms of the lender's products."""
    access = current_access()
    with services().database.transaction(access) as tx:
        return forms_of(tx, access.organisation)


def opened_form(form_id: UUID) -> Opened:
    """Open a form, filled for the smallest amount it lends.

    Raises:
        NotFound: there is no audited form of that id here.
    """
    found = next((one for one in own_forms() if one.id == form_id and one.audit), None)
    if found is None:
        raise NotFound("there is no audited form of that key here")
    on = day_of(found.published_at)
    document = contract_document(found.offer, found.offer.at_least, on)
    name = f"{text(found.offer.product.name)} {version_of(found)}"
    day = rules_day(found.audit, on)
    return Opened(str(form_id), name, f"{CONTRACTS}/forms/{form_id}", (document,), found.audit, day)


def opened_package(reference: str) -> Opened:
    """Open a package that was checked.

    Raises:
        NotFound: there is none of that reference here.
    """
    package = checked_package(services().database, current_access(), reference)
    documents = tuple(_document(package, number) for number in range(len(package.files)))
    on = rules_day(package.audit, day_of(package.created_at))
    return Opened(reference, package.name, path_of(package), documents, package.audit, on)


def opened(key: str) -> Opened:
    """Open whatever stands under a key.

    Raises:
        NotFound: nothing does.
    """
    current_access().require(Role.COMPLIANCE)
    try:
        form_id = UUID(key)
    except ValueError:
        return opened_package(key)
    return opened_form(form_id)


def siblings(present: str = "") -> tuple[Choice, ...]:
    """Return all there is to open, own forms first, the newest package next."""
    own = tuple(
        Choice(
            filled(words.FORM, name=one.offer.product.name, version=version_of(one)),
            f"{CONTRACTS}/forms/{one.id}",
            chosen=str(one.id) == present,
        )
        for one in own_forms()
        if one.audit
    )
    handed_in = tuple(
        Choice(Text(one.name, one.name), path_of(one), chosen=one.reference == present)
        for one in checked_packages(services().database, current_access())
    )
    return (*own, *handed_in)


def keyed(present: str = "") -> tuple[tuple[str, Text], ...]:
    """Return key and word of all there is to compare, leaving out the present one."""
    own = (
        (str(one.id), filled(words.FORM, name=one.offer.product.name, version=version_of(one)))
        for one in own_forms()
        if one.audit
    )
    handed_in = (
        (one.reference, filled(words.FORM, name=one.name, version=one.reference))
        for one in checked_packages(services().database, current_access())
    )
    return tuple(pair for pair in (*own, *handed_in) if pair[0] != present)


def version_of(found: ContractForm) -> str:
    """Return a form's offer and version."""
    return f"{found.offer.code} v{found.offer.form_version}"


def path_of(package: CheckedPackage) -> str:
    """Return where a package's page is."""
    return f"{CONTRACTS}/checks/{package.reference}"


def _document(package: CheckedPackage, number: int) -> Document:
    """Return a file's words as they were read; its places on paper are not kept."""
    file = package.files[number]
    whole = (Page(1, 0, len(file.text)),)
    return Document(file.name, file.sha256, Format(file.format), file.language, file.text, whole)
