"""A lender's contracts: the forms of its products, and packages handed in to be checked."""

from __future__ import annotations

import json
from datetime import date
from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, make_response, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from contracts.checking import check_package, checked_package, checked_packages
from contracts.model import Asked, CheckedPackage, Jurisdiction, LenderType
from contracts.products.confirmations import confirmed
from core.access import Role
from core.dates import day_of, now, parse_day
from core.errors import InvalidInput, NotFound
from core.text import Text, filled
from documents.model import Document, Format, Page
from underwriting.forms import contract_document
from underwriting.model import ContractForm
from underwriting.shelf import forms_of
from webapp import lender_words as words
from webapp.arrivals import go
from webapp.audits import Beside, check_page, rules_day, severities
from webapp.auth import current_access, signed_in
from webapp.formats import text
from webapp.navigation import CONTRACTS
from webapp.rendering import show
from webapp.services import services
from webapp.views.contracts import ContractLine, ContractsPage
from webapp.views.shared import Choice, Link, Problem, Tag, Tone

blueprint = Blueprint("lender_contracts", __name__)

_IN_USE: Final = Tag(Text("在用", "In use"), Tone.INFO)
_HANDED_IN: Final = Tag(Text("交来检查", "Handed in"), Tone.QUIET)


@blueprint.get(CONTRACTS)
@signed_in(Role.COMPLIANCE)
def contracts() -> str:
    """Show the forms of the lender's products, what was handed in, and where to hand in more."""
    return show(_contracts_page())


@blueprint.post(CONTRACTS)
@signed_in(Role.COMPLIANCE)
def check() -> AnyResponse:
    """Check the files handed in as one package."""
    files = [_taken(file) for file in request.files.getlist("contract") if file.filename]
    if not files:
        return _again(Problem("contract", words.CHOOSE_FILE))
    at = now()
    try:
        asked = _asked(day_of(at))
    except ValueError:
        return _again(Problem("", words.NOT_OUR_FORM))
    except InvalidInput:
        return _again(Problem("contract_date", words.WRONG_DAY))
    try:
        package = check_package(services().database, current_access(), files, asked, at)
    except InvalidInput as refusal:
        return _again(Problem("contract", words.unreadable(refusal)))
    return go(f"{CONTRACTS}/checks/{package.reference}")


@blueprint.get(f"{CONTRACTS}/checks/<reference>")
@signed_in(Role.COMPLIANCE)
def checked(reference: str) -> str:
    """Show a package as it was checked."""
    package = checked_package(services().database, current_access(), reference)
    on = rules_day(package.audit, day_of(package.created_at))
    documents = tuple(_document(package, number) for number in range(len(package.files)))
    beside = Beside(
        _siblings(reference), (Link(words.JSON, f"{_path(package)}.json"),), confirmed=_confirmed()
    )
    return show(check_page(package.name, on, documents, package.audit, beside))


@blueprint.get(f"{CONTRACTS}/checks/<reference>.json")
@signed_in(Role.COMPLIANCE)
def checked_json(reference: str) -> Response:
    """Hand out the audit of a package in the form of the interface."""
    package = checked_package(services().database, current_access(), reference)
    return _json(reference, package.audit)


@blueprint.get(f"{CONTRACTS}/forms/<uuid:form_id>")
@signed_in(Role.COMPLIANCE)
def form(form_id: UUID) -> str:
    """Show a form of the lender's own with the audit it was published with."""
    found = _form(form_id)
    on = day_of(found.published_at)
    document = contract_document(found.offer, found.offer.at_least, on)
    name = f"{text(found.offer.product.name)} {_version(found)}"
    beside = Beside(
        _siblings(str(form_id)),
        (Link(words.JSON, f"{CONTRACTS}/forms/{form_id}.json"),),
        confirmed=_confirmed(),
    )
    return show(check_page(name, rules_day(found.audit, on), (document,), found.audit, beside))


