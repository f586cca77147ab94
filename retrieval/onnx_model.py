"""The packaged model for a few texts at a time, without torch.

Torch and sentence-transformers take seconds to load before they embed the first question; ONNX
Runtime takes half of one. The file it reads is made from the verified weights, once, by
``python -m retrieval.onnx_model`` (a part of ``make install``), and lies beside the packages.
"""

import os
import sys
import tempfile
import warnings
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from domain.error import HearbackError
from retrieval.weights import DIMENSIONS, MODEL_NAME, PUBLISHED_SHA256, model_folder

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

_LONGEST = 256  # tokens, as sentence-transformers has it for this model
_BATCH = 16
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_VERSION = 1  # of the graph below


def onnx_file() -> Path:
    """Where the file belongs; it is named after the weights that it was made from."""
    name = f"{MODEL_NAME}-{PUBLISHED_SHA256[:12]}-{_VERSION}.onnx"
    return Path(sys.prefix) / "share" / "hearback" / name


class OnnxModel:
    """Texts to unit vectors, as sentence-transformers makes them in single precision."""

    def __init__(self, path: Path, threads: int | None = None) -> None:
        self._path = path
        self._threads = threads

    @cached_property
    def _session(self) -> "InferenceSession":
        from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415

        options = SessionOptions()
        options.intra_op_num_threads = self._threads or 0  # 0: as many as there are
        # Otherwise idle threads run in circles for a while after each text, in everybody's way.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return InferenceSession(self._path, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer  # noqa: PLC0415

        tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
        tokenizer.enable_truncation(_LONGEST)
        tokenizer.enable_padding()
        return tokenizer

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape ``(len(texts), 384)``, in the order given."""
        made = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        # A batch is padded to its longest text, so those of like length go together.
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            made[batch] = self._batch([texts[at] for at in batch])
        return made

    def _batch(self, texts: list[str]) -> NDArray[np.float32]:
        read = self._tokenizer.encode_batch(texts)
        told = ([e.ids for e in read], [e.attention_mask for e in read], [e.type_ids for e in read])
        fed = {
            name: np.array(rows, dtype=np.int64) for name, rows in zip(_INPUTS, told, strict=True)
        }
        return np.asarray(self._session.run(None, fed)[0], dtype=np.float32)


def _as_one(model: "SentenceTransformer") -> Any:
    """The encoder, the mean over its tokens, and unit length: all of the model in one module."""
    import torch  # noqa: PLC0415

    class Sentence(torch.nn.Module):
        def __init__(self, encoder: Any) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, ids: Any, mask: Any, types: Any) -> Any:
            read = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types)
            weights = mask.unsqueeze(-1).to(read.last_hidden_state.dtype)
            mean = (read.last_hidden_state * weights).sum(1) / weights.sum(1)
            return torch.nn.functional.normalize(mean, dim=1)

    return Sentence(model[0].auto_model).eval()


def make_onnx(model: "SentenceTransformer", path: Path) -> None:
    """Write the file; all of it or nothing, so that two at once do no harm.

    Raises OSError where the folder cannot be written.
    """
    import torch  # noqa: PLC0415 - takes seconds

    path.parent.mkdir(parents=True, exist_ok=True)
    shown = torch.ones((2, 8), dtype=torch.int64)
    both = {0: "text", 1: "token"}
    handle, unfinished = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the older exporter is the one without more packages
            torch.onnx.export(
                _as_one(model),
                (shown, shown, shown),
                unfinished,
                input_names=list(_INPUTS),
                output_names=["vector"],
                dynamic_axes={**dict.fromkeys(_INPUTS, both), "vector": {0: "text"}},
                dynamo=False,
            )
        Path(unfinished).chmod(0o644)  # others on the machine may run Hearback too
        Path(unfinished).replace(path)
    finally:
        Path(unfinished).unlink(missing_ok=True)


def main() -> int:
    """Make the file if it is not there; 1 with one line if it cannot be written."""
    from retrieval.embedding import MiniLmEmbeddings  # noqa: PLC0415 - it imports this module

    path = onnx_file()
    try:
        if not path.exists():
            make_onnx(MiniLmEmbeddings().torch_model, path)
    except (OSError, HearbackError) as error:
        sys.stderr.write(
            f"No quick model: {error}. Hearback works without it, but starts slowly.\n"
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
