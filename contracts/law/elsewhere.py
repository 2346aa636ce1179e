"""Law of the United States, the European Union and the United Kingdom, as findings cite it."""

from __future__ import annotations

from contracts.law.model import Law
from contracts.model import Jurisdiction
from core.text import Text

_CFR = "12 CFR part 1026, CFR edition of 2012-01-01, cfpb/fr-notices; later changes not compared"


def _abroad(jurisdiction: Jurisdiction, code: str, zh: str, en: str, source: str) -> Law:
    return Law(code, jurisdiction, Text(zh=zh, en=en), None, None, verified=True, source=source)


def _regulation_z(place: str, about: str) -> Law:
    code = "us-regz-" + place.replace("(", "-").replace(")", "")
    zh = f"美国《Z条例》12 CFR {place}({about})"
    return _abroad(Jurisdiction.US, code, zh, f"Regulation Z, 12 CFR {place}", _CFR)


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
