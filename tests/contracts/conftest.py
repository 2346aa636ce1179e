from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from contracts.audit import Audit
from contracts.numbers import ContractNumbers, Offer, honest_numbers
from contracts.service import audit
from documents.model import Document
from documents.reading import read
from webapp.demo.forms import form, render

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="session")
def sound_numbers() -> Callable[..., ContractNumbers]:
    """Honest numbers of one invented loan: 12,000 over 12 months at 12 %."""

    def make(language: str = "zh", percent: str = "12") -> ContractNumbers:
        chinese = language == "zh"
        return honest_numbers(
            Offer(
                reference="JK-2026-0001",
                lender_name="安和消费金融有限公司" if chinese else "Harbor Lending Inc",
                borrower_name="示例借款人" if chinese else "Sample Borrower",
                contract_date=date(2026, 9, 1),
                principal=Decimal(12000),
                months=12,
                interest_percent=Decimal(percent),
                currency="CNY" if chinese else "USD",
            )
        )

    return make


@pytest.fixture(scope="session")
def page(sound_numbers: Callable[..., ContractNumbers]) -> Callable[[str], str]:
    """A form filled the way its lender would fill it."""

    def make(name: str) -> str:
        return render(name, form(name).adjust(sound_numbers(name[:2])))

    return make


@pytest.fixture(scope="session")
def sound_text(page: Callable[[str], str]) -> str:
    """The words of the honest Chinese form."""
    return read(page("zh/honest").encode(), "sound.html").text


@pytest.fixture(scope="session")
def sound_english(page: Callable[[str], str]) -> str:
    """The words of the honest English form."""
    return read(page("en/honest").encode(), "sound.html").text


@pytest.fixture(scope="session")
def audited() -> Callable[..., Audit]:
    """Audit texts or documents as one package."""

    def run(*texts: str | Document, **given: str) -> Audit:
        files = [
            read(text.encode(), f"contract-{number}.txt") if isinstance(text, str) else text
            for number, text in enumerate(texts)
        ]
        return audit(files, as_of=AS_OF, **given)

    return run
