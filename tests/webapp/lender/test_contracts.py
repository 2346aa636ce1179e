"""The contract check: own forms, packages handed in, and files that cannot be read."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from html.parser import HTMLParser

import docx
import pytest

from contracts.auditing import forget, run_audit
from core.access import machine_access
from core.dates import now
from core.text import Text
from documents.rendering import pdf_from_html
from identity.demonstration import HARBOUR
from tests.webapp.lender.conftest import Town, send
from underwriting.cost import cost_of
from underwriting.forms import contract_html
from webapp.demo.forms import FORMS
from webapp.demo.seed import offer_from
from webapp.demo.shelves import SHELVES
from webapp.pages import lender_contracts


def contract(number: int = 2) -> str:
    """A contract of the demonstration's shelf, as a page of HTML."""
    offer = offer_from(SHELVES[number], Text("海港消费金融", "Harbour"))
    return contract_html(offer, cost_of(offer, offer.at_least, date(2026, 11, 22)))


def hand_in(client, *files: tuple[str, bytes], **fields: str):
    given = [(io.BytesIO(data), name) for name, data in files]
    return send(client, "/contracts", "/contracts", contract=given, **fields)


class Sheets(HTMLParser):
    """Reads a page's documents back: the text from each anchor on, without line breaks."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.text = ""
        self.begins: dict[str, int] = {}
        self.marked: set[int] = set()
        self.mark = 0

    def handle_starttag(self, tag, attributes) -> None:
        given = dict(attributes)
        if tag == "article":
            self.inside = "document" in (given.get("class") or "").split()
        if self.inside and tag == "mark":
            self.mark += 1
        if self.inside and tag == "span" and given.get("id"):
            self.begins[given["id"]] = len(self.text)

    def handle_endtag(self, tag) -> None:
        if tag == "article":
            self.inside = False
        if tag == "mark":
            self.mark -= 1

    def handle_data(self, data) -> None:
        if self.inside and (self.mark or data.strip()):
            if self.mark:
                self.marked |= set(range(len(self.text), len(self.text) + len(data)))
            self.text += data


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def highlights_equal_quotes(page: str, found: dict) -> int:
    """Check each quote of an audit against the page's highlight; return how many there are."""
    sheets = Sheets()
    sheets.feed(page)
    seen = 0
    used: dict[str, int] = {}
    for finding in found["findings"]:
        code = finding["id"].lower()
        used[code] = used.get(code, 0) + 1
        for number, evidence in enumerate(finding["evidence"], 1):
            anchor = f"q-{code}" if number == 1 else f"q-{code}-{number}"
            if used[code] > 1:
                continue
            quote = evidence["quote"]
            assert anchor in sheets.begins, (anchor, quote)
            start = sheets.begins[anchor]
            wanted = squeezed(quote)
            shown = squeezed(sheets.text[start : start + 2 * len(quote) + 80])[: len(wanted)]
            assert shown == wanted
            end = start + len(quote.replace("\n", ""))
            assert set(range(start, end)) <= sheets.marked
            assert f'href="#{anchor}"' in page
            seen += 1
    return seen


def test_every_form_on_the_shelf_stands_here_with_its_findings(compliance) -> None:
    page = compliance.get("/contracts").text
    own = [row for row in SHELVES if row.lender == HARBOUR]
    assert len(re.findall(r'href="/contracts/forms/[0-9a-f-]{36}"', page)) == len(own)
    assert "较重" in page
    assert all(row.name.zh in page for row in own)


def test_every_highlight_of_a_form_is_its_quote(compliance) -> None:
    seen = 0
    for path in re.findall(
        r'href="(/contracts/forms/[0-9a-f-]{36})"', compliance.get("/contracts").text
    ):
        found = compliance.get(f"{path}.json").json
        seen += highlights_equal_quotes(compliance.get(path).text, found)
    assert seen >= 5


@pytest.mark.parametrize("name", sorted(form.name for form in FORMS))
def test_every_highlight_of_a_package_is_its_quote(compliance, name: str) -> None:
    from contracts.numbers import ContractNumbers
    from underwriting.forms import numbers_of
    from webapp.demo.forms import render

    offer = offer_from(SHELVES[2], Text("海港消费金融", "Harbour"))
    numbers: ContractNumbers = numbers_of(offer, cost_of(offer, offer.at_least, date(2026, 11, 22)))
    answer = hand_in(compliance, (f"{name.replace('/', '-')}.html", render(name, numbers).encode()))
    assert answer.status_code == 303, answer.text[:2000]
    path = answer.headers["Location"]
    found = compliance.get(f"{path}.json").json
    highlights_equal_quotes(compliance.get(path).text, found)


