"""Relations between the entities of a paper, each with the sentence that states it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from kg.encoder import Platt, Scores, Settings
from kg.encoder.settings import NO_CLASS, RELATION_CLASSES
from kg.encoder.tokens import Floats
from kg.extract.probability import calibrated, softmax
from kg.extract.wording import Spans, is_contradicted, is_of_related_work, stated_stance
from kg.model import Paper, PaperEntity, PaperRelation, Span
from kg.rules.comparisons import Stance, compares
from kg.rules.negation import is_set_apart
from kg.rules.respectively import enumerated
from kg.rules.training import trains
from kg.vocab import PAPER, RELATIONS, NodeType, RelationType, allows

_TYPES: Final = tuple(NodeType)
_SIGNATURES: Final = np.array(
    [[[allows(head, relation, tail) for relation in RELATION_CLASSES] for tail in _TYPES] for head in _TYPES]
)
_SYMMETRIC: Final = np.array([RELATIONS[relation].symmetric for relation in RELATION_CLASSES])
_NEGLIGIBLE: Final = 0.02
"""Pairs of nodes without a relation of at least this probability are skipped."""

_STATED_OF_EITHER: Final = frozenset(
    {RelationType.APPLIED_TO, RelationType.COMPARED_WITH, RelationType.EVALUATED_ON, RelationType.EXTENDS}
    | {RelationType.IS_A, RelationType.PART_OF}
)
"""Relations that a sentence may state although it names only one of the two ends."""

_COMPARISONS: Final = frozenset({RelationType.OUTPERFORMS, RelationType.COMPARED_WITH})


class _Link(NamedTuple):
    """A relation that may hold between two nodes."""

    probability: float
    head: int
    tail: int
    relation: RelationType


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The sentence that compares two nodes, and its stance on `one` relative to `other`, if its wording has any."""

    one: int
    other: int
    sentence: int
    stance: Stance | None

    def sentence_for(self, relation: RelationType) -> int | None:
        """The sentence to cite for a relation between the two nodes, if this comparison states it."""
        cited = relation is RelationType.OUTPERFORMS or (relation is RelationType.COMPARED_WITH and self.stance)
        return self.sentence if cited else None


@dataclass(frozen=True, slots=True, eq=False)
class _Nodes:
    """The N nodes of a paper, itself first and then its entities, with the attention of each pair to each sentence.

    `shares` (N, N, S) is that attention.
    """

    paper: Paper
    types: Sequence[NodeType]
    names: Sequence[str]
    mentions: Sequence[Spans]
    shares: Floats

    def evidence(self, head: int, relation: RelationType, tail: int) -> int:
        return evidence(self.paper, relation, self.mentions[head], self.mentions[tail], self.shares[head, tail])

    def comparison(self, one: int, other: int) -> _Comparison:
        """How two nodes are compared: preferably by a sentence that names both and whose wording compares them.

        Otherwise by the evidence of the comparison, or by a sentence with a word of comparison that names either.
        """
        ones, others = _sentences(self.paper, self.mentions[one]), _sentences(self.paper, self.mentions[other])
        stances = {sentence: stance for sentence in ones & others if (stance := self._stance(sentence, one, other))}
        if stances:
            sentence = self._attended(stances, one, other)
            return _Comparison(one, other, sentence, stances[sentence])
        sentence = self.evidence(one, RelationType.COMPARED_WITH, other)
        stance = (
            self._stance(sentence, one, other)
            or self._set_apart(sentence, one, other)
            or self._listed(sentence, one, other)
        )
        if stance is not None:
            return _Comparison(one, other, sentence, stance)
        comparing = self.with_word(sentence, compares, one, other)
        if comparing is None:
            return _Comparison(one, other, sentence, Stance.UNSAID)
        return _Comparison(one, other, comparing, None)

    def with_word(self, sentence: int, has_word: Callable[[str, Span], bool], one: int, other: int) -> int | None:
        """`sentence` if `has_word` holds for it, else the most attended one that names either node and has the word."""
        text, sentences = self.paper.text, self.paper.sentences
        if has_word(text, sentences[sentence]):
            return sentence
        either = _sentences(self.paper, [*self.mentions[one], *self.mentions[other]])
        worded = [number for number in either if has_word(text, sentences[number])]
        return self._attended(worded, one, other) if worded else None

    def _listed(self, sentence: int, one: int, other: int) -> Stance | None:
        """`UNSAID` if the sentence only lists the two nodes together: "beats A and B"."""
        where = self.paper.sentences[sentence]
        named = sorted({span for spans in self.mentions for span in spans if where.covers(span)})
        lists = ({named[place] for place in run} for run in enumerated(self.paper.text, where, named))
        ones, others = set(self.mentions[one]), set(self.mentions[other])
        return Stance.UNSAID if any(ones & listed and others & listed for listed in lists) else None

    def _attended(self, sentences: Iterable[int], one: int, other: int) -> int:
        return max(sorted(sentences), key=lambda sentence: float(self.shares[one, other, sentence]))

    def _stance(self, sentence: int, one: int, other: int) -> Stance | None:
        return stated_stance(self.paper, sentence, self.mentions[one], self.mentions[other])

    def _set_apart(self, sentence: int, one: int, other: int) -> Stance | None:
        """`OPEN` if the sentence only says that the two nodes differ: "Unlike X, …"."""
        where = self.paper.sentences[sentence]
        named = (span for span in (*self.mentions[one], *self.mentions[other]) if where.covers(span))
        return Stance.OPEN if any(is_set_apart(self.paper.text, where, span) for span in named) else None


