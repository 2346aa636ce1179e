"""Choices between wordings: what was chosen, and the text without what was not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from contracts.quantities.numerals import HAN, han_number
from contracts.structure.boxes import box_groups, is_ticked_anywhere, option_of, ticked
from contracts.structure.clause_tree import mark_at
from contracts.structure.model import Choice, Mark, Option, Span
from core.patterns import words_of
from documents.matching import Searchable

_N = rf"(?:{HAN}{{1,3}}|\d{{1,2}}|[A-Ha-h](?![A-Za-z])|_{{1,}}|/)"
_WRAP = r"[【\[(_“\"\s]*"
_UNWRAP = r"[】\])_”\"\s]*"
_WHICH = rf"{_WRAP}(?P<n>{_N}(?:[、,和及与]{_N})*)?{_UNWRAP}"
_SELECTS = tuple(
    words_of(words)
    for words in (
        (
            rf"(?:下列|以下|如下|下述|上述|前述)(?:各?(?:种|项))?(?:的)?第?{_WHICH}(?:种|项"
            rf"|款|类)(?!条)(?:还款)?(?:方式|方法"
            rf"|约定|标准|方案|情形)?"
        ),
        (
            rf"(?:选择|选定|采用|采取|适用|按照?|执行|以)第{_WHICH}(?:种|项)(?:还款)?(?:方式|方法"
            rf"|约定|标准|方案)?"
        ),
        rf"(?:选择|选定|采用|适用)(?:方式|选项|方案)[:为]?{_WHICH}(?=[,。;:\n]|$)",
        (
            r"(?i:option|alternative|method)\s+\(?(?P<n>\d|[A-Ha-h])\)?(?= (?:\w+ )?(?:applies"
            r"|shall apply|is (?:selected|chosen|elected|agreed)))"
        ),
        (
            r"(?i:(?:selects?|chooses?|elects?|elected|selected|chosen|agreed|under|with|by|to"
            r"|apply)) (?i:option|alternative|method)\s+\(?(?P<n>\d|[A-Ha-h])\)?"
        ),
    )
)
_NAMED = words_of(
    rf"(?:选项|方式|方案|第)(?P<n>{HAN}{{1,2}}|\d|[A-H])(?:种|项)?(?:方式|方案)?[:、.,]"
    r"|(?i:option|alternative|method) (?P<n_en>\d|[A-H])\s*(?:[:.)]|[-–—])"
)
_REACH = 160  # characters behind the words that choose, in which the first alternative begins
_REACH_BACK = 400  # characters before them, for alternatives that come first
_ARROWS = words_of(r"[:;。\n]")


_Label = tuple[object, int, int, int]  # kind, number, start, end


@dataclass(frozen=True, slots=True)
class _Item:
    label: str
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """The choices of a text, and what of it is to be left out.

    Args:
        options: every choice.
        out: offsets of what nobody chose, and of the boxes that were ticked.
    """

    options: tuple[Option, ...]
    out: tuple[Span, ...]


def resolve_options(file: Searchable) -> Resolved:
    """Find every choice and say which wordings are in force; where none was made all stay."""
    options: list[Option] = []
    out: list[Span] = []
    for found in _selections(file.text):
        items = _items(file, found.end()) or _items_before(file, found.start())
        if len(items) > 1:
            option, dropped = _numbered(file, found, items)
            options.append(option)
            out += dropped
    any_ticked = is_ticked_anywhere(file.text)
    for group in box_groups(file.text):
        option, dropped = ticked(file, group, any_ticked=any_ticked)
        if option is not None:
            options.append(option)
            out += dropped
    return Resolved(tuple(sorted(options, key=lambda one: one.start)), tuple(out))


def _selections(text: str) -> Iterator[re.Match[str]]:
    taken = -1
    found = sorted(
        (match for pattern in _SELECTS for match in pattern.finditer(text)),
        key=lambda match: match.start(),
    )
    for match in found:
        if match.start() >= taken:
            taken = match.end()
            yield match


def _items(file: Searchable, start: int, first: _Label | None = None) -> list[_Item]:
    """Return the alternatives behind the words that choose: labels of one kind, from one on."""
    text = file.text
    first = _first_label(file, start) if first is None else first
    if first is None:
        return []
    marks = [first]
    at = first[3]
    while True:
        after = _next_label(file, at, first[0], marks[-1][1] + 1)
        if after is None:
            break
        marks.append(after)
        at = after[3]
    items: list[_Item] = []
    for index, (_, number, begin, stop) in enumerate(marks):
        last = index + 1 == len(marks)
        end = _end_of_last(file, marks, stop) if last else marks[index + 1][2]
        items.append(_Item(text[begin:stop].strip(" .、:;"), number, begin, end))
    return items


def _items_before(file: Searchable, end: int) -> list[_Item]:
    """Return named alternatives that stand before the words that choose among them."""
    named = list(_NAMED.finditer(file.text, max(0, end - _REACH_BACK), end))
    if len(named) < 2 or _value(named[0].group("n") or named[0].group("n_en")) != 1:
        return []
    at = named[0].start()
    items = _items(file, at, _label(file, at))
    return [replace(item, end=min(item.end, end)) for item in items if item.start < end]


def _first_label(file: Searchable, start: int) -> _Label | None:
    """Return the first label numbered one that begins a line or follows a colon."""
    for at in _starts(file.text, start, start + _REACH):
        label = _label(file, at)
        if label is not None and label[1] == 1:
            return label
        if label is not None and label[0] is Mark.ARTICLE:
            return None
    return None


def _next_label(file: Searchable, start: int, kind: object, number: int) -> _Label | None:
    for at in _starts(file.text, start, len(file.text)):
        label = _label(file, at)
        if label is None:
            continue
        if label[0] == kind and label[1] == number:
            return label
        if label[0] in {Mark.ARTICLE, Mark.CHAPTER, Mark.HAN, Mark.ANNEX} or label[0] == kind:
            return None
    return None


def _starts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where words begin after a line end, a colon, a semicolon or a full stop."""
    for found in _ARROWS.finditer(text, max(0, start - 1), min(end, len(text))):
        at = found.end()
        while at < len(text) and text[at] in " \n":
            at += 1
        if at < len(text):
            yield at


