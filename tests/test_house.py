"""The house rules that no other tool holds, readable as law."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

import core

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LINTER = PROJECT["tool"]["importlinter"]
OUTSIDE = {"bench", "docs", "migrations", "tests", "tools"}  # not rooms; DESIGN, section 1
FILE_LINES_MAX = 300
FUNCTION_LINES_MAX = 50
DRAWERS = {"utils", "helpers", "common", "manager", "base", "misc"}

SENTENCES = {
    "core": "Money, rates, dates, ids, access, refusals, settings: standard library only.",
    "database": "A transaction that carries who acts, for which organisation and in which act; "
    "column types for money, instants and sealed fields.",
    "evidence": "Facts, their salted commitments, the Merkle tree, checkpoints, proofs, followers.",
    "apr": "Cash flows to a yearly rate by each law; certificates; the batch kernel.",
    "documents": "Files from outside (PDF, DOCX, HTML, pictures) to text with places, read in a "
    "child process that can do no harm.",
    "identity": "Who is acting, by which factors, on which device, with what rights; freeze and "
    "unfreeze.",
    "consent": "Purposes, notices, grants, receipts, withdrawal, subject rights: may we?",
    "privacy": "Finds personal data in text, tables and JSON; gives the data without it.",
    "contracts": "Reads a contract into terms with their places, asks it every question, rebuilds "
    "its cost statement, seals the signed one.",
    "scoring": "Credit, fraud and name screening: a score, a band, and reasons.",
    "underwriting": "One application through consent, identity checks, privacy, contract, scores, "
    "over-lending guard and policy, once.",
    "servicing": "A running loan: schedule, payments, early warning, changing ability to repay, "
    "collections conduct.",
    "incidents": "Alerts within a second, freeze, blocked payments, compensation, notification "
    "clocks.",
    "alliance": "Credit bureaus, shared fraud lists by private set intersection, federated "
    "scorecards, private statistics and their budget, data trust.",
    "reporting": "Figures, reports, notices, filings to regulators with validation edits; "
    "compliance posture.",
    "dashboards": "Draws figures; computes nothing.",
    "workers": "RQ jobs, followers, schedules: an id in, a verb called.",
    "webapp": "HTTP in, a verb, HTTP out; templates, translations, the command line.",
}

ROOMS = sorted(
    folder.name
    for folder in ROOT.iterdir()
    if (folder / "__init__.py").exists() and folder.name not in OUTSIDE
)
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def test_the_rooms_are_those_of_this_checkout() -> None:
    assert Path(core.__file__).parents[1] == ROOT


def test_every_folder_of_code_is_a_room_with_a_floor() -> None:
    floors = {
        room.strip(" ()")
        for contract in LINTER["contracts"]
        if contract["type"] == "layers"
        for layer in contract["layers"]
        for room in layer.split("|")
    }
    assert floors == set(SENTENCES)
    assert set(ROOMS) <= floors
    assert LINTER["root_packages"] == ROOMS
    assert not LINTER.get("ignore_imports")


def test_every_room_is_packed() -> None:
    packed = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert {*ROOMS, "migrations"} <= set(packed)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_in_one_sentence_what_it_is_for_and_nothing_else(room: str) -> None:
    [only] = tree_of(ROOT / room / "__init__.py").body
    assert isinstance(only, ast.Expr)
    assert isinstance(only.value, ast.Constant)
    assert only.value.value == SENTENCES[room]


def test_inner_folders_hold_a_docstring_and_nothing_else() -> None:
    inner = [path for path in FILES if path.name == "__init__.py" and path.parents[1] != ROOT]
    assert [name_of(path) for path in inner if len(tree_of(path).body) != 1] == []


def test_the_readme_maps_the_rooms_in_their_own_words() -> None:
    rows = dict(re.findall(r"^\| `?(\w+)`? \| (.+?) \|$", (ROOT / "README.md").read_text(), re.M))
    mapped = {room: rows[room] for room in SENTENCES if room in rows}
    if mapped:  # once there is a map, it is whole
        assert mapped == {room: SENTENCES[room] for room in ROOMS}


def test_a_file_fits_a_sitting() -> None:
    lines = {name_of(path): len(path.read_text().splitlines()) for path in FILES}
    assert {name: count for name, count in lines.items() if count > FILE_LINES_MAX} == {}


def test_a_function_fits_a_screen() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in FILES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > FUNCTION_LINES_MAX
    ]
    assert long == []


def test_no_file_is_a_drawer() -> None:
    assert [name_of(path) for path in FILES if path.stem in DRAWERS] == []


def bases_of_classes() -> dict[str, set[str]]:
    return {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for path in FILES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef)
    }


def test_every_refusal_has_a_status_of_its_own_or_its_parents() -> None:
    from webapp.errors import STATUS

    bases = bases_of_classes()
    covered = {kind.__name__ for kind in STATUS}

    def line_of(name: str) -> set[str]:
        return {name}.union(*(line_of(base) for base in bases.get(name, ())))

    refusals = {name for name in bases if "CandorError" in line_of(name)} - {"CandorError"}
    assert {name for name in refusals if not line_of(name) & covered} == set()


def test_no_lock_names_an_index() -> None:
    for lock in ROOT.glob("requirements*.txt"):
        assert "://" not in lock.read_text(), lock.name
        assert "--index-url" not in lock.read_text(), lock.name


def test_text_and_code_name_no_machine_and_no_home() -> None:
    places = re.compile(r"/work/|/root/|/home/\w")
    suspects = [*FILES, *ROOT.glob("*.md"), *ROOT.glob("tools/*.py"), ROOT / "candor"]
    assert [name_of(path) for path in suspects if places.search(path.read_text())] == []
