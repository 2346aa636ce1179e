"""What the owner sets up, and what the follower may write."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.access import Access, ActorKind, Role, machine_access
from core.errors import CandorError, Forbidden, InvalidInput, ServiceMissing
from core.ids import new_id
from core.settings import read_settings
from core.text import Text
from database.owner import open_owner_database
from database.tenancy import PLATFORM
from database.transaction import open_database
from identity.demonstration import DEMO_ORGANISATIONS, DEMO_PEOPLE
from identity.messages import read_outbox, send
from identity.model import Channel, MessageKind, OrganisationKind
from identity.provisioning import (
    NewOrganisation,
    add_member,
    ensure_organisation,
    ensure_platform,
)
from identity.registration import Registration, register_borrower
from identity.rights import STAFF_ROLES, own_access
from identity.seeding import seed_demonstration
from tests.database_world import as_role
from tests.identity.conftest import House
from tests.identity.words import PASSWORD, new_mobile
from webapp.entrance import build_services

NOTICE = Text("您的申请有结果了。", "Your application has been decided.")


def now() -> datetime:
    return datetime.now(UTC)


def test_two_releases_at_once_end_with_one_platform_and_one_key(house: House) -> None:
    def release(_: int) -> None:
        owner = open_owner_database(house.url, house.root)
        ensure_platform(owner, now())
        owner.dispose()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(release, range(4)))
    assert house.superuser(
        "SELECT count(*) FROM organisation_keys WHERE organisation_id = :id", id=PLATFORM
    ) == [(1,)]


def test_the_demonstration_is_set_up_once(house: House) -> None:
    people = seed_demonstration(house.owner, now())
    assert seed_demonstration(house.owner, now()) == people
    assert list(people) == [person.key for person in DEMO_PEOPLE]
    assert len({organisation.id for organisation in DEMO_ORGANISATIONS}) == len(DEMO_ORGANISATIONS)


def test_every_invented_member_holds_a_role_of_their_kind_of_organisation() -> None:
    kinds = {organisation.id: organisation.kind for organisation in DEMO_ORGANISATIONS}
    for person in DEMO_PEOPLE:
        if person.organisation_id is None:
            assert person.role is Role.BORROWER
        else:
            assert person.role in STAFF_ROLES[kinds[person.organisation_id]]


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.BORROWER, Role.SUBMITTER, Role.SYSTEM])
def test_nobody_gets_a_role_their_organisation_does_not_have(house: House, role: Role) -> None:
    person_id, _ = house.new_staff(Role.OFFICER)
    with pytest.raises(InvalidInput):
        add_member(house.owner, house.lender.id, person_id, role, now())


@pytest.mark.parametrize(
    "wanted",
    [
        NewOrganisation(OrganisationKind.LENDER, NOTICE, "cn"),
        NewOrganisation(OrganisationKind.REGULATOR, NOTICE, "cn", lender_type="bank"),
        NewOrganisation(OrganisationKind.PLATFORM, NOTICE, "cn"),
    ],
)
def test_an_organisation_that_does_not_fit_is_refused(
    house: House, wanted: NewOrganisation
) -> None:
    with pytest.raises(InvalidInput):
        ensure_organisation(house.owner, wanted, now())


def test_a_follower_writes_to_people_whom_it_does_not_act_for(house: House) -> None:
    person_id = register_borrower(
        house.database, Registration("王芳", new_mobile(), PASSWORD), now()
    )
    follower = open_database(as_role(house.url, "candor_follower"), house.root)
    with follower.transaction(machine_access(PLATFORM, "")) as tx:
        send(tx, person_id, MessageKind.DECISION, NOTICE, now())
        seen = tx.execute(text("SELECT count(*) FROM messages")).scalar_one()
    follower.dispose()
    assert seen == 0
    kinds = frozenset({MessageKind.DECISION})
    [message] = read_outbox(house.database, own_access(person_id), kinds, now())
    assert (message.text, message.channel, message.read_at) == (NOTICE, Channel.SMS, None)
    [again] = read_outbox(house.database, own_access(person_id), kinds, now())
    assert again.read_at is not None


def test_staff_of_a_lender_cannot_write_to_people(house: House) -> None:
    person_id = register_borrower(
        house.database, Registration("王芳", new_mobile(), PASSWORD), now()
    )
    staff = Access(ActorKind.STAFF, new_id(), house.lender.id, roles=frozenset({Role.ADMIN}))
    with pytest.raises((CandorError, DBAPIError)), house.database.transaction(staff) as tx:
        send(tx, person_id, MessageKind.SECURITY, NOTICE, now())


def test_a_web_process_starts_as_the_app_role_only(house: House, tmp_path: Path) -> None:
    key_file = tmp_path / "root.pem"
    key_file.write_bytes(
        house.root._private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )

    def settings(url: str):
        return read_settings(
            {
                "DATABASE_URL": url,
                "REDIS_URL": "redis://127.0.0.1:1/0",
                "CANDOR_ROOT_KEY_FILE": str(key_file),
            }
        )

    built = build_services(settings(as_role(house.url, "candor_app")))
    assert len(built.secret_key) == 32
    built.database.dispose()
    with pytest.raises(Forbidden):
        build_services(settings(house.url))
    with pytest.raises(ServiceMissing):
        build_services(settings(""))
