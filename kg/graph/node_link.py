"""Graphs as the node-link JSON of networkx, edges under "edges"."""

from pathlib import Path

import msgspec
import networkx as nx

from kg.files import replacing
from kg.graph.build import Graph


def write_node_link(graph: Graph, path: Path) -> None:
    """Write what `networkx.node_link_data` gives.

    Raises:
        OutputError: the file cannot be written.
    """
    with replacing(path) as file:
        file.write(msgspec.json.encode(nx.node_link_data(graph, edges="edges")))
