"""The journey step in focus: what it feels like, what is wanted of it, and its picture."""

from digests.chart import Picture
from digests.hearing import Heard
from domain.answer import Path
from domain.error import BadInput
from domain.evidence import Kind
from domain.picture import DrawnPicture
from knowledge.journey_picture import around_step, draw_journey
from retrieval.book import EvidenceBook
from retrieval.corpus import Filter
from retrieval.finding import Finding, NextFound, StepFound
from retrieval.gather.insight import insights_at
from retrieval.gather.path import cite_path
from retrieval.library import Library
from retrieval.ripple import step_note


def step_lived(
    library: Library, book: EvidenceBook, heard: Heard, told: frozenset[str]
) -> list[Finding]:
    """What the step feels like, and the newest insight about it that this reader does not know."""
    cited = _cite(library, book, heard)
    if cited is None:
        return []
    step_ref, ref = cited
    _, step = library.graph.steps[step_ref]
    found: list[Finding] = []
    if step.feeling:
        because = step.evoked_by
        found.append(StepFound(step=step.name, feeling=step.feeling, because=because, ref=ref))
    return [*found, *insights_at(library, book, step_ref, told=told)]


def step_wanted(library: Library, book: EvidenceBook, heard: Heard) -> list[Finding]:
    """What the step should be like one day."""
    cited = _cite(library, book, heard)
    if cited is None or not (future := library.graph.steps[cited[0]][1].future):
        return []
    return [NextFound(step=library.graph.steps[cited[0]][1].name, aim=future, ref=cited[1])]


def way_to_step(library: Library, book: EvidenceBook, role: str, heard: Heard) -> Path | None:
    """How the role's work reaches the step in focus, by the fewest colleagues; None without a
    way that this audience may see."""
    ways = [each for each in library.graph.ripples(role) if each.step_ref == heard.focus]
    for ripple in sorted(ways, key=lambda each: len(each.stops)):
        if cited := cite_path(library, book, ripple):
            return cited[1]
    return None


def draw_focus(library: Library, heard: Heard, picture: Picture) -> DrawnPicture | None:
    """The steps around the one in focus, with counts that this audience may see.

    A picture that cannot be drawn is left out: the digest says what it shows.
    """
    if picture.folder is None or (focus := _shown(library, heard)) is None:
        return None
    journey, step = library.graph.steps[focus]
    part = around_step(journey, step.id)
    path = picture.folder / f"{picture.name}-journey.png"
    try:
        drawn = draw_journey(part, path, library.at_step, focus=step.id)
    except BadInput:
        return None
    return DrawnPicture(str(drawn.path), drawn.alt, "journey")


def _cite(library: Library, book: EvidenceBook, heard: Heard) -> tuple[str, str] | None:
    if (focus := _shown(library, heard)) is None:
        return None
    note = step_note(focus)
    return focus, book.add_record(library.corpus.named([note], _journeys(library))[note])


def _shown(library: Library, heard: Heard) -> str | None:
    """The step in focus, if this audience may see the map that it is from."""
    if heard.focus is None:
        return None
    held = library.corpus.named([step_note(heard.focus)], _journeys(library))
    return heard.focus if held else None


def _journeys(library: Library) -> Filter:
    return Filter(audience=library.audience, kinds=frozenset({Kind.JOURNEY}))
