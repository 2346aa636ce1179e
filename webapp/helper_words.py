"""How mandates are told: states, rights and terms in words."""

from __future__ import annotations

from typing import Final

from core.text import Text
from identity.mandate_store import MandateState, Right
from webapp.views.mydata import PurposeState
from webapp.views.shared import Tag, Tone

STATES: Final[dict[MandateState, Tag]] = {
    MandateState.OFFERED: Tag(Text("等对方输入", "Waits for the code"), Tone.WARN),
    MandateState.STANDING: Tag(Text("有效", "Stands"), Tone.OK),
    MandateState.LAPSED: Tag(Text("过期未用", "Never used")),
    MandateState.RUN_OUT: Tag(Text("已到期", "Run out")),
    MandateState.ENDED: Tag(Text("已结束", "Ended")),
}
SEE_ONLY: Final = Text("只看", "See only")
SEE_AND_STOP: Final = Text("查看，也可以停止使用", "See, and stop uses")
DAYS: Final[dict[int, Text]] = {
    30: Text("30 天", "30 days"),
    90: Text("90 天", "90 days"),
    365: Text("一年", "One year"),
}
PURPOSE_STATES: Final[dict[PurposeState, Tag]] = {
    PurposeState.ON: Tag(Text("已同意", "Agreed"), Tone.OK),
    PurposeState.PAUSED: Tag(Text("已暂停", "Paused"), Tone.WARN),
    PurposeState.STALE: Tag(Text("告知有变，已停用", "Notice changed, not used"), Tone.WARN),
    PurposeState.EXPIRED: Tag(Text("已到期", "Run out")),
    PurposeState.OFF: Tag(Text("未开启", "Off")),
    PurposeState.ALWAYS: Tag(Text("依法或依合同", "By law or contract"), Tone.INFO),
}
CODE_FOR: Final = Text("给“{name}”的码", "The code for {name}")
ENTER_IT: Final = Text(
    "请对方登录自己的账户，打开“我帮的人”，输入它。",
    "They sign in to their own account, open “People I help”, and enter it.",
)
TAKEN_BACK: Final = Text("收回了“{purpose}”", "took back “{purpose}”")
RESTED: Final = Text("暂停了“{purpose}”", "paused “{purpose}”")


def rights_in_words(rights: frozenset[Right]) -> Text:
    """Return what a helper may do, in words."""
    return SEE_AND_STOP if Right.STOP in rights else SEE_ONLY
