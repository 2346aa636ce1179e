"""What is said beside a rate, or instead of one, in both languages."""

from __future__ import annotations

from apr.model import NoRate
from core.text import Text

SEVERAL_ROOTS = Text(
    zh="不止一个正利率符合这些现金流，已全部列出，采用最小的一个",
    en="several positive rates fit these flows; all are listed and the smallest is reported",
)
DOUBLE_ROOT = Text(
    zh="现值在该利率处只触及零而未变号，无法给出证明",
    en="the present value touches zero there without changing its sign, so nothing can prove it",
)
NOT_BEYOND = Text(
    zh="超出任何合同可能的极高利率未予列出",
    en="rates beyond any contract were left out",
)
MISSING_FACTS = Text(
    zh="事实不全，只能给出区间；空缺的一端没有界限",
    en="a fact is missing, so only an interval can be given; an end that is empty has no bound",
)
INTERVAL_HOLDS = Text(
    zh="成立：区间两端各自的现值均异号",
    en="holds: at each end of the interval the values have opposite signs",
)

REASONS: dict[NoRate, Text] = {
    NoRate.NEGATIVE: Text(
        zh="还款合计少于实际到手金额，没有正的年利率",
        en="less is paid back than was received, so there is no positive rate",
    ),
    NoRate.NO_ROOT: Text(
        zh="没有任何正利率符合这些现金流",
        en="no positive rate fits these flows",
    ),
    NoRate.NOTHING_LENT: Text(
        zh="扣除同日费用后没有实际到手金额",
        en="after the fees of the same day nothing was received",
    ),
    NoRate.NO_TIME: Text(
        zh="放款与还款在同一天，没有时间可供计息",
        en="all amounts fall on one day, so there is no time to bear interest",
    ),
    NoRate.OUT_OF_RANGE: Text(
        zh="年利率超出可以表示的范围",
        en="the yearly rate is beyond any that can be stated",
    ),
    NoRate.NEEDS_DATES: Text(
        zh="该口径按日历天数计算，需要日期",
        en="this standard counts days of the calendar, so it needs dates",
    ),
}
