"""Presidio, put together from its own recognisers, ours and a small spaCy model. Loads slowly."""

from collections.abc import Iterator, Sequence

import spacy
from presidio_analyzer import (
    AnalyzerEngine,
    BatchAnalyzerEngine,
    EntityRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NerModelConfiguration, NlpArtifacts, SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    IbanRecognizer,
    IpRecognizer,
    SpacyRecognizer,
    UsSsnRecognizer,
)

from knowledge.recognisers.belief import believed
from knowledge.recognisers.lexicon import model_folder
from knowledge.recognisers.pattern import FINDERS
from knowledge.recognisers.span import CARD, IBAN, IP, NATIONAL_ID, Finder, Span

_THEIRS = {
    "CREDIT_CARD": CARD,
    "IBAN_CODE": IBAN,
    "IP_ADDRESS": IP,
    "US_SSN": NATIONAL_ID,
}
_UNUSED_PIPES = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
_OTHER_LABELS = (
    "CARDINAL DATE EVENT FAC GPE LANGUAGE LAW LOC MONEY NORP ORDINAL ORG PERCENT PRODUCT QUANTITY "
    "TIME WORK_OF_ART"
)
_THRESHOLD = 0.3
_BATCH = 64


class _SmallNlp(SpacyNlpEngine):
    """spaCy from its folder, with nothing but the recogniser of names."""

    def load(self) -> None:
        # Presidio declares the attribute as None.
        setattr(self, "nlp", {"en": spacy.load(model_folder(), exclude=_UNUSED_PIPES)})  # noqa: B010


class _Found(EntityRecognizer):
    """One of our pure finders, as Presidio wants it."""

    def __init__(self, finder: Finder, types: Sequence[str]) -> None:
        self._finder = finder
        super().__init__(supported_entities=list(types), name=finder.__name__)

    def load(self) -> None:
        """Nothing to load."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts
    ) -> list[RecognizerResult]:
        return [RecognizerResult(s.type, s.start, s.end, 1.0) for s in self._finder(text)]


class _NoContext(ContextAwareEnhancer):
    """Our finders look at the words around them themselves; Presidio's way needs lemmas."""

    def __init__(self) -> None:
        super().__init__(0.0, 0.0, 0, 0)

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[EntityRecognizer],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        return raw_results


def build_engine() -> BatchAnalyzerEngine:
    """An engine that asks no network: the recogniser that fetches a suffix list is left out."""
    nlp = _SmallNlp(
        ner_model_configuration=NerModelConfiguration(labels_to_ignore=_OTHER_LABELS.split())
    )
    nlp.load()
    theirs: list[EntityRecognizer] = [
        CreditCardRecognizer(),
        IbanRecognizer(),
        IpRecognizer(),
        UsSsnRecognizer(),
        SpacyRecognizer(supported_entities=["PERSON"]),
    ]
    ours: list[EntityRecognizer] = [_Found(finder, types) for finder, types in FINDERS]
    engine = AnalyzerEngine(
        registry=RecognizerRegistry(recognizers=theirs + ours, supported_languages=["en"]),
        nlp_engine=nlp,
        supported_languages=["en"],
        context_aware_enhancer=_NoContext(),
        default_score_threshold=_THRESHOLD,
    )
    return BatchAnalyzerEngine(engine)


def analyse(engine: BatchAnalyzerEngine, texts: Sequence[str]) -> Iterator[list[Span]]:
    """What every recogniser found in each text; overlaps are left to the caller."""
    found = engine.analyze_iterator(list(texts), language="en", batch_size=_BATCH)
    for text, results in zip(texts, found, strict=True):
        yield [span for result in results for span in _spans(text, result)]


def _spans(text: str, result: RecognizerResult) -> Iterator[Span]:
    if result.entity_type == "PERSON":
        yield from believed(text, result.start, result.end)
    else:
        kind = _THEIRS.get(result.entity_type, result.entity_type)
        yield Span(result.start, result.end, kind)
