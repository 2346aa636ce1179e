"""Requests on an officer's desk: the queue by the day each is due, one case with all it needs."""

from __future__ import annotations

from datetime import datetime

from consent import limits, request_store
from consent.categories import CATEGORIES
from consent.request_law import clock_of
from consent.requests import (
    HANDED_OUT,
    KIND_NAMES,
    Details,
    Kind,
    Request,
    State,
    may_extend,
    overdue,
    reason_of,
    reasons_for,
)
from core.access import Access
from core.errors import CandorError
from core.text import Text
from database.transaction import Database
from reporting import export_store
from reporting.export_service import bound
from underwriting import corrections, erasing, limiting, matching
from webapp import rights_words as words
from webapp.navigation import REQUESTS
from webapp.rights_pages import copies, state_of, statement_link, steps_of
from webapp.views.rights import (
    AnswerForm,
    Fact,
    KeptLine,
    QueueLine,
    RequestCasePage,
    RequestsPage,
)
from webapp.views.shared import Problem

_GRANT: dict[Kind, Text] = {
    Kind.CORRECT: Text("改正并答复", "Correct it and answer"),
    Kind.ERASE: Text("删除并答复", "Erase and answer"),
    Kind.RESTRICT: Text("暂停使用并答复", "Restrict and answer"),
    Kind.OBJECT: Text("改由人决定并答复", "Hand to people and answer"),
    Kind.EXPORT: Text("制作副本并答复", "Make the copy and answer"),
    Kind.ACCESS_LOG: Text("制作清单并答复", "Make the list and answer"),
    Kind.EXPLAIN: Text("制作说明并答复", "Make the explanation and answer"),
}
_CODED = frozenset({"field", "authority"})
_NO_DAY = Text("争议结束为止", "until the dispute ends")


def queue_page(database: Database, access: Access, at: datetime) -> RequestsPage:
    """Return the queue of a lender, what is overdue first."""
    with database.transaction(bound(access)) as tx:
        waiting = request_store.open_requests(tx)
        closed = request_store.closed_requests(tx)
    late = sum(overdue(one, at) for one in waiting)
    title = Text(
        f"{len(waiting)} 个请求等待答复" + (f"，其中 {late} 个已超期" if late else ""),
        f"Requests waiting for an answer: {len(waiting)}" + (f", {late} overdue" if late else ""),
    )
    return RequestsPage(
        title if waiting else Text("没有等待答复的请求", "No request waits for an answer"),
        tuple(_line(one, at) for one in waiting),
        tuple(_line(one, at) for one in closed),
    )


def case_page(
    database: Database, access: Access, reference: str, at: datetime, *problems: Problem
) -> RequestCasePage:
    """Return one request with what its officer needs to answer it.

    Raises:
        NotFound: there is no such request here.
    """
    with database.transaction(bound(access)) as tx:
        made = request_store.request_of(tx, reference)
        details = request_store.details_of(tx, made)
        events = request_store.events_of(tx, made)
        said = request_store.answer_of(tx, made)
        has_copy = export_store.expiry_of(tx, made, at) is not None and made.person_id is None
        hold = limits.held(tx, made.subject_id) if made.subject_id else None
    here = f"{REQUESTS}/{reference}"
    clock = clock_of(made.clock)
    planned = _plan(database, access, made, at)
    return RequestCasePage(
        title=KIND_NAMES[made.kind],
        reference=reference,
        asker=words.ASKERS[made.asker],
        state=state_of(made, at),
        overdue=overdue(made, at),
        asked_at=made.asked_at,
        due_at=made.due_at,
        law=clock.law,
        steps=steps_of(made, events),
        written=_written(details),
        held=_held(database, access, made, at),
        plan_goes=None if planned is None else tuple(_category(one) for one in planned.goes),
        plan_kept=() if planned is None else tuple(_kept(one) for one in planned.kept),
        plan_open=0 if planned is None else planned.open_applications,
        candidates=_candidates(database, access, made, at),
        prove=f"{here}/prove" if made.state is State.CHECKING else "",
        extend=f"{here}/extend" if may_extend(made, clock) and not overdue(made, at) else "",
        answer=_form(made, here) if made.is_open else None,
        outcome=None if made.outcome is None else words.OUTCOMES[made.outcome],
        reasons=tuple(reason_of(one).text for one in made.reasons),
        words=said,
        copies=copies(here) if has_copy else (),
        statement=statement_link(made, here),
        hold=hold,
        hold_action=f"{here}/hold" if made.subject_id and made.is_open else "",
        problems=problems,
    )


def _line(made: Request, at: datetime) -> QueueLine:
    return QueueLine(
        reference=made.reference,
        href=f"{REQUESTS}/{made.reference}",
        kind=KIND_NAMES[made.kind],
        asker=words.ASKERS[made.asker],
        state=state_of(made, at),
        asked_at=made.asked_at,
        due_at=made.due_at,
        overdue=overdue(made, at),
    )


def _written(details: Details | None) -> tuple[Fact, ...]:
    if details is None:
        return ()
    coded = {one.code: one.name for one in corrections.FIELDS} | dict(words.AUTHORITIES)
    return tuple(
        Fact(label, coded.get(value, Text(value, value)) if name in _CODED else Text(value, value))
        for name, label in words.FACTS.items()
        if (value := getattr(details, name))
    )


def _held(
    database: Database, access: Access, made: Request, at: datetime
) -> tuple[str, ...] | None:
    """Return what is held in the field to be corrected; None where none is asked for."""
    if made.kind is not Kind.CORRECT or made.state is not State.WORKING:
        return None
    try:
        return corrections.held_values(database, access, made.reference, at)
    except CandorError:
        return ()


def _plan(database: Database, access: Access, made: Request, at: datetime) -> erasing.Plan | None:
    if made.kind is not Kind.ERASE or made.state is not State.WORKING:
        return None
    return erasing.plan_for(database, access, made.reference, at)


def _candidates(
    database: Database, access: Access, made: Request, at: datetime
) -> tuple[tuple[str, Text], ...]:
    if made.state is not State.CHECKING:
        return ()
    return tuple(
        (str(one.subject_id), _candidate(one))
        for one in matching.candidates(database, access, made.reference, at)
    )


def _candidate(one: matching.Candidate) -> Text:
    zh = "，证件号码由其本人填写" if one.typed_by_themselves else ""
    en = ", typed the number themselves" if one.typed_by_themselves else ""
    return Text(f"{one.reference}（{one.name}{zh}）", f"{one.reference} ({one.name}{en})")


def _form(made: Request, here: str) -> AnswerForm:
    ready = made.state is State.WORKING
    doable = made.kind in HANDED_OUT or made.kind in limiting.LIMITS or made.kind in _GRANT
    return AnswerForm(
        action=f"{here}/answer",
        grant=_GRANT[made.kind] if ready and doable else None,
        reasons=tuple((one.code.value, one.text) for one in reasons_for(made.kind)),
    )


def _kept(one: erasing.Kept) -> KeptLine:
    until = _NO_DAY if one.until is None else Text(one.until.isoformat(), one.until.isoformat())
    return KeptLine(_category(one.category), one.law, one.verified, until)


def _category(code: str) -> Text:
    return next(one.name for one in CATEGORIES if one.code == code)
