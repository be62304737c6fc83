from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

Json = dict[str, Any]


def refusal(call: Callable[[], object]) -> Json:
    """Give the answer to a call that Slack must refuse."""
    with pytest.raises(SlackApiError) as caught:
        call()
    answer = caught.value.response.data
    assert isinstance(answer, dict)
    return answer


def error(call: Callable[[], object]) -> str:
    return str(refusal(call)["error"])


def said(client: WebClient, channel: str, text: str = "hello", **more: Any) -> str:
    """Post a message and give its timestamp."""
    return str(client.chat_postMessage(channel=channel, text=text, **more)["ts"])


def section(text: str = "hello", **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(text: str = "Press", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), **more}


def question(**more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "words"}
    return {"type": "input", "label": plain("Say"), "element": element | more.pop("element", {}), **more}


def modal(**more: Any) -> Json:
    return {"type": "modal", "title": plain("A modal"), "blocks": [section()], **more}
