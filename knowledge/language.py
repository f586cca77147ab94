"""Which language a comment is in, told offline and only where it can be told."""

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Customers write in these; among all languages that are known, a short text finds odd neighbours.
_CANDIDATES = (
    "ar bg bn ca cs da de el en es et eu fa fi fr ga gl he hi hr hu id is it ja ko lt lv ms nl no "
    "pl pt ro ru sk sl sr sv ta te th tl tr uk ur vi zh"
)
_SURE = 0.6
_LONGEST = 1000
_NO_WORDS = re.compile(r"\[[a-z ]{2,30}(?: [A-Z]{1,2})?\]|https?://\S+|www\.\S+|[@#]\w+|&\w+;|\d+")
_FEWEST_LETTERS = 4


class LanguageTeller:
    """Loads its small model at the first text; holds no state else."""

    @cached_property
    def _model(self) -> "LanguageIdentifier":
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - 0.2 s

        model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        model.set_languages(_CANDIDATES.split())
        return model

    def tell(self, text: str) -> str | None:
        """The language as ISO 639-1, or None where the text is too short or too mixed to tell."""
        words = " ".join(_NO_WORDS.sub(" ", text[:_LONGEST]).split())
        if sum(map(str.isalpha, words)) < _FEWEST_LETTERS:
            return None
        # Shouting is no language of its own.
        language, chance = self._model.classify(words.lower() if words.isupper() else words)
        return str(language) if float(chance) >= _SURE else None
