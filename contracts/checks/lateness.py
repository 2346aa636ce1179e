"""Group C: what happens when a payment is late."""

from __future__ import annotations

from decimal import Decimal

from contracts.answers import Answer, Check, Clear, Confidence, Departure, Severity, Unsettled
from contracts.cash_flows import monthly_rate
from contracts.checks.asking import clause_answer, is_loan, pattern, shown, sources, step
from contracts.model import Contract, Jurisdiction, LenderType, Term, TermName
from contracts.standards import benchmark
from core.text import Text

_DAYS = 365
_TIMES_MAX = Decimal("1.5")  # of the contract rate, PBOC notice of 2003
_CRITICAL = Decimal(36)
_LUMP = Decimal(10)  # percent


def late_rate_high(contract: Contract) -> Answer:
    """Is the charge for lateness, as a yearly rate, above the line for this lender?"""
    late = contract.all(TermName.LATE_CHARGE)
    daily = [charge for charge in late if charge.unit == "percent" and charge.period == "day"]
    multiples = [charge for charge in late if charge.unit == "times"]
    if not daily and not multiples:
        return Clear() if late else Unsettled("the charge for late payment")
    contract_rate = monthly_rate(contract.terms)
    if contract_rate is None:
        return Unsettled("the yearly interest rate the late charge is compared with")
    yearly_rate = contract_rate * 1200
    line = _line(contract, yearly_rate)
    if line is None:
        return Unsettled("the line for late charges of this lender and place")
    charged = [(charge, charge.number * _DAYS) for charge in daily]
    charged += [(charge, charge.number * yearly_rate) for charge in multiples]
    above = [(charge, rate) for charge, rate in charged if rate > line + Decimal("0.01")]
    if not above:
        return Clear()
    worst = max(rate for _, rate in above)
    private = contract.lender_type is LenderType.PRIVATE
    return Departure(
        Text(
            zh=f"逾期费率折合年化{shown(worst)}%，合同利率为{shown(yearly_rate)}%，比较的参考线为{shown(line)}%。",
            en=f"Lateness costs {shown(worst)} % a year; the contract rate is "
            f"{shown(yearly_rate)} %, "
            f"the line compared with {shown(line)} %.",
        ),
        sources(*(charge for charge, _ in above)),
        (
            *(
                step(f"{charge.value} {charge.unit} a {charge.period}, yearly %", rate)
                for charge, rate in above
            ),
            step("contract rate, %", yearly_rate),
            step("line (4 x one-year LPR, not verified), %" if private else "line, %", line),
        ),
        confidence=Confidence.LOW if private else Confidence.MEDIUM,
        would_settle="the lender's rule for default interest and the loss lateness really causes",
        severity=Severity.CRITICAL if worst > _CRITICAL else Severity.HIGH,
    )


def _line(contract: Contract, yearly_rate: Decimal) -> Decimal | None:
    if contract.jurisdiction is not Jurisdiction.CN:
        return None
    if contract.lender_type is LenderType.PRIVATE:
        lpr = benchmark(contract.day) if contract.day else None
        return lpr * 4 if lpr else None
    return yearly_rate * _TIMES_MAX


def late_charge_on_whole_loan(contract: Contract) -> Answer:
    """Is the late charge taken of the whole loan instead of the overdue amount?"""
    late = contract.all(TermName.LATE_CHARGE)
    shares = [charge for charge in late if charge.unit == "percent"]
    if not late:
        return Unsettled("the charge for late payment")
    total = [charge for charge in shares if charge.base == "total" and charge.period == "day"]
    if not total:
        return Clear()
    flows = contract.flows
    instalment = flows.payments[0][1] if flows.payments else None
    lines = [step(f"{total[0].value} % a day of the whole loan, yearly %", total[0].number * _DAYS)]
    if instalment:
        a_day = flows.principal * total[0].number / 100
        lines.append(step("charge a day for one late instalment", a_day))
        lines.append(step("of that instalment, yearly %", a_day / instalment * _DAYS * 100))
    return Departure(
        Text(
            zh="逾期费按整笔借款而不是按逾期的那一期计算：只晚还一期，也按全部借款收取。",
            en="The late charge is taken of the whole loan, not of the instalment that is late.",
        ),
        sources(*total),
        tuple(lines),
        would_settle="a statement that late charges are taken of the overdue amount only",
    )


def stacked_charges(contract: Contract) -> Answer:
    """Are several charges taken for one late payment?"""
    late = contract.all(TermName.LATE_CHARGE)
    if not late:
        return Unsettled("the charge for late payment")
    late = tuple(charge for charge in late if not _is_lump(charge))
    kinds = {(charge.unit, charge.period, charge.value) for charge in late}
    if len(kinds) < 2:
        return Clear()
    return Departure(
        Text(
            zh=f"晚还一次，合同同时收取{len(kinds)}种费用，叠加之后远高于单项。",
            en=f"One late payment brings {len(kinds)} charges at once.",
        ),
        sources(*late),
        tuple(step(f"{charge.unit} a {charge.period}", str(charge.value)) for charge in late),
        confidence=Confidence.MEDIUM,
        would_settle="a worked example of what one late payment costs after 30 and 90 days",
    )


