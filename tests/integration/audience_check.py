"""One case: what an audience is shown, through every door, held against what it may know."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.blocks.answer import answer_message
from bot.blocks.digest import digest_message
from domain.audience import EMPLOYEE_GROUP, Audience, least
from domain.error import HearbackError
from domain.evidence import Kind
from hearback.command.ask import _answer_request
from hearback.command.search import _search
from hearback.document import answer_document, digest_document
from hearback.house import House
from knowledge.journey_picture import describe_journey
from retrieval.corpus import Filter
from tests.factories.audience import (
    CALL,
    LAST_WEEK,
    LETTER,
    PAY,
    TODAY,
    TOPICS,
    WAIT,
    Said,
    World,
    expected,
    fill,
    leaks,
)

_NEVER_SAID = "zqneverx"
_PROBES = (
    "What do customers say about {}?",
    "How does my work with {} affect customers?",
    "We plan to change {}",
    "What changed about {}?",
    "What has been done about {}?",
)
_ALL = 500


@dataclass
class Count:
    """How much was looked at, and everything that was wrong."""

    cases: int = 0
    pairs: int = 0
    outputs: int = 0
    figures: int = 0
    asks_alike: int = 0
    asks_in_other_order: int = 0
    faults: list[str] = field(default_factory=list)


def check_world(house: House, twin: House, world: World, count: Count) -> None:
    """Every audience of a world in turn, in one house that keeps whatever it keeps in between.

    ``twin`` is a house that never held what the audience may not see.
    """
    fill(house, world.said)
    for number, audience in enumerate(world.audiences):
        fill(twin, world.visible(audience))
        _check_case(house, twin, world, audience, world.questions[number], count)
    _check_room(house, world, count)


def _check_case(
    house: House, twin: House, world: World, audience: Audience, question: str, count: Count
) -> None:
    count.cases += 1
    count.pairs += len(world.said)
    hidden = world.hidden_words(audience)
    told = dict(_outputs(house, world, audience, question))
    for door, output in told.items():
        count.outputs += 1
        count.faults += [f"{door} tells {word}" for word in leaks(output, hidden)]
    _check_search(told, twin, world, audience, count)
    _check_answer(told, twin, world, audience, question, count)
    _check_counts(house, world, audience, count)
    _check_same(told, twin, world, audience, count)
    _check_probe(house, world, audience, hidden, count)


def _outputs(
    house: House, world: World, audience: Audience, question: str
) -> Iterator[tuple[str, Any]]:
    """What each door says; the question itself is the audience's own."""
    yield "search", _found(house, question, audience)
    answer = house.ask(question, world.role, audience, TODAY)
    document = answer_document(answer)
    yield "ask", document | {"took_ms": 0}
    yield "ask in Slack", answer_message(answer, world.role).as_arguments()
    if audience == world.audiences[0]:
        yield "ask as a stream", _streamed(house, world, audience, question)
    yield from _digests(house, world, audience).items()
    yield "errors", list(_errors(house, audience))


def _found(house: House, question: str, audience: Audience) -> list[dict[str, Any]]:
    options: dict[str, Any] = dict.fromkeys(("role", "kind", "since", "until"))
    groups = ",".join(sorted(audience.groups))
    found = _search(house, question, where={}, channel_audience=groups, limit=_ALL, **options)
    return list(found["hits"])


def _streamed(house: House, world: World, audience: Audience, question: str) -> Any:
    """Answered as the second line of a stream whose first line everybody may see all of."""
    groups = ",".join(sorted(audience.groups))
    defaults = {"role": world.role, "as_of": str(TODAY), "channel_audience": None}
    every = ",".join(sorted({each.group for each in world.said}))
    _answer_request(house, {"question": question, "channel_audience": every}, defaults)
    request = {"question": question, "channel_audience": groups}
    return _answer_request(house, request, defaults) | {"took_ms": 0}


def _digests(house: House, world: World, audience: Audience) -> dict[str, Any]:
    digest = house.digest(world.role, LAST_WEEK, as_of=TODAY, audience=audience)
    return {
        "digest": digest_document(digest),
        "digest in Slack": digest_message(digest, world.role, "k", "C1").as_arguments(),
        "journey": _journeys(house, audience),
    }


def _journeys(house: House, audience: Audience) -> list[str]:
    """What a picture of each map says in words; drawing it takes the time of ten cases."""
    library = house.library(audience, TODAY)
    names = house.journey_names(audience)
    maps = [each for each in house.truth.journeys() if each.id in names]
    return [*names.values(), *(describe_journey(each, library.at_step) for each in maps)]


def _errors(house: House, audience: Audience) -> Iterator[str]:
    for what in ("role", "journey"):
        try:
            if what == "role":
                house.ask("How does my work affect customers?", "nobody", audience, TODAY)
            else:
                house.draw_journey("nowhere", audience, TODAY, house.home / "never.png")
        except HearbackError as error:
            yield str(error)


def _check_search(
    told: dict[str, Any], twin: House, world: World, audience: Audience, count: Count
) -> None:
    """Everything that may be seen is found, and nothing else."""
    wanted = Filter(audience=audience)
    records = twin.corpus.records(twin.corpus.matching(wanted).tolist())
    opinions = {record.opinion for record in records}
    hits = told["search"]
    if len(hits) != len(opinions):
        count.faults.append(f"search finds {len(hits)} of {len(opinions)}")
    if strange := {hit["id"] for hit in hits} - {record.id for record in records}:
        count.faults.append(f"search finds what the audience never had: {len(strange)}")