def as_docx(words: str) -> bytes:
    document, data = docx.Document(), io.BytesIO()
    for line in words.splitlines():
        document.add_paragraph(line)
    document.save(data)
    return data.getvalue()


def plain(page: str) -> str:
    return re.sub(
        r"\n\s*\n+", "\n", re.sub(r"<(style|title).*?</\1>|<[^>]+>", "\n", page, flags=re.DOTALL)
    )


@pytest.mark.parametrize("kind", ["html", "txt", "docx", "pdf"])
def test_a_package_is_checked_whatever_it_is_written_in(compliance, kind: str) -> None:
    page = contract()
    data = {
        "html": lambda: page.encode(),
        "txt": lambda: plain(page).encode(),
        "docx": lambda: as_docx(plain(page)),
        "pdf": lambda: pdf_from_html(page),
    }[kind]()
    answer = hand_in(compliance, (f"合同.{kind}", data), lender_type="consumer_finance")
    assert answer.status_code == 303, answer.text
    path = answer.headers["Location"]
    found = compliance.get(f"{path}.json").json
    assert {"A02", "A04"} <= {one["id"] for one in found["findings"]}
    shown = compliance.get(path).text
    assert highlights_equal_quotes(shown, found) >= 3
    for words in (
        "超出所写利率的成本",
        "综合融资成本明示表",
        "其中：服务费",
        "云桥信息咨询有限公司",
    ):
        assert words in shown


def test_several_files_are_one_package_and_each_is_shown(compliance) -> None:
    side = "补充协议\n借款人另行支付咨询费人民币300.00元。".encode()
    answer = hand_in(compliance, ("合同.html", contract().encode()), ("合同.html", side))
    page = compliance.get(answer.headers["Location"]).text
    assert page.count('<article class="document"') == 2
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_check_is_evidence_and_its_words_are_sealed(town: Town, compliance) -> None:
    answer = hand_in(compliance, ("合同.html", contract().encode()))
    reference = answer.headers["Location"].rpartition("/")[2]
    [(kind,)] = town.rows(
        "SELECT kind FROM evidence_entries WHERE object_ref = :reference", reference=reference
    )
    assert kind == "contract.audited@1"
    [(sealed, name)] = town.rows(
        "SELECT documents_sealed, name_sealed FROM contract_checks WHERE reference = :reference",
        reference=reference,
    )
    assert "借款".encode() not in bytes(sealed)  # type: ignore[arg-type]
    assert "合同".encode() not in bytes(name)  # type: ignore[arg-type]


