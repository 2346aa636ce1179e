"""The regulator's figures: by hand, against a recount, and never of too few people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.access import Access, ActorKind, Role
from core.errors import Forbidden
from core.ids import new_id
from evidence.follow import follow_all
from evidence.model import Fact
from evidence.service import record
from reporting import figures, rollups, service, store
from reporting.lines import LINES, lines_on
from reporting.rollups import effect_bucket, increments, rate_bucket
from tests.database_world import AT, World, build_world


@pytest.fixture(scope="module")
def world(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    built = build_world(postgres_url, tmp_path_factory.mktemp("keys"))
    yield built
    built.close()


def supervisor(*territory: str) -> Access:
    return Access(
        ActorKind.STAFF, new_id(), None, "", frozenset({Role.SUPERVISOR}), territory or ("CN-31",)
    )


def decided(percent: str, action: str = "approve") -> tuple[str, dict[str, object]]:
    return "application.decided@1", {"action": action, "apr_percent": percent}


def add(world: World, facts: list[tuple[str, dict[str, object]]], at: datetime = AT) -> None:
    with world.database.transaction(world.machine("")) as tx:
        for kind, payload in facts:
            store.raise_figures(tx, world.lender, increments(kind, payload), at)


def clear(world: World) -> None:
    world.superuser("DELETE FROM figures_daily")
    world.superuser("DELETE FROM figures_minute")


def test_twelve_decisions_by_hand(world: World) -> None:
    clear(world)
    add(world, [decided("12.00")] * 6 + [decided("24.00", "refer")] * 3 + [decided("36.50")] * 3)
    board = service.market_overview(world.database, supervisor(), AT)
    [lender] = board.lenders
    assert (lender.decided, lender.approved, lender.referred, lender.declined) == (12, 9, 3, 0)
    assert lender.rate is not None
    assert (lender.rate.count, lender.rate.middle, lender.rate.high) == (
        12,
        Decimal("12.00"),
        Decimal("36.50"),
    )
    # Just on a line is not above it.
    assert dict(lender.above) == {
        "cn-12": Decimal("50.0"),
        "cn-20": Decimal("50.0"),
        "cn-24": Decimal("25.0"),
    }
    assert board.facts == 12


def test_fewer_than_ten_are_suppressed_and_said_to_be(world: World) -> None:
    clear(world)
    add(world, [decided("12.00")] * 9)
    board = service.market_overview(world.database, supervisor(), AT)
    [lender] = board.lenders
    assert lender.decided is None
    assert lender.rate is None
    assert board.suppressed == 3  # decisions, rates, facts
    add(world, [decided("12.00")])
    [lender] = service.market_overview(world.database, supervisor(), AT).lenders
    assert lender.decided == 10


def test_another_territory_a_lender_and_a_stranger_see_nothing(world: World) -> None:
    clear(world)
    add(world, [decided("12.00")] * 10)
    assert service.market_overview(world.database, supervisor("CN-44"), AT).lenders == ()
    with pytest.raises(Forbidden):
        service.market_overview(world.database, world.staff(Role.OFFICER), AT)
    with world.database.transaction(world.staff(Role.OFFICER, lender=world.other_lender)) as tx:
        assert store.lender_sums(tx, AT.date()) == ()
    with world.database.transaction(supervisor()) as tx:
        from sqlalchemy import select

        assert tx.execute(select(store.figures_daily)).all() == []


def test_old_days_leave_the_board(world: World) -> None:
    clear(world)
    add(world, [decided("12.00")] * 10, AT - timedelta(days=31))
    assert service.market_overview(world.database, supervisor(), AT).lenders == ()


KINDS = st.sampled_from(
    [
        ("application.submitted@1", {"channel": "api"}),
        decided("15.96"),
        decided("31.20", "refer"),
        ("fraud.alert@1", {"rules": ["F01", "F02"]}),
        ("consent.granted@1", {"purpose": "marketing.own"}),
        (
            "consent.withdrawn@1",
            {
                "purpose": "marketing.own",
                "requested_at": "2026-11-22T08:00:00.000000Z",
                "effective_at": "2026-11-22T08:00:00.004000Z",
            },
        ),
        ("sign_in.succeeded@1", {}),
    ]
)


@given(st.lists(st.tuples(KINDS, st.integers(0, 3)), max_size=12))
def test_rollups_equal_a_recount(
    world: World, facts: list[tuple[tuple[str, dict[str, object]], int]]
) -> None:
    clear(world)
    for fact, day in facts:
        add(world, [fact], AT - timedelta(days=day))
    expected: Counter[tuple[str, str, str]] = Counter()
    for (kind, payload), day in facts:
        for one in increments(kind, payload):
            expected[one.figure, str((AT - timedelta(days=day)).date()), one.bucket] += 1
    rows = world.superuser("SELECT figure, day::text, bucket, value FROM figures_daily")
    assert {(f, d, b): v for f, d, b, v in rows} == dict(expected)


def test_the_follower_waits_for_what_is_sealed(world: World) -> None:
    clear(world)
    with world.database.transaction(world.machine("")) as tx:
        fact = Fact("application.decided@1", None, "A-1", {"action": "approve"})
        record(tx, fact, AT)
    # Nothing is numbered yet, and a figure comes from sealed facts only.
    assert follow_all(world.database, service.FOLLOWER, service.count_fact) == (0, ())
    assert world.superuser("SELECT count(*) FROM figures_daily") == [(0,)]


@pytest.mark.parametrize(
    ("percent", "bucket"),
    [("23.99", "002399"), ("24.00", "002400"), ("0", "000000"), ("", None), ("-1", None)],
)
def test_a_rate_falls_into_the_bucket_of_its_printed_digits(
    percent: str, bucket: str | None
) -> None:
    assert rate_bucket(percent) == bucket


@pytest.mark.parametrize(("ms", "upper"), [(0, 1), (1, 1), (3.2, 5), (900, 1000), (1e9, 60000)])
def test_a_time_falls_under_its_upper_end(ms: float, upper: int) -> None:
    assert int(effect_bucket(ms)) == upper


@given(st.dictionaries(st.integers(0, 9999), st.integers(1, 50), min_size=1, max_size=30))
def test_points_of_a_distribution_agree_with_the_sorted_list(histogram: dict[int, int]) -> None:
    values = sorted(v for v, n in histogram.items() for _ in range(n))
    spread = figures.rate_distribution({f"{v:06d}": n for v, n in histogram.items()})
    assert spread is not None
    assert spread.count == len(values)
    for percent, found in ((5, spread.low), (50, spread.middle), (95, spread.high)):
        rank = -(-len(values) * percent // 100)
        assert found == Decimal(values[rank - 1]) / 100


def test_lines_are_dated_and_shown_as_unverified_until_read() -> None:
    assert [line.code for line in lines_on(AT.date())] == ["cn-12", "cn-20", "cn-24"]
    assert [line.code for line in lines_on(LINES[0].since)] == ["cn-24"]
    assert not any(line.verified for line in LINES)


def test_every_figure_has_a_meaning_in_both_languages() -> None:
    codes = [row.code for row in figures.DEFINITIONS]
    assert len(set(codes)) == len(codes)
    assert {rollups.RATE, rollups.DECISIONS, rollups.WITHDRAWN, rollups.EFFECT} <= set(codes)


def test_no_lender_id_but_its_own_is_written(world: World) -> None:
    from sqlalchemy.exc import ProgrammingError

    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        world.database.transaction(world.machine("", UUID(int=7))) as tx,
    ):
        store.raise_figures(tx, world.lender, increments(*decided("12.00")), AT)
