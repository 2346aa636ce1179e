"""The loans of a product as rows: what is owed for each, and whom to tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from consent.looking import note_read
from contracts.products.letters import Addressee
from contracts.products.model import ProductLoan, Tally
from contracts.products.refunds import Basis, Refund
from contracts.products.tables import product_loans as table
from core.access import Access
from core.errors import InvalidInput
from core.ids import new_id
from core.money import Money
from database.transaction import Database, Transaction
from evidence.model import Fact
from evidence.service import record
from underwriting import collected, store
from underwriting.model import Product
from underwriting.shelf import offers_of

TELL = "refund.tell"


def keep_loans(
    database: Database,
    access: Access,
    refunds: Iterable[Refund],
    asked: tuple[Basis, date],
    at: datetime,
) -> Mapping[str, Tally]:
    """Keep loans with what is owed for each; a loan that is known gets its new figure.

    Args:
        database: as the app role or as the owner.
        access: bound to the lender.
        refunds: one a loan, each naming an offer of the lender.
        asked: by which basis, and until which day payments were counted.
        at: when.

    Returns:
        By product code, what was kept.

    Raises:
        InvalidInput: a loan names no offer of the lender.
    """
    counts: dict[str, _Count] = {}
    with database.transaction(access) as tx:
        shelf = {one.code: one.product for one in offers_of(tx, access.organisation).values()}
        for refund in refunds:
            product = shelf.get(refund.loan.offer_code)
            if product is None:
                raise InvalidInput("a code of the lender's offers", "another", "offer_code")
            counts.setdefault(product.code, _Count()).take(refund)
            _keep(tx, product, refund, at)
        for code, count in counts.items():
            _record(tx, code, count, asked, at)
    return {code: count.tally for code, count in counts.items()}


def loans_of(tx: Transaction, product_id: UUID, limit: int) -> tuple[ProductLoan, ...]:
    """Return a product's loans, those with most owed first."""
    statement = (
        select(table)
        .where(table.c.organisation_id == tx.access.organisation, table.c.product_id == product_id)
        .order_by(table.c.owed_minor.desc().nulls_last(), table.c.reference)
        .limit(limit)
    )
    return tuple(
        ProductLoan(
            row.reference,
            row.offer_code,
            row.disbursed_on,
            Money(row.principal_minor, row.principal_currency),
            None if row.owed_minor is None else Money(row.owed_minor, row.owed_currency),
        )
        for row in tx.execute(statement)
    )


def tally_of(tx: Transaction, product_id: UUID) -> Tally:
    """Return how many loans a product has, how many are affected, and what is owed in all."""
    affected = func.count().filter(table.c.owed_minor > 0)
    statement = (
        select(
            table.c.owed_currency,
            func.count().label("loans"),
            affected.label("affected"),
            func.coalesce(func.sum(table.c.owed_minor), 0).label("owed"),
        )
        .where(table.c.organisation_id == tx.access.organisation, table.c.product_id == product_id)
        .group_by(table.c.owed_currency)
    )
    rows = tx.execute(statement).all()
    return Tally(
        sum(row.loans for row in rows),
        sum(row.affected for row in rows),
        tuple(
            (row.owed_currency, Money(int(row.owed), row.owed_currency).amount)
            for row in rows
            if row.owed_currency is not None
        ),
    )


def addressees_of(
    database: Database, access: Access, references: Sequence[str], at: datetime
) -> Mapping[str, Addressee]:
    """Return whom to write to, by application, from the sealed store; each look is kept.

    Args:
        database: as the app role.
        access: bound to the lender; the gate is asked in the act of telling a borrower.
        references: of the applications behind the loans.
        at: when.

    Raises:
        NotFound: the lender has no such application.
    """
    with database.transaction(access.in_act(TELL)) as tx:
        found = tuple(store.application_of(tx, one) for one in references)
        names = collected.names_of(tx, found)
        for subject_id in {one.subject_id for one in found if one.id in names}:
            note_read(tx, access.organisation, subject_id, ("identity",), at)
        return {one.reference: Addressee(names[one.id]) for one in found if one.id in names}


def _keep(tx: Transaction, product: Product, refund: Refund, at: datetime) -> None:
    loan, owed = refund.loan, refund.owed
    row = {
        "organisation_id": tx.access.organisation,
        "id": new_id(),
        "product_id": product.id,
        "reference": loan.loan_id,
        "offer_code": loan.offer_code,
        "disbursed_on": loan.disbursed_on,
        "principal_minor": Money.of(loan.principal, loan.currency).minor,
        "principal_currency": loan.currency,
        "owed_minor": None if owed is None else Money.of(owed, loan.currency).minor,
        "owed_currency": None if owed is None else loan.currency,
        "counted_at": None if owed is None else at,
    }
    renewed = {name: row[name] for name in row if name not in {"organisation_id", "id"}}
    tx.execute(
        insert(table)
        .values(row)
        .on_conflict_do_update(index_elements=["organisation_id", "reference"], set_=renewed)
    )


@dataclass(slots=True)
class _Count:
    """What was kept for one product."""

    loans: int = 0
    affected: int = 0
    owed: dict[str, Money] = field(default_factory=dict[str, Money])

    def take(self, refund: Refund) -> None:
        """Count one loan; what could not be worked out adds nothing."""
        self.loans += 1
        self.affected += bool(refund.owed)
        if refund.owed is not None:
            currency = refund.loan.currency
            owed = Money.of(refund.owed, currency)
            self.owed[currency] = self.owed.get(currency, Money(0, currency)) + owed

    @property
    def tally(self) -> Tally:
        """As it is shown."""
        sums = tuple((currency, owed.amount) for currency, owed in self.owed.items())
        return Tally(self.loans, self.affected, sums)


def _record(
    tx: Transaction, code: str, count: _Count, asked: tuple[Basis, date], at: datetime
) -> None:
    """Seal what was worked out for a product, one fact a currency."""
    for currency, owed in count.owed.items():
        payload: dict[str, object] = {
            "product": code,
            "loans": count.loans,
            "affected": count.affected,
            "owed_minor": owed.minor,
            "currency": currency,
            "basis": asked[0].value,
            "counted_until": asked[1].isoformat(),
        }
        record(tx, Fact("loans.owed@1", None, code, payload), at)
