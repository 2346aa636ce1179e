"""A11: what is advertised, held against what the papers of the package make it cost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from contracts.answers import Answer, Check, Clear, Departure, Severity, Step, Unsettled
from contracts.checks.asking import shown, step
from contracts.checks.cost import stated_rate
from contracts.model import Contract, Source, TermName
from contracts.terms.numbers import PERCENT, percent
from contracts.terms.passages import Clause, clauses, negated
from contracts.wordings.model import affirmed
from contracts.wordings.pricing import FREE_OF_FEES, TEASER, ZERO_INTEREST
from core.patterns import words_of
from core.text import Text

_SLACK: Final = Decimal("0.5")  # points: a claim is rounded for show
_FIGURE: Final = r"\d+(?:\.\d+)?"
_NOUN: Final = (
    r"(?P<noun>日息|日利率|日费率|日利息|月息|月利率|月费率|月利息|年化(?:综合)?(?:利率|成本|费率)?"
    r"|年利率|年息|综合(?:融资)?成本|利率|利息|息费)"
)
_CLAIMS: Final = (
    words_of(
        rf"{_NOUN}[^。;,\n\d%]{{0,6}}?(?:低至|最低(?:可至|至|仅|为)?|仅需?|只需|不到)[^。;,\n\d]{{0,4}}"
        rf"(?P<value>{PERCENT})"
    ),
    words_of(rf"{_NOUN}[^。;,\n\d%]{{0,4}}?(?P<value>{PERCENT})起(?!息|算|始|至|计|每)"),
    words_of(
        r"(?:as low as|from(?: just| only| as little as)?|starting (?:at|from)|only|just)\s+"
        rf"(?P<value>{PERCENT})\s*(?P<noun>(?:(?:a|per|each|every)\s*)?(?:day|daily|month|monthly"
        r"|week|weekly|year|yearly|annum)|APR|annual percentage|interest|representative)",
        re.IGNORECASE,
    ),
)
_CAPS: Final = (
    words_of(
        r"(?P<noun>年化(?:综合)?(?:利率|成本|费率)?|综合(?:年化|融资|资金)*成本|综合费率|综合息费)[^。;,\n\d%]{0,8}?"
        rf"(?:不超过|不高于|最高(?:不超过)?|以内|上限为?)[^。;,\n\d]{{0,4}}(?P<value>{PERCENT})"
    ),
    words_of(
        r"(?P<noun>APRC?|annual percentage rate|all-in (?:cost|rate)|total cost)[^.;\n\d%]{0,30}?"
        r"(?:(?:not|never|no) (?:exceed|more than|above|higher than)|at most|up to|capped at"
        r"|maximum of)"
        rf"\s*(?P<value>{PERCENT})",
        re.IGNORECASE,
    ),
)
_A_DAY: Final = words_of(
    rf"(?P<of>{_FIGURE})(?P<scale>万|千)元?(?:用|借|每)?(?:1|一|每)?[天日][^。;\n\d]{{0,8}}?"
    rf"(?P<cost>{_FIGURE})元"
)
_LATE: Final = words_of(r"逾期|罚息|违约|提前|\blate\b|overdue|default|prepay|\bearly\b", re.I)
_PERIODS: Final = (
    ("日", 365),
    ("day", 365),
    ("daily", 365),
    ("week", 52),
    ("月", 12),
    ("month", 12),
)
_SCALES: Final = {"万": Decimal(10_000), "千": Decimal(1000)}


def claim_and_cost(contract: Contract) -> Answer:
    """Is the loan advertised cheaper than its own papers make it?"""
    if not contract.files:
        return Unsettled("the text of the contract")
    for ask in (_zero_interest, _free_of_fees, _lower_than_real):
        found = ask(contract)
        if found is not None:
            return found
    teaser = affirmed(contract, TEASER)
    if not teaser:
        return Clear()
    return Departure(
        Text(
            zh="写了首期或新客优惠，没有在同一处写明优惠之后的利率。",
            en="A first-period offer is stated without the rate that follows it.",
        ),
        teaser,
        would_settle="the rate that holds when the offer ends",
    )


def real_percent(contract: Contract) -> Decimal | None:
    """Return the lowest rate the package works out to; else the yearly rate it states."""
    rates = [rate.apr_exact for rate in contract.rates if rate.apr_exact is not None]
    stated = stated_rate(contract)
    return min(rates) if rates else (stated.number if stated else None)


def _zero_interest(contract: Contract) -> Departure | None:
    said = affirmed(contract, ZERO_INTEREST)
    if not said:
        return None
    lines = _price(contract)
    if not lines:
        return None
    return Departure(
        Text(
            zh="合同称免息或零利率，但收取费用或利息；费用同样是借款的价格。",
            en="The loan is called free of interest, but fees or interest are charged; they are "
            "its price.",
        ),
        said,
        lines,
        would_settle="a statement of the all-in cost beside the claim",
    )


def _free_of_fees(contract: Contract) -> Departure | None:
    said = affirmed(contract, FREE_OF_FEES)
    fees = [fee for fee in contract.all(TermName.FEE) if fee.number > 0]
    if not said or not fees:
        return None
    return Departure(
        Text(
            zh="宣传不收费用，合同却收取费用。",
            en="The loan is called free of fees, but fees are charged.",
        ),
        said + tuple(fee.source for fee in fees if fee.source),
        _price(contract),
        would_settle="a statement of the all-in cost beside the claim",
    )


def _price(contract: Contract) -> tuple[Step, ...]:
    """Return what makes the price: fees, a rate above nought; nothing where there is none."""
    lines = [step(fee.label, amount) for fee, amount in contract.flows.fees if amount > 0] or [
        step(fee.label, fee.number) for fee in contract.all(TermName.FEE) if fee.number > 0
    ]
    rate = real_percent(contract)
    if rate is not None and rate > _SLACK:
        lines.append(step("real yearly rate, %", rate))
    return tuple(lines)


def _lower_than_real(contract: Contract) -> Departure | None:
    real = real_percent(contract)
    if real is None:
        return None
    below = [(source, claimed) for source, claimed in _claims(contract) if claimed < real - _SLACK]
    if not below:
        return None
    claimed = min(one for _, one in below)
    return Departure(
        Text(
            zh=f"宣传的价格折合年化{shown(claimed)}%，合同算下来是{shown(real)}%。",
            en=f"What is advertised is {shown(claimed)} % a year; the contract works out to "
            f"{shown(real)} %.",
        ),
        tuple(source for source, _ in below),
        (
            step("advertised, yearly %", claimed, 4),
            step("real yearly rate, %", real, 4),
            step("difference, points", real - claimed, 4),
        ),
        would_settle="a statement of the all-in cost beside the claim",
    )


def _claims(contract: Contract) -> Iterator[tuple[Source, Decimal]]:
    """Yield each advertised price as percent a year."""
    for file in contract.files:
        for clause in clauses(file):
            if not _LATE.search(clause.text):
                yield from _claims_in(clause)


def _claims_in(clause: Clause) -> Iterator[tuple[Source, Decimal]]:
    text = clause.text
    for pattern in (*_CLAIMS, *_CAPS):
        for found in pattern.finditer(text):
            if pattern in _CLAIMS and negated(text, found.start(), found.end()):
                continue
            times = next((n for word, n in _PERIODS if word in found["noun"].lower()), 1)
            yield clause.source(found.start(), found.end()), percent(found["value"]) * times
    for found in _A_DAY.finditer(text):
        owed = Decimal(found["of"]) * _SCALES[found["scale"]]
        yield (
            clause.source(found.start(), found.end()),
            Decimal(found["cost"]) / owed * 100 * 365,
        )


CHECKS: tuple[Check, ...] = (
    Check(
        "A11",
        Text(zh="宣传的价格低于实际", en="Advertised cheaper than it is"),
        Severity.HIGH,
        (
            "cn-pboc-2021-3",
            "cn-consumer-8",
            "cn-consumer-28",
            "us-regz-1026.24-c",
            "us-regz-1026.4-a",
            "us-ftc-act-5",
            "eu-ccd1-3g",
            "uk-conc-4-6-7",
        ),
        claim_and_cost,
    ),
)
