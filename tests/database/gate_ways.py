"""A person with a credit report behind the gate, and every way of asking the database for it.

Source of the list of ways: the bypass suite of the consent research (raw SQL, Core, CTE, view,
temporary table, function, join, aggregate, COPY, export, cache), against a live PostgreSQL.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select, text

from consent import service as consent
from consent import store
from consent.model import Method, Said
from consent.uses import use_grant
from core.access import Access
from core.ids import new_id
from database.transaction import Transaction
from tests.database_world import AT, World
from underwriting.tables import applications, credit_reports

READ = "application.decide"  # lists bureau.query, which covers the credit report
OTHER = "marketing.send"
PURPOSE = "bureau.query"
_MADE = (
    "INSERT INTO products VALUES (:org, :product, :product, '一', 'a', 'cash', now(), NULL)",
    "INSERT INTO form_versions VALUES (:org, :form, :product, 1, 't', 'x', '{}', now())",
    (
        "INSERT INTO offers VALUES (:org, :offer, :product, :form, :offer, 1, 2, 'CNY', 12,"
        " 0.01, 0, 0, 0, NULL, '2026-01-01', NULL)"
    ),
    (
        "INSERT INTO applications VALUES (:org, :app, :subject, :app, :offer, 100, 'CNY', 12,"
        " 'api', 'waiting', NULL, 1, now(), NULL)"
    ),
    "INSERT INTO credit_reports VALUES (:org, :app, :subject, 'sealed', now())",
)


def put_applicant(world: World) -> tuple[UUID, UUID, UUID]:
    """A person known at the lender, with an application and a credit report; no consent yet.

    Returns:
        Subject, person, application.
    """
    person_id, application_id = world.new_person(), new_id()
    subject_id = world.new_subject(person_id)
    rows = {
        "org": world.lender,
        "subject": subject_id,
        "person": person_id,
        "app": application_id,
        "offer": new_id(),
        "product": new_id(),
        "form": new_id(),
    }
    for statement in _MADE:
        names = [name for name in rows if f":{name}" in statement]
        world.superuser(statement, **{name: rows[name] for name in names})
    return subject_id, person_id, application_id


def allow(world: World, subject_id: UUID, person_id: UUID) -> None:
    """The person says yes to the credit report query."""
    with world.database.transaction(world.person(person_id)) as tx:
        notice = next(
            one for one in store.current_notices(tx, (world.lender,)) if one.purpose == PURPOSE
        )
        agreed = ((PURPOSE, notice.sha256),)
        consent.give(tx, world.lender, subject_id, agreed, Said(Method.PAGE, "zh", AT))
        (application_id,) = tx.execute(
            select(applications.c.id).where(applications.c.subject_id == subject_id)
        ).one()
        use_grant(tx, subject_id, PURPOSE, application_id, AT)


def take_back(world: World, subject_id: UUID, person_id: UUID) -> None:
    """The person takes it back."""
    with world.database.transaction(world.person(person_id)) as tx:
        consent.withdraw(tx, subject_id, (PURPOSE,), Method.PAGE, AT)


def by_core(tx: Transaction, subject_id: UUID) -> int:
    return len(tx.execute(select(credit_reports)).all())


def by_raw_sql(tx: Transaction, subject_id: UUID) -> int:
    return len(tx.execute(text("SELECT * FROM credit_reports")).all())


def by_key(tx: Transaction, subject_id: UUID) -> int:
    statement = select(credit_reports).where(credit_reports.c.subject_id == subject_id)
    return len(tx.execute(statement).all())


def by_cte(tx: Transaction, subject_id: UUID) -> int:
    return len(tx.execute(text("WITH r AS (SELECT * FROM credit_reports) SELECT * FROM r")).all())


def by_join(tx: Transaction, subject_id: UUID) -> int:
    statement = select(applications.c.id).join(
        credit_reports, credit_reports.c.application_id == applications.c.id
    )
    return len(tx.execute(statement).all())


def by_aggregate(tx: Transaction, subject_id: UUID) -> int:
    return tx.execute(select(func.count()).select_from(credit_reports)).scalar_one()


def by_temporary_table(tx: Transaction, subject_id: UUID) -> int:
    tx.execute(text("CREATE TEMP TABLE copied ON COMMIT DROP AS SELECT * FROM credit_reports"))
    return tx.execute(text("SELECT count(*) FROM copied")).scalar_one()


def by_temporary_view(tx: Transaction, subject_id: UUID) -> int:
    tx.execute(text("CREATE OR REPLACE TEMP VIEW seen AS SELECT * FROM credit_reports"))
    return tx.execute(text("SELECT count(*) FROM seen")).scalar_one()


def by_function(tx: Transaction, subject_id: UUID) -> int:
    tx.execute(
        text(
            "CREATE OR REPLACE FUNCTION pg_temp.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
            " AS 'SELECT count(*) FROM credit_reports'"
        )
    )
    return tx.execute(text("SELECT pg_temp.peek()")).scalar_one()


def by_exists(tx: Transaction, subject_id: UUID) -> int:
    return int(tx.execute(text("SELECT EXISTS (SELECT 1 FROM credit_reports)")).scalar_one())


def by_update_returning(tx: Transaction, subject_id: UUID) -> int:
    statement = text("UPDATE credit_reports SET received_at = received_at RETURNING *")
    return len(tx.execute(statement).all())


def by_delete_returning(tx: Transaction, subject_id: UUID) -> int:
    with tx._connection.begin_nested() as nested:
        count = len(tx.execute(text("DELETE FROM credit_reports RETURNING *")).all())
        nested.rollback()
    return count


def by_copy(tx: Transaction, subject_id: UUID) -> int:
    cursor = tx._connection.connection.cursor()
    with cursor.copy("COPY (SELECT * FROM credit_reports) TO STDOUT") as copy:
        return len(b"".join(copy).splitlines())


def by_export(tx: Transaction, subject_id: UUID) -> int:
    cursor = tx._connection.connection.cursor()
    with cursor.copy(
        "COPY (SELECT row_to_json(r) FROM credit_reports r) TO STDOUT (FORMAT csv)"
    ) as copy:
        return len(b"".join(copy).splitlines())


def by_whole_table(tx: Transaction, subject_id: UUID) -> int:
    return len(tx.execute(text("SELECT r FROM (TABLE credit_reports) r")).all())


def by_union(tx: Transaction, subject_id: UUID) -> int:
    statement = "SELECT subject_id FROM credit_reports UNION SELECT subject_id FROM credit_reports"
    return len(tx.execute(text(statement)).all())


def by_lateral(tx: Transaction, subject_id: UUID) -> int:
    statement = (
        "SELECT r.* FROM applications a, LATERAL (SELECT * FROM credit_reports c"
        " WHERE c.application_id = a.id) r"
    )
    return len(tx.execute(text(statement)).all())


def by_cursor(tx: Transaction, subject_id: UUID) -> int:
    tx.execute(text("DECLARE reading CURSOR FOR SELECT * FROM credit_reports"))
    count = len(tx.execute(text("FETCH ALL FROM reading")).all())
    tx.execute(text("CLOSE reading"))
    return count


def by_prepared_statement(tx: Transaction, subject_id: UUID) -> int:
    """A plan that the server keeps from one asking to the next."""
    known = tx.execute(text("SELECT 1 FROM pg_prepared_statements WHERE name = 'kept'")).first()
    if known is None:
        tx.execute(text("PREPARE kept AS SELECT * FROM credit_reports"))
    return len(tx.execute(text("EXECUTE kept")).all())


WAYS = (
    by_core, by_raw_sql, by_key, by_cte, by_join, by_aggregate, by_temporary_table,
    by_temporary_view, by_function, by_exists, by_update_returning, by_delete_returning, by_copy,
    by_export, by_whole_table, by_union, by_lateral, by_cursor, by_prepared_statement,
)  # fmt: skip


def mine(world: World, access: Access, way: object, subject_id: UUID) -> int:
    with world.database.transaction(access) as tx:
        return way(tx, subject_id)  # type: ignore[operator]
