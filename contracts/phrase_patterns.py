"""The Chinese of an audit's phrases that have a number or a name inside."""

from __future__ import annotations

import re
from typing import Final

from core.patterns import words_of

PATTERNS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (words_of(r"(.+), paid to (.+)"), "{0}，付给{1}"),
    (
        words_of(r"(.+): not yet earned after payment (\d+) of (\d+)"),
        "{0}：共 {2} 期，还完第 {1} 期时尚未使用的部分",
    ),
    (
        words_of(r"after payment (\d+): payments not yet due, above what is owed"),
        "还完第 {0} 期：未到期款项超出欠款的部分",
    ),
    (
        words_of(r"worst: leaving after payment (\d+), yearly %"),
        "最贵：还完第 {0} 期后结清，折合年化（%）",
    ),
    (words_of(r"one instalment (\d+) days late costs"), "一期晚还 {0} 天的费用"),
    (words_of(r"paid in all after (\d+) renewals nobody asked for"), "自动续期 {0} 次，一共偿还"),
    (
        words_of(r"(\S+) % a (\S+) of the whole loan, yearly %"),
        "按整笔借款的 {0}%，折合年化（%）",
    ),
    (words_of(r"paid in (\d+) payments"), "{0} 期一共偿还"),
    (
        words_of(r"reference line \(4 x one-year LPR (\S+) %, not verified\), %"),
        "参考线：四倍一年期 LPR {0}%，未核实（%）",
    ),
    (words_of(r"(.+): (\S+) % of (\S+), (\d+) times"), "{0}：{2} 的 {1}%，共 {3} 次"),
    (words_of(r"(\S+) percent a day, yearly %"), "每日 {0}%，折合年化（%）"),
    (words_of(r"(\S+) times a \S+, yearly %"), "合同利率的 {0} 倍，折合年化（%）"),
    (words_of(r"(\S+) [a-z]+ a \S+, yearly %"), "{0}，折合年化（%）"),
    (
        words_of(r"(\S+) % a day of the whole loan, yearly %"),
        "每日按整笔借款的 {0}%，折合年化（%）",
    ),
    (words_of(r"(\S+) % per month times a year"), "每月 {0}%，折合一年（%）"),
    (words_of(r"(\S+) % per day times a year"), "每日 {0}%，折合一年（%）"),
    (words_of(r"(\S+) % per \S+ times a year"), "每期 {0}%，折合一年（%）"),
    (words_of(r"after payment (\d+): charge on (\S+)"), "还完第 {0} 期：按 {1} 收取"),
    (words_of(r"(\d+) days"), "{0} 天"),
    (words_of(r"percent a day"), "每日（%）"),
    (words_of(r"percent a once"), "一次性（%）"),
    (words_of(r"percent a \S+"), "每期（%）"),
    (words_of(r"times a \S+"), "合同利率的倍数"),
    (words_of(r"\S+ a day"), "每日（元）"),
    (words_of(r"\S+ a once"), "一次性（元）"),
    (words_of(r"\S+ a (?:instalment|month|payment)"), "每期（元）"),
    (words_of(r"payee of (.+)"), "{0}的收取人"),
    (words_of(r"no day is stated; time is counted from (\S+)"), "没有写明日期，从 {0} 起算"),
    (words_of(r"counted at the most it may be: (.+)"), "按可能收取的最高金额计入：{0}"),
    (words_of(r"counted at the least it may be: (.+)"), "按可能收取的最低金额计入：{0}"),
    (words_of(r"left out as voluntary: (.+)"), "自愿购买，没有计入：{0}"),
)
