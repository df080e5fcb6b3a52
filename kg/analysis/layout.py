"""The layout of the graph: first the discs of communities, then the nodes of each community inside its disc.

One force-directed layout of all nodes would blur the communities, and take minutes for some thousand nodes; two levels
keep communities apart and take seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import igraph
import numpy as np
import numpy.typing as npt

from kg.analysis.network import Network
from kg.analysis.packing import pack, spiral, spread

Points = npt.NDArray[np.float64]

_GAP = 3.0
"""Room between two places, where that between two nodes is about 1."""
_FILLED = 0.95
"""Share of a place's radius that its nodes take up."""
_APART = 1.5
"""Least distance of two nodes of a community, where an even square grid has √π = 1.77."""
_SPREAD = 1_200
"""The largest community whose nodes are spread out pair by pair."""
_ROUNDS = 24
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Places:
    """`nodes` has (x, y) of each vertex, and `communities` (x, y, radius) of the disc of each community."""

    nodes: list[tuple[float, float]]
    communities: list[tuple[float, float, float]]


def lay_out(network: Network, membership: Sequence[int]) -> Places:
    """Give every vertex a point inside the disc of its community; discs do not overlap."""
    if not membership:
        return Places([], [])
    graph = network.undirected()
    members = [np.flatnonzero(np.asarray(membership) == c) for c in range(max(membership) + 1)]
    radii = np.sqrt([len(vertices) for vertices in members])
    centres = pack(_community_targets(graph, membership, radii), radii, gap=_GAP)
    nodes = np.empty((len(membership), 2))
    for vertices, centre, radius in zip(members, centres, radii, strict=True):
        nodes[vertices] = centre + radius * _unit_layout(graph.induced_subgraph(vertices.tolist()))
    return Places(
        [(float(x), float(y)) for x, y in nodes],
        [(float(x), float(y), float(radius)) for (x, y), radius in zip(centres, radii, strict=True)],
    )


def _community_targets(graph: igraph.Graph, membership: Sequence[int], radii: Points) -> Points:
    """Initial positions of the communities: related ones near each other, those without relations at the rim."""
    quotient = graph.copy()
    quotient.contract_vertices(list(membership))
    quotient.simplify(combine_edges={"weight": "sum"})
    extent = float(np.sqrt((radii**2).sum()))
    related = np.flatnonzero(np.asarray(quotient.degree()) > 0)
    targets = spiral(len(radii)) * extent * 1.5
    if len(related):
        part = quotient.induced_subgraph(related.tolist())
        part.es["weight"] = [
            edge["weight"] / (radii[related[edge.source]] * radii[related[edge.target]]) for edge in part.es
        ]
        targets[related] = _fruchterman_reingold(part) * extent
    return targets


def _unit_layout(graph: igraph.Graph) -> Points:
    """Points of the graph's vertices in the unit disc."""
    if not graph.ecount():
        points = spiral(graph.vcount())
        return np.asarray(points - points.mean(axis=0))
    points = _fruchterman_reingold(graph)
    if len(points) > _SPREAD:
        return points
    even = spread(points, apart=_APART / np.sqrt(len(points)), rounds=_ROUNDS)
    return even / max(1.0, float(np.linalg.norm(even, axis=1).max()))


def _fruchterman_reingold(graph: igraph.Graph) -> Points:
    iterations = int(np.clip(40_000 / graph.vcount(), 80, 500))
    start: Any = (spiral(graph.vcount()) * np.sqrt(graph.vcount())).tolist()
    layout = graph.layout_fruchterman_reingold(weights="weight", niter=iterations, seed=start)
    return _into_disc(np.asarray(layout.coords))


def _into_disc(points: Points) -> Points:
    """Keep each point's direction from the centre and the order of distances, and fill most of the unit disc evenly."""
    centred = points - points.mean(axis=0)
    distances = np.linalg.norm(centred, axis=1)
    ranks = np.argsort(np.argsort(distances, kind="stable"), kind="stable")
    even = _FILLED * np.sqrt((ranks + 0.5) / len(points))
    return np.asarray(centred * (even / np.maximum(distances, _TINY))[:, None])
