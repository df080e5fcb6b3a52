"""Uploading a graph part by part, so that an interrupted upload goes on where it was."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec
import pyoxigraph as ox

from kg.config import RdfConfig
from kg.errors import NO_JSON, ConfigError, OutputError
from kg.files import write_text
from kg.progress import Progress, silent
from kg.publish.server import Target, connected
from kg.rdf import Iris, demand_base, digest, read_triples

STATE: Final = "publish.json"


class State(msgspec.Struct, frozen=True, kw_only=True):
    """How far an upload is: `sent` parts of `part` triples of the Turtle file with the SHA-256 `source`."""

    store: str
    graph: str
    source: str
    part: int
    sent: int


def publish(
    out: Path,
    target: Target,
    *,
    part: int = 10_000,
    config: RdfConfig = RdfConfig(),
    progress: Progress = silent,
) -> int:
    """Upload the graph in `out` and return the number of its triples, which the server then has.

    How far it is stands in `out`/publish.json until the end; the same upload goes on from there.

    Raises:
        ConfigError: the base IRI or the name of the target graph is malformed.
        GraphError: there is no graph, it cannot be read, or it was built under another base IRI.
        OutputError: the server cannot be reached, refuses a part, or has another number of triples in the end.
    """
    turtle, note, iris = out / "graph.ttl", out / STATE, Iris.of(config)
    graph = _graph_name(target, iris)
    demand_base(turtle, iris)
    begun = State(store=target.store, graph=graph, source=digest(turtle), part=part, sent=0)
    state = _resumed(note, begun)
    total = sum(1 for _ in read_triples(turtle))
    with connected(target, graph) as server:
        for number, triples in enumerate(progress(_parts(turtle, part), "Publish", -(-total // part))):
            if number >= state.sent:
                server.send(triples, replace=number == 0)
                state = msgspec.structs.replace(state, sent=number + 1)
                write_text(note, msgspec.json.encode(state).decode() + "\n")
        note.unlink(missing_ok=True)
        found = server.count()
    if found != total:
        raise OutputError(f"{target.store}: has {found:,} triples in <{graph}>, not {total:,}; publish it again")
    return total


def _graph_name(target: Target, iris: Iris) -> str:
    name = target.graph or iris.graph.value
    try:
        return ox.NamedNode(name).value
    except ValueError as error:
        raise ConfigError(f"--graph: {name!r} is no absolute IRI ({error}); give one such as urn:kg") from error


def _resumed(note: Path, begun: State) -> State:
    """The state of an interrupted upload of the same graph to the same place; `begun` if there is none."""
    try:
        state = msgspec.json.decode(note.read_bytes(), type=State)
    except (OSError, *NO_JSON):
        return begun
    return state if msgspec.structs.replace(state, sent=0) == begun else begun


def _parts(turtle: Path, size: int) -> Iterator[list[ox.Triple]]:
    triples = read_triples(turtle)
    while part := list(islice(triples, size)):
        yield part
