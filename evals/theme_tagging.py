"""Themes: what is learned from corrections, beside a TF-IDF SVC that is given the same rows."""

import time
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import GridSearchCV, KFold
from sklearn.multiclass import OneVsRestClassifier
from sklearn.svm import LinearSVC

from evals.public import Part, few_of_each, read_banking, read_nhs, split
from knowledge.tagging.tagger import Tagger, Tags
from knowledge.tagging.taxonomy import Taxonomy, Theme
from retrieval.embedding import Embedder

_STRENGTHS = (0.03, 0.1, 0.3, 1.0, 3.0)
_LEAST_POSITIVES = (10, 20, 30)
_CURVE = (1, 2, 4, 8, 16, 32)
Marks = NDArray[np.int8]


def report_nhs(embedder: Embedder) -> None:
    train, test = split(read_nhs(), embedder)
    themes = sorted({theme for row in (*train.rows, *test.rows) for theme in row.themes})
    truth = test.marks(themes)
    print(f"NHS themes: {len(train.rows)} for training, {len(test.rows)} for test")
    _head()
    none = _tagger(embedder, themes, train.taken([]))
    _row("hearback, theme names only", truth, _told(none, test, themes)[0])
    svc, strength = tfidf_svc(train, themes)
    _row(f"TF-IDF SVC (C {strength})", truth, svc(test))
    tagger = _tagger(embedder, themes, train)
    began = time.process_time()
    tagger.tag(["warm"], train.vectors[:1])
    trained = time.process_time() - began
    began = time.process_time()
    told, tags = _told(tagger, test, themes)
    rate = len(test.rows) / (time.process_time() - began)
    _row("hearback, all corrections", truth, told)
    print(f"\ntrained in {trained:.1f} s of one core; {rate:,.0f} texts/s given the vectors")
    _show_doubt(truth, told, tags)


def report_curve(embedder: Embedder) -> None:
    """Few examples of each theme: NHS (macro-F1, themes with 20 in the test part)."""
    train, test = split(read_nhs(), embedder)
    themes = sorted({theme for row in (*train.rows, *test.rows) for theme in row.themes})
    truth = test.marks(themes)
    print("\n| examples a theme | rows | TF-IDF SVC | hearback |\n|---|---|---|---|")
    for count in _CURVE:
        few = few_of_each(train, themes, count)
        svc, _ = tfidf_svc(few, themes, tune=count >= 4)
        told, _ = _told(_tagger(embedder, themes, few), test, themes)
        both = [_macro(truth, each, 20) for each in (svc(test), told)]
        print(f"| {count} | {len(few.rows)} | {both[0]:.3f} | {both[1]:.3f} |", flush=True)


def report_banking(embedder: Embedder) -> None:
    """One intent for each text, of 77, told from few examples: accuracy."""
    train, test = split(read_banking(), embedder)
    themes = sorted({row.themes[0] for row in train.rows})
    right = [row.themes[0] for row in test.rows]
    print("\n| examples an intent | TF-IDF SVC | hearback |\n|---|---|---|")
    for count in (8, 32):
        few = few_of_each(train, themes, count)
        vectorizer = _words()
        labels = [row.themes[0] for row in few.rows]
        model = LinearSVC(class_weight="balanced", random_state=0)
        model.fit(vectorizer.fit_transform(few.texts), labels)
        svc = model.predict(vectorizer.transform(test.texts))
        tags = _tagger(embedder, themes, few).tag(test.texts, test.vectors)
        told = [each.themes[0] if each.themes else "" for each in tags]
        by_svc = np.mean([a == b for a, b in zip(svc, right, strict=True)])
        by_us = np.mean([a == b for a, b in zip(told, right, strict=True)])
        print(f"| {count} | {by_svc:.3f} | {by_us:.3f} |", flush=True)


def tfidf_svc(
    part: Part, themes: Sequence[str], *, tune: bool = True
) -> tuple[Callable[[Part], Marks], float]:
    """One linear SVC a theme on word 1-2-grams, balanced; C by cross-validation in the part."""
    vectorizer, marks = _words(), part.marks(themes)
    matrix = vectorizer.fit_transform(part.texts)
    held = np.flatnonzero(marks.any(axis=0))
    model = OneVsRestClassifier(LinearSVC(class_weight="balanced", random_state=0, C=1.0))
    if tune:
        grid = {"estimator__C": list(_STRENGTHS)}
        search = GridSearchCV(
            model, grid, scoring="f1_macro", cv=KFold(3, shuffle=True, random_state=0)
        )
        model = search.fit(matrix, marks[:, held]).best_estimator_
    else:
        model.fit(matrix, marks[:, held])

    def tell(other: Part) -> Marks:
        told = np.zeros((len(other.rows), len(themes)), np.int8)
        told[:, held] = model.predict(vectorizer.transform(other.texts))
        return told

    return tell, model.estimator.C


def _words() -> TfidfVectorizer:
    return TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)


def _tagger(embedder: Embedder, themes: Sequence[str], part: Part) -> Tagger:
    """The tagger as the house makes it, with a taxonomy of names only."""
    taxonomy = Taxonomy(tuple(Theme(theme, theme) for theme in themes))
    return Tagger(embedder, taxonomy, corrections=part.corrections())


def _told(tagger: Tagger, part: Part, themes: Sequence[str]) -> tuple[Marks, list[Tags]]:
    tags = tagger.tag(part.texts, part.vectors)
    return np.array([[t in each.themes for t in themes] for each in tags], np.int8), tags


def _head() -> None:
    columns = " | ".join(f"macro-F1, {least}+ in test" for least in _LEAST_POSITIVES)
    print(f"\n| | {columns} | all | micro-F1 | weighted-F1 |\n|---|---|---|---|---|---|---|")


def _row(name: str, truth: Marks, told: Marks) -> None:
    macro = [f"{_macro(truth, told, least):.3f}" for least in (*_LEAST_POSITIVES, 1)]
    rest = [
        f"{f1_score(truth, told, average=how, zero_division=0):.3f}"
        for how in ("micro", "weighted")
    ]
    print(f"| {name} | {' | '.join([*macro, *rest])} |", flush=True)


def _macro(truth: Marks, told: Marks, least: int) -> float:
    kept = truth.sum(axis=0) >= least
    return float(f1_score(truth[:, kept], told[:, kept], average="macro", zero_division=0))


def _show_doubt(truth: Marks, told: Marks, tags: Sequence[Tags]) -> None:
    """What share of the surest and of the least sure third is tagged just as people did."""
    order = np.argsort([each.doubt for each in tags], kind="stable")
    same = (truth == told).all(axis=1)[order]
    thirds = [float(part.mean()) for part in np.array_split(same, 3)]
    shown = ", ".join(f"{third:.1%}" for third in thirds)
    print(f"tagged exactly as people did, from the surest third to the least sure: {shown}")
