"""`candor refunds`: what each borrower of a portfolio is owed back, as files and as letters."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import InvalidInput
from core.settings import read_settings
from core.text import Text

if TYPE_CHECKING:
    from contracts.products.letters import Addressee
    from contracts.products.refunds import Basis, Refund

_LETTERS_AT_ONCE = 200
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the loans, the basis, and what is to be made of the answer."""
    parser.add_argument("loans", type=Path, metavar="IN", help="Parquet or CSV, one loan a row")
    parser.add_argument("folder", type=Path, metavar="OUT", help="a folder for the files")
    parser.add_argument("--basis", choices=("told", "line", "lower"), default="told")
    parser.add_argument("--standard", default="cn-simple", metavar="CODE")
    parser.add_argument("--as-of", metavar="DAY", help="payments due by then count as made")
    parser.add_argument("--audited", type=Path, metavar="FILE", help="only the loans it flagged")
    parser.add_argument("--lender", metavar="ID", help="keep the loans as rows of its products")
    parser.add_argument("--letters", action="store_true", help="a letter for each that is owed")
    parser.add_argument("--people", type=Path, metavar="FILE", help="loan_id, name, address")
    parser.add_argument("--lender-name", nargs=2, metavar=("ZH", "EN"), help="who writes")


@dataclass(slots=True)
class _Counted:
    """What was counted so far."""

    loans: int = 0
    affected: int = 0
    not_counted: int = 0
    letters: int = 0
    nameless: int = 0
    owed: dict[str, Decimal] = field(default_factory=dict[str, Decimal])

    def take(self, refund: Refund) -> None:
        """Count one loan."""
        self.loans += 1
        if refund.owed is None:
            self.not_counted += 1
        elif refund.owed:
            self.affected += 1
            currency = refund.loan.currency
            self.owed[currency] = self.owed.get(currency, Decimal(0)) + refund.owed


def run(arguments: argparse.Namespace) -> int:
    """Work everything out, and write it.

    Raises:
        InvalidInput: a file or an option does not fit.
    """
    from contracts.products.refunds import Basis
    from core.dates import day_of, now, parse_day

    on = parse_day(arguments.as_of, "--as-of") if arguments.as_of else day_of(now())
    if (
        arguments.letters
        and not arguments.lender
        and not (arguments.people and arguments.lender_name)
    ):
        raise InvalidInput("--lender, or --people and --lender-name", "neither", "--letters")
    arguments.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    asked, counted = (Basis(arguments.basis), on), _Counted()
    if arguments.lender:
        summary = _with_lender(arguments, asked, counted)
    else:
        writer = None
        if arguments.letters:
            name = Text(*arguments.lender_name)
            writer = _Letters(arguments.folder, name, on, _from_file(arguments.people), counted)
        for _ in _refunds(arguments, asked, counted, writer):
            pass
        summary: dict[str, object] = {}
    told = {
        "basis": asked[0].value,
        "standard": arguments.standard,
        "counted_until": on.isoformat(),
        "loans": counted.loans,
        "affected": counted.affected,
        "not_counted": counted.not_counted,
        "owed": {currency: f"{owed:f}" for currency, owed in counted.owed.items()},
        "letters": counted.letters,
        "without_addressee": counted.nameless,
    } | summary
    line = json.dumps(told, ensure_ascii=False)
    (arguments.folder / "summary.json").write_text(f"{line}\n", encoding="utf-8")
    sys.stdout.write(f"{line}\n")
    return 0


