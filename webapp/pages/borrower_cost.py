"""True cost: of one's own applications, of a contract handed in, of two offers in comparison."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from flask import Blueprint, request
from werkzeug.wrappers import Response

from contracts.audit import Audit
from contracts.service import audit
from core.access import Role
from core.dates import day_of, now
from core.errors import InvalidInput
from core.money import Money
from core.text import Text, filled
from documents.model import Document
from documents.reading import read
from underwriting import shelf
from underwriting.forms import audit_document, contract_document
from underwriting.model import Offer
from underwriting.own_cases import own_case, own_lines
from webapp import borrower_offers as costs
from webapp.arrivals import again
from webapp.auth import signed_in
from webapp.borrower_audits import true_cost_page
from webapp.borrowing import own_access
from webapp.limits import CHECK, LIMITER
from webapp.navigation import CALCULATOR, MY_DECISIONS, TRUE_COST
from webapp.rendering import show
from webapp.services import services
from webapp.views.compare import ComparePage, Side
from webapp.views.shared import Link, Problem
from webapp.views.truecost import TrueCostStartPage

blueprint = Blueprint("borrower_cost", __name__)

COMPARE: Final = f"{TRUE_COST}/compare"
_BYTES_MAX: Final = 20_000_000
_FILES_MAX: Final = 10
_COMPARE = Link(Text("比较两份报价", "Compare two offers"), COMPARE)
_CALCULATE = Link(Text("自己填数字来算", "Type the numbers yourself"), CALCULATOR)
_ANOTHER = Link(Text("再看一份合同", "Another contract"), TRUE_COST)
_NOTHING = Text("请选择文件，或粘贴合同文字。", "Please choose a file, or paste the words.")
_TOO_MUCH = Text(
    "一次最多 10 个文件，合计不超过 20 MB。", "At most 10 files at a time, 20 MB together."
)
_UNREADABLE = Text(
    "“{name}”读不出来。可以交 PDF、Word、网页或文本文件，也可以直接粘贴文字。",
    "“{name}” could not be read. PDF, Word, web pages and text can be; or paste its words.",
)


@blueprint.get(TRUE_COST)
@signed_in(Role.BORROWER)
def start() -> str:
    """Ask for a contract, and list one's own."""
    return show(_start_page())


@blueprint.post(TRUE_COST)
@signed_in(Role.BORROWER)
@LIMITER.limit(CHECK)
def check() -> str | Response:
    """Work out the true cost of what was handed in; nothing of it is kept."""
    at = now()
    handed_in = [
        (one.filename or "", one.stream.read()) for one in request.files.getlist("contract")
    ]
    files = [(name, data) for name, data in handed_in if name or data]
    pasted = request.form.get("words", "").strip()
    if pasted:
        files.append(("pasted.txt", pasted.encode()))
    if not files:
        return again(_start_page(Problem("contract", _NOTHING)))
    if len(files) > _FILES_MAX or sum(len(data) for _, data in files) > _BYTES_MAX:
        return again(_start_page(Problem("contract", _TOO_MUCH)))
    documents: list[Document] = []
    for name, data in files:
        try:
            documents.append(read(data, name))
        except InvalidInput:
            wording = filled(_UNREADABLE, name=name[:80])
            return again(_start_page(Problem("contract", wording)))
    on = day_of(at)
    found = audit(documents, as_of=on)
    about = _about(Text("核对一份合同", "A contract checked"), on)
    return show(true_cost_page(found, documents, about, (_ANOTHER, _COMPARE)))


@blueprint.get(COMPARE)
@signed_in(Role.BORROWER)
def compare() -> str:
    """Show two offers beside each other."""
    today = day_of(now())
    with services().database.transaction(own_access()) as tx:
        offers = shelf.offers_on(tx, today)
    entered = {name: request.args.get(name, "").strip() for name in ("one", "other", "amount")}
    named = tuple(
        (costs.key_of(one), filled(Text("{lender} · {name}", "{lender} · {name}"),
         lender=one.lender, name=one.product.name))
        for one in offers
    )  # fmt: skip
    by_key = {costs.key_of(one): one for one in offers}
    chosen = [by_key.get(entered[name]) for name in ("one", "other")]
    problems, sides = _sides(chosen, entered, today) if any(entered.values()) else ((), ())
    title, lead = _verdict(sides)
    page = ComparePage(COMPARE, named, tuple(entered.items()), title, lead, sides, problems)
    return show(page)


