"""What breaks the rules, found by a SHACL processor in a small graph."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyshacl
import rdflib

from kg.config import RdfConfig
from kg.model import Knowledge
from kg.rdf.rdflib_graph import to_rdflib
from kg.validate.shapes import rule_of, shapes
from kg.validate.sparql import Breach

_SH: Final = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def breaches_by_shacl(source: Knowledge | Path, *, config: RdfConfig) -> Iterator[Breach]:
    """Yield what breaks the shapes in a graph or its Turtle file, as pySHACL reports it."""
    shapes_graph = rdflib.Graph().parse(data=shapes(config=config), format="turtle")
    _, report, _ = pyshacl.validate(_rdflib_graph(source, config), shacl_graph=shapes_graph)
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
