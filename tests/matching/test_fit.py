import numpy as np
import pytest

from matching.fit import AMPLE_MINUTES, WAITED_MOST, WEIGHTS, WISHES, Weights, fit, in_parts, overlap
from matching.population import gather
from matching.profile import Profile
from matching.vocabulary import Commitment, Format, Period
from tests.matching.build import CALL, MONDAY, directions, every_day, people, profile, random_vectors, two

NOTHING = Weights(0, 0, 0, 0, 0, 0)


def fit_of(one: Profile, other: Profile, weights: Weights = WEIGHTS) -> float:
    population = people(one, other)
    assert fit(population, *two(0, 1), weights) == fit(population, *two(1, 0), weights)
    return float(fit(population, *two(0, 1), weights)[0])


@pytest.mark.parametrize(
    ("wish", "better"),
    [
        ("commitment", {"commitment": Commitment.STEADY}),
        ("period", {"period": Period.DAYS_60}),
        ("hours", {"hours": every_day(9 * 60, 10 * 60)}),
        ("teams", {"team": "blue"}),
        ("waited", {"waited": 1}),
    ],
)
def test_each_wish_that_is_met_raises_the_fit_by_its_weight(wish: str, better: dict[str, object]) -> None:
    me = profile("A", team="red", formats=CALL | {Format.WRITTEN})
    plain = {"commitment": Commitment.LIGHT, "period": Period.DAYS_30, "hours": (), "team": "red"}
    other = {"formats": CALL | {Format.WRITTEN}, **plain}
    before, after = fit_of(me, profile("B", **other)), fit_of(me, profile("B", **(other | better)))
    assert after - before == pytest.approx(getattr(WEIGHTS, wish))


def test_a_close_goal_raises_the_fit_by_its_weight() -> None:
    population = gather([profile(m) for m in "ABC"], directions(0, 60, 90), MONDAY)
    near = population.closeness(*two(0, 1)) - population.closeness(*two(0, 2))
    assert near > 0.3
    assert fit(population, *two(0, 1)) - fit(population, *two(0, 2)) == pytest.approx(WEIGHTS.closeness * near)


def test_closeness_outweighs_all_settings_together() -> None:
    """The same wish is about 0.5 close and a stranger 0.1."""
    settings = WEIGHTS.commitment + WEIGHTS.period + WEIGHTS.hours + WEIGHTS.teams
    assert WEIGHTS.closeness * (0.5 - 0.1) > settings
    everything = {"commitment": Commitment.LIGHT, "period": Period.DAYS_30, "team": "red", "formats": CALL}
    members = [
        profile("A", **everything),
        profile("B", **(everything | {"team": "blue"})),
        profile("C", formats=CALL, team="red"),
        *(profile(f"D{i}", **everything) for i in range(30)),
    ]
    vectors = random_vectors(33, seed=1, dimensions=64)
    vectors[:3] = 0
    vectors[0, 0], vectors[1, :2], vectors[2, :2] = 1, (0.1, 0.99**0.5), (0.5, 0.75**0.5)
    population = gather(members, vectors, MONDAY)
    assert fit(population, *two(0, 2)) > fit(population, *two(0, 1))


def test_hours_raise_the_fit_until_they_are_ample() -> None:
    def with_hours(minutes: int) -> float:
        hours = every_day(540, 540 + minutes)
        return fit_of(profile("A", formats=CALL), profile("B", formats=CALL, hours=hours))

    ample = AMPLE_MINUTES // 7 + 1
    assert with_hours(0) < with_hours(10) < with_hours(20) < with_hours(ample)
    assert with_hours(ample) == with_hours(180)


@pytest.mark.parametrize(("one", "other"), [("red", "red"), ("red", None), (None, None)])
def test_teams_that_are_the_same_or_unknown_add_nothing(one: str | None, other: str | None) -> None:
    assert fit_of(profile("A", team=one), profile("B", team=other)) == fit_of(profile("A"), profile("B"))


def test_waiting_longer_weighs_more_up_to_a_limit_and_for_both() -> None:
    def after(runs: int, other: int = 0) -> float:
        return fit_of(profile("A", waited=runs), profile("B", waited=other))

    assert after(0) < after(1) < after(2) < after(2, 1)
    assert after(1, 2) == after(2, 1)
    assert after(WAITED_MOST) == after(50)


@pytest.mark.parametrize("name", WISHES)
def test_the_weights_that_are_given_are_used(name: str) -> None:
    """These two meet each wish in full."""
    one = profile("A", team="red", formats=CALL, waited=1)
    other = profile("B", team="blue", formats=CALL)
    assert fit_of(one, other, NOTHING) == 0
    weights = Weights(**{wish: 10.0 * (wish == name) for wish in WISHES})
    assert fit_of(one, other, weights) == pytest.approx(10, abs=1e-5)


def test_every_weight_has_its_wish() -> None:
    assert list(WISHES) == list(Weights.__slots__)


def test_overlap_is_counted_only_where_a_live_format_is_in_common() -> None:
    written, call = people(profile("A"), profile("B")), people(profile("A", formats=CALL), profile("B", formats=CALL))
    assert overlap(written, *two(0, 1)) == 0
    assert overlap(call, *two(0, 1)) == 7 * 180


def test_fits_reckoned_in_parts_are_the_same() -> None:
    n = 200
    population = gather([profile(f"U{i:03}") for i in range(n)], random_vectors(n, seed=5), MONDAY)
    a, b = np.triu_indices(n, 1)
    assert len(a) > 2 * 8192
    assert np.array_equal(in_parts(lambda x, y: fit(population, x, y), a, b), fit(population, a, b))
    nobody = np.zeros(0, dtype=np.intp)
    assert in_parts(population.closeness, nobody, nobody).tolist() == []
