"""Group B: who else is paid, and whether one service is paid twice."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from contracts.answers import Answer, Check, Clear, Confidence, Departure, Severity, Unsettled
from contracts.checks.asking import is_loan, sources, step
from contracts.checks.cost import comparable, stated_rate, tolerance_of
from contracts.model import Contract, Source, Term, TermName
from contracts.wordings.fees import OUTSIDE_RATE, SAME_SERVICE, SELF_SERVING
from contracts.wordings.model import affirmed
from core.patterns import words_of
from core.text import Text

_LATE_FEE = words_of(
    r"逾期(?:账户)?(?:管理|服务|处理|催告)费|late (?:management|service|handling) fee", re.I
)
_DEPOSIT = words_of(r"保证金|押金|deposit", re.IGNORECASE)  # comes back; no service is paid
_LATE_INTEREST = words_of(r"罚息|逾期利息|default interest|late interest", re.I)
_THIRD = words_of(
    r"公司|机构|平台|中心|协会|商行|company|services|\bltd\b|\bllc\b|\binc\b|limited|gmbh|agency|broker"
    r"|partners?|consult|advis",
    re.IGNORECASE,
)


def third_party_fee_outside_rate(contract: Contract) -> Answer:
    """Does somebody else than the lender take a fee that the stated rate leaves out?"""
    if not is_loan(contract):
        return Unsettled("the terms of a loan")
    said = affirmed(contract, OUTSIDE_RATE)
    paid = [fee for fee in contract.all(TermName.FEE) if _to_another(contract, fee)]
    if not said and (not paid or not _left_out(contract)):
        return Clear()
    amounts = {id(fee): amount for fee, amount in contract.flows.fees}
    return Departure(
        Text(
            zh="居间、咨询、担保或平台等费用由贷款人以外的一方收取，没有算进写明的利率。",
            en="A broker, guarantee, platform or service fee goes to another party and is not in "
            "the stated rate.",
        ),
        said + sources(*paid),
        tuple(
            step(f"{fee.label}, paid to {fee.payee}", amounts.get(id(fee), fee.number))
            for fee in paid
        ),
        confidence=Confidence.HIGH if said else Confidence.MEDIUM,
        would_settle="the contract with that party and a rate that includes its fee",
    )


def _to_another(contract: Contract, fee: Term) -> bool:
    lender = contract.first(TermName.LENDER)
    if (
        fee.condition == "optional"
        or _DEPOSIT.search(fee.label)
        or not fee.payee
        or not _THIRD.search(fee.payee)
    ):
        return False
    if lender is None:
        return False
    name = str(lender.value)
    return fee.payee not in name and name not in fee.payee


def _left_out(contract: Contract) -> bool:
    stated = stated_rate(contract)
    if stated is None:
        return True
    computed = comparable(contract, stated)
    if computed is None or computed.apr_exact is None:
        return False
    return computed.apr_exact - stated.number > tolerance_of(computed)


def paid_twice(contract: Contract) -> Answer:
    """Is one service paid twice, or the lender's own checking charged to the borrower?"""
    if not contract.files:
        return Unsettled("the text of the contract")
    own = affirmed(contract, SELF_SERVING)
    pair = next(_pairs(contract), None)
    late = _late_twice(contract)
    if not own and pair is None and not late:
        return Clear()
    lines = () if pair is None else tuple(step(fee.label, fee.number) for fee in pair)
    return Departure(
        Text(
            zh="同一项服务收了两次费，或者把贷款人自己的审查成本另外收费。",
            en="One service is charged twice, or the lender's own checking is charged extra.",
        ),
        own + (sources(*pair) if pair else ()) + late,
        lines,
        confidence=Confidence.MEDIUM,
        would_settle="what is done for each fee, and by whom",
    )


def _pairs(contract: Contract) -> Iterator[tuple[Term, Term]]:
    fees = [fee for fee in contract.all(TermName.FEE) if fee.number > Decimal(0)]
    kinds = [(fee, _service(fee.label)) for fee in fees]
    for (one, kind), (other, same) in itertools.combinations(kinds, 2):
        if kind and kind == same and one.label != other.label and one.label not in other.label:
            yield one, other


def _service(label: str) -> str:
    return next((code for code, words in SAME_SERVICE if re.search(words, label, re.I)), "")


def _late_twice(contract: Contract) -> tuple[Source, ...]:
    charges = [term for term in contract.all(TermName.LATE_CHARGE) if term.source is not None]
    texts = [term for term in charges if term.source and _LATE_FEE.search(term.source.quote)]
    interest = any(_LATE_INTEREST.search(file.text) for file in contract.files)
    return sources(*texts[:1]) if texts and interest else ()


CHECKS: tuple[Check, ...] = (
    Check(
        "B02",
        Text(zh="第三方费用没有算进利率", en="Fee of a third party outside the rate"),
        Severity.HIGH,
        (
            "cn-cost-statement-2026",
            "cn-loan-assist-2025-9",
            "cn-internet-loan-2020",
            "us-regz-1026.4-a",
            "us-regz-1026.4-a-1",
            "us-15usc1605-a",
            "eu-ccd1-3g",
            "uk-cra-62",
        ),
        third_party_fee_outside_rate,
    ),
    Check(
        "B07",
        Text(zh="一项服务收两次费", en="One service charged twice"),
        Severity.MEDIUM,
        (
            "cn-consumer-9",
            "cn-consumer-10",
            "cn-cost-statement-2026",
            "us-udaap-5531",
            "eu-uctd-5",
            "uk-cra-62",
        ),
        paid_twice,
    ),
)
