"""An audit on a terminal: what it costs, the three worst things, then a table of all of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, cast

from contracts.reports.figures import Writer
from contracts.reports.flows import money_of
from contracts.reports.leaving import few_exits
from contracts.reports.model import Audited, Money
from contracts.reports.summary import headline, next_steps, ranked, stated_percent, worst
from contracts.reports.words import WORDS
from core.text import Language, Text

_WIDTH_MIN: Final = 48
_WIDTH_MAX: Final = 100
_HANGS: Final = "，。；：、！？）】》”’"  # stands behind a line rather than before the next
_SHAPES: Final = {"critical": "▲", "high": "◆", "medium": "■", "low": "●"}
_INKS: Final = {"critical": "1;31", "high": "33", "medium": "36", "low": "2", "over": "1;33"}
_DEAREST: Final = "▲ "
_READ: Final = Text("●已核对原文 ○未核对原文", "● text read   ○ text not read: unverified")
_MORE: Final = Text(
    "逐条原文、计算和依据：--html 或 --pdf；给程序用：--json",
    "Quotes, arithmetic and sources: --html or --pdf; for programs: --json",
)


@dataclass(frozen=True, slots=True)
class Screen:
    """What it is shown on.

    Args:
        width: in columns.
        colour: whether it may be coloured.
    """

    width: int = 80
    colour: bool = False

    @property
    def columns(self) -> int:
        """The columns used: no wider than a person reads."""
        return max(_WIDTH_MIN, min(self.width, _WIDTH_MAX))

    def ink(self, words: str, name: str) -> str:
        """Return words in the colour of a name, or in bold, where the screen has colours."""
        code = _INKS.get(name, name)
        return f"\x1b[{code}m{words}\x1b[0m" if self.colour and words else words


def terminal_report(audited: Audited, language: Language, screen: Screen) -> str:
    """Return the audit as lines for a terminal, none wider than it."""
    write = Writer(language, audited.currency)
    found = _harmless(audited.found)
    money = money_of(found, write)
    title = headline(found, write, money.cost if money else None)
    lines = [screen.ink(line, "1") for line in wrapped(title, screen.columns - 2)]
    lines += [*_figures(found, money, write, screen), ""]
    lines += _worst(found, write, screen)
    lines += _all(found, write, screen)
    lines += _early(found, write, screen)
    lines += _late(found, write, screen)
    lines += _next(found, write, screen)
    lines += [screen.ink(line, "2") for line in wrapped(write.say(_MORE), screen.columns - 2)]
    return "".join(f"{line}\n" for line in lines)


def wrapped(words: str, width: int) -> list[str]:
    """Break words into lines of so many columns; Han characters take two and break anywhere.

    A closing mark hangs behind a full line, two columns more.
    """
    lines: list[str] = []
    line, taken = "", 0
    for piece in _pieces(" ".join(words.split())):
        wide = columns_of(piece)
        hangs = piece in _HANGS and taken <= width
        if taken + wide > width and line and not hangs:
            lines.append(line.rstrip())
            line, taken = "", 0
            piece = piece.lstrip()
            wide = columns_of(piece)
        while wide > width:  # one word longer than a line
            cut = _fitting(piece, width)
            lines.append(piece[:cut])
            piece = piece[cut:]
            wide = columns_of(piece)
        line, taken = line + piece, taken + wide
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def columns_of(words: str) -> int:
    """Return how many columns words take on a terminal."""
    return sum(_columns(letter) for letter in words)


def _figures(
    found: Mapping[str, Any], money: Money | None, write: Writer, screen: Screen
) -> Iterator[str]:
    unknown = write.say(WORDS["not_known"])
    stated = stated_percent(found)
    real = next((rate for rate in found["rates"] if rate["apr_percent"] is not None), None)
    over = any(one["id"] == "A02" for one in found["findings"])
    computed = unknown
    if real is not None:
        ends = real.get("interval") or (real["apr_percent"],)
        computed = f"{' – '.join(map(write.percent, ends))}  {write.say(real['standard'])}"
    rows = (
        ("received", write.money(money.received) if money else unknown, ""),
        ("paid", write.money(money.paid) if money else unknown, ""),
        ("cost", write.money(money.cost) if money else unknown, ""),
        (
            "stated_rate",
            write.say(WORDS["not_stated"]) if stated is None else write.percent(stated),
            "",
        ),
        ("real_rate", computed, "over" if over else ""),
    )
    label = max(columns_of(write.say(WORDS[name])) for name, _, _ in rows)
    for name, whole, ink in rows:
        value = whole[: _fitting(whole, screen.columns - label - 4)]
        yield f"  {_padded(write.say(WORDS[name]), label)}  {screen.ink(value, ink or '0')}"


def _worst(found: Mapping[str, Any], write: Writer, screen: Screen) -> Iterator[str]:
    things = worst(found, write)
    if not things:
        return
    name = "worst" if len(things) == 3 else "worst_few"
    yield screen.ink(write.say(WORDS[name]), "1")
    for one in things:
        grade = f"{_SHAPES[one.severity]} {write.say(WORDS[one.severity])}"
        for index, line in enumerate(wrapped(f"{grade}  {one.title}", screen.columns - 4)):
            head = line.replace(grade, screen.ink(grade, one.severity), 1) if not index else line
            yield f"  {head}"
        yield from (f"    {line}" for line in wrapped(one.explanation, screen.columns - 6))
    yield ""


def _all(found: Mapping[str, Any], write: Writer, screen: Screen) -> Iterator[str]:
    findings = ranked(found["findings"])
    if not findings:
        return
    yield screen.ink(f"{write.say(WORDS['findings'])} ({len(findings)})", "1")
    grades = [f"{_SHAPES[one['severity']]} {write.say(WORDS[one['severity']])}" for one in findings]
    wide = max(columns_of(grade) for grade in grades)
    room = screen.columns - wide - 16
    for one, grade in zip(findings, grades, strict=True):
        law = "".join("●" if basis["verified"] else "○" for basis in one["legal_basis"])
        title = write.say(one["title"])
        title = title if columns_of(title) <= room else f"{title[: _fitting(title, room - 1)]}…"
        marked = screen.ink(_padded(grade, wide), one["severity"])
        yield f"  {marked}  {one['id']:<4} {_padded(title, room)} {law[:6]}"
    for line in wrapped(write.say(_READ), screen.columns - 4):
        yield f"  {screen.ink(line, '2')}"
    yield ""


def _early(found: Mapping[str, Any], write: Writer, screen: Screen) -> Iterator[str]:
    early: Mapping[str, Any] | None = found.get("early_exit")
    if not early:
        return
    few = few_exits(early)
    yield screen.ink(write.say(WORDS["prepayment_charge"]), "1")
    heads = ("after_short", "exit_charge", "to_pay", "like_yearly_short")
    rows = [
        (
            (_DEAREST if one["after"] == early["worst_after"] else "") + str(one["after"]),
            write.money(one["charge"]),
            write.money(Decimal(one["balance"]) + Decimal(one["charge"])),
            _yearly(one, write),
        )
        for one in few
    ]
    yield from _table([tuple(write.say(WORDS[head]) for head in heads), *rows], screen)
    more = Text(
        f"▲ 最不划算；全部 {len(early['exits'])} 期：--html 或 --pdf",
        f"▲ the dearest; all {len(early['exits'])} of them: --html or --pdf",
    )
    yield from (
        f"  {screen.ink(line, '2')}" for line in wrapped(write.say(more), screen.columns - 4)
    )
    yield ""


def _late(found: Mapping[str, Any], write: Writer, screen: Screen) -> Iterator[str]:
    late: list[Mapping[str, Any]] = found.get("lateness") or []
    if not late:
        return
    yield screen.ink(write.say(WORDS["late_charge"]), "1")
    heads = ("days_late", "late_short", "late_total", "like_yearly_short")
    rows = [
        (
            str(one["days"]),
            write.money(one["instalment"]),
            write.money(one["cost"]),
            _yearly(one, write),
        )
        for one in late
    ]
    yield from _table([tuple(write.say(WORDS[head]) for head in heads), *rows], screen)
    yield ""


def _yearly(one: Mapping[str, Any], write: Writer) -> str:
    percent = one["yearly_percent"]
    return "–" if percent is None else write.percent(percent)


def _table(rows: list[tuple[str, ...]], screen: Screen) -> Iterator[str]:
    """Give rows, the first of heads, in aligned columns; narrow, a line for each value."""
    room = screen.columns - 2
    apart = 2
    wide = [max(columns_of(row[place]) for row in rows) for place in range(len(rows[0]))]
    fits = sum(wide) + apart * (len(wide) - 1) <= room
    for number, row in enumerate(rows):
        if fits:
            cells = (" " * (w - columns_of(cell)) + cell for w, cell in zip(wide, row, strict=True))
            line = (" " * apart).join(cells)
            yield f"  {screen.ink(line, '2') if not number else line}"
        elif number:  # narrow, or large amounts: one line for each value
            for head, cell in zip(rows[0], row, strict=True):
                yield from (f"  {line}" for line in wrapped(f"{head} {cell}", room))


def _next(found: Mapping[str, Any], write: Writer, screen: Screen) -> Iterator[str]:
    steps = next_steps(found, write, None)
    if not steps:
        return
    yield screen.ink(write.say(WORDS["next"]), "1")
    for number, step in enumerate(steps, 1):
        for index, line in enumerate(wrapped(step, screen.columns - 7)):
            yield f"  {number}. {line}" if not index else f"     {line}"
    yield ""


def _pieces(words: str) -> Iterator[str]:
    """Give what a line may be broken between: words with the space before them, Han characters."""
    piece = ""
    for letter in words:
        if letter == " " or _columns(letter) == 2:
            if piece:
                yield piece
            piece = ""
            if letter != " ":
                yield letter
                continue
        piece += letter
    if piece:
        yield piece


def _columns(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _fitting(words: str, width: int) -> int:
    """Return how many characters fit into so many columns; at least one."""
    taken = 0
    for index, letter in enumerate(words):
        taken += _columns(letter)
        if taken > width:
            return max(1, index)
    return len(words)


def _padded(words: str, width: int) -> str:
    return words + " " * max(0, width - columns_of(words))


def _harmless(value: Any) -> Any:
    """Return the audit without control characters: its words must not steer the terminal."""
    if isinstance(value, str):
        return "".join(" " if unicodedata.category(c) == "Cc" else c for c in value)
    if isinstance(value, Mapping):
        members = cast("Mapping[str, Any]", value)
        return {name: _harmless(member) for name, member in members.items()}
    if isinstance(value, list):
        return [_harmless(member) for member in cast("list[Any]", value)]
    return value
