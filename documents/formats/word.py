"""DOCX to text by its XML: tracked insertions stay, deletions and hidden runs are marked."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

from core.errors import InvalidInput
from documents.formats.builder import Builder
from documents.formats.xml import Element, xml_root
from documents.model import Extract, MarkKind

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART = re.compile(r"word/(header\d*|document|footnotes|endnotes|footer\d*)\.xml")
_ORDER = ("header", "document", "footnotes", "endnotes", "footer")
_UNPACKED_MAX = 60_000_000  # bytes
_RATIO_MAX = 200  # unpacked to packed; real contracts stay below 40
_SKIPPED = frozenset(
    {f"{_WORD}{name}" for name in ("rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr")}
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKED = {f"{_WORD}ins": MarkKind.INSERTED, f"{_WORD}moveTo": MarkKind.INSERTED}
_GONE = frozenset({f"{_WORD}del", f"{_WORD}moveFrom"})
_DEPTH_MAX = 200


def extract(data: bytes) -> Extract:
    """Return the text of the body, tables, notes, text boxes, headers and footers.

    Raises:
        InvalidInput: it is not a DOCX, or it unpacks to more than any contract holds.
    """
    builder = Builder()
    for part in _parts(data):
        root = xml_root(part)
        if root is None:
            raise InvalidInput("a DOCX file", "one whose text cannot be read")
        _walk(root, builder, 0)
        builder.line()
    return builder.extract()


def _parts(data: bytes) -> Iterable[bytes]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = [info for info in archive.infolist() if _PART.fullmatch(info.filename)]
        size = sum(info.file_size for info in members)
        if size > _UNPACKED_MAX or size > _RATIO_MAX * max(len(data), 10_000):
            raise InvalidInput("a DOCX file", "one that unpacks to far more than a contract holds")
        members.sort(key=lambda info: (_rank(info.filename), info.filename))
        return [archive.read(info) for info in members]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError):
        raise InvalidInput("a DOCX file", "a broken archive") from None


def _rank(name: str) -> int:
    return next(index for index, kind in enumerate(_ORDER) if name.startswith(f"word/{kind}"))


def _walk(element: Element, builder: Builder, depth: int) -> None:
    if depth > _DEPTH_MAX:
        raise InvalidInput("a DOCX file", "elements nested without end")
    tag = element.tag
    if tag in _SKIPPED or tag == _FALLBACK:
        return
    if tag in _GONE:
        builder.mark(MarkKind.DELETED, builder.length, _struck(element))
        return
    start = builder.length
    _leaf(element, builder)
    for child in element:
        _walk(child, builder, depth + 1)
    if tag in _MARKED:
        builder.mark(_MARKED[str(tag)], start)
    elif tag == f"{_WORD}r" and _vanishes(element):
        builder.mark(MarkKind.HIDDEN, start)
    _after(element, builder)


def _leaf(element: Element, builder: Builder) -> None:
    match element.tag:
        case "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t":
            builder.add(element.text or "")
        case "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tab":
            builder.add("\t")
        case "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}br":
            builder.line()
        case _:
            pass


def _after(element: Element, builder: Builder) -> None:
    if element.tag == f"{_WORD}p":
        cell = element.getparent()
        alone = cell is not None and cell.tag == f"{_WORD}tc" and element.getnext() is None
        if not alone:
            builder.line()
    elif element.tag == f"{_WORD}tc" and element.getnext() is not None:
        builder.add("\t")
    elif element.tag == f"{_WORD}tr":
        builder.line()


def _vanishes(run: Element) -> bool:
    switch = run.find(f"{_WORD}rPr/{_WORD}vanish")
    return switch is not None and switch.attrib.get(f"{_WORD}val", "true") not in {
        "0",
        "false",
        "off",
    }


def _struck(element: Element) -> str:
    kinds = (f"{_WORD}delText", f"{_WORD}t")
    return "".join(leaf.text or "" for leaf in element.iter(*kinds))
