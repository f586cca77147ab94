"""Filling the words in braces: from the file's settings, the environment, and the run."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from domain.error import BadInput
from knowledge.connectors.declaration import PLACEHOLDER, RUN_WORDS, Declaration, placeholders

_DEEPEST = 4
_BREAKS_EXPRESSION = re.compile(r"['\"`\\]")


@dataclass(frozen=True, slots=True)
class Filling:
    """``settings`` come from the YAML file, ``environment`` from the process."""

    settings: Mapping[str, str]
    environment: Mapping[str, str]

    def value(self, word: str, run: Mapping[str, str], depth: int = 0) -> str:
        """What a word stands for, empty where nothing does."""
        if word in RUN_WORDS:
            return run.get(word, "")
        if word.isupper():
            return self.environment.get(word, "")
        text = self.settings.get(word, "")
        if depth >= _DEEPEST or not all(
            self.value(inner, run, depth + 1) for inner in PLACEHOLDER.findall(text)
        ):
            return ""
        return PLACEHOLDER.sub(lambda m: quote(self.value(m[1], run, depth + 1), safe=""), text)

    def demand(self, template: str, **run: str) -> str:
        """The text with every word filled in. Raises BadInput for one that stands for nothing."""
        return PLACEHOLDER.sub(lambda match: self._demanded(match[1], run), template)

    def address(self, template: str, **run: str) -> str:
        """An address; what is filled in cannot add a host, a path or a parameter to it.

        Only a word at the very beginning may hold slashes: it is the address of the source.
        """

        def fill(match: re.Match[str]) -> str:
            found = self._demanded(match[1], run)
            return found.rstrip("/") if match.start() == 0 else quote(found, safe="")

        return PLACEHOLDER.sub(fill, template)

    def offer(self, value: Any, **run: str) -> Any:
        """The value with words filled in, or None if one of its words stands for nothing.

        Lists and dictionaries keep what could be filled. A text that is one word alone and comes
        out as digits becomes a number, because JSON bodies want moments as numbers.
        """
        if isinstance(value, dict):
            filled = {name: self.offer(each, **run) for name, each in value.items()}
            return {name: each for name, each in filled.items() if each is not None}
        if isinstance(value, list):
            return [each for part in value if (each := self.offer(part, **run)) is not None]
        return self._offered(value, run) if isinstance(value, str) else value

    def expression(self, text: str) -> str:
        """A path with settings filled in. Raises BadInput for one that would break out of it."""

        def fill(match: re.Match[str]) -> str:
            found = self.value(match[1], {})
            if _BREAKS_EXPRESSION.search(found):
                raise BadInput(f"The setting {match[1]} holds a quote. Write it without.")
            return found

        return PLACEHOLDER.sub(fill, text)

    def _offered(self, text: str, run: Mapping[str, str]) -> str | int | None:
        words = PLACEHOLDER.findall(text)
        if not all(self.value(word, run) for word in words):
            return None
        filled = PLACEHOLDER.sub(lambda match: self.value(match[1], run), text)
        alone = PLACEHOLDER.fullmatch(text) is not None
        return int(filled) if alone and filled.isdecimal() and len(filled) < 16 else filled

    def _demanded(self, word: str, run: Mapping[str, str]) -> str:
        found = self.value(word, run).strip()
        if found or word in RUN_WORDS:
            return found
        for inner in PLACEHOLDER.findall(self.settings.get(word, "")):
            self._demanded(inner, run)  # name the one that is really missing
        if word.isupper():
            raise BadInput(f"The environment variable {word} is not set. Set it.")
        raise BadInput(
            f"The setting {word} is empty. Write it into the connector's file, or make a copy "
            f"that has it: hearback connect add CONNECTOR --as NAME --set {word}=VALUE"
        )


def missing_words(declaration: Declaration, filling: Filling) -> list[str]:
    """Settings and environment variables without which the source cannot be asked, in order."""
    return [word for word in needed_words(declaration, filling) if not filling.value(word, {})]


def needed_words(declaration: Declaration, filling: Filling) -> list[str]:
    """The words that must stand for something; for a setting made of others, those others."""
    found: list[str] = []
    waiting = list(placeholders(_demanded_texts(declaration)))
    while waiting:
        word = waiting.pop(0)
        inner = PLACEHOLDER.findall(filling.settings.get(word, ""))
        if inner:
            waiting[:0] = [each for each in inner if each not in {word, *found}]
        elif word not in RUN_WORDS and word not in found:
            found.append(word)
    return found


def _demanded_texts(declaration: Declaration) -> list[str]:
    if declaration.kind == "folder":
        return [declaration.folder]
    auth = declaration.auth
    return [
        declaration.url,
        declaration.detail.url if declaration.detail else "",
        *declaration.headers.values(),
        *((auth.user, f"{{{auth.secret}}}") if auth else ()),
    ]
