"""The lender's consent board: what stands, what ended, who was told; numbers with lists behind."""

from __future__ import annotations

import csv
import io
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, Response, request

from consent.board import PAGE, board_of, grant_lines, refusal_lines
from consent.board_model import Board, GrantLine, Spread, State
from consent.processing import assessments, register
from consent.purposes import PURPOSES
from core.access import Role
from core.dates import iso, now
from core.errors import NotFound
from core.text import Text, filled
from webapp import consent_board_words as words
from webapp.auth import current_access, signed_in
from webapp.formats import took
from webapp.navigation import CONSENT_BOARD
from webapp.preferences import language
from webapp.rendering import show
from webapp.services import services
from webapp.views.cases import Tally
from webapp.views.consent_board import (
    ConsentBoardPage,
    ConsentLine,
    Count,
    GrantListPage,
    GrantRow,
    RefusalListPage,
    RefusalRow,
    RegisterPage,
)
from webapp.views.shared import Pages

blueprint = Blueprint("lender_consents", __name__)

_GRANTS: Final = f"{CONSENT_BOARD}/grants"
_REFUSALS: Final = f"{CONSENT_BOARD}/refusals"
_REGISTER: Final = f"{CONSENT_BOARD}/register"
_NAMES: Final = {one.code: one.name for one in PURPOSES}


@blueprint.get(CONSENT_BOARD)
@signed_in(Role.COMPLIANCE)
def board() -> str:
    """Show how consent stands at the officer's own lender."""
    found = _board()
    open_now = sum(line.grants[State.OPEN] for line in found.lines)
    title = Text(f"{open_now} 份同意有效", f"{open_now} consents stand")
    any_yet = any(line.refusals or any(line.grants.values()) for line in found.lines)
    return show(
        ConsentBoardPage(
            title=title,
            as_of=found.at,
            tallies=_tallies(found),
            states=tuple(words.STATES.values()),
            lines=tuple(
                ConsentLine(
                    line.purpose.name,
                    tuple(_count(line.purpose.code, one, line.grants[one]) for one in words.STATES),
                    _refused(line.purpose.code, line.refusals),
                )
                for line in found.lines
                if any_yet
            ),
            ledger=tuple(_ledger(found)),
            download=f"{CONSENT_BOARD}.csv",
            register=_REGISTER,
        )
    )


