"""SPARQL queries: the shipped ones and their parameters, those of users, and answers."""

from kg.query.answers import Answer, Table, Triples, Truth, rows_of, with_ids
from kg.query.binding import bind
from kg.query.formats import GRAPH_FORMATS, RESULT_FORMATS, render
from kg.query.guard import refuse_service
from kg.query.labels import names_of
from kg.query.library import (
    Parameter,
    ParameterType,
    Query,
    find_query,
    list_queries,
    open_parameters,
    queries_folder,
    read_query,
)
from kg.query.names import find_entity, find_paper
from kg.query.opening import MEMORY_LIMIT, is_current, open_graph, store_of
from kg.query.run import Evaluated, cannot_evaluate, evaluate, run, run_text

__all__ = [
    "GRAPH_FORMATS",
    "MEMORY_LIMIT",
    "RESULT_FORMATS",
    "Answer",
    "Evaluated",
    "Parameter",
    "ParameterType",
    "Query",
    "Table",
    "Triples",
    "Truth",
    "bind",
    "cannot_evaluate",
    "evaluate",
    "find_entity",
    "find_paper",
    "find_query",
    "is_current",
    "list_queries",
    "names_of",
    "open_graph",
    "open_parameters",
    "queries_folder",
    "read_query",
    "refuse_service",
    "render",
    "rows_of",
    "run",
    "run_text",
    "store_of",
    "with_ids",
]
