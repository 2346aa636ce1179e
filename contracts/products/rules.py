"""What two people may do with a finding or a row of law, and what holds on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from contracts.law.model import Law
from contracts.products.model import Confirmation, FindingState, FormFinding, Move, Wish
from core.access import Access, ActorKind, Role
from core.errors import Conflict, Forbidden, InvalidInput

REASON_MAX: Final = 2000
TEXT_MAX: Final = 40_000
ACCEPTED_DAYS_MAX: Final = 366  # the house's own rule: nothing is accepted for more than a year

# Who may look after findings and law: people, never a key, whatever scopes it has.
SIGNERS: Final = frozenset({Role.COMPLIANCE, Role.ADMIN})


def person_who_signs(access: Access) -> UUID:
    """Return who acts, when it is a person of the lender that may sign.

    Raises:
        Forbidden: it is a key or the machine, or a person without the role.
    """
    access.require(*SIGNERS)
    if access.actor_kind is not ActorKind.STAFF:
        raise Forbidden("this needs a person, not a system")
    return access.actor_id


def state_on(finding: FormFinding, day: date) -> FindingState:
    """Return what holds on a day: an acceptance that ran out leaves the finding open again."""
    ran_out = finding.accepted_until is not None and finding.accepted_until < day
    if finding.state is FindingState.ACCEPTED and ran_out:
        return FindingState.OPEN
    return finding.state


def check_wish(wish: Wish, finding: FormFinding, day: date, *, cured: bool) -> None:
    """Say whether the first person may ask for this.

    Args:
        wish: what is asked for.
        finding: as it stands.
        day: of the asking.
        cured: whether a later version of the form was audited without this finding.

    Raises:
        InvalidInput: there is no reason, or the day does not fit.
        Conflict: it is so already, or no later version is without the finding.
    """
    if not wish.reason.strip() or len(wish.reason) > REASON_MAX:
        found = f"{len(wish.reason)} characters"
        raise InvalidInput(f"a reason of at most {REASON_MAX} characters", found, "reason")
    until = wish.accepted_until
    if (wish.state is FindingState.ACCEPTED) is not (until is not None):
        raise InvalidInput("a last day with an acceptance, and only there", "else", "until")
    latest = day + timedelta(days=ACCEPTED_DAYS_MAX)
    if until is not None and not day <= until <= latest:
        raise InvalidInput(f"a day from {day} to {latest}", until.isoformat(), "until")
    if wish.state is state_on(finding, day) and wish.state is not FindingState.ACCEPTED:
        raise Conflict("the finding stands so already")
    if wish.state is FindingState.MENDED and not cured:
        raise Conflict("no later version of the form was checked without this finding")


def check_answer(move: Move, second: UUID) -> None:
    """Say whether this person may answer what another asked.

    Raises:
        Forbidden: it is the one who asked.
        Conflict: it was answered already.
    """
    if move.asked_by == second:
        raise Forbidden("the second person cannot be the first")
    if move.agreed is not None:
        raise Conflict("this was answered already")


def row_sha256(rows: Iterable[Law]) -> str:
    """Return the digest of the rows of one code: what a confirmation is about."""
    parts = (
        (
            law.code,
            law.citation.zh,
            law.citation.en,
            law.since.isoformat() if law.since else "",
            law.until.isoformat() if law.until else "",
            ",".join(sorted(law.lenders)),
        )
        for law in rows
    )
    return sha256("\n".join("\t".join(part) for part in parts).encode()).hexdigest()


def check_text(text: str, source: str) -> None:
    """Say whether a text of law may be attached.

    Raises:
        InvalidInput: the text or its source is missing, or too long.
    """
    if not text.strip() or len(text) > TEXT_MAX:
        found = f"{len(text)} characters"
        raise InvalidInput(f"the words of the law, at most {TEXT_MAX} characters", found, "text")
    if not source.strip() or len(source) > REASON_MAX:
        raise InvalidInput("where the words are from", f"{len(source)} characters", "source")


def check_second(confirmation: Confirmation, second: UUID) -> None:
    """Say whether this person may be the second for a text of law.

    Raises:
        Forbidden: it is the one who attached the text.
        Conflict: it was answered already.
    """
    if confirmation.asked_by == second:
        raise Forbidden("the second person cannot be the first")
    if confirmation.confirmed_at is not None or confirmation.refused_at is not None:
        raise Conflict("this was answered already")
