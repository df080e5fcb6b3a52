"""Labels for the IRIs of an answer."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

import pyoxigraph as ox

from kg.config import RdfConfig
from kg.rdf import prefixes
from kg.vocab import PREFIXES

_LABELS: Final = tuple(
    ox.NamedNode(f"{PREFIXES[prefix]}{name}")
    for prefix, name in (("skos", "prefLabel"), ("dcterms", "title"), ("rdfs", "label"))
)
_LOCAL_NAME: Final = re.compile(r"\w[\w-]*")


def names_of(terms: Iterable[object], store: ox.Store, config: RdfConfig) -> Mapping[str, str]:
    """For each IRI among `terms` the label of what it names, else its CURIE, else what follows the base."""
    nodes = sorted({term.value for term in terms if isinstance(term, ox.NamedNode)})
    return {node: _label(node, store) or _short(node, config) for node in nodes}


def _label(node: str, store: ox.Store) -> str | None:
    for label in _LABELS:
        for quad in store.quads_for_pattern(ox.NamedNode(node), label, None):
            if isinstance(quad.object, ox.Literal):
                return quad.object.value
    return None


def _short(node: str, config: RdfConfig) -> str:
    for prefix, space in prefixes(config).items():
        if node.startswith(space) and _LOCAL_NAME.fullmatch(node, len(space)):
            return f"{prefix}:{node[len(space) :]}"
    return node.removeprefix(config.base)
