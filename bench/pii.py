"""Finding personal data: our scan against Presidio extended for Chinese the obvious way.

The peer is what its documentation leads to: the stock recognisers for `zh`, spaCy's blank Chinese
tokeniser, and a PatternRecognizer with a check for each Chinese identifier. Both read the same
invented lending texts in the same run, in turns; time is processor time of this process.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version

import spacy
from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine

from bench.shape import Measure, Side, result
from privacy import rules
from privacy.engine import Detector
from privacy.model import Label
from privacy.presidio import analyzer, stay_offline
from tests.privacy import invented

DOCUMENTS = 200
ROUNDS = 5
SEED = 20261122
_PEER = "presidio"
_STOCK_LABELS = {"EMAIL_ADDRESS": "EMAIL", "PHONE_NUMBER": "PHONE", "CREDIT_CARD": "BANK_CARD"}

Place = tuple[int, int, str]
Find = Callable[[str], Iterable[Place]]


class _Resident(PatternRecognizer):
    def validate_result(self, pattern_text: str) -> bool:
        return rules.resident_checks(pattern_text)


class _Card(PatternRecognizer):
    def validate_result(self, pattern_text: str) -> bool:
        return rules.luhn("".join(char for char in pattern_text if char.isdigit()))


class _BlankChinese(SpacyNlpEngine):
    def __init__(self) -> None:
        super().__init__([{"lang_code": "zh", "model_name": "blank"}])
        self.nlp = {"zh": spacy.blank("zh")}


def run(documents_made: int = DOCUMENTS, rounds: int = ROUNDS) -> dict[str, object]:
    """Return accuracy and processor time a document, in turns."""
    rng = random.Random(SEED)
    documents = [invented.document(rng) for _ in range(documents_made)]
    characters = sum(len(document.text) for document in documents)
    ways = {"candor": _ours(), "candor through Presidio": _wrapped(), _PEER: _peer()}

    times: dict[str, list[tuple[float, ...]]] = {name: [] for name in ways}
    for find in ways.values():  # each warms up on a few
        tuple(_read(find, documents[:5]))
    for _ in range(rounds):
        for name, find in ways.items():
            times[name].append(tuple(_read(find, documents)))

    peer = Side(_PEER, tuple(times[_PEER]))
    measures = [
        Measure("one document read", "µs", Side(name, tuple(times[name])), peer)
        for name in ways
        if name != _PEER
    ]
    found = result(
        "pii",
        measures,
        (
            (
                f"the peer is presidio-analyzer {version('presidio-analyzer')} as its documentation"
                " extends it: stock zh recognisers and a pattern for each Chinese identifier"
            ),
            (
                f"{documents_made} invented texts, {characters / documents_made:.0f} characters on"
                " average, made by the project that is measured"
            ),
            *(_told(name, _accuracy(find, documents)) for name, find in ways.items()),
        ),
    )
    return {**found, "accuracy": {name: _accuracy(find, documents) for name, find in ways.items()}}


def _told(name: str, accuracy: dict[str, float]) -> str:
    return f"{name}: recall {accuracy['recall']}, precision {accuracy['precision']}"


def _ours() -> Find:
    detector = Detector()
    return lambda text: ((s.start, s.end, s.label.value) for s in detector.scan(text))


def _wrapped() -> Find:
    engine = analyzer()
    return lambda text: (
        (r.start, r.end, r.entity_type) for r in engine.analyze(text, language="zh")
    )


def _peer() -> Find:
    stay_offline()
    registry = RecognizerRegistry(supported_languages=["zh"])
    registry.load_predefined_recognizers(languages=["zh"])
    for recognizer in _custom():
        registry.add_recognizer(recognizer)
    engine = AnalyzerEngine(
        registry=registry, nlp_engine=_BlankChinese(), supported_languages=["zh"]
    )
    return lambda text: (
        (r.start, r.end, _STOCK_LABELS.get(r.entity_type, r.entity_type))
        for r in engine.analyze(text, language="zh")
    )


def _custom() -> Iterable[PatternRecognizer]:
    rows: tuple[tuple[type[PatternRecognizer], str, str, list[str]], ...] = (
        (_Resident, "ID_CARD", r"(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dXx](?!\d)", ["身份证", "证件"]),
        (PatternRecognizer, "PHONE", r"(?<!\d)1[3-9]\d{9}(?!\d)", ["手机", "电话"]),
        (
            _Card,
            "BANK_CARD",
            r"(?<!\d)[3-6]\d{3}(?:[ -]?\d{4}){2,3}(?:[ -]?\d{1,3})?(?!\d)",
            ["卡号"],
        ),
        (PatternRecognizer, "PERSON", r"(?<=姓名：|款人：)[\u4e00-\u9fa5]{2,4}", ["姓名"]),
        (PatternRecognizer, "EMAIL", r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}", ["邮箱"]),
        (
            PatternRecognizer,
            "ADDRESS",
            r"[\u4e00-\u9fa5]{2,8}[省市][\u4e00-\u9fa5]{1,20}[路街道]\d+号(?:\d+栋)?(?:\d+室)?",
            ["地址", "住址"],
        ),
    )
    for made, label, pattern, context in rows:
        yield made(
            label, patterns=[Pattern(label, pattern, 0.5)], context=context, supported_language="zh"
        )


def _read(find: Find, documents: Iterable[invented.Document]) -> Iterator[float]:
    for document in documents:
        start = time.process_time_ns()
        list(find(document.text))
        yield (time.process_time_ns() - start) / 1000


def _accuracy(find: Find, documents: list[invented.Document]) -> dict[str, float]:
    """Exact places and labels; for precision, labels the corpus does not name do not count."""
    named = {label.value for label in Label if label in {g[2] for d in documents for g in d.gold}}
    gold = {(n, s, e, g.value) for n, d in enumerate(documents) for s, e, g in d.gold}
    found = {
        (n, s, e, g) for n, d in enumerate(documents) for s, e, g in find(d.text) if g in named
    }
    return {
        "recall": round(len(gold & found) / len(gold), 4),
        "precision": round(len(gold & found) / len(found), 4) if found else 0.0,
    }


if __name__ == "__main__":
    import json

    print(json.dumps(run(), ensure_ascii=False, indent=2))
