"""Pictures to text with places, by optional recognition that works without a network.

The recognition is RapidOCR with the models of its own package (PP-OCRv4). What it reads may be
wrong: each number comes with its crop of the picture, for a person to confirm.
"""

from __future__ import annotations

import importlib
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from documents.formats.pdf import extract as pdf_extract
from documents.formats.pdf import opened
from documents.model import Box, Extract, Mark, MarkKind, Page, Recognised
from documents.refusals import UnreadableFile, Why

_PIXELS_MAX = 40_000_000
_SIDE_MAX = 3000  # pixels; larger pictures are made smaller before they are read
_PAGES_MAX = 12  # pictures read in one file: each takes seconds
_DRAWN = 2.0  # pixels a point when a page of a PDF is drawn to be read
_THREADS = 2
_SAME_ROW = 0.5  # of the lower line's height that must overlap
_COLUMN_GAP = 1.6  # line heights between two lines of a row before they count as cells
_NUMBERS_MAX = 200
_MARGIN = 0.5  # of the line's height around a number's crop
_NUMBER = re.compile(
    r"(?:[¥￥$€£]\s?)?\d[\d,，.．oOlI]*(?:\s?(?:%|％|‰|万元|元|个月|期|天|年\d{1,2}月\d{1,2}日|[年月日]))?"
    r"|[百千万]分之[〇零一二三四五六七八九十点\d.]{1,8}"
    r"|[壹贰叁肆伍陆柒捌玖拾佰仟万亿零]{2,}[元圆]?(?:[壹贰叁肆伍陆柒捌玖零]角)?(?:[壹贰叁肆伍陆柒捌玖零]分)?整?"
)
_WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    score: float
    box: Box


@dataclass(slots=True)
class _Text:
    characters: list[str] = field(default_factory=list[str])
    boxes: list[Box | None] = field(default_factory=list["Box | None"])
    recognised: list[Recognised] = field(default_factory=list[Recognised])

    def add(self, words: str, boxes: Sequence[Box | None]) -> None:
        """Append words, each letter with its box."""
        self.characters.extend(words)
        self.boxes.extend(boxes)


def extract(data: bytes) -> Extract:
    """Return the words recognised in a photograph or a screenshot; a pixel counts as a point.

    Raises:
        UnreadableFile: it is no picture, is far too large, or no words were recognised in it.
    """
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = _PIXELS_MAX
    try:
        picture: Any = ImageOps.exif_transpose(Image.open(io.BytesIO(data), formats=_FORMATS))
        picture = picture.convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UnreadableFile(Why.TOO_MUCH_MEMORY) from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise UnreadableFile(Why.DAMAGED_IMAGE) from None
    if picture.width * picture.height > _PIXELS_MAX:
        raise UnreadableFile(Why.TOO_MUCH_MEMORY)
    picture.thumbnail((_SIDE_MAX, _SIDE_MAX))
    text = _Text()
    _read(picture, _engine(), text, 1.0)
    if not text.characters:
        raise UnreadableFile(Why.NOTHING_RECOGNISED)
    page = Page(1, 0, len(text.characters), float(picture.width), float(picture.height))
    return Extract(
        "".join(text.characters),
        (page,),
        tuple(text.boxes),
        recognised=tuple(text.recognised),
    )


_FORMATS = ("PNG", "JPEG", "WEBP")


def extract_scanned(data: bytes) -> Extract:
    """Return the text of a PDF with the words recognised on its pages that are only pictures.

    Raises:
        UnreadableFile: as for any PDF, or there are more pictures than can be read in time.
    """
    plain = pdf_extract(data)
    missing = {mark.text for mark in plain.marks if _is_bare(mark)}
    if len(missing) > _PAGES_MAX:
        raise UnreadableFile(Why.TOO_SLOW)
    document, engine, text = opened(data), _engine(), _Text()
    pages: list[Page] = []
    for page in plain.pages:
        start = len(text.characters)
        if f"page {page.number}" in missing:
            drawn: Any = document[page.number - 1]
            _read(drawn.render(scale=_DRAWN).to_pil().convert("RGB"), engine, text, _DRAWN)
        else:
            text.add(plain.text[page.start : page.end], plain.boxes[page.start : page.end])
        if (
            page.number < len(plain.pages)
            and text.characters[start:]
            and text.characters[-1] != "\n"
        ):
            text.add("\n", [None])
        pages.append(Page(page.number, start, len(text.characters), page.width, page.height))
    if not "".join(text.characters).strip():
        raise UnreadableFile(Why.NOTHING_RECOGNISED)
    return Extract(
        "".join(text.characters),
        tuple(pages),
        tuple(text.boxes),
        tuple(_moved(mark, plain.pages, pages) for mark in plain.marks if not _is_bare(mark)),
        recognised=tuple(text.recognised),
    )


