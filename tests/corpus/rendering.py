"""Render a paper of the corpus to the bytes that somebody would hand in.

Lines whose cells are parted by a full-width bar (a schedule) become a real table.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from documents.rendering import pdf_from_html
from tests.corpus.loading import Paper

_MARK = re.compile(r"⟦(ins|del|hidden|white|tiny):(.*?)⟧", re.DOTALL)
_BAR = "｜"
_PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8"><style>
@page {{ size: A4; margin: 24mm 22mm }}
body {{ font: 12pt/1.75 "Noto Sans CJK SC", "Noto Serif CJK SC", "WenQuanYi Zen Hei", sans-serif }}
h1 {{ font-size: 17pt; text-align: center }} p {{ margin: 0 0 5pt }}
table {{ border-collapse: collapse; width: 100% }} td {{ border: .5pt solid; padding: 0 4pt }}
</style><h1>{title}</h1>{body}</html>"""


@cache
def data_of(paper: Paper) -> bytes:
    """Return the file of a paper, by the ending of its name.

    Raises:
        ServiceMissing: PDF is asked for, and Pango or a font is missing.
    """
    match Path(paper.name).suffix:
        case ".pdf":
            return pdf_from_html(_page(paper.text))
        case ".docx":
            return _docx(paper.text)
        case _:
            return paper.text.encode()


def _page(text: str) -> str:
    title, *lines = [line for line in text.splitlines() if line.strip()]
    parts: list[str] = []
    for is_table, rows in _grouped(lines):
        if is_table:
            cells = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
        else:
            parts += [f"<p>{html.escape(line)}</p>" for [line] in rows]
    language = "zh" if re.search(r"[\u4e00-\u9fff]", title) else "en"
    return _PAGE.format(language=language, title=html.escape(title), body="".join(parts))


def _grouped(lines: list[str]) -> Iterator[tuple[bool, list[list[str]]]]:
    """Yield runs of table rows, and runs of plain lines as rows of one cell."""
    for is_table, run in groupby(lines, key=lambda line: line.count(_BAR) > 1):
        yield is_table, [line.split(_BAR) if is_table else [line] for line in run]


def _docx(text: str) -> bytes:
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(12)
    for is_table, rows in _grouped(text.splitlines()):
        if is_table:
            table = document.add_table(rows=0, cols=max(map(len, rows)))
            for row in rows:
                for cell, words in zip(table.add_row().cells, row, strict=False):
                    cell.text = words
        else:
            for [line] in rows:
                _paragraph(document, line)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _paragraph(document, line: str) -> None:
    paragraph = document.add_paragraph()
    place = 0
    for mark in _MARK.finditer(line):
        paragraph.add_run(line[place : mark.start()])
        _marked(paragraph, mark[1], mark[2])
        place = mark.end()
    paragraph.add_run(line[place:])


def _marked(paragraph, kind: str, words: str) -> None:
    run = paragraph.add_run(words)
    match kind:
        case "hidden":
            run.font.hidden = True
        case "white":
            run.font.color.rgb = RGBColor(255, 255, 255)
        case "tiny":
            run.font.size = Pt(1)
        case _:
            _tracked(paragraph, run, kind)


def _tracked(paragraph, run, kind: str) -> None:
    change = OxmlElement(f"w:{kind}")
    change.set(qn("w:id"), "1")
    change.set(qn("w:author"), "A")
    change.set(qn("w:date"), "2026-01-05T09:00:00Z")
    element = run._r
    paragraph._p.remove(element)
    if kind == "del":
        for words in element.findall(qn("w:t")):
            words.tag = qn("w:delText")
    change.append(element)
    paragraph._p.append(change)
