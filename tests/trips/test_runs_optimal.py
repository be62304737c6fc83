"""Twelve members are paired so that no other pairing fits better, by a count of all 10,395 pairings."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from bot.sandbox.delivery import Mode
from bot.sandbox.stage import Stage
from bot.sandbox.world import Person
from bot.services.candidates import candidates
from matching.conditions import admissible
from matching.fit import fit
from matching.population import Population, gather
from storage.records import EVERYONE
from tests.trips.cast import FRIDAY, MONDAY_RUN, WordCounts
from tests.trips.rows import suggestions
from tests.trips.steps import jump, state_goal

GOALS = (
    "Run three times a week until I can run ten kilometres",
    "Run a half marathon before the summer",
    "Walk every morning before work starts",
    "Write three pages of my novel every morning",
    "Write a short story and send it to a magazine",
    "Finish the second draft of my novel",
    "Learn Spanish well enough to talk with my neighbours",
    "Learn to play the cello before the summer",
    "Practise the cello three times a week",
    "Ship a small open source library and write about it",
    "Talk to ten neighbours about the school every week",
    "Sleep before eleven and start every morning without a screen",
)
CHOICES: tuple[dict[str, str], ...] = (
    {"commitment_level": "light", "period": "30"},
    {"commitment_level": "steady", "period": "60"},
    {"commitment_level": "all-in", "period": "60"},
    {"commitment_level": "steady", "period": "90"},
)


@pytest.fixture
def dozen(url: str) -> Iterator[Stage]:
    people = [Person(f"U{letter}", letter.lower(), f"{letter} Doe", "Europe/Berlin") for letter in "ABCDEFGHIJKL"]
    with Stage(people, FRIDAY, WordCounts, Mode.HTTP, url) as made:
        for number, person in enumerate(people):
            choices = {"sizes": ["two"], "formats": ["written", "call-30"], **CHOICES[number % len(CHOICES)]}
            state_goal(made.slack.member(person.id), GOALS[number], **choices)
        yield made


def test_no_other_pairing_fits_better(dozen: Stage) -> None:
    fits = _fits(_members(dozen))
    jump(dozen, MONDAY_RUN)
    chosen = {suggestion.members for one in "ABCDEFGHIJKL" for suggestion in suggestions(dozen, f"U{one}")}

    assert len(chosen) == 6
    assert {member for pair in chosen for member in pair} == {f"U{one}" for one in "ABCDEFGHIJKL"}
    total = sum(fits[a, b] for a, b in chosen)  # every pair is one that the rules allow, or this raises
    assert total == pytest.approx(_best(fits, tuple(f"U{one}" for one in "ABCDEFGHIJKL")), abs=1e-4)


def _members(stage: Stage) -> Population:
    with stage.trellis.context.database.read() as work:
        looking = candidates(work, stage.trellis.workspace_id, EVERYONE, MONDAY_RUN, 202648)
    texts = [stage.trellis.context.words.read(one.goal.card, "goal") or "" for one in looking]
    vectors = np.asarray(WordCounts().encode(texts))
    return gather([one.profile for one in looking], vectors, MONDAY_RUN.date())


def _fits(people: Population) -> Mapping[tuple[str, str], float]:
    """Give the fit of every two whom the rules allow to meet."""
    a, b = np.array(list(combinations(range(len(people)), 2))).T
    allowed = admissible(people, a, b)
    ids = [(people.profiles[one].id, people.profiles[other].id) for one, other in zip(a, b, strict=True)]
    fits = fit(people, a, b)
    return {pair: float(fits[place]) for place, pair in enumerate(ids) if allowed[place]}


def _best(fits: Mapping[tuple[str, str], float], everybody: tuple[str, ...]) -> float:
    """Try every way to pair everybody off."""

    @cache
    def best(left: tuple[str, ...]) -> float:
        if not left:
            return 0.0
        first, rest = left[0], left[1:]
        return max(
            fits.get((first, other), -1000.0) + best(tuple(one for one in rest if one != other)) for other in rest
        )

    return best(everybody)
