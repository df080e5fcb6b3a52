"""From files of papers to a graph, and from a built folder back to it."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from kg import corpus, extract, resolve
from kg.config import Config, RdfConfig, checked
from kg.export import read_knowledge, write_records
from kg.files import ensure_place
from kg.pipeline.knowledge_graph import KnowledgeGraph
from kg.progress import Progress, silent
from kg.rdf import Iris
from kg.resolve.decisions import read_decisions

PathLike: TypeAlias = str | os.PathLike[str]


def build(
    inputs: PathLike | Iterable[PathLike] = (),
    *,
    config: Config | None = None,
    progress: Progress = silent,
) -> KnowledgeGraph:
    """Build the graph of the papers in `inputs`; of the shipped corpus where none is given.

    Args:
        inputs: One file or folder, or several: JSON (.json, .jsonl, .ndjson), tables (.csv, .tsv), BibTeX (.bib), RIS
            (.ris), feeds (.xml) or listings (.txt), each also gzipped (.gz).
        config: Settings other than the defaults.
        progress: Told how far each stage is.

    Raises:
        ConfigError: a setting, the base IRI or the file of decisions is malformed.
        InputError: an input cannot be read as papers.
        ModelError: the extraction model is missing or damaged.
    """
    config = checked(config or Config())
    _demand_usable(config)
    collection = corpus.read_papers(_paths(inputs), config=config.corpus, progress=progress)
    extractions = tuple(extract.extract_all(collection.papers, config=config.extract, progress=progress))
    knowledge = resolve.resolve(collection.papers, extractions, config=config.resolve, progress=progress)
    return KnowledgeGraph(knowledge, config, extractions, collection.cleaning)


def _demand_usable(config: Config) -> None:
    """Refuse, before hours of extraction, what only the stages behind it would read."""
    Iris.of(config.rdf)
    if config.resolve.decisions is not None:
        read_decisions(Path(config.resolve.decisions))


def load(folder: PathLike = "out", *, config: Config | None = None) -> KnowledgeGraph:
    """Load the graph that `kg build` or `KnowledgeGraph.save` wrote to `folder`, with the base IRI it was built under.

    Args:
        folder: Where it was written.
        config: Settings other than the defaults; their base IRI must be that of the graph. A graph that was saved
            before the base was kept gets theirs.

    Raises:
        ConfigError: a setting or the base IRI is malformed.
        GraphError: there is none, it is damaged, another version wrote it, or `config` has another base IRI.
    """
    path = Path(folder) / "knowledge.json"
    knowledge, base = read_knowledge(path)
    config = checked(config or (Config(rdf=RdfConfig(base=base)) if base else Config()))
    if base is not None:
        Iris.of(config.rdf).demand(base, path)
    return KnowledgeGraph(knowledge, config)


def _paths(inputs: PathLike | Iterable[PathLike]) -> Sequence[Path]:
    given = (inputs,) if isinstance(inputs, str | os.PathLike) else tuple(inputs)
    return tuple(Path(path) for path in given) or (corpus.shipped_corpus(),)


def extract_records(
    inputs: PathLike | Iterable[PathLike],
    output: PathLike,
    *,
    config: Config | None = None,
    progress: Progress = silent,
) -> int:
    """Write what is found in each paper of `inputs` as JSON lines in the record form; return their number.

    Records are written as they are found, so that no more than the papers themselves is in memory.

    Raises:
        InputError: an input cannot be read as papers.
        ModelError: the extraction model is missing or damaged.
        OutputError: `output` cannot be written.
    """
    config = checked(config or Config())
    path = Path(output)
    ensure_place(path)
    papers = corpus.read_papers(_paths(inputs), config=config.corpus, progress=progress).papers
    write_records(extract.extract_all(papers, config=config.extract, progress=progress), path)
    return len(papers)
