"""What members read about circles: invitations, rotating twos, one more partner, and what Home offers for them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from bot.practice.rotation import FEWEST, Twos
from bot.slack.blocks import kit, phrases
from bot.slack.blocks.ids import Action
from bot.slack.message import Block, Message
from bot.slack.state import LivePartnership
from storage.vocabulary import PartnershipState

MOST = 6
"""Members of a circle at most."""
ROTATING = "From now on other twos meet each month. I have named the first ones in your group DM."
NO_LONGER_ROTATING = "Your twos no longer change. The circle's check-ins go on as agreed."
TOO_FEW = "Twos rotate in circles of four or more. Until then, all of you meet together."
NOT_YET = "Twos begin once everybody has signed the covenant. The card with the Sign button is in your group DM."
LOOKING = (
    "I am looking for somebody who fits all of you. If I find them, each of you and they read of it in their own "
    "conversation with me, and everybody has to say yes. If not, I say so in your group DM."
)
STILL_LOOKING = "I am looking for you already. Please try again once you have read what I found."
FULL = "You are six already, which is as many as one circle holds well."


def asked_sentence(named: Iterable[str], expires_at: datetime, zone: str) -> str:
    """Confirm an invitation, and say beforehand what silence would mean."""
    return (
        f"I pass your invitation on to {phrases.people(named)}, in the hours they chose. Once everybody has said yes, "
        f"I open a group DM for all of you. If not everybody does, it lapses on {phrases.moment(expires_at, zone)}, "
        "and nobody is told why."
    )


def not_joined_sentence(people: Sequence[str]) -> str:
    """Tell an inviter who takes no part yet; those people hear nothing from us before they join themselves."""
    have = "has" if len(people) == 1 else "have"
    return (
        f"{phrases.people(people)} {have} not joined Trellis yet, so I have asked nobody. "
        "Please ask them to type `/trellis goal`, which is how they join, and then invite your circle again."
    )


def rotation_card(partnership_id: str, month: date, twos: Twos) -> Message:
    """Name the twos of a month in the group DM."""
    lines = [f"• {phrases.mention(one)} and {phrases.mention(other)}" for one, other in twos.twos]
    if twos.sits_out:
        lines.append(f"{phrases.mention(twos.sits_out)} sits out this time, and may join either of them.")
    return Message(
        "This month's twos",
        [
            kit.header(f"Twos in {month:%B}"),
            kit.section("\n".join(lines)),
            kit.section(
                "Each two finds half an hour of its own, beside the check-ins of all. Whoever is named first makes the "
                "first move."
            ),
            kit.actions(kit.button("Stop rotating", Action.ROTATE_STOP, partnership_id)),
        ],
    )


def nobody_to_join(partnership_id: str) -> Message:
    """Tell partners who asked for one more that nobody fits just now."""
    text = (
        "One of you asked for one more partner. I looked, and just now nobody who is looking fits all of you. "
        "New people join from week to week, so it is worth asking again in a while."
    )
    again = kit.button("Look again", Action.THIRD_ASK, partnership_id)
    return Message("Nobody to join you just now", [kit.section(text), kit.actions(again)])


def home_rows(one: LivePartnership) -> Iterator[Block]:
    """Offer in Home what a partnership may do about its number, its twos and its links."""
    partnership, members = one.partnership, one.partnership.members
    if partnership.state is not PartnershipState.ACTIVE:
        return
    buttons = []
    if len(members) < MOST:
        buttons.append(kit.button("Invite one more", Action.THIRD_ASK, partnership.id))
    if one.is_rotating:
        buttons.append(kit.button("Stop rotating twos", Action.ROTATE_STOP, partnership.id))
    elif len(members) >= FEWEST:
        buttons.append(kit.button("Rotate twos each month", Action.ROTATE, partnership.id))
    if len(members) > 2:
        buttons.append(kit.button("Link with another circle", Action.LINK_OPEN, partnership.id))
    if buttons:
        yield kit.actions(*buttons)
    for other_id, others in one.links:
        yield kit.context(f"Linked with the circle of {phrases.people(others)}.")
        yield kit.actions(kit.button("Part from this circle", Action.LINK_PART, f"{partnership.id}:{other_id}"))