def _check_answer(
    told: dict[str, Any], twin: House, world: World, audience: Audience, question: str, count: Count
) -> None:
    """Figures as counted by hand; and whether the hidden comments moved anything at all."""
    document = told["ask"]
    for item in (*document["evidence"], *told["digest"]["evidence"]):
        _check_figure(item, world, audience, count)
    if told.get("ask as a stream", document) != document:
        count.faults.append("a stream answers otherwise than a question alone")
    alone = answer_document(twin.ask(question, world.role, audience, TODAY)) | {"took_ms": 0}
    if alone == document:
        count.asks_alike += 1
    elif alone["abstained"] == document["abstained"]:
        count.asks_in_other_order += 1
    else:
        count.faults.append(f"hidden comments decide whether {question!r} is answered")


def _check_figure(item: dict[str, Any], world: World, audience: Audience, count: Count) -> None:
    kind, _, name = item["id"].partition(":")
    visible = world.visible(audience)
    if kind == "count" and name.startswith("responsibility:"):
        count.figures += 1
        if (item["n"] or 0) > _most_blamed(visible):
            count.faults.append(f"{item['id']} says {item['n']}, more than may be seen")
        return
    if kind == "count":
        counted = _counted(name, visible)
    elif kind == "share":
        counted = _in_digest(world, visible, audience)
    else:
        return
    count.figures += 1
    if counted is None:
        count.faults.append(f"nobody knows what {item['id']} counts")
    elif item["n"] != expected(counted).n:
        count.faults.append(f"{item['id']} says {item['n']}, not {expected(counted).n}")


def _counted(name: str, visible: list[Said]) -> list[Said] | None:
    """The comments that a count of that name must have counted."""
    if name in (PAY, WAIT, CALL):
        return [each for each in visible if each.step == name]
    if name in TOPICS or name.startswith("zqtheme"):
        return [each for each in visible if name in each.themes]
    if name.startswith("With the word"):
        words = name.partition(" ")[2].removeprefix("the words ").removeprefix("the word ")
        return [each for each in visible if _holds(each, words.split(", "))]
    return None


def _most_blamed(visible: list[Said]) -> int:
    """What a responsibility may be blamed for at most: all that may be seen at one step.

    Which responsibility a comment goes to is decided by meaning, and no hand can count that; what
    may not be seen shows as more than this, or as an answer that the twin home gives otherwise.
    """
    return max(expected([each for each in visible if each.step == step]).n for step in (PAY, CALL))


def _holds(said: Said, words: list[str]) -> bool:
    told = said.verbatim().text if not said.letter else LETTER
    return all(word.casefold() in told.casefold() for word in words)


def _in_digest(world: World, visible: list[Said], audience: Audience) -> list[Said]:
    """The comments of the week on what the role touches, as far as this audience may know that."""
    steps: set[str] = set()
    themes: set[str] = set()
    if audience.may_see(EMPLOYEE_GROUP):
        steps = {"finance": {PAY, CALL}, "service": {CALL}}.get(world.role, set())
        themes = {"finance": {"billing"}, "service": {"portal"}}.get(world.role, set())
    return [
        each
        for each in visible
        if LAST_WEEK.holds(each.day)
        and (not steps or each.step in steps or themes & set(each.themes))
    ]


def _check_counts(house: House, world: World, audience: Audience, count: Count) -> None:
    library, visible = house.library(audience, TODAY), world.visible(audience)
    for step in (PAY, WAIT, CALL):
        count.figures += 1
        by_hand = expected([each for each in visible if each.step == step])
        if asdict(library.at_step(step)) != asdict(by_hand):
            count.faults.append(f"{step} counts {library.at_step(step)}, not {by_hand}")
    for topic in TOPICS:
        count.figures += 1
        wanted = Filter(audience=audience, where={"theme": topic}, kinds=frozenset({Kind.VERBATIM}))
        by_hand = expected([each for each in visible if each.topic == topic])
        if library.corpus.tally(None, wanted).n != by_hand.n:
            count.faults.append(f"theme {topic} is not counted as by hand ({by_hand.n})")


def _check_same(
    told: dict[str, Any], twin: House, world: World, audience: Audience, count: Count
) -> None:
    """A digest, a map and an error are the same whether or not hidden comments exist."""
    alone = _digests(twin, world, audience) | {"errors": list(_errors(twin, audience))}
    count.faults += [
        f"hidden comments change the {door}" for door in alone if alone[door] != told[door]
    ]


def _check_probe(
    house: House, world: World, audience: Audience, hidden: set[str], count: Count
) -> None:
    """Who asks for a hidden word is answered as for a word that nobody ever used."""
    if not hidden:
        return
    # Another one in every case; what is everybody's (roles, maps) as often as comments.
    word = sorted(hidden)[count.cases % len(hidden)]
    form = _PROBES[count.cases % len(_PROBES)]
    never = house.ask(form.format(_NEVER_SAID), world.role, audience, TODAY)
    probe = house.ask(form.format(word), world.role, audience, TODAY)
    count.outputs += 1
    told = [str(each.reason).replace(word, _NEVER_SAID) for each in (never, probe)]
    if never.abstained != probe.abstained or told[0] != told[1]:
        count.faults.append(f"{form!r} tells that {word} exists: {told}")
    if house.library(audience, TODAY).unknown_share([word]) != 1.0:
        count.faults.append(f"{word} counts as a known word")


def _check_room(house: House, world: World, count: Count) -> None:
    """What is shared with a room is what every one of its people may see."""
    room = least(world.audiences)
    hidden = set().union(*(world.hidden_words(each) for each in world.audiences))
    count.cases += 1
    count.pairs += len(world.said)
    for door, output in _outputs(house, world, room, world.questions[0]):
        count.outputs += 1
        count.faults += [f"{door} tells a room {word}" for word in leaks(output, hidden)]
