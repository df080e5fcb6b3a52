"""The server's view of the processes that answer: which are free, which take too long."""

import asyncio
import os
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

import msgspec

from kg.serve.cache import Cache
from kg.serve.limits import Limits
from kg.serve.messages import HEADER, Ask, Reply, framed, plain
from kg.serve.nursery import Nursery

_LOWER_PRIORITY: Final = 10


class WorkerLost(Exception):  # noqa: N818 - an event, which `Pool.ask` turns into a response
    """A process ended before it answered."""


class Channel(asyncio.Protocol):
    """The connection to one process, which answers one question at a time."""

    def __init__(self) -> None:
        """Without a connection yet."""
        self._received = bytearray()
        self._answer: asyncio.Future[bytes] | None = None
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        """Collect an answer until it is whole."""
        self._received += data
        if len(self._received) < HEADER.size:
            return
        end = HEADER.size + HEADER.unpack_from(self._received)[0]
        if len(self._received) >= end:
            body = bytes(memoryview(self._received)[HEADER.size : end])
            self._received = self._received[end:]
            if self._answer is not None and not self._answer.done():
                self._answer.set_result(body)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Tell who waits."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(WorkerLost())

    def ask(self, message: bytes) -> asyncio.Future[bytes]:
        """Send a question; the future holds the answer's bytes or `WorkerLost`."""
        self._answer = asyncio.get_running_loop().create_future()
        if self._transport is None or self._transport.is_closing():
            self._answer.set_exception(WorkerLost())
        else:
            self._transport.write(message)
        return self._answer

    def close(self) -> None:
        """Let the process end by itself."""
        if self._transport is not None:
            self._transport.close()


@dataclass(eq=False, slots=True)
class Worker:
    """One process."""

    pid: int
    channel: Channel


class TooManyLong(Exception):  # noqa: N818 - an event, which `Pool.ask` turns into a response
    """A query turned out to be a long one, and no more of those are let in."""


@dataclass(slots=True)
class Pool:
    """Hands questions to processes, and replaces those that had to be killed."""

    nursery: Nursery
    limits: Limits
    idle: list[Worker] = field(default_factory=list)
    places: asyncio.Semaphore = field(init=False)
    _cache: Cache = field(init=False)
    long: int = 0

    def __post_init__(self) -> None:
        """Make room for as many quick questions, and as much of their answers, as the limits say."""
        self.places = asyncio.Semaphore(self.limits.quick)
        self._cache = Cache(self.limits.cache)

    async def ask(self, ask: Ask) -> Reply:
        """The answer of a process; 503 where it took too long or too much memory, or where too many are that slow."""
        limits, question = self.limits, framed(ask)
        kept = self._cache.get(question)
        if kept is not None:
            return msgspec.msgpack.decode(kept, type=Reply)
        try:
            body = await self._answer(question)
        except TimeoutError:
            return plain(503, f"the query was stopped after {limits.seconds:g} seconds; simplify it or add a LIMIT")
        except WorkerLost:
            return plain(503, f"the query needs more than {limits.memory:,} bytes of memory; simplify it")
        except TooManyLong:
            return plain(503, "too many long queries run at the moment; try again later, or simplify this one")
        self._cache.put(question, body)
        return msgspec.msgpack.decode(body, type=Reply)

    async def _answer(self, question: bytes) -> bytes:
        """What a process answers."""
        await self.places.acquire()
        try:
            worker = self.idle.pop() if self.idle else await self._fork()
        except BaseException:
            self.places.release()
            raise
        run = Run(self, worker, worker.channel.ask(question))
        try:
            body = await run.answer
        except BaseException:
            run.end(again=False)
            raise
        run.end(again=not run.long)
        return body

    async def _fork(self) -> Worker:
        pid, connection = self.nursery.fork()
        _, channel = await asyncio.get_running_loop().create_connection(Channel, sock=connection)
        return Worker(pid, channel)


@dataclass(slots=True)
class Run:
    """A question that a process works on. One that takes long makes room for quick ones, and runs after them."""

    pool: Pool
    worker: Worker
    answer: asyncio.Future[bytes]
    long: bool = False
    _timers: list[asyncio.TimerHandle] = field(init=False)

    def __post_init__(self) -> None:
        """Start its time."""
        limits, loop = self.pool.limits, asyncio.get_running_loop()
        self._timers = [
            loop.call_later(limits.patience, self._grow_long),
            loop.call_later(limits.seconds, self._fail, TimeoutError()),
        ]

    def end(self, *, again: bool) -> None:
        """Give back its place; the process answers `again`, or is killed."""
        for timer in self._timers:
            timer.cancel()
        if again:
            self.pool.idle.append(self.worker)
        else:
            self.worker.channel.close()
            self.pool.nursery.kill(self.worker.pid)
        if self.long:
            self.pool.long -= 1
        else:
            self.pool.places.release()

    def _grow_long(self) -> None:
        if self.answer.done():
            return
        if self.pool.long >= self.pool.limits.long:
            self._fail(TooManyLong())
            return
        self.long = True
        self.pool.long += 1
        self.pool.places.release()
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, self.worker.pid, _LOWER_PRIORITY)

    def _fail(self, error: Exception) -> None:
        if not self.answer.done():
            self.answer.set_exception(error)
