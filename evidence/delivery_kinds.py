"""Facts of what recipients of data were told and what they answered: code, title, fields.

They are rows of `evidence.kinds`, seen as other facts of a person's consent are.
"""

from __future__ import annotations

from core.text import Text

ROWS: tuple[tuple[str, Text, str], ...] = (
    (
        "delivery.told@1",
        Text("已通知数据接收方", "A recipient of data was told"),
        "delivery recipient purpose change asked body_sha256 attempt",
    ),
    (
        "delivery.acknowledged@1",
        Text("数据接收方已确认", "A recipient of data acknowledged"),
        "delivery recipient purpose said_at body_sha256 signature_sha256 late",
    ),
    (
        "delivery.deleted@1",
        Text("数据接收方证明已删除", "A recipient of data proved its deletion"),
        "delivery recipient purpose said_at method kept body_sha256 signature_sha256 late",
    ),
    (
        "consent.delivery_overdue@1",
        Text("数据接收方逾期未答复", "A recipient of data did not answer in time"),
        "delivery recipient purpose missing due_at attempts",
    ),
)
