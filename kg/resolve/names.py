"""Which names of the corpus are one thing: evidence, strongest first, joins them as far as the guards allow."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.model import Extraction, PaperEntity
from kg.resolve.clusters import Clusters
from kg.resolve.decisions import Decisions
from kg.resolve.lexicon import Keys, Lexicon, Pair, read_lexicon
from kg.resolve.links import Tie, abbreviations, head_words, same_paper, wordings
from kg.resolve.senses import Senses, Term, find_senses
from kg.resolve.wording import Reason, one_says_more
from kg.rules.names import versions_agree

_SUPPORT: Final = 0.2
"""Share of the smaller cluster's papers that must take two names for one before their clusters are joined for it."""
_MOST: Final = 0.5
_WITNESSES: Final = 2
"""Papers that must: one may be wrong, and its own entity has both names anyhow."""


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

    def supports(self, tie: Tie) -> bool:
        """Whether enough papers tie the two clusters, in view of how many know them.

        Of a name that says less than the other ("inference", "LLM inference") most uses must mean the same as that.
        """
        weights = self.weight(tie.first), self.weight(tie.second)
        one, other = (min(self._lexicon.surfaces[term.key]) for term in (tie.first, tie.second))
        needed = _MOST * max(weights) if one_says_more(one, other) else _SUPPORT * min(weights)
        return len(tie.papers) >= needed

    def weight(self, term: Term) -> int:
        """How many papers use the names of the cluster; those that use several count for each."""
        return sum(self._lexicon.papers[member.key] for member in self.clusters.members(term))

    def _marks(self, term: Term) -> Sequence[str]:
        return sorted(self._lexicon.surfaces.get(term.key, ()))[:1]


@dataclass(frozen=True, slots=True)
class Names:
    """All that resolution knows of names: what they mean where, and which mean the same.

    `defined` are the pairs of short and long names that each paper defines, `shorts` the terms that abbreviate another
    term of their cluster.
    """

    keys: Keys
    defined: Mapping[str, frozenset[Pair]]
    senses: Senses
    clusters: Clusters[Term]
    ties: Mapping[Term, Sequence[tuple[Term, Tie]]]
    shorts: frozenset[Term]

    def terms(self, extraction: Extraction) -> Iterator[tuple[PaperEntity, Mapping[str, Term]]]:
        """The entities of one paper with the terms that their forms are there."""
        own = self.senses.of_paper(self.defined[extraction.paper], self.keys)
        for entity in extraction.entities:
            yield entity, {form: self.senses.term(form, self.keys(form), own) for form in entity.forms}

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
    decided = {keys(name) for decision in decisions.same for name in (decision.first, decision.second)}
    senses = find_senses(lexicon, keys, decided)
    grouping = Grouping(lexicon)
    _decide(grouping, decisions, keys)
    for tie in (*abbreviations(senses), *wordings(lexicon, senses), *head_words(lexicon, senses)):
        grouping.tie(tie)
    for tie in same_paper(lexicon, extractions, keys, _WITNESSES):
        if grouping.supports(tie):
            grouping.tie(tie)
    return Names(keys, lexicon.defined, senses, grouping.clusters, grouping.ties, _shorts(senses, grouping))


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


def _shorts(senses: Senses, grouping: Grouping) -> frozenset[Term]:
    same = grouping.clusters.find
    return frozenset(tie.first for tie in abbreviations(senses) if same(tie.first) == same(tie.second))
