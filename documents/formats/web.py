"""HTML to text by lxml: blocks on lines, cells apart, scripts left out, hidden text marked."""

from __future__ import annotations

import re

from core.errors import InvalidInput
from documents.formats.builder import Builder
from documents.formats.plain import decode
from documents.formats.xml import Element, html_root
from documents.model import Extract, MarkKind

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)",
    re.IGNORECASE,
)
_SKIPPED = frozenset({"script", "style", "template", "noscript", "head", "object", "iframe"})
_BLOCK_NAMES = """
    address article aside blockquote body br caption dd div dl dt fieldset figure footer form
    h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section select table tbody tfoot
    thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset({"td", "th"})
_DEPTH_MAX = 200


def extract(data: bytes) -> Extract:
    """Return the words a reader would see, and those meant not to be seen with a mark.

    Raises:
        InvalidInput: there is no HTML in it, or it is nested without end.
    """
    found = _CHARSET.search(data[:4096])
    text = decode(data, found.group(1).decode("ascii") if found else "")
    root = html_root(text)
    if root is None:
        raise InvalidInput("an HTML page", "nothing that can be read as one")
    builder = Builder()
    _walk(root, builder, 0)
    builder.line()
    return builder.extract()


def _walk(element: Element, builder: Builder, depth: int) -> None:
    if depth > _DEPTH_MAX:
        raise InvalidInput("an HTML page", "elements nested without end")
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _SKIPPED:
        return
    if tag in _BLOCKS:
        builder.line()
    start = builder.length
    builder.flow(element.text or "")
    for child in element:
        _walk(child, builder, depth + 1)
        builder.flow(child.tail or "")
    if tag in _CELLS and element.getnext() is not None:
        builder.add("\t")
    if _is_hidden(element):
        builder.mark(MarkKind.HIDDEN, start)
    if tag in _BLOCKS:
        builder.line()


def _is_hidden(element: Element) -> bool:
    return "hidden" in element.attrib or bool(
        _UNSEEN.search(str(element.attrib.get("style") or ""))
    )
