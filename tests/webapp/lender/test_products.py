"""Products, findings and law on their pages: two people, before and after, nothing of others."""

from __future__ import annotations

import html
import re

import pytest

from tests.webapp.lender.conftest import Town, send

LAW = "/law/cn-loan-assist-2025-9"


def finding_on(client, code: str, product: str = "cash") -> str:
    page = client.get(f"/products/{product}").text
    found = re.search(rf'href="(/products/findings/F-[0-9A-Z]{{16}})">{code} ', page)
    assert found, page
    return found[1]


def asked_on(page: str) -> str:
    return re.search(r'name="asked" value="([^"]+)"', page)[1]


def test_the_list_says_what_is_open_and_the_product_shows_it_whole(enter) -> None:
    client = enter("zhao-lei")
    page = client.get("/products").text
    assert "处发现待处理" in page
    assert "海港现金贷" in page
    assert "磨坊" not in page
    whole = client.get("/products/cash").text
    for words in ("HB-12", "15.96%", "21.84%", "文本版本", "合作方", "广告", "借款"):
        assert words in whole
    assert client.get("/products/easy").status_code == 404


def test_one_person_asks_and_another_signs(enter) -> None:
    first, second = enter("zhao-lei"), enter("sun-li")
    path = finding_on(first, "A06")
    assert send(first, f"{path}/owner", path).status_code == 303
    assert "赵" in first.get(path).text

    wish = {"wish": "not_so", "reason": "测试：已有补充协议", "until": ""}
    assert send(first, f"{path}/ask", path, **wish).status_code == 303
    own = first.get(path).text
    assert "需要另一位同事签核" in own
    assert "签核</button>" not in own
    theirs = second.get(path).text
    assert "测试：已有补充协议" in theirs
    asked = asked_on(theirs)
    # The one who asked has no way round the page either.
    refused = send(first, f"{path}/answer", "/contracts", asked=asked, agreed="yes")
    assert refused.status_code == 403
    assert send(second, f"{path}/answer", path, asked=asked, agreed="yes").status_code == 303
    assert "不属实" in second.get(path).text
    # Signed once, it is answered for good.
    again = send(second, f"{path}/answer", path, asked=asked, agreed="no")
    assert again.status_code == 409


def test_a_finding_is_given_to_a_colleague_of_the_same_lender(enter) -> None:
    giver = enter("zhao-lei")
    path = finding_on(giver, "A02")
    page = giver.get(path).text
    offered = dict(re.findall(r'<option value="([0-9a-f-]{36})">([^<]+)</option>', page))
    assert "孙丽" in offered.values()
    assert not {"陈敏", "周燕"} & set(offered.values())  # an officer; somebody of another lender
    chosen = next(key for key, name in offered.items() if name == "孙丽")
    assert send(giver, f"{path}/owner", path, owner=chosen).status_code == 303
    page = giver.get(path).text
    assert re.search(r"由谁负责过.*孙丽.*赵.* 交给", page, re.S)
    assert f'value="{chosen}"' not in page
    for wrong in ("", "x", "00000000-0000-7000-8000-00000000dead"):
        answer = send(giver, f"{path}/owner", path, owner=wrong)
        assert answer.status_code == 422
        assert "请选择一位有此角色的同事" in answer.text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"wish": "", "reason": "x", "until": ""}, "请选择要改成什么"),
        ({"wish": "not_so", "reason": " ", "until": ""}, "请写明理由"),
        ({"wish": "accepted", "reason": "x", "until": ""}, "请填写接受到哪一天"),
        ({"wish": "accepted", "reason": "x", "until": "2099-01-01"}, "请填写接受到哪一天"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(enter, fields, says: str) -> None:
    client = enter("zhao-lei")
    path = finding_on(client, "F02", "purchase")
    answer = send(client, f"{path}/ask", path, **fields)
    assert answer.status_code == 422
    assert says in answer.text


def test_mended_needs_a_later_version_without_it(enter) -> None:
    client = enter("zhao-lei")
    path = finding_on(client, "A02")
    answer = send(client, f"{path}/ask", path, wish="mended", reason="改了", until="")
    assert answer.status_code == 409
    assert "没有新版文本不带它" in html.unescape(answer.text)


def test_the_demonstration_shows_a_finding_in_each_state(enter) -> None:
    client = enter("sun-li")
    cash, purchase = (client.get(f"/products/{code}").text for code in ("cash", "purchase"))
    for words in ("暂时接受", "接受到", "等第二人签核", "待处理"):
        assert words in cash
    for words in ("已改正", "不属实", "待处理"):
        assert words in purchase
    for words in ("云桥信息咨询", "最快当天到账", "HB-2026-0002", "应退给借款人"):
        assert words in cash


def test_a_rule_confirmed_by_two_people_is_never_shown_as_verified(town: Town, enter) -> None:
    first, second = enter("zhao-lei"), enter("sun-li")
    said = {"text": "第六条 测试文字。", "source": "测试来源"}
    assert send(first, f"{LAW}/text", LAW, **said).status_code == 303
    assert 'name="asked"' not in first.get(LAW).text
    theirs = second.get(LAW).text
    assert "第六条 测试文字。" in theirs
    asked = asked_on(theirs)
    assert send(second, f"{LAW}/answer", LAW, asked=asked, agreed="yes").status_code == 303
    shown = first.get(LAW).text
    assert "本机构已确认" in shown
    assert "不算核实" in shown
    assert "海港消费金融" in shown
    other = enter("zhou-yan").get(LAW).text
    assert "第六条 测试文字。" not in other
    assert "不算核实" not in other
    town.rows("DELETE FROM law_confirmations")


def test_a_change_of_a_line_lists_the_products_it_reaches(enter) -> None:
    client = enter("zhao-lei")
    page = client.get(f"{LAW}?on=2027-03-01&percent=14")
    assert page.status_code == 200
    assert "份的结果会变" in page.text
    assert "海港分期" in page.text
    assert "A06" in page.text
    none = client.get(f"{LAW}?on=2027-03-01&percent=23.99").text
    assert "没有一份的结果会变" in none or "份的结果会变" in none
    for query in ("on=&percent=14", "on=2027-03-01", "on=2027-03-01&percent=x"):
        assert client.get(f"{LAW}?{query}").status_code == 422


@pytest.mark.parametrize("path", ["/products", "/products/cash", "/law", LAW])
def test_other_roles_see_nothing_of_it(enter, path: str) -> None:
    for who in ("chen-min", "wang-fang", "wu-gang"):
        assert enter(who).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/products", "/products/cash", "/law", LAW])
def test_both_languages(enter, path: str) -> None:
    page = enter("zhao-lei", "en").get(path)
    assert page.status_code == 200
    assert "Findings" in page.text


@pytest.mark.parametrize("field", ["text", "source"])
def test_a_nul_in_a_form_or_an_address_is_no_text(compliance, field: str) -> None:
    said = {"text": "words", "source": "a book", field: "a\0b"}
    answer = send(compliance, "/law/uk-conc-app1.2/text", "/law/uk-conc-app1.2", **said)
    assert answer.status_code == 422
    assert compliance.get("/decisions?state=%00").status_code == 422
