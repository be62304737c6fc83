"""Turn goals into vectors with a sentence-transformers model; the only importer of that library."""

import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matching.model_files import PACKAGED_MODEL, folder_of, packaged_folder, unavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_TOKENS_AT_ONCE = 1024
"""Tokens in a batch, padding included: quickest of 256 to 4,096 on two cores."""
_SETTINGS = {  # read by the libraries when they are first imported
    "OMP_WAIT_POLICY": "PASSIVE",  # threads that spin while they wait read 5 times slower on a busy machine
    "TOKENIZERS_PARALLELISM": "false",  # or it warns whenever this process forks
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}

logger = logging.getLogger(__name__)


class Encoder:
    """A loaded model; may be called from several threads, keeps nothing of what it encodes."""

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        self.name = name
        self._model = model
        # One tokenizer in two threads may fail with "Already borrowed" (huggingface/transformers#47085).
        self._one_at_a_time = threading.Lock()

    @classmethod
    def load(cls, model: str | None = None, progress: Callable[[str], None] | None = None) -> "Encoder":
        """Load `model` (a name or a folder; none = the packaged one) or raise ModelUnavailableError."""
        tell = progress or logger.info
        for name, value in _SETTINGS.items():
            os.environ.setdefault(name, value)
        if model is None:
            tell("Checking the packaged language model")
            folder = packaged_folder()
        else:
            tell("Fetching the language model that TRELLIS_MODEL names")
            folder = folder_of(model)
        tell("Loading the language model, which takes some seconds")
        encoder = cls(model or PACKAGED_MODEL, _load(folder) if model else _load_packaged(folder))
        tell("The language model is ready")
        return encoder

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one row of unit length per text, in the order of the texts.

        What else is in the batch moves a row by less than 0.001 of cosine in bfloat16.
        """
        if not texts:
            return np.zeros((0, self._model.get_embedding_dimension() or 0), dtype=np.float32)
        with self._one_at_a_time:
            batches = list(self._batches(texts))
            made = np.concatenate([self._rows([texts[i] for i in batch]) for batch in batches])
        rows = np.empty_like(made)
        rows[[i for batch in batches for i in batch]] = made
        return rows

    def _rows(self, texts: list[str]) -> NDArray[np.float32]:
        rows = self._model.encode(texts, batch_size=len(texts), convert_to_tensor=True, show_progress_bar=False)
        found: NDArray[np.float32] = (
            rows.float().numpy()
        )  # lengths are taken here, for bfloat16 has but 8 bits for them
        unit: NDArray[np.float32] = found / np.linalg.norm(found, axis=1, keepdims=True)
        return unit

    def _batches(self, texts: Sequence[str]) -> Iterator[list[int]]:
        """Give places of texts of like length together, so that little is spent on padding."""
        tokens = self._tokens(texts)
        batch: list[int] = []
        for i in sorted(range(len(texts)), key=tokens.__getitem__):
            if batch and (len(batch) + 1) * tokens[i] > _TOKENS_AT_ONCE:
                yield batch
                batch = []
            batch.append(i)
        if batch:
            yield batch

    def _tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens of each text, or its letters where a model has another kind of tokenizer."""
        if len(texts) < 2 or not callable(self._model.tokenizer):
            return [len(text) for text in texts]
        limit = self._model.get_max_seq_length() or _TOKENS_AT_ONCE
        return [min(len(ids), limit) for ids in self._model.tokenizer(list(texts), verbose=False)["input_ids"]]


def _load_packaged(folder: Path) -> "SentenceTransformer":
    """Load MiniLM with what was learned about goals, in bfloat16 where the processor is quick at it."""
    import torch

    from matching import goal_layer, quick_layers
    from matching.processor import fast_dtype

    model = _load(folder)
    bert = model.get_submodule("0.auto_model")
    goal_layer.merge(bert)
    if fast_dtype() is torch.bfloat16:
        quick_layers.quicken(bert.to(torch.bfloat16))
    return model


def _load(folder: Path) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as shown

    # Whoever imported that library before us may not have asked for quiet.
    shown.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(
            str(folder),
            device="cpu",
            trust_remote_code=False,
            local_files_only=True,
            model_kwargs={"use_safetensors": True},
        )
    except Exception as error:  # a broken model folder fails in as many ways as it has files
        raise unavailable(f"The model in {folder} cannot be loaded.") from error
