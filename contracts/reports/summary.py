"""The first page: what it costs, what matters most, what to do next."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from contracts.phrases import bilingual
from contracts.reports.figures import Writer
from core.text import Text, filled

SEVERITIES: Final = ("critical", "high", "medium", "low")
_CONFIDENCES: Final = ("high", "medium", "low")
_SHOWN: Final = 3
_ASKS_MAX: Final = 3
_LINE_EMS: Final = 110  # of an explanation on the first page, in widths of a Han character
_MORE: Final = Text(
    "比所写的年化 {stated} 多付 {amount}", "You pay {amount} more than the stated {stated} a year"
)
_THINGS: Final = Text("这份合同有 {count} 处需要弄清", "{count} points of this contract to settle")
_THING: Final = Text("这份合同有 1 处需要弄清", "One point of this contract to settle")
_COSTS: Final = Text(
    "没有发现与规则不符的地方；借款成本共 {amount}",
    "Nothing departs from the rules; the loan costs {amount} in all",
)
_OPEN: Final = Text(
    "没有发现与规则不符的地方，但有 {count} 个问题还不能回答",
    "Nothing was found, but {count} questions could not be answered",
)
_NOTHING: Final = Text("没有发现与规则不符的地方", "Nothing departs from the rules asked about")
_BEFORE: Final = Text(
    "签字之前，请贷款人书面给出：{what}。",
    "Before signing, ask the lender in writing for {what}.",
)
_PAYEES: Final = Text(
    "问清每一项费用由谁收取；合同没有写明：{what}。",
    "Ask who receives each charge; the contract does not say for {what}.",
)
_UNANSWERED: Final = Text(
    "有 {count} 个问题还不能回答；补上这些再查一次：{what}。",
    "{count} questions could not be answered; add this and check again: {what}.",
)
_KEEP: Final = Text(
    "已经签了的，留好合同、放款凭证、还款记录和本报告；投诉或协商时按报告编号和条款位置逐条提出。",
    "If it is signed already, keep the contract, the proof of the payout and payments, and this "
    "report; raise each point by its place in the contract.",
)
_COMPARE: Final = Text(
    "把第 {section} 节的数字与贷款人给您的明示表逐项对照。",
    "Compare section {section} with the statement the lender gave you, line by line.",
)


@dataclass(frozen=True, slots=True)
class Worst:
    """One of the findings that matter most, as the first page shows it."""

    code: str
    severity: str
    title: str
    explanation: str


def headline(found: Mapping[str, Any], write: Writer, cost: Decimal | None) -> str:
    """Return what is true of the contract in one sentence, in money where it is known.

    Args:
        found: the audit.
        write: in the reader's language.
        cost: of the loan; None where it is not known.
    """
    findings, hidden = len(found["findings"]), found["hidden_cost"]
    stated = stated_percent(found)
    understated = any(one["id"] == "A02" for one in found["findings"])
    if understated and hidden and Decimal(hidden["amount"]) > 0 and stated is not None:
        amount = write.money(hidden["amount"])
        return write.say(
            filled(_MORE, amount=amount, stated=write.percent(stated, _places(stated)))
        )
    if findings:
        return write.say(_THING if findings == 1 else filled(_THINGS, count=str(findings)))
    if found["unsettled"]:
        return write.say(filled(_OPEN, count=str(len(found["unsettled"]))))
    return write.say(_NOTHING if cost is None else filled(_COSTS, amount=write.money(cost)))


def stated_percent(found: Mapping[str, Any]) -> str | None:
    """Return the yearly rate the contract states, as it is written; None where it states none."""
    return found["rates"][0]["stated_percent"] if found["rates"] else None


def ranked(findings: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return findings, the weightiest first; among equals the surest, then by code."""
    return sorted(
        findings,
        key=lambda one: (
            SEVERITIES.index(one["severity"]),
            _CONFIDENCES.index(one["confidence"]),
            one["id"],
        ),
    )


def worst(found: Mapping[str, Any], write: Writer) -> tuple[Worst, ...]:
    """Return the three findings that matter most, each short enough for the first page."""
    return tuple(
        Worst(
            one["id"],
            one["severity"],
            write.say(one["title"]),
            shortened(write.say(one["explanation"]), _LINE_EMS),
        )
        for one in ranked(found["findings"])[:_SHOWN]
    )


def next_steps(
    found: Mapping[str, Any], write: Writer, statement_section: int | None
) -> tuple[str, ...]:
    """Return what the reader does next, each in a sentence.

    Args:
        found: the audit.
        write: in the reader's language.
        statement_section: where the report has the cost statement; None where it has none.
    """
    steps: list[str] = []
    asks = [one["would_settle"] for one in ranked(found["findings"]) if one["would_settle"]]
    if asks:
        steps.append(write.say(filled(_BEFORE, what=_listed(asks))))
    unpaid = [
        item["name"]
        for item in found["cost_statement"]["items"]
        if not item["payee"] and Decimal(str(item["amount"]))
    ]
    if unpaid:
        named = [name if isinstance(name, str) else Text(**name) for name in unpaid]
        steps.append(write.say(filled(_PAYEES, what=_listed(named))))
    if found["unsettled"]:
        missing = [one["missing"] for one in found["unsettled"]]
        count = str(len(missing))
        steps.append(write.say(filled(_UNANSWERED, count=count, what=_listed(missing))))
    if found["cost_statement"]["items"] and statement_section is not None:
        steps.append(write.say(filled(_COMPARE, section=str(statement_section))))
    if found["findings"]:
        steps.append(write.say(_KEEP))
    return tuple(steps)


def shortened(words: str, ems: float) -> str:
    """Return words up to a width, in widths of a Han character, cut at a mark or a space."""
    width = 0.0
    for index, letter in enumerate(words):
        width += 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.5
        if width > ems:
            head = words[:index]
            cut = max(head.rfind(mark) for mark in "，。；, ")
            return f"{head[: cut if cut > index // 2 else index].rstrip('，。；, ')}…"
    return words


def _listed(items: Sequence[str | Text]) -> Text:
    """Return the first few of a list, each once, in both languages."""
    texts = [item if isinstance(item, Text) else bilingual(item) for item in items]
    unique = list(dict.fromkeys(texts))
    shown = unique[:_ASKS_MAX]
    more = len(unique) - len(shown)
    zh, en = "；".join(text.zh for text in shown), "; ".join(text.en for text in shown)
    return Text(f"{zh}，等 {len(unique)} 项", f"{en}; and {more} more") if more else Text(zh, en)


def _places(percent: str) -> int:
    """Return the decimals a stated percentage is written with."""
    return max(0, -int(Decimal(percent).normalize().as_tuple().exponent))
