"""Purposes as the cards of My data, and looks at the data as its list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from consent.articles import citation
from consent.asking import Declined
from consent.categories import CATEGORIES
from consent.looking import Look
from consent.model import Basis, Code, Permitted, Purpose, Refused
from consent.model import PurposeState as State
from core.dates import day_of
from core.text import Text, filled
from webapp import borrower_words as words
from webapp.navigation import MY_DATA
from webapp.views.mydata import Continuing, DataRead, PurposeCard, PurposeState
from webapp.views.shared import FormButton, Link, Tag

_ORDER = (
    PurposeState.ON,
    PurposeState.PAUSED,
    PurposeState.STALE,
    PurposeState.EXPIRED,
    PurposeState.OFF,
    PurposeState.ALWAYS,
)
_REFUSED = {
    Code.PAUSED: PurposeState.PAUSED,
    Code.RESTRICTED: PurposeState.PAUSED,  # the yes is there still, and can be taken back
    Code.STALE: PurposeState.STALE,
    Code.EXPIRED: PurposeState.EXPIRED,
    Code.OVER_USE: PurposeState.EXPIRED,
}
_PAUSE = Text("暂停", "Pause")
_RESUME = Text("恢复", "Resume")
_TAKE_BACK = Text("收回旧的同意", "Take the old yes back")


def cards(states: Iterable[State], noes: Iterable[Declined] = ()) -> tuple[PurposeCard, ...]:
    """Return one card a purpose: what is on first, what has no switch last.

    Args:
        states: one lender's purposes.
        noes: what is not asked again yet.
    """
    until = {(one.organisation_id, one.purpose): one.until for one in noes}
    made = (card(one, until.get((one.organisation_id, one.purpose.code))) for one in states)
    return tuple(sorted(made, key=lambda one: _ORDER.index(one.state)))


def card(state: State, not_asked_until: datetime | None = None) -> PurposeCard:
    """Return the card of one purpose at one lender."""
    purpose, grant, notice = state.purpose, state.grant, state.notice
    standing = standing_of(state)
    on = standing in {PurposeState.ON, PurposeState.PAUSED} and grant is not None
    return PurposeCard(
        code=purpose.code,
        title=purpose.name,
        what_for=purpose.plain,
        recipients=(purpose.recipient,),
        data=data_of(purpose),
        basis=basis_of(purpose),
        basis_source=citation(purpose.law),
        state=standing,
        until=day_of(grant.valid_until) if on and grant else None,
        consequence=purpose.consequence,
        rest=_rest(state, standing),
        not_asked_until=day_of(not_asked_until) if not_asked_until else None,
        switch_action=f"{MY_DATA}/{state.organisation_id}/switch" if purpose.needs_grant else "",
        receipt=receipt(state.organisation_id, grant.id) if grant else None,
        notice=notice.text if notice else None,
        notice_version=notice.version if notice else 0,
        notice_sha256=notice.sha256 if notice else "",
    )


def standing_of(state: State) -> PurposeState:
    """Return how a purpose stands, as its switch shows it."""
    if not state.purpose.needs_grant:
        return PurposeState.ALWAYS
    if isinstance(state.answer, Refused):
        return _REFUSED.get(state.answer.code, PurposeState.OFF)
    return PurposeState.ON


def _rest(state: State, standing: PurposeState) -> FormButton | None:
    """Return what pauses or resumes a yes; one press each way, as the switch takes.

    The switch of a yes whose notice changed asks for the new one. What was under way goes on by the
    old one, so that can be taken back beside it.
    """
    if standing is PurposeState.STALE:
        old = (("purpose", state.purpose.code), ("choice", "off"))
        return FormButton(_TAKE_BACK, f"{MY_DATA}/{state.organisation_id}/switch", old)
    if isinstance(state.answer, Refused) and state.answer.code is Code.RESTRICTED:
        return None  # it rests with all the rest, until the restriction is lifted
    if not state.purpose.pausable or standing not in {PurposeState.ON, PurposeState.PAUSED}:
        return None
    resting = standing is PurposeState.PAUSED
    fields = (("purpose", state.purpose.code), ("choice", "resume" if resting else "pause"))
    action = f"{MY_DATA}/{state.organisation_id}/rest"
    return FormButton(_RESUME if resting else _PAUSE, action, fields)


def data_of(purpose: Purpose) -> tuple[Text, ...]:
    """Return which data a purpose may touch, in plain words."""
    return tuple(one.name for one in CATEGORIES if one.code in purpose.categories)


def basis_of(purpose: Purpose) -> Tag:
    """Return by what right a purpose uses data."""
    if purpose.basis is Basis.CONSENT and purpose.written_consent:
        return words.WRITTEN
    if purpose.basis is Basis.CONSENT and purpose.separate_consent:
        return words.SEPARATE
    return words.BASES[purpose.basis]


def receipt(organisation_id: UUID, thing: UUID | str) -> Link:
    """Return the link to the proof of what was recorded about one thing."""
    return Link(
        Text("回执（可验证）", "Receipt, to verify"), f"{MY_DATA}/{organisation_id}/proof/{thing}"
    )


def continuing(states: Iterable[State]) -> tuple[Continuing, ...]:
    """Return what goes on, and by which right."""
    return tuple(
        Continuing(one.purpose.name, words.GOES_ON[one.answer.basis])
        for one in states
        if isinstance(one.answer, Permitted)
    )


def reads(looks: Iterable[Look]) -> tuple[DataRead, ...]:
    """Return looks at the data: who, by role and never by name, and why."""
    machine = Text("自动处理", "automatic processing")
    person = Text("审核人员", "an officer")
    return tuple(
        DataRead(
            at=look.at,
            who=filled(
                Text("{lender}（{eyes}）", "{lender}, {eyes}"),
                lender=look.lender,
                eyes=machine if look.automatic else person,
            ),
            why=filled(
                Text("{act}：{data}", "{act}: {data}"),
                act=look.act.name,
                data=words.joined(tuple(one.name for one in look.categories)),
            ),
        )
        for look in looks
    )
