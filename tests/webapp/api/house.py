"""A house with two lenders, their keys and an offer, behind its real application."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core.dates import now
from core.settings import read_settings
from database.transaction import open_database
from evidence.desk import Desk
from evidence.sequencer import sequence
from identity.provisioning import provision_api_key
from reporting import notice_service
from scoring.model import CreditBand
from scoring.velocity import Velocity
from tests.database_world import World, as_role
from tests.underwriting.world import agreed_to, engines, put_offer, report_in
from underwriting.model import Offer
from webapp.app import create_app
from webapp.services import Services
from workers.followers import FOLLOWERS, follow

SECRET = b"a key for the form tokens of tests"
NAME = "测试甲乙"
ALL_SCOPES = frozenset({"applications", "contracts"})


@dataclass(frozen=True, slots=True)
class House:
    """What the tests of the API work with."""

    world: World
    app: Flask
    offer: Offer
    token: str
    other_token: str
    desk: Desk

    def client(self, token: str | None = None) -> Api:
        """The lender's system, or whoever has the token."""
        return Api(self.app.test_client(), self.token if token is None else token)

    def other(self) -> Api:
        """The other lender's system."""
        return self.client(self.other_token)

    def body(self, *consents: str, **changes: object) -> dict[str, Any]:
        """An application by somebody new."""
        number = uuid4().int
        who: dict[str, Any] = {
            "name": NAME,
            "id_number": f"1101011990{number % 10**7:07d}X",
            "phone": f"139{number % 10**8:08d}",
            "monthly_income": "9000.00",
            "use": "education",
            "device": f"device-{number}",
            "address": f"2001:db8::{number % 0xFFFF:x}:{number % 0xFFF1:x}",
        }
        return {
            "offer": self.offer.code,
            "amount": "12000.00",
            "months": 12,
            "language": "zh",
            "applicant": who,
            "consents": self.consents(*(consents or ("bureau.query",))),
            "credit_report": report_in(CreditBand.STRONG),
            **changes,
        }

    def consents(self, *purposes: str) -> list[dict[str, str]]:
        """Each yes, to the notice in force."""
        agreed = agreed_to(self.world, *purposes)
        return [{"purpose": code, "notice_sha256": sha256} for code, sha256 in agreed]

    def apply(self, **changes: object) -> dict[str, Any]:
        """Hand in an application and return what was answered."""
        return self.client().post("/applications", self.body(**changes)).get_json()

    def seal(self) -> None:
        """Number and sign what the lender's log awaits."""
        while sequence(self.world.database, self.desk, self.world.lender, now()):
            pass

    def tell(self) -> None:
        """Write the notices that what is sealed calls for."""
        self.seal()
        url = as_role(self.world.url, "candor_follower")
        database = open_database(url, self.world.root, pool_size=1)
        writer = next(row for row in FOLLOWERS if row.name == notice_service.FOLLOWER)
        while follow(database, writer)[0]:
            pass
        database.dispose()

    def count(self, table: str, lender: UUID | None = None) -> int:
        """How many rows of the lender a table has."""
        ((found,),) = self.world.superuser(
            f"SELECT count(*) FROM {table} WHERE organisation_id = :id",
            id=lender or self.world.lender,
        )
        assert isinstance(found, int)
        return found


@dataclass(frozen=True, slots=True)
class Api:
    """A lender's system."""

    client: FlaskClient
    token: str
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def get(self, path: str, **arguments: Any) -> TestResponse:
        """Read."""
        return self.client.get(f"/api/v1{path}", headers=self._headers(), **arguments)

    def post(self, path: str, body: object = None, key: str | None = None, **more: Any):
        """Send, with a key of its own unless one is given."""
        headers = {"Idempotency-Key": str(uuid4()) if key is None else key, **self._headers()}
        arguments = more or ({} if body is None else {"json": body})
        return self.client.post(f"/api/v1{path}", headers=headers, **arguments)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", **self.headers}


def build_house(world: World, redis_url: str, folder: Path) -> House:
    """Put the application before a world."""
    settings = read_settings({"CANDOR_DATA": str(folder), "REDIS_URL": redis_url})
    services = Services(settings, world.database, SECRET, engines(Velocity()))
    token, other = (
        provision_api_key(world.owner, lender, "tests", ALL_SCOPES, now()).token
        for lender in (world.lender, world.other_lender)
    )
    desk = Desk(bytes(range(32)), folder / "evidence", "candor.example")
    return House(world, create_app(services), put_offer(world), token, other, desk)


def key_with(house: House, *scopes: str, organisation: UUID | None = None) -> Api:
    """A system whose key has only these scopes."""
    owner, lender = house.world.owner, organisation or house.world.lender
    return house.client(provision_api_key(owner, lender, "some", frozenset(scopes), now()).token)


def contract(text: str = "") -> dict[str, str]:
    """A contract as it is sent along."""
    words = text or CONTRACT
    return {"name": "合同.txt", "content_base64": base64.b64encode(words.encode()).decode()}


def with_report(house: House, band: CreditBand) -> dict[str, Any]:
    """An application whose credit report falls into a band."""
    return house.body(credit_report=report_in(band))


def with_headers(api: Api, **headers: str) -> Api:
    """The same system, with more headers."""
    return replace(api, headers=headers)


CONTRACT = """个人消费贷款合同
贷款人:甲消费金融有限公司
借款人:测试甲乙
合同签订日期:2026年1月10日
贷款本金:人民币10000元,期限12个月。年利率(单利)12%。
还款方式:等额本息,每月偿还888.49元,共12期,首期还款日2026年2月10日。
服务费:放款时一次性扣除服务费500元。
"""
