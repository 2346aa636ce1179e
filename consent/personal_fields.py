"""Which kind of personal data each column, API field and form field holds: one row each.

A column is meant when it is sealed or a blind index; a field, when a request or any page's form
carries it. What is listed nowhere cannot be collected: tests/consent/test_personal_fields.py walks
the tables, the API's bodies and every template, and fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Field:
    """One place where a borrower's data comes in or lies.

    Args:
        kind: a table's column, an API body's field or a form's field.
        place: table.column, body.field or template.field.
        category: the code of the one kind of personal data it holds.
    """

    kind: Literal["column", "api", "form"]
    place: str
    category: str


FIELDS: tuple[Field, ...] = (
    Field("column", "applicant_contacts.phone_sealed", "contact"),
    Field("column", "applicant_contacts.phone_index", "contact"),
    Field("column", "applicant_devices.device_index", "device"),
    Field("column", "applicant_devices.address_index", "device"),
    Field("column", "applicant_finances.finances_sealed", "finances"),
    Field("column", "applicant_identities.name_sealed", "identity"),
    Field("column", "applicant_identities.id_number_sealed", "identity"),
    Field("column", "applicant_identities.id_number_index", "identity"),
    Field("column", "applicant_notes.note_sealed", "note"),
    Field("column", "application_contracts.document_sealed", "contract"),
    Field("column", "application_contracts.audit_sealed", "contract"),
    Field("column", "audit_jobs.package_sealed", "contract"),
    Field("column", "audit_jobs.problem_sealed", "contract"),
    Field("column", "contract_checks.name_sealed", "contract"),
    Field("column", "contract_checks.documents_sealed", "contract"),
    Field("column", "contract_checks.audit_sealed", "contract"),
    Field("column", "credit_reports.report_sealed", "credit_report"),
    Field("column", "decision_notices.body_sealed", "finances"),
    Field("column", "evidence_entries.opening_sealed", "finances"),
    Field("column", "consent_receipts.document_sealed", "identity"),
    Field("column", "subject_exports.document_sealed", "identity"),
    Field("column", "subject_requests.answer_sealed", "identity"),
    Field("column", "subject_requests.details_sealed", "identity"),
    Field("column", "messages.body_sealed", "contact"),
    Field("column", "mandates.helper_named_sealed", "identity"),
    Field("column", "mandates.principal_named_sealed", "identity"),
    Field("column", "persons.sign_in_index", "contact"),
    Field("column", "persons.sign_in_sealed", "contact"),
    Field("column", "persons.name_sealed", "identity"),
    Field("api", "ContractBody.name", "contract"),
    Field("api", "ContractBody.content_base64", "contract"),
    Field("api", "ReportBody.credit_report", "credit_report"),
    Field("api", "PackageBody.files", "contract"),
    Field("api", "PackageForm.file", "contract"),
    Field("api", "ApplicantBody.name", "identity"),
    Field("api", "ApplicantBody.id_number", "identity"),
    Field("api", "ApplicantBody.phone", "contact"),
    Field("api", "ApplicantBody.monthly_income", "finances"),
    Field("api", "ApplicantBody.use", "finances"),
    Field("api", "ApplicantBody.student", "finances"),
    Field("api", "ApplicantBody.note", "note"),
    Field("api", "ApplicantBody.device", "device"),
    Field("api", "ApplicantBody.address", "device"),
    Field("api", "ApplicationBody.amount", "finances"),
    Field("api", "ApplicationBody.months", "finances"),
    Field("api", "ApplicationBody.credit_report", "credit_report"),
    Field("api", "ApplicationBody.contract", "contract"),
    Field("form", "apply.amount", "finances"),
    Field("form", "apply.use", "finances"),
    Field("form", "apply.monthly_income", "finances"),
    Field("form", "ask_for_someone.about_name", "identity"),
    Field("form", "ask_for_someone.about_id_number", "identity"),
    Field("form", "ask_for_someone.authority_reference", "identity"),
    Field("form", "ask_for_someone.new", "identity"),
    Field("form", "ask_for_someone.contact", "contact"),
    Field("form", "ask_for_someone.note", "note"),
    Field("form", "case.words", "note"),
    Field("form", "check.contract", "contract"),
    Field("form", "check.words", "contract"),
    Field("form", "contracts.contract", "contract"),
    Field("form", "request_case.words", "note"),
    Field("form", "right_form.old", "identity"),
    Field("form", "right_form.new", "identity"),
    Field("form", "right_form.evidence", "note"),
    Field("form", "right_form.note", "note"),
    Field("form", "true_cost_start.contract", "contract"),
    Field("form", "true_cost_start.words", "contract"),
    Field("form", "verify_receipt.receipt", "identity"),
    Field("form", "submit.name", "identity"),
    Field("form", "submit.id_number", "identity"),
    Field("form", "submit.phone", "contact"),
    Field("form", "submit.student", "finances"),
    Field("form", "new_helper.named", "identity"),
    Field("form", "helping.named", "identity"),
    Field("form", "join.use", "finances"),
    Field("form", "join.monthly_income", "finances"),
    Field("form", "register.name", "identity"),
    Field("form", "register.account", "contact"),
    Field("form", "sign_in.account", "contact"),
)

# People who work for a lender or a regulator: their names show who decided, and serve no purpose
# of lending.
COLLEAGUES: tuple[str, ...] = (
    "finding.owner",
    "form_finding_moves.answerer_sealed",
    "form_finding_moves.asker_sealed",
    "form_finding_moves.reason_sealed",
    "form_finding_owners.giver_sealed",
    "form_finding_owners.owner_sealed",
    "form_findings.owner_sealed",
    "law_confirmations.first_sealed",
    "law_confirmations.second_sealed",
    "member_names.name_sealed",
)

# Sealed because they open a door, not because they tell of a person.
SECRETS: tuple[str, ...] = (
    "confirmations.code_index",
    "credentials.totp_pending_sealed",
    "credentials.totp_sealed",
    "enrol.code",
    "helping.code",
    "join.code",
    "joint_invitations.code_index",
    "mandates.code_index",
    "password.new",
    "password.old",
    "register.password",
    "sign_in.password",
    "sign_in_code.code",
)

# Says nothing of a person by itself: codes, choices, languages, hashes, amounts asked of nobody in
# particular, what staff write about a law or a form, what holds other fields, and the text sent to
# have personal data found in it, which is answered and not kept.
IMPERSONAL: tuple[str, ...] = (
    "AcknowledgementBody.acknowledged_at",
    "ApplicationBody.applicant",
    "ApplicationBody.consents",
    "ApplicationBody.language",
    "ApplicationBody.offer",
    "Circumstances.as_of",
    "Circumstances.jurisdiction",
    "Circumstances.lender_type",
    "ConsentBody.notice_sha256",
    "ConsentBody.purpose",
    "ConsentsBody.consents",
    "ConsentsBody.language",
    "DeletionBody.deleted_at",
    "DeletionBody.kept",
    "DeletionBody.method",
    "KeptBody.category",
    "KeptBody.rule",
    "KeptBody.until",
    "PackageBody.as_of",
    "PackageBody.jurisdiction",
    "PackageBody.lender_type",
    "PackageForm.as_of",
    "PackageForm.jurisdiction",
    "PackageForm.lender_type",
    "TextBody.id",
    "TextBody.lang",
    "TextBody.text",
    "WithdrawalBody.language",
    "WithdrawalBody.purpose",
    "apply.offer",
    "ask_for_someone.asker",
    "ask_for_someone.authority",
    "ask_for_someone.field",
    "ask_for_someone.kind",
    "ask_for_someone.lender",
    "case.outcome",
    "case.reason",
    "case.version",
    "check_answer.read",
    "compare.amount",
    "compare.one",
    "compare.other",
    "comparison.one",
    "comparison.other",
    "contract_check.one",
    "contract_check.other",
    "contracts.contract_date",
    "contracts.jurisdiction",
    "contracts.lender_type",
    "contracts.one",
    "contracts.other",
    "cost_statement.read",
    "finding.reason",
    "finding.until",
    "finding.wish",
    "law.ends",
    "law.on",
    "law.percent",
    "law.source",
    "law.text",
    "macros/consent.choice",
    "macros/consent.notice",
    "macros/consent.purpose",
    "macros/forms.csrf_token",
    "base.csrf_token",
    "new_helper.days",
    "new_helper.rights",
    "request_case.case",
    "request_case.choice",
    "request_case.outcome",
    "request_case.reason",
    "request_case.subject",
    "request_case.why",
    "right_form.field",
    "sign_in.next",
    "sign_in.person",
    "submit.idempotency_key",
)


def fields_of(category: str) -> tuple[Field, ...]:
    """Return the places that hold one kind of personal data."""
    return tuple(field for field in FIELDS if field.category == category)
