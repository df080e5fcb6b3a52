"""The analysis of a graph: importance, communities and positions of its nodes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.analysis.communities import characteristic_members, find_communities
from kg.analysis.layout import Places, lay_out
from kg.analysis.network import Network
from kg.analysis.randomness import seeded
from kg.model import Knowledge

_SEED = 20_240
_TERMS = 8
_UNRELATED = "Without relations"
_UNNAMED = "Papers without findings"


@dataclass(frozen=True, slots=True)
class NodeMeasures:
    """The measures of one node. `importance` is its PageRank; those of all nodes sum to 1.

    `community` is an index into `Analysis.communities`. `x` and `y` are coordinates of the layout, in which the disc of
    a community of n nodes has the radius √n.
    """

    id: str
    importance: float
    community: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Community:
    """Nodes that are more closely linked with each other than with the rest, and the disc in which they are drawn.

    `terms` are the ids of its most characteristic entities, best first; `name` has the labels of one or two.
    """

    name: str
    terms: tuple[str, ...]
    size: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """Measures of all nodes, in the order of `Knowledge` with papers first, and the communities, largest first."""

    nodes: tuple[NodeMeasures, ...]
    communities: tuple[Community, ...]


def analyse(knowledge: Knowledge) -> Analysis:
    """Measure and lay out the graph of `knowledge`; equal input gives equal output.

    1. PageRank (Page et al., 1999) along facts, weighted by confidence, and from papers to what they mention.
    2. Communities by the Leiden algorithm (Traag et al., 2019), named by their most characteristic entities.
    3. Positions on two levels by Fruchterman and Reingold (1991): first the communities, then the nodes of each.
    """
    network = Network.of(knowledge)
    with seeded(_SEED):
        importance = network.importance()
        membership = find_communities(network)
        places = lay_out(network, membership)
    return Analysis(
        nodes=tuple(
            NodeMeasures(node, importance[n], membership[n], *places.nodes[n]) for n, node in enumerate(network.ids)
        ),
        communities=tuple(_communities(network, membership, places, knowledge)),
    )


def _communities(
    network: Network, membership: Sequence[int], places: Places, knowledge: Knowledge
) -> Iterator[Community]:
    sizes = Counter(membership)
    unrelated = {membership[n] for n, degree in enumerate(network.graph.degree()) if not degree}
    members = characteristic_members(network, membership, knowledge)
    for number, (top, place) in enumerate(zip(members, places.communities, strict=True)):
        name = _UNRELATED if number in unrelated else _name([entity.label for entity in top])
        yield Community(name, tuple(entity.id for entity in top[:_TERMS]), sizes[number], *place)


def _name(labels: list[str]) -> str:
    """The first label and the next one that does not merely repeat it."""
    if not labels:
        return _UNNAMED
    first = labels[0]
    second = next((label for label in labels[1:] if not _repeats(first, label)), None)
    return f"{first} · {second}" if second else first


def _repeats(one: str, other: str) -> bool:
    one, other = one.casefold().rstrip("s"), other.casefold().rstrip("s")
    return one in other or other in one
