"""Asking someone: what to bring and whom to ask; open to everybody, printable."""

from __future__ import annotations

from flask import Blueprint

from webapp.navigation import HELP
from webapp.rendering import show
from webapp.views.help import HelpPage

blueprint = Blueprint("borrower_help", __name__)


@blueprint.get(HELP)
def help_page() -> str:
    """Show what to take along, and what nobody may ask for."""
    return show(HelpPage())
