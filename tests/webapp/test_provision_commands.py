"""Starting for real: an organisation, its people, its keys and its products, by commands alone."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args
from uuid import UUID, uuid4

import pytest
from sqlalchemy import create_engine, text

from contracts.law.table import LAWS
from contracts.model import Jurisdiction, LenderType
from core.access import Role, machine_access
from core.dates import day_of
from core.errors import NotSignedIn
from core.settings import read_settings
from database.keys import open_root_key
from database.transaction import Database, open_database
from evidence.service import entries_about
from identity.api_keys import access_of_token
from identity.model import Step
from identity.rights import SCOPES, STAFF_ROLES
from identity.sessions import standing
from identity.sign_in import sign_in
from tests.database_world import as_role
from underwriting.shelf import offer_of, offers_on
from webapp.api.fields import JurisdictionCode, LenderTypeCode
from webapp.commands import key, member, organisation
from webapp.commands.main import main
from webapp.commands.release import release

ADD = ("organisation", "add", "--name-en", "A", "--jurisdiction", "cn")
SAMPLE = Path(__file__).parents[2] / "docs" / "product"


@dataclass(frozen=True, slots=True)
class Installation:
    """A released database without any demonstration, and how the commands find it."""

    url: str
    database: Database

    def count(self, table: str) -> int:
        engine = create_engine(self.url)
        with engine.connect() as connection:
            found = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
        engine.dispose()
        return int(found)


@pytest.fixture(scope="module")
def released(
    postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    server = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    name = f"candor_real_{uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    url = server.url.set(database=name).render_as_string(hide_password=False)
    folder = tmp_path_factory.mktemp("real")
    release(url, read_settings({"CANDOR_DATA": str(folder)}))
    yield url, folder
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def house(released: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    url, folder = released
    for name in ("DATABASE_URL", "REDIS_URL", "CANDOR_ROOT_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_OWNER_URL", url)
    monkeypatch.setenv("CANDOR_DATA", str(folder))
    root = open_root_key(read_settings({"CANDOR_DATA": str(folder)}).root_key_file)
    database = open_database(as_role(url, "candor_app"), root)
    yield Installation(url, database)
    database.dispose()


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]):
    """Run a command that succeeds; return its JSON lines."""

    def run(*words: str) -> list[dict[str, Any]]:
        capsys.readouterr()
        assert main([*words, "--json"]) == 0, capsys.readouterr().err
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]):
    """Run a command that is refused; return its one line."""

    def run(*words: str) -> str:
        capsys.readouterr()
        assert main(list(words)) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.count("\n") == 1
        return shown.err

    return run


@pytest.fixture
def lender(house: Installation, say) -> str:
    name = f"Lender {uuid4().hex}"
    words = ("--name-zh", f"甲{name}", "--name-en", name, "--jurisdiction", "cn")
    [made] = say("organisation", "add", "lender", *words, "--lender-type", "bank")
    return made["id"]


def product_file(folder: Path, *change: tuple[list[str | int], object]) -> Path:
    """The sample with codes of its own, changed at some places."""
    shutil.copy(SAMPLE / "cash.html.jinja", folder)
    written = json.loads((SAMPLE / "cash.json").read_text())
    for path, value in change:
        place = written
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = value
    file = folder / "product.json"
    file.write_text(json.dumps(written), encoding="utf-8")
    return file


def test_a_lender_is_set_up_with_its_notices(house: Installation, lender: str, say) -> None:
    with house.database.transaction(machine_access(UUID(lender), "")) as tx:
        notices = tx.execute(
            text("SELECT count(*) FROM notices WHERE organisation_id = :id"), {"id": lender}
        ).scalar_one()
    assert notices > 0
    assert lender in {one["id"] for one in say("organisation", "list")}


def test_an_administrator_is_invited_and_comes_in(house: Installation, lender: str, say) -> None:
    name = f"{uuid4().hex}@lender.example"
    words = ("--name", "张三", "--sign-in", name)
    [made] = say("member", "add", lender, "admin", *words)
    now = datetime.now(UTC)
    opened = sign_in(house.database, name, made["one_time_password"], now)
    assert standing(house.database, opened.signed_in).step is Step.RENEW
    [again] = say("member", "add", lender, "officer", *words)
    assert again["one_time_password"] is None
    [anew] = say("member", "renew", "--sign-in", name)
    with pytest.raises(NotSignedIn):
        sign_in(house.database, name, made["one_time_password"], now)
    assert sign_in(house.database, name, anew["one_time_password"], now)
    assert say("member", "end", lender, "officer", "--sign-in", name) == [{"ended": True}]


def test_who_is_invited_can_be_asked_for(
    house: Installation, lender: str, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    name = f"{uuid4().hex}@lender.example"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{name}\n张三\n"))
    assert main(["member", "add", lender, "admin"]) == 0
    shown = capsys.readouterr()
    assert "shown this once" in shown.err
    [password] = shown.out.splitlines()
    assert sign_in(house.database, name, password, datetime.now(UTC))
    assert name not in shown.out + shown.err


def test_a_key_opens_until_it_is_ended(house: Installation, lender: str, say, refused) -> None:
    [made] = say("key", "add", lender, "--label", "core", "--scope", "applications")
    access = access_of_token(house.database, made["token"])
    assert (access.organisation, access.roles) == (UUID(lender), {Role.SUBMITTER})
    [listed] = say("key", "list", lender)
    assert (listed["id"], listed["ended_at"]) == (made["id"], None)
    assert made["token"] not in str(listed)
    say("key", "end", lender, made["id"])
    with pytest.raises(NotSignedIn):
        access_of_token(house.database, made["token"])
    assert "no such key" in refused("key", "end", lender, made["id"])


def test_the_sample_product_is_published_and_found_in_order(
    house: Installation, lender: str, say, refused, tmp_path: Path
) -> None:
    file = str(product_file(tmp_path, (["since"], "2026-12-01")))
    looked = say("product", "add", lender, file, "--check")
    assert [one["published"] for one in looked] == [False, False]
    published = say("product", "add", lender, file)
    assert [one["offer"] for one in published] == ["CASH-12", "CASH-6"]
    assert [one["findings"] for one in published] == [[], []]
    with house.database.transaction(machine_access(UUID(lender), "application.submit")) as tx:
        assert offers_on(tx, date(2026, 11, 30), UUID(lender)) == ()
        assert len(offers_on(tx, date(2026, 12, 1), UUID(lender))) == 2
        offer = offer_of(tx, UUID(lender), "CASH-12", date(2026, 12, 1))
        [fact] = entries_about(tx, UUID(lender), "CASH-12")
    assert offer.form.text == (SAMPLE / "cash.html.jinja").read_text()
    assert fact.kind == "product.published@1"
    assert fact.payload == {
        "product": "cash",
        "version": 1,
        "form_sha256": offer.form.sha256,
        "valid_from": "2026-12-01",
        "apr_percent": "12.00",
        "standard": "cn-simple",
    }
    assert "product of the code cash already" in refused("product", "add", lender, file)


def test_the_sample_as_it_lies_there_is_on_the_shelf_from_today(
    house: Installation, lender: str, say
) -> None:
    say("product", "add", lender, str(SAMPLE / "cash.json"))
    with house.database.transaction(machine_access(UUID(lender), "application.submit")) as tx:
        assert len(offers_on(tx, day_of(datetime.now(UTC)), UUID(lender))) == 2


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (["offers", 0, "months"], 0, "product.json /offers/0/months: expected a number of at"),
        (["offers", 0, "months"], "12", "/offers/0/months: expected"),
        (["offers", 1, "monthly_rate"], "1.33", "/offers/1/monthly_rate: expected a fraction"),
        (["offers", 1, "monthly_rate"], 0.0133, "/offers/1/monthly_rate: expected a fraction"),
        (["offers", 0, "amount_max"], "1.00", "/offers/0: expected amounts above zero"),
        (["offers", 1, "code"], "CASH-12", "/offers/1/code: expected a code of its own"),
        (["offers", 1, "monthly_fee"], "0.004", "/form/monthly_fee: expected a label and a payee"),
        (["offers", 0, "code"], "张三", "/offers/0/code: expected"),
        (["offers", 0, "rate"], "1", "/offers/0: expected no other member"),
        (["offers"], [], "/offers: expected"),
        (
            ["product", "name"],
            {"zh": "现金贷"},
            "/product/name/en: expected a value, found nothing",
        ),
        (["product", "scenario"], "casino", "/product/scenario: expected one of"),
        (["since"], "tomorrow", "/since: expected"),
        (["form", "file"], "none.jinja", "none.jinja: No such file"),
        (["form", "file"], "../cash.html.jinja", "/form/file: expected"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_in_one_line(
    house: Installation, lender: str, refused, tmp_path: Path, place, value, said: str
) -> None:
    before = [house.count(table) for table in ("products", "form_versions", "offers")]
    file = product_file(tmp_path, (place, value))
    assert said in refused("product", "add", lender, str(file))
    assert [house.count(table) for table in ("products", "form_versions", "offers")] == before


def test_a_form_that_cannot_be_filled_leaves_nothing(
    house: Installation, lender: str, refused, tmp_path: Path
) -> None:
    before = house.count("products")
    file = product_file(tmp_path)
    (tmp_path / "cash.html.jinja").write_text("一\n{{ numbers.prinzipal }}")
    assert "prinzipal" in refused("product", "add", lender, str(file))
    (tmp_path / "cash.html.jinja").write_text("一\n{% if %}")
    assert "line 2: expected a form" in refused("product", "add", lender, str(file))
    (tmp_path / "cash.html.jinja").write_bytes(b"\xff")
    assert "expected a text in UTF-8" in refused("product", "add", lender, str(file))
    file.write_text("{")
    assert "expected JSON" in refused("product", "add", lender, str(file))
    assert house.count("products") == before


def test_who_sells_a_product_is_kept_and_shown(
    house: Installation, lender: str, say, refused, tmp_path: Path
) -> None:
    say("product", "add", lender, str(product_file(tmp_path, (["since"], "2026-01-01"))))
    sellers = str(SAMPLE / "sellers.json")
    [kept] = say("product", "sell", lender, "cash", sellers)
    assert kept == {"product": "cash", "partners": 1, "channels": 2, "advertisements": 1}
    [shown] = say("product", "show", lender)
    assert (shown["product"], sorted(shown["offers"])) == ("cash", ["CASH-12", "CASH-6"])
    assert (shown["partners"], shown["advertisements"]) == (["bridge"], ["spring"])
    assert sorted(shown["channels"]) == ["app", "bridge-app"]
    assert [form["in_use"] for form in shown["forms"]] == [True]
    assert shown["loans"] == {"approved_here": 0, "by_file": 0, "affected": 0, "owed": {}}
    assert "no such product" in refused("product", "sell", lender, "none", sellers)


def test_sellers_that_do_not_fit_are_refused_in_one_line(
    house: Installation, lender: str, say, refused, tmp_path: Path
) -> None:
    say("product", "add", lender, str(product_file(tmp_path)))
    written = json.loads((SAMPLE / "sellers.json").read_text())
    written["channels"][1]["partner"] = "nobody"
    file = tmp_path / "sellers.json"
    file.write_text(json.dumps(written), encoding="utf-8")
    said = refused("product", "sell", lender, "cash", str(file))
    assert "/channels: expected a partner of the product, found nobody" in said
    [shown] = say("product", "show", lender)
    assert shown["channels"] == []


def test_every_row_of_law_is_listed_with_whether_it_was_read(house: Installation, say) -> None:
    rows = {row["code"]: row for row in say("law", "list")}
    assert len(rows) == len(LAWS)
    assert {row["jurisdiction"] for row in rows.values()} == {"cn", "us", "eu", "uk"}
    assert rows["cn-civilcode-498"]["verified"]
    unread = [row for row in rows.values() if not row["verified"]]
    assert unread
    assert all(row["citation"]["zh"] and row["citation"]["en"] for row in rows.values())


def test_a_change_of_law_names_the_forms_it_reaches_and_ends_with_one(
    house: Installation, lender: str, say, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    say("product", "add", lender, str(product_file(tmp_path, (["since"], "2026-01-01"))))
    words = ["law", "effects", lender, "--law", "cn-loan-assist-2025-9", "--on", "2027-01-01"]
    assert main([*words, "--percent", "24"]) == 0
    assert "products: none" in capsys.readouterr().out
    assert main([*words, "--percent", "5", "--json"]) == 1
    reached = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {one["offer"] for one in reached} == {"CASH-6", "CASH-12"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("law", "effects", "LENDER", "--law", "none", "--ends"), "none"),
        (("law", "effects", "LENDER", "--law", "x", "--percent", "much"), "--percent"),
        (("key", "add", "nobody", "--label", "a", "--scope", "contracts"), "no such organisation"),
        (("key", "add", "LENDER", "--label", "a", "--scope", "figures"), "expected scopes of"),
        (("key", "end", "LENDER", "x"), "key: expected an id"),
        (
            ("member", "add", "LENDER", "supervisor", "--name", "a", "--sign-in", "a@b.example"),
            "/role: expected a role of a lender",
        ),
        (("member", "renew", "--sign-in", "nobody@b.example"), "nobody signs in by that name"),
        (
            (*ADD, "lender", "--name-zh", "甲"),
            "expected a lender with its type",
        ),
        (
            (*ADD, "regulator", "--name-zh", " "),
            "--name-zh: expected a name",
        ),
        (
            (*ADD, "regulator", "--name-zh", "甲", "--territory", "Shanghai"),
            "--territory: expected a code",
        ),
    ],
)
def test_a_wrong_call_is_one_line(
    house: Installation, lender: str, refused, words: tuple[str, ...], said: str
) -> None:
    assert said in refused(*(lender if word == "LENDER" else word for word in words))


def test_without_a_server_it_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys
) -> None:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CANDOR_DATA", str(tmp_path))
    assert main(["organisation", "list"]) == 3
    assert "start `candor up`" in capsys.readouterr().err


def test_the_choices_are_those_of_the_rooms() -> None:
    """Written out in the commands, so that their help loads nothing."""
    assert set(key.SCOPES) == {scope.code for scope in SCOPES}
    assert set(member.ROLES) == {role for roles in STAFF_ROLES.values() for role in roles}
    assert set(organisation.JURISDICTIONS) == set(Jurisdiction) == set(get_args(JurisdictionCode))
    assert set(organisation.LENDER_TYPES) == set(LenderType) == set(get_args(LenderTypeCode))
