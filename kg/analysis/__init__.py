"""Analysis of the whole graph: importance of nodes (PageRank), communities (Leiden), and their layout."""

from kg.analysis.analysis import Analysis, Community, NodeMeasures, analyse

__all__ = ["Analysis", "Community", "NodeMeasures", "analyse"]
