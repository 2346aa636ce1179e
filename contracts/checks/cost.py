"""Group A: what the loan really costs."""

from __future__ import annotations

from decimal import Decimal

from apr.model import RateResult
from contracts.cash_flows import fee_amount, monthly_rate
from contracts.checks.asking import clause_answer, is_loan, pattern, shown, sources, step
from contracts.model import (
    Answer,
    Check,
    Clear,
    Confidence,
    Contract,
    Departure,
    Method,
    Severity,
    Term,
    TermName,
    Unsettled,
)
from contracts.standards import ROUNDING_POINTS
from core.text import Text

_ZERO = Decimal(0)


def stated_rate(contract: Contract) -> Term | None:
    """Return the yearly rate the contract puts first: the all-in one, else the interest rate."""
    all_in = contract.first(TermName.ALL_IN_RATE)
    if all_in is not None:
        return all_in
    yearly = (rate for rate in contract.all(TermName.INTEREST_RATE) if rate.period == "year")
    return next(yearly, None)


def comparable(contract: Contract, stated: Term) -> RateResult | None:
    """Return the computed rate the stated one is compared with.

    A rate that says it is compound is held against the compound one, a simple one against
    the simple; one that says nothing against the lowest.
    """
    rates = [rate for rate in contract.rates if rate.apr_exact is not None]
    if stated.condition == "compound":
        compound = [rate for rate in rates if rate.standard == "cn-irr"]
        rates = compound or rates
    return min(rates, key=lambda rate: rate.apr_exact or _ZERO, default=None)


def no_yearly_rate(contract: Contract) -> Answer:
    """Does the contract state its price as a yearly rate at all?"""
    if not is_loan(contract):
        return Unsettled("the terms of a loan")
    if stated_rate(contract) is not None:
        return Clear()
    others = contract.all(TermName.INTEREST_RATE) + contract.all(TermName.FEE)
    yearly = min((r.apr_exact for r in contract.rates if r.apr_exact is not None), default=None)
    tail_zh = f"按现金流折算,年化约为{shown(yearly)}%。" if yearly is not None else ""
    tail_en = f" By its cash flows it is about {shown(yearly)} % a year." if yearly else ""
    return Departure(
        Text(
            zh=f"合同没有写明年化利率,只有日、月或每期的费率,或者没有利率。{tail_zh}",
            en=f"The contract states no yearly rate, only daily, monthly or per-instalment ones, "
            f"or none.{tail_en}",
        ),
        sources(*others),
        tuple(step(f"{rate.value} % per {rate.period or '?'} times a year", _yearly(rate)) for rate in contract.all(TermName.INTEREST_RATE)),
        would_settle="a statement of the yearly all-in cost, such as the cost statement signed with the contract",
    )


def _yearly(rate: Term) -> Decimal:
    times = {"year": 1, "month": 12, "day": 365, "instalment": 12}
    return rate.number * times.get(rate.period, 1)


def rate_understated(contract: Contract) -> Answer:
    """Is the stated yearly rate lower than what the payments work out to?"""
    stated = stated_rate(contract)
    if stated is None:
        return Unsettled("the stated yearly rate")
    computed = comparable(contract, stated)
    if computed is None or computed.apr_exact is None:
        return Unsettled(", ".join(contract.flows.missing) or "cash flows that give a rate")
    tolerance = max(computed.tolerance_pp or _ZERO, ROUNDING_POINTS)
    difference = computed.apr_exact - stated.number
    if difference <= tolerance:
        return Clear()
    flows = contract.flows
    return Departure(
        Text(
            zh=f"合同写的年化为{stated.value}%,按实际收到和支付的金额计算为{shown(computed.apr_exact)}%"
            f"({computed.standard}),高出{shown(difference)}个百分点。",
            en=f"The contract states {stated.value} % a year; what is received and paid works out to "
            f"{shown(computed.apr_exact)} % ({computed.standard}), {shown(difference)} points more.",
        ),
        sources(stated, contract.first(TermName.NET_PROCEEDS), contract.first(TermName.INSTALMENT))
        + sources(*(fee for fee, _ in flows.fees)),
        (
            step("received at the start", flows.received),
            step(f"paid in {len(flows.payments)} payments", flows.paid),
            step(f"yearly rate by {computed.standard}, %", computed.apr_exact, 4),
            step("stated, %", str(stated.value)),
            step("difference, points", difference, 4),
            step("tolerance, points", str(tolerance)),
        ),
        confidence=Confidence.MEDIUM if flows.assumptions else Confidence.HIGH,
        would_settle="the repayment schedule and proof of what was paid out",
    )


