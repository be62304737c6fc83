"""Partnerships for journeys in which nobody has to be matched first, and what is kept of them."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

from bot.sandbox.actor import Actor
from bot.sandbox.fields import Given
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from bot.services.notices import group_nudge
from storage.records import CheckIn, Covenant, Nudge, Partnership
from storage.vocabulary import CheckInState, NudgeKind, NudgeReason, NudgeState, PartnershipState
from tests.trips.saved import once
from tests.trips.steps import PROMISE, RUN, click, state_goal, submit_covenant

MINUTE = timedelta(minutes=1)
ROW = "f" * 32
OTHER_PROMISE = "I write one page every evening before I read anything"
KINDS = [NudgeKind.DAY_BEFORE, NudgeKind.AT_HOUR, NudgeKind.AFTER]
FIRST = {"first_on": "2026-11-26", "time": "15:00", "cadence": "weekly"}
"""Thursday at three; on Ana's clock in Berlin that is 14:00 UTC."""
FIRST_AT = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
THURSDAY = FIRST_AT.date()
EVE = FIRST_AT - timedelta(days=1)
OVER = FIRST_AT + timedelta(minutes=30)


def about_to_meet(stage: Stage, *ids: str) -> list[Actor]:
    """Let members with goals be partners who have just all said yes; the worker has not come to it yet."""
    members = [stage.slack.member(one) for one in ids]
    for member in members:
        state_goal(member, RUN)
    partnership = Partnership(
        stage.trellis.workspace_id, ROW, None, PartnershipState.FORMING, stage.slack.clock.now(), ids
    )
    with stage.trellis.context.database.write() as work:
        work.partnerships.add(partnership)
        work.nudges.plan([group_nudge(partnership, NudgeKind.INTRODUCTION, stage.slack.clock.now())])
        work.commit()
    return members


def introduced(stage: Stage, *ids: str) -> list[Actor]:
    """Let members with goals be partners who have been introduced in a group DM of their own."""
    members = [stage.slack.member(one) for one in ids]
    once(stage, ids, lambda: _introduce(stage, ids))
    return members


def _introduce(stage: Stage, ids: Sequence[str]) -> None:
    about_to_meet(stage, *ids)
    stage.settle()


def together(*acts: Callable[[], object]) -> None:
    """Let several people act at the same moment."""
    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(act) for act in acts]:
            done.result()


def open_covenant(member: Actor, commitment: str = PROMISE, **terms: Given) -> None:
    """Open the covenant from the group DM and fill it in."""
    click(member, "covenant_open")
    member.fill({"commitment": commitment, **FIRST, **terms})


def propose(stage: Stage, member: Actor, commitment: str = PROMISE, **terms: Given) -> None:
    """Propose a covenant without shared words and let its card be posted."""
    open_covenant(member, commitment, **terms)
    assert submit_covenant(member), member.modal
    stage.settle()


def sign(member: Actor, commitment: str = PROMISE) -> None:
    """Sign the covenant, with one's own commitment if it is asked for."""
    click(member, "covenant_sign")
    if member.modal:
        member.fill(commitment=commitment)
        assert member.submit(), member.modal


def signed(stage: Stage, *ids: str, **terms: Given) -> list[Actor]:
    """Let partners agree on check-ins, the first by default on FIRST_AT."""
    members = [stage.slack.member(one) for one in ids]
    once(stage, (ids, terms), lambda: _sign(stage, members, terms))
    return members


def _sign(stage: Stage, members: Sequence[Actor], terms: Mapping[str, Given]) -> None:
    introduced(stage, *(member.id for member in members))
    propose(stage, members[0], PROMISE, **terms)
    for member in members:
        sign(member)
    stage.settle()


def move(member: Actor, to: str, at: str, where: Where | None = Where.MESSAGES) -> bool:
    """Move the check-in of the newest message that offers it; gives whether the modal closed."""
    member.click("move_open", where)
    assert member.last_error is None
    assert member.modal is not None, member.texts()[-1]
    member.fill(first_on=to, time=at)
    return member.submit()


def jump(stage: Stage, instant: datetime) -> None:
    """Move the clock to an instant at once and let the worker do what is due then."""
    stage.slack.clock.move_to(instant)
    stage.settle()


def live(stage: Stage, until: datetime) -> None:
    """Let time pass with a worker that never misses an instant at which something is due."""
    while (now := stage.slack.clock.now()) < until:
        with stage.trellis.context.database.read() as work:
            due = work.nudges.next_due()
        jump(stage, min(until, now + timedelta(hours=12), max(due or until, now + MINUTE)))


def holding(member: Actor, action: str, value: str) -> None:
    """Put a button that the bot never gave them into a member's goal card, and press it."""
    card = member.messages(member.dm.id)[0]
    button = next(block["elements"][0] for block in card.blocks if block["type"] == "actions")
    button["action_id"], button["value"] = action, value
    member.click(action, card)


def heard(member: Actor, words: str) -> list[str]:
    """Give the messages in which the member can read these words."""
    return [text for text in member.texts() if words in text]


def covenant(stage: Stage) -> Covenant:
    """Give the covenant's row."""
    with stage.trellis.context.database.read() as work:
        found = work.covenants.get(stage.trellis.workspace_id, ROW)
    assert found is not None
    return found


def partnership(stage: Stage) -> Partnership:
    """Give the partnership's row."""
    with stage.trellis.context.database.read() as work:
        found = work.partnerships.get(stage.trellis.workspace_id, ROW)
    assert found is not None
    return found


def check_ins(stage: Stage) -> Sequence[CheckIn]:
    """Give all check-ins in the order of their dates."""
    with stage.trellis.context.database.read() as work:
        return work.check_ins.all_of(stage.trellis.workspace_id, ROW)


def nudges(stage: Stage, member_id: str, *states: NudgeState) -> list[Nudge]:
    """Give a member's nudges about the partnership as they were due, only those in a state if any is named."""
    with stage.trellis.context.database.read() as work:
        found = work.nudges.of_member(stage.trellis.workspace_id, member_id, datetime(2026, 1, 1, tzinfo=UTC))
    return [one for one in found if one.subject_id == ROW and (not states or one.state in states)]


def on(stage: Stage, day: date = THURSDAY) -> CheckIn:
    """Give the check-in of a day, the first one's by default."""
    (found,) = [each for each in check_ins(stage) if each.local_date == day]
    return found


def planned(stage: Stage) -> list[date]:
    """Give the days on which a check-in is to be."""
    return [each.local_date for each in check_ins(stage) if each.state is CheckInState.PLANNED]


def reasons(stage: Stage, member: Actor) -> dict[NudgeKind, NudgeReason | None]:
    """Give why the nudges of the first check-in did not come, None for those that did."""
    first = [one for one in nudges(stage, member.id) if one.local_date == THURSDAY]
    return {one.kind: one.reason for one in first}


def said(member: Actor) -> list[str]:
    """Give the first lines of all nudges that the member has had."""
    starts = ("Your check-in with", "Your check-in on", "It is time", "Did you meet")
    return [text.partition("\n")[0] for text in member.texts() if text.startswith(starts)]
