"""RFC 6238, appendix B, in the six digits that authenticators show."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from identity.totp import new_secret, setup_address, step_of_code

SECRET = base64.b32encode(b"12345678901234567890").decode()  # the RFC's own, for SHA-1

VECTORS = [  # (seconds since 1970, the RFC's eight digits)
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]


@pytest.mark.parametrize(("seconds", "digits"), VECTORS)
def test_the_codes_of_the_standard_are_good_in_their_step(seconds: int, digits: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert step_of_code(SECRET, digits[-6:], at) == seconds // 30


@pytest.mark.parametrize(("seconds", "digits"), VECTORS)
def test_a_code_may_be_typed_ten_seconds_late_and_no_later(seconds: int, digits: str) -> None:
    ends = datetime.fromtimestamp((seconds // 30 + 1) * 30, UTC)
    assert step_of_code(SECRET, digits[-6:], ends + timedelta(seconds=9)) == seconds // 30
    assert step_of_code(SECRET, digits[-6:], ends + timedelta(seconds=10)) is None


@pytest.mark.parametrize("code", ["", "12345", "94287082", "٢٨٧٠٨٢", "287082'", "abcdef"])
def test_what_is_no_code_is_no_code(code: str) -> None:
    assert step_of_code(SECRET, code, datetime.fromtimestamp(59, UTC)) is None


def test_a_space_in_the_middle_is_how_authenticators_show_it() -> None:
    assert step_of_code(SECRET, " 287 082 ", datetime.fromtimestamp(59, UTC)) == 1


@given(some.text(max_size=12))
def test_no_text_makes_it_stumble(code: str) -> None:
    assert step_of_code(SECRET, code, datetime.fromtimestamp(59, UTC)) in {None, 1}


def test_a_secret_has_160_bits_and_its_address_names_nobody_in_full() -> None:
    secret = new_secret()
    assert len(base64.b32decode(secret)) == 20
    address = setup_address(secret, "139****0000")
    assert address.startswith("otpauth://totp/Candor:139%2A%2A%2A%2A0000?")
    assert f"secret={secret}" in address
