"""The pipeline: all stages from papers to the graph, and the graph as users work with it."""

from kg.pipeline.knowledge_graph import KnowledgeGraph
from kg.pipeline.stages import build, extract_records, load

__all__ = ["KnowledgeGraph", "build", "extract_records", "load"]
