"""Group D: what leaving early costs."""

from __future__ import annotations

from decimal import Decimal

from contracts.answers import Answer, Check, Clear, Departure, Severity, Step, Unsettled
from contracts.cash_flows import monthly_rate
from contracts.checks.asking import clause_answer, pattern, shown, sources, step
from contracts.model import Contract, Term, TermName
from core.text import Text

_MONTHS = (3, 6, 9)
_NOTICEABLE = Decimal(1)  # percent


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
        (
            pattern(
                r"提前(?:还款|偿还|清偿|结清|归还)[^。;\n]{0,20}(?<![无不])(?:须|需|应当?)(?:事先)?经?[^。;\n]{0,8}(?:书面)?同意"
            ),
            pattern(r"prepay[^.;\n]{0,40}(?:only with|subject to)[^.;\n]{0,20}consent"),
        ),
        Text(
            zh="提前还款要经贷款人同意。",
            en="Paying early needs the lender's consent.",
        ),
        "a clause that allows paying early with interest for the actual time",
    )


def leaving_charge(contract: Contract) -> Answer:
    """Does paying early cost a charge?"""
    charges = contract.all(TermName.PREPAYMENT_CHARGE)
    if not charges:
        return Unsettled("what paying early costs")
    charged = [term for term in charges if term.number > 0]
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
        _costs(contract, charge),
        would_settle="the lender's price list for early repayment",
        severity=Severity.HIGH if share > _NOTICEABLE else Severity.MEDIUM,
    )


def _costs(contract: Contract, charge: Term) -> tuple[Step, ...]:
    """Return the charge at months 3, 6 and 9, of the balance then or of the loan."""
    flows = contract.flows
    rate = monthly_rate(contract.terms)
    if not flows.payments or rate is None:
        return ()
    lines: list[Step] = []
    balance = flows.principal
    for month, (_, amount) in enumerate(flows.payments, start=1):
        balance = balance * (1 + rate) - (amount - flows.periodic_fee)
        if month in _MONTHS and month < len(flows.payments):
            base = flows.principal if charge.base == "principal" else balance
            cost = base * charge.number / 100 if charge.unit == "percent" else charge.number
            lines.append(step(f"after payment {month}: charge on {shown(base)}", cost))
    return tuple(lines)


def full_interest_kept(contract: Contract) -> Answer:
    """Is interest or a fee for the whole term owed even when the loan is paid early?"""
    return clause_answer(
        contract,
        (
            pattern(
                r"提前(?:还款|偿还|清偿|结清|归还|还清)[^。\n]{0,40}(?:仍|仍然|依然|还)?(?:应|须|需)?(?:按|支付|收取"
                r"|偿还)[^。\n]{0,12}(?:全部期限|全部期数|整个借款期|剩余(?:各)?期(?:数)?(?:的)?(?:全部)?(?:利息|手续费"
                r"|服务费)|全部(?:剩余)?(?:利息|手续费|服务费))"
            ),
            pattern(
                r"rule of 78|prepay[^.;\n]{0,60}(?:full|entire"
                r"|all) (?:term )?(?:finance charge|interest)"
            ),
        ),
        Text(
            zh="即使提前还清，仍按全部期限收取利息或费用。比较的规则：除另有约定外，利息按实际借款期间计算。",
            en="Even when paid early, interest or fees for the whole term are owed. Compared with: "
            "unless agreed otherwise, interest is for the actual time.",
        ),
        "a settlement figure for one day, with what is given back",
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "D01",
        Text(zh="限制提前还款", en="Paying early barred"),
        Severity.HIGH,
        ("cn-civilcode-677", "cn-civilcode-497", "cn-private-lending-30", "us-regz-1026.18-k"),
        leaving_barred,
    ),
    Check(
        "D02",
        Text(zh="提前还款要收费", en="Charge for paying early"),
        Severity.MEDIUM,
        ("cn-civilcode-677", "cn-cost-statement-2026", "us-regz-1026.18-k"),
        leaving_charge,
    ),
    Check(
        "D03",
        Text(zh="提前还清仍收全期利息", en="Full-term interest after paying early"),
        Severity.HIGH,
        ("cn-civilcode-677", "cn-private-lending-30", "us-15usc1615-a"),
        full_interest_kept,
    ),
)
