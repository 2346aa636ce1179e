"""Copies and proofs as files to keep."""

from __future__ import annotations

from flask import Response

from consent.requests import Request
from core.errors import NotFound
from reporting import export_service
from reporting.export_service import Form


def form_of(name: str) -> Form:
    """Return the form of a file.

    Raises:
        NotFound: there is none of that name.
    """
    try:
        return Form(name)
    except ValueError:
        raise NotFound("a copy is JSON, CSV or PDF") from None


def file_of(data: bytes, wanted: Form, reference: str) -> Response:
    """Return a copy as a file to keep."""
    kind, ending = export_service.TYPES[wanted]
    answer = Response(data, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{reference}.{ending}"'
    return answer


def statement_of(made: Request) -> Response:
    """Return the proof of an erasure as a file.

    Raises:
        NotFound: there is none.
    """
    if made.statement is None:
        raise NotFound("nothing was erased by this request")
    answer = Response(made.statement.encode(), mimetype="application/ld+json")
    name = f"erasure-{made.reference}.json"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
