"""A page's view into its template: the one place that joins them."""

from __future__ import annotations

from typing import ClassVar, Protocol

from flask import Flask, render_template, request

from webapp import navigation
from webapp.services import services


class Page(Protocol):
    """Anything a template can show: a frozen dataclass that names its template."""

    template: ClassVar[str]


def show(page: Page) -> str:
    """Return the HTML of one page; the template knows the view as `page`."""
    return render_template(page.template, page=page)


def _frame() -> dict[str, object]:
    """What the header and footer of every page need."""
    someone = navigation.visitor()
    return {
        "visitor": someone,
        "links": navigation.links_for(someone),
        "here": request.path,
        "demo": services().settings.demo,
        "places": navigation,
    }


def install(app: Flask) -> None:
    """Give every template its frame."""
    app.context_processor(_frame)
