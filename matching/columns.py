"""Rough fits of blocks of members against many others, and the best of them."""

from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray

from matching.fit import Weights, equal_commitment, equal_period
from matching.population import Places, Population

BUCKET = 32
"""Columns of which only the best is ranked at first; the best k lie in the best k buckets, so nothing is lost."""

_SUMMING = 1e-5
"""Most by which sums of products in float32 are off."""
_AT_ONCE = 1 << 13


@dataclass(frozen=True, slots=True)
class Columns:
    """Those whom rows of one class are compared with; padded to whole buckets with others whom nobody may meet."""

    vectors: torch.Tensor = field(repr=False)  # they give goals away
    bonus: torch.Tensor
    """What wishes add that all rows share, less each column's crowding."""

    @classmethod
    def of(
        cls, people: Population, row: Places, columns: Places, weights: Weights, by_period: bool, dtype: torch.dtype
    ) -> "Columns":
        """Gather `columns` for rows of the class of `row`, one place, which may be a class by period too."""
        wishes = weights.commitment * equal_commitment(people, row, columns)
        if by_period:
            wishes += weights.period * equal_period(people, row, columns)
        spare = -len(columns) % BUCKET
        bonus = np.pad(wishes - weights.closeness * people.crowding[columns], (0, spare), constant_values=-np.inf)
        vectors = np.pad(people.vectors[columns] * np.float32(weights.closeness), ((0, spare), (0, 0)))
        return cls(_rounded(vectors, dtype), _rounded(bonus.astype(np.float32), dtype))

    def rough(self, rows: NDArray[np.float32]) -> torch.Tensor:
        """Give fits as far as closeness and the class decide them, as precise as the columns are."""
        return torch.addmm(self.bonus, _rounded(rows, self.vectors.dtype), self.vectors.T)


def top(rough: torch.Tensor, most: int) -> tuple[NDArray[np.float64], Places]:
    """Give the `most` highest of each row and their columns, in no certain order."""
    rows, columns = rough.shape
    if most * BUCKET >= columns:
        values, at = rough.topk(most, sorted=False)
    else:
        buckets = rough.view(rows, -1, BUCKET)
        best = buckets.amax(2).topk(most, sorted=False).indices
        near = buckets.gather(1, best[:, :, None].expand(-1, -1, BUCKET)).reshape(rows, -1)
        values, within = near.topk(most, sorted=False)
        at = best.gather(1, within // BUCKET) * BUCKET + within % BUCKET
    return values.double().numpy(), at.numpy()


def roundings(people: Population, weights: Weights, dtype: torch.dtype) -> tuple[float, float]:
    """Give by how much rough fits are off at most: what rounding does before, and the share of them that it does after.

    By Cauchy-Schwarz, a product of unit rows is off by no more than the rows are, which is measured.
    """
    share = torch.finfo(dtype).eps / 2
    by_rows = _most_off(people.vectors, dtype) * weights.closeness
    by_columns = _most_off(people.vectors * np.float32(weights.closeness), dtype)
    bonus = weights.commitment + weights.period + weights.closeness * float(np.abs(people.crowding).max(initial=0))
    return by_rows + by_columns * (1 + share) + bonus * share + _SUMMING, share / (1 - share)


def _most_off(rows: NDArray[np.float32], dtype: torch.dtype) -> float:
    """Give the greatest length that rounding adds to one of the rows."""
    parts = np.array_split(rows, len(rows) // _AT_ONCE + 1)
    off = (np.linalg.norm(part - _rounded(part, dtype).float().numpy(), axis=1).max(initial=0) for part in parts)
    return float(max(off))


def _rounded(rows: NDArray[np.float32], dtype: torch.dtype) -> torch.Tensor:
    return torch.from_numpy(np.ascontiguousarray(rows)).to(dtype)
