"""My data: one switch a purpose, what stopped, who looked, receipts that verify."""

from __future__ import annotations



import pytest

from consent.purposes import PURPOSES
from tests.webapp.borrower.house import Demo, Visitor


@pytest.fixture
def wang(demo: Demo) -> Visitor:
    return demo.enter_as("wang-fang")


def test_the_page_shows_every_purpose_with_at_most_one_switch(wang: Visitor) -> None:
    page = wang.get("/my-data").get_data(as_text=True)

    assert page.count('class="purpose"') == len(PURPOSES)
    assert "Who looked at my data" in page
    assert "automatic processing" in page
