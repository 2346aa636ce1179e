"""Audits to report on: real ones of whole contracts, and ones with more than any has."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from contracts.audit import Audit
from contracts.reports.model import Audited

DAY = date(2026, 11, 22)
GRADES = ("critical", "high", "medium", "low")
LONG_NAME = "海峡两岸及香港澳门青年创业者互助普惠小额信用贷款股份有限公司深圳前海自由贸易区分公司"


def audited_of(outcome: Audit) -> Audited:
    """A real audit, with the words of its files."""
    texts = {file.document.name: file.document.text for file in outcome.contract.files}
    return Audited(outcome.as_dict(), texts, DAY)


def with_findings(audited: Audited, count: int, quote: str = "") -> Audited:
    """The same audit with so many findings, each of another code and title."""
    found: dict[str, Any] = copy.deepcopy(dict(audited.found))
    pattern = found["findings"][0]
    findings = []
    for number in range(count):
        one = copy.deepcopy(pattern)
        one["id"] = f"{'ABCDEFG'[number % 7]}{number:02d}"
        one["severity"] = GRADES[number % 4]
        one["title"] = {"zh": f"第{number}号发现的名称", "en": f"The title of finding {number}"}
        if quote:
            file = found["package"]["files"][0]["name"]
            start = audited.texts[file].index(quote)
            one["evidence"] = [
                {
                    "file": file,
                    "page": 1,
                    "start": start,
                    "end": start + len(quote),
                    "quote": quote,
                    "box": None,
                }
            ]
        findings.append(one)
    found["findings"] = findings
    return Audited(found, audited.texts, DAY)


def with_lender(audited: Audited, name: str) -> Audited:
    """The same audit, its lender and every payee called otherwise."""
    found: dict[str, Any] = copy.deepcopy(dict(audited.found))
    found["package"]["parties"]["lender"] = name
    for item in found["cost_statement"]["items"]:
        item["payee"] = name
    return Audited(found, audited.texts, DAY)


def with_long_words(audited: Audited) -> Audited:
    """The same audit, each finding explained and asked about at length."""
    found: dict[str, Any] = copy.deepcopy(dict(audited.found))
    for one in found["findings"]:
        one["explanation"] = {
            "zh": "合同写明的数额与算出的数额不同，" * 40,
            "en": "It differs. " * 90,
        }
        one["would_settle"] = "a statement of what is charged and to whom " * 4
    return Audited(found, audited.texts, DAY)
