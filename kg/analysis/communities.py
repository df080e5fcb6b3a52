"""Communities of the graph, and the entities that characterise them."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from kg.analysis.network import Network
from kg.model import Entity, Knowledge
from kg.vocab import NodeType

_ITERATIONS = 8
_TELLING: Mapping[NodeType, float] = MappingProxyType(
    {NodeType.METRIC: 0.1, NodeType.BENCHMARK: 0.5, NodeType.DATASET: 0.5, NodeType.TASK: 1.3}
)
"""How well an entity of a type shows what a community is about; 1 for concepts, methods and models."""


def find_communities(network: Network) -> list[int]:
    """Number of each vertex's community, 0 being the largest; vertices without edges share the last one."""
    graph = network.undirected()
    if not graph.vcount():
        return []
    found = graph.community_leiden(
        objective_function="modularity", weights="weight" if graph.ecount() else None, n_iterations=_ITERATIONS
    ).membership
    alone = -1
    return _by_size([alone if not degree else found[n] for n, degree in enumerate(graph.degree())], last=alone)


def _by_size(membership: Sequence[int], *, last: int) -> list[int]:
    sizes = Counter(membership)
    first_seen = {community: n for n, community in reversed(list(enumerate(membership)))}
    ranked = sorted(sizes, key=lambda community: (community == last, -sizes[community], first_seen[community]))
    rank = {community: n for n, community in enumerate(ranked)}
    return [rank[community] for community in membership]


def characteristic_members(network: Network, membership: Sequence[int], knowledge: Knowledge) -> list[list[Entity]]:
    """The entities of each community, the most characteristic first.

    An entity is characteristic if many papers of the community mention it and few others do. The score is the number of
    these papers, times the square root of their share of all papers that mention it, times a weight for its type. Ties
    are broken by edge weight.
    """
    papers = {paper.id: membership[n] for n, paper in enumerate(knowledge.papers)}
    strengths = network.graph.strength(weights="weight")
    scored: defaultdict[int, list[tuple[float, float, str, Entity]]] = defaultdict(list)
    for n, entity in enumerate(knowledge.entities, start=len(papers)):
        mentioned = entity.papers
        inside = sum(papers[paper] == membership[n] for paper in mentioned)
        score = inside * math.sqrt(inside / max(len(mentioned), 1)) * _TELLING.get(entity.type, 1.0)
        scored[membership[n]].append((-score, -strengths[n], entity.id, entity))
    return [[row[-1] for row in sorted(scored[c])] for c in range(max(membership, default=-1) + 1)]
