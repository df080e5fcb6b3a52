"""A process that holds the graph and forks the workers, which so start at once and share its memory.

The server sends commands of five bytes over a socket: a letter and a process id. "S" comes with the connection of a new
process, whose id is sent back; "K" has one killed and reaped, so that its id cannot meanwhile be another's. When the
server is gone, so are all; when the fork server is, the server kills those that are left.
"""

import os
import signal
import struct
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from socket import recv_fds, send_fds, socket, socketpair
from typing import Final, NoReturn

import pyoxigraph as ox

from kg.config import RdfConfig
from kg.errors import GraphError, KGError
from kg.query import store_of
from kg.rdf import open_on_disk, read_store
from kg.serve.worker import work

_COMMAND: Final = struct.Struct(">ci")
_READY: Final = b"ready"
_LONGEST: Final = 65_536


class ForkServer:
    """The server's side of it."""

    def __init__(self, out: Path, store: Path | None, *, config: RdfConfig, memory: int) -> None:
        """Start it, and wait until the graph is open.

        Raises:
            GraphError: the graph cannot be opened.
        """
        self._control, theirs = socketpair()
        arguments = (theirs, out, store, config.base, memory)
        self._process = get_context("spawn").Process(target=_run, args=arguments, daemon=True)
        self._process.start()
        theirs.close()
        self._forked: set[int] = set()
        answer = self._control.recv(_LONGEST)
        if answer != _READY:
            raise GraphError(answer.decode() or "the process that opens the graph ended; see above")

    def fork(self) -> tuple[int, socket]:
        """A new process: its id and the connection to it.

        Raises:
            ConnectionResetError: there will be no more, what holds the graph has ended.
        """
        ours, theirs = socketpair()
        try:
            with theirs:
                send_fds(self._control, [_COMMAND.pack(b"S", 0)], [theirs.fileno()])
            answer = self._control.recv(_COMMAND.size)
        except OSError:
            answer = b""
        if not answer:
            ours.close()
            raise ConnectionResetError
        _, pid = _COMMAND.unpack(answer)
        self._forked.add(pid)
        return pid, ours

    def kill(self, pid: int) -> None:
        """End the process `pid`, which `fork` gave."""
        self._forked.discard(pid)
        try:
            self._control.sendall(_COMMAND.pack(b"K", pid))
        except ConnectionError:
            _kill_orphan(pid)

    def close(self) -> None:
        """End all processes."""
        self._control.close()
        self._process.join()
        if self._process.exitcode:  # it ended before, and reaped nobody
            while self._forked:
                _kill_orphan(self._forked.pop())


def _run(control: socket, out: Path, store: Path | None, base: str, memory: int) -> None:
    """The life of the fork server."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt reaches the whole group; the server closes in order
    config = RdfConfig(base=base)
    try:
        place = store_of(out, store=store, config=config)
        opener = _sharing(out, config) if place is None else partial(open_on_disk, place, config=config)
    except KGError as error:
        control.sendall(str(error).encode()[:_LONGEST])
        return
    control.sendall(_READY)
    children: set[int] = set()
    while True:
        message, descriptors, _, _ = recv_fds(control, _COMMAND.size, 1)
        if len(message) < _COMMAND.size:
            break
        letter, pid = _COMMAND.unpack(message)
        if letter == b"K":
            _reap(pid)
            children.discard(pid)
            continue
        with socket(fileno=descriptors[0]) as connection:
            pid = os.fork()
            if pid == 0:
                control.close()
                _answer(connection, opener, config, memory)
        children.add(pid)
        control.sendall(_COMMAND.pack(b"S", pid))
    for pid in children:
        _reap(pid)


def _sharing(out: Path, config: RdfConfig) -> Callable[[], ox.Store]:
    """Gives the graph that is in memory, the same to all.

    A thread reads it, into the memory that threads get for themselves (glibc): the gaps that reading leaves there would
    have the forked processes search them at every query, which costs them a third of their time.
    """
    with ThreadPoolExecutor(1) as thread:
        graph = thread.submit(read_store, out / "graph.ttl", config=config).result()
    return lambda: graph


def _answer(connection: socket, opener: Callable[[], ox.Store], config: RdfConfig, memory: int) -> NoReturn:
    """What a forked process does; it never comes back into the fork server's loop. A store on disk survives no fork."""
    try:
        work(connection, opener, config=config, memory=memory)
    finally:
        os._exit(0)


def _kill_orphan(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _reap(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
