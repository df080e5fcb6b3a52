"""Finding violations by a SHACL processor, in a small graph."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pyshacl
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from kg.config import RdfConfig
from kg.model import Knowledge
from kg.rdf.rdflib_graph import to_rdflib
from kg.validate.shapes import rule_of, shapes
from kg.validate.sparql import Breach

_SH: Final = rdflib.Namespace("http://www.w3.org/ns/shacl#")


class _Prepared(rdflib.Graph):
    """A graph that parses a query once; pySHACL sends the same for every node, and parsing is what takes long."""

    def query(self, query_object: str | Query, *arguments: Any, **options: Any) -> Result:  # noqa: ANN401 - as rdflib's
        """Answer a query."""
        prepared = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *arguments, **options)


@lru_cache(maxsize=128)
def _prepared(text: str) -> Query:
    return prepareQuery(text)


def breaches_by_shacl(source: Knowledge | Path, *, config: RdfConfig) -> Iterator[Breach]:
    """Yield what breaks the shapes in a graph or its Turtle file, as pySHACL reports it."""
    shapes_graph = rdflib.Graph().parse(data=shapes(config=config), format="turtle")
    graph = _rdflib_graph(source, config)
    data = _Prepared(graph.store, graph.identifier)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph)
    for result in report.objects(None, _SH.result):
        value = report.value(result, _SH.value)
        yield Breach(
            rule_of(str(report.value(result, _SH.sourceShape)), config=config),
            report.value(result, _SH.focusNode).n3(),
            "" if value is None else str(value),
        )


def _rdflib_graph(source: Knowledge | Path, config: RdfConfig) -> rdflib.Graph:
    if isinstance(source, Knowledge):
        return to_rdflib(source, config=config)
    return rdflib.Graph().parse(source, format="turtle")
