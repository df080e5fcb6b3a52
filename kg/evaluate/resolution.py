"""Evaluation of entity resolution against an expert's judgements about names.

A name is found when it is the label or an alias of an entity; two are merged when an entity has both. Figures come
twice: over all names, where a name that was never found is a miss, and over the found ones, which are resolution's own.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final, TypeAlias

from kg.evaluate.counts import Counts
from kg.evaluate.judgements import Judgements
from kg.model import Entity, Knowledge
from kg.rules.names import normalise, versions_agree
from kg.vocab import Reason

Pair: TypeAlias = tuple[str, str]

_RANK: Final = {reason: rank for rank, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True)
class Mean:
    """Precision and recall averaged over names, in percent."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in percent."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """Pairwise counts, and the B-cubed figures of Bagga & Baldwin (1998), in which every name counts the same."""

    pairwise: Counts
    b_cubed: Mean


@dataclass(frozen=True, slots=True)
class Clash:
    """Two names of one entity that are judged to be different, or that differ in version, and why."""

    entity: str
    first: str
    second: str
    why: str


@dataclass(frozen=True, slots=True)
class ResolutionScore:
    """All figures of the evaluation.

    `names` is the number of judged names, and `found` the number of those in the graph. `evidence` has, for each
    reason, the number of its merges and the counts of the pairs that it merges; a pair counts for the weaker of the
    reasons that link its two names to the label. `wrong` are pairs that are merged but must not be, `missed` pairs that
    are in the graph and should be merged, and `versions` pairs of names of one entity with different versions. `types`
    counts the groups whose entity has the judged type, `broader` the pairs of which one name is a kind of the other.
    """

    names: int
    found: int
    all_names: Scores
    found_names: Scores
    evidence: Mapping[Reason, tuple[int, Counts]]
    wrong: tuple[Clash, ...]
    missed: tuple[Pair, ...]
    versions: tuple[Clash, ...]
    types: Counts
    broader: Counts


@dataclass(frozen=True, slots=True)
class _Graph:
    """The names of a graph: for each name the entities that have it, and the reasons for merges."""

    entities: Mapping[str, Entity]
    homes: Mapping[str, frozenset[str]]
    reasons: Mapping[tuple[str, str], Reason]
    parents: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, knowledge: Knowledge) -> "_Graph":
        homes: dict[str, set[str]] = defaultdict(set)
        for entity in knowledge.entities:
            for name in entity.names:
                homes[name].add(entity.id)
        parents: dict[str, list[str]] = defaultdict(list)
        for link in knowledge.broader:
            parents[link.narrower].append(link.broader)
        return cls(
            entities={entity.id: entity for entity in knowledge.entities},
            homes={name: frozenset(ids) for name, ids in homes.items()},
            reasons={(merge.entity, merge.name): merge.reason for merge in knowledge.merges},
            parents={child: tuple(found) for child, found in parents.items()},
        )

    def at(self, name: str) -> frozenset[str]:
        return self.homes.get(name, frozenset())

    def shared(self, pair: Pair) -> frozenset[str]:
        return self.at(pair[0]) & self.at(pair[1])

    def evidence(self, pair: Pair) -> Reason:
        """The weaker of the reasons for which the two names are names of one entity."""
        home = min(self.shared(pair))
        return max((self.reasons[home, name] for name in pair if (home, name) in self.reasons), key=_RANK.__getitem__)

    def is_under(self, narrower: str, broader: str) -> bool:
        """Whether an entity called `narrower` is, over any number of links, a kind of one called `broader`."""
        reached = set(self.at(narrower))
        queue = sorted(reached)
        for entity in queue:
            for parent in self.parents.get(entity, ()):
                if parent not in reached:
                    reached.add(parent)
                    queue.append(parent)
        return not (reached - self.at(narrower)).isdisjoint(self.at(broader))


