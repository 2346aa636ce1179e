"""What regulators read, and the follower that keeps it current."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from consent.purposes import purpose_of
from core.access import Access, Role
from core.text import Text
from database.transaction import Database, Transaction
from evidence.model import Entry
from reporting import figures, rollups, store
from reporting.lines import lines_on
from reporting.model import LenderRow, MarketBoard, ReferenceLine
from scoring.fraud_rules import RULES

FOLLOWER = "figures"
_DAYS = 30
_MINUTES = 60

Histograms = dict[str, dict[str, int]]


def count_fact(tx: Transaction, entry: Entry) -> None:
    """Raise the figures by one fact of a log; the effect of the follower `figures`."""
    added = rollups.increments(entry.kind, entry.payload)
    store.raise_figures(tx, entry.organisation_id, added, entry.at)


def market_overview(database: Database, access: Access, at: datetime) -> MarketBoard:
    """Return the regulator's overview of the last thirty days in their territory.

    Raises:
        Forbidden: the actor is no supervisor.
    """
    access.require(Role.SUPERVISOR)
    since = (at - timedelta(days=_DAYS)).date()
    with database.transaction(access) as tx:
        rows = store.lender_sums(tx, since)
        minutes = store.minute_sums(tx, at - timedelta(minutes=_MINUTES))
    lines = lines_on(at.date())
    by_lender = _by_lender(rows)
    names = {row.organisation_id: Text(row.name_zh, row.name_en) for row in rows}
    told = [row for row in rows if row.bucket is not None]
    all_lenders = _sum(told)
    return MarketBoard(
        as_of=at,
        since=since,
        lenders=tuple(
            _lender(lender, names[lender], histograms, lines)
            for lender, histograms in sorted(by_lender.items(), key=lambda one: names[one[0]].en)
        ),
        lines=lines,
        minutes=_minutes(minutes),
        alerts_by_rule=tuple(
            (code, _rule_title(code), n)
            for code, n in figures.most_first(all_lenders[rollups.ALERTS])
        ),
        given=sum(all_lenders[rollups.GIVEN].values()),
        withdrawals_by_purpose=tuple(
            (code, _purpose_name(code), n)
            for code, n in figures.most_first(all_lenders[rollups.WITHDRAWN])
        ),
        effect_ms=figures.effect_distribution(all_lenders[rollups.EFFECT]),
        facts=sum(all_lenders[rollups.FACTS].values()),
        suppressed=len({(row.organisation_id, row.figure) for row in rows if row.bucket is None}),
    )


def _by_lender(rows: Iterable[Row[Any]]) -> dict[UUID, Histograms]:
    """Return histograms by lender and figure; a suppressed figure is not there."""
    found: dict[UUID, Histograms] = {}
    for row in rows:
        of_lender = found.setdefault(row.organisation_id, {})
        if row.bucket is not None:
            of_lender.setdefault(row.figure, {})[row.bucket] = row.value
    return found


def _sum(rows: Iterable[Row[Any]]) -> defaultdict[str, dict[str, int]]:
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        of_figure = found[row.figure]
        of_figure[row.bucket] = of_figure.get(row.bucket, 0) + row.value
    return found


def _lender(
    organisation_id: UUID, name: Text, histograms: Histograms, lines: tuple[ReferenceLine, ...]
) -> LenderRow:
    decisions = histograms.get(rollups.DECISIONS)
    rates = histograms.get(rollups.RATE, {})
    return LenderRow(
        organisation_id=organisation_id,
        name=name,
        applications=_total(histograms.get(rollups.APPLICATIONS)),
        decided=_total(decisions),
        approved=None if decisions is None else decisions.get("approve", 0),
        referred=None if decisions is None else decisions.get("refer", 0),
        declined=None if decisions is None else decisions.get("decline", 0),
        rate=figures.rate_distribution(rates),
        above=tuple((line.code, figures.share_above(rates, line)) for line in lines)
        if rates
        else (),
        alerts=_total(histograms.get(rollups.ALERTS)),
    )


def _total(histogram: dict[str, int] | None) -> int | None:
    return None if histogram is None else sum(histogram.values())


def _minutes(
    rows: Iterable[Row[Any]],
) -> tuple[tuple[str, tuple[tuple[datetime, int], ...]], ...]:
    found: defaultdict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for row in rows:
        found[row.figure].append((row.minute, row.value))
    return tuple((figure, tuple(values)) for figure, values in found.items())


def _rule_title(code: str) -> Text:
    return next((rule.title for rule in RULES if rule.code == code), Text(code, code))


def _purpose_name(code: str) -> Text:
    purpose = purpose_of(code)
    return purpose.name if purpose is not None else Text(code, code)
