"""What people are told of a decision: in both languages, why, and what they may do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.money import Money
from core.text import Text
from reporting.notice_rights import LAWS, RIGHTS, citations
from reporting.notices import Decided, NoticeKind, notice_of
from underwriting.model import Action

DECLINED = Decided(
    lender=Text("甲消费金融", "Lender A"),
    jurisdiction="cn",
    reference="A-0123456789ABCDEF",
    amount=Money.of("12000"),
    action="decline",
    by_person=False,
    reasons=(Text("近半年有逾期还款", "Late payments in the last six months"),),
    on=date(2026, 11, 22),
)


def test_a_decline_in_full() -> None:
    notice = notice_of(DECLINED)
    assert notice is not None
    assert notice.kind is NoticeKind.ADVERSE_ACTION
    amount = DECLINED.amount.display()
    assert notice.text.zh.splitlines() == [
        f"甲消费金融：您的申请 A-0123456789ABCDEF（{amount}）没有批准。",
        "主要原因：",
        "1. 近半年有逾期还款",
        "这个决定由机器在2026年11月22日作出。",
        "您可以这样做：",
        (
            "· 您可以要求说明这个决定是怎样作出的，用了您的哪些信息。"
            "（《个人信息保护法》第24条、《个人信息保护法》第48条）"
        ),
        (
            "· 您可以不接受只由机器作出的决定，要求由人重新审核；不另外收费，也不影响您以后申请。"
            "（《个人信息保护法》第24条）"
        ),
        (
            "· 您可以查看所用的信息；有错或不完整的，可以要求更正、补充。"
            "（《个人信息保护法》第45条、《个人信息保护法》第46条）"
        ),
        "登录后打开这份申请，或者直接联系甲消费金融，说出申请编号即可。",
    ]
    assert notice.text.en.splitlines()[:4] == [
        f"Lender A: your application A-0123456789ABCDEF ({amount}): it was not approved.",
        "The main reasons:",
        "1. Late payments in the last six months",
        "A machine decided this on 2026-11-22.",
    ]


def test_who_was_declined_by_a_person_is_not_offered_to_refuse_a_machine() -> None:
    notice = notice_of(replace(DECLINED, by_person=True))
    assert notice is not None
    assert "由人在2026年11月22日作出" in notice.text.zh
    assert "只由机器" not in notice.text.zh
    assert "要求更正" in notice.text.zh


def test_a_decline_without_a_reason_says_that_one_may_ask() -> None:
    notice = notice_of(replace(DECLINED, reasons=()))
    assert notice is not None
    assert "没有写明原因" in notice.text.zh


@pytest.mark.parametrize(
    ("action", "kind"),
    [("approve", NoticeKind.APPROVAL), ("refer", NoticeKind.REFERRAL), ("pause", None)],
)
def test_other_actions_have_short_notices_or_none(action: str, kind: NoticeKind | None) -> None:
    notice = notice_of(replace(DECLINED, action=action))
    assert (None if notice is None else notice.kind) == kind
    if notice is not None:
        assert len(notice.text.zh) < 160
        assert "《" not in notice.text.zh


def test_every_action_was_thought_of() -> None:
    for action in Action:
        notice = notice_of(replace(DECLINED, action=action.value))
        assert (notice is None) == (action is Action.PAUSE)


def test_laws_are_cited_where_and_when_they_are_in_force() -> None:
    explanation = RIGHTS[0]
    assert [one.en for one in citations(explanation, "cn", date(2021, 11, 1))] == [
        "Personal Information Protection Law, article 24",
        "Personal Information Protection Law, article 48",
    ]
    assert citations(explanation, "cn", date(2021, 10, 31)) == ()
    assert citations(explanation, "us", date(2026, 1, 1)) == ()
    known = {law.code for law in LAWS}
    assert {code for right in RIGHTS for code in right.laws} == known
    assert all(law.source for law in LAWS)


def test_no_notice_passes_judgement_on_anyone() -> None:
    for action in ("decline", "approve", "refer"):
        notice = notice_of(replace(DECLINED, action=action))
        assert notice is not None
        assert "违法" not in notice.text.zh
        assert "illegal" not in notice.text.en.lower()
