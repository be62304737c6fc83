"""Answering a click where the member looks: in App Home, in the message, or privately beside it."""

from datetime import datetime

from slack_bolt import Ack

from bot.listeners.payload import Body, is_from_home, is_home, is_modal, remember_home, who_acts
from bot.services import home
from bot.services.context import Context
from bot.slack.blocks import kit
from bot.slack.message import Block, Message
from bot.slack.response_url import answer_privately


def said(text: str) -> Message:
    """Make a message of one sentence."""
    return Message(text, [kit.section(text)])


def answer_command(ack: Ack, message: Message) -> None:
    """Answer a slash command so that only the member sees it."""
    ack(response_type="ephemeral", text=message.text, blocks=[dict(block) for block in message.blocks])


def answer_click(context: Context, body: Body, message: Message, now: datetime) -> None:
    """Answer a button: a short answer shows in a fresh Home, a long one in a modal, else a private message appears."""
    in_modal = is_modal(body) or (is_home(body) and len(message.blocks) > 1)
    if in_modal:
        show(context, body, kit.modal(None, "Trellis", message.blocks))
    if is_from_home(body):
        home.publish_home(context, who_acts(body), now, None if in_modal else message.text)
    elif not in_modal:
        answer_privately(body["response_url"], message)


def show(context: Context, body: Body, view: Block) -> None:
    """Open a modal, or put it in place of the one that the button stood on: Slack stacks three at most."""
    shown = remember_home(view, body)
    if is_modal(body):
        context.messenger.update_view(body["view"]["id"], body["view"]["hash"], shown)
    else:
        context.messenger.open_view(body["trigger_id"], shown)


def replace_clicked(context: Context, body: Body, message: Message) -> None:
    """Replace the message that the button stood on, in the member's DM."""
    container = body["container"]
    context.messenger.update(container["channel_id"], container["message_ts"], message)
