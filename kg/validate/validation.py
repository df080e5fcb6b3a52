"""Checking a graph against the rules."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from kg.config import RdfConfig
from kg.model import Knowledge
from kg.rdf import Iris, Terms, prefixes, read_store, to_store
from kg.validate.report import Report, Violation
from kg.validate.rules import all_rules
from kg.validate.sparql import Breach, breaches_by_sparql
from kg.vocab import NodeType

if TYPE_CHECKING:
    import pyoxigraph as ox

SHACL_LIMIT: Final = 2_000
"""Triples up to which a SHACL processor is used unless told otherwise; it takes about a millisecond for each."""

_COUNTED: Final = (*(kind.value for kind in NodeType), "Claim", "Result")

_PLACE: Final = """
SELECT (MIN(?id) AS ?paper) (MIN(?quote) AS ?sentence) WHERE {{
  VALUES ?node {{ {node} }}
  OPTIONAL {{
    ?node (prov:hadPrimarySource|(nif:referenceContext?/nif:sourceUrl)|^schema:mentions)? ?source .
    ?source dcterms:identifier ?id .
  }}
  OPTIONAL {{ ?node prov:wasQuotedFrom?/nif:anchorOf ?quote . }}
}}
"""


def validate(source: Knowledge | Path, *, shacl: bool | None = None, config: RdfConfig = RdfConfig()) -> Report:
    """Check a graph, or its Turtle file, against all rules.

    Args:
        source: The graph.
        shacl: Whether pySHACL checks the `shapes`; else the same rules are asked as SPARQL, which
            takes microseconds a triple. By default pySHACL checks graphs of up to `SHACL_LIMIT` triples.
        config: The base IRI under which the graph was built.

    Raises:
        ConfigError: the base IRI is malformed.
        GraphError: the file cannot be read, is no Turtle, or was built under another base IRI.
    """
    store = to_store(source, config=config) if isinstance(source, Knowledge) else read_store(source, config=config)
    if shacl is None:
        shacl = len(store) <= SHACL_LIMIT
    if shacl:
        from kg.validate.shacl import breaches_by_shacl  # noqa: PLC0415 - builds write the shapes, and need no pySHACL

        breaches = breaches_by_shacl(source, config=config)
    else:
        breaches = breaches_by_sparql(store, config=config)
    return _report(store, breaches, config)


def _report(store: "ox.Store", breaches: Iterable[Breach], config: RdfConfig) -> Report:
    messages = {rule.name: rule.message for rule in all_rules()}
    found = [_violation(store, breach, messages[breach.rule], config) for breach in set(breaches)]
    counts = _counts(store, config)
    if not counts[NodeType.PAPER]:
        found.append(Violation(Iris.of(config).graph.value, "Graph-papers", "the graph holds at least one paper"))
    return Report(len(store), counts, tuple(sorted(found)))


def _violation(store: "ox.Store", breach: Breach, message: str, config: RdfConfig) -> Violation:
    node = breach.node.strip("<>")
    if not breach.node.startswith("<"):
        return Violation(node, breach.rule, message, breach.value)
    place = cast("ox.QuerySolutions", store.query(_PLACE.format(node=breach.node), prefixes=dict(prefixes(config))))
    paper, sentence = (str(getattr(term, "value", "")) for term in next(place))
    return Violation(node, breach.rule, message, breach.value, paper, sentence)


def _counts(store: "ox.Store", config: RdfConfig) -> Mapping[str, int]:
    own = Iris.of(config).own
    kind = Terms.of(config)("rdf:type")
    return MappingProxyType({name: sum(1 for _ in store.quads_for_pattern(None, kind, own(name))) for name in _COUNTED})
