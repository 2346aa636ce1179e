"""Reads watchlists: the OFAC sample that ships, and the official XML of the United Nations."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from core.errors import InvalidInput, ServiceMissing
from core.text import Text
from scoring.model import ListedName, Watchlist
from scoring.velocity_wire import array

DATA = Path(__file__).parent / "data"
FORMAT = "candor-watchlist@1"

# The files bear no date; their newest entries are of June 2021.
OFAC_AS_OF = date(2021, 6, 30)
_OFAC_NOTHING = "-0-"
_OFAC_KINDS = {"individual": "person", "vessel": "other", "aircraft": "other"}
_BIRTH = re.compile(r"\bDOB (?:circa )?(?:(\d{1,2}) )?(?:([A-Z][a-z]{2}) )?(\d{4})")
_NATION = re.compile(r"\b(?:nationality|citizen) ([A-Z][A-Za-z ,()]+?)(?:;|\.|$)")
_QUOTED_ALIAS = re.compile(r"[afn]\.k\.a\. '([^']+)'")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def shipped() -> Watchlist:
    """Return the OFAC sample that comes with the program; old, and said to be.

    Raises:
        ServiceMissing: its files are not there.
    """
    aliases: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows(DATA / "ofac_alt.csv.gz", 5):
        aliases[row[0]].append(row[3])
    entries: list[ListedName] = []
    for row in _rows(DATA / "ofac_sdn.csv.gz", 12):
        remarks, address = row[11], row[0]
        entries.append(
            ListedName(
                list_code="ofac-sdn",
                entry_id=address,
                kind=_OFAC_KINDS.get(row[2], "organisation"),
                names=(row[1], *aliases.get(address, ())),
                weak_aliases=tuple(_QUOTED_ALIAS.findall(remarks)),
                births=tuple(_ofac_births(remarks)),
                countries=tuple(_NATION.findall(remarks)),
                programmes=tuple(row[3].split("] [")),
            )
        )
    return Watchlist(
        code="ofac-sdn",
        title=Text(
            "美国 OFAC 特别指定国民名单（2021 年年中样本）", "US OFAC SDN (sample of mid 2021)"
        ),
        as_of=OFAC_AS_OF,
        source="US Treasury, Office of Foreign Assets Control; public domain",
        entries=tuple(entries),
    )


def _rows(path: Path, width: int) -> Iterator[list[str]]:
    try:
        text = gzip.decompress(path.read_bytes()).decode("latin-1")
    except OSError:
        raise ServiceMissing(f"there is no watchlist at {path.name}") from None
    for row in csv.reader(io.StringIO(text)):
        if len(row) == width:  # the last line holds an end-of-file sign and nothing else
            yield ["" if cell.strip() == _OFAC_NOTHING else cell.strip() for cell in row]


def _ofac_births(remarks: str) -> Iterator[str]:
    for day, month, year in _BIRTH.findall(remarks):
        if day and month in _MONTHS:
            yield f"{year}-{_MONTHS.index(month) + 1:02d}-{int(day):02d}"
        else:
            yield year


def save(watchlist: Watchlist, path: Path) -> None:
    """Write a list in our own form, gzipped JSON."""
    content = {
        "format": FORMAT,
        "code": watchlist.code,
        "title": watchlist.title.as_dict(),
        "as_of": watchlist.as_of.isoformat(),
        "source": watchlist.source,
        "entries": [asdict(entry) for entry in watchlist.entries],
    }
    part = path.with_suffix(".part")
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    part.write_bytes(gzip.compress(text.encode(), mtime=0))
    part.replace(path)


def load(path: Path) -> Watchlist:
    """Read a list that `save` wrote.

    Raises:
        InvalidInput: it is none.
    """
    try:
        raw = json.loads(gzip.decompress(path.read_bytes()))
        if raw["format"] != FORMAT:
            raise InvalidInput(FORMAT, "another form", path.name)
        return Watchlist(
            code=str(raw["code"]),
            title=Text(**raw["title"]),
            as_of=date.fromisoformat(raw["as_of"]),
            source=str(raw["source"]),
            entries=tuple(_entry(each) for each in raw["entries"]),
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        raise InvalidInput("a watchlist that was imported", "something else", path.name) from None


def imported(folder: Path) -> tuple[Watchlist, ...]:
    """Return the lists that were imported into a folder; none when there is no such folder.

    Raises:
        InvalidInput: a file in it is no list.
    """
    return tuple(load(path) for path in sorted(folder.glob("*.json.gz")))


def _entry(raw: dict[str, object]) -> ListedName:
    def texts(name: str) -> tuple[str, ...]:
        return tuple(str(each) for each in array(raw[name]))

    return ListedName(
        list_code=str(raw["list_code"]),
        entry_id=str(raw["entry_id"]),
        kind=str(raw["kind"]),
        names=texts("names"),
        weak_aliases=texts("weak_aliases"),
        births=texts("births"),
        countries=texts("countries"),
        programmes=texts("programmes"),
    )


def lists_of(folder: Path) -> Sequence[Watchlist]:
    """Return the shipped list and those imported into a folder."""
    return (shipped(), *imported(folder))
