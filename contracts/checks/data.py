"""Group F: which data the contract takes, for how long, for whom, and from whom."""

from __future__ import annotations

from contracts.answers import Answer, Check, Severity
from contracts.checks.asking import clause_answer
from contracts.model import Contract
from contracts.wordings.data import BIOMETRICS, BUREAU, MORE_THAN_NEEDED, SHARED, WITHOUT_END
from core.text import Text


def data_beyond_need(contract: Contract) -> Answer:
    """Does the contract take contacts, call logs, messages, photographs or places?"""
    return clause_answer(
        contract,
        MORE_THAN_NEEDED,
        Text(
            zh="合同授权读取通讯录、通话记录、短信、相册、位置等与放款无直接关系的信息。比较的规则：收集个人信息限于实现处理目的的最小范围。",
            en="The contract takes contacts, call logs, messages, photographs or places, "
            "which a loan "
            "does not need. Compared with: collection is limited to the least the purpose needs.",
        ),
        "a purpose for each item and the choice to refuse it",
    )


def consent_without_end(contract: Contract) -> Answer:
    """Is a consent bundled, irrevocable, or without an end?"""
    return clause_answer(
        contract,
        WITHOUT_END,
        Text(
            zh="授权不可撤销、没有期限，或者申请没有通过也继续有效。",
            en="The consent cannot be withdrawn, has no end, or outlives a refused application.",
        ),
        "a consent for each purpose, with its end and how to withdraw it",
    )


def unnamed_recipients(contract: Contract) -> Answer:
    """Is data given to partners that are not named, or used for marketing?"""
    return clause_answer(
        contract,
        SHARED,
        Text(
            zh="信息提供给没有写明名称的合作方、关联公司，或者用于营销。比较的规则：应告知接收方名称并取得单独同意。",
            en="Data goes to partners or affiliates that are not named, or serves "
            "marketing. Compared "
            "with: the recipient is named and a separate consent is asked for.",
        ),
        "the names of the recipients and a separate consent",
    )


def bureau_without_purpose(contract: Contract) -> Answer:
    """Is the credit record asked without a purpose or notice, or are biometrics taken?"""
    return clause_answer(
        contract,
        BUREAU + BIOMETRICS,
        Text(
            zh="查询或报送征信没有写明用途、没有事先告知，或者收集人脸、指纹等生物信息。",
            en="The credit record is read or reported without a purpose or notice, or faces, "
            "fingerprints and the like are taken.",
        ),
        "the purpose of each query, the notice before a report, and a separate consent",
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "F01",
        Text(zh="索取与借款无关的信息", en="Data a loan does not need"),
        Severity.CRITICAL,
        (
            "cn-pipl-6",
            "cn-pipl-28",
            "cn-civilcode-1035",
            "cn-ndr-22",
            "cn-consumer-29",
            "cn-app-necessary-info",
            "us-glba-fcra",
            "us-udaap-5531",
            "eu-gdpr-5",
            "eu-gdpr-6",
            "eu-gdpr-25",
            "uk-gdpr",
        ),
        data_beyond_need,
    ),
    Check(
        "F02",
        Text(zh="不可撤销或没有期限的授权", en="Consent without end"),
        Severity.HIGH,
        (
            "cn-pipl-14",
            "cn-pipl-15",
            "cn-pipl-16",
            "cn-pipl-19",
            "cn-pipl-47",
            "us-udaap-5531",
            "eu-gdpr-7",
            "eu-gdpr-17",
            "uk-gdpr",
        ),
        consent_without_end,
    ),
    Check(
        "F03",
        Text(zh="提供给未写明的第三方", en="Recipients not named"),
        Severity.HIGH,
        (
            "cn-pipl-23",
            "cn-ndr-12",
            "cn-consumer-29",
            "us-glba-fcra",
            "eu-gdpr-5",
            "eu-gdpr-13",
            "uk-gdpr",
        ),
        unnamed_recipients,
    ),
    Check(
        "F04",
        Text(zh="征信没有用途或收集生物信息", en="Credit record without purpose, or biometrics"),
        Severity.MEDIUM,
        (
            "cn-credit-reference-13",
            "cn-credit-reference-15",
            "cn-credit-reference-18",
            "cn-pipl-28",
            "cn-pipl-29",
            "cn-face-recognition-4",
            "us-glba-fcra",
            "eu-gdpr-9",
            "uk-gdpr",
        ),
        bureau_without_purpose,
    ),
)
