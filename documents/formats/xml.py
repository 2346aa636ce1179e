"""The one file that knows lxml: parsers that fetch nothing and expand nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from lxml import etree as untyped  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]

etree: Any = untyped  # pyright: ignore[reportUnknownVariableType]


class Element(Protocol):
    """What the readers use of an element."""

    @property
    def tag(self) -> object:
        """Its name; not a text for comments."""
        ...

    @property
    def text(self) -> str | None:
        """The words before its first child."""
        ...

    @property
    def tail(self) -> str | None:
        """The words behind it."""
        ...

    @property
    def attrib(self) -> Mapping[str, str]:
        """Its attributes."""
        ...

    def __iter__(self) -> Iterator[Element]:
        """Its children, in order."""
        ...

    def getnext(self) -> Element | None:
        """Return the next of the same parent."""
        ...

    def getparent(self) -> Element | None:
        """Return the element around it."""
        ...

    def find(self, path: str) -> Element | None:
        """Return the first element below it on that path."""
        ...

    def iter(self, *tags: str) -> Iterator[Element]:
        """Walk through all elements below with one of the names."""
        ...


def html_root(text: str) -> Element | None:
    """Return the root of a page, however untidy; None when there is none."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    return _root(text.encode("utf-8"), parser)


def xml_root(data: bytes) -> Element | None:
    """Return the root of well-formed XML; None when it is not."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    return _root(data, parser)


def _root(data: bytes, parser: object) -> Element | None:
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
