"""Check my contract: no account, no trace; the licence first, then money, rates, findings."""

from __future__ import annotations

import io
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.chromium import foreign, serious, unfit
from tests.webapp.borrower.house import Demo, build_demo, served
from tests.webapp.borrower.test_true_cost import CONTRACT
from webapp import limits

LANGUAGES = ("zh", "en")


@pytest.fixture(scope="module")
def demo(
    postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    yield from build_demo(postgres_url, redis_url, tmp_path_factory.mktemp("open"))


@pytest.fixture
def client(demo: Demo):
    limits.LIMITER.reset()
    return demo.app.test_client()


def token(client, language: str = "en") -> str:
    found = re.search(
        r'name="csrf_token" value="([^"]+)"', client.get(f"/check?lang={language}").text
    )
    assert found
    return found[1]


def hand_in(client, *files: tuple[str, bytes], words: str = "", language: str = "en"):
    data = {
        "csrf_token": token(client, language),
        "words": words,
        "contract": [(io.BytesIO(data), name) for name, data in files],
    }
    return client.post("/check", data=data, content_type="multipart/form-data")


def say(client, language: str = "en", **numbers: str):
    return client.post("/check/numbers", data={"csrf_token": token(client, language), **numbers})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_licence_stands_before_the_money_and_the_money_before_the_rates(
    client, language: str
) -> None:
    answer = hand_in(client, words=CONTRACT, language=language)
    page = answer.text
    said = {"zh": ("牌照名录上", "多付", "找谁问"), "en": ("register of licences", "more", "Whom")}

    assert answer.status_code == 200
    order = [page.index(words) for words in (said[language][0], "¥429.57", "20.31", "A02")]
    assert order == sorted(order)
    assert said[language][2] in page


def test_each_finding_brings_its_quote(client) -> None:
    page = hand_in(client, words=CONTRACT).text
    quotes = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page)

    assert quotes
    assert all(quote in CONTRACT for quote in quotes)


LENDERS = {
    "海港消费金融有限公司": "stands on the register",
    "急速借小额贷款有限公司": "has ended",
    "无名小额贷款有限公司": "is not on the register",
}


@pytest.mark.parametrize("lender", LENDERS)
def test_the_register_says_what_it_knows_and_its_day(client, lender: str) -> None:
    page = hand_in(client, words=CONTRACT.replace("海港消费金融有限公司", lender)).text

    assert LENDERS[lender] in page
    assert "1 November 2026, incomplete" in page


def test_without_a_lender_s_name_it_says_so(client) -> None:
    assert (
        "It does not say who lends" in say(client, received="9700", payment="900", count="12").text
    )


BAD = {
    "nothing": (),
    "empty": (("a.txt", b""),),
    "zip": (("a.docx", b"PK\x03\x04" + b"\0" * 60),),
    "old-word": (("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 60),),
    "program": (("a.exe", b"MZ\x90\x00"),),
    "broken-pdf": (("a.pdf", b"%PDF-1.7\n garbage"),),
    "too-long": (("a.txt", b"The rate is 12 %.\n" * 9_000),),
    "too-many": tuple((f"{number}.txt", b"x") for number in range(11)),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_clear_line(client, name: str, language: str) -> None:
    answer = hand_in(client, *BAD[name], language=language)

    assert answer.status_code == 422
    assert answer.text.count('class="wrong"') == 1
    assert "Traceback" not in answer.text


def test_a_text_without_a_loan_is_said_to_have_none(client) -> None:
    answer = hand_in(client, words="今天天气很好。")

    assert answer.status_code == 200
    assert "No terms of a loan were found here" in answer.text


def test_what_is_not_known_makes_the_answer_a_range_and_says_so(client) -> None:
    page = say(client, received="9700", payment="900", count="12", every="unknown").text

    assert "These figures are not exact yet" in page
    assert "This loan costs you at least" in page
    assert "6.73" in page
    assert "90.79" in page


def test_five_known_numbers_are_exact(client) -> None:
    page = say(
        client, received="9700", payment="900", count="12", every="month", fees="0", told="12"
    ).text

    assert "¥429.57" in page
    assert "not exact" not in page


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"received": ""}, "received"), ({"count": "0"}, "count"), ({"fees": "99999"}, "fees")],
)
def test_each_problem_stands_at_its_field(client, typed: dict[str, str], field: str) -> None:
    given = {"received": "9700", "payment": "900", "count": "12", **typed}
    answer = say(client, **given)

    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text
    assert 'value="900"' in answer.text


def rows_of_everything(demo: Demo) -> dict[str, int]:
    tables = demo.superuser("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {
        str(name): int(str(demo.superuser(f'SELECT count(*) FROM "{name}"')[0][0]))
        for (name,) in tables
    }


