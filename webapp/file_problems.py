"""What a reader of files refuses, as one clear line in both languages."""

from __future__ import annotations

from typing import Final

from core.text import Text, filled

_CAN: Final = Text(
    "可以交 PDF、Word（.docx）、网页或文本文件。",
    "PDF, Word (.docx), web pages and text can be read.",
)
_ROWS: Final[dict[str, Text]] = {
    "an empty one": Text(
        "里面没有文字。如果是照片或扫描件，请改填五个数字，或交带文字的文件。",
        "It has no words. If it is a photo or a scan, use the five numbers, or a file with words.",
    ),
    "an archive of another kind": Text(
        "这是压缩包或其他格式的文件。请先解压，再交里面的合同。",
        "It is an archive or another format. Unpack it, and hand in the contract inside.",
    ),
    "an old binary Office file; save it as DOCX or PDF": Text(
        "这是旧版 Word 文件。请另存为 DOCX 或 PDF 再交。",
        "It is an old Word file. Save it as DOCX or PDF, and hand that in.",
    ),
    "a file of another kind": Text(
        "这不是能读的文件类型。" + _CAN.zh, "It is not a kind that can be read. " + _CAN.en
    ),
    "one that does not": Text(
        "这份 PDF 打不开：可能要密码，也可能损坏了。请去掉密码或重新下载，再交上来。",
        "This PDF does not open: it may need a password, or be damaged. Remove the password or"
        " download it again.",
    ),
    "one without": Text("这份 PDF 里一页也没有。", "This PDF has no page."),
    "a broken archive": Text(
        "文件损坏了。请重新下载或另存一份再交。",
        "The file is damaged. Download or save it again, and hand that in.",
    ),
    "one whose text cannot be read": Text(
        "文件损坏了。请重新下载或另存一份再交。",
        "The file is damaged. Download or save it again, and hand that in.",
    ),
    "one that unpacks to far more than a contract holds": Text(
        "这个文件展开后大得不像合同，没有读下去。",
        "It unpacks to far more than a contract holds, so it was not read.",
    ),
    "a PDF with far more text than one": Text(
        "文字比任何合同都多，没有读下去。",
        "It has far more text than a contract, so it was not read.",
    ),
    "a file with far more text than one": Text(
        "文字比任何合同都多，没有读下去。",
        "It has far more text than a contract, so it was not read.",
    ),
    "a file that takes too long to read": Text(
        "太复杂，没能在限定时间里读完。", "It is too involved to be read in the time it may take."
    ),
    "a file that needs more memory than one may": Text(
        "太复杂，读它要的内存超过了限度。", "Reading it needs more memory than one file may take."
    ),
    "elements nested without end": Text(
        "文件结构不正常，没有读下去。", "It is nested without end, so it was not read."
    ),
    "one that could not be read within safe limits": Text(
        "没能在安全的限度内读出来，文件可能损坏了。",
        "It could not be read within safe limits; it may be damaged.",
    ),
    "nothing that can be read as one": Text(
        "网页文件损坏了，读不出来。", "The web page is damaged and could not be read."
    ),
    "bytes that are not text": Text("这不是文本文件。", "It is not a text file."),
    "another encoding": Text(
        "文本的编码读不出来，请存成 UTF-8。", "Its text encoding is unknown; save it as UTF-8."
    ),
}
_OTHER: Final = Text("读不出来。" + _CAN.zh, "It could not be read. " + _CAN.en)
_LINE: Final = Text("“{name}”：{why}", "“{name}”: {why}")
_NAME_MAX: Final = 80


def why(found: str) -> Text:
    """Return the line for what `documents` found instead of a contract."""
    return _ROWS.get(found, _OTHER)


def named(name: str, found: str) -> Text:
    """Return the line with the file's name before it."""
    return filled(_LINE, name=name[:_NAME_MAX], why=why(found))
