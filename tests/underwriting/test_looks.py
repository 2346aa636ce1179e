"""Who looked at my data: what was really read, and nothing that was held back or never there."""

from __future__ import annotations

import pytest

from consent.model import Method, Said
from tests.database_world import AT, World
from tests.underwriting.world import hand_in, later, officer
from underwriting import service
from underwriting.casework import read_case
from underwriting.model import Application, Offer
from underwriting.rules import Engines
from underwriting.withdrawal import take_back

ALWAYS = {"identity", "contact", "device", "finances"}


def looks(world: World, application: Application) -> list[set[str]]:
    rows = world.superuser(
        "SELECT categories FROM data_reads WHERE subject_id = :id ORDER BY id",
        id=application.subject_id,
    )
    return [set(row[0]) for row in rows]  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("note", "agreed", "read"),
    [
        ("", ("bureau.query",), ALWAYS | {"credit_report"}),
        ("修房子", ("bureau.query",), ALWAYS | {"credit_report", "note"}),
        ("", (), ALWAYS),  # the report is there, and the gate holds it back
    ],
)
def test_a_decision_is_a_look_at_what_the_gate_let_through(
    world: World,
    offer: Offer,
    asked: Engines,
    note: str,
    agreed: tuple[str, ...],
    read: set[str],
) -> None:
    application = hand_in(world, offer, consents=agreed, note=note)
    service.decide(world.database, asked, world.lender, application.reference, later(1))
    assert looks(world, application) == [read]


def test_no_device_given_is_none_looked_at(world: World, offer: Offer, asked: Engines) -> None:
    application = hand_in(world, offer, device="", address="")
    service.decide(world.database, asked, world.lender, application.reference, later(1))
    assert looks(world, application) == [ALWAYS - {"device"} | {"credit_report"}]


def test_a_case_read_without_its_report_is_no_look_at_the_report(
    world: World, offer: Offer
) -> None:
    person = world.new_person()
    application = hand_in(world, offer, person=person)
    said = Said(Method.PAGE, "zh", AT)
    take_back(world.database, world.person(person), application.subject_id, "bureau.query", said)
    read_case(world.database, officer(world), application.reference, later(1))
    assert looks(world, application) == [ALWAYS]
