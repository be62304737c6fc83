import logging
import re
from collections.abc import Iterator

import pytest

from bot.errors import respond_to_error
from bot.sandbox.actor import Actor
from bot.sandbox.delivery import Mode
from bot.sandbox.driver import Slack
from bot.sandbox.faults import Fault
from bot.sandbox.spots import Where
from bot.sandbox.world import Person
from bot.services.errors import MemberError
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from bot.socket import start_socket
from storage.errors import DatabaseUnusableError, NoLongerFitsError
from tests.bot.edge import FORM, Told, app_of, client_of

CANARY = "I want to leave my job quietly"
KIND = MemberError("Please choose a day that is still to come.", field="why")
TRY_AGAIN = "Slack did not answer just now. Please try that again in a moment."


@pytest.fixture(scope="module")
def slack() -> Iterator[Slack]:
    with Slack([Person("U1", "ana", "Ana Lima")], mode=Mode.SOCKET) as workspace:
        workspace.server.rate_limits = False
        yield workspace


@pytest.fixture(scope="module")
def bot(slack: Slack) -> Iterator[Told]:
    told = Told()
    client = client_of(slack.world, slack.base_url)
    connection = start_socket(app_of(slack.world, slack.base_url, told), slack.world.app_token, client)
    assert slack.sockets.wait()
    yield told
    connection.close()


@pytest.fixture
def told(bot: Told) -> Told:
    bot.act = lambda _body: None
    bot.bodies.clear()
    return bot


@pytest.fixture
def ana(slack: Slack, told: Told) -> Actor:
    assert not told.bodies
    actor = slack.member("U1")
    slack.world.modals.pop("U1", None)
    return actor


def test_a_refused_form_stays_open_with_its_text_and_a_sentence_at_the_field(ana: Actor, told: Told) -> None:
    ana.command("/trellis", "form")
    ana.fill(goal=CANARY, why="because")
    told.raises(KIND)
    assert not ana.submit()
    assert ana.modal is not None
    assert ana.modal.errors == {"why": "Please choose a day that is still to come."}
    assert ana.modal.view["state"]["values"]["goal"]["answer"]["value"] == CANARY


def test_a_field_that_the_form_does_not_have_becomes_its_first_input(ana: Actor, told: Told) -> None:
    ana.command("/trellis", "form")
    ana.fill(goal=CANARY, why="because")
    told.raises(MemberError("No.", field="buttons"))
    assert not ana.submit()
    assert ana.modal is not None
    assert ana.modal.errors == {"goal": "No."}


def test_a_modal_without_inputs_gets_the_sentence_on_top(ana: Actor, told: Told) -> None:
    ana.command("/trellis", "bare")
    told.raises(KIND)
    ana.submit()
    assert ana.last_error is None
    assert ana.modal is not None
    assert "Please choose a day" in ana.modal.text


def test_a_command_is_answered_in_private(ana: Actor, told: Told) -> None:
    told.raises(KIND)
    ana.command("/trellis", "help")
    assert ana.ephemerals[-1].text == str(KIND)


def test_a_click_on_a_message_is_answered_in_private_and_leaves_the_message(ana: Actor, told: Told) -> None:
    ana.command("/trellis", "card")
    told.raises(KIND)
    ana.click("go", Where.MESSAGES)
    assert ana.last_error is None
    assert ana.ephemerals[-1].text == str(KIND)
    assert any(message.text == "card" for message in ana.messages(ana.dm.id))


@pytest.mark.parametrize("home", [True, False])
def test_a_click_in_a_view_opens_the_sentence_as_a_modal(ana: Actor, told: Told, home: bool) -> None:
    if home:
        ana.open_home()
    else:
        ana.command("/trellis", "form")
    told.raises(KIND)
    ana.click("go")
    assert ana.last_error is None
    assert ana.modal is not None
    assert "Please choose a day" in ana.modal.text


@pytest.mark.parametrize("trouble", [OutcomeUnknownError("http_500"), NotSentError("ratelimited", 3.0)])
def test_slack_trouble_keeps_the_form_and_names_its_button(ana: Actor, told: Told, trouble: Exception) -> None:
    ana.command("/trellis", "form")
    ana.fill(goal=CANARY, why="because")
    told.raises(trouble)
    assert not ana.submit()
    assert ana.modal is not None
    assert ana.modal.errors == {
        "goal": "Slack did not answer just now. Your text is still here; please press Save again in a moment."
    }


@pytest.mark.parametrize("code", ["expired_trigger_id", "missing_scope"])
def test_what_may_pass_asks_for_another_try(ana: Actor, told: Told, code: str) -> None:
    told.raises(NotSentError(code, permanent=code == "expired_trigger_id"))
    ana.command("/trellis", "help")
    assert ana.ephemerals[-1].text == TRY_AGAIN


def test_a_row_that_is_gone_is_told_without_a_reference(ana: Actor, told: Told) -> None:
    told.raises(NoLongerFitsError("internal words"))
    ana.command("/trellis", "help")
    assert ana.ephemerals[-1].text == "Something changed in the meantime, so nothing was kept. Please open it again."


@pytest.mark.parametrize(
    "error",
    [ValueError(CANARY), DatabaseUnusableError("for the operator"), NotSentError("invalid_blocks", permanent=True)],
)
def test_anything_else_is_a_reference_that_leads_to_the_log(
    ana: Actor, told: Told, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    told.raises(error)
    ana.command("/trellis", f"help {CANARY}")
    found = re.fullmatch(r"Something went wrong on our side\. .* reference: ([0-9a-f]{8})", ana.ephemerals[-1].text)
    assert found
    (line,) = [record.getMessage() for record in caplog.records if record.name == "bot.errors"]
    assert line.startswith(f"reference {found[1]}: {type(error).__name__} at ")
    assert "tests/bot/edge.py:" in line
    assert CANARY not in caplog.text
    assert "for the operator" not in caplog.text


def test_an_answer_that_slack_does_not_take_is_only_logged(
    slack: Slack, ana: Actor, told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    ana.open_home()
    told.raises(KIND)
    slack.faults.add("views.open", Fault.REFUSE)
    ana.click("go", Where.HOME)
    ana.command("/trellis", "card")
    slack.faults.add("response_url", Fault.RESET_BEFORE)
    ana.click("go", Where.MESSAGES)
    assert ana.last_error is None
    assert sum("could not be answered" in record.getMessage() for record in caplog.records) == 2


def test_an_event_is_put_off_only_if_it_can_be_had_again(slack: Slack, caplog: pytest.LogCaptureFixture) -> None:
    event = {"type": "event_callback", "event": {"type": "user_change"}}
    client = client_of(slack.world, slack.base_url)

    def status(error: Exception) -> int:
        return int(respond_to_error(error, event, client).status)

    assert status(DatabaseUnusableError("busy")) == status(OutcomeUnknownError("timeout")) == 503
    assert status(MemberError("Not now.")) == status(ValueError(CANARY)) == 200
    assert [record.levelno for record in caplog.records] == [logging.WARNING, logging.WARNING, logging.ERROR]
    assert CANARY not in caplog.text


def test_every_field_of_the_form_under_test_is_an_input() -> None:
    assert [block["block_id"] for block in FORM["blocks"] if block["type"] == "input"] == ["goal", "why"]
