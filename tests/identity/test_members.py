"""Who works for an organisation: invited once, with a password that is replaced at once."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from pyotp import TOTP

from core.access import Role, machine_access
from core.errors import Forbidden, InvalidInput, NotFound
from evidence.service import entries_about
from identity.authenticator import begin_authenticator, confirm_authenticator
from identity.members import invite, remove_member, renew_invitation
from identity.model import SignInRefused, Step
from identity.password_change import change_password, choose_password
from identity.provisioning import end_provisioned_key, provision_api_key, provisioned_keys
from identity.registration import PasswordRefused, Registration, register_borrower
from identity.rules import PasswordFault
from identity.sessions import session_of, standing
from identity.sign_in import sign_in
from tests.identity.conftest import House
from tests.identity.words import PASSWORD, new_mobile

OWN = "窗台 lighthouse 83 梨子"


def now() -> datetime:
    return datetime.now(UTC)


def new_name() -> str:
    return f"{uuid4().hex}@lender.example"


def facts(house: House, kind: str) -> list[tuple[object, ...]]:
    return house.superuser(
        "SELECT object_ref, opening FROM evidence_entries WHERE organisation_id = :id"
        " AND kind = :kind ORDER BY arrival",
        id=house.lender.id,
        kind=kind,
    )


def test_somebody_invited_chooses_a_password_then_an_authenticator(house: House) -> None:
    name = new_name()
    made = invite(house.owner, house.lender.id, Role.ADMIN, ("李 Li", name), now())
    assert made.password is not None
    first = sign_in(house.database, name, made.password, now())
    assert first.signed_in.entry is None
    assert standing(house.database, first.signed_in).step is Step.RENEW
    with pytest.raises(PasswordRefused) as refusal:
        choose_password(house.database, first.token, made.password, now())
    assert refusal.value.fault is PasswordFault.SAME
    with pytest.raises(PasswordRefused):
        choose_password(house.database, first.token, "short", now())

    second = choose_password(house.database, first.token, OWN, now())
    assert session_of(house.database, first.token) is None
    assert second.signed_in.entry is None
    assert standing(house.database, second.signed_in).step is Step.ENROL
    with pytest.raises(SignInRefused):
        sign_in(house.database, name, made.password, now())
    with pytest.raises(Forbidden):
        choose_password(house.database, second.token, f"{OWN}!", now())

    setup = begin_authenticator(house.database, second.token, now())
    at = now()
    third = confirm_authenticator(house.database, second.token, TOTP(setup.secret).at(at), at)
    assert third.signed_in.entry is not None
    assert third.signed_in.entry.role is Role.ADMIN


def test_somebody_with_an_account_keeps_their_password(house: House) -> None:
    mobile = new_mobile()
    person = register_borrower(house.database, Registration("王芳", mobile, PASSWORD), now())
    made = invite(house.owner, house.lender.id, Role.OFFICER, ("王芳", mobile), now())
    assert (made.person_id, made.password) == (person, None)
    opened = sign_in(house.database, mobile, PASSWORD, now())
    assert standing(house.database, opened.signed_in).step is Step.ENROL


@pytest.mark.parametrize(
    ("role", "name", "sign_in_name"),
    [
        (Role.SUPERVISOR, "张三", "x@lender.example"),
        (Role.OFFICER, " ", "x@lender.example"),
        (Role.OFFICER, "张三", "nobody"),
    ],
)
def test_an_invitation_that_does_not_fit_leaves_nothing(
    house: House, role: Role, name: str, sign_in_name: str
) -> None:
    before = house.superuser("SELECT count(*) FROM persons")
    with pytest.raises(InvalidInput):
        invite(house.owner, house.lender.id, role, (name, sign_in_name), now())
    with pytest.raises(NotFound):
        invite(house.owner, uuid4(), Role.OFFICER, ("张三", new_name()), now())
    assert house.superuser("SELECT count(*) FROM persons") == before


def test_a_role_given_and_taken_back_is_recorded_without_a_name(house: House) -> None:
    name = new_name()
    made = invite(house.owner, house.lender.id, Role.OFFICER, ("张三", name), now())
    again = invite(house.owner, house.lender.id, Role.OFFICER, ("张三", name), now())
    assert again.password is None
    remove_member(house.owner, house.lender.id, made.person_id, Role.OFFICER, now())
    with pytest.raises(NotFound):
        remove_member(house.owner, house.lender.id, made.person_id, Role.OFFICER, now())
    member = facts(house, "member.changed@1")[-1][0]
    with house.database.transaction(machine_access(house.lender.id, "")) as tx:
        changes = [one.payload for one in entries_about(tx, house.lender.id, str(member))]
    assert [(one["roles_before"], one["roles_after"]) for one in changes if one] == [
        ([], ["officer"]),
        (["officer"], []),
    ]
    assert str(made.person_id) not in str(changes)
    assert "张三" not in str(changes)


def test_a_lost_device_and_a_forgotten_password_begin_anew(house: House) -> None:
    name = new_name()
    made = invite(house.owner, house.lender.id, Role.OFFICER, ("张三", name), now())
    assert made.password
    opened = sign_in(house.database, name, made.password, now())
    opened = choose_password(house.database, opened.token, OWN, now())
    setup = begin_authenticator(house.database, opened.token, now())
    at = now()
    opened = confirm_authenticator(house.database, opened.token, TOTP(setup.secret).at(at), at)

    kept = renew_invitation(house.owner, made.person_id, now(), device_lost=False)
    assert session_of(house.database, opened.token) is None
    assert kept.password
    opened = sign_in(house.database, name, kept.password, now())
    assert standing(house.database, opened.signed_in).step is Step.CODE

    lost = renew_invitation(house.owner, made.person_id, now(), device_lost=True)
    assert lost.password
    opened = sign_in(house.database, name, lost.password, now())
    assert standing(house.database, opened.signed_in).step is Step.RENEW


def test_a_new_password_that_will_not_do_costs_no_try(house: House) -> None:
    mobile = new_mobile()
    register_borrower(house.database, Registration("王芳", mobile, PASSWORD), now())
    opened = sign_in(house.database, mobile, PASSWORD, now())
    for _ in range(8):
        with pytest.raises(PasswordRefused):
            change_password(house.database, opened.token, PASSWORD, "woaini1314520", now())
    with pytest.raises(PasswordRefused) as refusal:
        change_password(house.database, opened.token, PASSWORD, PASSWORD, now())
    assert refusal.value.fault is PasswordFault.SAME
    assert change_password(house.database, opened.token, PASSWORD, OWN, now()).token


def test_keys_made_and_ended_are_recorded(house: House) -> None:
    made = provision_api_key(house.owner, house.lender.id, "系统", frozenset({"contracts"}), now())
    assert made.key in provisioned_keys(house.owner, house.lender.id)
    end_provisioned_key(house.owner, house.lender.id, made.key.id, now())
    with house.database.transaction(machine_access(house.lender.id, "")) as tx:
        told = entries_about(tx, house.lender.id, str(made.key.id))
    assert [one.kind for one in told] == ["key.issued@1", "key.revoked@1"]
    assert told[0].payload == {"key": str(made.key.id), "scopes": ["contracts"]}
    assert made.token not in str(told)
