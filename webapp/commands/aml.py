"""`candor aml`: screen names against watchlists, show the lists, import one, compare names."""

from __future__ import annotations

import argparse
import gzip
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from core.dates import day_of, now
from core.errors import InvalidInput
from core.settings import read_settings
from webapp.commands import records

if TYPE_CHECKING:
    from scoring.model import Match

_SAME_NAME = 85.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the four things the command does."""
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="screen|lists|compare|import-un"
    )
    screen = actions.add_parser("screen", help="screen JSON Lines of names")
    screen.add_argument("source", metavar="FILE", help='JSON Lines, "-" for standard input')
    screen.add_argument("--list", action="append", default=[], metavar="NAME", dest="lists")
    actions.add_parser("lists", help="show what is loaded, its date and how old it is")
    compare = actions.add_parser("compare", help="compare pairs of names")
    compare.add_argument("source", metavar="FILE", help='JSON Lines, "-" for standard input')
    take = actions.add_parser("import-un", help="import the official XML of the UN list")
    take.add_argument("file", metavar="FILE.xml")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; 0 when done, 2 when a record did not fit."""
    if arguments.action == "screen":
        return _screen(arguments)
    if arguments.action == "compare":
        return _compare(arguments)
    if arguments.action == "import-un":
        return _import_un(arguments)
    return _lists()


def _folder() -> Path:
    return read_settings().data_dir / "watchlists"


def _screen(arguments: argparse.Namespace) -> int:
    from scoring import names, watchlists
    from scoring.model import Query

    index = names.build(watchlists.lists_of(_folder()))
    known = {each.code: _age_days(each.as_of) for each in index.lists}
    unknown = [code for code in arguments.lists if code not in known]
    if unknown:
        raise InvalidInput(f"one of {', '.join(known)}", unknown[0][:40], "--list")
    asked = {
        code: age for code, age in known.items() if not arguments.lists or code in arguments.lists
    }

    def answer(record: records.Json) -> dict[str, object]:
        query = Query(
            name=_text(record, "name"),
            birth=_optional(record, "birth_date"),
            country=_optional(record, "country"),
        )
        matches = names.screen(query, index, arguments.lists)
        return {"matches": [_shown(each) for each in matches], "lists_age_days": asked}

    return records.answer_each(arguments.source, answer)


def _shown(match: Match) -> dict[str, object]:
    return {
        "score": match.score,
        "name_score": match.name_score,
        "list": match.list_code,
        "entry": match.entry_id,
        "name": match.name,
        "why": [each.as_dict() for each in match.why],
    }


def _compare(arguments: argparse.Namespace) -> int:
    from scoring import names

    def answer(record: records.Json) -> dict[str, object]:
        likeness = names.compare(_text(record, "left"), _text(record, "right"))
        return {"score": round(likeness, 2), "match": likeness >= _SAME_NAME}

    return records.answer_each(arguments.source, answer)


def _lists() -> int:
    from scoring import watchlists

    for each in watchlists.lists_of(_folder()):
        records.write(
            {
                "list": each.code,
                "title": each.title.as_dict(),
                "as_of": each.as_of.isoformat(),
                "age_days": _age_days(each.as_of),
                "entries": len(each.entries),
                "source": each.source,
            }
        )
    return 0


def _import_un(arguments: argparse.Namespace) -> int:
    from scoring import un_list, watchlists

    path = Path(arguments.file)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidInput("a readable file", type(error).__name__, str(path)) from None
    content = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    watchlist = un_list.read(content)
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    watchlists.save(watchlist, folder / f"{watchlist.code}.json.gz")
    records.write(
        {
            "list": watchlist.code,
            "as_of": watchlist.as_of.isoformat(),
            "entries": len(watchlist.entries),
        }
    )
    return 0


def _age_days(day: date) -> int:
    return (day_of(now()) - day).days


def _text(record: records.Json, name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value.strip():
        raise InvalidInput("a text", "none", f"/{name}")
    return value


def _optional(record: records.Json, name: str) -> str:
    return "" if record.get(name) is None else _text(record, name)
