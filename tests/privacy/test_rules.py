"""Check digits against the vectors, another library, and every single slip of the pen."""

import json
import random
from pathlib import Path

import pytest
import stdnum.cn.ric
import stdnum.cn.uscc
import stdnum.iban
import stdnum.luhn
from hypothesis import given
from hypothesis import strategies as st

from privacy import rules
from privacy.engine import Detector
from tests.privacy import invented

VECTORS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data/privacy/cn_identifier_vectors.jsonl")
    .read_text()
    .splitlines()
]
LABELS = {
    "RESIDENT_ID": {"ID_CARD"},
    "RESIDENT_ID_15": {"ID_CARD"},
    "HMT_RESIDENCE_PERMIT": {"HKMO_PERMIT", "TW_PERMIT"},
    "USCC": {"USCC"},
    "FOREIGN_PR_ID": {"FOREIGN_PR_ID"},
}
SEEDS = st.integers(0, 2**32)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["value"])
def test_vectors_are_found_when_valid_and_never_sure_when_not(vector):
    spans = Detector().scan(f"号码{vector['value']}。")
    if vector["valid"]:
        [span] = spans
        assert (span.start, span.end) == (2, 2 + len(vector["value"]))
        assert span.label in LABELS[vector["type"]]
    else:
        assert all(span.score < 0.9 for span in spans)


@given(SEEDS)
def test_resident_numbers_agree_with_another_library(seed):
    number = invented.resident_id(random.Random(seed))
    assert rules.resident_checks(number)
    assert rules.resident_fits(number)
    assert stdnum.cn.ric.calc_check_digit(number) == number[17]


@given(st.text("0123456789", min_size=12, max_size=19))
def test_luhn_agrees_with_another_library(digits):
    assert rules.luhn(digits) == stdnum.luhn.is_valid(digits)
    assert rules.luhn_check(digits) == stdnum.luhn.calc_check_digit(digits)


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17))
def test_credit_codes_agree_with_another_library(first17):
    assert rules.uscc_check(first17) == stdnum.cn.uscc.calc_check_digit(first17)


@given(st.text("0123456789", min_size=18, max_size=18))
def test_account_numbers_agree_with_another_library(digits):
    iban = "DE00" + digits
    assert rules.iban_checks(stdnum.iban.calc_check_digits(iban).join(("DE", digits)))
    assert rules.iban_checks("DE89370400440532013000")


def test_vehicle_number_from_the_standard_example():
    assert rules.vin_checks("1M8GDM9AXKP042788")
    assert not rules.vin_checks("1M8GDM9A1KP042788")


@given(SEEDS, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_breaks_the_check(seed, place, step):
    number = invented.resident_id(random.Random(seed))
    wrong = f"{number[:place]}{(int(number[place]) + step) % 10}{number[place + 1 :]}"
    assert not rules.resident_checks(wrong)


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("110101199003071234", True),
        ("990101199003071234", False),
        ("110101199002301234", False),
        ("110101189903071234", False),
        ("610104620927690", True),
        ("610104621327690", False),
    ],
)
def test_region_and_birth_date_make_sense(number, fits):
    assert rules.resident_fits(number) is fits


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("6222021234567894", True),
        ("6222021234567890123", True),
        ("4111111111111111", True),
        ("378282246310005", True),
        ("2720990000000000", True),
        ("2721000000000000", False),
        ("1111111111111111", False),
        ("622202123456789", False),
    ],
)
def test_card_ranges(number, fits):
    assert rules.card_issuer_fits(number) is fits
