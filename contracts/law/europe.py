"""Law of the European Union, as findings cite it."""

from __future__ import annotations

from datetime import date

from contracts.law.model import Law
from contracts.law.rows import dated, read, unread
from contracts.model import Jurisdiction

_CCD1_UNTIL = date(2026, 11, 19)
_CCD2_SINCE = date(2026, 11, 20)
_COPY = "EUR-Lex copy"

EUROPE: tuple[Law, ...] = (
    dated(
        read(
            Jurisdiction.EU,
            "eu-ccd1-3g",
            "欧盟第2008/48/EC号指令第3条(g)",
            "Directive 2008/48/EC, article 3(g)",
            "SWD(2012)128 final",
        ),
        until=_CCD1_UNTIL,
    ),
    dated(
        unread(
            Jurisdiction.EU,
            "eu-ccd2-30",
            "欧盟第2023/2225号指令第30条(年化费用率)",
            "Directive (EU) 2023/2225, article 30, APRC",
        ),
        since=_CCD2_SINCE,
    ),
    read(
        Jurisdiction.EU,
        "eu-ccd1-annex1",
        "欧盟第2008/48/EC号指令附件一(备注)",
        "Directive 2008/48/EC, Annex I, remarks",
        "SWD(2012)128 final",
    ),
    read(
        Jurisdiction.EU,
        "eu-uctd-5",
        "欧盟第93/13/EEC号指令第5条",
        "Directive 93/13/EEC, article 5",
        "EUR-Lex consolidated text",
    ),
    read(
        Jurisdiction.EU,
        "eu-gdpr-5",
        "欧盟《通用数据保护条例》第5条",
        "GDPR, article 5",
        "EUR-Lex copy",
    ),
    read(
        Jurisdiction.EU,
        "eu-gdpr-7",
        "欧盟《通用数据保护条例》第7条",
        "GDPR, article 7",
        "EUR-Lex copy",
    ),
    dated(
        read(
            Jurisdiction.EU,
            "eu-gdpr-6",
            "欧盟《通用数据保护条例》第6条",
            "GDPR, article 6",
            _COPY,
        ),
        since=date(2018, 5, 25),
    ),
    dated(
        read(
            Jurisdiction.EU,
            "eu-gdpr-9",
            "欧盟《通用数据保护条例》第9条",
            "GDPR, article 9",
            _COPY,
        ),
        since=date(2018, 5, 25),
    ),
    dated(
        read(
            Jurisdiction.EU,
            "eu-gdpr-13",
            "欧盟《通用数据保护条例》第13条",
            "GDPR, article 13",
            _COPY,
        ),
        since=date(2018, 5, 25),
    ),
    dated(
        read(
            Jurisdiction.EU,
            "eu-gdpr-17",
            "欧盟《通用数据保护条例》第17条",
            "GDPR, article 17",
            _COPY,
        ),
        since=date(2018, 5, 25),
    ),
    dated(
        read(
            Jurisdiction.EU,
            "eu-gdpr-25",
            "欧盟《通用数据保护条例》第25条",
            "GDPR, article 25",
            _COPY,
        ),
        since=date(2018, 5, 25),
    ),
    read(
        Jurisdiction.EU,
        "eu-uctd-2",
        "欧盟第93/13/EEC号指令第2条",
        "Directive 93/13/EEC, article 2",
        "EUR-Lex consolidated text, 2022-05-28",
    ),
    read(
        Jurisdiction.EU,
        "eu-uctd-annex-2",
        "欧盟第93/13/EEC号指令附件第2点(a)(b)",
        "Directive 93/13/EEC, annex, point 2(a)-(b)",
        "legislation.gov.uk copy of the Directive",
    ),
    unread(
        Jurisdiction.EU,
        "eu-cjeu",
        "欧盟法院C-488/11等判决",
        "Court of Justice, C-488/11 and others",
    ),
    dated(
        unread(
            Jurisdiction.EU,
            "eu-ccd2-10-11",
            "欧盟第2023/2225号指令第10、11条(信息披露)",
            "Directive (EU) 2023/2225, article 10-11, information duties",
        ),
        since=_CCD2_SINCE,
    ),
    dated(
        unread(
            Jurisdiction.EU,
            "eu-ccd2-14",
            "欧盟第2023/2225号指令第14条(搭售)",
            "Directive (EU) 2023/2225, article 14, tying and bundling",
        ),
        since=_CCD2_SINCE,
    ),
    dated(
        unread(
            Jurisdiction.EU,
            "eu-ccd2-15",
            "欧盟第2023/2225号指令第15条(推定同意)",
            "Directive (EU) 2023/2225, article 15, inferred agreement",
        ),
        since=_CCD2_SINCE,
    ),
    dated(
        unread(
            Jurisdiction.EU,
            "eu-ccd2-22",
            "欧盟第2023/2225号指令第22条(变更)",
            "Directive (EU) 2023/2225, article 22, modification of the agreement",
        ),
        since=_CCD2_SINCE,
    ),
    dated(
        unread(
            Jurisdiction.EU,
            "eu-ccd2-23",
            "欧盟第2023/2225号指令第23条(利率变动)",
            "Directive (EU) 2023/2225, article 23, changes in the borrowing rate",
        ),
        since=_CCD2_SINCE,
    ),
    dated(
        unread(
            Jurisdiction.EU,
            "eu-ccd2-26",
            "欧盟第2023/2225号指令第26条(撤回权)",
            "Directive (EU) 2023/2225, article 26, right of withdrawal",
        ),
        since=_CCD2_SINCE,
    ),
    dated(
        unread(
            Jurisdiction.EU,
            "eu-ccd2-27",
            "欧盟第2023/2225号指令第27条(关联信贷)",
            "Directive (EU) 2023/2225, article 27, linked credit",
        ),
        since=_CCD2_SINCE,
    ),
    dated(
        unread(
            Jurisdiction.EU,
            "eu-ccd2-29",
            "欧盟第2023/2225号指令第29条(提前还款)",
            "Directive (EU) 2023/2225, article 29, early repayment",
        ),
        since=_CCD2_SINCE,
    ),
    dated(
        unread(
            Jurisdiction.EU,
            "eu-ccd1-14",
            "欧盟第2008/48/EC号指令第14条(撤回权)",
            "Directive 2008/48/EC, article 14, withdrawal",
        ),
        until=_CCD1_UNTIL,
    ),
    dated(
        unread(
            Jurisdiction.EU,
            "eu-ccd1-16",
            "欧盟第2008/48/EC号指令第16条(提前还款)",
            "Directive 2008/48/EC, article 16, early repayment",
        ),
        until=_CCD1_UNTIL,
    ),
    dated(
        unread(
            Jurisdiction.EU,
            "eu-ccd2-31",
            "欧盟第2023/2225号指令第31条(成员国上限)",
            "Directive (EU) 2023/2225, article 31, caps of the member states",
        ),
        since=_CCD2_SINCE,
    ),
)
