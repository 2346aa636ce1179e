"""Why a file cannot be read: one clear line a reason, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.errors import InvalidInput
from core.text import Text


class Why(StrEnum):
    """The reasons for which a file is turned away."""

    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    OTHER_ARCHIVE = "other_archive"
    OLD_OFFICE = "old_office"
    LOCKED_PDF = "locked_pdf"
    LOCKED_OFFICE = "locked_office"
    DAMAGED_PDF = "damaged_pdf"
    DAMAGED_DOCX = "damaged_docx"
    DAMAGED_HTML = "damaged_html"
    DAMAGED_IMAGE = "damaged_image"
    UNPACKS = "unpacks"
    NESTED = "nested"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MUCH_TEXT = "too_much_text"
    TOO_MUCH_MEMORY = "too_much_memory"
    TOO_SLOW = "too_slow"
    UNSAFE = "unsafe"
    NO_PAGES = "no_pages"
    EMPTY = "empty"
    NOT_TEXT = "not_text"
    ENCODING = "encoding"
    ONLY_PICTURES = "only_pictures"
    NOTHING_RECOGNISED = "nothing_recognised"


@dataclass(frozen=True, slots=True)
class Line:
    """What was expected and what was found, in both languages."""

    expected: Text
    found: Text


_KINDS = Text("PDF、DOCX、网页、Markdown 或文本文件", "a PDF, DOCX, HTML, Markdown or text file")
_CONTRACT = Text("一份合同", "a contract")
_PDF = Text("可以打开的 PDF", "a PDF that opens")
_DOCX = Text("DOCX 文件", "a DOCX file")
_WORDS = Text("有文字的文件", "a document with words")
LINES: dict[Why, Line] = {
    Why.TOO_LARGE: Line(
        Text("不超过 30 MB 的文件", "at most 30 MB"), Text("更大的文件", "a larger file")
    ),
    Why.WRONG_TYPE: Line(_KINDS, Text("其他类型的文件", "a file of another kind")),
    Why.OTHER_ARCHIVE: Line(_KINDS, Text("另一种压缩文件", "an archive of another kind")),
    Why.OLD_OFFICE: Line(
        _KINDS,
        Text(
            "旧版 Office 文件，请另存为 DOCX 或 PDF",
            "an old binary Office file; save it as DOCX or PDF",
        ),
    ),
    Why.LOCKED_PDF: Line(
        Text("不需要密码的 PDF", "a PDF that opens without a password"),
        Text(
            "加密的 PDF，请先用密码打开并另存一份", "a locked one; open it and save a copy without"
        ),
    ),
    Why.LOCKED_OFFICE: Line(
        Text("不需要密码的 DOCX", "a DOCX that opens without a password"),
        Text(
            "加密的文件，请先用密码打开并另存一份", "a locked one; open it and save a copy without"
        ),
    ),
    Why.DAMAGED_PDF: Line(_PDF, Text("损坏的文件", "a damaged one")),
    Why.DAMAGED_DOCX: Line(_DOCX, Text("损坏的文件", "a damaged one")),
    Why.DAMAGED_HTML: Line(
        Text("网页文件", "an HTML page"),
        Text("读不出内容的文件", "nothing that can be read as one"),
    ),
    Why.DAMAGED_IMAGE: Line(
        Text("PNG 或 JPEG 图片", "a PNG or JPEG picture"), Text("损坏的文件", "a damaged one")
    ),
    Why.UNPACKS: Line(
        _DOCX,
        Text("解压后远大于合同的文件", "one that unpacks to far more than a contract holds"),
    ),
    Why.NESTED: Line(_CONTRACT, Text("层层嵌套没有尽头的文件", "elements nested without end")),
    Why.TOO_MANY_PAGES: Line(
        Text("不超过 400 页", "at most 400 pages"), Text("更多页", "more pages")
    ),
    Why.TOO_MUCH_TEXT: Line(
        Text("不超过 40 万字", "at most 400000 characters"),
        Text("更多文字", "a file with far more"),
    ),
    Why.TOO_MUCH_MEMORY: Line(
        _CONTRACT, Text("占用内存过多的文件", "a file that needs more memory than one may")
    ),
    Why.TOO_SLOW: Line(
        _CONTRACT,
        Text("太复杂，无法在限定时间内读完的文件", "a file that takes too long to read"),
    ),
    Why.UNSAFE: Line(
        _KINDS,
        Text("无法在安全限制内读取的文件", "one that could not be read within safe limits"),
    ),
    Why.NO_PAGES: Line(
        Text("有页面的 PDF", "a PDF with pages"), Text("没有页面的文件", "one without")
    ),
    Why.EMPTY: Line(_WORDS, Text("没有文字的文件", "an empty one")),
    Why.NOT_TEXT: Line(Text("文本", "text"), Text("不是文本的内容", "bytes that are not text")),
    Why.ENCODING: Line(
        Text("UTF-8 或 GB 18030 编码的文本", "text in UTF-8 or GB 18030"),
        Text("其他编码", "another encoding"),
    ),
    Why.ONLY_PICTURES: Line(
        _WORDS,
        Text(
            "只有图片；这里没有安装文字识别，请改填五个数字：本金、到手金额、每期还款、期数"
            "、首期还款日",
            "only pictures, and no text recognition is installed here; give the five numbers "
            "instead: principal, amount received, instalment, number of instalments, first day",
        ),
    ),
    Why.NOTHING_RECOGNISED: Line(
        _WORDS,
        Text(
            "认不出文字的图片；请换一张清晰的，或者改填五个数字",
            "a picture in which no words were recognised; take a clearer one, or give the five "
            "numbers instead",
        ),
    ),
}


class UnreadableFile(InvalidInput):
    """A file that cannot be read; says why in both languages.

    Args:
        why: the reason.
        where: name of the file; empty when there is only one.
    """

    def __init__(self, why: Why, where: str = "") -> None:
        self.why = why
        line = LINES[why]
        super().__init__(line.expected.en, line.found.en, where)

    @property
    def words(self) -> Text:
        """The whole line: what was expected and what was found."""
        line = LINES[self.why]
        return Text(
            f"需要{line.expected.zh}，收到的是{line.found.zh}。",
            f"Expected {line.expected.en}; found {line.found.en}.",
        )


def words_of(refusal: InvalidInput) -> Text | None:
    """Return the line of a refusal in both languages, also where it was raised anew with a place.

    None where the refusal is not about reading a file.
    """
    if isinstance(refusal, UnreadableFile):
        return refusal.words
    for why, line in LINES.items():
        if (line.expected.en, line.found.en) == (refusal.expected, refusal.found):
            return UnreadableFile(why).words
    return None
