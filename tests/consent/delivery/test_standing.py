"""How it stands with a recipient, in one word: by what was tried, what was answered, the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from consent.delivery.model import (
    Answer,
    AnswerKind,
    Asked,
    Attempt,
    Change,
    Course,
    Delivery,
    Outcome,
    Standing,
)
from consent.delivery.rules import standing
from core.text import Text

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BY_TOMORROW, BY_NEXT_MONTH = AT + DAY, AT + 30 * DAY
ID = UUID(int=7)


def delivery(asked: Asked) -> Delivery:
    deletes = asked is Asked.STOP_AND_DELETE
    change = {
        Asked.MAY_USE: Change.GRANTED,
        Asked.STOP: Change.PAUSED,
        Asked.STOP_AND_DELETE: Change.WITHDRAWN,
    }[asked]
    return Delivery(
        *(ID, ID, ID, ID, ID, ID, "marketing.partner", change, asked, Text("甲", "A"), "0" * 32),
        *(AT, None, BY_TOMORROW, BY_NEXT_MONTH if deletes else None, AT),
    )


def tried(outcome: Outcome, again: datetime | None = None) -> Attempt:
    return Attempt(1, AT + HOUR, outcome, None, 5, again)


def said(kind: AnswerKind, at: datetime = AT + 2 * HOUR) -> Answer:
    return Answer(kind, at, at, "0" * 64, ID)


TAKEN = tried(Outcome.RECEIVED)
ACKNOWLEDGED, DELETED = said(AnswerKind.ACKNOWLEDGED), said(AnswerKind.DELETED)
SOON, LATE = AT + 3 * HOUR, AT + 2 * DAY
MUCH_LATER = AT + 31 * DAY
DELETE, STOP, MAY = Asked.STOP_AND_DELETE, Asked.STOP, Asked.MAY_USE


@pytest.mark.parametrize(
    ("asked", "tries", "answers", "at", "expected"),
    [
        (DELETE, (), (), SOON, Standing.BEING_TOLD),
        (DELETE, (tried(Outcome.TIMED_OUT, SOON),), (), SOON, Standing.NOT_REACHED),
        (MAY, (tried(Outcome.REFUSED),), (), MUCH_LATER, Standing.GIVEN_UP),
        (DELETE, (TAKEN,), (), SOON, Standing.TOLD),
        (DELETE, (TAKEN,), (), BY_TOMORROW, Standing.TOLD),
        (DELETE, (TAKEN,), (), LATE, Standing.LATE),
        (DELETE, (), (), LATE, Standing.LATE),  # nobody reached it, and nobody may forget that
        (STOP, (TAKEN,), (ACKNOWLEDGED,), LATE, Standing.ACKNOWLEDGED),
        (DELETE, (TAKEN,), (ACKNOWLEDGED,), LATE, Standing.ACKNOWLEDGED),
        (DELETE, (TAKEN,), (ACKNOWLEDGED,), MUCH_LATER, Standing.LATE),  # said, and not deleted
        (DELETE, (TAKEN,), (ACKNOWLEDGED, DELETED), MUCH_LATER, Standing.DELETED),
        (DELETE, (TAKEN,), (DELETED,), LATE, Standing.DELETED),
        (MAY, (TAKEN,), (), MUCH_LATER, Standing.TOLD),  # a yes is answered at leisure
        (MAY, (), (ACKNOWLEDGED,), SOON, Standing.ACKNOWLEDGED),  # its answer crossed our try
    ],
)
def test_it_stands_so(asked, tries, answers, at, expected) -> None:
    assert standing(Course(delivery(asked), tries, answers), at) is expected
