"""Presidio's interface and the fast scan find the same, with no network."""

import random
import socket

import pytest

from privacy.engine import Detector
from tests.privacy import invented
from tests.privacy.test_engine import FOUND, SILENT

pytestmark = pytest.mark.filterwarnings("default")  # of libraries below Presidio, on import


@pytest.fixture(scope="module")
def engine():
    from privacy.presidio import analyzer

    return analyzer()


TEXTS = [
    *(text for text, _ in FOUND),
    *SILENT,
    *(invented.document(random.Random(seed)).text for seed in range(20)),
]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_find_the_same(engine, language):
    detector = Detector()
    for text in TEXTS:
        results = sorted(engine.analyze(text, language=language), key=lambda found: found.start)
        spans = detector.scan(text, language)
        assert [(r.entity_type, r.start, r.end, r.score) for r in results] == [
            (s.label.value, s.start, s.end, s.score) for s in spans
        ]
        names = [r.recognition_metadata["recognizer_name"] for r in results]
        assert names == [s.recognizer for s in spans]


def test_only_the_wanted_entities_are_answered(engine):
    found = engine.analyze("姓名：张三，手机13812345678", language="zh", entities=["PHONE"])
    assert [result.entity_type for result in found] == ["PHONE"]


def test_no_connection_is_tried_even_with_a_stock_row_added(engine, monkeypatch):
    from presidio_analyzer.predefined_recognizers import EmailRecognizer

    def refuse(*arguments, **options):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    stock = EmailRecognizer(supported_language="en")
    found = engine.analyze(
        "write to someone@example.co.uk", language="en", ad_hoc_recognizers=[stock]
    )
    assert {result.entity_type for result in found} == {"EMAIL", "EMAIL_ADDRESS"}
