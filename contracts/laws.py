"""Law as dated rows: what a finding may cite, for whom, since when, and whether it was read.

Only rows whose words were read in a copy of the text are marked as verified; the others are
shown as unverified and never as law. A row without a first day: the copy prints none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contracts.model import Jurisdiction, LegalBasis, LenderType
from core.text import Text

_MIRROR = "LawRefBook/Laws@2f4c5c23"
_CFR = "12 CFR part 1026, CFR edition of 2012-01-01, cfpb/fr-notices; later changes not compared"
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


@dataclass(frozen=True, slots=True)
class Law:
    """One article in force during one stretch of time.

    Args:
        code: how findings refer to it.
        jurisdiction: whose law it is.
        citation: how people cite it.
        since: first day in force; None where the copy read prints none.
        until: last day in force; None while it goes on.
        verified: its words were read in a copy of the text.
        source: which copy, or who reports it.
        lenders: whom it binds; empty means every lender.
    """

    code: str
    jurisdiction: Jurisdiction
    citation: Text
    since: date | None
    until: date | None
    verified: bool
    source: str
    lenders: frozenset[LenderType] = frozenset()

    def applies(self, jurisdiction: Jurisdiction, on: date, lender: LenderType | None) -> bool:
        """Say whether the row was in force that day for such a lender."""
        return (
            self.jurisdiction is jurisdiction
            and (self.since is None or self.since <= on)
            and (self.until is None or on <= self.until)
            and (not self.lenders or lender in self.lenders)
        )


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


def _abroad(jurisdiction: Jurisdiction, code: str, zh: str, en: str, source: str) -> Law:
    return Law(code, jurisdiction, Text(zh=zh, en=en), None, None, verified=True, source=source)


def _regulation_z(place: str, about: str) -> Law:
    code = "us-regz-" + place.replace("(", "-").replace(")", "")
    zh = f"美国《Z条例》12 CFR {place}({about})"
    return _abroad(Jurisdiction.US, code, zh, f"Regulation Z, 12 CFR {place}", _CFR)


CHINA: tuple[Law, ...] = (
    *_articles(
        "civilcode",
        ("民法典", "Civil Code"),
        date(2021, 1, 1),
        (496, 497, 498, 585, 670, 676, 677, 680),
    ),
    *_articles(
        "contract-interp",
        ("最高人民法院关于适用民法典合同编通则若干问题的解释", "Interpretation on the Contracts Book"),
        date(2023, 12, 5),
        (65,),
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
        (6, 14, 15, 16, 19, 23, 25, 28, 47),
    ),
    *_articles(
        "private-lending",
        ("最高人民法院关于审理民间借贷案件适用法律若干问题的规定", "Provisions on Private Lending Cases"),
        date(2021, 1, 1),
        (25, 26, 28, 29, 30),
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
        (18,),
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
)
ABROAD: tuple[Law, ...] = (
    _regulation_z("1026.18(a)", "贷款人"),
    _regulation_z("1026.18(b)", "融资金额"),
    _regulation_z("1026.18(d)", "融资费用"),
    _regulation_z("1026.18(e)", "年利率"),
    _regulation_z("1026.18(g)", "还款安排"),
    _regulation_z("1026.18(h)", "还款总额"),
    _regulation_z("1026.18(k)", "提前还款"),
    _regulation_z("1026.18(l)", "逾期费用"),
    _regulation_z("1026.22(a)", "年利率的准确性"),
    _regulation_z("1026.4(a)", "融资费用的范围"),
    _regulation_z("1026.17(c)", "披露依据"),
    _abroad(
        Jurisdiction.US,
        "us-15usc1615-a",
        "美国法典15编1615条(a)(退还未赚利息)",
        "15 U.S.C. 1615(a), refund of unearned interest",
        "copy of the U.S. Code",
    ),
    _abroad(
        Jurisdiction.US,
        "us-16cfr444.2",
        "美国联邦贸易委员会信贷惯例规则16 CFR 444.2(据其商业指南)",
        "FTC Credit Practices Rule, 16 CFR 444.2 (as its business guide describes it)",
        "FTC business guide, not the rule text",
    ),
    _abroad(
        Jurisdiction.UK,
        "uk-conc-5A.3.2",
        "英国FCA手册 CONC 5A.3.2R(总成本上限)",
        "FCA Handbook, CONC 5A.3.2 R (total cost cap)",
        "FCA Handbook, version 2023-11-06, read as a paraphrase",
    ),
    _abroad(
        Jurisdiction.UK,
        "uk-conc-5A.3.3",
        "英国FCA手册 CONC 5A.3.3R(每日成本上限)",
        "FCA Handbook, CONC 5A.3.3 R (initial cost cap)",
        "FCA Handbook, version 2023-11-06, read as a paraphrase",
    ),
    _abroad(
        Jurisdiction.UK,
        "uk-cra-62",
        "英国《2015年消费者权利法》第62条",
        "Consumer Rights Act 2015, section 62",
        "legislation.gov.uk",
    ),
    _abroad(
        Jurisdiction.EU,
        "eu-ccd1-3g",
        "欧盟第2008/48/EC号指令第3条(g)",
        "Directive 2008/48/EC, article 3(g)",
        "EUR-Lex copy",
    ),
    _abroad(
        Jurisdiction.EU,
        "eu-ccd1-annex1",
        "欧盟第2008/48/EC号指令附件一(备注)",
        "Directive 2008/48/EC, Annex I, remarks",
        "SWD(2012)128 final",
    ),
    _abroad(
        Jurisdiction.EU,
        "eu-uctd-5",
        "欧盟第93/13/EEC号指令第5条",
        "Directive 93/13/EEC, article 5",
        "EUR-Lex consolidated text",
    ),
    _abroad(
        Jurisdiction.EU,
        "eu-gdpr-5",
        "欧盟《通用数据保护条例》第5条",
        "GDPR, article 5",
        "EUR-Lex copy",
    ),
    _abroad(
        Jurisdiction.EU,
        "eu-gdpr-7",
        "欧盟《通用数据保护条例》第7条",
        "GDPR, article 7",
        "EUR-Lex copy",
    ),
)
LAWS: tuple[Law, ...] = CHINA + ABROAD


def legal_bases(
    codes: tuple[str, ...],
    jurisdiction: Jurisdiction | None,
    on: date,
    lender: LenderType | None,
) -> tuple[LegalBasis, ...]:
    """Return those of the rows that were in force that day for such a lender."""
    if jurisdiction is None:
        return ()
    rows = (law for code in codes for law in LAWS if law.code == code)
    return tuple(
        LegalBasis(law.code, law.citation, law.since, law.verified, law.source)
        for law in rows
        if law.applies(jurisdiction, on, lender)
    )
