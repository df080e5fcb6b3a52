"""How long the shipped queries take, how that grows with the corpus, and whether anything is faster.

    python -m benchmarks.queries [--out out] [--papers 367 3670 60000] [--orders 30] [--rdflib 30] [QUERY ...]

Every query is asked with the examples of its header. The columns are

- its time on the built graph and on graphs of so many papers (`benchmarks.enlarged` says how they come about), in
  memory or in a store on disk as `kg query` would have them;
- how many times as long rdflib's engine takes on the built graph, with the same text; a query is given up after so many
  seconds (0: rdflib is not asked);
- its time over that of the fastest of so many random orders of its triple patterns that give the same rows, itself
  among them: 1.00 where nothing is faster.

Times are CPU milliseconds of this process, the median of five runs, or of fewer where they are long; orders are
compared by the fastest of nine. The 60,000 papers take some 9 GB of disk and five minutes of CPU to load.

What asks about one thing grows with the number of its rows. What goes through all claims or mentions (entities,
state-of-the-art, most-built-on, benchmarks-together) takes 8 to 15 seconds on disk at 60,000 papers: a look into the
store costs some 10 microseconds there, and each of hundreds of thousands of claims needs several. Nothing in the graph
is counted in advance, so that only a parameter makes these quicker.
"""

import argparse
import random
import re
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final

import pyoxigraph as ox
import rdflib

from benchmarks.enlarged import CONFIG, Original, read_original
from kg.errors import QueryError
from kg.query import MEMORY_LIMIT, Query, bind, evaluate, list_queries, run_text
from kg.rdf import Iris, Terms, prefixes, read_store

