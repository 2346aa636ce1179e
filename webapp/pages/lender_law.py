"""Rows of law: which were read, which a lender's two people confirmed, what a change would do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from contracts.law.changes import Difference, LawChange, Verdict
from contracts.law.model import Law
from contracts.law.table import LAWS
from contracts.lines import LINES
from contracts.products.confirmations import (
    answer_text,
    attach_text,
    confirmations_of,
    confirmed,
    digest_of,
)
from contracts.products.model import Confirmation
from core.access import Access, Role
from core.dates import day_of, now, parse_day
from core.errors import Conflict, InvalidInput, NotFound
from core.money import decimal_from
from core.text import Text, filled
from underwriting.law_effects import Affected, Effects, effects_of
from webapp import product_words as words
from webapp.arrivals import go
from webapp.auth import current_access, signed_in
from webapp.navigation import LAW, PRODUCTS, visitor
from webapp.pages.lender_findings import answered_yes, who_acts
from webapp.pages.lender_products import TITLES
from webapp.rendering import show
from webapp.services import services
from webapp.views.laws import (
    AffectedLine,
    AttachedText,
    ChangeForm,
    DifferenceLine,
    LawLine,
    LawPage,
    LawsPage,
)
from webapp.views.shared import FormButton, Problem, Tag

blueprint = Blueprint("lender_law", __name__)

_FIELDS: dict[str, Text] = {"text": words.WRITE_TEXT, "source": words.WRITE_SOURCE}


@blueprint.get(LAW)
@signed_in(Role.COMPLIANCE, Role.ADMIN)
def laws() -> str:
    """Show every row of law that findings rest on."""
    with services().database.transaction(current_access()) as tx:
        known = confirmed(tx)
    rows = tuple(_line(law, known) for law in LAWS)
    unread = sum(not law.verified for law in LAWS)
    title = Text(
        f"{len(rows)} 条规则，{unread} 条没有核实原文，其中 {len(known)} 条由本机构确认",
        f"{len(rows)} rules; {unread} are not verified, {len(known)} of those confirmed by you",
    )
    return show(LawsPage(title, rows))


@blueprint.get(f"{LAW}/<code>")
@signed_in(Role.COMPLIANCE, Role.ADMIN)
def law(code: str) -> AnyResponse:
    """Show one row; with `on`, what a change from that day would do."""
    if "on" not in request.args:
        return make_response(show(_page(code)))
    try:
        change = _change(code)
        found = effects_of(services().database, current_access(), change)
    except InvalidInput as refusal:
        problem = Problem(
            refusal.where.strip("/") if refusal.where in {"on", "/percent"} else "",
            filled(words.BAD_CHANGE, expected=refusal.expected),
        )
        page = show(_page(code, problem))
        return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    return make_response(show(_page(code, effects=found)))


@blueprint.post(f"{LAW}/<code>/text")
@signed_in(Role.COMPLIANCE, Role.ADMIN)
def attach(code: str) -> AnyResponse:
    """Attach the words of an unverified row."""
    entered = {name: request.form.get(name, "").strip() for name in ("text", "source")}
    said = (entered["text"], entered["source"], who_acts())
    try:
        attach_text(services().database, current_access(), code, said, now())
    except InvalidInput as refusal:
        problem = Problem(refusal.where, _FIELDS[refusal.where])
        page = show(_page(code, problem, entered=entered))
        return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    except Conflict:
        page = show(_page(code, Problem("", words.MOVED)))
        return make_response(page, HTTPStatus.CONFLICT)
    return go(f"{LAW}/{code}")


@blueprint.post(f"{LAW}/<code>/answer")
@signed_in(Role.COMPLIANCE, Role.ADMIN)
def answer(code: str) -> AnyResponse:
    """Take the second person's yes or no to an attached text."""
    try:
        said = (answered_yes(), UUID(request.form.get("asked", "")), who_acts())
        answer_text(services().database, current_access(), code, said, now())
    except (ValueError, Conflict):
        page = show(_page(code, Problem("", words.MOVED)))
        return make_response(page, HTTPStatus.CONFLICT)
    return go(f"{LAW}/{code}")