def test_nothing_is_kept_in_the_database_and_no_file_is_written(
    demo: Demo, client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The temporary folder is one where nothing can be written: nothing needs to be."""
    forbidden = tmp_path / "forbidden"
    forbidden.mkdir(mode=0o500)
    monkeypatch.setattr(tempfile, "tempdir", str(forbidden))
    opened: list[str] = []
    real = os.open

    def watched(path, flags, *more, **named):
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            opened.append(str(path))
        return real(path, flags, *more, **named)

    before = rows_of_everything(demo)
    large = CONTRACT + "\n" * 900_000  # larger than what a server usually holds in memory
    page = f"<!doctype html><html><body>{CONTRACT}</body></html>".encode()
    bodies = [
        encode_multipart(
            {"csrf_token": token(client), "contract": FileStorage(io.BytesIO(data), name)}
        )
        for name, data in (("a.html", page + b" " * 900_000), ("a.txt", large.encode()))
    ]
    monkeypatch.setattr(os, "open", watched)
    answers = [
        client.post("/check", data=body, content_type=f"multipart/form-data; boundary={boundary}")
        for boundary, body in bodies
    ]
    monkeypatch.setattr(os, "open", real)
    assert [answer.status_code for answer in answers] == [200, 422]

    assert rows_of_everything(demo) == before
    assert list(forbidden.iterdir()) == []
    assert [path for path in opened if path != os.devnull] == []


def test_one_address_may_not_ask_without_end(client) -> None:
    given = token(client)
    answers = [client.post("/check", data={"csrf_token": given}).status_code for _ in range(14)]

    assert answers[0] == 422
    assert answers[-1] == 429
    limits.LIMITER.reset()


# ---- in a real browser


@pytest.fixture(scope="module")
def address(demo: Demo) -> Iterator[str]:
    with served(demo.app) as at:
        yield at


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    limits.LIMITER.reset()
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def walk(page: Page, address: str) -> Iterator[str]:
    yield "start"
    page.fill("[name=words]", CONTRACT)
    page.click("form .button.main")
    page.wait_for_selector(".answer")
    yield "answer"
    page.goto(f"{address}/check")
    for name, value in (("received", "9700"), ("payment", "900"), ("count", "12")):
        page.fill(f"#{name}", value)
    page.click("#numbers .button")
    page.wait_for_selector(".answer")
    yield "numbers"
    page.goto(f"{address}/check")
    page.set_input_files("#contract", {"name": "a.zip", "mimeType": "x", "buffer": b"PK\x03\x04"})
    page.click("form .button.main")
    page.wait_for_selector("[role=alert]")
    yield "refused"
    page.goto(f"{address}/true-cost/calculator")
    yield "calculator"
    known = {"principal": "10000", "count": "12", "told": "12", "instalment": "900"}
    for name, value in known.items():
        page.fill(f"#{name}", value)
    page.click("details.second summary")
    for name, value in {**known, "instalment": "880"}.items():
        page.fill(f"#{name}_2", value)
    page.click("form .button.main")
    page.wait_for_selector(".answer")
    yield "compared"


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_fit_for_everybody(page: Page, address: str, language: str) -> None:
    wrong: list[str] = []
    page.goto(f"{address}/check?lang={language}&theme=light")
    for name in walk(page, address):
        wrong += unfit(page)
        quoted = ("海港消费金融有限公司", "第", "服务费")
        strange = [w for w in foreign(page, language) if not any(q in w for q in quoted)]
        wrong += [f"{name} speaks {words}" for words in strange]
    assert wrong == []


@pytest.mark.browser
def test_large_type_is_large_and_fits_a_telephone(page: Page, address: str) -> None:
    wrong: list[str] = []
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{address}/check?lang=zh&type=large")
    for name in walk(page, address):
        wrong += [f"{name}: {words}" for words in serious(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{name} runs off a screen of 360")
        small = page.evaluate(
            """[...document.querySelectorAll("main *")].filter(e => e.offsetHeight
              && parseFloat(getComputedStyle(e).fontSize) < 20
              && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).length"""
        )
        if small:
            wrong.append(f"{name}: {small} pieces of small type")
    assert wrong == []


@pytest.mark.browser
def test_the_keyboard_alone_reaches_an_answer(page: Page, address: str) -> None:
    page.goto(f"{address}/check?lang=en")
    for name, value in (("received", "9700"), ("payment", "900"), ("count", "12")):
        page.focus(f"#{name}")
        page.keyboard.type(value)
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#numbers .button')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer")
    assert "1,100.00" in page.inner_text("h1")


@pytest.mark.browser
def test_files_that_are_dropped_are_chosen_and_named(page: Page, address: str) -> None:
    page.goto(f"{address}/check?lang=en")
    page.evaluate(
        """words => {
          const files = new DataTransfer();
          files.items.add(new File([words], "loan.txt", {type: "text/plain"}));
          const box = document.querySelector("[data-drop]");
          box.dispatchEvent(new DragEvent("drop", {dataTransfer: files, cancelable: true}));
        }""",
        CONTRACT,
    )
    assert "loan.txt" in page.inner_text("[data-chosen]")
    page.click("form .button.main")
    page.wait_for_selector(".answer")
    assert "429.57" in page.inner_text("h1")
