"""One application as its applicant reads it: what came out, why, what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from consent.categories import CATEGORIES
from consent.model import Refused
from core.errors import InvalidInput
from core.text import Text, filled
from evidence.kinds import kind_of
from reporting.notice_store import KeptNotice
from scoring import credit, scorecard
from scoring.model import CreditBand
from underwriting.model import State
from underwriting.own_cases import OwnCase
from webapp import borrower_joint
from webapp import borrower_words as words
from webapp.navigation import MY_DATA, MY_DECISIONS, TRUE_COST
from webapp.views.decision import DecisionPage, Paused
from webapp.views.decision_notice import DecisionNotice
from webapp.views.shared import FormButton, Link, Reason, Step

_TITLES: dict[State, Text] = {
    State.APPROVED: Text("批准了 {amount}", "{amount} was approved"),
    State.DECLINED: Text("这一次没有批准 {amount}", "{amount} was not approved this time"),
    State.IN_REVIEW: Text("由人来看您的申请", "A person looks at your application"),
    State.PAUSED: Text("您的申请在等您决定", "Your application waits for you"),
    State.WAITING: Text("我们在等您的征信报告", "We wait for your credit report"),
    State.CANCELLED: Text("您撤回了这份申请", "You took this application back"),
}
_LEADS: dict[State, Text] = {
    State.APPROVED: Text(
        "还没有签约，您可以不借。签约前请再看一次真实成本。",
        "Nothing is signed; you may still leave it. Look at the true cost once more first.",
    ),
    State.DECLINED: Text(
        "理由写在下面。您可以请人再看一次，不收费，结果不会因此更差。",
        "The reasons stand below. You may ask for a person to look again; it costs nothing and"
        " never makes it worse.",
    ),
    State.IN_REVIEW: Text(
        "机器没有作出不利决定。审核人员看过之后，结果会出现在这里。",
        "The machine has decided nothing against you. The result stands here once a person has"
        " looked.",
    ),
    State.PAUSED: Text(
        "缺少一项同意，所以暂停；没有拒绝，也不会因此拒绝。",
        "It pauses for want of one consent. It was not declined, and will not be for that.",
    ),
    State.WAITING: Text(
        "您已同意查询。报告一到，就会继续办理；您不用做什么。",
        "You agreed to the query. It goes on as soon as the report is here; there is nothing you"
        " need to do.",
    ),
    State.CANCELLED: Text(
        "不会再办理。您同意过的用途，可以在“我的数据”里收回。",
        "Nothing more is done with it. What you agreed to can be taken back on My data.",
    ),
}
_ASKED = Text(
    "您请了人再看一次。结果不会因此更差，看完就出现在这里。",
    "You asked for a person to look again. It never makes it worse; the result stands here once"
    " they have looked.",
)
_DECLINED_BY_PERSON = Text(
    "审核人员看过了。理由写在下面；有不对的地方，可以要求更正，也可以投诉。",
    "A person has looked. The reasons stand below; you may have wrong data corrected, and you may"
    " complain.",
)
_NEVER = (
    Text("性别、婚姻、年龄（不计入评分）", "sex, marriage, age (no part of the score)"),
    Text("通讯录、通话记录、相册", "contacts, call log, photos"),
)
_USED = ("identity", "contact", "finances", "device", "credit_report")
_BETTER = Text(
    "按现在的评分表，信用会变为“{band}”。",
    "By today's scorecard your credit would then read “{band}”.",
)
_BANDS: dict[CreditBand, Text] = {
    CreditBand.STRONG: Text("强", "strong"),
    CreditBand.FAIR: Text("中", "fair"),
    CreditBand.WEAK: Text("弱", "weak"),
}


def decision_page(case: OwnCase, at: datetime, *, has_notice: bool) -> DecisionPage:
    """Return the page of one's own application.

    Args:
        case: the application.
        at: when it is looked at.
        has_notice: a notice of the decision is kept; it comes a moment after the decision.
    """
    application = case.application
    state = application.state
    decided = state in {State.APPROVED, State.DECLINED}
    asked = [one for one in case.reviews if one.asked_by == "applicant" and one.decided_at is None]
    return DecisionPage(
        standing=words.STATES[state][0],
        title=_title(case),
        lead=_lead(case, asked=bool(asked)),
        lender=case.offer.lender,
        reference=application.reference,
        amount=application.amount,
        decided_at=case.decided_at if decided else None,
        decided_by=_decided_by(case) if decided else None,
        reasons=_reasons(case),
        used=_used(case) if case.action and state is not State.PAUSED else (),
        not_used=(*_NEVER, *_held_back(case)),
        paused=_paused(case),
        ask_person=_ask_person(case) if decided and case.decided_by == "machine" else None,
        asked_at=asked[-1].asked_at if asked else None,
        cancel=_cancel(case),
        steps=_steps(case),
        documents=_documents(case, has_notice=has_notice),
        next_step=_next(case),
        together=borrower_joint.together(case, at),
    )


def decision_notice(kept: KeptNotice) -> DecisionNotice:
    """Return a notice as it was kept, to the letter: its hash is in the lender's record."""
    zh, en = kept.notice.text.zh.splitlines(), kept.notice.text.en.splitlines()
    return DecisionNotice(
        title=Text(zh[0], en[0]),
        lines=tuple(Text(*pair) for pair in zip(zh[1:], en[1:], strict=True)),
        reference=kept.reference,
        told_at=kept.created_at,
        sha256=kept.sha256,
    )


