"""The fields of an application as a reviewer may see them: masked, or why they are not shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from consent.model import Permitted
from core.text import Text, filled
from privacy.mask import mask, mask_value
from privacy.model import Label, Span
from underwriting.casework import Answer, CaseFile
from webapp import lender_words as words
from webapp.formats import money, text
from webapp.views.cases import MaskedField

Scan = Callable[[str], tuple[Span, ...]]

# Which category of personal data each field is of; the gate is asked by category.
CATEGORY_OF: Final[dict[str, str]] = {
    "name": "identity",
    "id_number": "identity",
    "phone": "contact",
    "device": "device",
    "monthly_income": "finances",
    "use": "finances",
    "note": "note",
    "credit_report": "credit_report",
}
_LEFT_OUT: Final = "******"
# The columns of a credit report that a reviewer needs; the rest stays with the scorecard.
_REPORT: tuple[tuple[str, Text], ...] = (
    ("LIMIT_BAL", Text("授信额度", "credit limit")),
    ("PAY_0", Text("最近一期逾期月数", "months late, latest")),
    ("BILL_AMT1", Text("最近一期账单", "latest bill")),
    ("PAY_AMT1", Text("最近一期还款", "latest payment")),
)


def masked_fields(case: CaseFile, scan: Scan) -> tuple[MaskedField, ...]:
    """Return every field with its purpose; a refused one says why instead of its value."""
    return tuple(_field(case, name, scan) for name in CATEGORY_OF)


def _field(case: CaseFile, name: str, scan: Scan) -> MaskedField:
    answer = case.answers[CATEGORY_OF[name]]
    if not isinstance(answer.answer, Permitted):
        why = words.GATE[answer.answer.code]
        refused = filled(words.NOT_SHOWN, why=why)
        return MaskedField(words.FIELDS[name], "", _purpose(answer), refused)
    if CATEGORY_OF[name] in answer.answer.masked:
        # The gate held the row back; what the grant leaves out is stars, and says so.
        return MaskedField(words.FIELDS[name], _LEFT_OUT, _purpose(answer))
    value = _value(case, name, scan)
    return MaskedField(words.FIELDS[name], value, _purpose(answer))


def _purpose(answer: Answer) -> Text:
    name = answer.purpose.name
    if not isinstance(answer.answer, Permitted):
        return filled(words.PURPOSE, purpose=name)
    return filled(words.PURPOSE_HELD, purpose=name, basis=words.BASES[answer.answer.basis])


def _value(case: CaseFile, name: str, scan: Scan) -> str:
    applicant = case.applicant
    if name == "monthly_income":
        return money(applicant.monthly_income)
    if name == "use":
        return text(words.USES.get(applicant.use, words.USES["other"])) if applicant.use else "–"
    if name == "note":
        return mask(applicant.note, scan(applicant.note)) if applicant.note else "–"
    if name == "device":
        return text(words.DEVICE_KNOWN)
    if name == "credit_report":
        return _report(case)
    label, value = {
        "name": (Label.PERSON, applicant.name),
        "id_number": (Label.ID_CARD, applicant.id_number),
        "phone": (Label.PHONE, applicant.phone),
    }[name]
    return mask_value(label, value) if value else text(words.NOT_COLLECTED)


def _report(case: CaseFile) -> str:
    report = case.credit_report
    if report is None:
        return text(words.NO_REPORT_YET)
    told = [
        f"{text(label)} {_figure(column, float(report[column])):,.0f}"
        for column, label in _REPORT
        if column in report
    ]
    return " · ".join((*told, text(filled(words.COLUMNS, count=str(len(report))))))


def _figure(column: str, value: float) -> float:
    """Return a column as it reads; the data write "paid in time" as 0 and less."""
    return max(value, 0.0) if column.startswith("PAY_") else value