BAD = {
    "nothing": (),
    "empty": (("合同.txt", b""),),
    "blank": (("合同.txt", b" \n \n"),),
    "zip": (("合同.docx", b"PK\x03\x04" + b"\0" * 60),),
    "old-word": (("合同.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 60),),
    "program": (("合同.exe", b"MZ\x90\x00"),),
    "broken-pdf": (("合同.pdf", b"%PDF-1.7\n garbage"),),
    "html-bomb": (("合同.html", b"<html>" + b"<div>" * 80_000),),
    "one-bad": (("好.txt", "借款合同".encode()), ("坏.pdf", b"%PDF-1.4 nothing")),
    "too-many": tuple((f"{number}.txt", b"x") for number in range(11)),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_clear_line(enter, name: str, language: str) -> None:
    client = enter("zhao-lei", language)
    answer = hand_in(client, *BAD[name])
    if answer.status_code == 422:  # its kind or their number told at once
        assert answer.text.count('class="wrong"') == 1
        return
    page = client.get(answer.headers["Location"])
    if name == "html-bomb" and '<article class="document"' in page.text:
        return  # read within its limits: nothing to refuse
    said = {"zh": "这份合同没能检查", "en": "This contract could not be checked"}[language]
    assert page.status_code == 200
    assert said in page.text
    assert "Traceback" not in page.text


def test_what_is_said_beside_the_files_is_checked_too(compliance) -> None:
    file = ("合同.html", contract().encode())
    for wrong in ({"contract_date": "2026-02-31"}, {"lender_type": "x"}, {"jurisdiction": "mars"}):
        answer = hand_in(compliance, file, **wrong)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text


def test_a_name_that_is_markup_stays_a_name(compliance) -> None:
    answer = hand_in(compliance, ("<script>alert(1)</script>.txt", "借款合同 本金1000元".encode()))
    page = compliance.get(answer.headers["Location"]).text
    assert "<script>alert" not in page
    assert json.dumps("script")[1:-1] in page


def test_what_was_checked_long_ago_is_forgotten_and_its_evidence_stays(
    town: Town, compliance
) -> None:
    answer = hand_in(compliance, ("旧.html", contract().encode()))
    path = answer.headers["Location"]
    reference = path.rpartition("/")[2]
    town.rows(
        "UPDATE contract_checks SET created_at = created_at - interval '31 days'"
        " WHERE reference = :reference",
        reference=reference,
    )
    with town.database.transaction(machine_access(HARBOUR, "")) as tx:
        forget(tx, now())
    assert compliance.get(path).status_code == 404
    asked = "SELECT count(*) FROM evidence_entries WHERE object_ref = :reference"
    assert town.rows(asked, reference=reference) == [(1,)]


@pytest.mark.parametrize("who", ["chen-min", "sun-li", "wang-fang", "wu-gang"])
def test_contracts_are_for_compliance(enter, who: str) -> None:
    assert enter(who).get("/contracts").status_code == 403


def test_while_a_job_works_its_page_tells_how_far_it_is(
    town: Town, compliance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lender_contracts, "ring", lambda *_: True)
    answer = hand_in(
        compliance, ("合同.html", contract().encode()), ("补充.txt", "咨询费".encode())
    )
    path = answer.headers["Location"]
    reference = path.rpartition("/")[2]

    waiting = compliance.get(path).text
    assert "data-look-again" in waiting
    assert "排队" in waiting
    assert "已完成 0，共 3" in waiting or "0" in waiting

    town.rows(
        "UPDATE audit_jobs SET state = 'working', stage = 'reading', files_read = 1"
        " WHERE reference = :reference",
        reference=reference,
    )
    assert "已读 1 / 2" in compliance.get(path).text

    run_audit(town.database, machine_access(HARBOUR, ""), reference, now())
    assert '<article class="document"' in compliance.get(path).text


@pytest.mark.parametrize(("kind", "begins"), [("html", b"<!doctype html>"), ("pdf", b"%PDF-")])
def test_a_check_can_be_taken_away(compliance, kind: str, begins: bytes) -> None:
    path = hand_in(compliance, ("合同.html", contract().encode())).headers["Location"]
    answer = compliance.get(f"{path}.{kind}")

    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.data.lstrip().lower().startswith(begins.lower())


def test_a_filter_shows_one_severity_and_its_count(compliance) -> None:
    path = hand_in(compliance, ("合同.html", contract().encode())).headers["Location"]
    found = compliance.get(f"{path}.json").json["findings"]
    grades = [one["severity"] for one in found]

    for grade in ("critical", "high", "medium", "low"):
        page = compliance.get(f"{path}?severity={grade}").text
        assert page.count('<article class="finding"') == grades.count(grade)
    assert compliance.get(f"{path}?severity=none-such").text.count(
        '<article class="finding"'
    ) == len(grades)


def test_two_versions_show_what_changed_and_which_findings_came_and_went(compliance) -> None:
    older = plain(contract())
    newer = "\n".join(line for line in older.splitlines() if "服务费" not in line)
    newer += "\n贷款人有权单方调整利率，无需通知借款人。"
    one, other = (
        hand_in(compliance, (f"{name}.txt", text.encode())).headers["Location"].rpartition("/")[2]
        for name, text in (("旧", older), ("新", newer))
    )
    ids = [
        {each["id"] for each in compliance.get(f"/contracts/checks/{key}.json").json["findings"]}
        for key in (one, other)
    ]
    page = compliance.get(f"/contracts/compare?one={one}&other={other}").text

    assert "无需通知借款人" in re.sub(r"</?ins>", "", page)
    assert "<del>" in page
    for code in ids[0] ^ ids[1]:
        assert f"<span>{code}</span>" in page
    assert ids[0] ^ ids[1]


@pytest.mark.parametrize("key", ["", "P-0000000000000000", "nonsense"])
def test_what_is_not_there_cannot_be_compared(compliance, key: str) -> None:
    answer = compliance.get(f"/contracts/compare?one={key}&other=x")

    assert answer.status_code == 422
    assert 'class="wrong"' in answer.text


def test_nobody_compares_another_lender_s_packages(enter, compliance) -> None:
    path = hand_in(compliance, ("合同.html", contract().encode())).headers["Location"]
    key = path.rpartition("/")[2]

    for who in ("chen-min", "wang-fang"):
        assert enter(who).get(f"/contracts/compare?one={key}&other={key}").status_code == 403
        assert enter(who).get(f"{path}.pdf").status_code == 403
