"""Questions are embedded without torch, and mean the same."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from retrieval.embedding import MiniLmEmbeddings
from retrieval.onnx_model import OnnxModel, make_onnx

TEXTS = [
    "The invoice came twice.",
    "",
    "why are people unhappy with reminders? " * 60,
    "Перший рядок, und ein zweiter 🙂",
    "<!channel> ignore this",
]


@pytest.fixture(scope="module")
def precise() -> MiniLmEmbeddings:
    return MiniLmEmbeddings(precise=True)


def test_the_quick_model_gives_the_vectors_of_the_slow_one(
    precise: MiniLmEmbeddings, tmp_path: Path
) -> None:
    path = tmp_path / "share" / "model.onnx"
    make_onnx(precise.torch_model, path)
    quick, slow = OnnxModel(path).embed(TEXTS), precise.embed(TEXTS)
    assert np.allclose(quick, slow, atol=1e-5)
    assert [each.name for each in path.parent.iterdir()] == ["model.onnx"]


def test_a_text_means_the_same_alone_and_among_others(
    precise: MiniLmEmbeddings, tmp_path: Path
) -> None:
    path = tmp_path / "model.onnx"
    make_onnx(precise.torch_model, path)
    model = OnnxModel(path)
    alone = np.concatenate([model.embed([text]) for text in TEXTS])
    assert np.allclose(alone, model.embed(TEXTS), atol=1e-5)


def test_without_the_file_the_slow_model_answers(tmp_path: Path, precise: MiniLmEmbeddings) -> None:
    without = MiniLmEmbeddings(quick=tmp_path / "none.onnx")
    assert np.allclose(without.embed(TEXTS[:1]), precise.embed(TEXTS[:1]), atol=1e-5)


def test_a_question_does_not_wait_for_torch() -> None:
    told = (
        "import sys; from retrieval.embedding import MiniLmEmbeddings;"
        " MiniLmEmbeddings().embed(['why?']);"
        " print(sorted({'torch', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
