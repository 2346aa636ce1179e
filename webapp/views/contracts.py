"""A lender's contract check: hand in a package, see its findings beside the document."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from core.text import Text
from webapp.views.documents import Finding, QuotedDocument, Severity
from webapp.views.shared import Choice, Link, MoneyLine, Problem, Tag
from webapp.views.truecost import Leaving, RateLine


@dataclass(frozen=True, slots=True)
class ContractLine:
    """One checked contract form in the list."""

    href: str
    name: str
    version: str
    checked_on: date
    findings: tuple[tuple[Severity, int], ...]
    state: Tag


@dataclass(frozen=True, slots=True)
class ContractsPage:
    """The contract forms of a lender, and where to hand in another.

    Args:
        action: where the form posts `contract` (one or more files), `contract_date`,
            `lender_type` and `jurisdiction`.
        lender_types: value and word.
        jurisdictions: value and word.
        comparable: key and word of all of which two versions can be compared.
    """

    template: ClassVar[str] = "contracts.html"

    action: str
    lender_types: tuple[tuple[str, Text], ...]
    jurisdictions: tuple[tuple[str, Text], ...]
    forms: tuple[ContractLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    comparable: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class UncheckedPage:
    """A contract that could not be checked: what it was, why, what is safe, what to do."""

    template: ClassVar[str] = "unchecked.html"

    title: Text
    name: str
    why: Text
    safe: Text
    todo: Text
    back: Link


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One thing the law wants said, and whether it is: present, contradicted, not mentioned."""

    item: Text
    state: Tag


@dataclass(frozen=True, slots=True)
class ContractCheckPage:
    """One checked contract.

    Args:
        title: the answer in one sentence ("6 findings; the stated rate is 8.31 points low").
        rules_of: the date of the rule pack.
        documents: the files of the package, the first one open.
        siblings: other forms, for the side.
        clear: how many checks found nothing.
        unsettled: what the contract does not say, so that a check could not answer.
        hidden: what is paid beyond the stated rate, and which fees explain it.
        statement: the cost statement, rebuilt from the contract.
        back: where it was opened from; None for the contract check itself.
        late: what being late or leaving early costs, in the contract's own words.
        leaving: the same counted in money.
        filters: all findings, or those of one severity; () where nothing is to be filtered.
        hidden_by_filter: how many findings the present filter leaves out.
        key: what stands for it in a comparison; "" where it is not to be compared.
        others: key and word of what it may be compared with.
    """

    template: ClassVar[str] = "contract_check.html"

    title: Text
    name: str
    rules_of: date
    documents: tuple[QuotedDocument, ...]
    findings: tuple[Finding, ...]
    clear: int
    unsettled: tuple[Text, ...] = ()
    rates: tuple[RateLine, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    siblings: tuple[Choice, ...] = ()
    downloads: tuple[Link, ...] = ()
    hidden: tuple[MoneyLine, ...] = ()
    statement: tuple[MoneyLine, ...] = ()
    late: tuple[Text, ...] = ()
    leaving: Leaving = field(default_factory=Leaving)
    back: Link | None = None
    filters: tuple[Choice, ...] = ()
    hidden_by_filter: int = 0
    key: str = ""
    others: tuple[tuple[str, Text], ...] = ()

    def count(self, severity: Severity) -> int:
        """Return how many findings weigh that much."""
        return sum(finding.severity is severity for finding in self.findings)
