"""The engineered features: one row each, with its direction and its wording."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.text import Text

Number = float | int
Record = Mapping[str, object]

_DELAYS = ("PAY_0", "PAY_2", "PAY_3", "PAY_4", "PAY_5", "PAY_6")
_BILLS = tuple(f"BILL_AMT{month}" for month in range(1, 7))
_PAID = tuple(f"PAY_AMT{month}" for month in range(1, 7))
_LIMIT = "LIMIT_BAL"


class Direction(StrEnum):
    """How risk moves when the feature grows; bins that run against it are not allowed."""

    RISING = "rising"
    FALLING = "falling"


class Display(StrEnum):
    """How a value is shown in a reason."""

    COUNT = "count"
    PERCENT = "percent"
    AMOUNT = "amount"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Feature:
    """A recipe that makes one feature from columns of the record.

    Args:
        code: the feature's name in the scorecard.
        inputs: columns it is made from; one missing makes the feature missing.
        compute: the recipe, given the inputs in that order; None when it has no meaning.
        direction: how risk moves when it grows.
        topic: features of one topic give one reason together.
        display: how its value is shown.
        title: what it is.
        reason: what to tell a person who lost points; {value} stands for the value.
    """

    code: str
    inputs: tuple[str, ...]
    compute: Callable[..., float | None]
    direction: Direction
    topic: str
    display: Display
    title: Text
    reason: Text

    def of(self, record: Record) -> float | None:
        """Return the feature of one record, or None when an input is missing."""
        values: list[float] = []
        for name in self.inputs:
            value = number(record.get(name))
            if value is None:
                return None
            values.append(value)
        return self.compute(*values)


def number(value: object) -> float | None:
    """Return a finite number, or None for anything that is not one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    result = float(value)
    return result if result - result == 0 else None


def same(value: float) -> float:
    """Return the column as it is."""
    return value


def months_late(delay: float) -> float:
    """Return how many months a payment is late; paid and revolving accounts count 0."""
    return max(delay, 0.0)


def worst_delay(*delays: float) -> float:
    """Return the longest delay of the months given."""
    return max(0.0, *delays)


def late_months(*delays: float) -> float:
    """Return in how many of the months given a payment was late."""
    return float(sum(1 for delay in delays if delay > 0))


def share(part: float, whole: float) -> float | None:
    """Return part / whole, or None when there is no whole."""
    return part / whole if whole > 0 else None


def mean_share(whole: float, *parts: float) -> float | None:
    """Return the mean of the parts / whole, or None when there is no whole."""
    return sum(parts) / len(parts) / whole if whole > 0 else None


def growth_share(whole: float, latest: float, earliest: float) -> float | None:
    """Return (latest - earliest) / whole, or None when there is no whole."""
    return (latest - earliest) / whole if whole > 0 else None


def smallest(*values: float) -> float:
    """Return the smallest of the values."""
    return min(values)