@blueprint.get(f"{CONSENT_BOARD}.csv")
@signed_in(Role.COMPLIANCE)
def download() -> Response:
    """Hand out the numbers of the board."""
    found = _board()
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(["as_of", "purpose", "what", "value"])
    at = iso(found.at)
    for line in found.lines:
        code = line.purpose.code
        out.writerows([at, code, f"grants_{one.value}", line.grants[one]] for one in State)
        out.writerow([at, code, "refusals", line.refusals])
    rows: list[tuple[str, int | None]] = [
        ("deliveries_asked", found.ledger.asked),
        ("deliveries_received", found.ledger.told),
        ("deliveries_answered", found.ledger.acknowledged),
        ("deliveries_deleted", found.ledger.deleted),
        ("deliveries_late", found.ledger.late),
        ("request_to_effect_p50_ms", found.effect.p50_ms),
        ("request_to_effect_p99_ms", found.effect.p99_ms),
        ("withdrawal_to_told_p50_ms", found.told.p50_ms),
        ("withdrawal_to_told_p99_ms", found.told.p99_ms),
        ("withdrawal_to_answer_p50_ms", found.acknowledged.p50_ms),
        ("withdrawal_to_answer_p99_ms", found.acknowledged.p99_ms),
        ("reads", found.reads.total),
        ("reads_without_purpose", found.reads.without_purpose),
        ("open_grants", found.held.standing),
        ("open_grants_inside_ceilings", found.held.inside),
    ]
    out.writerows([at, "", what, "" if value is None else value] for what, value in rows)
    answer = Response(text.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="consent-board.csv"'
    return answer


@blueprint.get(_GRANTS)
@signed_in(Role.COMPLIANCE)
def grants() -> str:
    """Show the grants behind a number; no names, for counting needs none.

    Raises:
        NotFound: the address names no list.
    """
    purpose, wanted = request.args.get("purpose", ""), request.args.get("state", "")
    try:
        state = State(wanted) if wanted else None
    except ValueError as unknown:
        raise NotFound("there is no such list") from unknown
    cursor = _cursor(request.args.get("before", ""))
    if purpose and purpose not in _NAMES:
        raise NotFound("there is no such list")
    with services().database.transaction(current_access()) as tx:
        found = grant_lines(tx, now(), purpose, state, cursor)
    shown = found[:PAGE]
    here = {"purpose": purpose, "state": wanted}
    later = f"{_GRANTS}?{urlencode({**here, 'before': str(shown[-1].id)})}" if found[PAGE:] else ""
    what = [_NAMES[purpose]] if purpose else []
    what += [words.STATES[state]] if state else []
    title = Text(
        " · ".join(one.zh for one in what) or "全部同意",
        " · ".join(one.en for one in what) or "All grants",
    )
    first = f"{_GRANTS}?{urlencode(here)}" if cursor else ""
    rows = tuple(_row(one) for one in shown)
    return show(GrantListPage(title, CONSENT_BOARD, rows, Pages(None, first, later)))


@blueprint.get(_REFUSALS)
@signed_in(Role.COMPLIANCE)
def refusals() -> str:
    """Show the refusals behind a number; no names here either.

    Raises:
        NotFound: the address names no list.
    """
    purpose = request.args.get("purpose", "")
    cursor = _cursor(request.args.get("before", ""))
    if purpose and purpose not in _NAMES:
        raise NotFound("there is no such list")
    with services().database.transaction(current_access()) as tx:
        found = refusal_lines(tx, purpose, cursor)
    shown = found[:PAGE]
    here = {"purpose": purpose}
    earlier = {**here, "before": str(shown[-1].id)} if found[PAGE:] else None
    later = f"{_REFUSALS}?{urlencode(earlier)}" if earlier else ""
    first = f"{_REFUSALS}?{urlencode(here)}" if cursor else ""
    of = _NAMES.get(purpose)
    title = (
        filled(Text("{what} · {of}", "{what} · {of}"), what=words.REFUSALS, of=of) if of else None
    )
    rows = tuple(
        RefusalRow(str(one.id)[-12:], _NAMES[one.purpose], words.METHODS[one.method], one.at)
        for one in shown
    )
    pages = Pages(None, first, later)
    return show(RefusalListPage(title or words.REFUSALS, CONSENT_BOARD, rows, pages))


@blueprint.get(_REGISTER)
@signed_in(Role.COMPLIANCE)
def processing_register() -> str:
    """Show the processing register and the impact assessments, fit to be printed."""
    return show(
        RegisterPage(
            back=CONSENT_BOARD,
            as_of=now(),
            language=language().value,
            records=register(),
            assessments=assessments(),
            names={code: name.as_dict() for code, name in _NAMES.items()},
            left=words.LEFT,
            bases=words.LAWFUL,
            places=words.PLACES,
            bounds=words.BEYOND,
        )
    )


def _board() -> Board:
    with services().database.transaction(current_access()) as tx:
        return board_of(tx, now())


def _cursor(before: str) -> UUID | None:
    try:
        return UUID(before) if before else None
    except ValueError as unknown:
        raise NotFound("there is no such list") from unknown


def _refused(purpose: str, total: int) -> Count:
    return Count(total, f"{_REFUSALS}?{urlencode({'purpose': purpose})}" if total else "")


def _count(purpose: str, state: State, total: int) -> Count:
    query = urlencode({"purpose": purpose, "state": state.value})
    return Count(total, f"{_GRANTS}?{query}" if total else "")


def _tallies(found: Board) -> tuple[Tally, ...]:
    held, reads = found.held, found.reads
    share = f"{100 * held.inside / held.standing:.1f} %" if held.standing else "–"
    inside = filled(words.OF_GRANTS, inside=str(held.inside), standing=str(held.standing))
    remark = filled(words.OF_READS, total=str(reads.total))
    return (
        Tally(words.WITHOUT, str(reads.without_purpose), remark),
        Tally(words.INSIDE, share, inside),
        _spread(words.EFFECT, found.effect),
        _spread(words.TOLD, found.told),
        _spread(words.ANSWERED, found.acknowledged),
    )


def _spread(label: Text, found: Spread) -> Tally:
    if found.p50_ms is None or found.p99_ms is None:
        return Tally(label, "–", words.NONE_YET)
    p99 = took(found.p99_ms)
    return Tally(label, took(found.p50_ms), filled(words.SPREAD, p99=p99, count=str(found.count)))


def _ledger(found: Board) -> tuple[tuple[Text, int], ...]:
    ledger = found.ledger
    if not ledger.asked:
        return ()
    return (
        (words.ASKED, ledger.asked),
        (words.RECEIVED, ledger.told),
        (words.ACKNOWLEDGED, ledger.acknowledged),
        (words.DELETED, ledger.deleted),
        (words.LATE, ledger.late),
    )


def _row(one: GrantLine) -> GrantRow:
    return GrantRow(
        str(one.id)[-12:],
        _NAMES.get(one.purpose, Text(one.purpose, one.purpose)),
        words.STATES[one.state],
        words.METHODS[one.method],
        one.granted_at,
        one.valid_until,
        one.withdrawn_at,
    )
