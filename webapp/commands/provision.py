"""What the commands that set an installation up share: the owner's way in, and what they print."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

from core.errors import InvalidInput, NotFound, ServiceMissing
from core.settings import Settings

if TYPE_CHECKING:
    from database.transaction import Database
    from identity.model import Organisation

_PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


@contextmanager
def owner_database(settings: Settings) -> Generator[Database]:
    """Open the database as its owner: the one in the environment, or the one `candor up` runs.

    Raises:
        ServiceMissing: no owner's address is given and no embedded server runs here.
    """
    from database import embedded_postgres
    from database.embedded import run_dir_of
    from database.keys import open_root_key
    from database.owner import open_owner_database

    url = settings.database_owner_url
    if not url:
        run_dir = run_dir_of(settings.data_dir)
        if settings.database_url or not embedded_postgres.answers(settings.data_dir, run_dir):
            raise ServiceMissing(
                "no database: start `candor up`, or name its owner in DATABASE_OWNER_URL"
            )
        url = embedded_postgres.url(run_dir, embedded_postgres.SUPERUSER)
    owner = open_owner_database(url, open_root_key(settings.root_key_file))
    try:
        yield owner
    finally:
        owner.dispose()


def organisation_named(owner: Database, wanted: str) -> Organisation:
    """Return the organisation of an id, or of a name in either language.

    Raises:
        NotFound: there is none.
        InvalidInput: several have that name.
    """
    from identity.provisioning import list_organisations

    found = [
        one
        for one in list_organisations(owner)
        if wanted in {str(one.id), one.name.zh, one.name.en}
    ]
    if not found:
        raise NotFound("there is no such organisation; `candor organisation list` shows them")
    if len(found) > 1:
        raise InvalidInput("the id of an organisation", "a name that several have", "organisation")
    return found[0]


def uuid_from(text: str, where: str) -> UUID:
    """Read an id.

    Raises:
        InvalidInput: it is none.
    """
    try:
        return UUID(text)
    except ValueError:
        raise InvalidInput("an id", f"a text of {len(text)} characters", where) from None


def answer(record: Mapping[str, object], lines: str, *, as_json: bool) -> None:
    """Print what was done: as one line of JSON, or as lines for people."""
    text = json.dumps(record, ensure_ascii=False) if as_json else lines
    sys.stdout.write(f"{text}\n")


def check_territory(codes: Sequence[str]) -> tuple[str, ...]:
    """Return codes of places as rows are compared by them.

    Raises:
        InvalidInput: one has another form than ISO 3166-2's.
    """
    for code in codes:
        if not _PLACE.fullmatch(code):
            raise InvalidInput("a code such as CN-31", code[:20], "--territory")
    return tuple(codes)
