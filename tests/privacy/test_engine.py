"""What is found, what stays silent, and what a scan always keeps to."""

import random
import subprocess
import sys
from itertools import chain, combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.engine import Detector, settle
from privacy.fields import FIELDS, PHRASES
from privacy.kinds import BASES, KINDS
from privacy.model import SCORES, Evidence, Label, Sensitivity, Span
from privacy.names import NAMED_BY_PHRASE, NAMES
from privacy.recognisers import RECOGNISERS
from tests.privacy import invented

DETECTOR = Detector()

FOUND = [
    ("身份证110101199003077715有效", [("110101199003077715", "ID_CARD")]),
    ("身份证号：110101 19900307 7715", [("110101 19900307 7715", "ID_CARD")]),
    ("证件号码：610104620927690。", [("610104620927690", "ID_CARD")]),
    ("身份证号：1101011990030777１５", [("1101011990030777１５", "ID_CARD")]),
    ("😀请拨13812345678吧", [("13812345678", "PHONE")]),
    ("电话+86 138 1234 5678转告", [("+86 138 1234 5678", "PHONE")]),
    ("手机：138-1234-5678", [("138-1234-5678", "PHONE")]),
    ("宅电010-62345678", [("010-62345678", "PHONE")]),
    ("call (415) 555-0132 or +44 20 7946 0958", [
        ("(415) 555-0132", "PHONE"), ("+44 20 7946 0958", "PHONE")]),
    ("邮箱是a.b-c@mail.example.cn请查收", [("a.b-c@mail.example.cn", "EMAIL")]),
    ("划入6222021234567894账户", [("6222021234567894", "BANK_CARD")]),
    ("卡号6222 0212 3456 7890 123尾号", [("6222 0212 3456 7890 123", "BANK_CARD")]),
    ("Card 4111-1111-1111-1111, CVV: 123", [
        ("4111-1111-1111-1111", "BANK_CARD"), ("123", "CARD_SECRET")]),
    ("姓名：张三", [("张三", "PERSON")]),
    ("姓名：欧阳娜娜身份证号", [("欧阳娜娜", "PERSON")]),
    ("借款人（乙方）：李四，", [("李四", "PERSON")]),
    ("共同借款人: 阿依古丽·买买提 签字", [("阿依古丽·买买提", "PERSON")]),
    ("王小明（身份证号码另附）", [("王小明", "PERSON")]),
    ("请联系赵敏女士。", [("赵敏", "PERSON")]),
    ('{"name": "张三丰"}', [("张三丰", "PERSON")]),
    ("客户name：李四", [("李四", "PERSON")]),
    ("Name: John Smith\nLoan", [("John Smith", "PERSON")]),
    ("Co-borrower: ZHANG San", [("ZHANG San", "PERSON")]),
    ("Dear Mrs. Mary O'Neil, thanks", [("Mary O'Neil", "PERSON")]),
    ("地址：北京市朝阳区建国路88号3号楼1201室，邮编", [
        ("北京市朝阳区建国路88号3号楼1201室", "ADDRESS")]),
    ("住在广东省深圳市南山区科技南十二路5号7栋1202室的人", [
        ("广东省深圳市南山区科技南十二路5号7栋1202室", "ADDRESS")]),
    ("护照号码：E12345678", [("E12345678", "PASSPORT")]),
    ("港澳通行证H12345678", [("H12345678", "HKMO_PERMIT")]),
    ("台胞证号12345678", [("12345678", "TW_PERMIT")]),
    ("号码830000199201300022", [("830000199201300022", "TW_PERMIT")]),
    ("永久居留证911124198108030024", [("911124198108030024", "FOREIGN_PR_ID")]),
    ("信用代码91110000600037341L", [("91110000600037341L", "USCC")]),
    ("车牌京A12345，粤B·D12345", [("京A12345", "PLATE"), ("粤B·D12345", "PLATE")]),
    ("车架号1M8GDM9AXKP042788", [("1M8GDM9AXKP042788", "VIN")]),
    ("IMEI 490154203237518", [("490154203237518", "IMEI")]),
    ("网卡00:1a:2b:3c:4d:5e", [("00:1a:2b:3c:4d:5e", "MAC")]),
    ("登录IP 10.20.30.44 和 fe80::1ff:fe23:4567:890a", [
        ("10.20.30.44", "IP"), ("fe80::1ff:fe23:4567:890a", "IP")]),
    ("微信号：zhang_san88", [("zhang_san88", "WECHAT")]),
    ("QQ：123456789", [("123456789", "QQ")]),
    ("支付宝账号：2088123412341234", [("2088123412341234", "ALIPAY")]),
    ("IBAN DE89 3704 0044 0532 0130 00", [("DE89 3704 0044 0532 0130 00", "IBAN")]),
    ("SSN 123-45-6789", [("123-45-6789", "US_SSN")]),
    ("位于39.90872, 116.39748附近", [("39.90872, 116.39748", "LOCATION")]),
    ("密码：Abc12345", [("Abc12345", "CARD_SECRET")]),
    ("出生日期：1990年3月7日", [("1990年3月7日", "BIRTH_DATE")]),
    ("工作单位：示例科技有限公司，", [("示例科技有限公司", "EMPLOYER")]),
]  # fmt: skip

