"""Reading the Turtle file of a graph, and checking that it is readable and was built under the right base IRI."""

from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import GraphError
from kg.rdf.terms import VOID, Iris

_URI_SPACE: Final = f"{VOID}uriSpace"


def demand_readable(turtle: Path) -> None:
    """Check that the Turtle file of a graph can be read and is not empty; the message is clearer than the engine's.

    Raises:
        GraphError: it is missing, a folder, empty, or not for this user.
    """
    try:
        with turtle.open("rb") as file:
            empty = not file.read(1)
    except OSError as error:
        raise unreadable(turtle, error) from error
    if empty:
        raise GraphError(f"{turtle}: is empty; build the graph again, with kg build")


def demand_base(turtle: Path, iris: Iris) -> None:
    """Check that the Turtle file of a graph was built under the base of `iris`.

    The graph names its base at the beginning of the file, so the rest is not read. A graph without one is accepted.

    Raises:
        GraphError: the file cannot be read, is no Turtle, or was built under another base IRI.
    """
    others = set()
    for base in _bases(turtle):
        if base == iris.base:
            return
        others.add(base)
    if others:
        iris.demand(min(others), turtle)


def _bases(turtle: Path) -> Iterator[str]:
    for triple in read_triples(turtle):
        if triple.predicate.value == _URI_SPACE and isinstance(triple.object, ox.Literal):
            yield triple.object.value


def read_triples(turtle: Path) -> Iterator[ox.Triple]:
    """Yield the triples of a Turtle file as they stand in it.

    Raises:
        GraphError: it cannot be read or is no Turtle.
    """
    demand_readable(turtle)
    try:
        for quad in ox.parse(path=str(turtle), format=ox.RdfFormat.TURTLE):
            yield quad.triple
    except SyntaxError as error:
        raise GraphError(f"{turtle}: is no Turtle ({error.msg}); build the graph again") from error
    except OSError as error:
        raise GraphError(f"{turtle}: cannot be read to its end ({error}); build the graph again") from error


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal.

    Raises:
        GraphError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> GraphError:
    """The error for a file of a graph that cannot be read."""
    return GraphError(f"{path}: cannot be read ({error.strerror}); build the graph first, with kg build")
