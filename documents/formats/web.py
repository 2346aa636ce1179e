"""HTML to text by lxml: blocks on lines, cells apart, scripts left out, hidden text marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.formats.builder import Builder
from documents.formats.plain import decode
from documents.formats.web_style import Look, Rules, look_of, rules_of
from documents.formats.xml import Element, html_root
from documents.model import Extract, PartKind
from documents.refusals import UnreadableFile, Why

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_SKIPPED = frozenset({"script", "style", "template", "noscript", "head", "object", "iframe"})
_BLOCK_NAMES = """
    address article aside blockquote body br caption dd div dl dt fieldset figure footer form
    h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section select table tbody tfoot
    thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset({"td", "th"})
_DEPTH_MAX = 200
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")  # a note's number is no digit of the rate
_TAGS_MAX = 300_000


def extract(data: bytes) -> Extract:
    """Return the words a reader would see, and those meant not to be seen with a mark.

    Raises:
        UnreadableFile: there is no HTML in it, or it is nested without end.
    """
    found = _CHARSET.search(data[:4096])
    text = decode(data, found.group(1).decode("ascii") if found else "")
    if text.count("<") > _TAGS_MAX:
        raise UnreadableFile(Why.TOO_MUCH_TEXT)
    root = html_root(text)
    if root is None:
        raise UnreadableFile(Why.DAMAGED_HTML)
    builder = Builder()
    _walk(root, builder, _Around(Look(), rules_of(root)), 0)
    builder.line()
    return builder.extract()


@dataclass(frozen=True, slots=True)
class _Around:
    """How the words around look, and the page's rules of looks."""

    look: Look
    rules: Rules


def _walk(element: Element, builder: Builder, around: _Around, depth: int) -> None:
    if depth > _DEPTH_MAX:
        raise UnreadableFile(Why.NESTED)
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _SKIPPED:
        return
    if tag in _BLOCKS:
        builder.line()
    look = look_of(element, around.look, around.rules)
    start = builder.length
    builder.flow((element.text or "").translate(_RAISED) if tag == "sup" else element.text or "")
    for child in element:
        _walk(child, builder, _Around(look, around.rules), depth + 1)
        builder.flow(child.tail or "")
    if tag in _CELLS and element.getnext() is not None:
        builder.add("\t")
    unseen = look.unseen if around.look.unseen is None else None
    if unseen is not None:
        builder.mark(unseen, start)
    _close(builder, tag, start)


def _close(builder: Builder, tag: str, start: int) -> None:
    if tag in _BLOCKS:
        builder.line()
    if tag == "table":
        builder.part(PartKind.TABLE, start)
