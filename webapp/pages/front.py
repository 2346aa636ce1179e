"""The front page with its three doors, and the answer that says the process is alive."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from flask import Blueprint, Response

from contracts.cash_flows import annuity
from core.money import Money
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

    What the stated rate would cost on what really arrives is interest; the rest was not said.
    """
    received, months, paid = Decimal(9700), 12, Decimal(900)
    honest = annuity(received, Decimal("0.01"), months) * months
    return CostPicture(
        received=Money.of(received),
        parts=(
            CostPart(CostKind.PRINCIPAL, Text("到手的钱", "What arrived"), Money.of(received)),
            CostPart(
                CostKind.INTEREST,
                Text("按写明的年利率 12% 算的利息", "Interest at the stated 12 % a year"),
                Money.of(honest - received),
            ),
            CostPart(
                CostKind.HIDDEN,
                Text("合同没有写明的成本", "Cost the contract does not say"),
                Money.of(paid * months - honest),
            ),
        ),
    )
