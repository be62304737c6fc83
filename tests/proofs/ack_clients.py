"""Slack and its members in an ack storm: they act, and act again where nobody acknowledged."""

import random
import threading
import time
from collections import deque
from collections.abc import Sequence, Sized
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bot.sandbox.delivery import PATIENCE, Acknowledgement
from bot.sandbox.http_delivery import encode, post, signature
from tests.proofs.acts import Act, What
from tests.proofs.web_process import WORLD, WebProcess

PAUSE = 0.1
"""Seconds before somebody tries again."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came back of one request: after how long, and whether Slack takes it for an acknowledgement."""

    what: What
    seconds: float
    is_acknowledged: bool


@dataclass
class Clients:
    """So many act at once on these processes; the impatient give up what Slack waited for in vain."""

    processes: Sequence[WebProcess]
    count: int
    are_impatient: bool = False
    heard: list[Heard] = field(default_factory=list)
    acknowledged: list[Act] = field(default_factory=list)

    def carry_out(self, acts: Sequence[Act], kills: int, seed: int) -> None:
        """Act until everything is acknowledged or given up, with kills spread evenly over the acts."""
        waiting, done = deque(acts), threading.Event()
        moments = _moments(len(acts), kills, random.Random(seed))
        with ThreadPoolExecutor(self.count + 1) as pool:
            killer = pool.submit(self._kill, waiting, moments, random.Random(seed), done)
            clients = [pool.submit(self._work, waiting, random.Random(seed + number)) for number in range(self.count)]
            try:
                for each in clients:
                    each.result()
            finally:
                done.set()
            assert killer.result() == kills, f"everything was done after {killer.result()} kills"

    def _kill(self, waiting: Sized, moments: Sequence[int], chance: random.Random, done: threading.Event) -> int:
        """Kill a process each time when so many acts wait, and start it anew at once."""
        for number, moment in enumerate(moments):
            while len(waiting) > moment:
                if done.wait(0.002):
                    return number
            victim = chance.choice(self.processes)
            victim.kill()
            victim.start()
            victim.wait()
        return len(moments)

    def _work(self, waiting: deque[Act], chance: random.Random) -> None:
        while True:
            try:
                act = waiting.popleft()
            except IndexError:
                return
            self._act(act, chance)

    def _act(self, act: Act, chance: random.Random) -> None:
        """Do it; what was not acknowledged comes once more as it was, and then the member does it anew."""
        while True:
            content_type, body = encode(act.kind, act.payload())
            headers = {"Content-Type": content_type, **signature(WORLD.signing_secret, body)}
            again = {**headers, "X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_error"}
            for each in (headers, again):
                answer = post(chance.choice(self.processes).url, body, each)
                self.heard.append(Heard(act.what, answer.seconds, _is_acknowledged(answer)))
                if _is_acknowledged(answer):
                    self.acknowledged.append(act)
                    return
                if answer.seconds < PATIENCE:
                    time.sleep(PAUSE)
                elif self.are_impatient:
                    return


def _moments(acts: int, kills: int, chance: random.Random) -> list[int]:
    """Spread the kills evenly, each somewhere in its share of the acts; give how many acts still wait then."""
    share = acts / (kills + 1)
    return [round(acts - share * (number + chance.random())) for number in range(kills)]


def _is_acknowledged(answer: Acknowledgement) -> bool:
    """Tell whether the member is shown that it worked: a modal with an error stays open."""
    stays_open = isinstance(answer.body, dict) and answer.body.get("response_action") == "errors"
    return answer.trouble is None and not stays_open
