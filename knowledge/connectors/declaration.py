"""What a connector's YAML file declares, checked strictly."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

import jmespath
from jmespath.exceptions import JMESPathError
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

PLACEHOLDER = re.compile(r"\{([A-Za-z][A-Za-z0-9_]*)\}")
# Filled in while a source is read: since when, which page, and the key of one item.
RUN_WORDS = frozenset({"since", "page", "key"})
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{2,}")
_SPAN = re.compile(r"(\d{1,6})\s*([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def _wrong(told: str) -> PydanticCustomError:
    return PydanticCustomError("connector", told)


def _variable(name: str) -> str:
    if not _VARIABLE.fullmatch(name):
        raise _wrong("write the NAME of an environment variable here, never the secret itself")
    if name.startswith("HEARBACK_"):
        raise _wrong("secrets of Hearback itself are not sent to a source; take another variable")
    return name


def _expression(text: str) -> str:
    try:
        jmespath.compile(PLACEHOLDER.sub("x", text))
    except JMESPathError:
        raise _wrong(
            "this is not a JMESPath (see jmespath.org), such as comments[0].body"
        ) from None
    return text


def _span(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value
    match = _SPAN.fullmatch(str(value).strip())
    if not match:
        raise _wrong("write a time such as 30s, 10m, 1h or 7d")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _plain(value: Any) -> Any:
    """What YAML read as a number, a day or a truth, as it was written."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float | date) else value


Variable = Annotated[str, AfterValidator(_variable)]
Expression = Annotated[str, AfterValidator(_expression)]
Span = Annotated[timedelta, BeforeValidator(_span)]
Plain = Annotated[str, BeforeValidator(_plain)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Auth(_Strict):
    """Who asks. ``basic`` without a user sends the secret as the user and no password."""

    kind: Literal["bearer", "basic", "header", "query"]
    secret: Variable
    user: str = ""
    name: str = ""

    @model_validator(mode="after")
    def _named(self) -> "Auth":
        if self.kind in {"header", "query"} and not self.name:
            raise _wrong(f"a {self.kind} needs the name under which the secret is sent")
        return self


class Pages(_Strict):
    """How one page leads to the next; ``value`` is where, in the body or in the last item."""

    kind: Literal["none", "link", "cursor", "number", "last_item", "header"] = "none"
    value: Expression | None = None
    more: Expression | None = None
    first: int = 1
    last: int | None = None
    size: int | None = None
    lasting: bool = False

    @model_validator(mode="after")
    def _placed(self) -> "Pages":
        if self.kind in {"link", "cursor", "last_item"} and self.value is None:
            raise _wrong(f"pages of kind {self.kind} need a value: where the next one is named")
        if self.lasting and self.kind != "cursor":
            raise _wrong("only a cursor can be lasting")
        return self


class Mark(_Strict):
    """The moment in each item that tells how far was read, and how far back to look again.

    ``format`` is how items write it, ``sent`` how the source wants to be asked, if otherwise.
    """

    item: Expression
    format: Literal["unix", "unix_ms", "iso"]
    sent: Literal["unix", "unix_ms", "iso"] | None = None
    start: Plain = ""
    overlap: Span = timedelta(hours=1)


class Rule(_Strict):
    """How one field is made out of an item: a path, or one of the longer forms."""

    path: Expression | None = None
    first: list[Expression] = Field(default_factory=list)
    join: list[Expression] = Field(default_factory=list)
    between: str = "\n"
    constant: str | None = None
    values: dict[Plain, Plain] | None = None
    times: float = 1.0
    plus: float = 0.0
    html: bool = False

    @model_validator(mode="before")
    @classmethod
    def _short(cls, data: Any) -> Any:
        if isinstance(data, bool):
            raise _wrong(
                "without quotes YAML reads yes, no, on and off as true and false; add them"
            )
        return {"path": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _one_form(self) -> "Rule":
        forms = (self.path is not None, self.constant is not None, bool(self.first or self.join))
        if sum(forms) != 1 or (self.first and self.join):
            raise _wrong("write exactly one of path, first, join or constant")
        return self


class Fields(_Strict):
    """The fields of a verbatim. The id must be the source's own, one for each comment."""

    id: Rule
    text: Rule
    occurred_at: Rule | None = None
    score: Rule | None = None
    metric: Rule | None = None
    customer: Rule | None = None
    account: Rule | None = None
    segment: Rule | None = None
    persona: Rule | None = None
    step: Rule | None = None
    theme: Rule | None = None
    channel: Rule | None = None
    language: Rule | None = None
    url: Rule | None = None
    audience: Rule | None = None

    def rules(self) -> dict[str, Rule]:
        named = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: rule for name, rule in named if rule is not None}


class Detail(_Strict):
    """One more request for each item, whose answer stands in the item's place."""

    key: Expression
    url: str


class Kind(BaseModel):
    """What is read first of any connector's file: which of the two kinds it is."""

    model_config = ConfigDict(extra="allow")
    kind: Literal["http", "folder"] = "http"


class _Declaration(_Strict):
    about: str = ""
    source: str
    settings: dict[str, Plain] = Field(default_factory=dict)
    every: Span | None = None

    def is_due(self, last_run: datetime | None, now: datetime) -> bool:
        """Whether ``every`` says that it should be read again; never where it says nothing."""
        if self.every is None:
            return False
        return last_run is None or now - last_run >= self.every

    @model_validator(mode="after")
    def _known_words(self) -> "_Declaration":
        known = RUN_WORDS.union(self.settings)
        for word in placeholders(self.model_dump(exclude={"about"})):
            if not word.isupper() and word not in known:
                raise _wrong(f"{{{word}}} is used, but settings has no {word}; add it there")
        return self


class HttpDeclaration(_Declaration):
    """A source that answers with JSON over HTTP."""

    kind: Literal["http"] = "http"
    url: str
    method: Literal["GET", "POST"] = "GET"
    headers: dict[str, str] = Field(default_factory=dict)
    query: dict[str, Plain] = Field(default_factory=dict)
    first_query: dict[str, Plain] = Field(default_factory=dict)
    body: dict[str, Any] | None = None
    auth: Auth | None = None
    pages: Pages = Pages()
    items: Expression
    lone: bool = False
    detail: Detail | None = None
    each: Expression | None = None
    keep: Expression | None = None
    mark: Mark | None = None
    fields: Fields
    attributes: dict[str, Rule] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _no_field_twice(self) -> "HttpDeclaration":
        twice = sorted(set(self.attributes).intersection(Fields.model_fields))
        if twice:
            raise _wrong(f"{twice[0]} is a field; move it from attributes to fields")
        return self


class FolderDeclaration(_Declaration):
    """A folder whose files are imported, each once, when they have stopped growing."""

    kind: Literal["folder"]
    folder: str
    files: list[str] = Field(default_factory=lambda: ["*"])
    takes: Literal["verbatims", "transcripts"] = "verbatims"
    settle: Span = timedelta(seconds=30)
    columns: dict[str, str] = Field(default_factory=dict)


Declaration = HttpDeclaration | FolderDeclaration


def placeholders(value: Any) -> Iterator[str]:
    """Every word in braces in the texts of a declaration."""
    if isinstance(value, str):
        yield from PLACEHOLDER.findall(value)
    elif isinstance(value, dict):
        for each in value.values():
            yield from placeholders(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from placeholders(each)
