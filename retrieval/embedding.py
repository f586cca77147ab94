"""Turning text into vectors with the packaged all-MiniLM-L6-v2 weights, offline."""

import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from retrieval.onnx_model import OnnxModel, onnx_file
from retrieval.weights import DIMENSIONS, verified_weights

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vector = NDArray[np.float32]
Vectors = NDArray[np.float32]
_BATCH = 64
_MANY = 16
# From so many texts on, in one process, the seconds that torch takes to load are won back.
_LONG_RUN = 1000


class Embedder(Protocol):
    """Texts to unit vectors, shape ``(len(texts), 384)``, in the order given."""

    def embed(self, texts: Sequence[str]) -> Vectors: ...

    def use_threads(self, count: int) -> None:
        """Compute on so many processors from now on; others are busy elsewhere."""
        ...


class MiniLmEmbeddings(Embeddings):
    """The packaged model behind LangChain's interface and our own.

    Single questions go through ONNX Runtime, which is ready at once; a long run of texts through
    sentence-transformers, which is faster once it is loaded. Loading waits for the first text.
    Raises HearbackError if the weights are not the published ones. ``precise`` computes everything
    in torch and in single precision; without the file ``quick`` torch does everything too.
    """

    def __init__(self, *, precise: bool = False, quick: Path | None = None) -> None:
        self.precise = precise
        self._quick_file = quick or onnx_file()
        self._embedded = 0
        self._threads: int | None = None

    @cached_property
    def _quick(self) -> OnnxModel | None:
        if self.precise or not self._quick_file.exists():
            return None
        return OnnxModel(self._quick_file, self._threads)

    @cached_property
    def torch_model(self) -> "SentenceTransformer":
        # No hub, no telemetry, no progress bars on standard output.
        os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
        os.environ.update(HF_HUB_DISABLE_PROGRESS_BARS="1", TOKENIZERS_PARALLELISM="false")
        folder = verified_weights()
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - costs five seconds
        from transformers.utils import logging  # noqa: PLC0415

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # the library's own gap
        return SentenceTransformer(str(folder), device="cpu")

    def warm_up(self) -> None:
        """Load the model now, so that the first text does not wait for it."""
        self.embed(["ready"])

    def embed(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, DIMENSIONS), dtype=np.float32)
        self._embedded += len(texts)
        few = len(texts) < _MANY or self._embedded < _LONG_RUN
        if self._quick and few:
            return self._quick.embed(texts)
        # The library sorts by length itself, so that short comments do not pay for long ones.
        with self._arithmetic(len(texts)):
            vectors = self.torch_model.encode(
                list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, dtype=np.float32)

    def use_threads(self, count: int) -> None:
        import torch  # noqa: PLC0415

        self._threads = count
        vars(self).pop("_quick", None)  # made anew with so many
        torch.set_num_threads(count)

    def _arithmetic(self, texts: int) -> AbstractContextManager[Any]:
        """Half as exact, and nearly twice as fast, for many texts on a processor made for it.

        A vector of either kind has a cosine above .9999 with the other (docs/measurements.md), so
        the questions, which come one at a time, find what the full precision would find.
        """
        import torch  # noqa: PLC0415

        if self.precise or texts < _MANY or not _has_bfloat16():
            return nullcontext()
        return torch.autocast("cpu", dtype=torch.bfloat16)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        return [float(x) for x in self.embed([text])[0]]


def _has_bfloat16() -> bool:
    """Whether the processor computes in bfloat16; one that must pretend is slower for it."""
    import torch  # noqa: PLC0415

    able = torch.cpu.get_capabilities()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16"))
