"""Answers as text, in the formats of the SPARQL and RDF standards."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeVar

import pyoxigraph as ox

from kg.config import RdfConfig
from kg.errors import QueryError
from kg.query.answers import Answer, Table, Triples, Truth
from kg.rdf import turtle_prefixes

RESULT_FORMATS: Final[Mapping[str, ox.QueryResultsFormat]] = MappingProxyType(
    {
        "csv": ox.QueryResultsFormat.CSV,
        "tsv": ox.QueryResultsFormat.TSV,
        "json": ox.QueryResultsFormat.JSON,
        "xml": ox.QueryResultsFormat.XML,
    }
)
"""Formats of tables and truth values: SPARQL 1.1 query results."""

GRAPH_FORMATS: Final[Mapping[str, ox.RdfFormat]] = MappingProxyType(
    {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
)
"""Formats of triples."""

Format = TypeVar("Format")


def render(answer: Answer, name: str, *, config: RdfConfig = RdfConfig()) -> str:
    """`answer` in the format called `name`.

    Raises:
        QueryError: there is no such format, or the answer does not fit it (CSV holds no triples).
    """
    if isinstance(answer, Triples):
        return _triples(answer, _chosen(name, GRAPH_FORMATS, "triples"), config)
    return _results(answer, _chosen(name, RESULT_FORMATS, "a table"))


def _chosen(name: str, formats: Mapping[str, Format], answer: str) -> Format:
    if name not in formats:
        raise QueryError(f"{name!r} cannot hold the answer, which is {answer}; choose {', '.join(formats)}")
    return formats[name]


def _results(answer: Table | Truth, target: ox.QueryResultsFormat) -> str:
    parsed = ox.parse_query_results(answer.source, format=ox.QueryResultsFormat.JSON)
    return (parsed.serialize(format=target) or b"").decode()


def _triples(answer: Triples, target: ox.RdfFormat, config: RdfConfig) -> str:
    prefixes = turtle_prefixes(config)
    return (ox.serialize(answer.triples, format=target, prefixes=prefixes) or b"").decode()