def fee_on_original_principal(contract: Contract) -> Answer:
    """Is a periodic fee taken of the original principal although the debt falls?"""
    fees = [
        fee
        for fee in contract.all(TermName.FEE)
        if fee.unit == "percent"
        and fee.base == "principal"
        and fee.period in {"instalment", "month"}
    ]
    if not fees:
        return Clear() if is_loan(contract) else Unsettled("the fees of the loan")
    method = contract.first(TermName.METHOD)
    if method is None and contract.first(TermName.INSTALMENT) is None:
        return Unsettled("the repayment method")
    if method is not None and method.value in {Method.INTEREST_FIRST, Method.BULLET}:
        return Clear()
    count = max(len(contract.flows.payments), 1)
    lines = tuple(
        step(
            f"{fee.label}: {fee.value} % of {shown(contract.flows.principal)}, {count} times",
            fee_amount(fee, contract.flows.principal, count) * count,
        )
        for fee in fees
    )
    return Departure(
        Text(
            zh="每期费用按最初的借款本金收取,而本金逐期减少;实际费率接近名义费率的两倍。",
            en="A fee of each instalment is taken of the original principal while the debt falls; "
            "its real rate is close to twice the nominal one.",
        ),
        sources(*fees),
        lines,
        would_settle="a fee schedule that shows the base of each instalment's fee",
    )


def withheld_from_proceeds(contract: Contract) -> Answer:
    """Does the borrower receive less than the amount called lent?"""
    principal = contract.first(TermName.PRINCIPAL)
    net = contract.first(TermName.NET_PROCEEDS)
    held = [fee for fee in contract.all(TermName.FEE) if fee.condition == "withheld"]
    if principal is None:
        return Unsettled("the principal")
    kept = principal.number - net.number if net is not None else _ZERO
    if kept <= 0 and not held:
        return Clear()
    kept = max(kept, sum((fee_amount(fee, principal.number, 1) for fee in held), _ZERO))
    real = principal.number - kept
    return Departure(
        Text(
            zh=f"借款本金写的是{shown(principal.number)},实际到手{shown(real)},预先扣下{shown(kept)}。"
            "比较的规则:利息不得预先在本金中扣除,预先扣除的,按实际借款数额计算。",
            en=f"The principal is {shown(principal.number)}, what is received is {shown(real)}: "
            f"{shown(kept)} is kept back. Compared with: interest may not be deducted in advance; "
            "if it is, what was really received counts.",
        ),
        sources(principal, net, *held),
        (
            step("principal", principal.number),
            step("received", real),
            step("kept back", kept),
            step("share of the principal, %", kept / principal.number * 100),
        ),
        would_settle="the bank record of the payout",
    )


