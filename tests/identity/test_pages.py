"""The doors of the web: cookies, form tokens, roles, keys and limits."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Blueprint, Flask, g
from flask.testing import FlaskClient
from pyotp import TOTP

from core.access import Role
from core.settings import read_settings
from identity.demonstration import DEMO_PEOPLE
from identity.provisioning import add_member, provision_api_key
from identity.seeding import seed_demonstration
from identity.sessions import session_of
from tests.identity.conftest import House
from tests.identity.words import PASSWORD, new_mobile
from webapp import limits
from webapp.app import create_app
from webapp.arrivals import next_path
from webapp.auth import current_access, signed_in
from webapp.services import Services

PROBE = Blueprint("probe", __name__)


@PROBE.get("/probe/anyone")
@signed_in()
def anyone() -> str:
    return current_access().actor_kind


@PROBE.get("/probe/officer")
@signed_in(Role.OFFICER)
def officer() -> str:
    return str(current_access().organisation)


@PROBE.route("/probe/matters", methods=["GET", "POST"])
@signed_in(stepped_up=True)
def matters() -> str:
    return "done"


@PROBE.get("/api/v1/probe")
@signed_in(Role.SUBMITTER)
def program() -> str:
    return str(g.access.organisation_id)


def make_app(house: House, redis_url: str, **environment: str) -> Flask:
    settings = read_settings({"CANDOR_DEMO": "1", "REDIS_URL": redis_url, **environment})
    app = create_app(Services(settings, house.database, b"a key for the form tokens of tests"))
    app.register_blueprint(PROBE)
    return app


def count_anew(app: Flask) -> None:
    """Forget who knocked: the limits are one object a process, and the last application owns it."""
    limits.install(app)
    limits.LIMITER._storage_dead = False
    limits.LIMITER.reset()


@pytest.fixture(scope="module")
def app(house: House, redis_url: str) -> Flask:
    seed_demonstration(house.owner, datetime.now(UTC))
    return make_app(house, redis_url)


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    count_anew(app)
    with app.test_client() as client:
        yield client


def token_on(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found, page
    return html.unescape(found[1])


def send(client: FlaskClient, path: str, form: str = "/sign-in", **fields: str):
    """Send a form with the token of a page that shows one."""
    page = client.get(form).text
    if "csrf_token" not in page:
        page = client.get("/register").text
    return client.post(path, data={"csrf_token": token_on(page), **fields})


def register(client: FlaskClient, mobile: str):
    return send(client, "/register", "/register", name="王芳", account=mobile, password=PASSWORD)


def cookie(client: FlaskClient) -> str:
    found = client.get_cookie("candor_session")
    return found.value if found else ""


def test_a_borrower_registers_and_is_in_and_out(client: FlaskClient, house: House) -> None:
    assert client.get("/probe/anyone").headers["Location"] == "/sign-in?next=/probe/anyone"
    answer = register(client, new_mobile())
    assert (answer.status_code, answer.headers["Location"]) == (303, "/my-data")
    set_cookie = next(c for c in answer.headers.getlist("Set-Cookie") if "candor_session" in c)
    assert "HttpOnly" in set_cookie
    assert "SameSite=Lax" in set_cookie
    assert client.get("/probe/anyone").text == "person"
    assert client.get("/sign-in").headers["Location"] == "/my-data"
    assert "王芳" in client.get("/").text

    token = cookie(client)
    answer = send(client, "/sign-out", "/")
    assert answer.status_code == 303
    assert session_of(house.database, token) is None
    assert not cookie(client)
    client.set_cookie("candor_session", token)
    assert client.get("/probe/anyone").status_code == 303
    assert not cookie(client)


def test_over_https_the_cookie_is_the_hosts_alone(house: House, redis_url: str) -> None:
    app = make_app(house, redis_url, CANDOR_PUBLIC_URL="https://candor.example")
    count_anew(app)
    client = app.test_client()
    page = client.get("/register", base_url="https://candor.example").text
    answer = client.post(
        "/register",
        base_url="https://candor.example",
        headers={"Referer": "https://candor.example/register"},
        data={
            "csrf_token": token_on(page),
            "name": "王",
            "account": new_mobile(),
            "password": PASSWORD,
        },
    )
    set_cookie = next(c for c in answer.headers.getlist("Set-Cookie") if "__Host-candor=" in c)
    assert {"Secure", "HttpOnly", "Path=/"} <= set(set_cookie.split("; "))
    assert "Domain" not in set_cookie


def test_a_form_without_its_token_does_nothing(client: FlaskClient) -> None:
    register(client, new_mobile())
    for path in ("/sign-in", "/sign-in/as", "/sign-out", "/register", "/authenticator"):
        assert client.post(path, data={"person": "wang-fang"}).status_code == 400
    assert client.get("/probe/anyone").text == "person"


def test_wrong_and_unknown_are_one_page(client: FlaskClient) -> None:
    mobile = new_mobile()
    register(client, mobile)
    send(client, "/sign-out", "/")
    pages = set()
    for name in (mobile, new_mobile(), "no name"):
        answer = send(client, "/sign-in", account=name, password="wrong, wrong, wrong")
        assert answer.status_code == 422
        pages.add(re.sub(r'(nonce|value)="[^"]*"', "", answer.text))
    assert len(pages) == 1
    answer = send(client, "/sign-in?next=/probe/anyone", account=mobile, password=PASSWORD)
    assert answer.headers["Location"] == "/probe/anyone"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"account": "x"}, "account"),
        ({"password": "short"}, "password"),
        ({"account": "a@demo.candor.example"}, "account"),
    ],
)
def test_a_registration_says_which_field_needs_another_look(
    client: FlaskClient, wrong: dict[str, str], field: str
) -> None:
    fields = {"name": "王芳", "account": new_mobile(), "password": PASSWORD, **wrong}
    answer = send(client, "/register", "/register", **fields)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert PASSWORD not in answer.text


def test_staff_come_in_by_their_authenticator(client: FlaskClient, house: House) -> None:
    person_id, name = house.new_staff(Role.OFFICER)
    answer = send(client, "/sign-in?next=/probe/officer", account=name, password=PASSWORD)
    assert answer.headers["Location"] == "/authenticator?next=/probe/officer"
    assert client.get("/probe/anyone").status_code == 303
    half_way = cookie(client)
    page = client.get(answer.headers["Location"]).text
    assert "data:image/svg+xml" in page
    secret = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page)
    assert secret
    at = datetime.now(UTC)
    authenticator = TOTP(secret[1].replace(" ", ""))
    answer = client.post(
        "/authenticator?next=/probe/officer",
        data={"csrf_token": token_on(page), "code": authenticator.at(at)},
    )
    assert answer.headers["Location"] == "/probe/officer"
    assert cookie(client) != half_way
    assert client.get("/probe/officer").text == str(house.lender.id)
    assert client.get("/probe/matters").text == "done"
    assert (
        client.get("/confirm?next=/probe/matters").headers["Location"].startswith("/sign-in/code")
    )

    add_member(house.owner, house.other_lender.id, person_id, Role.OFFICER, at)
    answer = send(
        client,
        "/sign-in/choose",
        "/sign-in/choose",
        role="officer",
        organisation=str(house.other_lender.id),
    )
    assert answer.headers["Location"] == "/decisions"
    assert client.get("/probe/officer").text == str(house.other_lender.id)
    assert send(client, "/sign-in/choose", "/sign-in/choose", role="king").status_code == 422
    stranger = {"role": "admin", "organisation": str(house.lender.id)}
    assert send(client, "/sign-in/choose", "/sign-in/choose", **stranger).status_code == 403


def test_a_borrower_without_an_authenticator_confirms_by_message(client: FlaskClient) -> None:
    register(client, new_mobile())
    answer = client.get("/probe/matters")
    assert answer.headers["Location"] == "/confirm?next=/probe/matters"
    assert client.post("/probe/matters").status_code == 400
    page = client.get(answer.headers["Location"]).text
    answer = client.post(
        "/sign-in/send-code?next=/probe/matters", data={"csrf_token": token_on(page)}
    )
    assert answer.headers["Location"] == "/sign-in/message?next=/probe/matters"
    code = re.search(r"验证码 (\d{6})", client.get("/messages").text)
    assert code
    page = client.get(answer.headers["Location"]).text
    assert re.search(r"139\*{4}\d{4}", page)
    for wanted, typed in ((422, f"{(int(code[1]) + 1) % 10**6:06d}"), (303, code[1])):
        answer = client.post(
            "/sign-in/message?next=/probe/matters",
            data={"csrf_token": token_on(page), "code": typed},
        )
        assert answer.status_code == wanted
    assert answer.headers["Location"] == "/probe/matters"
    assert client.get("/probe/matters").text == "done"


@pytest.mark.parametrize("person", DEMO_PEOPLE, ids=lambda person: person.key)
def test_everyone_of_the_demonstration_can_be_entered_as(
    client: FlaskClient, person: object
) -> None:
    invented = next(row for row in DEMO_PEOPLE if row is person)
    assert f'value="{invented.key}"' in client.get("/sign-in").text
    answer = send(client, "/sign-in/as", person=invented.key)
    assert answer.status_code == 303
    assert client.get("/probe/anyone").status_code == 200
    assert client.get("/probe/matters").text == "done"


def test_outside_a_demonstration_nobody_is_entered_as(house: House, redis_url: str) -> None:
    app = make_app(house, redis_url, CANDOR_DEMO="0")
    count_anew(app)
    client = app.test_client()
    assert "wang-fang" not in client.get("/sign-in").text
    assert send(client, "/sign-in/as", person="wang-fang").status_code == 404
    register(client, new_mobile())
    assert client.get("/messages").status_code == 404
    assert send(client, "/sign-in/send-code", "/").status_code == 503


def test_a_program_shows_its_key_and_nothing_else(client: FlaskClient, house: House) -> None:
    made = provision_api_key(
        house.owner, house.lender.id, "系统", frozenset({"applications"}), datetime.now(UTC)
    )
    other = provision_api_key(
        house.owner, house.lender.id, "系统", frozenset({"contracts"}), datetime.now(UTC)
    )

    def ask(header: str | None):
        headers = {} if header is None else {"Authorization": header}
        return client.get("/api/v1/probe", headers=headers)

    assert ask(f"Bearer {made.token}").text == str(house.lender.id)
    assert ask(f"Bearer {other.token}").status_code == 403
    for header in (None, "Bearer wrong", "Bearer ", f"Basic {made.token}"):
        answer = ask(header)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.content_type == "application/problem+json"
    send(client, "/sign-in/as", person="chen-min")
    assert ask(None).status_code == 401


def test_an_address_that_knocks_too_often_waits(client: FlaskClient) -> None:
    page = client.get("/sign-in").text
    statuses = [
        client.post(
            "/sign-in/as", data={"csrf_token": token_on(page), "person": "nobody"}
        ).status_code
        for _ in range(62)
    ]
    assert statuses[:60] == [404] * 60
    assert statuses[-1] == 429


def test_without_its_shared_counters_each_process_counts_by_itself(house: House) -> None:
    """Nobody listens on that port: fail closed, with a count of one's own."""
    client = make_app(house, "redis://127.0.0.1:1/0").test_client()
    page = client.get("/sign-in").text
    data = {"csrf_token": token_on(page), "person": "nobody"}
    statuses = [client.post("/sign-in/as", data=data).status_code for _ in range(65)]
    assert statuses == [404] * 60 + [429] * 5


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        ("/my-data", "/my-data"),
        ("/my-data?a=1", "/my-data?a=1"),
        ("//evil.example", ""),
        ("//[", ""),
        ("/\\evil.example", ""),
        ("https://evil.example", ""),
        ("javascript:alert(1)", ""),
        ("/a\r\nSet-Cookie: x", ""),
        ("", ""),
    ],
)
def test_nobody_is_led_out_of_the_house(app: Flask, wanted: str, kept: str) -> None:
    with app.test_request_context("/sign-in", query_string={"next": wanted}):
        assert next_path() == kept


def test_a_session_cookie_lives_as_long_as_the_session(client: FlaskClient) -> None:
    register(client, new_mobile())
    found = client.get_cookie("candor_session")
    assert found is not None
    assert found.max_age == timedelta(hours=12).total_seconds()
