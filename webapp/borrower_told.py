"""What became of a person's choices at the recipients, in the words of the borrower's pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from consent.articles import citation
from consent.categories import CATEGORIES
from consent.delivery import rules
from consent.delivery.model import (
    Answer,
    AnswerKind,
    Asked,
    Course,
    Delivery,
    Hearing,
    Outcome,
    Standing,
)
from consent.model import Basis, Category, Permitted, Purpose, PurposeState
from consent.purposes import purpose_of
from core.text import Text, filled
from webapp import borrower_words as words
from webapp.borrower_cards import receipt
from webapp.formats import moment
from webapp.views.mydata import Told
from webapp.views.shared import Step, Tag, Tone
from webapp.views.told import HeldLine, KeptLine, ToldLine

_ASKED: Final = {
    Asked.MAY_USE: Text("告知可以使用", "told that it may use the data"),
    Asked.STOP: Text("要求暂停使用", "told to stop for now"),
    Asked.STOP_AND_DELETE: Text("要求停止使用并删除", "told to stop and to delete"),
}
_STATES: Final = {
    Standing.BEING_TOLD: Tag(Text("正在通知", "Being told"), Tone.INFO),
    Standing.NOT_REACHED: Tag(
        Text("还没送到，正在重试", "Not reached yet, tried again"), Tone.WARN
    ),
    Standing.GIVEN_UP: Tag(Text("没有送到", "Could not be reached"), Tone.DANGER),
    Standing.TOLD: Tag(Text("已送到，等它答复", "Told, has to answer"), Tone.INFO),
    Standing.LATE: Tag(Text("逾期未答复", "Late with its answer"), Tone.DANGER),
}
_ACKNOWLEDGED: Final = {
    Asked.MAY_USE: Tag(Text("已确认收到", "Has acknowledged"), Tone.OK),
    Asked.STOP: Tag(Text("已确认停用", "Has stopped"), Tone.OK),
    Asked.STOP_AND_DELETE: Tag(Text("已停用，还没删除", "Has stopped, not deleted yet"), Tone.INFO),
}
_DELETED: Final = Tag(Text("已删除", "Deleted"), Tone.OK)
_DELETED_PARTLY: Final = Tag(
    Text("已删除，一部分依规保存", "Deleted; a rule keeps some"), Tone.INFO
)
_ANSWERED: Final = {
    Asked.MAY_USE: Text("确认收到", "Acknowledged"),
    Asked.STOP: Text("确认停用", "Stopped using it"),
    Asked.STOP_AND_DELETE: Text("确认停用", "Stopped using it"),
}
_METHODS: Final = {
    "erased": Text("已抹除", "erased"),
    "key_destroyed": Text("已销毁密钥，无法再读", "its key was destroyed, so nobody can read it"),
    "anonymised": Text("已匿名化", "made anonymous"),
}
_TROUBLE: Final = {
    Outcome.REFUSED: Text("对方没有接受", "it did not take it"),
    Outcome.TIMED_OUT: Text("对方没有及时回应", "it did not answer in time"),
    Outcome.UNREACHABLE: Text("联系不上", "it could not be reached"),
    Outcome.FORBIDDEN_ADDRESS: Text("对方的地址不可用", "its address cannot be used"),
    Outcome.BROKEN: Text("对方的回应看不懂", "its reply made no sense"),
}
_PROOF: Final = Text("证明（可验证）", "Proof, to verify")
_DAYS_A_YEAR: Final = 365


def line(course: Course, at: datetime) -> ToldLine:
    """Return one recipient and one change with every step of it."""
    delivery = course.delivery
    proved = course.answer(AnswerKind.DELETED)
    return ToldLine(
        who=delivery.recipient,
        purpose=_name(delivery.purpose),
        asked=_ASKED[delivery.asked],
        at=delivery.effective_at,
        state=state(course, at),
        steps=_steps(course),
        kept=_kept(proved) if proved else (),
        proof=replace(receipt(delivery.organisation_id, delivery.id), label=_PROOF)
        if course.told_at
        else None,
        alarm_since=min((since for _, since in course.overdue), default=None),
    )


def state(course: Course, at: datetime) -> Tag:
    """Return how it stands in one phrase."""
    stands = rules.standing(course, at)
    if stands is Standing.ACKNOWLEDGED:
        return _ACKNOWLEDGED[course.delivery.asked]
    if stands is Standing.DELETED:
        proved = course.answer(AnswerKind.DELETED)
        return _DELETED_PARTLY if proved and proved.kept else _DELETED
    return _STATES[stands]


def newest(
    courses: Iterable[Course], at: datetime
) -> tuple[tuple[ToldLine, ...], tuple[ToldLine, ...]]:
    """Return what stands with each recipient of each purpose, and what is overtaken by it.

    Args:
        courses: the newest first.
        at: when.
    """
    seen: set[tuple[object, str]] = set()
    now: list[ToldLine] = []
    before: list[ToldLine] = []
    for course in courses:
        key = (course.delivery.recipient_id, course.delivery.purpose)
        (before if key in seen else now).append(line(course, at))
        seen.add(key)
    return tuple(now), tuple(before)


def heard(hearings: Iterable[Hearing], at: datetime, *, several: bool) -> tuple[Told, ...]:
    """Return who is to hear of a withdrawal, in one line each.

    Args:
        hearings: in the order shown.
        at: when.
        several: whether more than one purpose ended, so that each line names its own.
    """
    return tuple(
        Told(
            _who(one) if several else one.recipient,
            state(one.course, at) if one.course else _STATES[Standing.BEING_TOLD],
            _answer_by(one.course),
        )
        for one in hearings
    )


def held(
    ended: Sequence[PurposeState], states: Sequence[PurposeState], there: Iterable[str]
) -> tuple[HeldLine, ...]:
    """Return what a lender still holds of data whose consent has ended, and by which right.

    Args:
        ended: the purposes that ended.
        states: all purposes of the same lender.
        there: the categories the lender holds any data of.
    """
    touched = {code for one in ended for code in one.purpose.categories} & set(there)
    permitted = [one.purpose for one in states if isinstance(one.answer, Permitted)]
    return tuple(
        _held(category, [one for one in permitted if category.code in one.categories])
        for category in CATEGORIES
        if category.code in touched
    )


def _held(category: Category, purposes: Sequence[Purpose]) -> HeldLine:
    if not purposes:
        return HeldLine(category.name)
    longest = max(purposes, key=lambda one: (one.data_life_days, one.basis is Basis.LEGAL_DUTY))
    return HeldLine(
        category.name,
        words.joined(tuple(one.name for one in purposes)),
        filled(
            Text("{life}（{name}，{law}）", "{life} ({name}; {law})"),
            life=_life(longest.data_life_days),
            name=longest.name,
            law=citation(longest.law),
        ),
    )


def _life(days: int) -> Text:
    years, rest = divmod(days, _DAYS_A_YEAR)
    if rest or not years:
        return Text(f"{days} 天", f"{days} days")
    return Text(f"{years} 年", f"{years} year{'' if years == 1 else 's'}")


def _steps(course: Course) -> tuple[Step, ...]:
    delivery = course.delivery
    deleted = course.answer(AnswerKind.DELETED)
    stopped = course.answer(AnswerKind.ACKNOWLEDGED) or deleted
    steps = [
        Step(
            Text("通知", "Told"),
            course.told_at,
            _trouble(course) if course.told_at is None else None,
            under_way=course.told_at is None,
        ),
        Step(
            _ANSWERED[delivery.asked],
            stopped.at if stopped else None,
            _by(delivery.acknowledge_by, stopped, delivery),
            under_way=course.told_at is not None and stopped is None,
        ),
    ]
    if delivery.delete_by is not None:
        steps.append(
            Step(
                Text("删除", "Deleted"),
                deleted.at if deleted else None,
                _by(delivery.delete_by, deleted, delivery) or _method(deleted),
                under_way=stopped is not None and deleted is None,
            )
        )
    return tuple(steps)


def _by(until: datetime, answer: Answer | None, delivery: Delivery) -> Text | None:
    """Say until when an answer is in time, or that it came later; a yes asks for none in time."""
    if delivery.asked is Asked.MAY_USE:
        return None
    shown = moment(until)
    if answer is None:
        return Text(f"期限 {shown}", f"by {shown}")
    if answer.at > until:
        return Text(f"晚于期限 {shown}", f"later than {shown}, when it was due")
    return None


def _method(answer: Answer | None) -> Text | None:
    return _METHODS.get(answer.method or "") if answer else None


def _trouble(course: Course) -> Text | None:
    if not course.attempts:
        return None
    last = course.attempts[-1]
    told = filled(
        Text("试过 {n} 次，{why}", "{n} tries; {why}"),
        n=str(last.number),
        why=_TROUBLE.get(last.outcome, Text("没有送到", "it was not reached")),
    )
    if last.next_at is None:
        return told
    at = moment(last.next_at)
    return filled(Text("{told}；{at} 再试", "{told}; next try {at}"), told=told, at=at)


def _kept(answer: Answer) -> tuple[KeptLine, ...]:
    names = {one.code: one.name for one in CATEGORIES}
    return tuple(
        KeptLine(names.get(one.category, Text(one.category, one.category)), one.rule, one.until)
        for one in answer.kept
    )


def _answer_by(course: Course | None) -> datetime | None:
    if course is None or course.answers:
        return None
    return course.delivery.acknowledge_by


def _who(hearing: Hearing) -> Text:
    return filled(
        Text("{who}（{purpose}）", "{who} ({purpose})"),
        who=hearing.recipient,
        purpose=_name(hearing.purpose),
    )


def _name(code: str) -> Text:
    purpose = purpose_of(code)
    return purpose.name if purpose else Text(code, code)
