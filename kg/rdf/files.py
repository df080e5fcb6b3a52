"""The graph as a Turtle file and as a triple store."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.config import RdfConfig
from kg.files import replacing
from kg.model import Knowledge
from kg.rdf.ontology import ontology_triples
from kg.rdf.store import fill_store
from kg.rdf.terms import Iris, prefixes
from kg.rdf.triples import iter_triples

_NODE_PREFIXES: Final = frozenset({"entity", "paper"})


def write_turtle(knowledge: Knowledge, path: Path, *, config: RdfConfig = RdfConfig()) -> None:
    """Write `knowledge` as Turtle, the same bytes in every run.

    Raises:
        ConfigError, GraphError: as `iter_triples`.
        OutputError: `path` cannot be written.
    """
    _write(iter_triples(knowledge, config=config), path, config)


def write_ontology(path: Path, *, config: RdfConfig = RdfConfig()) -> None:
    """Write the ontology as Turtle.

    Raises:
        ConfigError: the base IRI is malformed.
        OutputError: `path` cannot be written.
    """
    _write(ontology_triples(config=config), path, config)


def _write(triples: Iterable[ox.Triple], path: Path, config: RdfConfig) -> None:
    with replacing(path) as file:
        ox.serialize(triples, file, ox.RdfFormat.TURTLE, prefixes=turtle_prefixes(config))


def turtle_prefixes(config: RdfConfig) -> dict[str, str]:
    """The prefixes of a Turtle file; the IRIs of nodes are written in full.

    With a prefix, they would need escapes, and rdflib cannot read a local name that begins with one.
    """
    return {name: space for name, space in prefixes(config).items() if name not in _NODE_PREFIXES}


def to_store(knowledge: Knowledge, *, config: RdfConfig = RdfConfig()) -> ox.Store:
    """`knowledge` in a new in-memory store, ready for SPARQL.

    Raises:
        ConfigError, GraphError: as `iter_triples`.
    """
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in iter_triples(knowledge, config=config))
    return store


def read_store(path: Path, *, config: RdfConfig = RdfConfig()) -> ox.Store:
    """The Turtle file of a graph in a new in-memory store.

    Raises:
        ConfigError: the base IRI is malformed.
        GraphError: the file cannot be read, is no Turtle, or was built under another base IRI.
    """
    store = ox.Store()
    fill_store(store, path, Iris.of(config))
    return store
