"""Files of a built graph other than RDF and the page: knowledge as JSON, records, the list of merges."""

from kg.export.knowledge import SCHEMA, read_knowledge, write_knowledge
from kg.export.tables import write_merges, write_records

__all__ = ["SCHEMA", "read_knowledge", "write_knowledge", "write_merges", "write_records"]
