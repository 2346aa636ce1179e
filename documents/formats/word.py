"""DOCX to text by its XML: tracked insertions stay, deletions and unseen runs are marked."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from documents.formats.builder import Builder
from documents.formats.word_numbering import Numbering, numbering
from documents.formats.xml import Element, xml_root
from documents.model import Extract, MarkKind, PartKind
from documents.refusals import UnreadableFile, Why

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = re.compile(r"word/(header\d*|document|footnotes|endnotes|footer\d*)\.xml")
_BESIDE = frozenset({"word/numbering.xml", "word/styles.xml"})
_ORDER = ("header", "document", "footnotes", "endnotes", "footer")
_PARTS = {
    "header": PartKind.HEADER,
    "footnotes": PartKind.NOTE,
    "endnotes": PartKind.NOTE,
    "footer": PartKind.FOOTER,
}
_UNPACKED_MAX = 60_000_000  # bytes
_RATIO_MAX = 200  # unpacked to packed; real contracts stay below 40
_LOCKED = 0x1  # the flag of an encrypted member
_SKIPPED = frozenset(
    {f"{_WORD}{name}" for name in ("rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "instrText")}
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKED = {f"{_WORD}ins": MarkKind.INSERTED, f"{_WORD}moveTo": MarkKind.INSERTED}
_GONE = frozenset({f"{_WORD}del", f"{_WORD}moveFrom"})
_DEPTH_MAX = 200
_TINY_MAX = 6  # half-points; nobody reads letters of three points
_LIGHT = 0xF0  # of each colour: what is at least so light is not seen on white paper
_SIGNS = {  # letters of picture fonts that stand for boxes
    "F0A8": "□",
    "F06F": "□",
    "F0FE": "☑",
    "F0FD": "☒",
    "F0FC": "✓",
    "F052": "☑",
    "F0A3": "☐",
    "F050": "✓",
}
_BREAKS = {f"{_WORD}tab": "\t", f"{_WORD}noBreakHyphen": "-"}


@dataclass(slots=True)
class _Reader:
    builder: Builder
    numbers: Numbering


def extract(data: bytes) -> Extract:
    """Return the text of the body, tables, notes, text boxes, headers and footers.

    Numbers that Word draws before paragraphs are part of the text.

    Raises:
        UnreadableFile: it is not a DOCX, is locked, or unpacks to more than any contract holds.
    """
    parts = _parts(data)
    roots = {name: _root(part) for name, part in parts.items()}
    numbers = numbering(roots.get("word/numbering.xml"), roots.get("word/styles.xml"))
    reader = _Reader(Builder(), numbers)
    for name in sorted((name for name in roots if _TEXT.fullmatch(name)), key=_rank):
        start = reader.builder.length
        _walk(roots[name], reader, 0)
        reader.builder.line()
        kind = next((kind for part, kind in _PARTS.items() if f"word/{part}" in name), None)
        if kind is not None:
            reader.builder.part(kind, start)
    return reader.builder.extract()


def _root(part: bytes) -> Element:
    root = xml_root(part)
    if root is None:
        raise UnreadableFile(Why.DAMAGED_DOCX)
    return root


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = [
            info
            for info in archive.infolist()
            if _TEXT.fullmatch(info.filename) or info.filename in _BESIDE
        ]
        if any(info.flag_bits & _LOCKED for info in members):
            raise UnreadableFile(Why.LOCKED_OFFICE)
        size = sum(info.file_size for info in members)
        if size > _UNPACKED_MAX or size > _RATIO_MAX * max(len(data), 10_000):
            raise UnreadableFile(Why.UNPACKS)
        return {info.filename: archive.read(info) for info in members}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError):
        raise UnreadableFile(Why.DAMAGED_DOCX) from None


def _rank(name: str) -> tuple[int, str]:
    kind = next(index for index, kind in enumerate(_ORDER) if name.startswith(f"word/{kind}"))
    return kind, name


def _walk(element: Element, reader: _Reader, depth: int) -> None:
    if depth > _DEPTH_MAX:
        raise UnreadableFile(Why.NESTED)
    tag, builder = element.tag, reader.builder
    if tag in _SKIPPED or tag == _FALLBACK:
        return
    if tag in _GONE:
        builder.mark(MarkKind.DELETED, builder.length, _struck(element))
        return
    if tag == f"{_WORD}txbxContent":
        builder.line()
    start = builder.length
    _leaf(element, reader)
    for child in element:
        _walk(child, reader, depth + 1)
    mark = _unseen(element) if tag == f"{_WORD}r" else _MARKED.get(str(tag))
    if mark is not None:
        builder.mark(mark, start)
    _after(element, builder, start)


def _leaf(element: Element, reader: _Reader) -> None:
    tag, builder = element.tag, reader.builder
    if tag == f"{_WORD}t":
        builder.add(element.text or "")
    elif tag == f"{_WORD}p":
        builder.add(reader.numbers.label(element))
    elif tag in _BREAKS:
        builder.add(_BREAKS[str(tag)])
    elif tag in {f"{_WORD}br", f"{_WORD}cr"}:
        builder.line()
    elif tag == f"{_WORD}sym":
        builder.add(_SIGNS.get(str(element.attrib.get(f"{_WORD}char", "")).upper(), ""))
    elif tag == f"{_WORD}checkBox":
        ticked = element.find(f"{_WORD}checked")
        ticked = element.find(f"{_WORD}default") if ticked is None else ticked
        builder.add("☑" if ticked is not None and _is_on(ticked) else "☐")


def _after(element: Element, builder: Builder, start: int) -> None:
    tag = element.tag
    if tag == f"{_WORD}p":
        cell = element.getparent()
        alone = cell is not None and cell.tag == f"{_WORD}tc" and element.getnext() is None
        if not alone:
            builder.line()
    elif tag == f"{_WORD}tc" and element.getnext() is not None:
        builder.add("\t")
    elif tag == f"{_WORD}tr":
        builder.line()
    elif tag == f"{_WORD}tbl":
        builder.part(PartKind.TABLE, start)
    elif tag == f"{_WORD}txbxContent":
        builder.line()
        builder.part(PartKind.TEXT_BOX, start)


def _is_on(switch: Element) -> bool:
    return switch.attrib.get(f"{_WORD}val", "true") not in {"0", "false", "off"}


def _unseen(run: Element) -> MarkKind | None:
    """Say why a reader of the page would not see a run; None where it is seen."""
    style = run.find(f"{_WORD}rPr")
    if style is None:
        return None
    for name in ("vanish", "webHidden", "specVanish"):
        switch = style.find(f"{_WORD}{name}")
        if switch is not None and _is_on(switch):
            return MarkKind.HIDDEN
    size = style.find(f"{_WORD}sz")
    written = str(size.attrib.get(f"{_WORD}val", "")) if size is not None else ""
    if written.isdigit() and int(written) <= _TINY_MAX:
        return MarkKind.TINY
    return MarkKind.WHITE if _is_white(style) and not _is_shaded(run, style) else None


def _is_white(style: Element) -> bool:
    colour = style.find(f"{_WORD}color")
    written = str(colour.attrib.get(f"{_WORD}val", "")) if colour is not None else ""
    if re.fullmatch("[0-9A-Fa-f]{6}", written) is None:
        return False
    return all(int(written[at : at + 2], 16) >= _LIGHT for at in (0, 2, 4))


def _is_shaded(run: Element, style: Element) -> bool:
    """Say whether anything dark may lie behind a run: white letters are seen there."""
    if style.find(f"{_WORD}shd") is not None or style.find(f"{_WORD}highlight") is not None:
        return True
    around = run.getparent()
    while around is not None:
        for name in ("pPr", "tcPr", "tblPr"):
            if around.find(f"{_WORD}{name}/{_WORD}shd") is not None:
                return True
        around = around.getparent()
    return False


def _struck(element: Element) -> str:
    kinds = (f"{_WORD}delText", f"{_WORD}t")
    return "".join(leaf.text or "" for leaf in element.iter(*kinds))
