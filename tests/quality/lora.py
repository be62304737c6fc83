"""Low-rank additions to the dense layers of a BERT (LoRA, arXiv 2106.09685), while they are being learned."""

from collections.abc import Iterator

import torch
from torch import nn


class LowRank(nn.Module):
    """A frozen dense layer and a learned addition `up @ down`, nothing at first."""

    def __init__(self, plain: nn.Linear, rank: int) -> None:
        super().__init__()
        self.plain = plain.requires_grad_(False)
        self.down = nn.Parameter(torch.randn(rank, plain.in_features) / plain.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(plain.out_features, rank))

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.plain(tokens) + STRENGTH * (tokens @ self.down.T) @ self.up.T
        return out


STRENGTH = 2.0
"""By how much the addition is multiplied, which sets the learning rate in relation to other weights."""


def attach(block: nn.Module, rank: int) -> None:
    """Give every dense layer in `block` an addition to learn."""
    for name, layer in list(block.named_modules()):
        if isinstance(layer, nn.Linear):
            owner, _, own = name.rpartition(".")
            setattr(block.get_submodule(owner), own, LowRank(layer, rank))


def factors(bert: nn.Module) -> Iterator[tuple[str, torch.Tensor]]:
    """Give what was learned, in bfloat16, by the names of the weights in the plain model with `.up` and `.down`."""
    for name, layer in bert.named_modules():
        if isinstance(layer, LowRank):
            yield f"{name}.weight.up", (STRENGTH * layer.up).detach().bfloat16().contiguous()
            yield f"{name}.weight.down", layer.down.detach().bfloat16().contiguous()
