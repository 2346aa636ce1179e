"""The second half of applying: each use of data asked singly, then everything once more."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response

from consent import store as consents
from consent.categories import CATEGORIES
from consent.model import Notice
from consent.purposes import PURPOSES, purpose_of
from core.access import Access, Role
from core.dates import now
from core.errors import Conflict, InvalidInput, StaleCase
from core.money import Money
from core.text import Text, filled
from identity.rights import own_access as self_access
from identity.sessions import person_of
from underwriting import service, store
from underwriting.joint import NotInvited
from underwriting.model import Applicant, Channel, Offer, Submission
from underwriting.own_submission import StatementRead, submit_own
from webapp import borrower_cards, drafts
from webapp import borrower_offers as costs
from webapp import borrower_words as words
from webapp.arrivals import again, go
from webapp.auth import current_access, signed_in
from webapp.borrowing import not_asked, own_access
from webapp.drafts import Draft
from webapp.navigation import APPLY, MY_DECISIONS, TOGETHER
from webapp.pages.borrower_apply import COST, DATA, SECONDS, loan_of, offer_of
from webapp.preferences import language, type_size
from webapp.rendering import show
from webapp.services import services
from webapp.views.apply import ConsentQuestion, ConsentsPage, SubmitPage
from webapp.views.shared import Problem

blueprint = Blueprint("borrower_send", __name__)

SEND: Final = f"{APPLY}/send"
# What an application itself may use; everything else stays off until it is switched on by hand.
ASKED: Final = ("bureau.query", "bank_data.pull_once", "fraud.shared_list")
_UNANSWERED = Text("请选择同意或不同意：{purpose}。", "Please say yes or no: {purpose}.")
_A_YEAR = Text("一年后需要再次同意", "one year, then asked again")
_THIS_ONE = Text("只用于这一次申请", "for this application only")
_PAUSES = Text(
    "申请会暂停，等您决定；不会因此被拒绝。",
    "The application pauses until you decide; it is not declined for that.",
)
_CHANGED = Text(
    "“{purpose}”的告知内容刚刚有变，请再看一遍。",
    "The notice on “{purpose}” has just changed; please read it again.",
)


@blueprint.get(DATA)
@signed_in(Role.BORROWER)
def questions() -> str | Response:
    """Ask about each use of data by itself."""
    draft = drafts.present()
    if draft is None or not draft.read_at:
        return go(APPLY if draft is None else COST)
    return show(_questions_page(draft, _given(draft)))


@blueprint.post(DATA)
@signed_in(Role.BORROWER)
def take_answers() -> Response:
    """Take a yes or a no to each; neither is presumed."""
    draft = drafts.present()
    if draft is None or not draft.read_at:
        return go(APPLY if draft is None else COST)
    answers: dict[str, str] = {}
    problems: list[Problem] = []
    agreed: list[tuple[str, str]] = []
    refused: list[tuple[str, str]] = []
    for code, notice in _notices(draft.lender_id).items():
        answer = request.form.get(f"consent.{code}", "")
        if request.form.get(f"notice.{code}") != notice.sha256:
            problems.append(Problem(f"consent.{code}", filled(_CHANGED, purpose=_name(code))))
        elif answer not in {"yes", "no"}:
            problems.append(Problem(f"consent.{code}", filled(_UNANSWERED, purpose=_name(code))))
        else:
            answers[code] = answer
            (agreed if answer == "yes" else refused).append((code, notice.sha256))
    if problems:
        return again(_questions_page(draft, answers, tuple(problems)))
    drafts.keep(replace(draft, agreed=tuple(agreed), refused=tuple(refused)))
    return go(SEND)


@blueprint.get(SEND)
@signed_in(Role.BORROWER)
def look_again() -> str | Response:
    """Show everything once more."""
    draft = drafts.present()
    if draft is None or not draft.answered:
        return go(APPLY if draft is None else DATA)
    name = person_of(services().database, self_access(current_access().actor_id)).name
    return show(_send_page(draft, {"name": name}))


@blueprint.post(SEND)
@signed_in(Role.BORROWER)
def send() -> Response:
    """Hand the application in, once, and decide it.

    Raises:
        InvalidInput: something does not fit that no field of the page could mend.
    """
    draft, at = drafts.present(), now()
    if draft is None or request.form.get("idempotency_key") != draft.key:
        return _sent_before(request.form.get("idempotency_key", ""))
    if not (draft.read_at and draft.answered):
        return go(DATA if draft.read_at else COST)
    offer = offer_of(draft)
    access = replace(own_access(), organisation_id=draft.lender_id)
    entered = {name: request.form.get(name, "").strip() for name in ("name", "phone", "student")}
    if entered["student"] not in dict(words.STUDIES):
        return again(_send_page(draft, entered, Problem("student", words.STUDENT)))
    submission = _submission(draft, offer, entered)
    loan = loan_of(offer, draft, at)
    read = StatementRead(
        draft.statement_sha256,
        datetime.fromisoformat(draft.shown_at),
        datetime.fromisoformat(draft.read_at),
        SECONDS,
        str(costs.simple_rate(loan).as_percent.normalize()),
    )
    try:
        application = submit_own(services().database, access, submission, read, at)
    except InvalidInput as refusal:
        field, wording = words.FIELDS.get(refusal.where, ("", None))
        if wording is None:
            raise
        return again(_send_page(draft, entered, Problem(field, wording)))
    except Conflict as meanwhile:
        return _begun_anew(meanwhile)
    drafts.drop()
    _decide(access, application.reference)
    return go(f"{MY_DECISIONS}/{application.reference}")


def _begun_anew(meanwhile: Conflict) -> Response:
    """Lead back to what changed meanwhile: a notice, whose answer is asked for again, or a code."""
    if not isinstance(meanwhile, NotInvited):
        return go(DATA)
    drafts.drop()
    return go(f"{TOGETHER}?over=1")


def _decide(access: Access, reference: str) -> None:
    try:
        service.decide(
            services().database, services().engines, access.organisation, reference, now()
        )
    except (Conflict, StaleCase):
        return  # the first of two presses has decided it


def _sent_before(key: str) -> Response:
    """Lead to the application that was sent with this key, or to the beginning."""
    try:
        wanted = UUID(key)
    except ValueError:
        return go(APPLY)
    with services().database.transaction(own_access()) as tx:
        known = store.application_by_id(tx, wanted)
    return go(APPLY if known is None else f"{MY_DECISIONS}/{known.reference}")


def _submission(draft: Draft, offer: Offer, entered: dict[str, str]) -> Submission:
    large = type_size() == "large"
    return Submission(
        offer_code=offer.code,
        amount=Money(draft.amount_minor),
        months=offer.months,
        applicant=Applicant(
            name=entered["name"],
            id_number=request.form.get("id_number", "").strip().upper(),
            phone=entered["phone"],
            monthly_income=Money(draft.income_minor),
            use=draft.use,
            address=request.remote_addr or "",
            student=entered["student"] == "yes",
        ),
        agreed=draft.agreed,
        channel=Channel.LARGE_TYPE_PAGE if large else Channel.PAGE,
        language=language().value,
        refused=tuple(code for code, _ in draft.refused),
        key=UUID(draft.key),
        joins=draft.joins,
    )


def _notices(lender: UUID) -> dict[str, Notice]:
    """Return the current notices of what is asked, in the order it is asked.

    What was said no to is left out until its lock ends (`consent.asking`).
    """
    with services().database.transaction(own_access()) as tx:
        found = {one.purpose: one for one in consents.current_notices(tx, (lender,))}
    quiet = not_asked(lender)
    return {code: found[code] for code in ASKED if code in found and code not in quiet}


def _given(draft: Draft) -> dict[str, str]:
    """Return one's own earlier answers, to notices that still stand."""
    current = {(code, one.sha256) for code, one in _notices(draft.lender_id).items()}
    yes = {code: "yes" for code, shown in draft.agreed if (code, shown) in current}
    no = {code: "no" for code, shown in draft.refused if (code, shown) in current}
    return yes | no


