"""Relations and results of records as comparable values, with names mapped to those of the gold record."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from kg.evaluate.matching import align, candidates_of
from kg.records import Record
from kg.vocab import PAPER, RELATIONS, RelationType

Rename: TypeAlias = Callable[[str], str]
Triple: TypeAlias = tuple[str, str, str]
"""Head, tail, relation; the ends of a symmetric relation in alphabetical order."""
ResultKey: TypeAlias = tuple[str, str, str | None, str]
"""Number, unit, metric, subject."""

_UNITS: Final = {
    "\u00d7": "x",
    "times": "x",
    "percent": "%",
    "point": "points",
    "percentage points": "points",
}


def names_in_gold(gold: Record, predicted: Record) -> Rename:
    """A mapping of predicted names to gold ones: of entities that share a form or half of their words, of any types.

    A name without a counterpart is mapped to one that no gold entity has.
    """
    pairs = align(candidates_of(gold), candidates_of(predicted), lambda _gold, _predicted: True)
    found: Mapping[str, str] = {theirs: ours for ours, theirs in pairs.items()} | {PAPER: PAPER}
    return lambda name: found.get(name, f"unmatched {name}")


def triples_of(record: Record, rename: Rename = str) -> Iterator[Triple]:
    """The relations of a record in their order."""
    for head, relation, tail, *_ in record.get("relations", ()):
        ends = rename(head), rename(tail)
        first, last = sorted(ends) if RELATIONS[RelationType(relation)].symmetric else ends
        yield first, last, relation


def results_of(record: Record, rename: Rename = str) -> Iterator[ResultKey]:
    """The results of a record in their order."""
    for result in record.get("results", ()):
        metric = result.get("metric")
        yield (
            figures_of(result["value"]),
            _unit(result.get("unit")),
            rename(metric) if metric else None,
            rename(result["subject"]),
        )


def figures_of(value: Any) -> str:  # noqa: ANN401 - a JSON value
    """The part of a value that is compared: "~3.0%" and "+3.0" are equal, and so are ranges with different dashes."""
    figures = re.sub(r"[^\d.\-\u2013~]", "", str(value)).replace("\u2013", "-")
    return figures.strip("-.~")


def _unit(value: Any) -> str:  # noqa: ANN401 - a JSON value
    written = str(value or "").casefold().strip()
    return _UNITS.get(written, written)
