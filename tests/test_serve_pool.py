"""How questions are divided among processes."""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from multiprocessing import active_children
from pathlib import Path
from socket import socket

import pytest
from processes import left_of

from kg.config import RdfConfig
from kg.model import Knowledge
from kg.rdf import load_store, write_turtle
from kg.serve import Limits
from kg.serve.fork_server import ForkServer
from kg.serve.messages import Ask, PageAsk, Reply, SparqlAsk
from kg.serve.pool import Pool

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the server forks")

SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUNGRY = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c"
MEMORY = 60_000_000


@pytest.fixture(scope="module")
def folder(tiny: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pool")
    write_turtle(tiny, folder / "graph.ttl")
    return folder


@pytest.fixture
def fork_server(folder: Path) -> Iterator[ForkServer]:
    fork_server = ForkServer(folder, None, config=RdfConfig(), memory=MEMORY)
    yield fork_server
    fork_server.close()


@asynccontextmanager
async def opened(fork_server: ForkServer, limits: Limits) -> AsyncIterator[Pool]:
    pool = Pool(fork_server, limits)
    yield pool
    pool.close()


def quick(number: int) -> SparqlAsk:
    return SparqlAsk(f"ASK {{}} # {number}", "text/csv")


def ask_behind(fork_server: ForkServer, bad: str, *, seconds: float) -> tuple[list[int], bool, str]:
    """How quick questions behind a bad one are answered, whether only after it was, and what was said to it."""
    limits = Limits(quick=1, patience=0.1, seconds=seconds, memory=MEMORY)

    async def asked() -> tuple[list[int], bool, str]:
        async with opened(fork_server, limits) as pool:
            for number in range(30):  # the pool learns that they are quick, so that it hands out several at once
                await pool.ask(quick(-number))
            first = asyncio.ensure_future(pool.ask(quick(0)))
            ended = asyncio.ensure_future(pool.ask(SparqlAsk(bad, "text/csv")))
            replies = await asyncio.gather(first, *(pool.ask(quick(number)) for number in range(1, 7)))
            return [reply.status for reply in replies], ended.done(), (await ended).body.decode()

    return asyncio.run(asked())


def test_questions_behind_one_that_takes_long_go_to_another_process(fork_server: ForkServer) -> None:
    statuses, waited, said = ask_behind(fork_server, SLOW, seconds=3)
    assert statuses == [200] * 7
    assert not waited
    assert "stopped after 3 seconds" in said


def test_questions_behind_one_that_takes_too_much_memory_are_answered_all_the_same(fork_server: ForkServer) -> None:
    statuses, _, said = ask_behind(fork_server, HUNGRY, seconds=30)
    assert statuses == [200] * 7
    assert "bytes of memory" in said


def test_without_the_process_that_holds_the_graph_questions_are_refused(fork_server: ForkServer) -> None:
    async def asked() -> tuple[int, str]:
        async with opened(fork_server, Limits()) as pool:
            reply = await pool.ask(quick(1))
            return reply.status, reply.body.decode()

    fork_server.close()
    assert asyncio.run(asked()) == (503, "the process that holds the graph has ended; start kg serve again\n")


class ShortLived(ForkServer):
    """Is killed as soon as it has forked a process."""

    pid = 0

    def fork(self) -> tuple[int, socket]:
        self.pid, connection = super().fork()
        (holder,) = active_children()
        holder.kill()
        holder.join()
        return self.pid, connection


@pytest.mark.parametrize(("long", "reason"), [(0, "too many long queries"), (1, "stopped after 0.5 seconds")])
def test_a_slow_query_is_killed_without_the_process_that_holds_the_graph(folder: Path, long: int, reason: str) -> None:
    async def asked() -> tuple[str, str]:
        async with opened(fork_server, Limits(quick=1, long=long, seconds=0.5, memory=MEMORY)) as pool:
            slow = await pool.ask(SparqlAsk(SLOW, "text/csv"))
            later = await asyncio.wait_for(pool.ask(quick(1)), 30)
            assert left_of([fork_server.pid]) == []
            assert (pool.quick, pool.long) == (0, 0)
            return slow.body.decode(), later.body.decode()

    fork_server = ShortLived(folder, None, config=RdfConfig(), memory=MEMORY)
    said, later = asyncio.run(asked())
    assert reason in said
    assert later == "the process that holds the graph has ended; start kg serve again\n"


def test_closing_ends_what_the_process_that_holds_the_graph_left_behind(folder: Path) -> None:
    fork_server = ShortLived(folder, None, config=RdfConfig(), memory=MEMORY)
    pid, connection = fork_server.fork()
    with connection:
        fork_server.close()
        assert left_of([pid]) == []


FAULT = Reply(
    500, "text/plain", b"this is a fault of the server, not of the request; the server's error output says more\n"
)


def replies(fork_server: ForkServer, *asks: Ask) -> list[Reply]:
    async def asked() -> list[Reply]:
        async with opened(fork_server, Limits(quick=1, memory=MEMORY)) as pool:
            return [await pool.ask(ask) for ask in asks]

    return asyncio.run(asked())


def test_a_fault_is_answered_as_one_and_reported_each_time(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    faulty = PageAsk("no iri", explorer=False)
    fork_server = ForkServer(folder, None, config=RdfConfig(), memory=MEMORY)
    first, again, other = replies(fork_server, faulty, faulty, quick(1))
    assert [first, again] == [FAULT] * 2
    assert other.status == 200
    reported = capfd.readouterr().err
    assert reported.count("explorer=False), the server met a fault of its own\nTraceback") == 2
    assert reported.count("ValueError: ") == 2


def test_a_graph_that_can_no_longer_be_opened_is_a_fault(
    capfd: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    load_store(folder / "graph.ttl", store)
    fork_server = ForkServer(folder, store, config=RdfConfig(), memory=MEMORY)
    shutil.rmtree(store)
    assert replies(fork_server, quick(1), quick(2)) == [FAULT] * 2
    assert str(store) in capfd.readouterr().err
