"""What links the entities of a paper, and which sentence says so."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

from kg.encoder import Platt, Scores, Settings
from kg.encoder.settings import NO_CLASS, RELATION_CLASSES
from kg.encoder.tokens import Floats
from kg.extract.probability import calibrated, softmax
from kg.model import Paper, PaperEntity, PaperRelation, Span
from kg.vocab import PAPER, RELATIONS, NodeType, RelationType, allows

_Way: TypeAlias = tuple[float, int, int, RelationType]
"""Probability, head, tail and what links them."""


def relate(
    paper: Paper, entities: Sequence[PaperEntity], scores: Scores, settings: Settings
) -> tuple[PaperRelation, ...]:
    """The relations among the paper and its `entities`, of which `scores` are; in the order of their sentences.

    Only what the signatures allow is considered. Two things are linked by one relation at most, the likeliest one.
    """
    types = [NodeType.PAPER, *(entity.type for entity in entities)]
    names = [PAPER, *(entity.name for entity in entities)]
    mentions = [(), *(tuple(mention.span for mention in entity.mentions) for entity in entities)]
    found = []
    for probability, head, tail, relation in _likeliest(types, softmax(scores.pairs)):
        confidence = calibrated((probability,), _calibration(settings, relation))
        if confidence >= settings.relation[relation]:
            sentence = evidence(paper, mentions[head], mentions[tail], scores.shares[head, tail])
            found.append(PaperRelation(names[head], relation, names[tail], sentence, confidence))
    return tuple(sorted(found, key=lambda r: (r.sentence, r.head != PAPER, r.head, r.relation, r.tail)))


def _calibration(settings: Settings, relation: RelationType) -> Platt:
    """What a paper proposes is surer than what it says of the rest."""
    return settings.proposal_calibration if relation is RelationType.PROPOSES else settings.relation_calibration


def _likeliest(types: Sequence[NodeType], probabilities: Floats) -> Iterator[_Way]:
    for one, other in combinations(range(len(types)), 2):
        ways = [*_ways(one, other, types, probabilities), *_ways(other, one, types, probabilities)]
        if ways:
            yield max(ways, key=lambda way: (way[0], -way[1]))


def _ways(head: int, tail: int, types: Sequence[NodeType], probabilities: Floats) -> Iterator[_Way]:
    for number, relation in enumerate(RELATION_CLASSES, NO_CLASS + 1):
        if allows(types[head], relation, types[tail]):
            probability = float(probabilities[head, tail, number])
            if RELATIONS[relation].symmetric and allows(types[tail], relation, types[head]):
                probability = (probability + float(probabilities[tail, head, number])) / 2
            yield probability, head, tail, relation


def evidence(paper: Paper, heads: Sequence[Span], tails: Sequence[Span], shares: Floats) -> int:
    """The sentence that says what links two things.

    Of the sentences that name both ends, else of those that name the tail, the one that the network attends to most.
    """
    of_tail = {paper.sentence_of(span) for span in tails}
    of_both = {paper.sentence_of(span) for span in heads} & of_tail
    return max(sorted(of_both or of_tail), key=lambda sentence: float(shares[sentence]))