@blueprint.get(f"{TRUE_COST}/<reference>")
@signed_in(Role.BORROWER)
def own(reference: str) -> str:
    """Show the true cost of one's own application."""
    case = own_case(services().database, own_access(), reference, now())
    application = case.application
    on = day_of(application.created_at)
    document, found = _audited(case.offer, application.amount, on)
    about = filled(
        Text("{lender} · {name} · {reference}", "{lender} · {name} · {reference}"),
        lender=case.offer.lender,
        name=case.offer.product.name,
        reference=reference,
    )
    back = Link(Text("回到这份申请", "Back to the application"), f"{MY_DECISIONS}/{reference}")
    return show(true_cost_page(found, (document,), about, (back, _COMPARE)))


@lru_cache(maxsize=128)
def _audited(offer: Offer, amount: Money, on: date) -> tuple[Document, Audit]:
    """Return the contract of one loan, nobody named in it, and its audit; both worked out once."""
    document = contract_document(offer, amount, on)
    return document, audit_document(offer, document, on)


def _start_page(*problems: Problem) -> TrueCostStartPage:
    own_ones = tuple(
        Link(
            filled(
                Text("{lender} · {amount}", "{lender} · {amount}"),
                lender=one.offer.lender,
                amount=one.application.amount.display(),
            ),
            f"{TRUE_COST}/{one.application.reference}",
        )
        for one in own_lines(services().database, own_access())
    )
    return TrueCostStartPage(TRUE_COST, (*own_ones, _COMPARE, _CALCULATE), problems)


def _about(what: Text, on: date) -> Text:
    return Text(
        f"{what.zh} · {on.year}年{on.month}月{on.day}日", f"{what.en} · {on.day} {on:%B %Y}"
    )


def _sides(
    chosen: list[Offer | None], entered: dict[str, str], today: date
) -> tuple[tuple[Problem, ...], tuple[Side, ...]]:
    problems: list[Problem] = []
    for name, offer in zip(("one", "other"), chosen, strict=True):
        if offer is None:
            problems.append(Problem(name, Text("请选择一份报价。", "Please choose an offer.")))
    try:
        amount = Money.of(entered["amount"].replace(",", "").removeprefix("¥"))
        sides = tuple(_side(offer, amount, today) for offer in chosen if offer is not None)
    except InvalidInput:
        wanted = Text("请填写两份报价都能借的金额。", "Please write an amount that both lend.")
        problems.append(Problem("amount", wanted))
        sides = ()
    return tuple(problems), () if problems else sides


def _side(offer: Offer, amount: Money, today: date) -> Side:
    loan = costs.cost(offer, amount, today)
    thirty = [line.charge for line in costs.late(offer, loan) if line.days == 30]
    third = [line.to_pay for line in costs.early(loan) if line.after == 3]
    return Side(
        lender=offer.lender,
        name=offer.product.name,
        picture=costs.picture(loan),
        price=loan.price,
        instalment=loan.instalments[0].total,
        instalments=len(loan.instalments),
        rate=costs.simple_rate(loan),
        compound=costs.rate(loan, "cn-irr"),
        fees=costs.fees(offer, loan),
        late=thirty[0] if thirty else None,
        leave=third[0] if third else None,
    )


def _verdict(sides: tuple[Side, ...]) -> tuple[Text, Text]:
    if not sides:
        return (
            Text("两份报价，哪一份更划算？", "Two offers: which one costs less?"),
            Text("同样的金额，放在一起看。", "The same amount, one beside the other."),
        )
    cheap, dear = sorted(sides, key=lambda side: side.price.minor)
    lead = Text(
        "期限不同时，也请看年化成本：期限长，一共付得多，每期轻一些。",
        "Where the terms differ, look at the yearly cost too: a longer one costs more in all and"
        " less a month.",
    )
    if cheap.instalments == dear.instalments:
        lead = Text("同样的金额，同样的期数。", "The same amount, in as many instalments.")
    if cheap.price == dear.price:
        return Text("两份报价一样贵", "Both cost the same"), lead
    title = Text("{name}少付 {less}", "{name} costs {less} less")
    return filled(title, name=cheap.name, less=(dear.price - cheap.price).display()), lead
