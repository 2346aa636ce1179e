"""The one-page cost statement (综合融资成本明示表), rebuilt from what the contract says."""

from __future__ import annotations

from decimal import Decimal

from contracts.checks.asking import shown
from contracts.disclosures import Disclosure, State
from contracts.model import Contract, Term, TermName
from contracts.supplied_statement import compared
from core.text import Text

_TITLE = Text(
    zh="综合融资成本明示表（根据合同重建）", en="All-in cost statement, rebuilt from the contract"
)
_INTEREST = Text(zh="利息", en="Interest")


def cost_statement(
    contract: Contract, told: tuple[Disclosure, ...], currency: str
) -> dict[str, object]:
    """Return the statement as a plain structure; what could not be read is listed as missing."""
    flows = contract.flows
    fees = [_fee(contract, fee, amount) for fee, amount in flows.fees]
    interest = flows.paid - flows.principal - _with_payments(contract)
    missing = list(flows.missing)
    missing += [f"payee of {fee.label}" for fee, _ in flows.fees if not fee.payee]
    nothing_else = any(d.item.code == "nothing_else" and d.state is State.PRESENT for d in told)
    return {
        "title": _TITLE.as_dict(),
        "currency": currency,
        "principal": str(flows.principal),
        "received": str(flows.received),
        "payments": len(flows.payments),
        "paid_in_all": str(flows.paid),
        "items": [*([_interest(contract, interest)] if flows.payments else []), *fees],
        "all_in_percent": {
            rate.standard: str(rate.apr_percent) if rate.apr_percent is not None else None
            for rate in contract.rates
        },
        "contingent": [
            _contingent(charge)
            for name in (TermName.LATE_CHARGE, TermName.PREPAYMENT_CHARGE)
            for charge in contract.all(name)
        ],
        "states_nothing_else": nothing_else,
        "compared": [line.as_dict() for line in compared(contract)],
        "complete": not missing,
        "missing": missing,
    }


def _with_payments(contract: Contract) -> Decimal:
    """Return what of the payments is a named fee."""
    repeated = (amount for fee, amount in contract.flows.fees if fee.period != "once")
    return sum(repeated, Decimal(0))


def _interest(contract: Contract, amount: Decimal) -> dict[str, object]:
    rate = contract.first(TermName.INTEREST_RATE)
    lender = contract.first(TermName.LENDER)
    method = contract.first(TermName.METHOD)
    return {
        "name": _INTEREST.as_dict(),
        "method": str(method.value) if method else "",
        "rate": f"{rate.value} % / {rate.period}" if rate else "",
        "amount": str(amount),
        "payee": str(lender.value) if lender else "",
        "source": rate.source.as_dict() if rate and rate.source else None,
    }


def _fee(contract: Contract, fee: Term, amount: Decimal) -> dict[str, object]:
    rate = f"{fee.value} % of {fee.base}" if fee.unit == "percent" else ""
    principal = contract.flows.principal
    share = amount / principal * 100 if principal else Decimal(0)
    return {
        "name": {"zh": fee.label, "en": fee.label},
        "method": fee.condition or fee.period,
        "rate": rate,
        "amount": str(amount),
        "share_of_principal_percent": shown(share),
        "payee": fee.payee,
        "source": fee.source.as_dict() if fee.source else None,
    }


def _contingent(charge: Term) -> dict[str, object]:
    return {
        "name": charge.name.value,
        "charge": f"{charge.value} {charge.unit}".strip(),
        "base": charge.base,
        "period": charge.period,
        "payee": charge.payee,
        "source": charge.source.as_dict() if charge.source else None,
    }
