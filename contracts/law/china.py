"""Chinese law, as far as findings cite it."""

from __future__ import annotations

from datetime import date

from contracts.law.model import Law
from contracts.model import Jurisdiction, LenderType
from core.text import Text

_MIRROR = "LawRefBook/Laws@2f4c5c23"
_LICENSED = frozenset(
    {
        LenderType.BANK,
        LenderType.CONSUMER_FINANCE,
        LenderType.AUTO_FINANCE,
        LenderType.TRUST,
        LenderType.MICROLOAN,
    }
)
_PRIVATE = frozenset({LenderType.PRIVATE})


def _articles(
    stem: str,
    names: tuple[str, str],
    since: date,
    articles: tuple[int, ...],
    lenders: frozenset[LenderType] = frozenset(),
) -> tuple[Law, ...]:
    """Return one row an article of a Chinese text that was read."""
    return tuple(
        Law(
            f"cn-{stem}-{article}",
            Jurisdiction.CN,
            Text(zh=f"《{names[0]}》第{article}条", en=f"{names[1]}, article {article}"),
            since,
            None,
            verified=True,
            source=_MIRROR,
            lenders=lenders,
        )
        for article in articles
    )


def _unread(
    code: str,
    zh: str,
    en: str,
    since: date | None,
    lenders: frozenset[LenderType] = frozenset(),
) -> Law:
    """Return a row for a Chinese text that is only known from others' reports."""
    return Law(
        code,
        Jurisdiction.CN,
        Text(zh=zh, en=en),
        since,
        None,
        verified=False,
        source="reported by others; the text itself was not read",
        lenders=lenders,
    )


