"""Places nobody filled, and what is drawn around those that were."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contracts.quantities.numerals import HAN
from contracts.structure.model import Blank, BlankKind, Span
from core.patterns import words_of
from documents.matching import Searchable

_FILLED = rf"(?:[\d,.]+|{HAN}{{1,24}})\s*(?:元整?|圆整?|%|‰|[年月日天期]|个月|/)?"
_DRAWN = words_of(
    rf"(?P<left>【\s*|\[\s*)(?P<in>(?:人民币|[¥$€£])?{_FILLED})(?P<right>\s*】|\s*\])"
    rf"|(?P<under>_+\s*)(?P<on>(?:人民币|[¥$€£])?(?:{_FILLED}"
    rf"|[\u4e00-\u9fff]{{2,20}}))(?P<line>\s*_+)"
)
_BLANKS: tuple[tuple[BlankKind, re.Pattern[str]], ...] = (
    (
        BlankKind.CHOICE,
        words_of(
            r"第[\s_/]*(?:【\s*】|\[\s*\]|\(\s*\)|_+|/)?[\s_/]*(?:种|项)(?=方式|方法|约定"
            r"|[,。;:\n]|$)"
        ),
    ),
    (
        BlankKind.TEMPLATE,
        words_of(
            r"\$\{[^}\n]{1,40}\}|\{\{[^}\n]{1,40}\}\}|\{%[^%\n]{1,40}%\}|«[^»\n]{1,40}»"
            r"|<<[^>\n]{1,40}>>"
            r"|\[(?!(?:seal|sic|stamp)\])(?:[A-Z]{3,12}|(?:insert |enter |amount|rate|date"
            r"|name|number|lender|borrower|address|term|fee|apr)[A-Za-z _-]{0,30})\]"
            r"|\{[a-z]+(?:_[a-z]+)+\}|\[[a-z]+(?:_[a-z]+)+\]",
            re.IGNORECASE,
        ),
    ),
    (
        BlankKind.MASKED,
        words_of(
            r"(?<![A-Za-z\d*])[Xx×]{2,}(?!-?[A-Za-z\d*])|(?<![\dA-Za-z])●{1,4}(?=[%元年月日天期])"
            r"|\bTB[DC]\b"
        ),
    ),
    (
        BlankKind.EMPTY,
        words_of(
            r"【[\s/_]*】|\[[\s_]*\]|(?<![^\s:])\(\s*\)(?=[%元年月日天期])|_{2,}|此栏(?:空白"
            r"|未填)|\(空白\)"
            r"|(?:\.{6,}|…{2,})(?=[%元年月日天期])"
        ),
    ),
)
_SIGNED = words_of(
    r"(?:签字|签名|签章|盖章|签署|公章|签订日期|日期|年|月|日|signature|signed|\bby|date"
    r"|seal|witness"
    r"|print(?:ed)? name)[\s:()（）A-Za-z签章字盖公]*$",
    re.IGNORECASE,
)
_LABEL = 24


def drawn_around(text: str) -> tuple[Span, ...]:
    """Return the brackets and lines around filled places: 【12】% and __12__% say 12 %."""
    out: list[Span] = []
    for found in _DRAWN.finditer(text):
        for name in ("left", "right", "under", "line"):
            if found.group(name) is not None:
                out.append(found.span(name))
    return tuple(out)


def blanks_in(file: Searchable) -> tuple[Blank, ...]:
    """Return every place left open in the text in force, in order."""
    return tuple(sorted(_blanks(file.text), key=lambda blank: blank.start))


def _blanks(text: str) -> Iterator[Blank]:
    taken: list[Span] = []
    for kind, pattern in _BLANKS:
        for found in pattern.finditer(text):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            taken.append(found.span())
            line = text.rfind("\n", 0, found.start()) + 1
            label = text[max(line, found.start() - _LABEL) : found.start()]
            signed = kind is BlankKind.EMPTY and _SIGNED.search(label)
            shown = BlankKind.SIGNATURE if signed else kind
            yield Blank(shown, found.start(), found.end(), label.strip(" :"))
