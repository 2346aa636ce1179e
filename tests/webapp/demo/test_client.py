"""The plain client of the API: a connection that the server let go is opened again, once."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager

import pytest

from core.errors import ServiceMissing
from webapp.demo.client import Client

_ANSWER = b'{"ok": true}'


@contextmanager
def forgetful(answers: list[int]) -> Generator[tuple[str, list[str]]]:
    """Serve one connection after the other, each for so many answers, then close it unsaid."""
    keys: list[str] = []

    def serve() -> None:
        for count in answers:
            connection, _ = listening.accept()
            with connection, connection.makefile("rb") as sent:
                for _ in range(count):
                    headers = {}
                    while (line := sent.readline().strip()) != b"":
                        name, _, value = line.decode().partition(": ")
                        headers[name.lower()] = value
                    sent.read(int(headers["content-length"]))
                    keys.append(headers["idempotency-key"])
                    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(_ANSWER)}\r\n\r\n"
                    connection.sendall(head.encode() + _ANSWER)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", keys
        thread.join(10)


def test_a_connection_that_was_let_go_is_opened_again_under_the_same_key() -> None:
    with forgetful([1, 1]) as (address, keys):
        client = Client(address, "token")
        answers = [client.post("/applications", {"n": n}, f"K{n}") for n in (1, 2)]
        client.close()
    assert [(one.status, one.body) for one in answers] == [(200, json.loads(_ANSWER))] * 2
    assert keys == ["K1", "K2"]


def test_whoever_lets_go_of_a_new_connection_does_not_answer() -> None:
    with (
        forgetful([0]) as (address, keys),
        pytest.raises(ServiceMissing, match="does not answer"),
    ):
        Client(address, "token").post("/applications", {})
    assert keys == []
