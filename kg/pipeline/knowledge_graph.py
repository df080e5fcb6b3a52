"""The built graph as users work with it: as networkx, as RDF, as answers to SPARQL, as files."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeAlias

import pyoxigraph
import rdflib

from kg import analysis, explorer, export, rdf, validate
from kg.config import Config
from kg.corpus import CleaningReport
from kg.files import replacing_all, write_text
from kg.garbage_collection import paused_collector
from kg.graph import Graph, to_networkx, write_graphml, write_node_link
from kg.model import Extraction, Knowledge
from kg.progress import Progress, silent
from kg.query import Answer, Table, rows_of, with_ids
from kg.query import run as run_query
from kg.query import run_text as run_sparql
from kg.rdf.rdflib_graph import to_rdflib


@dataclass(frozen=True, repr=False)
class KnowledgeGraph:
    """The knowledge graph of a corpus. Each form of it (networkx, RDF, store) is made when it is first used.

    `extractions` are the findings of each paper, and `cleaning` reports what the reader left out and changed. A loaded
    graph has neither.
    """

    knowledge: Knowledge
    config: Config = field(default_factory=Config)
    extractions: tuple[Extraction, ...] = ()
    cleaning: CleaningReport | None = None

    def __repr__(self) -> str:
        """The size of the graph: a notebook that showed all of it would hang."""
        held = self.knowledge
        counts = (
            (len(held.papers), "paper", "papers"),
            (len(held.entities), "entity", "entities"),
            (len(held.facts), "relation", "relations"),
            (len(held.results), "result", "results"),
        )
        said = (f"{count:,} {one if count == 1 else more}" for count, one, more in counts)
        return f"<KnowledgeGraph: {', '.join(said)}>"

    @cached_property
    def nx(self) -> Graph:
        """The graph as a `networkx.MultiDiGraph`: typed nodes, edges with confidence and evidence."""
        return to_networkx(self.knowledge)

    def rdf(self) -> rdflib.Graph:
        """The graph as a new `rdflib.Graph`."""
        return to_rdflib(self.knowledge, config=self.config.rdf)

    @cached_property
    def store(self) -> pyoxigraph.Store:
        """The graph as an in-memory triple store."""
        return rdf.to_store(self.knowledge, config=self.config.rdf)

    def sparql(self, text: str) -> Answer:
        """Answer a SPARQL query; the prefixes of the graph need not be declared.

        Rows name papers, entities and results by their ids, as `nx` does.

        Raises:
            QueryError: the query is malformed, would change the graph, or would contact another server.
        """
        return with_ids(run_sparql(self.store, text, config=self.config.rdf), self._ids)

    def select(self, text: str) -> Table:
        """Answer a SELECT query: as `sparql`, but the answer is always a `Table`.

        Raises:
            QueryError: as `sparql`, or it is no SELECT query.
        """
        return rows_of(self.sparql(text))

    def query(self, name: str, /, **params: object) -> Table:
        """Answer a shipped query: `graph.query("leaderboard", benchmark="ImageNet")`.

        Raises:
            QueryError: there is no such query, it answers with triples, or a parameter is unknown, missing, malformed
                or names nothing in the graph.
        """
        given = {key: str(value) for key, value in params.items()}
        return rows_of(run_query(self.store, name, given, config=self.config.rdf))

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        """The ids of papers, entities and results by their IRIs."""
        iris, held = rdf.Iris.of(self.config.rdf), self.knowledge
        papers = {iris.paper(paper.id).value: paper.id for paper in held.papers}
        others = [*(entity.id for entity in held.entities), *(result.id for result in held.results)]
        return papers | {iris.node(key).value: key for key in others}

    @paused_collector()
    def save(self, folder: str | os.PathLike[str], *, progress: Progress = silent) -> tuple[Path, ...]:
        """Write every output to `folder`, all of them or none, and return their paths in the order written.

        Raises:
            OutputError: the folder cannot be written to.
        """
        target = Path(folder)
        writers = {name: write for name, write in _WRITERS.items() if self.extractions or name != "records.jsonl"}
        with replacing_all(target) as partial:
            for name, write in progress(writers.items(), "Write", len(writers)):
                write(self, partial / name)
        return tuple(target / name for name in writers)


_Writer: TypeAlias = Callable[[KnowledgeGraph, Path], None]


def _write_page(graph: KnowledgeGraph, path: Path) -> None:
    explorer.write_page(graph.knowledge, analysis.analyse(graph.knowledge), path, config=graph.config.explorer)


_WRITERS: Final[Mapping[str, _Writer]] = MappingProxyType(
    {
        "graph.html": _write_page,
        "graph.ttl": lambda graph, path: rdf.write_turtle(graph.knowledge, path, config=graph.config.rdf),
        "ontology.ttl": lambda graph, path: rdf.write_ontology(path, config=graph.config.rdf),
        "ontology.html": lambda graph, path: write_text(path, export.ontology_page(config=graph.config.rdf)),
        "shapes.ttl": lambda graph, path: write_text(path, validate.shapes(config=graph.config.rdf)),
        "graph.graphml": lambda graph, path: write_graphml(graph.nx, path),
        "graph.json": lambda graph, path: write_node_link(graph.nx, path),
        "merges.tsv": lambda graph, path: export.write_merges(graph.knowledge, path),
        "records.jsonl": lambda graph, path: export.write_records(graph.extractions, path),
        "knowledge.json": lambda graph, path: export.write_knowledge(graph.knowledge, path, config=graph.config.rdf),
    }
)
