"""Invented applicants: names and numbers that are well formed and belong to nobody we know of."""

from __future__ import annotations

import gzip
import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from scoring.scorecard import SHIPPED

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓韩冯曹彭曾萧田董潘袁蔡蒋余"
_GIVEN = "子若思文嘉雨欣浩然宇轩梓涵一诺明远志强秀英建华丽娟海燕国平春梅晓东雪莹佳琪俊杰"
_REGIONS = ("110101", "310101", "320102", "330102", "440103", "510104", "420102", "610102")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_USES = ("education", "medical", "travel", "purchase", "other")
_NOTES = (
    "",
    "",
    "",
    "想装修厨房，预计两个月后开工。",
    "孩子开学要交学费。",
    "希望每月十五号还款。",
)


_LEFT_OUT = frozenset({"ID", "bad", "SEX", "MARRIAGE", "AGE"})


@dataclass(frozen=True, slots=True)
class Invented:
    """An invented applicant with the credit record of somebody in the public data."""

    name: str
    id_number: str
    phone: str
    monthly_income: int  # whole yuan
    use: str
    note: str
    device: str
    address: str
    credit_report: dict[str, float]


def invent(dice: random.Random) -> Invented:
    """Return somebody new; the same dice give the same people."""
    report = _report_of(dice.choice(_records()[1]))
    return Invented(
        name=name_of(dice),
        id_number=id_number(dice),
        phone=f"199{dice.randrange(10**8):08d}",
        monthly_income=max(3000, int(report["LIMIT_BAL"] // 12) // 100 * 100),
        use=dice.choice(_USES),
        note=dice.choice(_NOTES),
        device=f"device-{dice.getrandbits(48):012x}",
        # RFC 5737 and RFC 2544: networks that are nobody's.
        address=f"198.18.{dice.randrange(256)}.{dice.randrange(1, 255)}",
        credit_report=report,
    )


def name_of(dice: random.Random) -> str:
    """Return a Chinese name of two or three characters."""
    given = "".join(dice.choice(_GIVEN) for _ in range(dice.choice((1, 2, 2))))
    return dice.choice(_SURNAMES) + given


def id_number(dice: random.Random) -> str:
    """Return a resident identity number that is well formed (GB 11643-1999)."""
    born = date(1962, 1, 1) + timedelta(days=dice.randrange(42 * 365))
    first = f"{dice.choice(_REGIONS)}{born:%Y%m%d}{dice.randrange(1000):03d}"
    total = sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True))
    return first + _CHECK[total % 11]


def _report_of(record: str) -> dict[str, float]:
    """Return a credit record without outcome, sex, marriage and age."""
    names, _ = _records()
    values = zip(names, record.split(","), strict=True)
    return {name: float(value) for name, value in values if name not in _LEFT_OUT}


@cache
def _records() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns of the public data and its rows, as written: few are ever asked for."""
    path = SHIPPED.parent / "taiwan_default.csv.gz"
    header, *rows = gzip.decompress(path.read_bytes()).decode().splitlines()
    return tuple(header.split(",")), tuple(rows)
