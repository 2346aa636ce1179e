"""Whether the process is ready, and its figures for Prometheus: routes and statuses, no person."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from time import perf_counter
from typing import Final

from flask import Blueprint, Flask, Response, g, jsonify, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import (
    MultiProcessCollector,  # pyright: ignore[reportUnknownVariableType]
)
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from core.errors import ServiceMissing
from identity.rights import LOOKUP
from webapp.services import services

blueprint = Blueprint("vitals", __name__)

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_OTHER: Final = "other"
_SECONDS: Final = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_REDIS_SECONDS: Final = 2.0

_REQUESTS: Final = Counter(
    "candor_http_requests", "Answered requests.", ("method", "route", "status")
)
_LATENCY: Final = Histogram(
    "candor_http_request_seconds",
    "From the request to its answer.",
    ("method", "route"),
    buckets=_SECONDS,
)


@blueprint.get("/readyz")
def readyz() -> Response:
    """Say whether what the process needs is there: the database and the queue."""
    found = {name: "ok" if check() else "missing" for name, check in _CHECKS}
    answer = jsonify(found)
    if set(found.values()) != {"ok"}:
        answer.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    return answer


@blueprint.get("/metrics")
def metrics() -> Response:
    """Return the figures of all processes that serve together.

    They share the folder that PROMETHEUS_MULTIPROC_DIR names; without it a process knows only
    its own.
    """
    registry = CollectorRegistry()
    try:
        MultiProcessCollector(registry)
    except ValueError:
        registry = REGISTRY
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def install(app: Flask) -> None:
    """Let the application count what it answers."""
    app.before_request(_begin)
    app.after_request(_count)


def _begin() -> None:
    g.vitals_begun = perf_counter()


def _count(response: Response) -> Response:
    """Count by the route's template: a path may name somebody's application, a template never."""
    rule = request.url_rule
    route = _OTHER if rule is None else rule.rule
    method = request.method if request.method in _METHODS else _OTHER
    _REQUESTS.labels(method, route, str(response.status_code)).inc()
    begun = g.get("vitals_begun")
    if begun is not None:
        _LATENCY.labels(method, route).observe(perf_counter() - begun)
    return response


def _database_answers() -> bool:
    try:
        with services().database.transaction(LOOKUP) as tx:
            tx.execute(text("SELECT 1"))
    except (ServiceMissing, SQLAlchemyError):
        return False
    return True


def _queue_answers() -> bool:
    url = services().settings.redis_url
    try:
        with Redis.from_url(url, socket_timeout=_REDIS_SECONDS) as queue:  # pyright: ignore[reportUnknownMemberType]
            return bool(queue.ping())  # pyright: ignore[reportUnknownMemberType]
    except (RedisError, ValueError):
        return False


_CHECKS: tuple[tuple[str, Callable[[], bool]], ...] = (
    ("database", _database_answers),
    ("queue", _queue_answers),
)
