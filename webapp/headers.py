"""The security headers of every answer, and the nonce that lets our own scripts run."""

from __future__ import annotations

import secrets
from typing import cast

from flask import Flask, Response, g, request

from webapp.services import services

BOARDS_PREFIX = "/boards/"
_STATIC_PREFIX = "/static/"
_YEAR = 31_536_000

_ALWAYS: tuple[tuple[str, str], ...] = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Permitted-Cross-Domain-Policies", "none"),
    (
        "Permissions-Policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
)


def csp_nonce() -> str:
    """Return the nonce of the present request; also in `flask.g.csp_nonce` once asked for."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return cast(str, g.csp_nonce)


def content_security_policy(path: str, nonce: str) -> str:
    """Return the policy for one path: scripts always strict, styles loose on the boards only.

    Dash writes inline styles and cannot be told otherwise, so its paths, and no others, allow
    them.
    """
    style = "'self' 'unsafe-inline'" if path.startswith(BOARDS_PREFIX) else "'self'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            f"style-src {style}",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def add_headers(response: Response) -> Response:
    """Add what every answer carries; what a page has set itself stays."""
    for name, value in _ALWAYS:
        response.headers.setdefault(name, value)
    policy = content_security_policy(request.path, csp_nonce())
    response.headers.setdefault("Content-Security-Policy", policy)
    if services().encrypted:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}")
    _say_how_long_to_keep(response)
    return response


def _say_how_long_to_keep(response: Response) -> None:
    """Static files with a content hash stay for a year; nothing else is kept."""
    if not request.path.startswith(_STATIC_PREFIX):
        response.headers.setdefault("Cache-Control", "no-store")
    elif "v" in request.args and response.status_code == 200:
        response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"


def install(app: Flask) -> None:
    """Send the headers with every answer of the application."""
    app.after_request(add_headers)
    app.add_template_global(csp_nonce)
