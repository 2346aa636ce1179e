"""Invented content for every page: names, lenders and figures belong to nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import segno
from markupsafe import Markup

from core.access import Role
from core.money import Money, Rate
from core.text import Text
from webapp import account_words
from webapp.explanations import EXPLANATIONS
from webapp.navigation import Visitor
from webapp.views.account import AccountPage, AccountPart, PasswordPage
from webapp.views.apply import (
    ApplyPage,
    ConsentQuestion,
    ConsentsPage,
    CostStatementPage,
    Offer,
    SubmitPage,
)
from webapp.views.board import BoardPage, BoardParts
from webapp.views.cases import (
    CaseLine,
    CasePage,
    DecisionsPage,
    MaskedField,
    ReviewForm,
    Score,
    Tally,
)
from webapp.views.contracts import ContractCheckPage, ContractLine, ContractsPage, Disclosure
from webapp.views.decision import (
    DecisionLine,
    DecisionPage,
    MyDecisionsPage,
    Paused,
    Standing,
)
from webapp.views.documents import Basis, Finding, Quote, Severity, Span, quoted
from webapp.views.front import FrontPage
from webapp.views.help import HelpPage, HelpPlace
from webapp.views.messages import OutboxMessage, OutboxPage
from webapp.views.mydata import (
    Continuing,
    DataRead,
    MyDataPage,
    PurposeCard,
    PurposeState,
    ReadsPage,
    StoppedPage,
    Told,
)
from webapp.views.problem import ProblemPage
from webapp.views.receipts import (
    Checked,
    ReceiptChange,
    ReceiptLine,
    ReceiptPage,
    ReceiptsPage,
    VerifyPage,
)
from webapp.views.shared import (
    Choice,
    FormButton,
    Link,
    Notice,
    Pages,
    Problem,
    Reason,
    Step,
    Tag,
    Tone,
)
from webapp.views.signing import (
    CodePage,
    CodeSource,
    DemoPerson,
    EnrolPage,
    RegisterPage,
    SignInPage,
)
from webapp.views.told import HeldLine, KeptLine, ToldLine, ToldPage
from webapp.views.truecost import (
    CostKind,
    CostPart,
    CostPicture,
    EarlyLine,
    FeeLine,
    LateLine,
    Leaving,
    RateLine,
    ReferenceLine,
    TrueCostPage,
    TrueCostStartPage,
)
from webapp.views.waiting import WaitingPage

AT = datetime(2026, 11, 22, 7, 4, 31, tzinfo=UTC)
HARBOUR = Text("海港消费金融", "Harbour Consumer Finance")
SIMPLE = Text("单利", "simple")

BORROWER = Visitor("王女士", frozenset({Role.BORROWER}))
OFFICER = Visitor("陈审核", frozenset({Role.OFFICER, Role.COMPLIANCE}), HARBOUR)
SUPERVISOR = Visitor(
    "检查员", frozenset({Role.SUPERVISOR}), Text("省级监管局", "Provincial supervisor")
)

PICTURE = CostPicture(
    received=Money.of("9700"),
    parts=(
        CostPart(CostKind.PRINCIPAL, Text("归还到手的本金", "The money you got"), Money.of("9700")),
        CostPart(
            CostKind.INTEREST,
            Text("合同写明的利息", "Interest the contract states"),
            Money.of("670.43"),
        ),
        CostPart(
            CostKind.HIDDEN,
            Text("没有说明的成本", "Cost the contract does not state"),
            Money.of("429.57"),
        ),
    ),
)
HONEST = CostPicture(
    received=Money.of("20000"),
    parts=(
        CostPart(CostKind.PRINCIPAL, Text("归还本金", "The money you got"), Money.of("20000")),
        CostPart(CostKind.INTEREST, Text("利息", "Interest"), Money.of("1296.48")),
        CostPart(CostKind.FEE, Text("担保费", "Guarantee fee"), Money.of("240")),
    ),
)

PURPOSES = (
    PurposeCard(
        "bureau.query",
        Text("查询个人征信", "Asking the credit bureau"),
        Text("评估这一次借款申请", "judging this one application"),
        (HARBOUR,),
        (
            Text("姓名", "name"),
            Text("身份证号", "identity number"),
            Text("征信报告", "credit report"),
        ),
        Tag(Text("需要您的书面同意", "Needs your written consent"), Tone.INFO),
        PurposeState.ON,
        Text(
            "关闭后，正在审核的申请会暂停，不会因此被拒。",
            "Switched off, a waiting application is paused, never declined for it.",
        ),
        basis_source=Text("《征信业管理条例》第十八条", "Credit Reference Regulation, art. 18"),
        until=date(2027, 2, 20),
        times=Text("只查 1 次", "once only"),
        switch_action="#",
        receipt=Link(Text("回执", "Receipt"), "#"),
    ),
    PurposeCard(
        "marketing.partner",
        Text("合作方营销", "Partner marketing"),
        Text("向您推荐产品", "recommending products to you"),
        (Text("远帆科技", "Yuanfan Technology"), Text("悦读课堂", "Yuedu Classroom")),
        (Text("手机号", "mobile number"),),
        Tag(Text("可随时关闭", "Yours to switch off"), Tone.INFO),
        PurposeState.OFF,
        Text("不影响借款和申请。", "Your loans and applications do not depend on it."),
        switch_action="#",
    ),
    PurposeCard(
        "model.train",
        Text("改进评分模型", "Improving the scoring models"),
        Text("让评分更准；只用结果，不留姓名", "better scores; results only, no names"),
        (HARBOUR,),
        (Text("还款记录", "repayment record"),),
        Tag(Text("可随时关闭", "Yours to switch off"), Tone.INFO),
        PurposeState.ON,
        Text("关闭后，下一次训练不再包含您。", "Switched off, the next training leaves you out."),
        until=date(2027, 11, 22),
        switch_action="#",
    ),
    PurposeCard(
        "fraud.shared_list",
        Text("共享反欺诈名单比对", "Matching against the shared fraud list"),
        Text("防止他人冒用您的身份", "keeping others from using your identity"),
        (
            Text(
                "行业联盟（只比对，不交出资料）",
                "the industry alliance (matched, never handed over)",
            ),
        ),
        (Text("身份证号的密码指纹", "a sealed fingerprint of your identity number"),),
        Tag(Text("依法进行，不靠同意", "By law, not by consent"), Tone.OK),
        PurposeState.ALWAYS,
        Text("您可以查看和申诉。", "You may see it and object."),
    ),
)
READS = (
    DataRead(
        AT - timedelta(minutes=6),
        Text("审核员", "an officer"),
        Text("审核申请", "reviewing the application"),
    ),
    DataRead(
        AT - timedelta(minutes=7),
        Text("自动评分", "automatic scoring"),
        Text("授信审批", "credit decision"),
    ),
    DataRead(AT - timedelta(days=2), Text("您", "you"), Text("下载副本", "downloaded a copy")),
)
RIGHTS = (
    Link(Text("下载我的资料副本", "Download a copy of my data"), "#"),
    Link(Text("更正一处错误", "Correct a mistake"), "#"),
    Link(Text("删除我的资料", "Erase my data"), "#"),
    Link(Text("要求解释一项决定", "Ask for an explanation"), "#"),
)
END_ALL = FormButton(Text("一键关闭所有非必要授权", "Switch off all that is not necessary"), "#")

CONTRACT = """教育分期借款合同
第四条 借款利率。本合同项下借款年利率为 12%，按月计息，分 12 期等额偿还，每期应还 900 元。
第五条 费用。甲方同意乙方于放款时从借款本金中扣除服务费 300 元，该费用一经收取不予退还。
第九条 违约责任。逾期的，按借款总额每日千分之一支付违约金，并支付催收费每次 50 元。
第十一条 提前还款。借款人可提前还款，不收取违约金。
第十四条 信息授权。甲方不可撤销地授权乙方读取其通讯录、通话记录，并提供给乙方合作方。"""


def _span(words: str, finding: str, severity: Severity) -> Span:
    start = CONTRACT.index(words)
    return Span(start, start + len(words), finding, severity)


DOCUMENT = quoted(
    "教育分期借款合同.pdf",
    CONTRACT,
    (
        _span("12%", "a02", Severity.CRITICAL),
        _span("从借款本金中扣除服务费 300 元", "a04", Severity.CRITICAL),
        _span("服务费 300 元，该费用一经收取不予退还", "b04", Severity.MEDIUM),
        _span("借款总额每日千分之一", "c02", Severity.HIGH),
        _span("通讯录、通话记录", "f01", Severity.LOW),
    ),
)
PBOC = Basis(
    Text("中国人民银行公告〔2021〕第3号", "PBOC announcement [2021] No. 3"), True, "2021-03-31"
)
FINDINGS = (
    Finding(
        "A02",
        "a02",
        Severity.CRITICAL,
        Text("合同写的年利率低了 8.31 个百分点", "The stated yearly rate is 8.31 points too low"),
        Text(
            "到手 9,700 元，分 12 期各还 900 元。合同写 12.00%，"
            "算出来是 20.31%（单利）或 22.31%（复利）。",
            "You receive 9,700 and repay 12 × 900. Stated 12.00 %, recomputed 20.31 % simple or "
            "22.31 % compound.",
        ),
        (Quote("12%", Text("第四条", "clause 4"), "q-a02"),),
        (
            (Text("一共偿还", "paid in all"), Text("10,800.00", "10,800.00")),
            (Text("按单利计算的年化（%）", "yearly rate, simple, %"), Text("20.3112", "20.3112")),
        ),
        (PBOC,),
        Text("高", "high"),
        Text(
            "一份说明服务费与借款无关的文件。",
            "a paper showing that the fee is not part of this loan.",
        ),
    ),
    Finding(
        "A04",
        "a04",
        Severity.CRITICAL,
        Text("放款时先扣了 300 元", "300 is taken out before the money arrives"),
        Text(
            "合同按 10,000 元计息，您实际到手 9,700 元。",
            "Interest runs on 10,000 while 9,700 arrives.",
        ),
        (Quote("从借款本金中扣除服务费 300 元", Text("第五条", "clause 5"), "q-a04"),),
        basis=(Basis(Text("《民法典》第六百七十条", "Civil Code, art. 670"), True),),
    ),
    Finding(
        "C02",
        "c02",
        Severity.HIGH,
        Text(
            "违约金按全部借款计算，而不是按拖欠的部分",
            "The late charge runs on the whole loan, not on the arrears",
        ),
        Text(
            "一期 900 元晚还，每天收 10 元，相当于一年 405%。",
            "On one instalment of 900 it is 10 a day, like 405 % a year.",
        ),
        (Quote("借款总额每日千分之一", Text("第九条", "clause 9"), "q-c02"),),
    ),
    Finding(
        "B04",
        "b04",
        Severity.MEDIUM,
        Text("提前还清也不退服务费", "The service fee is not returned when you leave early"),
        Text(
            "第 3 期还清时，还有约 225 元对应的服务没有提供。",
            "After instalment 3 about 225 of it has not been earned.",
        ),
        (Quote("一经收取不予退还", Text("第五条", "clause 5"), "q-b04"),),
        basis=(
            Basis(Text("《个人贷款业务明示综合融资成本规定》", "All-in cost rule of 2026"), False),
        ),
    ),
    Finding(
        "F01",
        "f01",
        Severity.LOW,
        Text("通讯录和通话记录与借款无关", "Contacts and call log are not needed for this loan"),
        Text(
            "评估和管理这笔借款用不到这些资料。",
            "Judging and running this loan does not need them.",
        ),
        (Quote("通讯录、通话记录", Text("第十四条", "clause 14"), "q-f01"),),
    ),
)
RATES = (
    RateLine(
        Text("合同写的", "What the contract says"),
        Rate.percent("12"),
        Text("第四条“年利率”", "clause 4, “yearly rate”"),
    ),
    RateLine(
        Text("按单利（APR）", "Simple (APR)"),
        Rate.percent("20.31"),
        Text("央行公告〔2021〕3号允许，须注明", "PBOC [2021] No. 3 allows it if named"),
        True,
    ),
    RateLine(
        Text("按复利（IRR）", "Compound (IRR)"),
        Rate.percent("22.31"),
        Text("央行公告〔2021〕3号的示例方法", "the method of PBOC [2021] No. 3's example"),
        True,
    ),
)
REFERENCES = (
    ReferenceLine(
        Text("24% 参考线", "24 % reference line"),
        Tag(Text("未超过", "Below it"), Tone.OK),
        Text("助贷业务；来源为二手资料", "assisted lending; second-hand source"),
        False,
    ),
)
FEES = (
    FeeLine(Text("利息", "Interest"), HARBOUR, Money.of("670.43"), Text("每期", "each instalment")),
    FeeLine(
        Text("服务费", "Service fee"),
        None,
        Money.of("300"),
        Text("放款时先扣", "taken out first"),
        named=False,
    ),
    FeeLine(
        Text("利息多算的部分", "Interest on money you did not get"),
        HARBOUR,
        Money.of("129.57"),
        Text("每期", "each instalment"),
        named=False,
    ),
)
LATE = (
    LateLine(7, Money.of("70"), Rate.percent("405.6")),
    LateLine(30, Money.of("350"), Rate.percent("473.1")),
    LateLine(90, Money.of("1050"), Rate.percent("473.1")),
)
EARLY = (
    EarlyLine(1, Money.of("9509"), Rate.percent("106.85"), Money.of("309"), worst=True),
    EarlyLine(6, Money.of("5362.10"), Rate.percent("29.70"), Money.of("156.10")),
    EarlyLine(11, Money.of("918"), Rate.percent("21.31"), Money.of("27")),
)
LEAVING = Leaving(
    few=EARLY,
    every=tuple(
        replace(EARLY[0], after=after, worst=after == 1)
        if after < 6
        else replace(EARLY[1], after=after)
        for after in range(1, 12)
    ),
    early_note=Text(
        "最不划算的是还完第 1 期就走：折合每年 106.85%。",
        "The dearest time to leave is after instalment 1: like 106.85 % a year.",
    ),
    early_how=Text(
        "剩余本金按合同写的利率计算。",
        "What is still owed is counted at the contract's own interest rate.",
    ),
    late=LATE,
    late_note=Text("一期 ¥900.00 晚还。", "One instalment of ¥900.00 is late."),
)
TRUE_COST = TrueCostPage(
    title=Text(
        "这笔借款，您要比合同说的多付", "On this loan you pay more than the contract says, by"
    ),
    lead=Text(
        "合同写“年利率 12%”。但放款时先扣了 300 元，您实际到手 9,700 元，却按 10,000 元还。",
        "It says “12 % a year”. But 300 is taken out first: you receive 9,700 and pay back "
        "as if it were 10,000.",
    ),
    about=Text("核对一份合同 · 2026年11月22日", "A contract checked · 22 November 2026"),
    hero=Money.of("429.57"),
    hidden=True,
    picture=PICTURE,
    rates=RATES,
    rate_method_note=Text(
        "每个数字都附有可复核的验算。", "Each figure comes with a check anyone can repeat."
    ),
    references=REFERENCES,
    fees=FEES,
    leaving=LEAVING,
    findings=FINDINGS,
    further=(Link(Text("和另一份报价比较", "Compare with another offer"), "#"),),
)

REASONS = (
    Reason(
        Text("近三个月的还款占收入的比例偏高", "Repayments take a large share of your income"),
        Text(
            "您每月要还 4,820 元，占收入的 61%；这款产品的上限是 50%。",
            "You repay 4,820 a month, 61 % of your income; this product's limit is 50 %.",
        ),
        Text(
            "借 12,000 元以内，或选择 24 期，就在上限之内。",
            "Up to 12,000, or 24 instalments, would stay within the limit.",
        ),
    ),
    Reason(
        Text("最近两次还款晚了", "The last two payments came late"),
        Text("9 月晚 6 天，10 月晚 12 天。", "6 days in September, 12 days in October."),
        Text(
            "连续三期按时还款后，这一项不再计入。",
            "After three payments on time this no longer counts.",
        ),
    ),
)
STEPS = (
    Step(Text("收到申请", "Application received"), AT - timedelta(minutes=3)),
    Step(
        Text("自动评估", "Automatic assessment"),
        AT - timedelta(minutes=2),
        Text("用时 38 毫秒", "took 38 ms"),
    ),
    Step(Text("审核员查看", "A person looks"), under_way=True),
    Step(Text("通知您结果", "You are told")),
)
DECLINED = DecisionPage(
    standing=Standing.DECLINED,
    title=Text("这一次没有批准 20,000 元", "The 20,000 was not approved this time"),
    lead=Text(
        "借得少一些，或分期长一些，结果可能不同。您也可以要求人工复核。",
        "A smaller or longer loan may come out differently. You may also ask for a person.",
    ),
    lender=HARBOUR,
    reference="A-7K2M9QX4T0WZ3B6C",
    amount=Money.of("20000"),
    decided_at=AT,
    decided_by=Text(
        "由规则表自动决定（普通消费，第 3 版）",
        "Decided automatically by the rule table (ordinary spending, version 3)",
    ),
    reasons=REASONS,
    used=(Text("收入和负债", "income and debts"), Text("还款记录", "repayment record")),
    not_used=(
        Text("性别、婚姻、年龄", "sex, marriage, age"),
        Text("您已撤回的通讯资料", "the contact data you withdrew"),
    ),
    ask_person=FormButton(Text("请一位审核员重新看", "Ask a person to look again"), "#"),
    steps=STEPS[:2],
    documents=(
        Link(Text("决定通知书（PDF）", "Notice of the decision (PDF)"), "#"),
        Link(Text("这项决定的证明", "Proof of this decision"), "#"),
    ),
)
PAUSED = DecisionPage(
    standing=Standing.PAUSED,
    title=Text("您的申请正在等您", "Your application waits for you"),
    lead=Text("没有被拒，也没有期限。", "It was not declined, and there is no deadline."),
    lender=HARBOUR,
    reference="A-7K2M9QX4T0WZ3B6C",
    amount=Money.of("20000"),
    paused=Paused(
        Text("查询个人征信", "Asking the credit bureau"),
        Text(
            "您关闭了下面这一项，审核需要它。要不要继续，由您决定。",
            "You switched off the use below, which the assessment needs. Going on is your choice.",
        ),
        FormButton(Text("同意这一项，继续申请", "Agree to it and go on"), "#"),
        FormButton(Text("不同意，结束申请", "Do not agree and end it"), "#"),
    ),
    steps=STEPS,
)
APPROVED = DecisionPage(
    standing=Standing.APPROVED,
    title=Text("可以借给您 8,000 元", "You can have 8,000"),
    lead=Text(
        "签约前，请先看清全部成本。不签也没有任何费用。",
        "Look at the whole cost before you sign. Not signing costs nothing.",
    ),
    lender=HARBOUR,
    reference="A-3C8N1VB5R2YJ7H4D",
    amount=Money.of("8000"),
    decided_at=AT,
    decided_by=Text("由一位审核员决定", "Decided by a person"),
    reasons=(
        Reason(
            Text("收入稳定", "Steady income"),
            Text("过去 12 个月没有中断。", "No gap in the last 12 months."),
        ),
    ),
    steps=STEPS[:2],
    next_step=Link(Text("看成本明示表", "See the cost statement"), "#"),
)

REFER = Tag(Text("转人工", "To a person"), Tone.INFO)
APPROVE = Tag(Text("批准", "Approved"), Tone.OK)
DECLINE = Tag(Text("未批准", "Declined"), Tone.QUIET)
PAUSE = Tag(Text("暂停", "Paused"), Tone.WARN)
STRONG, FAIR, WEAK = (
    Tag(Text("强", "Strong"), Tone.OK),
    Tag(Text("中", "Fair"), Tone.QUIET),
    Tag(Text("弱", "Weak"), Tone.WARN),
)
CLEAR, SUSPECT = Tag(Text("无", "Clear"), Tone.OK), Tag(Text("可疑", "Suspect"), Tone.DANGER)
CASES = tuple(
    CaseLine(
        "#",
        f"A-7K2M9QX4{number:02d}",
        AT - timedelta(minutes=7 * number),
        name,
        Text("安心贷", "Anxin loan"),
        Money.of(str(amount)),
        months,
        Rate.percent(rate),
        credit,
        fraud,
        outcome,
        took,
        attention,
    )
    for number, (name, amount, months, rate, credit, fraud, outcome, took, attention) in enumerate(
        (
            (
                "王*",
                20000,
                12,
                "17.90",
                WEAK,
                CLEAR,
                REFER,
                None,
                Text("还款占收入 61%", "Repayments 61 % of income"),
            ),
            (
                "李**",
                8000,
                6,
                "15.20",
                STRONG,
                SUSPECT,
                REFER,
                None,
                Text("同一设备一小时内 4 次申请", "4 applications from one device in an hour"),
            ),
            (
                "陈*",
                35000,
                24,
                "18.40",
                FAIR,
                CLEAR,
                PAUSE,
                None,
                Text("等借款人恢复征信授权", "Waits for the borrower's bureau consent"),
            ),
            ("赵**", 12000, 12, "16.80", STRONG, CLEAR, APPROVE, 38, None),
            ("周*", 5000, 3, "19.10", FAIR, CLEAR, APPROVE, 41, None),
            ("吴**", 60000, 36, "21.70", WEAK, CLEAR, DECLINE, 36, None),
            ("郑*", 15000, 12, "17.90", STRONG, CLEAR, APPROVE, 39, None),
        )
    )
)
DECISIONS = DecisionsPage(
    title=Text("3 件申请在等一个人", "3 cases wait for a person"),
    as_of=AT,
    rate_method=SIMPLE,
    rows=CASES,
    filters=(
        Choice(Text("等待中", "Waiting"), "#", True, 3),
        Choice(Text("已批准", "Approved"), "#", False, 1204),
        Choice(Text("未批准", "Declined"), "#", False, 388),
        Choice(Text("全部", "All"), "#", False, 1595),
    ),
    tallies=(
        Tally(
            Text("今日申请", "Applications today"),
            "1,595",
            Text("比上周日 +3.1%", "+3.1 % on last Sunday"),
        ),
        Tally(Text("自动批准", "Approved"), "75.5 %"),
        Tally(Text("决定用时（p99）", "Decision time (p99)"), "64 ms"),
        Tally(Text("等待最久", "Longest wait"), "21 min"),
    ),
    pages=Pages(1595, "", "#"),
)
CASE = CasePage(
    reference="A-7K2M9QX4T0WZ3B6C",
    title=Text(
        "规则表把这件转给您：还款占收入 61%",
        "The rule table refers this to you: repayments take 61 % of income",
    ),
    outcome=REFER,
    received_at=AT - timedelta(minutes=12),
    product=Text("安心贷", "Anxin loan"),
    amount=Money.of("20000"),
    months=12,
    machine_outcome=REFER,
    machine_rule=Text("信用“弱”× 欺诈“无” → 转人工", "credit weak × fraud clear → to a person"),
    machine_at=AT - timedelta(minutes=12),
    machine_took_ms=38,
    scores=(
        Score(
            Text("信用", "Credit"),
            Text("542 分", "542 points"),
            WEAK,
            Text("评分卡 v1", "scorecard v1"),
            0.34,
            Text("以 UCI 信用卡违约数据训练", "trained on the UCI credit-default set"),
        ),
        Score(
            Text("欺诈", "Fraud"),
            Text("5 条规则，0 条触发", "5 rules, none fired"),
            CLEAR,
            Text("规则 v1", "rules v1"),
        ),
        Score(
            Text("名单", "Names"),
            Text("无匹配", "no match"),
            CLEAR,
            Text("OFAC、联合国，2026-11-20", "OFAC and UN, 2026-11-20"),
        ),
    ),
    reasons=REASONS,
    fields=(
        MaskedField(Text("姓名", "Name"), "王*", Text("身份核验", "identity check")),
        MaskedField(
            Text("身份证号", "Resident ID"),
            "110************02X",
            Text("身份核验", "identity check"),
        ),
        MaskedField(Text("手机", "Mobile"), "138****5678", Text("身份核验", "identity check")),
        MaskedField(
            Text("月收入", "Monthly income"), "¥7,900", Text("授信审批", "credit decision")
        ),
        MaskedField(
            Text("银行流水", "Bank statement"),
            "",
            Text("一次性获取", "one pull"),
            Text("申请人未同意", "the applicant did not agree"),
        ),
    ),
    consents=(
        (Text("查询个人征信", "Asking the bureau"), Tag(Text("已同意", "Agreed"), Tone.OK)),
        (Text("银行流水", "Bank statement"), Tag(Text("未同意", "Not agreed"))),
    ),
    rates=(
        (Text("按单利", "simple"), Rate.percent("17.90")),
        (Text("按复利", "compound"), Rate.percent("19.45")),
    ),
    contract_findings=(Link(Text("安心贷 v3：没有发现", "Anxin loan v3: no finding"), "#"),),
    review=ReviewForm(
        "#",
        4,
        (("approve", Text("批准", "Approve")), ("decline", Text("不批准", "Decline"))),
        (("dti", Text("还款占收入的比例偏高", "Repayments take a large share of income")),),
        Text(
            "与规则表结果不同的决定，须另一位审核员同意后生效。",
            "A decision that departs from the table takes effect when a second officer agrees.",
        ),
    ),
    steps=STEPS[:3],
    proof=Link(Text("这项决定的证明", "Proof of this decision"), "#"),
)

OFFERS = (
    Offer(
        "1",
        HARBOUR,
        Text("安心贷", "Anxin loan"),
        Money.of("50000"),
        (6, 12, 24),
        Rate.percent("14.60"),
        SIMPLE,
    ),
    Offer(
        "2",
        Text("长河银行", "Changhe Bank"),
        Text("日常贷", "Everyday loan"),
        Money.of("200000"),
        (12, 24, 36),
        Rate.percent("7.20"),
        SIMPLE,
    ),
)
STATEMENT = CostStatementPage(
    action="#",
    lender=HARBOUR,
    principal=Money.of("20000"),
    picture=HONEST,
    rate=Rate.percent("14.05"),
    rate_method=SIMPLE,
    instalment=Money.of("1794.71"),
    instalments=12,
    fees=(
        FeeLine(
            Text("利息", "Interest"), HARBOUR, Money.of("1296.48"), Text("每期", "each instalment")
        ),
        FeeLine(
            Text("担保费", "Guarantee fee"),
            Text("恒信担保", "Hengxin Guarantee"),
            Money.of("240"),
            Text("每期 20 元", "20 each instalment"),
        ),
    ),
    contingent=(
        FeeLine(
            Text("罚息", "Late interest"),
            HARBOUR,
            Money.of("0.90"),
            Text("晚还时，每天", "when late, each day"),
        ),
    ),
    late=(
        LateLine(7, Money.of("6.30"), Rate.percent("18.3")),
        LateLine(30, Money.of("27"), Rate.percent("18.3")),
    ),
    statement=Text(
        "除上面各项外，不再收取任何费用。", "Nothing else than the above will be charged."
    ),
    seconds=20,
    seconds_left=12,
)
QUESTIONS = (
    ConsentQuestion(
        "bureau.query",
        Text("查询个人征信", "Asking the credit bureau"),
        Text("评估这一次借款申请", "judging this one application"),
        (HARBOUR,),
        (
            Text("姓名", "name"),
            Text("身份证号", "identity number"),
            Text("征信报告", "credit report"),
        ),
        Text("2027年2月20日，只查 1 次", "20 February 2027, once only"),
        Tag(Text("需要您的书面同意", "Needs your written consent"), Tone.INFO),
        Text(
            "这款产品无法评估，申请到此为止，不留记录。",
            "this product cannot be judged; the application ends here, without a record.",
        ),
        "bureau.query@1",
        needed=True,
    ),
    ConsentQuestion(
        "marketing.own",
        Text("本机构营销", "Marketing by this lender"),
        Text("告诉您新的产品", "telling you of new products"),
        (HARBOUR,),
        (Text("手机号", "mobile number"),),
        Text("2027年11月22日", "22 November 2027"),
        Tag(Text("可随时关闭", "Yours to switch off"), Tone.INFO),
        Text("申请照常进行。", "the application goes on as before."),
        "marketing.own@1",
    ),
)
STOPPED = StoppedPage(
    stopped=(
        Text("合作方营销", "Partner marketing"),
        Text("改进评分模型", "Improving the scoring models"),
    ),
    effective_at=AT,
    took_ms=4,
    told=(
        Told(
            Text("远帆科技", "Yuanfan Technology"),
            Tag(Text("已确认删除", "Confirmed erased"), Tone.OK),
        ),
        Told(
            Text("悦读课堂", "Yuedu Classroom"),
            Tag(Text("等待答复", "To answer"), Tone.WARN),
            AT + timedelta(hours=23),
        ),
    ),
    goes_on=(
        Continuing(
            Text("还款与账户服务", "Repayment and servicing"),
            Text("履行您已签的借款合同需要。", "Needed for the loan you signed."),
        ),
        Continuing(
            Text("反洗钱", "Anti-money-laundering"),
            Text("法律要求，不靠同意。", "The law asks for it; no consent is involved."),
        ),
    ),
    told_href="#",
    held=(HeldLine(Text("征信报告", "credit report")),),
    paused=(Link(Text("海港消费金融 · 20,000 元", "Harbour Consumer Finance · 20,000"), "#"),),
    undo=FormButton(Text("恢复刚才的授权", "Give them back"), "#"),
    receipt=Link(Text("下载回执", "Download the receipt"), "#"),
)
STOP = Text("要求停止使用并删除", "told to stop and to delete")
TOLD = ToldPage(
    HARBOUR,
    lines=(
        ToldLine(
            Text("远帆科技", "Yuanfan Technology"),
            Text("合作方营销", "Partner marketing"),
            STOP,
            AT,
            Tag(Text("已删除，一部分依规保存", "Deleted; a rule keeps some"), Tone.INFO),
            (
                Step(Text("通知", "Told"), AT),
                Step(Text("确认停用", "Stopped using it"), AT + timedelta(minutes=1)),
                Step(
                    Text("删除", "Deleted"),
                    AT + timedelta(hours=2),
                    Text("已抹除", "erased"),
                ),
            ),
            (
                KeptLine(
                    Text("手机号", "mobile number"),
                    "《网络数据安全管理条例》第十二条",
                    date(2029, 11, 22),
                ),
            ),
            Link(Text("证明（可验证）", "Proof, to verify"), "#"),
        ),
        ToldLine(
            Text("悦读课堂", "Yuedu Classroom"),
            Text("合作方营销", "Partner marketing"),
            STOP,
            AT,
            Tag(Text("逾期未答复", "Late with its answer"), Tone.DANGER),
            (
                Step(Text("通知", "Told"), AT),
                Step(
                    Text("确认停用", "Stopped using it"),
                    detail=Text("期限 2026年11月23日", "by 23 November 2026"),
                    under_way=True,
                ),
                Step(Text("删除", "Deleted")),
            ),
            alarm_since=AT + timedelta(hours=24),
        ),
    ),
    earlier=(
        ToldLine(
            Text("远帆科技", "Yuanfan Technology"),
            Text("合作方营销", "Partner marketing"),
            Text("告知可以使用", "told that it may use the data"),
            AT - timedelta(days=30),
            Tag(Text("已确认收到", "Has acknowledged"), Tone.OK),
        ),
    ),
    held=(
        HeldLine(
            Text("手机号、邮箱、住址", "phone, e-mail, address"),
            Text("还款服务", "Repayment"),
            Text("5 年（还款服务）", "5 years (Repayment)"),
        ),
        HeldLine(Text("征信报告", "credit report")),
    ),
)
QR = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 5 5'%3E"
    "%3Cpath d='M0 0h2v2H0zM3 0h2v2H3zM0 3h2v2H0zM3 3h1v1H3zM4 4h1v1H4z'/%3E%3C/svg%3E"
)
DEMO_PEOPLE = (
    DemoPerson(
        "wang",
        Text("王女士", "Ms Wang"),
        Text("借款人", "Borrower"),
        Text("有一件申请在等她", "One application waits for her"),
    ),
    DemoPerson(
        "chen",
        Text("陈审核", "Officer Chen"),
        Text("审核员 · 海港消费金融", "Officer · Harbour"),
        Text("三件待审，一份合同有六处发现", "Three cases wait; a contract has six findings"),
    ),
    DemoPerson(
        "jian",
        Text("检查员", "Examiner"),
        Text("省级监管局", "Provincial supervisor"),
        Text("看板随真实流量变动", "The board moves with live traffic"),
    ),
)
HASH = "3c6338a8074545f31ea0868f81b91e958938a77b09845a57ad7c997165438eee"
_QUERY = Text("查询征信报告", "Credit report query")
_PARTNERS = Text("合作方营销", "Partner marketing")
_SAID_AT = datetime(2026, 11, 21, 7, 4, 31, tzinfo=UTC)
RECEIPTS = (
    ReceiptLine(
        2,
        _SAID_AT,
        (
            ReceiptChange(_PARTNERS, Text("您收回了同意", "You took it back"), _SAID_AT),
            ReceiptChange(_QUERY, Text("您收回了同意", "You took it back"), _SAID_AT),
        ),
        "#",
    ),
    ReceiptLine(
        1, _SAID_AT, (ReceiptChange(_QUERY, Text("您同意了", "You agreed"), _SAID_AT),), "#"
    ),
)

SEEN_BY: dict[str, tuple[Visitor | None, object]] = {
    "front": (None, FrontPage(demo=True, example=PICTURE)),
    "sign-in": (None, SignInPage("#", "/my-data", (), "#", DEMO_PEOPLE)),
    "sign-in-wrong": (
        None,
        SignInPage(
            "#",
            problems=(
                Problem("", Text("账号或密码不对。", "The account or the password does not fit.")),
            ),
        ),
    ),
    "sign-in-code": (None, CodePage("#", CodeSource.MESSAGE, "138****5678", "#")),
    "enrol": (None, EnrolPage("#", "JBSW Y3DP EHPK 3PXP", QR, "#")),
    "account": (
        BORROWER,
        AccountPage(
            account_words.TITLE,
            "138****5678",
            (
                AccountPart(
                    account_words.PASSWORD,
                    account_words.PASSWORD_LEAD,
                    Link(account_words.CHANGE_PASSWORD, "#"),
                ),
                AccountPart(
                    account_words.EVERYWHERE,
                    account_words.EVERYWHERE_LEAD,
                    FormButton(account_words.SIGN_OUT_EVERYWHERE, "#"),
                ),
            ),
        ),
    ),
    "password": (
        BORROWER,
        PasswordPage(
            account_words.CHANGE_PASSWORD,
            account_words.PASSWORD_LEAD,
            "#",
            account_words.NEW,
            account_words.CHANGE_PASSWORD,
            account_words.OLD,
            Link(account_words.BACK, "#"),
            (Problem("old", account_words.OLD_REFUSED),),
        ),
    ),
    "register": (
        None,
        RegisterPage(
            "#",
            (("name", "王晓"),),
            (
                Problem(
                    "id_number", Text("身份证号应为 18 位。", "The identity number has 18 places.")
                ),
            ),
        ),
    ),
    "my-data": (
        BORROWER,
        MyDataPage(
            HARBOUR,
            PURPOSES,
            (
                Choice(HARBOUR, "#", True, 4),
                Choice(Text("长河银行", "Changhe Bank"), "#", False, 2),
            ),
            END_ALL,
            READS,
            12,
            "#",
            RIGHTS,
            Notice(
                Tone.OK,
                Text("“合作方营销”已停止。", "“Partner marketing” has stopped."),
                Text(
                    "15:04:31 生效，用时 4 毫秒；已通知 2 家合作方。",
                    "In effect at 15:04:31, after 4 ms; 2 partners were told.",
                ),
                (Link(Text("下载回执", "Download the receipt"), "#"),),
            ),
            receipts=RECEIPTS,
            receipts_href="#",
            told=TOLD.lines,
            told_href="#",
        ),
    ),
    "my-data-empty": (BORROWER, MyDataPage(HARBOUR, ())),
    "my-data-partial": (
        BORROWER,
        MyDataPage(
            HARBOUR,
            PURPOSES[:2],
            partial=Text(
                "“谁看过我的数据”暂时读不到，请稍后刷新。其余内容是最新的。",
                "“Who looked at my data” cannot be read now; reload later. The rest is current.",
            ),
        ),
    ),
    "stopped": (BORROWER, STOPPED),
    "told": (BORROWER, TOLD),
    "told-empty": (BORROWER, ToldPage(HARBOUR)),
    "reads": (BORROWER, ReadsPage(READS, "", "#")),
    "receipts": (
        BORROWER,
        ReceiptsPage(
            HARBOUR,
            RECEIPTS,
            (Choice(HARBOUR, "#", True), Choice(Text("长河银行", "Changhe Bank"), "#")),
            "#",
            "#",
            Pages(later="#"),
        ),
    ),
    "receipts-empty": (BORROWER, ReceiptsPage(HARBOUR, ())),
    "receipt": (
        BORROWER,
        ReceiptPage(
            HARBOUR,
            2,
            RECEIPTS[0].at,
            RECEIPTS[0].changes,
            HASH,
            HASH[::-1],
            segno.make(f"https://candor.example/verify-receipt?sha256={HASH}").svg_data_uri(),
            "https://candor.example/verify-receipt",
            "#",
            True,
            (Text("身份核验", "Identity check"), Text("还款服务", "Repayment")),
        ),
    ),
    "verify-receipt": (None, VerifyPage("#", HASH)),
    "verify-receipt-answer": (
        None,
        VerifyPage(
            "#",
            answer=Notice(
                Tone.OK, Text("这份回执没有被改动", "Nothing in this receipt was altered")
            ),
            checked=(Checked(HARBOUR, 2, RECEIPTS[0].at, RECEIPTS[0].changes, HASH, True),),
        ),
    ),
    "true-cost-start": (
        BORROWER,
        TrueCostStartPage("#", (Link(Text("安心贷 · 海港消费金融", "Anxin loan · Harbour"), "#"),)),
    ),
    "true-cost": (BORROWER, TRUE_COST),
    "true-cost-partial": (
        BORROWER,
        TrueCostPage(
            Text(
                "合同没有写清，这笔借款要还多少", "The contract does not say how much you pay back"
            ),
            Text("我们只列出读到的内容，不替它猜。", "We list what we read and guess nothing."),
            Text("核对一份合同", "A contract checked"),
            findings=FINDINGS[1:2],
            missing=(
                Text("每期还款金额", "the amount of each instalment"),
                Text("还款日期", "the days of payment"),
            ),
        ),
    ),
    "apply": (
        BORROWER,
        ApplyPage(
            "#",
            OFFERS,
            (("home", Text("家用", "household")), ("study", Text("学费", "study fees"))),
        ),
    ),
    "cost-statement": (BORROWER, STATEMENT),
    "consents": (
        BORROWER,
        ConsentsPage(
            "#",
            HARBOUR,
            QUESTIONS,
            (
                Problem(
                    "consent.bureau.query", Text("请选择同意或不同意。", "Please choose yes or no.")
                ),
            ),
        ),
    ),
    "submit": (
        BORROWER,
        SubmitPage(
            "#",
            "k",
            (
                (Text("向谁", "From"), HARBOUR),
                (Text("金额", "Amount"), Text("20,000 元", "¥20,000.00")),
            ),
            (Text("查询个人征信", "Asking the credit bureau"),),
            (Text("本机构营销", "Marketing by this lender"),),
            (("no", Text("不是在校学生", "No")), ("yes", Text("是在校学生", "Yes, I study"))),
        ),
    ),
    "decision-declined": (BORROWER, DECLINED),
    "decision-paused": (BORROWER, PAUSED),
    "decision-approved": (BORROWER, APPROVED),
    "my-decisions": (
        BORROWER,
        MyDecisionsPage(
            (
                DecisionLine(
                    "#",
                    HARBOUR,
                    Money.of("20000"),
                    AT,
                    Tag(Text("暂停，等您", "Paused, waits for you"), Tone.WARN),
                ),
                DecisionLine(
                    "#",
                    Text("长河银行", "Changhe Bank"),
                    Money.of("8000"),
                    AT - timedelta(days=40),
                    Tag(Text("已批准", "Approved"), Tone.OK),
                ),
            )
        ),
    ),
    "my-decisions-empty": (BORROWER, MyDecisionsPage(())),
    "help": (
        BORROWER,
        HelpPage(
            (
                HelpPlace(
                    HARBOUR,
                    Text("海港路 1 号，一楼大厅", "1 Harbour Road, ground floor"),
                    Text("周一至周五 9:00–17:00", "Monday to Friday, 9:00 to 17:00"),
                    "01000000000",
                ),
            ),
            "A-7K2M9QX4T0WZ3B6C",
        ),
    ),
    "decisions": (OFFICER, DECISIONS),
    "decisions-empty": (
        OFFICER,
        DecisionsPage(Text("没有申请在等", "No case waits"), AT, SIMPLE, ()),
    ),
    "case": (OFFICER, CASE),
    "contracts": (
        OFFICER,
        ContractsPage(
            "#",
            (("consumer_finance", Text("消费金融公司", "consumer-finance company")),),
            (("cn", Text("中国", "China")),),
            (
                ContractLine(
                    "#",
                    "教育分期借款合同",
                    "v3",
                    date(2026, 11, 21),
                    ((Severity.CRITICAL, 2), (Severity.MEDIUM, 1)),
                    Tag(Text("待修改", "To be changed"), Tone.WARN),
                ),
                ContractLine(
                    "#",
                    "安心贷借款合同",
                    "v7",
                    date(2026, 11, 20),
                    (),
                    Tag(Text("没有发现", "No finding"), Tone.OK),
                ),
            ),
        ),
    ),
    "contract-check": (
        OFFICER,
        ContractCheckPage(
            Text(
                "5 处发现；写明的年利率低了 8.31 个百分点",
                "5 findings; the stated rate is 8.31 points low",
            ),
            "教育分期借款合同 v3",
            date(2026, 8, 1),
            (DOCUMENT,),
            FINDINGS,
            14,
            (Text("贷款机构类型", "the kind of lender"),),
            RATES,
            (
                Disclosure(
                    Text("年化综合融资成本", "all-in yearly cost"),
                    Tag(Text("与文本矛盾", "contradicted"), Tone.DANGER),
                ),
                Disclosure(
                    Text("收费对象", "payee of each fee"),
                    Tag(Text("未提及", "not mentioned"), Tone.WARN),
                ),
                Disclosure(
                    Text("提前还款", "leaving early"), Tag(Text("已说明", "present"), Tone.OK)
                ),
            ),
            (
                Choice(Text("安心贷借款合同 v7", "Anxin loan v7"), "#"),
                Choice(Text("教育分期借款合同 v3", "Education loan v3"), "#", True),
            ),
            (Link(Text("下载报告（PDF）", "Report (PDF)"), "#"),),
            leaving=LEAVING,
        ),
    ),
    "waiting": (
        OFFICER,
        WaitingPage(
            Text("正在检查合同", "The contract is being checked"),
            Text(
                "已读完 3 页中的 2 页，接着核对数字。",
                "2 of 3 pages are read; the figures come next.",
            ),
            "#",
            2,
            3,
            STEPS[:3],
            60,
        ),
    ),
    "board": (
        SUPERVISOR,
        BoardPage(
            Text("市场概览", "Market overview"),
            Text(
                "辖区 14 家机构 · 少于 10 人的格子不显示",
                "14 lenders · cells below 10 people are not shown",
            ),
            (
                Choice(Text("市场概览", "Market overview"), "#", True),
                Choice(Text("授权健康", "Consent"), "#"),
            ),
            as_of=AT,
        ),
    ),
    "board-parts": (
        SUPERVISOR,
        BoardPage(
            Text("市场概览", "Market overview"),
            Text("辖区 14 家机构", "14 lenders"),
            (),
            BoardParts(
                Markup(""), Markup('<h1>board</h1><div class="card">chart</div>'), Markup("")
            ),
        ),
    ),
    "messages": (
        None,
        OutboxPage(
            (
                OutboxMessage(
                    "138****5678",
                    Text("短信", "Text message"),
                    AT,
                    Text("登录验证码", "Code to sign in"),
                    Text(
                        "验证码 493 028，五分钟内有效，只能用一次。",
                        "Code 493 028, good for five minutes, once.",
                    ),
                ),
                OutboxMessage(
                    "w***@example.org",
                    Text("电子邮件", "E-mail"),
                    AT,
                    Text("决定通知", "Notice of a decision"),
                    Text(
                        "您的申请有了结果，请登录查看理由。",
                        "Your application has an outcome; sign in to see the reasons.",
                    ),
                ),
            )
        ),
    ),
    "messages-empty": (None, OutboxPage(())),
    **{
        f"problem-{status.value}": (
            None,
            ProblemPage(
                status.value, words, reference="E-7K2M9QX4T0WZ3B6C" if status >= 500 else ""
            ),
        )
        for status, words in EXPLANATIONS.items()
    },
}
