"""Every page, with invented content: it renders in both languages and speaks only one of them."""

from __future__ import annotations

import re

import pytest

from tests.webapp.gallery import NAMES, gallery_app
from tests.webapp.specimens import SEEN_BY
from webapp.views.shared import Tone

BORROWER_PAGES = [name for name, (someone, _) in SEEN_BY.items() if someone and someone.borrows]


@pytest.fixture(scope="module")
def client():
    app = gallery_app()
    app.testing = True
    return app.test_client()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_the_page_renders(client, name: str, language: str) -> None:
    answer = client.get(f"/gallery/{name}?lang={language}")

    assert answer.status_code == 200
    html = answer.get_data(as_text=True)
    assert f'<html lang="{"zh-Hans" if language == "zh" else "en"}"' in html
    assert html.count("<h1") == 1
    assert re.search(r"<title>\s*\S.* · Candor</title>", html)


@pytest.mark.parametrize("name", NAMES)
def test_no_page_needs_inline_script_or_style(client, name: str) -> None:
    html = client.get(f"/gallery/{name}").get_data(as_text=True)

    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\s(style|on[a-z]+)=\"", html)
    assert "<style" not in html


@pytest.mark.parametrize("name", NAMES)
def test_every_form_that_posts_carries_its_token(client, name: str) -> None:
    html = client.get(f"/gallery/{name}").get_data(as_text=True)

    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", html, re.DOTALL):
        assert 'name="csrf_token"' in form


def test_nothing_is_ticked_beforehand(client) -> None:
    for name in ("apply", "consents", "case"):
        assert " checked" not in client.get(f"/gallery/{name}").get_data(as_text=True)


def test_yes_and_no_have_the_same_weight(client) -> None:
    for name in ("cost-statement", "submit", "decision-paused"):
        html = client.get(f"/gallery/{name}").get_data(as_text=True)
        [pair] = re.findall(r'<div class="choices two">(.*?)</div>', html, re.DOTALL)
        styles = re.findall(r'class="(button[^"]*)"', pair)
        assert len(styles) == 2
        assert styles[0].split() == styles[1].split()


def test_each_purpose_has_one_switch_that_says_how_it_stands(client) -> None:
    html = client.get("/gallery/my-data?lang=en").get_data(as_text=True)

    assert re.findall(r'role="switch".*?aria-checked="(true|false)"', html, re.DOTALL) == [
        "true",
        "false",
        "true",
    ]


@pytest.mark.parametrize("name", BORROWER_PAGES)
def test_a_borrower_s_page_is_light_and_offers_large_type(client, name: str) -> None:
    html = client.get(f"/gallery/{name}").get_data(as_text=True)
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
    weight = len(html.encode())
    for file in files:
        with client.get(file) as answer:
            weight += len(answer.data)

    assert weight < 150_000
    assert "type=large" in html


def test_every_tone_has_a_shape_of_its_own(client) -> None:
    html = client.get("/gallery/parts?lang=en").get_data(as_text=True)
    shapes = {
        tone: re.search(rf'tag-{tone.value}"><svg[^>]*>(.*?)</svg>', html).group(1) for tone in Tone
    }

    assert len(set(shapes.values())) == len(Tone)
