"""A case as its page shows it: scores with what they rest on, masked fields, steps with proofs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from consent.model import Permitted, Refused
from consent.purposes import purpose_of
from contracts.checks.table import CHECKS
from core.money import Rate
from core.text import Text, filled
from evidence.kinds import kind_of
from evidence.model import Entry
from scoring import scorecard
from scoring.fraud_rules import RULES
from underwriting.casework import CaseFile, Verdict
from underwriting.model import Action, State
from underwriting.verdict_reasons import VERDICT_REASONS
from webapp import lender_words as words
from webapp.masking import Scan, masked_fields
from webapp.navigation import DECISIONS
from webapp.views.cases import CasePage, ReviewForm, Score
from webapp.views.shared import Link, Notice, Problem, Reason, Step, Tag, Tone

_TITLES = {check.code: check.title for check in CHECKS}


@dataclass(frozen=True, slots=True)
class SentBack:
    """A decision that was not taken: what was wrong, what was written, whether the case moved."""

    problems: tuple[Problem, ...] = ()
    entered: Mapping[str, str] = field(default_factory=dict[str, str])
    stale: bool = False


_NOTHING_SENT = SentBack()


def case_page(case: CaseFile, scan: Scan, sent: SentBack = _NOTHING_SENT) -> CasePage:
    """Return the page of one case.

    Args:
        case: as it was read through the gate.
        scan: finds personal data in the applicant's note.
        sent: a decision that was just sent and not taken.
    """
    application, machine = case.application, case.machine
    person = next((one for one in reversed(case.reviews) if one.decided_at is not None), None)
    path = f"{DECISIONS}/{application.reference}"
    return CasePage(
        reference=application.reference,
        title=_title(case),
        outcome=words.STATES[application.state],
        received_at=application.created_at,
        product=case.offer.product.name,
        amount=application.amount,
        months=application.months,
        machine_outcome=words.ACTIONS[machine.action] if machine else words.NOT_ASKED,
        machine_rule=_rule(machine),
        machine_at=machine.decided_at if machine else None,
        scores=_scores(machine.details) if machine else (),
        reasons=_reasons(machine),
        fields=masked_fields(case, scan),
        consents=tuple((purpose.name, _consent(answer)) for purpose, answer in case.consents),
        contract_findings=_findings(machine, path),
        rates=_rates(machine),
        person_outcome=words.ACTIONS[person.action.value] if person and person.action else None,
        person_words=(person.note_masked or "") if person else "",
        review=_form(case, path, sent),
        paused=_notice(case, stale=sent.stale),
        steps=tuple(_step(entry, path) for entry in case.entries),
        joint=tuple(Link(Text(one, one), f"{DECISIONS}/{one}") for one in case.joint),
        list_href=DECISIONS,
    )


def _title(case: CaseFile) -> Text:
    state = case.application.state
    if state is not State.IN_REVIEW:
        return words.TITLES[state]
    if not _asked_by_machine(case):
        return words.TITLE_ASKED
    reasons: list[Any] = case.machine.details["reasons"] if case.machine else []
    if not reasons:
        return words.TITLE_IN_REVIEW
    first = words.text_of(reasons[0]["text"])
    reason = Text(first.zh.rstrip("。"), first.en.rstrip("."))
    return filled(words.TITLE_REFERRED, reason=reason)


def _asked_by_machine(case: CaseFile) -> bool:
    return bool(case.reviews) and case.reviews[-1].asked_by == "machine"


def _rule(machine: Verdict | None) -> Text:
    if machine is None:
        return words.NO_VERDICT
    details = machine.details
    if not details["credit"] or not details["fraud"]:
        return filled(words.RULE_PAUSED, policy=machine.policy)
    return filled(
        words.RULE,
        policy=machine.policy,
        credit=words.CREDIT[details["credit"]["band"]].word,
        fraud=words.FRAUD[details["fraud"]["band"]].word,
        names=words.NAMES[_names_band(details)].word,
        action=words.ACTIONS[machine.action].word,
    )


def _scores(details: Mapping[str, Any]) -> tuple[Score, ...]:
    credit, fraud = details["credit"], details["fraud"]
    if not credit or not fraud:
        return ()
    names: list[Any] = details["names"]
    points = Decimal(credit["points"])
    share = f"{100 * float(credit['probability']):.1f}"
    fired = len(fraud["fired"])
    return (
        Score(
            words.CREDIT_LABEL,
            filled(words.CREDIT_VALUE, points=f"{points:.0f}", share=share),
            words.CREDIT[credit["band"]],
            Text(credit["model"], credit["model"]),
            position_of(points, credit["model"]),
            words.TRAINED_ON,
        ),
        Score(
            words.FRAUD_LABEL,
            filled(words.FRAUD_VALUE, fired=str(fired), points=str(fraud["points"])),
            words.FRAUD[fraud["band"]],
            words.FRAUD_SOURCE,
            details=(*(_fired(rule) for rule in fraud["fired"]), *_unanswered(fraud)),
        ),
        Score(
            words.NAMES_LABEL,
            filled(words.NAMES_VALUE, matches=str(len(names))),
            words.NAMES[_names_band(details)],
            words.NAMES_SOURCE,
            details=tuple(_match(match) for match in names),
        ),
    )


def _names_band(details: Mapping[str, Any]) -> str:
    """Return what the lists said; decisions of before it was kept tell it by their matches."""
    return details.get("names_band") or ("resembles" if details["names"] else "clear")


@cache
def _scale() -> tuple[str, Decimal, Decimal]:
    """Return the shipped card's model name with the least and the most points it gives."""
    card = scorecard.load()
    model = f"{card.name}@{card.digest[:12]}"
    floors = [least for _, least in card.bands if least is not None]
    # The lowest band has no floor of its own: it is drawn as wide as the middle one.
    return model, 2 * floors[-1] - floors[0], card.best


