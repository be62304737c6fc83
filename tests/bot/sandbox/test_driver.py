from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.sandbox import lookups
from bot.sandbox.actor import NO_CONNECTION, Actor
from bot.sandbox.delivery import Mode
from bot.sandbox.driver import Slack
from bot.sandbox.elements import NotPossibleError
from bot.sandbox.spots import Where
from bot.sandbox.world import Person
from tests.bot.sandbox.small_bot import Seen, running

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module", params=list(Mode))
def mode(request: pytest.FixtureRequest) -> Mode:
    return Mode(request.param)


@pytest.fixture(scope="module")
def slack(mode: Mode) -> Iterator[Slack]:
    with Slack([Person("U2", "ben", "Ben Okoro")], MONDAY, mode) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def bot(slack: Slack, mode: Mode) -> Iterator[Seen]:
    with running(slack, mode) as listening:
        yield listening


@pytest.fixture
def ana(slack: Slack, bot: Seen) -> Actor:
    """Give somebody new, so that one bot can serve all tests."""
    newcomer = slack.join(Person(slack.world.next_id("U"), "ana", "Ana Lima", "Europe/Lisbon"))
    bot.bodies.clear()
    return newcomer


@pytest.fixture
def seen(bot: Seen, ana: Actor) -> Seen:
    assert ana.modal is None
    return bot


def test_a_command_opens_a_modal_and_a_good_form_closes_it(ana: Actor, seen: Seen) -> None:
    ana.command("/trellis", "goal")
    ana.fill(goal="Walk daily", cadence="monthly", until="2026-04-01")
    assert ana.submit()
    assert ana.modal is None
    values = seen.bodies[-1]["view"]["state"]["values"]
    assert values["goal"]["text"] == {"type": "plain_text_input", "value": "Walk daily"}
    assert values["cadence"]["cadence"]["selected_option"]["value"] == "monthly"
    assert values["until"]["until"]["selected_date"] == "2026-04-01"
    assert seen.bodies[-1]["view"]["private_metadata"] == "from-command"


def test_what_the_bot_put_in_beforehand_is_sent_untouched(ana: Actor, seen: Seen) -> None:
    ana.command("/trellis", "goal")
    ana.fill(goal="Walk daily")
    ana.submit()
    values = seen.bodies[-1]["view"]["state"]["values"]
    assert values["cadence"]["cadence"]["selected_option"]["value"] == "weekly"
    assert values["until"]["until"]["selected_date"] is None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "Please complete this required field."),
        ("abc", "Please enter at least 4 characters."),
        ("a" * 41, "Please enter no more than 40 characters."),
    ],
)
def test_the_client_keeps_a_bad_form_to_itself(ana: Actor, seen: Seen, text: str, complaint: str) -> None:
    ana.command("/trellis", "goal")
    asked = len(seen.bodies)
    ana.fill(goal=text)
    assert not ana.submit()
    assert ana.modal is not None
    assert ana.modal.errors == {"goal": complaint}
    assert len(seen.bodies) == asked


def test_errors_from_the_bot_leave_the_text_in_the_form(ana: Actor) -> None:
    ana.command("/trellis", "goal")
    ana.fill(goal="refuse")
    assert not ana.submit()
    assert ana.modal is not None
    assert ana.modal.errors == {"goal": "Say more about it."}
    assert "What do you mean to do: refuse\n⚠ Say more about it." in ana.modal.text
    ana.fill(goal="Walk daily")
    assert ana.submit()


def callback_id(actor: Actor) -> str | None:
    return actor.modal.callback_id if actor.modal else None


def test_an_answer_can_push_a_view_and_clear_them_all(ana: Actor) -> None:
    ana.command("/trellis", "goal")
    ana.fill(goal="more")
    assert ana.submit()
    assert callback_id(ana) == "second"
    assert ana.submit()
    assert callback_id(ana) is None


def test_an_answer_can_update_the_view_in_its_place(ana: Actor) -> None:
    ana.command("/trellis", "goal")
    ana.fill(goal="again")
    assert ana.submit()
    assert callback_id(ana) == "again"
    ana.close()
    assert callback_id(ana) is None


def test_closing_a_view_tells_a_bot_that_asked_to_know(ana: Actor, seen: Seen) -> None:
    ana.command("/trellis", "goal")
    ana.fill(goal="more")
    ana.submit()
    ana.close()
    assert seen.bodies[-1]["type"] == "view_closed"
    told = len(seen.bodies)
    ana.close()
    assert ana.modal is None
    assert len(seen.bodies) == told


