"""Opening a built graph: in memory while it is small, from a store on disk beyond."""

from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.config import RdfConfig
from kg.errors import GraphError
from kg.rdf import load_store, open_on_disk, read_stamp, read_store

MEMORY_LIMIT: Final = 25_000_000
"""Bytes of Turtle up to which a graph is read into memory at every start.

Measured by `python -m benchmarks.stores`: reading takes 0.04 s of CPU for each MB, up to here a second, which is how
long people wait without losing their thread (Nielsen, Usability Engineering, 1993). A store opens at once whatever its
size, but takes as long to load as two to three readings, and a query that goes through much takes two to three times as
long in it.
"""


def open_graph(folder: Path, *, store: Path | None = None, config: RdfConfig = RdfConfig()) -> ox.Store:
    """The graph that `kg build` wrote to `folder`, or the one that `kg load` put into `store`.

    A graph beyond `MEMORY_LIMIT` is loaded into `folder`/store when it is first opened, and again when it has changed.

    Raises:
        ConfigError: the base IRI is malformed.
        GraphError: there is no graph, it is damaged, or it was built under another base IRI or schema; or `store` lies
            beside a graph that is another one than it holds.
        OutputError: the store cannot be written.
    """
    place = store_of(folder, store=store, config=config)
    return read_store(folder / "graph.ttl", config=config) if place is None else open_on_disk(place, config=config)


def store_of(folder: Path, *, store: Path | None = None, config: RdfConfig = RdfConfig()) -> Path | None:
    """Where the store of a graph is, loaded if need be; None for one that is read into memory.

    Raises:
        ConfigError, GraphError, OutputError: as `open_graph`.
    """
    if store is not None:
        stamp, beside = read_stamp(store, config=config), store.parent / "graph.ttl"
        if beside.is_file() and not stamp.is_of(beside):
            raise GraphError(f"{store}: holds another graph than {beside}; load it again, with kg load")
        return store
    turtle, kept = folder / "graph.ttl", folder / "store"
    if not turtle.is_file() or turtle.stat().st_size <= MEMORY_LIMIT:
        return None
    if not is_current(kept, turtle, config=config):
        load_store(turtle, kept, config=config)
    return kept


def is_current(store: Path, turtle: Path, *, config: RdfConfig = RdfConfig()) -> bool:
    """Whether there is a store at `store` that this program reads and that holds what `turtle` does."""
    try:
        return read_stamp(store, config=config).is_of(turtle)
    except GraphError:
        return False
