"""Keys of organisations' systems."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from sqlalchemy import text

from core.access import Access, ActorKind, Role
from core.errors import Forbidden, InvalidInput, NotFound, NotSignedIn
from core.ids import new_id
from identity.api_keys import access_of_token, create_api_key, end_api_key, list_api_keys
from identity.model import Organisation
from identity.provisioning import provision_api_key
from tests.identity.conftest import House


def now() -> datetime:
    return datetime.now(UTC)


def admin_of(organisation: Organisation) -> Access:
    return Access(ActorKind.STAFF, new_id(), organisation.id, roles=frozenset({Role.ADMIN}))


def test_a_key_opens_what_its_scopes_say_and_nothing_once_ended(house: House) -> None:
    admin = admin_of(house.lender)
    made = create_api_key(house.database, admin, " 核心系统 ", frozenset({"applications"}), now())
    access = access_of_token(house.database, made.token)
    assert access == Access(
        ActorKind.KEY, made.key.id, house.lender.id, roles=frozenset({Role.SUBMITTER})
    )
    assert made.key in list_api_keys(house.database, admin)
    assert made.key.label == "核心系统"

    end_api_key(house.database, admin, made.key.id, now())
    with pytest.raises(NotSignedIn):
        access_of_token(house.database, made.token)
    with pytest.raises(NotFound):
        end_api_key(house.database, admin, made.key.id, now())


def test_the_token_is_not_stored(house: House) -> None:
    made = create_api_key(
        house.database, admin_of(house.lender), "a", frozenset({"contracts"}), now()
    )
    assert made.token.startswith("candor_")
    [(stored, row)] = house.superuser(
        "SELECT token_sha256, k::text FROM api_keys k WHERE id = :id", id=made.key.id
    )
    assert bytes(stored) == sha256(made.token.encode()).digest()  # type: ignore[arg-type]
    assert made.token not in str(row)


def test_another_organisation_neither_sees_nor_ends_a_key(house: House) -> None:
    made = create_api_key(
        house.database, admin_of(house.lender), "a", frozenset({"contracts"}), now()
    )
    stranger = admin_of(house.other_lender)
    assert made.key not in list_api_keys(house.database, stranger)
    with pytest.raises(NotFound):
        end_api_key(house.database, stranger, made.key.id, now())
    with house.database.transaction(stranger) as tx:
        seen = tx.execute(text("SELECT DISTINCT organisation_id FROM api_keys")).scalars().all()
    assert house.lender.id not in seen
    assert access_of_token(house.database, made.token).organisation == house.lender.id


def test_only_an_administrator_makes_keys_and_only_with_fitting_scopes(house: House) -> None:
    officer = Access(ActorKind.STAFF, new_id(), house.lender.id, roles=frozenset({Role.OFFICER}))
    with pytest.raises(Forbidden):
        create_api_key(house.database, officer, "a", frozenset({"applications"}), now())
    for label, scopes in (("", {"applications"}), ("a", {"figures"}), ("a", set[str]())):
        with pytest.raises(InvalidInput):
            create_api_key(house.database, admin_of(house.lender), label, frozenset(scopes), now())


def test_a_regulators_key_reads_figures_of_its_territory(house: House) -> None:
    made = provision_api_key(house.owner, house.regulator.id, "报表", frozenset({"figures"}), now())
    access = access_of_token(house.database, made.token)
    assert (access.organisation_id, access.territory) == (None, ("CN-31",))
    assert access.roles == {Role.SUPERVISOR}


@pytest.mark.parametrize("token", ["", "candor_", "candor_nothing", "' OR true --"])
def test_an_unknown_key_opens_nothing(house: House, token: str) -> None:
    with pytest.raises(NotSignedIn):
        access_of_token(house.database, token)
