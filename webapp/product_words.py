"""What the pages of products, findings and law say about states, roles and effects."""

from __future__ import annotations

from contracts.law.changes import Effect
from contracts.products.model import ChannelKind, FindingState, PartnerRole
from core.text import Text
from webapp.views.shared import Tag, Tone

STATES: dict[FindingState, Tag] = {
    FindingState.OPEN: Tag(Text("待处理", "Open"), Tone.WARN),
    FindingState.ACCEPTED: Tag(Text("暂时接受", "Accepted"), Tone.INFO),
    FindingState.MENDED: Tag(Text("已改正", "Mended"), Tone.OK),
    FindingState.NOT_SO: Tag(Text("不属实", "Not so"), Tone.QUIET),
}
ACCEPTED_UNTIL = Text("接受到{day}", "accepted until {day}")
RAN_OUT = Text("接受期已过，回到待处理", "the acceptance ran out; it is open again")
WAITS = Tag(Text("等第二人签核", "Waits for a second person"), Tone.INFO)
WISHES: tuple[tuple[FindingState, Text], ...] = (
    (FindingState.ACCEPTED, Text("接受到某一天", "Accept until a day")),
    (
        FindingState.MENDED,
        Text("已改正：新版文本里没有了", "Mended: a later version is without it"),
    ),
    (
        FindingState.NOT_SO,
        Text("不属实：是误读，或有文件可以证明", "Not so: misread, or a document settles it"),
    ),
    (FindingState.OPEN, Text("重新打开", "Open it again")),
)
AGREE = Text("签核", "Sign it")
SEND_BACK = Text("退回", "Send it back")
NO_COLLEAGUE = Text("请选择一位有此角色的同事。", "Choose a colleague who has this role.")
TAKE_ON = Text("由我负责", "Take it on")
NOBODY = Text("还没有人负责", "nobody yet")
NOT_FIRST = Text(
    "您是提出的人，需要另一位同事签核。", "You asked for this; another person has to answer."
)
CHOOSE_STATE = Text("请选择要改成什么。", "Please choose what it is to become.")
WRITE_REASON = Text("请写明理由，2000 字以内。", "Please give the reason, within 2,000 characters.")
CHOOSE_DAY = Text(
    "请填写接受到哪一天：从今天起，最长一年。",
    "Please give the last day: from today, a year at most.",
)
NO_DAY = Text("只有“接受”才填日期。", "A day belongs to an acceptance only.")
MOVED = Text(
    "刚才的操作没有记录：这处发现已有变化，或没有新版文本不带它。请看过现在的情况再试。",
    "Nothing was recorded: the finding has moved on, or no later version is without it. "
    "Please look again.",
)
PARTNERS: dict[PartnerRole, Text] = {
    PartnerRole.INTRODUCES: Text("引流", "introduces"),
    PartnerRole.GUARANTEES: Text("担保", "guarantees"),
    PartnerRole.SERVICES: Text("服务", "services"),
    PartnerRole.INSURES: Text("保险", "insures"),
    PartnerRole.COLLECTS: Text("催收", "collects"),
}
CHANNELS: dict[ChannelKind, Text] = {
    ChannelKind.APP: Text("手机应用", "app"),
    ChannelKind.WEBSITE: Text("网站", "website"),
    ChannelKind.BRANCH: Text("网点", "branch"),
    ChannelKind.PARTNER: Text("合作方", "partner"),
    ChannelKind.PHONE: Text("电话", "phone"),
}
EFFECTS: dict[Effect, Tag] = {
    Effect.APPEARS: Tag(Text("新出现", "Appears"), Tone.WARN),
    Effect.GOES: Tag(Text("不再有", "Goes"), Tone.OK),
    Effect.WEIGHS: Tag(Text("轻重不同", "Weighs differently"), Tone.INFO),
    Effect.RESTS: Tag(Text("依据不同", "Rests on other law"), Tone.QUIET),
    Effect.SETTLES: Tag(Text("能否回答不同", "Answered or no longer"), Tone.INFO),
}
ANSWERS: dict[str, Text] = {
    "departure": Text("有发现", "finding"),
    "clear": Text("没有发现", "clear"),
    "unsettled": Text("还不能回答", "unsettled"),
}
READ = Tag(Text("已读原文", "Read at its source"), Tone.OK)
UNREAD = Tag(Text("未核实", "Not verified"), Tone.WARN)
CONFIRMED = Tag(Text("本机构已确认", "Confirmed by your organisation"), Tone.INFO)
CONFIRMED_BY = Text(
    "由{lender}两人确认：{first}、{second}。Candor 没有读过原文，不算核实。",
    "Confirmed by two people of {lender}: {first} and {second}. Candor has not read the text; "
    "it is not verified.",
)
ATTACHED = Text(
    "{first} 附上了原文，等另一位同事确认。",
    "{first} attached the text; another person has to confirm it.",
)
WRITE_TEXT = Text("请贴上条文原文。", "Please paste the words of the rule.")
WRITE_SOURCE = Text("请写明原文出处。", "Please say where the words are from.")
BAD_CHANGE = Text(
    "这样改不了：{expected}。", "This is no change that could be worked out: expected {expected}."
)
EARLIER = Text("之前的版本", "an earlier version")
IN_USE = Text("在用", "in use")
CONFIRM = Text("确认就是这条规则", "Confirm that this is the rule")
YOU = Text("本机构", "your organisation")
REFUSED = Tag(Text("已退回", "Sent back"), Tone.QUIET)
OTHER_ROW = Tag(
    Text("规则后来改过，不再算数", "The rule changed since; it no longer counts"), Tone.WARN
)
WEIGHTS: dict[str, Text] = {
    "critical": Text("严重", "critical"),
    "high": Text("高", "high"),
    "medium": Text("中", "medium"),
    "low": Text("低", "low"),
}
SOURCES: dict[str, Text] = {
    "reported by others; the text itself was not read": Text(
        "来自他人转述，没有读过原文", "reported by others; the text itself was not read"
    ),
}
