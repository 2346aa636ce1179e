"""The shelf: an offer is lent under while it is in force, and not a day longer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.dates import day_of
from core.errors import NotFound
from tests.database_world import AT, World
from tests.underwriting.world import hand_in, put_offer
from underwriting import shelf
from underwriting.model import State

TODAY = day_of(AT)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE offers SET until = :today WHERE id = :id",
        "UPDATE offers SET since = :tomorrow WHERE id = :id",
        # The day in China: 2026-11-21 16:00 UTC is the first instant of the 22nd.
        "UPDATE products SET retired_at = '2026-11-21 16:00Z' WHERE id = :product",
    ],
)
def test_an_offer_that_is_not_in_force_takes_no_application(world: World, change: str) -> None:
    assert date(2026, 11, 22) == TODAY
    offer = put_offer(world)
    before = world.superuser("SELECT count(*) FROM applications")
    values = {"id": offer.id, "product": offer.product.id, "today": TODAY}
    values["tomorrow"] = TODAY + timedelta(days=1)
    named = {name: value for name, value in values.items() if f":{name}" in change}
    world.superuser(change, **named)
    with pytest.raises(NotFound):
        hand_in(world, offer)
    assert world.superuser("SELECT count(*) FROM applications") == before
    with world.database.transaction(world.machine("application.submit")) as tx:
        assert offer.id not in [one.id for one in shelf.offers_on(tx, TODAY, world.lender)]


def test_the_last_day_of_an_offer_is_a_day_of_it(world: World) -> None:
    offer = put_offer(world)
    world.superuser(
        "UPDATE offers SET until = :until WHERE id = :id",
        until=TODAY + timedelta(days=1),
        id=offer.id,
    )
    world.superuser(
        "UPDATE products SET retired_at = '2026-11-22 16:00Z' WHERE id = :id", id=offer.product.id
    )
    assert hand_in(world, offer).state is State.WAITING
