"""The scorecard: its table, its directions, its reasons, and what the library itself would say."""

from __future__ import annotations

import csv
import gzip
import itertools
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput, ServiceMissing
from scoring import credit, scorecard
from scoring.changes import CHANGES
from scoring.features import BY_CODE, FEATURES, LEFT_OUT, Direction
from scoring.model import CreditBand

DATA = scorecard.SHIPPED.parent / "taiwan_default.csv.gz"
CARD = scorecard.load()
DIGEST = "5ba87f1b05da267d8f1fcc45cf804e3785de4cb83f5c705d1736f5c58b2f1282"

with gzip.open(DATA, "rt", encoding="utf-8") as lines:
    ROWS = [
        {name: float(value) for name, value in row.items()}
        for row in itertools.islice(csv.DictReader(lines), 0, 30000, 15)
    ]

amounts = st.integers(-20_000, 1_000_000)
records = st.fixed_dictionaries(
    {},
    optional={
        "LIMIT_BAL": st.integers(0, 1_000_000),
        **{f"PAY_{month}": st.integers(-2, 8) for month in (0, 2, 3, 4, 5, 6)},
        **{f"BILL_AMT{month}": amounts for month in range(1, 7)},
        **{f"PAY_AMT{month}": st.integers(0, 900_000) for month in range(1, 7)},
    },
)


def test_the_shipped_table_is_the_one_that_was_read_by_people() -> None:
    assert CARD.digest == DIGEST


def test_it_says_where_it_comes_from() -> None:
    assert "UCI credit-default set" in CARD.trained_on.en
    assert "CC BY 4.0" in CARD.attribution


def test_sex_marriage_and_age_do_not_speak() -> None:
    spoken = {line.code.lower() for line in CARD.characteristics}
    for line in CARD.characteristics:
        assert line.recipe is not None
        spoken |= {name.lower() for name in line.recipe.inputs}
    assert spoken.isdisjoint({"sex", "marriage", "age", "education"})
    assert {"sex", "marriage", "age"} <= {row.column for row in LEFT_OUT}


@pytest.mark.parametrize("line", CARD.characteristics, ids=lambda line: line.code)
def test_points_never_run_against_the_stated_direction(line) -> None:
    steps = itertools.pairwise(line.points)
    if line.direction is Direction.RISING:
        assert all(lower >= higher for lower, higher in steps)
    else:
        assert all(lower <= higher for lower, higher in steps)
    assert line.direction is BY_CODE[line.code].direction


def test_the_table_states_log_odds_and_points_that_agree() -> None:
    table = json.loads(scorecard.SHIPPED.read_text(encoding="utf-8"))
    for line in table["characteristics"]:
        for each in (*line["bins"], line["missing"], line["unseen"]):
            assert float(each["points"]) == pytest.approx(-CARD.factor * each["log_odds"], abs=1e-9)


def test_served_scores_equal_the_librarys_own() -> None:
    import numpy as np
    import pandas as pd

    from scoring import export, training
    from scoring.evaluation import KNOWN_DATA, table_of

    frame = pd.read_csv(DATA)
    names = training.characteristics(list(frame.columns), "bad", ())
    features = training.feature_frame(frame, names)
    trained = training.fit(features, frame["bad"].to_numpy())
    inputs = features[list(trained.columns)]
    card = table_of(trained)
    ours = [credit.score(card, row) for row in inputs.to_dict("records")]
    points = np.array([float(each.points) for each in ours])
    probability = np.array([each.probability for each in ours])
    assert np.abs(points - trained.library.score(inputs)).max() < 1e-9
    assert np.abs(probability - trained.library.predict_proba(inputs)[:, 1]).max() < 1e-9

    # The shipped table is this training, to the noise of the solver.
    shipped = json.loads(scorecard.SHIPPED.read_text(encoding="utf-8"))
    again = export.table(trained, export.Provenance("", CARD.trained_on, "-", "", 0, 0, "", {}, {}))
    assert shipped["data_sha256"] == KNOWN_DATA[0].data_sha256
    for old, new in zip(shipped["characteristics"], again["characteristics"], strict=True):
        assert old["code"] == new["code"]
        assert old["splits"] == new["splits"]
        for left, right in zip(old["bins"], new["bins"], strict=True):
            assert float(left["points"]) == pytest.approx(float(right["points"]), abs=1e-4)


