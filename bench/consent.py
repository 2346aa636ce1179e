"""The gate beside reads without it, and beside policy engines; a withdrawal seen from outside."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any, Final

from bench.grants import OPTIONAL, PEOPLE, PURPOSE, READ_ACT, Grants
from bench.shape import Measure, Side, result
from consent import service
from consent.model import Method
from core.dates import now

_MANY: Final = 1_000_000
_READ: Final = (
    "SELECT finances_sealed FROM {table} WHERE organisation_id = %s AND application_id ="
    " md5('a' || %s::int)::uuid"
)
# Another process reads one person's row as fast as it can, and tells each change of what it saw
# with the clock that all processes of a machine share.
_WATCHER: Final = """
import sys, time, psycopg
url, lender, act, application = sys.argv[1:]
seen = None
with psycopg.connect(url, autocommit=True) as c:
    for name, value in (("organisation", lender), ("act", act)):
        c.execute("SELECT set_config(%s, %s, false)", ("candor." + name, value))
    query = "SELECT 1 FROM applicant_finances WHERE organisation_id = %s AND application_id = %s"
    while True:
        there = c.execute(query, (lender, application), prepare=True).fetchone() is not None
        if there != seen:
            print(int(there), time.monotonic_ns(), flush=True)
            seen = there
"""
_MODEL: Final = """
[request_definition]
r = sub, obj, act
[policy_definition]
p = sub, obj, act
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.sub == p.sub && r.obj == p.obj && r.act == p.act
"""


_NOTES: Final = (
    "the peer of the first line is the same read with the policy of tenancy alone",
    (
        "a withdrawal is timed from the begin of the verb to the end of the first read elsewhere"
        " that finds nothing; the commit is durable"
    ),
    "Casbin: its plain enforcer, one policy line a grant; it answers yes or no and reads no row",
    (
        "Cedar: one policy and 10,000 entities, parsed once, purposes as an attribute; it answers"
        " yes or no and reads no row"
    ),
    "the last line sets the rate with a million grants beside the rate with 10,000",
)


def run(withdrawals: int = 100, reads: int = 4000, rounds: int = 3) -> dict[str, object]:
    """Measure withdrawals, then reads with ten thousand grants and with a million."""
    with Grants() as grants:
        grants.grow_to(PEOPLE)
        denied = _denial(grants, withdrawals)
        clicked = _one_click(grants, withdrawals)
        gated, tenancy = _reads(grants, reads, rounds)
        casbin, cedar = _casbin(rounds), _cedar(rounds)
        few = _rate(gated)
        grants.grow_to(_MANY)
        many = _rate(_reads(grants, reads, rounds)[0])
    return result(
        "consent",
        (
            Measure("a read through the gate", "µs", gated, tenancy),
            Measure("withdrawal to denial in another process", "ms", denied),
            Measure(f"one click ends {len(OPTIONAL)} grants", "ms", clicked),
            Measure("answers a second, 10,000 grants, with the row", "/s", few, casbin),
            Measure("the same beside Cedar", "/s", few, cedar),
            Measure("answers a second, 1,000,000 grants", "/s", many, few),
        ),
        _NOTES,
    )


def _denial(grants: Grants, count: int) -> Side:
    subject_id, access, application = grants.person()
    command = (sys.executable, "-c", _WATCHER, grants.app_url, str(grants.lender), READ_ACT)
    watcher = subprocess.Popen((*command, str(application)), stdout=subprocess.PIPE, text=True)
    spent: list[float] = []
    try:
        _told(watcher)  # nothing yet
        for _ in range(count):
            grants.give(subject_id, access, (PURPOSE,))
            _told(watcher)
            begun = time.monotonic_ns()
            with grants.database.transaction(access) as tx:
                service.withdraw(tx, subject_id, (PURPOSE,), Method.PAGE, now())
            there, at = _told(watcher)
            if there:
                raise AssertionError("a row was seen after the withdrawal")
            spent.append((at - begun) / 1e6)
    finally:
        watcher.kill()
        watcher.wait()
    return Side("candor, two processes", (tuple(spent),))


def _told(watcher: subprocess.Popen[str]) -> tuple[int, int]:
    there, at = (watcher.stdout.readline() if watcher.stdout else "").split()
    return int(there), int(at)


def _one_click(grants: Grants, count: int) -> Side:
    subject_id, access, _ = grants.person()
    spent: list[float] = []
    for _ in range(count):
        grants.give(subject_id, access, OPTIONAL)
        begun = time.perf_counter_ns()
        with grants.database.transaction(access) as tx:
            [stopped] = service.withdraw_all_optional(tx, Method.PAGE, now())
        spent.append((time.perf_counter_ns() - begun) / 1e6)
        if len(stopped.purposes) != len(OPTIONAL):
            raise AssertionError("one click did not end every grant")
    return Side("candor, commit included", (tuple(spent),))


def _reads(grants: Grants, count: int, rounds: int) -> tuple[Side, Side]:
    """Time the same read of the same rows through the gate and with tenancy alone, in turns."""
    found: dict[str, list[tuple[float, ...]]] = {"applicant_finances": [], "bench_tenancy": []}
    with grants.reader() as connection:
        for _ in range(rounds):
            for table, runs in found.items():
                query = _READ.format(table=table)

                def read(number: int, query: str = query) -> object:
                    values = (grants.lender, number * 7919 % PEOPLE + 1)
                    return connection.execute(query, values, prepare=True).fetchone()

                runs.append(_spent(read, count))
    gated, tenancy = found.values()
    return Side("candor's gate", tuple(gated)), Side("tenancy alone", tuple(tenancy))


def _casbin(rounds: int, count: int = 60) -> Side:
    import casbin

    model = casbin.Model()
    model.load_model_from_text(_MODEL)
    enforcer = casbin.Enforcer(model)
    enforcer.add_policies([[f"s{number}", "finances", PURPOSE] for number in range(PEOPLE)])

    def ask(number: int) -> object:
        return enforcer.enforce(f"s{number * 7919 % PEOPLE}", "finances", PURPOSE)

    spent = tuple(_spent(ask, count) for _ in range(rounds))
    return _rate(Side("Casbin, plain enforcer, 10,000 lines", spent))


def _cedar(rounds: int, count: int = 1000) -> Side:
    from cedarpy import Entities, PolicySet, is_authorized

    policies = PolicySet.from_str(
        'permit(principal, action == Action::"read", resource)'
        " when { resource.purposes.contains(context.purpose) };"
    )
    people = [
        {"uid": {"type": "Subject", "id": f"s{n}"}, "attrs": {"purposes": [PURPOSE]}, "parents": []}
        for n in range(PEOPLE)
    ]
    entities = Entities.from_json_str(json.dumps(people))

    def ask(number: int) -> object:
        request: dict[str, Any] = {
            "principal": 'Lender::"l"',
            "action": 'Action::"read"',
            "resource": f'Subject::"s{number * 7919 % PEOPLE}"',
            "context": {"purpose": PURPOSE},
        }
        return True if is_authorized(request, policies, entities).allowed else None

    spent = tuple(_spent(ask, count) for _ in range(rounds))
    return _rate(Side("Cedar, parsed once, 10,000 entities", spent))


def _spent(act: Callable[[int], object], count: int) -> tuple[float, ...]:
    """Return what each call took, in microseconds; each has to say yes."""
    for number in range(min(20, count)):
        act(number)
    spent: list[float] = []
    for number in range(count):
        begun = time.perf_counter_ns()
        answer = act(number)
        spent.append((time.perf_counter_ns() - begun) / 1000)
        if not answer:
            raise AssertionError("what should be allowed was refused")
    return tuple(spent)


def _rate(side: Side) -> Side:
    """Return calls a second, one figure a run, of what was timed in microseconds."""
    return Side(side.name, tuple((len(run) * 1e6 / sum(run),) for run in side.runs))


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
