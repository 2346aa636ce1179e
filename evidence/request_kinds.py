"""The kinds of facts about people's requests and helpers: code, title, fields; `evidence.kinds`.

They carry codes and instants alone. That of an erasure is about nobody: its subject is gone.
"""

from __future__ import annotations

from typing import Final

from core.text import Text

ROWS: Final[tuple[tuple[str, Text, str], ...]] = (
    (
        "request.received@1",
        Text("收到一项关于个人信息的请求", "A request about personal data arrived"),
        "kind asker clock due_at language",
    ),
    (
        "request.identified@1",
        Text("核实了提出请求的人", "It was shown who makes the request"),
        "kind asker by",
    ),
    (
        "request.extended@1",
        Text("延长了答复时间", "The time for the answer was made longer"),
        "kind due_at reason",
    ),
    (
        "request.answered@1",
        Text("答复了请求", "A request was answered"),
        "kind asker outcome reasons due_at overdue answer_sha256",
    ),
    (
        "request.withdrawn@1",
        Text("提出请求的人撤回了请求", "Who made a request took it back"),
        "kind",
    ),
    (
        "request.corrected@1",
        Text("更正了个人信息，应告知接收方", "Data was corrected; recipients are to be told"),
        "field category rows recipients",
    ),
    (
        "request.limited@1",
        Text("限制了个人信息的使用", "The use of somebody's data was limited"),
        "limit requested_at effective_at",
    ),
    (
        "request.limit_lifted@1",
        Text("解除了对使用的限制", "A limit on the use of data was lifted"),
        "limit requested_at",
    ),
    (
        "request.exported@1",
        Text("交出了一份个人信息副本", "A copy of somebody's data was handed out"),
        "kind sha256 expires_at",
    ),
    (
        "request.erased@1",
        Text("删除了个人信息", "Personal data was erased"),
        "statement_sha256 whole categories kept",
    ),
    (
        "hold.placed@1",
        Text("为争议保全了个人信息", "Data is kept for a dispute"),
        "reason",
    ),
    (
        "hold.lifted@1",
        Text("解除了争议保全", "Data is no longer kept for a dispute"),
        "reason",
    ),
    (
        "joint.invited@1",
        Text("邀请了一位共同借款人", "Somebody was asked to borrow together"),
        "version",
    ),
    ("joint.joined@1", Text("成为共同借款人", "A borrower joined a joint loan"), "version"),
    (
        "joint.ended@1",
        Text("撤回了共同借款的邀请", "An invitation to borrow together ended"),
        "version",
    ),
    (
        "mandate.used@1",
        Text("您的帮手凭授权停止了一项使用", "Somebody who helps stopped a use, under a mandate"),
        "right purposes",
    ),
)
