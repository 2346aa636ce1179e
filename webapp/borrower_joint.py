"""How a loan of several stands, as one of its borrowers reads it: never who else, or their data."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from core.text import Text
from underwriting.model import State
from underwriting.own_cases import OwnCase
from webapp.navigation import MY_DECISIONS
from webapp.views.decision import Together
from webapp.views.shared import FormButton

WAITS_TITLE: Final = Text("等共同借款人", "Your loan waits for the other borrower")
WAITS_LEAD: Final = Text(
    "您这一部分已经齐了。每位借款人的部分都齐了就一起办理；等待不会导致拒绝。",
    "Your part is complete. The loan goes on when every borrower's part is; waiting never leads to"
    " a no.",
)
_ALONE: Final = Text(
    "两个人一起借，请对方用自己的账户申请自己那一部分。谁也看不到对方的数据。",
    "To borrow with somebody, let them hand in their own part with an account of their own. Neither"
    " of you sees the other's data.",
)
_INVITED: Final = Text(
    "您已邀请一位共同借款人。对方提交之前，这笔借款不会有结果。",
    "You have asked somebody to borrow with you. There is no answer on this loan before they have"
    " handed in their part.",
)
_LAPSED: Final = Text(
    "邀请码过了七天没有用。可以再邀请一次，也可以自己继续。",
    "The code was not used within seven days. Ask again, or go on without.",
)
_JOINT: Final = Text(
    "这是共同借款，只有一个结果。您只看到自己的部分，对方也一样。",
    "You borrow together, and there is one answer for all. You see your own part alone, and so does"
    " everybody else.",
)
_ASK: Final = Text("邀请一位共同借款人", "Ask somebody to borrow with me")
_ASK_AGAIN: Final = Text("再邀请一次", "Ask again")
_GO_ALONE: Final = Text("不等了，自己继续", "Go on without them")
_OPEN: Final = frozenset({State.WAITING, State.PAUSED})


def waits_for_another(case: OwnCase) -> bool:
    """Say whether an application is all there and waits for another part of its loan."""
    return case.joint and case.complete


def together(case: OwnCase, at: datetime) -> Together | None:
    """Return what is said of borrowing together; None where there is nothing to say or do."""
    here = f"{MY_DECISIONS}/{case.application.reference}"
    ask = FormButton(_ASK, f"{here}/together")
    alone = FormButton(_GO_ALONE, f"{here}/alone")
    if case.application.state not in _OPEN:
        return Together(_JOINT) if case.joint and case.application.state in _ANSWERED else None
    if case.invitation is None:
        return Together(_JOINT if case.joint else _ALONE, ask=ask)
    if case.invitation.open_until > at:
        return Together(_INVITED, until=case.invitation.open_until, alone=alone)
    return Together(_LAPSED, ask=FormButton(_ASK_AGAIN, f"{here}/together"), alone=alone)


_ANSWERED: Final = frozenset({State.IN_REVIEW, State.APPROVED, State.DECLINED})
