"""How long the shipped queries take, how that grows with the graph, and whether another order of their lines is faster.

    python -m benchmarks.queries [--out out] [--copies 1 10] [--orders 12]

Every query is asked with the examples of its header. `--copies` measures graphs that hold the built one so many times,
papers and things renamed; `--orders` tries that many random orders of the lines of each pattern, keeps those that
give the same rows, and prints the time of the written order over that of the fastest. Times are CPU milliseconds,
the median of five runs.
"""

import argparse
import random
import re
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox

from kg.config import RdfConfig
from kg.errors import QueryError
from kg.query import Query, Table, Truth, bind, list_queries, run_text
from kg.rdf import Iris

RUNS = 5
CONFIG = RdfConfig()
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Times of the shipped queries.")
    parser.add_argument("--out", type=Path, default=Path("out"), help="folder of a built graph")
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 10], metavar="N", help="sizes of the graph")
    parser.add_argument("--orders", type=int, default=12, metavar="N", help="orders that are tried")
    options = parser.parse_args()
    stores = [copied(options.out / "graph.ttl", copies) for copies in options.copies]
    sizes = "".join(f"{f'{len(store):,} triples':>20}" for store in stores)
    print(f"{'query':<20}{sizes}{'written/best':>16}")
    for query in list_queries():
        try:
            text = asked(query, stores[0])
        except QueryError as error:
            print(f"{query.name:<20}  {error}")
            continue
        times = "".join(f"{milliseconds(store, text):>17.1f} ms" for store in stores)
        print(f"{query.name:<20}{times}{written_over_best(stores[0], text, options.orders):>16.2f}")


def copied(turtle: Path, copies: int) -> ox.Store:
    """The graph, and `copies` - 1 others like it under names of their own."""
    triples = [quad.triple for quad in ox.parse(path=str(turtle), format=ox.RdfFormat.TURTLE)]
    store = ox.Store()
    for number in range(copies):
        store.bulk_extend(
            ox.Quad(renamed(triple.subject, number), triple.predicate, renamed(triple.object, number))
            for triple in triples
        )
    return store


def renamed(term: Term, number: int) -> Any:  # noqa: ANN401 - a node stays a node, a text a text
    """A node of the graph in copy `number`; terms of the ontology and texts are the same in all."""
    if number == 0 or not isinstance(term, ox.NamedNode) or not term.value.startswith(CONFIG.base):
        return term
    path = term.value.removeprefix(CONFIG.base)
    return term if path.startswith("ontology") else ox.NamedNode(f"{CONFIG.base}{number}/{path}")


def asked(query: Query, store: ox.Store) -> str:
    """The text of a query with the examples of its required parameters."""
    values = {parameter.name: parameter.example or "*" for parameter in query.parameters if parameter.default is None}
    return bind(query, values, store=store, iris=Iris.of(CONFIG))


def milliseconds(store: ox.Store, text: str) -> float:
    """The median CPU time of a query."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        run_text(store, text, config=CONFIG)
        times.append(time.process_time() - start)
    return statistics.median(times) * 1000


def written_over_best(store: ox.Store, text: str, count: int) -> float:
    """Time of the written order over that of the fastest of those tried, itself among them."""
    rows, written = answer(store, text), milliseconds(store, text)
    best = min(
        (milliseconds(store, other) for other in set(orders(text, count)) if answer(store, other) == rows),
        default=written,
    )
    return written / min(best, written)


def answer(store: ox.Store, text: str) -> list[str]:
    """What a query gives, whatever the order; nothing where it cannot be asked."""
    try:
        found = run_text(store, text, config=CONFIG)
    except QueryError:
        return []
    if isinstance(found, Table):
        return sorted(map(str, found.rows))
    return [] if isinstance(found, Truth) else sorted(map(str, found))


def orders(text: str, count: int) -> Iterator[str]:
    """The query with neighbouring lines of plain triple patterns in other orders."""
    chance = random.Random(1)  # noqa: S311 - nothing secret
    for _ in range(count):
        yield re.sub(r"(?:^ +\?[^\n{}]* \.\n){2,}", lambda lines: shuffled(lines[0], chance), text, flags=re.MULTILINE)


def shuffled(lines: str, chance: random.Random) -> str:
    """The lines in another order."""
    parts = lines.splitlines(keepends=True)
    return "".join(chance.sample(parts, len(parts)))


if __name__ == "__main__":
    main()
