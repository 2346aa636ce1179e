"""Receipts of consent: a person's own, to read and keep, and a check that is open to everybody."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from uuid import UUID

import segno
from flask import Blueprint, Response, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from consent import looking
from consent.exports import as_chain
from consent.looking import Lender
from consent.purposes import PURPOSES
from consent.receipt_check import Held, UnknownSigner, check
from consent.receipt_store import receipt, receipts_of, with_anchor
from consent.receipts import PROOF
from core.access import Role
from core.errors import InvalidInput, NotFound
from core.text import Text
from database.transaction import Transaction
from evidence.leaf import canonical
from webapp.auth import signed_in
from webapp.borrowing import own_access
from webapp.limits import CHECK_OPEN, LIMITER
from webapp.navigation import MY_DATA, RECEIPTS
from webapp.navigation import VERIFY_RECEIPT as VERIFY
from webapp.receipt_keys import keys_for
from webapp.receipt_lines import changes, checked, line
from webapp.rendering import show
from webapp.services import services
from webapp.views.receipts import ReceiptPage, ReceiptsPage, VerifyPage
from webapp.views.shared import Choice, Notice, Pages, Problem, Tone

blueprint = Blueprint("receipts", __name__)

_A_PAGE: Final = 30
_JSON: Final = "application/ld+json"
_HOLDS: Final = Text("这份回执没有被改动", "Nothing in this receipt was altered")
_HOLDS_LONG: Final = Text(
    "签名、告知原文和前后顺序都对得上。",
    "The signature, the notice's own words and the order of receipts all agree.",
)
_ALTERED: Final = Text("这份文件对不上", "This file does not hold")
_ALTERED_LONG: Final = Text(
    "它不是当初发出的那份文件：有内容被改动，或者只是另存时改了格式。请用下载时的原文件再试。",
    "It is not the file that was handed out: something was altered, or a program saved it in"
    " another form. Please try the file as it was downloaded.",
)
_UNKNOWN: Final = Text("这里核对不了签名", "The signature cannot be checked here")
_UNKNOWN_LONG: Final = Text(
    "文件写明的签发机构，这里没有它的公钥。请到那家机构给出的核验地址再查。",
    "The lender it names has no key here. Please use the address that lender gave you.",
)
_OTHER: Final = Text(
    "文件完好，但不是二维码上的那一份", "The file holds, but the QR code is another's"
)
_OTHER_LONG: Final = Text(
    "二维码里的指纹和这份文件的不一样。",
    "The fingerprint in the QR code is not the one of this file.",
)
_NOTHING: Final = Text("请选择一份回执文件", "Choose the file of a receipt")


@blueprint.get(RECEIPTS)
@signed_in(Role.BORROWER)
def receipts() -> str:
    """Show the receipts of one lender, newest first."""
    before = request.args.get("before", 0, type=int)
    with services().database.transaction(own_access()) as tx:
        lenders = looking.lenders_of_person(tx)
        if not lenders:
            return show(ReceiptsPage(Text("还没有机构", "No lender yet"), ()))
        wanted = request.args.get("lender", "")
        chosen = next((one for one in lenders if str(one.id) == wanted), lenders[0])
        found = receipts_of(tx, chosen.subject_id, before=before or None, limit=_A_PAGE + 1)
    shown = found[:_A_PAGE]
    here = f"{RECEIPTS}?lender={chosen.id}"
    later = f"{here}&before={shown[-1].number}" if len(found) > len(shown) else ""
    page = ReceiptsPage(
        lender=chosen.name,
        receipts=tuple(line(one) for one in shown),
        lenders=_choices(lenders, chosen),
        whole_href=f"{MY_DATA}/{chosen.id}/receipts.json" if shown else "",
        verify_href=VERIFY,
        pages=Pages(earlier=here if before else "", later=later),
        back_href=f"{MY_DATA}?lender={chosen.id}",
    )
    return show(page)


@blueprint.get(f"{MY_DATA}/<uuid:lender>/receipts/<uuid:receipt_id>")
@signed_in(Role.BORROWER)
def one_receipt(lender: UUID, receipt_id: UUID) -> str:
    """Show one receipt with its QR code."""
    with services().database.transaction(own_access()) as tx:
        known = _known(tx, lender)
        kept = receipt(tx, lender, receipt_id)
        document = with_anchor(tx, kept)
    address = f"{services().settings.public_url.rstrip('/')}{VERIFY}"
    proof = document[PROOF]
    page = ReceiptPage(
        lender=known.name,
        number=kept.number,
        at=kept.at,
        changes=changes(document),
        sha256=kept.sha256,
        previous_sha256=str(document["candor:previousSha256"] or ""),
        picture=segno.make(f"{address}?sha256={kept.sha256}", error="m").svg_data_uri(scale=4),
        verify_address=address,
        download_href=f"{MY_DATA}/{lender}/receipts/{receipt_id}.json",
        sealed=isinstance(proof, dict) and "anchor" in proof,
        others=tuple(one.name for one in PURPOSES if not one.needs_grant),
        back_href=f"{RECEIPTS}?lender={lender}",
    )
    return show(page)


@blueprint.get(f"{MY_DATA}/<uuid:lender>/receipts/<uuid:receipt_id>.json")
@signed_in(Role.BORROWER)
def download(lender: UUID, receipt_id: UUID) -> Response:
    """Hand out one receipt as the file that can be verified."""
    with services().database.transaction(own_access()) as tx:
        kept = receipt(tx, lender, receipt_id)
        document = with_anchor(tx, kept)
    return _file(canonical(document), f"consent-receipt-{kept.number}.json")


@blueprint.get(f"{MY_DATA}/<uuid:lender>/receipts.json")
@signed_in(Role.BORROWER)
def download_all(lender: UUID) -> Response:
    """Hand out every receipt at one lender as one file, oldest first."""
    with services().database.transaction(own_access()) as tx:
        kept = receipts_of(tx, _known(tx, lender).subject_id)[::-1]
        documents = [with_anchor(tx, one) for one in kept]
    return _file(as_chain(documents), "consent-receipts.json")


@blueprint.get(VERIFY)
def verify_form() -> str:
    """Ask for the file of a receipt."""
    return show(VerifyPage(VERIFY, _expected()))


@blueprint.post(VERIFY)
@LIMITER.limit(CHECK_OPEN)
def verify() -> AnyResponse:
    """Check a file; its bytes are gone with the answer."""
    data = b"".join(one.stream.read() for one in request.files.getlist("receipt")[:1])
    if not data:
        page = VerifyPage(VERIFY, _expected(), problems=(Problem("receipt", _NOTHING),))
        return make_response(show(page), HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        held = check(data, keys_for(data))
    except UnknownSigner:
        return _answer(Notice(Tone.WARN, _UNKNOWN, _UNKNOWN_LONG))
    except InvalidInput:
        return _answer(Notice(Tone.DANGER, _ALTERED, _ALTERED_LONG))
    if _expected() and _expected() not in {one.sha256 for one in held}:
        return _answer(Notice(Tone.WARN, _OTHER, _OTHER_LONG), held)
    return _answer(Notice(Tone.OK, _HOLDS, _HOLDS_LONG), held)


def _answer(notice: Notice, held: tuple[Held, ...] = ()) -> AnyResponse:
    page = VerifyPage(VERIFY, _expected(), notice, tuple(checked(one) for one in held[::-1]))
    return make_response(show(page))


def _expected() -> str:
    """Return the hash a QR code led here with, if it is one."""
    given = request.values.get("sha256", "")
    return given if len(given) == 64 and all(mark in "0123456789abcdef" for mark in given) else ""


def _known(tx: Transaction, lender: UUID) -> Lender:
    """Return a lender who knows the borrower.

    Raises:
        NotFound: this lender does not.
    """
    for known in looking.lenders_of_person(tx):
        if known.id == lender:
            return known
    raise NotFound("this lender does not know you")


def _choices(lenders: tuple[Lender, ...], chosen: Lender) -> tuple[Choice, ...]:
    if len(lenders) == 1:
        return ()
    return tuple(
        Choice(one.name, f"{RECEIPTS}?lender={one.id}", chosen=one is chosen) for one in lenders
    )


def _file(data: bytes, name: str) -> Response:
    answer = Response(data, mimetype=_JSON)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
