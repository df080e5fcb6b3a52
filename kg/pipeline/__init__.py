"""The stages in a row, and the built graph that users hold."""

from kg.pipeline.knowledge_graph import KnowledgeGraph
from kg.pipeline.stages import build, extract_records, load

__all__ = ["KnowledgeGraph", "build", "extract_records", "load"]
