"""The key tree: what is sealed opens only with its key, at its place, for its owner."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ServiceMissing
from database import keys
from database.schema import Sealed, SealedField

ORGANISATION = UUID("00000000-0000-7000-8000-00000000000a")
SUBJECT = UUID("00000000-0000-7000-8000-00000000000b")
OTHER = UUID("00000000-0000-7000-8000-00000000000c")
KEY = bytes(range(32))
PLACE = "applicant_contacts.phone/1"


@given(st.text())
def test_what_is_sealed_opens_to_the_same_text(plain: str) -> None:
    sealed = keys.seal(KEY, ORGANISATION, SUBJECT, PLACE, plain)
    assert keys.unseal(KEY, ORGANISATION, SUBJECT, PLACE, sealed) == plain


@given(st.text(min_size=1), st.data())
def test_any_flipped_bit_is_found(plain: str, data: st.DataObject) -> None:
    sealed = bytearray(keys.seal(KEY, ORGANISATION, SUBJECT, PLACE, plain))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(keys.SealBroken):
        keys.unseal(KEY, ORGANISATION, SUBJECT, PLACE, bytes(sealed))


@pytest.mark.parametrize(
    ("key", "organisation", "subject", "place"),
    [
        (KEY[::-1], ORGANISATION, SUBJECT, PLACE),
        (KEY, OTHER, SUBJECT, PLACE),
        (KEY, ORGANISATION, OTHER, PLACE),
        (KEY, ORGANISATION, SUBJECT, "applicant_contacts.phone/2"),
    ],
    ids=["another key", "another lender", "another person", "another row"],
)
def test_one_changed_circumstance_keeps_it_shut(
    key: bytes, organisation: UUID, subject: UUID, place: str
) -> None:
    sealed = keys.seal(KEY, ORGANISATION, SUBJECT, PLACE, "13800000000")
    with pytest.raises(keys.SealBroken):
        keys.unseal(key, organisation, subject, place, sealed)


def test_the_envelope_is_version_suite_nonce_ciphertext_tag() -> None:
    sealed = keys.seal(KEY, ORGANISATION, SUBJECT, PLACE, "abc")
    assert sealed[:2] == b"\x01\x01"
    assert len(sealed) == 2 + 12 + 3 + 16


def test_the_envelope_is_plain_aes_256_gcm() -> None:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    sealed = keys.seal(KEY, ORGANISATION, SUBJECT, PLACE, "abc")
    nonce, body, tag = sealed[2:14], sealed[14:-16], sealed[-16:]
    decryptor = Cipher(algorithms.AES(KEY), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(
        b"|".join((ORGANISATION.bytes, SUBJECT.bytes, PLACE.encode()))
    )
    assert decryptor.update(body) + decryptor.finalize() == b"abc"


def test_the_same_text_is_never_sealed_alike() -> None:
    both = {keys.seal(KEY, ORGANISATION, SUBJECT, PLACE, "same") for _ in range(50)}
    assert len(both) == 50


def test_a_blind_index_is_golden_and_tells_lenders_and_columns_apart() -> None:
    # Kept rows are found by these bytes: they can never change.
    assert keys.blind_index(KEY, "phone", "13800000000") == BLIND_GOLDEN
    others = {
        keys.blind_index(KEY[::-1], "phone", "13800000000"),
        keys.blind_index(KEY, "id_number", "13800000000"),
        keys.blind_index(KEY, "phone", "13800000001"),
    }
    assert len(others | {BLIND_GOLDEN}) == 4


BLIND_GOLDEN = "bfc1f1b910abf09ce"


def test_the_root_key_file_is_private_made_once_and_opens_what_it_wrapped(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "root.pem"
    first = keys.create_root_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    wrapped = first.wrap(KEY)
    assert keys.create_root_key(path).unwrap(wrapped) == KEY


def test_another_root_does_not_open_it(tmp_path: Path) -> None:
    wrapped = keys.create_root_key(tmp_path / "a.pem").wrap(KEY)
    with pytest.raises(keys.SealBroken):
        keys.create_root_key(tmp_path / "b.pem").unwrap(wrapped)


def test_a_missing_or_foreign_key_file_is_named_and_no_more(tmp_path: Path) -> None:
    with pytest.raises(ServiceMissing, match=r"root\.pem"):
        keys.open_root_key(tmp_path / "root.pem")
    (tmp_path / "root.pem").write_text("not a key")
    with pytest.raises(ServiceMissing, match=r"root\.pem"):
        keys.open_root_key(tmp_path / "root.pem")


def test_subject_keys_wrap_by_rfc_3394() -> None:
    wrapped = keys.wrap_subject_key(KEY, KEY[::-1])
    assert len(wrapped) == 40
    assert keys.unwrap_subject_key(KEY, wrapped) == KEY[::-1]


def test_a_sealed_column_refuses_plain_bytes() -> None:
    column = SealedField()
    assert column.process_bind_param(Sealed(b"x"), None) == b"x"  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"Transaction\.seal"):
        column.process_bind_param(b"x", None)  # type: ignore[arg-type]
