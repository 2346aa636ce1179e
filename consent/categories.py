"""The kinds of personal data Candor keeps; a table of personal data holds exactly one of them."""

from __future__ import annotations

from consent.model import Category
from core.text import Text

CATEGORIES: tuple[Category, ...] = (
    Category("identity", Text("姓名、证件号码", "name and identity number"), sensitive=True),
    Category("contact", Text("手机号、邮箱、住址", "phone, e-mail, address"), sensitive=False),
    Category("finances", Text("收入、负债、还款情况", "income, debts, repayments"), sensitive=True),
    Category("device", Text("设备、登录地址", "device and network address"), sensitive=False),
    Category("note", Text("您写的备注", "the note you wrote"), sensitive=False),
    Category("contract", Text("贷款合同", "loan contract"), sensitive=False),
    Category("credit_report", Text("征信报告", "credit report"), sensitive=True),
    Category("bank_transactions", Text("银行流水", "bank transactions"), sensitive=True),
)
