"""The weighted graph that is analysed: facts and, with less weight, mentions."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import igraph

from kg.model import Knowledge

_MENTION = 0.25
"""Weight of one mention beside that of a certain fact; a paper that names a thing often says more about it."""
_MENTIONS_COUNTED = 4
_RETURN = 0.5
"""Weight of an edge walked backwards; without it rank collects in pairs that name each other and nothing else."""

Edge = tuple[str, str, float]


@dataclass(frozen=True, slots=True)
class Network:
    """Papers and entities as vertices 0 … n-1 in the order of `ids`; the weights of parallel edges are summed.

    `papers` counts, for each vertex, the papers that mention it; for a paper it is 0.
    """

    ids: tuple[str, ...]
    papers: tuple[int, ...]
    graph: igraph.Graph

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Network":
        """The directed network of `knowledge`."""
        ids = (*(paper.id for paper in knowledge.papers), *(entity.id for entity in knowledge.entities))
        index = {node: n for n, node in enumerate(ids)}
        weights: Counter[tuple[int, int]] = Counter()
        for head, tail, weight in (*_facts(knowledge), *_mentions(knowledge)):
            weights[index[head], index[tail]] += weight  # type: ignore[assignment]  # a Counter of floats
        pairs = sorted(weights)
        graph = igraph.Graph(n=len(ids), edges=pairs, directed=True)
        graph.es["weight"] = [weights[pair] for pair in pairs]
        papers = (*(0 for _ in knowledge.papers), *(len(entity.papers) for entity in knowledge.entities))
        return cls(ids, papers, graph)

    def importance(self) -> list[float]:
        """PageRank of each vertex; random restarts prefer vertices that many papers mention."""
        if not self.ids:
            return []
        forth = [(*edge.tuple, edge["weight"]) for edge in self.graph.es]
        both = forth + [(target, source, weight * _RETURN) for source, target, weight in forth]
        walk = igraph.Graph(n=len(self.ids), edges=[edge[:2] for edge in both], directed=True)
        ranks: list[float] = walk.personalized_pagerank(
            weights=[weight for *_, weight in both], reset=[1 + papers for papers in self.papers]
        )
        return ranks

    def undirected(self) -> igraph.Graph:
        """The same vertices with one edge for both directions."""
        return self.graph.as_undirected(combine_edges={"weight": "sum"})


def _facts(knowledge: Knowledge) -> Iterator[Edge]:
    return ((fact.head, fact.tail, fact.confidence) for fact in knowledge.facts if fact.head != fact.tail)


def _mentions(knowledge: Knowledge) -> Iterator[Edge]:
    for entity in knowledge.entities:
        counts = Counter(mention.paper for mention in entity.mentions)
        for paper, count in counts.items():
            yield paper, entity.id, _MENTION * min(count, _MENTIONS_COUNTED) * entity.confidence
