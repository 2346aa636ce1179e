"""A stream of invented applicants through the public API, with the trouble real life has."""

from __future__ import annotations

import base64
import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import cast
from uuid import UUID

from core.dates import day_of, now
from core.errors import ServiceMissing
from documents.rendering import pdf_from_html
from identity.demonstration import DEMO_ORGANISATIONS
from underwriting.cost import cost_of
from underwriting.forms import contract_html
from webapp.demo.client import Answer, Client
from webapp.demo.invented import Invented, invent
from webapp.demo.seed import amount_for, offer_from
from webapp.demo.shelves import SHELVES, Shelf

_CONTRACTS_FROM = 20  # answers; printing one loads a second's worth of code, as pages first open
_WITH_CONTRACT = 0.08
_WITHDRAWS = 0.12
_WITHOUT_REPORT = 0.1
_BURST = 0.02
_BURST_SIZE = 5
_PAGE_MAX = 200
_OPTIONAL = ("marketing.own", "model.train", "fraud.shared_list", "bank_data.pull_once")


@dataclass(slots=True)
class Traffic:
    """Sends what lenders' systems would send.

    Args:
        clients: one for each lender.
        dice: chooses; the same seed sends the same.
        counts: what was answered, by kind.
    """

    clients: dict[UUID, Client]
    dice: random.Random
    counts: Counter[str] = field(default_factory=Counter[str])
    _notices: dict[UUID, dict[str, str]] = field(default_factory=dict[UUID, dict[str, str]])

    def one(self) -> None:
        """Send one applicant, or a burst that looks like fraud."""
        row = self.dice.choice(SHELVES)
        if self.dice.random() < _BURST:
            self._burst(row)
        else:
            self._applicant(row, invent(self.dice))

    def _burst(self, row: Shelf) -> None:
        """Several people apply from one device and one phone within moments."""
        ring = invent(self.dice)
        for _ in range(_BURST_SIZE):
            someone = replace(invent(self.dice), device=ring.device, phone=ring.phone)
            self._applicant(row, someone)
        self.counts["bursts"] += 1

    def _applicant(self, row: Shelf, who: Invented) -> None:
        client = self.clients[row.lender]
        report_later = self.dice.random() < _WITHOUT_REPORT
        body = self._body(row, who)
        if not report_later:
            body["credit_report"] = who.credit_report
        answer = self._count("application", client.post("/applications", body))
        if answer.status not in (201, 202):
            return
        reference = answer.body["reference"]
        if self.dice.random() < _WITHDRAWS:
            self._withdraw(client, reference, body)
        elif report_later:
            report = {"credit_report": who.credit_report}
            path = f"/applications/{reference}/credit-report"
            self._count("credit_report", client.post(path, report))

    def _withdraw(self, client: Client, reference: str, body: dict[str, object]) -> None:
        agreed = cast("list[dict[str, str]]", body["consents"])
        purpose = {"purpose": self.dice.choice(agreed)["purpose"]}
        path = f"/applications/{reference}/withdrawals"
        self._count("withdrawal", client.post(path, purpose))

    def _body(self, row: Shelf, who: Invented) -> dict[str, object]:
        amount = amount_for(row, who)
        optional = self.dice.sample(_OPTIONAL, self.dice.randrange(len(_OPTIONAL)))
        hashes = self._hashes(row.lender)
        body: dict[str, object] = {
            "offer": row.code,
            "amount": str(amount.amount),
            "months": row.months,
            "language": "zh",
            "applicant": {
                "name": who.name,
                "id_number": who.id_number,
                "phone": who.phone,
                "monthly_income": f"{who.monthly_income}.00",
                "use": who.use,
                "note": who.note,
                "device": who.device,
                "address": who.address,
            },
            "consents": [
                {"purpose": purpose, "notice_sha256": hashes[purpose]}
                for purpose in ("bureau.query", *optional)
            ],
        }
        brings_one = self.dice.random() < _WITH_CONTRACT
        if brings_one and self.counts.total() >= _CONTRACTS_FROM:
            encoded = base64.b64encode(contract_pdf(row)).decode()
            body["contract"] = {"name": f"{row.code}.pdf", "content_base64": encoded}
        return body

    def _hashes(self, lender: UUID) -> dict[str, str]:
        """Return the hashes of the lender's notices, read once.

        Raises:
            ServiceMissing: the lender's notices cannot be read.
        """
        if lender not in self._notices:
            answer = self.clients[lender].get("/notices")
            if answer.status != 200:
                raise ServiceMissing(f"the notices cannot be read (status {answer.status})")
            rows = answer.body["items"]
            self._notices[lender] = {one["purpose"]: one["sha256"] for one in rows}
        return self._notices[lender]

    def known(self) -> int:
        """Return how many applications the lenders have together, as far as a page of each tells.

        Raises:
            ServiceMissing: nobody answers.
        """
        pages = [one.get(f"/applications?limit={_PAGE_MAX}") for one in self.clients.values()]
        return sum(len(page.body["items"]) for page in pages if page.status == 200)

    def report_for_waiting(self) -> None:
        """Hand in the credit reports of people who applied on the page."""
        for client in self.clients.values():
            answer = client.get("/applications?state=waiting&limit=20")
            if answer.status != 200:
                continue
            for waiting in answer.body["items"]:
                report = {"credit_report": invent(self.dice).credit_report}
                path = f"/applications/{waiting['reference']}/credit-report"
                self._count("credit_report", client.post(path, report))

    def _count(self, kind: str, answer: Answer) -> Answer:
        self.counts[f"{kind} {answer.status}"] += 1
        return answer


@cache
def contract_pdf(row: Shelf) -> bytes:
    """Return the contract of an offer for its smallest amount, as the lender would print it."""
    lender = next(one.name for one in DEMO_ORGANISATIONS if one.id == row.lender)
    offer = offer_from(row, lender)
    html = contract_html(offer, cost_of(offer, row.at_least, day_of(now())))
    return pdf_from_html(html)


def open_traffic(address: str, keys: Path, dice: random.Random) -> Traffic:
    """Return the traffic of the lenders whose API keys are in a file.

    Raises:
        ServiceMissing: the keys are not there; `candor up` makes them at its first start.
    """
    try:
        tokens: dict[str, str] = json.loads(keys.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ServiceMissing("the keys of the demonstration are not there yet") from None
    return Traffic({UUID(lender): Client(address, token) for lender, token in tokens.items()}, dice)


def fill(traffic: Traffic, at_least: int) -> None:
    """Send applicants one after the other until the lenders have so many applications.

    A board hides groups of fewer than ten, so a house that has just been founded shows nothing.
    """
    try:
        for _ in range(at_least - traffic.known()):
            traffic.one()
    except ServiceMissing:
        traffic.counts["no answer"] += 1


def run_for(
    traffic: Traffic,
    rate: float,
    seconds: float,
    clock: Callable[[], float],
    wait: Callable[[float], None],
) -> None:
    """Send applicants at a steady rate until the time is over.

    Args:
        traffic: what to send.
        rate: applicants a second.
        seconds: how long; 0 means until stopped.
        clock: seconds that only move forward.
        wait: sleeps that many seconds.
    """
    begun = clock()
    number = 0
    while seconds == 0 or clock() - begun < seconds:
        try:
            traffic.one()
            if number % 10 == 0:
                traffic.report_for_waiting()
        except ServiceMissing:
            traffic.counts["no answer"] += 1
            wait(1.0)
        number += 1
        wait(max(0.0, begun + number / rate - clock()))