def would_change(case: OwnCase) -> Mapping[str, Text]:
    """Return what the person could do, by the reason that it eases, asked of the same scorecard."""
    told = case.details.get("credit") if case.details else None
    if case.credit_report is None or told is None:
        return {}
    card = _card()
    if told["model"] != f"{card.name}@{card.digest[:12]}":
        return {}  # decided by another version: what would change it is not known any more
    try:
        changes = credit.what_would_change(card, case.credit_report)
    except InvalidInput:
        return {}
    before = CreditBand(told["band"])
    found: dict[str, Text] = {}
    for change in changes:
        better = _better(change.band_after, before)
        wording = Text(change.text.zh + better.zh, f"{change.text.en} {better.en}")
        found.setdefault(change.topic, wording)
    return found


def _better(after: CreditBand, before: CreditBand) -> Text:
    if after is before:
        return Text("评分会提高。", "The score would be better.")
    return filled(_BETTER, band=_BANDS[after])


@cache
def _card() -> scorecard.Scorecard:
    return scorecard.load()


def _reasons(case: OwnCase) -> tuple[Reason, ...]:
    if case.application.state in {State.PAUSED, State.APPROVED, State.CANCELLED, State.WAITING}:
        return ()
    changes = would_change(case)
    return tuple(
        Reason(
            Text(one["text"]["zh"], one["text"]["en"]),
            words.REASON_FROM[one["source"]],
            changes.get(one["code"]) if one["source"] == "credit" else None,
        )
        for one in case.details.get("reasons", ())
    )


def _title(case: OwnCase) -> Text:
    if borrower_joint.waits_for_another(case):
        return borrower_joint.WAITS_TITLE
    application = case.application
    return filled(_TITLES[application.state], amount=application.amount.display())


def _lead(case: OwnCase, *, asked: bool) -> Text:
    """Return the sentence under the title: true for who decided, and who asked."""
    state = case.application.state
    if borrower_joint.waits_for_another(case):
        return borrower_joint.WAITS_LEAD
    if state is State.IN_REVIEW and asked:
        return _ASKED
    if state is State.DECLINED and case.decided_by == "person":
        return _DECLINED_BY_PERSON
    return _LEADS[state]


def _decided_by(case: OwnCase) -> Text:
    who = Text("由审核人员决定", "Decided by a person")
    if case.decided_by == "machine":
        who = Text("自动决定", "Decided automatically")
    rules = Text("{who}，依据规则表 {policy}", "{who}, by the table of rules {policy}")
    return filled(rules, who=who, policy=case.policy)


def _used(case: OwnCase) -> tuple[Text, ...]:
    return tuple(
        one.name
        for one in CATEGORIES
        if one.code in _USED and (one.code != "credit_report" or case.credit_report is not None)
    )


def _held_back(case: OwnCase) -> tuple[Text, ...]:
    """Return what is not used because its owner said no."""
    return tuple(
        filled(
            Text("{name}（没有您的同意）", "{name} (without your consent)"), name=one.purpose.name
        )
        for one in case.states
        if isinstance(one.answer, Refused)
        and one.purpose.code in {"bureau.query", "bank_data.pull_once"}
    )


def _paused(case: OwnCase) -> Paused | None:
    state, missing = case.application.state, case.missing
    if state is not State.PAUSED or missing is None or missing.notice is None:
        return None
    here = f"{MY_DECISIONS}/{case.application.reference}"
    return Paused(
        purpose=missing.purpose.name,
        explanation=missing.notice.text,
        resume=FormButton(
            Text("同意，继续办理", "Agree, and go on"),
            f"{here}/resume",
            (("notice", missing.notice.sha256),),
        ),
        leave=FormButton(Text("不同意，撤回申请", "Do not agree, take it back"), f"{here}/cancel"),
    )


def _ask_person(case: OwnCase) -> FormButton:
    label = Text("请人再看一次", "Ask for a person")
    return FormButton(label, f"{MY_DECISIONS}/{case.application.reference}/ask-person")


def _cancel(case: OwnCase) -> FormButton | None:
    if case.application.state not in {State.WAITING, State.IN_REVIEW}:
        return None
    label = Text("撤回这份申请", "Take this application back")
    return FormButton(label, f"{MY_DECISIONS}/{case.application.reference}/cancel")


def _steps(case: OwnCase) -> tuple[Step, ...]:
    shown = [one for one in case.entries if one.kind != "names.matched@1"]
    steps = [Step(kind_of(one.kind).title, one.at) for one in shown]
    if case.application.state is State.IN_REVIEW:
        steps.append(Step(Text("审核人员查看", "A person looks"), under_way=True))
    if borrower_joint.waits_for_another(case):
        steps.append(Step(Text("共同借款人的部分", "The other borrower's part"), under_way=True))
    elif case.application.state is State.WAITING:
        steps.append(Step(Text("征信报告", "The credit report"), under_way=True))
    return tuple(steps)


def _documents(case: OwnCase, *, has_notice: bool) -> tuple[Link, ...]:
    application = case.application
    here = f"{MY_DECISIONS}/{application.reference}"
    links: list[Link] = []
    if has_notice and application.state in {State.APPROVED, State.DECLINED}:
        links.append(
            Link(
                Text("决定通知书（中英文）", "Decision notice, in both languages"), f"{here}/notice"
            )
        )
    proof = f"{MY_DATA}/{application.organisation_id}/proof/{application.reference}"
    links.append(
        Link(Text("记录的证明（可离线验证）", "Proof of the record, verifiable offline"), proof)
    )
    links.append(
        Link(
            Text("这笔借款的真实成本", "The true cost of this loan"),
            f"{TRUE_COST}/{application.reference}",
        )
    )
    return tuple(links)


def _next(case: OwnCase) -> Link | None:
    if case.application.state is not State.APPROVED:
        return None
    href = f"{TRUE_COST}/{case.application.reference}"
    return Link(Text("签约前再看一次真实成本", "See the true cost before you sign"), href)
