"""A number among the entities of its paper, and what the wording around it says."""

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
"""Characters between a number and the name of what it measures, though another measure stands beside it."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands in its paper, among the entities."""

    paper: Paper
    entities: Sequence[PaperEntity]
    quantity: Quantity

    @property
    def sentence(self) -> Span:
        """The sentence that holds the number."""
        return self.paper.sentences[self.paper.sentence_of(self.quantity.span)]

    def is_of_other(self, name: str) -> bool:
        """Whether another measure is named just beside the number than the entity called `name`, which is not."""
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

    def is_of_both(self, one: str, other: str) -> bool:
        """Whether the sentence lists two entities as one."""
        pairs = product(self._beside(one), self._beside(other))
        return any(are_listed(self.paper.text, *pair) for pair in pairs)

    def distance(self, name: str) -> float:
        """How far the entity called `name` is from the number in their sentence."""
        return min((distance(self.paper.text, self.quantity.span, span) for span in self._beside(name)), default=inf)

    def is_human_performance(self) -> bool:
        """Whether the number says how well humans do."""
        return is_human_performance(self.paper.text, self.sentence, self.quantity.span)

    def is_of_baseline(self) -> bool:
        """Whether the number is of what something else is compared with."""
        return is_of_baseline(self.paper.text, self.sentence, self.quantity.span)

    def named_beside(self) -> str | None:
        """The system that is named just beside the number."""
        return self._system(lambda span: is_its_number(self.paper.text, span, self.quantity.span))

    def named_first(self) -> str | None:
        """The system that its sentence opens with, as that of which the number is."""
        return self._system(lambda span: opens(self.paper.text, self.sentence, span, self.quantity.span))

    def as_worded(
        self, subject: str, baseline: str | None, kind: ResultKind
    ) -> tuple[str | None, str | None, ResultKind]:
        """A gain turned round, or made a loss, where the wording says so; who is ahead may be nobody that is named.

        A subject that the sentence does not name before the number gives way to what it opens with.
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
        """Whether the number says how much slower `subject` is, and not how much slower something is than that."""
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
