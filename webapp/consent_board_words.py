"""The words of the lender's consent board."""

from __future__ import annotations

from typing import Final

from consent.board_model import State
from consent.model import Method
from core.text import Text

STATES: Final[dict[State, Text]] = {
    State.OPEN: Text("有效", "Open"),
    State.PAUSED: Text("暂停", "Paused"),
    State.STALE: Text("需重新征求", "To be asked anew"),
    State.BUNDLED: Text("未单独征求", "Not asked by itself"),
    State.WITHDRAWN: Text("已撤回", "Withdrawn"),
    State.REPLACED: Text("被新同意取代", "Replaced by a newer yes"),
    State.EXPIRED: Text("不在期限内", "Outside its time"),
}
METHODS: Final[dict[str, Text]] = {
    Method.PAGE.value: Text("网页", "Page"),
    Method.LARGE_TYPE_PAGE.value: Text("大字网页", "Large-type page"),
    Method.API.value: Text("接口", "API"),
    Method.BRANCH_PAPER.value: Text("网点纸面", "Paper at a branch"),
    Method.GPC.value: Text("浏览器信号", "Browser signal"),
}
WITHOUT: Final = Text("没有对应用途的读取", "Reads that no purpose covers")
OF_READS: Final = Text("共 {total} 次读取，逐类核对", "of {total} reads, checked kind by kind")
INSIDE: Final = Text("在上限之内的有效同意", "Open grants inside their ceilings")
OF_GRANTS: Final = Text("{inside} / {standing} 份", "{inside} of {standing}")
NONE_YET: Final = Text("尚无", "none yet")
EFFECT: Final = Text("请求停用到生效", "From a request to stop to its effect")
REFUSALS: Final = Text("拒绝", "Refusals")
TOLD: Final = Text("撤回到接收方收到", "From withdrawal to a recipient told")
ANSWERED: Final = Text("撤回到接收方答复", "From withdrawal to a recipient's answer")
SPREAD: Final = Text("一半不超过此值；99% 不超过 {p99}；共 {count} 次",
                     "half took no longer; 99 % no longer than {p99}; {count} in all")  # fmt: skip
ASKED: Final = Text("要求停用并删除", "Asked to stop and delete")
RECEIVED: Final = Text("已收到", "Received")
ACKNOWLEDGED: Final = Text("已答复", "Answered")
DELETED: Final = Text("已证明删除", "Deletion confirmed")
LATE: Final = Text("曾逾期", "Were late")
# What only the lender can write into the register and the assessments.
LEFT: Final[dict[str, Text]] = {
    "controller_contact": Text("处理者的联系方式", "who answers for it, and how to reach them"),
    "security_measures": Text("安全措施", "security measures"),
    "transfer_safeguards": Text("出境保障措施", "safeguards for data sent abroad"),
    "necessity": Text("为什么必要", "why it is necessary"),
    "risk_to_people": Text("对个人的风险", "the risk to people"),
    "measures_fit_the_risk": Text("措施与风险是否相称", "whether the measures fit the risk"),
}
LAWFUL: Final[dict[str, Text]] = {
    "consent": Text("同意", "consent"),
    "contract": Text("合同所必需", "contract"),
    "legal_duty": Text("法定义务", "legal duty"),
    "legitimate_interests": Text("正当利益", "legitimate interests"),
    "not_settled": Text("尚无定论", "not settled"),
}
PLACES: Final[dict[str, Text]] = {
    "cn": Text("中国", "China"),
    "eu": Text("欧盟", "EU"),
    "uk": Text("英国", "UK"),
    "us": Text("美国", "US"),
}
BEYOND: Final[dict[str, Text]] = {
    "data_life_days": Text("保存时间", "how long data is kept"),
    "look_back_days": Text("回看范围", "how far back"),
    "use_limit": Text("使用次数", "number of uses"),
    "frequency": Text("使用频率", "frequency"),
}
