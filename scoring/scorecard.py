"""The scorecard as a table: its form in JSON, read with care, and its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import cast

from core.errors import InvalidInput, ServiceMissing
from core.text import Text
from scoring.features import BY_CODE, Direction, Display, Feature
from scoring.model import CreditBand

FORMAT = "candor-scorecard@1"
SHIPPED = Path(__file__).parent / "data" / "scorecard_taiwan.json"

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Characteristic:
    """One line of the table: a feature, its bins and their points.

    Args:
        code: name of the feature.
        recipe: how it is made from the record, when it is engineered.
        direction: how risk moves when it grows; None for categories.
        topic: characteristics of one topic give one reason.
        display: how its value is shown.
        title: what it is.
        reason: what to tell a person who lost points; may hold {value}.
        splits: numeric bins are [-inf, s0), [s0, s1), … [sn, inf).
        categories: for categories, which value falls into which bin.
        points: of each bin, in order.
        missing: points when the value is not known.
        unseen: points of a category the training data did not have.
        best: the most points any value can get.
    """

    code: str
    recipe: Feature | None
    direction: Direction | None
    topic: str
    display: Display
    title: Text
    reason: Text
    splits: tuple[float, ...]
    categories: Mapping[str, int] | None
    points: tuple[Decimal, ...]
    missing: Decimal
    unseen: Decimal
    best: Decimal


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A trained table, ready to score.

    Args:
        name: of the card.
        digest: SHA-256 of its canonical JSON, hexadecimal.
        trained_on: which data it was trained on, in words for people.
        attribution: whose data, under which licence.
        base: points before any characteristic speaks.
        factor: points that multiply the odds by e.
        offset: points at even odds.
        bands: (band, least points) from the best to the worst; the last has no floor.
        best: the most points the card can give.
        characteristics: the lines of the table.
    """

    name: str
    digest: str
    trained_on: Text
    attribution: str
    base: Decimal
    factor: float
    offset: float
    bands: tuple[tuple[CreditBand, Decimal | None], ...]
    best: Decimal
    characteristics: tuple[Characteristic, ...]


def digest(table: Json) -> str:
    """Return the SHA-256 of the table in canonical form (sorted keys, no spaces, UTF-8)."""
    text = json.dumps(
        table, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(text.encode()).hexdigest()


def load(path: Path = SHIPPED) -> Scorecard:
    """Read a scorecard file.

    Raises:
        ServiceMissing: there is no such file.
        InvalidInput: it is not a scorecard of this version.
    """
    try:
        raw: object = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise ServiceMissing(f"there is no scorecard at {path}") from None
    except ValueError:
        raise InvalidInput("a scorecard in JSON", "something else", path.name) from None
    return read(raw)


def read(raw: object) -> Scorecard:
    """Read a scorecard from its parsed JSON.

    Raises:
        InvalidInput: it is not a scorecard of this version, or its numbers disagree.
    """
    table = _object(raw, "")
    if table.get("format") != FORMAT:
        raise InvalidInput(FORMAT, repr(table.get("format"))[:40], "/format")
    lines = tuple(
        _characteristic(_object(line, f"/characteristics/{index}"), f"/characteristics/{index}")
        for index, line in enumerate(_array(table.get("characteristics"), "/characteristics"))
    )
    if not lines:
        raise InvalidInput("at least one characteristic", "none", "/characteristics")
    base = _decimal(table.get("base_points"), "/base_points")
    return Scorecard(
        name=_string(table.get("name"), "/name"),
        digest=digest(table),
        trained_on=_text(table.get("trained_on"), "/trained_on"),
        attribution=_string(table.get("attribution"), "/attribution"),
        base=base,
        factor=_float(table.get("factor"), "/factor"),
        offset=_float(table.get("offset"), "/offset"),
        bands=_bands(table.get("bands")),
        best=sum((line.best for line in lines), base),
        characteristics=lines,
    )


def _characteristic(line: Json, where: str) -> Characteristic:
    points = tuple(
        _decimal(_object(each, where).get("points"), f"{where}/bins/{index}/points")
        for index, each in enumerate(_array(line.get("bins"), f"{where}/bins"))
    )
    splits = tuple(_float(each, f"{where}/splits") for each in _array(line.get("splits"), where))
    categories = _categories(line, where)
    if categories is None and len(points) != len(splits) + 1:
        raise InvalidInput(f"{len(splits) + 1} bins", str(len(points)), f"{where}/bins")
    if list(splits) != sorted(set(splits)):
        raise InvalidInput("rising splits", "others", f"{where}/splits")
    direction = line.get("direction")
    missing = _decimal(_object(line.get("missing"), where).get("points"), f"{where}/missing")
    unseen = _decimal(_object(line.get("unseen"), where).get("points"), f"{where}/unseen")
    code = _string(line.get("code"), f"{where}/code")
    return Characteristic(
        code=code,
        recipe=BY_CODE.get(code),
        direction=Direction(direction) if isinstance(direction, str) else None,
        topic=_string(line.get("topic"), f"{where}/topic"),
        display=Display(_string(line.get("display"), f"{where}/display")),
        title=_text(line.get("title"), f"{where}/title"),
        reason=_text(line.get("reason"), f"{where}/reason"),
        splits=splits,
        categories=categories,
        points=points,
        missing=missing,
        unseen=unseen,
        best=max(*points, missing, unseen),
    )


def _categories(line: Json, where: str) -> dict[str, int] | None:
    if line.get("kind") != "categories":
        return None
    return {
        _string(value, where): index
        for index, each in enumerate(_array(line.get("bins"), where))
        for value in _array(_object(each, where).get("values"), f"{where}/bins/{index}/values")
    }


def _bands(raw: object) -> tuple[tuple[CreditBand, Decimal | None], ...]:
    rows: list[tuple[CreditBand, Decimal | None]] = []
    for index, each in enumerate(_array(raw, "/bands")):
        row = _object(each, f"/bands/{index}")
        least = row.get("from_points")
        band = CreditBand(_string(row.get("band"), f"/bands/{index}/band"))
        rows.append((band, None if least is None else _decimal(least, f"/bands/{index}")))
    if not rows or rows[-1][1] is not None:
        raise InvalidInput("a last band without a floor", "none", "/bands")
    return tuple(rows)


def _object(raw: object, where: str) -> Json:
    if not isinstance(raw, dict):
        raise InvalidInput("an object", type(raw).__name__, where)
    return cast("Json", raw)


def _array(raw: object, where: str) -> Sequence[object]:
    if not isinstance(raw, list):
        raise InvalidInput("an array", type(raw).__name__, where)
    return cast("Sequence[object]", raw)


def _string(raw: object, where: str) -> str:
    if not isinstance(raw, str) or not raw:
        raise InvalidInput("a text", type(raw).__name__, where)
    return raw


def _float(raw: object, where: str) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise InvalidInput("a number", type(raw).__name__, where)
    return float(raw)


def _decimal(raw: object, where: str) -> Decimal:
    try:
        return Decimal(_string(raw, where))
    except InvalidOperation:
        raise InvalidInput("a decimal text", "another text", where) from None


def _text(raw: object, where: str) -> Text:
    pair = _object(raw, where)
    return Text(_string(pair.get("zh"), f"{where}/zh"), _string(pair.get("en"), f"{where}/en"))
