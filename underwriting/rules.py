"""One case thought through, once: permission, names, privacy, contract, fraud, credit, policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from consent.model import Refused
from consent.purposes import purpose_of
from core.dates import day_of
from core.text import Text
from privacy.model import Sensitivity, Span
from scoring import name_forms
from scoring.model import CreditScore, FraudScore, Match, Query
from underwriting.cost import Cost, cost_of, rates_of
from underwriting.model import Action, Case, DecisionReason, NamesBand, Offer, Outcome
from underwriting.policy import ACTIONS, POLICY, WITH_CONTRACT_FINDINGS

REASONS_MAX = 4

_NEEDED = "permission"
# Source: PIPL 24(3), the right to refuse a decision made by machine alone.
_ASKED_FOR = DecisionReason(
    "permission.HUMAN_ONLY",
    _NEEDED,
    Text(
        "您要求不只由机器决定，所以由人来看。",
        "You want no machine to decide alone, so a person looks.",
    ),
)
_NAMES: dict[NamesBand, Text] = {
    NamesBand.RESEMBLES: Text(
        "您的姓名与一份公开名单上的名字相近，需要由人核对，通常是重名。",
        "Your name resembles one on a public list; a person checks, usually it is a namesake.",
    ),
    NamesBand.UNSETTLED: Text(
        "您的姓名里有机器读不懂的文字，没能与公开名单核对，需要由人核对。",
        "Your name has letters the machine cannot read, so it was not compared with the public"
        " lists; a person does that.",
    ),
}


@dataclass(frozen=True, slots=True)
class ContractFinding:
    """A finding on the numbers of the contract: its code, title, and whether it is grave."""

    code: str
    title: Text
    grave: bool


@dataclass(frozen=True, slots=True)
class Engines:
    """What thinking asks: each a pure question, put together once by `workers.engines`.

    Args:
        credit: a credit report's columns to a score.
        fraud: the case and the instant to a score; counts the application as it answers.
        screen: a name against the watchlists.
        scan: personal data in a text.
        check_numbers: the contract's findings on an offer and the cost of one loan.
    """

    credit: Callable[[Mapping[str, float | int]], CreditScore]
    fraud: Callable[[Case, datetime], FraudScore]
    screen: Callable[[Query], tuple[Match, ...]]
    scan: Callable[[str], tuple[Span, ...]]
    check_numbers: Callable[[Offer, Cost], tuple[ContractFinding, ...]]


def think(case: Case, engines: Engines, at: datetime) -> Outcome | None:
    """Say what is to be done with a case, and why.

    Returns:
        None while the credit report has not come. A missing permission pauses; it never declines.
    """
    refused = next((answer for answer in case.permissions if isinstance(answer, Refused)), None)
    if refused is not None:
        return _paused(refused)
    if case.credit_report is None:
        return None
    band, names = _screened(case, engines)
    warnings = _unneeded(engines.scan(case.applicant.note)) if case.applicant.note else ()
    cost = cost_of(case.offer, case.application.amount, day_of(case.application.created_at))
    findings = engines.check_numbers(case.offer, cost)
    fraud = engines.fraud(case, at)
    credit = engines.credit(case.credit_report)
    action = ACTIONS[credit.band, fraud.band, band]
    if any(finding.grave for finding in findings):
        action = WITH_CONTRACT_FINDINGS[action]
    reasons = _reasons(action, credit, fraud, band, findings)
    if case.human_only and action in (Action.APPROVE, Action.DECLINE):
        action, reasons = Action.REFER, (_ASKED_FOR, *reasons)[:REASONS_MAX]
    return Outcome(
        action=action,
        reasons=reasons,
        policy=POLICY,
        credit=credit,
        fraud=fraud,
        names=names,
        names_band=band,
        rates=rates_of(cost),
        findings=tuple(finding.code for finding in findings),
        note_warnings=warnings,
    )


def _paused(refused: Refused) -> Outcome:
    purpose = purpose_of(refused.purpose)
    name = purpose.name if purpose else Text(refused.purpose, refused.purpose)
    text = Text(
        zh=f"申请在等您同意“{name.zh}”。同意后会继续办理；没有同意不会导致拒绝。",
        en=(
            f"The application waits for your yes to “{name.en}”. It then goes on; it is not"
            " declined for want of it."
        ),
    )
    reason = DecisionReason(f"{_NEEDED}.{refused.code}", _NEEDED, text)
    return Outcome(
        action=Action.PAUSE, reasons=(reason,), policy=POLICY, paused_for=refused.purpose
    )


def _reasons(
    action: Action,
    credit: CreditScore,
    fraud: FraudScore,
    names: NamesBand,
    findings: tuple[ContractFinding, ...],
) -> tuple[DecisionReason, ...]:
    """Return the reasons for anything but a yes, those for a person to settle first."""
    if action is Action.APPROVE:
        return ()
    told: list[DecisionReason] = []
    if names in _NAMES:
        told.append(DecisionReason(f"names.{names.value}", "names", _NAMES[names]))
    told += [DecisionReason(rule.code, "fraud", rule.title) for rule in fraud.fired]
    told += [
        DecisionReason(finding.code, "contract", finding.title)
        for finding in findings
        if finding.grave
    ]
    told += [DecisionReason(reason.code, "credit", reason.text) for reason in credit.reasons]
    return tuple(told[:REASONS_MAX])


def _unneeded(spans: tuple[Span, ...]) -> tuple[str, ...]:
    """Return the kinds of sensitive data a note holds, which no lending purpose needs."""
    harmless = {Sensitivity.GENERAL, Sensitivity.ORGANISATION}
    return tuple(sorted({span.label.value for span in spans if span.sensitivity not in harmless}))


def _screened(case: Case, engines: Engines) -> tuple[NamesBand, tuple[Match, ...]]:
    """Compare the name with the lists, as far as it can be read; silence about the rest is no no.

    A part that can be read may still match; that nothing matches says something of a whole name
    only.
    """
    name = case.applicant.name
    query = Query(name=name, birth=_birth(case), country=_country(case))
    matches = engines.screen(query) if name_forms.tokens(name) else ()
    if matches:
        return NamesBand.RESEMBLES, matches
    return (NamesBand.CLEAR if name_forms.readable(name) else NamesBand.UNSETTLED), ()


def _country(case: Case) -> str:
    """Return the country an identity number speaks for, or nothing.

    Numbers that begin with 9 are those of foreigners who live in China for good.
    """
    return "" if case.applicant.id_number.startswith("9") else "CN"


def _birth(case: Case) -> str:
    """Return the day of birth an 18-digit identity number bears (GB 11643), or nothing."""
    digits = case.applicant.id_number[6:14]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 else ""
