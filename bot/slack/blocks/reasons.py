"""Why people are suggested to one another, in words that they understand and without any number of ours."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.slack.blocks import phrases
from matching.vocabulary import Because, Cadence, Commitment, Period, Weekday


@dataclass(frozen=True, slots=True)
class Common:
    """What suggested people chose alike, as it stands when they read of it; None for what they did not."""

    commitment: Commitment | None = None
    cadence: Cadence | None = None
    period: Period | None = None
    hours: tuple[Weekday, int] | None = None
    """The weekday, on the reader's clock, on which most hours suit everybody, and how many half-hours do."""


_COMMITMENTS = {
    Commitment.LIGHT: "want a little, regularly",
    Commitment.STEADY: "keep a fixed place in the week for it",
    Commitment.ALL_IN: "are all in",
}
_ALL_IN = "you are both all in"  # "you both are" would not be English


def why(because: Collection[Because], common: Common, people: int) -> list[str]:
    """Give the reasons that still hold, strongest first, for two people or for more."""
    everybody = "you both" if people == 2 else "all of you"
    said = {
        Because.GOALS: "your goals are close",
        Because.COMMITMENT: _commitment(common.commitment, people, everybody),
        Because.CADENCE: common.cadence and f"{everybody} want to check in {phrases.CADENCES[common.cadence]}",
        Because.HOURS: common.hours and _hours(*common.hours, people),
        Because.PERIOD: common.period and _period(common.period, people),
        Because.TEAMS: "you come from different teams",
    }
    reasons = (said[one] for one in Because if one in because)
    return [one for one in reasons if one]


def _commitment(commitment: Commitment | None, people: int, everybody: str) -> str | None:
    if commitment is Commitment.ALL_IN and people == 2:
        return _ALL_IN
    return commitment and f"{everybody} {_COMMITMENTS[commitment]}"


def _period(period: Period, people: int) -> str:
    goals = "both your goals" if people == 2 else "all your goals"
    return f"{goals} run for {phrases.PERIODS[period]}"


def _hours(day: Weekday, half_hours: int, people: int) -> str:
    have = "you have" if people == 2 else "all of you have"
    return f"{have} {_amount(half_hours)} on {phrases.WEEKDAYS[day]}s"


def _amount(half_hours: int) -> str:
    """Write half-hours as in "two and a half shared hours"."""
    whole, half = divmod(half_hours, 2)
    if whole == 0:
        return "a shared half-hour"
    if whole == 1 and not half:
        return "one shared hour"
    return f"{phrases.number(whole)}{' and a half' if half else ''} shared hours"
