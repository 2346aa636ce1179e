"""Helping somebody look after their data: with a sign-in of one's own, and until a day.

Who needs help gives a mandate and is shown a code once; whoever they hand it to signs in as
themselves and enters it. A helper sees which uses are allowed, who looked and the receipts, and,
where the mandate says so, takes back and pauses. Nobody agrees, resumes, applies, asks for copies
or reads data and decisions for another.

Source:
    Civil Code 161 (what has to be done in person is done by nobody else) and 173 (when agency
    ends); PIPL 14, 15 and 29: consent is the person's own.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from core.access import Access, ActorKind, Mandate, Role
from core.errors import Conflict, InvalidInput, NotFound
from core.ids import new_id
from core.text import Text
from database.transaction import Database, Transaction
from identity.mandate_store import (
    Given,
    MandateState,
    Right,
    accept_mandate,
    end_mandate,
    insert_mandate,
    load_given,
    load_held,
)
from identity.messages import send
from identity.model import MessageKind
from identity.registration import person_name
from identity.rights import own_access

DAYS: Final = (30, 90, 365)  # how long a mandate may last, to choose from
STANDING_MAX: Final = 3  # more than a few helpers are no help; the operator's own bound
_OPEN_FOR: Final = timedelta(days=7)
_CODE_DIGITS: Final = 12
_SPACING = re.compile(r"[\s-]")
_GIVEN = Text(
    "您为一位帮手开了授权。如果不是您本人所为，请立即在“帮我的人”里结束它。",
    "You gave somebody a mandate to help you. If that was not you, end it at once under “People who"
    " help me”.",
)
_ACCEPTED = Text(
    "您的帮手已接受授权。您可以随时结束它。",
    "The person you chose now helps you. You can end that at any time.",
)
_STOPPED = Text(
    "您的帮手替您停止了对您数据的一项使用。如果您不同意，可以在“我的数据”里重新打开。",
    "Somebody you asked to help stopped a use of your data. If you do not agree, you can switch it"
    " on again under “My data”.",
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a person hands on.

    Args:
        named: what they call the helper.
        days: how long, one of `DAYS`.
        rights: beside seeing, which every mandate gives.
    """

    named: str
    days: int
    rights: frozenset[Right] = frozenset()


def give_mandate(
    database: Database,
    access: Access,
    terms: Terms,
    at: datetime,
) -> tuple[Given, str]:
    """Let somebody help the one who acts; return the mandate and its code, shown this once.

    Args:
        database: as the app role.
        access: the person who wants help.
        terms: who helps, with what, for how long.
        at: when.

    Returns:
        The mandate, and a code of twelve digits, good for seven days and one person.

    Raises:
        InvalidInput: the name or the number of days does not fit.
        Conflict: as many mandates stand already as one person may give.
    """
    if terms.days not in DAYS:
        some = ", ".join(map(str, DAYS))
        raise InvalidInput(f"one of {some} days", str(terms.days)[:20], "/days")
    code = "".join(secrets.choice("0123456789") for _ in range(_CODE_DIGITS))
    person_id = access.actor_id
    given = Given(
        id=new_id(),
        principal_id=person_id,
        helper_id=None,
        rights=frozenset({Right.SEE, *terms.rights}),
        named=person_name(terms.named),
        given_at=at,
        open_until=at + _OPEN_FOR,
        ends_at=at + timedelta(days=terms.days),
        ended_at=None,
    )
    usable = {MandateState.OFFERED, MandateState.STANDING}
    with database.transaction(own_access(person_id)) as tx:
        if sum(one.state(at) in usable for one in load_given(tx)) >= STANDING_MAX:
            raise Conflict("as many people help as one person may ask")
        insert_mandate(tx, given, code)
        send(tx, person_id, MessageKind.SECURITY, _GIVEN, at)
    return given, code


def accept(database: Database, access: Access, code: str, named: str, at: datetime) -> UUID:
    """Become the helper of whoever gave this code; return the mandate.

    Args:
        database: as the app role.
        access: the helper, in an account of their own.
        code: twelve digits, with spaces or without.
        named: what the helper calls the person.
        at: when.

    Raises:
        InvalidInput: the name does not fit.
        NotFound: no mandate waits for this code: it is wrong, used, too old, or one's own.
    """
    plain = _SPACING.sub("", code)
    name = person_name(named)
    with database.transaction(own_access(access.actor_id)) as tx:
        mandate_id = accept_mandate(tx, plain, name)
        if mandate_id is None:
            raise NotFound("no mandate waits for this code")
        held = next(one for one in load_held(tx) if one.id == mandate_id)
        with tx.bound_to(own_access(held.principal_id)) as principal:
            send(principal, held.principal_id, MessageKind.SECURITY, _ACCEPTED, at)
    return mandate_id


def end(database: Database, access: Access, mandate_id: UUID, at: datetime) -> None:
    """End a mandate, from either side, at once; a second time does no harm.

    Raises:
        NotFound: the one who acts is neither of its sides.
    """
    with database.transaction(own_access(access.actor_id)) as tx:
        if end_mandate(tx, mandate_id, at):
            return
        if mandate_id not in {one.id for one in (*load_given(tx), *load_held(tx))}:
            raise NotFound("there is no such mandate")


def helpers_of(database: Database, access: Access) -> tuple[Given, ...]:
    """Return the mandates that the one who acts gave, the newest first."""
    with database.transaction(own_access(access.actor_id)) as tx:
        return load_given(tx)


def held_by(database: Database, access: Access) -> tuple[Given, ...]:
    """Return the mandates under which the one who acts helps others, the newest first."""
    with database.transaction(own_access(access.actor_id)) as tx:
        return load_held(tx)


def helping(database: Database, access: Access, mandate_id: UUID, at: datetime) -> Given:
    """Return a mandate under which the one who acts may help now.

    Raises:
        NotFound: there is none, or it has ended or run out.
    """
    for one in held_by(database, access):
        if one.id == mandate_id and one.state(at) is MandateState.STANDING:
            return one
    raise NotFound("this mandate has ended, or is not yours")


def access_under(given: Given, helper_id: UUID) -> Access:
    """Return the access of a helper to the data of whom they help, as far as the mandate goes."""
    mandate = Mandate(given.id, given.principal_id)
    return Access(
        ActorKind.PERSON,
        helper_id,
        act="self.manage",
        roles=frozenset({Role.BORROWER}),
        mandate=mandate,
    )


def tell_principal(tx: Transaction, at: datetime) -> None:
    """Write to whoever is helped that a use of their data was stopped for them.

    Args:
        tx: bound to a helper (`Access.mandate`); without a mandate nothing is written.
        at: when.
    """
    mandate = tx.access.mandate
    if mandate is None:
        return
    with tx.bound_to(own_access(mandate.principal_id)) as principal:
        send(principal, mandate.principal_id, MessageKind.CONSENT, _STOPPED, at)
