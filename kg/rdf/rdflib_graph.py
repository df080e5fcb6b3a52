"""The graph as an `rdflib.Graph`; a module of its own because rdflib takes long to import."""

from typing import Final

import pyoxigraph as ox
import rdflib

from kg.config import RdfConfig
from kg.model import Knowledge
from kg.rdf.terms import prefixes
from kg.rdf.triples import iter_statements
from kg.vocab import PREFIXES

_STRING: Final = f"{PREFIXES['xsd']}string"


def to_rdflib(knowledge: Knowledge, *, config: RdfConfig = RdfConfig()) -> rdflib.Graph:
    """`knowledge` as a new `rdflib.Graph` with its prefixes bound.

    Raises:
        ConfigError, GraphError: as `iter_triples`.
    """
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes(config).items():
        graph.bind(prefix, namespace)
    for subject, predicate, value in iter_statements(knowledge, config=config):
        graph.add((rdflib.URIRef(subject.value), rdflib.URIRef(predicate.value), _rdflib_node(value)))
    return graph


def _rdflib_node(term: ox.NamedNode | ox.Literal) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if term.datatype.value == _STRING:
        return rdflib.Literal(term.value)  # rdflib tells "x" and "x"^^xsd:string apart, RDF does not
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