def _with_lender(
    arguments: argparse.Namespace, asked: tuple[Basis, date], counted: _Counted
) -> dict[str, object]:
    """Keep the loans as rows of the lender's products while they are written."""
    from core.access import machine_access
    from core.dates import now
    from identity.store import load_organisation
    from underwriting.product_loans import addressees_of, keep_loans
    from webapp.commands.connection import connect
    from webapp.commands.provision import uuid_from

    access = machine_access(uuid_from(arguments.lender, "--lender"), "")
    with connect(read_settings()) as database:
        with database.transaction(access) as tx:
            lender = load_organisation(tx, access.organisation).name

        def sealed(loans: Sequence[str]) -> Mapping[str, Addressee]:
            return addressees_of(database, access, loans, now())

        people = _from_file(arguments.people) if arguments.people else sealed
        writer = None
        if arguments.letters:
            writer = _Letters(arguments.folder, lender, asked[1], people, counted)
        refunds = _refunds(arguments, asked, counted, writer)
        kept = keep_loans(database, access, refunds, asked, now())
    return {
        "products": {
            code: {"loans": tally.loans, "affected": tally.affected} for code, tally in kept.items()
        }
    }


def _refunds(
    arguments: argparse.Namespace,
    asked: tuple[Basis, date],
    counted: _Counted,
    letters: _Letters | None,
) -> Iterator[Refund]:
    """Yield what is owed for each loan, once it stands in the files."""
    from contracts.products.loan_rows import read_loan
    from contracts.products.refunds import refund_of
    from webapp.loan_files import read_flagged, read_rows, refund_files

    flagged = read_flagged(arguments.audited) if arguments.audited else None
    with refund_files(arguments.folder) as files:
        for place, row in read_rows(arguments.loans):
            if flagged is not None and str(row.get("loan_id")) not in flagged:
                continue
            refund = refund_of(read_loan(row, place), asked[0], arguments.standard, asked[1])
            counted.take(refund)
            files.add(refund)
            if letters is not None and refund.owed:
                letters.add(refund)
            yield refund
        if letters is not None:
            letters.end()


def _from_file(path: Path) -> Callable[[Sequence[str]], Mapping[str, Addressee]]:
    from webapp.loan_files import read_people

    people = read_people(path)
    return lambda loans: {loan: people[loan] for loan in loans if loan in people}


@dataclass(slots=True)
class _Letters:
    """Writes letters, a batch of addressees at a time; names stay in the letters."""

    folder: Path
    lender: Text
    on: date
    people: Callable[[Sequence[str]], Mapping[str, Addressee]]
    counted: _Counted
    waiting: list[Refund] = field(default_factory=list["Refund"])
    nameless: list[str] = field(default_factory=list[str])

    def add(self, refund: Refund) -> None:
        """Take one that is owed something."""
        self.waiting.append(refund)
        if len(self.waiting) >= _LETTERS_AT_ONCE:
            self.write()

    def end(self) -> None:
        """Write those that still wait, and say which loans nobody is known for.

        Raises:
            InvalidInput: there is nobody to write to at all, as with the people of another file.
        """
        self.write()
        if not self.nameless:
            return
        if not self.counted.letters:
            raise InvalidInput("a name for each loan that is owed", "none of them", "--people")
        lines = "".join(f"{loan}\n" for loan in self.nameless)
        without = self.folder / "letters" / "without_addressee.txt"
        without.touch(mode=0o600)
        without.write_text(lines, encoding="utf-8")
        count = len(self.nameless)
        sys.stderr.write(f"candor: loans without an addressee: {count}, listed in {without}\n")

    def write(self) -> None:
        """Write those that wait."""
        from contracts.products.letters import letter_html
        from documents.rendering import pdf_from_html

        folder = self.folder / "letters"
        folder.mkdir(mode=0o700, exist_ok=True)
        people = self.people([one.loan.loan_id for one in self.waiting])
        for refund in self.waiting:
            loan = refund.loan.loan_id
            if loan not in people:
                self.nameless.append(loan)
                self.counted.nameless += 1
                continue
            html = letter_html(refund, people[loan], self.lender, self.on)
            path = folder / f"{_file_name(loan)}.pdf"
            path.touch(mode=0o600)
            path.write_bytes(pdf_from_html(html))
            self.counted.letters += 1
        self.waiting.clear()


def _file_name(loan: str) -> str:
    return loan if _SAFE.fullmatch(loan) else sha256(loan.encode()).hexdigest()[:24]