def test_an_answer_that_makes_no_sense_leaves_the_modal_open(ana: Actor) -> None:
    ana.command("/trellis", "goal")
    ana.fill(goal="wrong")
    assert not ana.submit()
    assert ana.last_error == NO_CONNECTION
    assert ana.modal is not None


def test_an_answer_in_the_acknowledgement_is_for_the_asker_alone(ana: Actor, slack: Slack) -> None:
    ana.command("/trellis", "hello")
    assert ana.texts() == ["hello"]
    assert ana.ephemerals == ana.messages()
    assert slack.member("U2").messages(slack.world.general_id) == []


def test_a_button_on_a_message_carries_the_message_and_can_replace_it(ana: Actor, seen: Seen) -> None:
    ana.command("/trellis", "card")
    assert ana.texts() == ["Walk & talk with @Ben Okoro\n[Done] []"]
    ana.click("done")
    assert seen.bodies[-1]["message"]["blocks"][0]["block_id"] == "goal"
    assert seen.bodies[-1]["actions"][0]["value"] == "g1"
    assert ana.texts(ana.dm.id) == ["Well done"]
    with pytest.raises(NotPossibleError):
        ana.click("done")


def test_a_choice_in_a_message_is_sent_and_stays(ana: Actor, seen: Seen) -> None:
    ana.command("/trellis", "card")
    ana.choose("cadence", "monthly")
    assert seen.bodies[-1]["actions"][0]["selected_option"]["value"] == "monthly"
    assert ana.texts()[-1].endswith("[Done] [Monthly]")
    ana.click("done")
    state = seen.bodies[-1]["state"]["values"]["acts"]["cadence"]
    assert state["selected_option"]["value"] == "monthly"


def test_nobody_else_can_click_what_one_person_sees(ana: Actor, slack: Slack) -> None:
    ana.command("/trellis", "card")
    ana.command("/trellis", "later")
    for unseen in ("done", "yes"):
        with pytest.raises(NotPossibleError):
            slack.member("U2").click(unseen)
    with pytest.raises(NotPossibleError):
        slack.member("U2").click("done", ana.messages()[0])


def test_an_ephemeral_answer_through_the_response_url_can_be_clicked(ana: Actor, seen: Seen) -> None:
    ana.command("/trellis", "later")
    assert ana.texts() == ["Shall we?\n[Yes]"]
    ana.click("yes")
    assert seen.bodies[-1]["container"]["is_ephemeral"]
    assert "message" not in seen.bodies[-1]


def test_home_is_shown_once_opened_and_its_buttons_work(ana: Actor, seen: Seen) -> None:
    with pytest.raises(NotPossibleError):
        ana.click("done", Where.HOME)
    shown = ana.open_home()
    assert shown is not None
    assert shown.text == "Trellis\n[Done]"
    assert "view" not in seen.bodies[-1]["event"]
    ana.click("done")
    assert seen.bodies[-1]["container"] == {"type": "view", "view_id": shown.view["id"]}
    ana.open_home()
    assert seen.bodies[-1]["event"]["view"]["id"] == shown.view["id"]


def test_an_open_modal_covers_everything_else(ana: Actor) -> None:
    ana.command("/trellis", "card")
    ana.command("/trellis", "goal")
    with pytest.raises(NotPossibleError):
        ana.click("done")


def test_a_slow_hand_still_clicks_what_it_saw(ana: Actor, seen: Seen) -> None:
    ana.command("/trellis", "card")
    click = ana.aim("done")
    click()
    click()
    assert [body["actions"][0]["value"] for body in seen.bodies[-2:]] == ["g1", "g1"]


def test_people_can_write_to_each_other_but_not_to_the_bot(ana: Actor, slack: Slack, seen: Seen) -> None:
    together = frozenset({ana.id, "U2", slack.world.bot_user_id})
    place, _ = lookups.with_members(slack.world, together)
    said = ana.say("Shall we meet, @ben? <soon>", place.id)
    assert slack.member("U2").texts(place.id) == ["Shall we meet, @Ben Okoro? <soon>"]
    assert slack.pings(said) == {"U2"}
    assert seen.bodies == []
    with pytest.raises(NotPossibleError):
        ana.say("hello", ana.dm.id)


def test_mentions_in_a_command_arrive_as_ids(ana: Actor, seen: Seen) -> None:
    ana.command("/trellis", "avoid @ben & co")
    assert seen.bodies[-1]["text"] == "avoid <@U2|ben> &amp; co"


def test_people_can_be_named_as_messages_show_them(ana: Actor, seen: Seen) -> None:
    ana.command("/trellis", "avoid @Ben Okoro, not @benedict")
    assert seen.bodies[-1]["text"] == "avoid <@U2|ben>, not @benedict"
