"""One case thought through, once: permission, names, privacy, contract, fraud, credit, policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from consent.model import Refused
from consent.purposes import purpose_of
from core.dates import day_of
from core.errors import InvalidInput
from core.text import Text
from privacy.model import Sensitivity, Span
from scoring.model import CreditScore, FraudScore, Match, Query
from underwriting.cost import Cost, cost_of, rates_of
from underwriting.model import Action, Case, DecisionReason, NamesBand, Offer, Outcome
from underwriting.policy import ACTIONS, POLICY, WITH_CONTRACT_FINDINGS

REASONS_MAX = 4

_NEEDED = "permission"


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
    names = _screened(case, engines)
    warnings = _unneeded(engines.scan(case.applicant.note)) if case.applicant.note else ()
    cost = cost_of(case.offer, case.application.amount, day_of(case.application.created_at))
    findings = engines.check_numbers(case.offer, cost)
    fraud = engines.fraud(case, at)
    credit = engines.credit(case.credit_report)
    band = NamesBand.CLEAR if names == () else NamesBand.RESEMBLES
    action = ACTIONS[credit.band, fraud.band, band]
    if any(finding.grave for finding in findings):
        action = WITH_CONTRACT_FINDINGS[action]
    return Outcome(
        action=action,
        reasons=_reasons(action, credit, fraud, names, findings),
        policy=POLICY,
        credit=credit,
        fraud=fraud,
        names=names or (),
        rates=rates_of(cost),
        findings=tuple(finding.code for finding in findings),
        note_warnings=warnings,
    )


def _screened(case: Case, engines: Engines) -> tuple[Match, ...] | None:
    """Return who on the lists is called much the same; None when the name cannot be read.

    A name in a script the lists are not compared in, such as Tibetan, is for a person to check.
    """
    asked = Query(name=case.applicant.name, birth=_birth(case), country="CN")
    try:
        return engines.screen(asked)
    except InvalidInput:
        return None


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
    names: tuple[Match, ...] | None,
    findings: tuple[ContractFinding, ...],
) -> tuple[DecisionReason, ...]:
    """Return the reasons for anything but a yes, those for a person to settle first."""
    if action is Action.APPROVE:
        return ()
    told: list[DecisionReason] = []
    if names:
        text = Text(
            "您的姓名与一份公开名单上的名字相近，需要由人核对，通常是重名。",
            "Your name resembles one on a public list; a person checks, usually it is a namesake.",
        )
        told.append(DecisionReason("names.resembles", "names", text))
    if names is None:
        text = Text(
            "程序读不出您姓名的文字，无法与公开名单核对，需要由人核对。",
            "The program cannot read the script of your name; a person checks it against the"
            " public lists.",
        )
        told.append(DecisionReason("names.unread", "names", text))
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


def _birth(case: Case) -> str:
    """Return the day of birth an 18-digit identity number bears (GB 11643), or nothing."""
    digits = case.applicant.id_number[6:14]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 else ""
