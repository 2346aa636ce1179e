"""What people may ask about their data, how each request stands, and an officer's desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from core.text import Text
from webapp.views.shared import Choice, FormButton, Link, Notice, Problem, Step, Tag


@dataclass(frozen=True, slots=True)
class Right:
    """One thing a person may ask.

    Args:
        title: in a few words.
        plain: what happens then, as one would say it across a counter.
        law: the articles, and by when it is answered.
        href: the form.
        open_href: the request that is open already; "" where there is none.
        lift: ends a limit that stands; None where none does.
    """

    title: Text
    plain: Text
    law: Text
    href: str
    open_href: str = ""
    lift: FormButton | None = None


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request of a list; `due_at` is None once it is closed."""

    reference: str
    kind: Text
    lender: Text
    state: Tag
    asked_at: datetime
    due_at: datetime | None
    href: str


@dataclass(frozen=True, slots=True)
class MyRightsPage:
    """What may be asked of one lender, and what was.

    Args:
        lender: whose; None where no lender knows the person.
    """

    template: ClassVar[str] = "my_rights.html"

    lender: Text | None
    rights: tuple[Right, ...] = ()
    lenders: tuple[Choice, ...] = ()
    requests: tuple[RequestLine, ...] = ()
    notice: Notice | None = None
    back_href: str = "/my-data"


@dataclass(frozen=True, slots=True)
class RightFormPage:
    """The form of one request.

    Args:
        steps: what happens once it is sent.
        fields: codes and names of what can be corrected; empty for other requests.
        button: the word on the button.
    """

    template: ClassVar[str] = "right_form.html"

    title: Text
    plain: Text
    lender: Text
    action: str
    button: Text
    steps: tuple[Text, ...]
    fields: tuple[tuple[str, Text], ...] = ()
    field: str = ""
    wants_note: bool = False
    problems: tuple[Problem, ...] = ()
    back_href: str = ""


@dataclass(frozen=True, slots=True)
class MyRequestPage:
    """One request as the one who made it sees it.

    Args:
        answer: what was answered; None while it is open.
        words: the officer's own.
        copies: the files that can be fetched.
        copies_until: until when.
        statement: the signed statement of an erasure.
    """

    template: ClassVar[str] = "my_request.html"

    title: Text
    lender: Text
    reference: str
    state: Tag
    due_at: datetime | None
    law: Text
    steps: tuple[Step, ...]
    answer: Text | None = None
    reasons: tuple[Text, ...] = ()
    words: str = ""
    copies: tuple[Link, ...] = ()
    copies_until: datetime | None = None
    statement: Link | None = None
    take_back: FormButton | None = None
    back_href: str = ""


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One request of a lender's queue."""

    reference: str
    href: str
    kind: Text
    asker: Text
    state: Tag
    asked_at: datetime
    due_at: datetime
    overdue: bool


@dataclass(frozen=True, slots=True)
class RequestsPage:
    """A lender's requests: the open ones by the day they are due, then those that are closed."""

    template: ClassVar[str] = "requests.html"

    title: Text
    waiting: tuple[QueueLine, ...] = ()
    closed: tuple[QueueLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what was written: what, and the words."""

    label: Text
    value: Text


@dataclass(frozen=True, slots=True)
class KeptLine:
    """One kind of data that an erasure would leave: by which rule, until when."""

    category: Text
    law: Text
    verified: bool
    until: Text


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """The form an officer answers with.

    Args:
        grant: what granting does; None where another form does it.
        reasons: codes and words a refusal may have.
    """

    action: str
    grant: Text | None
    reasons: tuple[tuple[str, Text], ...]
    chosen: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class RequestCasePage:
    """One request on an officer's desk.

    Args:
        written: what came with it; empty once it is gone.
        held: what is held in the field that is to be corrected.
        plan_goes, plan_kept: what an erasure would do today.
        candidates: whom papers of an agent or heir may be about: key and words.
        prove: where the matching is sent; "" where there is nothing to match.
        extend: where the longer time is asked for; "" where there is none.
        hold: why a dispute keeps the data; None where none does.
        hold_action: where a hold is placed or lifted; "" where nobody is matched.
    """

    template: ClassVar[str] = "request_case.html"

    title: Text
    reference: str
    asker: Text
    state: Tag
    overdue: bool
    asked_at: datetime
    due_at: datetime
    law: Text
    steps: tuple[Step, ...]
    written: tuple[Fact, ...] = ()
    held: tuple[str, ...] | None = None
    plan_goes: tuple[Text, ...] | None = None
    plan_kept: tuple[KeptLine, ...] = ()
    plan_open: int = 0
    candidates: tuple[tuple[str, Text], ...] = ()
    prove: str = ""
    extend: str = ""
    answer: AnswerForm | None = None
    outcome: Text | None = None
    reasons: tuple[Text, ...] = ()
    words: str = ""
    copies: tuple[Link, ...] = ()
    statement: Link | None = None
    hold: str | None = None
    hold_action: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class AskForPage:
    """A request for somebody else, without an account; nothing that was typed is shown again.

    Args:
        received: the reference of a request that was taken in; "" before.
    """

    template: ClassVar[str] = "ask_for_someone.html"

    action: str
    lenders: tuple[tuple[str, Text], ...]
    askers: tuple[tuple[str, Text], ...]
    kinds: tuple[tuple[str, Text], ...]
    fields: tuple[tuple[str, Text], ...]
    authorities: tuple[tuple[str, Text], ...]
    received: str = ""
    due_at: datetime | None = None
    problems: tuple[Problem, ...] = ()
