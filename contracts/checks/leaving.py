"""Group D: what leaving early costs, and whether one may withdraw or refuse to pay."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from contracts.answers import Answer, Check, Clear, Departure, Severity, Step, Unsettled
from contracts.checks.asking import clause_answer, is_loan, shown, sources, step
from contracts.early_exit import exits, worst_exit
from contracts.model import Contract, Jurisdiction, Term, TermName
from contracts.wordings.leaving import BARRED, CLAIMS_CUT, FULL_INTEREST, NO_WITHDRAWAL, WITHDRAWAL
from contracts.wordings.model import affirmed
from core.text import Text

_MONTHS = (3, 6, 9)
_NOTICEABLE = Decimal(1)  # percent; also the most a European lender may ask under article 16
_WITHDRAWAL = frozenset({Jurisdiction.EU, Jurisdiction.UK})


def leaving_barred(contract: Contract) -> Answer:
    """Is paying early forbidden, or left to the lender's consent?"""
    barred = [t for t in contract.all(TermName.PREPAYMENT_CHARGE) if t.condition == "barred"]
    if barred:
        return Departure(
            Text(zh="合同不允许提前还款。", en="The contract does not allow paying early."),
            sources(*barred),
            would_settle="a clause that allows paying early with interest for the actual time",
        )
    return clause_answer(
        contract,
        BARRED,
        Text(
            zh="提前还款要经贷款人同意，或者只许全部、不许部分。",
            en="Paying early needs the lender's consent, or only the whole may be paid early.",
        ),
        "a clause that allows paying early with interest for the actual time",
    )


def leaving_charge(contract: Contract) -> Answer:
    """Does paying early cost a charge?"""
    charges = contract.all(TermName.PREPAYMENT_CHARGE)
    if not charges:
        return Unsettled("what paying early costs")
    charged = [term for term in charges if term.number > 0 and not _compensation(contract, term)]
    if not charged:
        return Clear()
    charge = charged[0]
    unit = "%" if charge.unit == "percent" else charge.unit
    share = charge.number if charge.unit == "percent" else Decimal(0)
    return Departure(
        Text(
            zh=f"提前还款要另付{shown(charge.number)}{unit}；越早还清，这笔钱占的比重越大。",
            en=f"Paying early costs {shown(charge.number)} {unit} more; the earlier, the "
            f"heavier it weighs.",
        ),
        sources(*charged),
        _costs(contract),
        would_settle="the lender's price list for early repayment",
        severity=Severity.HIGH if share > _NOTICEABLE else Severity.MEDIUM,
    )


def _compensation(contract: Contract, charge: Term) -> bool:
    """European law allows a small compensation, of what is repaid early."""
    return (
        contract.jurisdiction in _WITHDRAWAL
        and charge.unit == "percent"
        and charge.base == "outstanding"
        and charge.number <= _NOTICEABLE
    )


def _costs(contract: Contract) -> tuple[Step, ...]:
    """Return the charge at months 3, 6 and 9, and the month in which leaving is dearest."""
    told = exits(contract)
    lines = [
        step(f"after payment {one.after}: charge on {shown(one.balance)}", one.charge)
        for one in told
        if one.after in _MONTHS
    ]
    worst = worst_exit(told)
    if worst is not None and worst.yearly_percent is not None:
        lines.append(
            step(f"worst: leaving after payment {worst.after}, yearly %", worst.yearly_percent)
        )
    return tuple(lines)


def full_interest_kept(contract: Contract) -> Answer:
    """Is interest or a fee for the whole term owed even when the loan is paid early?"""
    answer = clause_answer(
        contract,
        FULL_INTEREST,
        Text(
            zh="即使提前还清，仍按全部期限收取利息或费用。比较的规则：除另有约定外，利息按实际借款期间计算。",
            en="Even when paid early, interest or fees for the whole term are owed. Compared with: "
            "unless agreed otherwise, interest is for the actual time.",
        ),
        "a settlement figure for one day, with what is given back",
    )
    if not isinstance(answer, Departure):
        return answer
    lines = tuple(
        step(f"after payment {one.after}: payments not yet due, above what is owed", one.unearned)
        for one in exits(contract)
        if one.after in _MONTHS and one.unearned > 0
    )
    return replace(answer, computation=lines)


def no_withdrawal_told(contract: Contract) -> Answer:
    """Is the right to withdraw, where the law gives one, left out or denied?"""
    if contract.jurisdiction is None:
        return Unsettled("the jurisdiction")
    if not contract.files or not is_loan(contract):
        return Unsettled("the text of a loan contract")
    denied = affirmed(contract, NO_WITHDRAWAL)
    if contract.jurisdiction not in _WITHDRAWAL:
        return Clear()
    if not denied and affirmed(contract, WITHDRAWAL):
        return Clear()
    return Departure(
        Text(
            zh="没有写明（或者排除了）14天内撤回合同的权利。",
            en="The right to withdraw within 14 days is not stated, or is excluded.",
        ),
        denied,
        (step("withdrawal", "not mentioned; searched in all files"),) if not denied else (),
        would_settle="the page that tells how and until when one may withdraw",
    )


def claims_cut_off(contract: Contract) -> Answer:
    """Must the loan be paid even if what it paid for is not delivered or is defective?"""
    return clause_answer(
        contract,
        CLAIMS_CUT,
        Text(
            zh="商品或服务出了问题，借款仍要照还，不得以此抗辩。",
            en="If the goods or services fail, the loan must still be paid; no defence is left.",
        ),
        "the contract with the seller, and how far it and the loan belong together",
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "D01",
        Text(zh="限制提前还款", en="Paying early barred"),
        Severity.HIGH,
        (
            "cn-civilcode-677",
            "cn-civilcode-497",
            "cn-private-lending-30",
            "us-regz-1026.18-k",
            "eu-ccd2-29",
            "eu-ccd1-16",
            "uk-cca-94",
        ),
        leaving_barred,
    ),
    Check(
        "D02",
        Text(zh="提前还款要收费", en="Charge for paying early"),
        Severity.MEDIUM,
        (
            "cn-civilcode-677",
            "cn-cost-statement-2026",
            "us-regz-1026.18-k",
            "eu-ccd2-29",
            "eu-ccd1-16",
            "uk-cca-94",
        ),
        leaving_charge,
    ),
    Check(
        "D03",
        Text(zh="提前还清仍收全期利息", en="Full-term interest after paying early"),
        Severity.HIGH,
        (
            "cn-civilcode-677",
            "cn-private-lending-30",
            "us-15usc1615-a",
            "us-15usc1615-b",
            "eu-ccd2-29",
            "eu-ccd1-16",
            "uk-cca-94",
        ),
        full_interest_kept,
    ),
    Check(
        "D04",
        Text(zh="没有写明撤回权", en="Right to withdraw not stated"),
        Severity.MEDIUM,
        (
            "eu-ccd2-26",
            "eu-ccd1-14",
            "uk-cca-66A",
            "uk-cca-55A",
            "us-regz-1026.23-a-3",
            "cn-consumer-finance-2024",
        ),
        no_withdrawal_told,
    ),
    Check(
        "D05",
        Text(zh="对商家的抗辩被切断", en="Claims against the seller cut off"),
        Severity.HIGH,
        (
            "cn-civilcode-497",
            "us-16cfr433",
            "eu-ccd2-27",
            "uk-cca-75",
        ),
        claims_cut_off,
    ),
)
