"""The grammar: all numbers of a clause, each with its unit, base, period and condition."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from contracts.quantities.context import is_repeated, repeats, with_context
from contracts.quantities.model import Bound, Choose, Kind, Quantity
from contracts.quantities.numerals import HAN_NUMBER, RUN
from contracts.quantities.patterns import WRITTEN, number
from contracts.quantities.written import read_written
from core.patterns import words_of

_TO = r"\s*(?:至|到|~|～|-|—|–|to\b|and\b)\s*"
_JOINT = words_of(_TO)
_LOWER = words_of(rf"(?P<n>{RUN}|{HAN_NUMBER})(?:%|‰|元|万元|个月|[年月日天])?{_TO}$")
_LINK = r"(?:人民币|同期|其|当时|的|为|是|至|:|\s|of|a|an|the|total)*"
_BEFORE: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    (
        Bound.AT_MOST,
        words_of(
            rf"(?:不(?:得|应|能|可)?(?:超过|高于|多于|大于|超出)|至多|最(?:高|多|长|大)(?:可|能)?(?:借|贷|达)?|上限"
            rf"|封顶|不逾|小于等于|≤|未(?:曾)?超过|没有超过"
            rf"|\bup to|\bat most|\bnot (?:to )?exceed(?:ing)?|\b(?:no|not) (?:more|greater"
            rf"|higher|later|longer) than"
            rf"|\bmaximum(?: of)?|\bcapped at|\ba cap of|\bnever exceeds?"
            rf"|\b(?:never|not|no|nor)\b[^.;,]{{0,30}}\bmore than){_LINK}$",
            re.IGNORECASE,
        ),
    ),
    (
        Bound.AT_LEAST,
        words_of(
            rf"(?:不(?:得|应|能|可)?(?:低于|少于|小于|短于)|至少|最(?:低|少|短|小)|低至|下限"
            rf"|(?<![不得未有])(?:超过|高于|满)|起步|大于等于|≥"
            rf"|\bat least|\b(?:no|not) (?:less|fewer|lower|earlier|shorter) than"
            rf"|\bminimum(?: of)?|\bmore than"
            rf"|\bexceed(?:s|ing)|(?:^|\brates? |\bloans? |\binterest |\bapr |, )from"
            rf"|\bstarting (?:at|from)){_LINK}$",
            re.IGNORECASE,
        ),
    ),
    (
        Bound.ABOUT,
        words_of(rf"(?:大?约|左右|近|approximately|about|around|roughly){_LINK}$", re.I),
    ),
)
_AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    (
        Bound.AT_MOST,
        words_of(
            r"(?:\([^)]{0,6}\))?(?:/[年月日天次期])?(?:封顶|为(?:上限|限)|以(?:内|下)|之内"
            r"|\s*(?:or less"
            r"|maximum|max\b|cap\b))",
            re.I,
        ),
    ),
    (
        Bound.AT_LEAST,
        words_of(
            r"(?:\([^)]{0,6}\))?(?:/[年月日天次期])?(?:起(?![^,。;]{0,3}[息算计])|以上"
            r"|为下限|\s*(?:or more"
            r"|minimum))",
            re.I,
        ),
    ),
    (Bound.ABOUT, words_of("左右|上下")),
)
_CAP = words_of(r"封顶|上限|最[高多]|不(?:得|应)?超过|cap|maximum|not (?:to )?exceed|up to", re.I)
_FLOOR = words_of(r"下限|最[低少]|不(?:得|应)?低于|至少|minimum|at least|not less than", re.I)
_GREATER = words_of(
    r"(?:孰高|取高|就高|以?较?[高多大]者|以?(?:其中)?(?:金额|数额)?较[高多大]者?"
    r"|whichever (?:is|amount is)(?: the)? (?:greater|higher|larger|more)"
    r"|the (?:greater|higher|larger) of)",
    re.I,
)
_LESSER = words_of(
    r"(?:孰低|取低|就低|以?较?[低少小]者|以?(?:其中)?(?:金额|数额)?较[低少小]者?"
    r"|whichever (?:is|amount is)(?: the)? (?:less|lower|lesser|smaller)"
    r"|the (?:lesser|lower|smaller) of)",
    re.I,
)


def quantities(text: str) -> tuple[Quantity, ...]:
    """Return every number of a clause, in order; what could not be read says why.

    Args:
        text: one clause of folded text (full-width marks half-width, no blanks beside Chinese);
            English and Chinese may be mixed.
    """
    found: list[Quantity] = []
    for match in WRITTEN.finditer(text):
        one = read_written(match)
        if one is not None:
            found.append(one)
    joined = _joined(text, found)
    bounded = [_bounded(text, one) for one in joined]
    placed: list[Quantity] = []
    for index, one in enumerate(bounded):
        repeated = placed and is_repeated(text, placed[-1], one)
        placed.append(repeats(placed[-1], one) if repeated else with_context(text, bounded, index))
    return tuple(_compared(text, _limited(text, placed)))


def _joined(text: str, found: list[Quantity]) -> list[Quantity]:
    """Put the two ends of a range together: 3至12个月, 7.2%-24%, between $5 and $50."""
    out: list[Quantity] = []
    for one in found:
        last = out[-1] if out else None
        if last is not None and _is_range(text, last, one):
            out[-1] = replace(
                one, start=last.start, low=last.low, high=one.high, bound=Bound.BETWEEN
            )
            continue
        out.append(_with_lower_end(text, one, last.end if last else 0))
    return out


def _is_range(text: str, one: Quantity, other: Quantity) -> bool:
    between = text[one.end : other.start]
    if (
        _JOINT.fullmatch(between) is None
        or one.kind is not other.kind
        or one.unread
        or other.unread
    ):
        return False
    if one.kind not in {Kind.SHARE, Kind.MONEY, Kind.SPAN, Kind.COUNT, Kind.TIMES}:
        return False
    if "and" in between and "between" not in text[max(0, one.start - 12) : one.start].lower():
        return False
    return (one.low or 0) <= (other.high or 0)


def _with_lower_end(text: str, one: Quantity, floor: int) -> Quantity:
    """Take a bare number and "to" before a number as the lower end of a range."""
    if one.unread or one.low is None or one.kind in {Kind.DAY, Kind.BENCHMARK}:
        return one
    lower = _LOWER.search(text, floor, one.start)
    if lower is None or (
        "and" in lower.group() and "between" not in text[max(0, lower.start() - 12) : lower.start()]
    ):
        return one
    try:
        value = number(lower.group("n")) * _scale_of(one, text)
    except ValueError:
        return one
    if value > one.low:
        return one
    return replace(one, start=lower.start(), low=value, bound=Bound.BETWEEN)


def _scale_of(one: Quantity, text: str) -> Decimal:
    """What the lower end shares with the upper: 万 in 5-10万元, the thousandth in 1-2‰."""
    written = re.search(RUN, text[one.start : one.end])
    if written is None or one.low is None:
        return Decimal(1)
    bare = number(written.group())
    return one.low / bare if bare else Decimal(1)


def _bounded(text: str, one: Quantity) -> Quantity:
    """Say whether a number is a cap, a floor or only about right."""
    if one.unread or one.bound is not Bound.EXACT or one.kind in {Kind.DAY, Kind.DAY_OF_MONTH}:
        return one
    before, after = text[max(0, one.start - 28) : one.start], text[one.end : one.end + 14]
    bound = next((b for b, pattern in _BEFORE if pattern.search(before)), None)
    bound = bound or next((b for b, pattern in _AFTER if pattern.match(after)), None)
    if bound is Bound.AT_MOST:
        return replace(one, bound=bound, low=None)
    if bound is Bound.AT_LEAST:
        return replace(one, bound=bound, high=None)
    return replace(one, bound=bound) if bound else one


def _limited(text: str, found: list[Quantity]) -> list[Quantity]:
    """Tie a cap or a floor to the number before it: 每日0.05%,最高不超过500元."""
    out = list(found)
    for index, one in enumerate(found):
        if index == 0 or one.bound not in {Bound.AT_MOST, Bound.AT_LEAST}:
            continue
        between = text[found[index - 1].end : one.end + 6]
        words = _CAP if one.bound is Bound.AT_MOST else _FLOOR
        before = found[index - 1]
        if words.search(between) and before.kind in {Kind.SHARE, Kind.MONEY, Kind.TIMES}:
            out[index] = replace(one, limits=index - 1)
    return out


def _compared(text: str, found: list[Quantity]) -> list[Quantity]:
    """Tie two charges of which the greater or the lesser holds."""
    out = list(found)
    for words, which in ((_GREATER, Choose.GREATER), (_LESSER, Choose.LESSER)):
        for match in words.finditer(text):
            pair = _pair(found, match)
            if pair is None:
                continue
            one, other = pair
            out[one] = replace(out[one], other=other, choose=which)
            out[other] = replace(out[other], other=one, choose=which)
    return out


def _pair(found: list[Quantity], match: re.Match[str]) -> tuple[int, int] | None:
    """Return the two charges a comparison speaks of: after "the greater of", else before it."""
    kinds = {Kind.SHARE, Kind.MONEY, Kind.TIMES}
    if match.group().lower().startswith("the "):
        behind = [i for i, q in enumerate(found) if q.start >= match.end() and q.kind in kinds]
        return (behind[0], behind[1]) if len(behind) > 1 else None
    before = [i for i, q in enumerate(found) if q.end <= match.start() and q.kind in kinds]
    return (before[-2], before[-1]) if len(before) > 1 else None
