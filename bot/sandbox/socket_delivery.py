"""Socket Mode envelopes to the bot."""

import time
import uuid

from bot.sandbox.delivery import PATIENCE, Acknowledgement, Kind, Trouble
from bot.sandbox.sockets import NobodyConnectedError, Sockets
from bot.sandbox.world import Json


class SocketDelivery:
    """Delivers over whatever connections are open; `patience` is in seconds of real time."""

    def __init__(self, sockets: Sockets, patience: float = PATIENCE) -> None:
        self._sockets = sockets
        self._patience = patience

    def deliver(self, kind: Kind, payload: Json, retry: int = 0, reason: str = "") -> Acknowledgement:
        """Send one envelope and wait for the acknowledgement that names it."""
        envelope = _envelope(kind, payload, retry, reason)
        began = time.monotonic()
        try:
            body = self._sockets.send(envelope).result(timeout=self._patience)
        except NobodyConnectedError:
            return Acknowledgement(0, None, 0.0, Trouble.UNREACHABLE)
        except TimeoutError:
            self._sockets.forget(envelope["envelope_id"])
            return Acknowledgement(0, None, time.monotonic() - began, Trouble.TIMEOUT)
        return Acknowledgement(200, body, time.monotonic() - began)


def _envelope(kind: Kind, payload: Json, retry: int, reason: str) -> Json:
    envelope: Json = {
        "envelope_id": str(uuid.uuid4()),
        "type": kind.value,
        "payload": payload,
        "accepts_response_payload": kind is not Kind.EVENT,
    }
    if kind is Kind.EVENT:
        envelope |= {"retry_attempt": retry, "retry_reason": reason}
    return envelope