RUNS: Final = 5
LONG: Final = 2000
CLOSE_RUNS: Final = 9
_BLOCK: Final = re.compile(r"(?:^ +[?][^\n{}()]* \.\n)+", re.MULTILINE)
_TURTLE_SHARE: Final = 0.33
"""Bytes of Turtle for one of N-Triples."""


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph that is asked, and its size."""

    store: ox.Store
    papers: int
    place: str

    def describe(self) -> str:
        """Its size in words."""
        things = count(self.store, "skos:prefLabel")
        facts = len({quad.subject for quad in self.store.quads_for_pattern(None, _term("kg:factConfidence"), None)})
        return f"{self.papers:,} papers: {len(self.store):,} triples, {things:,} things, {facts:,} claims, {self.place}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Times of the shipped queries.")
    parser.add_argument("queries", nargs="*", metavar="QUERY", help="the queries; all by default")
    parser.add_argument("--out", type=Path, default=Path("out"), help="folder of a built graph")
    parser.add_argument("--papers", type=int, nargs="+", default=[367, 3670, 60_000], metavar="N", help="sizes")
    parser.add_argument("--orders", type=int, default=30, metavar="N", help="orders that are tried")
    parser.add_argument("--rdflib", type=int, default=30, metavar="SECONDS", help="patience with rdflib")
    options = parser.parse_args()
    built = read_store(options.out / "graph.ttl")
    other = rdflib.Graph().parse(options.out / "graph.ttl", format="turtle") if options.rdflib else None
    with tempfile.TemporaryDirectory() as name:
        original = read_original(options.out / "graph.ttl")
        graphs = [enlarged(original, papers, Path(name) / str(papers)) for papers in options.papers]
        for graph in graphs:
            print(graph.describe(), flush=True)
        sizes = "".join(f"{f'{graph.papers:,}':>10}" for graph in graphs)
        print(f"\n{'papers':<20}{sizes}{'rdflib':>10}{'over best':>12}")
        for query in list_queries():
            if query.name in options.queries or not options.queries:
                text = asked(query, built)
                times = "".join(f"{milliseconds(graph.store, text):>10.1f}" for graph in graphs)
                slower = f"{times_slower(built, other, text, options.rdflib):>10}" if other else f"{'':>10}"
                print(f"{query.name:<20}{times}{slower}{over_best(built, text, options.orders):>12.2f}", flush=True)


def enlarged(original: Original, papers: int, place: Path) -> Graph:
    """The graph of about so many papers."""
    repetitions = max(1, round(papers / original.papers))
    lines = place.with_suffix(".nt")
    print(f"Making a graph of {papers:,} papers …", file=sys.stderr)
    original.write(lines, repetitions)
    small = lines.stat().st_size * _TURTLE_SHARE <= MEMORY_LIMIT
    store = ox.Store() if small else ox.Store(str(place))
    store.bulk_load(path=str(lines), format=ox.RdfFormat.N_TRIPLES)
    store.flush()
    lines.unlink()
    return Graph(store, repetitions * original.papers, "in memory" if small else "on disk")


def _term(curie: str) -> ox.NamedNode:
    return Terms.of(CONFIG)(curie)


def count(store: ox.Store, curie: str) -> int:
    """How many triples have that property."""
    return sum(1 for _ in store.quads_for_pattern(None, _term(curie), None))


def asked(query: Query, store: ox.Store) -> str:
    """The text of a query with the examples of its required parameters."""
    values = {parameter.name: parameter.example or "*" for parameter in query.parameters if parameter.default is None}
    return bind(query, values, store=store, iris=Iris.of(CONFIG))


def milliseconds(store: ox.Store, text: str) -> float:
    """The median CPU time of a query."""
    return statistics.median(times_of(lambda: run_text(store, text, config=CONFIG), RUNS))


def times_of(work: Callable[[], object], runs: int) -> Sequence[float]:
    """CPU milliseconds of each of some runs; no more of them once they have taken two seconds."""
    times: list[float] = []
    while len(times) < runs and sum(times) < LONG:
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return times


def times_slower(store: ox.Store, other: rdflib.Graph, text: str, patience: int) -> str:
    """How many times as long rdflib takes for the same rows; as far as it was waited for."""
    ours = statistics.median(times_of(lambda: rows_of(store, text), RUNS))
    start = time.process_time()
    try:
        within(patience, lambda: len(list(other.query(text, initNs=dict(prefixes(CONFIG))))))
    except TimeoutError:
        return f"> {(time.process_time() - start) * 1000 / ours:,.0f}"
    return f"{(time.process_time() - start) * 1000 / ours:,.0f}"


def within(seconds: int, work: Callable[[], object]) -> None:
    """Do something, unless it takes more CPU time.

    Raises:
        TimeoutError: it does.
    """

    def stop(_: int, __: FrameType | None) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        work()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def over_best(store: ox.Store, text: str, tries: int) -> float:
    """Time of the written order over that of the fastest of those tried."""
    rows = rows_of(store, text)
    others = [other for other in dict.fromkeys(orders(text, tries)) if rows_of(store, other) == rows]
    fastest = min((min(times_of(lambda t=other: rows_of(store, t), 3)) for other in others), default=0.0)  # type: ignore[misc]
    written = min(times_of(lambda: rows_of(store, text), CLOSE_RUNS))
    if fastest >= written:
        return 1.0
    best = min(others, key=lambda other: min(times_of(lambda: rows_of(store, other), 3)))
    return max(1.0, written / min(times_of(lambda: rows_of(store, best), CLOSE_RUNS)))


def rows_of(store: ox.Store, text: str) -> list[str]:
    """What a query gives, in any order; nothing where it cannot be asked."""
    try:
        found = evaluate(store, text, config=CONFIG)
    except QueryError:
        return []
    return [str(bool(found))] if isinstance(found, ox.QueryBoolean) else sorted(map(str, found))


def orders(text: str, tries: int) -> Iterator[str]:
    """The query with the triple patterns that stand together in other orders."""
    chance = random.Random(1)  # noqa: S311 - nothing secret
    for _ in range(tries):
        yield _BLOCK.sub(lambda block: shuffled(block[0], chance), text)


def shuffled(block: str, chance: random.Random) -> str:
    """The patterns of some lines, a line each, in another order."""
    patterns = [pattern for line in block.splitlines() for pattern in single_patterns(line)]
    return "".join(f"  {pattern} .\n" for pattern in chance.sample(patterns, len(patterns)))


def single_patterns(line: str) -> Iterator[str]:
    """The triple patterns of a line, each with its subject."""
    first, *rest = line.strip().removesuffix(" .").split(" ; ")
    yield first
    yield from (f"{first.split()[0]} {part}" for part in rest)


if __name__ == "__main__":
    main()
