"""Law of the United States, as findings cite it."""

from __future__ import annotations

from datetime import date

from contracts.law.model import Law
from contracts.law.rows import dated, read, unread
from contracts.model import Jurisdiction

_CFR = "12 CFR part 1026, CFR edition of 2012-01-01, cfpb/fr-notices; later changes not compared"


def _regulation_z(place: str, about: str) -> Law:
    code = "us-regz-" + place.replace("(", "-").replace(")", "")
    zh = f"美国《Z条例》12 CFR {place}({about})"
    return read(Jurisdiction.US, code, zh, f"Regulation Z, 12 CFR {place}", _CFR)


AMERICA: tuple[Law, ...] = (
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
    _regulation_z("1026.18(c)", "融资金额明细"),
    _regulation_z("1026.18(f)(1)", "浮动利率"),
    _regulation_z("1026.18(i)", "见票即付"),
    _regulation_z("1026.17(a)(1)", "披露的形式"),
    _regulation_z("1026.17(c)(3)", "计算时可忽略的因素"),
    _regulation_z("1026.17(c)(5)", "见票即付的披露"),
    _regulation_z("1026.4(a)(1)", "第三方收费"),
    _regulation_z("1026.4(b)", "融资费用举例"),
    _regulation_z("1026.4(d)(1)", "保险"),
    _regulation_z("1026.24(c)", "广告中的费率"),
    _regulation_z("1026.23(a)(3)", "撤销权"),
    _regulation_z("1026.9(c)(2)(i)", "变更通知"),
    _regulation_z("1026.52(b)", "罚款性费用限制"),
    _regulation_z("1026.55(a)", "提高利率的限制"),
    read(
        Jurisdiction.US,
        "us-15usc1615-a",
        "美国法典15编1615条(a)(退还未赚利息)",
        "15 U.S.C. 1615(a), refund of unearned interest",
        "copy of the U.S. Code",
    ),
    read(
        Jurisdiction.US,
        "us-16cfr444.2",
        "美国联邦贸易委员会信贷惯例规则16 CFR 444.2(据其商业指南)",
        "FTC Credit Practices Rule, 16 CFR 444.2 (as its business guide describes it)",
        "FTC business guide, not the rule text",
    ),
    read(
        Jurisdiction.US,
        "us-regz-appj-b-2",
        "美国《Z条例》附录J(b)(2)(计息起点)",
        "Regulation Z, Appendix J (b)(2)",
        _CFR,
    ),
    read(
        Jurisdiction.US,
        "us-15usc1605-a",
        "美国法典15编1605条(a)(融资费用)",
        "15 U.S.C. 1605(a), finance charge",
        "copy of the U.S. Code, 1994 edition",
    ),
    dated(
        read(
            Jurisdiction.US,
            "us-15usc1615-b",
            "美国法典15编1615条(b)(61个月以上预计算贷款)",
            "15 U.S.C. 1615(b), precomputed credit over 61 months",
            "copy of the U.S. Code",
        ),
        since=date(1993, 10, 1),
    ),
    dated(
        read(
            Jurisdiction.US,
            "us-16cfr444.3-a",
            "美国信贷惯例规则16 CFR 444.3(a)(共同签署人)",
            "Credit Practices Rule, 16 CFR 444.3(a), cosigners",
            "copy of 16 CFR 444.3",
        ),
        since=date(1985, 3, 1),
    ),
    dated(
        read(
            Jurisdiction.US,
            "us-16cfr444.3-c",
            "美国信贷惯例规则16 CFR 444.3(c)(对共同签署人的告知)",
            "Credit Practices Rule, 16 CFR 444.3(c), notice to cosigner",
            "copy of 16 CFR 444.3",
        ),
        since=date(1985, 3, 1),
    ),
    dated(
        read(
            Jurisdiction.US,
            "us-16cfr444.4",
            "美国信贷惯例规则16 CFR 444.4(重复计收逾期费)",
            "Credit Practices Rule, 16 CFR 444.4, pyramiding late charges",
            "copy of the eCFR, 2026-04-05",
        ),
        since=date(1985, 3, 1),
    ),
    dated(
        read(
            Jurisdiction.US,
            "us-rege-1005.10-e-1",
            "美国《E条例》12 CFR 1005.10(e)(1)(不得强制自动扣款)",
            "Regulation E, 12 CFR 1005.10(e)(1)",
            "12 CFR part 1005, CFR edition of 2012-01-01",
        ),
        since=date(2011, 12, 30),
    ),
    read(
        Jurisdiction.US,
        "us-32cfr232.8-b-d",
        "美国《军人借贷法》规则32 CFR 232.8(b)-(d)(只适用于军人及家属)",
        "Military Lending Act rule, 32 CFR 232.8(b)-(d), covered borrowers only",
        "copy of 32 CFR 232.8, current as of 2025-01-02",
    ),
    unread(
        Jurisdiction.US,
        "us-state-rates",
        "美国各州法(利率与费用)",
        "State law on rates and charges",
    ),
    unread(
        Jurisdiction.US,
        "us-ftc-act-5",
        "美国《联邦贸易委员会法》第5条",
        "FTC Act, section 5",
    ),
    unread(
        Jurisdiction.US,
        "us-tsr-310.4-a-4",
        "美国电话营销规则16 CFR 310.4(a)(4)(预收费)",
        "Telemarketing Sales Rule, 16 CFR 310.4(a)(4), advance fees",
    ),
    unread(
        Jurisdiction.US,
        "us-payments-1041",
        "美国12 CFR 1041(连续扣款)",
        "12 CFR part 1041, payment attempts",
    ),
    unread(
        Jurisdiction.US,
        "us-fdcpa",
        "美国《公平债务催收法》及《F条例》",
        "FDCPA and Regulation F",
    ),
    unread(
        Jurisdiction.US,
        "us-glba-fcra",
        "美国FCRA与GLBA(信用与数据)",
        "FCRA and GLBA",
    ),
    unread(
        Jurisdiction.US,
        "us-udaap-5531",
        "美国法典12编5531条(不公平、欺骗或滥用)",
        "12 U.S.C. 5531, unfair, deceptive or abusive acts",
    ),
    unread(
        Jurisdiction.US,
        "us-16cfr433",
        "美国持票人规则16 CFR 433",
        "Holder rule, 16 CFR part 433",
    ),
)
