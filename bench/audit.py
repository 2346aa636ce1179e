"""Auditing contracts: ours against a list of alarming words, over the corpus in tests/corpus.

Both read the same papers in the same run. A finding counts as found when its id is in the gold
sheet and its quoted words overlap the gold words (for an absence the id alone). Everything else
that is reported is a false alarm. Macro F1 is the mean over the findings the corpus holds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from bench import audit_peer
from bench.shape import Measure, Side, quantile, result, rounded
from contracts.service import audit
from documents.model import Document, Format
from documents.reading import read
from tests.corpus.loading import KEPT, SHOWN, Case, Gold, load_all, squeezed
from tests.corpus.rendering import data_of

ROUNDS = 3
AS_OF = date(2026, 11, 22)
_OURS, _PEER = "candor", f"{audit_peer.RULES} word lists"

Place = tuple[str, int, int]
Found = Mapping[str, Sequence[Place]]  # by finding, where
Finder = Callable[[Sequence[Document]], Found]


@dataclass(slots=True)
class Tally:
    """One finding over the corpus, a package counting once."""

    found: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> float | None:
        told = self.found + self.false
        return self.found / told if told else None

    @property
    def recall(self) -> float | None:
        there = self.found + self.missed
        return self.found / there if there else None

    @property
    def f1(self) -> float:
        return 2 * self.found / (2 * self.found + self.missed + self.false) if self.found else 0.0

    def as_dict(self) -> dict[str, object]:
        return {
            "precision": None if self.precision is None else round(self.precision, 3),
            "recall": None if self.recall is None else round(self.recall, 3),
            "f1": round(self.f1, 3),
            "found": self.found,
            "missed": self.missed,
            "false": self.false,
        }


@dataclass(slots=True)
class Score:
    """What one side made of the corpus."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    clean: int = 0
    alarms: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)  # case, what, finding

    @property
    def macro_f1(self) -> float:
        held = [tally.f1 for tally in self.tallies.values() if tally.recall is not None]
        return sum(held) / len(held) if held else 0.0

    @property
    def alarms_per_clean(self) -> float:
        return self.alarms / self.clean if self.clean else 0.0

    def as_dict(self) -> dict[str, object]:
        return {
            "macro_f1": round(self.macro_f1, 4),
            "false_alarms_per_clean_contract": round(self.alarms_per_clean, 3),
            "clean_contracts": self.clean,
            "by_finding": {code: one.as_dict() for code, one in sorted(self.tallies.items())},
        }


def run(rounds: int = ROUNDS) -> dict[str, object]:
    """Return precision, recall, false alarms, and the time of a long contract."""
    cases = load_all()
    mine, theirs = score(cases, ours), score(cases, peer)
    measures = [
        Measure("macro F1", "share", _side(_OURS, mine.macro_f1), _side(_PEER, theirs.macro_f1)),
        Measure(
            "false alarms per clean contract",
            "findings",
            _side(_OURS, mine.alarms_per_clean),
            _side(_PEER, theirs.alarms_per_clean),
        ),
    ]
    long = [case for case in cases if case.long]
    notes = [*_told(cases), *_lines(mine, theirs)]
    if long:
        timed, spread = _timed(long, rounds)
        measures += timed
        notes.append(spread)
    found = result("audit", measures, notes)
    scores = {_OURS: mine.as_dict(), _PEER: theirs.as_dict()}
    languages = {
        code: score([c for c in cases if c.language == code], ours).as_dict()
        for code in sorted({case.language for case in cases})
    }
    halves = {
        half: score([c for c in cases if c.half == half], ours).as_dict() for half in (SHOWN, KEPT)
    }
    by = {"by_language": languages, "by_half": halves}
    return {**found, "accuracy": scores, **by, "wrong": mine.wrong}


def score(cases: Iterable[Case], finder: Finder) -> Score:
    """Compare what a finder reports with the gold sheets, package by package."""
    outcome = Score()
    for case in cases:
        found = _reported(case, finder, documents_of(case))
        missed, false = wrong_of(case, finder)
        for code in case.findings | set(found):
            tally = outcome.tallies.setdefault(code, Tally())
            tally.found += code not in missed | false
            tally.missed += code in missed
            tally.false += code in false
        named = f"{case.language}/{case.name}"
        outcome.wrong += [(named, "missed", code) for code in sorted(missed)]
        outcome.wrong += [(named, "false", code) for code in sorted(false)]
        if not case.gold:
            outcome.clean += 1
            outcome.alarms += len(found)
    return outcome


def wrong_of(case: Case, finder: Finder) -> tuple[frozenset[str], frozenset[str]]:
    """Return the findings that were missed, and those that were reported and are not there."""
    documents = documents_of(case)
    found = _reported(case, finder, documents)
    hit = {gold.finding for gold in case.gold if _is_found(gold, found, documents)}
    return case.findings - hit, frozenset(found) - hit


_REPORTS: dict[tuple[str, str, Finder], Found] = {}


