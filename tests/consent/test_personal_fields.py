"""Nothing personal is collected that no purpose needs: every place is listed, with its kind."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Boolean, DateTime, Table, Uuid

import webapp.app  # noqa: F401  # loads every body of the API
from consent.categories import CATEGORIES
from consent.personal_fields import COLLEAGUES, FIELDS, IMPERSONAL, SECRETS
from consent.plain_fields import (
    API_ARGUMENTS,
    ARGUMENTS,
    MADE_ELSEWHERE,
    PLAIN,
    impersonal_columns,
)
from consent.purposes import PURPOSES
from database.schema import SealedField, metadata
from tests.consent.form_reads import names_read
from webapp.api.fields import Body, QueryArguments

ROOT = Path(__file__).parents[2]
ROOMS = ("consent", "contracts", "evidence", "identity", "privacy", "reporting", "underwriting")
TEMPLATES = ROOT / "webapp" / "templates"
_INPUT = re.compile(
    r'forms\.(?:field|select|choices)\("([a-z_]+)"'
    r'|<(?:input|select|textarea|button)[^>]*?\bname="([a-z_]+)"'
)
KNOWS_A_PERSON = {"subject_id", "person_id", "principal_id"}
PEOPLE = {"persons", "subjects"}
UNCATEGORISED = {*COLLEAGUES, *SECRETS, *IMPERSONAL}


def tables() -> list[Table]:
    for room in ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            importlib.import_module(module.name)
    return list(metadata.tables.values())


def columns() -> set[str]:
    return {
        f"{table.name}.{column.name}"
        for table in tables()
        for column in table.columns
        if isinstance(column.type, SealedField) or column.name.endswith("_index")
    }


def plain_columns() -> set[str]:
    """Columns that are neither sealed nor an index, of every table that knows a person."""
    return {
        f"{table.name}.{column.name}"
        for table in tables()
        if KNOWS_A_PERSON & set(table.columns.keys()) or table.name in PEOPLE
        for column in table.columns
        if not isinstance(column.type, SealedField | Uuid | DateTime | Boolean)
        and not column.name.endswith("_index")
    }


def bodies(of: type[Body] = Body) -> Iterator[type[Body]]:
    for body in of.__subclasses__():
        if body.__module__.startswith("webapp.api."):  # others are files of commands
            yield body
        yield from bodies(body)


def api_fields() -> set[str]:
    return {f"{body.__name__}.{field}" for body in bodies() for field in body.model_fields}


def form_fields() -> set[str]:
    found: set[str] = set()
    for template in TEMPLATES.rglob("*.html"):
        form = template.relative_to(TEMPLATES).with_suffix("").as_posix()
        text = template.read_text(encoding="utf-8")
        found |= {f"{form}.{one or other}" for one, other in _INPUT.findall(text)}
    return found


WALKS = {"column": columns, "api": api_fields, "form": form_fields}


@pytest.mark.parametrize("kind", WALKS)
def test_every_place_is_listed_and_every_listed_place_exists(kind: str) -> None:
    found = WALKS[kind]()
    listed = {field.place for field in FIELDS if field.kind == kind}
    assert found - listed - UNCATEGORISED == set()
    assert listed - found == set()


def test_no_place_without_a_category_is_listed_in_vain() -> None:
    assert columns() | api_fields() | form_fields() >= UNCATEGORISED


def test_every_place_has_one_row() -> None:
    places = [*(field.place for field in FIELDS), *COLLEAGUES, *SECRETS, *IMPERSONAL]
    assert len(places) == len(set(places))


def test_what_lies_unsealed_about_a_person_names_its_category_or_says_why_it_has_none() -> None:
    personal, rest = {field.place for field in PLAIN}, set(impersonal_columns())
    assert plain_columns() == personal | rest
    assert not personal & rest


def test_every_name_a_page_reads_is_that_of_a_field_that_is_listed() -> None:
    named, made = names_read(ROOT / "webapp")
    places = [*(field.place for field in FIELDS if field.kind == "form"), *UNCATEGORISED]
    listed = {place.split(".", 1)[1] for place in places}
    assert named - listed == set(ARGUMENTS)
    assert made == set(MADE_ELSEWHERE)


def test_every_argument_of_the_api_is_listed() -> None:
    found = {
        f"{query.__name__}.{field}"
        for query in QueryArguments.__subclasses__()
        for field in query.model_fields
    }
    assert found == set(API_ARGUMENTS)


def test_what_is_collected_is_needed_by_a_purpose() -> None:
    known = {category.code for category in CATEGORIES}
    needed = {code for purpose in PURPOSES for code in purpose.categories}
    for field in (*FIELDS, *PLAIN):
        assert field.category in known, field.place
        assert field.category in needed, field.place
