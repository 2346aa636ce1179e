"""Alembic migrations: the history of the tables, from the first one."""
