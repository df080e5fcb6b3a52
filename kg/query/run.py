"""Running a shipped query, or one that a user wrote."""

from collections.abc import Mapping
from typing import TypeAlias, cast

import pyoxigraph as ox

from kg.config import RdfConfig
from kg.errors import QueryError
from kg.query.answers import Answer, Table, Triples, Truth
from kg.query.binding import bind
from kg.query.guard import names_graphs, refuse_other_graphs, refuse_service
from kg.query.labels import names_of
from kg.query.library import Query, find_query
from kg.query.syntax import syntax_error
from kg.rdf import Iris, prefixes

Evaluated: TypeAlias = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean


def run(
    store: ox.Store,
    query: Query | str,
    params: Mapping[str, str] | None = None,
    *,
    config: RdfConfig = RdfConfig(),
) -> Answer:
    """Answer a shipped query, given itself or its name.

    Args:
        store: The graph, as `open_graph` gives it.
        query: The query.
        params: Values by parameter, as a user types them: names of things and papers, numbers, words.
        config: The base IRI under which the graph was built.

    Raises:
        QueryError: there is no such query, or a parameter is unknown, missing, malformed or names nothing.
    """
    found = find_query(query) if isinstance(query, str) else query
    return run_text(store, bind(found, params or {}, store=store, iris=Iris.of(config)), config=config)


def run_text(store: ox.Store, text: str, *, config: RdfConfig = RdfConfig()) -> Answer:
    """Answer a SPARQL query; the prefixes of the graph need not be declared.

    Raises:
        QueryError: the query is malformed, would change the graph or leave the machine, or cannot be evaluated.
    """
    result = evaluate(store, text, config=config)
    try:
        return _answer(result, store, config)
    except (RuntimeError, OSError) as error:
        raise cannot_evaluate(error) from error


def evaluate(store: ox.Store, text: str, *, config: RdfConfig) -> Evaluated:
    """What the engine makes of a query: an iterator that has not begun yet, or yes or no.

    Raises:
        QueryError: the query is malformed, would change the graph, leave the machine or read another graph, or cannot
            be evaluated.
    """
    refuse_service(text)
    refuse_other_graphs(text, Iris.of(config).graph.value)
    graph = ox.DefaultGraph() if names_graphs(text) else None
    try:
        return store.query(text, prefixes=_prefixes_in(text, config), base_iri=config.base, default_graph=graph)
    except SyntaxError as error:
        raise syntax_error(text, str(error), config=config) from error
    except UnicodeEncodeError as error:
        raise QueryError(f"the query is no text in UTF-8, at {text[error.start]!r}; write it anew") from error
    except (RuntimeError, OSError) as error:
        raise cannot_evaluate(error) from error


def _prefixes_in(text: str, config: RdfConfig) -> dict[str, str]:
    """The prefixes of the graph that `text` may use: the engine takes longer to be told all than to answer a lookup."""
    return {name: space for name, space in prefixes(config).items() if f"{name}:" in text}


def cannot_evaluate(error: Exception) -> QueryError:
    """The error for a query that the engine began and could not end."""
    return QueryError(f"the query cannot be evaluated: {error}; simplify it")


def _answer(result: Evaluated, store: ox.Store, config: RdfConfig) -> Answer:
    if isinstance(result, ox.QueryTriples):
        return Triples(tuple(sorted(set(result), key=str)))
    source = result.serialize(format=ox.QueryResultsFormat.JSON) or b""
    if isinstance(result, ox.QueryBoolean):
        return Truth(bool(result), source)
    return _table(source, store, config)


def _table(source: bytes, store: ox.Store, config: RdfConfig) -> Table:
    solutions = cast("ox.QuerySolutions", ox.parse_query_results(source, format=ox.QueryResultsFormat.JSON))
    columns = tuple(variable.value for variable in solutions.variables)
    rows = tuple(tuple(solution) for solution in solutions)
    return Table(columns, rows, names_of((term for row in rows for term in row), store, config), source)