def relate(
    paper: Paper, entities: Sequence[PaperEntity], scores: Scores, settings: Settings
) -> tuple[PaperRelation, ...]:
    """The relations between the paper and its `entities`, in the order of their sentences.

    `scores` are those of a layout of these entities.

    1. For every two nodes, the likeliest relation that their types allow is taken; there is one at most. Which of two
       systems is better is decided by the wording of the sentence that compares them.
    2. It is kept if its calibrated confidence reaches the threshold, and it cites the sentence that states it.
    3. It is dropped if the wording of that sentence contradicts it, or if the sentence is about related work alone.
    """
    nodes = _Nodes(
        paper=paper,
        types=[NodeType.PAPER, *(entity.type for entity in entities)],
        names=[PAPER, *(entity.name for entity in entities)],
        mentions=[(), *(tuple(mention.span for mention in entity.mentions) for entity in entities)],
        shares=scores.shares,
    )
    found = []
    for (probability, head, tail, relation), cited in _likeliest(nodes, softmax(scores.pairs)):
        confidence = calibrated((probability,), _calibration(settings, relation))
        if confidence >= settings.relation[relation]:
            sentence = nodes.evidence(head, relation, tail) if cited is None else cited
            if relation is RelationType.TRAINED_ON and nodes.with_word(sentence, trains, head, tail) is None:
                continue
            if not is_contradicted(paper, sentence, relation, nodes.mentions[head], nodes.mentions[tail]):
                found.append(PaperRelation(nodes.names[head], relation, nodes.names[tail], sentence, confidence))
    kept = _without_related_work(paper, found, dict(zip(nodes.names, nodes.mentions, strict=True)))
    return tuple(sorted(kept, key=lambda r: (r.sentence, r.head != PAPER, r.head, r.relation, r.tail)))


def _without_related_work(
    paper: Paper, found: Sequence[PaperRelation], mentions: Mapping[str, Spans]
) -> Iterator[PaperRelation]:
    """The relations without those of proposed entities whose sentence is about related work alone."""
    proposed = {relation.tail for relation in found if relation.relation is RelationType.PROPOSES}
    for one in found:
        if one.head not in proposed or not is_of_related_work(paper, one.sentence, one.relation, mentions[one.head]):
            yield one


def _calibration(settings: Settings, relation: RelationType) -> Platt:
    """`proposes` has a calibration of its own, because its predictions are more reliable than all others."""
    return settings.proposal_calibration if relation is RelationType.PROPOSES else settings.relation_calibration


