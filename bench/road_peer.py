"""What the road is measured against: the same HTTP stack, and one row inserted.

Flask under gunicorn with the product's own worker settings, SQLAlchemy Core and psycopg on the
same PostgreSQL: a POST that checks its key against a table and inserts its JSON body as one row
in one transaction. It does what any service of this stack must do to keep one thing, so the ratio
says what consent, sealing, scores, contract check and evidence cost on top.
"""

from __future__ import annotations

from hashlib import sha256
from uuid import uuid4

from flask import Flask, abort, jsonify, request
from flask.wrappers import Response
from sqlalchemy import Column, LargeBinary, MetaData, Table, Uuid, create_engine, select
from sqlalchemy.dialects.postgresql import JSONB

TOKEN = "the-one-key-of-the-peer"
PATH = "/entries"

_metadata = MetaData()
_keys = Table("peer_keys", _metadata, Column("sha256", LargeBinary, primary_key=True))
_entries = Table(
    "peer_entries",
    _metadata,
    Column("id", Uuid, primary_key=True),
    Column("body", JSONB, nullable=False),
)


def prepare(url: str) -> None:
    """Make the two tables and the key."""
    engine = create_engine(url)
    _metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(_keys.insert(), {"sha256": sha256(TOKEN.encode()).digest()})
    engine.dispose()


def create_wsgi(url: str) -> Flask:
    """Return the application on the database at a URL."""
    app = Flask(__name__)
    engine = create_engine(url, pool_size=8, max_overflow=8, pool_pre_ping=True)

    @app.post(PATH)
    def keep() -> tuple[Response, int]:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        known = select(_keys.c.sha256).where(_keys.c.sha256 == sha256(token.encode()).digest())
        entry = {"id": uuid4(), "body": request.get_json()}
        with engine.begin() as connection:
            if connection.execute(known).first() is None:
                abort(401)
            connection.execute(_entries.insert(), entry)
        return jsonify(id=str(entry["id"])), 201

    return app
