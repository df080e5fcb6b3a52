"""Counts of annotated, extracted and correct items, and precision, recall and F1 of them."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items were annotated, how many extracted, and how many are both."""

    hits: int = 0
    gold: int = 0
    predicted: int = 0

    @classmethod
    def of(cls, gold: AbstractSet[object], predicted: AbstractSet[object]) -> "Counts":
        """Counts of two sets of comparable items."""
        return cls(len(gold & predicted), len(gold), len(predicted))

    @classmethod
    def total(cls, parts: Iterable["Counts"]) -> "Counts":
        """The sum over papers, for micro-averages."""
        hits = gold = predicted = 0
        for part in parts:
            hits, gold, predicted = hits + part.hits, gold + part.gold, predicted + part.predicted
        return cls(hits, gold, predicted)

    @property
    def precision(self) -> float:
        """Share of the extracted items that are right, in percent; 0 where there is none."""
        return 100 * self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the annotated items that were found, in percent; 0 where there is none."""
        return 100 * self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in percent."""
        return 200 * self.hits / (self.gold + self.predicted) if self.hits else 0.0


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds that hold 95 % of the bootstrap draws, in percent."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Figure:
    """Micro-averaged counts over papers; F1 with its 95 % bootstrap interval over papers where one was drawn."""

    counts: Counts
    interval: Interval | None = None
