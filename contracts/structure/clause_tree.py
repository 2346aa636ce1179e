"""The tree of clauses, from how they are numbered."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from contracts.quantities.numerals import han_number
from contracts.structure.model import Mark, Node, Tree
from core.patterns import words_of
from documents.matching import Searchable

_HAN = "[一二三四五六七八九十百零〇]"
_UNIT = (
    r"(?!\s*(?:[%‰倍万元年月日天期折]|个[月工]|days?\b|weeks?\b|months?\b|years?\b"
    r"|percent\b|per\b))"
)
_ROMAN = {
    r: n
    for n, r in enumerate(
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], start=1
    )
}
_MARKS: tuple[tuple[Mark, str], ...] = (
    (
        Mark.ANNEX,
        rf"(?:附件|附表|附录)(?P<annex>{_HAN}{{1,3}}|\d{{1,2}})(?=[:.、\s]|[^,。;\n]{{0,24}}$)",
    ),
    (
        Mark.ANNEX,
        (
            r"(?:Annex|ANNEX|Schedule|SCHEDULE|Appendix|APPENDIX|Exhibit"
            r"|EXHIBIT) (?P<annex_en>\d{1,2}|[A-Z])\b(?=[:.\s]*(?:[-–—A-Z]|$))"
        ),
    ),
    (
        Mark.PART,
        rf"第(?P<part>{_HAN}{{1,3}}|\d{{1,2}})部分|(?:Part|PART) (?P<part_en>\d{{1,2}}|[A-Z])\b",
    ),
    (Mark.CHAPTER, rf"第(?P<chapter>{_HAN}{{1,4}}|\d{{1,2}})章"),
    (Mark.SECTION, rf"第(?P<section>{_HAN}{{1,4}}|\d{{1,2}})节"),
    (Mark.ARTICLE, rf"第(?P<article>{_HAN}{{1,5}}|\d{{1,3}})条"),
    (
        Mark.ARTICLE,
        (
            r"(?i:section|article|clause) (?P<article_en>\d{1,3}|[IVX]{1,5})(?=[.:\s]+[-–—A-Z\"“]"
            r"|[.:]?$| \([A-Z])"
        ),
    ),
    (Mark.HAN, rf"(?P<han>{_HAN}{{1,3}}|[壹贰叁肆伍陆柒捌玖拾]{{1,3}})[、.](?!{_HAN})"),
    (Mark.HAN_PAREN, rf"\((?P<han_paren>{_HAN}{{1,3}})\)"),
    (
        Mark.DOTTED,
        (
            rf"(?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:[.、)](?!\d)"
            rf"|(?=[\s\u3400-\u9fff\"“A-Z])){_UNIT}"
        ),
    ),
    (Mark.DOTTED, r"(?P<lettered>[A-H]\.\d{1,2}(?:\.\d{1,2})?)(?!\d)"),
    (Mark.DIGIT_CLOSE, r"(?P<digit_close>\d{1,2})\)"),
    (
        Mark.ARABIC,
        rf"(?P<arabic>\d{{1,2}})[.、](?!\d){_UNIT}|(?P<arabic_bare>\d{{1,2}}) (?=[A-Z][a-z])",
    ),
    (Mark.DIGIT_PAREN, r"\((?P<digit_paren>\d{1,2})\)"),
    (Mark.ROMAN_PAREN, r"\((?P<roman>i{1,3}|iv|vi{0,3}|ix|x|xi{1,2})\)"),
    (Mark.LETTER_PAREN, r"\((?P<letter_paren>[a-zA-Z])\)"),
    (Mark.LETTER, r"(?P<letter>[A-Ha-h])[.、)](?=\s?\S)"),
)
_MARK = words_of(
    r"(?:#{1,6}\s?)?(?:" + "|".join(f"(?P<m{i}>{p})" for i, (_, p) in enumerate(_MARKS)) + ")"
)
_INLINE = words_of(
    rf"(?<=[:;。,.\s])(?:\((?:{_HAN}{{1,3}}|\d{{1,2}}|[a-z]|[ivx]{{1,4}})\))"
    rf"|(?<=[:;。])(?:\d{{1,2}}[.、)](?!\d)|{_HAN}{{1,2}}、|[A-H][.、)])"
)
_CIRCLED = {chr(0x2460 + n): n + 1 for n in range(20)}
_ABOVE_DOTTED = {Mark.ARABIC, Mark.ARTICLE, Mark.HAN, Mark.LETTER}
_GOES_ON = frozenset("第的款项之和及至或、,约规")
_CIRCLES = words_of("[①-⑳]")
_STRUCTURAL = (Mark.ANNEX, Mark.PART, Mark.CHAPTER, Mark.SECTION, Mark.ARTICLE, Mark.HAN)
_TITLE = words_of(r"[:\s]*(?P<title>[^。;:\n]{0,40})")


@dataclass(slots=True)
class _Found:
    """A label in the text, before its place in the tree is known."""

    mark: Mark
    number: tuple[int, ...]
    start: int
    end: int
    inline: bool = False


def clause_tree(file: Searchable) -> Tree:
    """Return the clauses of a text by their numbers; wrapped lines are one line already."""
    found: list[_Found] = []
    start = 0
    for line in file.text.split("\n"):
        found += _line_marks(file, start, start + len(line))
        start += len(line) + 1
    return Tree(_nested(file.text, found))


def mark_at(file: Searchable, offset: int, end: int) -> tuple[Mark, tuple[int, ...], int] | None:
    """Return kind, number and end of the label that begins at an offset; None where none does."""
    if offset < len(file.places):
        circled = _CIRCLED.get(file.document.text[file.places[offset]])
        if circled is not None:
            stop = offset + len(str(circled))
            return Mark.CIRCLED, (circled,), stop
    found = _MARK.match(file.text, offset, end)
    if found is None or not _heads(file, found):
        return None
    index = next(i for i in range(len(_MARKS)) if found.group(f"m{i}") is not None)
    written = next(text for name, text in found.groupdict().items() if text and name[0] != "m")
    try:
        return _MARKS[index][0], _number(written), found.end()
    except ValueError:
        return None  # 一二 is no number of a clause


def _heads(file: Searchable, found: re.Match[str]) -> bool:
    """Tell 第三条 款项 (a heading) from 第三条款项 and 第三条的 (words about the clause)."""
    if not found.group("article") or found.end() >= len(file.text):
        return True
    last, following = file.places[found.end() - 1], file.text[found.end()]
    return file.document.text[last + 1].isspace() or following not in _GOES_ON


def _number(written: str) -> tuple[int, ...]:
    if written[0].isascii() and written[0].isalpha() and "." in written:
        letter, _, rest = written.partition(".")
        return ord(letter) - ord("A") + 1, *(int(part) for part in rest.split("."))
    if written[0].isdigit():
        return tuple(int(part) for part in written.split("."))
    if written.lower() in _ROMAN and (written.islower() or len(written) > 1):
        return (_ROMAN[written.lower()],)
    if written.isascii():
        return (ord(written.lower()[0]) - ord("a") + 1,)
    return (han_number(written),)


def _line_marks(file: Searchable, start: int, end: int) -> list[_Found]:
    first = mark_at(file, start, end)
    out = [_Found(first[0], first[1], start, first[2])] if first else []
    expected: dict[Mark, int] = {}
    for at in _inline_starts(file, start + 1, end):
        inner = mark_at(file, at, end)
        if inner is None:
            continue
        mark, number, stop = inner
        if number[-1] == expected.get(mark, 1):
            expected[mark] = number[-1] + 1
            out.append(_Found(mark, number, at, stop, inline=True))
    return _in_runs(out, expected)


def _inline_starts(file: Searchable, start: int, end: int) -> list[int]:
    written = {match.start() for match in _INLINE.finditer(file.text, start, end)}
    if start < end:
        first, last = file.places[start], file.places[end - 1] + 1
        for found in _CIRCLES.finditer(file.document.text, first, last):
            written.add(bisect_left(file.places, found.start()))
    return sorted(written)


def _in_runs(found: list[_Found], expected: dict[Mark, int]) -> list[_Found]:
    """Keep labels inside a line only where at least two of a kind count up."""
    return [one for one in found if not one.inline or expected.get(one.mark, 0) > 2]


def _nested(text: str, found: list[_Found]) -> tuple[Node, ...]:
    nodes: list[Node] = []
    stack: list[int] = []
    for one in found:
        mark, number = _as_letter_or_roman(one, nodes, stack)
        del stack[_depth(mark, number, nodes, stack) :]
        title = _TITLE.match(text, one.end)
        nodes.append(
            Node(
                mark=mark,
                number=number,
                label=text[one.start : one.end].strip(" .、:#"),
                title=title.group("title").strip() if title else "",
                start=one.start,
                end=len(text),
                own_end=len(text),
                parent=stack[-1] if stack else -1,
                level=len(stack),
            )
        )
        stack.append(len(nodes) - 1)
    return _closed(nodes, len(text))


def _as_letter_or_roman(
    one: _Found, nodes: list[Node], stack: list[int]
) -> tuple[Mark, tuple[int, ...]]:
    """(i) follows (h) as a letter and stands below (a) as a Roman one."""
    if one.mark is Mark.ROMAN_PAREN:
        for index in stack:
            node = nodes[index]
            letter = {1: 9, 5: 22, 10: 24}.get(one.number[0], 0)
            if node.mark is Mark.LETTER_PAREN and letter and node.number[0] == letter - 1:
                return Mark.LETTER_PAREN, (letter,)
    return one.mark, one.number


def _depth(mark: Mark, number: tuple[int, ...], nodes: list[Node], stack: list[int]) -> int:
    """Return how much of the stack stays above a new clause."""
    kinds = [nodes[index].mark for index in stack]
    if mark is Mark.DOTTED:
        for depth in range(len(stack) - 1, -1, -1):
            node = nodes[stack[depth]]
            if node.mark is mark and node.number == number[: len(node.number)] != number:
                return depth + 1
            if node.mark in _ABOVE_DOTTED and node.number[0] == number[0]:
                return depth + 1
            if node.mark is mark and len(node.number) == len(number):
                return depth
    if mark in kinds:
        return kinds.index(mark)
    if mark in _STRUCTURAL:
        rank = _STRUCTURAL.index(mark)
        above = [k for k in kinds if k in _STRUCTURAL and _STRUCTURAL.index(k) < rank]
        return len(above)
    return len(stack)


def _closed(nodes: list[Node], length: int) -> tuple[Node, ...]:
    """Give each clause its end: where the next one that is not below it begins."""
    ends = [length] * len(nodes)
    waiting: list[int] = []
    for index, node in enumerate(nodes):
        while waiting and nodes[waiting[-1]].level >= node.level:
            ends[waiting.pop()] = node.start
        waiting.append(index)
    starts = [*(node.start for node in nodes[1:]), length][: len(nodes)]
    return tuple(
        replace(node, end=end, own_end=min(end, after))
        for node, end, after in zip(nodes, ends, starts, strict=True)
    )
