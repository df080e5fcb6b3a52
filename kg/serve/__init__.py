"""A read-only SPARQL endpoint with pages about every node, each query in a process that is killed at its limits."""

from kg.serve.limits import Limits
from kg.serve.server import serve

__all__ = ["Limits", "serve"]