@blueprint.get(f"{CONTRACTS}/forms/<uuid:form_id>.json")
@signed_in(Role.COMPLIANCE)
def form_json(form_id: UUID) -> Response:
    """Hand out the audit of a form in the form of the interface."""
    return _json(str(form_id), _form(form_id).audit)


def _confirmed() -> frozenset[str]:
    """Return the rows of law that the lender's own two people confirmed."""
    with services().database.transaction(current_access()) as tx:
        return frozenset(confirmed(tx))


def _taken(file: FileStorage) -> tuple[str, bytes]:
    """Return name and bytes of an uploaded file, and let go of its temporary copy."""
    data = file.stream.read()
    file.close()
    return file.filename or "", data


def _forms() -> tuple[ContractForm, ...]:
    access = current_access()
    with services().database.transaction(access) as tx:
        return forms_of(tx, access.organisation)


def _form(form_id: UUID) -> ContractForm:
    found = next((one for one in _forms() if one.id == form_id and one.audit), None)
    if found is None:
        raise NotFound("there is no audited form of that key here")
    return found


def _contracts_page(*problems: Problem) -> ContractsPage:
    packages = checked_packages(services().database, current_access())
    return ContractsPage(
        action=CONTRACTS,
        lender_types=tuple((one.value, words.LENDER_TYPES[one]) for one in LenderType),
        jurisdictions=tuple((one.value, words.JURISDICTIONS[one]) for one in Jurisdiction),
        forms=(*(_form_line(one) for one in _forms()), *(_package_line(one) for one in packages)),
        problems=problems,
    )


def _form_line(found: ContractForm) -> ContractLine:
    return ContractLine(
        href=f"{CONTRACTS}/forms/{found.id}",
        name=text(found.offer.product.name),
        version=_version(found),
        checked_on=day_of(found.published_at),
        findings=severities(found.audit),
        state=_IN_USE,
    )


def _package_line(package: CheckedPackage) -> ContractLine:
    return ContractLine(
        href=_path(package),
        name=package.name,
        version=package.reference,
        checked_on=day_of(package.created_at),
        findings=severities(package.audit),
        state=_HANDED_IN,
    )


def _siblings(present: str) -> tuple[Choice, ...]:
    own = tuple(
        Choice(
            filled(words.FORM, name=one.offer.product.name, version=_version(one)),
            f"{CONTRACTS}/forms/{one.id}",
            chosen=str(one.id) == present,
        )
        for one in _forms()
        if one.audit
    )
    handed_in = tuple(
        Choice(Text(one.name, one.name), _path(one), chosen=one.reference == present)
        for one in checked_packages(services().database, current_access())
    )
    return (*own, *handed_in)


def _version(found: ContractForm) -> str:
    return f"{found.offer.code} v{found.offer.form_version}"


def _path(package: CheckedPackage) -> str:
    return f"{CONTRACTS}/checks/{package.reference}"


def _document(package: CheckedPackage, number: int) -> Document:
    """Return a file's words as they were read; its places on paper are not kept."""
    file = package.files[number]
    whole = (Page(1, 0, len(file.text)),)
    return Document(file.name, file.sha256, Format(file.format), file.language, file.text, whole)


def _asked(today: date) -> Asked:
    """Read what was said beside the files.

    Raises:
        InvalidInput: the day is none.
        ValueError: the lender's kind or the place is none of those offered.
    """
    day = request.form.get("contract_date", "")
    place = request.form.get("jurisdiction", "")
    lender_type = request.form.get("lender_type", "")
    return Asked(
        as_of=parse_day(day) if day else today,
        jurisdiction=Jurisdiction(place) if place else None,
        lender_type=LenderType(lender_type) if lender_type else None,
    )


def _again(problem: Problem) -> AnyResponse:
    return make_response(show(_contracts_page(problem)), HTTPStatus.UNPROCESSABLE_ENTITY)


def _json(name: str, found: object) -> Response:
    answer = Response(json.dumps(found, ensure_ascii=False, indent=2), mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer
