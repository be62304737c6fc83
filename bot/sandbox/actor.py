"""One person in the workspace: does what a Slack client allows, and nothing more."""

from collections.abc import Callable, Mapping

from bot.sandbox import answers, clicks, events, payloads, spots
from bot.sandbox.delivery import Acknowledgement, Kind
from bot.sandbox.elements import NotPossibleError, Placed, inputs
from bot.sandbox.events import Events
from bot.sandbox.fields import Given, answered
from bot.sandbox.forms import complaints
from bot.sandbox.line import Line
from bot.sandbox.onlooker import Onlooker, Shown
from bot.sandbox.spots import Spot, Where
from bot.sandbox.typing_in import typed
from bot.sandbox.world import Conversation, Json, Message, OpenView

NO_CONNECTION = "We had some trouble connecting. Try again?"


class Actor(Onlooker):
    """A person who acts; every act raises NotPossibleError where a client would not allow it."""

    def __init__(self, line: Line, sent: Events, person_id: str) -> None:
        super().__init__(line.world, person_id)
        self._line = line
        self._events = sent

    def command(self, name: str, text: str = "", channel: str | None = None) -> Acknowledgement:
        """Type a slash command, in #general unless told where."""
        self._begin()
        place = self._writable(channel or self.world.general_id)
        self.client.at_home = False
        url = self._line.response_url(self.id, place.id, None)
        escaped = typed(text, self.world)
        payload = payloads.slash_command(self.world, self.person, place, name, escaped, url)
        answer = self._line.deliver(Kind.COMMAND, payload)
        if answer.trouble:
            self.client.last_error = f"{name} failed with the error “{answer.trouble}”"
            return answer
        try:
            answers.to_command(self.world, self.id, place, answer.body)
        except answers.NotUnderstoodError:
            self.client.last_error = f"{name} failed with the error “dispatch_unknown_error”"
        return answer

    def click(self, action_id: str, where: Where | Message | None = None, value: str | None = None) -> Acknowledgement:
        """Click a button in a message, the Home tab or the modal; `spots.find` says where it is looked for."""
        return self.aim(action_id, where, value)()

    def aim(
        self, action_id: str, where: Where | Message | None = None, value: str | None = None
    ) -> Callable[[], Acknowledgement]:
        """Find a button now and click it later, as with a slow hand, twice, or several people at once."""
        self._begin()
        spot, placed = spots.find(self, action_id, where, value)
        if placed.kind != "button":
            raise NotPossibleError(f"{action_id} is no button")
        return lambda: self._press(spot, placed, {})

    def choose(self, action_id: str, value: Given, where: Where | Message | None = None) -> Acknowledgement:
        """Choose in a menu, a picker or checkboxes that answer at once, outside a form's inputs."""
        self._begin()
        spot, placed = spots.find(self, action_id, where)
        if placed.block["type"] == "input" and not placed.block.get("dispatch_action"):
            raise NotPossibleError(f"{action_id} belongs to a form: fill it in")
        return self._press(spot, placed, self._put(spot, placed, value))

    def fill(self, fields: Mapping[str, Given] | None = None, /, **more: Given) -> None:
        """Fill in inputs of the open modal by block id; those that dispatch tell the bot at once."""
        self._begin()
        for block_id, given in {**(fields or {}), **more}.items():
            modal = self._top()
            found = [placed for placed in inputs(modal.view["blocks"]) if placed.block_id == block_id]
            if not found:
                raise NotPossibleError(f"the modal has no input {block_id}")
            answer = self._put(modal, found[0], given)
            if found[0].block.get("dispatch_action"):
                self._press(modal, found[0], answer)

    def submit(self) -> bool:
        """Send the open modal; false if it stays open with errors, which `.modal.errors` or `.last_error` tell."""
        self._begin()
        modal = self._top()
        if not modal.view.get("submit"):
            raise NotPossibleError("the modal has nothing to submit")
        errors = complaints(modal.view["blocks"], modal.view["state"]["values"]) or self._submitted(modal)
        self.client.errors[modal.view["id"]] = errors
        return not errors and self.last_error is None

    def close(self) -> None:
        """Close the modal on top without sending it; a view with `clear_on_close` takes all with it."""
        self._begin()
        modal = self._top()
        with self.world.lock:
            stack = self.world.modals[self.id]
            gone = [*reversed(stack)] if modal.view["clear_on_close"] else [modal]
            self.world.modals[self.id] = [view for view in stack if view not in gone]
        for view in (view.view for view in gone if view.view["notify_on_close"]):
            shown = clicks.with_state(view, view["state"]["values"])
            payload = payloads.view_closed(self.world, self.person, shown, cleared=len(gone) > 1)
            self._line.deliver(Kind.INTERACTIVE, payload)

    def open_home(self) -> Shown | None:
        """Open the bot's Home tab; gives what it shows once the bot has acknowledged the event."""
        self._begin()
        self.client.at_home = True
        self._events.send(events.app_home_opened(self.world, self.person, self.dm.id))
        return self.home

    def say(self, text: str, channel: str) -> Message:
        """Write a message to partners or into a channel; the bot is told nothing, as it has no such scope."""
        self._begin()
        place = self._writable(channel)
        message = Message(self.world.clock.next_ts(), place.id, self.id, typed(text, self.world))
        with self.world.lock:
            place.messages.append(message)
        return message

    def _begin(self) -> None:
        self.client.last_error = None
        if self.person.deleted:
            raise NotPossibleError(f"{self.id} is deactivated")

    def _writable(self, channel_id: str) -> Conversation:
        place = self.world.conversations.get(channel_id)
        if place is None or self.id not in place.members:
            raise NotPossibleError(f"{self.id} is not in {channel_id}")
        if place.kind == "im":
            raise NotPossibleError("the bot's messages tab is read-only")
        return place

    def _top(self) -> OpenView:
        if (top := self.top_view) is None:
            raise NotPossibleError(f"{self.id} has no modal open")
        return top

    def _put(self, spot: Spot, placed: Placed, given: Given) -> Json:
        answer = answered(placed, given, self.world)
        with self.world.lock:
            spots.values_of(self, spot).setdefault(placed.block_id, {})[placed.action_id] = answer
        return answer

    def _press(self, spot: Spot, placed: Placed, answer: Json) -> Acknowledgement:
        values = spots.values_of(self, spot)
        heard = clicks.send(self._line, self.person, spot, placed, answer, values)
        if heard.trouble:
            self.client.last_error = f"the app did not answer ({heard.trouble})"
        return heard

    def _submitted(self, modal: OpenView) -> dict[str, str]:
        view = clicks.with_state(modal.view, modal.view["state"]["values"])
        heard = self._line.deliver(Kind.INTERACTIVE, payloads.view_submission(self.world, self.person, view))
        if not heard.trouble:
            try:
                with self.world.lock:
                    return answers.to_submission(self.world, modal, heard.body)
            except answers.NotUnderstoodError:
                pass
        self.client.last_error = NO_CONNECTION
        return {}
