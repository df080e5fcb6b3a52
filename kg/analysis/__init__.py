"""Measures of the graph as a whole: what matters in it, what belongs together, and where to draw it."""

from kg.analysis.analysis import Analysis, Community, NodeMeasures, analyse

__all__ = ["Analysis", "Community", "NodeMeasures", "analyse"]
