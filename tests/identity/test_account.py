"""The pages of one's own account: a new password, every device signed out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyotp import TOTP

from core.access import Role
from identity.members import invite
from identity.sessions import session_of
from identity.sign_in import sign_in
from tests.identity.conftest import House
from tests.identity.test_pages import cookie, make_app, register, send, token_on
from tests.identity.words import PASSWORD, new_mobile
from webapp import limits

OWN = "窗台 lighthouse 83 梨子"


@pytest.fixture(scope="module")
def real_app(house: House, redis_url: str) -> Flask:
    """No demonstration, and so no way out for messages."""
    return make_app(house, redis_url, CANDOR_DEMO="0")


@pytest.fixture
def client(real_app: Flask) -> Iterator[FlaskClient]:
    limits.install(real_app)
    limits.LIMITER._storage_dead = False
    limits.LIMITER.reset()
    with real_app.test_client() as client:
        yield client


def set_up_authenticator(client: FlaskClient, path: str) -> tuple[TOTP, str]:
    """Prove a new authenticator; return it, and where that led."""
    page = client.get(path).text
    secret = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page)
    assert secret
    device = TOTP(secret[1].replace(" ", ""))
    code = device.at(datetime.now(UTC))
    answer = client.post(path, data={"csrf_token": token_on(page), "code": code})
    return device, answer.headers["Location"]


def test_the_header_leads_to_the_account(client: FlaskClient) -> None:
    register(client, new_mobile())
    page = client.get("/my-data").text
    assert 'href="/account"' in page
    account = client.get("/account").text
    assert re.search(r"139\*{4}\d{4}", account)
    assert 'href="/account/password"' in account


def test_a_password_is_changed_after_a_fresh_proof(client: FlaskClient, house: House) -> None:
    mobile = new_mobile()
    register(client, mobile)
    elsewhere = sign_in(house.database, mobile, PASSWORD, datetime.now(UTC))
    answer = client.get("/account/password")
    assert answer.headers["Location"] == "/confirm?next=/account/password"
    assert send(client, "/account/password", "/account", old=PASSWORD, new=OWN).status_code == 403
    # Nothing can be sent here, so an authenticator is the one way.
    answer = client.get(answer.headers["Location"])
    assert answer.headers["Location"] == "/authenticator?next=/account/password"
    _, after = set_up_authenticator(client, answer.headers["Location"])
    assert after == "/account/password"

    wrong = {"old": "wrong, wrong, wrong", "new": OWN}
    for fields, field in ((wrong, "old"), ({"old": PASSWORD, "new": "short"}, "new")):
        answer = send(client, "/account/password", "/account/password", **fields)
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.text
        assert not any(text in answer.text for text in fields.values())
    before = cookie(client)
    answer = send(client, "/account/password", "/account/password", old=PASSWORD, new=OWN)
    assert answer.headers["Location"] == "/account"
    assert cookie(client) != before
    assert client.get("/account").status_code == 200
    assert session_of(house.database, elsewhere.token) is None
    assert sign_in(house.database, mobile, OWN, datetime.now(UTC))


def test_signing_out_everywhere_ends_this_device_too(client: FlaskClient, house: House) -> None:
    mobile = new_mobile()
    register(client, mobile)
    here = cookie(client)
    elsewhere = sign_in(house.database, mobile, PASSWORD, datetime.now(UTC))
    assert client.post("/account/sign-out-everywhere").status_code == 400
    answer = send(client, "/account/sign-out-everywhere", "/account")
    assert answer.headers["Location"] == "/"
    assert not cookie(client)
    for token in (here, elsewhere.token):
        assert session_of(house.database, token) is None


def test_somebody_invited_comes_in_by_the_pages_alone(client: FlaskClient, house: House) -> None:
    now = datetime.now(UTC)
    mobile = new_mobile()
    made = invite(house.owner, house.lender.id, Role.ADMIN, ("张三", mobile), now)
    assert made.password
    answer = send(client, "/sign-in", account=mobile, password=made.password)
    assert answer.headers["Location"] == "/sign-in/new-password"
    assert client.get("/account").status_code == 303
    page = client.get("/sign-in/new-password").text
    assert 'name="old"' not in page
    answer = send(client, "/sign-in/new-password", "/sign-in/new-password", new=made.password)
    assert answer.status_code == 422
    answer = send(client, "/sign-in/new-password", "/sign-in/new-password", new=OWN)
    assert answer.headers["Location"] == "/authenticator"
    device, after = set_up_authenticator(client, "/authenticator")
    assert after == "/shelf"
    assert client.get("/shelf").status_code == 200
    assert send(client, "/sign-in/new-password", "/account", new=PASSWORD).status_code == 403

    send(client, "/sign-out", "/account")
    answer = send(client, "/sign-in", account=mobile, password=OWN)
    assert answer.headers["Location"] == "/sign-in/code"
    later = device.at(datetime.now(UTC) + timedelta(seconds=30))
    assert send(client, "/sign-in/code", "/sign-in/code", code=later).status_code == 422


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_speak_both_languages(client: FlaskClient, language: str) -> None:
    register(client, new_mobile())
    page = client.get(f"/account?lang={language}").text
    assert ("在所有设备上退出" in page) is (language == "zh")
    assert ("Sign out everywhere" in page) is (language == "en")
