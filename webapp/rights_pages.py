"""Requests as their own makers see them: the seven rights, one form each, one page a request."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from consent.limits import Limit
from consent.looking import Lender
from consent.request_law import clock_for, clock_of
from consent.requests import (
    AT_ONCE,
    KIND_NAMES,
    Event,
    Kind,
    Outcome,
    Request,
    overdue,
    reason_of,
)
from core.dates import day_of
from core.text import Text, filled
from underwriting.corrections import FIELDS
from underwriting.limiting import LIMITS
from webapp import rights_words as words
from webapp.navigation import MY_RIGHTS
from webapp.views.rights import MyRequestPage, RequestLine, Right, RightFormPage
from webapp.views.shared import FormButton, Link, Problem, Step, Tag

_FORMS = (
    ("json", Text("数据文件（JSON）", "Data file (JSON)")),
    ("csv", Text("表格（CSV 压缩包）", "Tables (CSV in a ZIP)")),
    ("pdf", Text("可读的 PDF", "Readable PDF")),
)
_LIFT = {
    Limit.RESTRICTED: Text("解除暂停", "Lift the restriction"),
    Limit.HUMAN_ONLY: Text("允许机器单独决定", "Let the machine decide alone again"),
}


def rights_of(
    lender: Lender, jurisdiction: str, mine: Iterable[Request], limits: Iterable[Limit]
) -> tuple[Right, ...]:
    """Return the seven things one may ask of a lender, with what is open and what stands."""
    waiting = {one.kind: one for one in mine if one.is_open}
    standing = set(limits)
    return tuple(_right(kind, lender, jurisdiction, (waiting.get(kind), standing)) for kind in Kind)


def _right(
    kind: Kind, lender: Lender, jurisdiction: str, now: tuple[Request | None, set[Limit]]
) -> Right:
    waiting, standing = now
    limit = LIMITS.get(kind)
    lift = None
    if limit in standing and limit is not None:
        lift = FormButton(_LIFT[limit], f"{MY_RIGHTS}/{lender.id}/lift", (("limit", limit.value),))
    law = words.RIGHT_LAW[kind] if jurisdiction == "cn" else Text("", "")
    return Right(
        title=KIND_NAMES[kind],
        plain=words.PLAIN[kind],
        law=law,
        href=f"{MY_RIGHTS}/{lender.id}/{kind.value}",
        open_href=f"{MY_RIGHTS}/requests/{waiting.reference}" if waiting else "",
        lift=lift,
    )


def line(request: Request, lender: Text, at: datetime) -> RequestLine:
    """Return one request of the list."""
    return RequestLine(
        reference=request.reference,
        kind=KIND_NAMES[request.kind],
        lender=lender,
        state=state_of(request, at),
        asked_at=request.asked_at,
        due_at=request.due_at if request.is_open else None,
        href=f"{MY_RIGHTS}/requests/{request.reference}",
    )


def state_of(request: Request, at: datetime) -> Tag:
    """Return how a request stands, by the clock of now."""
    if overdue(request, at):
        return words.OVERDUE
    return words.STATES[request.state]


def form_page(
    kind: Kind, lender: Lender, jurisdiction: str, at: datetime, *problems: Problem
) -> RightFormPage:
    """Return the form of one request."""
    clock = clock_for(jurisdiction, kind.value, day_of(at))
    steps = [
        Text("刚才的验证已经说明是您本人。", "Your proof of a moment ago shows that it is you."),
    ]
    if kind in AT_ONCE:
        steps.append(
            Text("马上生效，不用等。", "It takes effect at once; nobody has to be waited for.")
        )
    else:
        steps.append(
            filled(
                Text("由人核对。时限：{law}。", "A person checks it. Its clock: {law}."),
                law=clock.law,
            )
        )
    steps.append(
        Text(
            "拒绝的话会说明理由；您可以向法院起诉，也可以向监管部门投诉。",
            "A refusal comes with its reasons; you may go to court, or complain to the supervisor.",
        )
    )
    return RightFormPage(
        title=KIND_NAMES[kind],
        plain=words.PLAIN[kind],
        lender=lender.name,
        action=f"{MY_RIGHTS}/{lender.id}/{kind.value}",
        button=words.BUTTONS[kind],
        steps=tuple(steps),
        fields=tuple((one.code, one.name) for one in FIELDS) if kind is Kind.CORRECT else (),
        wants_note=kind is Kind.ERASE,
        problems=problems,
        back_href=f"{MY_RIGHTS}?lender={lender.id}",
    )


def request_page(
    request: Request,
    lender: Text,
    events: tuple[Event, ...],
    told: tuple[str, datetime | None],
    at: datetime,
) -> MyRequestPage:
    """Return the page of one's own request.

    Args:
        request: it.
        lender: whom it was made to.
        events: what happened to it, oldest first.
        told: the officer's own words, and until when a copy can be fetched.
        at: now.
    """
    said, until = told
    here = f"{MY_RIGHTS}/requests/{request.reference}"
    back = Text("撤回这个请求", "Take this request back")
    return MyRequestPage(
        title=KIND_NAMES[request.kind],
        lender=lender,
        reference=request.reference,
        state=state_of(request, at),
        due_at=request.due_at if request.is_open else None,
        law=clock_of(request.clock).law,
        steps=steps_of(request, events),
        answer=None if request.outcome is None else words.OUTCOMES[request.outcome],
        reasons=tuple(reason_of(one).text for one in request.reasons),
        words=said,
        copies=copies(here) if until is not None else (),
        copies_until=until,
        statement=statement_link(request, here),
        take_back=FormButton(back, f"{here}/take-back") if request.is_open else None,
        back_href=MY_RIGHTS,
    )


def steps_of(request: Request, events: tuple[Event, ...]) -> tuple[Step, ...]:
    """Return what happened, and what is still ahead."""
    steps = [Step(words.EVENTS[one.kind], one.at) for one in events]
    if request.is_open:
        steps.append(Step(Text("答复", "The answer"), under_way=True))
    return tuple(steps)


def copies(here: str) -> tuple[Link, ...]:
    """Return the files of a copy."""
    return tuple(Link(label, f"{here}/copy.{form}") for form, label in _FORMS)


def statement_link(request: Request, here: str) -> Link | None:
    """Return where the proof of an erasure is fetched; None where there is none."""
    if request.statement is None or request.outcome is Outcome.REFUSED:
        return None
    return Link(Text("删除证明（可离线验证）", "Proof of erasure, verifiable offline"),
                f"{here}/statement.json")  # fmt: skip
