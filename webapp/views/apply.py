"""Applying: what one asks for, what it will cost, which data may be used, each asked singly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.money import Money, Rate
from core.text import Text
from webapp.views.shared import Problem, Tag
from webapp.views.truecost import CostPicture, FeeLine, LateLine


@dataclass(frozen=True, slots=True)
class Offer:
    """One product one may ask for, with its cost said up front.

    Args:
        key: posted as `offer`.
        rate: the all-in yearly rate, by the method named.
    """

    key: str
    lender: Text
    name: Text
    at_most: Money
    months: tuple[int, ...]
    rate: Rate
    rate_method: Text


@dataclass(frozen=True, slots=True)
class ApplyPage:
    """First step: what one asks for. Nothing is chosen beforehand.

    Args:
        action: where the form posts `offer`, `amount`, `use` and `monthly_income`.
        uses: what the money may be for, as value and word.
        entered: what was typed before, by field.
    """

    template: ClassVar[str] = "apply.html"

    action: str
    offers: tuple[Offer, ...]
    uses: tuple[tuple[str, Text], ...]
    entered: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class JoinPage:
    """The first step of whoever joins another's loan; the lender and the amount stand already.

    Args:
        action: where the form posts `code`, `monthly_income` and `use`.
    """

    template: ClassVar[str] = "join.html"

    action: str
    uses: tuple[tuple[str, Text], ...]
    back_href: str
    entered: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class CostStatementPage:
    """Second step: the cost statement, which must be open for a while before one goes on.

    The time is measured by the server from when the page was first shown; the page's script
    only says how much is left.

    Args:
        action: where the form posts `read` with either answer, "yes" or "no".
        lender: who lends.
        principal: what is lent.
        picture: what one gets and pays.
        rate: the all-in yearly rate in normal performance.
        rate_method: the name of its method.
        fees: every interest and fee item with its payee.
        contingent: what is due only when something goes wrong.
        late: what being late costs.
        statement: "nothing else will be charged".
        seconds: how long it must be open in all.
        seconds_left: how much of that is left now.
    """

    template: ClassVar[str] = "cost_statement.html"

    action: str
    lender: Text
    principal: Money
    picture: CostPicture
    rate: Rate
    rate_method: Text
    instalment: Money
    instalments: int
    fees: tuple[FeeLine, ...]
    statement: Text
    seconds: int
    contingent: tuple[FeeLine, ...] = ()
    late: tuple[LateLine, ...] = ()
    seconds_left: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentQuestion:
    """One purpose asked singly.

    Args:
        code: the purpose's code; its answer is posted as `consent.CODE` with "yes" or "no".
        needed: whether the application cannot go on without it.
        if_no: what follows from a no, said before it is given.
        notice: the version of the wording, kept with the answer.
        answer: "yes", "no", or "" while open.
        words: the whole notice.
        version: its version.
        sha256: over both wordings; posted as `notice.CODE`, and kept with a yes.
    """

    code: str
    title: Text
    what_for: Text
    recipients: tuple[Text, ...]
    data: tuple[Text, ...]
    until: Text
    basis: Tag
    if_no: Text
    notice: str
    needed: bool = False
    answer: str = ""
    words: Text | None = None
    version: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class ConsentsPage:
    """Third step: the consents, each with a yes and a no of the same weight."""

    template: ClassVar[str] = "consents.html"

    action: str
    lender: Text
    questions: tuple[ConsentQuestion, ...]
    problems: tuple[Problem, ...] = ()
    not_asked: tuple[Text, ...] = ()  # said no to not long ago


@dataclass(frozen=True, slots=True)
class SubmitPage:
    """Last step: everything once more, then send or leave.

    Args:
        action: where the form posts `idempotency_key`, `name`, `id_number`, `phone` and `student`.
        idempotency_key: sent along, so that sending twice is sending once.
        lines: what is asked for, as label and value in words.
        agreed: what was agreed to.
        refused: what was not agreed to.
        studies: the answers to whether one studies.
        entered: what was typed before, by field; never the identity number.
    """

    template: ClassVar[str] = "submit.html"

    action: str
    idempotency_key: str
    lines: tuple[tuple[Text, Text], ...]
    agreed: tuple[Text, ...]
    refused: tuple[Text, ...]
    studies: tuple[tuple[str, Text], ...]
    leave_href: str = "/apply"
    entered: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
