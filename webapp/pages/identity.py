"""Coming in and going out: sign-in, the choice of an office, registration, sign-out."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, request, session
from werkzeug.wrappers import Response

from core.access import Role
from core.dates import now
from core.errors import Conflict, InvalidInput, NotFound
from identity import sign_in as signing
from identity.demonstration import DEMO_ORGANISATIONS, DEMO_PEOPLE, InventedPerson
from identity.model import SignInRefused
from identity.registration import Registration, register_borrower
from identity.rights import ROLE_NAMES
from identity.sessions import choose, live_session, standing
from webapp import identity_words, navigation
from webapp.arrivals import again, go, home_of, next_path, take_over, with_next
from webapp.auth import end_session, present_session, session_token
from webapp.limits import LIMITER, REGISTER, SIGN_IN
from webapp.preferences import language
from webapp.rendering import show
from webapp.services import services
from webapp.views.shared import FormButton, Problem
from webapp.views.signing import DemoPerson, RegisterPage, SignInPage, WaysPage

blueprint = Blueprint("identity", __name__)


@blueprint.get(navigation.SIGN_IN)
def sign_in_form() -> str | Response:
    """Show the sign-in form; whoever is signed in goes on."""
    someone = present_session()
    if someone is not None and someone.entry is not None:
        return go(next_path() or home_of(someone.entry.role))
    return show(_sign_in_page())


@blueprint.post(navigation.SIGN_IN)
@LIMITER.limit(SIGN_IN)
def sign_in() -> Response:
    """Take name and password."""
    account, password = request.form.get("account", ""), request.form.get("password", "")
    try:
        opened = signing.sign_in(services().database, account, password, now())
    except SignInRefused:
        return again(_sign_in_page(Problem("", identity_words.SIGN_IN_REFUSED)))
    return take_over(opened)


@blueprint.post(navigation.SIGN_IN_AS)
@LIMITER.limit(SIGN_IN)
def sign_in_as() -> Response:
    """Enter as someone of the demonstration.

    Raises:
        NotFound: this is no demonstration, or there is no such person in it.
    """
    people = {person.key: person for person in DEMO_PEOPLE}
    wanted = people.get(request.form.get("person", ""))
    if not services().settings.demo or wanted is None:
        raise NotFound("there is no such person in the demonstration")
    return take_over(signing.enter_as(services().database, wanted.sign_in, now()))


@blueprint.get(navigation.CHOOSE)
def ways_in() -> str:
    """Ask in which office to go on."""
    someone = live_session(services().database, session_token())
    ways = tuple(
        FormButton(
            identity_words.way_in(entry),
            with_next(navigation.CHOOSE),
            (
                ("role", entry.role.value),
                ("organisation", str(entry.organisation.id) if entry.organisation else ""),
            ),
        )
        for entry in standing(services().database, someone).entries
    )
    return show(WaysPage(identity_words.CHOOSE_TITLE, identity_words.CHOOSE_LEAD, ways))


@blueprint.post(navigation.CHOOSE)
def go_in() -> Response:
    """Go on in the office chosen.

    Raises:
        InvalidInput: the form was not ours.
    """
    organisation = request.form.get("organisation", "")
    try:
        role = Role(request.form.get("role", ""))
        organisation_id = UUID(organisation) if organisation else None
    except ValueError:
        raise InvalidInput("a role and an organisation", "something else") from None
    return take_over(choose(services().database, session_token(), role, organisation_id, now()))


@blueprint.get(navigation.REGISTER)
def register_form() -> str:
    """Show the registration form."""
    return show(RegisterPage(navigation.REGISTER))


@blueprint.post(navigation.REGISTER)
@LIMITER.limit(REGISTER)
def register() -> Response:
    """Open a borrower's account and sign them in."""
    form = request.form
    wanted = Registration(
        form.get("name", ""), form.get("account", ""), form.get("password", ""), language()
    )
    database = services().database
    try:
        register_borrower(database, wanted, now())
    except (InvalidInput, Conflict) as refusal:
        entered = (("name", wanted.name), ("account", wanted.sign_in))
        problem = identity_words.registration_problem(refusal)
        return again(RegisterPage(navigation.REGISTER, entered, (problem,)))
    return take_over(signing.sign_in(database, wanted.sign_in, wanted.password, now()))


@blueprint.post(navigation.SIGN_OUT)
def sign_out() -> Response:
    """End the session, here and in the browser."""
    session.clear()
    return end_session(go(navigation.FRONT))


def _sign_in_page(*problems: Problem) -> SignInPage:
    demo = services().settings.demo
    return SignInPage(
        action=navigation.SIGN_IN,
        next_path=next_path(),
        problems=problems,
        demo_action=navigation.SIGN_IN_AS if demo else "",
        demo_people=tuple(_demo_person(person) for person in DEMO_PEOPLE) if demo else (),
    )


def _demo_person(person: InventedPerson) -> DemoPerson:
    names = {organisation.id: organisation.name for organisation in DEMO_ORGANISATIONS}
    role = identity_words.office(ROLE_NAMES[person.role], names.get(person.organisation_id))
    return DemoPerson(person.key, person.name, role, person.story)
