"""`candor law`: the dated rows of law, and which forms and products a change of one reaches."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from core.errors import InvalidInput
from core.settings import Settings, read_settings

if TYPE_CHECKING:
    from contracts.law.changes import LawChange, Verdict
    from underwriting.law_effects import Affected, Effects


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to show, or what would change."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="WHAT")
    shown = parts.add_parser("list", help="every row, whether its text was read, its line")
    effects = parts.add_parser(
        "effects", help="forms and products whose verdict changes; exit 1 when there are any"
    )
    effects.add_argument("organisation", help="the lender's id, or its name")
    effects.add_argument("--law", metavar="CODE", help="the row; left out: since publication")
    effects.add_argument("--on", metavar="DAY", help="first day of the change; else today")
    effects.add_argument("--percent", metavar="N", help="its reference line from then on")
    effects.add_argument("--ends", action="store_true", help="nothing takes its place")
    effects.add_argument(
        "--lender-type", action="append", metavar="TYPE", help="whom it binds; may be repeated"
    )
    for part in (shown, effects):
        part.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Do one part."""
    if arguments.part == "list":
        return _list(arguments)
    return _effects(read_settings(), arguments)


def _list(arguments: argparse.Namespace) -> int:
    from contracts.law.table import LAWS
    from contracts.lines import LINES
    from webapp.commands.provision import answer

    for law in LAWS:
        lines = [line for line in LINES if line.law == law.code]
        record = {
            "code": law.code,
            "jurisdiction": law.jurisdiction.value,
            "citation": law.citation.as_dict(),
            "since": law.since.isoformat() if law.since else None,
            "until": law.until.isoformat() if law.until else None,
            "verified": law.verified,
            "source": law.source,
            "line_percent": [f"{line.percent:f}" for line in lines if line.percent is not None],
        }
        read = "read" if law.verified else "unverified"
        answer(record, f"{law.code:32}  {read:10}  {law.citation.en}", as_json=arguments.json)
    return 0


def _effects(settings: Settings, arguments: argparse.Namespace) -> int:
    from core.dates import day_of, now, parse_day
    from identity.rights import provisioning
    from underwriting.law_effects import drift, effects_of
    from webapp.commands.provision import organisation_named, owner_database

    on = parse_day(arguments.on, "--on") if arguments.on else day_of(now())
    change = _change(arguments, on) if arguments.law else None
    with owner_database(settings) as owner:
        lender = organisation_named(owner, arguments.organisation)
        access = provisioning(lender.id)
        found = effects_of(owner, access, change) if change else drift(owner, access, on)
    _print(found, as_json=arguments.json)
    return 1 if found.affected else 0


def _change(arguments: argparse.Namespace, on: date) -> LawChange:
    """Read what would change.

    Raises:
        InvalidInput: a kind of lender or a number is none.
    """
    from contracts.law.changes import LawChange
    from contracts.model import LenderType
    from core.money import decimal_from

    known = {one.value for one in LenderType}
    wanted: list[str] = arguments.lender_type or []
    for one in wanted:
        if one not in known:
            raise InvalidInput(", ".join(sorted(known)), one[:40], "--lender-type")
    percent: str | None = arguments.percent
    return LawChange(
        arguments.law,
        on,
        ends=arguments.ends,
        percent=None if percent is None else decimal_from(percent, "--percent"),
        lenders=frozenset(map(LenderType, wanted)) or None,
    )


def _print(found: Effects, *, as_json: bool) -> None:
    from webapp.commands.provision import answer

    for one in found.affected:
        offer = one.form.offer
        used = "" if one.form.in_use else " (an earlier version)"
        lines = [f"{offer.product.code}  {offer.code} v{offer.form.version}{used}"]
        lines += [
            f"  {item.code} {item.effect.value}: {_said(item.before)} -> {_said(item.after)}"
            for item in one.differences
        ]
        answer(_record(one), "\n".join(lines), as_json=as_json)
    if not as_json:
        products = ", ".join(found.products) or "none"
        answer({}, f"{found.asked} forms of offers asked; products: {products}", as_json=False)


def _said(verdict: Verdict) -> str:
    basis = f" [{', '.join(verdict.basis)}]" if verdict.basis else ""
    return f"{verdict.answer}{' ' + verdict.severity if verdict.severity else ''}{basis}"


def _record(one: Affected) -> dict[str, object]:
    offer = one.form.offer
    return {
        "product": offer.product.code,
        "offer": offer.code,
        "form": offer.form.name,
        "version": offer.form.version,
        "in_use": one.form.in_use,
        "differences": [
            {
                "id": item.code,
                "effect": item.effect.value,
                "before": {
                    "answer": item.before.answer,
                    "severity": item.before.severity,
                    "legal_basis": list(item.before.basis),
                },
                "after": {
                    "answer": item.after.answer,
                    "severity": item.after.severity,
                    "legal_basis": list(item.after.basis),
                },
            }
            for item in one.differences
        ],
    }
