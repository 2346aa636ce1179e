"""Check my contract: open to everybody, without an account; nothing of it is kept anywhere."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from http import HTTPStatus
from typing import Final

from flask import Blueprint, make_response, redirect, request
from werkzeug.wrappers import Response

from contracts.five_numbers import Every, FiveNumbers, settle
from contracts.licence_store import standing_of
from contracts.service import audit
from core.dates import day_of, now
from core.errors import InvalidInput
from documents.model import Document
from documents.reading import can_recognise, read
from webapp import check_words as words
from webapp import file_problems
from webapp.checks import answer_page, confirmed_notice, lender_of, numbers_page, register_line
from webapp.confirmed import confirmed
from webapp.entries import Entries
from webapp.limits import CALCULATE, CHECK_OPEN, LIMITER
from webapp.navigation import CHECK
from webapp.rendering import show
from webapp.services import services
from webapp.views.check import CheckStartPage
from webapp.views.shared import Problem

blueprint = Blueprint("check", __name__)

NUMBERS: Final = f"{CHECK}/numbers"
CONFIRMED: Final = f"{CHECK}/confirmed"
_BYTES_MAX: Final = 20_000_000
_FILES_MAX: Final = 10
_CHARACTERS_MAX: Final = 150_000  # who hands in more holds a processor that others wait for
_TYPED_MAX: Final = 120
_ACCEPTS: Final = ".pdf,.docx,.html,.htm,.md,.txt"
_PICTURES: Final = ",.png,.jpg,.jpeg,.webp"
_ACCEPTED: Final = 20  # fields of the number form


@blueprint.get(CHECK)
def start() -> str:
    """Ask for a contract, or for five numbers."""
    return show(_start_page())


@blueprint.post(CHECK)
@LIMITER.limit(CHECK_OPEN)
def check() -> Response:
    """Read and audit what was handed in; its bytes and words are gone with the answer."""
    on = day_of(now())
    files = _handed_in()
    if not files:
        return _again(Problem("contract", words.NOTHING))
    if len(files) > _FILES_MAX or sum(len(data) for _, data in files) > _BYTES_MAX:
        return _again(Problem("contract", words.TOO_MUCH))
    documents: list[Document] = []
    problems: list[Problem] = []
    for name, data in files:
        try:
            documents.append(read(data, name))
        except InvalidInput as refusal:
            problems.append(Problem("contract", file_problems.with_numbers(name, refusal)))
    if problems:
        return _again(*problems)
    if sum(len(document.text) for document in documents) > _CHARACTERS_MAX:
        return _again(Problem("contract", words.TOO_LONG))
    found = audit(documents, as_of=on)
    standing = standing_of(services().database, lender_of(found))
    return make_response(show(answer_page(found, documents, standing, on, CHECK)))


@blueprint.get(CONFIRMED)
def confirming() -> Response:
    """Lead whoever comes back to the answer to the form."""
    return redirect(CHECK, HTTPStatus.SEE_OTHER)


@blueprint.post(CONFIRMED)
@LIMITER.limit(CHECK_OPEN)
def confirm() -> Response:
    """Audit what was read from pictures again, with the numbers the person confirmed."""
    on = day_of(now())
    try:
        said = confirmed(request.form.get("read", ""), request.form)
        found = audit(said.documents, as_of=on)
    except InvalidInput:
        return _again(Problem("contract", words.CONFIRM_AGAIN))
    standing = standing_of(services().database, lender_of(found))
    page = answer_page(found, said.documents, standing, on, CHECK)
    return make_response(show(replace(page, confirmed=confirmed_notice(said))))


@blueprint.get(NUMBERS)
def numbers_asked() -> Response:
    """Lead whoever comes back to the answer to the form."""
    return redirect(f"{CHECK}#numbers", HTTPStatus.SEE_OTHER)


@blueprint.post(NUMBERS)
@LIMITER.limit(CALCULATE)
def numbers() -> Response:
    """Say what five numbers settle."""
    typed = {
        name: value[:_TYPED_MAX]
        for name, value in list(request.form.items())[:_ACCEPTED]
        if name != "csrf_token"
    }
    entries = Entries(typed)
    for name in ("received", "payment", "count"):
        entries.require(name)
    every = entries.text("every")
    said = FiveNumbers(
        received=entries.amount("received") or Decimal(0),
        payment=entries.amount("payment") or Decimal(0),
        count=entries.count("count") or 0,
        every=Every(every) if every in set(Every) else None,
        fees=entries.amount("fees"),
        told_percent=entries.percent("told"),
    )
    on = day_of(now())
    if entries.problems:
        return _again(*entries.problems, typed=typed)
    try:
        settled = settle(said, on)
    except InvalidInput as refusal:
        wording = words.NUMBER_PROBLEMS[refusal.where]
        return _again(Problem(refusal.where, wording), typed=typed)
    standing = standing_of(services().database, entries.text("lender"))
    return make_response(show(numbers_page(settled, standing, on, CHECK)))


def _handed_in() -> list[tuple[str, bytes]]:
    """Return names and bytes of the files, and of pasted words, each under a name of its own."""
    files: dict[str, bytes] = {}
    for number, one in enumerate(request.files.getlist("contract"), 1):
        data = one.stream.read()
        one.close()
        name = "".join(c for c in one.filename or "" if c.isprintable())[-80:]
        if name or data:
            files[f"{number}-{name}" if name in files else name or str(number)] = data
    pasted = request.form.get("words", "").strip()
    if pasted:
        files["pasted.txt" if "pasted.txt" not in files else "pasted-words.txt"] = pasted.encode()
    return list(files.items())


def _start_page(*problems: Problem, typed: dict[str, str] | None = None) -> CheckStartPage:
    registers = standing_of(services().database, "").registers
    return CheckStartPage(
        action=CHECK,
        numbers_action=NUMBERS,
        numbers=words.NUMBERS,
        accepts=_ACCEPTS + (_PICTURES if can_recognise() else ""),
        registers=tuple(register_line(one) for one in registers),
        entered=tuple((typed or {}).items()),
        problems=problems,
        by_numbers=typed is not None,
    )


def _again(*problems: Problem, typed: dict[str, str] | None = None) -> Response:
    page = show(_start_page(*problems, typed=typed))
    return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
