"""An audit as a report for people, and its cost statement on one page; in one of two languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from contracts.checks.table import CHECKS
from contracts.reports.figures import Writer
from contracts.reports.flows import money_of
from contracts.reports.model import Audited, Passage
from contracts.reports.passages import passages
from contracts.reports.picture import colour_of, picture, share_of, strip
from contracts.reports.summary import (
    SEVERITIES,
    headline,
    next_steps,
    ranked,
    stated_percent,
    worst,
)
from contracts.reports.words import JURISDICTIONS, WORDS
from core.text import Language

_TITLES: Final = {check.code: check.title for check in CHECKS}
_SECTIONS: Final = (
    *("where", "rates", "leaving", "findings", "statement", "disclosures"),
    *("unsettled", "sources", "about"),
)


@dataclass(frozen=True, slots=True)
class _Source:
    """A row of law as the list of sources shows it, and the findings that cite it."""

    basis: Mapping[str, Any]
    used_in: tuple[str, ...]


def html_report(audited: Audited, language: Language) -> str:
    """Return the audit as a page that brings all it needs with it; printed, it is the report."""
    write = Writer(language, audited.currency)
    found = audited.found
    money = money_of(found, write)
    findings = ranked(found["findings"])
    sources = _sources(findings)
    there = {
        "leaving": bool(found.get("early_exit") or found.get("lateness")),
        "unsettled": bool(found["unsettled"]),
        "sources": bool(sources),
    }
    sections = tuple(section for section in _SECTIONS if there.get(section, True))
    return _page(
        "report.html.jinja",
        audited,
        write,
        title=headline(found, write, money.cost if money else None),
        money=money,
        picture=Markup(picture(money, write)) if money else "",  # noqa: S704 - escaped where drawn
        strip=Markup(strip(money)) if money else "",  # noqa: S704 - holds numbers alone
        worst=worst(found, write),
        steps=next_steps(found, write, 1 + sections.index("statement")),
        findings=[(one, _quotes(one, audited, write)) for one in findings],
        counts=[(grade, _count(findings, grade)) for grade in SEVERITIES],
        sources=sources,
        sections=sections,
    )


def statement_page(audited: Audited, language: Language) -> str:
    """Return the cost statement rebuilt from the contract, as one page of its own."""
    write = Writer(language, audited.currency)
    return _page("statement.html.jinja", audited, write, title=write.say(WORDS["statement"]))


def _page(template: str, audited: Audited, write: Writer, **values: Any) -> str:
    words = {name: text.in_language(write.language) for name, text in WORDS.items()}
    return (
        _environment()
        .get_template(template)
        .render(
            **{**audited.found, **values},
            audited=audited,
            language=write.language.value,
            write=write,
            words=words,
            stated=stated_percent(audited.found),
            jurisdictions=JURISDICTIONS,
            titles=_TITLES,
            colour_of=colour_of,
            share_of=share_of,
        )
    )


def _quotes(finding: Mapping[str, Any], audited: Audited, write: Writer) -> tuple[Passage, ...]:
    return passages(finding["evidence"], audited, write)


def _count(findings: list[Mapping[str, Any]], grade: str) -> int:
    return sum(one["severity"] == grade for one in findings)


def _sources(findings: list[Mapping[str, Any]]) -> list[_Source]:
    """Return every row of law that is cited, those whose text was read first."""
    bases: dict[str, Mapping[str, Any]] = {}
    used: dict[str, list[str]] = {}
    for finding in findings:
        for basis in finding["legal_basis"]:
            bases[basis["code"]] = basis
            used.setdefault(basis["code"], []).append(finding["id"])
    order = sorted(bases, key=lambda code: (not bases[code]["verified"], code))
    return [_Source(bases[code], tuple(dict.fromkeys(used[code]))) for code in order]


@cache
def _environment() -> Environment:
    folder = Path(__file__).parent / "reports" / "pages"
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