def unexplained_residual(contract: Contract) -> Answer:
    """Is more paid back than principal, stated interest and named fees add up to?"""
    flows = contract.flows
    rate = monthly_rate(contract.terms)
    if not flows.complete or not flows.payments:
        return Unsettled(", ".join(flows.missing) or "the payments")
    if rate is None:
        return Unsettled("the interest rate that explains the payments")
    interest = _interest(contract, rate)
    fees = sum((amount for _, amount in flows.fees), _ZERO)
    cost = flows.paid - flows.received
    residual = cost - interest - fees
    if residual <= max(Decimal(1), interest / 100, flows.principal / 2000):
        return Clear()
    return Departure(
        Text(
            zh=f"一共多还{shown(cost)},其中写明的利息为{shown(interest)},写明的费用为{shown(fees)},"
            f"还有{shown(residual)}没有说明来由。",
            en=f"The loan costs {shown(cost)}; the stated interest explains {shown(interest)}, named "
            f"fees {shown(fees)}; {shown(residual)} has no explanation.",
        ),
        sources(
            contract.first(TermName.PRINCIPAL),
            contract.first(TermName.INSTALMENT),
            contract.first(TermName.TOTAL_PAYABLE),
        ),
        (
            step("paid in all", flows.paid),
            step("received", flows.received),
            step("interest at the stated rate", interest),
            step("named fees", fees),
            step("unexplained", residual),
        ),
        confidence=Confidence.MEDIUM if flows.assumptions else Confidence.HIGH,
        would_settle="an itemised list of all charges with who receives each",
    )


def _interest(contract: Contract, rate: Decimal) -> Decimal:
    """Return the interest the stated rate gives on the falling balance, by actual spacing."""
    flows = contract.flows
    balance, total, last = flows.principal, _ZERO, flows.advances[0][0]
    periodic = flows.periodic_fee
    stated_fees = sum(
        (fee_amount(f, flows.principal, len(flows.payments)) for f, _ in flows.fees if f.period != "once"),
        _ZERO,
    )
    for index, (on, amount) in enumerate(flows.payments):
        days = Decimal((on - last).days)
        months = Decimal(1) if 27 <= days <= 32 else days * 12 / 365
        interest = balance * rate * months
        paid = amount - (periodic or stated_fees) - interest
        final = index + 1 == len(flows.payments)
        balance -= balance if final else max(min(paid, balance), _ZERO)
        total += interest
        last = on
    return total


def schedule_disagrees(contract: Contract) -> Answer:
    """Do instalments, totals, words and figures agree with each other?"""
    total = contract.first(TermName.TOTAL_PAYABLE)
    flows = contract.flows
    if total is None or not flows.payments:
        return Unsettled("the total to be repaid" if total is None else "the payments")
    bare = flows.paid - flows.periodic_fee * len(flows.payments)
    slack = Decimal("0.01") * len(flows.payments) + Decimal("0.50")
    if min(abs(total.number - bare), abs(total.number - flows.paid)) <= slack:
        return Clear()
    return Departure(
        Text(
            zh=f"合同写的还款总额为{shown(total.number)},各期相加为{shown(bare)},两者不一致。",
            en=f"The contract states {shown(total.number)} in all, its instalments add up to "
            f"{shown(bare)}.",
        ),
        sources(total, contract.first(TermName.INSTALMENT)),
        (
            step("sum of the instalments", bare),
            step("stated total", total.number),
            step("difference", total.number - bare),
        ),
        would_settle="the repayment schedule",
    )


def zero_interest_with_fee(contract: Contract) -> Answer:
    """Is the loan advertised as free of interest although fees make a price?"""
    answer = clause_answer(
        contract,
        (pattern("免息|零利率|0利率|零利息|无利息|interest[- ]free|0 ?% interest|zero interest"),),
        Text(
            zh="合同称免息或零利率,但收取费用;费用同样是借款的价格。",
            en="The loan is called free of interest, but fees are charged; they are its price.",
        ),
        "a statement of the all-in cost beside the claim",
    )
    if isinstance(answer, Departure) and not contract.flows.fees:
        return Clear()
    return answer


