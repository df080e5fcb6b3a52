"""Uploading a built graph to a triple store, by the SPARQL 1.1 Graph Store Protocol."""

from kg.publish.server import Target
from kg.publish.uploading import publish

__all__ = ["Target", "publish"]
