"""The articles that purposes rest on, as people cite them; only texts that were read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from core.text import Text


@dataclass(frozen=True, slots=True)
class Statute:
    """A law or regulation whose articles purposes cite.

    Args:
        stem: how ids of its articles begin.
        name: its short name.
        since: first day in force; None where the copy read prints none.
        source: which copy was read.
    """

    stem: str
    name: Text
    since: date | None
    source: str


_COPY: Final = "LawRefBook/Laws@2f4c5c23"

STATUTES: tuple[Statute, ...] = (
    Statute(
        "cn-pipl-",
        Text("个人信息保护法", "Personal Information Protection Law"),
        date(2021, 11, 1),
        _COPY,
    ),
    Statute(
        "cn-credit-reference-",
        Text("征信业管理条例", "Credit Reference Regulation"),
        date(2013, 3, 15),
        _COPY,
    ),
    Statute("cn-aml-", Text("反洗钱法", "Anti-Money Laundering Law"), date(2025, 1, 1), _COPY),
    Statute("cn-consumer-", Text("消费者权益保护法", "Consumer Rights Law"), None, _COPY),
)


def citation(codes: tuple[str, ...]) -> Text:
    """Return articles as one citation, each law named once.

    Raises:
        LookupError: an article is of no text in the table.
    """
    by_statute: dict[Statute, list[str]] = {}
    for code in codes:
        statute = next((one for one in STATUTES if code.startswith(one.stem)), None)
        if statute is None:
            raise LookupError(f"no statute for {code}")
        by_statute.setdefault(statute, []).append(code.removeprefix(statute.stem))
    return Text(
        zh="；".join(
            f"《{statute.name.zh}》第 {'、'.join(numbers)} 条"
            for statute, numbers in by_statute.items()
        ),
        en="; ".join(
            f"{statute.name.en}, art. {', '.join(numbers)}"
            for statute, numbers in by_statute.items()
        ),
    )
