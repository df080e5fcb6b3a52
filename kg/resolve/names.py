"""Clustering the names of the corpus: evidence joins them, the strongest first, unless a guard refuses."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from kg.model import Extraction, PaperEntity
from kg.resolve.clusters import Clusters
from kg.resolve.decisions import Decisions
from kg.resolve.known import KnownAbbreviation, spelt_inside
from kg.resolve.lexicon import Keys, Lexicon, Pair, read_lexicon
from kg.resolve.senses import Senses, Term, find_senses
from kg.resolve.spellings import look_alikes
from kg.resolve.ties import (
    Tie,
    abbreviations,
    first_words,
    head_words,
    known_abbreviations,
    short_names,
    undefined_initials,
    wordings,
)
from kg.rules.names import version_key, versions_agree
from kg.vocab import NodeType, Reason


class Grouping:
    """Clusters of terms under construction, with the evidence (ties) that has joined them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._versions: dict[Hashable, str] = {}
        self.clusters: Clusters[Term] = Clusters(self._marks, versions_agree)
        self.ties: dict[Term, list[tuple[Term, Tie]]] = defaultdict(list)

    def tie(self, tie: Tie, *, forced: bool = False) -> None:
        """Join the clusters of two terms for a reason, unless a guard refuses."""
        if self.clusters.find(tie.first) == self.clusters.find(tie.second):
            return
        if self.clusters.join(tie.first, tie.second, forced=forced):
            self.ties[tie.first].append((tie.second, tie))
            self.ties[tie.second].append((tie.first, tie))

    def _marks(self, term: Term) -> Sequence[str]:
        """One name that represents the versions of a term: names with the same version key share it.

        All names of a term have the same versions, because its key has all letters and digits.
        """
        first = sorted(self._lexicon.surfaces.get(term.key, ()))[:1]
        return [self._versions.setdefault(version_key(name), name) for name in first]


@dataclass(frozen=True, slots=True)
class Decided:
    """The decided label and type of an entity, None where nothing is decided, and whether it is to be dropped."""

    label: str | None
    type: NodeType | None
    dropped: bool


@dataclass(frozen=True, slots=True)
class Names:
    """The outcome of clustering: the senses of names, and the clusters of terms with their evidence.

    `defined` has the pairs of a short and a long name that each paper defines. `shorts` are the terms that abbreviate
    another term of their cluster, and `about` the keys of names that a decision is about.
    """

    keys: Keys
    defined: Mapping[str, frozenset[Pair]]
    senses: Senses
    clusters: Clusters[Term]
    ties: Mapping[Term, Sequence[tuple[Term, Tie]]]
    shorts: frozenset[Term]
    about: frozenset[str]

    def terms(self, extraction: Extraction) -> Iterator[tuple[PaperEntity, Mapping[str, Term]]]:
        """The entities of one paper, each with the terms of its forms in this paper."""
        own = self.senses.of_paper(self.defined[extraction.paper], self.keys)
        for entity in extraction.entities:
            yield entity, {form: self.senses.term(form, self.keys(form), own, entity.type) for form in entity.forms}

    def decided(self, root: Term) -> Decided:
        """The decisions about the entity of a cluster."""
        fixed = self.clusters.fixed(root)
        kind = fixed.get("type")
        return Decided(fixed.get("label"), NodeType(kind) if kind else None, dropped=kind == "")

    def ties_from(self, start: Term) -> dict[Term, Tie]:
        """For each other term of the cluster, the last tie on the way to it from `start`."""
        reached: dict[Term, Tie] = {}
        queue = [start]
        for term in queue:
            for neighbour, tie in self.ties.get(term, ()):
                if neighbour != start and neighbour not in reached:
                    reached[neighbour] = tie
                    queue.append(neighbour)
        return reached


