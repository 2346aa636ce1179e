"""The rulebook: a sound contract is clear, one change departs from exactly one check."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from contracts.answers import Unsettled
from contracts.audit import Audit
from contracts.checks.officers import FOR_OFFICER
from contracts.checks.table import CHECKS
from contracts.law.table import LAWS
from contracts.model import Contract, Jurisdiction
from contracts.numbers import ContractNumbers, Fee, real_percent
from core.dates import add_months
from documents.reading import read
from webapp.demo.forms import render

Numbers = Callable[..., ContractNumbers]


def codes(audit: Audit) -> set[str]:
    return {finding.code for finding in audit.findings}


# One sentence more in the sound contract, and the code it departs from.
SENTENCES = {
    "A10": "借款利率随市场情况浮动。",
    "B02": "担保费按担保合同收取，不计入年化利率。",
    "B07": "另收取数据采集服务费30元，已计入年化综合融资成本。",
    "C07": "借款人的还款按照违约金、罚息、利息、本金的顺序抵扣。",
    "C08": "借款人违约的，贷款人有权提高本合同利率。",
    "D05": "商品质量纠纷不影响借款人按期还款。",
    "E08": "贷款人有权从借款人名下任何账户扣款。",
    "E10": "共同借款人承担连带清偿责任。",
    "F04": "贷款人可以随时查询借款人的征信报告。",
    "A08": "日利率按年利率除以360计算，按实际天数计息。",
    "A09": "未支付的利息按罚息利率计收复利。",
    "B01": "借款人还应承担包括但不限于评估费、公证费等各项费用。",
    "B03": "借款人必须购买指定的借款保证保险。",
    "B04": "服务费用一经收取概不退还。",
    "B05": "放款前借款人须缴纳保证金到指定账户。",
    "B06": "借款到期后未归还的，自动展期一期。",
    "C04": "借款人违约的，应一次性支付借款本金30%的违约金。",
    "C05": "因催收产生的律师费、差旅费、催收费全部由借款人承担。",
    "C06": "任何一期逾期，贷款人有权宣布全部借款立即到期。",
    "D01": "提前还款须经贷款人书面同意。",
    "D03": "提前还款的，仍应支付全部剩余利息。",
    "E01": "贷款人有权单方调整利率，不另行通知。",
    "E02": "对因系统故障造成的损失，贷款人不承担任何责任。",
    "E03": "借款余额以贷款人系统记录为准，借款人不得提出异议。",
    "E04": "因本合同发生的争议，由贷款人所在地人民法院管辖。",
    "E05": "争议只能提交某某仲裁委员会仲裁。",
    "E06": "借款人放弃抗辩权。",
    "E07": "贷款人转让债权无需通知借款人。",
    "E09": "逾期后贷款人可以向借款人的亲友披露欠款情况。",
    "E11": "本合同的最终解释权归贷款人所有。",
    "F01": "贷款人有权读取借款人的通讯录和通话记录。",
    "F02": "本授权不可撤销。",
    "F03": "贷款人可将上述信息提供给合作机构。",
    "G02": "借款用途：______。",
}
# The same subject, denied or harmless: silence.
TWINS = {
    "A10": "借款利率在借款期限内不浮动。",
    "B02": "全部费用已计入年化利率。",
    "B07": "不另收取数据采集服务费。",
    "C07": "借款人的还款按照利息、本金的顺序抵扣。",
    "C08": "借款人违约的，本合同利率不提高。",
    "D05": "商品质量纠纷解决之前，借款人可以停止还款。",
    "E08": "贷款人不得从借款人的其他账户扣款。",
    "E10": "本借款没有共同借款人，无人承担连带清偿责任。",
    "F04": "贷款人不查询借款人的征信报告。",
    "A08": "日利率按年利率除以365计算，按实际天数计息。",
    "A09": "逾期期间不计收复利。",
    "B01": "费用以本合同列明的为限。",
    "B03": "借款人无须购买任何保险或会员。",
    "B04": "多收的费用应予退还。",
    "B05": "放款前不收取任何费用。",
    "B06": "借款到期后不自动展期。",
    "C04": "借款人违约的，不收取违约金。",
    "C05": "双方各自承担自己的律师费。",
    "C06": "连续三期逾期且经催告后三十日内仍未偿还的，贷款人可以主张权利。",
    "D01": "提前还款无须经贷款人同意。",
    "D03": "提前还款的，不收取剩余利息。",
    "E01": "未经借款人同意，贷款人不得单方调整利率。",
    "E02": "贷款人对自己的过错承担责任。",
    "E03": "双方记录不一致的，以有证据证明的为准。",
    "E04": "争议由借款人住所地人民法院管辖。",
    "E05": "双方可以协商，也可以申请调解。",
    "E06": "借款人依法享有的权利不受影响。",
    "E07": "贷款人转让债权应当提前三十日通知借款人。",
    "E09": "贷款人不向任何第三人透露借款人的情况。",
    "E11": "对条款有疑问的，可以拨打客服电话询问。",
    "F01": "贷款人不读取借款人的通讯录和通话记录。",
    "F02": "借款人可以随时撤回授权。",
    "F03": "未经借款人单独同意，不向任何第三方提供上述信息。",
    "G02": "借款用途：家庭装修。",
}
ENGLISH = {
    "A09": "Unpaid interest is added to the principal.",
    "B01": "You also pay fees including but not limited to valuation.",
    "B03": "You must purchase payment protection insurance from us.",
    "B04": "The application charge is non-refundable.",
    "B06": "The loan will automatically renew for another month.",
    "C05": "The borrower shall pay all costs of collection.",
    "D01": "You may prepay only with our consent.",
    "E01": "We may change any term at any time at our sole discretion.",
    "E02": "The lender shall not be liable for any loss.",
    "E03": "The lender's records are conclusive.",
    "E05": "You waive your right to a jury trial.",
    "E06": "The borrower agrees to a confession of judgment.",
    "E07": "We may assign this agreement without notice.",
    "F02": "Your consent is irrevocable.",
    "F03": "We share your data with our partners.",
    "G02": "The purpose of the loan is ______.",
}


def test_the_sound_contracts_are_clear(audited, sound_text, sound_english) -> None:
    chinese = audited(sound_text)
    assert codes(chinese) == set()
    assert chinese.unsettled == ()
    assert codes(audited(sound_english)) == set()


@pytest.mark.parametrize("code", SENTENCES)
def test_one_sentence_departs_from_one_check(code, audited, sound_text) -> None:
    assert codes(audited(sound_text + "\n" + SENTENCES[code])) == {code}


@pytest.mark.parametrize("code", TWINS)
def test_its_twin_is_silent(code, audited, sound_text) -> None:
    assert codes(audited(sound_text + "\n" + TWINS[code])) == set()


@pytest.mark.parametrize("code", ENGLISH)
def test_one_english_sentence_departs_from_one_check(code, audited, sound_english) -> None:
    assert codes(audited(sound_english + "\n" + ENGLISH[code])) == {code}


def _with_fee(numbers: ContractNumbers, fee: Fee) -> ContractNumbers:
    numbers = replace(numbers, fees=(fee,))
    return replace(numbers, stated_percent=real_percent(numbers, "cn-simple"))


def _dearer(numbers: ContractNumbers) -> ContractNumbers:
    more = Decimal(40)
    numbers = replace(
        numbers,
        instalment=numbers.instalment + more,
        last_instalment=numbers.last_instalment + more,
    )
    return replace(numbers, stated_percent=real_percent(numbers, "cn-simple"))


FEE = Fee("服务费", Decimal(300), "某某科技有限公司", withheld=True)
CHANGED_NUMBERS = {
    "A02": lambda sound: replace(sound(), stated_percent=Decimal(10)),
    "A04": lambda sound: _with_fee(sound(), FEE),
    "A05": lambda sound: _dearer(sound()),
    "A06": lambda sound: sound(percent="26"),
    "D02": lambda sound: replace(sound(), prepayment_percent=Decimal(3)),
    "C01": lambda sound: replace(sound(), late_daily_percent=Decimal("0.1")),
}


@pytest.mark.parametrize("code", CHANGED_NUMBERS)
def test_one_changed_number_departs_from_one_check(code, audited, sound_numbers) -> None:
    html = render("zh/honest", CHANGED_NUMBERS[code](sound_numbers))
    assert codes(audited(read(html.encode(), "changed.html"))) == {code}


CHANGED_WORDS = {
    "A01": (("年利率为12%，按剩余本金计算。", ""), ("年化综合融资成本（单利）为12%。", "")),
    "A03": (
        ("不收取任何", ""),
        ("除本合同列明", "每期按借款本金的0.1%收取账户管理费，由某某公司收取。除本合同列明"),
        ("（单利）为12%", "（单利）为14.2%"),
    ),
    "A07": (("还款总额12,794.23元", "还款总额13,294.23元"),),
    "A11": (
        ("年利率为12%", "免息借款，年利率为12%"),
        ("除本合同列明", "放款当日一次性支付手续费60.00元，由某某公司收取。除本合同列明"),
        ("（单利）为12%", "（单利）为13%"),
    ),
    "C02": (("逾期未还金额", "借款总额"),),
    "C03": (("不收取其他违约费用", "并每次收取催收费50元"),),
    "G01": (("投诉电话：400-000-0000。", ""),),
    "G03": (("合同编号", "借款本金为人民币15,000.00元。\n合同编号"),),
}


@pytest.mark.parametrize("code", set(CHANGED_WORDS) - {"G03"})
def test_one_changed_wording_departs_from_one_check(code, audited, sound_text) -> None:
    text = sound_text
    for old, new in CHANGED_WORDS[code]:
        text = text.replace(old, new)
    assert text != sound_text
    # A contract without a yearly rate also lacks an item that has to be told.
    expected = {"A01", "G01"} if code == "A01" else {code}
    assert codes(audited(text)) == expected


@pytest.mark.parametrize(
    ("sentence", "departs"),
    [
        ("", {"D04"}),
        ("You may withdraw from this agreement within 14 days.", set()),
        ("You have no right of withdrawal.", {"D04"}),
    ],
)
def test_the_right_to_withdraw_is_told_where_there_is_one(
    sentence, departs, audited, sound_english
) -> None:
    british = audited(f"{sound_english}\n{sentence}\n", jurisdiction="uk")
    assert {code for code in codes(british) if code == "D04"} == departs
    assert "D04" not in codes(audited(f"{sound_english}\n{sentence}\n", jurisdiction="us"))


def test_two_principals_disagree(audited, sound_text) -> None:
    old, new = CHANGED_WORDS["G03"][0]
    assert "G03" in codes(audited(sound_text.replace(old, new)))


def test_words_hidden_in_the_page_are_reported(audited, page) -> None:
    html = page("zh/honest").replace("</body>", '<p style="display:none">另有约定。</p></body>')
    assert codes(audited(read(html.encode(), "hidden.html"))) == {"G04"}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_silence_is_not_a_departure(check) -> None:
    assert isinstance(check.ask(Contract(files=(), terms=())), Unsettled)


def test_every_check_is_tested_sourced_and_explained() -> None:
    tested = set(SENTENCES) | set(CHANGED_NUMBERS) | set(CHANGED_WORDS) | {"D04", "G04"}
    assert {check.code for check in CHECKS} == tested
    assert len(CHECKS) == len(tested)
    known = {law.code for law in LAWS}
    for check in CHECKS:
        assert check.ask.__doc__
        assert check.ask.__doc__.strip().endswith("?")
        assert check.basis
        assert set(check.basis) <= known
        assert check.title.zh != check.title.en
    assert set(FOR_OFFICER) == {check.code for check in CHECKS}
    law = {law.code: law.jurisdiction for law in LAWS}
    for check in CHECKS:
        assert {law[code] for code in check.basis} == set(Jurisdiction), check.code


def test_a_finding_never_speaks_of_crime() -> None:
    for check in CHECKS:
        for word in ("违法", "非法", "无效", "illegal", "void"):
            assert word not in check.title.zh + check.title.en


def test_the_lender_decides_the_line(audited, sound_numbers) -> None:
    numbers = replace(sound_numbers(percent="20"), lender_name="张三")
    html = render("zh/honest", replace(numbers, late_daily_percent=Decimal("0.03")))
    [finding] = [f for f in audited(read(html.encode(), "p.html")).findings if f.code == "A06"]
    assert [basis.code for basis in finding.legal_basis] == ["cn-private-lending-25"]
    unknown = replace(numbers, lender_name="云桥信息科技有限公司")
    outcome = audited(read(render("zh/honest", unknown).encode(), "u.html"))
    assert "A06" in dict(outcome.unsettled)


def test_where_the_lender_is_unknown_the_law_that_hangs_on_it_is_named(
    audited, sound_numbers
) -> None:
    numbers = replace(
        sound_numbers(), lender_name="云桥信息科技有限公司", stated_percent=Decimal(10)
    )
    html = render("zh/honest", numbers)
    [finding] = audited(read(html.encode(), "u.html")).findings
    assert finding.code == "A02"
    cited = {law.code for law in finding.legal_basis}
    assert "cn-cost-statement-2026" in finding.by_lender
    assert not cited & set(finding.by_lender)
    known = audited(read(html.encode(), "k.html"), lender_type="bank").findings[0]
    assert known.by_lender == ()
    assert "cn-cost-statement-2026" in {law.code for law in known.legal_basis}


def test_law_is_chosen_by_the_day_of_the_contract(audited, sound_numbers) -> None:
    def basis(on: date) -> set[str]:
        numbers = replace(
            sound_numbers(percent="30"), contract_date=on, first_payment_on=add_months(on, 1)
        )
        html = render("zh/honest", replace(numbers, stated_percent=Decimal(20)))
        outcome = audited(read(html.encode(), "dated.html"))
        return {law.code for f in outcome.findings for law in f.legal_basis}

    assert "cn-cost-statement-2026" not in basis(date(2026, 7, 31))
    assert "cn-cost-statement-2026" in basis(date(2026, 8, 1))
    assert "cn-court-2017-22" in basis(date(2025, 9, 30))
    assert "cn-loan-assist-2025-9" in basis(date(2025, 10, 1))
