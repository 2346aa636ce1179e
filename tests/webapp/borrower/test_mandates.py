"""Helping on the pages: a code handed over, uses seen and stopped, and an end to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from lxml import html
from playwright.sync_api import Browser, Page
from werkzeug.test import TestResponse

from tests.chromium import foreign, serious, unfit
from tests.webapp.borrower.house import Demo, Visitor, served
from tests.webapp.borrower.test_browser import small_type

NEW = "/my-helpers/new"


@pytest.fixture
def giver(demo: Demo) -> Iterator[Visitor]:
    """Somebody of the demonstration who has applied; leaves without helpers."""
    visitor = demo.enter_as("wang-fang")
    yield visitor
    demo.superuser("UPDATE mandates SET ended_at = now() WHERE ended_at IS NULL")


def code_from(giver: Visitor, rights: str = "stop") -> str:
    page = giver.send(giver.get(NEW), NEW, named="女儿", rights=rights, days="30")
    found = re.search(r"\d{4} \d{4} \d{4}", page.get_data(as_text=True))
    assert found
    return found[0]


def begin(demo: Demo, giver: Visitor, rights: str = "stop") -> tuple[Visitor, TestResponse]:
    helper = demo.visitor("周小满")
    code = code_from(giver, rights)
    page = helper.send(helper.get("/helping"), "/helping", code=code, named="妈妈")
    return helper, page


def stops(page: TestResponse) -> list[tuple[str, str, str]]:
    """(action, purpose, choice) of each button that would stop something."""
    tree = html.fromstring(page.get_data(as_text=True))
    return [
        (str(form.action), form.fields["purpose"], form.fields["choice"])
        for form in tree.forms
        if str(form.action).endswith("/stop")
    ]


def test_a_helper_stops_a_use_and_the_person_reads_who_did_and_when(
    demo: Demo, giver: Visitor
) -> None:
    helper, page = begin(demo, giver)
    text = page.get_data(as_text=True)
    assert "Who may use the data of 妈妈" in text
    [pause] = [one for one in stops(page) if one[1:] == ("marketing.own", "pause")]
    number = [one for one in stops(page) if one[0] == pause[0]].index(pause)
    after = helper.send(page, pause[0], number=number).get_data(as_text=True)
    assert "Stopped, and the person has been told." in after
    mine = giver.get("/my-helpers").get_data(as_text=True)
    assert "paused “Marketing by the lender”" in mine
    assert "Somebody you asked to help stopped a use" in giver.get("/messages").get_data(
        as_text=True
    )
    data = giver.get("/my-data").get_data(as_text=True)
    assert "Resume" in data


def test_who_may_only_see_is_offered_no_button(demo: Demo, giver: Visitor) -> None:
    _, page = begin(demo, giver, rights="see")
    assert stops(page) == []
    assert "change nothing" in page.get_data(as_text=True)


def test_the_helper_sees_no_page_of_the_person_but_this_one(demo: Demo, giver: Visitor) -> None:
    helper, _ = begin(demo, giver)
    name = "王芳"
    for path in ("/my-data", "/my-decisions", "/my-rights", "/helping"):
        assert name not in helper.get(path).get_data(as_text=True)


def test_an_ended_mandate_opens_no_page(demo: Demo, giver: Visitor) -> None:
    helper, page = begin(demo, giver)
    address = page.request.path
    list_page = giver.get("/my-helpers")
    tree = html.fromstring(list_page.get_data(as_text=True))
    [end] = [str(form.action) for form in tree.forms if str(form.action).endswith("/end")]
    assert "From now on nothing can be seen" in giver.send(list_page, end).get_data(as_text=True)
    assert helper.get(address).status_code == HTTPStatus.NOT_FOUND
    action, purpose, choice = stops(page)[0]
    late = helper.send(page, action, purpose=purpose, choice=choice)
    assert late.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "written",
    [
        {"code": "", "named": "妈妈"},
        {"code": "0000 0000 0000", "named": "妈妈"},
        {"code": "\x01" * 12, "named": "妈妈"},
        {"code": "9" * 5000, "named": "妈妈"},
        {"code": "١٢٣٤٥٦٧٨٩٠١٢", "named": "妈妈"},
    ],
)
def test_a_code_that_nobody_gave_gets_one_plain_line(demo: Demo, written: dict[str, str]) -> None:
    helper = demo.visitor()
    answer = helper.send(helper.get("/helping"), "/helping", **written)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "No mandate waits for this code" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "written",
    [
        {"named": "", "rights": "stop", "days": "30"},
        {"named": "女儿", "rights": "everything", "days": "30"},
        {"named": "女儿", "rights": "see", "days": "3650"},
        {"named": "\x07" * 3, "rights": "see", "days": "30"},
        {"named": "长" * 500, "rights": "see", "days": "30"},
    ],
)
def test_a_mandate_that_does_not_fit_is_not_given(
    demo: Demo, giver: Visitor, written: dict[str, str]
) -> None:
    answer = giver.send(giver.get(NEW), NEW, **written)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    listed = giver.get("/my-helpers").get_data(as_text=True)
    assert "Stands" not in listed
    assert "Waits for the code" not in listed


@pytest.fixture
def pages(browser: Browser, demo: Demo, giver: Visitor) -> Iterator[tuple[Page, Page, list[str]]]:
    """The giver's and the helper's browser, and the helper's page about the giver."""
    helper, page = begin(demo, giver)
    with served(demo.app) as address:
        opened: list[Page] = []
        for one in (giver, helper):
            context = browser.new_context(
                viewport={"width": 1280, "height": 900}, base_url=address, reduced_motion="reduce"
            )
            context.add_cookies([{"name": "candor_session", "value": one.token, "url": address}])
            opened.append(context.new_page())
        yield opened[0], opened[1], [page.request.path]
        for one in opened:
            one.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_are_fit_for_everybody(
    pages: tuple[Page, Page, list[str]], language: str
) -> None:
    mine, theirs, helped = pages
    wrong: list[str] = []
    for page, paths in ((mine, ["/my-helpers", NEW]), (theirs, ["/helping", *helped])):
        for path in paths:
            page.goto(f"{path}?lang={language}&theme=light&type=normal")
            wrong += unfit(page)
            # What people call each other is theirs, in whichever language.
            wrong += [
                f"{path}: {words}"
                for words in foreign(page, language)
                if not {"妈妈", "女儿"} & set(re.findall("妈妈|女儿", words))
            ]
    assert not wrong, "\n".join(dict.fromkeys(wrong))


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_large_type_fits_a_narrow_screen(
    pages: tuple[Page, Page, list[str]], language: str
) -> None:
    mine, theirs, helped = pages
    wrong: list[str] = []
    for page, paths in ((mine, ["/my-helpers", NEW]), (theirs, ["/helping", *helped])):
        # Tall enough that the bar at its foot, which stays in sight, lies over nothing.
        page.set_viewport_size({"width": 360, "height": 6000})
        for path in paths:
            page.goto(f"{path}?lang={language}&theme=light&type=large")
            wrong += serious(page)
            wrong += [f"{path}: {words}" for words in small_type(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{path} runs off a screen of 360")
    assert not wrong, "\n".join(dict.fromkeys(wrong))


@pytest.mark.browser
def test_giving_takes_no_ticked_box_and_ending_takes_one_press(
    pages: tuple[Page, Page, list[str]],
) -> None:
    mine, _, _ = pages
    mine.goto(f"{NEW}?lang=en&type=normal")
    assert mine.locator("main input:checked").count() == 0
    mine.goto("/my-helpers?lang=en&type=normal")
    mine.get_by_role("button", name="End the mandate").first.focus()
    mine.keyboard.press("Enter")
    mine.get_by_text("From now on nothing can be seen").wait_for()
