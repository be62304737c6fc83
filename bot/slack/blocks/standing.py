"""Where a member stands, each state in one sentence."""

from bot.slack.blocks import phrases
from bot.slack.state import MemberState
from storage.vocabulary import Answer, GoalState, MemberStatus


def takes_leave(state: MemberState) -> bool:
    """Tell whether the member is in the programme, paused or not, so that there is something to leave."""
    return state.member is not None and state.member.status in {MemberStatus.ACTIVE, MemberStatus.PAUSED}


def standing_sentence(state: MemberState) -> str:
    """Say whether the member takes part, and what comes next."""
    member = state.member
    if member is None or not takes_leave(state):
        return "You take no part at the moment. Press Resume to come back."
    if member.status is MemberStatus.PAUSED:
        until = f" until {phrases.day(member.paused_until)}" if member.paused_until else ""
        return f"You are paused{until}. No nudges and no suggestions come. Press Resume to come back."
    if state.partnerships:
        return f"You are in {phrases.counted(len(state.partnerships), 'partnership')}."
    if state.goal is None:
        return "You have no partner at the moment. I look for one as soon as you have stated your goal."
    if state.goal.state is GoalState.RESTED:
        return "You have no partner at the moment, and your goal rests."
    why = f": {phrases.UNMATCHED[member.unmatched]}" if member.unmatched else ""
    return f"You have no partner at the moment{why}. I look again on {phrases.moment(state.next_run, state.zone)}."


def waiting_sentence(state: MemberState) -> str | None:
    """Say what an open suggestion waits for; nothing of the others' answers."""
    if state.member is None or not state.suggestions:
        return None
    mine = state.member.id
    unanswered = [one for one in state.suggestions if one.answers.get(mine) is Answer.NONE]
    if any(mine in one.messages for one in unanswered):
        return "A suggestion waits for your answer in our conversation."
    if unanswered:
        return "I have a suggestion for you. It comes in the hours you chose; to read it now, type `/trellis match`."
    return "You said yes to a suggestion. I introduce you as soon as everybody has said yes."
