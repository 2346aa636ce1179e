"""Every invented form, in every format: its own codes, and quotes that are really there."""

import io
import random
from datetime import date
from decimal import Decimal

import docx
import pytest

from contracts.model import TermName
from core.errors import NotFound
from documents.reading import read
from documents.rendering import pdf_from_html
from webapp.demo.forms import FORMS, form, render

REFERENCE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's, as our references are
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
    assert codes(together) == {"A02", "A03", "B02"}
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


TABLE = """# 分期贷款合同

| 项目 | 内容 |
|---|---|
| 贷款人 | 长河小额贷款有限公司 |
| 贷款金额 | 10,000.00元 |
| 还款方式 | 等额本金 |
| 年化利率 | 18%（单利） |
| 担保费 | 每期120元，由河畔融资担保有限公司收取 |
| 放款日 | 2026-02-01 |

| 期数 | 应还日期 | 应还总额 | 本金 | 利息 |
|---|---|---|---|---|
| 1 | 2026-03-01 | 5150.00 | 5000.00 | 150.00 |
| 2 | 2026-04-01 | 5075.00 | 5000.00 | 75.00 |
"""


def test_terms_and_payments_stand_in_tables(audited) -> None:
    outcome = audited(read(TABLE.encode(), "table.md"))
    contract = outcome.contract
    assert contract.first(TermName.LENDER).value == "长河小额贷款有限公司"
    assert contract.lender_type == "microloan"
    assert [str(payment.value) for payment in contract.all(TermName.PAYMENT)] == [
        "5150.00",
        "5075.00",
    ]
    assert contract.flows.payments == (
        (date(2026, 3, 1), Decimal("5270.00")),
        (date(2026, 4, 1), Decimal("5195.00")),
    )
    assert "A02" in codes(outcome)
    assert every_quote_stands(outcome) > 8


PRIVATE = """借款合同
甲方（借款人）：示例借款人
乙方（出借人）：李四
签订于2026年3月5日。
一、乙方向甲方提供借款，借款金额为人民币（大写）伍万元整（小写：¥50,000元）。
二、借款期限为6个月，自2026年3月5日起至2026年9月5日止。
三、月利率为2%，先息后本，到期一次性归还本金。
四、甲方逾期还款的，按未还款项每日万分之八支付逾期利息。
五、放款时乙方从借款本金中预先扣除手续费2,500元，甲方实际收到47,500元。
六、任何一方不得提前还款。
"""


def test_a_private_note_read_by_its_own_words(audited) -> None:
    outcome = audited(PRIVATE)
    contract = outcome.contract
    assert contract.lender_type == "private"
    assert contract.flows.principal == 50_000
    assert contract.flows.received == 47_500
    assert [amount for _, amount in contract.flows.payments] == [1000] * 5 + [51_000]
    # Whom to complain to is asked of licensed lenders, not of one neighbour who lends another.
    assert codes(outcome) == {"A01", "A04", "A06", "C01", "D01", "G01"}


AMERICAN = """TRUTH IN LENDING DISCLOSURE
Creditor: Pine Ridge Finance LLC
Date of agreement: January 10, 2025
ANNUAL PERCENTAGE RATE: 12.00%
FINANCE CHARGE: $1,100.00
Amount Financed: $9,700.00
Total of Payments: $10,800.00
Your payment schedule: 12 monthly payments of $900.00 beginning February 25, 2025.
Loan amount: $10,000.00. A processing fee of $300.00 is withheld from the loan proceeds.
Late Charge: if a payment is more than 10 days late you will be charged $25.00.
Prepayment: you may pay off early without penalty.
"""


def test_an_american_disclosure_box(audited) -> None:
    outcome = audited(AMERICAN)
    assert outcome.contract.jurisdiction == "us"
    [rate] = outcome.contract.rates
    assert (rate.standard, str(rate.apr_percent)) == ("us-appendix-j", "18.80")
    assert codes(outcome) == {"A02", "A04"}


def test_a_contract_number_is_only_a_number(sound_text, audited) -> None:
    letters = random.Random(498)
    numbers = ["".join(letters.choices(REFERENCE_LETTERS, k=16)) for _ in range(400)]
    assert any("XX" in number for number in numbers)
    kept = "\n".join(f"关联合同编号:C-{number}" for number in numbers)
    assert codes(audited(f"{sound_text}\n{kept}")) == set()


@pytest.mark.parametrize("left", ["还款日为XX日。", "本合同于20XX年签订。"])
def test_a_masked_word_is_a_place_left_open(left, sound_text, audited) -> None:
    assert codes(audited(f"{sound_text}\n{left}")) == {"G02"}
