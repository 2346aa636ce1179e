"""Recipients answer by their signature alone: altered, repeated or not theirs, it is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from werkzeug.test import TestResponse

from consent.delivery.signatures import ANSWERED, TOLD, Message, SigningKey, sign
from core.dates import iso, now
from core.ids import new_id
from database.transaction import open_database
from tests.consent.delivery.ledger import (
    Outside,
    put_recipient,
    put_someone,
    say_yes,
    seal_and_follow,
    take_back,
)
from tests.consent.delivery.ledger import courses_of as courses
from tests.database_world import as_role
from tests.webapp.api.house import House

PURPOSE = "marketing.partner"


@pytest.fixture(scope="module")
def told(house: House) -> tuple[Outside, UUID]:
    """A recipient, and the withdrawal it was told of."""
    outside = put_recipient(house.world, PURPOSE)
    who = put_someone(house.world)
    say_yes(house.world, who, PURPOSE)
    take_back(house.world, who, PURPOSE)
    follower = open_database(as_role(house.world.url, "candor_follower"), house.world.root)
    seal_and_follow(house.world, follower, house.desk)
    follower.dispose()
    (course,) = [one for one in courses(house.world, who) if one.delivery.delete_by is not None]
    return outside, course.delivery.id


def message(
    outside: Outside, delivery: UUID, what: str = "acknowledgements", **more: Any
) -> Message:
    at: datetime = more.pop("at", now())
    name = "acknowledged_at" if what == "acknowledgements" else "deleted_at"
    body = more.pop("body", {name: iso(now()), **more.pop("content", {})})
    url = f"http://localhost/api/v1/deliveries/{delivery}/{what}"
    plain = Message("POST", url, json.dumps(body).encode())
    return sign(plain, more.get("key", outside.key), more.get("tag", ANSWERED), at)


def send(house: House, one: Message) -> TestResponse:
    client = house.app.test_client()
    return client.open(one.url, method=one.method, data=one.body, headers=one.headers)


def test_an_acknowledgement_is_kept_and_said_again_it_is_answered_as_the_first_time(
    house: House, told: tuple[Outside, UUID]
) -> None:
    first, second = (send(house, message(*told)) for _ in range(2))
    assert first.status_code == second.status_code == 200, first.text
    assert first.get_json() == second.get_json()
    assert first.get_json()["kind"] == "acknowledged"


def test_a_deletion_is_proved_with_what_a_rule_keeps(
    house: House, told: tuple[Outside, UUID]
) -> None:
    kept = [{"category": "contact", "rule": "合同记录", "until": "2029-12-31"}]
    content = {"method": "erased", "kept": kept}
    answer = send(house, message(*told, "deletions", content=content))
    assert answer.status_code == 200, answer.text
    entry = answer.get_json()["evidence"]
    rows = house.world.superuser("SELECT kind FROM evidence_entries WHERE id = :id", id=UUID(entry))
    assert rows == [("delivery.deleted@1",)]


def test_the_same_message_a_second_time_is_refused(
    house: House, told: tuple[Outside, UUID]
) -> None:
    one = message(*told)
    assert send(house, one).status_code == 200
    again = send(house, one)
    assert again.status_code == 401
    assert again.get_json()["code"] == "signature-refused"


ALTERED: dict[str, Callable[[Message], Message]] = {
    "method": lambda one: replace(one, method="PUT"),
    "path": lambda one: replace(one, url=one.url.replace("acknowledgements", "deletions")),
    "query": lambda one: replace(one, url=f"{one.url}?x=1"),
    "body": lambda one: replace(one, body=one.body.replace(b"Z", b"+00:00")),
    "date": lambda one: header(one, "Date", "Mon, 23 Nov 2026 08:00:01 GMT"),
    "host": lambda one: header(one, "Host", "127.0.0.1"),
    "signature": lambda one: header(one, "Signature", "sig1=:AAAA:"),
    "no signature": lambda one: header(one, "Signature-Input", ""),
}


def header(one: Message, name: str, value: str) -> Message:
    return replace(one, headers={**one.headers, name: value})


@pytest.mark.parametrize("what", ALTERED)
def test_one_thing_altered_on_the_way_and_nothing_is_kept(
    house: House, told: tuple[Outside, UUID], what: str
) -> None:
    found = send(house, ALTERED[what](message(*told)))
    assert found.status_code in ({405} if what == "method" else {401}), found.text
    assert found.content_type == "application/problem+json"


def test_another_key_another_side_and_another_time_are_refused(
    house: House, told: tuple[Outside, UUID]
) -> None:
    outside, delivery = told
    stranger = SigningKey(outside.key.id, Ed25519PrivateKey.generate())
    unknown = SigningKey("recipients/nobody", outside.key.private)
    for one in (
        message(outside, delivery, key=stranger),
        message(outside, delivery, key=unknown),
        message(outside, delivery, tag=TOLD),
        message(outside, delivery, at=now() - timedelta(minutes=6)),
        message(outside, delivery, at=now() + timedelta(minutes=6)),
    ):
        assert send(house, one).status_code == 401


def test_what_is_another_recipients_or_nobodys_is_not_there(
    house: House, told: tuple[Outside, UUID]
) -> None:
    other = put_recipient(house.world, PURPOSE)
    others = send(house, message(other, told[1]))
    nobodys = send(house, message(other, new_id()))
    assert others.status_code == nobodys.status_code == 404
    assert others.get_json() == nobodys.get_json()


def test_a_lenders_key_is_no_recipient_and_a_recipient_opens_nothing_else(
    house: House, told: tuple[Outside, UUID]
) -> None:
    path = f"/deliveries/{told[1]}/acknowledgements"
    assert house.client().post(path, {"acknowledged_at": iso(now())}).status_code == 403
    notices = Message("GET", "http://localhost/api/v1/notices", b"")
    assert send(house, sign(notices, told[0].key, ANSWERED, now())).status_code == 401


BAD = [
    ({}, "/acknowledged_at"),
    ({"acknowledged_at": "yesterday"}, "/acknowledged_at"),
    ({"acknowledged_at": "2026-11-23T08:00:00"}, "/acknowledged_at"),
    ({"acknowledged_at": "2036-11-23T08:00:00Z"}, "/acknowledged_at"),
    ({"acknowledged_at": "2026-11-23T08:00:00Z", "more": 1}, ""),
]


@pytest.mark.parametrize(("body", "pointer"), BAD)
def test_a_body_that_does_not_fit_is_one_clear_problem(
    house: House, told: tuple[Outside, UUID], body: dict[str, Any], pointer: str
) -> None:
    outside = put_recipient(house.world, PURPOSE)  # one that has not answered yet
    who = put_someone(house.world)
    say_yes(house.world, who, PURPOSE)
    follower = open_database(as_role(house.world.url, "candor_follower"), house.world.root)
    seal_and_follow(house.world, follower, house.desk)
    follower.dispose()
    (fresh,) = [o for o in courses(house.world, who) if o.delivery.recipient_id == outside.row.id]
    found = send(house, message(outside, fresh.delivery.id, body=body))
    assert found.status_code == 422
    assert found.get_json().get("pointer", "") == pointer


def test_a_kept_category_must_be_one_there_is(house: House, told: tuple[Outside, UUID]) -> None:
    outside = put_recipient(house.world, PURPOSE)
    who = put_someone(house.world)
    say_yes(house.world, who, PURPOSE)
    take_back(house.world, who, PURPOSE)
    follower = open_database(as_role(house.world.url, "candor_follower"), house.world.root)
    seal_and_follow(house.world, follower, house.desk)
    follower.dispose()
    (stop,) = [
        one
        for one in courses(house.world, who)
        if one.delivery.recipient_id == outside.row.id and one.delivery.delete_by is not None
    ]
    kept = [{"category": "shoe_size", "rule": "none", "until": "2029-12-31"}]
    content = {"method": "erased", "kept": kept}
    found = send(house, message(outside, stop.delivery.id, "deletions", content=content))
    assert found.status_code == 422
    assert found.get_json()["pointer"] == "/kept/0/category"


NOT_SAID_CLEARLY = {
    "a day as a number": b'"kept":[{"category":"contact","rule":"x","until":1700006400}]',
    "a day as an instant": b'"kept":[{"category":"contact","rule":"x",'
    b'"until":"2029-12-31T00:00:00Z"}]',
    "a day as digits": b'"kept":[{"category":"contact","rule":"x","until":"1700006400"}]',
    "one thing twice": b'"method":"key_destroyed"',
    "an instant as a number": b'"deleted_at":1700006400',
    "before the first year": b'"deleted_at":"0001-01-01T00:00:00+14:00"',
    "after the last year": b'"deleted_at":"9999-12-31T23:59:59-14:00"',
}


@pytest.mark.parametrize("what", NOT_SAID_CLEARLY)
def test_a_proof_that_could_be_read_two_ways_or_none_is_refused(
    house: House, told: tuple[Outside, UUID], what: str
) -> None:
    outside = put_recipient(house.world, PURPOSE)
    who = put_someone(house.world)
    say_yes(house.world, who, PURPOSE)
    take_back(house.world, who, PURPOSE)
    follower = open_database(as_role(house.world.url, "candor_follower"), house.world.root)
    seal_and_follow(house.world, follower, house.desk)
    follower.dispose()
    (stop,) = [
        one
        for one in courses(house.world, who)
        if one.delivery.recipient_id == outside.row.id and one.delivery.delete_by is not None
    ]
    members = [b'"deleted_at":"%s"' % iso(now()).encode(), b'"method":"erased"']
    if NOT_SAID_CLEARLY[what].startswith(b'"deleted_at"'):
        members.pop(0)
    body = b"{%s}" % b",".join((*members, NOT_SAID_CLEARLY[what]))
    url = f"http://localhost/api/v1/deliveries/{stop.delivery.id}/deletions"
    found = send(house, sign(Message("POST", url, body), outside.key, ANSWERED, now()))
    assert found.status_code == 422, found.text
    [answered] = house.world.superuser(
        "SELECT count(*) FROM delivery_answers WHERE delivery_id = :id", id=stop.delivery.id
    )
    assert answered == (0,)
