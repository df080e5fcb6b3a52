"""How questions are divided among processes."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kg.config import RdfConfig
from kg.model import Knowledge
from kg.rdf import write_turtle
from kg.serve import Limits
from kg.serve.messages import SparqlAsk
from kg.serve.nursery import Nursery
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
def nursery(folder: Path) -> Iterator[Nursery]:
    nursery = Nursery(folder, None, config=RdfConfig(), memory=MEMORY)
    yield nursery
    nursery.close()


@asynccontextmanager
async def opened(nursery: Nursery, limits: Limits) -> AsyncIterator[Pool]:
    pool = Pool(nursery, limits)
    yield pool
    pool.close()


def quick(number: int) -> SparqlAsk:
    return SparqlAsk(f"ASK {{}} # {number}", "text/csv")


@pytest.mark.parametrize(
    ("bad", "seconds", "reason"), [(SLOW, 1.5, "stopped after 1.5 seconds"), (HUNGRY, 30, "bytes of memory")]
)
def test_questions_behind_one_that_takes_long_go_to_another_process(
    nursery: Nursery, bad: str, seconds: float, reason: str
) -> None:
    limits = Limits(quick=1, patience=0.1, seconds=seconds, memory=MEMORY)

    async def asked() -> tuple[list[int], float, str]:
        async with opened(nursery, limits) as pool:
            for number in range(30):  # the pool learns that they are quick, so that it hands out several at once
                await pool.ask(quick(-number))
            first = asyncio.ensure_future(pool.ask(quick(0)))
            slow = asyncio.ensure_future(pool.ask(SparqlAsk(bad, "text/csv")))
            began = time.monotonic()
            replies = await asyncio.gather(first, *(pool.ask(quick(number)) for number in range(1, 7)))
            took = time.monotonic() - began
            return [reply.status for reply in replies], took, (await slow).body.decode()

    statuses, took, said = asyncio.run(asked())
    assert statuses == [200] * 7
    assert took < limits.seconds
    assert reason in said


def test_without_the_process_that_holds_the_graph_questions_are_refused(nursery: Nursery) -> None:
    async def asked() -> tuple[int, str]:
        async with opened(nursery, Limits()) as pool:
            reply = await pool.ask(quick(1))
            return reply.status, reply.body.decode()

    nursery.close()
    assert asyncio.run(asked()) == (503, "the process that holds the graph has ended; start kg serve again\n")
