"""True cost: the answer in money first, each finding with its quoted place, two offers compared."""

from __future__ import annotations

from io import BytesIO

import pytest
from lxml import html

from identity.demonstration import HARBOUR, MILLSTONE, SWALLOW
from tests.webapp.borrower.house import Demo, Visitor
from tests.webapp.borrower.test_apply import walk

CONTRACT = """教育分期借款合同
贷款人：海港消费金融有限公司 借款人：测试
签订日期：2026年11月22日
第一条 借款金额 10000 元，期限 12 个月，等额本息。
第四条 借款利率。本合同项下借款年利率为 12%，按月计息，分 12 期等额偿还，每期应还 900 元。
首期还款日 2026年12月22日。
第五条 费用。贷款人于放款时从借款本金中扣除服务费 300 元。
第九条 违约责任。逾期的，按借款总额每日千分之一支付违约金。
"""


def hand_in(someone: Visitor, words: str = "", *files: tuple[str, bytes]):
    """Hand a contract in, as files or as words."""
    page = someone.get("/true-cost")
    token = html.fromstring(page.data).forms[-1].fields["csrf_token"]
    data = {
        "csrf_token": token,
        "words": words,
        "contract": [(BytesIO(data), name) for name, data in files],
    }
    return someone.client.post("/true-cost", data=data, content_type="multipart/form-data")


def test_a_pasted_contract_is_answered_in_money_first(demo: Demo) -> None:
    someone = demo.visitor()
    answer = hand_in(someone, CONTRACT)
    tree = html.fromstring(answer.data)

    assert answer.status_code == 200
    title = tree.xpath("//h1")[0].text_content()
    assert "On this loan you pay more than the contract says, by" in title
    assert "¥429.57" in title
    assert "20.31" in answer.get_data(as_text=True)  # simple
    assert "22.31" in answer.get_data(as_text=True)  # compound


def test_each_finding_quotes_its_place(demo: Demo) -> None:
    tree = html.fromstring(hand_in(demo.visitor(), CONTRACT).data)
    findings = {
        one.get("id"): one.xpath(".//blockquote/text()")
        for one in tree.xpath("//article[@class='finding']")
    }

    assert {"a02", "a04", "c02"} <= set(findings)
    for quotes in findings.values():
        for words in quotes:
            assert words in CONTRACT


def test_lateness_on_the_whole_loan_is_shown_in_money(demo: Demo) -> None:
    page = hand_in(demo.visitor(), CONTRACT).get_data(as_text=True)
    assert "¥300.00" in page  # 10,000 x 0.1 % x 30 days
    assert "405.6" in page


def test_what_the_papers_leave_open_is_said(demo: Demo) -> None:
    page = hand_in(demo.visitor(), "借款金额 10000 元。").get_data(as_text=True)
    assert "The contract leaves open what you pay in all" in page
    assert "in how many instalments it is repaid" in page or "how much is paid" in page


def test_what_is_no_contract_is_said_plainly(demo: Demo) -> None:
    page = hand_in(demo.visitor(), "今天天气很好。").get_data(as_text=True)
    assert "No terms of a loan were found here" in page


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ((), "Please choose a file, or paste the words."),
        ((("photo.png", b"\x89PNG\r\n"),), "“photo.png” could not be read."),
        ((("broken.pdf", b"%PDF-1.7 nothing"),), "“broken.pdf” could not be read."),
        (tuple((f"{n}.txt", "借款".encode()) for n in range(11)), "At most 10 files"),
    ],
)
def test_a_bad_file_gets_one_clear_line(
    demo: Demo, files: tuple[tuple[str, bytes], ...], said: str
) -> None:
    someone = demo.visitor()
    answer = hand_in(someone, "", *files)

    assert answer.status_code == 422
    assert said in html.fromstring(answer.data).xpath("//p[@id='contract-wrong']")[0].text_content()


def test_one_s_own_application_shows_its_true_cost(demo: Demo) -> None:
    someone = demo.visitor()
    reference = walk(demo, someone).request.path.rpartition("/")[2]
    page = someone.get(f"/true-cost/{reference}")

    assert page.status_code == 200
    assert f"/true-cost/{reference}" in someone.get("/true-cost").get_data(as_text=True)
    assert "会员服务费" in page.get_data(as_text=True)
    assert html.fromstring(page.data).xpath("//span[contains(@class,'hero')]")
    assert demo.visitor().get(f"/true-cost/{reference}").status_code == 404


def test_two_offers_stand_beside_each_other(demo: Demo) -> None:
    someone = demo.visitor()
    one, other = f"{MILLSTONE}:MS-12", f"{HARBOUR}:HB-12"
    page = someone.get(f"/true-cost/compare?one={one}&other={other}&amount=10000")

    title = html.fromstring(page.data).xpath("//h1")[0].text_content()
    assert title.startswith("Millstone Steady Loan costs ¥")
    assert "Please choose an offer" in someone.get(
        f"/true-cost/compare?one={one}&amount=10000"
    ).get_data(as_text=True)
    assert "an amount that both lend" in someone.get(
        f"/true-cost/compare?one={one}&other={SWALLOW}:SW-12&amount=90000"
    ).get_data(as_text=True)
    assert "which one costs less" in someone.get("/true-cost/compare").get_data(as_text=True)
