"""Coming in and going out, against a real database as the app role."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import Barrier

import pytest
from pyotp import TOTP
from sqlalchemy import text

from core.access import Role
from core.errors import (
    CandorError,
    Conflict,
    Forbidden,
    InvalidInput,
    NotFound,
    NotSignedIn,
    TooManyRequests,
)
from core.text import Language, Text
from identity import passwords
from identity.authenticator import begin_authenticator, confirm_authenticator, setup_under_way
from identity.members import remove_member
from identity.messages import OUTBOX, read_outbox
from identity.model import Entry, Factor, MessageKind, OpenSession, SignInRefused, Step
from identity.password_change import change_password
from identity.provisioning import add_member, create_person
from identity.registration import (
    PasswordRefused,
    Registration,
    register_borrower,
)
from identity.rights import access_of, own_access
from identity.sessions import (
    choose,
    live_session,
    person_of,
    session_of,
    sign_out,
    sign_out_everywhere,
    standing,
)
from identity.sign_in import enter_as, prove_code, prove_message, send_code, sign_in
from tests.identity.conftest import House
from tests.identity.words import PASSWORD, new_mobile

WRONG = "not the password, certainly"
WELCOME = Text("您好", "Hello")


def now() -> datetime:
    return datetime.now(UTC)


def new_borrower(house: House) -> str:
    mobile = new_mobile()
    register_borrower(house.database, Registration("王芳", mobile, PASSWORD), now())
    return mobile


def enrolled(house: House, session: OpenSession) -> tuple[OpenSession, TOTP, datetime]:
    """Set up an authenticator in a session; return the new session and when the code was used."""
    at = now()
    setup = begin_authenticator(house.database, session.token, at)
    authenticator = TOTP(setup.secret)
    renewed = confirm_authenticator(house.database, session.token, authenticator.at(at), at)
    return renewed, authenticator, at


def code_from_outbox(house: House, session: OpenSession) -> str:
    access = own_access(session.signed_in.person_id)
    [newest, *_] = read_outbox(house.database, access, frozenset({MessageKind.CODE}), now())
    return "".join(filter(str.isdigit, newest.text.en.split("code is ")[1]))[:6]


def test_a_borrower_registers_signs_in_and_out(house: House) -> None:
    mobile = new_borrower(house)
    session = sign_in(house.database, f"+86 {mobile}", PASSWORD, now())
    assert session.signed_in.entry == Entry(Role.BORROWER)
    found = session_of(house.database, session.token)
    assert found == session.signed_in
    person = person_of(house.database, access_of(session.signed_in))
    assert (person.name, person.sign_in.value) == ("王芳", f"+86{mobile}")
    assert person.language is Language.ZH

    sign_out(house.database, session.token, now())
    assert session_of(house.database, session.token) is None
    sign_out(house.database, session.token, now())
    with pytest.raises(NotSignedIn):
        live_session(house.database, session.token)


def test_a_sign_in_name_is_taken_once_and_nobody_takes_the_demonstrations(house: House) -> None:
    mobile = new_borrower(house)
    for name in (mobile, f"+86{mobile}", "someone@demo.candor.example"):
        with pytest.raises(Conflict):
            register_borrower(house.database, Registration("李四", name, PASSWORD), now())


@pytest.mark.parametrize(
    "wrong",
    [
        Registration("", "13800138000", PASSWORD),
        Registration("王芳\n", "13800138000", "woaini1314520"),
        Registration("王\x00芳", "13800138000", PASSWORD),
        Registration("王芳", "nobody", PASSWORD),
        Registration("王芳", "13800138000", "19880101"),
    ],
)
def test_a_registration_that_does_not_fit_is_refused(house: House, wrong: Registration) -> None:
    with pytest.raises(InvalidInput):
        register_borrower(house.database, wrong, now())


def test_the_token_and_the_password_are_stored_nowhere(house: House) -> None:
    session = sign_in(house.database, new_borrower(house), PASSWORD, now())
    rows = house.superuser(
        "SELECT token_sha256, s::text || c::text FROM sessions s JOIN credentials c"
        " USING (person_id) WHERE person_id = :id",
        id=session.signed_in.person_id,
    )
    assert [bytes(row[0]) for row in rows] == [sha256(session.token.encode()).digest()]
    assert session.token not in str(rows)
    assert PASSWORD not in str(rows)
    assert "$argon2id$v=19$m=19456,t=2,p=1$" in str(rows)


def test_name_number_and_messages_are_nowhere_in_the_stored_bytes(house: House) -> None:
    mobile = new_borrower(house)
    session, authenticator, _ = enrolled(house, sign_in(house.database, mobile, PASSWORD, now()))
    send_code(house.database, session.token, OUTBOX, now())
    code = code_from_outbox(house, session)
    stored = b""
    for table in ("persons", "credentials", "messages", "confirmations", "subject_keys"):
        for (row,) in house.superuser(f"SELECT {table}::text FROM {table}"):
            stored += str(row).encode()
        # The same rows as the bytes they were sealed to.
        for column in {
            "persons": ("sign_in_sealed", "name_sealed"),
            "messages": ("body_sealed",),
        }.get(table, ()):
            for (cell,) in house.superuser(f"SELECT {column} FROM {table}"):
                stored += bytes(cell)
    for secret in (mobile, "王芳", "Candor 账户", authenticator.secret):
        assert secret.encode() not in stored
        assert secret.encode().hex().encode() not in stored
    assert f"code is {code}".encode().hex().encode() not in stored


def test_wrong_unknown_and_locked_read_the_same_and_cost_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    mobile, locked = new_borrower(house), new_borrower(house)
    for _ in range(5):
        with pytest.raises(SignInRefused):
            sign_in(house.database, locked, WRONG, now())
    work: list[str] = []
    real_matches, real_execute = passwords.password_matches, type(house.database).transaction

    def counted(stored: str | None, password: str) -> bool:
        work.append("hash")
        return real_matches(stored, password)

    def opened(*arguments: object) -> object:
        work.append("transaction")
        return real_execute(*arguments)

    monkeypatch.setattr("identity.sign_in.password_matches", counted)
    monkeypatch.setattr(type(house.database), "transaction", opened)
    told: set[tuple[str, tuple[str, ...]]] = set()
    for name in (mobile, locked, new_mobile(), "nobody@nowhere.example", "not a name at all", ""):
        work.clear()
        with pytest.raises(SignInRefused) as refused:
            sign_in(house.database, name, WRONG, now())
        told.add((str(refused.value), tuple(work)))
    assert len(told) == 1
    assert told.pop()[1] == ("transaction", "transaction", "hash")


def test_no_hash_is_a_full_check_that_never_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    real = type(passwords._HASHER).verify
    monkeypatch.setattr(
        type(passwords._HASHER),
        "verify",
        lambda me, stored, word: checked.append(stored) or real(me, stored, word),
    )
    assert not passwords.password_matches(None, "nobody signs in with this: ∅")
    assert len(checked) == 1
    assert checked[0].startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_hash_of_weaker_parameters_is_renewed_at_the_next_sign_in(house: House) -> None:
    from argon2 import PasswordHasher

    mobile = new_borrower(house)
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    session = sign_in(house.database, mobile, PASSWORD, now())
    person_id = session.signed_in.person_id
    house.superuser(
        "UPDATE credentials SET password_hash = :h WHERE person_id = :p", h=weak, p=person_id
    )
    sign_in(house.database, mobile, PASSWORD, now())
    [(stored,)] = house.superuser(
        "SELECT password_hash FROM credentials WHERE person_id = :p", p=person_id
    )
    assert "m=19456,t=2,p=1" in str(stored)


def test_five_failures_lock_even_the_right_password_and_time_unlocks(house: House) -> None:
    mobile, at = new_borrower(house), now()
    for _ in range(5):
        with pytest.raises(SignInRefused):
            sign_in(house.database, mobile, WRONG, at)
    with pytest.raises(SignInRefused):
        sign_in(house.database, mobile, PASSWORD, at + timedelta(seconds=29))
    assert sign_in(house.database, mobile, PASSWORD, at + timedelta(seconds=31))
    with pytest.raises(SignInRefused):
        sign_in(house.database, mobile, WRONG, at + timedelta(seconds=32))
    assert sign_in(house.database, mobile, PASSWORD, at + timedelta(seconds=33))


def test_tries_side_by_side_do_not_pass_the_lock(house: House) -> None:
    mobile, at = new_borrower(house), now()
    looked_at = []

    def guess(_: int) -> None:
        with pytest.raises(SignInRefused):
            sign_in(house.database, mobile, WRONG, at)

    with ThreadPoolExecutor(8) as pool:
        looked_at.extend(pool.map(guess, range(12)))
    [(failures,)] = house.superuser(
        "SELECT max(failures) FROM credentials WHERE locked_until > :at", at=at
    )
    assert failures == 5


def test_staff_set_up_an_authenticator_before_they_act(house: House) -> None:
    _, name = house.new_staff(Role.OFFICER)
    session = sign_in(house.database, name, PASSWORD, now())
    assert session.signed_in.entry is None
    assert standing(house.database, session.signed_in).step is Step.ENROL
    with pytest.raises(NotSignedIn):
        access_of(session.signed_in)
    with pytest.raises(Forbidden):
        choose(house.database, session.token, Role.OFFICER, house.lender.id, now())
    with pytest.raises(Forbidden):
        send_code(house.database, session.token, OUTBOX, now())

    finished, _, _ = enrolled(house, session)
    assert finished.signed_in.entry == Entry(Role.OFFICER, house.lender)
    assert finished.token != session.token
    assert session_of(house.database, session.token) is None
    assert access_of(finished.signed_in).organisation == house.lender.id


def test_with_an_authenticator_the_password_is_half_the_way(house: House) -> None:
    mobile = new_borrower(house)
    _, authenticator, at = enrolled(house, sign_in(house.database, mobile, PASSWORD, now()))
    later = at + timedelta(seconds=30)
    session = sign_in(house.database, mobile, PASSWORD, later)
    assert session.signed_in.entry is None
    assert standing(house.database, session.signed_in).step is Step.CODE
    with pytest.raises(Forbidden):
        begin_authenticator(house.database, session.token, later)
    with pytest.raises(SignInRefused):
        prove_code(house.database, session.token, "000000", later)
    finished = prove_code(house.database, session.token, authenticator.at(later), later)
    assert finished.signed_in.factors == {Factor.PASSWORD, Factor.TOTP}
    assert session_of(house.database, session.token) is None
    assert access_of(finished.signed_in).roles == {Role.BORROWER}


def test_a_code_from_who_has_no_authenticator_is_refused_like_a_wrong_one(house: House) -> None:
    session = sign_in(house.database, new_borrower(house), PASSWORD, now())
    with pytest.raises(SignInRefused):
        prove_code(house.database, session.token, "000000", now())


def test_a_code_is_used_once_also_by_many_at_the_same_time(house: House) -> None:
    mobile = new_borrower(house)
    _, authenticator, at = enrolled(house, sign_in(house.database, mobile, PASSWORD, now()))
    later = at + timedelta(seconds=30)
    sessions = [sign_in(house.database, mobile, PASSWORD, later) for _ in range(4)]
    code = authenticator.at(later)

    def prove(session: OpenSession) -> bool:
        try:
            prove_code(house.database, session.token, code, later)
        except SignInRefused:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(prove, sessions)) == 1
    another = sign_in(house.database, mobile, PASSWORD, later)
    with pytest.raises(SignInRefused):
        prove_code(house.database, another.token, authenticator.at(at), later)


def test_the_code_that_set_up_the_authenticator_is_used_up(house: House) -> None:
    mobile = new_borrower(house)
    _, authenticator, at = enrolled(house, sign_in(house.database, mobile, PASSWORD, now()))
    session = sign_in(house.database, mobile, PASSWORD, at)
    with pytest.raises(SignInRefused):
        prove_code(house.database, session.token, authenticator.at(at), at)


def test_knowing_the_password_does_not_make_guessing_codes_free(house: House) -> None:
    mobile = new_borrower(house)
    _, authenticator, at = enrolled(house, sign_in(house.database, mobile, PASSWORD, now()))
    later = at + timedelta(seconds=30)
    for _ in range(5):
        session = sign_in(house.database, mobile, PASSWORD, later)
        with pytest.raises(SignInRefused):
            prove_code(house.database, session.token, "000000", later)
    with pytest.raises(SignInRefused):
        sign_in(house.database, mobile, PASSWORD, later)
    with pytest.raises(SignInRefused):
        prove_code(house.database, session.token, authenticator.at(later), later)


def test_a_new_authenticator_takes_over_only_once_it_is_proved(house: House) -> None:
    mobile = new_borrower(house)
    session, old, at = enrolled(house, sign_in(house.database, mobile, PASSWORD, now()))
    fresh = begin_authenticator(house.database, session.token, at)
    assert setup_under_way(house.database, session.token, at) == fresh
    with pytest.raises(SignInRefused):
        confirm_authenticator(house.database, session.token, "000000", at)
    later = at + timedelta(seconds=60)
    renewed = prove_code(house.database, session.token, old.at(later), later)
    with pytest.raises(Forbidden):
        begin_authenticator(house.database, renewed.token, later + timedelta(minutes=11))
    other = sign_in(house.database, new_borrower(house), PASSWORD, at)
    with pytest.raises(Conflict):
        setup_under_way(house.database, other.token, at)


def test_whoever_lost_the_authenticator_comes_in_by_message(house: House) -> None:
    mobile = new_borrower(house)
    enrolled(house, sign_in(house.database, mobile, PASSWORD, now()))
    session = sign_in(house.database, mobile, PASSWORD, now())
    assert send_code(house.database, session.token, OUTBOX, now()).value == f"+86{mobile}"
    code = code_from_outbox(house, session)
    finished = prove_message(house.database, session.token, code, now())
    assert finished.signed_in.factors == {Factor.PASSWORD, Factor.MESSAGE}
    with pytest.raises(SignInRefused):
        prove_message(house.database, finished.token, code, now())


def test_codes_asked_for_at_the_same_moment_leave_one_that_works(house: House) -> None:
    session = sign_in(house.database, new_borrower(house), PASSWORD, now())
    begin = Barrier(4)

    def ask() -> None:
        begin.wait()
        send_code(house.database, session.token, OUTBOX, now())

    with ThreadPoolExecutor(4) as crowd:
        for asked in [crowd.submit(ask) for _ in range(4)]:
            asked.result()
    live = house.superuser(
        "SELECT count(*) FROM confirmations WHERE person_id = :id AND used_at IS NULL",
        id=session.signed_in.person_id,
    )
    assert live == [(1,)]


def test_a_code_by_message_confirms_one_action_within_ten_minutes(house: House) -> None:
    session = sign_in(house.database, new_borrower(house), PASSWORD, now())
    at = now()
    send_code(house.database, session.token, OUTBOX, at)
    code = code_from_outbox(house, session)
    with pytest.raises(SignInRefused):
        prove_message(house.database, session.token, code, at + timedelta(minutes=10))
    stepped_up = prove_message(house.database, session.token, code, at + timedelta(minutes=9))
    assert stepped_up.token != session.token
    assert stepped_up.signed_in.expires_at == session.signed_in.expires_at
    assert stepped_up.signed_in.entry == session.signed_in.entry


def test_a_code_by_message_may_be_tried_five_times_and_the_next_one_ends_it(house: House) -> None:
    session = sign_in(house.database, new_borrower(house), PASSWORD, now())
    send_code(house.database, session.token, OUTBOX, now())
    first = code_from_outbox(house, session)
    wrong = f"{(int(first) + 1) % 10**6:06d}"
    for _ in range(5):
        with pytest.raises(SignInRefused):
            prove_message(house.database, session.token, wrong, now())
    with pytest.raises(SignInRefused):
        prove_message(house.database, session.token, first, now())
    for _ in range(5):
        send_code(house.database, session.token, OUTBOX, now())
    with pytest.raises(TooManyRequests):
        send_code(house.database, session.token, OUTBOX, now())
    assert prove_message(house.database, session.token, code_from_outbox(house, session), now())


def test_several_offices_are_chosen_from_and_the_token_changes(house: House) -> None:
    person_id, name = house.new_staff(Role.OFFICER)
    add_member(house.owner, house.other_lender.id, person_id, Role.COMPLIANCE, now())
    unfinished, _, _ = enrolled(house, sign_in(house.database, name, PASSWORD, now()))
    assert unfinished.signed_in.entry is None
    assert standing(house.database, unfinished.signed_in).step is Step.CHOOSE
    with pytest.raises(Forbidden):
        choose(house.database, unfinished.token, Role.ADMIN, house.lender.id, now())
    session = choose(
        house.database, unfinished.token, Role.COMPLIANCE, house.other_lender.id, now()
    )
    assert access_of(session.signed_in).organisation == house.other_lender.id
    borrower = choose(house.database, session.token, Role.BORROWER, None, now())
    assert session_of(house.database, session.token) is None
    assert access_of(borrower.signed_in).organisation_id is None


def test_a_session_dies_with_the_office_it_rests_on(house: House) -> None:
    person_id, name = house.new_staff(Role.ADMIN)
    session, _, _ = enrolled(house, sign_in(house.database, name, PASSWORD, now()))
    assert session_of(house.database, session.token)
    remove_member(house.owner, house.lender.id, person_id, Role.ADMIN, now())
    assert session_of(house.database, session.token) is None


def test_a_session_ends_by_itself(house: House) -> None:
    mobile = new_borrower(house)
    session = sign_in(house.database, mobile, PASSWORD, now() - timedelta(hours=12, seconds=1))
    assert session_of(house.database, session.token) is None
    assert session_of(house.database, "") is None


def test_a_changed_password_ends_every_session_but_the_new_one(house: House) -> None:
    mobile = new_borrower(house)
    here, there = (sign_in(house.database, mobile, PASSWORD, now()) for _ in range(2))
    fresh = "窗台 pear 82 自行车"
    with pytest.raises(SignInRefused):
        change_password(house.database, here.token, WRONG, fresh, now())
    with pytest.raises(PasswordRefused):
        change_password(house.database, here.token, PASSWORD, "woaini1314520", now())
    renewed = change_password(house.database, here.token, PASSWORD, fresh, now())
    assert [session_of(house.database, s.token) for s in (here, there)] == [None, None]
    assert session_of(house.database, renewed.token)
    with pytest.raises(SignInRefused):
        sign_in(house.database, mobile, PASSWORD, now())
    access = access_of(renewed.signed_in)
    sign_in(house.database, mobile, fresh, now())
    assert sign_out_everywhere(house.database, access, now()) == 2
    assert session_of(house.database, renewed.token) is None


def test_only_the_invented_people_can_be_entered_as(house: House) -> None:
    invented = f"a{new_mobile()}@demo.candor.example"
    person_id = create_person(house.owner, Registration("王女士", invented, PASSWORD), now())
    session = enter_as(house.database, invented, now())
    assert session.signed_in.person_id == person_id
    assert session.signed_in.factors == {Factor.DEMONSTRATION}
    for name in (new_borrower(house), "nobody@demo.candor.example", "", "王芳"):
        with pytest.raises(NotFound):
            enter_as(house.database, name, now())


def test_nobody_sees_another_persons_identity(house: House) -> None:
    first = sign_in(house.database, new_borrower(house), PASSWORD, now())
    second = sign_in(house.database, new_borrower(house), PASSWORD, now())
    _, name = house.new_staff(Role.ADMIN)
    staff, _, _ = enrolled(house, sign_in(house.database, name, PASSWORD, now()))
    for access in (access_of(second.signed_in), access_of(staff.signed_in)):
        with house.database.transaction(access) as tx:
            for table, column in (
                ("persons", "id"),
                ("credentials", "person_id"),
                ("sessions", "person_id"),
                ("messages", "person_id"),
                ("confirmations", "person_id"),
            ):
                seen = tx.execute(text(f"SELECT DISTINCT {column} FROM {table}")).scalars().all()
                assert set(seen) <= {access.actor_id}
    with pytest.raises(CandorError), house.database.transaction(access_of(second.signed_in)) as tx:
        OUTBOX.send(tx, first.signed_in.person_id, MessageKind.SECURITY, WELCOME, now())


def test_members_of_one_organisation_see_nothing_of_another(house: House) -> None:
    _, name = house.new_staff(Role.ADMIN)
    house.new_staff(Role.OFFICER, house.other_lender)
    staff, _, _ = enrolled(house, sign_in(house.database, name, PASSWORD, now()))
    with house.database.transaction(access_of(staff.signed_in)) as tx:
        seen = tx.execute(text("SELECT DISTINCT organisation_id FROM memberships")).scalars().all()
    assert seen == [house.lender.id]
