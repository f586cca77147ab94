"""The searched texts of journey steps, curated links, responsibilities and trends."""

from collections.abc import Iterator, Sequence

import numpy as np

from domain.audience import EMPLOYEE_GROUP
from domain.evidence import Kind
from domain.insight import Insight, Outside
from domain.journey import JourneyMap, Needs, Step
from domain.role import Responsibility, Role
from domain.trend import Series
from retrieval.corpus import Note, NoteStore
from retrieval.embedding import Embedder
from retrieval.label import format_day, format_value, metric_label, period_label, series_label
from retrieval.ripple import RippleGraph, client_note, link_note, step_note
from retrieval.weights import DIMENSIONS

INSIGHTS, INSIGHT_PREFIX = "insights of the CX team", "insight:"
CURATED_ROLES = "curated roles"


def write_notes(
    roles: Sequence[Role],
    journeys: Sequence[JourneyMap],
    series: Sequence[Series],
    insights: Sequence[Insight] = (),
) -> dict[str, list[Note]]:
    """All notes by the prefix of their ids. ``insights`` are those whose evidence stands."""
    graph = RippleGraph(roles, journeys)
    return {
        "journey:": [_step_note(ref, *held) for ref, held in graph.steps.items()],
        "ripple:": [note for role in roles for note in _link_notes(role, graph)],
        "client:": [note for role in roles for note in _client_notes(role, graph)],
        "responsibility:": [
            _responsibility_note(role, each) for role in roles for each in role.responsibilities
        ],
        "trend:": [_trend_note(each, graph) for each in series if each.points],
        **write_insights(insights),
    }


def write_insights(insights: Sequence[Insight]) -> dict[str, list[Note]]:
    """The notes of insights by their prefix."""
    return {INSIGHT_PREFIX: [_insight_note(each) for each in insights]}


def keep_notes(store: NoteStore, notes: dict[str, list[Note]], embedder: Embedder) -> None:
    """Bring the stored notes in step; nothing is embedded or written where nothing changed."""
    for prefix, wanted in notes.items():
        known = store.note_texts(prefix)
        if known != {note.id: note.print for note in wanted}:
            vectors = embedder.embed([note.text for note in wanted])
            store.put_notes(prefix, wanted, vectors.reshape(-1, DIMENSIONS).astype(np.float32))


def insight_note(insight_id: str) -> str:
    return f"{INSIGHT_PREFIX}{insight_id}"


def _insight_note(insight: Insight) -> Note:
    outside = [describe_outside(each) for each in insight.outside]
    told = [
        f"{insight.claim.rstrip('.')}.",
        f"{insight.kind.capitalize()} insight by {insight.owner}, {format_day(insight.day)}.",
        f"From outside: {'; '.join(outside)}." if outside else "",
    ]
    touched = {"theme": insight.theme, "role": insight.role, "owner": insight.owner}
    return Note(
        kind=Kind.INSIGHT,
        id=insight_note(insight.id),
        text=" ".join(part for part in told if part),
        source=INSIGHTS,
        audience=insight.audience,
        step=insight.step or None,
        attributes={name: value for name, value in touched.items() if value},
        occurred_at=insight.day,
        url=next((each.url for each in insight.outside if each.url), None),
    )


def describe_outside(outside: Outside) -> str:
    """Source, value and day of publication: all of a statistic but its age."""
    value = f" ({outside.value})" if outside.value else ""
    return f"{outside.source}{value}, published {period_label(outside.period)}"


def _step_note(ref: str, journey: JourneyMap, step: Step) -> Note:
    return Note(
        kind=Kind.JOURNEY,
        id=step_note(ref),
        text=step_text(journey, step),
        source=journey.name,
        audience="employees",
        step=ref,
        attributes={"step": step.name, "journey": journey.name},
    )


def step_text(journey: JourneyMap, step: Step) -> str:
    """A step as one readable paragraph, from whatever is known of it."""
    told = [
        f"{step.name} ({journey.name}, {journey.persona})",
        _clause("Begins when", step.trigger),
        _clause("", step.what),
        _clause("Why:", step.why),
        _clause("Customers feel", ": ".join(filter(None, (step.feeling, step.evoked_by)))),
        _clause("They need", _needs(step.needs)),
        _clause("They get", _needs(step.gets)),
        _clause("It should be:", step.future),
        _clause("Heard through", ", ".join(step.listening_posts)),
    ]
    return ". ".join(part.rstrip(".") for part in told if part) + "."


def _clause(lead: str, words: str) -> str:
    return f"{lead} {words}".strip() if words else ""


def _needs(needs: Needs) -> str:
    known = (needs.information, needs.content, needs.channel, needs.next_step)
    return "; ".join(part.rstrip(".") for part in known if part)


def _link_notes(role: Role, graph: RippleGraph) -> Iterator[Note]:
    for duty in role.responsibilities:
        for reached in duty.reaches:
            held = graph.steps.get(reached.step)
            target = held[1].name if held else reached.step
            yield _link(role, duty, reached.step, target, reached.how)
        for served in duty.serves:
            colleague = graph.roles.get(served.role)
            name = (
                f"{served.role}/{served.responsibility}" if served.responsibility else served.role
            )
            yield _link(role, duty, name, colleague.title if colleague else name, served.how)


def _link(role: Role, duty: Responsibility, target: str, named: str, how: str) -> Note:
    return Note(
        kind=Kind.INSIGHT,
        id=link_note(role.name, duty.id, target),
        text=f"{role.title}: {duty.name} reaches {named}. {how}",
        source=CURATED_ROLES,
        audience="employees",
        attributes={"role": role.name, "responsibility": duty.name},
    )


def _client_notes(role: Role, graph: RippleGraph) -> Iterator[Note]:
    for client in role.internal_clients:
        colleague = graph.roles.get(client.role)
        named = colleague.title if colleague else client.role
        yield Note(
            kind=Kind.INSIGHT,
            id=client_note(role.name, client.role),
            text=f"{named} is an internal client of {role.title} and needs: {client.need}",
            source=CURATED_ROLES,
            audience="employees",
            attributes={"role": role.name},
        )


def responsibility_note(role: str, duty: str) -> str:
    return f"responsibility:{role}/{duty}"


def _responsibility_note(role: Role, duty: Responsibility) -> Note:
    protects = f" It protects: {duty.protects}." if duty.protects else ""
    since = f" In force since {format_day(duty.since)}." if duty.since else ""
    return Note(
        kind=Kind.INSIGHT,
        id=responsibility_note(role.name, duty.id),
        text=f"{role.title}, {duty.name} ({duty.kind}). {duty.text}{protects}{since}",
        source=CURATED_ROLES,
        audience="employees",
        attributes={"role": role.name, "responsibility": duty.name},
    )


def trend_note(series_id: str) -> str:
    return f"trend:{series_id}"


def _trend_note(series: Series, graph: RippleGraph) -> Note:
    held = graph.steps.get(series.step or "")
    # The names of steps are the employees': a measurement for others does not tell them.
    about = f" at the step {held[1].name}" if held and series.audience == EMPLOYEE_GROUP else ""
    first, last = series.points[0], series.points[-1]
    return Note(
        kind=Kind.TREND,
        id=trend_note(series.id),
        text=(
            f"{series_label(series)}{about}: {format_value(series.unit, last.value)} in "
            f"{period_label(last.period)}, known since {period_label(first.period)}"
        ),
        source=series.source,
        audience=series.audience,
        step=series.step,
        attributes={"metric": metric_label(series.metric), **series.dimensions},
    )
