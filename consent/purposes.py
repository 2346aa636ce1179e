"""The purposes of consumer lending: why data is used, by what right, and what ends with a no.

The codes, flags and foreign terms follow the seed in tests/data/lending_purposes.seed.json. Where
the seed leaves a choice of basis ("contract_or_legal_duty"), one is chosen here, the stricter for
the lender wherever the law leaves room:

- application.identity, fraud.prevention: legal duty (anti-money-laundering law, 28 to 30);
- bureau.report: legal duty, with written consent asked before (Credit Reference Regulation 29);
- fraud.shared_list, research.statistics: consent.
"""

from __future__ import annotations

from typing import Final

from consent.model import Basis, Frequency, Group, Purpose
from core.text import Text

_LENDER: Final = Text("贷款机构本身", "the lender itself")
_YEAR: Final = 365

PURPOSES: tuple[Purpose, ...] = (
    Purpose(
        code="application.identity",
        name=Text("身份核验", "Identity check"),
        plain=Text("确认申请人是您本人，防止别人冒用您的名字贷款。",
                   "We make sure that it is you who applies, so nobody borrows in your name."),
        consequence=Text("法律要求贷款前核实身份，这一项不能关闭。",
                         "The law asks for it before a loan is made, so it cannot be turned off."),
        basis=Basis.LEGAL_DUTY, categories=("identity", "contact"), recipient=_LENDER,
        data_life_days=10 * _YEAR, separate_consent=True, written_consent=False,
        refusal_may_stop_service=True, revocable=False,
        law=("cn-aml-28", "cn-aml-29", "cn-aml-34", "cn-pipl-13"),
        dpv="dpv:IdentityVerification", fides="essential.service.authentication",
    ),
    Purpose(
        code="application.credit_decision",
        name=Text("贷款审批", "Credit decision"),
        plain=Text("用您填写的信息判断能不能贷、贷多少合适。对机器的决定，您可以要求说明并请人复核。",
                   "What you filled in is used to decide whether and how much to lend. You may ask"
                   " for the reasons and for a person to look again."),
        consequence=Text("没有这些信息就无法审批；不想继续时，您可以撤销申请。",
                         "Nothing can be decided without it; you can cancel the application."),
        basis=Basis.CONTRACT, categories=("identity", "contact", "finances", "note", "contract"),
        recipient=_LENDER, data_life_days=5 * _YEAR, separate_consent=False, written_consent=False,
        refusal_may_stop_service=True, revocable=False,
        law=("cn-pipl-13", "cn-pipl-24", "cn-pipl-48"),
        dpv="fin:CreditScoreEvaluation", fides="essential.service", aa_code="103",
    ),
    Purpose(
        code="bureau.query",
        name=Text("查询征信报告", "Credit report query"),
        plain=Text("经您书面同意，为这一次申请查询您的征信报告。查询会留下记录。",
                   "With your written consent your credit report is read for this one application."
                   " The query leaves a record."),
        consequence=Text("撤回后，等待中的申请会暂停，不会因此被拒绝。",
                         "If you take it back, a waiting application pauses; it is not declined."),
        basis=Basis.CONSENT, categories=("credit_report",),
        recipient=Text("征信机构和贷款机构", "the credit bureau and the lender"),
        data_life_days=5 * _YEAR, separate_consent=True, written_consent=True,
        refusal_may_stop_service=True, revocable=True,
        law=("cn-credit-reference-18", "cn-credit-reference-20", "cn-pipl-29"),
        dpv="fin:CreditHistoryEvaluation", fides="third_party_sharing", use_limit=1,
    ),
    Purpose(
        code="bureau.report",
        name=Text("报送征信系统", "Report to the credit bureau"),
        plain=Text("把贷款和还款情况报送征信系统。不良信息报送前，会先告诉您。",
                   "The loan and its repayment are reported. You are told before anything adverse"
                   " is."),
        consequence=Text("这是贷款机构的法定义务，签约前会请您书面确认，之后不能关闭。",
                         "It is the lender's legal duty; you confirm it in writing before signing,"
                         " and it cannot be turned off afterwards."),
        basis=Basis.LEGAL_DUTY, categories=("identity", "finances", "contract"),
        recipient=Text("征信机构", "the credit bureau"),
        data_life_days=5 * _YEAR, separate_consent=True, written_consent=True,
        refusal_may_stop_service=True, revocable=False,
        law=("cn-credit-reference-15", "cn-credit-reference-29"),
        dpv="fin:MaintainCreditCheckingDatabase", fides="third_party_sharing",
    ),
    Purpose(
        code="bank_data.pull_once",
        name=Text("读取一次银行流水", "One look at bank statements"),
        plain=Text("读取一次您的银行流水，帮助您证明收入。",
                   "Your bank statements are read once, to help show your income."),
        consequence=Text("关闭后不再读取；您可以改用其他方式证明收入，不影响申请。",
                         "Turned off, they are not read; you can show your income another way, and"
                         " your application goes on."),
        basis=Basis.CONSENT, categories=("bank_transactions",),
        recipient=Text("您的开户银行和贷款机构", "your bank and the lender"),
        data_life_days=90, separate_consent=True, written_consent=False,
        refusal_may_stop_service=False, revocable=True,
        law=("cn-pipl-14", "cn-pipl-15", "cn-pipl-16", "cn-pipl-29"),
        dpv="fin:CreditHistoryEvaluation", fides="essential.service", aa_code="103", use_limit=1,
        look_back_days=_YEAR,
    ),
    Purpose(
        code="bank_data.monitor",
        name=Text("贷后关注账户", "Watching the account after the loan"),
        plain=Text("贷款期间关注您的账户变化，以便在您还款吃力时尽早联系您。",
                   "Your account is watched while the loan runs, to reach you early if repaying"
                   " becomes hard."),
        consequence=Text("关闭后立即停止关注，贷款条件不变。",
                         "Turned off, it stops at once; the terms of the loan stay the same."),
        basis=Basis.CONSENT, categories=("bank_transactions",),
        recipient=Text("您的开户银行和贷款机构", "your bank and the lender"),
        data_life_days=_YEAR, separate_consent=True, written_consent=False,
        refusal_may_stop_service=False, revocable=True,
        law=("cn-pipl-14", "cn-pipl-15", "cn-pipl-16", "cn-pipl-29"),
        dpv="fin:InstabilityRiskAssessment", fides="essential.service.operations", aa_code="104",
        frequency=Frequency(1, 30), look_back_days=_YEAR,
    ),
    Purpose(
        code="fraud.prevention",
        name=Text("防范欺诈", "Fraud prevention"),
        plain=Text("比对设备、电话和申请次数，防止有人冒名或操纵您贷款。",
                   "Devices, phones and how often someone applies are compared, so that nobody"
                   " borrows in your name or pushes you into a loan."),
        consequence=Text("保护所有借款人，也包括您，因此不能关闭。",
                         "It protects every borrower, you among them, so it cannot be turned off."),
        basis=Basis.LEGAL_DUTY, categories=("identity", "contact", "device", "finances"),
        recipient=_LENDER, data_life_days=5 * _YEAR, separate_consent=False, written_consent=False,
        refusal_may_stop_service=True, revocable=False,
        law=("cn-pipl-13", "cn-aml-30"),
        dpv="fin:FraudManagement", fides="essential.fraud_detection",
    ),
    Purpose(
        code="fraud.shared_list",
        name=Text("联合反欺诈名单比对", "Match against a shared fraud list"),
        plain=Text("用加密方式与其他机构的欺诈名单比对，任何一方都看不到对方的名单。",
                   "Matched with other lenders' fraud lists in encrypted form; neither side sees"
                   " the other's list."),
        consequence=Text("关闭后不再参与比对，不影响申请。",
                         "Turned off, you are no longer matched; your application goes on."),
        basis=Basis.CONSENT, categories=("identity", "contact"),
        recipient=Text("参与联合反欺诈的机构（仅密文）", "participating lenders, encrypted only"),
        data_life_days=_YEAR, separate_consent=True, written_consent=False,
        refusal_may_stop_service=False, revocable=True,
        law=("cn-pipl-14", "cn-pipl-15", "cn-pipl-23"),
        dpv="dpv:MaintainFraudDatabase", fides="third_party_sharing",
    ),
    Purpose(
        code="servicing.repayment",
        name=Text("还款服务", "Repayment service"),
        plain=Text("用于扣款、还款提醒和账单。",
                   "For collecting instalments, reminders and bills."),
        consequence=Text("贷款还清前需要，还清后自动停止。",
                         "Needed until the loan is repaid; it then ends by itself."),
        basis=Basis.CONTRACT, categories=("identity", "contact", "finances", "contract"),
        recipient=_LENDER, data_life_days=5 * _YEAR, separate_consent=False, written_consent=False,
        refusal_may_stop_service=True, revocable=False, law=("cn-pipl-13",),
        dpv="fin:PaymentProcessing", fides="essential.service.payment_processing",
    ),
    Purpose(
        code="collection.contact",
        name=Text("逾期联系", "Contact when a payment is late"),
        plain=Text("逾期时与您本人联系，不会联系您的亲友或通讯录。",
                   "If a payment is late we contact you, never your family, friends or contacts."),
        consequence=Text("合同的一部分；没有逾期就不会使用。",
                         "Part of the contract; not used while payments are on time."),
        basis=Basis.CONTRACT, categories=("identity", "contact", "contract"), recipient=_LENDER,
        data_life_days=5 * _YEAR, separate_consent=False, written_consent=False,
        refusal_may_stop_service=True, revocable=False, law=("cn-pipl-13", "cn-pipl-6"),
        dpv="fin:DebtManagement", fides="essential.service.operations",
    ),
    Purpose(
        code="collection.outsourced",
        name=Text("委托催收", "Collection by an agency"),
        plain=Text("委托签了约、受监督的机构联系您，用完即删。",
                   "An agency under contract and supervision contacts you, and deletes the data"
                   " afterwards."),
        consequence=Text("合同的一部分；没有逾期就不会使用。",
                         "Part of the contract; not used while payments are on time."),
        basis=Basis.CONTRACT, categories=("identity", "contact", "contract"),
        recipient=Text("受托催收机构", "the agency entrusted"),
        data_life_days=_YEAR, separate_consent=False, written_consent=False,
        refusal_may_stop_service=True, revocable=False, law=("cn-pipl-13", "cn-pipl-21"),
        dpv="fin:DebtManagement", fides="third_party_sharing",
    ),
    Purpose(
        code="compliance.aml",
        name=Text("反洗钱核查", "Anti-money-laundering check"),
        plain=Text("与制裁和反洗钱名单核对，法律要求每家机构都做。",
                   "Names are compared with sanctions lists; the law asks it of every lender."),
        consequence=Text("法定义务，不能关闭；资料依法保存十年。",
                         "A legal duty that cannot be turned off; records are kept ten years by"
                         " law."),
        basis=Basis.LEGAL_DUTY, categories=("identity", "contact"), recipient=_LENDER,
        data_life_days=10 * _YEAR, separate_consent=False, written_consent=False,
        refusal_may_stop_service=True, revocable=False,
        law=("cn-aml-28", "cn-aml-34", "cn-aml-40"),
        dpv="fin:AntiMoneyLaunderingCompliance", fides="essential.legal_obligation",
    ),
    Purpose(
        code="regulator.report",
        name=Text("监管报送", "Report to the regulator"),
        plain=Text("向监管部门报送汇总数字，看不到任何个人。",
                   "Totals are reported to the regulator; no person can be seen in them."),
        consequence=Text("法定义务，不能关闭。", "A legal duty that cannot be turned off."),
        basis=Basis.LEGAL_DUTY, categories=("finances", "contract"),
        recipient=Text("金融监管部门", "the financial regulator"),
        data_life_days=5 * _YEAR, separate_consent=False, written_consent=False,
        refusal_may_stop_service=True, revocable=False, law=("cn-pipl-13",),
        dpv="fin:RegulatoryCompliance", fides="third_party_sharing.legal_obligation",
    ),
    Purpose(
        code="marketing.own",
        name=Text("本机构营销", "Marketing by the lender"),
        plain=Text("向您介绍本机构的产品和活动。",
                   "You are told of the lender's products and offers."),
        consequence=Text("关闭后不再收到营销信息，其他服务不变。",
                         "Turned off, it stops; nothing else changes."),
        basis=Basis.CONSENT, categories=("contact",), recipient=_LENDER, data_life_days=_YEAR,
        separate_consent=False, written_consent=False, refusal_may_stop_service=False,
        revocable=True, law=("cn-consumer-29", "cn-pipl-15", "cn-pipl-16", "cn-pipl-24"),
        dpv="dpv:DirectMarketing", fides="marketing.communications",
        closed_to=(Group.UNDER_18, Group.STUDENT), gpc=True,
    ),
    Purpose(
        code="marketing.partner",
        name=Text("合作方营销", "Marketing by partners"),
        plain=Text("把您的联系方式提供给合作方，由他们向您介绍产品。",
                   "Your contact details go to partners, who then offer you their products."),
        consequence=Text("关闭后不再提供，合作方会被要求停止并删除。",
                         "Turned off, nothing more is passed on; partners are told to stop and"
                         " delete."),
        basis=Basis.CONSENT, categories=("contact",),
        recipient=Text("通知中列明的合作方", "the partners named in the notice"),
        data_life_days=180, separate_consent=True, written_consent=False,
        refusal_may_stop_service=False, revocable=True,
        law=("cn-consumer-29", "cn-pipl-15", "cn-pipl-16", "cn-pipl-23"),
        dpv="fin:ProductRecommendation", fides="marketing.advertising.third_party",
        closed_to=(Group.UNDER_18, Group.STUDENT), gpc=True,
    ),
    Purpose(
        code="model.train",
        name=Text("改进评分模型", "Improving the scoring model"),
        plain=Text("用去掉姓名的数据改进评分，让判断更准。",
                   "Data without names is used to make scoring more accurate."),
        consequence=Text("关闭后，下一次训练不再使用您的数据。",
                         "Turned off, your data is left out from the next training on."),
        basis=Basis.CONSENT, categories=("finances",), recipient=_LENDER, data_life_days=2 * _YEAR,
        separate_consent=False, written_consent=False, refusal_may_stop_service=False,
        revocable=True, law=("cn-pipl-14", "cn-pipl-15", "cn-pipl-16"),
        dpv="fin:ServiceImprovement", fides="train_ai_system",
        look_back_days=2 * _YEAR, closed_to=(Group.UNDER_18,),
    ),
    Purpose(
        code="model.federated",
        name=Text("多家机构联合建模", "A model shared by several lenders"),
        plain=Text("几家机构一起改进评分，您的数据不离开本机构。",
                   "Several lenders improve a score together; your data stays with this lender."),
        consequence=Text("关闭后不再参与，其他服务不变。",
                         "Turned off, your data takes no part; nothing else changes."),
        basis=Basis.CONSENT, categories=("finances",),
        recipient=Text("参与建模的机构（仅汇总数）", "participating lenders, totals only"),
        data_life_days=2 * _YEAR, separate_consent=True, written_consent=False,
        refusal_may_stop_service=False, revocable=True,
        law=("cn-pipl-14", "cn-pipl-15", "cn-pipl-16"),
        dpv="fin:CreditScoreEvaluation", fides="train_ai_system",
        look_back_days=2 * _YEAR, closed_to=(Group.UNDER_18,),
    ),
    Purpose(
        code="transfer.cross_border",
        name=Text("向境外提供", "Transfer abroad"),
        plain=Text("把您的信息提供给境外接收方，接收方会在通知中列明。",
                   "Your data goes to a recipient abroad, who is named in the notice."),
        consequence=Text("关闭后停止提供，其他服务不变。",
                         "Turned off, it stops; nothing else changes."),
        basis=Basis.CONSENT, categories=("identity", "contact"),
        recipient=Text("通知中列明的境外接收方", "the recipient abroad named in the notice"),
        data_life_days=_YEAR, separate_consent=True, written_consent=False,
        refusal_may_stop_service=False, revocable=True, law=("cn-pipl-38", "cn-pipl-39"),
        dpv="dpv:FulfilmentOfObligation", fides="third_party_sharing",
        gpc=True,
    ),
    Purpose(
        code="research.statistics",
        name=Text("统计与研究", "Statistics and research"),
        plain=Text("用于统计研究，结果中看不到个人。",
                   "For statistics and research whose results show no person."),
        consequence=Text("关闭后不再使用，其他服务不变。",
                         "Turned off, it stops; nothing else changes."),
        basis=Basis.CONSENT, categories=("finances",), recipient=_LENDER, data_life_days=2 * _YEAR,
        separate_consent=False, written_consent=False, refusal_may_stop_service=False,
        revocable=True, law=("cn-pipl-14", "cn-pipl-15", "cn-pipl-16"),
        dpv="dpv:ResearchAndDevelopment", fides="analytics",
        look_back_days=2 * _YEAR, closed_to=(Group.UNDER_18,),
    ),
)  # fmt: skip


def purpose_of(code: str) -> Purpose | None:
    """Return the purpose of a code, or None when there is none: free text is no purpose."""
    return _BY_CODE.get(code)


_BY_CODE: Final = {purpose.code: purpose for purpose in PURPOSES}