def _reported(case: Case, finder: Finder, documents: Sequence[Document]) -> Found:
    """Ask once for each case, however often it is counted."""
    key = (case.language, case.name, finder)
    if key not in _REPORTS:
        _REPORTS[key] = finder(documents)
    return _REPORTS[key]


@cache
def documents_of(case: Case) -> tuple[Document, ...]:
    return tuple(read(data_of(paper), paper.name) for paper in case.papers)


def _is_found(gold: Gold, found: Found, documents: Sequence[Document]) -> bool:
    if gold.finding not in found:
        return False
    if gold.quote is None:
        return True
    stretches = [(d.name, *place) for d in documents for place in places(d.text, gold.quote)]
    return any(
        name == file and start < end_found and start_found < end
        for file, start_found, end_found in found[gold.finding]
        for name, start, end in stretches
    )


def places(text: str, quote: str) -> list[tuple[int, int]]:
    """Return every stretch of a text that reads as the quote, white space aside."""
    kept = [place for place, letter in enumerate(text) if not letter.isspace()]
    letters = "".join(text[place] for place in kept)
    wanted = squeezed(quote)
    answer: list[tuple[int, int]] = []
    start = letters.find(wanted)
    while start >= 0:
        answer.append((kept[start], kept[start + len(wanted) - 1] + 1))
        start = letters.find(wanted, start + 1)
    return answer


def ours(documents: Sequence[Document]) -> Found:
    """Ask the product's audit."""
    outcome = audit(documents, as_of=AS_OF)
    found: dict[str, list[Place]] = {}
    for finding in outcome.findings:
        told = [(place.file, place.start, place.end) for place in finding.evidence]
        found.setdefault(finding.code, []).extend(told)
    return found


def peer(documents: Sequence[Document]) -> Found:
    """Ask the word lists."""
    found: dict[str, list[Place]] = {}
    for document in documents:
        for code, start, end in audit_peer.find(document.text):
            found.setdefault(code, []).append((document.name, start, end))
    for code in audit_peer.find_absent("\n".join(document.text for document in documents)):
        found.setdefault(code, [])
    return found


def _timed(long: Sequence[Case], rounds: int) -> tuple[list[Measure], str]:
    """Time each side in turns on the long contracts, read before; reading apart."""
    packages = [documents_of(case) for case in long]
    times: dict[str, list[tuple[float, ...]]] = {_OURS: [], _PEER: []}
    for _ in range(rounds):
        for name, finder in ((_OURS, ours), (_PEER, peer)):
            times[name].append(tuple(_milliseconds(finder, package) for package in packages))
    each = sorted(figure for one in times[_OURS] for figure in one)
    pages = [len(package[0].pages) for package in packages if package[0].format == Format.PDF]
    spread = (
        f"{len(long)} long contracts, {min(pages)} to {max(pages)} pages as PDF, audited once read:"
        f" p50 {rounded(quantile(each, 0.5))} ms, p95 {rounded(quantile(each, 0.95))} ms"
    )
    audited = Measure(
        "a long contract audited, once read",
        "ms",
        Side(_OURS, tuple(times[_OURS])),
        Side(_PEER, tuple(times[_PEER])),
    )
    return [audited, *(_read_in(form, long) for form in ("pdf", "docx"))], spread


def _read_in(form: str, long: Sequence[Case]) -> Measure:
    """Time the reading of the long contracts of one format, child process and all."""
    read_in = tuple(_reading(case) for case in long if case.papers[0].name.endswith(f".{form}"))
    return Measure(f"a long contract read ({form.upper()})", "ms", Side(_OURS, (read_in,)))


def _milliseconds(finder: Finder, package: Sequence[Document]) -> float:
    start = time.perf_counter_ns()
    finder(package)
    return (time.perf_counter_ns() - start) / 1e6


def _reading(case: Case) -> float:
    data = [(data_of(paper), paper.name) for paper in case.papers]
    start = time.perf_counter_ns()
    for content, name in data:
        read(content, name)
    return (time.perf_counter_ns() - start) / 1e6


def _side(name: str, figure: float) -> Side:
    return Side(name, ((figure,),))


def _told(cases: Sequence[Case]) -> list[str]:
    kinds = ("positive", "near_miss", "clean")
    counts = ", ".join(f"{sum(c.kind == kind for c in cases)} {kind}" for kind in kinds)
    return [
        f"{len(cases)} packages, made by the project that is measured: {counts}",
        "the peer fires when a paper holds one of its words; it calculates nothing",
    ]


def _lines(mine: Score, theirs: Score) -> list[str]:
    rows: list[str] = []
    for code in sorted(mine.tallies | theirs.tallies):
        here, there = (side.tallies.get(code, Tally()) for side in (mine, theirs))
        if here.recall is not None:
            rows.append(f"{code}: {_figures(here)}; peer {_figures(there)}")
    return rows


def _figures(tally: Tally) -> str:
    precision = "none told" if tally.precision is None else f"precision {tally.precision:.2f}"
    recall = "none there" if tally.recall is None else f"recall {tally.recall:.2f}"
    return f"{precision}, {recall}"


if __name__ == "__main__":
    import json

    print(json.dumps(run(), ensure_ascii=False, indent=2))
