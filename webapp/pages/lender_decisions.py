"""A lender's decisions: the list, by state, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from urllib.parse import urlencode

from flask import Blueprint, request

from consent.purposes import purpose_of
from core.access import Role
from core.dates import now
from core.money import Rate
from core.text import Text, filled
from privacy.mask import mask_value
from privacy.model import Label
from underwriting.casework import Line, Listing, Place, Verdict, read_list
from underwriting.model import Application, State
from webapp import lender_words as words
from webapp.auth import current_access, signed_in
from webapp.formats import number, share
from webapp.navigation import DECISIONS
from webapp.rendering import show
from webapp.services import services
from webapp.views.cases import CaseLine, DecisionsPage, Tally
from webapp.views.shared import Choice, Pages, Tag

blueprint = Blueprint("lender_decisions", __name__)

_FILTERS: tuple[tuple[str, Text, tuple[State, ...]], ...] = (
    ("", Text("全部", "All"), ()),
    ("in_review", Text("等人决定", "To decide"), (State.IN_REVIEW,)),
    ("waiting", Text("等资料或同意", "Waiting"), (State.WAITING, State.PAUSED)),
    ("approved", Text("已批准", "Approved"), (State.APPROVED,)),
    ("declined", Text("未批准", "Declined"), (State.DECLINED,)),
    ("cancelled", Text("已撤回", "Taken back"), (State.CANCELLED,)),
)


@blueprint.get(DECISIONS)
@signed_in(Role.OFFICER, Role.COMPLIANCE)
def decisions() -> str:
    """Show one page of the applications."""
    at = now()
    chosen = request.args.get("state", "")
    states = next((wanted for code, _, wanted in _FILTERS if code == chosen), ())
    place = Place(request.args.get("before", ""), request.args.get("after", ""))
    listing = read_list(services().database, current_access(), states, at, place)
    waiting = listing.counts.get(State.IN_REVIEW, 0)
    return show(
        DecisionsPage(
            title=_title(waiting),
            as_of=at,
            rate_method=words.SIMPLE,
            rows=tuple(_row(line) for line in listing.lines),
            filters=_filters(chosen, listing.counts),
            tallies=_tallies(listing.counts),
            pages=_pages(chosen, states, listing),
        )
    )


def _title(waiting: int) -> Text:
    if not waiting:
        return Text("没有申请在等您决定", "No application waits for a person")
    if waiting == 1:
        return Text("1 件申请等您决定", "One application waits for a person")
    return Text(
        f"{number(waiting)} 件申请等您决定", f"{number(waiting)} applications wait for a person"
    )


def _count(counts: Mapping[State, int], states: tuple[State, ...]) -> int:
    return sum(counts.get(state, 0) for state in states or tuple(State))


def _filters(chosen: str, counts: Mapping[State, int]) -> tuple[Choice, ...]:
    known = any(code == chosen for code, _, _ in _FILTERS)
    return tuple(
        Choice(
            label,
            _address(state=code),
            chosen=code == (chosen if known else ""),
            count=_count(counts, states),
        )
        for code, label, states in _FILTERS
    )


def _tallies(counts: Mapping[State, int]) -> tuple[Tally, ...]:
    approved, declined = counts.get(State.APPROVED, 0), counts.get(State.DECLINED, 0)
    decided = approved + declined
    rate = share(Decimal(approved) / decided, places=0) if decided else "–"
    return (
        Tally(
            Text("等人决定", "To decide"),
            number(counts.get(State.IN_REVIEW, 0)),
            Text("机器转来，或申请人要求", "referred by the machine or asked for"),
        ),
        Tally(
            Text("暂停", "Paused"),
            number(counts.get(State.PAUSED, 0)),
            Text("在等申请人的同意", "wait for the applicant's consent"),
        ),
        Tally(
            Text("已批准", "Approved"),
            rate,
            Text(
                f"已有结果的 {number(decided)} 件中 {number(approved)} 件",
                f"{number(approved)} of {number(decided)} decided",
            ),
        ),
        Tally(
            Text("全部申请", "Applications"),
            number(_count(counts, ())),
            Text("本机构收到的", "received by your institution"),
        ),
    )


def _pages(chosen: str, states: tuple[State, ...], listing: Listing) -> Pages:
    total = _count(listing.counts, states)
    if not listing.lines:
        return Pages(total=total)
    first, last = (listing.lines[index].application.reference for index in (0, -1))
    return Pages(
        total=total,
        earlier=_address(state=chosen, after=first) if listing.newer else "",
        later=_address(state=chosen, before=last) if listing.older else "",
    )


def _address(**arguments: str) -> str:
    given = {name: value for name, value in arguments.items() if value}
    return f"{DECISIONS}?{urlencode(given)}" if given else DECISIONS


def _row(line: Line) -> CaseLine:
    application, verdict = line.application, line.verdict
    return CaseLine(
        href=f"{DECISIONS}/{application.reference}",
        reference=application.reference,
        received_at=application.created_at,
        applicant=mask_value(Label.PERSON, line.name) if line.name else "–",
        product=line.offer.product.name,
        amount=application.amount,
        months=application.months,
        rate=_rate(verdict),
        credit=_band(verdict, "credit", words.CREDIT),
        fraud=_band(verdict, "fraud", words.FRAUD),
        outcome=words.STATES[application.state],
        took_ms=took_ms(line),
        attention=_attention(line),
    )


def took_ms(line: Line) -> int | None:
    """Return how long the machine took from arrival; None where a person or a wait came between."""
    verdict = line.verdict
    if verdict is None or verdict.action == "pause":
        return None
    passed = verdict.decided_at - line.application.created_at
    milliseconds = round(passed.total_seconds() * 1000)
    # The same instant stands on both where one call did all: nothing was measured.
    return milliseconds if 0 < milliseconds < 60_000 else None


def waits_for(application: Application) -> Text:
    """Say which consent a paused application waits for."""
    purpose = purpose_of(application.paused_for or "")
    name = purpose.name if purpose else words.STATES[State.PAUSED].word
    return filled(words.WAITS_FOR, purpose=name)


def _rate(verdict: Verdict | None) -> Rate | None:
    percent = verdict.details["rates"].get("cn-simple") if verdict else None
    return Rate.percent(percent) if percent else None


def _band(verdict: Verdict | None, part: str, tags: Mapping[str, Tag]) -> Tag:
    score = verdict.details[part] if verdict else None
    return tags[score["band"]] if score else words.NOT_ASKED


def _attention(line: Line) -> Text | None:
    application = line.application
    if application.state is State.PAUSED:
        return waits_for(application)
    if application.state is not State.IN_REVIEW or line.verdict is None:
        return None
    reasons = line.verdict.details["reasons"]
    return words.text_of(reasons[0]["text"]) if reasons else None
