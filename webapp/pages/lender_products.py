"""A lender's products whole: prices, forms with their findings, sellers, loans and what is owed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask import Blueprint

from contracts.checks.table import CHECKS
from contracts.products.model import FindingState, FormFinding, Tally
from contracts.products.rules import state_on
from core.access import Role
from core.dates import day_of, now
from core.money import Money, Rate
from core.text import Text, filled
from underwriting.cost import cost_of, rates_of
from underwriting.model import Offer
from underwriting.product_card import ProductCard, read_card, read_cards
from webapp import lender_words
from webapp import product_words as words
from webapp.auth import current_access, signed_in
from webapp.navigation import PRODUCTS
from webapp.rendering import show
from webapp.services import services
from webapp.views.documents import Severity
from webapp.views.products import (
    FindingLine,
    FormLine,
    LoanLine,
    PriceLine,
    ProductLine,
    ProductPage,
    ProductsPage,
    SellerLine,
)
from webapp.views.shared import Tag

blueprint = Blueprint("lender_products", __name__)

TITLES = {check.code: check.title for check in CHECKS}


@blueprint.get(PRODUCTS)
@signed_in(Role.COMPLIANCE, Role.ADMIN)
def products() -> str:
    """Show the lender's products, what is open and what is owed."""
    day = day_of(now())
    cards = read_cards(services().database, current_access())
    lines = tuple(_line(card, day) for card in cards)
    open_ones = sum(count for line in lines for _, count in line.found)
    waiting = sum(line.waiting for line in lines)
    title = Text(
        f"{open_ones} 处发现待处理，{waiting} 处等第二人签核",
        f"{_findings(open_ones)} open, {waiting} {'waits' if waiting == 1 else 'wait'} "
        "for a second person",
    )
    return show(ProductsPage(title, lines))


@blueprint.get(f"{PRODUCTS}/<code>")
@signed_in(Role.COMPLIANCE, Role.ADMIN)
def product(code: str) -> str:
    """Show one product whole."""
    day = day_of(now())
    card = read_card(services().database, current_access(), code)
    still = [one for one in card.findings if state_on(one, day) is FindingState.OPEN]
    owed = _owed(card.tally)
    return show(
        ProductPage(
            title=_title(card, len(still)),
            name=card.product.name,
            code=card.product.code,
            rate_method=lender_words.SIMPLE,
            findings=tuple(_finding_line(one, card, day) for one in card.findings),
            prices=tuple(_price(one, day) for one in card.offers),
            forms=tuple(
                FormLine(
                    one.version,
                    one.published_at,
                    one.id in card.used,
                    sum(found.form_version_id == one.id for found in card.findings),
                    one.sha256,
                )
                for one in reversed(card.forms)
            ),
            partners=_partners(card),
            channels=_channels(card),
            advertisements=_advertisements(card),
            made_here=card.made_here,
            loans_in_all=card.tally.loans,
            affected=card.tally.affected,
            owed=owed,
            loans=tuple(
                LoanLine(one.reference, one.offer_code, one.disbursed_on, one.principal, one.owed)
                for one in card.loans
            ),
        )
    )


def shown_state(finding: FormFinding, day: date) -> tuple[Tag, Text | None]:
    """Return a finding's state on a day, and what to say beside it."""
    state = state_on(finding, day)
    tag, until = words.STATES[state], finding.accepted_until
    if until is None:
        return tag, None
    if state is FindingState.OPEN:
        return tag, words.RAN_OUT
    day_zh = f"{until.year}年{until.month}月{until.day}日"
    return tag, filled(words.ACCEPTED_UNTIL, day=Text(day_zh, f"{until.day} {until:%B %Y}"))


def _title(card: ProductCard, still: int) -> Text:
    name = card.product.name
    if not still:
        return Text(f"{name.zh}：没有待处理的发现", f"{name.en}: no finding is open")
    return Text(f"{name.zh}：{still} 处发现待处理", f"{name.en}: {_findings(still)} open")


def _findings(count: int) -> str:
    return "1 finding is" if count == 1 else f"{count} findings are"


def _line(card: ProductCard, day: date) -> ProductLine:
    still = [one for one in card.findings if state_on(one, day) is FindingState.OPEN]
    return ProductLine(
        href=f"{PRODUCTS}/{card.product.code}",
        name=card.product.name,
        code=card.product.code,
        forms=len(card.forms),
        found=_graded(still),
        waiting=sum(one.id in card.waiting for one in card.findings),
        loans=card.made_here + card.tally.loans,
        affected=card.tally.affected,
        owed=_owed(card.tally),
    )


def _graded(findings: Iterable[FormFinding]) -> tuple[tuple[Severity, int], ...]:
    grades = [Severity(one.severity.value) for one in findings]
    return tuple((grade, grades.count(grade)) for grade in Severity if grade in grades)


def _owed(tally: Tally) -> tuple[Money, ...]:
    return tuple(Money.of(owed, currency) for currency, owed in tally.owed if owed)


def _finding_line(one: FormFinding, card: ProductCard, day: date) -> FindingLine:
    state, remark = shown_state(one, day)
    form = next(form for form in card.forms if form.id == one.form_version_id)
    return FindingLine(
        href=f"{PRODUCTS}/findings/{one.reference}",
        code=one.code,
        title=TITLES.get(one.code, Text(one.code, one.code)),
        severity=Severity(one.severity.value),
        form=f"v{form.version}",
        state=state,
        remark=remark,
        owner=one.owner,
        waits=one.id in card.waiting,
    )


def _price(offer: Offer, day: date) -> PriceLine:
    percent = dict(rates_of(cost_of(offer, offer.at_least, day))).get("cn-simple")
    return PriceLine(
        offer.code,
        offer.at_least,
        offer.at_most,
        offer.months,
        offer.stated_apr,
        None if percent is None else Rate.percent(percent),
    )


def _partners(card: ProductCard) -> tuple[SellerLine, ...]:
    return tuple(
        SellerLine(one.code, one.name, words.PARTNERS[one.role], one.since, one.until)
        for one in card.sellers.partners
    )


def _channels(card: ProductCard) -> tuple[SellerLine, ...]:
    partners = {one.code: one.name for one in card.sellers.partners}
    lines: list[SellerLine] = []
    for one in card.sellers.channels:
        kind, partner = words.CHANNELS[one.kind], partners.get(one.partner_code)
        if partner is not None:
            kind = Text(f"{kind.zh}：{partner.zh}", f"{kind.en}: {partner.en}")
        lines.append(SellerLine(one.code, one.name, kind))
    return tuple(lines)


def _advertisements(card: ProductCard) -> tuple[SellerLine, ...]:
    names = {one.code: one.name for one in card.sellers.channels}
    return tuple(
        SellerLine(
            one.code, Text(one.words, one.words), names[one.channel_code], one.since, one.until
        )
        for one in card.sellers.advertisements
    )
