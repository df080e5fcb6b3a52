"""From which size on a graph is better kept in a store on disk than read into memory.

    python -m benchmarks.stores [--out out] [--repetitions 1 2 4 8 16 32]

For graphs of growing size (`benchmarks.enlarged` says how they come about), each in a process of its own: how long it
takes to read the Turtle into memory, to load it into a store on disk, and to open that store as `kg query` does; how
long a lookup and all shipped queries together then take; and how much memory the process took. Times are CPU seconds,
of the queries milliseconds; the last column is the number of questions from which on the store, with the time it takes
to load, is the quicker of the two.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from benchmarks.enlarged import CONFIG, Original, read_original
from benchmarks.queries import asked, rows_of
from kg.query import is_current, list_queries, run
from kg.rdf import load_store, open_on_disk, read_store, turtle_prefixes


def main() -> None:
    """Measure and print; with --measure, measure one way of one graph."""
    parser = argparse.ArgumentParser(description="Graphs in memory and on disk.")
    parser.add_argument("--out", type=Path, default=Path("out"), help="folder of a built graph")
    parser.add_argument("--repetitions", type=int, nargs="+", default=[1, 2, 4, 8, 16, 32], metavar="N", help="sizes")
    parser.add_argument("--measure", choices=MEASURES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(MEASURES[options.measure](options.out)))
        return
    print(f"{'':>17}{'in memory':^40}{'on disk':^46}")
    memory, disk = ("read s", "MB", "lookup", "queries"), ("load s", "open s", "MB", "lookup", "queries")
    print(f"{'Turtle':>7}{'triples':>12}", *(f"{name:>8}" for name in (*memory, *disk)), f"{'from':>6}")
    original = read_original(options.out / "graph.ttl")
    for repetitions in options.repetitions:
        with tempfile.TemporaryDirectory() as name:
            print(row(original, Path(name), repetitions), flush=True)


def row(original: Original, folder: Path, repetitions: int) -> str:
    """The figures of one size."""
    turtle = folder / "graph.ttl"
    triples = write_turtle(original, turtle, repetitions)
    memory, load, disk = (in_process(name, folder) for name in MEASURES)
    figures = (*memory, load[0], *disk)
    shares = len(list_queries()) * 1000
    won = memory[0] - disk[0] + (memory[3] - disk[3]) / shares  # seconds a question
    questions = f"{load[0] / won:>6.1f}" if won > 0 else f"{'never':>6}"
    return (
        f"{turtle.stat().st_size / 1e6:>4.0f} MB{triples:>12,} "
        + " ".join(f"{figure:>8.{2 if figure < 100 else 0}f}" for figure in figures)  # noqa: PLR2004 - layout
        + f" {questions}"
    )


def write_turtle(original: Original, turtle: Path, repetitions: int) -> int:
    """Write the enlarged graph as `kg build` would, each triple once; return the number of triples."""
    store = ox.Store()
    for lines in original.lines(repetitions):
        store.bulk_load(lines, format=ox.RdfFormat.N_TRIPLES)
    with turtle.open("wb") as file:
        store.dump(file, format=ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph(), prefixes=turtle_prefixes(CONFIG))
    return len(store)


def in_process(name: str, folder: Path) -> list[float]:
    """What a process of its own measures."""
    command = [sys.executable, "-m", "benchmarks.stores", "--measure", name, "--out", str(folder)]
    figures: list[float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603
    return figures


def in_memory(folder: Path) -> list[float]:
    """Seconds to read, then as `asking`."""
    start = time.process_time()
    store = read_store(folder / "graph.ttl", config=CONFIG)
    return [time.process_time() - start, *asking(store)]


def loading(folder: Path) -> list[float]:
    """Seconds to load."""
    start = time.process_time()
    load_store(folder / "graph.ttl", folder / "store", config=CONFIG)
    return [time.process_time() - start]


def on_disk(folder: Path) -> list[float]:
    """Seconds to see that the store is that of the graph and to open it, then as `asking`."""
    start = time.process_time()
    if not is_current(folder / "store", folder / "graph.ttl", config=CONFIG):
        sys.exit("the store is not that of the graph")
    store = open_on_disk(folder / "store", config=CONFIG)
    return [time.process_time() - start, *asking(store)]


MEASURES = {"memory": in_memory, "load": loading, "disk": on_disk}


def asking(store: ox.Store) -> list[float]:
    """Megabytes that the process took at most, milliseconds of a lookup and of all shipped queries."""
    texts = [asked(query, store) for query in list_queries()]
    lookup = milliseconds(lambda: run(store, "aliases", {"thing": "Mamba"}, config=CONFIG))
    queries = milliseconds(lambda: [rows_of(store, text) for text in texts])
    return [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, lookup, queries]


def milliseconds(work: Callable[[], object]) -> float:
    """The faster of two times: what is read from disk has been read then."""
    times = []
    for _ in range(2):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1000


if __name__ == "__main__":
    main()
