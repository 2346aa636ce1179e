"""Every address of a board is guarded, not only its page."""

from __future__ import annotations

import re

import pytest

from core.access import Role
from dashboards.mount import PATH

LIVE = "/live/market"
PAGES = (PATH, PATH.rstrip("/"), f"{PATH}anything")
PARTS = (
    f"{PATH}_dash-layout",
    f"{PATH}_dash-dependencies",
    f"{PATH}_reload-hash",
    f"{PATH}_favicon.ico",
    f"{PATH}_dash-component-suites/dash/dcc/dash_core_components.js",
    f"{PATH}assets/live.js",
    LIVE,
)


def test_no_address_of_dash_is_missing_here(market) -> None:
    known = {re.sub(r"<.*", "", path) for path in (*PAGES, *PARTS)}
    for rule in market.app.url_map.iter_rules():
        start = re.sub(r"<.*", "", rule.rule)
        if rule.endpoint.startswith(("/boards", "_dash")) or "_dash" in rule.rule:
            assert rule.rule.startswith(PATH)
            assert start == f"{PATH}_dash-update-component" or any(
                path.startswith(start) for path in known
            )


def test_nobody_is_led_to_sign_in_and_scripts_hear_401(market) -> None:
    client = market.client(None)
    for path in PAGES:
        answer = client.get(path)
        assert (answer.status_code, answer.location.split("?")[0]) == (303, "/sign-in")
    assert {path: client.get(path).status_code for path in PARTS} == dict.fromkeys(PARTS, 401)


@pytest.mark.parametrize("role", [Role.BORROWER, Role.OFFICER])
def test_another_role_sees_no_part_of_it(market, role: Role) -> None:
    client = market.client(role)
    answers = {path: client.get(path).status_code for path in (*PAGES, *PARTS)}
    assert answers == dict.fromkeys((*PAGES, *PARTS), 403)


def test_the_timer_s_question_needs_a_supervisor_and_the_form_token(market) -> None:
    path, body = f"{PATH}_dash-update-component", {"inputs": [], "output": ""}
    assert market.client(Role.SUPERVISOR).post(path, json=body).status_code == 400
    market.app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    try:
        assert market.client(None).post(path, json=body).status_code == 401
        assert market.client(Role.OFFICER).post(path, json=body).status_code == 403
    finally:
        market.app.config["WTF_CSRF_CHECK_DEFAULT"] = True


@pytest.mark.parametrize(("language", "word"), [("zh", "市场概览"), ("en", "Market overview")])
def test_a_supervisor_s_page_stamps_every_script(market, language: str, word: str) -> None:
    answer = market.client(Role.SUPERVISOR).get(f"{PATH}?lang={language}")
    html = answer.get_data(as_text=True)
    [nonce] = set(re.findall(r"nonce-([\w-]+)", answer.headers["Content-Security-Policy"]))
    scripts = re.findall(r"<script\b[^>]*>", html)
    assert len(scripts) > 5
    assert all(f'nonce="{nonce}"' in script for script in scripts)
    assert word in html
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", html)


def test_the_layout_speaks_the_reader_s_language(market) -> None:
    client = market.client(Role.SUPERVISOR)
    client.set_cookie("candor_lang", "en")
    english = client.get(f"{PATH}_dash-layout").get_data(as_text=True)
    client.set_cookie("candor_lang", "zh")
    chinese = client.get(f"{PATH}_dash-layout").get_json()
    assert "Fraud signals" in english
    assert "欺诈信号" in str(chinese)
