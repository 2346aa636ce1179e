"""One key, one effect: replays, reuse, many at once, and processes that die on the way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from core.dates import now
from core.errors import ServiceMissing, StaleCase
from database import idempotency
from database.idempotency import Answered, Claim, Keyed
from scoring.model import CreditBand
from tests.underwriting.world import report_in
from tests.webapp.api.house import Api, House
from underwriting import service


def key() -> str:
    return str(uuid4())


def age(house: House, one: str, seconds: int = 61) -> None:
    house.world.superuser(
        "UPDATE idempotency_keys SET created_at = created_at - make_interval(secs => :seconds)"
        " WHERE key = :key",
        seconds=seconds,
        key=one,
    )


def test_the_same_request_is_answered_with_the_first_answer(house: House, api: Api) -> None:
    body, one = house.body(), key()
    first = api.post("/applications", body, one)
    count = house.count("applications")

    second = api.post("/applications", body, one)

    assert (second.status_code, second.get_json()) == (first.status_code, first.get_json())
    assert second.headers["Location"] == first.headers["Location"]
    assert second.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert house.count("applications") == count


def test_a_replay_tells_what_was_answered_then_not_what_is_now(house: House, api: Api) -> None:
    body, one = house.body(), key()
    del body["credit_report"]
    first = api.post("/applications", body, one).get_json()
    report = {"credit_report": report_in(CreditBand.STRONG)}
    api.post(f"/applications/{first['reference']}/credit-report", report)

    again = api.post("/applications", body, one)

    assert (again.status_code, again.get_json()["state"]) == (202, "waiting")


def test_another_request_with_the_key_is_refused(house: House, api: Api) -> None:
    one = key()
    api.post("/applications", house.body(), one)
    response = api.post("/applications", house.body(), one)
    assert (response.status_code, response.get_json()["code"]) == (422, "key-reused")


def test_a_key_counts_for_one_route_and_one_lender(house: House, api: Api) -> None:
    one = key()
    body = house.body()
    reference = api.post("/applications", body, one).get_json()["reference"]
    path = f"/applications/{reference}/withdrawals"
    assert api.post(path, {"purpose": "bureau.query"}, one).status_code == 200
    # The other lender has no such offer: it is answered for itself, not with our answer.
    assert house.other().post("/applications", body, one).status_code == 404


def test_the_same_key_for_another_application_is_another_request(house: House, api: Api) -> None:
    one, taken = key(), {"purpose": "bureau.query"}
    first, second = house.apply()["reference"], house.apply()["reference"]
    assert api.post(f"/applications/{first}/withdrawals", taken, one).status_code == 200
    assert api.post(f"/applications/{second}/withdrawals", taken, one).status_code == 422


@pytest.mark.parametrize("bad", ["", "a b", "x" * 256, "schlüssel"])
def test_what_changes_something_needs_a_key(house: House, api: Api, bad: str) -> None:
    before = house.count("applications")
    response = api.post("/applications", house.body(), bad)
    assert (response.status_code, response.content_type) == (400, "application/problem+json")
    assert house.count("applications") == before


def test_where_nothing_changes_a_key_may_be_left_out(house: House, api: Api) -> None:
    headers = {"Authorization": f"Bearer {house.token}"}
    path = "/api/v1/pii/scan"
    assert api.client.post(path, json={"text": "x"}, headers=headers).status_code == 200
    assert api.post("/pii/scan", {"text": "x"}).status_code == 200
    assert api.post("/pii/scan", {"text": "x"}, "a b").status_code == 400


def test_twenty_at_once_make_one_application(house: House) -> None:
    body, one = house.body(), key()
    before = house.count("applications")

    with ThreadPoolExecutor(20) as pool:
        answers = list(
            pool.map(lambda _: house.client().post("/applications", body, one), range(20))
        )

    statuses = {answer.status_code for answer in answers}
    assert statuses <= {201, 409}
    made = {answer.get_json()["reference"] for answer in answers if answer.status_code == 201}
    assert len(made) == 1
    assert house.count("applications") == before + 1
    after = house.client().post("/applications", body, one)
    assert (after.status_code, after.get_json()["reference"]) == (201, *made)


def test_a_refused_request_leaves_its_key_free(house: House, api: Api) -> None:
    one = key()
    assert api.post("/applications", house.body(months=24), one).status_code == 422
    assert api.post("/applications", house.body(), one).status_code == 201


def test_a_process_that_dies_after_keeping_the_application_leaves_one_that_goes_on(
    house: House, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    body, one = house.body(), key()
    before = house.count("applications")
    with monkeypatch.context() as patched:
        patched.setattr(service, "decide", dies)
        patched.setattr(idempotency, "give_back", lambda *_: None)  # nobody is left to tidy up
        assert api.post("/applications", body, one).status_code == 500
    assert house.count("applications") == before + 1
    assert api.post("/applications", body, one).status_code == 409  # it may be alive

    age(house, one)
    response = api.post("/applications", body, one)

    assert (response.status_code, response.get_json()["state"]) == (201, "approved")
    assert house.count("applications") == before + 1


def test_when_deciding_fails_the_next_try_goes_on_at_once(
    house: House, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    body, one = house.body(), key()
    before = house.count("applications")
    with monkeypatch.context() as patched:
        patched.setattr(service, "decide", is_missing)
        assert api.post("/applications", body, one).status_code == 503

    assert api.post("/applications", body, one).status_code == 201
    assert house.count("applications") == before + 1


def test_a_report_that_was_kept_before_a_crash_is_not_asked_for_again(
    house: House, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    body, one = house.body(), key()
    report = {"credit_report": body.pop("credit_report")}
    reference = api.post("/applications", body).get_json()["reference"]
    path = f"/applications/{reference}/credit-report"
    with monkeypatch.context() as patched:
        patched.setattr(service, "decide", dies)
        assert api.post(path, report, one).status_code == 500

    response = api.post(path, report, one)

    assert (response.status_code, response.get_json()["state"]) == (200, "approved")


def dies(*_: Any) -> None:
    raise RuntimeError("killed")


def is_missing(*_: Any) -> None:
    raise ServiceMissing("a model is not there")


# -- the room below


def test_whoever_was_overtaken_can_keep_nothing_more(house: House) -> None:
    access, keyed = house.world.staff(), Keyed("POST /x", key(), b"request")
    database, begun = house.world.database, now()
    with database.transaction(access) as tx:
        slow = idempotency.claim(tx, keyed, begun)
    assert isinstance(slow, Claim)
    with database.transaction(access) as tx:
        fast = idempotency.claim(tx, keyed, begun + timedelta(seconds=61))
    assert isinstance(fast, Claim)

    for late in (
        lambda tx: idempotency.reach(tx, slow, "A-1"),
        lambda tx: idempotency.complete(tx, slow, Answered(200, "{}")),
    ):
        with pytest.raises(StaleCase), database.transaction(access) as tx:
            late(tx)
    with database.transaction(access) as tx:
        idempotency.give_back(tx, slow)  # takes nothing from the one who overtook
        idempotency.complete(tx, fast, Answered(200, "{}"))


def test_keys_are_forgotten_after_a_month(house: House) -> None:
    access, keyed = house.world.staff(), Keyed("POST /x", key(), b"request")
    database, at = house.world.database, now()
    with database.transaction(access) as tx:
        claim = idempotency.claim(tx, keyed, at)
        assert isinstance(claim, Claim)
        idempotency.complete(tx, claim, Answered(200, "{}"))
        assert isinstance(idempotency.claim(tx, keyed, at + timedelta(days=29)), Answered)
        later = at + timedelta(days=31)
        assert isinstance(idempotency.claim(tx, keyed, later), Claim)
        assert idempotency.forget(tx, later + timedelta(days=31)) >= 1


def test_the_request_is_kept_under_a_key_so_that_no_guess_can_be_tried_on_it(
    house: House, api: Api
) -> None:
    from hashlib import sha256

    body, one = house.body(), key()
    api.post("/applications", body, one)
    ((kept, response),) = house.world.superuser(
        "SELECT request_sha256, response FROM idempotency_keys WHERE key = :key", key=one
    )
    assert kept != sha256(str(body).encode()).digest()
    assert len(kept) == 32  # type: ignore[arg-type]
    for secret in body["applicant"].values():
        assert secret not in str(response)
