"""One idea: words that stand together in a sentence, whatever stands between them.

In a row `~` is a short stretch within a sentence and `~~` a longer one. What the words around
the key deny is not the idea; the words of `unless` take it back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from contracts.model import Contract, Source
from contracts.terms.passages import Clause, clauses, negated
from core.patterns import words_of

_CHINESE: Final = words_of(r"[\u4e00-\u9fff]")
# In a row of denials (不收集、不读取) each one counts, not their number.
_JUST_DENIED: Final = words_of(
    r"(?:不(?:得|会|再|予|能|可)?|未|勿|无须|无需|禁止|严禁)$|\b(?:never|not|cannot|neither|nor)\s$",
    re.IGNORECASE,
)
# A stretch never runs across a denial: what comes after it is another statement.
_NOT_ZH: Final = r"(?!不(?:得|会|予|再|应|宣布|计入|计收|收取|承担|提高|缩短|公开|公布|向|要求|调整|自动)|无需|无须|禁止)"
_NOT_EN: Final = (
    r"(?!\b(?:will|shall|may|is|are|does|do|can|did|need)(?: not|n't)\b"
    r"(?! (?:paid|made|received|pay|repay|make|limited|affect|relieve|release|excuse|entitle|reduce|discharge|suspend|include|form|accept|liable|responsible|permit|allow|be (?:liable|responsible|accountable|entitled|refunded|returned|revoked|withdrawn|disputed|challenged|prepaid|permitted|allowed|accepted|included|required)))|\bnever\b|\bcannot\b)"
)
_ZH: Final = (rf"(?:(?:{_NOT_ZH}[^。;\n]){{0,60}}?)", rf"(?:(?:{_NOT_ZH}[^。;\n]){{0,24}}?)", 60)
_EN: Final = (
    rf"(?:(?:{_NOT_EN}(?:[^.;\n]|\.\d)){{0,160}}?)",
    rf"(?:(?:{_NOT_EN}(?:[^.;\n]|\.\d)){{0,70}}?)",
    180,
)


@dataclass(frozen=True, slots=True)
class Idea:
    """Words that carry an idea together.

    Args:
        key: what makes it this idea; has to be affirmed.
        near: each has to stand within reach of the key, in the same sentence.
        unless: takes the idea back wherever it stands in the sentence.
        reach: characters on either side of the key.
        chinese: whether it is looked for in Chinese sentences or in others.
    """

    key: re.Pattern[str]
    near: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None
    reach: int
    chinese: bool


def idea(key: str, *near: str, unless: str = "") -> Idea:
    """Return a row; `~` and `~~` in its words stand for stretches of a sentence."""
    chinese = _CHINESE.search(key) is not None
    longer, short, reach = _ZH if chinese else _EN

    def compiled(words: str) -> re.Pattern[str]:
        return words_of(words.replace("~~", longer).replace("~", short), re.IGNORECASE)

    return Idea(
        compiled(key),
        tuple(compiled(words) for words in near),
        compiled(unless) if unless else None,
        reach,
        chinese,
    )


def affirmed(
    contract: Contract, ideas: tuple[Idea, ...], hidden: re.Pattern[str] | None = None
) -> tuple[Source, ...]:
    """Return the clauses that put one of the ideas forward, in the order of the text.

    Args:
        contract: with the searchable words of its files.
        ideas: looked for in every sentence.
        hidden: words no idea is looked for in, such as what the borrower may do.
    """
    return tuple(
        clause.source()
        for file in contract.files
        for clause in clauses(file)
        if says(clause, ideas, hidden)
    )


def says(clause: Clause, ideas: tuple[Idea, ...], hidden: re.Pattern[str] | None = None) -> bool:
    """Say whether a clause affirms any of the ideas."""
    whole = clause.text
    text = hidden.sub(lambda found: "〓" * len(found.group()), whole) if hidden else whole
    chinese = _CHINESE.search(text) is not None
    return any(_says(text, whole, one) for one in ideas if one.chinese is chinese)


def _says(text: str, whole: str, one: Idea) -> bool:
    for match in one.key.finditer(text):
        if _JUST_DENIED.search(text[: match.start()]) or negated(text, match.start(), match.end()):
            continue
        around = text[max(0, match.start() - one.reach) : match.end() + one.reach]
        if all(near.search(around) for near in one.near):
            return one.unless is None or one.unless.search(whole) is None
    return False
