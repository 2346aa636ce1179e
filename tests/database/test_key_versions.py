"""An organisation's next key: who came before it stays readable, and is found as before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from database.keys import SealBroken, new_key
from tests.database_world import World, build_world

pytestmark = pytest.mark.database
PLACE = "applicants.name"


@pytest.fixture(scope="module")
def world(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    built = build_world(postgres_url, tmp_path_factory.mktemp("keys"))
    yield built
    built.close()


def next_key(world: World) -> None:
    world.superuser(
        "INSERT INTO organisation_keys (organisation_id, version, wrapped, created_at)"
        " VALUES (:org, 2, :wrapped, now())",
        org=world.lender,
        wrapped=world.root.wrap(new_key()),
    )


def test_a_second_key_changes_nothing_that_was_sealed_or_indexed(world: World) -> None:
    subject = world.new_subject(None)
    with world.database.transaction(world.machine("")) as tx:
        sealed, own = tx.seal(subject, PLACE, "王芳"), tx.seal_own("products.note", "甲")
        index = tx.blind("applicants.phone", "13800138000")
    next_key(world)
    with world.database.transaction(world.machine("")) as tx:
        assert tx.unseal(subject, PLACE, sealed) == "王芳"
        assert tx.unseal_own("products.note", own) == "甲"
        assert tx.blind("applicants.phone", "13800138000") == index


def test_a_subject_key_wrapped_by_another_key_is_named_as_broken(world: World) -> None:
    subject = world.new_subject(None)
    world.superuser(
        "UPDATE subject_keys SET wrapped = :other WHERE subject_id = :id",
        other=bytes(40),
        id=subject,
    )
    with (
        world.database.transaction(world.machine("")) as tx,
        pytest.raises(SealBroken, match="does not open this subject's key"),
    ):
        tx.seal(subject, PLACE, "王芳")
