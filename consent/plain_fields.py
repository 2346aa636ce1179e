"""What lies unsealed in rows about a person, and what requests carry beside templates' fields.

The plain half of `personal_fields`: tests/consent/test_personal_fields.py walks every column of
every table that knows a subject or a person, every argument of the API's addresses, and every name
that a page reads from a form or an address, and fails for one that stands in neither.
"""

from __future__ import annotations

from consent.personal_fields import Field

PLAIN: tuple[Field, ...] = (
    Field("column", "applications.amount_minor", "finances"),
    Field("column", "applications.amount_currency", "finances"),
    Field("column", "applications.months", "finances"),
    Field("column", "application_contracts.name", "contract"),  # its suffix alone, since 0009
    Field("column", "application_contracts.sha256", "contract"),
    Field("column", "outcomes.action", "finances"),
    Field("column", "outcomes.details", "finances"),  # reasons, bands and points
    Field("column", "reviews.note_masked", "note"),
)

# Codes of our own: what kind, in which state, for which purpose, in which language, by whom.
CODES: dict[str, tuple[str, ...]] = {
    "applications": ("channel", "paused_for", "state"),
    "confirmations": ("action",),
    "consent_deliveries": ("asked", "change", "purpose", "recipient_en", "recipient_zh"),
    "consent_events": ("kind", "method", "purpose"),
    "data_reads": ("act", "categories"),
    "decision_notices": ("channel", "kind"),
    "delivery_answers": ("kind",),
    "delivery_attempts": ("outcome",),
    "delivery_overdue": ("missing",),
    "evidence_entries": ("kind",),
    "grants": ("categories", "language", "method", "purpose", "recipient"),
    "mandates": ("rights",),
    "memberships": ("role",),
    "messages": ("channel", "kind"),
    "outcomes": ("decided_by", "policy"),
    "persons": ("language",),
    "processing_limits": ("kind",),
    "reviews": ("action", "asked_by"),
    "sessions": ("factors", "role"),
    "subject_request_events": ("code", "kind"),
    "subject_requests": (
        "asker", "clock", "identity_by", "kind", "language", "outcome", "reasons", "state",
    ),
}  # fmt: skip

# Numbers that count or limit, and references made at random.
COUNTS: dict[str, tuple[str, ...]] = {
    "applications": ("reference", "version"),
    "confirmations": ("tries",),
    "consent_deliveries": ("pseudonym",),
    "consent_receipts": ("number",),
    "credentials": ("failures", "totp_last_step"),
    "decision_notices": ("reference", "template_version"),
    "delivery_attempts": ("number", "status", "took_ms"),
    "evidence_entries": ("arrival", "number", "object_ref"),
    "grants": (
        "data_life_days", "frequency_days", "frequency_uses", "look_back_days", "use_limit",
    ),
    "outcomes": ("version",),
    "subject_keys": ("key_version",),
    "subject_request_events": ("position",),
    "subject_requests": ("reference", "version"),
    "subjects": ("epoch", "reference"),
}  # fmt: skip

# Hashes, signatures and what opens a door; statements that name nobody but by such references.
PROOFS: dict[str, tuple[str, ...]] = {
    "consent_deliveries": ("receipt_sha256",),
    "consent_receipts": ("previous_sha256", "sha256"),
    "credentials": ("password_hash",),
    "decision_notices": ("sha256",),
    "delivery_answers": ("body", "body_sha256", "signature", "signature_base"),
    "evidence_entries": ("leaf", "opening"),  # `opening` is of facts that are about nobody
    "grants": ("notice_sha256",),
    "legal_holds": ("reason",),  # a case's own number
    "sessions": ("token_sha256",),
    "subject_exports": ("sha256",),
    "subject_keys": ("wrapped",),
    "subject_requests": ("statement",),
}

# Arguments of addresses, and names in forms that buttons carry: where in a list, which row, which
# view, which of one's own offices, that something was pressed.
ARGUMENTS: tuple[str, ...] = (
    "after",
    "agreed",
    "asked",
    "before",
    "limit",
    "organisation",
    "over",
    "palette",
    "role",
    "severity",
    "sha256",
    "speak",
    "state",
    "v",
)
API_ARGUMENTS: tuple[str, ...] = (
    "ApplicationsQuery.cursor",
    "ApplicationsQuery.limit",
    "ApplicationsQuery.state",
    "_NaturalKey.key",
    "_OptionalKey.key",
)

# Places that read a name made elsewhere, and what stands there.
MADE_ELSEWHERE: dict[str, str] = {
    "api/packages.py: request.files.items(multi=True)": "PackageForm.file, an API body",
    "api/packages.py: request.form.lists()": "Circumstances, an API body",
    "api/reading.py: request.args.lists()": "API_ARGUMENTS",
    "pages/borrower_send.py: f'consent.{code}'": "yes or no to one purpose",
    "pages/borrower_send.py: f'notice.{code}'": "the hash of the notice that was shown",
    "pages/calculator.py: request.form.items()": "numbers of a loan of nobody's, kept nowhere",
    "pages/check.py: request.form.items()": "numbers of a loan of nobody's, kept nowhere",
    "pages/lender_requests.py: field": "a choice of the form request_case",
    "plain_text.py: request.args.items(multi=True)": "all of it, looked at for a NUL",
    "plain_text.py: request.form.items(multi=True)": "all of it, looked at for a NUL",
    "preferences.py: preference.name": "how pages look: language, size of type, contrast",
    "preferences.py: request.args.items(multi=True)": "the same",
}


def impersonal_columns() -> tuple[str, ...]:
    """Return the columns that say nothing of a person by themselves, as table.column."""
    return tuple(
        f"{table}.{column}"
        for kind in (CODES, COUNTS, PROOFS)
        for table, columns in kind.items()
        for column in columns
    )
