"""Calibration: stated confidence against observed precision (reliability diagrams, expected calibration error)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from kg.evaluate.facts import names_in_gold, triples_of
from kg.evaluate.matching import Candidate, align, candidates_of
from kg.records import Record

_BINS: Final = 10

_Judged: TypeAlias = tuple[float, bool]
"""A stated confidence, and whether the item is right."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Items with a confidence in [low, high), in the last bin 1 included: how many, mean confidence, precision."""

    low: float
    high: float
    count: int
    confidence: float
    precision: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The bins that are not empty, in order, and the expected calibration error (Naeini et al. 2015), from 0 to 1.

    The error is the mean distance of confidence and precision over the bins, weighted by their items. `chance` is its
    expectation for perfect calibration: with so few items, precision differs from confidence by chance.
    """

    bins: tuple[Bin, ...]
    error: float
    chance: float


def reliability(gold: Mapping[str, Record], predicted: Mapping[str, Record]) -> Mapping[str, Reliability]:
    """The reliability of predicted entities and of relations, for each of them that has scores.

    An entity is right when a gold one of its type has one of its forms, a relation when the gold record states it.
    """
    found: dict[str, list[_Judged]] = defaultdict(list)
    for paper, record in sorted(gold.items()):
        theirs = predicted.get(paper, {})
        scores = theirs.get("scores", {})
        found["entities"] += zip(scores.get("entities", ()), right_entities(record, theirs), strict=False)
        found["relations"] += zip(scores.get("relations", ()), _right_relations(record, theirs), strict=False)
    return {part: _reliability(judged) for part, judged in found.items() if judged}


def right_entities(gold: Record, predicted: Record) -> Iterator[bool]:
    """For each predicted entity whether a gold one of its type has one of its forms, no gold one counted twice."""
    right = set(align(candidates_of(gold), candidates_of(predicted), Candidate.same_typed).values())
    return (name in right for _, name, *_ in predicted.get("entities", ()))


def _right_relations(gold: Record, predicted: Record) -> Iterator[bool]:
    stated = set(triples_of(gold))
    return (triple in stated for triple in triples_of(predicted, names_in_gold(gold, predicted)))


def _reliability(judged: Iterable[_Judged]) -> Reliability:
    by_bin: dict[int, list[_Judged]] = defaultdict(list)
    for confidence, right in judged:
        by_bin[min(int(confidence * _BINS), _BINS - 1)].append((confidence, right))
    bins = tuple(_bin(number, items) for number, items in sorted(by_bin.items()))
    total = sum(each.count for each in bins)
    return Reliability(
        bins,
        error=sum(each.count * abs(each.confidence - each.precision) for each in bins) / total,
        chance=sum(_deviation([confidence for confidence, _ in items]) for items in by_bin.values()) / total,
    )


def _deviation(probabilities: Sequence[float]) -> float:
    """Mean absolute deviation of the number of successes, which has the Poisson binomial distribution."""
    successes = np.ones(1)
    for probability in probabilities:
        successes = np.convolve(successes, (1 - probability, probability))
    return float(successes @ np.abs(np.arange(len(successes)) - sum(probabilities)))


def _bin(number: int, items: list[_Judged]) -> Bin:
    return Bin(
        low=number / _BINS,
        high=(number + 1) / _BINS,
        count=len(items),
        confidence=sum(confidence for confidence, _ in items) / len(items),
        precision=sum(right for _, right in items) / len(items),
    )
