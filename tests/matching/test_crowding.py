import numpy as np
import pytest
from numpy.typing import NDArray

from matching import crowding as module
from matching.crowding import crowding
from matching.population import gather
from tests.matching.build import MONDAY, directions, profile, random_vectors

Vectors = NDArray[np.float32]
GOALS = 3000


def themed(n: int, seed: int) -> Vectors:
    """Goals around themes of unequal size, some of them crowded."""
    chance = np.random.default_rng(seed)
    of = (40 * chance.random(n) ** 2).astype(int)
    rows = random_vectors(40, seed, 64)[of] + 0.12 * chance.normal(size=(n, 64))
    unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def with_hub() -> Vectors:
    """Fifteen twos who are near to each other only, and, at place 0, a goal in the middle of all."""
    axes = np.eye(30, dtype=np.float32)
    one, other = axes[::2], 0.15 * axes[::2] + (1 - 0.15**2) ** 0.5 * axes[1::2]
    middle = (one + other).sum(axis=0, keepdims=True)
    return np.concatenate([middle / np.linalg.norm(middle), one, other])


def test_a_goal_that_is_close_to_everything_loses() -> None:
    taken = crowding(with_hub())
    assert taken[0] > 0 > taken[1:].max()


def test_a_goal_that_is_close_to_everything_is_nobodys_closest() -> None:
    vectors, taken = with_hub(), crowding(with_hub())
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -np.inf)
    partners = [*range(16, 31), *range(1, 16)]
    assert set(cosines[1:].argmax(axis=1)) == {0}
    assert (cosines - taken)[1:].argmax(axis=1).tolist() == partners


@pytest.mark.parametrize("n", [3, 50, GOALS])
def test_the_mean_is_zero_so_that_the_scale_stays(n: int) -> None:
    assert crowding(themed(n, seed=1)).mean() == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("n", [0, 1, 2, 3, 11])
def test_among_few_everybody_is_a_neighbour_so_nothing_is_taken(n: int) -> None:
    assert crowding(random_vectors(n, seed=1)).tolist() == [0.0] * n


def test_the_more_members_the_more_is_taken() -> None:
    few, many = crowding(themed(30, seed=1)), crowding(themed(900, seed=1))
    assert 0 < np.abs(few).mean() < np.abs(many).mean()


def test_equal_goals_are_equally_crowded() -> None:
    assert crowding(directions(*[30.0] * 12)) == pytest.approx(np.zeros(12), abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_a_sample_tells_nearly_the_same(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """A third of all was asked; the plain cosines of these goals deviate by 0.17."""
    vectors = themed(GOALS, seed)
    sampled = crowding(vectors)
    monkeypatch.setattr(module, "SAMPLE", GOALS)
    whole = crowding(vectors)
    assert np.corrcoef(sampled, whole)[0, 1] > 0.85
    assert np.abs(sampled - whole).mean() < 0.012


def test_blocks_do_not_change_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = themed(1500, seed=3)
    whole = crowding(vectors)
    monkeypatch.setattr(module, "_AT_ONCE", 64)
    assert crowding(vectors) == pytest.approx(whole, abs=1e-6)


def test_closeness_is_the_same_both_ways() -> None:
    members = [profile(f"U{i:02}") for i in range(40)]
    population = gather(members, random_vectors(40, seed=4), MONDAY)
    a, b = np.triu_indices(40, 1)
    assert np.array_equal(population.closeness(a, b), population.closeness(b, a))
