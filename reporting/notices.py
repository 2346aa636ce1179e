"""What a lender tells an applicant about a decision: what, why, and what they may do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from consent.confidential import for_the_person
from core.money import Money
from core.text import Text
from reporting.notice_rights import RIGHTS, Right, citations

TEMPLATE_VERSION: Final = 1


class NoticeKind(StrEnum):
    """What a notice is of; the value names its template."""

    ADVERSE_ACTION = "adverse_action"
    APPROVAL = "approval"
    REFERRAL = "referral"


_KINDS: Mapping[str, NoticeKind] = {
    "decline": NoticeKind.ADVERSE_ACTION,
    "approve": NoticeKind.APPROVAL,
    "refer": NoticeKind.REFERRAL,
}


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, as far as its applicant is told of it.

    Args:
        lender: the name the lender goes by.
        jurisdiction: "cn", "us", "eu" or "uk": whose law the lender is under.
        reference: of the application.
        amount: what was asked for.
        action: approve, refer or decline.
        by_person: a person decided; otherwise the machine did.
        reasons: the principal reasons, as the outcome has them.
        on: the day of the decision.
    """

    lender: Text
    jurisdiction: str
    reference: str
    amount: Money
    action: str
    by_person: bool
    reasons: tuple[Text, ...]
    on: date


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice, ready to be sent."""

    kind: NoticeKind
    text: Text


def kind_of(action: str) -> NoticeKind | None:
    """Return what notice an action calls for; None for one nobody is told of."""
    return _KINDS.get(action)


def reasons_in(details: Mapping[str, Any]) -> tuple[Text, ...]:
    """Return the reasons of a kept outcome the person may know, in both languages."""
    return tuple(Text(**reason["text"]) for reason in for_the_person(details)["reasons"])


def notice_of(decided: Decided) -> Notice | None:
    """Return the notice of a decision; None for an action nobody is told of."""
    kind = kind_of(decided.action)
    if kind is None:
        return None
    parts = {
        NoticeKind.ADVERSE_ACTION: _adverse_action,
        NoticeKind.APPROVAL: _approval,
        NoticeKind.REFERRAL: _referral,
    }[kind](decided)
    return Notice(kind, _lines(parts))


def _adverse_action(decided: Decided) -> list[Text]:
    return [
        _first(decided, Text("没有批准", "it was not approved")),
        *_reasons(decided.reasons),
        _who(decided),
        Text("您可以这样做：", "What you may do:"),
        *(_right(right, decided) for right in RIGHTS if _holds(right, decided)),
        Text(
            f"登录后打开这份申请，或者直接联系{decided.lender.zh}，说出申请编号即可。",
            f"Sign in and open this application, or ask {decided.lender.en} and give the"
            " application's number.",
        ),
    ]


def _approval(decided: Decided) -> list[Text]:
    return [
        _first(decided, Text("已批准", "it was approved")),
        Text(
            "签合同以前，请看清一共要还多少钱、真实的年利率是多少。批准了您也可以不借。",
            "Before you sign, see what you pay back in all and the true yearly rate. You need not"
            " take the loan.",
        ),
    ]


def _referral(decided: Decided) -> list[Text]:
    return [
        _first(decided, Text("由人来审核", "a person looks at it")),
        *_reasons(decided.reasons),
        Text(
            "这不是拒绝。您现在不需要做什么，有结果会再通知您。",
            "This is not a no. You need do nothing now; you will be told what comes of it.",
        ),
    ]


def _first(decided: Decided, came_out: Text) -> Text:
    amount = decided.amount.display()
    return Text(
        f"{decided.lender.zh}：您的申请 {decided.reference}（{amount}）{came_out.zh}。",
        f"{decided.lender.en}: your application {decided.reference} ({amount}): {came_out.en}.",
    )


def _reasons(reasons: tuple[Text, ...]) -> list[Text]:
    if not reasons:
        return [
            Text(
                "这个决定没有写明原因，您可以要求说明。",
                "No reason was stated with this decision; you may ask for it.",
            )
        ]
    listed = [
        Text(f"{place}. {reason.zh}", f"{place}. {reason.en}")
        for place, reason in enumerate(reasons, 1)
    ]
    return [Text("主要原因：", "The main reasons:"), *listed]


def _who(decided: Decided) -> Text:
    day = decided.on
    zh = f"{day.year}年{day.month}月{day.day}日"
    if decided.by_person:
        return Text(f"这个决定由人在{zh}作出。", f"A person decided this on {day}.")
    return Text(f"这个决定由机器在{zh}作出。", f"A machine decided this on {day}.")


def _holds(right: Right, decided: Decided) -> bool:
    return not (right.machine_only and decided.by_person)


def _right(right: Right, decided: Decided) -> Text:
    cited = citations(right, decided.jurisdiction, decided.on)
    zh = f"（{'、'.join(one.zh for one in cited)}）" if cited else ""
    en = f" ({'; '.join(one.en for one in cited)})" if cited else ""
    return Text(f"· {right.text.zh}{zh}", f"· {right.text.en}{en}")


def _lines(parts: Iterable[Text]) -> Text:
    lines = tuple(parts)
    return Text("\n".join(one.zh for one in lines), "\n".join(one.en for one in lines))
