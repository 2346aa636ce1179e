"""A product as a lender writes it down: one JSON file, read whole or refused with one line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import PydanticCustomError
from werkzeug.exceptions import BadRequest

from core.errors import InvalidInput
from core.ids import new_id
from core.money import Money, Rate
from core.text import Language, Text
from identity.model import Organisation
from underwriting.model import FeeName, FormVersion, LateBase, Offer, Product
from webapp.api.fields import Amount, Body, FileName, LanguageCode
from webapp.api.reading import refuse

_FRACTION_DIGITS = 8
_MONTHS_MAX = 480


def _fraction(value: object) -> object:
    """Let a decimal string from 0 to below 1 through: 0.0133, never 1.33 for per cent.

    Raises:
        PydanticCustomError: it is something else.
    """
    whole, _, digits = value.partition(".") if isinstance(value, str) else ("", "", "")
    sound = whole == "0" and digits.isascii() and (digits.isdigit() or value == "0")
    if not sound or len(digits) > _FRACTION_DIGITS:
        raise PydanticCustomError(
            "fraction", 'a fraction from 0 to below 1 as a text, such as "0.0133"'
        )
    return value


Fraction = Annotated[str, BeforeValidator(_fraction)]
Words = Annotated[str, StringConstraints(pattern=r"^[^\u0000-\u001f\u007f]*\S$", max_length=200)]
# As evidence refers to things: nothing that could hold a name in words.
ShelfCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Percent = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,3})(\.[0-9]{1,4})?$")]


class Wording(Body):
    """One wording in Chinese and English."""

    zh: Words
    en: Words

    def text(self) -> Text:
        """Return it as the house speaks it."""
        return Text(self.zh, self.en)


class Fee(Body):
    """How the contract calls a fee, and who receives it."""

    label: Wording
    payee: Words

    def name(self) -> FeeName:
        """Return it as the form keeps it."""
        return FeeName(self.label.text(), self.payee)


class FormPart(Body):
    """The contract form: its text stands in a file beside this one."""

    name: ShelfCode
    language: LanguageCode
    file: FileName
    upfront_fee: Fee | None = None
    monthly_fee: Fee | None = None
    late_on: Literal["overdue", "loan"] = "overdue"


class ProductPart(Body):
    """What is offered, in the words of the shelf."""

    code: ShelfCode
    name: Wording
    scenario: Literal["cash", "education", "medical", "travel", "purchase"]


class OfferPart(Body):
    """One offer; rates and fees are fractions, amounts are in major units."""

    code: ShelfCode
    amount_min: Amount
    amount_max: Amount
    currency: Currency = "CNY"
    months: int = Field(ge=1, le=_MONTHS_MAX)
    monthly_rate: Fraction
    upfront_fee: Fraction = "0"
    monthly_fee: Fraction = "0"
    late_daily_rate: Fraction
    stated_apr_percent: Percent | None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not 0 < Decimal(self.amount_min) <= Decimal(self.amount_max):
            raise PydanticCustomError("order", "amounts above zero, the smaller one first")
        return self


class ProductFile(Body):
    """The whole file."""

    product: ProductPart
    form: FormPart
    offers: list[OfferPart] = Field(min_length=1, max_length=100)
    since: date | None = Field(default=None, strict=False)


def read_product(path: Path, lender: Organisation) -> tuple[tuple[Offer, ...], date | None]:
    """Return the offers of a product file, and from which day on; None when it says none.

    Raises:
        InvalidInput: something does not fit; the place is the file and a JSON pointer.
        OSError: the file, or the form beside it, cannot be opened.
    """
    try:
        written = ProductFile.model_validate_json(_text(path))
    except ValidationError as fault:
        try:
            refuse(fault)
        except BadRequest:
            raise InvalidInput("JSON", "something else", path.name) from None
        except InvalidInput as refusal:
            place = f"{path.name} {refusal.where}".strip()
            raise InvalidInput(refusal.expected, refusal.found, place) from None
    _check(written, path.name)
    product = Product(
        new_id(),
        lender.id,
        written.product.code,
        written.product.name.text(),
        written.product.scenario,
    )
    form = _form(written.form, _text(path.with_name(written.form.file)))
    offers = tuple(_offer(row, lender, product, form) for row in written.offers)
    return offers, written.since


def _check(written: ProductFile, name: str) -> None:
    codes = [offer.code for offer in written.offers]
    for number, offer in enumerate(written.offers):
        place = f"{name} /offers/{number}"
        if offer.code in codes[:number]:
            raise InvalidInput("a code of its own", "one that stands above", f"{place}/code")
        for field, fee in (
            ("upfront_fee", written.form.upfront_fee),
            ("monthly_fee", written.form.monthly_fee),
        ):
            if Decimal(getattr(offer, field)) and fee is None:
                raise InvalidInput(
                    "a label and a payee for the fee that offers take",
                    "none",
                    f"{name} /form/{field}",
                )


def _form(part: FormPart, text: str) -> FormVersion:
    return FormVersion(
        name=part.name,
        version=1,
        language=Language(part.language),
        text=text,
        upfront_fee=None if part.upfront_fee is None else part.upfront_fee.name(),
        monthly_fee=None if part.monthly_fee is None else part.monthly_fee.name(),
        late_on=LateBase(part.late_on),
    )


def _offer(row: OfferPart, lender: Organisation, product: Product, form: FormVersion) -> Offer:
    stated = row.stated_apr_percent
    return Offer(
        id=new_id(),
        organisation_id=lender.id,
        product=product,
        lender=lender.name,
        lender_type=lender.lender_type or "private",
        jurisdiction=lender.jurisdiction,
        code=row.code,
        at_least=Money.of(row.amount_min, row.currency),
        at_most=Money.of(row.amount_max, row.currency),
        months=row.months,
        monthly_rate=Decimal(row.monthly_rate),
        upfront_fee=Decimal(row.upfront_fee),
        monthly_fee=Decimal(row.monthly_fee),
        late_daily_rate=Decimal(row.late_daily_rate),
        stated_apr=None if stated is None else Rate.percent(stated),
        form=form,
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InvalidInput("a text in UTF-8", "other bytes", path.name) from None
