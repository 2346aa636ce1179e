"""The front page with its three doors, and the answer that says the process is alive."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from flask import Blueprint, Response

from apr.model import DatedAmount
from apr.rates import hidden_cost
from core.dates import add_months
from core.money import Money, Rate
from core.text import Text
from webapp.rendering import show
from webapp.services import services
from webapp.views.front import FrontPage
from webapp.views.truecost import CostKind, CostPart, CostPicture

blueprint = Blueprint("front", __name__)


@blueprint.get("/")
def front() -> str:
    """Show the three doors."""
    return show(FrontPage(demo=services().settings.demo, example=worked_example()))


@blueprint.get("/healthz")
def healthz() -> Response:
    """Say that the process answers; `/readyz` says whether what it needs is there."""
    return Response("ok\n", mimetype="text/plain")


@cache
def worked_example() -> CostPicture:
    """Return a loan of 10,000 at "12 %" of which 300 is kept back, repaid by 12 times 900.

    What is hidden is worked out as the true cost of a contract is: what the payments are worth
    at the stated rate on the day the money arrives, beyond what arrives.
    """
    received, months, paid = Decimal(9700), 12, Decimal(900)
    arrives = date(2026, 11, 22)
    advances = (DatedAmount(arrives, received),)
    payments = tuple(DatedAmount(add_months(arrives, n + 1), paid) for n in range(months))
    hidden = hidden_cost(advances, payments, Rate.percent(12), "cn-simple")
    return CostPicture(
        received=Money.of(received),
        parts=(
            CostPart(CostKind.PRINCIPAL, Text("到手的钱", "What arrived"), Money.of(received)),
            CostPart(
                CostKind.INTEREST,
                Text(
                    "合同写明的利息（年利率 12%）", "Interest the contract states, at 12 % a year"
                ),
                Money.of(paid * months - received - hidden),
            ),
            CostPart(
                CostKind.HIDDEN,
                Text("合同没有写明的成本", "Cost the contract does not say"),
                Money.of(hidden),
            ),
        ),
    )
