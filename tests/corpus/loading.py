"""Load the corpus: bases with their changes, checked, as packages with gold sheets."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent
LANGUAGES = ("zh", "en")
FINDINGS = tuple(
    f"{group}{number:02d}"
    for group, last in (("A", 11), ("B", 7), ("C", 8), ("D", 5), ("E", 11), ("F", 4), ("G", 4))
    for number in range(1, last + 1)
)
KINDS = ("positive", "near_miss", "clean")
_KEYS = {"name", "kind", "base", "why", "gold", "change", "paper", "parts", "formats", "as"}
_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"⟦(?:ins|del|hidden|white|tiny):|⟧")


class CorpusError(ValueError):
    """A case says something that cannot be so; the message names its file and case."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a package; a name that ends in .pdf or .docx asks to be rendered."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Gold:
    """A finding the package truly has; no quote where the finding is an absence."""

    finding: str
    quote: str | None


SHOWN, KEPT = "shown", "kept"  # to who mends the checks; to measure them by


@dataclass(frozen=True, slots=True)
class Case:
    """A package with its gold sheet.

    Args:
        language: "zh" or "en".
        name: unique in its language.
        about: the finding whose file it stands in; "" for bases, packages and long ones.
        kind: "positive", "near_miss" or "clean".
        papers: the contract first.
        gold: every finding it truly has.
        why: one line.
        long: whether it is one of the contracts of six and more pages.
    """

    language: str
    name: str
    about: str
    kind: str
    papers: tuple[Paper, ...]
    gold: tuple[Gold, ...]
    why: str
    long: bool = False

    @property
    def findings(self) -> frozenset[str]:
        """The ids of its gold."""
        return frozenset(gold.finding for gold in self.gold)

    @property
    def half(self) -> str:
        """The part it lies in, by its name, so that adding another case moves none.

        Two quarters were shown from the start and a third was opened later; the last one is kept.
        """
        name = self.name.removesuffix("-pdf").removesuffix("-docx")
        first, second, *_ = sha256(f"{self.language}/{name}".encode()).digest()
        return KEPT if first % 2 and second % 2 else SHOWN


def squeezed(text: str) -> str:
    """Return the text without white space and rendering marks; quotes are compared so."""
    return _SPACE.sub("", _MARKS.sub("", text))


@cache
def load(language: str) -> tuple[Case, ...]:
    """Return every case of a language: bases, single faults, near misses, packages, long ones.

    Raises:
        CorpusError: a find is absent or not unique, a quote does not stand in the text, an id
            is unknown, or a name is taken.
    """
    home = CORPUS / language
    cases = [*_clean_bases(language), *_from_tables(language)]
    names: set[str] = set()
    for case in cases:
        if case.name in names:
            raise CorpusError(f"{home.name}: two cases are named {case.name}")
        names.add(case.name)
    return tuple(cases)


def load_all() -> tuple[Case, ...]:
    """Return the cases of both languages, as far as they are there."""
    return tuple(case for language in LANGUAGES for case in load(language))


def base_papers(language: str, name: str) -> tuple[Paper, ...]:
    """Return a base with the papers that always come with it.

    Raises:
        CorpusError: there is no such base.
    """
    for folder in (CORPUS / language / name for name in ("bases", "long", "whole")):
        path = folder / name
        if path.is_file():
            further = sorted(folder.glob(f"{path.stem}+*{path.suffix}"))
            return tuple(Paper(p.name, p.read_text(encoding="utf-8")) for p in (path, *further))
    raise CorpusError(f"{language}: there is no base {name}")


def _clean_bases(language: str) -> Iterator[Case]:
    for path in sorted((CORPUS / language / "bases").glob("*.txt")):
        if "+" not in path.stem:
            papers = base_papers(language, path.name)
            yield Case(language, f"base-{path.stem}", "", "clean", papers, (), "clean base")


def _from_tables(language: str) -> Iterator[Case]:
    for path in sorted((CORPUS / language).rglob("*.toml")):
        folder = path.parent.name
        about = path.stem if folder == language else ""
        if about and about not in FINDINGS:
            raise CorpusError(f"{path.name}: {about} is no finding")
        with path.open("rb") as opened:
            tables = tomllib.load(opened)
        for row in tables.get("case", ()):
            try:
                yield from _cases(language, about, row, is_long=folder == "long")
            except CorpusError as error:
                raise CorpusError(f"{language}/{path.name}: {row.get('name')}: {error}") from None


def _cases(language: str, about: str, row: Mapping[str, Any], *, is_long: bool) -> Iterator[Case]:
    if unknown := set(row) - _KEYS:
        raise CorpusError(f"unknown keys {sorted(unknown)}")
    papers = _changed(_joined(language, row), row.get("change", ()))
    papers += tuple(Paper(further["name"], further["text"]) for further in row.get("paper", ()))
    gold = tuple(Gold(each["finding"], each.get("quote")) for each in row.get("gold", ()))
    case = Case(language, row["name"], about, row["kind"], papers, gold, row["why"], is_long)
    _check(case)
    formats = row.get("formats", ("pdf", "docx") if is_long else (row.get("as", "txt"),))
    for form in formats:
        yield replace(
            case,
            name=f"{case.name}-{form}" if is_long else case.name,
            papers=(_in_form(papers[0], form), *papers[1:]),
        )


def _joined(language: str, row: Mapping[str, Any]) -> tuple[Paper, ...]:
    first, *further = base_papers(language, row["base"])
    annexes = [base_papers(language, part)[0].text for part in row.get("parts", ())]
    return (Paper(first.name, "\n".join((first.text, *annexes))), *further)


def _changed(papers: Sequence[Paper], changes: Sequence[Mapping[str, str]]) -> tuple[Paper, ...]:
    papers = tuple(papers)
    for change in changes:
        find = change["find"]
        count = sum(paper.text.count(find) for paper in papers)
        if count != 1:
            raise CorpusError(f"{find!r} stands {count} times in the papers")
        papers = tuple(Paper(p.name, p.text.replace(find, change["replace"])) for p in papers)
    return papers


def _check(case: Case) -> None:
    if case.kind not in KINDS:
        raise CorpusError(f"{case.kind!r} is no kind")
    if (case.kind == "positive") != bool(case.gold):
        raise CorpusError("positives have gold, and only they")
    if case.kind == "positive" and case.about and case.about not in case.findings:
        raise CorpusError(f"a positive of {case.about} without it in its gold")
    if len({paper.name for paper in case.papers}) < len(case.papers):
        raise CorpusError("two papers have one name")
    texts = [squeezed(paper.text) for paper in case.papers]
    for gold in case.gold:
        if gold.finding not in FINDINGS:
            raise CorpusError(f"{gold.finding!r} is no finding")
        if gold.quote is not None and not any(squeezed(gold.quote) in text for text in texts):
            raise CorpusError(f"the quote {gold.quote!r} does not stand in the papers")


def _in_form(paper: Paper, form: str) -> Paper:
    return Paper(f"{Path(paper.name).stem}.{form}", paper.text)


def positives(cases: Sequence[Case], finding: str) -> int:
    """Return how many cases of the finding's own file are positives."""
    return sum(case.about == finding and case.kind == "positive" for case in cases)


def near_misses(cases: Sequence[Case], finding: str) -> int:
    """Return how many cases of the finding's own file are near misses."""
    return sum(case.about == finding and case.kind == "near_miss" for case in cases)


def languages_by_case(cases: Sequence[Case]) -> tuple[tuple[str, str], ...]:
    """Return every pair of language and finding, for tables that must be complete."""
    present = sorted({case.language for case in cases})
    return tuple(product(present, FINDINGS))
