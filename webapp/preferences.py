"""How a visitor wants to read: language, type size, theme; chosen by a link, kept in a cookie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from flask import Flask, Response, request

from core.text import Language
from webapp.services import services

_KEPT_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Preference:
    """One switch: its name in links (`?name=value`), its cookie, and the values it takes."""

    name: str
    cookie: str
    values: tuple[str, ...]


LANGUAGE = Preference("lang", "candor_lang", tuple(language.value for language in Language))
TYPE_SIZE = Preference("type", "candor_type", ("normal", "large"))
THEME = Preference("theme", "candor_theme", ("auto", "light", "dark"))
PREFERENCES: tuple[Preference, ...] = (LANGUAGE, TYPE_SIZE, THEME)


def chosen(preference: Preference) -> str:
    """Return what the request asks for, or what is remembered; "" when never chosen."""
    for value in (request.args.get(preference.name), request.cookies.get(preference.cookie)):
        if value in preference.values:
            return value or ""
    return ""


def language() -> Language:
    """Return the language to answer in: chosen, else the browser's, else Chinese."""
    value = chosen(LANGUAGE) or request.accept_languages.best_match(LANGUAGE.values)
    return Language(value or Language.ZH)


def type_size() -> str:
    """Return "normal" or "large"."""
    return chosen(TYPE_SIZE) or TYPE_SIZE.values[0]


def theme() -> str:
    """Return "auto" (what the device says), "light" or "dark"."""
    return chosen(THEME) or THEME.values[0]


def switch_url(name: str, value: str) -> str:
    """Return the link that shows the present page again with another choice."""
    arguments = [pair for pair in request.args.items(multi=True) if pair[0] != name]
    return f"{_readable_path()}?{urlencode([*arguments, (name, value)])}"


def _readable_path() -> str:
    """The present path, or the front page where the path only takes forms."""
    if request.method in {"GET", "HEAD"}:
        return request.path
    rule = request.url_rule
    readable = rule is not None and rule.methods is not None and "GET" in rule.methods
    return request.path if readable else "/"


def remember(response: Response) -> Response:
    """Keep in a cookie what the address asked for."""
    for preference in PREFERENCES:
        value = request.args.get(preference.name)
        if value in preference.values:
            response.set_cookie(
                preference.cookie,
                value or "",
                max_age=_KEPT_FOR,
                secure=services().encrypted,
                httponly=True,
                samesite="Lax",
            )
    return response


def install(app: Flask) -> None:
    """Let the application read and remember the preferences."""
    app.after_request(remember)
    for function in (language, type_size, theme, switch_url):
        app.add_template_global(function)
