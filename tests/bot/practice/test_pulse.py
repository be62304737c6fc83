"""What is shown of a month isolates nobody: a search for differences by somebody who knows the rule."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations, product
from random import Random

import pytest

from bot.practice.pulse import Month, Pulse, finished_month, next_month, pulse, told_on

Publish = Callable[[Month], Pulse | None]
Counts = frozenset[int]
Seen = tuple[int, int | None] | None
MOST = 40
SEQUENCES = 10_000


def naive(month: Month) -> Pulse | None:
    """Show every exact number over five partnerships or more."""
    return Pulse(month.alive, month.renewed, sum(month.kept)) if month.alive >= 5 else None


def without_remainder(month: Month) -> Pulse | None:
    """Round, but do not mind how few are left over."""
    shown = pulse(month)
    return shown and replace(shown, renewed=month.renewed // 5 * 5 or None)


def with_exact_remainder(month: Month) -> Pulse | None:
    """Mind the remainder, but by the exact counts, so that showing a number tells more than the number."""
    shown = pulse(month)
    renewed = month.renewed // 5 * 5 if month.alive - month.renewed >= 5 else None
    return shown and replace(shown, renewed=renewed or None)


def in_fours(month: Month) -> Pulse | None:
    """Round a little less."""
    return Pulse(month.alive // 4 * 4, None, None) if month.alive >= 5 else None


def check_ins_in_fives(month: Month) -> Pulse | None:
    """Round check-ins as finely as partnerships."""
    shown = pulse(month)
    return shown and replace(shown, kept=sum(month.kept) // 5 * 5 or None)


def life(chance: Random) -> Iterator[Month]:
    """Let partnerships join, leave, begin anew and meet, for a few months of a small community."""
    alive = set(range(chance.randrange(MOST // 2)))
    fresh = MOST
    for _ in range(chance.randrange(2, 6)):
        for _ in range(chance.randrange(4)):
            if len(alive) < MOST - 1:
                alive.add(fresh := fresh + 1)
        met = [kept for _ in alive if (kept := chance.randrange(6))]
        for gone in chance.sample(sorted(alive), min(len(alive), chance.randrange(4))):
            alive.discard(gone)
        renewed = chance.randrange(len(alive) + 1) if chance.random() < 0.5 else chance.choice([0, len(alive)])
        yield Month(len(alive), renewed, met)


class Reader:
    """Somebody who knows how a publisher counts, has read all that it showed, and asks what that leaves possible.

    Numbers that somebody knows can be added or taken away, so fewer than five possible values are as good as knowing
    that one to four partnerships are concerned.
    """

    def __init__(self, publish: Publish) -> None:
        self._worlds: dict[Seen, set[tuple[int, int]]] = {}
        for alive, renewed in product(range(MOST), repeat=2):
            if renewed <= alive:
                self._worlds.setdefault(seen(publish(Month(alive, renewed, ()))), set()).add((alive, renewed))
        self._tells_by_itself = cache(self._tells)
        self._tells_beside = cache(lambda one, other: are_few({a - b for a in one for b in other}))

    def learns_of_few(self, shown: Sequence[Pulse | None]) -> bool:
        """Tell whether any month, or any two numbers of whatever months, are about one to four partnerships."""
        months = {seen(each) for each in shown}
        counts = [possible for month in months for possible in self._counts(month)]
        alone = any(self._tells_by_itself(month) for month in months)
        return alone or any(self._tells_beside(*pair) for pair in combinations(counts, 2))

    def _counts(self, month: Seen) -> tuple[Counts, Counts]:
        worlds = self._worlds[month]
        return frozenset(alive for alive, _ in worlds), frozenset(renewed for _, renewed in worlds)

    def _tells(self, month: Seen) -> bool:
        """Look at each number, at what remains, and at who began anew if the number alive is known from elsewhere."""
        worlds = self._worlds[month]
        if month and month[1]:
            if any(alive - renewed < 5 for alive, renewed in worlds):
                return True
            if any(are_few({renewed for each, renewed in worlds if each == alive}) for alive, _ in worlds):
                return True
        return any(are_few(possible) for possible in self._counts(month))


def seen(shown: Pulse | None) -> Seen:
    return None if shown is None else (shown.alive, shown.renewed)


def are_few(possible: Counts | set[int]) -> bool:
    return max(possible) - min(possible) < 4


def few_make_a_step(shown: Sequence[Pulse | None], months: Sequence[Month]) -> bool:
    """Tell whether the check-ins of four partnerships could be a number that was shown, or a step between two."""
    numbers = [each.kept for each in shown if each and each.kept]
    steps = [abs(one - other) for one, other in combinations(numbers, 2) if one != other]
    by_four = max(sum(sorted(month.kept)[-4:]) for month in months)
    return any(by_four >= each for each in numbers + steps)


def sequences() -> Iterator[list[Month]]:
    chance = Random(20260302)
    return (list(life(chance)) for _ in range(SEQUENCES))


def isolates(publish: Publish) -> bool:
    """Search for a sequence of months after which somebody can be told apart."""
    reader = Reader(publish)
    return any(
        reader.learns_of_few(shown := [publish(month) for month in months]) or few_make_a_step(shown, months)
        for months in sequences()
    )


def test_no_difference_between_shown_numbers_isolates_fewer_than_five() -> None:
    assert not isolates(pulse)


@pytest.mark.parametrize("publish", [naive, in_fours, without_remainder, with_exact_remainder, check_ins_in_fives])
def test_the_search_finds_what_a_simpler_rule_gives_away(publish: Publish) -> None:
    assert isolates(publish)


def test_what_is_shown_is_true_and_never_about_fewer_than_five() -> None:
    told = [(month, shown) for months in sequences() for month in months if (shown := pulse(month))]
    assert len(told) > SEQUENCES / 2
    for month, shown in told:
        assert 5 <= shown.alive <= month.alive
        assert shown.renewed is None or 5 <= shown.renewed <= month.renewed
        assert shown.kept is None or (25 <= shown.kept <= sum(month.kept) and len(month.kept) >= 5)


@pytest.mark.parametrize(
    ("month", "shown"),
    [
        (Month(4, 0, (5, 5, 5, 5)), None),
        (Month(5, 0, ()), Pulse(5, None, None)),
        (Month(5, 5, (5, 5, 5, 5, 5)), Pulse(5, None, 25)),
        (Month(9, 5, (4, 4, 4, 4, 4)), Pulse(5, None, None)),
        (Month(14, 5, (4,) * 8), Pulse(10, None, 25)),
        (Month(19, 9, (5,) * 19), Pulse(15, 5, 75)),
        (Month(19, 10, ()), Pulse(15, None, None)),
        (Month(6, 0, (31, 1, 1, 1, 1)), Pulse(5, None, None)),
    ],
)
def test_each_number_has_a_bound(month: Month, shown: Pulse | None) -> None:
    assert pulse(month) == shown


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2026, 8, 1), date(2026, 8, 3)),
        (date(2026, 11, 1), date(2026, 11, 2)),
        (date(2026, 5, 1), date(2026, 5, 1)),
    ],
)
def test_it_is_told_on_the_first_working_day(first: date, told: date) -> None:
    assert told_on(first) == told


def test_months_follow_one_another() -> None:
    assert finished_month(date(2027, 1, 31)) == date(2026, 12, 1)
    assert finished_month(date(2027, 3, 1)) == date(2027, 2, 1)
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert next_month(date(2027, 2, 1)) == date(2027, 3, 1)
