"""Finding personal data: our scan against Presidio extended for Chinese the obvious way.

The peer is what its documentation leads to: the stock recognisers for `zh`, spaCy's blank Chinese
tokeniser, and a PatternRecognizer with a check for each Chinese identifier. Both read the same
invented lending texts in the same run, in turns; time is processor time of this process.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version

import spacy
from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine

from privacy import rules
from privacy.engine import Detector
from privacy.model import Label
from privacy.presidio import analyzer, stay_offline
from tests.privacy import invented

DOCUMENTS = 200
ROUNDS = 5
SEED = 20261122
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


def run() -> dict[str, object]:
    """Return accuracy, speed and their ratio, with medians and spread over the rounds."""
    rng = random.Random(SEED)
    documents = [invented.document(rng) for _ in range(DOCUMENTS)]
    characters = sum(len(document.text) for document in documents)
    ways = {"candor": _ours(), "candor through Presidio": _wrapped(), "presidio": _peer()}

    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for find in ways.values():  # each warms up on a few
        _read(find, documents[:5])
    for _ in range(ROUNDS):
        for name, find in ways.items():
            seconds[name].append(_read(find, documents))

    ratios = [
        peer / ours for peer, ours in zip(seconds["presidio"], seconds["candor"], strict=True)
    ]
    return {
        "name": "pii",
        "peer": f"presidio-analyzer {version('presidio-analyzer')}, stock zh and custom patterns",
        "documents": DOCUMENTS,
        "characters": characters,
        "rounds": ROUNDS,
        "ways": {
            name: _accuracy(find, documents) | _speed(seconds[name], characters)
            for name, find in ways.items()
        },
        "ratio": {
            "median": round(statistics.median(ratios), 1),
            "low": round(min(ratios), 1),
            "high": round(max(ratios), 1),
        },
    }


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


def _read(find: Find, documents: Iterable[invented.Document]) -> float:
    start = time.process_time()
    for document in documents:
        list(find(document.text))
    return time.process_time() - start


def _speed(seconds: list[float], characters: int) -> dict[str, float]:
    median = statistics.median(seconds)
    return {
        "documents_per_second": round(DOCUMENTS / median, 1),
        "characters_per_second": round(characters / median),
        "seconds_low": round(min(seconds), 4),
        "seconds_high": round(max(seconds), 4),
    }


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
