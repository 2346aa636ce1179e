"""The simulated recipients' server: takes what is told, and answers by the public interface."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from uuid import UUID

import httpx

from consent.delivery.rules import FORMAT
from consent.delivery.signatures import TOLD, Message, named_key, public_key, verify
from core.dates import iso, now
from core.errors import CandorError
from webapp.demo.outside import (
    Dice,
    Mishap,
    Plan,
    Recipient,
    acknowledgement,
    deletion,
    signed_answer,
)

_BODY_MAX: Final = 1 << 16
_PAUSES_SECONDS: Final = (0.2, 1.0, 5.0, 15.0, 60.0, 300.0)
_TIMEOUT: Final = httpx.Timeout(10.0, connect=3.0)


class Refused(Exception):
    """A message that is answered with a status and nothing done."""

    def __init__(self, status: HTTPStatus) -> None:
        self.status = status
        super().__init__(status.phrase)


class Outside:
    """What the simulated recipients remember, until the process ends.

    Args:
        plan: who they are.
        candor: where they answer, without a slash at the end.
    """

    def __init__(self, plan: Plan, candor: str) -> None:
        self._candor = candor
        self._recipients = {one.path: (one, Dice(plan.seed, one)) for one in plan.recipients}
        self._lock = threading.Lock()
        self._arrivals: Counter[tuple[str, str]] = Counter()
        self._nonces: set[tuple[str, str]] = set()
        self._taken: set[tuple[str, str]] = set()

    def take(self, message: Message, path: str) -> HTTPStatus | None:
        """Take a message in and return what it is answered with; None hangs up.

        Raises:
            Refused: nobody is here, or it is not signed by whom this recipient knows.
        """
        if path not in self._recipients:
            raise Refused(HTTPStatus.NOT_FOUND)
        recipient, dice = self._recipients[path]
        content = self._read(recipient, message)
        delivery = str(content["delivery"])
        with self._lock:
            self._arrivals[path, delivery] += 1
            arrival = self._arrivals[path, delivery]
        mishap = dice.mishap(delivery, arrival)
        say(path, delivery, f"arrived {arrival}: {mishap.value}")
        if mishap is Mishap.DROP:
            return None
        if mishap is Mishap.ERROR:
            return HTTPStatus.INTERNAL_SERVER_ERROR
        if mishap is Mishap.SLOW:
            time.sleep(recipient.temper.slow_seconds)
        with self._lock:
            new = (path, delivery) not in self._taken
            self._taken.add((path, delivery))
        if new:  # a repetition is known by the delivery's id and does nothing more
            deletes = content["asked"] == "stop_and_delete"
            arguments = (recipient, dice, delivery, deletes)
            threading.Thread(target=self._answer, args=arguments, daemon=True).start()
        return HTTPStatus.ACCEPTED

    def _read(self, recipient: Recipient, message: Message) -> dict[str, object]:
        """Return what a message says, once it is known who sent it.

        Raises:
            Refused: it is not signed by whom this recipient knows, or was here before.
        """
        try:
            name = named_key(message.headers)
            key = public_key(recipient.candor_keys[name])
            signed = verify(message, name, key, TOLD, now())
        except (CandorError, KeyError):
            raise Refused(HTTPStatus.UNAUTHORIZED) from None
        with self._lock:
            if (recipient.path, signed.nonce) in self._nonces:
                raise Refused(HTTPStatus.UNAUTHORIZED)
            self._nonces.add((recipient.path, signed.nonce))
        content: dict[str, object] = json.loads(message.body)
        if content["format"] != FORMAT:
            raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY)
        UUID(str(content["delivery"]))
        return content

    def _answer(self, recipient: Recipient, dice: Dice, delivery: str, deletes: bool) -> None:  # noqa: FBT001 - handed to a thread by place
        temper = recipient.temper
        if temper.acknowledge_seconds is None:
            return
        time.sleep(temper.acknowledge_seconds)
        self._send(recipient, dice, delivery, "acknowledgements")
        if deletes and temper.delete_seconds is not None:
            time.sleep(temper.delete_seconds)
            self._send(recipient, dice, delivery, "deletions")

    def _send(self, recipient: Recipient, dice: Dice, delivery: str, what: str) -> None:
        """Answer until it is taken, with growing pauses; each try is signed anew."""
        url = f"{self._candor}/api/v1/deliveries/{delivery}/{what}"
        body = (
            acknowledgement(now())
            if what == "acknowledgements"
            else deletion(recipient.temper, now())
        )
        for attempt, pause in enumerate(_PAUSES_SECONDS):
            wrong = dice.signs_wrongly(f"{delivery}/{what}", attempt)
            message = signed_answer(url, body, recipient.key, now(), wrong=wrong)
            try:
                with httpx.Client(timeout=_TIMEOUT, trust_env=False) as client:
                    status = client.post(url, content=body, headers=message.headers).status_code
            except httpx.TransportError:
                status = 0
            say(recipient.path, delivery, f"{what}{' (wrong key)' if wrong else ''}: {status}")
            if status == HTTPStatus.OK:
                return
            time.sleep(pause)


def say(path: str, delivery: str, did: str) -> None:
    """Write one line of what happened: ids and statuses, nothing of anybody."""
    line = {"at": iso(now()), "recipient": path, "delivery": delivery, "did": did}
    sys.stderr.write(json.dumps(line) + "\n")
    sys.stderr.flush()


def open_server(outside: Outside, port: int) -> ThreadingHTTPServer:
    """Return the server on this machine; 0 takes any free port."""

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def do_POST(self) -> None:
            """Take one message in."""
            self.close_connection = True
            length = self.headers.get("Content-Length", "")
            if not length.isdecimal() or int(length) > _BODY_MAX:
                self._reply(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                return
            url = f"http://{self.headers.get('Host', '')}{self.path}"
            headers = dict(self.headers.items())
            message = Message(self.command, url, self.rfile.read(int(length)), headers)
            try:
                status = outside.take(message, self.path)
            except Refused as refusal:
                status = refusal.status
            except (ValueError, KeyError, TypeError):
                status = HTTPStatus.BAD_REQUEST
            if status is not None:
                self._reply(status)

        def _reply(self, status: HTTPStatus) -> None:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_parts: object) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
            """Say nothing: `say` does."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Door)
    server.daemon_threads = True
    return server