def _is_bare(mark: Mark) -> bool:
    return mark.kind is MarkKind.NO_TEXT


def _moved(mark: Mark, before: Sequence[Page], after: Sequence[Page]) -> Mark:
    """Return a mark at its place in the text that has the recognised words in it too."""
    index = next(i for i, page in enumerate(before) if page.start <= mark.start <= page.end)
    shift = after[index].start - before[index].start
    return Mark(mark.kind, mark.start + shift, mark.end + shift, mark.text)


def _engine() -> Callable[..., Any]:
    """Load the recognition and its models; they lie in its own package."""
    package: Any = importlib.import_module("rapidocr_onnxruntime")
    return package.RapidOCR(intra_op_num_threads=_THREADS, inter_op_num_threads=1)


def _read(picture: Any, engine: Callable[..., Any], text: _Text, scale: float) -> None:
    """Recognise the words of a picture and append them, row by row."""
    import numpy

    found, _ = engine(numpy.asarray(picture)[:, :, ::-1])
    lines = [_line(corners, words, score, scale) for corners, words, score in found or ()]
    for row in _rows([line for line in lines if line.text.strip()]):
        last: _Line | None = None
        for line in row:
            if last is not None:
                height = min(last.box[3] - last.box[1], line.box[3] - line.box[1])
                text.add("\t" if line.box[0] - last.box[2] > _COLUMN_GAP * height else " ", [None])
            start = len(text.characters)
            boxes = _letter_boxes(line)
            text.add(line.text, boxes)
            _numbers(picture, line, start, text, scale)
            last = line
        text.add("\n", [None])


def _line(corners: Any, words: str, score: Any, scale: float) -> _Line:
    across = [float(corner[0]) / scale for corner in corners]
    down = [float(corner[1]) / scale for corner in corners]
    box = (min(across), min(down), max(across), max(down))
    left, top, right, bottom = (round(side, 1) for side in box)
    return _Line(words, round(float(score), 3), (left, top, right, bottom))


def _rows(lines: list[_Line]) -> list[list[_Line]]:
    """Put lines that stand beside each other into one row, from the left."""
    rows: list[list[_Line]] = []
    for line in sorted(lines, key=lambda one: (one.box[1] + one.box[3]) / 2):
        if rows and _beside(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: one.box[0]) for row in rows]


def _beside(one: _Line, other: _Line) -> bool:
    overlap = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    lower = min(one.box[3] - one.box[1], other.box[3] - other.box[1])
    apart = one.box[2] <= other.box[0] + lower or other.box[2] <= one.box[0] + lower
    return overlap > _SAME_ROW * lower and apart


def _letter_boxes(line: _Line) -> list[Box | None]:
    """Share the width of a line among its letters; Chinese ones are twice as wide."""
    left, top, right, bottom = line.box
    widths = [2 if _WIDE.match(letter) else 1 for letter in line.text]
    unit = (right - left) / max(sum(widths), 1)
    boxes: list[Box | None] = []
    at = left
    for width in widths:
        boxes.append((round(at, 1), top, round(at + width * unit, 1), bottom))
        at += width * unit
    return boxes


def _numbers(picture: Any, line: _Line, start: int, text: _Text, scale: float) -> None:
    """Note each number of a line with the crop of the picture that shows it."""
    for found in _NUMBER.finditer(line.text):
        if len(text.recognised) >= _NUMBERS_MAX:
            return
        first, last = text.boxes[start + found.start()], text.boxes[start + found.end() - 1]
        if first is None or last is None:
            continue
        box = (first[0], first[1], last[2], last[3])
        margin = (box[3] - box[1]) * _MARGIN
        cut = (box[0] - margin, box[1] - margin / 2, box[2] + margin, box[3] + margin / 2)
        size = (picture.width, picture.height, picture.width, picture.height)
        sides = tuple(
            int(min(max(side * scale, 0), most)) for side, most in zip(cut, size, strict=True)
        )
        out = io.BytesIO()
        picture.crop(sides).save(out, format="PNG")
        place = (start + found.start(), start + found.end())
        text.recognised.append(Recognised(*place, line.score, box, out.getvalue()))
