"""How a contract is built: clauses by number, choices, references, blanks, names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.structure.model import BlankKind, Choice, Followed, Mark, Role
from contracts.structure.reading import structure, structures
from documents.matching import searchable
from documents.reading import read


def built(text, name="a.txt"):
    return structure(read(text.encode(), name))


CHINESE = """个人借款合同
第一章 总则
第一条 借款
一、本合同项下借款本金为人民币壹万元整，自放款之日起计算，借款期限为十
二个月。
（一）用途：①消费；②装修。
（二）不得用于投资。
第二条 还款
2.1 按月还款
2.2 提前还款：(1)须通知；(2)无违约金。
第二章 违约
第三条 违约责任
1、罚息
（1）每日万分之五
2、其他
附件一：还款计划
"""
ENGLISH = """LOAN AGREEMENT
1. Definitions
1.1 Words in this agreement have the meaning given here, for a term of
12 months in all, and no other.
(a) first;
(b) second:
(i) one
(ii) two
(c) third
2. Payment
Annex 1: Schedule
"""


def outline(text):
    return [(node.level, node.mark, node.number[-1]) for node in built(text).tree.nodes]


def test_the_tree_of_a_chinese_contract() -> None:
    assert outline(CHINESE) == [
        (0, Mark.CHAPTER, 1),
        (1, Mark.ARTICLE, 1),
        (2, Mark.HAN, 1),
        (3, Mark.HAN_PAREN, 1),
        (4, Mark.CIRCLED, 1),
        (4, Mark.CIRCLED, 2),
        (3, Mark.HAN_PAREN, 2),
        (1, Mark.ARTICLE, 2),
        (2, Mark.DOTTED, 1),
        (2, Mark.DOTTED, 2),
        (3, Mark.DIGIT_PAREN, 1),
        (3, Mark.DIGIT_PAREN, 2),
        (0, Mark.CHAPTER, 2),
        (1, Mark.ARTICLE, 3),
        (2, Mark.ARABIC, 1),
        (3, Mark.DIGIT_PAREN, 1),
        (2, Mark.ARABIC, 2),
        (0, Mark.ANNEX, 1),
    ]


def test_the_tree_of_an_english_contract() -> None:
    assert outline(ENGLISH) == [
        (0, Mark.ARABIC, 1),
        (1, Mark.DOTTED, 1),
        (2, Mark.LETTER_PAREN, 1),
        (2, Mark.LETTER_PAREN, 2),
        (3, Mark.ROMAN_PAREN, 1),
        (3, Mark.ROMAN_PAREN, 2),
        (2, Mark.LETTER_PAREN, 3),
        (0, Mark.ARABIC, 2),
        (0, Mark.ANNEX, 1),
    ]


def test_a_place_is_cited_by_its_clause() -> None:
    one = built(CHINESE)
    assert one.tree.address(one.file.text.index("无违约金")) == "第一章第二条2.2(2)"
    assert "十二个月" in one.file.text


@pytest.mark.parametrize(
    "text", ["1.5倍的罚息", "3个月以后", "12 months later", "2.5% a year", "第三方"]
)
def test_a_line_that_begins_with_a_number_is_no_clause(text) -> None:
    assert built("借款合同。\n" + text + "\n").tree.nodes == ()


CHOSEN = [
    (
        (
            "提前还款按照下列第 贰 项执行：\n（1）收取剩余本金3%的违约金；\n（2）无须支付提前还"
            "本违约金。\n第六条 其他\n"
        ),
        "3%",
    ),
    ("还款方式按以下第【1】种：1.等额本息；2.先息后本。\n", "先息后本"),
    ("还款方式：☑等额本息 ☐等额本金 □先息后本。\n", "等额本金"),
    ("提前还款违约金：☐剩余本金的3% ☑不收取\n", "3%"),
    ("是否购买保险：是□ 否√\n", "是□"),
    ("还款方式：（√）等额本息（ ）先息后本\n", "先息后本"),
    ("☐ 本人自愿购买保险\n☑ 本人不购买保险\n", "自愿"),
    ("争议解决选择以下第B种方式：\nA.向仲裁委员会申请仲裁\nB.向法院起诉\n", "仲裁"),
    ("选项壹：申请仲裁；选项贰：向法院起诉。双方选择第贰项。\n", "仲裁"),
    (
        (
            "The Borrower selects Option B.\nOption A: a prepayment fee of 3%.\nOption B: no pr"
            "epayment fee.\n"
        ),
        "3%",
    ),
    ("Insurance: [x] declined [ ] accepted\n", "accepted"),
]


@pytest.mark.parametrize(("text", "out"), CHOSEN)
def test_what_was_not_chosen_is_not_in_force(text, out) -> None:
    one = built(text)
    assert [option.state for option in one.options] == [Choice.MADE]
    assert out in one.raw.text.replace(" ", "") or out in one.raw.text
    assert out not in one.file.text
    quotes = [a.quote for option in one.options for a in option.alternatives if a.chosen is False]
    document = one.file.document
    assert any(out.rstrip("□") in quote for quote in quotes)
    for option in one.options:
        assert document.text[option.start : option.end] == option.quote
        for part in option.alternatives:
            assert document.text[part.start : part.end] == part.quote


OPEN = [
    ("争议解决采用以下第___种方式：\n1、申请仲裁；\n2、向法院起诉。\n", Choice.OPEN),
    ("还款方式：☐等额本息 ☐等额本金\n", Choice.OPEN),
    ("按下列第四种方式：(1)申请仲裁；(2)向法院起诉。\n", Choice.UNCLEAR),
]


@pytest.mark.parametrize(("text", "state"), OPEN)
def test_where_nothing_was_chosen_all_stays(text, state) -> None:
    one = built(text)
    assert [option.state for option in one.options] == [state]
    assert one.file.text == one.raw.text


def test_an_alternative_of_several_lines_is_left_out_whole() -> None:
    text = (
        "还款按下列第一种方式：\n（一）等额本息\n每月还款相同。\n（二）先息后本\n到期归还本金。\n"
        "第六条 其他\n双方另行协商。\n"
    )
    words = built(text).file.text
    assert "到期归还本金" not in words
    assert "每月还款相同" in words
    assert "双方另行协商" in words


def test_boxes_in_brackets_leave_the_words_behind_them() -> None:
    words = built("借款人选择（☑同意/□不同意）购买保险。\n").file.text
    assert "不同意" not in words
    assert words.endswith(")购买保险。\n")


def test_the_clause_behind_the_alternatives_stays() -> None:
    one = built(CHOSEN[0][0])
    assert "第六条其他" in one.file.text
    assert "无须支付" in one.file.text


REFERENCES = """第一条 借款
按照附件一、附件二执行，依照《民法典》第六百八十条。
对第三条（还款方式）的约定，见第四条第（二）项、第九条和第四条第（五）项。
第三条 违约责任
第四条 还款方式
（一）等额本息；
（二）提前还款。
附件一 还款计划
"""


def test_references_are_followed_and_the_lost_ones_listed() -> None:
    found = {one.words: one for one in built(REFERENCES).references}
    assert found["附件一"].state is Followed.FOUND
    assert found["附件二"].state is Followed.DANGLING
    assert found["《民法典》第六百八十条"].state is Followed.LAW
    assert found["第四条第(二)项"].node.label == "(二)"
    assert found["第九条"].state is Followed.DANGLING
    assert found["第四条第(五)项"].state is Followed.DANGLING
    astray = found["第三条(还款方式)"]
    assert (astray.state, astray.meant.label) == (Followed.ASTRAY, "第四条")


def test_english_references() -> None:
    text = (
        "1. Payment\n(a) monthly\n(b) late\nSee Section 1(b), Section 7 and Section 1026.18 of "
        "Regulation Z and Schedule A.\n"
    )
    states = {one.words: one.state for one in built(text).references}
    assert states["Section 1(b)"] is Followed.FOUND
    assert states["Section 7"] is Followed.DANGLING
    assert states["Schedule A"] is Followed.DANGLING
    assert Followed.LAW in states.values()


def test_an_annex_may_be_another_file_of_the_package() -> None:
    loan = read("第一条 借款\n按附件一执行。\n".encode(), "loan.txt")
    table = read("附件一：还款计划\n第一期\n".encode(), "table.txt")
    [one] = structures((loan, table))[0].references
    assert one.state is Followed.FOUND


BLANKS = [
    ("借款用途：______。", BlankKind.EMPTY),
    ("借款金额【 】元", BlankKind.EMPTY),
    ("年利率为${rate}%", BlankKind.TEMPLATE),
    ("年利率为{{rate}}%", BlankKind.TEMPLATE),
    ("The rate is [APR] a year", BlankKind.TEMPLATE),
    ("The lender is [insert name]", BlankKind.TEMPLATE),
    ("期限XX个月", BlankKind.MASKED),
    ("按第____种方式还款", BlankKind.CHOICE),
    ("借款人（签字）：________", BlankKind.SIGNATURE),
    ("此栏空白", BlankKind.EMPTY),
]


@pytest.mark.parametrize(("text", "kind"), BLANKS)
def test_places_left_open(text, kind) -> None:
    assert [blank.kind for blank in built(text).blanks] == [kind]


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("年利率为【12】%", "年利率为12%"),
        ("期限为__12__个月", "期限为12个月"),
        ("借款金额：【人民币10,000元】", "借款金额:人民币10,000元"),
        ("【重要提示】请阅读", "【重要提示】请阅读"),
        ("身份证号1101**********1234", "身份证号1101**********1234"),
    ],
)
def test_filled_places_are_no_blanks(text, read_as) -> None:
    one = built(text)
    assert one.blanks == ()
    assert one.file.text == read_as


def test_parties_by_whatever_name() -> None:
    one = built(
        "甲方（出借人）：安和消费金融有限公司\n乙方：张三\n保证人：李四\n甲方向乙方提供借款"
        "壹万元。\n"
    )
    assert one.role_of("甲方") is Role.LENDER
    assert one.role_of("乙方") is Role.BORROWER
    assert one.role_of("李四") is Role.GUARANTOR
    english = built('Between Harbor Inc (the "Lender") and Jane Doe (the "Borrower").')
    assert english.role_of("the Lender") is Role.LENDER
    assert [party.name for party in english.parties] == ["Harbor Inc", "Jane Doe"]
    called = built("某某银行股份有限公司（以下简称“贷款人”）")
    assert called.role_of("某某银行股份有限公司") is Role.LENDER


def test_a_side_is_known_by_who_lends() -> None:
    one = built("甲方：张三\n乙方：某某有限公司\n乙方同意向甲方提供借款。\n")
    assert (one.role_of("甲方"), one.role_of("乙方")) == (Role.BORROWER, Role.LENDER)
    assert built("甲方：张三\n乙方：李四\n双方友好协商。\n").role_of("甲方") is None


def test_words_with_a_meaning_of_their_own() -> None:
    one = built("“应还款额”是指每期本金与利息之和。\n借款余额：指尚未偿还的本金。\n")
    assert [(d.term, d.meaning) for d in one.definitions] == [
        ("应还款额", "每期本金与利息之和"),
        ("借款余额", "尚未偿还的本金"),
    ]
    [english] = built('"Finance Charge" means the cost of credit as a dollar amount.').definitions
    assert english.term == "Finance Charge"


@given(
    st.text(
        st.sampled_from(
            "第一二三条款项、.()（）①② 1234abc☑☐√□下列以选择种方式：；。\n%元[]【】_{}x合同"
        ),
        max_size=120,
    )
)
def test_no_text_makes_it_stumble_or_lose_its_place(text) -> None:
    document = read(("合" + text).encode(), "a.txt")
    one = structure(document)
    whole = searchable(document)
    assert len(one.file.text) == len(one.file.places)
    assert all(whole.document.text[at] for at in one.file.places)
    assert list(one.file.places) == sorted(one.file.places)
    for index, node in enumerate(one.tree.nodes):
        assert node.start < node.own_end <= node.end <= len(one.file.text)
        assert node.parent < index
        if node.parent >= 0:
            above = one.tree.nodes[node.parent]
            assert above.start <= node.start <= node.end <= above.end
    for option in one.options:
        assert document.quote(option.start, option.end) == option.quote
