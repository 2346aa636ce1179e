"""What the calculator asks for and says, in both languages: one row, one wording."""

from __future__ import annotations

from typing import Final

from contracts.entered import LateOn
from contracts.model import Method
from core.text import Text
from webapp.views.calculator import Asked, FieldGroup

YUAN: Final = Text("元", "yuan")
PERCENT: Final = Text("%", "%")
METHODS: Final[dict[Method, Text]] = {
    Method.EQUAL_INSTALMENTS: Text("每期一样多（等额本息）", "The same every month"),
    Method.EQUAL_PRINCIPAL: Text(
        "本金每期一样多，越还越少（等额本金）", "Equal principal, falling instalments"
    ),
    Method.INTEREST_FIRST: Text(
        "先付利息，最后还本金（先息后本）", "Interest each month, the principal at the end"
    ),
}
LATE_ON: Final[dict[LateOn, Text]] = {
    LateOn.INSTALMENT: Text("晚还的那一期", "the late instalment"),
    LateOn.LOAN: Text("整笔借款", "the whole loan"),
}
GROUPS: Final = (
    FieldGroup(
        Text("借款", "The loan"),
        (
            Asked("principal", Text("借多少", "How much is lent"), None, YUAN, required=True),
            Asked(
                "count",
                Text("分几期，每月一期", "How many monthly instalments"),
                required=True,
                mode="numeric",
            ),
            Asked(
                "told",
                Text("对方说的年利率", "The yearly rate you were told"),
                Text("没人说过就不填。", "Leave empty if nobody told you one."),
                PERCENT,
            ),
            Asked(
                "instalment",
                Text("每期还多少", "Each instalment"),
                Text("不填就按年利率算。", "Left empty, it is worked out from the rate."),
                YUAN,
            ),
            Asked(
                "method",
                Text("怎么还", "How it is paid back"),
                choices=tuple((one.value, word) for one, word in METHODS.items()),
            ),
        ),
    ),
    FieldGroup(
        Text("费用", "Fees"),
        (
            Asked(
                "withheld",
                Text("放款时先扣掉", "Kept back from the payout"),
                None,
                YUAN,
            ),
            Asked("upfront", Text("到账前另付", "Paid before the money arrives"), None, YUAN),
            Asked("each_fee", Text("随每期另付", "Paid with each instalment"), None, YUAN),
            Asked(
                "financed",
                Text("算进借款一起还", "Added to the loan"),
                Text("例如保费、会员费。", "Such as insurance or a membership."),
                YUAN,
            ),
        ),
        Text("没有就空着。", "Leave empty what is not charged."),
    ),
    FieldGroup(
        Text("提前还和晚还", "Leaving early, and being late"),
        (
            Asked(
                "leaving",
                Text("提前还款的违约金", "Charge for leaving early"),
                Text("剩余本金的百分之几。", "In percent of what is still owed."),
                PERCENT,
            ),
            Asked(
                "late",
                Text("晚一天收", "Charge for a day of lateness"),
                Text("百分之几，例如 0.05。", "In percent, such as 0.05."),
                PERCENT,
            ),
            Asked(
                "late_on",
                Text("按什么收", "Charged on"),
                choices=tuple((one.value, word) for one, word in LATE_ON.items()),
            ),
        ),
    ),
)
STANDARDS: Final[dict[str, tuple[Text, Text]]] = {
    "cn-simple": (
        Text("中国，单利", "China, simple"),
        Text(
            "把每月的真实利率乘以 12，按还剩的本金算（人民银行〔2021〕3号）。",
            "The true monthly rate times twelve, on what is still owed (PBOC [2021] No. 3).",
        ),
    ),
    "cn-irr": (
        Text("中国，复利（IRR）", "China, compound (IRR)"),
        Text(
            "同一个月利率，利上加利算满一年，所以数字更大。",
            "The same monthly rate with interest on interest over a year, so the figure is larger.",
        ),
    ),
    "us-appendix-j": (
        Text("美国 APR", "US APR"),
        Text(
            "联邦条例 Z 附录 J：期利率乘以一年的期数，不足一期按单利。",
            "Regulation Z, Appendix J: the rate of a period times the periods of a year.",
        ),
    ),
    "eu-aprc": (
        Text("欧盟 APRC", "EU APRC"),
        Text(
            "欧盟消费信贷指令：所有必付费用都算进去，按复利折成一年。",
            "The EU's consumer credit rules: every compulsory cost, compounded over a year.",
        ),
    ),
    "uk-aprc": (
        Text("英国 APR", "UK APR"),
        Text(
            "英国规则：与欧盟同样的等式，按复利折成一年。",
            "The UK's rules: the same equation as the EU's, compounded over a year.",
        ),
    ),
}
TOLD: Final = Text("对方说的", "What you were told")
TOLD_SOURCE: Final = Text("您填的年利率。", "The yearly rate you typed.")
NO_RATE: Final = Text(
    "这些数字算不出年化：还的比到手的少，或没有时间。",
    "No yearly rate fits: less is paid back than received, or at once.",
)
QUESTION: Final = Text("这笔借款，真实成本是多少？", "What does this loan truly cost?")
LEAD: Final = Text(
    "填写合同上的数字，不用登录。数字只用来算这一次，不保存，也不进网址。",
    "Type the numbers of the contract; no account is needed. They are used for this one answer,"
    " are not kept, and stand in no address.",
)
COSTS: Final = Text("这笔借款一共要您花", "In all, this loan costs you")
BEYOND: Final = Text("您要比对方说的多付", "You pay more than you were told, by")
PAYS: Final = Text(
    "您到手 {received}，分 {count} 期一共还 {paid}。",
    "You receive {received} and pay back {paid} in {count} instalments.",
)
GOT: Final = Text("归还到手的钱", "The money you got")
INTEREST: Final = Text("利息", "Interest")
INTEREST_TOLD: Final = Text("按对方说的利率算的利息", "Interest at the rate you were told")
FEES: Final = Text("各项费用", "Fees")
HIDDEN: Final = Text("没有告诉您的成本", "Cost you were not told")
FIRST: Final = Text("第一份", "The first offer")
SECOND: Final = Text("第二份", "The second offer")
FIRST_MONTH: Final = Text(
    "第一期还 {total}，其中 {cost} 是利息和费用；最后一期只有 {last}",
    "Of the first {total}, {cost} is interest and fees; of the last payment, {last}",
)
EVEN: Final = Text(
    "每期还 {total}，其中 {cost} 是利息和费用", "Of each {total}, {cost} is interest and fees"
)
WORST: Final = Text(
    "最不划算的是还完第 {after} 期就走：折合每年 {percent}。",
    "The dearest time to leave is after instalment {after}: like {percent} a year.",
)
LESS: Final = Text("{name}一共少付", "{name} costs less, by")
SAME: Final = Text("两份一共付得一样多", "Both cost the same in all")
WHY_INTEREST: Final = Text(
    "{name}的利息{word} {amount}。", "{name} takes {amount} {word} interest."
)
WHY_FEES: Final = Text("{name}的费用{word} {amount}。", "{name} takes {amount} {word} in fees.")
FEWER: Final = Text("少", "less")
MORE: Final = Text("多", "more")
NOT_ALIKE: Final = Text(
    "两份到手的钱或期数不同，只比总花费不公平：按年化看，{name}更便宜（{low} 对 {high}）。",
    "They pay out different amounts or run for different times, so the total alone is not fair:"
    " by the yearly rate {name} is cheaper ({low} against {high}).",
)
NOT_ALIKE_SAME: Final = Text(
    "两份到手的钱或期数不同；按年化看，两份一样。",
    "They pay out different amounts or run for different times; by the yearly rate they are equal.",
)
LINES: Final[dict[str, Text]] = {
    "received": Text("到手", "You get"),
    "paid": Text("一共还", "You pay back"),
    "price": Text("一共花", "So it costs"),
    "interest": Text("其中利息", "Of it interest"),
    "fees": Text("其中费用", "Of it fees"),
    "instalment": Text("第一期", "The first instalment"),
    "count": Text("期数", "Instalments"),
    "cn-simple": Text("年化，单利", "A year, simple"),
    "cn-irr": Text("年化，复利", "A year, compound"),
    "worst": Text("最不划算的提前还款，折合年化", "Leaving at the worst time, a year"),
    "late": Text("晚还 30 天", "30 days late"),
}
NOT_ENTERED: Final = Text("没填", "not given")
FIELD_PROBLEMS: Final[dict[str, Text]] = {
    "principal": Text("借款金额要大于零。", "The amount lent has to be above nought."),
    "count": Text("期数请填 1 到 120。", "Instalments can be 1 to 120."),
    "instalment": Text(
        "年利率和每期还款，至少填一项。", "Give the yearly rate or the instalment, or both."
    ),
    "withheld": Text(
        "扣掉和先付的费用比借款还多，没有钱到手。",
        "The fees before payout take all that is lent; nothing would arrive.",
    ),
}
