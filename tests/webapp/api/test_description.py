"""Schemathesis reads the description and tries all that it allows, and much that it does not."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished
from werkzeug.serving import make_server

from tests.webapp.api.house import House, contract

# A body may be well formed and still be refused: the offer lends for another time, the file is no
# document, the payments go on beyond the year 9999. That is said with 422, never with another.
REFUSED = ["2xx", "401", "403", "404", "409", "422"]


def configuration(house: House) -> SchemathesisConfig:
    return SchemathesisConfig.from_dict(
        {
            "seed": 20261122,
            "headers": {"Authorization": f"Bearer {house.token}"},
            "generation": {"max-examples": 6, "database": "none"},
            "phases": {"stateful": {"generation": {"max-examples": 4}}},
            "checks": {"positive_data_acceptance": {"expected-statuses": REFUSED}},
            "cache": {"enabled": False},
        }
    )


@pytest.fixture
def address(house: House) -> Iterator[str]:
    """The application over HTTP, on this machine."""
    server = make_server("127.0.0.1", 0, house.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def described(house: House, address: str) -> Any:
    """The description, with real references and offers in a half of what is generated."""
    schema = schemathesis.openapi.from_url(
        f"{address}/api/v1/openapi.json", config=configuration(house)
    )
    real = {
        "reference": house.apply(contract=contract())["reference"],
        "entry_id": house.apply()["evidence"][0]["id"],
        "delivery_id": str(uuid4()),
        "ref": house.client().post("/audits", {"files": [contract()]}).get_json()["reference"],
    }
    house.seal()

    @schema.hook
    def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> Any:
        if path_parameters and len(str(path_parameters)) % 2:
            return {name: real[name] for name in path_parameters}
        return path_parameters

    @schema.hook
    def map_body(context: Any, body: Any) -> Any:
        if isinstance(body, dict) and "offer" in body and len(str(body)) % 2:
            return {**body, "offer": house.offer.code}
        return body

    return schema


def test_every_operation_keeps_to_its_description(house: House, address: str) -> None:
    failures: list[str] = []
    answered: Counter[tuple[str, int]] = Counter()

    for event in from_schema(described(house, address)).execute():
        if isinstance(event, FatalError | NonFatalError):
            failures.append(str(event.value))
        if not isinstance(event, ScenarioFinished):
            continue
        for interaction in event.recorder.interactions.values():
            if interaction.response is not None:
                answered[event.recorder.label, interaction.response.status_code] += 1
        failures += [
            f"{event.recorder.label}: {found.failure}\n{found.code_sample}"
            for checks in event.recorder.checks.values()
            for found in (check.failure_info for check in checks)
            if found is not None
        ]

    assert not failures, "\n\n".join(failures[:5])
    assert sum(answered.values()) > 500
    fine = {label for label, status in answered if status < 300}
    assert len(fine) >= 12  # most operations were really done, not only refused
