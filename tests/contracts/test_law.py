"""The rows of law and the measures that hang on them."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.law.table import LAWS, legal_bases
from contracts.lines import LINES, LPR_ONE_YEAR, benchmark, reference_line
from contracts.model import Jurisdiction, LenderType


def test_every_row_says_where_it_was_read() -> None:
    assert len({law.code for law in LAWS}) == len(LAWS)
    for law in LAWS:
        assert law.source
        assert law.until is None or law.since is None or law.since <= law.until


def test_second_hand_rules_are_never_verified() -> None:
    for law in LAWS:
        assert law.verified == ("was not read" not in law.source), law.code
    unread = {law.code for law in LAWS if not law.verified}
    assert unread > {
        "cn-cost-statement-2026",
        "cn-pboc-2021-3",
        "cn-loan-assist-2025-9",
        "cn-court-2017-22",
        "cn-microloan-cost-2025",
        "cn-pboc-2003-251",
        "cn-bank-consumer-2022-9",
        "eu-ccd2-26",
        "uk-cca-93",
    }


def test_the_old_directive_ends_the_day_before_the_new_one_applies() -> None:
    def cited(on: date) -> set[str]:
        codes = ("eu-ccd1-16", "eu-ccd2-29")
        return {law.code for law in legal_bases(codes, Jurisdiction.EU, on, None)}

    assert cited(date(2026, 11, 19)) == {"eu-ccd1-16"}
    assert cited(date(2026, 11, 20)) == {"eu-ccd2-29"}


def test_private_lending_rules_bind_private_lenders_only() -> None:
    codes = ("cn-private-lending-25", "cn-civilcode-680")
    on = date(2026, 1, 1)

    def cited(lender: LenderType | None) -> list[str]:
        return [law.code for law in legal_bases(codes, Jurisdiction.CN, on, lender)]

    assert cited(LenderType.PRIVATE) == list(codes)
    for licensed in (LenderType.BANK, LenderType.MICROLOAN, None):
        assert cited(licensed) == ["cn-civilcode-680"]
    assert legal_bases(codes, Jurisdiction.US, on, LenderType.PRIVATE) == ()
    assert legal_bases(codes, None, on, LenderType.PRIVATE) == ()


def test_at_most_one_line_is_in_force_for_a_lender() -> None:
    for lender in LenderType:
        for year in range(2016, 2030):
            on = date(year, 11, 1)
            rows = [
                line
                for line in LINES
                if line.compares_loans
                and lender in line.lenders
                and line.since <= on
                and (line.until is None or on <= line.until)
            ]
            assert len(rows) <= 1


@pytest.mark.parametrize(
    ("lender", "on", "percent"),
    [
        (LenderType.BANK, date(2025, 9, 30), "24"),
        (LenderType.BANK, date(2025, 10, 1), "24"),
        (LenderType.PRIVATE, date(2022, 1, 19), "15.20"),
        (LenderType.PRIVATE, date(2022, 1, 20), "14.80"),
        (LenderType.PAWN, date(2026, 1, 1), None),
        (LenderType.MICROLOAN, date(2025, 11, 30), None),
    ],
)
def test_the_line_of_a_lender_on_a_day(lender, on, percent) -> None:
    found = reference_line(lender, on)
    assert (found[1] if found else None) == (Decimal(percent) if percent else None)


def test_the_benchmark_rises_in_time_and_is_unknown_before() -> None:
    days = [day for day, _ in LPR_ONE_YEAR]
    assert days == sorted(set(days))
    assert benchmark(date(2019, 8, 19)) is None
