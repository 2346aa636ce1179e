"""The outcome in the form of the interface, and the recheck of numbers."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from contracts.answers import Severity
from contracts.numbers import Fee
from contracts.service import recheck_numbers
from documents.reading import read


def test_the_form_of_the_interface(page, audited) -> None:
    answer = audited(read(page("zh/fee_withheld").encode(), "a.html")).as_dict()
    assert json.loads(json.dumps(answer, ensure_ascii=False)) == answer
    assert answer["package"]["jurisdiction"] == "cn"
    assert answer["package"]["lender_type"] == "consumer_finance"
    assert answer["package"]["contract_date"] == "2026-09-01"
    assert answer["package"]["files"][0]["language"] == "zh"
    assert answer["cash_flows"]["complete"] is True
    assert len(answer["cash_flows"]["payments"]) == 12
    assert answer["rates"][0]["standard"] == "cn-simple"
    assert answer["rates"][0]["apr_percent"] == "17.83"
    assert answer["rates"][0]["stated_percent"] == "12"
    kept = next(f for f in answer["findings"] if f["id"] == "A04")
    assert kept["severity"] == "critical"
    assert set(kept["title"]) == {"zh", "en"}
    [law] = kept["legal_basis"]
    assert law["code"] == "cn-civilcode-670"
    assert law["verified"] is True
    assert answer["hidden_cost"]["explained"] == [{"name": "服务费", "amount": "360.00"}]
    assert abs(Decimal(answer["hidden_cost"]["unexplained"])) < Decimal("0.05")


@pytest.mark.parametrize("fee", ["10000", "10500"])
def test_a_fee_that_takes_all_that_is_lent_does_not_end_the_audit(audited, fee: str) -> None:
    form = (
        "借款合同\n第一条 借款金额人民币10000元。借款期限3个月,自2026年1月10日至2026年4月10日。\n"
        f"第二条 年利率12%。按月付息,到期还本。\n第三条 服务费{fee}元,放款时一次性扣除。\n"
    )
    answer = audited(read(form.encode(), "a.txt")).as_dict()
    assert "A04" in {finding["id"] for finding in answer["findings"]}
    assert answer["hidden_cost"] is None
    assert answer["rates"][0]["apr_percent"] is None


def test_the_cost_statement_is_rebuilt(page, audited) -> None:
    statement = audited(read(page("zh/hidden_service_fee").encode(), "a.html")).statement
    assert statement["principal"] == "12000.00"
    names = [item["name"]["zh"] for item in statement["items"]]
    assert names == ["利息", "会员服务费"]
    assert [item["amount"] for item in statement["items"]] == ["794.23", "576.00"]
    assert statement["items"][1]["payee"] == "云桥信息咨询有限公司"
    assert statement["all_in_percent"]["cn-simple"] == "20.45"
    assert statement["states_nothing_else"] is True


def test_the_borrowers_name_stays_in_the_contract(page, audited) -> None:
    answer = audited(read(page("zh/honest").encode(), "a.html")).as_dict()
    assert all(term["name"] != "borrower" for term in answer["terms"])
    assert answer["package"]["parties"] == {
        "lender": "安和消费金融有限公司",
        "borrower_named": True,
    }
    assert "示例借款人" not in json.dumps(answer, ensure_ascii=False)


def test_only_the_numbers_of_an_application_are_asked_again(page, audited, sound_numbers) -> None:
    form_audit = audited(read(page("zh/excessive_data").encode(), "form.html"))
    sound = sound_numbers()
    assert recheck_numbers(form_audit, sound) == ()
    fee = Fee("服务费", Decimal(360), "某某公司", withheld=True)
    dear = recheck_numbers(form_audit, replace(sound, fees=(fee,)))
    assert [finding.code for finding in dear] == ["A02", "A04"]
    assert all(finding.severity is Severity.CRITICAL for finding in dear)


def test_the_recheck_agrees_with_the_whole_audit(page, audited, sound_numbers) -> None:
    from webapp.demo.forms import FORMS

    numeric = {"A02", "A04", "A05", "A06", "A07"}
    for row in FORMS:
        whole = audited(read(page(row.name).encode(), "form.html"))
        numbers = row.adjust(sound_numbers(row.name[:2]))
        if numbers.stated_percent is None:
            continue
        again = {finding.code for finding in recheck_numbers(whole, numbers)}
        assert again == {f.code for f in whole.findings} & numeric


def test_what_is_given_overrules_what_is_read(audited, sound_text) -> None:
    outcome = audited(sound_text, jurisdiction="us", lender_type="bank")
    package = outcome.as_dict()["package"]
    assert (package["jurisdiction"], package["lender_type"]) == ("us", "bank")


def test_nothing_is_guessed(audited) -> None:
    package = audited("A letter about the weather.").as_dict()["package"]
    assert package["jurisdiction"] is None
    assert package["lender_type"] is None
    assert package["contract_date"] is None


def test_an_unknown_place_is_refused(audited, sound_text) -> None:
    with pytest.raises(ValueError, match="mars"):
        audited(sound_text, jurisdiction="mars")


def test_a_name_ends_where_the_next_entry_of_its_line_begins(audited) -> None:
    words = "借款合同\n贷款人：海港消费金融有限公司 签订日期：2026年11月22日\n"
    words += "第一条 借款金额 10000 元，期限 12 个月，等额本息，年利率 12%，每期应还 900 元。\n"
    words += "第二条 贷款人于放款时从借款本金中扣除服务费 300 元。\n"
    found = audited(read(words.encode(), "合同.txt")).as_dict()
    interest, fee = found["cost_statement"]["items"]
    assert (interest["payee"], fee["name"]["zh"]) == ("海港消费金融有限公司", "服务费")