def _likeliest(nodes: _Nodes, probabilities: Floats) -> Iterator[tuple[_Link, int | None]]:
    """The likeliest relation between every two nodes; with it, for a comparison, the sentence that states it."""
    size = len(nodes.types)
    scores = _allowed(nodes.types, probabilities[:size, :size, NO_CLASS + 1 : NO_CLASS + 1 + len(RELATION_CLASSES)])
    best = scores.max(axis=-1)
    for one, other in np.argwhere(np.triu(np.maximum(best, best.T) >= _NEGLIGIBLE, 1)).tolist():
        links = [
            _Link(float(scores[head, tail, number]), head, tail, RELATION_CLASSES[number])
            for head, tail in ((one, other), (other, one))
            for number in np.flatnonzero(scores[head, tail]).tolist()
        ]
        compared = nodes.comparison(one, other) if _compared(links) >= _linked(links) else None
        worded = _as_worded(nodes.types, links, compared) if compared else links
        if not worded:
            continue
        link = max(worded, key=lambda each: (each.probability, -each.head))
        yield link, compared.sentence_for(link.relation) if compared else None


def _allowed(types: Sequence[NodeType], scores: Floats) -> Floats:
    """The probabilities `scores` (N, N, relations), 0 where types forbid them; symmetric relations are averaged."""
    numbers = [_TYPES.index(one) for one in types]
    allowed = _SIGNATURES[np.ix_(numbers, numbers)]
    both = _SYMMETRIC & allowed & allowed.transpose(1, 0, 2)
    kept: Floats = np.where(allowed, np.where(both, (scores + scores.transpose(1, 0, 2)) / 2, scores), 0)
    return kept


def _as_worded(types: Sequence[NodeType], links: Sequence[_Link], compared: _Comparison) -> Sequence[_Link]:
    """The possible `links` between two nodes, with the comparison and its direction as the sentence words it."""
    one, other, stance = compared.one, compared.other, compared.stance
    if stance is None:
        return links
    if stance is Stance.UNSAID:
        return [link for link in links if link.relation is not RelationType.OUTPERFORMS]
    winner, loser = (one, other) if stance is not Stance.WORSE else (other, one)
    decided = stance in {Stance.BETTER, Stance.WORSE}
    relation = RelationType.OUTPERFORMS if decided else RelationType.COMPARED_WITH
    if not allows(types[winner], relation, types[loser]):
        winner, loser, relation = loser, winner, RelationType.COMPARED_WITH
    turned = _Link(_compared(links), winner, loser, relation)
    return [*(link for link in links if link.relation not in _COMPARISONS), turned]


def _compared(links: Sequence[_Link]) -> float:
    """The probability that two nodes are compared, in either direction."""
    outperforming = sum(link.probability for link in links if link.relation is RelationType.OUTPERFORMS)
    level = max((link.probability for link in links if link.relation is RelationType.COMPARED_WITH), default=0.0)
    return min(outperforming + level, 1.0)  # comparedWith is the same both ways


def _linked(links: Sequence[_Link]) -> float:
    """The probability of the likeliest relation between two nodes that is no comparison."""
    return max((link.probability for link in links if link.relation not in _COMPARISONS), default=0.0)


def evidence(paper: Paper, relation: RelationType, heads: Spans, tails: Spans, shares: Floats) -> int:
    """The number of the sentence that states a relation: the one with most attention, `shares` (S), of the eligible.

    Eligible are sentences that name both ends or, if there are none, those that name the tail. For the relations of
    `_STATED_OF_EITHER`, they are all that name an end: "The reranker then sorts them" states a part without its whole.
    """
    of_head, of_tail = _sentences(paper, heads), _sentences(paper, tails)
    eligible = of_head | of_tail if relation in _STATED_OF_EITHER else of_head & of_tail or of_tail
    return max(sorted(eligible), key=lambda sentence: float(shares[sentence]))


def _sentences(paper: Paper, mentions: Spans) -> set[int]:
    return {paper.sentence_of(span) for span in mentions}
