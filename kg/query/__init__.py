"""Questions to the graph: the shipped queries, those of users, and their answers."""

from kg.query.answers import Answer, Table, Triples, Truth
from kg.query.formats import GRAPH_FORMATS, RESULT_FORMATS, render
from kg.query.guard import refuse_service
from kg.query.library import (
    ANY,
    Parameter,
    ParameterType,
    Query,
    find_query,
    list_queries,
    queries_folder,
    read_query,
)
from kg.query.names import find_entity, find_paper
from kg.query.run import open_store, run, run_text

__all__ = [
    "ANY",
    "GRAPH_FORMATS",
    "RESULT_FORMATS",
    "Answer",
    "Parameter",
    "ParameterType",
    "Query",
    "Table",
    "Triples",
    "Truth",
    "find_entity",
    "find_paper",
    "find_query",
    "list_queries",
    "open_store",
    "queries_folder",
    "read_query",
    "refuse_service",
    "render",
    "run",
    "run_text",
]
