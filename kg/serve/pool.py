"""The pool of worker processes: hands out questions, and replaces workers that take too long."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Final

from kg.serve.advice import advised
from kg.serve.cache import Cache
from kg.serve.connection import Question, Worker
from kg.serve.fork_server import ForkServer
from kg.serve.limits import Limits
from kg.serve.messages import Ask, Reply, SparqlAsk, framed, plain

_LARGEST_SHARE: Final = 8
_SHARE_SECONDS: Final = 0.005
_INERTIA: Final = 0.9


@dataclass(slots=True)
class Pool:
    """Hands questions to processes, and replaces those that had to be killed.

    A process that is free gets as many of the questions that wait as it will answer within some milliseconds, going by
    the last ones: passing them on costs more than a lookup does. Where one of them takes long, the others go back.
    """

    fork_server: ForkServer
    limits: Limits
    quick: int = 0
    long: int = 0
    _cache: Cache = field(init=False)
    _idle: list[Worker] = field(default_factory=list)
    _waiting: deque[Question] = field(default_factory=deque)
    _forks: set[asyncio.Task[None]] = field(default_factory=set)
    _pace: float = _SHARE_SECONDS
    _closed: bool = False

    def __post_init__(self) -> None:
        """Make room for as much of the answers as the limits say."""
        self._cache = Cache(self.limits.cache)

    async def ask(self, ask: Ask) -> Reply:
        """The answer of a process, which is kept unless the server is to blame for it.

        503 where it took too long or too much memory, or where too many are that slow; 500 where it met a fault.
        """
        message = framed(ask)
        kept = self._cache.get(message)
        if kept is not None:
            return kept
        question = Question(message, asyncio.get_running_loop().create_future())
        self._waiting.append(question)
        self._hand_out()
        reply = await question.answer
        if reply.status < 500:  # noqa: PLR2004 - the code says what it is
            self._cache.put(message, reply)
        elif reply.status == 503 and isinstance(ask, SparqlAsk):  # noqa: PLR2004
            return plain(503, advised(reply.body.decode().strip(), ask.text))
        return reply

    def close(self) -> None:
        """End all processes."""
        self._closed = True
        for worker in self._idle:
            worker.close()
        self.fork_server.close()

    def finished(self, worker: Worker, seconds: float) -> None:
        """A process has answered all it was asked, a question in so many `seconds`."""
        if worker.long:
            self._dismiss(worker)
        else:
            self._pace = _INERTIA * self._pace + (1 - _INERTIA) * seconds
            self._idle.append(worker)
        self._hand_out()

    def overdue(self, worker: Worker) -> None:
        """A process has taken long over a question: it makes room, and is killed if it has taken too long."""
        limits = self.limits
        if worker.busy_for() >= limits.seconds:
            worker.give_up(
                plain(503, f"the query was stopped after {limits.seconds:g} seconds; simplify it or add a LIMIT")
            )
            self._dismiss(worker)
        elif self.long >= limits.long:
            worker.give_up(plain(503, "too many long queries run at the moment; try again later, or simplify this one"))
            self._dismiss(worker)
        else:
            self._waiting.extendleft(reversed(worker.take_back()))
            self.quick -= 1
            self.long += 1
            worker.run_long(until=limits.seconds)
        self._hand_out()

    def lost(self, worker: Worker) -> None:
        """A process has ended: over the question that it was at, or with all others."""
        if self._closed:
            return
        if worker in self._idle:
            self._idle.remove(worker)
        worker.give_up(plain(503, f"the query needs more than {self.limits.memory:,} bytes of memory; simplify it"))
        self._dismiss(worker)
        self._hand_out()

    def _dismiss(self, worker: Worker) -> None:
        """Have a process killed; what it has not begun goes back."""
        self._waiting.extendleft(reversed(worker.take_back()))
        worker.close()
        if worker.long:
            self.long -= 1
        else:
            self.quick -= 1
        self.fork_server.kill(worker.pid)

    def _hand_out(self) -> None:
        """Give what waits to those who are free, and have more of them come while there may be more."""
        while self._waiting and self._idle:
            self._idle.pop().ask([self._waiting.popleft() for _ in range(self._share())])
        if self._waiting and self.quick < self.limits.quick:
            self.quick += 1
            fork = asyncio.create_task(self._fork())
            self._forks.add(fork)
            fork.add_done_callback(self._forks.discard)

    def _share(self) -> int:
        fair = -(-len(self._waiting) // self.limits.quick)
        return max(1, min(fair, _LARGEST_SHARE, int(_SHARE_SECONDS / self._pace)))

    async def _fork(self) -> None:
        try:
            pid, connection = self.fork_server.fork()
        except ConnectionResetError:
            self._give_up()
            return
        patience = min(self.limits.patience, self.limits.seconds)
        loop = asyncio.get_running_loop()
        _, worker = await loop.create_connection(lambda: Worker(pid, self, patience), sock=connection)
        self._idle.append(worker)
        self._hand_out()

    def _give_up(self) -> None:
        self.quick -= 1
        while self._waiting:
            self._waiting.popleft().end(plain(503, "the process that holds the graph has ended; start kg serve again"))
