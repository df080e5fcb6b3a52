"""Builds a knowledge graph from the titles and abstracts of machine-learning papers.

    import kg

    graph = kg.build("papers.txt")      # or kg.load("out")
    graph.nx                            # networkx.MultiDiGraph
    graph.rdf()                         # rdflib.Graph
    graph.select("SELECT …")            # rows; graph.sparql answers CONSTRUCT and ASK too
    graph.query("uses", thing="Mamba")  # rows of a shipped query
    graph.save("out")                   # the files of `kg build`

Settings are given as `config`: `kg.load_config("settings.toml")`, or a `kg.Config` of the sections in `kg.config`.
Errors that a user can cause are subclasses of `kg.KGError` (see `kg.errors`), and their messages say what to do.

Names are imported when they are first used, so that `import kg` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.config import Config, load_config
    from kg.errors import KGError
    from kg.pipeline import KnowledgeGraph, build, load

__all__ = ["Config", "KGError", "KnowledgeGraph", "__version__", "build", "load", "load_config"]
__version__ = "0.1.0"

_HOMES = {
    "Config": "kg.config",
    "KGError": "kg.errors",
    "KnowledgeGraph": "kg.pipeline",
    "build": "kg.pipeline",
    "load": "kg.pipeline",
    "load_config": "kg.config",
}


if not TYPE_CHECKING:  # else any name would be one of the package, and no misspelt one be found

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module 'kg' has no attribute {name!r}")
        return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
