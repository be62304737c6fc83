"""What circles read about becoming parts of a wider one."""

from collections.abc import Mapping, Sequence

from bot.slack.blocks import kit, phrases
from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.message import Block, Message
from storage.records import Cycle
from storage.vocabulary import NudgeKind

ASKED = (
    "If they are in another circle of three or more, I ask in its group DM whether it wants to be linked with yours. "
    "You hear of it in your own group DM once they agree."
)
PARTED = "The two circles are no longer linked. I ask neither of them about the other any more."
GONE = "This question is settled already, or the other circle has come to its end."
ONLY_CIRCLES = "Circles of three or more can be linked. With `/trellis circle` you can form one."


def link_modal(partnership_id: str) -> Block:
    """Ask for somebody of the circle to be linked with."""
    return kit.modal(
        Form.LINK,
        "Link two circles",
        [
            kit.section(
                "Linked circles are asked once a month whether one of them wants to carry something outward to the "
                "other. What that is, you write yourselves."
            ),
            kit.section(
                "The other circle reads who you all are when it is asked. Please talk it over with your own circle "
                "first."
            ),
            kit.pick_person(Field.CIRCLE, "Somebody of the other circle"),
        ],
        submit="Ask them",
        metadata=partnership_id,
    )


def link_question(partnership_id: str, asking: Mapping[str, Sequence[str]]) -> Message:
    """Ask a circle whether it wants to be linked; `asking` gives the members of each circle that would like to."""
    blocks: list[Block] = []
    for other_id, members in asking.items():
        value = f"{partnership_id}:{other_id}"
        blocks += [
            kit.section(
                f"The circle of {phrases.people(members)} would like to be linked with yours. Once a month I would ask "
                "both of you whether somebody wants to carry something outward to the other."
            ),
            kit.actions(
                kit.button("Yes, link us", Action.LINK_YES, value, "primary"),
                kit.button("Not now", Action.LINK_NO, value),
            ),
        ]
    settled = "Talk it over first; one of you answers for all. They are told of a yes only."
    return Message("A circle would like to be linked with yours", [*blocks, kit.context(settled)])


def linked(circles: Sequence[Sequence[str]]) -> Message:
    """Tell a circle with whom it is linked now."""
    asks = "Once a month I ask whether one of you wants to carry something outward to them."
    text = f"You are linked with {_names(circles)}. {asks} {_how(circles)}"
    return Message("Your circle is linked", [kit.section(text), kit.context("You can part again in App Home.")])


def not_linked() -> Message:
    """Confirm a no."""
    text = "All right. Nobody is told, and your circle stays as it is."
    return Message(text, [kit.section(text)])


def outward_card(circles: Sequence[Sequence[str]], cycle: Cycle) -> Message:
    """Ask once a month whether somebody wants to carry something outward."""
    value = f"{cycle.partnership_id}:{NudgeKind.OUTWARD}:{cycle.number}"
    return Message(
        "Something to carry outward?",
        [
            kit.section(
                f"Does one of you want to carry something outward, to {_names(circles)}: something you learned, "
                "a question, an invitation?"
            ),
            kit.section(_how(circles)),
            kit.context("I only ask. I carry nothing, and I cannot read what you write."),
            kit.actions(kit.button("No more of these this cycle", Action.NOT_AGAIN, value)),
        ],
    )


def _names(circles: Sequence[Sequence[str]]) -> str:
    return ", and ".join(f"the circle of {phrases.people(one)}" for one in circles)


def _how(circles: Sequence[Sequence[str]]) -> str:
    all_of_them = "all of them" if len(circles) == 1 else "all members of one circle"
    return (
        "To bring them something, write it yourselves: press the button for a new message in Slack, and name one of "
        f"them or {all_of_them}."
    )
