"""The loss by which goals learn to find their partners (multiple negatives, arXiv 1705.00652)."""

import torch
from torch.nn import functional as F  # noqa: N812 - as everywhere


def ranking_loss(goal: torch.Tensor, same: torch.Tensor, near: torch.Tensor, temperature: float) -> torch.Tensor:
    """Ask each goal and each `same` (n × d, unit rows) for its other among all 3 n texts but itself."""
    return (_looks(goal, same, near, temperature) + _looks(same, goal, near, temperature)) / 2


def _looks(own: torch.Tensor, other: torch.Tensor, near: torch.Tensor, temperature: float) -> torch.Tensor:
    itself = torch.eye(len(own), dtype=torch.bool)
    cosines = torch.cat([own @ other.T, (own @ own.T).masked_fill(itself, -1e4), own @ near.T], dim=1)
    return F.cross_entropy(cosines / temperature, torch.arange(len(own)))
