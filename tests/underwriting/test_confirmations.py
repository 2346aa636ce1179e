"""A row of law a lender's counsel read: two people, the text attached, that lender alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from contracts.law import table as law_table
from contracts.products import confirmations
from contracts.products.confirmations import answer_text, attach_text, confirmations_of, confirmed
from contracts.products.model import Confirmation
from core.access import Access, ActorKind, Role
from core.errors import Conflict, Forbidden, InvalidInput, NotFound
from core.ids import new_id
from evidence.service import entries_about
from tests.database_world import AT, World

LAW = "cn-loan-assist-2025-9"
READ = "cn-civilcode-680"
SAID = ("第六条 测试文字。", "测试来源", "测试甲")


@pytest.fixture(autouse=True)
def _nothing_attached(world: World) -> Iterator[None]:
    yield
    world.superuser("DELETE FROM law_confirmations")


@pytest.fixture
def first(world: World) -> Access:
    return world.staff(Role.COMPLIANCE)


@pytest.fixture
def second(world: World) -> Access:
    return world.staff(Role.ADMIN)


def attached(world: World) -> Confirmation:
    with world.database.transaction(world.staff(Role.COMPLIANCE)) as tx:
        return confirmations_of(tx, LAW)[-1]


def holds(world: World, lender: Access) -> set[str]:
    with world.database.transaction(lender) as tx:
        return set(confirmed(tx))


def test_a_text_counts_once_a_second_person_agrees_and_for_that_lender_alone(
    world: World, first: Access, second: Access
) -> None:
    attach_text(world.database, first, LAW, SAID, AT)
    assert holds(world, first) == set()
    answer_text(world.database, second, LAW, (True, attached(world).id, "测试乙"), AT)
    assert holds(world, first) == {LAW}
    assert holds(world, world.staff(Role.COMPLIANCE, lender=world.other_lender)) == set()

    found = attached(world)
    assert (found.text, found.first, found.second) == (SAID[0], "测试甲", "测试乙")
    with world.database.transaction(first) as tx:
        kinds = [one.kind for one in entries_about(tx, world.lender, LAW)]
    assert kinds[-2:] == ["law.text_attached@1", "law.confirmed@1"]
    # It is that lender's reading: in general nobody has read the row.
    assert not next(law for law in law_table.LAWS if law.code == LAW).verified


def test_the_second_person_cannot_be_the_first(world: World, first: Access) -> None:
    attach_text(world.database, first, LAW, SAID, AT)
    same = replace(first, roles=frozenset({Role.ADMIN}))
    with pytest.raises(Forbidden, match="cannot be the first"):
        answer_text(world.database, same, LAW, (True, attached(world).id, "测试甲"), AT)
    assert holds(world, first) == set()


def test_a_row_that_changes_afterwards_is_no_longer_confirmed(
    world: World, first: Access, second: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach_text(world.database, first, LAW, SAID, AT)
    answer_text(world.database, second, LAW, (True, attached(world).id, "测试乙"), AT)
    moved = tuple(
        replace(law, since=AT.date()) if law.code == LAW else law for law in law_table.LAWS
    )
    monkeypatch.setattr(confirmations, "LAWS", moved)
    assert holds(world, first) == set()
    attach_text(world.database, first, LAW, SAID, AT)


def test_a_text_sent_back_counts_for_nothing_and_another_may_be_attached(
    world: World, first: Access, second: Access
) -> None:
    attach_text(world.database, first, LAW, SAID, AT)
    with pytest.raises(Conflict, match="attached already"):
        attach_text(world.database, second, LAW, SAID, AT)
    answer_text(world.database, second, LAW, (False, attached(world).id, "测试乙"), AT)
    assert holds(world, first) == set()
    with pytest.raises(Conflict, match="answered already"):
        answer_text(world.database, second, LAW, (True, attached(world).id, "测试乙"), AT)
    attach_text(world.database, second, LAW, SAID, AT)


def test_what_candor_read_itself_needs_no_confirmation(world: World, first: Access) -> None:
    with pytest.raises(Conflict, match="read at their source"):
        attach_text(world.database, first, READ, SAID, AT)
    with pytest.raises(NotFound):
        attach_text(world.database, first, "cn-nothing", SAID, AT)


@pytest.mark.parametrize(
    "said", [("", "来源", "甲"), ("文字", " ", "甲"), ("x" * 40_001, "来源", "甲")]
)
def test_words_and_their_source_must_be_there(
    world: World, first: Access, said: tuple[str, str, str]
) -> None:
    with pytest.raises(InvalidInput):
        attach_text(world.database, first, LAW, said, AT)


def test_neither_keys_nor_other_roles_attach_or_confirm(world: World, first: Access) -> None:
    key = Access(ActorKind.KEY, new_id(), world.lender, "", frozenset({Role.COMPLIANCE}))
    for access in (key, world.staff(Role.OFFICER)):
        with pytest.raises(Forbidden):
            attach_text(world.database, access, LAW, SAID, AT)
    attach_text(world.database, first, LAW, SAID, AT)
    for access in (key, world.staff(Role.OFFICER)):
        with pytest.raises(Forbidden):
            answer_text(world.database, access, LAW, (True, attached(world).id, "乙"), AT)


def test_another_lender_cannot_answer(world: World, first: Access) -> None:
    attach_text(world.database, first, LAW, SAID, AT)
    stranger = world.staff(Role.ADMIN, lender=world.other_lender)
    with pytest.raises(NotFound):
        answer_text(world.database, stranger, LAW, (True, attached(world).id, "乙"), AT)
