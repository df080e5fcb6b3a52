"""Facts as triples: the graph, its ontology, and the names of its nodes."""

from kg.rdf.files import read_store, to_rdflib, to_store, turtle_prefixes, write_ontology, write_turtle
from kg.rdf.ontology import OWN_CLASSES, OWN_PROPERTIES, claim_class, ontology_triples
from kg.rdf.terms import Iris, Terms, plain_number, prefixes
from kg.rdf.triples import LINK_PROPERTIES, iter_triples

__all__ = [
    "LINK_PROPERTIES",
    "OWN_CLASSES",
    "OWN_PROPERTIES",
    "Iris",
    "Terms",
    "claim_class",
    "iter_triples",
    "ontology_triples",
    "plain_number",
    "prefixes",
    "read_store",
    "to_rdflib",
    "to_store",
    "turtle_prefixes",
    "write_ontology",
    "write_turtle",
]
