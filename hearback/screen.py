"""Answers and digests on a terminal."""

from collections.abc import Sequence

from rich.console import Console, Group
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from domain.answer import Answer, Path
from domain.digest import Digest
from domain.evidence import Evidence, Kind
from domain.moment import tell_moment
from domain.statement import Statement
from retrieval.label import format_day

_QUOTE_STYLE, _QUIET = "italic cyan", "dim"


def show_answer(answer: Answer, *, whole: bool = False) -> None:
    """The path, the statements and what is missing; ``whole`` adds the rest and the evidence."""
    console = Console(highlight=False)
    body = _answer_body(answer, whole=whole)
    console.print(Panel(body, title=Text(answer.question), title_align="left"))


def _answer_body(answer: Answer, *, whole: bool) -> Group:
    if answer.abstained:
        return Group(Text("We have no evidence for that.", style="bold"), Text(answer.reason or ""))
    lines = _told(answer.lines(), answer.statements)
    if whole:
        lines += _told(answer.more_lines(), answer.more)
    paths = [Text(tell_path(path), "bold") for path in answer.paths[: None if whole else 1]]
    only = [Text(f"{_SOURCES[answer.only_kind]} only", _QUIET)] if answer.only_kind else []
    gaps = [Text(f"Missing: {', '.join(answer.missing)}.", _QUIET)] if answer.missing else []
    rest = [Text(), *_sources(answer)] if whole else _hint(answer)
    return Group(*paths, *([Text()] if paths else []), *lines, *only, *gaps, *rest)


def tell_path(path: Path) -> str:
    return " → ".join(hop.name for hop in path.hops)


def _told(lines: Sequence[str], statements: Sequence[Statement]) -> list[Padding]:
    return [_statement(line, each.evidence) for line, each in zip(lines, statements, strict=True)]


def _hint(answer: Answer) -> list[Text]:
    more, ways = len(answer.more), max(0, len(answer.paths) - 1)
    left = [f"{more} more" if more else "", f"{ways} other path{'s' * (ways > 1)}" if ways else ""]
    told = " and ".join(part for part in (*left, "the evidence") if part)
    return [Text(), Text(f"Show more (--more): {told}.", _QUIET)]


_SOURCES = {
    Kind.VERBATIM: "comments",
    Kind.TREND: "numbers",
    Kind.JOURNEY: "journey map",
    Kind.INSIGHT: "insights",
}


def _statement(line: str, refs: tuple[str, ...]) -> Padding:
    text = Text("• " + line)
    text.highlight_regex("“[^”]*”", _QUOTE_STYLE)
    text.append(f"  [{', '.join(refs)}]", _QUIET)
    return Padding(text, (0, 0, 0, 1))


def _sources(answer: Answer) -> list[Text]:
    return [Text(_source(item), _QUIET) for item in answer.evidence]


def _source(item: Evidence) -> str:
    when = f", {format_day(item.occurred_at)}" if item.occurred_at else ""
    counted = f", n = {item.n:,}" if item.n is not None else ""
    return f"{item.ref}  {item.kind}: {item.source}{when}{counted}  ({item.id}){_link(item)}"


def _link(item: Evidence) -> str:
    """Where the evidence can be opened, on a line of its own."""
    if not item.url:
        return ""
    what = "open" if item.second is None else f"recording at {tell_moment(item.second)}"
    return f"\n    {what}: {item.url}"


def show_digest(digest: Digest) -> None:
    console = Console(highlight=False)
    title = f"{digest.role}, {digest.period}"
    console.print(Panel(_digest_body(digest), title=Text(title), title_align="left"))


def _digest_body(digest: Digest) -> Group:
    if digest.skipped:
        return Group(Text(f"Not sent: {digest.reason}."))
    parts: list[Text | Padding] = [Text(tell_path(digest.path), "bold")] if digest.path else []
    for section in digest.sections:
        parts.append(Text(section.title, "bold"))
        for line, statement in zip(digest.lines(section), section.statements, strict=True):
            parts.append(_statement(line, statement.evidence))
    parts += [Text(f"{each.kind.capitalize()}: {each.path}", _QUIET) for each in digest.pictures]
    return Group(*parts)
