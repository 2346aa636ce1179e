"""Reads the official XML of the United Nations Security Council's consolidated list."""

# lxml carries no types; this is the one file of the room that knows it.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportAttributeAccessIssue=false

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree

from core.errors import InvalidInput
from core.text import Text
from scoring.model import ListedName, Watchlist

CODE = "un-consolidated"
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_WEAK = "Low"  # the list's own word for the quality of an alias

Node = Any  # lxml.etree._Element


def read(content: bytes) -> Watchlist:
    """Read the list.

    Args:
        content: the XML file as published ("CONSOLIDATED_LIST").

    Raises:
        InvalidInput: it is not that XML, or it carries a document type, which the official file
            does not.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        where = f"line {error.lineno}"
        raise InvalidInput("well-formed XML", "a fault in it", where) from None
    if root.getroottree().docinfo.doctype:
        raise InvalidInput("XML without a document type", "one with it", "line 1")
    if root.tag != "CONSOLIDATED_LIST":
        raise InvalidInput("CONSOLIDATED_LIST", "another root element", "line 1")
    generated = str(root.get("dateGenerated", ""))[:10]
    try:
        as_of = date.fromisoformat(generated)
    except ValueError:
        raise InvalidInput("a dateGenerated", "none", "/CONSOLIDATED_LIST") from None
    entries = [
        *(_individual(node) for node in root.iterfind("INDIVIDUALS/INDIVIDUAL")),
        *(_entity(node) for node in root.iterfind("ENTITIES/ENTITY")),
    ]
    if not entries:
        raise InvalidInput("individuals or entities", "none", "/CONSOLIDATED_LIST")
    return Watchlist(
        code=CODE,
        title=Text("联合国安理会综合名单", "UN Security Council consolidated list"),
        as_of=as_of,
        source="United Nations Security Council, official XML, imported by the operator",
        entries=tuple(entries),
    )


def _individual(node: Node) -> ListedName:
    return ListedName(
        list_code=CODE,
        entry_id=_entry_id(node),
        kind="person",
        names=(*_main_names(node), *_aliases(node, "INDIVIDUAL_ALIAS", weak=False)),
        weak_aliases=tuple(_aliases(node, "INDIVIDUAL_ALIAS", weak=True)),
        births=tuple(_births(node)),
        countries=tuple(_texts(node, "NATIONALITY/VALUE")),
        programmes=tuple(_texts(node, "UN_LIST_TYPE")),
    )


def _entity(node: Node) -> ListedName:
    return ListedName(
        list_code=CODE,
        entry_id=_entry_id(node),
        kind="organisation",
        names=(*_main_names(node), *_aliases(node, "ENTITY_ALIAS", weak=False)),
        weak_aliases=tuple(_aliases(node, "ENTITY_ALIAS", weak=True)),
        countries=tuple(_texts(node, "ENTITY_ADDRESS/COUNTRY")),
        programmes=tuple(_texts(node, "UN_LIST_TYPE")),
    )


def _entry_id(node: Node) -> str:
    found = [*_texts(node, "REFERENCE_NUMBER"), *_texts(node, "DATAID")]
    if not found:
        raise InvalidInput("a REFERENCE_NUMBER", "none", f"line {node.sourceline}")
    return found[0]


def _main_names(node: Node) -> Iterator[str]:
    main = " ".join(text for part in _NAME_PARTS for text in _texts(node, part))
    if not main:
        raise InvalidInput("a FIRST_NAME", "none", f"line {node.sourceline}")
    yield main
    yield from _texts(node, "NAME_ORIGINAL_SCRIPT")


def _aliases(node: Node, tag: str, *, weak: bool) -> Iterator[str]:
    for alias in node.iterfind(tag):
        if (_WEAK in _texts(alias, "QUALITY")) is weak:
            # One element may hold several names.
            for text in _texts(alias, "ALIAS_NAME"):
                yield from (part.strip() for part in text.split(";") if part.strip())


def _births(node: Node) -> Iterator[str]:
    for birth in node.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
        for text in _texts(birth, "DATE"):
            yield text[:10]
        yield from _texts(birth, "YEAR")
        ends = [*_texts(birth, "FROM_YEAR"), *_texts(birth, "TO_YEAR")]
        if len(ends) == 2 and all(end.isdigit() for end in ends):
            first, last = int(ends[0]), min(int(ends[1]), int(ends[0]) + 30)
            yield from (str(year) for year in range(first, last + 1))


def _texts(node: Node, path: str) -> list[str]:
    return [
        " ".join(found.text.split()) for found in node.iterfind(path) if (found.text or "").strip()
    ]
