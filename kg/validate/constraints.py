"""Constraints on values, each as SHACL and as a SPARQL pattern that matches its violations."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Constraint:
    """One condition on the values that a node has for a property.

    `shacl` holds the predicates and objects of a property shape. `broken` is a SPARQL pattern for `?node`, the node
    that is checked, and `?value`, the value that breaks the condition, unbound where one is missing; `PATH` in it
    stands for the property.
    """

    shacl: str
    broken: str


def at_least_one() -> Constraint:
    """There is a value."""
    return Constraint("sh:minCount 1", "FILTER NOT EXISTS { ?node PATH ?any }")


def at_most_one() -> Constraint:
    """There is no second value."""
    return Constraint("sh:maxCount 1", "?node PATH ?one , ?other . FILTER(!sameTerm(?one, ?other))")


def datatype(name: str) -> Constraint:
    """Every value is a literal of the type."""
    return Constraint(f"sh:datatype {name}", f"?node PATH ?value . FILTER(!COALESCE(DATATYPE(?value) = {name}, false))")


def matches(pattern: str) -> Constraint:
    """Every value is written as the regular expression says."""
    return Constraint(f'sh:pattern "{pattern}"', f'?node PATH ?value . FILTER(!REGEX(STR(?value), "{pattern}"))')


def between(low: int, high: int) -> Constraint:
    """Every value is a number from `low` to `high`, both included."""
    return Constraint(
        f"sh:minInclusive {low} ; sh:maxInclusive {high}",
        f"?node PATH ?value . FILTER(!COALESCE(?value >= {low} && ?value <= {high}, false))",
    )


def less_than(other: str) -> Constraint:
    """Every value is less than those of the property `other`."""
    return Constraint(
        f"sh:lessThan {other}", f"?node PATH ?value ; {other} ?end . FILTER(!COALESCE(?value < ?end, false))"
    )


def equals(other: str) -> Constraint:
    """The values are those of the property `other`."""
    return Constraint(
        f"sh:equals {other}",
        f"{{ ?node PATH ?value FILTER NOT EXISTS {{ ?node {other} ?value }} }}"
        f" UNION {{ ?node {other} ?value FILTER NOT EXISTS {{ ?node PATH ?value }} }}",
    )


def differs_from(other: str) -> Constraint:
    """No value is one of the property `other`."""
    return Constraint(f"sh:disjoint {other}", f"?node PATH ?value ; {other} ?value .")


def has(value: str) -> Constraint:
    """One of the values is this, written as in Turtle."""
    return Constraint(f"sh:hasValue {value}", f"FILTER NOT EXISTS {{ ?node PATH {value} }}")


def instance_of(classes: Iterable[str]) -> Constraint:
    """Every value is a node of one of the classes."""
    names = sorted(classes)
    return Constraint(
        f"sh:or ( {' '.join(f'[ sh:class {name} ]' for name in names)} )",
        f"?node PATH ?value . FILTER NOT EXISTS {{ VALUES ?class {{ {' '.join(names)} }} ?value a ?class }}",
    )


def among(values: Iterable[str]) -> Constraint:
    """Every value is one of those listed, written as in Turtle."""
    names = sorted(values)
    return Constraint(f"sh:in ( {' '.join(names)} )", f"?node PATH ?value . FILTER(?value NOT IN ({', '.join(names)}))")


def at_most_one_among(values: Iterable[str]) -> Constraint:
    """Of the values listed there is one at most; others do not matter."""
    names = " ".join(sorted(values))
    return Constraint(
        f"sh:qualifiedValueShape [ sh:in ( {names} ) ] ; sh:qualifiedMaxCount 1",
        f"VALUES ?one {{ {names} }} VALUES ?other {{ {names} }} ?node PATH ?one , ?other . FILTER(?one != ?other)",
    )


def never(pattern: str) -> Constraint:
    """The SPARQL pattern, which says of `?node` and `?value` what would be wrong, matches nothing."""
    select = f"SELECT $this ?value WHERE {{ {pattern.replace('?node', '$this')} }}"
    return Constraint(f'sh:sparql [ sh:select """{select}""" ; sh:prefixes shapes: ]', pattern)
