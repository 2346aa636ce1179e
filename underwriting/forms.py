"""The contract of an offer: its form filled with the numbers of one loan, and asked again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final
from uuid import UUID

from contracts import templates
from contracts.answers import Severity
from contracts.audit import Audit
from contracts.model import LenderType
from contracts.numbers import ContractNumbers, Fee
from contracts.service import audit, recheck_numbers
from core.ids import new_reference
from core.money import Money, Rate
from core.text import Text
from documents.model import Document
from documents.reading import read
from underwriting.cost import Cost, cost_of
from underwriting.model import Offer, Product
from underwriting.rules import ContractFinding

_GRAVE = frozenset({Severity.CRITICAL, Severity.HIGH})
_SERVICE_PAYEE = "云桥信息咨询有限公司"
_NOBODY = "（签约时填写）"
_NO_ID: Final = UUID(int=0)
_KEPT_MAX: Final = 4096


def numbers_of(offer: Offer, cost: Cost, borrower_name: str = _NOBODY) -> ContractNumbers:
    """Return what the contract form of an offer is filled with for one loan."""
    fees: list[Fee] = []
    if cost.upfront_fee.minor:
        fees.append(Fee("服务费", cost.upfront_fee.amount, _SERVICE_PAYEE, withheld=True))
    if cost.monthly_fees.minor:
        monthly = cost.instalments[0].fee.amount
        fees.append(Fee("会员服务费", monthly, _SERVICE_PAYEE, "instalment"))
    level = cost.instalments[0]
    last = cost.instalments[-1]
    return ContractNumbers(
        reference=new_reference("C"),
        lender_name=offer.lender.zh,
        borrower_name=borrower_name,
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


def contract_html(offer: Offer, cost: Cost, borrower_name: str = _NOBODY) -> str:
    """Return the contract of one loan as a page of HTML."""
    return templates.render(offer.template, numbers_of(offer, cost, borrower_name))


def contract_document(offer: Offer, amount: Money, on: date) -> Document:
    """Return the contract of one loan, nobody named yet, as it reads to the audit."""
    html = contract_html(offer, cost_of(offer, amount, on))
    return read(html.encode(), f"{offer.template.replace('/', '-')}.html")


def audit_document(offer: Offer, document: Document, on: date) -> Audit:
    """Audit a contract of an offer."""
    return audit((document,), as_of=on, jurisdiction="cn", lender_type=offer.lender_type)


def audit_form(offer: Offer, on: date) -> Audit:
    """Audit the form of an offer, filled for the smallest amount it lends."""
    return audit_document(offer, contract_document(offer, offer.at_least, on), on)


@lru_cache(_KEPT_MAX)
def check_numbers(offer: Offer, cost: Cost) -> tuple[ContractFinding, ...]:
    """Ask the numbers of one loan again; the form itself is audited once a version.

    The answer is kept for the next who asks for the same; nothing in it tells of a person.
    """
    shape = (offer.template, offer.form_version, offer.lender_type, offer.lender)
    findings = recheck_numbers(_audited(shape, cost.disbursed_on), numbers_of(offer, cost))
    return tuple(
        ContractFinding(finding.code, finding.title, grave=finding.severity in _GRAVE)
        for finding in findings
    )


@cache
def _audited(shape: tuple[str, int, str, Text], on: date) -> Audit:
    """Return the audit of a form's words; its numbers are replaced before they are asked."""
    template, version, lender_type, lender = shape
    nil = Decimal(0)
    product = Product(_NO_ID, _NO_ID, "form", lender, "cash")
    plain = Offer(
        id=_NO_ID,
        organisation_id=_NO_ID,
        product=product,
        lender=lender,
        lender_type=lender_type,
        code="form",
        at_least=Money.of("10000"),
        at_most=Money.of("10000"),
        months=12,
        monthly_rate=Decimal("0.01"),
        upfront_fee=nil,
        monthly_fee=nil,
        late_daily_rate=nil,
        stated_apr=Rate.percent("12"),
        template=template,
        form_version=version,
    )
    return audit_form(plain, on)
