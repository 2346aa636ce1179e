"""The regulator's figures: by hand, against a recount, and never of too few people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.access import Access, ActorKind, Role
from core.errors import Forbidden
from core.ids import new_id
from evidence.follow import follow
from evidence.model import Fact
from evidence.service import record
from reporting import figures, rollups, service, store
from reporting.lines import LINES, lines_on
from reporting.rollups import effect_bucket, increments, rate_bucket
from reporting.totals import totals_of
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
    world.superuser("TRUNCATE figures_daily, figures_window, figures_since, figures_minute")


def test_thirty_six_decisions_by_hand(world: World) -> None:
    clear(world)
    add(
        world,
        [decided("12.00")] * 16 + [decided("23.97", "refer")] * 11 + [decided("36.51")] * 9,
    )
    [lender] = service.market_overview(world.database, supervisor(), AT).lenders
    assert lender.rate is not None
    assert lender.rate.count == 25  # what a person has still to decide is no loan yet
    assert dict(lender.above) == dict.fromkeys(("cn-12", "cn-20", "cn-24"), Decimal("36.0"))
    referred = {"action": "approve", "machine_action": "refer", "apr_percent": "23.97"}
    add(world, [("review.decided@2", referred)] * 11)
    board = service.market_overview(world.database, supervisor(), AT)
    [lender] = board.lenders
    assert (lender.decided, lender.approved, lender.referred, lender.declined) == (36, 25, 11, 0)
    assert lender.rate is not None
    assert (lender.rate.count, lender.rate.middle, lender.rate.high) == (
        36,
        Decimal("24.0"),
        Decimal("36.6"),
    )
    # Just on a line is not above it.
    assert dict(lender.above) == {
        "cn-12": Decimal("55.6"),
        "cn-20": Decimal("55.6"),
        "cn-24": Decimal("25.0"),
    }
    assert board.facts == 36 + 11


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


def test_an_hour_of_fewer_than_ten_shows_no_minute(world: World) -> None:
    clear(world)
    came = ("application.submitted@1", {"channel": "page"})
    add(world, [came] * 5, AT - timedelta(minutes=7))
    add(world, [came] * 4, AT)
    assert service.market_overview(world.database, supervisor(), AT).minutes == ()
    add(world, [came], AT)
    [(figure, minutes)] = service.market_overview(world.database, supervisor(), AT).minutes
    assert (figure, [n for _, n in minutes]) == ("applications", [5, 5])


def test_no_minute_tells_what_people_took_back_or_were_suspected_of(world: World) -> None:
    clear(world)
    add(world, [("fraud.alert@1", {"rules": ["V01"]})] * 40)
    add(world, [("consent.withdrawn@1", {"purpose": "marketing.own"})] * 40)
    assert service.market_overview(world.database, supervisor(), AT).minutes == ()


def test_minutes_are_dropped_a_day_later_and_days_stay(world: World) -> None:
    clear(world)
    add(world, [("application.submitted@1", {"channel": "page"})] * 12)
    with world.database.transaction(world.machine("")) as tx:
        assert store.drop_minutes(tx, AT + timedelta(hours=23)) == 0
        assert store.drop_minutes(tx, AT + timedelta(hours=25)) == 1
    [lender] = service.market_overview(world.database, supervisor(), AT).lenders
    assert lender.applications == 12


def test_a_fact_after_four_in_the_afternoon_utc_is_of_the_next_day_in_china(world: World) -> None:
    clear(world)
    add(world, [decided("12.00")] * 12, datetime(2026, 11, 22, 16, 30, tzinfo=UTC))
    assert world.superuser("SELECT DISTINCT day::text FROM figures_daily") == [("2026-11-23",)]


def test_a_small_cell_takes_the_next_with_it_so_that_no_difference_tells_it(world: World) -> None:
    clear(world)
    add(
        world,
        [decided("12.00")] * 40 + [decided("12.00", "refer")] * 12 + [decided("12.00", "decline")],
    )
    board = service.market_overview(world.database, supervisor(), AT)
    [lender] = board.lenders
    assert (lender.decided, lender.approved) == (53, 40)
    assert (lender.referred, lender.declined) == (None, None)
    assert board.suppressed == 2


def test_what_rules_and_purposes_say_of_few_is_hidden_over_the_whole_territory(
    world: World,
) -> None:
    clear(world)
    fired = [("application", 21), ("device", 11), ("phone", 2)]
    add(world, [("fraud.alert@1", {"rules": [rule]}) for rule, n in fired for _ in range(n)])
    board = service.market_overview(world.database, supervisor(), AT)
    assert [(code, n) for code, _, n in board.alerts_by_rule] == [("application", 21)]
    assert (board.alerts, board.lenders[0].alerts) == (34, 34)


def test_few_of_many_purposes_are_counted_over_all_and_shown_of_none(world: World) -> None:
    clear(world)
    purposes = ["marketing.own", "model.train", "fraud.shared_list"]
    add(world, [("consent.withdrawn@1", {"purpose": one}) for one in purposes] * 4)
    board = service.market_overview(world.database, supervisor(), AT)
    assert (board.withdrawn, board.withdrawals_by_purpose) == (12, ())
    clear(world)
    add(world, [("consent.withdrawn@1", {"purpose": "marketing.own"})] * 9)
    board = service.market_overview(world.database, supervisor(), AT)
    assert (board.withdrawn, board.alerts) == (None, 0)


def test_a_lender_with_few_alerts_is_not_told_by_the_territory_less_the_others(
    world: World,
) -> None:
    clear(world)
    alert = ("fraud.alert@1", {"rules": ["device"]})
    add(world, [alert] * 30)
    other = world.machine("", world.other_lender)
    with world.database.transaction(other) as tx:
        for _ in range(3):
            store.raise_figures(tx, world.other_lender, increments(*alert), AT)
    board = service.market_overview(world.database, supervisor(), AT)
    assert [(code, n) for code, _, n in board.alerts_by_rule] == [("device", 33)]
    assert [lender.alerts for lender in board.lenders] == [None, None]


@settings(deadline=None, max_examples=20)
@given(
    st.dictionaries(
        st.sampled_from(["approve", "refer", "decline", "pause"]), st.integers(1, 30), max_size=4
    )
)
def test_no_cell_below_ten_is_shown_or_can_be_worked_out(
    world: World, counts: dict[str, int]
) -> None:
    clear(world)
    add(world, [decided("12.00", action) for action, n in counts.items() for _ in range(n)])
    with world.database.transaction(supervisor()) as tx:
        rows = [row for row in store.lender_sums(tx, AT.date()) if row.figure == "decisions"]
    for row in rows:
        if row.total is None:
            assert sum(counts.values()) < 10
            continue
        shown = {action: n for action, n in row.cells.items() if n is not None}
        assert shown == {action: counts[action] for action in shown}
        assert all(n >= 10 for n in shown.values())
        left = row.total - sum(shown.values())
        assert left == 0 or left >= 10


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
        ("key.revoked@1", {}),
    ]
)


# They write to a database, which others may keep busy: no deadline, and few examples.
@settings(deadline=None, max_examples=20)
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


@settings(deadline=None, max_examples=20)
@given(
    st.lists(st.tuples(KINDS, st.integers(0, 70)), min_size=1, max_size=10),
    st.integers(0, 5),
)
def test_the_window_equals_its_days_in_whatever_order_they_came(
    world: World, facts: list[tuple[tuple[str, dict[str, object]], int]], later: int
) -> None:
    clear(world)
    for fact, day in facts:
        add(world, [fact] * 10, AT + timedelta(days=day))
    last = max(day for _, day in facts)
    begins = rollups.window_since((AT + timedelta(days=last)).date())
    assert world.superuser("SELECT since FROM figures_since") == [(begins,)]
    kept = world.superuser("SELECT figure, bucket, value FROM figures_window")
    summed = world.superuser(
        "SELECT figure, bucket, sum(value)::bigint FROM figures_daily WHERE day >= :since"
        " GROUP BY figure, bucket",
        since=begins,
    )
    assert sorted(kept) == sorted(summed)
    # On a day with no fact of its own, and on one before the last fact, the days are summed up.
    for day in (last, last + later, last - later):
        at = AT + timedelta(days=day)
        board = service.market_overview(world.database, supervisor(), at)
        wanted = sum(10 for _, on in facts if on >= day - rollups.WINDOW_DAYS)
        assert board.facts == wanted


def test_the_follower_waits_for_what_is_sealed(world: World) -> None:
    clear(world)
    with world.database.transaction(world.machine("")) as tx:
        fact = Fact("application.decided@1", None, "A-1", {"action": "approve"})
        record(tx, fact, AT)
    # Nothing is numbered yet, and a figure comes from sealed facts only.
    machine = world.machine("")
    assert follow(world.database, machine, service.FOLLOWER, service.count_fact) == 0
    assert world.superuser("SELECT count(*) FROM figures_daily") == [(0,)]


@pytest.mark.parametrize(
    ("percent", "bucket"),
    [
        ("23.90", "002390"),
        ("23.91", "002400"),
        ("24.00", "002400"),
        ("24.01", "002410"),
        ("0", "000000"),
        ("98000", "099990"),
        ("1E+40", "099990"),
        ("", None),
        ("-1", None),
        ("NaN", None),
        ("Infinity", None),
    ],
)
def test_a_rate_falls_into_the_bucket_that_ends_at_or_above_it(
    percent: str, bucket: str | None
) -> None:
    assert rate_bucket(percent) == bucket


@pytest.mark.parametrize(("ms", "upper"), [(0, 1), (1, 1), (3.2, 5), (900, 1000), (1e9, 60000)])
def test_a_time_falls_under_its_upper_end(ms: float, upper: int) -> None:
    assert int(effect_bucket(ms)) == upper


@given(st.dictionaries(st.integers(0, 9999), st.integers(1, 50), min_size=1, max_size=30))
def test_points_of_a_distribution_agree_with_the_sorted_list(histogram: dict[int, int]) -> None:
    tenths = sorted(v for v, n in histogram.items() for _ in range(n))
    spread = figures.rate_distribution({f"{v * 10:06d}": n for v, n in histogram.items()})
    assert spread is not None
    assert spread.count == len(tenths)
    for percent, found in ((5, spread.low), (50, spread.middle), (95, spread.high)):
        rank = -(-len(tenths) * percent // 100)
        assert found == Decimal(tenths[rank - 1]) / 10


def test_lines_are_dated_and_shown_as_unverified_until_read() -> None:
    assert [line.code for line in lines_on(AT.date())] == ["cn-12", "cn-20", "cn-24"]
    assert [line.code for line in lines_on(LINES[0].since)] == ["cn-24"]
    assert not any(line.verified for line in LINES)


def test_one_loan_above_among_many_is_not_said_to_be_none() -> None:
    [line] = [line for line in LINES if line.code == "cn-24"]
    assert figures.share_above({"001200": 100_000, "002410": 1}, line) == Decimal("0.1")
    assert figures.share_above({"001200": 100_000}, line) == 0
    assert figures.share_above({}, line) == 0


def test_a_lender_that_approves_nobody_counts_in_the_share_of_the_approved(world: World) -> None:
    clear(world)
    add(world, [decided("12.00")] * 10)
    with world.database.transaction(world.machine("", world.other_lender)) as tx:
        for _ in range(30):
            added = increments(*decided("12.00", "decline"))
            store.raise_figures(tx, world.other_lender, added, AT)
    totals = totals_of(service.market_overview(world.database, supervisor(), AT))
    assert (totals.decided_told, totals.approved_share) == (40, Decimal("25.0"))


def test_a_lender_whose_few_approvals_are_hidden_leaves_no_share_of_the_market(
    world: World,
) -> None:
    clear(world)
    add(world, [decided("12.00")] * 10)
    with world.database.transaction(world.machine("", world.other_lender)) as tx:
        for outcome, times in (("approve", 3), ("decline", 30)):
            for _ in range(times):
                added = increments(*decided("12.00", outcome))
                store.raise_figures(tx, world.other_lender, added, AT)
    board = service.market_overview(world.database, supervisor(), AT)
    told = {lender.approved for lender in board.lenders}
    assert told == {10, None}
    assert totals_of(board).approved_share is None


def test_lines_lie_where_buckets_end() -> None:
    assert all(line.percent * 10 % 1 == 0 for line in LINES)


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
