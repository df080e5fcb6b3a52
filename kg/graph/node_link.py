"""Graphs as the node-link JSON of networkx, edges under "edges"."""

from pathlib import Path
from typing import Any

import msgspec
import networkx as nx

from kg.errors import NO_JSON, GraphError
from kg.files import replacing
from kg.graph.build import Graph


def write_node_link(graph: Graph, path: Path) -> None:
    """Write what `networkx.node_link_data` gives.

    Raises:
        OutputError: the file cannot be written.
    """
    with replacing(path) as file:
        file.write(msgspec.json.encode(nx.node_link_data(graph, edges="edges")))


def read_node_link(path: Path) -> Graph:
    """Read what `write_node_link` wrote.

    Raises:
        GraphError: the file cannot be read or holds no such graph.
    """
    try:
        data = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
        graph = nx.node_link_graph(data, edges="edges")
    except OSError as error:
        raise GraphError(f"{path}: cannot be read ({error.strerror}); build the graph first") from error
    except (*NO_JSON, nx.NetworkXError, KeyError, TypeError) as error:
        raise GraphError(f"{path}: damaged or no node-link graph ({error}); build the graph again") from error
    if not isinstance(graph, nx.MultiDiGraph):
        raise GraphError(f"{path}: no directed multigraph; expected what the program wrote")
    return graph
