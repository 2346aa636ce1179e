"""RFC 9421: the printed example comes out, what is altered is refused, and so is what is old."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from http_message_signatures import HTTPMessageSigner, HTTPMessageVerifier, MappingKeyResolver
from http_message_signatures.algorithms import ED25519
from hypothesis import given
from hypothesis import strategies as st

from consent.delivery.signatures import (
    ANSWERED,
    COVERED,
    TOLD,
    Message,
    SignatureRefused,
    SigningKey,
    named_key,
    public_key,
    sign,
    verify,
)
from core.errors import InvalidInput

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
KEY = SigningKey("recipients/one", Ed25519PrivateKey.generate())
OTHER = SigningKey("recipients/one", Ed25519PrivateKey.generate())
SOUND = Message("POST", "https://recipient.example/told?of=1", b'{"asked": "stop"}')


def signed(message: Message = SOUND, key: SigningKey = KEY, tag: str = TOLD) -> Message:
    return sign(message, key, tag, AT)


def holds(message: Message, at: datetime = AT, key: SigningKey = KEY, tag: str = TOLD) -> bool:
    try:
        verify(message, named_key(message.headers), key.private.public_key(), tag, at)
    except SignatureRefused:
        return False
    return True


# -- the example that RFC 9421 prints in appendix B.2.6, with the key of B.1.4

PRINTED_KEY = b"""-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----
"""
PRINTED = Message(
    "POST",
    "https://example.com/foo?param=Value&Pet=dog",
    b'{"hello": "world"}',
    {
        "Host": "example.com",
        "Date": "Tue, 20 Apr 2021 02:07:55 GMT",
        "Content-Type": "application/json",
        "Content-Digest": "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7"
        "BNNyealdVLvRwEmTHWXvJwew==:",
        "Content-Length": "18",
    },
)
PRINTED_INPUT = (
    'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length")'
    ';created=1618884473;keyid="test-key-ed25519"'
)
PRINTED_SIGNATURE = (
    "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw"
    "==:"
)


def test_the_library_writes_and_reads_what_the_standard_prints() -> None:
    private = load_pem_private_key(PRINTED_KEY, None)
    assert isinstance(private, Ed25519PrivateKey)
    keys = MappingKeyResolver(
        public_keys={"test-key-ed25519": private.public_key()},
        private_keys={"test-key-ed25519": private},
    )
    message = replace(PRINTED, headers=dict(PRINTED.headers))
    HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=keys).sign(
        message,
        key_id="test-key-ed25519",
        created=datetime.fromtimestamp(1618884473, UTC),
        label="sig-b26",
        include_alg=False,
        use_existing_digest=True,
        covered_component_ids=(
            *("date", "@method", "@path", "@authority"),
            *("content-type", "content-length"),
        ),
    )
    assert message.headers["Signature-Input"] == PRINTED_INPUT
    assert message.headers["Signature"] == PRINTED_SIGNATURE
    verifier = HTTPMessageVerifier(signature_algorithm=ED25519, key_resolver=keys)
    assert verifier.verify(message, max_age=None)


# -- our own messages


def test_what_was_signed_holds_and_says_by_whom() -> None:
    found = verify(signed(), KEY.id, KEY.private.public_key(), TOLD, AT)
    assert (found.key_id, found.created) == (KEY.id, AT)
    for part in COVERED:
        assert f'"{part}": ' in found.base


ALTERED: dict[str, Callable[[Message], Message]] = {
    "method": lambda one: replace(one, method="PUT"),
    "path": lambda one: replace(one, url=one.url.replace("/told", "/other")),
    "query": lambda one: replace(one, url=one.url.replace("of=1", "of=2")),
    "host": lambda one: replace(one, url=one.url.replace("recipient.", "another.")),
    "body": lambda one: replace(one, body=one.body.replace(b"stop", b"goon")),
    "date": lambda one: with_header(one, "Date", "Mon, 23 Nov 2026 08:00:01 GMT"),
    "content type": lambda one: with_header(one, "Content-Type", "text/plain"),
    "digest": lambda one: with_header(
        one, "Content-Digest", signed(replace(SOUND, body=b"{}")).headers["Content-Digest"]
    ),
    "nonce": lambda one: in_input(one, 'nonce="', 'nonce="x'),
    "created": lambda one: in_input(one, "created=1", "created=2"),
    "tag": lambda one: in_input(one, TOLD, ANSWERED),
    "keyid": lambda one: in_input(one, "recipients/one", "recipients/two"),
    "covered less": lambda one: in_input(one, ' "date"', ""),
    "signature": lambda one: with_header(one, "Signature", signed().headers["Signature"]),
    "no signature": lambda one: without(one, "Signature"),
    "no digest": lambda one: without(one, "Content-Digest"),
}


def with_header(one: Message, name: str, value: str) -> Message:
    return replace(one, headers={**one.headers, name: value})


def without(one: Message, name: str) -> Message:
    return replace(one, headers={key: value for key, value in one.headers.items() if key != name})


def in_input(one: Message, before: str, after: str) -> Message:
    written = one.headers["Signature-Input"]
    assert before in written
    return with_header(one, "Signature-Input", written.replace(before, after))


@pytest.mark.parametrize("what", ALTERED)
def test_one_thing_altered_and_nothing_holds(what: str) -> None:
    message = signed()
    assert holds(message)
    assert not holds(ALTERED[what](message))


def test_another_key_under_the_same_name_does_not_hold() -> None:
    assert not holds(signed(), key=OTHER)


def test_what_covers_less_than_everything_is_refused_however_well_it_is_signed() -> None:
    message = replace(SOUND, headers={"Content-Type": "application/json", "Date": "x"})
    keys = MappingKeyResolver(public_keys={}, private_keys={KEY.id: KEY.private})
    HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=keys).sign(
        message, key_id=KEY.id, created=AT, nonce="n", tag=TOLD, body=message.body,
        covered_component_ids=[one for one in COVERED if one != "date"],
    )  # fmt: skip
    assert not holds(message)


@pytest.mark.parametrize("minutes", [-6, 6, 60 * 24])
def test_a_signature_is_good_for_five_minutes_either_way(minutes: int) -> None:
    assert holds(signed(), AT + timedelta(minutes=4, seconds=59))
    assert holds(signed(), AT - timedelta(minutes=4, seconds=59))
    assert not holds(signed(), AT + timedelta(minutes=minutes))


def test_two_messages_never_share_a_nonce() -> None:
    def nonce(one: Message) -> str:
        return verify(one, KEY.id, KEY.private.public_key(), TOLD, AT).nonce

    assert len({nonce(signed()) for _ in range(50)}) == 50


@given(st.text(max_size=80))
def test_no_words_in_the_header_do_more_than_be_refused(words: str) -> None:
    message = with_header(signed(), "Signature-Input", words)
    try:
        named_key(message.headers)
    except SignatureRefused:
        return
    assert not holds(message)


@given(st.binary(max_size=200))
def test_any_body_can_be_signed_and_no_other_passes_for_it(body: bytes) -> None:
    message = signed(replace(SOUND, body=body))
    assert holds(message)
    assert not holds(replace(message, body=body + b" "))


@pytest.mark.parametrize("text", ["", "AAAA", "no base64!", "A" * 43])
def test_a_public_key_is_32_bytes_in_base64(text: str) -> None:
    with pytest.raises(InvalidInput):
        public_key(text)
    assert public_key(KEY.public).public_bytes_raw() == KEY.private.public_key().public_bytes_raw()
