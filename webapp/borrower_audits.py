"""A contract as its borrower reads it: the answer in money first, then how it comes about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from contracts.audit import Audit
from contracts.model import TermName
from core.money import Money
from core.text import Text, filled
from documents.model import Document
from webapp.audited_rates import rate_lines
from webapp.audits import findings_of
from webapp.leaving import leaving_of
from webapp.views.documents import Finding
from webapp.views.shared import Link
from webapp.views.truecost import (
    CostKind,
    CostPart,
    CostPicture,
    FeeLine,
    TrueCostPage,
)

_WHEN: dict[str, Text] = {
    "withheld": Text("放款时先扣", "taken out before the money arrives"),
    "upfront": Text("放款前另付", "paid before the money arrives"),
    "once": Text("一次性", "once"),
}
_EACH = Text("随每期还款", "with each instalment")
_MISSING: dict[str, Text] = {
    "principal": Text("借了多少", "how much is lent"),
    "payments": Text("每期还多少、什么时候还", "how much is paid, and when"),
    "number of instalments": Text("分几期还", "in how many instalments it is repaid"),
    "instalment or interest rate": Text(
        "每期还多少，或利率是多少", "the instalment or the interest rate"
    ),
    "term": Text("借多久", "for how long it is lent"),
    "total payable or interest rate": Text(
        "一共还多少，或利率是多少", "the total to pay or the interest rate"
    ),
}
_NOTE = Text(
    "每个数字都能复核：把收到和还出的每一笔按日期列出，再求使两边相等的利率。",
    "Anyone can check each figure: list every amount with its day, then find the rate at which"
    " both sides are equal.",
)


def true_cost_page(
    found: Audit, documents: Sequence[Document], about: Text, further: tuple[Link, ...] = ()
) -> TrueCostPage:
    """Return the true cost of what a package of documents says.

    Args:
        found: the audit of the documents.
        documents: as they were read for it.
        about: what was checked, and when.
        further: other things to do.
    """
    told = found.as_dict()
    flows = found.contract.flows
    hidden = hidden_of(found)
    known = flows.complete and bool(flows.payments) and bool(flows.received)
    title, lead, hero = _answer(found, hidden) if known else _open(found)
    return TrueCostPage(
        title=title,
        lead=lead,
        about=about,
        hero=hero,
        hidden=known and hidden.minor > 0,
        picture=_picture(found, hidden) if known else None,
        rates=rate_lines(told) if found.contract.rates else (),
        rate_method_note=_NOTE if found.contract.rates else None,
        fees=_fees(found, hidden),
        leaving=leaving_of(told, found.currency),
        findings=_findings(told, documents),
        missing=_missing(flows.missing),
        further=further,
    )


def hidden_of(found: Audit) -> Money:
    """Return what is paid beyond the stated rate, where that is more than rounding."""
    nothing = Money(0, found.currency or "CNY")
    understated = any(finding.code == "A02" for finding in found.findings)
    if found.hidden is None or not understated or found.hidden.amount <= 0:
        return nothing
    return Money.of(found.hidden.amount, nothing.currency)


def _money(found: Audit, amount: Decimal) -> Money:
    return Money.of(amount, found.currency or "CNY")


def _answer(found: Audit, hidden: Money) -> tuple[Text, Text, Money]:
    """Return title, lead and the one amount of a loan whose cash flows are known."""
    flows = found.contract.flows
    received, paid = _money(found, flows.received), _money(found, flows.paid)
    lead = filled(
        Text(
            "您到手 {received}，分 {count} 次一共还 {paid}。",
            "You receive {received} and pay back {paid} in {count} payments.",
        ),
        received=received.display(),
        paid=paid.display(),
        count=str(len(flows.payments)),
    )
    if hidden.minor:
        title = Text(
            "这笔借款，您要比合同说的多付", "On this loan you pay more than the contract says, by"
        )
        return title, lead, hidden
    if found.hidden is None:
        more = Text("合同没有写年化利率。", "The contract states no yearly rate.")
        lead = Text(lead.zh + more.zh, f"{lead.en} {more.en}")
    return Text("这笔借款一共要您花", "In all, this loan costs you"), lead, paid - received


def _open(found: Audit) -> tuple[Text, Text, None]:
    loan = found.contract.first(TermName.PRINCIPAL) is not None
    if not loan and not found.contract.first(TermName.INTEREST_RATE):
        title = Text("这里没有读到借款条款", "No terms of a loan were found here")
        lead = Text(
            "请交来写有金额、期数和费用的那几页。",
            "Please hand in the pages with the amount, the instalments and the fees.",
        )
        return title, lead, None
    title = Text("合同没有写清您一共要付多少", "The contract leaves open what you pay in all")
    lead = Text(
        "写明的部分列在下面；没写明的，请在签字前问清楚。",
        "What it says stands below; ask about the rest before you sign.",
    )
    return title, lead, None


def _picture(found: Audit, hidden: Money) -> CostPicture:
    flows = found.contract.flows
    received, paid = _money(found, flows.received), _money(found, flows.paid)
    price = paid - received
    named = sum((amount for _, amount in flows.fees), Decimal(0))
    fees = Money(0, received.currency) if hidden.minor else _money(found, named)
    fees = min(max(fees, Money(0, fees.currency)), max(price, Money(0, fees.currency)))
    rest = price - hidden - fees
    parts = [
        CostPart(CostKind.PRINCIPAL, Text("归还到手的钱", "The money you got"), received),
        CostPart(CostKind.INTEREST, Text("合同写明的利息", "Interest the contract states"), rest),
        CostPart(CostKind.FEE, Text("各项费用", "Fees"), fees),
        CostPart(
            CostKind.HIDDEN, Text("没有说明的成本", "Cost the contract does not state"), hidden
        ),
    ]
    return CostPicture(received, tuple(part for part in parts if part.amount.minor > 0))


def _fees(found: Audit, hidden: Money) -> tuple[FeeLine, ...]:
    items: Any = found.statement.get("items", [])
    lines: list[FeeLine] = []
    for item in items:
        interest = item["name"]["en"] == "Interest"
        payee = item["payee"]
        lines.append(
            FeeLine(
                label=Text(item["name"]["zh"], item["name"]["en"]),
                payee=Text(payee, payee) if payee.strip() else None,
                amount=_money(found, Decimal(item["amount"])),
                when=_EACH if interest else _WHEN.get(item["method"], _EACH),
                named=interest or not hidden.minor,
            )
        )
    return tuple(lines)


def _findings(told: dict[str, object], documents: Sequence[Document]) -> tuple[Finding, ...]:
    """Return the findings with their words quoted, since the document does not stand beside."""
    found, _ = findings_of(told, documents)
    return tuple(
        replace(one, quotes=tuple(replace(quote, anchor="") for quote in one.quotes))
        for one in found
    )


def _missing(names: Sequence[str]) -> tuple[Text, ...]:
    return tuple(_MISSING.get(name, Text(name, name)) for name in names)
