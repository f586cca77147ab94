"""The JSON documents of the contract, from the values of the domain."""

from dataclasses import asdict
from typing import Any

from domain.answer import Answer, Path
from domain.digest import Digest
from domain.evidence import Evidence
from domain.look_back import LookBack, Measured, Reading
from domain.statement import Statement
from domain.trend import Change
from retrieval.disagreement import Disagreement, describe_disagreement
from retrieval.search import Hit

Document = dict[str, Any]


def answer_document(answer: Answer) -> Document:
    held = {item.ref: item for item in answer.evidence}
    return {
        "question": answer.question,
        "role": answer.role,
        "intent": str(answer.intent),
        "abstained": answer.abstained,
        "reason": answer.reason,
        "statements": [_statement(each, held) for each in answer.statements],
        "evidence": [_evidence(item) for item in answer.evidence],
        "paths": [_path(path) for path in answer.paths],
        "kinds": [str(kind) for kind in answer.kinds],
        "single_source": answer.single_source,
        "more": [_statement(each, held) for each in answer.more],
        "missing": list(answer.missing),
        "answered_by": answer.answered_by,
        "fell_back": answer.fell_back,
        "usage": asdict(answer.usage) if answer.usage else None,
        "took_ms": answer.took_ms,
    }


def _path(path: Path) -> Document:
    return {
        "hops": [
            {"kind": hop.kind, "name": hop.name, "evidence": list(hop.evidence)}
            for hop in path.hops
        ]
    }


def digest_document(digest: Digest) -> Document:
    held = {item.ref: item for item in digest.evidence}
    return {
        "role": digest.role,
        "period": digest.period.name,
        "skipped": digest.skipped,
        "reason": digest.reason,
        "sections": [
            {
                "kind": str(section.kind),
                "title": section.title,
                "statements": [_statement(each, held) for each in section.statements],
            }
            for section in digest.sections
        ],
        "evidence": [_evidence(item) for item in digest.evidence],
        "path": _path(digest.path) if digest.path else None,
        "chart": digest.chart,
        "chart_alt": digest.chart_alt,
        "pictures": [
            {"path": each.path, "alt": each.alt, "kind": each.kind} for each in digest.pictures
        ],
    }


def hit_document(hit: Hit) -> Document:
    record = hit.record
    fields = {"source": record.source, "step": record.step, "segment": record.segment}
    known = {name: value for name, value in fields.items() if value}
    return {
        "id": record.id,
        "kind": str(record.kind),
        "text": record.text,
        "score": round(hit.score, 4),
        "source_id": record.source_id,
        "occurred_at": record.occurred_at,
        "attributes": {
            **record.attributes,
            **known,
            "themes": ";".join(record.themes),
            "sentiment": record.sentiment,
        },
    }


def change_document(change: Change) -> Document:
    return {
        "metric": change.series.metric,
        "dimensions": dict(change.series.dimensions),
        "latest": change.latest,
        "baseline": change.baseline,
        "change": change.change,
        "n": change.n,
        "p_value": change.p_value,
        "verdict": str(change.verdict),
        "window": change.window,
        "why": change.why,
        "unit": str(change.series.unit),
        "interval": list(change.interval) if change.interval else None,
        "effect": change.effect,
        "computed": change.series.computed,
    }


def disagreement_document(pair: Disagreement) -> Document:
    return {
        "text": describe_disagreement(pair),
        "score": change_document(pair.score),
        "words": change_document(pair.words),
    }


def look_back_document(found: LookBack) -> Document:
    held = {item.ref: item for item in found.evidence}
    empty = f"nothing was heard, measured or done in {found.span}" if found.is_empty else None
    return {
        "period": found.period.name,
        "until": found.until,
        "reason": empty,
        "comments": found.comments,
        "actions": asdict(found.loops),
        "measures": [_measured(each, held) for each in found.measures],
        "also_done": [_statement(each, held) for each in found.also_done],
        "evidence": [_evidence(item) for item in found.evidence],
    }


def _measured(measured: Measured, held: dict[str, Evidence]) -> Document:
    series = measured.series
    return {
        "metric": series.metric,
        "dimensions": dict(series.dimensions),
        "unit": str(measured.unit),
        "begin": _reading(measured.begin),
        "end": _reading(measured.end),
        "verdict": str(measured.verdict),
        "low": measured.low,
        "high": measured.high,
        "change": _statement(measured.change, held),
        "done": [_statement(each, held) for each in measured.done],
        "quote": _statement(measured.quote, held) if measured.quote else None,
        "computed": series.computed,
    }


def _reading(reading: Reading | None) -> Document | None:
    if reading is None:
        return None
    point = reading.point
    return {"period": point.period.name, "value": point.value, "n": point.n}


def _statement(statement: Statement, held: dict[str, Evidence]) -> Document:
    return {"text": statement.text(held), "evidence": list(statement.evidence)}


def _evidence(item: Evidence) -> Document:
    return {
        "ref": item.ref,
        "kind": str(item.kind),
        "id": item.id,
        "source_id": item.source_id,
        "text": item.text,
        "occurred_at": item.occurred_at,
        "n": item.n,
        "window": item.window,
        "source": item.source,
        "url": item.url,
    }
