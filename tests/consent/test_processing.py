"""The registers say what the rows say, and leave open what only the lender can know."""

from __future__ import annotations

import json

import pytest

from consent.processing import assessments, register
from consent.purposes import PURPOSES
from webapp.commands.main import main


def test_every_purpose_is_in_the_register_once() -> None:
    assert [one["purpose"] for one in register()] == [purpose.code for purpose in PURPOSES]


def test_a_record_has_what_gdpr_30_asks_for_or_says_that_it_is_left_open() -> None:
    for record in register():
        assert record["plain"]["zh"]
        assert record["plain"]["en"]
        assert record["categories"]
        assert record["recipients"]["en"]
        assert record["data_life_days"] > 0
        assert {"controller_contact", "security_measures"} <= set(record["left_to_the_lender"])


def test_an_assessment_is_asked_for_as_pipl_55_lists() -> None:
    asked = {one["purpose"]: [why["law"] for why in one["asked_for_by"]] for one in assessments()}
    assert asked["application.credit_decision"] == ["cn-pipl-55(1)", "cn-pipl-55(2)"]
    assert asked["transfer.cross_border"] == ["cn-pipl-55(1)", "cn-pipl-55(3)", "cn-pipl-55(4)"]
    assert asked["marketing.partner"] == ["cn-pipl-55(3)"]
    assert "marketing.own" not in asked


def test_the_command_prints_the_same_records(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["consent", "register", "--json"]) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    expected = [{"kind": "processing", **one} for one in register()]
    expected += [{"kind": "assessment", **one} for one in assessments()]
    assert printed == expected
