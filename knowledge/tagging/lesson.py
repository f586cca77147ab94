"""What the corrections teach about themes, steps and feelings, all at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.tagging.correction import Correction
from knowledge.tagging.learner import Learner
from knowledge.tagging.sentiment import FEELINGS, feeling_named
from knowledge.tagging.threshold import FIRST, choose_thresholds
from knowledge.tagging.verdict import Scores

Floats = NDArray[np.float32]
Guess = Callable[[Sequence[str], Floats], Scores]
# Training takes the cube of them: the newest so many are learned from.
MOST = 6000
# Once so many corrections are made and nearly all have a theme, "no theme" is no answer here.
_ENOUGH, _NEARLY_ALL = 30, 0.98


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """``theme_needs`` and ``step_needs`` are the scores from which on a tag is given."""

    learner: Learner | None
    theme_needs: Floats
    step_needs: Floats
    one_at_least: bool = False
    feelings_known: bool = False

    def apply(self, texts: Sequence[str], vectors: Floats, guess: Scores) -> Scores:
        """The guesses, corrected."""
        if self.learner is None:
            return guess
        return guess.parted(self.learner.tell(texts, vectors, guess.joined()))


def learn(
    made: Sequence[Correction], themes: Sequence[str], steps: Sequence[str], guess: Guess
) -> Lesson:
    """Learn from the newest corrections, oldest first; themes and steps that are no more are
    passed over."""
    if not made:
        return Lesson(None, _first(themes), _first(steps))
    used = made[-MOST:]
    texts = [each.text for each in used]
    vectors = np.stack([each.vector for each in used])
    guessed = guess(texts, vectors)
    truth = Scores(
        _marks([each.themes for each in used], themes),
        _marks([(each.step,) if each.step else () for each in used], steps),
        _feelings(used, guessed.feelings),
    )
    learner = Learner(texts, vectors, truth.joined(), guessed.joined())
    held_out = guessed.parted(learner.held_out)
    with_theme = float(np.mean(truth.themes.any(axis=1)))
    return Lesson(
        learner,
        choose_thresholds(held_out.themes, truth.themes),
        choose_thresholds(held_out.steps, truth.steps),
        one_at_least=len(used) >= _ENOUGH and with_theme >= _NEARLY_ALL,
        feelings_known=len({feeling_named(each.sentiment) for each in used} - {None}) > 1,
    )


def _first(names: Sequence[str]) -> Floats:
    return np.full(len(names), FIRST, dtype=np.float32)


def _marks(rows: Sequence[Sequence[str]], names: Sequence[str]) -> Floats:
    column = {name: at for at, name in enumerate(names)}
    marks = np.zeros((len(rows), len(names)), dtype=np.float32)
    for number, row in enumerate(rows):
        for name in row:
            if name in column:
                marks[number, column[name]] = 1
    return marks


def _feelings(made: Sequence[Correction], guessed: Floats) -> Floats:
    """What people said, and the guess where they said nothing of it."""
    known = guessed.copy()
    for number, each in enumerate(made):
        if feeling := feeling_named(each.sentiment):
            known[number] = [float(name == feeling) for name in FEELINGS]
    return known
