"""Every finding's specimen with a field taken out, and every finding's subject denied.

A missing fact makes an answer unsettled, or clear where silence is fine; it never makes a
departure by assumption. What is denied is not found.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from contracts.audit import Audit
from contracts.checks.table import CHECKS
from documents.reading import read
from tests.contracts.test_checks import (
    CHANGED_NUMBERS,
    CHANGED_WORDS,
    SENTENCES,
    TWINS,
    codes,
)
from webapp.demo.forms import render

ALL = tuple(check.code for check in CHECKS)
HIDDEN = '<p style="display:none">另有约定。</p>'

# How each field stands in the sound contract and in those made of it.
FIELDS = {
    "principal": r"借款本金为人民币[\d,.]+元，?|，?实际到账金额为人民币[\d,.]+元",
    "term": r"借款期限12个月|分12期偿还",
    "method": r"采用等额本息方式",
    "instalment": r"每期应还款[\d,.]+元，(?:最后一期应还款[\d,.]+元，)?",
    "total": r"还款总额[\d,.]+元",
    "interest": r"年利率为[\d.]+%，按剩余本金计算。",
    "all-in rate": r"年化综合融资成本（单利）为[\d.]+%。",
    "first day": r"，首期还款日为\d+年\d+月\d+日",
    "contract day": r"签订日期：\d+年\d+月\d+日",
    "lender": r"安和消费金融有限公司",
    "late charge": r"，按(?:逾期未还金额|借款总额)的每日[\d.]+%计收罚息",
    "prepayment": r"，(?:不收取违约金|应按[^。]*违约金[^。]*)。",
    "everything of a loan": r"(?s)第一条.*?(?=第七条)|免息",
    "text": r"(?s).+",
}
# By code: what the check needs, and what its answer is without it.
NEEDS = {
    "A01": ("everything of a loan", "unsettled"),
    "A02": ("term", "unsettled"),
    "A03": ("method and instalment", "unsettled"),
    "A04": ("principal", "unsettled"),
    "A05": ("interest", "unsettled"),
    "A06": ("term", "unsettled"),
    "A07": ("total", "unsettled"),
    "A08": ("first day", "unsettled"),
    "A10": ("everything of a loan", "unsettled"),
    "A11": ("text", "unsettled"),
    "C01": ("late charge", "unsettled"),
    "C02": ("late charge", "unsettled"),
    "C03": ("late charge", "clear"),  # one charge alone is no stack
    "D02": ("prepayment", "unsettled"),
    "D04": ("text", "unsettled"),
    "G01": ("text", "unsettled"),
    "G03": ("principal", "clear"),  # what is said once contradicts nothing
    "G04": ("text", "unsettled"),
}
# What comes to light when a field is gone is itself a fact, not an assumption: something that has
# to be told is missing (G01); without the all-in rate the interest rate is the stated one, and
# the fees lie outside of it (A02, B02); without the instalment the total that is stated meets
# payments at the stated rate (A07), and the other principal of a contradiction does (A02 to A07).
FOLLOWS = {
    ("A03", "all-in rate"): {"A02", "B02"},
    ("A04", "all-in rate"): {"A02", "B02"},
    ("A11", "all-in rate"): {"A02", "B02"},
    ("A05", "all-in rate"): {"A02"},
    ("A05", "instalment"): {"A07"},
    ("G03", "instalment"): {"A02", "A05", "A06", "A07"},
}


@pytest.fixture(scope="module")
def specimens(sound_text: str, sound_english: str, sound_numbers) -> dict[str, str]:
    """By code, a contract that departs from it; hidden words are given as a page."""
    made = {code: f"{sound_text}\n{sentence}\n" for code, sentence in SENTENCES.items()}
    for code, change in CHANGED_NUMBERS.items():
        html = render("zh/honest", change(sound_numbers))
        made[code] = read(html.encode(), "changed.html").text
    for code, pairs in CHANGED_WORDS.items():
        made[code] = sound_text
        for old, new in pairs:
            made[code] = made[code].replace(old, new)
    return made | {
        "D04": sound_english,
        "G04": f"<html><body><p>借款合同</p>{HIDDEN}</body></html>",
    }


Ask = Callable[..., Audit]


@pytest.fixture
def ask(audited: Ask) -> Callable[[str, str], Audit]:
    def asked(code: str, text: str) -> Audit:
        if code == "G04":
            return audited(read(text.encode(), "page.html"))
        return audited(text, jurisdiction="uk") if code == "D04" else audited(text)

    return asked


def without(text: str, field: str) -> str:
    if field == "method and instalment":
        return without(without(text, "method"), "instalment")
    return re.sub(FIELDS[field], "", text)


def answer(found: Audit, code: str) -> str:
    if code in codes(found):
        return "departure"
    return "unsettled" if code in dict(found.unsettled) else "clear"


@pytest.mark.parametrize("code", ALL)
def test_its_specimen_departs(code, specimens, ask) -> None:
    assert answer(ask(code, specimens[code]), code) == "departure"


@pytest.mark.parametrize("code", [code for code in ALL if NEEDS.get(code, ("text",))[0] != "text"])
def test_without_the_field_it_needs_it_does_not_depart(code, specimens, ask) -> None:
    field, expected = NEEDS[code]
    shorter = without(specimens[code], field)
    if code == "A08":  # its specimen is a sentence; its field is for the days without it
        shorter = shorter.replace(SENTENCES["A08"], "")
    if code == "A10":
        shorter = shorter.replace(SENTENCES["A10"], "")
    assert shorter != specimens[code]
    assert answer(ask(code, shorter), code) == expected


@pytest.mark.parametrize("code", SENTENCES)
def test_without_the_clause_silence_is_fine(code, specimens, ask) -> None:
    silent = specimens[code].replace(SENTENCES[code], "")
    assert answer(ask(code, silent), code) == "clear"


@pytest.mark.parametrize("code", ALL)
def test_of_a_page_without_words_nothing_is_said(code, audited) -> None:
    assert answer(audited(read(b"<html><body><p>.</p></body></html>", "empty.html")), code) in {
        "unsettled",
        "clear",
    }


@pytest.mark.parametrize("code", sorted(set(ALL) - {"D04", "G04"}))
def test_no_missing_field_makes_another_departure(code, specimens, ask) -> None:
    before = codes(ask(code, specimens[code]))
    for field in set(FIELDS) - {"text", "everything of a loan"}:
        found = ask(code, without(specimens[code], field))
        allowed = {"G01"} | FOLLOWS.get((code, field), set())
        assert codes(found) - before <= allowed, field
        assert found.as_dict()  # and it can be told


# The subjects that numbers decide, denied or harmless. The sound contract goes before.
NEGATED = {
    "A01": "日利率0.0333%仅为折算，价格以年利率为准。",
    "A02": "实际年化不高于本合同写明的年化。",
    "A03": "不按借款本金收取每期账户管理费。",
    "A04": "贷款人不从借款本金中扣除服务费300元。",
    "A05": "除利息外，借款人没有其他成本。",
    "A06": "综合年化成本不会达到36%。",
    "A07": "还款总额并非13,294.23元。",
    "A11": "本借款不是免息借款，放款当日不收取手续费。",
    "C01": "逾期的，不按每日0.1%计收违约金。",
    "C02": "逾期费用不按借款总额计收。",
    "C03": "逾期的，除罚息外不另收催收费50元。",
    "D02": "提前还款的，不收取剩余本金3%的违约金。",
    "G01": "投诉电话并非收费电话。",
    "G03": "借款本金并非人民币15,000.00元。",
}


@pytest.mark.parametrize("code", NEGATED)
def test_what_is_denied_is_not_found(code, audited, sound_text) -> None:
    assert codes(audited(f"{sound_text}\n{NEGATED[code]}\n")) == set()


def test_a_right_to_withdraw_that_is_not_denied_is_there(audited, sound_english) -> None:
    sentence = "You may withdraw within 14 days; nothing excludes your right to withdraw."
    assert "D04" not in codes(audited(f"{sound_english}\n{sentence}\n", jurisdiction="uk"))


def test_words_that_are_not_hidden_are_no_finding(audited, page) -> None:
    shown = HIDDEN.replace(' style="display:none"', "").replace("另有约定", "谢谢阅读")
    html = page("zh/honest").replace("</body>", f"{shown}</body>")
    assert codes(audited(read(html.encode(), "shown.html"))) == set()


def test_no_check_is_without_its_needs_and_its_twin() -> None:
    assert set(NEEDS) | set(SENTENCES) == set(ALL)
    assert set(TWINS) | set(NEGATED) | {"D04", "G04"} == set(ALL)
