"""A NUL is no text: no column takes one, no person types one, so no page sees one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from flask import Flask, request

from core.errors import InvalidInput
from webapp.navigation import API_PREFIX


def install(app: Flask) -> None:
    """Look at every form and address before its page does, once its token was looked at."""
    app.before_request(refuse_nul)


def refuse_nul() -> None:
    """Refuse a request that carries a NUL.

    Raises:
        InvalidInput: one of its texts does.
    """
    sent: Iterable[tuple[str, str]] = request.args.items(multi=True)
    if not request.path.startswith(API_PREFIX):  # bodies there are read by their own forms
        sent = chain(sent, request.form.items(multi=True))
    if "\0" in request.path or any("\0" in name or "\0" in value for name, value in sent):
        raise InvalidInput("text", "a NUL in it")
