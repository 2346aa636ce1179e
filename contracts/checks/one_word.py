"""G03, plain words against each other: "no other fee" beside a fee, one period beside another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from contracts.answers import Confidence, Departure
from contracts.checks.asking import shown, step
from contracts.model import Contract, Source, Term, TermName
from contracts.terms.numbers import COUNT, WORD_COUNT, whole
from contracts.terms.passages import Clause, clauses
from core.patterns import words_of
from core.text import Text

# Interest and nothing else; a fee anywhere in the package says otherwise.
_INTEREST_ALONE: Final = words_of(
    r"除(?:了|上述|约定的?)?利息(?:以|之)?外[^。;\n]{0,16}?(?:无|没有|不[收再另])"
    r"|\bno (?:other )?(?:fees?|charges?|costs?)\b[^.;\n]{0,30}"
    r"\b(?:other than|besides|apart from|except) (?:the )?interest"
    r"|\bnothing (?:other than|but|besides) (?:the )?interest",
    re.IGNORECASE,
)
# Nothing but what was listed: fees named before it, in the same paper, are on the list.
_LISTED_ALONE: Final = words_of(
    r"(?:除(?:此|上述|以上|本[条表款])[^。;\n]{0,8}外|(?:贷款人|任何第三方|我们)[^。;\n]{0,10}均?)"
    r"[^。;\n]{0,16}?(?:不(?:再|会|得)?(?:另行|额外)?(?:收取|支付|承担|产生|收))[^。;\n]{0,10}(?:费|款项)"
    r"|\bno other (?:fees?|charges?|costs?|payments?)\b|\bnothing (?:other than|besides)\b"
    r"[^.;\n]{0,40}\b(?:charged|payable|due)",
    re.IGNORECASE,
)
_DENIED_BY_NAME: Final = words_of(
    r"(?:没有|不收取?|无|免收)(?P<names>(?:任何)?(?:[\u4e00-\u9fff]{0,4}费[、,和及或]?){1,6})"
)
_NAME: Final = words_of(r"[\u4e00-\u9fff]{2,4}费")
_DAYS_ZH: Final = rf"(?P<days>{COUNT})(?:个)?(?:工作|自然|日历)?[日天]"
_DAYS_EN: Final = (
    rf"\b(?P<days>\d{{1,3}}|{WORD_COUNT})(?: ?\(\d{{1,3}}\))?"
    r" (?:calendar |working |business )?days\b"
)
_PERIODS: Final = (
    words_of(rf"(?:犹豫期|冷静期|反悔期)[^。;\n\d]{{0,6}}?{_DAYS_ZH}"),
    words_of(rf"宽限期[^。;\n\d]{{0,6}}?{_DAYS_ZH}"),
    words_of(
        rf"\bwithdraw(?:al)?\b(?:(?!repay|return|pay)[^.;\n\d]){{0,60}}?{_DAYS_EN}",
        re.IGNORECASE,
    ),
    words_of(
        rf"{_DAYS_EN}(?= (?:in which |within which )?to cure\b)"
        r"|\bcure period of (?P<other>\d{1,3}) days",
        re.IGNORECASE,
    ),
)
_LOAN_TERM: Final = words_of(r"^(?:本合同的?)?(?:借款|贷款)|\b(?:loan|credit)\b", re.IGNORECASE)
_OTHER_FAULT: Final = words_of(r"用途|挪用|misuse|purpose", re.IGNORECASE)


def words_against_words(contract: Contract) -> Departure | None:
    """Return the first two places whose plain words cannot both hold; None where all can."""
    for ask in (_only_interest, _two_periods, _two_lengths, _two_late_charges):
        found = ask(contract)
        if found is not None:
            return found
    return None


def _only_interest(contract: Contract) -> Departure | None:
    """Find a fee beside words that deny all fees, or all but those already named."""
    fees = [
        fee
        for fee in contract.all(TermName.FEE)
        if fee.source is not None and fee.number > 0 and fee.condition != "optional"
    ]
    for clause in _clauses(contract):
        for fee in fees:
            if fee.source and _denies(clause, fee, fee.source):
                return _departure(
                    (clause.source(), fee.source),
                    (fee.label, shown(fee.number)),
                    Text(
                        zh=f"合同说不收其他费用，却另有一笔{fee.label}（{shown(fee.number)}）。",
                        en=f"The papers say that nothing else is charged, and there is a "
                        f"{fee.label} of {shown(fee.number)}.",
                    ),
                )
    return None


def _denies(clause: Clause, fee: Term, place: Source) -> bool:
    words = clause.text
    said = clause.source()
    if place.file == said.file and said.start <= place.start < said.end:
        return False  # the clause itself names the fee as one it leaves out
    named = _DENIED_BY_NAME.search(words)
    if named and any(name in fee.label for name in _NAME.findall(named["names"])):
        return True
    if _INTEREST_ALONE.search(words):
        return True
    name = fee.label[-3:] if fee.label and not fee.label.isascii() else fee.label
    told = bool(name) and name in clause.file.text[: clause.start]
    above = told or (place.file == said.file and place.start < said.start)
    return bool(_LISTED_ALONE.search(words)) and not above


def _two_periods(contract: Contract) -> Departure | None:
    """Find two lengths for one period: of withdrawal, of grace, to cure a default."""
    for pattern in _PERIODS:
        told: list[tuple[int, Source]] = []
        for clause in _clauses(contract):
            for found in pattern.finditer(clause.text):
                written = found["days"] or found.groupdict().get("other") or ""
                told.append((whole(written), clause.source(found.start(), found.end())))
        other = next((one for one in told[1:] if one[0] != told[0][0]), None)
        if other is not None:
            return _differ(told[0], other)
    return None


def _two_lengths(contract: Contract) -> Departure | None:
    terms = [
        (int(term.number), term.source)
        for term in contract.all(TermName.TERM)
        if term.source and term.unit == "month" and _LOAN_TERM.search(term.source.quote)
    ]
    other = next((one for one in terms[1:] if one[0] != terms[0][0]), None)
    return _differ(terms[0], other) if other else None


def _two_late_charges(contract: Contract) -> Departure | None:
    """Find two yearly default rates, or two sums, for one and the same lateness."""
    charges = [
        term
        for term in contract.all(TermName.LATE_CHARGE)
        if term.source
        and not _OTHER_FAULT.search(term.source.quote)
        and (term.unit != "percent" or term.period == "year")
    ]
    for index, one in enumerate(charges):
        for other in charges[index + 1 :]:
            alike = (one.unit, one.period) == (other.unit, other.period)
            apart = one.source and other.source and one.source.quote != other.source.quote
            if alike and apart and one.number != other.number and one.source and other.source:
                return _differ((one.number, one.source), (other.number, other.source))
    return None


def _differ(one: tuple[int | Decimal, Source], other: tuple[int | Decimal, Source]) -> Departure:
    values = (str(one[0]), str(other[0]))
    return _departure(
        (one[1], other[1]),
        values,
        Text(
            zh=f"前后两处对同一事项的写法不一致：{values[0]}与{values[1]}。",
            en=f"Two places disagree: {values[0]} and {values[1]}.",
        ),
    )


def _departure(places: tuple[Source, ...], values: tuple[str, str], said: Text) -> Departure:
    return Departure(
        said,
        places,
        (step("first", values[0]), step("second", values[1])),
        confidence=Confidence.MEDIUM,
        would_settle="a statement which of the two holds",
    )


def _clauses(contract: Contract) -> Iterator[Clause]:
    for file in contract.files:
        yield from clauses(file)
