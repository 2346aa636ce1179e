"""The sealed bytes: golden values that may never change, and what a leaf may not hold."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.ids import new_reference
from evidence.kinds import KINDS, check_fact, kind_of
from evidence.leaf import canonical, commitment, leaf_bytes, read_leaf
from evidence.model import Fact, Leaf
from evidence.tree import leaf_hash

SALT = bytes(range(32))
PAYLOAD = {"reasons": ["R07", "R02"], "action": "declined", "points": 512, "band": "弱"}
LEAF = Leaf(
    kind="application.decided@1",
    at=datetime(2026, 11, 22, 8, 30, 15, 42, tzinfo=UTC),
    actor="system:7f3c",
    object_ref="A-7K2M9QX4T0WZ3B6C",
    commitment=commitment(SALT, PAYLOAD),
)
GOLDEN_PAYLOAD = '{"action":"declined","band":"弱","points":512,"reasons":["R07","R02"]}'
GOLDEN_COMMITMENT = "29c87025320caf9d041de72d801e544f39a7b51cd14afaad8883a06fc00ea85e"
GOLDEN_LEAF = (
    '{"actor":"system:7f3c","at":"2026-11-22T08:30:15.000042Z",'
    f'"commitment":"{GOLDEN_COMMITMENT}","kind":"application.decided@1",'
    '"object":"A-7K2M9QX4T0WZ3B6C","schema":1}'
)
GOLDEN_HASH = "ede4dc47ebaea101305f784e55bca49cb05d8c2b21fd005e4c04ec0a948816bf"


def test_golden_bytes() -> None:
    assert canonical(PAYLOAD) == GOLDEN_PAYLOAD.encode()
    assert LEAF.commitment.hex() == GOLDEN_COMMITMENT
    assert leaf_bytes(LEAF) == GOLDEN_LEAF.encode()
    assert leaf_hash(leaf_bytes(LEAF)).hex() == GOLDEN_HASH


def test_the_same_instant_elsewhere_gives_the_same_bytes() -> None:
    beijing = LEAF.at.astimezone(timezone(timedelta(hours=8)))
    assert leaf_bytes(Leaf("application.decided@1", beijing, "a:b", "x", bytes(32))) == leaf_bytes(
        Leaf("application.decided@1", LEAF.at, "a:b", "x", bytes(32))
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=5), JSON))
def test_order_of_writing_makes_no_difference(payload: dict) -> None:
    backwards = dict(reversed(list(payload.items())))
    assert canonical(payload) == canonical(backwards)
    assert commitment(SALT, payload) != commitment(bytes(32), payload)


@pytest.mark.parametrize(
    "value", [0.1, float("nan"), 2**53, datetime(2026, 1, 1, tzinfo=UTC), {1, 2}, "\ud800"]
)
def test_values_without_an_exact_form_are_refused(value: object) -> None:
    with pytest.raises(InvalidInput):
        canonical({"a": [value]})


def test_a_leaf_reads_back() -> None:
    assert read_leaf(leaf_bytes(LEAF)) == LEAF


@settings(deadline=None)
@given(st.integers(0, len(GOLDEN_LEAF) - 1), st.integers(1, 255))
def test_a_changed_byte_is_another_leaf_or_none(at: int, change: int) -> None:
    data = bytearray(leaf_bytes(LEAF))
    data[at] ^= change
    assert leaf_hash(bytes(data)) != leaf_hash(leaf_bytes(LEAF))
    with contextlib.suppress(InvalidInput):
        assert read_leaf(bytes(data)) != LEAF


@pytest.mark.parametrize(
    "reference", ["110101199003078515", "A-6222021234567890123", "13800138000", "张伟", "", "a b"]
)
def test_a_number_or_name_of_a_person_is_no_reference(reference: str) -> None:
    with pytest.raises(InvalidInput):
        leaf_bytes(Leaf("application.decided@1", LEAF.at, "system:1", reference, bytes(32)))


def test_references_of_the_house_pass() -> None:
    for reference in (
        new_reference("A"),
        new_reference(),
        str(UUID(int=5)),
        "form-v3",
        "product:cash-12",
    ):
        leaf_bytes(Leaf("application.decided@1", LEAF.at, "system:1", reference, bytes(32)))


def test_a_salt_is_never_short() -> None:
    with pytest.raises(InvalidInput):
        commitment(b"short", {})


def test_every_kind_has_a_code_a_version_and_its_own_row() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)
    for kind in KINDS:
        assert kind_of(kind.code) is kind
        assert kind.fields
        assert kind.seen_by
        assert kind.kept_years >= 2
        name, _, version = kind.code.partition("@")
        assert name.count(".") == 1
        assert int(version) >= 1


def test_what_a_row_does_not_list_is_refused_without_being_repeated() -> None:
    check_fact(Fact("fraud.alert@1", None, "x", {"score": 90}))
    with pytest.raises(InvalidInput, match="fields of"):
        check_fact(Fact("fraud.alert@1", None, "x", {"name": "somebody"}))
    with pytest.raises(InvalidInput) as refusal:
        check_fact(Fact("张伟 110101199003078515", None, "x", {}))
    assert "1101" not in str(refusal.value)
