"""A product whole, as `candor product show` prints it: as JSON, or as lines for people."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from underwriting.product_card import ProductCard


def record_of(card: ProductCard, day: date) -> dict[str, object]:
    """Return a product as JSON has it; who looks after a finding is said on the pages alone."""
    from contracts.products.rules import state_on

    sellers, tally = card.sellers, card.tally
    return {
        "product": card.product.code,
        "name": card.product.name.as_dict(),
        "offers": [one.code for one in card.offers],
        "forms": [
            {
                "version": form.version,
                "form": form.name,
                "sha256": form.sha256,
                "in_use": form.id in card.used,
                "findings": [
                    {
                        "reference": one.reference,
                        "id": one.code,
                        "severity": one.severity.value,
                        "state": state_on(one, day).value,
                        "accepted_until": one.accepted_until.isoformat()
                        if one.accepted_until
                        else None,
                        "owned": one.owner_id is not None,
                        "waits_for_second": one.id in card.waiting,
                    }
                    for one in card.findings
                    if one.form_version_id == form.id
                ],
            }
            for form in card.forms
        ],
        "partners": [one.code for one in sellers.partners],
        "channels": [one.code for one in sellers.channels],
        "advertisements": [one.code for one in sellers.advertisements],
        "loans": {
            "approved_here": card.made_here,
            "by_file": tally.loans,
            "affected": tally.affected,
            "owed": {currency: f"{owed:f}" for currency, owed in tally.owed},
        },
    }


def lines_of(card: ProductCard, day: date) -> str:
    """Return a product as lines for people."""
    from contracts.products.rules import state_on

    lines = [f"{card.product.code}  {card.product.name.zh}  {card.product.name.en}"]
    for form in card.forms:
        used = "in use" if form.id in card.used else "before"
        lines.append(f"  form v{form.version} ({used})")
        lines += [
            f"    {one.reference}  {one.code} {one.severity.value}: {state_on(one, day).value}"
            for one in card.findings
            if one.form_version_id == form.id
        ]
    sellers, tally = card.sellers, card.tally
    lines.append(
        f"  {len(sellers.partners)} partners, {len(sellers.channels)} channels, "
        f"{len(sellers.advertisements)} advertisements"
    )
    lines.append(
        f"  {card.made_here} loans approved here, {tally.loans} by file, {tally.affected} affected"
    )
    return "\n".join(lines)
