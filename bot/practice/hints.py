"""Hints for what members write (practice, sections 3 and 5): plain rules over English words, never a judgement.

A hint asks a question beside the text. It is shown once, kept nowhere, and keeps nobody from going on. What the rules
do not recognise, such as every other language, gets no hint.
"""

import re
from enum import IntEnum

from bot.practice import qualities
from matching.vocabulary import Cadence


class Span(IntEnum):
    """How long it takes until a goal can be judged at all."""

    WEEK = 1
    MONTH = 2
    QUARTER = 3
    YEAR = 4


JUDGED_WITHIN = {
    Cadence.WEEKLY: Span.WEEK,
    Cadence.SEVEN_TO_TEN_DAYS: Span.WEEK,
    Cadence.BIWEEKLY: Span.MONTH,
    Cadence.MONTHLY: Span.QUARTER,
    Cadence.QUARTERLY: Span.YEAR,
}
"""The longest span that fits a cadence: what only a month can judge does not suit a weekly check-in."""
NEXT_TIME = {
    Cadence.WEEKLY: "a week from now",
    Cadence.SEVEN_TO_TEN_DAYS: "a week or so from now",
    Cadence.BIWEEKLY: "two weeks from now",
    Cadence.MONTHLY: "a month from now",
    Cadence.QUARTERLY: "three months from now",
}
_UNITS = {"week": Span.WEEK, "month": Span.MONTH, "quarter": Span.QUARTER, "year": Span.YEAR, "decade": Span.YEAR}
_COUNT = (
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|"
    r"sixty|hundred|thousand|a dozen|a couple of|half an?)"
)
_DAYS = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_SOMEDAY = re.compile(r"\b(?:one day|some ?day|eventually|in the long (?:run|term)|one of)\b")
_HORIZON = re.compile(
    rf"\b(?:in|within|over|for|by|during|before|until|after|next|this|the|coming|\s)*\b(?:{_COUNT}|a|an|few|several|some|"
    r"next|this|coming|end of(?: the| this)?)[ -](?P<unit>week|month|quarter|year|decade)s?\b"
)
_IN_YEAR = re.compile(r"\bby (?:the end of )?(?:19|20)\d\d\b")
_CALENDAR = re.compile(
    r"\b(?:\d{1,2}\.? )?(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"(?: \d{1,2})?(?:,? (?:19|20)\d\d)?\b|\b(?:19|20)\d\d\b"
)
_OFTEN = re.compile(
    rf"\b(?:daily|nightly|weekly|once|twice|times|weekdays|weekends|{_DAYS}s?|"
    r"(?:a|an|per|each|every|most)(?: other| second| single)? (?:day|morning|noon|afternoon|evening|night|lunch|"
    rf"weekday|weekend|week|check-in|{_DAYS})s?)\b"
)
_SELDOM = re.compile(
    r"\b(?:monthly|quarterly|yearly|(?:a|per|each|every)(?: other| single)? (?P<unit>month|quarter|year))\b"
)
_COUNTED = re.compile(rf"\b{_COUNT}\b")
_LEAD = (
    r"^(?:(?:i|we)(?: really| just| also)? (?:want|would like|hope|wish|aim|need|plan|mean|intend|try|am going)|"
    r"i'd like|my (?:goal|aim|intention|hope|wish) is|i will|finally|simply|just)?"
    r"\W*(?:to\b)?\W*(?:finally|simply|just)?\W*"
)
_WISH = re.compile(
    _LEAD
    + r"(?:be|become|being|becoming|feel|feeling|grow|growing|improve|improving|develop|developing|strengthen|boost|"
    r"learn|learning|understand|master|explore|enjoy|love|live|thrive|succeed|get (?:fit|healthy|rich|organi[sz]ed|"
    r"in shape|my life|good|into)|stay|work on my|work on myself|focus on|manage my|"
    r"find (?:balance|happiness|peace|my|myself|joy)|"
    r"do my best|have (?:a better|more|better|balance)|stop (?:procrastinating|worrying|being)|take care of myself)\b"
)
_COMPARED = re.compile(
    r"\b(?:more|less|better|harder|fitter|healthier|happier|stronger|smarter|calmer|fewer|faster|kinder|wiser|further)\b"
    r"(?! than\b)"
)
_LONG_WORK = re.compile(
    r"\b(?:finish|complete|write|publish|get|earn|do|defend|graduate with)\W+(?:[\w'-]+\W+){0,2}(?:phd|ph\.d|doctorate|"
    r"dissertation|thesis|degree|master's|masters|bachelor's|diploma|novel|book|memoir|mba)\b|"
    r"\b(?:start|found|build|launch|grow|open)\W+(?:[\w'-]+\W+){0,2}(?:company|business|startup|start-up|charity)\b|"
    r"\b(?:change|switch)\W+(?:my )?(?:careers?|profession)\b|"
    r"\bbuy\W+(?:[\w'-]+\W+){0,2}(?:house|home|flat|apartment)\b|"
    r"\bfluen(?:t|cy)\b|\bretire\b"
)


def goal_hint(text: str, cadence: Cadence) -> str | None:
    """Ask what could be reported one check-in from now, where the goal does not say (practice, section 3).

    A count or a rhythm answers that, so such a goal gets no hint, unless its rhythm is slower than the cadence.
    """
    goal = " ".join(text.lower().replace("’", "'").split())
    seldom = _SELDOM.search(goal)
    rest = _CALENDAR.sub(" ", _IN_YEAR.sub(" ", _SOMEDAY.sub(" ", goal)))
    counted = _COUNTED.search(_HORIZON.sub(" ", _SELDOM.sub(" ", rest)))
    if _OFTEN.search(goal) or (counted and not seldom):
        return None
    if _span(goal) > JUDGED_WITHIN[cadence]:
        return f"This may take longer than from one check-in to the next. {_next(cadence)}"
    if counted:
        return None
    return _next(cadence) if _WISH.search(goal) or _COMPARED.search(goal) else None


def support_hint(text: str) -> str | None:
    """Ask for an action where a line on support holds nothing but qualities (practice, section 5)."""
    if not qualities.only(text):
        return None
    return (
        "That says how your partners should be. What could they do? "
        'For example: "ask what got in the way before you suggest anything".'
    )


def _next(cadence: Cadence) -> str:
    return (
        f"What will you be able to report {NEXT_TIME[cadence]}? A number, a day or one step makes it easy to tell, "
        'such as "three runs a week" or "send two applications".'
    )


def _span(goal: str) -> Span:
    """Give the longest time that the goal names or, as a large piece of work, surely takes."""
    units = [_UNITS[found["unit"]] for found in _HORIZON.finditer(_OFTEN.sub(" ", goal))]
    seldom = _SELDOM.search(goal)
    if seldom:
        units.append(_UNITS.get(seldom["unit"] or "", Span.MONTH))
    if _LONG_WORK.search(goal) or _IN_YEAR.search(goal) or _SOMEDAY.search(goal.replace("one of", "")):
        units.append(Span.YEAR)
    return max(units, default=Span.WEEK)
