"""Presidio as it comes, for comparison: its default recognisers, a small model, threshold 0.3."""

from collections.abc import Sequence

import spacy
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import EmailRecognizer
from tldextract import TLDExtract

from knowledge.recognisers.lexicon import model_folder
from knowledge.recognisers.span import PERSON, Span
from knowledge.redaction import Redaction, replace_spans

_THRESHOLD = 0.3
_WITHOUT_NETWORK = TLDExtract(suffix_list_urls=(), cache_dir=None)


class _OfflineEmail(EmailRecognizer):
    """The same without fetching a list of suffixes from the network."""

    def validate_result(self, pattern_text: str) -> bool:
        return bool(_WITHOUT_NETWORK(pattern_text).fqdn)


class VanillaPresidio:
    """Redacts as ``Redactor`` does, whatever Presidio finds."""

    def __init__(self) -> None:
        engine = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "en_core_web_sm"}])
        engine.nlp = {"en": spacy.load(model_folder())}
        registry = RecognizerRegistry()
        registry.load_predefined_recognizers(nlp_engine=engine)
        registry.remove_recognizer("EmailRecognizer")
        registry.add_recognizer(_OfflineEmail())
        self._analyzer = AnalyzerEngine(
            registry=registry, nlp_engine=engine, supported_languages=["en"]
        )

    def redact(self, texts: Sequence[str]) -> list[Redaction]:
        return [replace_spans(text, self._find(text)) for text in texts]

    def _find(self, text: str) -> list[Span]:
        found = self._analyzer.analyze(text, language="en", score_threshold=_THRESHOLD)
        return [Span(one.start, one.end, PERSON) for one in found]
