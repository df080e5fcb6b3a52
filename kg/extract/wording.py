"""What the wording of a sentence decides about two entities that the network links.

Entities are given by their mentions in the whole paper (`heads` and `tails`, or `ones` and `others`), and a sentence by
its number.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from kg.model import Paper, Span
from kg.rules.comparisons import Stance, stance
from kg.rules.english import HEDGE_SIGNS
from kg.rules.negation import is_contrasted, is_denied, is_left_out, is_not_meant
from kg.rules.problems import has_problem
from kg.rules.related_work import is_about_others, is_done_by_others, is_made_by_others
from kg.vocab import RelationType

Spans: TypeAlias = Sequence[Span]

_OWN: Final = re.compile(
    r"\b(?:we|ours|it|they|(?:our|this|these|the\s(?:proposed|resulting|presented))\s[\w-]+)\b",
    re.IGNORECASE,
)
"""Words that may stand for an entity that the sentence itself does not name."""

_NEXT_CLAUSE: Final = re.compile(r"[,;:]|\b(?:and|but|while|whereas|yet)\b")
_BY: Final = re.compile(rf"\bby\s(?:[a-z]+\s)*[${HEDGE_SIGNS}]*$", re.IGNORECASE)
_REVERSED: Final = {Stance.BETTER: Stance.WORSE, Stance.WORSE: Stance.BETTER}
_USES: Final = frozenset(
    {
        RelationType.USES,
        RelationType.EXTENDS,
        RelationType.TRAINED_ON,
        RelationType.EVALUATED_ON,
        RelationType.APPLIED_TO,
    }
)
_NEVER_OF_RELATED_WORK: Final = frozenset(
    {RelationType.USES, RelationType.TRAINED_ON, RelationType.EVALUATED_ON, RelationType.OUTPERFORMS}
)
"""Relations that a sentence about related work never states of a proposed entity that it does not name."""

_STATED: Final = _USES | {RelationType.ADDRESSES, RelationType.IS_A, RelationType.PART_OF, RelationType.MEASURED_BY}


def stated_stance(paper: Paper, sentence: int, ones: Spans, others: Spans) -> Stance | None:
    """The stance of a sentence on one entity relative to another; None if it does not compare them.

    Of neighbouring mentions of the two, the closest pair with a comparison between them decides. If the sentence names
    only one of the entities, it can only say that neither is better: "no method improves over the baseline", "accuracy
    comparable to BERT".
    """
    where = paper.sentences[sentence]
    firsts, seconds = _within(paper, where, ones), _within(paper, where, others)
    if not (firsts and seconds):
        unnamed = Span(where.start, where.start)
        stances = {stance(paper.text, where, unnamed, named) for named in (*firsts, *seconds)}
        if Stance.OPEN in stances:
            return Stance.OPEN
        return Stance.LEVEL if stances == {Stance.LEVEL} else None
    mentions = sorted([*((span, False) for span in firsts), *((span, True) for span in seconds)])
    neighbours = [(a, b, other) for (a, other), (b, third) in pairwise(mentions) if other != third and a.end <= b.start]
    for before, behind, turned in sorted(neighbours, key=lambda pair: pair[1].start - pair[0].end):
        found = stance(paper.text, where, before, behind)
        if found is not None:
            return _REVERSED.get(found, found) if turned else found
    return None


def is_behind(paper: Paper, sentence: int, number: Span, ones: Spans, others: Spans) -> bool:
    """Whether a sentence says that one entity falls behind another by a number: "A trails B by 0.9 points"."""
    where = paper.sentences[sentence]
    before = max((span.end for span in others if where.covers(span) and span.end <= number.start), default=number.start)
    between = paper.text[before : number.start]
    goes_on = _NEXT_CLAUSE.search(between) is None and (not between or _BY.search(between) is not None)
    return goes_on and stated_stance(paper, sentence, ones, others) is Stance.WORSE


def is_contradicted(paper: Paper, sentence: int, relation: RelationType, heads: Spans, tails: Spans) -> bool:
    """Whether the sentence that is cited for a relation says that it does not hold."""
    text, where = paper.text, paper.sentences[sentence]
    named = [tail for tail in tails if where.covers(tail)]
    here = [head for head in heads if where.covers(head)]
    pairs = [(head, tail) for head in here for tail in named if head.end <= tail.start]
    if relation is RelationType.PROPOSES:
        return any(is_made_by_others(text, where, tail) for tail in named)
    if not named or relation not in _STATED:
        return False
    if any(is_denied(text, head, tail) for head, tail in pairs):
        return True
    if relation is RelationType.ADDRESSES:
        elsewhere = bool(heads) and not here
        return (
            all(is_not_meant(text, where, tail) for tail in named)
            or (elsewhere and all(is_done_by_others(text, where, tail) for tail in named))
            or any(has_problem(text, head, tail) for head, tail in pairs)
        )
    if relation is RelationType.IS_A:
        return _differs(text, where, here, named)
    return relation in _USES and all(is_left_out(text, where, tail) for tail in named)


def _differs(text: str, sentence: Span, heads: Spans, tails: Spans) -> bool:
    return bool(heads) and all(any(is_contrasted(text, sentence, head, tail) for tail in tails) for head in heads)


def is_of_related_work(paper: Paper, sentence: int, relation: RelationType, heads: Spans) -> bool:
    """Whether the sentence that is cited for a relation of a proposed entity is about related work alone."""
    where = paper.sentences[sentence]
    named = any(where.covers(head) for head in heads)
    return relation in _NEVER_OF_RELATED_WORK and not named and is_about_others(paper.text, where)


def _within(paper: Paper, sentence: Span, spans: Spans) -> Spans:
    """The mentions in a sentence or, if there are none, the words that may stand for the entity."""
    return [span for span in spans if sentence.covers(span)] or list(_stand_ins(paper.text, sentence))


def _stand_ins(text: str, sentence: Span) -> Iterator[Span]:
    return (Span(*found.span()) for found in _OWN.finditer(text, sentence.start, sentence.end))