CHINA: tuple[Law, ...] = (
    *_articles(
        "civilcode",
        ("民法典", "Civil Code"),
        date(2021, 1, 1),
        (
            496,
            497,
            498,
            506,
            546,
            548,
            555,
            561,
            585,
            670,
            671,
            676,
            677,
            680,
            686,
            688,
            1035,
            1038,
        ),
    ),
    *_articles(
        "contract-interp",
        (
            "最高人民法院关于适用民法典合同编通则若干问题的解释",
            "Interpretation on the Contracts Book",
        ),
        date(2023, 12, 5),
        (10, 64, 65),
    ),
    *_articles(
        "consumer",
        ("消费者权益保护法", "Consumer Rights Protection Law"),
        date(2014, 3, 15),
        (8, 9, 10, 26, 28, 29),
    ),
    *_articles(
        "pipl",
        ("个人信息保护法", "Personal Information Protection Law"),
        date(2021, 11, 1),
        (6, 10, 14, 15, 16, 19, 23, 25, 28, 29, 47),
    ),
    *_articles(
        "private-lending",
        (
            "最高人民法院关于审理民间借贷案件适用法律若干问题的规定",
            "Provisions on Private Lending Cases",
        ),
        date(2021, 1, 1),
        (25, 26, 27, 28, 29, 30),
        _PRIVATE,
    ),
    *_articles(
        "civil-procedure-interp",
        ("最高人民法院关于适用民事诉讼法的解释", "Interpretation on the Civil Procedure Law"),
        date(2022, 4, 10),
        (31,),
    ),
    *_articles(
        "consumer-infringement",
        ("侵害消费者权益行为处罚办法", "Measures on Punishing Infringements of Consumer Rights"),
        date(2015, 3, 15),
        (12,),
    ),
    *_articles(
        "credit-reference",
        ("征信业管理条例", "Regulation on the Credit Reference Industry"),
        date(2013, 3, 15),
        (13, 15, 18),
    ),
    *_articles(
        "face-recognition",
        (
            "最高人民法院关于审理使用人脸识别技术处理个人信息相关民事案件适用法律若干问题的规定",
            "Provisions on Civil Cases about Face Recognition",
        ),
        date(2021, 8, 1),
        (2, 4),
    ),
    *_articles(
        "ndr",
        ("网络数据安全管理条例", "Network Data Security Regulation"),
        date(2025, 1, 1),
        (12, 22),
    ),
    _unread(
        "cn-cost-statement-2026",
        "《个人贷款业务明示综合融资成本规定》(金规〔2026〕2号)",
        "Provisions on Stating the All-in Financing Cost of Personal Loans (Jingui [2026] No. 2)",
        date(2026, 8, 1),
        _LICENSED,
    ),
    _unread(
        "cn-pboc-2021-3",
        "中国人民银行公告〔2021〕第3号",
        "People's Bank of China Announcement [2021] No. 3",
        date(2021, 3, 31),
    ),
    _unread(
        "cn-loan-assist-2025-9",
        "金规〔2025〕9号(互联网助贷)",
        "Jingui [2025] No. 9 (assisted internet lending)",
        date(2025, 10, 1),
        frozenset({LenderType.BANK, LenderType.CONSUMER_FINANCE, LenderType.TRUST}),
    ),
    _unread(
        "cn-court-2017-22",
        "法发〔2017〕22号(金融审判工作意见)",
        "Supreme People's Court opinion on financial trials, Fafa [2017] No. 22",
        date(2017, 8, 4),
        _LICENSED - {LenderType.MICROLOAN},
    ),
    _unread(
        "cn-microloan-cost-2025",
        "《小额贷款公司综合融资成本管理工作指引》",
        "Guidance on the all-in cost of micro-loan companies",
        date(2025, 12, 1),
        frozenset({LenderType.MICROLOAN}),
    ),
    _unread(
        "cn-microloan-target-2027",
        "《小额贷款公司综合融资成本管理工作指引》(2027年底目标)",
        "Guidance on the all-in cost of micro-loan companies, aim for the end of 2027",
        date(2025, 12, 1),
        frozenset({LenderType.MICROLOAN}),
    ),
    _unread(
        "cn-window-guidance-2025-12",
        "消费金融公司新发放贷款窗口指导(2025年12月)",
        "Oral guidance for new loans of consumer finance companies (December 2025)",
        date(2025, 12, 1),
        frozenset({LenderType.CONSUMER_FINANCE}),
    ),
    _unread(
        "cn-pboc-2003-251",
        "银发〔2003〕251号(逾期罚息利率)",
        "PBOC Notice [2003] No. 251 (default interest)",
        date(2004, 1, 1),
        _LICENSED,
    ),
    _unread(
        "cn-bank-consumer-2022-9",
        "《银行保险机构消费者权益保护管理办法》(2022年第9号令)",
        "Measures on Consumer Protection by Banking and Insurance Institutions (Order 2022 No. 9)",
        date(2023, 3, 1),
        _LICENSED,
    ),
    _unread(
        "cn-consumer-finance-2024",
        "《消费金融公司管理办法》(2024年第4号令)",
        "Measures for Consumer Finance Companies (Order 2024 No. 4)",
        date(2024, 4, 18),
        frozenset({LenderType.CONSUMER_FINANCE}),
    ),
    _unread(
        "cn-internet-loan-2020",
        "《商业银行互联网贷款管理暂行办法》",
        "Interim Measures on Internet Loans of Commercial Banks",
        date(2020, 7, 12),
        frozenset({LenderType.BANK, LenderType.CONSUMER_FINANCE, LenderType.AUTO_FINANCE}),
    ),
    _unread(
        "cn-collection-gbt45251",
        "GB/T 45251—2025(互联网金融 个人网络消费信贷 贷后催收风控指引)",
        "GB/T 45251—2025, guide to collection in online consumer credit",
        date(2025, 2, 28),
    ),
    _unread(
        "cn-contract-supervision-7",
        "《合同行政监督管理办法》第7条",
        "Measures for the Administrative Supervision of Contracts, article 7",
        date(2023, 7, 1),
    ),
    _unread(
        "cn-consumer-regulation-10",
        "《消费者权益保护法实施条例》第10条",
        "Regulation Implementing the Consumer Rights Protection Law, article 10",
        date(2024, 7, 1),
    ),
    _unread(
        "cn-app-necessary-info",
        "《常见类型移动互联网应用程序必要个人信息范围规定》",
        "Provisions on Necessary Personal Information of Common Apps",
        date(2021, 5, 1),
    ),
    _unread(
        "cn-cash-loan-2017",
        "《关于规范整顿“现金贷”业务的通知》(2017)",
        "Notice on regulating cash loans (2017)",
        date(2017, 12, 1),
    ),
)
