"""Which names of the corpus are one thing: evidence, strongest first, joins them as far as the guards allow."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.model import Extraction
from kg.resolve.clusters import Clusters
from kg.resolve.decisions import Decisions
from kg.resolve.lexicon import Keys, Lexicon, count_apart, read_lexicon
from kg.resolve.links import Link, Reason, head_words, one_says_more, same_paper
from kg.resolve.senses import Senses, Term, find_senses
from kg.rules.names import versions_agree

_SUPPORT: Final = 0.2
"""Share of the smaller cluster's papers that must take two names for one before their clusters are joined for it."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two terms are in one cluster: of the papers that could tell, `score` is the share that agrees."""

    first: Term
    second: Term
    reason: Reason
    score: float
    papers: tuple[str, ...]


class Grouping:
    """Clusters of terms, and the ties that have joined them so far."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.clusters: Clusters[Term] = Clusters(self._marks, versions_agree)
        self.ties: dict[Term, list[tuple[Term, Tie]]] = defaultdict(list)

    def tie(self, tie: Tie, *, forced: bool = False) -> None:
        """Join the clusters of two terms for a reason, unless a guard refuses."""
        if self.clusters.find(tie.first) == self.clusters.find(tie.second):
            return
        if self.clusters.join(tie.first, tie.second, forced=forced):
            self.ties[tie.first].append((tie.second, tie))
            self.ties[tie.second].append((tie.first, tie))

    def weight(self, term: Term) -> int:
        """How many papers use the names of the cluster; those that use several count for each."""
        return sum(self._lexicon.papers[member.key] for member in self.clusters.members(term))

    def _marks(self, term: Term) -> Sequence[str]:
        return sorted(self._lexicon.surfaces.get(term.key, ()))[:1]


@dataclass(frozen=True, slots=True)
class Names:
    """All that resolution knows of names: what they mean where, and which mean the same.

    `shorts` are the terms that abbreviate another term of their cluster.
    """

    keys: Keys
    senses: Senses
    clusters: Clusters[Term]
    ties: Mapping[Term, Sequence[tuple[Term, Tie]]]
    shorts: frozenset[Term]

    def ties_from(self, start: Term) -> dict[Term, Tie]:
        """For each other term of the cluster the tie by which it is reached from `start`."""
        reached: dict[Term, Tie] = {}
        queue = [start]
        for term in queue:
            for neighbour, tie in self.ties.get(term, ()):
                if neighbour != start and neighbour not in reached:
                    reached[neighbour] = tie
                    queue.append(neighbour)
        return reached


def group_names(extractions: Sequence[Extraction], decisions: Decisions) -> Names:
    """Join all names that mean the same: by decision, head word, abbreviation, then use for one entity in a paper.

    `extractions` are sorted by paper, so that the outcome does not depend on the order in which papers come.
    """
    keys = Keys(_distinct(decisions))
    lexicon = read_lexicon(extractions, keys)
    grouping = Grouping(lexicon)
    _decide(grouping, decisions, keys)
    heads, used_as_one = tuple(head_words(lexicon, keys)), tuple(same_paper(lexicon))
    apart = count_apart(extractions, keys, {link.pair for link in (*heads, *used_as_one)})
    for link in heads:
        if apart[link.pair] <= len(link.papers):
            grouping.tie(_tie(link, apart[link.pair]))
    decided = {keys(name) for decision in decisions.same for name in (decision.first, decision.second)}
    senses = find_senses(lexicon, lambda key: grouping.clusters.find(Term(key)), decided)
    for short, long, papers in senses.abbreviations():
        grouping.tie(Tie(short, long, Reason.ABBREVIATION, 1.0, papers))
    for link in used_as_one:
        if apart[link.pair] < len(link.papers) and _has_support(link, grouping) and not _kinds(link, lexicon):
            grouping.tie(_tie(link, apart[link.pair]))
    return Names(keys, senses, grouping.clusters, grouping.ties, _shorts(senses, grouping))


def _distinct(decisions: Decisions) -> set[str]:
    """Names that would share a key but must differ."""
    plain = Keys()
    return {
        name
        for decision in decisions.different
        if plain(decision.first) == plain(decision.second)
        for name in (decision.first, decision.second)
    }


def _decide(grouping: Grouping, decisions: Decisions, keys: Keys) -> None:
    for decision in decisions.different:
        grouping.clusters.keep_apart(Term(keys(decision.first)), Term(keys(decision.second)))
    for decision in decisions.same:
        tie = Tie(Term(keys(decision.first)), Term(keys(decision.second)), Reason.DECISION, 1.0, ())
        grouping.tie(tie, forced=True)


def _tie(link: Link, apart: int) -> Tie:
    agreeing = len(link.papers) + 1
    return Tie(Term(link.pair[0]), Term(link.pair[1]), link.reason, agreeing / (agreeing + apart), link.papers)


def _kinds(link: Link, lexicon: Lexicon) -> bool:
    first, second = (lexicon.surfaces[key] for key in link.pair)
    return any(one_says_more(one, other) for one in first for other in second)


def _has_support(link: Link, grouping: Grouping) -> bool:
    return len(link.papers) >= _SUPPORT * min(grouping.weight(Term(key)) for key in link.pair)


def _shorts(senses: Senses, grouping: Grouping) -> frozenset[Term]:
    same = grouping.clusters.find
    return frozenset(short for short, long, _ in senses.abbreviations() if same(short) == same(long))
