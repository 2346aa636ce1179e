"""Group F: which data the contract takes, and for how long."""

from __future__ import annotations

from contracts.answers import Answer, Check, Severity
from contracts.checks.asking import clause_answer, pattern
from contracts.model import Contract
from core.text import Text


def data_beyond_need(contract: Contract) -> Answer:
    """Does the contract take contacts, call logs, messages, photographs or places?"""
    return clause_answer(
        contract,
        (
            pattern(
                r"(?:读取|收集|获取|采集|访问|授权|查询|使用|提供|调取|上传)[^。;\n]{0,40}(?:通讯录|通话记录|短信|相册|照片库"
                r"|位置信息|地理位置|定位|浏览记录|社交账号|应用列表)|(?:通讯录|通话记录|短信(?:内容|记录)|相册|位置信息"
                r"|浏览记录)[^。;\n]{0,30}(?:读取|收集|获取|采集|访问|授权|使用|上传)"
            ),
            pattern(
                r"(?:access|collect|read|use|upload)[^.;\n]{0,60}(?:contacts|contact list"
                r"|address book|call (?:log|history)|text messages|SMS|photos|location"
                r"|browsing history)"
            ),
        ),
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
        (
            pattern(
                r"不可撤销(?:地|的)?[^。;\n]{0,10}(?:授权|同意)|(?:授权|同意)[^。;\n]{0,20}(?:不可撤销|不得撤销|永久有效"
                r"|长期有效)|(?:未获批准|申请未通过|未放款)[^。;\n]{0,16}(?:仍|继续)(?:有效|保存|使用)|(?:永久|长期|无限期)保存"
            ),
            pattern(
                r"irrevocabl[ey][^.;\n]{0,40}(?:consent|authori[sz])|(?:consent"
                r"|authori[sz]ation)[^.;\n]{0,40}irrevocabl"
                r"|retain[^.;\n]{0,40}(?:indefinitely|permanently)"
            ),
        ),
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
        (
            pattern(
                r"(?:提供|共享|披露|转让)[^。;\n]{0,16}(?:给|予|至|于)?[^。;\n]{0,10}(?:合作方|合作机构|关联公司|关联方"
                r"|第三方)|(?:用于|进行)[^。;\n]{0,10}(?:营销|推广|推送广告)"
            ),
            pattern(
                r"share[^.;\n]{0,60}(?:partners|affiliates|third parties)|(?:for"
                r"|use)[^.;\n]{0,30}marketing"
            ),
        ),
        Text(
            zh="信息提供给没有写明名称的合作方、关联公司，或者用于营销。比较的规则：应告知接收方名称并取得单独同意。",
            en="Data goes to partners or affiliates that are not named, or serves "
            "marketing. Compared "
            "with: the recipient is named and a separate consent is asked for.",
        ),
        "the names of the recipients and a separate consent",
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "F01",
        Text(zh="索取与借款无关的信息", en="Data a loan does not need"),
        Severity.CRITICAL,
        ("cn-pipl-6", "cn-pipl-28", "cn-consumer-29", "eu-gdpr-5"),
        data_beyond_need,
    ),
    Check(
        "F02",
        Text(zh="不可撤销或没有期限的授权", en="Consent without end"),
        Severity.HIGH,
        ("cn-pipl-14", "cn-pipl-15", "cn-pipl-16", "cn-pipl-19", "cn-pipl-47", "eu-gdpr-7"),
        consent_without_end,
    ),
    Check(
        "F03",
        Text(zh="提供给未写明的第三方", en="Recipients not named"),
        Severity.HIGH,
        ("cn-pipl-23", "cn-consumer-29", "eu-gdpr-5"),
        unnamed_recipients,
    ),
)
