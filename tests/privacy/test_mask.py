"""What a screen may show, and what stands in for the rest."""

import random
import re

import pytest
import stdnum.cn.ric
import stdnum.luhn
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from privacy import rules
from privacy.engine import Detector
from privacy.mask import MASKS, Mode, mask, mask_value
from privacy.model import Label
from tests.privacy import invented

DETECTOR = Detector()
KEY = b"one organisation"
TEXT = "借款人：张三，手机138 1234 5678，卡号6222 0212 3456 7890 123。"

SHOWN = [
    ("PHONE", "13812345678", "138****5678"),
    ("PHONE", "138-1234-5678", "138****5678"),
    ("PHONE", "+86 13812345678", "+86 138****5678"),
    ("PHONE", "010-62345678", "***-****5678"),
    ("PHONE", "62345678", "******78"),
    ("PERSON", "张三", "张*"),
    ("PERSON", "欧阳娜娜", "欧阳**"),
    ("PERSON", "欧阳", "欧*"),
    ("PERSON", "阿依古丽·买买提", "阿***·***"),
    ("PERSON", "John Smith", "J*** S****"),
    ("ID_CARD", "110101199003071234", "110101********1234"),
    ("ID_CARD", "11010119900307123Ｘ", "110101********123X"),
    ("ID_CARD", "610104620927690", "610104******690"),
    ("BANK_CARD", "6222021234567890123", "6222 **** **** 0123"),
    ("BANK_CARD", "4111-1111-1111-1111", "4111 **** **** 1111"),
    ("EMAIL", "zhang.san@example.com", "z***@example.com"),
    ("ADDRESS", "广东省深圳市南山区科技南十二路5号", "广东省深圳市****"),
    ("ADDRESS", "北京市朝阳区建国路88号", "北京市****"),
    ("ADDRESS", "12 High Street", "****"),
    ("PASSPORT", "E12345678", "E*****678"),
    ("USCC", "91110000600037341L", "9111**********341L"),
    ("PLATE", "京A12345", "京A****5"),
    ("BIRTH_DATE", "1990-03-07", "1990-**-**"),
    ("BIRTH_DATE", "03/07/1990", "**/**/****"),
    ("IP", "10.20.30.44", "10.20.*.*"),
    ("CARD_SECRET", "123", "******"),
    ("US_SSN", "123-45-6789", "***-**-6789"),
    ("QQ", "12345", "1**45"),
    ("PHONE", "", ""),
]


@pytest.mark.parametrize(("kind", "value", "shown"), SHOWN)
def test_shown(kind, value, shown):
    assert mask_value(kind, value) == shown


def test_every_kind_has_a_mask():
    assert set(MASKS) == set(Label)


@given(st.sampled_from(list(Label)), st.text("0123456789AZaz张三@.-: ", min_size=2, max_size=30))
def test_no_mask_shows_the_whole_value(kind, value):
    if re.search(r"[0-9A-Za-z张三]", value) and len(value.strip()) > 1:
        assert mask_value(kind, value) != value.strip()


def test_label_mode_says_only_what_it_was():
    masked = mask(TEXT, DETECTOR.scan(TEXT), Mode.LABEL)
    assert masked == "借款人：<PERSON>，手机<PHONE>，卡号<BANK_CARD>。"


@given(st.integers(0, 2**32), st.sampled_from(list(Mode)))
def test_nothing_of_an_invented_person_is_left(seed, mode):
    document = invented.document(random.Random(seed))
    masked = mask(document.text, DETECTOR.scan(document.text), mode, KEY)
    for start, end, _ in document.gold:
        assert document.text[start:end] not in masked


def test_one_value_keeps_one_pseudonym_in_every_spelling_under_one_key():
    texts = ["手机13812345678", "手机138-1234-5678", "手机１３８１２３４５６７８"]
    names = {mask(text, DETECTOR.scan(text), Mode.PSEUDONYM, KEY) for text in texts}
    other = mask(texts[0], DETECTOR.scan(texts[0]), Mode.PSEUDONYM, b"another organisation")
    assert names == {"手机<PHONE_KXGPBXGK>"}
    assert other not in names


def test_a_short_secret_gets_no_pseudonym():
    text = "CVV: 123"
    assert mask(text, DETECTOR.scan(text), Mode.PSEUDONYM, KEY) == "CVV: <CARD_SECRET>"


@given(st.integers(0, 2**32))
def test_surrogates_have_the_form_and_the_right_check_digits(seed):
    who = invented.person(random.Random(seed))
    text = f"身份证{who.resident_id}卡号{who.card}手机{who.mobile}"
    masked = mask(text, DETECTOR.scan(text), Mode.SURROGATE, KEY)
    number, card, mobile = re.fullmatch(
        "身份证(.{18})卡号([0-9]+)手机(1[0-9]{10})", masked
    ).groups()
    assert stdnum.cn.ric.calc_check_digit(number) == number[17]
    assert rules.resident_fits(number)
    assert stdnum.luhn.is_valid(card)
    assert len(card) == len(who.card)
    assert mobile[1] == who.mobile[1]
    assert {number, card, mobile}.isdisjoint({who.resident_id, who.card, who.mobile})


@pytest.mark.parametrize("key", [None, b"short"])
@pytest.mark.parametrize("mode", [Mode.PSEUDONYM, Mode.SURROGATE])
def test_keyed_modes_refuse_a_missing_or_short_key(mode, key):
    with pytest.raises(InvalidInput, match="16 bytes"):
        mask(TEXT, DETECTOR.scan(TEXT), mode, key)
