"""The door itself: headers, the content policy, languages, form tokens, hosts, refusals."""

from __future__ import annotations

import importlib
import pkgutil
import re
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Blueprint, request

from core.errors import (
    CandorError,
    InvalidInput,
    NotSignedIn,
    PurposeRefused,
    ServiceMissing,
    StaleCase,
)
from core.settings import read_settings
from database.keys import create_root_key
from tests.webapp.gallery import idle_services
from webapp.app import create_app
from webapp.entrance import build_services, form_key
from webapp.errors import STATUS, code_of, status_of
from webapp.explanations import EXPLANATIONS
from webapp.headers import content_security_policy

ROOT = Path(__file__).parents[2]


def app_for(public_url: str = "http://localhost:8000", **environment: str):
    app = create_app(idle_services({"CANDOR_PUBLIC_URL": public_url, **environment}))
    doors = Blueprint("doors", __name__)

    @doors.get("/refuse/<name>")
    @doors.get("/api/refuse/<name>")
    def refuse(name: str) -> str:
        raise {
            "input": InvalidInput("a number", "a word", "/amount"),
            "purpose": PurposeRefused("WITHDRAWN", "bureau.query"),
            "stale": StaleCase("the case moved on"),
            "stranger": NotSignedIn("nobody is signed in"),
            "fault": RuntimeError("a secret detail"),
        }[name]

    @doors.post("/take")
    def take() -> str:
        return "taken"

    @doors.get("/boards/one")
    def board() -> str:
        return "board"

    app.register_blueprint(doors)
    return app


@pytest.fixture(scope="module")
def app():
    return app_for()


@pytest.fixture
def client(app):
    return app.test_client()  # with cookies of its own


def test_the_process_says_that_it_lives(client) -> None:
    assert client.get("/healthz").get_data(as_text=True) == "ok\n"


@pytest.mark.parametrize("path", ["/", "/healthz", "/nowhere", "/api/nowhere", "/refuse/fault"])
def test_every_answer_carries_the_headers(client, path: str) -> None:
    headers = client.get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Permissions-Policy" in headers
    assert "Strict-Transport-Security" not in headers  # plain HTTP on one's own machine


def test_scripts_are_ours_or_carry_the_nonce_of_this_answer(client) -> None:
    first, second = client.get("/"), client.get("/")
    nonce = re.search(r"'nonce-([\w-]+)'", first.headers["Content-Security-Policy"]).group(1)

    assert f'nonce="{nonce}"' in first.get_data(as_text=True)
    assert nonce not in second.headers["Content-Security-Policy"]
    script = re.search(r"script-src ([^;]*)", first.headers["Content-Security-Policy"]).group(1)
    assert script == f"'self' 'nonce-{nonce}'"


def test_only_the_boards_may_style_inline(client) -> None:
    assert (
        "style-src 'self' 'unsafe-inline'"
        in client.get("/boards/one").headers["Content-Security-Policy"]
    )
    for path in ("/", "/boardsmith", "/my-data", "/api/v1/x"):
        assert "unsafe" not in content_security_policy(path, "n")


def test_over_https_cookies_are_secure_and_the_browser_is_told_to_stay() -> None:
    client = app_for("https://candor.example").test_client()
    answer = client.get("/?lang=en", base_url="https://candor.example")

    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    assert "Secure" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("proxies", "seen"), [("0", "127.0.0.1"), ("1", "198.51.100.7"), ("2", "203.0.113.5")]
)
def test_only_proxies_that_stand_there_are_believed(proxies: str, seen: str) -> None:
    app = app_for(CANDOR_PROXIES=proxies)
    named = {"X-Forwarded-For": "203.0.113.5, 198.51.100.7"}
    asked = Blueprint("asked", __name__)
    asked.add_url_rule("/whence", view_func=lambda: request.remote_addr)
    app.register_blueprint(asked)
    assert app.test_client().get("/whence", headers=named).text == seen


def test_a_foreign_host_name_is_refused(client) -> None:
    answer = client.get("/", headers={"Host": "elsewhere.example"})
    assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_a_form_without_its_token_is_refused(client) -> None:
    answer = client.post("/take", data={})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "没有任何内容被更改" in answer.get_data(as_text=True)


def test_a_body_beyond_the_limit_is_refused(client) -> None:
    answer = client.post("/take", data=b"x" * (22 << 20), content_type="text/plain")
    assert answer.status_code in {
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.BAD_REQUEST,
    }


