"""What was learned about goals on top of the packaged model: low-rank additions (LoRA, arXiv 2106.09685).

`python -m tests.quality.train` makes the file; tests/quality/README.md says from what and how well it does.
"""

from collections import defaultdict
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open

from matching.model_files import PACKAGED_SHA256, unavailable

GOAL_LAYER = Path(__file__).with_name("goal_layer.safetensors")


def merge(model: torch.nn.Module, file: Path = GOAL_LAYER) -> None:
    """Add the file's `up @ down` to each weight that it names; raises ModelUnavailableError unless it fits."""
    weights = dict(model.named_parameters())
    try:
        with torch.no_grad():
            for name, factors in _read(file).items():
                weights[name].add_(factors["up"] @ factors["down"])
    except (OSError, SafetensorError, KeyError, RuntimeError) as error:
        raise unavailable(f"{file.name} is damaged or does not fit the packaged model; reinstall Trellis.") from error


def _read(file: Path) -> dict[str, dict[str, torch.Tensor]]:
    """Give for each weight its factors, out × rank and rank × in, float32."""
    found: dict[str, dict[str, torch.Tensor]] = defaultdict(dict)
    with safe_open(file, framework="pt") as layer:
        if (layer.metadata() or {}).get("base_sha256") != PACKAGED_SHA256:
            raise unavailable(f"{file.name} was made for another model; reinstall Trellis.")
        for key in layer.keys():  # noqa: SIM118 - no mapping, it has nothing but keys()
            name, _, factor = key.rpartition(".")
            found[name][factor] = layer.get_tensor(key).float()
    return found
