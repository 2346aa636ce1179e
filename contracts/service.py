"""The verbs: audit a package, ask the numbers of one application again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from apr.model import DatedAmount, RateResult
from apr.rates import hidden_cost, rate_of
from contracts.answers import Answer, Check, Clear, Departure, Finding, Unsettled
from contracts.audit import Audit, HiddenCost
from contracts.cash_flows import build
from contracts.checks.cost import stated_rate
from contracts.checks.officers import FOR_OFFICER
from contracts.checks.table import CHECKS
from contracts.cost_statement import cost_statement
from contracts.disclosures import disclosures
from contracts.intervals import intervals
from contracts.law.table import awaiting_lender, legal_bases
from contracts.model import CashFlows, Contract, Jurisdiction, LenderType, Term, TermName
from contracts.numbers import ContractNumbers, terms_of
from contracts.standards import STANDARDS_OF, STANDARDS_UNKNOWN
from contracts.structure.reading import structures
from contracts.terms.parties import jurisdiction_of, lender_type_of
from contracts.terms.reading import currency_of, read_terms
from core.errors import InvalidInput
from core.money import Rate
from documents.model import Document

_CENT = Decimal("0.01")


def audit(
    files: Sequence[Document],
    *,
    as_of: date,
    jurisdiction: Jurisdiction | str | None = None,
    lender_type: LenderType | str | None = None,
) -> Audit:
    """Ask a package of documents every question.

    Args:
        files: the loan with its side agreements, as one package.
        as_of: stands for the contract's day where the text names none.
        jurisdiction: read from the text when left out.
        lender_type: read from the lender's name when left out.

    Raises:
        ValueError: the jurisdiction or the lender type is none of the known ones.
    """
    built = structures(files)
    texts = tuple(one.file for one in built)
    terms = read_terms(texts)
    where = Jurisdiction(jurisdiction) if jurisdiction else jurisdiction_of(texts)
    lender = LenderType(lender_type) if lender_type else lender_type_of(terms)
    made_on = next((t.value for t in terms if t.name is TermName.CONTRACT_DATE), None)
    contract = Contract(
        files=texts,
        terms=terms,
        jurisdiction=where,
        lender_type=lender,
        made_on=made_on if isinstance(made_on, date) else None,
        as_of=as_of,
        structures=built,
    )
    return _outcome(_with_rates(contract, as_of), as_of)


def recheck_numbers(form_audit: Audit, numbers: ContractNumbers) -> tuple[Finding, ...]:
    """Ask only the questions about numbers again, for one application of an audited form.

    The clauses of the form stay as they were audited; its own numbers are replaced.
    """
    given = terms_of(numbers)
    replaced = {term.name for term in given}
    replaced |= {TermName.FEE, TermName.PAYMENT, TermName.NET_PROCEEDS, TermName.LAST_INSTALMENT}
    kept = tuple(term for term in form_audit.contract.terms if term.name not in replaced)
    contract = replace(
        form_audit.contract,
        terms=given + kept,
        lender_type=numbers.lender_type or form_audit.contract.lender_type,
        made_on=numbers.contract_date,
    )
    contract = _with_rates(contract, numbers.contract_date)
    numeric = tuple(check for check in CHECKS if check.numeric)
    answers = ((check, check.ask(contract)) for check in numeric)
    return tuple(
        _finding(check, answer, contract, numbers.contract_date)
        for check, answer in answers
        if isinstance(answer, Departure)
    )


def _with_rates(contract: Contract, fallback_day: date) -> Contract:
    flows = build(contract.terms, contract.made_on or fallback_day)
    where = contract.jurisdiction
    standards = STANDARDS_OF[where] if where else STANDARDS_UNKNOWN
    rates = tuple(_rate(flows, code) for code in standards) if flows.payments else ()
    bounds = intervals(contract.terms, contract.made_on or fallback_day, standards)
    return replace(contract, flows=flows, rates=rates, intervals=bounds)


def _rate(flows: CashFlows, standard: str) -> RateResult:
    advances, payments = _dated(flows)
    return rate_of(advances, payments, standard)


def _dated(flows: CashFlows) -> tuple[list[DatedAmount], list[DatedAmount]]:
    advances = [DatedAmount(on, amount) for on, amount in flows.advances]
    return advances, [DatedAmount(on, amount) for on, amount in flows.payments]


def _outcome(contract: Contract, as_of: date) -> Audit:
    on = contract.made_on or as_of
    answers: list[tuple[Check, Answer]] = [(check, check.ask(contract)) for check in CHECKS]
    told = disclosures(contract, on)
    currency = currency_of(contract.terms)
    return Audit(
        contract=contract,
        findings=tuple(
            _finding(check, answer, contract, on)
            for check, answer in answers
            if isinstance(answer, Departure)
        ),
        unsettled=tuple(
            (check.code, answer) for check, answer in answers if isinstance(answer, Unsettled)
        ),
        cleared=tuple(check.code for check, answer in answers if isinstance(answer, Clear)),
        disclosures=told,
        hidden=_hidden(contract),
        statement=cost_statement(contract, told, currency),
        currency=currency,
    )


def _finding(check: Check, answer: Departure, contract: Contract, on: date) -> Finding:
    codes = answer.basis if answer.basis is not None else check.basis
    return Finding(
        code=check.code,
        severity=answer.severity or check.severity,
        title=check.title,
        explanation=answer.explanation,
        evidence=tuple(dict.fromkeys(answer.evidence)),
        computation=answer.computation,
        legal_basis=legal_bases(codes, contract.jurisdiction, on, contract.lender_type),
        confidence=answer.confidence,
        would_settle=answer.would_settle,
        for_officer=FOR_OFFICER[check.code],
        by_lender=() if contract.lender_type else awaiting_lender(codes, contract.jurisdiction, on),
    )


def _hidden(contract: Contract) -> HiddenCost | None:
    """Work out what is paid beyond the disclosed rate, and which named fees explain it."""
    stated = stated_rate(contract)
    flows = contract.flows
    if stated is None or not flows.payments or not flows.received:
        return None
    standard = contract.rates[0].standard
    if stated.condition == "compound" and contract.jurisdiction is Jurisdiction.CN:
        standard = "cn-irr"
    advances, payments = _dated(flows)
    disclosed = Rate.percent(stated.number)
    try:
        amount = hidden_cost(advances, payments, disclosed, standard)
        explained = [
            (fee.label, _present(flows, fee, total, disclosed, standard))
            for fee, total in flows.fees
        ]
    except InvalidInput:
        # Where fees take all that is lent, or all is due on the day it is paid out, nothing is
        # lent over any time: no rate exists, and the findings about fees and flows say why.
        return None
    return HiddenCost(amount, tuple(explained))


def _present(
    flows: CashFlows, fee: Term, total: Decimal, disclosed: Rate, standard: str
) -> Decimal:
    """Return what a fee is worth at the start; one that comes with each payment is discounted."""
    if fee.period == "once":
        return total
    each = total / len(flows.payments)
    advances, payments = _dated(flows)
    without = [DatedAmount(item.on, item.amount - each) for item in payments]
    whole = hidden_cost(advances, payments, disclosed, standard)
    less = hidden_cost(advances, without, disclosed, standard)
    return (whole - less).quantize(_CENT, ROUND_HALF_UP)