def _label(file: Searchable, at: int) -> _Label | None:
    named = _NAMED.match(file.text, at)
    if named is not None:
        return "named", _value(named.group("n") or named.group("n_en")), at, named.end()
    line_end = file.text.find("\n", at)
    mark = mark_at(file, at, line_end if line_end >= 0 else len(file.text))
    return (mark[0], mark[1][-1], at, mark[2]) if mark else None


def _end_of_last(file: Searchable, marks: list[_Label], start: int) -> int:
    """End the last alternative as the others end.

    Where all share one line it ends with its sentence; otherwise with its line, and with as
    many lines more as the longest of the others has, up to the next numbered clause.
    """
    text = file.text
    line = _line_end(text, start)
    if "\n" not in text[marks[0][2] : start]:
        stop = text.find("。", start, line)
        return line if stop < 0 else stop
    pairs = pairwise(marks)
    more = max((text[one[2] : other[2]].rstrip().count("\n") for one, other in pairs), default=0)
    while more and line < len(text) and _label(file, line + 1) is None:
        line, more = _line_end(text, line + 1), more - 1
    return line


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _value(written: str) -> int:
    """Return the number of an alternative; A counts as one; 0 where none is written."""
    if written.isdigit():
        return int(written)
    if written.isascii():
        return ord(written.upper()) - ord("A") + 1 if written.isalpha() else 0
    try:
        return han_number(written)
    except ValueError:
        return 0


def _numbered(
    file: Searchable, found: re.Match[str], items: list[_Item]
) -> tuple[Option, list[Span]]:
    written = found.group("n") or ""
    wanted = {_value(part) for part in re.split("[、,和及与]", written) if part.strip("_/ ")}
    known = {item.number for item in items}
    state = Choice.OPEN if not wanted else Choice.MADE if wanted <= known else Choice.UNCLEAR
    made = state is Choice.MADE
    option = option_of(
        file,
        state,
        found.span(),
        [
            (item.label, item.start, item.end, item.number in wanted if made else None)
            for item in items
        ],
    )
    dropped = [(item.start, item.end) for item in items if made and item.number not in wanted]
    return option, dropped
