"""What a person could do about their own score: one row each, applied to the record itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.text import Text
from scoring.features import Record, number


@dataclass(frozen=True, slots=True)
class Deed:
    """Something within a person's own power.

    Args:
        code: its name.
        text: what to tell the person; {step} stands for the step in percent.
        steps: how far it may go, the smallest first.
        apply: returns the record as it would be afterwards, or None when the deed does not apply.
    """

    code: str
    text: Text
    steps: tuple[float, ...]
    apply: Callable[[Record, float], Record | None]


def catch_up(record: Record, _step: float) -> Record | None:
    """Pay what is overdue, so that the latest payment is on time."""
    delay = number(record.get("PAY_0"))
    return {**record, "PAY_0": 0} if delay is not None and delay > 0 else None


def pay_down(record: Record, step: float) -> Record | None:
    """Bring the latest bill down to a share of the limit, by paying the difference."""
    bill, limit = number(record.get("BILL_AMT1")), number(record.get("LIMIT_BAL"))
    if bill is None or limit is None or bill <= step * limit:
        return None
    return {**record, "BILL_AMT1": step * limit}


def pay_more(record: Record, step: float) -> Record | None:
    """Pay a larger share of the bill before."""
    bill, paid = number(record.get("BILL_AMT2")), number(record.get("PAY_AMT1"))
    if bill is None or paid is None or paid >= step * bill:
        return None
    return {**record, "PAY_AMT1": step * bill}


CHANGES: tuple[Deed, ...] = (
    Deed(
        "catch_up",
        Text(
            "先还清已逾期的那一期，使最近一期不再逾期。",
            "Pay what is overdue, so that your latest payment is on time.",
        ),
        (1.0,),
        catch_up,
    ),
    Deed(
        "pay_down",
        Text(
            "把最近一期账单降到信用额度的 {step} 以内。",
            "Bring your latest bill down to {step} of your credit limit.",
        ),
        (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1),
        pay_down,
    ),
    Deed(
        "pay_more",
        Text("下一次还款至少还上期账单的 {step}。", "Pay at least {step} of the bill next time."),
        (0.1, 0.2, 0.3, 0.5, 0.75, 1.0),
        pay_more,
    ),
)
