"""Which button somebody presses on a message that they received, by their habits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from bot.slack.blocks.ids import Action
from tests.year.people import Habit, One
from tests.year.transcript import Heard


@dataclass(frozen=True, slots=True)
class Wish:
    """A button to press, after so many hours."""

    action: Action
    after: float


def wish(one: One, heard: Heard, coins: Random, together: Random) -> Wish | None:
    """Choose what somebody does with a message; `together` falls alike for everybody at the same check-in."""
    offered = {name for name, _ in heard.buttons}
    for among, choose in _ANSWERS:
        if offered & set(among):
            found = choose(one.habit, offered, coins, together)
            return found if found and found.action in offered else None
    return None


def _suggestion(habit: Habit, _offered: set[str], coins: Random, _together: Random) -> Wish:
    hours = coins.uniform(1, 60)
    if coins.random() < habit.accepts:
        return Wish(Action.SUGGESTION_YES, hours)
    return Wish(coins.choice((Action.SUGGESTION_NO, Action.SUGGESTION_NO, Action.SUGGESTION_NEVER)), hours)


def _sign(habit: Habit, _offered: set[str], coins: Random, _together: Random) -> Wish | None:
    return Wish(Action.COVENANT_SIGN, coins.uniform(0.5, 40)) if coins.random() < habit.signs else None


def _attendance(habit: Habit, offered: set[str], coins: Random, together: Random) -> Wish | None:
    hours = coins.uniform(0.1, 30)
    if coins.random() >= habit.answers:
        return None
    if coins.random() < habit.moves / 2:
        return Wish(Action.MOVE_OPEN, hours)
    if together.random() < 0.85 and coins.random() < habit.comes:
        return Wish(Action.SEEN if Action.SEEN in offered else Action.MET, hours)
    return Wish(Action.MISSED, hours)


def _ahead(habit: Habit, _offered: set[str], coins: Random, _together: Random) -> Wish | None:
    drawn, hours = coins.random(), coins.uniform(0.5, 12)
    if drawn < habit.moves:
        return Wish(Action.MOVE_OPEN, hours)
    return Wish(Action.SKIP, hours) if drawn < habit.moves + habit.skips else None


def _dearest(habit: Habit, offered: set[str], coins: Random, _together: Random) -> Wish | None:
    once = {Action.THIRD_ASK} if Action.NOT_AGAIN not in offered else set()  # an answer to it offers it once more
    found = next((each for each in habit.wishes if each in offered - once), None)
    return Wish(found, coins.uniform(1, 50)) if found else None


def _either(yes: Action, no: Action, share: float, hours: float = 30) -> "Choose":
    def choose(_habit: Habit, _offered: set[str], coins: Random, _together: Random) -> Wish:
        return Wish(yes if coins.random() < share else no, coins.uniform(0.2, hours))

    return choose


def _step(_habit: Habit, _offered: set[str], coins: Random, _together: Random) -> Wish:
    drawn = coins.random()
    answer = Action.DAILY_YES if drawn < 0.65 else Action.DAILY_NO if drawn < 0.95 else Action.DAILY_STOP
    return Wish(answer, coins.uniform(0.2, 3))


def _write(_habit: Habit, _offered: set[str], coins: Random, _together: Random) -> Wish:
    return Wish(Action.COVENANT_OPEN, coins.uniform(1, 30))


Choose = Callable[[Habit, set[str], Random, Random], Wish | None]
PROPOSALS = (
    Action.NOT_AGAIN,
    Action.HALVE_CADENCE,
    Action.STAY,
    Action.CONTINUE_CYCLE,
    Action.REST,
    Action.QUARTERLY,
    Action.NEW_PARTNERS,
    Action.THIRD_ASK,
)
"""Buttons by which a card of proposals is known."""
_ANSWERS: Sequence[tuple[Sequence[Action], Choose]] = (
    ((Action.SUGGESTION_YES,), _suggestion),
    ((Action.COVENANT_SIGN,), _sign),
    ((Action.MET, Action.SEEN), _attendance),
    ((Action.MOVE_AGREE,), _either(Action.MOVE_AGREE, Action.MOVE_AGREE, 1, 10)),
    ((Action.LINK_YES,), _either(Action.LINK_YES, Action.LINK_NO, 0.7)),
    ((Action.DAILY_YES,), _step),
    (PROPOSALS, _dearest),
    ((Action.GOAL_RENEW,), _either(Action.GOAL_RENEW, Action.GOAL_REST, 0.9)),
    ((Action.ROTATE,), _either(Action.ROTATE, Action.ROTATE, 1)),
    ((Action.SKIP, Action.MOVE_OPEN), _ahead),
    ((Action.COVENANT_OPEN,), _write),
    ((Action.MATCH,), _either(Action.MATCH, Action.STATUS, 0.5)),
)
"""What each kind of message is known by, the most telling button first."""