FEATURES: tuple[Feature, ...] = (
    Feature(
        "credit_limit",
        (_LIMIT,),
        same,
        Direction.FALLING,
        "limit",
        Display.AMOUNT,
        Text("现有信用额度", "Existing credit limit"),
        Text("您现有的信用额度较低（{value}）。", "Your existing credit limit is low ({value})."),
    ),
    Feature(
        "months_late_now",
        (_DELAYS[0],),
        months_late,
        Direction.RISING,
        "late_now",
        Display.COUNT,
        Text("最近一期逾期月数", "Months late on the latest payment"),
        Text("您最近一期还款逾期 {value} 个月。", "Your latest payment is {value} month(s) late."),
    ),
    Feature(
        "months_late_third",
        (_DELAYS[2],),
        months_late,
        Direction.RISING,
        "late_before",
        Display.COUNT,
        Text("两个月前的逾期月数", "Months late two months ago"),
        Text(
            "两个月前，您的还款逾期 {value} 个月。",
            "Two months ago your payment was {value} month(s) late.",
        ),
    ),
    Feature(
        "worst_delay",
        _DELAYS,
        worst_delay,
        Direction.RISING,
        "late_before",
        Display.COUNT,
        Text("近六个月最长逾期月数", "Longest delay in the last six months"),
        Text(
            "近六个月内，您最长一次逾期 {value} 个月。",
            "In the last six months your longest delay was {value} month(s).",
        ),
    ),
    Feature(
        "late_months_before",
        _DELAYS[3:],
        late_months,
        Direction.RISING,
        "late_before",
        Display.COUNT,
        Text("三至五个月前逾期的月份数", "Late months, three to five months ago"),
        Text(
            "三至五个月前，您有 {value} 个月没有按时还款。",
            "Three to five months ago, {value} of your payments were late.",
        ),
    ),
    Feature(
        "use_now",
        (_BILLS[0], _LIMIT),
        share,
        Direction.RISING,
        "use",
        Display.PERCENT,
        Text("最近一期账单占额度的比例", "Latest bill as a share of the limit"),
        Text(
            "您最近一期账单占信用额度的 {value}。",
            "Your latest bill takes up {value} of your credit limit.",
        ),
    ),
    Feature(
        "use_mean",
        (_LIMIT, *_BILLS),
        mean_share,
        Direction.RISING,
        "use",
        Display.PERCENT,
        Text("近六个月账单平均占额度的比例", "Average bill as a share of the limit, six months"),
        Text(
            "近六个月，您的账单平均占信用额度的 {value}。",
            "Over six months your bills took up {value} of your credit limit on average.",
        ),
    ),
    Feature(
        "use_growth",
        (_LIMIT, _BILLS[0], _BILLS[5]),
        growth_share,
        Direction.RISING,
        "use_growth",
        Display.PERCENT,
        Text("半年内欠款增长占额度的比例", "Growth of the bill over six months, to the limit"),
        Text(
            "半年来您的账单没有明显下降（变化相当于信用额度的 {value}）。",
            "Your bill has not come down much in six months (change: {value} of your limit).",
        ),
    ),
    Feature(
        "paid_to_limit",
        (_LIMIT, *_PAID),
        mean_share,
        Direction.FALLING,
        "paid",
        Display.PERCENT,
        Text("月均还款占额度的比例", "Average monthly payment as a share of the limit"),
        Text(
            "您每月平均还款只占信用额度的 {value}。",
            "Your monthly payments average only {value} of your credit limit.",
        ),
    ),
    Feature(
        "paid_least",
        _PAID,
        smallest,
        Direction.FALLING,
        "paid",
        Display.AMOUNT,
        Text("近六个月最少的一次还款", "Smallest payment of the last six months"),
        Text(
            "近六个月内，您还款最少的一个月只还了 {value}。",
            "Your smallest monthly payment in the last six months was {value}.",
        ),
    ),
    Feature(
        "paid_latest",
        (_PAID[0],),
        same,
        Direction.FALLING,
        "paid",
        Display.AMOUNT,
        Text("最近一次还款金额", "Latest payment"),
        Text("您最近一次还款较少（{value}）。", "Your latest payment was small ({value})."),
    ),
    Feature(
        "paid_before",
        (_PAID[1],),
        same,
        Direction.FALLING,
        "paid",
        Display.AMOUNT,
        Text("上上次还款金额", "The payment before the latest"),
        Text(
            "您上上次还款较少（{value}）。", "Your payment before the latest was small ({value})."
        ),
    ),
)

BY_CODE: Mapping[str, Feature] = {feature.code: feature for feature in FEATURES}


@dataclass(frozen=True, slots=True)
class Left:
    """A column that may not speak in a scorecard, and why."""

    column: str
    why: str


# Compared without case. Anything else that should stay out is named on the command line.
LEFT_OUT: tuple[Left, ...] = (
    Left("sex", "protected"),
    Left("gender", "protected"),
    Left("marriage", "protected"),
    Left("marital", "protected"),
    Left("marital_status", "protected"),
    Left("status_and_sex", "protected: holds sex and marriage"),
    Left("personal_status", "protected: holds sex and marriage"),
    Left("personal_status_sex", "protected: holds sex and marriage"),
    Left("age", "protected"),
    Left("age_in_years", "protected"),
    Left("race", "protected"),
    Left("ethnicity", "protected"),
    Left("foreign_worker", "protected: stands in for origin"),
    Left("education", "stands in for background; costs under 0.001 of AUC to leave out"),
    Left("id", "names the row"),
)
