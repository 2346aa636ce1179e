"""One function for each number that leaves the house, with what it means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate

from core.text import Text
from reporting.model import Definition, Distribution, ReferenceLine
from reporting.rollups import (
    ALERTS,
    APPLICATIONS,
    DECISIONS,
    EFFECT,
    GIVEN,
    OVERDUE,
    RATE,
    TOLD,
    WITHDRAWN,
)

_HUNDREDTH = Decimal("0.01")
_TENTH = Decimal("0.1")
_HUNDRED = Decimal(100)
_LOANS, _TIMES = Text("笔", "loans"), Text("次", "times")

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        APPLICATIONS,
        Text("申请", "Applications"),
        Text("收到的贷款申请，按收到之日计", "Applications received, by the day they came"),
        Text("件", "applications"),
        "day, lender, channel",
    ),
    Definition(
        DECISIONS,
        Text("决定", "Decisions"),
        Text(
            "机器作出的决定：批准、转人工、未批准", "Decisions of the machine: yes, to a person, no"
        ),
        Text("件", "decisions"),
        "day, lender, action",
    ),
    Definition(
        RATE,
        Text("真实年化利率", "True yearly rate"),
        Text(
            "机器或人批准的贷款：全部息费算在内，按实际到手的钱计算，单利（12 × 月内部收益率）",
            "Of loans approved, by the machine or a person: all interest and fees on what really"
            " arrived, simple (12 × monthly internal rate)",
        ),
        Text("%", "%"),
        "day, lender, tenths of a point, rounded up",
    ),
    Definition(
        ALERTS,
        Text("欺诈信号", "Fraud alerts"),
        Text(
            "触发的反欺诈规则，一件申请可触发多条",
            "Rules that fired; one application may fire several",
        ),
        _TIMES,
        "day, lender, rule",
    ),
    Definition(
        GIVEN,
        Text("给出的同意", "Consents given"),
        Text("本人给出的同意，按用途计", "Consents people gave, by purpose"),
        _TIMES,
        "day, lender, purpose",
    ),
    Definition(
        WITHDRAWN,
        Text("撤回同意", "Consents withdrawn"),
        Text("本人撤回的同意，按用途计", "Consents people took back, by purpose"),
        _TIMES,
        "day, lender, purpose",
    ),
    Definition(
        EFFECT,
        Text("撤回生效用时", "Time from withdrawal to effect"),
        Text(
            "从收到撤回到数据库不再放行的时间，不含提交落盘",
            "From the request to the database's refusal, without the commit's write to disk",
        ),
        Text("毫秒", "ms"),
        "day, lender, bucket of milliseconds",
    ),
    Definition(
        TOLD,
        Text("已通知接收方", "Recipients told"),
        Text(
            "数据接收方已收到的同意、暂停、恢复和撤回通知",
            "Yes, pause, resumption and withdrawal that a recipient of data was told and took",
        ),
        _TIMES,
        "day, lender, what was asked",
    ),
    Definition(
        OVERDUE,
        Text("逾期未答复", "Not answered in time"),
        Text(
            "被要求停止使用或删除、到期没有确认或没有证明删除的通知，之后补答的也计在内",
            "Recipients told to stop or to delete who did not acknowledge, or did not prove the"
            " deletion, by the time set; those who answered later are counted too",
        ),
        _TIMES,
        "day, lender, what is missing",
    ),
)


def rate_distribution(histogram: Mapping[str, int]) -> Distribution | None:
    """Return the spread of yearly rates in percent, each point rounded up to a tenth."""
    return _distribution(histogram, lambda end: (end * _HUNDREDTH).quantize(_TENTH))


def effect_distribution(histogram: Mapping[str, int]) -> Distribution | None:
    """Return the spread of times to effect in milliseconds; values are upper ends of buckets."""
    return _distribution(histogram, Decimal)


def share_above(histogram: Mapping[str, int], line: ReferenceLine) -> Decimal:
    """Return the share of loans whose yearly rate is above a line, in percent, to a tenth.

    Exact but for the tenth: buckets end on tenths of a point, and so do the lines. Where any loan
    is above, the share is at least 0.1, for zero would say that none is.
    """
    limit = int(line.percent * 100)
    total = sum(histogram.values())
    above = sum(n for bucket, n in histogram.items() if int(bucket) > limit)
    if not above:
        return Decimal("0.0")
    return max((_HUNDRED * above / total).quantize(_TENTH), _TENTH)


def most_first(counts: Mapping[str, int]) -> Sequence[tuple[str, int]]:
    """Return the parts of a figure, the largest first."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _distribution(
    histogram: Mapping[str, int], value: Callable[[int], Decimal]
) -> Distribution | None:
    counts = sorted((int(bucket), n) for bucket, n in histogram.items())
    ends = list(accumulate(n for _, n in counts))
    if not ends or ends[-1] == 0:
        return None

    def point(percent: int) -> Decimal:
        rank = -(-ends[-1] * percent // 100)
        return value(counts[bisect_left(ends, rank)][0])

    return Distribution(ends[-1], point(5), point(25), point(50), point(75), point(95))
