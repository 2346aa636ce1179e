"""What lenders' systems send about an application."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from core.money import Money
from underwriting.model import Applicant, Channel, Submission
from webapp.api.fields import (
    AgreedPurpose,
    Amount,
    Base64,
    Body,
    Code,
    FileName,
    LanguageCode,
    Line,
    QueryArguments,
    RevocablePurpose,
    Sha256,
    StateCode,
)

_EDGE = r"[^\s\u0000-\u001f\u007f]"
Name = Annotated[
    str,
    StringConstraints(
        pattern=rf"^{_EDGE}[^\u0000-\u001f\u007f]*{_EDGE}$", min_length=2, max_length=64
    ),
]
Column = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{0,31}$")]
Number = Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)]
CreditReport = Annotated[
    dict[Column, Number],
    Field(min_length=1, max_length=64, json_schema_extra={"additionalProperties": False}),
]


class ApplicantBody(Body):
    """Who applies, as they say."""

    name: Name
    id_number: Annotated[str, StringConstraints(pattern=r"^[0-9]{17}[0-9X]$")]
    phone: Annotated[str, StringConstraints(pattern=r"^1[3-9][0-9]{9}$")]
    monthly_income: Amount
    use: Annotated[Line, StringConstraints(min_length=1, max_length=64)]
    note: Annotated[str, StringConstraints(max_length=2000)] = ""
    device: Line = Field(default="", description="A name the lender knows the device by.")
    address: Line = Field(default="", description="The network address it came from.")
    student: bool | None = Field(
        default=None,
        description="Whether they said they study at a school or university now; some purposes take"
        " no yes from students. Null where nobody asked.",
    )


class ConsentBody(Body):
    """One yes, to the notice that was shown."""

    purpose: AgreedPurpose
    notice_sha256: Sha256 = Field(description="Of the notice shown, as GET /notices gives it.")


class ContractBody(Body):
    """A contract that comes along."""

    name: FileName
    content_base64: Base64


class ApplicationBody(Body):
    """One application."""

    offer: Code = Field(description="The lender's code of the offer, as GET /offers gives it.")
    amount: Amount
    months: int = Field(ge=1, le=600)
    language: LanguageCode = Field(description="The language the applicant read and agreed in.")
    applicant: ApplicantBody
    consents: list[ConsentBody] = Field(max_length=32)
    credit_report: CreditReport | None = Field(
        default=None, description="Its columns by name, where the lender has it already."
    )
    contract: ContractBody | None = None

    def submission(self) -> Submission:
        """Return what is handed in."""
        who = self.applicant
        return Submission(
            offer_code=self.offer,
            amount=Money.of(self.amount),
            months=self.months,
            applicant=Applicant(
                name=who.name,
                id_number=who.id_number,
                phone=who.phone,
                monthly_income=Money.of(who.monthly_income),
                use=who.use,
                note=who.note,
                device=who.device,
                address=who.address,
                student=who.student,
            ),
            agreed=tuple((one.purpose, one.notice_sha256) for one in self.consents),
            channel=Channel.API,
            language=self.language,
            credit_report=self.credit_report,
            contract=self._contract(),
        )

    def _contract(self) -> tuple[str, bytes] | None:
        if self.contract is None:
            return None
        return self.contract.name, self.contract.content_base64


class ReportBody(Body):
    """The credit report an application waits for."""

    credit_report: CreditReport


class ConsentsBody(Body):
    """What the applicant said yes to since."""

    consents: list[ConsentBody] = Field(min_length=1, max_length=32)
    language: LanguageCode = "zh"


class WithdrawalBody(Body):
    """What the applicant takes back, as they said it to the lender."""

    purpose: RevocablePurpose
    language: LanguageCode = "zh"


class ApplicationsQuery(QueryArguments):
    """Which applications are listed."""

    state: Literal["any", StateCode] = "any"
    limit: int = Field(default=50, ge=1, le=200)
    cursor: Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9_-]{22})?$")] = Field(
        default="", description="`next_cursor` of the page before; empty for the first."
    )
