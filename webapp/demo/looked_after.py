"""What compliance made of the invented products: sellers, loans, one finding in each state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from contracts.model import LenderType
from contracts.products.model import (
    Advertisement,
    Channel,
    ChannelKind,
    FindingState,
    FormFinding,
    Partner,
    PartnerRole,
    Wish,
)
from contracts.products.refunds import Basis, Loan, refund_of
from contracts.products.sellers_store import Sellers
from core.access import Access, ActorKind, Role, machine_access
from core.dates import add_months, day_of
from core.ids import new_id
from core.text import Language, Text
from database.transaction import Database
from identity.demonstration import HARBOUR, SWALLOW
from underwriting.form_findings import answer, ask, read_finding, take_on
from underwriting.product_card import add_sellers, read_card
from underwriting.product_loans import keep_loans

_FIRST: Final = ("zhao-lei", "赵磊", Role.COMPLIANCE)
_SECOND: Final = ("sun-li", "孙丽", Role.ADMIN)
_SINCE: Final = date(2026, 1, 1)

# (product, finding, what it becomes, why); what is not named here stays open.
_SIGNED: Final = (
    (
        "cash",
        "A02",
        FindingState.ACCEPTED,
        "新版合同正在报批，先接受到下月；期间每笔都另附成本说明。",
    ),
    ("purchase", "F01", FindingState.MENDED, "第 2 版已删去读取通讯录的条款。"),
    ("purchase", "F03", FindingState.NOT_SO, "接收方名单在附件二，逐一列名；检查时没有交附件。"),
)


def look_after(database: Database, named: Mapping[str, UUID], at: datetime) -> None:
    """Let the invented lenders keep their sellers and loans, and sign some findings; once.

    Args:
        database: as the app role.
        named: the invented people by key.
        at: when.
    """
    # Each step looks whether it was done: a start that was stopped is finished by the next.
    for lender, product, sellers in _sellers():
        if not read_card(database, machine_access(lender, ""), product).sellers.channels:
            add_sellers(database, machine_access(lender, ""), product, sellers)
    if not read_card(database, machine_access(HARBOUR, ""), "cash").tally.loans:
        _keep_loans(database, at)
    people = (_person(named, _FIRST), _person(named, _SECOND))
    for product, code, state, reason in _SIGNED:
        _sign(database, people, _finding(database, people[0], product, code), (state, reason), at)
    waiting = (FindingState.NOT_SO, "服务费在放款后单独收取，有流水可查；请复核。")
    _ask(database, people[0], _finding(database, people[0], "cash", "A04"), waiting, at)


def _person(named: Mapping[str, UUID], who: tuple[str, str, Role]) -> Access:
    return Access(ActorKind.STAFF, named[who[0]], HARBOUR, "", frozenset({who[2]}))


def _finding(database: Database, access: Access, product: str, code: str) -> FormFinding | None:
    card = read_card(database, access, product)
    return next((one for one in card.findings if one.code == code), None)


def _ask(
    database: Database,
    first: Access,
    finding: FormFinding | None,
    said: tuple[FindingState, str],
    at: datetime,
) -> None:
    """Let the first person take a finding on and ask; not again once they did."""
    if finding is None:
        return
    if finding.owner_id is None:
        take_on(database, first, finding.reference, _FIRST[1], at)
    if not read_finding(database, first, finding.reference)[1]:
        state, reason = said
        until = day_of(at) + timedelta(days=30) if state is FindingState.ACCEPTED else None
        ask(database, first, finding.reference, (Wish(state, reason, until), _FIRST[1]), at)


def _sign(
    database: Database,
    people: tuple[Access, Access],
    finding: FormFinding | None,
    said: tuple[FindingState, str],
    at: datetime,
) -> None:
    """Let the first person ask and the second sign; not again once they did."""
    if finding is None:
        return
    _ask(database, people[0], finding, said, at)
    _, moves = read_finding(database, people[1], finding.reference)
    if len(moves) == 1 and moves[0].agreed is None:
        answer(database, people[1], finding.reference, (True, moves[0].id, _SECOND[1]), at)


def _sellers() -> tuple[tuple[UUID, str, Sellers], ...]:
    bridge = Partner(
        new_id(),
        "bridge",
        Text("云桥信息咨询有限公司", "Cloudbridge Information Consulting"),
        PartnerRole.INTRODUCES,
        _SINCE,
    )
    app = Channel(new_id(), "app", Text("海港手机应用", "Harbour app"), ChannelKind.APP)
    through = Channel(
        new_id(), "bridge-app", Text("云桥应用", "Cloudbridge app"), ChannelKind.PARTNER, "bridge"
    )
    words = Advertisement(
        new_id(),
        "spring",
        "bridge-app",
        Language.ZH,
        "年化利率 15.96%，最快当天到账。具体费用以合同为准。",
        _SINCE,
    )
    swift = replace(app, id=new_id(), name=Text("飞燕小程序", "Swallow mini app"))
    daily = Advertisement(
        new_id(), "daily", "app", Language.ZH, "每借一万元，每天只要几块钱。", _SINCE
    )
    return (
        (HARBOUR, "cash", Sellers((bridge,), (app, through), (words,))),
        (HARBOUR, "purchase", Sellers(channels=(replace(app, id=new_id()),))),
        (SWALLOW, "swift", Sellers(channels=(swift,), advertisements=(daily,))),
    )


def _keep_loans(database: Database, at: datetime) -> None:
    """Keep invented loans that were made before the house was there."""
    day = day_of(at)
    refunds = (refund_of(_loan(number, day), Basis.TOLD, "cn-simple", day) for number in range(6))
    keep_loans(database, machine_access(HARBOUR, ""), refunds, (Basis.TOLD, day), at)


def _loan(number: int, day: date) -> Loan:
    """Return a loan of 12 payments at 1.33 % a month; every other one had 3 % kept back."""
    principal = Decimal(10_000 + 2_000 * number)
    rate = Decimal("0.0133")
    payment = (principal * rate / (1 - (1 + rate) ** -12)).quantize(Decimal("0.01"))
    start = add_months(day, -3 - number)
    kept_back = principal * Decimal("0.03") if number % 2 else Decimal(0)
    return Loan(
        loan_id=f"HB-2026-{number + 1:04d}",
        offer_code="HB-12",
        currency="CNY",
        lender_type=LenderType.CONSUMER_FINANCE,
        disbursed_on=start,
        principal=principal,
        net_proceeds=principal - kept_back,
        first_payment_on=add_months(start, 1),
        payment=payment,
        payments=12,
        last_payment=payment,
        every=("months", 1),
        told_percent=Decimal("15.96"),
    )
