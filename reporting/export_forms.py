"""A copy of somebody's data as files: JSON, CSV in a ZIP, a page that is printed as PDF."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from html import escape
from typing import Any, Final, cast

from core.text import Text
from reporting.export_words import FIELDS, VALUES

# A cell that begins so is a formula to most spreadsheets.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_DAY: Final = (1980, 1, 1, 0, 0, 0)  # of every file in the archive: the same data, the same bytes
_BULKY: Final = frozenset({"content_base64", "receipt"})
_STYLE: Final = (
    "@page{size:A4;margin:18mm}"
    "body{font:10.5pt/1.55 'Noto Sans SC','Noto Sans CJK SC',sans-serif;color:#16202a}"
    "h1{font-size:17pt;margin:0 0 2mm}h2{font-size:13pt;margin:9mm 0 2mm}"
    "dl{margin:0 0 4mm;padding:2mm 0;border-top:.2mm solid #d9dee3}"
    "dt{color:#52606d;font-size:9pt}dd{margin:0 0 1mm;overflow-wrap:anywhere}"
    ".quiet{color:#52606d}"
)

Json = dict[str, Any]


def as_json(document: str) -> bytes:
    """Return the document as it was kept, to the byte."""
    return document.encode()


def as_csv(document: str) -> bytes:
    """Return a ZIP with one CSV file a section; what is nested stands as JSON in its cell."""
    content = cast("Json", json.loads(document))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for section in content["sections"]:
            entry = zipfile.ZipInfo(f"{section['code']}.csv", _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # With the mark that lets spreadsheets read Chinese.
            archive.writestr(entry, ("\ufeff" + _table(section["rows"])).encode())
    return out.getvalue()


def as_page(document: str) -> str:
    """Return the document as a page to be printed, in the language of the one who asked."""
    content = cast("Json", json.loads(document))
    language = str(content["language"])
    parts = [
        "<!doctype html>",
        f'<html lang="{language}"><meta charset="utf-8">',
        f"<title>{_said(content['title'], language)}</title><style>{_STYLE}</style>",
        f"<h1>{_said(content['title'], language)}</h1>",
        f'<p class="quiet">{_said(content["lender"], language)} · {escape(content["made_at"])}</p>',
    ]
    for section in content["sections"]:
        parts.append(f"<h2>{_said(section['title'], language)}</h2>")
        if not section["rows"]:
            parts.append(f'<p class="quiet">{_pick(_NOTHING, language)}</p>')
        parts += [_row(row, language) for row in section["rows"]]
    return "\n".join(parts) + "</html>"


def _table(rows: list[Json]) -> str:
    out = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _row(row: Json, language: str) -> str:
    lines = [
        f"<dt>{escape(_pick(FIELDS.get(name, Text(name, name)), language))}</dt>"
        f"<dd>{_shown(name, value, language)}</dd>"
        for name, value in row.items()
        if value not in (None, "", [], {})
    ]
    return f"<dl>{''.join(lines)}</dl>"


def _shown(name: str, value: object, language: str) -> str:
    if name in _BULKY:
        return escape(_pick(_IN_FILE, language))
    if isinstance(value, dict):
        fields = cast("Json", value)
        if set(fields) == {"zh", "en"}:
            return _said(fields, language).replace("\n", "<br>")
        return _row(fields, language)
    if isinstance(value, list):
        return "".join(
            f"<div>{_shown(name, one, language)}</div>" for one in cast("list[object]", value)
        )
    words = VALUES.get(str(value))
    return escape(_pick(words, language) if words is not None else str(value))


def _said(words: Json, language: str) -> str:
    return escape(str(words[language]))


def _pick(words: Text, language: str) -> str:
    return words.zh if language == "zh" else words.en


_NOTHING: Final = Text("没有记录", "Nothing is held")
_IN_FILE: Final = Text("全文在 JSON 文件里", "whole in the JSON file")
