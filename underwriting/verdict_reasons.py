"""The principal reasons an officer may give for a no; one row is one sentence people will read."""

from __future__ import annotations

from core.text import Text
from underwriting.model import DecisionReason


def _reason(code: str, zh: str, en: str) -> DecisionReason:
    return DecisionReason(code, "person", Text(zh, en))


VERDICT_REASONS: tuple[DecisionReason, ...] = (
    _reason(
        "person.repayment_burden",
        "按您填写的收入，每月还款负担偏重",
        "The monthly repayment would be heavy for the income you told us",
    ),
    _reason(
        "person.repayment_record",
        "近期的还款记录不够稳定",
        "Your recent repayment record is not steady enough",
    ),
    _reason(
        "person.income_not_confirmed",
        "您的收入还没有得到证明",
        "Your income could not be confirmed",
    ),
    _reason(
        "person.identity_not_confirmed",
        "没能确认是您本人提出的申请",
        "We could not confirm that it was you who applied",
    ),
    _reason(
        "person.use_outside_product",
        "借款用途不在这个产品的范围内",
        "This product does not lend for the use you named",
    ),
    _reason(
        "person.contract_not_fit",
        "合同条款需要先修改，现在不能按它放款",
        "The contract has to be changed first; nothing can be lent under it now",
    ),
)


def verdict_reason(code: str) -> DecisionReason | None:
    """Return the reason of a code; None when there is no such row."""
    return next((reason for reason in VERDICT_REASONS if reason.code == code), None)
