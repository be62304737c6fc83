"""What members write on every road: goals, covenants, whatever is typed after the command, and what Slack tells."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from bot.sandbox import events, payloads
from bot.sandbox.delivery import Kind
from tests.trips.by_hand import send, submit
from tests.trips.canary.conftest import SHARED, Trial, introduced, sign_all
from tests.trips.canary.search import ID, WORD, song
from tests.trips.cast import MONDAY_RUN
from tests.trips.steps import click, jump, sees, state_goal


def test_the_main_road_from_a_goal_to_being_forgotten(trial: Trial) -> None:
    ana, ben = introduced(trial.stage)
    sign_all(trial.stage, ana, ben)
    trial.stage.until(datetime(2026, 11, 26, 12, tzinfo=UTC), timedelta(hours=6))
    click(ana, "met")
    click(ben, "missed")
    click(ana, "goal_open")
    ana.fill(goal=song("edited"))
    assert ana.submit()
    ana.open_home()
    ben.command("/trellis", "status")
    assert trial.said_in_slack()
    assert trial.encoder.vectors
    trial.stays_silent()
    for member in (ana, ben):
        member.command("/trellis", "forget me")
        click(member, "forget")
    for minutes in (1, 2):
        jump(trial.stage, datetime(2026, 11, 26, 12, minutes, tzinfo=UTC))
    trial.stays_silent()


def test_a_covenant_is_written_forth_and_back(trial: Trial) -> None:
    ana, _ = introduced(trial.stage)
    click(ana, "covenant_open")
    for turn in range(3):
        ana.fill(commitment=song(f"commitment{turn}"), support_style=song("support"))
        assert ana.submit()
        ana.fill({one: song(f"{one}{turn}") for one in SHARED})
        ana.click("covenant_back")
        assert ana.last_error is None
    assert ana.submit()
    ana.fill(dict.fromkeys(SHARED, WORD + '"' * 280))
    ana.click("covenant_back")
    assert "more room than I can carry" in str(ana.modal)
    assert ana.submit()
    trial.stage.settle()
    assert trial.said_in_slack()
    trial.stays_silent()


def test_nobody_fits_and_the_goal_lapses(trial: Trial) -> None:
    ana = trial.stage.slack.member("UANA")
    state_goal(ana, song("goal"))
    click(ana, "match")
    trial.stage.settle()
    ana.dm.messages.clear()
    jump(trial.stage, MONDAY_RUN)
    assert trial.encoder.vectors
    trial.stays_silent()


def test_a_host_looks_ahead(trial: Trial) -> None:
    ana, ben = (trial.stage.slack.member(one) for one in ("UANA", "UBEN"))
    for member in (ana, ben):
        state_goal(member, song("goal"))
    ana.command("/trellis", "preview")
    trial.stage.settle()
    assert sees(ana, "If suggestions were made now")
    assert trial.encoder.vectors
    trial.stays_silent()


def test_a_host_fills_in_the_settings(trial: Trial) -> None:
    ana = trial.stage.slack.member("UANA")
    for support, field in ((song("support"), None), (f"https://{WORD}.example.org/{WORD}", WORD), (None, f"Xf {WORD}")):
        trial.stage.slack.clock.advance(timedelta(minutes=1))
        ana.command("/trellis", "settings")
        ana.fill(support=support, manager_field=field)
        ana.submit()
    ana.fill(support=f"https://{WORD}.example.org/{WORD}", manager_field=None)
    assert ana.submit()
    assert trial.said_in_slack()
    ana.command("/trellis", "settings")
    ana.fill(support=None)
    assert ana.submit()
    assert not trial.said_in_slack()
    trial.stays_silent()


def test_a_goal_that_draws_a_hint_is_declared_changed_and_withdrawn(trial: Trial) -> None:
    world, ana = trial.stage.slack.world, trial.stage.slack.member("UANA")
    general = world.conversations[world.general_id]
    general.members |= {world.bot_user_id}
    ana.command("/trellis", "settings")
    ana.fill(declaring_channel=general.id)
    assert ana.submit()
    for words in (f"Be more {song('goal')}", f"Become {song('other')}"):
        ana.command("/trellis", "goal")
        ana.fill(goal=words, declared="true", cadence="weekly")
        assert ana.submit()
        assert ana.modal, "a hint"
        assert ana.submit()
    assert any(WORD in str(message.blocks) for message in general.messages)
    click(ana, "declaration_withdraw")
    assert not any(WORD in str(message.blocks) for message in general.messages)
    trial.stays_silent()


def test_a_profile_that_carries_words(trial: Trial) -> None:
    ana = trial.stage.slack.member("UANA")
    ana.command("/trellis", "settings")
    ana.fill(manager_field="Xf0BOSS")
    assert ana.submit()
    trial.stage.slack.world.scopes |= {"users.profile:read"}
    for value in (WORD, ID, song("manager"), f"{ID},UBEN"):
        trial.stage.slack.change_profile("UANA", "Xf0BOSS", value)
        trial.stage.slack.change_profile("UANA", "Xf0PET", value)
        state_goal(ana, song("goal"))
    trial.stays_silent()


@pytest.mark.parametrize("joined", [False, True])
def test_whatever_is_typed_after_the_command(joined: bool, trial: Trial) -> None:
    ana = trial.stage.slack.member("UANA")
    if joined:
        state_goal(ana, song("goal"))
    commands = (
        "",
        "goal",
        "match",
        "circle",
        "status",
        "pause",
        "pause until",
        "resume",
        "leave",
        "avoid",
        "settings",
        "preview",
    )
    for command in (*commands, "forget"):
        for typed in (WORD, song("typed"), f"<@{ID}>", f"<@{ID}|{WORD}>", WORD * 200):
            world = trial.stage.slack.world
            place = world.conversations[world.general_id]
            said = payloads.slash_command(world, ana.person, place, "/trellis", f"{command} {typed}", "")
            assert send(trial.stage, Kind.COMMAND, said).status == 200
    trial.stays_silent()


@pytest.mark.parametrize("text", [WORD[:9], song("goal") * 10, f"{WORD}\u202e\u0000 {WORD}", f"  {WORD}  \n"])
def test_a_goal_that_is_refused_or_odd(text: str, trial: Trial) -> None:
    ana = trial.stage.slack.member("UANA")
    ana.command("/trellis", "goal")
    submit(trial.stage, ana, {"goal": {"type": "plain_text_input", "value": text}})
    trial.stage.settle()
    trial.stays_silent()


def test_events_that_carry_words(trial: Trial) -> None:
    ana = trial.stage.slack.member("UANA")
    state_goal(ana, song("goal"))
    world = trial.stage.slack.world
    changed = events.user_change(world, ana.person)
    changed["user"] |= {"tz": WORD, "name": WORD, "real_name": song("name"), "profile": {"title": song("title")}}
    home = {**events.app_home_opened(world, ana.person, ana.dm.id), "tab": WORD}
    said = {"type": "message", "channel": ana.dm.id, "user": "UANA", "text": song("message"), "ts": "1.1"}
    for event in (changed, {**changed, "type": "team_join"}, home, said, {"type": WORD, "text": song("odd")}):
        send(trial.stage, Kind.EVENT, events.event_callback(world, event))
    trial.stays_silent()


def test_bodies_that_nobody_can_read_or_that_are_not_signed(trial: Trial) -> None:
    bodies = (song("body"), f'{{"type": "{WORD}", ', f"payload={WORD}", f"text={WORD}&command=%")
    kinds = ("application/json", "application/x-www-form-urlencoded", WORD)
    for body, content_type in product(bodies, kinds):
        headers = {"Content-Type": content_type, "X-Slack-Signature": WORD, "X-Slack-Request-Timestamp": "1"}
        answer = trial.stage.slack.raw_post(f"/slack/events?{WORD}", body.encode(), headers)
        assert answer.status in {400, 401}
        assert WORD not in str(answer.body)
    state_goal(trial.stage.slack.member("UANA"), song("goal"))
    trial.stays_silent()
