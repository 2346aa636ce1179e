"""The gate with a million grants: the very rows a plain replay says, by index, and none after."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from uuid import UUID

import psycopg
import pytest

from bench.grants import PEOPLE, PURPOSE, Grants
from consent import service
from consent.model import Method
from core.dates import now

pytestmark = pytest.mark.slow

MILLION = 1_000_000
# Of every ten people: who took back, who lets it rest, whose time is over, whose notice changed.
ENDINGS = {
    1: "withdrawn_at = now()",
    4: "paused_at = now()",
    6: "valid_until = now()",
    9: "stale_at = now()",
}


@pytest.fixture(scope="module")
def grants() -> Iterator[Grants]:
    with Grants() as built:
        built.grow_to(MILLION)
        yield built


def subject(number: int) -> UUID:
    return UUID(hashlib.md5(f"s{number}".encode(), usedforsecurity=False).hexdigest())


def readable(reader: psycopg.Connection) -> set[UUID]:
    return {row[0] for row in reader.execute("SELECT subject_id FROM applicant_finances")}


def walks(reader: psycopg.Connection) -> int:
    """How often the table of grants was read from its first row to its last."""
    reader.execute("SELECT pg_stat_force_next_flush()")
    reader.execute("SELECT pg_stat_clear_snapshot()")
    found = reader.execute("SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'grants'")
    row = found.fetchone()
    assert row is not None
    return int(row[0])


def test_a_million_grants_open_the_rows_a_plain_replay_says_and_by_index(grants: Grants) -> None:
    with grants.reader() as reader:
        before = walks(reader)
        assert readable(reader) == {subject(number) for number in range(1, PEOPLE + 1)}
        assert walks(reader) == before
        for digit, ending in ENDINGS.items():
            grants.fill(
                f"SET session_replication_role = replica; UPDATE grants SET {ending}"
                " WHERE id IN (SELECT md5('g' || n)::uuid FROM generate_series(%(digit)s, %(last)s,"
                " 10) n)",
                digit=digit,
                last=PEOPLE,
            )
        standing = {subject(n) for n in range(1, PEOPLE + 1) if n % 10 not in ENDINGS}
        before = walks(reader)
        assert readable(reader) == standing
        assert walks(reader) == before


def test_among_a_million_grants_one_that_is_taken_back_opens_nothing_more(grants: Grants) -> None:
    subject_id, access, application_id = grants.person()
    grants.give(subject_id, access, (PURPOSE,))
    one = "SELECT count(*) FROM applicant_finances WHERE application_id = %s"
    with grants.reader() as reader:
        assert reader.execute(one, (application_id,)).fetchone() == (1,)
        with grants.database.transaction(access) as tx:
            service.withdraw(tx, subject_id, (PURPOSE,), Method.PAGE, now())
        assert reader.execute(one, (application_id,)).fetchone() == (0,)
