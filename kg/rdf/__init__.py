"""The graph as RDF: its IRIs, triples and ontology, as Turtle, as triple stores and for rdflib."""

from kg.rdf.files import read_store, to_store, turtle_prefixes, write_ontology, write_turtle
from kg.rdf.ontology import OWN_PROPERTIES, broader_property, claim_class, ontology_triples
from kg.rdf.store import Stamp, load_store, open_on_disk, read_stamp
from kg.rdf.terms import Iris, Terms, plain_number, prefixes
from kg.rdf.triples import iter_triples
from kg.rdf.turtle import demand_base, digest, read_triples

__all__ = [
    "OWN_PROPERTIES",
    "Iris",
    "Stamp",
    "Terms",
    "broader_property",
    "claim_class",
    "demand_base",
    "digest",
    "iter_triples",
    "load_store",
    "ontology_triples",
    "open_on_disk",
    "plain_number",
    "prefixes",
    "read_stamp",
    "read_store",
    "read_triples",
    "to_store",
    "turtle_prefixes",
    "write_ontology",
    "write_turtle",
]
