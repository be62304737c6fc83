"""Rough fits of blocks of members against many others, and the best of them."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from matching.fit import Weights, equal_commitment, equal_period
from matching.population import Places, Population
from matching.processor import fast_dtype

BUCKET = 32
"""Columns of which only the best is ranked at first; the best k lie in the best k buckets, so nothing is lost."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Those whom rows of one class are compared with; padded to whole buckets with others whom nobody may meet."""

    vectors: torch.Tensor
    bonus: torch.Tensor
    """What wishes add that all rows share, less each column's crowding."""

    @classmethod
    def of(cls, people: Population, row: Places, columns: Places, weights: Weights, by_period: bool) -> "Columns":
        """Gather `columns` for rows of the class of `row`, one place, which may be a class by period too."""
        wishes = weights.commitment * equal_commitment(people, row, columns)
        if by_period:
            wishes += weights.period * equal_period(people, row, columns)
        spare = -len(columns) % BUCKET
        bonus = np.pad(wishes - weights.closeness * people.crowding[columns], (0, spare), constant_values=-np.inf)
        vectors = np.pad(people.vectors[columns] * np.float32(weights.closeness), ((0, spare), (0, 0)))
        return cls(_fast(vectors), _fast(bonus.astype(np.float32)))

    def rough(self, rows: NDArray[np.float32]) -> torch.Tensor:
        """Give fits as far as closeness and the class decide them, less precise where the processor is quicker so."""
        return torch.addmm(self.bonus, _fast(rows), self.vectors.T)


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


def _fast(rows: NDArray[np.float32]) -> torch.Tensor:
    return torch.from_numpy(np.ascontiguousarray(rows)).to(fast_dtype())
