"""What a member reads and can press: Home, and the private answer to a command."""

from bot.sandbox.actor import Actor
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from tests.trips.steps import RUN, state_goal


def home(member: Actor) -> str:
    """Open Home and read it."""
    shown = member.open_home()
    assert shown is not None
    return shown.text


def press(member: Actor, action: str) -> str:
    """Press a button in Home and read what Home shows then."""
    member.click(action, Where.HOME)
    assert member.last_error is None
    assert member.home is not None
    return member.home.text


def joined(stage: Stage, member_id: str = "UBEN") -> Actor:
    member = stage.slack.member(member_id)
    state_goal(member, RUN)
    return member


def buttons(member: Actor) -> set[str]:
    assert member.home is not None
    rows = [block["elements"] for block in member.home.view["blocks"] if block["type"] == "actions"]
    return {element["action_id"] for row in rows for element in row}


def told(member: Actor, text: str) -> str:
    """Type a sub-command and give the private answer."""
    member.command("/trellis", text)
    assert member.last_error is None
    return member.read(member.ephemerals[-1])
