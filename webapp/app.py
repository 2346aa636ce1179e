"""The application: every page group, the headers, the languages, the form tokens."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect  # pyright: ignore[reportMissingTypeStubs]
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from core.settings import read_settings
from webapp import (
    assets,
    auth,
    errors,
    formats,
    gpc,
    headers,
    limits,
    logs,
    plain_text,
    preferences,
    rendering,
    uploads,
)
from webapp.api import (
    applications,
    audits,
    contracts,
    decision_notices,
    deliveries,
    evidence,
    notices,
    offers,
    operations,
    pii,
    rates,
    vitals,
)
from webapp.entrance import build_services
from webapp.pages import (
    account,
    boards,
    borrower_apply,
    borrower_cost,
    borrower_data,
    borrower_decisions,
    borrower_help,
    borrower_helpers,
    borrower_helping,
    borrower_joint,
    borrower_rights,
    borrower_send,
    borrower_stopped,
    borrower_told,
    calculator,
    check,
    front,
    identity,
    lender_case,
    lender_consents,
    lender_contracts,
    lender_decisions,
    lender_findings,
    lender_law,
    lender_products,
    lender_reports,
    lender_requests,
    lender_shelf,
    live,
    messages,
    open_request,
    proofs,
    receipts,
)
from webapp.services import EXTENSION, Services

PAGE_GROUPS: tuple[Blueprint, ...] = (
    front.blueprint,
    identity.blueprint,
    proofs.blueprint,
    account.blueprint,
    messages.blueprint,
    borrower_data.blueprint,
    receipts.blueprint,
    borrower_decisions.blueprint,
    borrower_apply.blueprint,
    borrower_send.blueprint,
    borrower_stopped.blueprint,
    borrower_rights.blueprint,
    open_request.blueprint,
    borrower_told.blueprint,
    borrower_helpers.blueprint,
    borrower_joint.blueprint,
    borrower_helping.blueprint,
    borrower_cost.blueprint,
    calculator.blueprint,
    check.blueprint,
    borrower_help.blueprint,
    lender_decisions.blueprint,
    lender_case.blueprint,
    lender_contracts.blueprint,
    lender_reports.blueprint,
    lender_requests.blueprint,
    lender_shelf.blueprint,
    lender_products.blueprint,
    lender_findings.blueprint,
    lender_law.blueprint,
    lender_consents.blueprint,
    boards.blueprint,
    live.blueprint,
)
# Programs carry a key instead of a cookie, so their doors need no form token.
PROGRAM_DOORS: tuple[Blueprint, ...] = (
    operations.blueprint,
    offers.blueprint,
    notices.blueprint,
    applications.blueprint,
    decision_notices.blueprint,
    deliveries.blueprint,
    contracts.blueprint,
    audits.blueprint,
    rates.blueprint,
    pii.blueprint,
    evidence.blueprint,
    vitals.blueprint,
)

_MEGABYTE = 1 << 20
_LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def create_app(services: Services) -> Flask:
    """Return the application that serves the pages with these services."""
    app = Flask(__name__)
    _configure(app, services)
    app.extensions[EXTENSION] = services
    _trust_proxies(app, services.settings.proxies)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True

    form_tokens = CSRFProtect(app)
    Babel(app, locale_selector=preferences.language, default_locale="zh")
    # What comes first sees a request first: even one that is refused is counted.
    parts = (
        vitals,
        assets,
        preferences,
        formats,
        rendering,
        errors,
        headers,
        auth,
        gpc,
        limits,
        uploads,
        plain_text,
    )
    for part in parts:
        part.install(app)

    for blueprint in PAGE_GROUPS:
        app.register_blueprint(blueprint)
    for blueprint in PROGRAM_DOORS:
        form_tokens.exempt(blueprint)  # pyright: ignore[reportUnknownMemberType]
        app.register_blueprint(blueprint)
    boards.install(app)
    return app


def create_wsgi() -> Flask:
    """Return the application for the environment this process runs in."""
    logs.set_up()
    return create_app(build_services(read_settings()))


def _trust_proxies(app: Flask, hops: int) -> None:
    """Believe so many proxies who asked; else all behind one share an address and its limits."""
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)


def _configure(app: Flask, services: Services) -> None:
    """Set what Flask leaves open or unset."""
    address = urlsplit(services.settings.public_url)
    encrypted = services.encrypted
    host = address.hostname or "localhost"
    app.config.from_mapping(
        SECRET_KEY=services.secret_key,
        TRUSTED_HOSTS=[*_LOCAL_HOSTS] if host in _LOCAL_HOSTS else [host],
        MAX_CONTENT_LENGTH=21 * _MEGABYTE,
        MAX_FORM_MEMORY_SIZE=_MEGABYTE // 2,
        MAX_FORM_PARTS=200,
        PREFERRED_URL_SCHEME=address.scheme or "http",
        SESSION_COOKIE_NAME="__Host-candor_form" if encrypted else "candor_form",
        SESSION_COOKIE_SECURE=encrypted,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=8 * 60 * 60,
    )
