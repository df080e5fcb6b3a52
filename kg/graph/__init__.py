"""Knowledge as a networkx graph, and this graph as GraphML and node-link JSON."""

from kg.graph.build import Graph, to_networkx
from kg.graph.files import write_graphml, write_node_link

__all__ = ["Graph", "to_networkx", "write_graphml", "write_node_link"]
