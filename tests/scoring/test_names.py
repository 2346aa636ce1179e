"""Names: spellings, lists, narrowing, and the index against looking at every name."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from scoring import name_forms, names, un_list, watchlists
from scoring.model import Query

UN = un_list.read((Path(__file__).parents[1] / "data" / "un_invented.xml").read_bytes())
SMALL = names.build([UN])


@pytest.fixture(scope="module")
def ofac():
    return names.build([watchlists.shipped()])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("  José  GARCÍA-Márquez ", ("jose", "garcia", "marquez")),
        ("Dr. Łukasz Ørsted", ("lukasz", "orsted")),
        ("张三丰", ("zhang", "sanfeng")),
        ("歐陽修", ("ouyang", "xiu")),
        ("曾国藩", ("zeng", "guofan")),
        ("Иван Петров", ("ivan", "petrov")),
        ("ANGLO-CARIBBEAN CO., LTD.", ("anglo", "caribbean")),
        ("Société S.A.R.L.", ("societe",)),
        ("Company Limited", ("company", "limited")),
        ("北京某某贸易有限公司", ("bei", "jing", "mou", "mou", "mao", "yi")),
        ("ﺎﻟﺳ", ()),
        ("!!!", ()),
    ],
)
def test_one_spelling_for_many(name: str, words: tuple[str, ...]) -> None:
    assert name_forms.tokens(name) == words


def test_the_official_form_is_read() -> None:
    assert UN.as_of.isoformat() == "2026-02-27"
    first, second, third = UN.entries
    assert first.names == ("TARVIN OSKELO BRANDIVAR", "Тарвин Оскело Брандивар", "Tarwin Oscelo")
    assert first.weak_aliases == ("Grey Heron",)
    assert (first.entry_id, first.births, first.countries) == (
        "XXi.001",
        ("1971-03-04",),
        ("Freedonia",),
    )
    assert second.births == ("1960", "1961", "1962")
    assert third.kind == "organisation"
    assert third.names[1:] == ("Velmorant Lines", "VSCL Marine")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html/>",
        b"<CONSOLIDATED_LIST/>",
        b'<CONSOLIDATED_LIST dateGenerated="2026-01-01"/>',
        b"<CONSOLIDATED_LIST dateGenerated='2026-01-01'><ENTITIES><ENTITY/></ENTITIES>",
        b"<CONSOLIDATED_LIST dateGenerated='2026-01-01'><ENTITIES><ENTITY/></ENTITIES>\
</CONSOLIDATED_LIST>",
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><CONSOLIDATED_LIST/>',
    ],
)
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        un_list.read(content)


def test_an_imported_list_comes_back_as_it_went(tmp_path: Path) -> None:
    watchlists.save(UN, tmp_path / "un-consolidated.json.gz")
    assert watchlists.imported(tmp_path) == (UN,)
    (tmp_path / "broken.json.gz").write_bytes(b"no list")
    with pytest.raises(InvalidInput, match="broken"):
        watchlists.imported(tmp_path)
    assert watchlists.imported(tmp_path / "absent") == ()


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        ("Tarvin Oskelo Brandivar", "XXi.001"),
        ("brandivar, TARVIN oskelo", "XXi.001"),
        ("Tarvin Brandivar", "XXi.001"),
        ("Tarvin O. Brandivar", "XXi.001"),
        ("Tarvyn Oskello Brandivar", "XXi.001"),
        ("Тарвин Оскело Брандивар", "XXi.001"),
        ("欧阳云舟", "XXi.002"),
        ("Ouyang Yun Zhou", "XXi.002"),
        ("Velmorant Shipping Co., Ltd", "XXe.001"),
        ("VELMORANT SHIPPING", "XXe.001"),
        ("VelMorant Lines GmbH", "XXe.001"),
    ],
)
def test_other_spellings_find_the_entry(asked: str, entry: str) -> None:
    [match] = names.screen(Query(asked), SMALL)
    assert match.entry_id == entry
    assert match.score >= names.LEAST


@pytest.mark.parametrize(
    "asked",
    ["Company Limited", "Tarvin", "Shipping Corp", "Zhang Wei", "John Smith", "Brandi Marvin"],
)
def test_other_people_are_not_found(asked: str) -> None:
    assert names.screen(Query(asked), SMALL) == ()


def test_what_is_known_besides_narrows_the_answer() -> None:
    name = "Tarvyn Oskello Brandivar"
    [bare] = names.screen(Query(name), SMALL)
    [same] = names.screen(Query(name, "1971-03-04", "Freedonia"), SMALL)
    assert same.score > bare.score
    assert same.name_score == bare.name_score
    assert [each.en for each in same.why][1:] == ["same date of birth", "same country"]
    [year] = names.screen(Query(name, "1971"), SMALL)
    assert bare.score < year.score < same.score
    assert names.screen(Query(name, "1999-01-01"), SMALL) == ()


def test_a_weak_alias_is_told_apart() -> None:
    [match] = names.screen(Query("Grey Heron"), SMALL)
    assert (match.name_score, match.score) == (100.0, 90.0)
    assert match.why[0].en == "near a weak alias on the list"
    assert names.screen(Query("Gray Herron"), SMALL) == ()


def test_a_script_that_cannot_be_read_is_refused_and_not_passed() -> None:
    with pytest.raises(InvalidInput):
        names.screen(Query("عمر"), SMALL)


def test_only_the_lists_that_were_asked_for() -> None:
    assert names.screen(Query("Tarvin Oskelo Brandivar"), SMALL, ["ofac-sdn"]) == ()


@given(st.text(max_size=40), st.text(max_size=40))
@settings(deadline=None)
def test_comparing_is_symmetric_and_bounded(left: str, right: str) -> None:
    if not name_forms.tokens(left) or not name_forms.tokens(right):
        return
    assert names.compare(left, right) == names.compare(right, left)
    assert 0 <= names.compare(left, right) <= 100
    assert names.compare(left, left) == pytest.approx(100)


def test_the_shipped_sample_says_how_old_it_is(ofac) -> None:
    [shipped] = ofac.lists
    assert shipped.as_of.year == 2021
    assert len(shipped.entries) == 8976
    assert "public domain" in shipped.source
    kinds = {entry.kind for entry in shipped.entries}
    assert kinds == {"person", "organisation", "other"}


def typing_mistake(text: str, random: random.Random) -> str:
    words = text.split()
    if random.random() < 0.3:
        random.shuffle(words)
    place = max(range(len(words)), key=lambda each: len(words[each]))
    word = words[place]
    at = random.randrange(1, len(word))
    words[place] = random.choice(
        [word[:at] + word[at + 1 :], word[:at] + random.choice("aeimnrst") + word[at:]]
    )
    return " ".join(words)


def test_every_listed_name_finds_itself_and_nearly_every_mistyped_one_too(ofac) -> None:
    chance = random.Random(20260227)
    people = [each for each in ofac.entries if each.kind == "person"]
    found = 0
    for entry in (sample := chance.sample(people, 300)):
        assert any(
            match.entry_id == entry.entry_id for match in names.screen(Query(entry.names[0]), ofac)
        )
        mistyped = typing_mistake(entry.names[0].replace(",", ""), chance)
        found += any(
            match.entry_id == entry.entry_id for match in names.screen(Query(mistyped), ofac)
        )
    assert found / len(sample) >= 0.95


def test_the_index_loses_nearly_nothing_that_looking_at_every_name_finds(ofac) -> None:
    chance = random.Random(7)
    people = [each for each in ofac.entries if each.kind == "person"]
    every, lost = 0, 0
    for entry in chance.sample(people, 6):
        words = name_forms.tokens(typing_mistake(entry.names[0].replace(",", ""), chance))
        brute = {
            name.entry
            for name in ofac.names
            if not name.weak and names.name_score(words, name.words) >= names.LEAST
        }
        matches = names.screen(Query(" ".join(words)), ofac)
        found = {match.entry_id for match in matches}
        every += len(brute)
        lost += sum(1 for number in brute if ofac.entries[number].entry_id not in found)
    assert every >= 6
    assert lost <= every * 0.1


def test_ordinary_names_seldom_alert(ofac) -> None:
    first = ["Emma", "Oliver", "Greta", "Pedro", "Mei", "Yuki", "Chloe", "Tomasz", "Ingrid", "Noah"]
    last = ["Lindqvist", "Baker", "Nakamura", "Dubois", "Kowalska", "Almeida", "Fischer", "Novak"]
    alerts = [
        (a, b) for a in first for b in last if names.screen(Query(f"{a} {b}"), ofac)
    ]  # fmt: skip
    assert len(alerts) <= 2


def test_a_text_far_longer_than_a_name_is_refused_at_once() -> None:
    with pytest.raises(InvalidInput, match="at most 500 characters"):
        names.compare("x" * 501, "y")
