"""The tests' own servers are real, a worker's databases are its own, and the world is shut out."""

from __future__ import annotations

import socket

import psycopg
import pytest
import redis


def test_each_worker_has_an_empty_database(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename = 'mine'"
        assert connection.execute(tables).fetchone() == (0,)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        assert connection.info.server_version >= 150000


def test_redis_answers_in_a_database_of_its_own(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.set("mine", "1", ex=60)
        assert client.get("mine") == b"1"
        assert client.connection_pool.connection_kwargs["db"] > 0


def test_nothing_outside_this_machine_can_be_reached() -> None:
    with pytest.raises(PermissionError, match="this machine only"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(PermissionError, match="this machine only"):
        socket.getaddrinfo("example.org", 443)
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
