"""The server's side of a worker process: sends it questions, and watches how long it takes."""

import asyncio
import os
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Final, Protocol

from kg.serve.messages import Reply, take_replies

_LOWER_PRIORITY: Final = 10


@dataclass(eq=False, slots=True)
class Question:
    """What is asked, as it is sent, and what will be answered."""

    message: bytes
    answer: asyncio.Future[Reply]

    def end(self, reply: Reply) -> None:
        """Answer, if somebody still wants to know."""
        if not self.answer.done():
            self.answer.set_result(reply)


class Supervisor(Protocol):
    """What is told of the state of workers."""

    def finished(self, worker: "Worker", seconds: float) -> None:
        """It has answered all it was asked, a question in so many `seconds`."""

    def overdue(self, worker: "Worker") -> None:
        """It has taken long over one question."""

    def lost(self, worker: "Worker") -> None:
        """It has ended."""


class Worker(asyncio.Protocol):
    """A process, which answers questions in the order in which they come."""

    def __init__(self, pid: int, supervisor: Supervisor, patience: float) -> None:
        """The process `pid`, which may take `patience` seconds over a question before `supervisor` hears of it."""
        self.pid, self.long = pid, False
        self._supervisor, self._patience = supervisor, patience
        self._current: Question | None = None
        self._next: deque[Question] = deque()
        self._share, self._asked, self._begun = 1, 0.0, 0.0
        self._received = bytearray()
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None

    def ask(self, questions: Sequence[Question]) -> None:
        """Send questions, the earlier ones having been answered."""
        self._current, *behind = questions
        self._next.extend(behind)
        self._share, self._asked = len(questions), monotonic()
        self._begun = self._asked
        if self._timer is None:
            self._look_in(self._patience)
        if self._transport is not None:
            self._transport.write(b"".join(question.message for question in questions))

    def busy_for(self) -> float:
        """Seconds since it began with its current question."""
        return monotonic() - self._begun

    def run_long(self, *, until: float) -> None:
        """Let it work on its question for `until` seconds in all, at a low priority; it gets no others."""
        self.long, self._patience = True, until
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _LOWER_PRIORITY)

    def take_back(self) -> Sequence[Question]:
        """Take back the questions that it has not begun; it knows them, so it must be closed after the current one."""
        taken = tuple(self._next)
        self._next.clear()
        return taken

    def give_up(self, reply: Reply) -> None:
        """Answer its current question, if it has one, in its place."""
        if self._current is not None:
            self._current.end(reply)
            self._current = None

    def close(self) -> None:
        """Close the connection; its supervisor is told nothing more."""
        if self._timer is not None:
            self._timer.cancel()
        if self._transport is not None:
            self._transport.close()
            self._transport = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        """Pass answers on."""
        self._received += data
        for reply in take_replies(self._received):
            if self._current is None:
                return
            self._current.end(reply)
            self._begun = monotonic()
            self._current = self._next.popleft() if self._next else None
            if self._current is None:
                self._supervisor.finished(self, (self._begun - self._asked) / self._share)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Tell who waits."""
        if self._transport is not None:
            self._supervisor.lost(self)

    def _look_in(self, seconds: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(seconds, self._look)

    def _look(self) -> None:
        """Check whether it is overdue; one timer serves for all questions that were answered in the meantime."""
        self._timer = None
        if self._current is not None and self.busy_for() >= self._patience:
            self._supervisor.overdue(self)
        if self._current is not None:
            self._look_in(self._patience - self.busy_for())
