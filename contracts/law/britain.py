"""Law of the United Kingdom, as findings cite it."""

from __future__ import annotations

from datetime import date

from contracts.law.model import Law
from contracts.law.rows import dated, read, unread
from contracts.model import Jurisdiction

BRITAIN: tuple[Law, ...] = (
    read(
        Jurisdiction.UK,
        "uk-conc-5A.3.2",
        "英国FCA手册 CONC 5A.3.2R(总成本上限)",
        "FCA Handbook, CONC 5A.3.2 R (total cost cap)",
        "FCA Handbook, version 2023-11-06, read as a paraphrase",
    ),
    read(
        Jurisdiction.UK,
        "uk-conc-5A.3.3",
        "英国FCA手册 CONC 5A.3.3R(每日成本上限)",
        "FCA Handbook, CONC 5A.3.3 R (initial cost cap)",
        "FCA Handbook, version 2023-11-06, read as a paraphrase",
    ),
    read(
        Jurisdiction.UK,
        "uk-cra-62",
        "英国《2015年消费者权利法》第62条",
        "Consumer Rights Act 2015, section 62",
        "legislation.gov.uk",
    ),
    dated(
        read(
            Jurisdiction.UK,
            "uk-cca-55A",
            "英国《1974年消费者信贷法》第55A条",
            "Consumer Credit Act 1974, section 55A",
            "legislation.gov.uk",
        ),
        since=date(2011, 2, 1),
    ),
    dated(
        read(
            Jurisdiction.UK,
            "uk-cca-66A",
            "英国《1974年消费者信贷法》第66A条(14天撤回)",
            "Consumer Credit Act 1974, section 66A, withdrawal",
            "SI 2010/1010 as made, legislation.gov.uk",
        ),
        since=date(2011, 2, 1),
    ),
    read(
        Jurisdiction.UK,
        "uk-cca-87",
        "英国《1974年消费者信贷法》第87条(违约通知)",
        "Consumer Credit Act 1974, section 87, default notice",
        "legislation.gov.uk",
    ),
    unread(
        Jurisdiction.UK,
        "uk-cca-75",
        "英国《1974年消费者信贷法》第75、75A条",
        "Consumer Credit Act 1974, sections 75 and 75A",
    ),
    unread(
        Jurisdiction.UK,
        "uk-cca-93",
        "英国《1974年消费者信贷法》第93条",
        "Consumer Credit Act 1974, section 93",
    ),
    unread(
        Jurisdiction.UK,
        "uk-cca-94",
        "英国《1974年消费者信贷法》第94至95A条",
        "Consumer Credit Act 1974, sections 94 to 95A",
    ),
    unread(
        Jurisdiction.UK,
        "uk-cca-173",
        "英国《1974年消费者信贷法》第173条",
        "Consumer Credit Act 1974, section 173",
    ),
    unread(
        Jurisdiction.UK,
        "uk-conc-5A.2",
        "英国FCA手册 CONC 5A.2(违约费用)",
        "FCA Handbook, CONC 5A.2, default charges",
    ),
    unread(
        Jurisdiction.UK,
        "uk-conc-4-6-7",
        "英国FCA手册 CONC 4、6.7、7",
        "FCA Handbook, CONC 4, 6.7 and 7",
    ),
    unread(
        Jurisdiction.UK,
        "uk-gdpr",
        "英国《通用数据保护条例》",
        "UK GDPR",
    ),
    unread(
        Jurisdiction.UK,
        "uk-conc-app1.2",
        "英国FCA手册 CONC 附录1.2(年化费用率)",
        "FCA Handbook, CONC App 1.2, annual percentage rate",
    ),
)
