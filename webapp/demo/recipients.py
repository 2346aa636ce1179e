"""The invented recipients of the invented lenders, and the plan by which they are simulated.

The plan holds their private keys, as each of them would keep its own; it comes last and whole, so
that a start that was interrupted is finished by the next one.
"""

from __future__ import annotations

import base64
import os
import socket
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.delivery import store
from consent.delivery.recipients import Wanted, add_recipient, close_recipient, signing_key
from consent.delivery.signatures import SigningKey
from core.settings import Settings
from core.text import Text
from database.transaction import Database
from identity.demonstration import DEMO_ORGANISATIONS
from identity.model import OrganisationKind
from identity.rights import provisioning
from webapp.demo.outside import Kept, Plan, Recipient, Temper

_SEED: Final = 20261123


@dataclass(frozen=True, slots=True)
class Row:
    """One invented recipient of every invented lender.

    Args:
        path: the last part of its address.
        minutes: how long it may take to acknowledge.
    """

    path: str
    name: Text
    purposes: tuple[str, ...]
    minutes: int
    delete_days: int
    temper: Temper


ROWS: Final[tuple[Row, ...]] = (
    Row(
        "mall",
        Text("暖阳商城（虚构）", "Sunlit Mall (invented)"),
        ("marketing.partner",),
        60,
        15,
        Temper(acknowledge_seconds=2, delete_seconds=6),
    ),
    Row(
        "bank",
        Text("青山银行（虚构）", "Greenhill Bank (invented)"),
        ("bank_data.pull_once", "bank_data.monitor"),
        60,
        30,
        Temper(
            errors=0.25, slow=0.1, drops=0.15, wrong_signatures=0.3,
            acknowledge_seconds=4, delete_seconds=8,
        ),
    ),
    Row(
        "bureau",
        Text("东海征信（虚构）", "Donghai Credit Bureau (invented)"),
        ("bureau.query",),
        60,
        30,
        Temper(
            acknowledge_seconds=40, delete_seconds=20,
            keeps=(
                Kept(
                    category="credit_report",
                    rule="《网络数据安全管理条例》第十二条：提供个人信息的处理情况记录至少保存三年",
                    days=3 * 365 + 1,
                ),
            ),
        ),
    ),
    Row(
        "fraud-list",
        Text("联防平台（虚构，从不答复）", "Shared Watch (invented, never answers)"),
        ("fraud.shared_list", "model.federated"),
        3,
        30,
        Temper(acknowledge_seconds=None),
    ),
)  # fmt: skip


def plan_file(settings: Settings) -> Path:
    """Return where the plan of the simulated recipients is kept."""
    return settings.data_dir / "demo" / "recipients.json"


def keep_recipients(owner: Database, settings: Settings, at: datetime) -> None:
    """Set the invented recipients up for each lender, and keep the plan they are simulated by."""
    port = _free_port()
    simulated = [
        _set_up(owner, organisation.id, row, port, at)
        for organisation in DEMO_ORGANISATIONS
        if organisation.kind is OrganisationKind.LENDER and organisation.id is not None
        for row in ROWS
    ]
    plan = Plan(port=port, seed=_SEED, recipients=tuple(simulated))
    path = plan_file(settings)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(plan.model_dump_json(indent=1))
    fresh.replace(path)


def _set_up(owner: Database, lender: UUID, row: Row, port: int, at: datetime) -> Recipient:
    private = Ed25519PrivateKey.generate()
    path = f"/{lender.hex}/{row.path}"
    wanted = Wanted(
        row.name,
        row.purposes,
        f"http://127.0.0.1:{port}{path}",
        SigningKey("", private).public,
        60 * row.minutes,
        row.delete_days,
    )
    with owner.transaction(provisioning(lender)) as tx:
        # Nobody has the key of one whose start was interrupted before the plan was there.
        for known in store.recipients_of(tx, lender):
            if known.open and known.name == row.name:
                close_recipient(tx, lender, known.id, at)
        made = add_recipient(tx, lender, wanted, at, loopback=True)
        ours = signing_key(tx, lender)
    return Recipient(
        path=path,
        key_id=made.key_id,
        private_key=base64.b64encode(private.private_bytes_raw()).decode(),
        candor_keys={ours.id: ours.public},
        temper=row.temper,
    )


def _free_port() -> int:
    """Return a port that is free now; it is kept, since the endpoints name it."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
