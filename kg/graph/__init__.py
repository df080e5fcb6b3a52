"""Knowledge as a networkx graph, and such graphs as files."""

from kg.graph.build import Graph, to_networkx
from kg.graph.graphml import read_graphml, write_graphml
from kg.graph.node_link import read_node_link, write_node_link

__all__ = ["Graph", "read_graphml", "read_node_link", "to_networkx", "write_graphml", "write_node_link"]
