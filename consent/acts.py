"""What is done with data, and for which purposes; a transaction binds one of these."""

from __future__ import annotations

from consent.model import Act
from core.text import Text

ACTS: tuple[Act, ...] = (
    Act(
        "self.manage",
        Text("本人查看和管理自己的信息", "A person looks after their own data"),
        (),
    ),
    Act(
        "application.submit",
        Text("提交贷款申请", "An application is handed in"),
        (
            "application.identity",
            "application.credit_decision",
            "bureau.query",
            "fraud.prevention",
        ),
    ),
    Act(
        "application.decide",
        Text("审批贷款申请", "An application is decided"),
        (
            "application.identity",
            "application.credit_decision",
            "bureau.query",
            "fraud.prevention",
            "compliance.aml",
        ),
    ),
    Act(
        "application.read_bank_data",
        Text("读取银行流水", "Bank transactions are read"),
        ("bank_data.pull_once",),
    ),
    Act(
        "application.review",
        Text("人工复核贷款申请", "A person reviews an application"),
        (
            "application.identity",
            "application.credit_decision",
            "bureau.query",
            "fraud.prevention",
        ),
    ),
    Act(
        "notice.send",
        Text("发送决定通知", "A decision is made known"),
        ("application.credit_decision",),
    ),
    Act(
        "refund.tell",
        Text("告知应退的钱", "A borrower is told what is owed back"),
        ("servicing.repayment",),
    ),
    Act(
        "rights.answer",
        Text("答复本人关于自己信息的请求", "A request about one's own data is answered"),
        ("application.identity", "application.credit_decision", "fraud.prevention"),
    ),
    # Whoever is looked at for money laundering is not told (consent.confidential).
    Act(
        "compliance.investigate",
        Text("反洗钱调查", "A suspicion of money laundering is looked into"),
        ("compliance.aml",),
        confidential=True,
    ),
    Act("marketing.send", Text("发送营销信息", "Marketing is sent"), ("marketing.own",)),
    Act("model.train", Text("训练评分模型", "A model is trained"), ("model.train",)),
)