@pytest.mark.parametrize(
    ("accepted", "asked", "spoken"),
    [
        ("", "", "zh-Hans"),
        ("en-GB,en;q=0.9", "", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "", "zh-Hans"),
        ("fr", "", "zh-Hans"),
        ("zh", "en", "en"),
        ("en", "zh", "zh-Hans"),
        ("en", "xx", "en"),
    ],
)
def test_the_language_is_asked_then_the_browser_s_then_chinese(accepted, asked, spoken) -> None:
    answer = app_for().test_client().get(f"/?lang={asked}", headers={"Accept-Language": accepted})
    assert f'<html lang="{spoken}"' in answer.get_data(as_text=True)


def test_language_theme_and_type_size_are_remembered() -> None:
    client = app_for().test_client()
    client.get("/?lang=en&theme=dark&type=large")

    later = client.get("/").get_data(as_text=True)

    assert '<html lang="en" data-theme="dark" data-type="large">' in later


def test_a_switch_keeps_the_page_and_what_it_was_asked() -> None:
    html = app_for().test_client().get("/?cursor=abc").get_data(as_text=True)
    assert 'href="/?cursor=abc&amp;lang=en"' in html


def _every_refusal(kind: type[CandorError] = CandorError) -> set[type[CandorError]]:
    return {kind, *(deeper for each in kind.__subclasses__() for deeper in _every_refusal(each))}


def test_every_refusal_has_a_status() -> None:
    rooms = [path.parent.name for path in ROOT.glob("*/__init__.py")]
    for module in pkgutil.walk_packages([str(ROOT)], onerror=lambda _: None):
        if module.name.partition(".")[0] in rooms and module.name.rpartition(".")[2] in {
            "errors",
            "model",
            "service",
        }:
            importlib.import_module(module.name)

    for refusal in _every_refusal() - {CandorError}:
        assert status_of(refusal) in EXPLANATIONS, refusal


def test_every_status_of_the_table_is_explained() -> None:
    assert set(STATUS.values()) <= set(EXPLANATIONS)


def test_codes_are_words_a_program_can_compare() -> None:
    assert code_of(StaleCase) == "stale-case"


def test_a_program_gets_problem_json(client) -> None:
    answer = client.get("/api/refuse/input")

    assert answer.content_type == "application/problem+json"
    assert answer.json == {
        "type": "urn:candor:problem:invalid-input",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "/amount: expected a number, found a word",
        "code": "invalid-input",
        "pointer": "/amount",
        "expected": "a number",
    }


def test_the_gate_s_reason_reaches_the_program(client) -> None:
    body = client.get("/api/refuse/purpose").json
    assert (body["status"], body["reason"], body["purpose"]) == (403, "WITHDRAWN", "bureau.query")


def test_an_unknown_path_of_the_api_is_problem_json_too(client) -> None:
    answer = client.get("/api/v1/nowhere")
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "您处理期间，内容已经有了变化"), ("en", "This changed while")]
)
def test_a_person_reads_what_happened_what_is_safe_and_what_to_do(client, language, words) -> None:
    answer = client.get(f"/refuse/stale?lang={language}")

    html = answer.get_data(as_text=True)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert words in html
    assert html.count("<h2>") == 2


def test_a_fault_of_ours_gives_a_number_and_no_detail(client, caplog) -> None:
    page = client.get("/refuse/fault").get_data(as_text=True)
    body = client.get("/api/refuse/fault").json

    assert "a secret detail" not in page
    assert re.search(r"E-[0-9A-Z]{16}", page)
    assert body["reference"] in caplog.text
    assert "a secret detail" not in str(body)


def test_a_stranger_is_led_to_the_sign_in_and_back(client) -> None:
    answer = client.get("/refuse/stranger")
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert answer.headers["Location"] == "/sign-in?next=/refuse/stranger"


@pytest.mark.parametrize("path", ["/\x00", "/api/v1/\x00", "/true-cost/a\x1fb"])
def test_a_path_with_control_characters_is_no_page(client, path: str) -> None:
    assert client.get(quote(path)).status_code == HTTPStatus.NOT_FOUND


def test_static_files_are_kept_only_under_the_name_of_their_content(client) -> None:
    page = client.get("/").get_data(as_text=True)
    file = re.search(r'href="(/static/candor\.css\?v=\w+)"', page).group(1)

    with client.get(file) as named, client.get("/static/candor.css") as plain:
        assert "immutable" in named.headers["Cache-Control"]
        assert "immutable" not in plain.headers["Cache-Control"]


def test_every_web_process_signs_form_tokens_with_the_same_key(tmp_path: Path) -> None:
    create_root_key(tmp_path / "root.pem")
    settings = read_settings(
        {
            "DATABASE_URL": "postgresql:///nobody",
            "CANDOR_ROOT_KEY_FILE": str(tmp_path / "root.pem"),
        }
    )

    one, other = form_key(settings), form_key(settings)

    assert one == other
    assert len(one) == 32


def test_without_a_database_the_door_stays_shut() -> None:
    with pytest.raises(ServiceMissing):
        build_services(read_settings({}))
