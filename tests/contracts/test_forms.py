"""Every invented form, in every format: its own codes, and quotes that are really there."""

import io
from datetime import date
from decimal import Decimal

import docx
import pytest

from contracts.model import TermName
from contracts.templates import FORMS, form, render
from core.errors import NotFound
from documents.reading import read
from documents.rendering import pdf_from_html

PRINTED = ("zh/honest", "zh/hidden_service_fee", "zh/excessive_data", "en/fee_withheld")


def codes(audit) -> set[str]:
    return {finding.code for finding in audit.findings}


def as_docx(text: str) -> bytes:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def every_quote_stands(outcome) -> int:
    """Hold each span against its file; give back how many there were."""
    texts = {file.document.name: file.document for file in outcome.contract.files}
    spans = [span for finding in outcome.findings for span in finding.evidence]
    spans += [term.source for term in outcome.contract.terms if term.source]
    spans += [span for entry in outcome.disclosures for span in entry.evidence]
    for span in spans:
        document = texts[span.file]
        assert document.text[span.start : span.end] == span.quote
        assert span.quote
        assert document.page(span.start) == span.page
    return len(spans)


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row.name)
@pytest.mark.parametrize("kind", ["html", "txt", "md", "docx"])
def test_a_form_departs_as_its_row_says(row, kind, page, audited) -> None:
    html = page(row.name)
    text = read(html.encode(), "form.html").text
    data = {"html": html.encode(), "docx": as_docx(text)}.get(kind, text.encode())
    outcome = audited(read(data, f"form.{kind}"))
    assert codes(outcome) == row.departs
    assert every_quote_stands(outcome) > 12


@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_form_gives_the_same_with_boxes(name, page, audited) -> None:
    document = read(pdf_from_html(page(name)), "form.pdf")
    outcome = audited(document)
    assert codes(outcome) == form(name).departs
    assert every_quote_stands(outcome) > 12
    for finding in outcome.findings:
        for span in finding.evidence:
            assert span.box is not None
            left, top, right, bottom = span.box
            sheet = document.pages[span.page - 1]
            assert 0 <= left < right <= sheet.width
            assert 0 <= top < bottom <= sheet.height


def test_a_package_is_audited_as_one(sound_text, audited) -> None:
    side = "会员服务协议\n每期按借款本金的0.4%收取会员服务费，由云桥信息咨询有限公司收取。"
    alone, together = audited(sound_text), audited(sound_text, side)
    assert codes(alone) == set()
    assert codes(together) == {"A02", "A03"}
    [understated] = [f for f in together.findings if f.code == "A02"]
    assert {span.file for span in understated.evidence} == {"contract-0.txt", "contract-1.txt"}


def test_the_honest_form_is_read_completely(sound_text, audited) -> None:
    contract = audited(sound_text).contract
    assert contract.first(TermName.PRINCIPAL).value == Decimal("12000.00")
    assert contract.first(TermName.NET_PROCEEDS).value == Decimal("12000.00")
    assert contract.first(TermName.CONTRACT_DATE).value == date(2026, 9, 1)
    assert contract.first(TermName.INSTALMENT).value == Decimal("1066.19")
    assert contract.flows.assumptions == ("paid out on the day of the contract",)
    assert [str(rate.apr_percent) for rate in contract.rates] == ["12.00", "12.68"]


def test_no_such_form(sound_numbers) -> None:
    with pytest.raises(NotFound):
        render("zh/none", sound_numbers())


def test_names_are_written_as_text_not_as_markup(sound_numbers) -> None:
    from dataclasses import replace

    html = render("zh/honest", replace(sound_numbers(), borrower_name="<script>x</script>"))
    assert "<script>" not in html
