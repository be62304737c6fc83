from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from matching.errors import ModelUnavailableError
from matching.goal_layer import merge
from matching.model_files import PACKAGED_SHA256

OURS = {"base_sha256": PACKAGED_SHA256}


def test_the_addition_is_the_product_of_its_factors(tmp_path: Path) -> None:
    layer = torch.nn.Linear(3, 2)
    before = layer.weight.detach().clone()
    up, down = torch.tensor([[1.0], [2.0]]), torch.tensor([[1.0, 0.0, 3.0]])
    merge(torch.nn.Sequential(layer), _layer(tmp_path, {"0.weight.up": up, "0.weight.down": down}, OURS))
    torch.testing.assert_close(layer.weight - before, torch.tensor([[1.0, 0.0, 3.0], [2.0, 0.0, 6.0]]))


@pytest.mark.parametrize("notes", [{}, {"base_sha256": "another"}])
def test_a_layer_for_another_model_is_refused(tmp_path: Path, notes: dict[str, str]) -> None:
    with pytest.raises(ModelUnavailableError, match="made for another model"):
        merge(torch.nn.Sequential(), _layer(tmp_path, {"up": torch.ones(1)}, notes))


@pytest.mark.parametrize(
    "tensors",
    [
        {"0.weight.up": torch.ones(5, 1), "0.weight.down": torch.ones(1, 3)},
        {"0.weight.up": torch.ones(2, 1)},
        {"9.weight.up": torch.ones(2, 1), "9.weight.down": torch.ones(1, 3)},
    ],
    ids=["another shape", "half of it", "no such weight"],
)
def test_a_layer_that_does_not_fit_is_refused(tmp_path: Path, tensors: dict[str, torch.Tensor]) -> None:
    with pytest.raises(ModelUnavailableError, match="does not fit"):
        merge(torch.nn.Sequential(torch.nn.Linear(3, 2)), _layer(tmp_path, tensors, OURS))


def test_a_damaged_or_missing_layer_is_refused(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.safetensors"
    damaged.write_bytes(b"not weights")
    for file in (damaged, tmp_path / "missing.safetensors"):
        with pytest.raises(ModelUnavailableError, match="reinstall Trellis"):
            merge(torch.nn.Sequential(), file)


def _layer(folder: Path, tensors: dict[str, torch.Tensor], notes: dict[str, str]) -> Path:
    file = folder / "layer.safetensors"
    save_file(tensors, file, metadata=notes)
    return file
