"""Words in every part of a payload that somebody could make by hand: answers, forms' parts, buttons."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.sandbox import payloads
from bot.sandbox.actor import Actor
from bot.sandbox.delivery import Kind
from bot.sandbox.objects import message_json
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from bot.sandbox.world import Json
from bot.slack.blocks.ids import Action, Form
from tests.trips.by_hand import send, submit
from tests.trips.canary.conftest import Trial, introduced, sign_all
from tests.trips.canary.search import ID, WORD, song
from tests.trips.steps import click, jump, state_goal, submit_covenant

MINUTE = timedelta(minutes=1)


def test_hand_made_answers_in_every_field_of_every_form(trial: Trial) -> None:
    ana, ben = introduced(trial.stage)
    click(ana, "covenant_open")
    ana.fill(commitment=song("commitment"))
    assert submit_covenant(ana)
    trial.stage.settle()
    forms = opened(trial.stage)
    for form in (Form.SIGN, Form.GOAL, Form.COVENANT, Form.COVENANT_WORDS, Form.AVOID, Form.SETTINGS, Form.PAUSE):
        submit_oddly(trial.stage, forms[form])
    trial.stage.settle()
    for member in (ana, ben):
        member.command("/trellis", "resume")
    trial.stays_silent()


@pytest.mark.parametrize("form", [Form.MOVE, Form.DAILY])
def test_hand_made_answers_in_the_forms_of_partners_who_have_signed(form: Form, trial: Trial) -> None:
    ana, ben = introduced(trial.stage)
    sign_all(trial.stage, ana, ben)
    submit_oddly(trial.stage, opened(trial.stage)[form])
    trial.stays_silent()


def test_the_way_back_from_a_second_step_that_carries_anything(trial: Trial) -> None:
    introduced(trial.stage)
    top = opened(trial.stage)[Form.COVENANT_WORDS]().top_view
    assert top is not None
    honest = json.loads(top.view["private_metadata"])
    odd = [{**honest, name: given} for name in honest for given in (WORD, song("part"), -1, 10**9, None, [WORD])]
    words = {
        "missed_check_in": {"answer": {"type": WORD, "value": song("field")}},
        "harder": {"answer": {"value": [WORD]}},
    }
    for carried in (WORD, f'["{WORD}"]', f'{{"own": "{WORD}', "[" * 3000, *map(json.dumps, odd)):
        member = opened(trial.stage)[Form.COVENANT_WORDS]()
        assert member.top_view is not None
        view = {**member.top_view.view, "private_metadata": carried, "state": {"values": words}}
        pressed = {"type": "button", "action_id": Action.COVENANT_BACK, "block_id": "b", "action_ts": "1.1"}
        payload = {**payloads.view_action(trial.stage.slack.world, member.person, view), "actions": [pressed]}
        assert send(trial.stage, Kind.INTERACTIVE, payload).status == 200
        member = opened(trial.stage)[Form.COVENANT]()
        assert member.top_view is not None
        view = {**member.top_view.view, "private_metadata": f"{'f' * 32}:0|{carried}"}
        send(trial.stage, Kind.INTERACTIVE, payloads.view_submission(trial.stage.slack.world, member.person, view))
    trial.stays_silent()


@pytest.mark.parametrize("carried", [WORD, song("button"), ID, f"{WORD}:2026-11-26"])
def test_hand_made_buttons(carried: str, trial: Trial) -> None:
    ana = trial.stage.slack.member("UANA")
    state_goal(ana, song("goal"))
    ana.open_home()
    world, card = trial.stage.slack.world, ana.messages(ana.dm.id)[-1]
    shown = message_json(world, card, with_metadata=False)
    for action in (*Action, carried):
        pressed = {"type": "button", "action_id": action, "block_id": carried, "value": carried, "action_ts": "1.1"}
        view = {**world.homes["UANA"].view, "private_metadata": carried}
        in_message = payloads.message_action(world, ana.person, card, shown, ana.dm, trial.stage.slack.base_url)
        elsewhere = {**in_message, "container": {"type": "message", "channel_id": carried, "message_ts": carried}}
        for payload in (payloads.view_action(world, ana.person, view), in_message, elsewhere):
            send(trial.stage, Kind.INTERACTIVE, {**payload, "actions": [pressed]})
    for _ in range(2):
        jump(trial.stage, trial.stage.slack.clock.now() + timedelta(minutes=2))
    trial.stays_silent()


def opened(stage: Stage) -> dict[Form, Callable[[], Actor]]:
    """Give a way to open each form."""
    ana, ben = stage.slack.member("UANA"), stage.slack.member("UBEN")

    def by(member: Actor, *steps: Callable[[], object]) -> Callable[[], Actor]:
        def do() -> Actor:
            stage.slack.clock.advance(MINUTE)  # or Slack asks us to slow down
            stage.slack.world.modals.pop(member.id, None)
            for step in steps:
                step()
            assert member.modal, member.texts()[-1]
            return member

        return do

    return {
        Form.GOAL: by(ana, lambda: ana.command("/trellis", "goal")),
        Form.COVENANT: by(ana, lambda: ana.click("covenant_open", Where.MESSAGES)),
        Form.COVENANT_WORDS: by(ana, lambda: ana.click("covenant_open", Where.MESSAGES), lambda: ana.submit()),
        Form.SIGN: by(ben, lambda: unsign(stage, ben), lambda: ben.click("covenant_sign", Where.MESSAGES)),
        Form.AVOID: by(ana, lambda: ana.command("/trellis", "avoid")),
        Form.SETTINGS: by(ana, lambda: ana.command("/trellis", "settings")),
        Form.PAUSE: by(
            ana, lambda: ana.command("/trellis", "resume"), ana.open_home, lambda: ana.click("pause_open", Where.HOME)
        ),
        Form.MOVE: by(ana, ana.open_home, lambda: ana.click("move_open", Where.HOME)),
        Form.DAILY: by(ana, ana.open_home, lambda: ana.click("daily_open", Where.HOME)),
    }


def unsign(stage: Stage, member: Actor) -> object:
    """Let a member be asked for their commitment again."""
    with stage.trellis.context.database.write() as work:
        for table in ("commitment", "signature"):
            work.connection.exec_driver_sql(f"DELETE FROM {table} WHERE member_id = '{member.id}'")
        work.commit()
    return member


def odd_answer(text: str, person: str) -> Json:
    """Give the word in every part in which an answer can carry something."""
    option = {"text": {"type": "plain_text", "text": text}, "value": text}
    given: Json = {"value": text, "selected_date": text, "selected_time": text, "selected_user": person}
    given |= {"selected_users": [person], "selected_conversation": person}
    return {"type": text, **given, "selected_option": option, "selected_options": [option]}


def submit_oddly(stage: Stage, open_form: Callable[[], Actor]) -> None:
    top = open_form().top_view
    assert top is not None
    for block in [one for one in top.view["blocks"] if one["type"] == "input"]:
        for text in (WORD, song("field"), ID):
            member = open_form()
            assert submit(stage, member, {block["block_id"]: odd_answer(text, ID)}).status == 200
    for part in ("private_metadata", "callback_id", "id", "external_id"):
        for text in (WORD, song("part"), f"{WORD}|{WORD}/{WORD}", f"{WORD}:1~home"):
            member = open_form()
            assert member.top_view is not None
            view = {**member.top_view.view, part: text}
            send(stage, Kind.INTERACTIVE, payloads.view_submission(stage.slack.world, member.person, view))
