"""Borrowing together: a code handed over, the other part begun with it, and going on without."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Final

from flask import Blueprint, request
from werkzeug.wrappers import Response

from core.access import Role
from core.dates import day_of, now
from core.errors import Conflict, NotFound
from core.text import Text
from underwriting import joint, shelf
from underwriting.resumption import others_go_on
from webapp import borrower_words as words
from webapp import drafts
from webapp.arrivals import again, go
from webapp.auth import signed_in
from webapp.borrowing import own_access
from webapp.limits import CODE, LIMITER
from webapp.navigation import APPLY, MY_DECISIONS, TOGETHER
from webapp.pages.borrower_apply import COST, money
from webapp.rendering import show
from webapp.services import services
from webapp.views.apply import JoinPage
from webapp.views.handed import HandedCodePage, grouped
from webapp.views.shared import Problem

blueprint = Blueprint("borrower_joint", __name__)

_ONE: Final = f"{MY_DECISIONS}/<reference>"
_FIELDS: Final = ("code", "monthly_income", "use")
_TITLE: Final = Text("给共同借款人的码", "The code for whoever borrows with you")
_HOW: Final = Text(
    "请对方登录自己的账户，在“申请借款”里打开“和别人一起借”，输入它。",
    "They sign in to their own account, open “Borrow with somebody” under Apply, and enter it.",
)
_WRONG: Final = Text(
    "没有等着这个码的邀请：可能输错了、用过了、超过七天、是您自己开的，或者借款已有结果。",
    "No invitation waits for this code: it may be mistyped, used, older than seven days, your own,"
    " or the loan is decided.",
)
_OVER: Final = Text(
    "邀请刚刚结束了，没有提交任何内容。请向对方要一个新的码。",
    "The invitation has just ended, and nothing was handed in. Ask for a new code.",
)
_USE: Final = Text("请选择用途。", "Please choose what it is for.")


@blueprint.post(f"{_ONE}/together")
@signed_in(Role.BORROWER)
@LIMITER.limit(CODE)
def invite(reference: str) -> str | Response:
    """Ask somebody to borrow together, and show the code this once."""
    try:
        code, until = joint.invite(services().database, own_access(), reference, now())
    except Conflict:  # decided, or invited, meanwhile: the page shows which
        return go(f"{MY_DECISIONS}/{reference}")
    return show(HandedCodePage(_TITLE, grouped(code), until, _HOW, f"{MY_DECISIONS}/{reference}"))


@blueprint.post(f"{_ONE}/alone")
@signed_in(Role.BORROWER)
def alone(reference: str) -> Response:
    """Wait for nobody else, and go on."""
    database, access, at = services().database, own_access(), now()
    joint.go_alone(database, access, reference, at)
    others_go_on(database, services().engines, access, reference, at)
    return go(f"{MY_DECISIONS}/{reference}")


@blueprint.get(TOGETHER)
@signed_in(Role.BORROWER)
def ask() -> str:
    """Ask for the code, and for what only the one who joins can say."""
    problems = (Problem("code", _OVER),) if "over" in request.args else ()
    return show(_page({}, problems))


@blueprint.post(TOGETHER)
@signed_in(Role.BORROWER)
@LIMITER.limit(CODE)
def begin() -> Response:
    """Begin one's own part: the cost statement comes next, as for everybody."""
    entered = {name: request.form.get(name, "").strip() for name in _FIELDS}
    problems: list[Problem] = []
    income = money("monthly_income", entered["monthly_income"], problems)
    if entered["use"] not in dict(words.USES):
        problems.append(Problem("use", _USE))
    found = None
    with suppress(NotFound):
        found = joint.wanted(services().database, own_access(), entered["code"])
    if found is None or not _on_shelf(found):
        problems.insert(0, Problem("code", _WRONG))
    if found is None or income is None or problems:
        return again(_page(entered, tuple(problems)))
    amounts = (found.amount.minor, income.minor)
    draft = drafts.begin(found.organisation_id, found.offer_code, amounts, entered["use"])
    drafts.keep(replace(draft, joins=entered["code"]))
    return go(COST)


def _on_shelf(found: joint.Wanted) -> bool:
    with services().database.transaction(own_access()) as tx:
        offers = shelf.offers_on(tx, day_of(now()), found.organisation_id)
    return any(one.code == found.offer_code for one in offers)


def _page(entered: dict[str, str], problems: tuple[Problem, ...] = ()) -> JoinPage:
    return JoinPage(TOGETHER, words.USES, APPLY, tuple(entered.items()), problems)
