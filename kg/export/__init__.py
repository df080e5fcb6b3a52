"""Files of a built graph beside Turtle and the page: knowledge, records, merges, other RDF, the ontology as HTML."""

from kg.export.knowledge import read_knowledge, write_knowledge
from kg.export.ontology import entries, ontology_page
from kg.export.rdf import RDF_FORMS, write_rdf
from kg.export.tables import write_merges, write_records

__all__ = [
    "RDF_FORMS",
    "entries",
    "ontology_page",
    "read_knowledge",
    "write_knowledge",
    "write_merges",
    "write_rdf",
    "write_records",
]
