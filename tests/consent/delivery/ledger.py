"""A lender with recipients, people who change their minds, and recipients' own signatures."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent import pausing, store
from consent import service as consent
from consent.delivery import store as ledger
from consent.delivery.answers import Said, answer, recipient_of
from consent.delivery.model import Answer, AnswerKind, Course, Recipient
from consent.delivery.recipients import Wanted, add_recipient
from consent.delivery.signatures import ANSWERED, Message, SigningKey, sign
from consent.model import Method
from consent.model import Said as SaidByPerson
from core.dates import iso, now
from core.text import Text
from database.transaction import Database
from evidence.desk import Desk
from evidence.sequencer import sequence
from identity.rights import provisioning
from tests.database_world import World
from workers.followers import DELIVERIES, follow

NOWHERE = "https://recipient.example/told"


@dataclass(frozen=True, slots=True)
class Outside:
    """A recipient and the key that only it has."""

    row: Recipient
    key: SigningKey


@dataclass(frozen=True, slots=True)
class Someone:
    """A person at the lender."""

    subject: UUID
    person: UUID


def put_recipient(
    world: World,
    *purposes: str,
    endpoint: str = NOWHERE,
    seconds: int = 3600,
    at: datetime | None = None,
) -> Outside:
    """Set a recipient up, as `candor recipient add` does."""
    private = Ed25519PrivateKey.generate()
    public = SigningKey("", private).public
    wanted = Wanted(Text("某合作方", "A partner"), purposes, endpoint, public, seconds, 30)
    with world.owner.transaction(provisioning(world.lender)) as tx:
        row = add_recipient(tx, world.lender, wanted, at or now(), loopback=True)
    return Outside(row, SigningKey(row.key_id, private))


def put_someone(world: World) -> Someone:
    person_id = world.new_person()
    return Someone(world.new_subject(person_id), person_id)


def said(at: datetime | None = None) -> SaidByPerson:
    return SaidByPerson(Method.PAGE, "zh", at or now())


def say_yes(world: World, who: Someone, *purposes: str) -> None:
    with world.database.transaction(world.person(who.person)) as tx:
        current = {one.purpose: one.sha256 for one in store.current_notices(tx, (world.lender,))}
        for code in purposes:
            consent.give(tx, world.lender, who.subject, [(code, current[code])], said())


def take_back(world: World, who: Someone, *purposes: str) -> None:
    with world.database.transaction(world.person(who.person)) as tx:
        consent.withdraw(tx, who.subject, purposes, Method.PAGE, now())


def rest(world: World, who: Someone, purpose: str) -> None:
    with world.database.transaction(world.person(who.person)) as tx:
        pausing.pause(tx, who.subject, purpose, Method.PAGE, now())


def wake(world: World, who: Someone, purpose: str) -> None:
    with world.database.transaction(world.person(who.person)) as tx:
        pausing.resume(tx, who.subject, purpose, Method.PAGE, now())


def seal_and_follow(world: World, follower: Database, desk: Desk) -> None:
    """Number what is recorded, and let the follower write what is to be told."""
    while sequence(follower, desk, world.lender, now()):
        pass
    while follow(follower, DELIVERIES)[0]:
        pass


def courses_of(world: World, who: Someone) -> tuple[Course, ...]:
    """What recipients were told about somebody, the newest first."""
    with world.database.transaction(world.machine("")) as tx:
        return ledger.courses_of_subjects(tx, (who.subject,))


def answered(
    world: World, by: Outside, delivery_id: UUID, kind: AnswerKind, **more: object
) -> Answer:
    """Let a recipient answer, past HTTP."""
    name = "acknowledged_at" if kind is AnswerKind.ACKNOWLEDGED else "deleted_at"
    if kind is AnswerKind.DELETED:
        more = {"method": "erased", **more}
    content = {name: iso(now()), **more}
    body = json.dumps(content).encode()
    message = sign(Message("POST", "http://localhost/x", body), by.key, ANSWERED, now())
    access, signed = recipient_of(world.database, message, now())
    with world.database.transaction(access) as tx:
        _, kept = answer(tx, delivery_id, Said(kind, now(), body, content, signed), now())
    return kept
