"""Ticked and empty boxes: which of the words beside them hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contracts.structure.model import Alternative, Choice, Option, Span
from core.patterns import words_of
from documents.matching import Searchable

_CHECKED = r"☑|☒|✓|✔|√|▣|[\[(【]\s*[xX√✓✔]\s*[\])】]"
_UNCHECKED = r"☐|□|▢|[\[(【]\s*[\])】]"
_BOX = words_of(rf"(?P<on>{_CHECKED})|(?P<off>{_UNCHECKED})")
_SURE = frozenset("☑☒✓✔√▣☐□▢")


def is_ticked_anywhere(text: str) -> bool:
    """Say whether somebody ticked a box anywhere, so that empty ones were left on purpose."""
    return any(found.lastgroup == "on" for found in _BOX.finditer(text))


def option_of(
    file: Searchable,
    state: Choice,
    span: Span,
    items: list[tuple[str, int, int, bool | None]],
) -> Option:
    """Return a choice with its places in the document.

    Args:
        file: the text it stands in.
        state: made, open or unclear.
        span: of the words that choose, in that text.
        items: label, start, end in that text, and whether it was chosen.
    """
    document = file.document
    start, end = file.original(*span)
    alternatives: list[Alternative] = []
    for label, first, last, chosen in items:
        begin, stop = file.original(first, last)
        alternatives.append(Alternative(label, begin, stop, document.quote(begin, stop), chosen))
    chosen = tuple(one.label for one in alternatives if one.chosen)
    return Option(state, start, end, document.quote(start, end), chosen, tuple(alternatives))


def box_groups(text: str) -> Iterator[list[re.Match[str]]]:
    """Yield boxes that stand together: in one line, or each at the head of the next line."""
    group: list[re.Match[str]] = []
    for found in _BOX.finditer(text):
        if group and not _together(text, group[-1], found):
            yield from _sure(group)
            group = []
        group.append(found)
    yield from _sure(group)


def _together(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    between = text[one.end() : other.start()]
    if "\n" not in between:
        return "。" not in between
    heads = [found.start() == 0 or text[found.start() - 1] == "\n" for found in (one, other)]
    return all(heads) and between.count("\n") == 1 and between.endswith("\n")


def _sure(group: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Brackets count as boxes only beside a ticked one; alone they are blanks."""
    drawn = [found for found in group if found.group()[0] in _SURE]
    bracketed = any(found.lastgroup == "on" and found.group()[0] not in _SURE for found in group)
    kept = group if bracketed else drawn
    if kept:
        yield kept


def ticked(
    file: Searchable, group: list[re.Match[str]], *, any_ticked: bool
) -> tuple[Option | None, list[Span]]:
    """Return the choice a group of boxes makes, and what of the text it puts out of force.

    Args:
        file: the text they stand in.
        group: boxes that stand together.
        any_ticked: whether any box of the text is ticked: the form was filled then, and a
            box alone without its tick was declined.
    """
    text = file.text
    on = [found for found in group if found.lastgroup == "on"]
    if len(group) == 1 and on:
        return None, [on[0].span()]  # a tick and nothing beside it: its words hold
    made = bool(on) or (len(group) == 1 and any_ticked)
    spans = (
        _after_boxes(text, group) if not _is_postfix(text, group) else _before_boxes(text, group)
    )
    items = [
        (
            text[first:last].strip(" :,;。\n")[:24],
            first,
            last,
            (found.lastgroup == "on") if made else None,
        )
        for found, (first, last) in zip(group, spans, strict=True)
    ]
    state = Choice.MADE if made else Choice.OPEN
    option = option_of(file, state, (group[0].start(), group[-1].end()), items)
    out = [found.span() for found in group] if made else []
    out += [(first, last) for _, first, last, chosen in items if chosen is False]
    return option, out


def _is_postfix(text: str, group: list[re.Match[str]]) -> bool:
    """Say whether each box stands behind its words: 是☑ 否☐."""
    last, first = group[-1].end(), group[0].start()
    behind = text[last : last + 1]
    before = text[max(0, first - 1) : first]
    return behind in {"", "\n", "。", ";", ",", ")"} and before not in {
        "",
        "\n",
        ":",
        ",",
        "。",
        ";",
        " ",
    }


def _after_boxes(text: str, group: list[re.Match[str]]) -> list[Span]:
    spans: list[Span] = []
    for index, found in enumerate(group):
        if index + 1 < len(group):
            end = group[index + 1].start()
            line = text.find("\n", found.end(), end)
            end = line if line >= 0 else end
        elif text[found.start() - 1 : found.start()] in {"", "\n"}:
            line = text.find("\n", found.end())
            end = line if line >= 0 else len(text)
        else:
            end = _end_of_words(text, found.end())
        spans.append((found.end(), end))
    return spans


def _end_of_words(text: str, start: int) -> int:
    """End the words beside the last box: with the sentence, or the bracket around the boxes."""
    open_brackets = 0
    for at in range(start, len(text)):
        if text[at] in "。;\n" or (text[at] == ")" and not open_brackets):
            return at
        open_brackets += {"(": 1, ")": -1}.get(text[at], 0)
    return len(text)


def _before_boxes(text: str, group: list[re.Match[str]]) -> list[Span]:
    spans: list[Span] = []
    floor = max(text.rfind(mark, 0, group[0].start()) for mark in (":", "\n", ",", "。", ";")) + 1
    for found in group:
        spans.append((floor, found.start()))
        floor = found.end()
    return spans
