"""A number among the entities of its paper, and what the wording around it says about its role."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from math import inf
from typing import Final

from kg.extract.wording import is_behind
from kg.model import Paper, PaperEntity, Span
from kg.rules.baselines import is_its_number, is_of_baseline
from kg.rules.changes import is_lost, is_slower
from kg.rules.human_performance import is_human_performance
from kg.rules.proximity import APART, are_listed, distance, measure_beside
from kg.rules.quantities import Quantity
from kg.rules.sentence_subjects import opens
from kg.vocab import PAPER, SYSTEMS, ResultKind

_AHEAD: Final = frozenset({ResultKind.GAIN, ResultKind.SPEEDUP})
_CLOSE: Final = 12
"""Characters between a number and its metric up to which another measure beside the number does not matter."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number (`quantity`) in its place in a paper, with the entities of the paper."""

    paper: Paper
    entities: Sequence[PaperEntity]
    quantity: Quantity

    @property
    def sentence(self) -> Span:
        """The sentence that holds the number."""
        return self.paper.sentences[self.paper.sentence_of(self.quantity.span)]

    def measures_another(self, name: str) -> bool:
        """Whether the text names another measure just beside the number, and the metric called `name` farther away."""
        text, number = self.paper.text, self.quantity.span
        word = measure_beside(text, self.sentence, number)
        if word is None or word.of(text).casefold() in name.casefold():
            return False
        close = APART if word.of(text).casefold() == "performance" else _CLOSE
        return not any(
            span.overlaps(word)
            or span.overlaps(number)
            or are_listed(text, span, word)
            or distance(text, number, span) <= close
            for span in self._beside(name)
        )

    def measures_both(self, one: str, other: str) -> bool:
        """Whether the sentence of the number lists the two metrics together: "halves memory and latency"."""
        pairs = product(self._beside(one), self._beside(other))
        return any(are_listed(self.paper.text, *pair) for pair in pairs)

    def distance(self, name: str) -> float:
        """Characters between the number and the entity called `name`, as `kg.rules.proximity` counts them.

        Infinite if their sentence does not name it.
        """
        return min((distance(self.paper.text, self.quantity.span, span) for span in self._beside(name)), default=inf)

    def is_human_performance(self) -> bool:
        """Whether the number is the performance of humans."""
        return is_human_performance(self.paper.text, self.sentence, self.quantity.span)

    def is_of_baseline(self) -> bool:
        """Whether the number is that of a baseline: "compared to 86%"."""
        return is_of_baseline(self.paper.text, self.sentence, self.quantity.span)

    def named_beside(self) -> str | None:
        """The system that is named just beside the number as its subject, if any: "BERT (86%)"."""
        return self._system(lambda span: is_its_number(self.paper.text, span, self.quantity.span))

    def named_first(self) -> str | None:
        """The system that opens the sentence as the subject of the number, if any: "BERT achieves 90%"."""
        return self._system(lambda span: opens(self.paper.text, self.sentence, span, self.quantity.span))

    def as_worded(
        self, subject: str, baseline: str | None, kind: ResultKind
    ) -> tuple[str | None, str | None, ResultKind]:
        """The subject, baseline and kind of a result, corrected by the wording of its sentence.

        1. A subject that is not named before the number gives way to the system that opens the sentence.
        2. A subject that is said to be slower or behind changes places with the baseline. If it is the paper itself,
           subject and baseline are None.
        3. A gain that is said to be lost is a reduction.
        """
        text, number = self.paper.text, self.quantity.span
        first = self.named_first()
        if first not in {None, baseline} and not any(span.end <= number.start for span in self._beside(subject)):
            subject = first
        if kind in _AHEAD and (self._is_slower(subject) or self._is_behind(subject, baseline)):
            return (baseline, subject, kind) if subject != PAPER else (None, None, kind)
        if kind is ResultKind.GAIN and is_lost(text, self.sentence, number):
            return subject, baseline, ResultKind.REDUCTION
        return subject, baseline, kind

    def _is_slower(self, subject: str) -> bool:
        """Whether the number says how much slower `subject` is, and not how much slower something else is than it."""
        number = self.quantity.span
        if not is_slower(self.paper.text, self.sentence, number):
            return False
        return not any(number.end <= span.start for span in self._beside(subject))

    def _is_behind(self, subject: str, baseline: str | None) -> bool:
        place = self.paper.sentence_of(self.quantity.span)
        ends = self._mentions(subject), self._mentions(baseline)
        return baseline is not None and is_behind(self.paper, place, self.quantity.span, *ends)

    def _system(self, is_meant: Callable[[Span], bool]) -> str | None:
        systems = (entity for entity in self.entities if entity.type in SYSTEMS)
        return next((one.name for one in systems for mention in one.mentions if is_meant(mention.span)), None)

    def _beside(self, name: str) -> list[Span]:
        return [span for span in self._mentions(name) if self.sentence.covers(span)]

    def _mentions(self, name: str | None) -> list[Span]:
        return [mention.span for entity in self.entities if entity.name == name for mention in entity.mentions]
