"""The calculator, open to everybody: money first, nothing in addresses, clear problems."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.webapp.gallery import gallery_app
from webapp import limits

PATH = "/true-cost/calculator"
KNOWN = {
    "principal": "10,000",
    "count": "12",
    "told": "12",
    "instalment": "900",
    "withheld": "300",
}


@pytest.fixture(scope="module")
def app():
    return gallery_app()


@pytest.fixture
def client(app) -> FlaskClient:
    limits.LIMITER.reset()
    return app.test_client()


def ask(client: FlaskClient, language: str = "en", **typed: str):
    page = client.get(f"{PATH}?lang={language}").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    return client.post(PATH, data={"csrf_token": token[1], **typed})


def title(page: str) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", re.findall(r"<h1.*?</h1>", page, re.DOTALL)[0])


def test_it_needs_no_account(client) -> None:
    assert client.get(PATH).status_code == 200


@pytest.mark.parametrize("language", ["zh", "en"])
def test_cost_beyond_the_told_rate_is_the_title(client, language: str) -> None:
    answer = ask(client, language, **KNOWN)

    assert answer.status_code == 200
    assert "¥429.57" in title(answer.text)
    assert "20.31" in answer.text
    assert "22.31" in answer.text
    assert "429.57" not in answer.request.url


def test_two_offers_say_which_is_cheaper_and_why(client) -> None:
    second = {"principal_2": "9700", "count_2": "12", "told_2": "12"}
    answer = ask(client, **KNOWN, **second)

    assert "The second offer" in title(answer.text)
    assert "in fees" in answer.text


def test_unlike_offers_are_judged_by_the_yearly_rate_too(client) -> None:
    second = {"principal_2": "30000", "count_2": "36", "told_2": "10"}
    answer = ask(client, **KNOWN, **second)

    assert "The first offer" in title(answer.text)
    assert "by the yearly rate The second offer is cheaper" in answer.text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "principal"),
        ({"principal": "x"}, "principal"),
        ({"count": "0"}, "count"),
        ({"count": "999"}, "count"),
        ({"told": "", "instalment": ""}, "instalment"),
        ({"withheld": "10000"}, "withheld"),
        ({"principal_2": "5000"}, "count_2"),
    ],
)
def test_each_problem_stands_at_its_field_and_what_was_typed_stays(client, typed, field) -> None:
    given = {**KNOWN, **typed} if typed else {"principal": ""}
    answer = ask(client, **given)

    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text
    if "told" not in typed and typed:
        assert 'value="12"' in answer.text


def test_every_payment_and_every_month_of_leaving_is_there(client) -> None:
    page = ask(client, **KNOWN).text

    assert page.count('<tr class="worst">') == 1
    assert "dearest" in page
    [columns] = re.findall(r'<svg class="columns".*?</svg>', page, re.DOTALL)
    assert columns.count('<rect class="principal"') == 12
    assert columns.count('<rect class="fee"') == 1  # what was kept back, on the day of payout


def test_markup_that_was_typed_stays_text(client) -> None:
    page = ask(client, **{**KNOWN, "told": '"><script>alert(1)</script>'}).text

    assert "<script>alert" not in page