def position_of(points: Decimal, model: str) -> float | None:
    """Return where points lie on the card's scale, 0 to 1; None for another model's points."""
    name, least, most = _scale()
    if model != name:
        return None
    return float(min(max((points - least) / (most - least), Decimal(0)), Decimal(1)))


def _fired(rule: Mapping[str, Any]) -> Text:
    values = ", ".join(f"{name} {value}" for name, value in rule["values"].items())
    title = words.text_of(rule["title"])
    return Text(f"{title.zh}（{rule['code']}：{values}）", f"{title.en} ({rule['code']}: {values})")


def _unanswered(fraud: Mapping[str, Any]) -> tuple[Text, ...]:
    """Say which rules could not be asked, so that silence is not read as a clear answer."""
    titles = {rule.code: rule.title for rule in RULES}
    return tuple(
        filled(words.UNANSWERED, title=titles.get(code, Text(code, code)), code=code)
        for code in fraud.get("unsettled", ())
    )


def _match(match: Mapping[str, str]) -> Text:
    return filled(
        words.MATCH, list=match["list"].upper(), entry=match["entry"], score=match["score"]
    )


def _reasons(machine: Verdict | None) -> tuple[Reason, ...]:
    if machine is None:
        return ()
    return tuple(
        Reason(
            words.text_of(reason["text"]),
            filled(words.REASON_FROM[reason["source"]], code=reason["code"]),
        )
        for reason in machine.details["reasons"]
    )


def _rates(machine: Verdict | None) -> tuple[tuple[Text, Rate], ...]:
    rates: Mapping[str, str] = machine.details["rates"] if machine else {}
    return tuple(
        (words.STANDARDS[code], Rate.percent(rates[code]))
        for code in words.STANDARDS
        if code in rates
    )


def _findings(machine: Verdict | None, path: str) -> tuple[Link, ...]:
    codes: list[str] = machine.details["findings"] if machine else []
    found = tuple(
        Link(
            Text(f"{code} {_TITLES[code].zh}", f"{code} {_TITLES[code].en}"),
            f"{path}/contract#{code.lower()}",
        )
        for code in codes
    )
    return (*found, Link(words.WHOLE_CONTRACT, f"{path}/contract"))


def _consent(answer: Permitted | Refused) -> Tag:
    if isinstance(answer, Permitted):
        return words.AGREED
    return words.CONSENT_STATES.get(answer.code) or Tag(words.GATE[answer.code], Tone.WARN)


def _form(case: CaseFile, path: str, sent: SentBack) -> ReviewForm | None:
    if case.application.state is not State.IN_REVIEW:
        return None
    return ReviewForm(
        action=path,
        version=case.application.version,
        outcomes=words.OUTCOMES,
        reasons=tuple((reason.code, reason.text) for reason in VERDICT_REASONS),
        problems=sent.problems,
        outcome=sent.entered.get("outcome", ""),
        reason=sent.entered.get("reason", ""),
        words=sent.entered.get("words", ""),
    )


def _notice(case: CaseFile, *, stale: bool) -> Notice | None:
    if stale:
        return Notice(Tone.WARN, words.STALE)
    if case.application.state is not State.PAUSED:
        return None
    purpose = purpose_of(case.application.paused_for or "")
    name = purpose.name if purpose else words.STATES[State.PAUSED].word
    return Notice(Tone.WARN, words.PAUSED, filled(words.PAUSED_BODY, purpose=name))


def _step(entry: Entry, path: str) -> Step:
    number = entry.number
    proof = None
    if number is not None:
        label = filled(words.PROOF, number=str(number))
        proof = Link(label, f"{path}/proof/{entry.id}")
    return Step(
        kind_of(entry.kind).title,
        entry.at,
        _told(entry.payload) if number is not None else words.NOT_SEALED,
        proof=proof,
    )


def _told(payload: Mapping[str, object] | None) -> Text | None:
    action = payload.get("action") if payload else None
    return (
        words.ACTIONS[action].word if isinstance(action, str) and action in words.ACTIONS else None
    )


def verdict_action(value: str) -> Action | None:
    """Return what an officer chose; None when it is neither of the two."""
    return next(
        (action for action in (Action.APPROVE, Action.DECLINE) if action.value == value), None
    )
