"""Presidio's own interface over our rows, with no model and no network."""

from __future__ import annotations

from presidio_analyzer import (
    AnalysisExplanation,
    AnalyzerEngine,
    EntityRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, NoOpNlpEngine
from tldextract import tldextract

from privacy.engine import Detector
from privacy.kinds import KINDS

LANGUAGES = ("zh", "en")


class CandorRecognizer(EntityRecognizer):
    """All rows of this room as one recogniser of Presidio, which runs the scan once.

    Args:
        language: the language Presidio asks for it by; the rows are the same.
        detector: the scan.
    """

    def __init__(self, language: str, detector: Detector) -> None:
        self._detector = detector
        entities = [row.label.value for row in KINDS]
        super().__init__(entities, name="CandorRecognizer", supported_language=language)

    def load(self) -> None:
        """Nothing is loaded: the rows are prepared on import."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Return the spans of the wanted entities as Presidio's results."""
        del nlp_artifacts
        wanted = frozenset(entities)
        return [
            RecognizerResult(
                span.label.value,
                span.start,
                span.end,
                span.score,
                AnalysisExplanation(
                    recognizer=span.recognizer,
                    original_score=span.score,
                    textual_explanation=", ".join(sorted(span.evidence)),
                ),
                {
                    RecognizerResult.RECOGNIZER_NAME_KEY: span.recognizer,
                    RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
                },
            )
            for span in self._detector.scan(text, self.supported_language)
            if span.label.value in wanted
        ]


class ScoresStand(ContextAwareEnhancer):
    """Leaves scores alone: the words around a value were weighed when it was found."""

    def __init__(self) -> None:
        super().__init__(0.0, 0.0, 0, 0)

    def enhance_using_context(
        self,
        text: str,  # noqa: ARG002
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,  # noqa: ARG002
        recognizers: list[EntityRecognizer],  # noqa: ARG002
        context: list[str] | None = None,  # noqa: ARG002
    ) -> list[RecognizerResult]:
        """Return the results as they are."""
        return raw_results


def analyzer(detector: Detector | None = None) -> AnalyzerEngine:
    """Return an engine for Chinese and English that finds exactly what the detector finds.

    Stock recognisers may be added to its registry; they stay off the network too.
    """
    stay_offline()
    scan = detector or Detector()
    return AnalyzerEngine(
        registry=RecognizerRegistry(
            recognizers=[CandorRecognizer(language, scan) for language in LANGUAGES],
            supported_languages=list(LANGUAGES),
        ),
        nlp_engine=NoOpNlpEngine([{"lang_code": code, "model_name": ""} for code in LANGUAGES]),
        supported_languages=list(LANGUAGES),
        context_aware_enhancer=ScoresStand(),
    )


def stay_offline() -> None:
    """Let the suffix list that stock e-mail and URL rows ask for come from the package alone."""
    tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
