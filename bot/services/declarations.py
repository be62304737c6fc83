"""Declaring a goal in the channel that the host chose, and withdrawing it (practice, section 3)."""

from contextlib import suppress
from datetime import datetime

from bot.services.calendar import local_date
from bot.services.cards import show_instead, take_back
from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.lookup import JOIN_FIRST, member_of
from bot.slack.blocks.declaration import Declaring, declaration_post
from bot.slack.blocks.goal import goal_card
from bot.slack.blocks.ids import Field
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from storage.records import Goal, Pointer, Programme
from storage.vocabulary import GoalState

NO_CHANNEL = "Your host has not chosen a channel for declarations. Your goal stays as it is."
TRY_AGAIN = "Slack did not take your declaration just now. Your goal is kept; please press Declare it in a moment."
OVER = "The period of your goal is over. Renew it in App Home, and then declare it."
NO_CARD = "I can no longer find your goal card. Please state your goal again: type `/trellis goal`."
WITHDRAWN = "Your declaration is withdrawn, and its post is gone. Your goal stays as it is."


def declaring(programme: Programme, goal: Goal | None, is_over: bool = False) -> Declaring:
    """Tell what a member may do: withdraw a declaration at any time, declare a goal whose period goes on."""
    if goal and goal.declaration:
        return Declaring.DONE
    is_possible = programme.declaring_channel_id is not None and not is_over
    return Declaring.POSSIBLE if is_possible else Declaring.NO_CHANNEL


def declare(context: Context, who: Who, now: datetime) -> str:
    """Post the goal in the declaring channel; gives what to tell the member. Raises MemberError if it cannot be."""
    with context.database.read() as work:
        today = local_date(now, member_of(work, who).zone)
        goal = work.goals.get(who.workspace_id, who.member_id)
        channel_id = work.programmes.get(who.workspace_id).declaring_channel_id
    if goal is None:
        raise MemberError(JOIN_FIRST)
    if goal.declaration:
        return "You have declared this goal already."
    if channel_id is None:
        raise MemberError(NO_CHANNEL)
    if goal.state is GoalState.RESTED or goal.recalibrate_on <= today:
        raise MemberError(OVER)
    words = context.words.read(goal.card, Field.GOAL)
    if words is None:
        raise MemberError(NO_CARD)
    _post(context, goal, channel_id, words)
    show_instead(context, goal.card, goal_card(words, goal.settings, Declaring.DONE))
    return f"Declared in <#{channel_id}>. You can withdraw it at any time in App Home."


def withdraw(context: Context, who: Who) -> str:
    """Delete the post; gives what to tell the member. Raises as Messenger does, and then all stays as it was."""
    with context.database.read() as work:
        goal = work.goals.get(who.workspace_id, who.member_id)
        programme = work.programmes.get(who.workspace_id)
    if goal is None or goal.declaration is None:
        return WITHDRAWN
    take_away(context, goal)
    words = context.words.read(goal.card, Field.GOAL)
    if words:
        open_again = Declaring.POSSIBLE if programme.declaring_channel_id else Declaring.NO_CHANNEL
        show_instead(context, goal.card, goal_card(words, goal.settings, open_again))
    return WITHDRAWN


def take_away(context: Context, goal: Goal | None) -> None:
    """Delete a declaration and forget where it was; raises as Messenger does."""
    if goal is None or goal.declaration is None:
        return
    context.messenger.delete(goal.declaration.channel_id, goal.declaration.message_ts)
    _keep(context, goal, None)


def take_away_if_possible(context: Context, goal: Goal | None) -> None:
    """Delete the declaration of somebody who leaves; where Slack does not, its button in Home still does."""
    with suppress(NotSentError, OutcomeUnknownError):
        take_away(context, goal)


def follow(context: Context, goal: Goal, words: str, wanted: bool) -> str | None:
    """Bring the declaration in line with a goal that has just been stated; gives what went wrong, if anything.

    The goal is kept in any case, and the goal card says what became of the declaration.
    """
    if not wanted and goal.declaration is None:
        return None
    problem = None
    try:
        if wanted:
            _post_or_change(context, goal, words)
        else:
            take_away(context, goal)
    except MemberError as error:
        problem = str(error)
    except (NotSentError, OutcomeUnknownError):
        problem = TRY_AGAIN
    with context.database.read() as work:
        now = work.goals.get(goal.workspace_id, goal.member_id)
        stands = declaring(work.programmes.get(goal.workspace_id), now)
    show_instead(context, goal.card, goal_card(words, goal.settings, stands, problem))
    return problem


def _post_or_change(context: Context, goal: Goal, words: str) -> None:
    with context.database.read() as work:
        channel_id = work.programmes.get(goal.workspace_id).declaring_channel_id
    if goal.declaration and goal.declaration.channel_id == channel_id:
        try:
            _show(context, goal, goal.declaration, words)
        except NotSentError as error:
            if not error.permanent:
                raise
        else:
            return
    take_away(context, goal)
    if channel_id is None:
        raise MemberError(NO_CHANNEL)
    _post(context, goal, channel_id, words)


def _post(context: Context, goal: Goal, channel_id: str, words: str) -> None:
    """Post without the words, and put them in once we know where: nobody could find a lost post to erase it."""
    post = declaration_post(goal.member_id, None, goal.settings.period, goal.recalibrate_on)
    try:
        place = Pointer(channel_id, context.messenger.post(channel_id, post))
    except NotSentError as error:
        if not error.permanent:
            raise
        raise MemberError(
            f"I could not post in <#{channel_id}>. Please ask your host to invite me there with `/invite @Trellis`, "
            "then press Declare it. Your goal is kept."
        ) from None
    if not _keep(context, goal, place):
        take_back(context, place)
        return
    try:
        _show(context, goal, place, words)
    except (NotSentError, OutcomeUnknownError):
        take_back(context, place)
        _keep(context, goal, None)
        raise


def _show(context: Context, goal: Goal, place: Pointer, words: str) -> None:
    post = declaration_post(goal.member_id, words, goal.settings.period, goal.recalibrate_on)
    context.messenger.update(place.channel_id, place.message_ts, post)


def _keep(context: Context, goal: Goal, place: Pointer | None) -> bool:
    """Keep the pointer; False if the member declared at the same moment, or has stated another goal since."""
    with context.database.write() as work:
        kept = work.goals.get(goal.workspace_id, goal.member_id)
        if place and (kept is None or kept.declaration or kept.card != goal.card):
            return False
        work.goals.set_declaration(goal.workspace_id, goal.member_id, place)
        work.commit()
    return True
