"""The client sends each request once, over so many connections, and stops where it was told."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import ClassVar

from bench.load import Plan, Request, measure, send


class _Counting(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: ClassVar[list[tuple[str, str, bytes]]] = []
    lock: ClassVar = Lock()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.lock:
            self.seen.append((self.path, self.headers["Authorization"], body))
        self.send_response(201 if body != b"no" else 409)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def server() -> Generator[tuple[str, list[tuple[str, str, bytes]]]]:
    handler = type("Handler", (_Counting,), {"seen": [], "lock": Lock()})
    listening = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    listening.daemon_threads = True
    Thread(target=listening.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.server_port}", handler.seen
    finally:
        listening.shutdown()
        listening.server_close()


def asked(*bodies: str) -> tuple[Request, ...]:
    return tuple(Request("/entries", "key", body) for body in bodies)


def test_each_request_is_sent_once_and_the_bound_of_requests_holds() -> None:
    with server() as (address, seen):
        measured = send(Plan(address, asked(*"abcdef"), connections=3, seconds=30))
    assert sorted(body for _, _, body in seen) == [b"a", b"b", b"c", b"d", b"e", b"f"]
    assert {(path, key) for path, key, _ in seen} == {("/entries", "Bearer key")}
    assert len(measured.milliseconds) == 6
    assert measured.statuses == {"201": 6}
    assert measured.only_good


def test_the_bound_of_time_holds_at_a_steady_rate() -> None:
    with server() as (address, seen):
        measured = send(Plan(address, asked(*"abcdefgh"), connections=2, seconds=0.05, rate=100))
    assert len(seen) == len(measured.milliseconds) < 8


def test_a_refusal_is_no_success() -> None:
    with server() as (address, _):
        measured = send(Plan(address, asked("yes", "no"), connections=1, seconds=30))
    assert measured.statuses == {"201": 1, "409": 1}
    assert not measured.only_good


def test_nobody_at_the_address_is_counted_not_raised() -> None:
    measured = send(Plan("http://127.0.0.1:9", asked("a"), connections=1, seconds=30))
    assert measured.statuses == {"ConnectionRefusedError": 1}
    assert not measured.only_good


def test_a_process_of_its_own_measures_the_same() -> None:
    with server() as (address, seen):
        measured = measure(Plan(address, asked(*"abc"), connections=2, seconds=30))
    assert len(seen) == 3
    assert measured.statuses == {"201": 3}
    assert measured.rate > 0
