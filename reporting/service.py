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
from core.dates import day_of
from core.text import Text
from database.transaction import Database, Transaction
from evidence.model import Entry
from reporting import figures, rollups, store
from reporting.lines import lines_on
from reporting.model import LenderRow, MarketBoard, ReferenceLine
from scoring.fraud_rules import RULES

FOLLOWER = "figures"
_MINUTES = 60

Cells = dict[str, int | None]
"""A figure's parts; None where a part is too small to be shown."""


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
    since = rollups.window_since(day_of(at))
    with database.transaction(access) as tx:
        rows = store.lender_sums(tx, since)
        minutes = store.minute_sums(tx, at - timedelta(minutes=_MINUTES))
    lines = lines_on(day_of(at))
    of_all = {row.figure: row for row in rows if row.organisation_id is None}
    whole = {figure: row.cells for figure, row in of_all.items()}
    return MarketBoard(
        as_of=at,
        since=since,
        lenders=tuple(
            sorted((_lender(told, lines) for told in _by_lender(rows)), key=lambda row: row.name.en)
        ),
        lines=lines,
        minutes=_minutes(minutes),
        alerts=_sum(of_all, rollups.ALERTS),
        alerts_by_rule=tuple(
            (code, _rule_title(code), n)
            for code, n in figures.most_first(_shown(whole.get(rollups.ALERTS)))
        ),
        given=_sum(of_all, rollups.GIVEN),
        withdrawn=_sum(of_all, rollups.WITHDRAWN),
        withdrawals_by_purpose=tuple(
            (code, _purpose_name(code), n)
            for code, n in figures.most_first(_shown(whole.get(rollups.WITHDRAWN)))
        ),
        effect_ms=figures.effect_distribution(_shown(whole.get(rollups.EFFECT))),
        facts=sum(_shown(whole.get(rollups.FACTS)).values()),
        suppressed=sum(map(_hidden, rows)),
        told=_sum(of_all, rollups.TOLD),
        overdue=_sum(of_all, rollups.OVERDUE),
    )


def _by_lender(rows: Iterable[Row[Any]]) -> Iterable[dict[str, Row[Any]]]:
    """Give each lender's rows by figure; a lender all of whose figures are hidden is there too."""
    found: defaultdict[UUID, dict[str, Row[Any]]] = defaultdict(dict)
    for row in rows:
        if row.organisation_id is not None:
            found[row.organisation_id][row.figure] = row
    return found.values()


def _shown(cells: Cells | None) -> dict[str, int]:
    return {bucket: n for bucket, n in (cells or {}).items() if n is not None}


def _hidden(row: Row[Any]) -> int:
    """Count what is too small to be shown: the whole group, or some of its cells."""
    return 1 if row.total is None else sum(1 for n in row.cells.values() if n is None)


def _lender(told: dict[str, Row[Any]], lines: tuple[ReferenceLine, ...]) -> LenderRow:
    some = next(iter(told.values()))
    decisions = _cells(told, rollups.DECISIONS)
    rates = _shown(_cells(told, rollups.RATE))
    return LenderRow(
        organisation_id=some.organisation_id,
        name=Text(some.name_zh, some.name_en),
        applications=_total(told, rollups.APPLICATIONS),
        decided=_total(told, rollups.DECISIONS),
        approved=None if decisions is None else decisions.get("approve", 0),
        referred=None if decisions is None else decisions.get("refer", 0),
        declined=None if decisions is None else decisions.get("decline", 0),
        rate=figures.rate_distribution(rates),
        above=tuple((line.code, figures.share_above(rates, line)) for line in lines)
        if rates
        else (),
        alerts=_total(told, rollups.ALERTS),
        overdue=_total(told, rollups.OVERDUE),
    )


def _cells(told: dict[str, Row[Any]], figure: str) -> Cells | None:
    return told[figure].cells if figure in told else None


def _total(told: dict[str, Row[Any]], figure: str) -> int | None:
    return told[figure].total if figure in told else None


def _sum(of_all: dict[str, Row[Any]], figure: str) -> int | None:
    """Return a figure over the territory: nothing counted is zero, too little counted is None."""
    return of_all[figure].total if figure in of_all else 0


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
