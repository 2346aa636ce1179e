"""Counted facts of thirty lenders: as the follower leaves its rollups, and each fact as a row."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, time, timedelta
from itertools import chain, repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self
from uuid import UUID

from sqlalchemy import create_engine, text

from core.access import Access, ActorKind, Role, machine_access
from core.dates import ZONE, day_of, now
from core.ids import new_id
from core.text import Text
from database.embedded import EmbeddedEngines
from database.keys import create_root_key
from database.owner import open_owner_database
from database.release import migrate
from database.transaction import open_database
from identity.model import OrganisationKind
from identity.provisioning import NewOrganisation, ensure_organisation, ensure_platform
from reporting.model import Increment, MarketBoard
from reporting.rollups import WINDOW_DAYS, increments, window_since
from reporting.service import market_overview
from reporting.store import raise_figures

LENDERS = 30
_TERRITORY = ("CN-31",)
_SEED = 20261122
_NOON = time(12, 0, tzinfo=ZONE)
# Of a hundred facts: what came, what was decided, alerts, consents given and taken back.
_MIX = (
    ("application.submitted@1", 38),
    ("application.decided@1", 38),
    ("fraud.alert@1", 4),
    ("consent.granted@1", 16),
    ("consent.withdrawn@1", 4),
)
_CREATE = """
CREATE UNLOGGED TABLE bench_facts (
    organisation_id uuid NOT NULL, figure text NOT NULL, bucket text NOT NULL, day date NOT NULL
)
"""
_FACTS = """
INSERT INTO bench_facts SELECT :organisation_id, :figure, :bucket, :day
FROM generate_series(1, :count)
"""
_GROUP = """
SELECT organisation_id, figure, bucket, count(*) FROM bench_facts
WHERE day >= :since GROUP BY organisation_id, figure, bucket
"""


class Figures:
    """A database with lenders of one territory, whose facts are counted in both ways."""

    def __enter__(self) -> Self:
        """Start PostgreSQL in a folder that goes away, and release the schema into it."""
        self._stack = ExitStack()
        folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="candor-bench-")))
        servers = EmbeddedEngines(folder / "data")
        urls = servers.start()
        self._stack.callback(servers.stop)
        migrate(urls.superuser_url)
        root = create_root_key(folder / "root.pem")
        owner = open_owner_database(urls.superuser_url, root)
        self._stack.callback(owner.dispose)
        self._database = open_database(urls.app_url, root)
        self._stack.callback(self._database.dispose)
        self._rows = create_engine(urls.superuser_url)
        self._stack.callback(self._rows.dispose)
        at = now()
        ensure_platform(owner, at)
        self._lenders = [
            ensure_organisation(
                owner,
                NewOrganisation(
                    OrganisationKind.LENDER,
                    Text(f"第{number}号公司", f"Lender {number}"),
                    "cn",
                    lender_type="consumer_finance",
                    territory=_TERRITORY,
                ),
                at,
            ).id
            for number in range(1, LENDERS + 1)
        ]
        with self._rows.begin() as connection:
            connection.execute(text(_CREATE))
        self._counted = 0
        self._dice = random.Random(_SEED)  # invented facts, no secret
        return self

    def __exit__(self, *_: object) -> None:
        """Stop PostgreSQL."""
        self._stack.close()

    def count_up_to(self, facts: int) -> None:
        """Count further facts until there are so many."""
        share = (facts - self._counted) // (LENDERS * WINDOW_DAYS)
        today = day_of(now())
        for lender in self._lenders:
            for back in range(WINDOW_DAYS):
                day = datetime.combine(today - timedelta(days=back), _NOON)
                self._count(lender, share, day)
        with self._rows.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
        self._counted = facts

    def _count(self, lender: UUID, facts: int, at: datetime) -> None:
        """Count one lender's facts of one day, in the rollups and one by one."""
        counts = list(self._made(facts))
        with self._database.transaction(machine_access(lender, "")) as tx:
            raise_figures(tx, lender, chain.from_iterable(repeat(*one) for one in counts), at)
        rows = [
            {
                "organisation_id": lender,
                "figure": one.figure,
                "bucket": one.bucket,
                "day": day_of(at),
                "count": count,
            }
            for one, count in counts
        ]
        with self._rows.begin() as connection:
            connection.execute(text(_FACTS), rows)

    def _made(self, facts: int) -> Iterator[tuple[Increment, int]]:
        """Make up a day's facts; what is alike is made up once and counted often."""
        for kind, percent in _MIX:
            left = max(1, facts * percent // 100)
            while left:
                alike = min(left, self._dice.randint(1, 12))
                left -= alike
                for one in increments(kind, self._payload(kind)):
                    yield one, alike

    def _payload(self, kind: str) -> dict[str, object]:
        dice = self._dice
        asked = datetime(2026, 1, 1, tzinfo=ZONE)
        taken = asked + timedelta(milliseconds=dice.choice((1, 3, 8, 40)))
        rate = dice.triangular(4, 40, 21)
        return {
            "application.submitted@1": {"channel": dice.choice(("page", "api"))},
            "application.decided@1": {
                "action": dice.choice(("approve", "refer", "decline")),
                "apr_percent": f"{rate:.2f}",
            },
            "fraud.alert@1": {"rules": [dice.choice(("V01", "V02", "A01"))]},
            "consent.granted@1": {"purpose": "bureau.query"},
            "consent.withdrawn@1": {
                "purpose": dice.choice(("marketing.own", "model.train")),
                "requested_at": asked.isoformat(),
                "effective_at": taken.isoformat(),
            },
        }[kind]

    def read(self) -> MarketBoard:
        """Read the board's figures as the territory's regulator."""
        supervisor = Access(
            ActorKind.STAFF, new_id(), None, "", frozenset({Role.SUPERVISOR}), _TERRITORY
        )
        return market_overview(self._database, supervisor, now())

    def group(self) -> int:
        """Count the same facts anew; return how many groups there are."""
        with self._rows.connect() as connection:
            found = connection.execute(text(_GROUP), {"since": window_since(day_of(now()))})
            return len(found.all())
