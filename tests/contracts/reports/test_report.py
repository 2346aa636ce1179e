"""The report: its first page, its quotes and sources; read as pixels, in a browser, in a PDF."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from contracts.report import html_report, statement_page
from contracts.reports.figures import Writer
from contracts.reports.flows import money_of
from contracts.reports.leaving import few_exits
from contracts.reports.model import Audited, PartKind
from contracts.reports.passages import passages
from contracts.reports.terminal import Screen, columns_of, terminal_report, wrapped
from contracts.reports.words import WORDS
from core.text import Language
from documents.reading import read
from documents.rendering import pdf_from_html
from tests import chromium
from tests.contracts.reports.world import (
    LONG_NAME,
    audited_of,
    with_findings,
    with_lender,
    with_long_words,
)

ZH, EN = Language.ZH, Language.EN
FORMS = ("zh/hidden_service_fee", "zh/fee_withheld", "en/fee_withheld", "zh/honest")


@pytest.fixture(scope="session")
def report(page, audited) -> Callable[[str], Audited]:
    def make(name: str) -> Audited:
        return audited_of(audited(read(page(name).encode(), f"{name[3:]}.html")))

    return make


@pytest.fixture(scope="session")
def dear(report) -> Audited:
    return report("zh/hidden_service_fee")


def spoken(page: str) -> str:
    """The words of a page, without its marks."""
    return html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", page, flags=re.DOTALL))


def pages_of(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


# -- the words


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", FORMS)
def test_a_report_tells_every_finding_of_the_audit_in_its_language(
    report, name: str, language: Language
) -> None:
    audited = report(name)
    words = spoken(html_report(audited, language))
    for finding in audited.found["findings"]:
        assert finding["title"][language.value] in words
        assert finding["explanation"][language.value] in words
        for basis in finding["legal_basis"]:
            assert basis["citation"][language.value] in words
    assert audited.identity in words
    for file in audited.found["package"]["files"]:
        assert file["sha256"] in words


@pytest.mark.parametrize("name", [name for name in FORMS if name.startswith("zh")])
def test_a_chinese_report_of_a_chinese_contract_speaks_chinese(report, name: str) -> None:
    """No English sentence is left: arithmetic, what would settle it, sources, assumptions."""
    words = spoken(html_report(report(name), ZH))
    english = set(re.findall(r"[A-Za-z]+(?: [A-Za-z]+){2,}", words))
    assert english == set()


def test_the_title_is_what_the_loan_hides_in_money(dear: Audited) -> None:
    hidden = dear.found["hidden_cost"]["amount"]
    for language, words in ((ZH, f"多付 ¥{hidden}"), (EN, f"You pay ¥{hidden} more than")):
        [title] = re.findall(r"<h1[^>]*>(.*?)</h1>", html_report(dear, language))
        assert words in title


def test_the_day_whose_rules_were_asked_is_said(dear: Audited, audited) -> None:
    assert "as on 1 September 2026" in spoken(html_report(dear, EN))
    undated = audited_of(audited("借款合同\n第一条 借款本金10000元。"))
    assert "as on" not in spoken(html_report(undated, EN))
    given = replace(undated, as_of=date(2025, 3, 4))
    assert "as on 4 March 2025" in spoken(html_report(given, EN))


def test_what_is_verified_and_what_is_not_is_marked_apart(dear: Audited) -> None:
    page = html_report(dear, EN)
    bases = [basis for one in dear.found["findings"] for basis in one["legal_basis"]]
    once = {basis["code"]: basis["verified"] for basis in bases}
    read_of, unread = page.count('class="read"'), page.count('class="unread"')
    assert read_of == sum(b["verified"] for b in bases) + sum(once.values())
    assert unread == sum(not b["verified"] for b in bases) + sum(not v for v in once.values())
    assert read_of
    assert unread


def test_the_same_audit_has_the_same_number_and_another_another(report) -> None:
    one, again = report("zh/fee_withheld"), report("zh/fee_withheld")
    assert one.identity == again.identity
    assert re.fullmatch(r"R-[0-9A-HJKMNP-TV-Z]{16}", one.identity)
    assert one.identity != report("zh/honest").identity


def test_a_contract_s_words_cannot_write_the_page(audited) -> None:
    evil = "<script>alert(1)</script>有限公司"
    words = f"借款合同\n贷款人：{evil}\n借款本金10000元，期限12个月，年利率12%，等额本息。\n"
    words += f"服务费：放款时一次性扣除服务费300元，由{evil}收取。提前还款须经贷款人同意。"
    outcome = audited_of(audited(words))
    for language in Language:
        assert "<script" not in html_report(outcome, language)
        assert "<script" not in statement_page(outcome, language)


def test_every_word_of_the_report_has_its_two_languages() -> None:
    for text in WORDS.values():
        assert re.search("[\u4e00-\u9fff]", text.zh)
        assert not re.search("[\u4e00-\u9fff]", text.en)


# -- quotes in their clause


def test_a_quote_stands_in_its_clause_and_is_marked_as_it_is(dear: Audited) -> None:
    write = Writer(ZH, "CNY")
    for finding in dear.found["findings"]:
        shown = passages(finding["evidence"], dear, write)
        marked = [words for passage in shown for words, is_quote in passage.pieces if is_quote]
        assert sorted(marked) == sorted({one["quote"] for one in finding["evidence"]})
        for passage in shown:
            whole = "".join(words for words, _ in passage.pieces).strip("… ")
            assert whole in next(iter(dear.texts.values()))


def test_a_clause_ends_where_the_next_begins(audited) -> None:
    outcome = audited_of(audited("借款合同\n第一条 甲。\n第二条 乙的话。丙。\n第三条 丁。"))
    [text] = outcome.texts.values()
    start = text.index("乙的话")
    [passage] = passages([evidence(outcome, start, start + 3)], outcome, Writer(ZH))
    assert passage.pieces == (("第二条 ", False), ("乙的话", True), ("。丙。", False))
    start = text.index("第三条")
    [passage] = passages([evidence(outcome, start, start + 3)], outcome, Writer(ZH))
    assert passage.pieces == (("第三条", True), (" 丁。", False))


def test_a_quote_whose_words_are_not_there_is_shown_alone(dear: Audited) -> None:
    elsewhere = Audited(dear.found, {}, dear.made_on)
    [first, *_] = passages(dear.found["findings"][0]["evidence"], elsewhere, Writer(ZH))
    assert [is_quote for _, is_quote in first.pieces] == [True]


def test_a_very_long_quote_says_how_much_is_left_out(audited) -> None:
    clause = "贷款人有权随时调整费用，" * 200
    outcome = audited_of(audited(f"借款合同\n第一条 {clause}\n第二条 其他。"))
    [passage] = passages([evidence(outcome, 9, 2009)], outcome, Writer(ZH))
    assert passage.cut == 2000 - 600
    assert len("".join(words for words, _ in passage.pieces)) < 1000


def evidence(outcome: Audited, start: int, end: int) -> dict[str, object]:
    [(name, text)] = outcome.texts.items()
    return {"file": name, "page": 1, "start": start, "end": end, "quote": text[start:end]}


# -- where each yuan goes


@pytest.mark.parametrize("name", FORMS)
def test_the_parts_add_up_to_what_is_paid_to_the_cent(report, name: str) -> None:
    found = report(name).found
    money = money_of(found, Writer(EN, "CNY"))
    assert money is not None
    assert sum(part.amount for part in money.parts) == money.paid
    assert money.paid == sum(Decimal(one["amount"]) for one in found["cash_flows"]["payments"])
    assert money.received == sum(Decimal(one["amount"]) for one in found["cash_flows"]["advances"])
    assert money.cost == money.paid - money.received


def test_only_cost_the_stated_rate_does_not_show_is_drawn_as_hidden(report) -> None:
    def hidden(name: str) -> set[str]:
        money = money_of(report(name).found, Writer(ZH, "CNY"))
        return {part.name for part in money.parts if part.hidden}

    assert hidden("zh/honest") == set()
    assert hidden("zh/hidden_service_fee") == {"会员服务费"}


def test_what_is_kept_back_under_no_name_is_a_part_of_its_own(report) -> None:
    found = dict(report("zh/honest").found)
    found["cost_statement"] = {**found["cost_statement"], "received": "11500.00"}
    money = money_of(found, Writer(EN, "CNY"))
    [kept] = [part for part in money.parts if part.kind is PartKind.KEPT]
    assert kept.amount == 500


def test_parts_that_do_not_add_up_are_not_drawn(report) -> None:
    found = dict(report("zh/honest").found)
    found["cost_statement"] = {**found["cost_statement"], "received": "13000.00"}
    money = money_of(found, Writer(EN, "CNY"))
    assert money.parts == ()
    assert "<svg" not in html_report(Audited(found, {}, report("zh/honest").made_on), EN)


def test_the_bands_are_as_wide_as_the_amounts(dear: Audited) -> None:
    page = html_report(dear, EN)
    [strip] = re.findall(r'<div class="strip">(.*?)</svg>', page, re.DOTALL)
    widths = [
        float(width) for width in re.findall(r'<rect x="[\d.]+" y="0" width="([\d.]+)"', strip)
    ]
    money = money_of(dear.found, Writer(EN, "CNY"))
    for width, part in zip(widths, money.parts, strict=True):
        assert abs(width / 680 - float(part.amount / money.paid)) < 0.001


# -- the PDF, as it is printed


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("count", [1, 30])
def test_the_summary_is_one_page_and_the_contents_come_after(
    dear: Audited, language: Language, count: int
) -> None:
    shown = with_long_words(with_lender(with_findings(dear, count), LONG_NAME))
    pages = pages_of(pdf_from_html(html_report(shown, language), tagged=True))
    contents = WORDS["contents"].in_language(language)
    assert contents not in pages[0]
    assert pages[1].lstrip().startswith(contents)
    for number, words in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in words
        assert shown.identity in words


def test_the_contents_name_the_page_of_every_finding(dear: Audited) -> None:
    shown = with_findings(dear, 12)
    pages = pages_of(pdf_from_html(html_report(shown, EN), tagged=True))
    for finding in shown.found["findings"]:
        title = finding["title"]["en"]
        [told] = re.findall(rf"{finding['id']}\s+{title}\D*?(\d+)\s*$", pages[1], re.MULTILINE)
        assert title in pages[int(told) - 1]


def test_chinese_letters_are_printed_as_letters_and_not_as_boxes() -> None:
    """A page without the font has a right text layer and one empty box for each letter."""
    style = "<style>@page{size:200px 100px;margin:0} p{margin:0;font-size:90px;line-height:1}"
    faces: list[bytes] = []
    for letter in "综合融资":
        pdf = pdf_from_html(f"<html lang='zh-CN'>{style}</style><p>{letter}</p>")
        faces.append(pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("L").tobytes())
    assert len(set(faces)) == 4
    for face in faces:
        assert 0.02 < sum(shade < 128 for shade in face) / len(face) < 0.5


def test_nothing_printed_runs_over_the_margin(dear: Audited) -> None:
    shown = with_lender(with_findings(dear, 9), LONG_NAME * 3)
    for language in Language:
        pdf = pypdfium2.PdfDocument(pdf_from_html(html_report(shown, language), tagged=True))
        for page in pdf:
            image = page.render(scale=1).to_pil().convert("L")
            margins = (
                image.crop((0, 0, 45, image.height)),
                image.crop((550, 0, image.width, image.height)),
            )
            assert all(margin.getextrema() == (255, 255) for margin in margins)


@pytest.mark.parametrize("language", Language)
def test_the_cost_statement_is_one_page(dear: Audited, language: Language) -> None:
    [words] = pages_of(pdf_from_html(statement_page(dear, language), tagged=True))
    assert WORDS["statement"].in_language(language) in words
    for amount in ("12,000.00", "13,370.23", "576.00"):
        assert amount in words
    assert "云桥信息咨询有限公司" in words


# -- the page, in a browser


@pytest.mark.browser
def test_the_page_is_accessible_and_fits_every_screen(
    dear: Audited, report, tmp_path, browser: Browser
) -> None:
    page = browser.new_page()
    for name, shown in (("dear", dear), ("sound", report("zh/honest"))):
        for language in Language:
            file = tmp_path / f"{name}-{language}.html"
            file.write_text(html_report(shown, language), encoding="utf-8")
            page.goto(file.as_uri())
            for width in (320, 1440):
                page.set_viewport_size({"width": width, "height": 900})
                assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme)
                    assert chromium.serious(page) == []
    page.close()


def test_the_page_brings_all_it_needs(dear: Audited) -> None:
    page = html_report(dear, ZH)
    assert re.findall(r'(?:src|href)="(?!#)', page) == []
    assert "@import" not in page
    assert "url(" not in page


# -- the terminal


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("width", [48, 80, 200])
def test_no_line_is_wider_than_the_terminal(dear: Audited, language: Language, width: int) -> None:
    shown = terminal_report(with_findings(dear, 30), language, Screen(width))
    assert max(columns_of(line) for line in shown.splitlines()) <= min(width, 100)


def test_the_worst_three_stand_before_the_table(dear: Audited) -> None:
    shown = terminal_report(with_findings(dear, 30), EN, Screen())
    before, _, table = shown.partition("Findings (30)")
    assert before.count("▲ Critical") == 3
    grades = [
        line.split()[1] for line in table.splitlines() if re.match(r"  [▲◆■●] \w+ +[A-G]", line)
    ]
    order = ["Critical", "High", "Medium", "Low"]
    assert len(grades) == 30
    assert all(order.index(a) <= order.index(b) for a, b in pairwise(grades))


def test_a_contract_s_words_do_not_steer_the_terminal(audited) -> None:
    outcome = audited_of(
        audited("借款合同\n贷款人：\x1b[31m某\x07公司\n服务费\x1b]0;x\x07：放款时扣除服务费300元")
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", terminal_report(outcome, ZH, Screen()))


@given(st.text(st.sampled_from("借款 合同，a b-，。wörd\u0301"), max_size=200), st.integers(8, 60))
def test_wrapping_loses_no_letter_and_keeps_the_width(words: str, width: int) -> None:
    lines = wrapped(words, width)
    assert all(columns_of(line) <= width + 2 for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())


def leaving_of(audited, text: str) -> Audited:
    return audited_of(audited(text.replace("不收取违约金", "应按剩余本金的3%支付违约金")))


@pytest.mark.parametrize(
    ("count", "few"), [(1, [0]), (2, [0, 1]), (3, [0, 1, 2]), (11, [0, 5, 10])]
)
def test_few_exits_are_the_first_the_middle_the_last_and_the_dearest(
    count: int, few: list[int]
) -> None:
    exits = [{"after": number + 1} for number in range(count)]
    for worst in range(count):
        shown = few_exits({"exits": exits, "worst_after": worst + 1})
        assert [one["after"] - 1 for one in shown] == sorted({*few, worst})


@pytest.mark.parametrize(("language", "dearest"), [(ZH, "还完第几期"), (EN, "After")])
def test_a_terminal_tells_leaving_in_four_lines_and_where_all_are(
    audited, sound_text: str, language: Language, dearest: str
) -> None:
    told = leaving_of(audited, sound_text)
    shown = terminal_report(told, language, Screen()).splitlines()
    head = next(number for number, line in enumerate(shown) if line.strip().startswith(dearest))
    rows = [line.replace("▲", "").split() for line in shown[head + 1 : head + 4]]
    assert [row[0] for row in rows] == ["1", "6", "11"]
    assert "▲" in shown[head + 1]
    assert "11" in shown[head + 4]
    assert "--html" in shown[head + 4]


def test_a_terminal_tells_thirty_and_ninety_days_of_lateness(audited, sound_text: str) -> None:
    shown = terminal_report(leaving_of(audited, sound_text), EN, Screen())
    # 1,066.19 x 0.049 % x 30, and x 90
    assert re.search(r"30 +¥1,066\.19 +¥15\.67", shown)
    assert re.search(r"90 +¥1,066\.19 +¥47\.02", shown)


def test_a_terminal_says_nothing_of_leaving_where_no_number_tells(audited) -> None:
    shown = terminal_report(audited_of(audited("借款合同\n第一条 本合同一式两份。")), EN, Screen())
    assert "When leaving early" not in shown
    assert "When late" not in shown