def test_gaps_and_categories_are_served_as_the_library_serves_them() -> None:
    import numpy as np
    import pandas as pd

    from scoring import training
    from scoring.evaluation import table_of

    draw = np.random.default_rng(7)
    size = 4000
    income = draw.normal(5000, 1500, size)
    home = draw.choice(["own", "rent", "parents"], size)
    logit = -1 - (income - 5000) / 1500 + (home == "rent") * 1.0
    bad = (draw.random(size) < 1 / (1 + np.exp(-logit))).astype(int)
    income[draw.random(size) < 0.1] = np.nan
    frame = pd.DataFrame({"income": income, "home": home, "AGE": 30, "bad": bad})
    names = training.characteristics(list(frame.columns), "bad", ())
    assert names == ["income", "home"]
    features = training.feature_frame(frame, names)
    trained = training.fit(features, bad)
    card = table_of(trained)
    library = trained.library.score(features[list(trained.columns)])
    ours = [credit.score(card, row) for row in features.to_dict("records")]
    assert max(abs(float(a.points) - b) for a, b in zip(ours, library, strict=True)) < 1e-9
    new = credit.score(card, {"income": 5000.0, "home": "a tent"})
    known = [line for line in card.characteristics if line.code == "home"]
    assert new.points == credit.score(card, {"income": 5000.0}).points + (
        known[0].unseen - known[0].missing
    )


def test_reasons_add_up_exactly_on_real_applicants() -> None:
    for row in ROWS:
        lost = sum((each.points_lost for each in credit.all_reasons(CARD, row)), Decimal(0))
        assert CARD.best - lost == credit.score(CARD, row).points


@given(records)
@settings(deadline=None)
def test_reasons_add_up_exactly_whatever_is_missing(record) -> None:
    if all(feature.of(record) is None for feature in FEATURES):
        with pytest.raises(InvalidInput):
            credit.score(CARD, record)
        return
    result = credit.score(CARD, record)
    everything = credit.all_reasons(CARD, record)
    lost = sum((each.points_lost for each in everything), Decimal(0))
    assert CARD.best - lost == result.points
    assert result.reasons == everything[: credit.REASONS_MAX]
    assert 0 < result.probability < 1
    costs = [each.points_lost for each in result.reasons]
    assert costs == sorted(costs, reverse=True)
    assert all("{" not in each.text.zh + each.text.en for each in result.reasons)


@given(records, st.integers(1, 8))
@settings(deadline=None)
def test_a_later_payment_never_helps(record, months) -> None:
    on_time = credit.score(CARD, {"LIMIT_BAL": 50_000, **record, "PAY_0": 0})
    late = credit.score(CARD, {"LIMIT_BAL": 50_000, **record, "PAY_0": months})
    assert late.points <= on_time.points
    assert late.probability >= on_time.probability


def test_what_would_change_is_what_the_card_itself_says_afterwards() -> None:
    told = 0
    for row in ROWS[:300]:
        before = credit.score(CARD, row)
        for change in credit.what_would_change(CARD, row):
            told += 1
            [deed] = [each for each in CHANGES if each.code == change.code]
            after = [
                credit.score(CARD, altered)
                for step in deed.steps
                if (altered := deed.apply(row, step)) is not None
            ]
            assert change.points_after > before.points
            assert change.points_after in {each.points for each in after}
    assert told > 100


def test_a_late_payer_reads_a_specific_reason() -> None:
    on_time = {**ROWS[0], **dict.fromkeys(("PAY_0", "PAY_2", "PAY_3", "PAY_4"), 0)}
    late = {**on_time, "PAY_0": 2}
    [reason] = [each for each in credit.score(CARD, late).reasons if each.code == "late_now"]
    assert reason.text.en == "Your latest payment is 2 month(s) late."
    assert reason.text.zh == "您最近一期还款逾期 2 个月。"
    assert "late_now" not in {each.code for each in credit.all_reasons(CARD, on_time)}


def test_bands_meet_without_a_gap() -> None:
    floors = [floor for _name, floor in CARD.bands]
    assert [name for name, _floor in CARD.bands] == list(CreditBand)
    for name, floor in CARD.bands[:-1]:
        assert credit.band(CARD, floor) is name
        assert credit.band(CARD, floor - Decimal("0.000000000001")) is not name
    assert floors[-1] is None


def test_a_damaged_table_is_refused_with_its_place(tmp_path: Path) -> None:
    table = json.loads(scorecard.SHIPPED.read_text(encoding="utf-8"))
    table["characteristics"][0]["bins"].pop()
    with pytest.raises(InvalidInput, match="/characteristics/0/bins"):
        scorecard.read(table)
    with pytest.raises(InvalidInput, match="candor-scorecard@1"):
        scorecard.read({**table, "format": "candor-scorecard@0"})
    with pytest.raises(ServiceMissing):
        scorecard.load(tmp_path / "none.json")


def test_every_feature_is_worded_and_every_topic_has_a_shipped_line() -> None:
    assert len(BY_CODE) == len(FEATURES)
    for feature in FEATURES:
        assert "{value}" in feature.reason.zh
        assert "{value}" in feature.reason.en
    assert {line.code for line in CARD.characteristics} <= set(BY_CODE)
