"""Check a package of files for a lender, keep what came of it for a while, and show it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from contracts import store
from contracts.audit import Audit
from contracts.model import Asked, CheckedPackage, PackageFile
from contracts.naming import named_apart
from contracts.service import audit
from core.access import Access, Role
from core.errors import InvalidInput
from core.ids import new_reference
from database.transaction import Database
from documents.model import Document
from documents.reading import read
from evidence.model import Fact
from evidence.service import record

FILES_MAX: Final = 10
KEPT_DAYS: Final = 30
_LISTED_MAX: Final = 20


def check_package(
    database: Database,
    access: Access,
    files: Sequence[tuple[str, bytes]],
    asked: Asked,
    at: datetime,
) -> CheckedPackage:
    """Read and audit the files as one package; keep it for thirty days, and its evidence.

    Raises:
        Forbidden: the one who acts does not look after contracts.
        InvalidInput: there is no file, there are too many, or one cannot be read; `where` names it.
    """
    access.require(Role.COMPLIANCE)
    require_count(files)
    documents = tuple(_read(name, data) for name, data in named_apart(files))
    package, found = audited_package(new_reference("P"), documents, asked, at)
    with database.transaction(access) as tx:
        store.forget_before(tx, at - timedelta(days=KEPT_DAYS))
        store.insert_check(tx, access.organisation, package)
        record(tx, evidence_of(package.reference, found), at)
    return package


def audited_package(
    reference: str, documents: Sequence[Document], asked: Asked, at: datetime
) -> tuple[CheckedPackage, Audit]:
    """Audit documents as one package: what is kept of it, and the audit itself."""
    found = audit(
        documents,
        as_of=asked.as_of,
        jurisdiction=asked.jurisdiction,
        lender_type=asked.lender_type,
    )
    files = tuple(
        PackageFile(one.name, one.sha256, one.format.value, one.language, one.text)
        for one in documents
    )
    return CheckedPackage(reference, documents[0].name, files, found.as_dict(), at), found


def evidence_of(reference: str, found: Audit) -> Fact:
    """Return what is sealed about an audit: digests, codes and rates; no word of the contract."""
    return Fact("contract.audited@1", None, reference, _payload(found))


def require_count(files: Sequence[object]) -> None:
    """Let as many files pass as a package may have.

    Raises:
        InvalidInput: there is none, or there are too many.
    """
    if not 0 < len(files) <= FILES_MAX:
        raise InvalidInput(f"1 to {FILES_MAX} files", str(len(files)))


def checked_package(database: Database, access: Access, reference: str) -> CheckedPackage:
    """Return a package as it was checked.

    Raises:
        Forbidden: the one who acts does not look after contracts.
        NotFound: there is none of that reference here, or it has been forgotten.
    """
    access.require(Role.COMPLIANCE)
    with database.transaction(access) as tx:
        return store.check_of(tx, reference)


def checked_packages(database: Database, access: Access) -> tuple[CheckedPackage, ...]:
    """Return the packages checked last, the newest first.

    Raises:
        Forbidden: the one who acts does not look after contracts.
    """
    access.require(Role.COMPLIANCE)
    with database.transaction(access) as tx:
        return store.newest_checks(tx, _LISTED_MAX)


def _read(name: str, data: bytes) -> Document:
    try:
        return read(data, name)
    except InvalidInput as refusal:
        raise InvalidInput(refusal.expected, refusal.found, name) from None


def _payload(found: Audit) -> Mapping[str, object]:
    contract = found.contract
    return {
        "files": [file.document.sha256 for file in contract.files],
        "findings": [finding.code for finding in found.findings],
        "severities": [finding.severity.value for finding in found.findings],
        "rates": {
            rate.standard: None if rate.apr_percent is None else str(rate.apr_percent)
            for rate in contract.rates
        },
        "jurisdiction": contract.jurisdiction.value if contract.jurisdiction else None,
        "lender_type": contract.lender_type.value if contract.lender_type else None,
        "contract_date": contract.made_on.isoformat() if contract.made_on else None,
    }