def compound_interest(contract: Contract) -> Answer:
    """Is unpaid interest or late interest itself charged with interest?"""
    return clause_answer(
        contract,
        (
            pattern(r"(?:计收|收取|计算|加收|按)[^。;\n]{0,10}复利|利滚利|罚息[^。;\n]{0,10}计入本金|利息[^。;\n]{0,8}计入(?:借款)?本金"),
            pattern(r"interest on (?:unpaid|overdue|accrued) interest|unpaid interest[^.;\n]{0,30}(?:capitali[sz]ed|added to (?:the )?principal)"),
        ),
        Text(
            zh="未付的利息或罚息再计利息,欠款会越滚越大。",
            en="Unpaid interest bears interest again, so that the debt grows by itself.",
        ),
        "the method by which the lender works out late interest",
    )


def year_of_360_days(contract: Contract) -> Answer:
    """Is a daily rate taken as a 360th of the year while actual days are counted?"""
    return clause_answer(
        contract,
        (
            pattern(r"(?:除以|/|÷|按|以)\s*360(?:天|日)?"),
            pattern(r"360[- ]day (?:year|basis)|divided by 360"),
        ),
        Text(
            zh="日利率按一年360天折算而按实际天数计息,实际利息约多1.39%(365÷360)。",
            en="The daily rate is a 360th of the yearly one while real days are counted: about "
            "1.39 % more interest (365 / 360).",
        ),
        "the formula of daily interest",
    )


_RATE = ("cn-cost-statement-2026", "cn-pboc-2021-3", "us-regz-1026.18-e")
CHECKS: tuple[Check, ...] = (
    Check(
        "A01",
        Text(zh="没有写明年化利率", en="No yearly rate stated"),
        Severity.CRITICAL,
        (*_RATE, "cn-civilcode-680", "cn-civilcode-496", "eu-ccd1-3g",),
        no_yearly_rate,
    ),
    Check(
        "A02",
        Text(zh="写明的年化低于实际", en="Stated rate lower than the real one"),
        Severity.CRITICAL,
        (*_RATE[:2], "us-regz-1026.22-a", "us-regz-1026.4-a", "eu-ccd1-3g", "eu-ccd1-annex1",),
        rate_understated,
        numeric=True,
    ),
    Check(
        "A03",
        Text(zh="费用按最初本金收取", en="Fee taken of the original principal"),
        Severity.HIGH,
        (*_RATE[:2], "cn-consumer-8", "cn-consumer-26", "us-regz-1026.4-a", "eu-ccd1-3g",),
        fee_on_original_principal,
    ),
    Check(
        "A04",
        Text(zh="从本金中预先扣除", en="Kept back from the proceeds"),
        Severity.CRITICAL,
        ("cn-civilcode-670", "cn-private-lending-26", "us-regz-1026.18-b", "us-regz-1026.4-a", "eu-ccd1-3g",),
        withheld_from_proceeds,
        numeric=True,
    ),
    Check(
        "A05",
        Text(zh="有说不清来由的成本", en="Cost without explanation"),
        Severity.CRITICAL,
        ("cn-civilcode-670", "cn-cost-statement-2026", "us-regz-1026.18-d", "eu-ccd1-3g",),
        unexplained_residual,
        numeric=True,
    ),
    Check(
        "A07",
        Text(zh="还款数字对不上", en="The schedule does not add up"),
        Severity.HIGH,
        ("cn-civilcode-498", "us-regz-1026.18-h", "us-regz-1026.18-g", "eu-uctd-5",),
        schedule_disagrees,
        numeric=True,
    ),
    Check(
        "A08",
        Text(zh="按一年360天折算日利率", en="Year of 360 days"),
        Severity.MEDIUM,
        ("cn-pboc-2021-3", "cn-civilcode-496",),
        year_of_360_days,
    ),
    Check(
        "A09",
        Text(zh="利息再计利息", en="Interest on interest"),
        Severity.HIGH,
        ("cn-civilcode-497", "eu-uctd-5", "uk-cra-62",),
        compound_interest,
    ),
    Check(
        "A11",
        Text(zh="免息却收费", en="Free of interest, but with fees"),
        Severity.HIGH,
        ("cn-pboc-2021-3", "cn-consumer-8", "us-regz-1026.4-a",),
        zero_interest_with_fee,
    ),
)
