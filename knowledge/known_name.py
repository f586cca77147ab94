"""Taking out names that are known beforehand: the person and the company of an interview."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.recognisers.company import COMPANY_WORD
from knowledge.recognisers.lexicon import FUNCTION_WORDS
from knowledge.recognisers.span import COMPANY, PERSON, Span
from knowledge.redaction import Redaction, Redactor, replace_spans

_FORMS_TEXT = """
    ltd limited gmbh ag kg ohg ug se sa sas sarl srl spa bv nv ab as oy plc llc llp inc corp
    corporation incorporated co company group holding holdings and sons und söhne the of for de la
    le et y van von der den di da du mr mrs ms miss dr prof sir herr frau mme
"""
# Names that are everyday words as well, and the trades that companies call themselves by.
_COMMON_TEXT = """
    bill mark will may april june august art bob jack rob sue pat hope joy faith grace dawn rose
    rich frank drew rusty sunny stone hill wood woods field fields page price king cook baker
    butcher smith miller taylor porter potter carpenter mason farmer fisher hunter shepherd brown
    black white green gray grey young old long short small little strong best good day day's night
    summer winter spring rain snow fox wolf bird lane north south east west bell ball book cross
    church bush bridge brook banks bank rivers lake case chance penny cash major
    bakery bakers dental dentist practice school academy college office offices law legal farm
    farms print prints printing shop shops store stores garage warehouse timber clinic hotel inn
    restaurant cafe bar logistics transport media design studio studios consulting partners
    engineering construction building builders software digital data network networks internet
    online energy water solar medical health care pharmacy veterinary vet travel tours sports
    fitness garden gardens flowers music art arts books foods food wine brewery coffee tea local
    city town village united national international global first new central
"""
_COMMON = frozenset(_COMMON_TEXT.split()) | FUNCTION_WORDS
_FORMS = frozenset(_FORMS_TEXT.split())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]{2,})?")
_BETWEEN = r"[\W_]{1,5}"
_GENITIVE = r"(?:['’]?s|s?['’])?"
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What a file says of who was spoken to: names as it writes them."""

    people: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()

    def find(self, text: str) -> list[Span]:
        """Every place of a whole name, or of one of its parts, in any case and with a genitive.

        A part that is an everyday word as well (Will, Green, Bakery) counts where it has a capital.
        """
        if not text:
            return []
        return [
            Span(match.start(), match.end(), kind)
            for kind, names in ((COMPANY, self.companies), (PERSON, self.people))
            for pattern in _patterns(names)
            for match in pattern.finditer(text)
        ]


class NamedRedactor(Redactor):
    """A redactor that also takes out known names, wherever they stand."""

    def __init__(self, redactor: Redactor, names: KnownNames) -> None:
        self._redactor = redactor
        self._names = names

    def redact(self, texts: Sequence[str]) -> list[Redaction]:
        return self._with_names(texts, self._redactor.redact(texts))

    def redact_fields(self, values: Sequence[str]) -> list[Redaction]:
        return self._with_names(values, self._redactor.redact_fields(values))

    def _with_names(self, texts: Sequence[str], done: Iterable[Redaction]) -> list[Redaction]:
        return [
            replace_spans(text, [*redaction.spans, *self._names.find(text)])
            for text, redaction in zip(texts, done, strict=True)
        ]


def _patterns(names: Iterable[str]) -> Iterator[re.Pattern[str]]:
    for name in names:
        words = _WORD.findall(unicodedata.normalize("NFC", name))
        core = [word for word in words if word.casefold() not in _FORMS]
        for whole in (words, core):
            if len(whole) > 1:
                yield _pattern(_BETWEEN.join(map(_letters, whole)), re.IGNORECASE)
                yield _pattern("".join(map(_letters, whole)), re.IGNORECASE)
        for word in words:
            bare = word.casefold()
            if bare in _FORMS or len(bare) < _SHORTEST or bare.isdigit():
                continue
            if bare in _COMMON or COMPANY_WORD.fullmatch(bare):
                yield _pattern(_letters(bare.capitalize()), 0)
                yield _pattern(_letters(bare.upper()), 0)
            else:
                yield _pattern(_letters(word), re.IGNORECASE)


def _pattern(words: str, flags: int) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){words}{_GENITIVE}(?![^\W_])", flags)


def _letters(word: str) -> str:
    """The word with either apostrophe, and with its letters composed or not."""
    return "".join(_letter(each) for each in word)


def _letter(mark: str) -> str:
    if mark in "'’":
        return "['’]?"
    apart = unicodedata.normalize("NFD", mark)
    return re.escape(mark) if apart == mark else f"(?:{re.escape(mark)}|{re.escape(apart)})"
