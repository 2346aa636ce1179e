"""Applying: what one needs, what it costs, which data, and once more before it is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response

from core.access import Role
from core.dates import day_of, now
from core.errors import InvalidInput, NotFound
from core.money import Money
from core.text import Text, filled
from underwriting import shelf
from underwriting.model import Offer
from webapp import borrower_offers as costs
from webapp import borrower_words as words
from webapp import drafts
from webapp.arrivals import again, go
from webapp.auth import signed_in
from webapp.borrowing import own_access
from webapp.drafts import Draft
from webapp.navigation import APPLY
from webapp.rendering import show
from webapp.services import services
from webapp.views.apply import ApplyPage, CostStatementPage
from webapp.views.shared import Problem

blueprint = Blueprint("borrower_apply", __name__)

COST: Final = f"{APPLY}/cost"
DATA: Final = f"{APPLY}/data"
SECONDS: Final = 10
_FIELDS: Final = ("offer", "amount", "use", "monthly_income")
_NOTHING_ELSE = Text(
    "除上面列出的以外，不再收取任何费用。", "Nothing is charged beyond what stands above."
)
_TOO_SOON = Text("请再看 {seconds} 秒。", "Please read for another {seconds} seconds.")
_CHANGED = Text(
    "这份报价刚刚有变，请再看一遍。", "The offer has just changed; please read it once more."
)


@blueprint.get(APPLY)
@signed_in(Role.BORROWER)
def ask() -> str:
    """Show the offers, each with its cost, and ask what is needed."""
    draft = drafts.present()
    entered: dict[str, str] = {}
    if draft is not None:
        entered = {
            "offer": f"{draft.lender}:{draft.offer}",
            "amount": str(Money(draft.amount_minor).amount),
            "use": draft.use,
            "monthly_income": str(Money(draft.income_minor).amount),
        }
    return show(_ask_page(entered))


@blueprint.post(APPLY)
@signed_in(Role.BORROWER)
def take_wish() -> Response:
    """Take what is needed, and go on to what it costs."""
    entered = {name: request.form.get(name, "").strip() for name in _FIELDS}
    problems: list[Problem] = []
    offer = next((one for one in _offers() if costs.key_of(one) == entered["offer"]), None)
    if offer is None:
        problems.append(Problem("offer", Text("请选择一份报价。", "Please choose an offer.")))
    amount = money("amount", entered["amount"], problems)
    income = money("monthly_income", entered["monthly_income"], problems)
    if entered["use"] not in dict(words.USES):
        problems.append(Problem("use", Text("请选择用途。", "Please choose what it is for.")))
    if offer is not None and amount is not None:
        problems += _outside(offer, amount)
    if offer is None or amount is None or income is None or problems:
        return again(_ask_page(entered, tuple(problems)))
    amounts = (amount.minor, income.minor)
    drafts.keep(drafts.begin(offer.organisation_id, offer.code, amounts, entered["use"]))
    return go(COST)


@blueprint.get(COST)
@signed_in(Role.BORROWER)
def cost_statement() -> str | Response:
    """Show the cost statement; the time it is open runs from the first showing."""
    draft = drafts.present()
    if draft is None:
        return go(APPLY)
    offer, at = offer_of(draft), now()
    digest = costs.statement_sha256(offer, loan_of(offer, draft, at))
    if draft.statement_sha256 != digest:
        draft = replace(draft, statement_sha256=digest, shown_at=at.isoformat(), read_at="")
        drafts.keep(draft)
    return show(_statement_page(draft, offer, at))


@blueprint.post(COST)
@signed_in(Role.BORROWER)
def read_statement() -> Response:
    """Let on who has had the statement open long enough, and go whoever says no."""
    draft = drafts.present()
    if draft is None or request.form.get("read") == "no":
        drafts.drop()
        return go(APPLY)
    offer, at = offer_of(draft), now()
    digest = costs.statement_sha256(offer, loan_of(offer, draft, at))
    if draft.statement_sha256 != digest:
        draft = replace(draft, statement_sha256=digest, shown_at=at.isoformat(), read_at="")
        drafts.keep(draft)
        return again(_statement_page(draft, offer, at, Problem("", _CHANGED)))
    left = _seconds_left(draft, at)
    if left:
        problem = Problem("", filled(_TOO_SOON, seconds=str(left)))
        return again(_statement_page(draft, offer, at, problem))
    drafts.keep(replace(draft, read_at=at.isoformat()))
    return go(DATA)


def offer_of(draft: Draft) -> Offer:
    """Return the offer a draft is about, where it still stands.

    Raises:
        NotFound: the lender has taken it off the shelf.
    """
    wanted = f"{draft.lender}:{draft.offer}"
    for offer in _offers(draft.lender_id):
        if costs.key_of(offer) == wanted:
            return offer
    raise NotFound("the lender does not make this offer any more")


def loan_of(offer: Offer, draft: Draft, at: datetime) -> costs.Cost:
    """Return the cost of the loan a draft asks for."""
    return costs.cost(offer, Money(draft.amount_minor), day_of(at))


def _offers(lender: UUID | None = None) -> tuple[Offer, ...]:
    with services().database.transaction(own_access()) as tx:
        return shelf.offers_on(tx, day_of(now()), lender)


def _ask_page(entered: dict[str, str], problems: tuple[Problem, ...] = ()) -> ApplyPage:
    today = day_of(now())
    offers = tuple(sorted((costs.shown(one, today) for one in _offers()), key=lambda one: one.rate))
    return ApplyPage(APPLY, offers, words.USES, tuple(entered.items()), problems)


def money(field: str, written: str, problems: list[Problem]) -> Money | None:
    """Read an amount of yuan as people write it; None, and a problem, where it is none."""
    plain = written.replace(",", "").replace("，", "").removeprefix("¥")
    try:
        amount = Money.of(plain)
    except InvalidInput:
        amount = Money(-1)
    if not 0 <= amount.minor < 10**12:
        wanted = Text("请填写金额，例如 12000。", "Please write an amount, such as 12000.")
        problems.append(Problem(field, wanted))
        return None
    return amount


def _outside(offer: Offer, amount: Money) -> tuple[Problem, ...]:
    if not (amount < offer.at_least or offer.at_most < amount):
        return ()
    limits = filled(
        Text("这份报价可借 {least} 至 {most}。", "This offer lends {least} to {most}."),
        least=offer.at_least.display(),
        most=offer.at_most.display(),
    )
    return (Problem("amount", limits),)


def _seconds_left(draft: Draft, at: datetime) -> int:
    if draft.read_at:
        return 0
    left = SECONDS - draft.seconds_open(at)
    return max(0, -int(-left // 1))


def _statement_page(
    draft: Draft, offer: Offer, at: datetime, *problems: Problem
) -> CostStatementPage:
    loan = loan_of(offer, draft, at)
    return CostStatementPage(
        action=COST,
        lender=offer.lender,
        principal=loan.amount,
        picture=costs.picture(loan),
        rate=costs.simple_rate(loan),
        rate_method=words.SIMPLE,
        instalment=loan.instalments[0].total,
        instalments=len(loan.instalments),
        fees=costs.fees(offer, loan),
        statement=_NOTHING_ELSE,
        seconds=SECONDS,
        late=costs.late(offer, loan),
        seconds_left=_seconds_left(draft, at),
        problems=problems,
    )
