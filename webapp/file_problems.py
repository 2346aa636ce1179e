"""What a reader of files refuses, as one clear line: what is wrong with it, and what to do."""

from __future__ import annotations

from typing import Final

from core.errors import InvalidInput
from core.text import Text, filled
from documents.refusals import words_of

_CAN: Final = Text(
    "可以交 PDF、Word（.docx）、网页或文本文件。",
    "PDF, Word (.docx), web pages and text can be read.",
)
_OTHER: Final = Text("读不出来。" + _CAN.zh, "It could not be read. " + _CAN.en)
_PICTURE: Final = Text(
    "如果是照片或扫描件，也可以改填五个数字。",
    "If it is a photo or a scan, the five numbers are enough.",
)
_LINE: Final = Text("“{name}”：{why}", "“{name}”: {why}")
_NAME_MAX: Final = 80


def why(refusal: InvalidInput) -> Text:
    """Return the line for what was found instead of a contract."""
    return words_of(refusal) or _OTHER


def named(name: str, refusal: InvalidInput) -> Text:
    """Return the line with the file's name before it."""
    return filled(_LINE, name=name[:_NAME_MAX], why=why(refusal))


def with_numbers(name: str, refusal: InvalidInput) -> Text:
    """Return the line for a page where numbers can be given instead of a file."""
    line = named(name, refusal)
    return Text(line.zh + _PICTURE.zh, f"{line.en} {_PICTURE.en}")
