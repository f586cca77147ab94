"""Items of a page as comments, by the mapping that a connector declares."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError

from knowledge.columns import Columns
from knowledge.comment import Comment, read_comment
from knowledge.connectors.declaration import HttpDeclaration, Rule
from knowledge.connectors.failure import SourceFailed
from knowledge.connectors.filling import Filling
from knowledge.connectors.markup import plain_words
from knowledge.dates import DateOrder
from knowledge.row import BadRow, Row

# What no database takes: they stand for no words.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_PARENT = "parent"


class UnfitItem(ValueError):
    """An item that a path cannot be applied to; its text is the reason."""


@cache
def _compiled(text: str) -> Any:
    return jmespath.compile(text)


def find(expression: str, value: Any, what: str) -> Any:
    """What a path finds. Raises UnfitItem; JMESPath's own message would quote the value."""
    try:
        return _compiled(expression).search(value)
    except (JMESPathError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise UnfitItem(f"the path of {what} does not fit this item") from error


@dataclass(slots=True)
class ItemReader:
    """Reads items; counts those that hold no words or are not asked for."""

    declaration: HttpDeclaration
    filling: Filling
    passed_over: int = 0
    _line: int = 0
    _columns: Columns = field(init=False)

    def __post_init__(self) -> None:
        self._columns = Columns({name: name for name in self.declaration.fields.rules()})

    @property
    def names(self) -> list[str]:
        """Fields and attributes, in the order in which they stand in a rejected row."""
        return [*self.declaration.fields.rules(), *self.declaration.attributes]

    def items(self, body: Any) -> list[Any]:
        """The page's items. Raises SourceFailed, naming the path, if they are not there."""
        path = self._expression(self.declaration.items)
        try:
            found = find(path, body, "items")
        except UnfitItem as error:
            raise SourceFailed(f"The page has another shape: {error}.") from error
        if isinstance(found, list):
            return found
        if self.declaration.lone:
            return [] if found is None else [found]
        raise SourceFailed(
            f"The page has another shape: there is no list at {path!r}. Check items in the YAML."
        )

    def comments(self, items: Sequence[Any]) -> Iterator[Comment | BadRow]:
        """The comments in raw items, in order; an item that cannot be used comes as a BadRow."""
        for item in items:
            self._line += 1
            try:
                yield from self._of_item(item)
            except UnfitItem as reason:
                yield BadRow(self._line, str(reason))

    def unusable(self, reason: str) -> BadRow:
        self._line += 1
        return BadRow(self._line, reason)

    def _of_item(self, item: Any) -> Iterator[Comment | BadRow]:
        if not isinstance(item, dict):
            raise UnfitItem("is not an object with fields")
        for part in self._parts(item):
            if not isinstance(part, dict) or not self._wanted(part):
                self.passed_over += 1
                continue
            if comment := self._comment(part):
                yield comment

    def _parts(self, item: Mapping[str, Any]) -> list[Any]:
        if self.declaration.each is None:
            return [item]
        parts = find(self._expression(self.declaration.each), item, "each")
        return [{**part, _PARENT: item} if isinstance(part, dict) else part for part in parts or []]

    def _wanted(self, part: Mapping[str, Any]) -> bool:
        if self.declaration.keep is None:
            return True
        return bool(find(self._expression(self.declaration.keep), part, "keep"))

    def _comment(self, part: Mapping[str, Any]) -> Comment | BadRow | None:
        rules = {**self.declaration.fields.rules(), **self.declaration.attributes}
        values = {name: self._value(rule, part, name) for name, rule in rules.items()}
        if not any(character.isalnum() for character in values["text"]):
            self.passed_over += 1  # a score without a word is no reject
            return None
        row = Row(self._line, values)
        if not values["id"].strip():
            return BadRow(self._line, "has no id", tuple(values.values()))
        return read_comment(row, self._columns, DateOrder())

    def _value(self, rule: Rule, part: Mapping[str, Any], name: str) -> str:
        if rule.constant is not None:
            return str(self.filling.offer(rule.constant) or "")
        text = _UNSTORABLE.sub("", self._found(rule, part, name))
        text = plain_words(text) if rule.html else text
        if rule.values is not None:
            return rule.values.get(text, rule.values.get(text.casefold(), ""))
        return _scaled(text, rule)

    def _found(self, rule: Rule, part: Mapping[str, Any], name: str) -> str:
        paths = rule.join or rule.first or ([rule.path] if rule.path else [])
        texts = (_as_text(find(self._expression(path), part, name)) for path in paths)
        filled = [text for text in texts if text.strip()] if rule.join else texts
        return rule.between.join(filled) if rule.join else next(filter(str.strip, filled), "")

    def _expression(self, text: str) -> str:
        return self.filling.expression(text) if "{" in text else text


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "; ".join(text for part in value if (text := _as_text(part)))
    return "" if isinstance(value, dict) else str(value)


def _scaled(text: str, rule: Rule) -> str:
    if rule.times == 1.0 and rule.plus == 0.0:
        return text
    try:
        return f"{float(text) * rule.times + rule.plus:g}"
    except ValueError:
        return text
