"""A built graph in other serialisations of RDF."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from kg.config import RdfConfig
from kg.errors import ConfigError
from kg.files import ensure_place, replacing
from kg.rdf import Iris, Terms, demand_base, read_triples, turtle_prefixes

_Transform = Callable[[Iterable[ox.Triple], RdfConfig], Iterator[ox.Triple] | Iterator[ox.Quad]]


@dataclass(frozen=True, slots=True)
class RdfForm:
    """One serialisation: the format of the engine, the ending of its files, and the function that converts triples."""

    format: ox.RdfFormat
    ending: str
    transform: _Transform


def write_rdf(turtle: Path, path: Path, form: str, *, config: RdfConfig = RdfConfig()) -> int:
    """Write the graph in the file `turtle` to `path` in the form called `form`; return the number of statements.

    The graph is read and written piece by piece, but for RDF 1.2, which gathers each claim.

    Raises:
        ConfigError: there is no such form, or the base IRI is malformed.
        GraphError: `turtle` cannot be read, is no Turtle, or was built under another base IRI.
        OutputError: `path` cannot be written.
    """
    if form not in RDF_FORMS:
        raise ConfigError(f"there is no form {form!r}; choose {', '.join(RDF_FORMS)}")
    chosen, count = RDF_FORMS[form], 0

    def counted() -> Iterator[ox.Triple]:
        nonlocal count
        for count, statement in enumerate(chosen.transform(read_triples(turtle), config), 1):  # noqa: B007
            yield statement  # type: ignore[misc]  # the engine takes triples and quads alike

    demand_base(turtle, Iris.of(config))
    ensure_place(path)
    with replacing(path) as file:
        ox.serialize(counted(), file, chosen.format, prefixes=turtle_prefixes(config))
    return count


def _as_they_are(triples: Iterable[ox.Triple], _: RdfConfig) -> Iterator[ox.Triple]:
    return iter(triples)


def _in_the_graph(triples: Iterable[ox.Triple], config: RdfConfig) -> Iterator[ox.Quad]:
    """Quads of the graph's own name, so that a store holds it apart from others."""
    graph = Iris.of(config).graph
    return (ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)


def _reified(triples: Iterable[ox.Triple], config: RdfConfig) -> Iterator[ox.Triple]:
    """RDF 1.2: each claim reifies a triple term, which replaces its rdf:subject, rdf:predicate and rdf:object."""
    terms = Terms.of(config)
    parts = [terms(f"rdf:{name}") for name in ("subject", "predicate", "object")]
    gathered: dict[object, dict[ox.NamedNode, object]] = {}
    for triple in triples:
        if triple.predicate not in parts:
            yield triple
            continue
        ends = gathered.setdefault(triple.subject, {})
        ends[triple.predicate] = triple.object
        if len(ends) == len(parts):
            head, relation, tail = (gathered[triple.subject][part] for part in parts)
            del gathered[triple.subject]
            yield ox.Triple(triple.subject, terms("rdf:reifies"), ox.Triple(head, relation, tail))  # type: ignore[arg-type]
    for claim, ends in gathered.items():
        for part, value in ends.items():
            yield ox.Triple(claim, part, value)  # type: ignore[arg-type]


RDF_FORMS: Final[Mapping[str, RdfForm]] = MappingProxyType(
    {
        "nquads": RdfForm(ox.RdfFormat.N_QUADS, "nq", _in_the_graph),
        "trig": RdfForm(ox.RdfFormat.TRIG, "trig", _in_the_graph),
        "ntriples": RdfForm(ox.RdfFormat.N_TRIPLES, "nt", _as_they_are),
        "jsonld": RdfForm(ox.RdfFormat.JSON_LD, "jsonld", _as_they_are),
        "rdfxml": RdfForm(ox.RdfFormat.RDF_XML, "rdf", _as_they_are),
        "rdf12": RdfForm(ox.RdfFormat.TURTLE, "12.ttl", _reified),
    }
)
"""The forms by name; `nquads` and `trig` name the graph, `rdf12` is Turtle 1.2 with triple terms."""