def _is_lump(charge: Term) -> bool:
    """A share that is owed once and weighs at least a tenth."""
    return charge.unit == "percent" and charge.period == "once" and charge.number >= _LUMP


def lump_sum_on_default(contract: Contract) -> Answer:
    """Is a share of the principal, or all future interest, owed at once on default?"""
    late = contract.all(TermName.LATE_CHARGE)
    lumps = [charge for charge in late if _is_lump(charge)]
    if lumps:
        return Departure(
            Text(
                zh=f"违约时一次性收取{lumps[0].value}%的违约金，与实际损失无关。",
                en=f"On default {lumps[0].value} % is owed at once, whatever the loss.",
            ),
            sources(*lumps),
            tuple(step("share, %", str(charge.value)) for charge in lumps),
            confidence=Confidence.MEDIUM,
            would_settle="proof of the loss that lateness causes the lender",
        )
    return (
        clause_answer(
            contract,
            (
                pattern(
                    r"(?:逾期|违约)[^。;\n]{0,40}(?:支付|偿还|收取)[^。;\n]{0,10}(?:全部|剩余)(?:的)?(?:未到期)?利息"
                ),
                pattern(
                    r"default[^.;\n]{0,60}(?:all|entire) (?:future|remaining|unearned) interest"
                ),
            ),
            Text(
                zh="违约后要求支付尚未发生的全部利息。",
                en="On default all interest of the future is asked for.",
            ),
            "a statement that interest runs only until the loan is paid",
        )
        if is_loan(contract)
        else Unsettled("the terms of a loan")
    )


def uncapped_costs(contract: Contract) -> Answer:
    """Does the borrower bear all costs of collection without a limit?"""
    return clause_answer(
        contract,
        (
            pattern(
                r"(?:律师费|催收费|差旅费|调查费)[^。\n]{0,60}(?:均|全部|全额|一切)?由(?:借款人|乙方|甲方)(?:承担|负担|支付)"
            ),
            pattern(
                r"borrower (?:shall|will|agrees to) pay all (?:costs"
                r"|expenses)[^.;\n]{0,40}(?:collection|enforcement|attorney)"
            ),
        ),
        Text(
            zh="催收、律师等费用全部由借款人承担，没有上限。",
            en="All costs of collection fall on the borrower, without a limit.",
        ),
        "a limit, or proof that the costs are necessary and reasonable",
    )


def hair_trigger(contract: Contract) -> Answer:
    """Does the whole loan fall due on the slightest lateness or on the lender's opinion?"""
    return clause_answer(
        contract,
        (
            pattern(
                r"(?:任何一期|逾期(?:一|1)[日天]|逾期[1一](?:天|日)?即|一旦逾期)[^。;\n]{0,40}(?:全部|立即|提前)(?:到期"
                r"|清偿|偿还|收回)"
            ),
            pattern(r"贷款人认为[^。;\n]{0,30}(?:提前到期|提前收回|立即清偿)"),
            pattern(
                r"(?:any|one) (?:payment"
                r"|instal?lment)[^.;\n]{0,30}late[^.;\n]{0,60}(?:entire|whole|full)[^.;\n]{0,30}(?:due|payable)"
            ),
        ),
        Text(
            zh="逾期一天，或者贷款人单方认为有风险，全部借款就立即到期。",
            en="One day late, or the lender's opinion, makes the whole loan due at once.",
        ),
        "a clause that gives notice and time to catch up",
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "C01",
        Text(zh="逾期费率偏高", en="High rate for lateness"),
        Severity.HIGH,
        ("cn-civilcode-585", "cn-contract-interp-65", "cn-pboc-2003-251", "cn-private-lending-28"),
        late_rate_high,
    ),
    Check(
        "C02",
        Text(zh="逾期费按整笔借款计算", en="Late charge on the whole loan"),
        Severity.CRITICAL,
        ("cn-civilcode-585", "cn-contract-interp-65", "cn-civilcode-497", "uk-cra-62"),
        late_charge_on_whole_loan,
    ),
    Check(
        "C03",
        Text(zh="多种逾期费用叠加", en="Stacked late charges"),
        Severity.HIGH,
        ("cn-civilcode-585", "cn-contract-interp-65", "cn-private-lending-29"),
        stacked_charges,
    ),
    Check(
        "C04",
        Text(zh="违约一次性收取高额违约金", en="Lump sum on default"),
        Severity.HIGH,
        ("cn-civilcode-585", "cn-contract-interp-65", "us-15usc1615-a", "uk-cra-62"),
        lump_sum_on_default,
    ),
    Check(
        "C05",
        Text(zh="催收费用无上限转嫁", en="Collection costs without limit"),
        Severity.MEDIUM,
        ("cn-civilcode-497", "uk-cra-62", "eu-uctd-5"),
        uncapped_costs,
    ),
    Check(
        "C06",
        Text(zh="动辄宣布全部到期", en="Whole loan due on the slightest cause"),
        Severity.HIGH,
        ("cn-civilcode-497", "cn-consumer-26", "uk-cra-62"),
        hair_trigger,
    ),
)