def _name(code: str) -> Text:
    purpose = purpose_of(code)
    return purpose.name if purpose else Text(code, code)


def _questions_page(
    draft: Draft, answers: dict[str, str], problems: tuple[Problem, ...] = ()
) -> ConsentsPage:
    notices = _notices(draft.lender_id)
    asked = tuple(
        ConsentQuestion(
            code=purpose.code,
            title=purpose.name,
            what_for=purpose.plain,
            recipients=(purpose.recipient,),
            data=tuple(one.name for one in CATEGORIES if one.code in purpose.categories),
            until=_THIS_ONE if purpose.use_limit else _A_YEAR,
            basis=borrower_cards.basis_of(purpose),
            if_no=_PAUSES if purpose.refusal_may_stop_service else purpose.consequence,
            notice="",
            needed=purpose.refusal_may_stop_service,
            answer=answers.get(purpose.code, ""),
            words=notices[purpose.code].text,
            version=notices[purpose.code].version,
            sha256=notices[purpose.code].sha256,
        )
        for purpose in PURPOSES
        if purpose.code in notices
    )
    quiet = tuple(_name(code) for code in not_asked(draft.lender_id) if code in ASKED)
    return ConsentsPage(DATA, offer_of(draft).lender, asked, problems, quiet)


def _send_page(draft: Draft, entered: dict[str, str], *problems: Problem) -> SubmitPage:
    offer = offer_of(draft)
    loan = loan_of(offer, draft, now())
    percent = f"{costs.simple_rate(loan).rounded_percent()}"
    months = str(offer.months)

    def line(label: Text, wording: str, **values: str | Text) -> tuple[Text, Text]:
        return label, filled(Text(wording, wording), **values)

    lines = (
        line(
            Text("向谁借", "From"),
            "{lender} · {name}",
            lender=offer.lender,
            name=offer.product.name,
        ),
        line(Text("借多少", "How much"), "{amount}", amount=loan.amount.display()),
        line(Text("到手", "You get"), "{amount}", amount=loan.payout.display()),
        (
            Text("还多少", "You pay back"),
            Text(
                f"{loan.total_paid.display()}，分 {months} 期",
                f"{loan.total_paid.display()} in {months} instalments",
            ),
        ),
        (
            Text("综合年化成本", "All in, a year"),
            Text(f"{percent}%（单利）", f"{percent} % simple"),
        ),
        (Text("用途", "For"), dict(words.USES)[draft.use]),
        line(
            Text("月收入", "Your income in a month"),
            "{amount}",
            amount=Money(draft.income_minor).display(),
        ),
    )
    return SubmitPage(
        action=SEND,
        idempotency_key=draft.key,
        lines=lines,
        agreed=tuple(_name(code) for code, _ in draft.agreed),
        refused=tuple(_name(code) for code, _ in draft.refused),
        studies=words.STUDIES,
        entered=tuple(entered.items()),
        problems=problems,
    )
