"""The outcome of an audit, and the form in which it leaves the house."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from contracts.answers import Finding, Unsettled
from contracts.checks.cost import stated_rate
from contracts.disclosures import Disclosure
from contracts.early_exit import exits, worst_exit
from contracts.late_costs import lateness
from contracts.model import Contract, Term, TermName
from contracts.standards import ROUNDING_POINTS, RULE_PACK


@dataclass(frozen=True, slots=True)
class HiddenCost:
    """What is paid beyond the disclosed rate, in money at the start of the loan.

    Args:
        amount: negative when the loan costs less than disclosed.
        explained: what named fees make of it.
    """

    amount: Decimal
    explained: tuple[tuple[str, Decimal], ...]

    @property
    def unexplained(self) -> Decimal:
        """What no named fee explains."""
        return self.amount - sum((part for _, part in self.explained), Decimal(0))


@dataclass(frozen=True, slots=True)
class Audit:
    """A package, asked every question.

    Args:
        contract: the terms and flows that were asked.
        findings: the departures, in the order of the catalogue.
        unsettled: by code, what is missing for an answer.
        cleared: codes of the questions answered with nothing to report.
        disclosures: each required item and what the text says about it.
        hidden: None where the rate or the flows are not known.
        statement: the cost statement, as a plain structure.
        currency: of the amounts; "" when unknown.
    """

    contract: Contract
    findings: tuple[Finding, ...]
    unsettled: tuple[tuple[str, Unsettled], ...]
    cleared: tuple[str, ...]
    disclosures: tuple[Disclosure, ...]
    hidden: HiddenCost | None
    statement: dict[str, object] = field(default_factory=dict[str, object])
    currency: str = ""

    def as_dict(self) -> dict[str, object]:
        """Return the form of the interface."""
        contract = self.contract
        return {
            "package": _package(contract),
            "terms": [term.as_dict() for term in contract.terms if _shown(term)],
            "cash_flows": _flows(contract),
            "rates": _rates(contract),
            "hidden_cost": self._hidden(),
            "early_exit": _early_exit(contract),
            "lateness": _lateness(contract),
            "findings": [finding.as_dict() for finding in self.findings],
            "unsettled": [
                {"id": code, "missing": answer.missing} for code, answer in self.unsettled
            ],
            "cleared": list(self.cleared),
            "disclosures": [disclosure.as_dict() for disclosure in self.disclosures],
            "cost_statement": self.statement,
        }

    def _hidden(self) -> dict[str, object] | None:
        if self.hidden is None:
            return None
        return {
            "currency": self.currency,
            "amount": str(self.hidden.amount),
            "explained": [
                {"name": name, "amount": str(amount)} for name, amount in self.hidden.explained
            ],
            "unexplained": str(self.hidden.unexplained),
        }


def _shown(term: Term) -> bool:
    """Leave the borrower's name where it stands; the audit does not need it."""
    return term.name is not TermName.BORROWER


def _package(contract: Contract) -> dict[str, object]:
    lender = contract.first(TermName.LENDER)
    return {
        "files": [
            {
                "name": file.document.name,
                "sha256": file.document.sha256,
                "pages": len(file.document.pages),
                "language": file.document.language,
            }
            for file in contract.files
        ],
        "parties": {
            "lender": str(lender.value) if lender else None,
            "borrower_named": contract.first(TermName.BORROWER) is not None,
        },
        "jurisdiction": contract.jurisdiction.value if contract.jurisdiction else None,
        "lender_type": contract.lender_type.value if contract.lender_type else None,
        "contract_date": contract.made_on.isoformat() if contract.made_on else None,
        "rule_pack": dict(RULE_PACK),
    }


def _flows(contract: Contract) -> dict[str, object]:
    flows = contract.flows
    return {
        "complete": flows.complete,
        "missing": list(flows.missing),
        "advances": [
            {"date": on.isoformat(), "amount": str(amount)} for on, amount in flows.advances
        ],
        "payments": [
            {"date": on.isoformat(), "amount": str(amount)} for on, amount in flows.payments
        ],
        "assumptions": list(flows.assumptions),
    }


def _early_exit(contract: Contract) -> dict[str, object] | None:
    """Return what leaving after each payment costs; None where the numbers do not tell."""
    told = exits(contract)
    worst = worst_exit(told)
    if worst is None:
        return None
    return {
        "standard": contract.rates[0].standard,
        "worst_after": worst.after,
        "exits": [
            {
                "after": one.after,
                "balance": str(one.balance),
                "charge": str(one.charge),
                "unearned": str(one.unearned),
                "yearly_percent": None
                if one.yearly_percent is None
                else str(round(one.yearly_percent, 2)),
            }
            for one in told
        ],
    }


def _lateness(contract: Contract) -> list[dict[str, object]]:
    """Return what one instalment costs that is late, all charges of the contract together."""
    return [
        {
            "days": one.days,
            "instalment": str(one.instalment),
            "cost": str(one.cost),
            "yearly_percent": str(round(one.yearly_percent, 2)),
        }
        for one in lateness(contract)
    ]


def _interval(contract: Contract, standard: str) -> list[str] | None:
    bounds = contract.interval(standard)
    return None if bounds is None else [str(round(bound, 2)) for bound in bounds]


def _rates(contract: Contract) -> list[dict[str, object]]:
    stated = stated_rate(contract)
    answer: list[dict[str, object]] = []
    for rate in contract.rates:
        known = stated is not None and rate.apr_exact is not None
        difference = rate.apr_exact - stated.number if known and stated and rate.apr_exact else None
        answer.append(
            {
                "standard": rate.standard,
                "apr_percent": str(rate.apr_percent) if rate.apr_percent is not None else None,
                "stated_percent": str(stated.value) if stated else None,
                "difference_pp": str(round(difference, 4)) if difference is not None else None,
                "tolerance_pp": str(rate.tolerance_pp or ROUNDING_POINTS),
                "interval": _interval(contract, rate.standard),
                "reason": rate.reason.value if rate.reason else None,
            }
        )
    return answer
