"""A package of files as it is sent to be checked: as JSON, or as a form with files."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final

from flask import request
from pydantic import Field, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema

from contracts.checking import FILES_MAX
from contracts.model import Asked, Jurisdiction, LenderType
from core.dates import day_of, now
from core.errors import InvalidInput
from webapp.api.application_forms import ContractBody
from webapp.api.fields import AnswerBody, Body, JurisdictionCode, LenderTypeCode
from webapp.api.reading import JSON, read_body, read_fields

PACKAGE_BYTES_MAX: Final = 21 << 20


class Circumstances(Body):
    """What is known beside the text."""

    as_of: date | None = Field(
        default=None, description="Stands for the contract's day where the text names none."
    )
    jurisdiction: JurisdictionCode | None = Field(
        default=None, description="Read from the text when left out."
    )
    lender_type: LenderTypeCode | None = Field(
        default=None, description="Read from the lender's name when left out."
    )


class PackageBody(Circumstances):
    """A loan with its side agreements, as one package."""

    files: list[ContractBody] = Field(min_length=1, max_length=FILES_MAX)


class PackageForm(Body):
    """The same as a form with files."""

    as_of: date | SkipJsonSchema[None] = None
    jurisdiction: JurisdictionCode | SkipJsonSchema[None] = None
    lender_type: LenderTypeCode | SkipJsonSchema[None] = None
    file: Annotated[
        list[str],
        WithJsonSchema(
            {
                "type": "array",
                "items": {"type": "string", "contentMediaType": "application/octet-stream"},
                "minItems": 1,
                "maxItems": FILES_MAX,
            }
        ),
    ]


class AuditAnswer(AnswerBody):
    """An audit: what the contract says, what it costs, and what does not fit."""

    package: dict[str, Any]
    terms: list[dict[str, Any]]
    cash_flows: dict[str, Any]
    rates: list[dict[str, Any]]
    hidden_cost: dict[str, Any] | None
    findings: list[dict[str, Any]]
    unsettled: list[dict[str, Any]]
    cleared: list[str]
    disclosures: list[dict[str, Any]]
    cost_statement: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """A package as it came.

    Args:
        circumstances: what is known beside the text.
        files: name, contents and place of each, such as "/files/0/content_base64".
    """

    circumstances: Circumstances
    files: tuple[tuple[str, bytes, str], ...]

    @property
    def asked(self) -> Asked:
        """The circumstances in the words of the audit; today where no day was sent."""
        where, lender = self.circumstances.jurisdiction, self.circumstances.lender_type
        return Asked(
            as_of=self.circumstances.as_of or day_of(now()),
            jurisdiction=Jurisdiction(where) if where else None,
            lender_type=LenderType(lender) if lender else None,
        )

    @property
    def fingerprint(self) -> bytes:
        """What makes the request what it is, whatever boundary its form was sent with."""
        files = [(name, hashlib.sha256(data).hexdigest()) for name, data, _ in self.files]
        beside = self.circumstances.model_dump_json(include=set(Circumstances.model_fields))
        return json.dumps([beside, files]).encode()


def read_package() -> Sent:
    """Return the package of the present request.

    Raises:
        InvalidInput: there is no file, there are too many, or a field does not fit.
    """
    if request.mimetype == JSON or not request.files:
        body = read_body(PackageBody)
        places = (f"/files/{index}/content_base64" for index in range(len(body.files)))
        named = zip(body.files, places, strict=True)
        return Sent(body, tuple((one.name, one.content_base64, place) for one, place in named))
    files = [file for _, file in request.files.items(multi=True)]
    if len(files) > FILES_MAX:
        raise InvalidInput(f"at most {FILES_MAX} files", str(len(files)), "/file")
    form = read_fields(Circumstances, dict(request.form.lists()))
    return Sent(
        form,
        tuple(
            (file.filename or "", file.read(), f"/file/{index}") for index, file in enumerate(files)
        ),
    )
