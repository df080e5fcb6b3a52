"""Finding violations by SPARQL, in a store of any size."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from kg.config import RdfConfig
from kg.rdf import prefixes
from kg.validate.rules import Rule, all_rules

if TYPE_CHECKING:
    import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Breach:
    """A node, as N-Triples writes it, that breaks the rule called `rule`, and the value that does or ""."""

    rule: str
    node: str
    value: str


def breaches_by_sparql(store: "ox.Store", *, config: RdfConfig) -> Iterator[Breach]:
    """Yield what breaks the rules in `store`: one query a rule."""
    known = dict(prefixes(config))
    for rule in all_rules():
        for solution in cast("ox.QuerySolutions", store.query(_question(rule), prefixes=known)):
            value = solution["value"]
            yield Breach(rule.name, str(solution["node"]), "" if value is None else _text(value))


def _question(rule: Rule) -> str:
    """Asks for what breaks any condition; each has the targets in it, for the engine joins group by group."""
    targets = "" if rule.of_subjects else f"VALUES ?target {{ {' '.join(rule.targets)} }} ?node a ?target ."
    patterns = (f"{{ {targets} {constraint.broken.replace('PATH', rule.path)} }}" for constraint in rule.constraints)
    return f"SELECT DISTINCT ?node ?value WHERE {{ {' UNION '.join(patterns)} }}"


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