def group_names(
    extractions: Sequence[Extraction],
    decisions: Decisions,
    known: Sequence[KnownAbbreviation] = (),
    shared: frozenset[str] = frozenset(),
) -> Names:
    """Join the names that mean the same: by decision, abbreviation, initials, wording, first or head word, short name.

    `extractions` are sorted by paper, so that the outcome does not depend on the order of the input. `known` are
    abbreviations that papers need not define, and `shared` the keys of names that several papers use. A name that adds
    only a head word to one of two names that are decided to be different is joined with that one early, before other
    evidence can join it with the other.
    """
    alike = look_alikes(extractions)
    keys = decisions.keys(alike)
    lexicon = read_lexicon(extractions, keys, decisions.types(keys))
    senses = find_senses(lexicon, extractions, keys, decisions.partners(), spelt_inside(known))
    grouping = Grouping(lexicon)
    _decide(grouping, decisions, keys, senses)
    settled = tuple(known_abbreviations(lexicon, senses, known))
    for tie in (*abbreviations(senses), *settled):
        grouping.tie(tie)
    _keep_apart(grouping, alike, keys, senses)
    capitals = tuple(undefined_initials(lexicon, senses))
    heads = tuple(head_words(lexicon, senses))
    apart = {keys(name) for decision in decisions.different for name in decision.subjects}
    followers = [tie for tie in heads if apart & {tie.first.key, tie.second.key}]
    for tie in (*capitals, *followers, *wordings(lexicon, senses), *first_words(lexicon, senses), *heads):
        grouping.tie(tie)
    in_short = _of_one_paper(short_names(extractions, keys, lexicon, senses, shared), extractions, keys, grouping)
    for tie in in_short:
        grouping.tie(tie)
    spelt_out = {Term(keys(long)) for pairs in lexicon.definitions.values() for _, long in pairs}
    shorts = _shorts(lexicon, senses, grouping, keys) | {tie.first for tie in (*settled, *capitals)}
    shorts |= {tie.first for tie in in_short} - spelt_out
    return Names(
        keys=keys,
        defined=lexicon.defined,
        senses=senses,
        clusters=grouping.clusters,
        ties=grouping.ties,
        shorts=shorts,
        about=decisions.about(keys),
    )


def _decide(grouping: Grouping, decisions: Decisions, keys: Keys, senses: Senses) -> None:
    for decision in decisions.different:
        for first in senses.terms(keys(decision.first)):
            for second in senses.terms(keys(decision.second)):
                grouping.clusters.keep_apart(first, second)
    for decision in decisions.same:
        tie = Tie(Term(keys(decision.first)), Term(keys(decision.second)), Reason.DECISION)
        grouping.tie(tie, forced=True)
    for decision in decisions.fixed:
        for term in senses.terms(keys(decision.first)):
            grouping.clusters.fix(term, decision.facet, decision.second)


def _keep_apart(grouping: Grouping, pairs: Iterable[Pair], keys: Keys, senses: Senses) -> None:
    """Keep `pairs` of names that differ only in capitals apart, unless a definition has joined them already."""
    clusters = grouping.clusters
    for first, second in pairs:
        for one, other in product(senses.terms(keys(first)), senses.terms(keys(second))):
            if clusters.find(one) != clusters.find(other):
                clusters.keep_apart(one, other)


def _of_one_paper(
    ties: Iterable[Tie], extractions: Iterable[Extraction], keys: Keys, grouping: Grouping
) -> Sequence[Tie]:
    """The ties whose first term, with all names joined to it so far, is used by the paper of the tie alone."""
    names = {tie: {term.key for term in grouping.clusters.members(tie.first)} for tie in ties}
    users: dict[str, set[str]] = {key: set() for own in names.values() for key in own}
    for extraction in extractions:
        for key in users.keys() & {keys(form) for entity in extraction.entities for form in entity.forms}:
            users[key].add(extraction.paper)
    return [tie for tie, own in names.items() if all(users[key] <= {*tie.papers} for key in own)]


def _shorts(lexicon: Lexicon, senses: Senses, grouping: Grouping, keys: Keys) -> frozenset[Term]:
    same = grouping.clusters.find
    return frozenset(
        term
        for short, pairs in lexicon.definitions.items()
        for term in senses.terms(short)
        if any(same(term) == same(Term(keys(long))) for _, long in pairs)
    )
