"""What a person may do about a decision, and the law each right stands on where one was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from contracts.law.model import Law
from contracts.model import Jurisdiction
from core.text import Text

_MIRROR: Final = "LawRefBook/Laws@2f4c5c23"
_PIPL_SINCE: Final = date(2021, 11, 1)


@dataclass(frozen=True, slots=True)
class Right:
    """One thing a person may do; every applicant has it, whatever law applies.

    Args:
        code: how the notice's record names it.
        text: what may be done and how, to the person.
        laws: codes of rows below that give it where they are in force.
        machine_only: it is about decisions that the machine made alone.
    """

    code: str
    text: Text
    laws: tuple[str, ...]
    machine_only: bool = False


RIGHTS: tuple[Right, ...] = (
    Right(
        "explanation",
        Text(
            "您可以要求说明这个决定是怎样作出的，用了您的哪些信息。",
            "You may ask how this decision was made and which of your data it used.",
        ),
        ("cn-pipl-24", "cn-pipl-48"),
    ),
    Right(
        "person",
        Text(
            "您可以不接受只由机器作出的决定，要求由人重新审核；不另外收费，也不影响您以后申请。",
            "You may refuse a decision made by machine alone and ask for a person to look at it"
            " again. It costs nothing and does not count against you later.",
        ),
        ("cn-pipl-24",),
        machine_only=True,
    ),
    Right(
        "correction",
        Text(
            "您可以查看所用的信息；有错或不完整的，可以要求更正、补充。",
            "You may see the data that was used, and have what is wrong or incomplete corrected.",
        ),
        ("cn-pipl-45", "cn-pipl-46"),
    ),
)


def _pipl(article: int) -> Law:
    return Law(
        f"cn-pipl-{article}",
        Jurisdiction.CN,
        Text(
            f"《个人信息保护法》第{article}条",
            f"Personal Information Protection Law, article {article}",
        ),
        _PIPL_SINCE,
        None,
        verified=True,
        source=_MIRROR,
    )


LAWS: tuple[Law, ...] = tuple(_pipl(article) for article in (24, 45, 46, 48))


def citations(right: Right, jurisdiction: str, on: date) -> tuple[Text, ...]:
    """Return how the laws in force that day are cited; only those whose words were read."""
    return tuple(
        law.citation
        for law in LAWS
        if law.code in right.laws
        and law.verified
        and law.jurisdiction.value == jurisdiction
        and law.applies(law.jurisdiction, on, None)
    )
