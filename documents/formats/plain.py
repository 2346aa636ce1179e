"""Plain text and Markdown: only the encoding has to be found."""

from __future__ import annotations

import codecs

from documents.model import Extract, Page
from documents.refusals import UnreadableFile, Why

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, declared: str = "") -> str:
    """Read bytes as text: by their mark, the declared encoding, UTF-8, then GB 18030.

    Raises:
        UnreadableFile: none of them fits, or the bytes are not text at all.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _attempt(data, encoding) or ""
    if b"\0" in data:
        raise UnreadableFile(Why.NOT_TEXT)
    for encoding in (declared, "utf-8", "gb18030"):
        text = _attempt(data, encoding)
        if text is not None:
            return text
    raise UnreadableFile(Why.ENCODING)


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except (LookupError, UnicodeDecodeError):
        return None


def extract(data: bytes) -> Extract:
    """Return the text with line ends made one kind; it has a single page."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    return Extract(text, (Page(1, 0, len(text)),))