def _page(
    code: str,
    *problems: Problem,
    effects: Effects | None = None,
    entered: Mapping[str, str] | None = None,
) -> LawPage:
    """Return the page of a row.

    Raises:
        NotFound: there is none of that code.
    """
    row = next((one for one in reversed(LAWS) if one.code == code), None)
    if row is None:
        raise NotFound("there is no such row of law")
    access = current_access()
    with services().database.transaction(access) as tx:
        known, texts = confirmed(tx), confirmations_of(tx, code)
    waits = any(
        one.confirmed_at is None and one.refused_at is None and one.row_sha256 == digest_of(code)
        for one in texts
    )
    may_attach = not (row.verified or code in known or waits)
    sent = entered or {}
    return LawPage(
        row=_line(row, known),
        source=words.SOURCES.get(row.source, Text(row.source, row.source)),
        texts=tuple(_text(one, access) for one in reversed(texts)),
        attach=f"{LAW}/{code}/text" if may_attach else "",
        change=ChangeForm(
            f"{LAW}/{code}",
            any(line.law == code for line in LINES),
            request.args.get("on", ""),
            request.args.get("percent", ""),
            "ends" in request.args,
        ),
        asked=None if effects is None else effects.asked,
        outcome=None if effects is None else _outcome(effects),
        affected=() if effects is None else tuple(_affected(one) for one in effects.affected),
        not_asked=()
        if effects is None
        else tuple(f"{one.offer.code} v{one.offer.form.version}" for one in effects.not_asked),
        problems=problems,
        words=sent.get("text", ""),
        words_source=sent.get("source", ""),
    )


def _change(code: str) -> LawChange:
    """Read the change that is asked about.

    Raises:
        InvalidInput: the day or the percent is none.
    """
    percent = request.args.get("percent", "").strip()
    return LawChange(
        code,
        parse_day(request.args.get("on", ""), "on"),
        ends="ends" in request.args,
        percent=decimal_from(percent, "/percent") if percent else None,
    )


def _line(row: Law, known: Mapping[str, Confirmation]) -> LawLine:
    state = words.READ if row.verified else words.UNREAD
    if row.code in known:
        state = words.CONFIRMED
    return LawLine(
        f"{LAW}/{row.code}",
        row.code,
        row.citation,
        row.since,
        row.until,
        state,
        _reference(row.code, day_of(now())),
    )


def _reference(code: str, day: date) -> str:
    lines = [
        line
        for line in LINES
        if line.law == code and line.since <= day and (line.until is None or day <= line.until)
    ]
    percents = {_percent(line.percent, line.benchmark_times) for line in lines}
    return ", ".join(sorted(percents))


def _percent(percent: Decimal | None, times: int) -> str:
    return f"{times} × LPR" if percent is None else f"{percent:f} %"


def _text(one: Confirmation, access: Access) -> AttachedText:
    place, asked = f"{LAW}/{one.law}/answer", ("asked", str(one.id))
    open_now = one.confirmed_at is None and one.refused_at is None
    answers = (
        FormButton(words.CONFIRM, place, (asked, ("agreed", "yes"))),
        FormButton(words.SEND_BACK, place, (asked, ("agreed", "no"))),
    )
    return AttachedText(
        one.text,
        one.source,
        _text_state(one),
        _said(one),
        one.asked_at,
        answers if open_now and one.asked_by != access.actor_id else (),
    )


def _text_state(one: Confirmation) -> Tag:
    if one.refused_at is not None:
        return words.REFUSED
    if one.row_sha256 != digest_of(one.law):
        return words.OTHER_ROW
    return words.WAITS if one.confirmed_at is None else words.CONFIRMED


def _said(one: Confirmation) -> Text:
    if one.confirmed_at is None:
        return filled(words.ATTACHED, first=one.first)
    someone = visitor()
    lender = someone.organisation if someone else None
    return filled(
        words.CONFIRMED_BY, lender=lender or words.YOU, first=one.first, second=one.second
    )


def _outcome(found: Effects) -> Text:
    count, products = len(found.affected), len(found.products)
    if not count:
        return Text(
            f"问了 {found.asked} 份文本，没有一份的结果会变",
            f"{found.asked} forms were asked; no verdict changes",
        )
    return Text(
        f"问了 {found.asked} 份文本，{count} 份的结果会变，涉及 {products} 个产品",
        f"{found.asked} forms were asked; {count} verdicts change, in {products} products",
    )


def _affected(one: Affected) -> AffectedLine:
    offer = one.form.offer
    return AffectedLine(
        offer.product.name,
        f"{PRODUCTS}/{offer.product.code}",
        f"{offer.code} v{offer.form.version}",
        words.IN_USE if one.form.in_use else words.EARLIER,
        tuple(_difference(item) for item in one.differences),
    )


def _difference(item: Difference) -> DifferenceLine:
    said = item.after if item.after.answer == "departure" else item.before
    return DifferenceLine(
        item.code,
        TITLES.get(item.code, Text(item.code, item.code)),
        words.EFFECTS[item.effect],
        _verdict(item.before),
        _verdict(item.after),
        said.words if said.answer == "departure" else None,
    )


def _verdict(verdict: Verdict) -> Text:
    answer = words.ANSWERS[verdict.answer]
    if not verdict.severity:
        return answer
    weight = words.WEIGHTS[verdict.severity]
    basis = ", ".join(verdict.basis)
    return Text(f"{answer.zh}（{weight.zh}）{basis}", f"{answer.en} ({weight.en}) {basis}")
