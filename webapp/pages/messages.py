"""The outbox of a demonstration: what would have been sent, for the person it was sent to."""

from __future__ import annotations

from flask import Blueprint

from core.dates import now
from core.errors import NotFound
from identity.messages import read_outbox
from identity.model import MessageKind
from identity.rights import own_access
from identity.rules import masked
from identity.sessions import live_session, person_of
from webapp import navigation
from webapp.auth import session_token
from webapp.identity_words import CHANNELS, SUBJECTS
from webapp.rendering import show
from webapp.services import services
from webapp.views.messages import OutboxMessage, OutboxPage

blueprint = Blueprint("messages", __name__)


@blueprint.get(navigation.MESSAGES)
def outbox() -> str:
    """Show the messages to whoever is signed in, or in the middle of it: a code may wait here.

    Raises:
        NotFound: this is no demonstration; messages go out and are not shown here.
    """
    if not services().settings.demo:
        raise NotFound("messages are not shown here")
    database = services().database
    access = own_access(live_session(database, session_token()).person_id)
    to = masked(person_of(database, access).sign_in)
    listed = read_outbox(database, access, frozenset(MessageKind), now())
    return show(
        OutboxPage(
            tuple(
                OutboxMessage(
                    to,
                    CHANNELS[message.channel],
                    message.created_at,
                    SUBJECTS[message.kind],
                    message.text,
                )
                for message in listed
            )
        )
    )