def evaluate_resolution(judgements: Judgements, knowledge: Knowledge) -> ResolutionScore:
    """Score the names of `knowledge`."""
    graph = _Graph.of(knowledge)
    wanted, unwanted = list(judgements.must_merge()), list(judgements.must_not_merge())
    wrong = [pair for pair in unwanted if graph.shared(pair)]
    found = judgements.names & graph.homes.keys()
    return ResolutionScore(
        names=len(judgements.names),
        found=len(found),
        all_names=_scores(judgements, graph, wanted, wrong, judgements.names),
        found_names=_scores(judgements, graph, [pair for pair in wanted if found.issuperset(pair)], wrong, found),
        evidence=_by_evidence(knowledge, graph, wanted, wrong),
        wrong=_wrong(judgements, graph, wrong),
        missed=tuple(pair for pair in wanted if found.issuperset(pair) and not graph.shared(pair)),
        versions=tuple(clash for entity in knowledge.entities for clash in _version_clashes(entity)),
        types=_types(judgements, graph),
        broader=_broader(judgements, graph),
    )


def _scores(
    judgements: Judgements, graph: _Graph, wanted: Collection[Pair], wrong: Collection[Pair], names: Collection[str]
) -> Scores:
    hits = sum(bool(graph.shared(pair)) for pair in wanted)
    return Scores(Counts(hits, len(wanted), hits + len(wrong)), _b_cubed(judgements, graph, frozenset(names)))


def _b_cubed(judgements: Judgements, graph: _Graph, names: frozenset[str]) -> Mean:
    """The means over `names`; a name that is not in the graph forms a cluster of its own."""
    joined: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for home in graph.at(name):
            joined[home].add(name)
    mates = judgements.mates()
    precision = recall = 0.0
    for name in sorted(names):
        right = mates[name] & names
        theirs = {name}.union(*(joined[home] for home in graph.at(name)))
        precision += len(right & theirs) / len(theirs)
        recall += len(right & theirs) / len(right)
    count = len(names) or 1
    return Mean(100 * precision / count, 100 * recall / count)


def _by_evidence(
    knowledge: Knowledge, graph: _Graph, wanted: Collection[Pair], wrong: Iterable[Pair]
) -> Mapping[Reason, tuple[int, Counts]]:
    merges = Counter(merge.reason for merge in knowledge.merges)
    right = Counter(graph.evidence(pair) for pair in wanted if graph.shared(pair))
    bad = Counter(graph.evidence(pair) for pair in wrong)
    return {
        reason: (merges[reason], Counts(right[reason], len(wanted), right[reason] + bad[reason]))
        for reason in Reason
        if merges[reason] or right[reason] or bad[reason]
    }


def _wrong(judgements: Judgements, graph: _Graph, pairs: Iterable[Pair]) -> tuple[Clash, ...]:
    said = {frozenset((pair.first, pair.second)): pair.why for pair in judgements.different}
    return tuple(
        Clash(min(graph.shared(pair)), *pair, said.get(frozenset(pair)) or "names of two groups") for pair in pairs
    )


def _version_clashes(entity: Entity) -> Iterable[Clash]:
    for one, other in combinations(entity.names, 2):
        if normalise(one) != normalise(other) and not versions_agree(one, other):
            yield Clash(entity.id, one, other, "digits, sizes or versions differ")


def _types(judgements: Judgements, graph: _Graph) -> Counts:
    """Counts of typed groups that are in the graph; a hit is one whose entity with most of its names has its type."""
    typed = [(group, kind) for group, kind in judgements.same if kind and not graph.homes.keys().isdisjoint(group)]
    hits = 0
    for group, kind in typed:
        homes = Counter(home for name in group for home in graph.at(name))
        best = min(homes, key=lambda home: (-homes[home], home))
        hits += graph.entities[best].type == kind
    return Counts(hits, len(typed), len(typed))


def _broader(judgements: Judgements, graph: _Graph) -> Counts:
    """Counts of the pairs of different names in the graph that the expert, or the graph, says are a kind of another."""
    hits = gold = predicted = 0
    for pair in judgements.different:
        if not graph.at(pair.first) or not graph.at(pair.second):
            continue
        ways = [way for way in ((pair.first, pair.second), (pair.second, pair.first)) if graph.is_under(*way)]
        gold += pair.broader is not None
        predicted += len(ways)
        hits += (pair.narrower, pair.broader) in ways
    return Counts(hits, gold, predicted)
