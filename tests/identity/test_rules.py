"""What identity decides without looking anything up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.access import Access, ActorKind, Role
from core.errors import Forbidden, InvalidInput, NotSignedIn
from core.ids import new_id
from core.text import Text
from identity.model import (
    Channel,
    Entry,
    Factor,
    Organisation,
    OrganisationKind,
    SignedIn,
    SignInName,
    Step,
)
from identity.rights import (
    ROLE_NAMES,
    SCOPES,
    STAFF_ROLES,
    access_of,
    access_of_key,
    check_scopes,
    entries,
    roles_of_scopes,
)
from identity.rules import (
    PASSWORD_FAULTS,
    SESSION_LIFE,
    PasswordFault,
    is_demonstration,
    is_stepped_up,
    locked_until,
    masked,
    next_step,
    normal_password,
    normal_sign_in,
    password_fault,
    session_ends,
)

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MOBILE = SignInName("+8613800138000", Channel.SMS)
LENDER = Organisation(new_id(), OrganisationKind.LENDER, Text("甲", "A"), "cn", "consumer_finance")
REGULATOR = Organisation(
    new_id(), OrganisationKind.REGULATOR, Text("局", "R"), "cn", territory=("CN-31",)
)
OFFICER, SUPERVISOR = Entry(Role.OFFICER, LENDER), Entry(Role.SUPERVISOR, REGULATOR)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("13800138000", "+8613800138000"),
        ("138 0013 8000", "+8613800138000"),
        ("138-0013-8000", "+8613800138000"),
        ("+86 13800138000", "+8613800138000"),
        ("８６１３８００１３８０００", "+8613800138000"),
        ("+44 20 7946 0958", "+442079460958"),
        (" Wang@Example.COM ", "wang@example.com"),
    ],
)
def test_one_person_has_one_sign_in_name_however_it_is_typed(typed: str, value: str) -> None:
    assert normal_sign_in(typed).value == value
    assert normal_sign_in(value).value == value


@pytest.mark.parametrize("typed", ["", "wang", "12800138000", "a@b", "a b@example.com", "020 7946"])
def test_what_is_neither_number_nor_address_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        normal_sign_in(typed)
    assert not typed or typed not in str(refused.value)


def test_a_name_on_a_page_is_masked() -> None:
    assert masked(MOBILE) == "138****8000"
    assert masked(normal_sign_in("wang@example.com")) == "w***@example.com"


def test_the_domain_of_the_demonstration_is_told_from_those_that_look_like_it() -> None:
    assert is_demonstration(normal_sign_in("a@demo.candor.example"))
    assert not is_demonstration(normal_sign_in("a@xdemo.candor.example"))
    assert not is_demonstration(normal_sign_in("a@demo.candor.example.org"))


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("梨子 bicycle 47", None),
        ("correcthorsebatterystaple", None),
        ("eleven 字 1", PasswordFault.SHORT),
        ("长" * 129, PasswordFault.LONG),
        ("Woaini1314520", PasswordFault.COMMON),
        ("!!Woaini1314!!", PasswordFault.COMMON),
        ("123456Qwerty", PasswordFault.COMMON),
        ("P@ssw0rdP@ssw0rd", PasswordFault.COMMON),
        ("1988070419880704", PasswordFault.GUESSABLE),
        ("8613912345678", PasswordFault.GUESSABLE),
        ("abcdefghijklmn", PasswordFault.GUESSABLE),
        ("9876543210987", None),
        ("abababababab", PasswordFault.GUESSABLE),
        ("x13800138000y", PasswordFault.NAME),
        ("我是王小明，生于长江边上", PasswordFault.NAME),
    ],
)
def test_passwords(password: str, fault: PasswordFault | None) -> None:
    assert password_fault(normal_password(password), MOBILE, "王小明") is fault


def test_every_fault_of_a_password_has_its_words() -> None:
    assert set(PASSWORD_FAULTS) == set(PasswordFault)


def test_full_width_letters_are_the_same_password() -> None:
    assert normal_password("ｐａｓｓ１") == normal_password("pass1")


def test_the_wait_after_failures_grows_and_stays_bounded() -> None:
    waits = [locked_until(failures, AT) for failures in range(30)]
    assert waits[:5] == [None] * 5
    seconds = [(until - AT).total_seconds() for until in waits[5:] if until]
    assert seconds[:8] == [30, 60, 120, 240, 480, 960, 1800, 1800]
    assert seconds == sorted(seconds)
    assert len(seconds) == 25


PASSWORD_ONLY = frozenset({Factor.PASSWORD})
WITH_TOTP = PASSWORD_ONLY | {Factor.TOTP}
WITH_MESSAGE = PASSWORD_ONLY | {Factor.MESSAGE}
DEMO = frozenset({Factor.DEMONSTRATION})


@pytest.mark.parametrize(
    ("factors", "has", "offices", "step"),
    [
        (PASSWORD_ONLY, False, [], Step.DONE),
        (PASSWORD_ONLY, True, [], Step.CODE),
        (WITH_TOTP, True, [], Step.DONE),
        (WITH_MESSAGE, True, [], Step.DONE),
        (PASSWORD_ONLY, False, [OFFICER], Step.ENROL),
        (PASSWORD_ONLY, True, [OFFICER], Step.CODE),
        (WITH_MESSAGE, True, [OFFICER], Step.CODE),
        (WITH_MESSAGE, False, [OFFICER], Step.ENROL),
        (WITH_TOTP, True, [OFFICER], Step.DONE),
        (WITH_TOTP, True, [OFFICER, SUPERVISOR], Step.CHOOSE),
        (DEMO, False, [OFFICER], Step.DONE),
        (DEMO, False, [OFFICER, SUPERVISOR], Step.CHOOSE),
    ],
)
def test_the_order_of_a_sign_in(
    factors: frozenset[Factor], has: bool, offices: list[Entry], step: Step
) -> None:
    assert next_step(factors, has_authenticator=has, memberships=offices) is step


def test_nobody_acts_for_an_institution_by_a_password_alone() -> None:
    for has, size in product((False, True), (0, 1, 2)):
        offices = [OFFICER, SUPERVISOR][:size]
        step = next_step(PASSWORD_ONLY, has_authenticator=has, memberships=offices)
        assert not offices or step in {Step.CODE, Step.ENROL}


def signed_in(entry: Entry | None, factors: frozenset[Factor] = WITH_TOTP) -> SignedIn:
    return SignedIn(new_id(), entry, factors, AT, AT + timedelta(hours=8))


def test_a_borrower_acts_for_themselves() -> None:
    someone = signed_in(Entry(Role.BORROWER))
    assert access_of(someone) == Access(
        ActorKind.PERSON, someone.person_id, roles=frozenset({Role.BORROWER})
    )


def test_staff_act_for_their_organisation_in_their_one_role() -> None:
    access = access_of(signed_in(OFFICER))
    assert (access.actor_kind, access.organisation_id) == (ActorKind.STAFF, LENDER.id)
    assert access.roles == {Role.OFFICER}


def test_a_supervisor_has_a_territory_and_no_organisation_to_look_into() -> None:
    access = access_of(signed_in(SUPERVISOR))
    assert access.organisation_id is None
    assert access.territory == ("CN-31",)
    with pytest.raises(Forbidden):
        _ = access.organisation


def test_an_unfinished_sign_in_opens_nothing() -> None:
    with pytest.raises(NotSignedIn):
        access_of(signed_in(None))


def test_everyone_has_the_way_of_a_borrower_last() -> None:
    assert entries([]) == (Entry(Role.BORROWER),)
    assert entries([OFFICER]) == (OFFICER, Entry(Role.BORROWER))


def test_a_step_up_lasts_ten_minutes_and_a_password_is_none() -> None:
    for factors, counts in ((PASSWORD_ONLY, False), (WITH_TOTP, True), (WITH_MESSAGE, True)):
        session = signed_in(OFFICER, factors)
        assert is_stepped_up(session, AT + timedelta(minutes=10)) is counts
        assert not is_stepped_up(session, AT + timedelta(minutes=10, seconds=1))


def test_every_role_of_a_person_has_a_session_life() -> None:
    people = {role for roles in STAFF_ROLES.values() for role in roles} | {Role.BORROWER}
    assert set(SESSION_LIFE) == people
    assert session_ends(None, AT) - AT == timedelta(minutes=10)


def test_every_role_has_a_name() -> None:
    assert set(ROLE_NAMES) == set(Role)


def test_scopes_are_a_table_and_no_key_decides_cases_or_manages_people() -> None:
    codes = [scope.code for scope in SCOPES]
    assert len(codes) == len(set(codes))
    for scope in SCOPES:
        assert scope.roles
        assert not scope.roles & {Role.OFFICER, Role.ADMIN, Role.SYSTEM, Role.BORROWER}
        assert roles_of_scopes([scope.code]) == scope.roles


@given(some.sets(some.text(max_size=12), max_size=4))
def test_an_unknown_scope_allows_nothing(scopes: set[str]) -> None:
    known = {scope.code for scope in SCOPES}
    assert roles_of_scopes(scopes - known) == frozenset()


@pytest.mark.parametrize(
    ("scopes", "kind"),
    [
        ([], OrganisationKind.LENDER),
        (["everything"], OrganisationKind.LENDER),
        (["figures"], OrganisationKind.LENDER),
        (["applications"], OrganisationKind.REGULATOR),
        (["applications"], OrganisationKind.PLATFORM),
    ],
)
def test_a_key_gets_only_scopes_of_its_kind_of_organisation(
    scopes: list[str], kind: OrganisationKind
) -> None:
    with pytest.raises(InvalidInput):
        check_scopes(scopes, kind)


def test_a_lenders_key_acts_for_the_lender_and_a_regulators_for_a_territory() -> None:
    key_id = new_id()
    submitter = access_of_key(key_id, LENDER, ["applications", "contracts"])
    assert submitter.organisation_id == LENDER.id
    assert submitter.roles == {Role.SUBMITTER, Role.COMPLIANCE}
    reader = access_of_key(key_id, REGULATOR, ["figures"])
    assert (reader.organisation_id, reader.territory) == (None, ("CN-31",))
