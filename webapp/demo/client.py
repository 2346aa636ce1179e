"""A plain client of the public API, as a lender's own system would have one."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from core.errors import ServiceMissing
from core.ids import new_reference

_TIMEOUT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and the JSON that came with it."""

    status: int
    body: Any


class Client:
    """One lender's connection; not for several threads at once.

    Args:
        address: such as "http://localhost:8000".
        token: the lender's API key.
    """

    def __init__(self, address: str, token: str) -> None:
        parts = urlsplit(address)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else None
        self._connection = (kind or http.client.HTTPConnection)(
            parts.netloc, timeout=_TIMEOUT_SECONDS
        )
        self._token = token

    def get(self, path: str) -> Answer:
        """Read one resource.

        Raises:
            ServiceMissing: nobody answers at the address.
        """
        return self._send("GET", path, None, {})

    def post(self, path: str, body: Mapping[str, object], key: str = "") -> Answer:
        """Send one thing, once: a repetition would be answered with the first answer.

        Args:
            path: after /api/v1.
            body: the request.
            key: the Idempotency-Key of something sent before; a new one when left out.

        Raises:
            ServiceMissing: nobody answers at the address.
        """
        return self._send("POST", path, body, {"Idempotency-Key": key or new_reference("K")})

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _send(
        self, method: str, path: str, body: Mapping[str, object] | None, headers: dict[str, str]
    ) -> Answer:
        sent = {
            **headers,
            "Authorization": f"Bearer {self._token}",
            "Accept": "application/json",
            "Content-Type": "application/json",
        }
        data = None if body is None else json.dumps(body).encode()
        path = f"/api/v1{path}"
        was_open = self._connection.sock is not None
        try:
            try:
                return self._once(method, path, data, sent)
            except (ConnectionError, http.client.RemoteDisconnected):
                # A server closes what was idle for a while; its key makes a repetition harmless.
                if not was_open:
                    raise
                self._connection.close()
                return self._once(method, path, data, sent)
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise ServiceMissing("the service does not answer") from error

    def _once(
        self, method: str, path: str, data: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        self._connection.request(method, path, data, headers)
        response = self._connection.getresponse()
        text = response.read()
        try:
            return Answer(response.status, json.loads(text) if text else None)
        except ValueError:
            return Answer(response.status, None)
