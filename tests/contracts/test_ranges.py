"""What a contract leaves open gives an interval with two honest ends, never the cheaper one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy_financial
import pytest

from contracts.audit import Audit
from contracts.reports.model import Audited
from contracts.reports.terminal import Screen, terminal_report
from core.text import Language
from webapp.audited_rates import rate_lines

BASE = """借款合同
贷款人：安和消费金融有限公司
签订日期：2026年9月1日
借款本金为人民币12,000.00元，借款期限12个月，采用等额本息方式还款，年利率{rate}。
首期还款日为2026年10月1日。
{fee}
"""
LEVEL = 1066.19  # 12,000 over twelve months at 1 %


def of(audited, fee: str = "", rate: str = "12%") -> Audit:
    return audited(BASE.format(fee=fee, rate=rate))


def bounds(found: Audit) -> tuple[Decimal, Decimal] | None:
    simple = next(one for one in found.as_dict()["rates"] if one["standard"] == "cn-simple")
    ends = simple["interval"]
    return ends and (Decimal(ends[0]), Decimal(ends[1]))


def yearly(*, at_start: float = 0, each: float = 0) -> Decimal:
    """By another library: the simple yearly rate with a fee at the start and one each month."""
    monthly = numpy_financial.irr([at_start - 12000, *[LEVEL + each] * 12])
    return Decimal(str(monthly * 1200))


FEES = {
    "放款时一次性收取服务费，服务费为借款本金的1%至3%。": ((120, 0), (360, 0)),
    "服务费200元至300元，放款时一次性收取。": ((200, 0), (300, 0)),
    "服务费200至300元，放款时一次性收取。": ((200, 0), (300, 0)),
    "放款时一次性收取服务费，不超过借款本金的3%。": ((0, 0), (360, 0)),
    "服务费最高300元，放款时一次性收取。": ((0, 0), (300, 0)),
    "每月收取账户管理费10元至20元。": ((0, 10), (0, 20)),
}


@pytest.mark.parametrize("fee", FEES)
def test_both_ends_of_a_fee_are_told(fee: str, audited) -> None:
    found = bounds(of(audited, fee))
    assert found is not None
    for told, (at_start, each) in zip(found, FEES[fee], strict=True):
        assert abs(told - yearly(at_start=at_start, each=each)) < Decimal("0.02")


@pytest.mark.parametrize(
    "fee", ["服务费300元，放款时一次性收取。", "服务费为借款本金的3%，放款时一次性收取。", ""]
)
def test_one_amount_gives_one_rate(fee: str, audited) -> None:
    assert bounds(of(audited, fee)) is None


def test_a_rate_told_as_a_range_has_both_ends(audited) -> None:
    found = bounds(of(audited, rate="7.2%至24%"))
    assert found is not None
    assert abs(found[0] - Decimal("7.20")) < Decimal("0.01")
    assert abs(found[1] - Decimal("24.00")) < Decimal("0.01")


def test_a_fee_that_may_be_nothing_is_no_departure_by_assumption(audited) -> None:
    found = of(audited, "放款时一次性收取服务费，不超过借款本金的3%。")
    assert "A02" not in {one.code for one in found.findings}
    assert "range or limit" in dict(found.unsettled)["A02"].missing
    # At the least of its range it already costs more than the rate says: that needs no guess.
    surely = of(audited, "放款时一次性收取服务费，服务费为借款本金的1%至3%。")
    assert "A02" in {one.code for one in surely.findings}


def test_a_line_between_the_ends_is_not_crossed_by_assumption(audited) -> None:
    fee = "放款时一次性收取服务费，不超过借款本金的8%。"
    found = of(audited, fee, rate="20%")
    low, high = bounds(found) or (Decimal(0), Decimal(0))
    assert low < 24 < high
    assert "A06" in dict(found.unsettled)


def test_what_was_counted_is_said(audited) -> None:
    least = of(audited, "服务费200元至300元，放款时一次性收取。").contract.flows.assumptions
    most = of(audited, "服务费最高300元，放款时一次性收取。").contract.flows.assumptions
    assert "counted at the least it may be: 服务费" in least
    assert "counted at the most it may be: 服务费" in most


def test_the_range_stands_with_the_term(audited) -> None:
    told = of(audited, "服务费200元至300元，放款时一次性收取。").as_dict()["terms"]
    [fee] = [one for one in told if one["name"] == "fee"]
    assert fee["between"] == ["200", "300"]
    assert {one["between"] for one in told if one["name"] != "fee"} == {None}


def test_people_are_shown_both_ends(audited) -> None:
    told = of(audited, "服务费最高300元，放款时一次性收取。").as_dict()
    shown = terminal_report(Audited(told, {}, date(2026, 11, 22)), Language.ZH, Screen())
    low, high = told["rates"][0]["interval"]
    assert f"{low}% – {high}%" in shown
    lines = rate_lines(told)
    assert any(low in line.source.zh and high in line.source.en for line in lines)


def test_a_missing_term_is_named_and_not_guessed(audited) -> None:
    found = audited(BASE.format(fee="", rate="12%").replace("借款期限12个月", "借款期限3至12个月"))
    assert found.contract.flows.missing == ("number of instalments",)
    assert found.as_dict()["rates"] == []
