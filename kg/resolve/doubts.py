"""Questions for review: merges that may be wrong, and entities that may be the same, the most consequential first."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Final

from kg.model import Entity, Knowledge, Merge, Paper
from kg.resolve.decisions import DecisionKind, Decisions
from kg.resolve.proposals import Proposal, propose
from kg.resolve.senses import DOMINANT
from kg.rules.names import normalise
from kg.vocab import Reason

_WRONG: Final[Mapping[Reason, float]] = MappingProxyType(
    {
        Reason.CASE: 0.01,
        Reason.PLURAL: 0.01,
        Reason.HYPHENATION: 0.01,
        Reason.ABBREVIATION: 0.02,
        Reason.KNOWN_ABBREVIATION: 0.05,
        Reason.INITIALS: 0.3,
        Reason.ABBREVIATION_INSIDE: 0.02,
        Reason.WORD_ORDER: 0.05,
        Reason.WORD_FORM: 0.05,
        Reason.VERB: 0.05,
        Reason.FIRST_WORD: 0.05,
        Reason.HEAD_WORD: 0.03,
        Reason.SAME_PAPER: 0.12,
    }
)
"""Estimated share of wrong merges of each kind, counted in samples of 1,500 papers that no rule was written for."""
_ONE_THING: Final = 0.7
"""Estimated share of the proposed pairs that are one entity, counted in such samples too."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How a name is used for an entity: in how many papers, and a sentence of one of them with its id, or ""."""

    name: str
    papers: int
    sentence: str
    paper: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question for review.

    With a `reason`, the question is whether `name` was rightly merged with `label` into `entity`, and `doubt` is the
    probability that it was not. Without, it is whether `name`, a name of another entity, means `entity` too, and
    `doubt` is the probability that it does. `weight` is the doubt times the number of papers that would change entity.
    """

    entity: Entity
    label: Usage
    name: Usage
    reason: Reason | None
    doubt: float
    weight: float

    def is_dropped(self, decisions: Decisions) -> bool:
        """Whether one of the entities in question is decided to be dropped."""
        names = *self.entity.names, self.name.name
        dropped = {normalise(decision.first) for decision in decisions.of(DecisionKind.DROP)}
        return not dropped.isdisjoint(map(normalise, names))


def find_doubts(knowledge: Knowledge, decisions: Decisions) -> tuple[Doubt, ...]:
    """Questions that no decision answers, sorted by weight, the greatest first.

    Spellings of one name give one question. There is none about entities that are to be dropped, and none about names
    that several entities have, because a decision would merge these entities.
    """
    papers = {paper.id: paper for paper in knowledge.papers}
    merges: dict[str, list[Merge]] = defaultdict(list)
    for merge in knowledge.merges:
        merges[merge.entity].append(merge)
    decided = {_pair(decision.first, decision.second) for decision in decisions.same + decisions.different}
    homes = Counter(key for entity in knowledge.entities for key in _keys(entity))
    ambiguous = {key for key, count in homes.items() if count > 1}
    joined = (
        doubt
        for entity in knowledge.entities
        if entity.id in merges
        for doubt in _of_entity(entity, merges[entity.id], papers, ambiguous)
    )
    apart = (_of_proposal(proposal, papers) for proposal in propose(knowledge.entities))
    undecided = (doubt for doubt in chain(joined, apart) if _pair(doubt.label.name, doubt.name.name) not in decided)
    found = [doubt for doubt in undecided if not doubt.is_dropped(decisions)]
    return tuple(sorted(found, key=lambda doubt: (-doubt.weight, doubt.entity.id, doubt.name.name)))


def _of_entity(
    entity: Entity, merges: Sequence[Merge], papers: Mapping[str, Paper], ambiguous: Collection[str]
) -> Iterator[Doubt]:
    uses = _uses(entity, papers)
    by_key: dict[str, list[Merge]] = defaultdict(list)
    for merge in merges:
        by_key[normalise(merge.name)].append(merge)
    for key, group in sorted(by_key.items()):
        merge = max(group, key=lambda merge: (len(uses.get(merge.name, ())), merge.name))
        if key == normalise(entity.label) or key in ambiguous or merge.reason is Reason.DECISION:
            continue
        moving = {paper for each in group for paper in uses.get(each.name, ())}
        doubt = _doubt(merge)
        if merge.reason is Reason.ABBREVIATION:
            definers = {paper for each in group for paper in each.papers}
            doubt = _doubt_where_undefined(merge, len(definers)) if moving - definers else _WRONG[merge.reason]
            moving = moving - definers or moving
        staying = set(entity.papers) - moving
        weight = doubt * max(1, min(len(moving), len(staying)))
        label, name = _usage(entity.label, uses, papers), _usage(merge.name, uses, papers)
        yield Doubt(entity, label, name, merge.reason, doubt, weight)


def _doubt(merge: Merge) -> float:
    return 1 - (1 - _WRONG[merge.reason]) * merge.score


def _doubt_where_undefined(merge: Merge, definers: int) -> float:
    """The probability that papers which do not define a short name mean something else; lower, the more define it."""
    agreeing = max(merge.score, DOMINANT) * definers / (definers + 1)
    return 1 - (1 - _WRONG[merge.reason]) * agreeing


def _of_proposal(proposal: Proposal, papers: Mapping[str, Paper]) -> Doubt:
    """The question whether the less used of two entities is the same as the other."""
    sides = (proposal.first, proposal.first_name), (proposal.second, proposal.second_name)
    (fewer, name), (more, label) = sorted(sides, key=lambda side: (len(side[0].papers), side[0].id))
    weight = _ONE_THING * len(fewer.papers)
    usage, other = _usage(label, _uses(more, papers), papers), _usage(name, _uses(fewer, papers), papers)
    return Doubt(more, usage, other, None, _ONE_THING, weight)


def _keys(entity: Entity) -> set[str]:
    return {normalise(name) for name in entity.names}


def _uses(entity: Entity, papers: Mapping[str, Paper]) -> Mapping[str, Mapping[str, str]]:
    """For each name, the papers that use it for the entity, each with the first sentence that does."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for mention in entity.mentions:
        paper = papers[mention.paper]
        sentence = paper.sentences[paper.sentence_of(mention.span)].of(paper.text)
        found[mention.span.of(paper.text)].setdefault(paper.id, sentence)
    return found


def _usage(name: str, uses: Mapping[str, Mapping[str, str]], papers: Mapping[str, Paper]) -> Usage:
    """How papers use a name; no paper does if it occurs only as part of longer mentions."""
    sentences = uses.get(name, {})
    for paper, sentence in sorted(sentences.items()):
        return Usage(name, len(sentences), sentence, papers[paper].id)
    return Usage(name, 0, "", "")


def _pair(first: str, second: str) -> frozenset[str]:
    return frozenset((normalise(first), normalise(second)))