SILENT = [
    *invented.SILENT,
    "联系人：同上", "姓名：未填写", "姓名：____", "filename: Zhang San", "担保人：无",
    "贷款编号 440308199901101513", "快递单号：13812345678", "手机13812345678901",
    "0.13812345678", "SN13812345678X", "100-200-3000-40", "1700000000000", "20260301153000",
    "Contact: Customer Service", "Name: Example Bank Ltd", "127.0.0.1", "1-800-555-0199",
    "a@b", "@example.com", "12:30:45", "比例1:2:3", "网址 www.example.com",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_found(text, expected):
    assert [(text[s.start : s.end], s.label.value) for s in DETECTOR.scan(text)] == expected


@pytest.mark.parametrize("text", SILENT)
def test_silent(text):
    assert [text[span.start : span.end] for span in DETECTOR.scan(text)] == []


def test_every_label_is_found_somewhere():
    assert {label for _, spans in FOUND for _, label in spans} == {label.value for label in Label}


@given(st.integers(0, 2**32))
def test_everything_of_invented_people_is_found_and_nothing_else(seed):
    document = invented.document(random.Random(seed))
    spans = DETECTOR.scan(document.text)
    assert [(span.start, span.end, span.label) for span in spans] == list(document.gold)


@given(st.integers(0, 2**32))
def test_a_wrong_check_digit_lowers_the_score_and_hides_nothing(seed):
    number = invented.resident_id(random.Random(seed))
    wrong = number[:17] + ("1" if number[17] != "1" else "2")
    [right_span], [wrong_span] = DETECTOR.scan(f"身份证{number}"), DETECTOR.scan(f"身份证{wrong}")
    assert right_span.score > wrong_span.score > 0.5
    assert Evidence.CHECK_DIGIT not in wrong_span.evidence


def test_structure_wins_over_the_check_digit_of_another_kind():
    """Gansu's region code is UnionPay's prefix: such a number may pass Luhn as well."""
    rng = random.Random(7)
    numbers = (f"62010219900307{rng.randint(0, 9999):04}" for _ in range(200))
    for number in numbers:
        [span] = DETECTOR.scan(f"号码 {number}")
        assert span.label is Label.ID_CARD


def test_a_telephone_within_an_address_does_not_uncover_the_address():
    text = "地址：北京市朝阳区建国路88号 13812345678 收"
    labels = [(text[s.start : s.end], s.label) for s in DETECTOR.scan(text)]
    assert labels[:2] == [
        ("北京市朝阳区建国路88号", Label.ADDRESS),
        ("13812345678", Label.PHONE),
    ]


ALPHABET = "0123456789０９ABXYZaz@.:：-+ ()（）*/_,，。\n张三李四先生号路市区身份证姓名卡电话😀京"


@given(st.text(st.one_of(st.sampled_from(ALPHABET), st.characters()), max_size=200))
def test_spans_are_in_order_within_the_text_and_never_overlap(text):
    spans = DETECTOR.scan(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from(list(Label)))))
def test_settling_leaves_no_character_of_the_strongest_uncovered(rows):
    strengths = sorted(SCORES, key=sorted)
    spans = [
        Span(start, start + length, label, 0.5, "row", Sensitivity.GENERAL, strengths[length % 8])
        for start, length, label in rows
    ]
    kept = settle(spans, "字" * 60)
    assert all(one.end <= two.start for one, two in pairwise(kept))
    structured = [span for span in spans if Evidence.STRUCTURE in span.evidence]
    if structured:
        assert any(Evidence.STRUCTURE in span.evidence for span in kept)


def test_tables_are_complete():
    every = chain.from_iterable(combinations(Evidence, size) for size in range(4))
    assert {frozenset(some) for some in every} == set(SCORES)
    assert [row.label for row in KINDS] == list(Label)
    names = [row.name for row in (*RECOGNISERS, *FIELDS, *PHRASES, *NAMES, *NAMED_BY_PHRASE)]
    assert len(names) == len(set(names))
    assert all(basis.citation and basis.source for basis in BASES)


def test_scanning_loads_neither_presidio_nor_a_model():
    code = (
        "import sys, privacy.engine, privacy.logs, webapp.commands.pii;"
        "assert not {'presidio_analyzer', 'spacy', 'tldextract'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
