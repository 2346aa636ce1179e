"""The contract of an offer: its form filled with the numbers of one loan, and asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final
from uuid import UUID

from contracts.answers import Severity
from contracts.audit import Audit
from contracts.filling import fill
from contracts.model import LenderType
from contracts.numbers import ContractNumbers, Fee
from contracts.service import audit, recheck_numbers
from core.errors import Conflict
from core.ids import new_reference
from core.money import Money, Rate
from core.text import Text
from documents.model import Document
from documents.reading import read
from underwriting.cost import Cost, cost_of
from underwriting.model import FeeName, FormVersion, Offer, Product
from underwriting.rules import ContractFinding

_GRAVE = frozenset({Severity.CRITICAL, Severity.HIGH})
_NOBODY: Final = Text("（签约时填写）", "(filled in at signing)")
_NO_ID: Final = UUID(int=0)
_KEPT_MAX: Final = 4096
_AUDITS_MAX: Final = 256  # forms and days; an audit is large


@dataclass(frozen=True, slots=True)
class _Shape:
    """All of an offer that its form's audit rests on, apart from the numbers."""

    form: FormVersion
    lender: Text
    lender_type: str
    jurisdiction: str
    currency: str


def numbers_of(offer: Offer, cost: Cost, borrower_name: str = "") -> ContractNumbers:
    """Return what the contract form of an offer is filled with for one loan.

    Raises:
        Conflict: a fee is taken for which the form has no name.
    """
    form = offer.form
    fees: list[Fee] = []
    if cost.upfront_fee.minor:
        label, payee = _printed(form, form.upfront_fee)
        fees.append(Fee(label, cost.upfront_fee.amount, payee, withheld=True))
    if cost.monthly_fees.minor:
        label, payee = _printed(form, form.monthly_fee)
        fees.append(Fee(label, cost.instalments[0].fee.amount, payee, "instalment"))
    level = cost.instalments[0]
    last = cost.instalments[-1]
    return ContractNumbers(
        reference=new_reference("C"),
        lender_name=offer.lender.in_language(form.language),
        borrower_name=borrower_name or _NOBODY.in_language(form.language),
        contract_date=cost.disbursed_on,
        principal=cost.amount.amount,
        months=len(cost.instalments),
        interest_percent=offer.monthly_rate * 1200,
        instalment=(level.principal + level.interest).amount,
        last_instalment=(last.principal + last.interest).amount,
        first_payment_on=level.on,
        stated_percent=None if offer.stated_apr is None else offer.stated_apr.as_percent,
        fees=tuple(fees),
        late_daily_percent=offer.late_daily_rate * 100,
        lender_type=LenderType(offer.lender_type),
        currency=cost.amount.currency,
    )


def _printed(form: FormVersion, fee: FeeName | None) -> tuple[str, str]:
    if fee is None:
        raise Conflict("the offer takes a fee for which its contract form has no name")
    return fee.label.in_language(form.language), fee.payee


def contract_html(offer: Offer, cost: Cost, borrower_name: str = "") -> str:
    """Return the contract of one loan as a page of HTML.

    Raises:
        InvalidInput: the form cannot be filled.
    """
    return fill(offer.form.text, numbers_of(offer, cost, borrower_name))


def contract_document(offer: Offer, amount: Money, on: date) -> Document:
    """Return the contract of one loan, nobody named yet, as it reads to the audit."""
    html = contract_html(offer, cost_of(offer, amount, on))
    return read(html.encode(), f"{offer.form.name.replace('/', '-')}.html")


def audit_document(offer: Offer, document: Document, on: date) -> Audit:
    """Audit a contract of an offer."""
    return audit(
        (document,),
        as_of=on,
        jurisdiction=offer.jurisdiction,
        lender_type=offer.lender_type,
    )


def audit_form(offer: Offer, on: date) -> Audit:
    """Audit the form of an offer, filled for the smallest amount it lends."""
    return audit_document(offer, contract_document(offer, offer.at_least, on), on)


@lru_cache(_KEPT_MAX)
def check_numbers(offer: Offer, cost: Cost) -> tuple[ContractFinding, ...]:
    """Ask the numbers of one loan again; the form itself is audited once a version.

    The answer is kept for the next who asks for the same; nothing in it tells of a person.
    """
    shape = _Shape(
        offer.form, offer.lender, offer.lender_type, offer.jurisdiction, offer.at_most.currency
    )
    findings = recheck_numbers(_audited(shape, cost.disbursed_on), numbers_of(offer, cost))
    return tuple(
        ContractFinding(finding.code, finding.title, grave=finding.severity in _GRAVE)
        for finding in findings
    )


@lru_cache(_AUDITS_MAX)
def _audited(shape: _Shape, on: date) -> Audit:
    """Return the audit of a form's words; its numbers are replaced before they are asked."""
    nil = Decimal(0)
    plain = Offer(
        id=_NO_ID,
        organisation_id=_NO_ID,
        product=Product(_NO_ID, _NO_ID, "form", shape.lender, "cash"),
        lender=shape.lender,
        lender_type=shape.lender_type,
        jurisdiction=shape.jurisdiction,
        code="form",
        at_least=Money.of("10000", shape.currency),
        at_most=Money.of("10000", shape.currency),
        months=12,
        monthly_rate=Decimal("0.01"),
        upfront_fee=nil,
        monthly_fee=nil,
        late_daily_rate=nil,
        stated_apr=Rate.percent("12"),
        form=shape.form,
    )
    return audit_form(plain, on)
