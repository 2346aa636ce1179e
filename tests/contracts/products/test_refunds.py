"""What is owed back: scaled payments, by arithmetic of the test's own and another library's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy_financial
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.model import LenderType
from contracts.products.letters import Addressee, letter_html
from contracts.products.loan_rows import read_loan
from contracts.products.refunds import Basis, Loan, Refund, Why, refund_of
from core.errors import InvalidInput
from core.text import Text

ON = date(2026, 11, 22)
# 12 payments of 1 %: told 12 % a year, but 300 of 10,000 never arrived.
LOAN = Loan(
    loan_id="L-1",
    offer_code="HB-12",
    currency="CNY",
    lender_type=LenderType.BANK,
    disbursed_on=date(2026, 1, 15),
    principal=Decimal("10000.00"),
    net_proceeds=Decimal("9700.00"),
    first_payment_on=date(2026, 2, 15),
    payment=Decimal("888.49"),
    payments=12,
    last_payment=Decimal("888.49"),
    every=("months", 1),
    told_percent=Decimal("12"),
)


def told(loan: Loan, on: date = ON) -> Refund:
    return refund_of(loan, Basis.TOLD, "cn-simple", on)


def test_a_loan_that_costs_what_was_told_is_owed_nothing() -> None:
    found = told(replace(LOAN, net_proceeds=LOAN.principal))
    assert found.owed == Decimal("0.00")
    assert found.factor is None


def test_a_fee_kept_back_is_owed_payment_by_payment() -> None:
    found = told(LOAN)
    # By another library: the payment that repays 9,700 at 1 % a month.
    fair = Decimal(str(round(float(numpy_financial.pmt(0.01, 12, -9700)), 2)))
    assert abs((found.fair_payment or 0) - fair) <= Decimal("0.01")
    assert found.counted == 10  # due from February to 15 November
    assert found.owed == (LOAN.payment - (found.fair_payment or 0)) * 10
    assert (found.coming, found.lower_by) == (2, LOAN.payment - (found.fair_payment or 0))


def test_once_all_is_paid_the_last_payment_counts_by_its_own_amount() -> None:
    loan = replace(LOAN, last_payment=Decimal("900.00"), paid=12)
    found = told(loan)
    fair, last = found.fair_payment or Decimal(0), found.fair_last or Decimal(0)
    assert found.owed == (loan.payment - fair) * 11 + (Decimal("900.00") - last)
    assert (found.coming, found.lower_by, found.assumed) == (0, None, False)
    assert str(found.owed) in found.arithmetic.zh
    assert str(found.owed) in found.arithmetic.en


def test_a_row_that_says_what_was_paid_is_believed_before_the_calendar() -> None:
    assert told(replace(LOAN, paid=3)).counted == 3
    assert told(LOAN, date(2026, 2, 14)).counted == 0
    assert told(LOAN, date(2026, 2, 14)).owed == Decimal("0.00")
    assert told(LOAN, date(2030, 1, 1)).counted == 12


def test_a_gap_is_never_a_zero() -> None:
    found = told(replace(LOAN, told_percent=None))
    assert (found.owed, found.why) == (None, Why.NO_TOLD_RATE)
    unknown = replace(LOAN, lender_type=None)
    assert refund_of(unknown, Basis.LINE, "cn-simple", ON).why is Why.NO_LINE


def test_the_line_of_the_day_is_compared_with_where_it_is_asked_for() -> None:
    dear = replace(LOAN, payment=Decimal("1100.00"), last_payment=Decimal("1100.00"))
    above = refund_of(dear, Basis.LINE, "cn-simple", ON)
    assert above.compared_percent == 24
    fair = float(numpy_financial.pmt(0.02, 12, -9700))
    assert float(above.fair_payment or 0) == pytest.approx(fair, abs=0.006)
    assert refund_of(dear, Basis.LOWER, "cn-simple", ON).compared_percent == 12


@given(
    st.integers(100_000, 10_000_000),
    st.integers(2, 60),
    st.integers(1, 300),
    st.integers(1, 2000),
)
def test_scaled_payments_are_worth_what_was_received_at_the_told_rate(
    received_fen: int, payments: int, told_tenths: int, extra_basis_points: int
) -> None:
    received, percent = Decimal(received_fen).scaleb(-2), Decimal(told_tenths).scaleb(-1)
    monthly = float(percent) / 1200
    fair = -float(numpy_financial.pmt(monthly, payments, float(received)))
    charged = Decimal(str(round(fair * (1 + extra_basis_points / 10_000), 2)))
    loan = replace(
        LOAN,
        net_proceeds=received,
        principal=received,
        payment=charged,
        last_payment=charged,
        payments=payments,
        told_percent=percent,
        paid=payments,
    )
    found = told(loan)
    if found.factor is None:
        assert found.owed == 0
        return
    # Half a cent of rounding in the payment, and half in the scaled one.
    assert abs(float(found.fair_payment or 0) - fair) <= 0.0101
    assert found.owed is not None
    assert found.owed == charged * payments - (found.fair_payment or 0) * (payments - 1) - (
        found.fair_last or 0
    )


ROW = {
    "loan_id": "L-1",
    "disbursed_on": "2026-01-15",
    "principal": "10000.00",
    "net_proceeds": "9700.00",
    "first_payment_on": "2026-02-15",
    "payment": "888.49",
    "payments": "12",
    "period": "month",
    "stated_rate_percent": "12",
    "lender_type": "bank",
    "offer_code": "HB-12",
}


def test_a_row_of_the_interface_is_read_exactly() -> None:
    assert read_loan(ROW, "x") == LOAN
    fees = {**ROW, "net_proceeds": "", "fee_upfront": "300", "payment": "868.49",
            "fee_each_membership": "20"}  # fmt: skip
    assert read_loan(fees, "x") == LOAN


@pytest.mark.parametrize(
    ("period", "second"),
    [
        ("month", date(2026, 3, 15)),
        ("quarter", date(2026, 5, 15)),
        ("2 weeks", date(2026, 3, 1)),
        ("semimonth", date(2026, 2, 28)),
        ("10 days", date(2026, 2, 25)),
        ("year", date(2027, 2, 15)),
    ],
)
def test_payments_fall_due_by_their_period(period: str, second: date) -> None:
    due = read_loan({**ROW, "period": period}, "x").due
    assert [day for day, _ in due[:2]] == [date(2026, 2, 15), second]
    assert len(due) == 12


def test_a_month_end_stays_a_month_end() -> None:
    row = {**ROW, "disbursed_on": "2025-12-31", "first_payment_on": "2026-01-31", "payments": "3"}
    days = [day for day, _ in read_loan(row, "x").due]
    assert days == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]


def test_a_rate_told_by_another_standard_is_compared_by_that_standard() -> None:
    # 12 % a year compounded is dearer by far than the 12 % simple that the payments have.
    loan = read_loan({**ROW, "net_proceeds": "", "stated_as": "cn-irr"}, "x")
    found = told(loan)
    assert found.standard == "cn-irr"
    assert found.owed is not None
    assert found.owed > 0


@pytest.mark.parametrize(
    ("column", "value", "place"),
    [
        ("loan_id", "", "x loan_id"),
        ("principal", "-1", "x principal"),
        ("payments", "1.5", "x payments"),
        ("payments", "0", "x payments"),
        ("payments_made", "13", "x payments_made"),
        ("disbursed_on", "2026-13-01", "x disbursed_on"),
        ("first_payment_on", "2025-02-15", "x"),
        ("lender_type", "a shop", "x lender_type"),
        ("period", "fortnight", "x period"),
        ("payment", "twelve", "x payment"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_with_its_place(
    column: str, value: str, place: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_loan({**ROW, column: value}, "x")
    assert refusal.value.where == place


def test_the_letter_says_the_sum_in_both_languages_and_escapes_names() -> None:
    found = told(replace(LOAN, paid=12))
    html = letter_html(found, Addressee("王<b>芳"), Text("海港", "Harbour"), ON)
    assert html.count(f"{found.owed:,}") >= 4
    assert "王&lt;b&gt;芳" in html
    assert "2026年11月22日" in html
    assert "22 November 2026" in html
    with pytest.raises(ValueError, match="owed"):
        letter_html(told(replace(LOAN, net_proceeds=LOAN.principal)), Addressee("王芳"),
                    Text("海港", "Harbour"), ON)  # fmt: skip
