"""A04: whether less reaches the borrower than is called lent."""

from __future__ import annotations

from decimal import Decimal

from contracts.answers import Answer, Check, Clear, Confidence, Departure, Severity, Unsettled
from contracts.checks.asking import shown, sources, step
from contracts.fee_flows import fee_amount
from contracts.model import Contract, Source, TermName
from contracts.wordings.cost import KEPT_BACK
from contracts.wordings.model import affirmed
from core.text import Text

_ZERO = Decimal(0)
_PLACES = 2  # of words that tell the same, the first ones are enough


def withheld_from_proceeds(contract: Contract) -> Answer:
    """Does the borrower receive less than the amount called lent?"""
    principal = contract.first(TermName.PRINCIPAL)
    net = contract.first(TermName.NET_PROCEEDS)
    held = [fee for fee in contract.all(TermName.FEE) if fee.condition == "withheld"]
    if principal is None:
        return Unsettled("the principal")
    kept = principal.number - net.number if net is not None else _ZERO
    told = affirmed(contract, KEPT_BACK)[:_PLACES]
    if kept <= 0 and not held:
        return _told_to_be_kept(told) if told else Clear()
    kept = max(kept, sum((fee_amount(fee, principal.number, 1) for fee in held), _ZERO))
    real = principal.number - kept
    return Departure(
        Text(
            zh=f"借款本金写的是{shown(principal.number)}，实际到手{shown(real)}，预先扣下{shown(kept)}。"
            "比较的规则：利息不得预先在本金中扣除，预先扣除的，按实际借款数额计算。",
            en=f"The principal is {shown(principal.number)}, what is received is {shown(real)}: "
            f"{shown(kept)} is kept back. Compared with: interest may not be deducted in advance; "
            "if it is, what was really received counts.",
        ),
        sources(principal, net, *held) + told,
        (
            step("principal", principal.number),
            step("received", real),
            step("kept back", kept),
            step("share of the principal, %", kept / principal.number * 100),
        ),
        would_settle="the bank record of the payout",
    )


def _told_to_be_kept(told: tuple[Source, ...]) -> Departure:
    return Departure(
        Text(
            zh="合同写明从借款中先扣下一笔钱，或者放款前先要交一笔钱；实际到手的少于借款本金。"
            "比较的规则：利息不得预先在本金中扣除，预先扣除的，按实际借款数额计算。",
            en="The contract says that money is kept back from the loan, or has to be paid before "
            "it comes: less is received than is called lent. Compared with: interest may not be "
            "deducted in advance; if it is, what was really received counts.",
        ),
        told,
        confidence=Confidence.MEDIUM,
        would_settle="the bank record of the payout",
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "A04",
        Text(zh="从本金中预先扣除", en="Kept back from the proceeds"),
        Severity.CRITICAL,
        (
            "cn-civilcode-670",
            "cn-private-lending-26",
            "us-regz-1026.18-b",
            "us-regz-1026.4-a",
            "eu-ccd1-3g",
            "uk-conc-app1.2",
        ),
        withheld_from_proceeds,
        numeric=True,
    ),
)
