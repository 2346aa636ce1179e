"""The labels Word draws before paragraphs and keeps nowhere in the text: 第一条, 1.1, (a)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from documents.formats.xml import Element

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = f"{_WORD}val"
_PLACE = re.compile(r"%(\d)")
_DIGITS = "〇一二三四五六七八九"
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    in_figures: bool = False  # all counts in figures, whatever their own form


@dataclass(slots=True)
class Numbering:
    """Counts paragraphs as Word does, list by list and level by level."""

    lists: dict[str, dict[int, _Level]] = field(default_factory=dict[str, dict[int, _Level]])
    styles: dict[str, tuple[str, int]] = field(default_factory=dict[str, tuple[str, int]])
    counts: dict[str, list[int]] = field(default_factory=dict[str, list[int]])

    def label(self, paragraph: Element) -> str:
        """Return what stands before a paragraph: "第一条 "; "" where it is not numbered."""
        number, level = self._numbered(paragraph)
        levels = self.lists.get(number)
        if levels is None or level not in levels or levels[level].form in {"bullet", "none"}:
            return ""
        counts = self.counts.setdefault(number, [0] * _LEVELS)
        for above in range(level):
            counts[above] = counts[above] or levels.get(above, _Level()).start
        own = levels[level]
        counts[level] = counts[level] + 1 if counts[level] else own.start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)

        def shown(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            form = "decimal" if own.in_figures else levels.get(at, _Level()).form
            return written(counts[at], form) if 0 <= at < _LEVELS else ""

        text = _PLACE.sub(shown, own.text)
        return f"{text} " if text else ""

    def _numbered(self, paragraph: Element) -> tuple[str, int]:
        properties = paragraph.find(f"{_WORD}pPr/{_WORD}numPr")
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        inherited = self.styles.get(_attribute(style), ("", 0))
        if properties is None:
            return inherited
        number = _attribute(properties.find(f"{_WORD}numId")) or inherited[0]
        level = _attribute(properties.find(f"{_WORD}ilvl")) or str(inherited[1])
        return number, int(level) if level.isdigit() and int(level) < _LEVELS else 0


def numbering(definitions: Element | None, styles: Element | None) -> Numbering:
    """Read what word/numbering.xml and word/styles.xml say about numbered paragraphs.

    Args:
        definitions: root of word/numbering.xml; None where there is none.
        styles: root of word/styles.xml; None where there is none.
    """
    found = Numbering()
    if definitions is None:
        return found
    abstract: dict[str, dict[int, _Level]] = {}
    for entry in definitions.iter(f"{_WORD}abstractNum"):
        identity = str(entry.attrib.get(f"{_WORD}abstractNumId", ""))
        abstract[identity] = dict(_level(level) for level in entry.iter(f"{_WORD}lvl"))
    for entry in definitions.iter(f"{_WORD}num"):
        target = _attribute(entry.find(f"{_WORD}abstractNumId"))
        if target in abstract:
            found.lists[str(entry.attrib.get(f"{_WORD}numId", ""))] = abstract[target]
    for style in styles.iter(f"{_WORD}style") if styles is not None else ():
        number = _attribute(style.find(f"{_WORD}pPr/{_WORD}numPr/{_WORD}numId"))
        level = _attribute(style.find(f"{_WORD}pPr/{_WORD}numPr/{_WORD}ilvl")) or "0"
        if number and level.isdigit() and int(level) < _LEVELS:
            found.styles[str(style.attrib.get(f"{_WORD}styleId", ""))] = (number, int(level))
    return found


def _attribute(element: Element | None) -> str:
    return str(element.attrib.get(_VALUE, "")) if element is not None else ""


def _level(element: Element) -> tuple[int, _Level]:
    start = _attribute(element.find(f"{_WORD}start"))
    level = str(element.attrib.get(f"{_WORD}ilvl", "0"))
    return int(level) if level.isdigit() else 0, _Level(
        start=int(start) if start.isdigit() else 1,
        form=_attribute(element.find(f"{_WORD}numFmt")) or "decimal",
        text=_attribute(element.find(f"{_WORD}lvlText")),
        in_figures=element.find(f"{_WORD}isLgl") is not None,
    )


def written(number: int, form: str) -> str:
    """Write a count in one of Word's forms; forms not known here are written in figures."""
    if form in {"lowerLetter", "upperLetter"} and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 1 <= number <= 399:
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form in _HAN_FORMS and 0 < number < 1000:
        return _han(number, *_HAN_FORMS[form])
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    return f"{number:02d}" if form == "decimalZero" else str(number)


_HAN_FORMS = {
    "chineseCounting": (_DIGITS, "十百"),
    "chineseCountingThousand": (_DIGITS, "十百"),
    "japaneseCounting": (_DIGITS, "十百"),
    "taiwaneseCountingThousand": (_DIGITS, "十百"),
    "ideographDigital": (_DIGITS, "十百"),
    "chineseLegalSimplified": (_CAPITALS, "拾佰"),
}


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def _han(number: int, digits: str, units: str) -> str:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    out = digits[hundreds] + units[1] if hundreds else ""
    if tens:
        out += ("" if tens == 1 and not hundreds else digits[tens]) + units[0]
    elif hundreds and ones:
        out += "零"
    return out + (digits[ones] if ones else "")
