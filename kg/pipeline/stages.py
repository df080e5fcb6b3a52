"""Building a graph from papers, and loading one that was built."""

import os
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from kg import corpus, extract, resolve
from kg.config import Config, RdfConfig, checked
from kg.errors import InputWarning
from kg.export import read_knowledge, write_records
from kg.files import ensure_place
from kg.pipeline.knowledge_graph import KnowledgeGraph
from kg.progress import Progress, silent
from kg.rdf import Iris
from kg.resolve.decisions import read_decisions

PathLike: TypeAlias = str | os.PathLike[str]
Input: TypeAlias = PathLike | Mapping[str, object]
"""A file or folder of papers; or the fields of one paper."""


def build(
    inputs: Input | Iterable[Input] | None = None,
    *,
    config: Config | None = None,
    progress: Progress = silent,
) -> KnowledgeGraph:
    """Build the graph of the papers in `inputs`; without `inputs`, of the shipped corpus.

    Args:
        inputs: One file or folder, or several: JSON (.json, .jsonl, .ndjson), tables (.csv, .tsv), BibTeX (.bib), RIS
            (.ris), feeds (.xml) or listings (.txt), each also gzipped (.gz). Or papers, each a mapping with `title` and
            `abstract`, and `id`, `year`, `url` and `doi` if known: `DataFrame.to_dict("records")` gives them.
        config: Settings other than the defaults.
        progress: Shows how far each stage is; `tqdm.tqdm` is one.

    Raises:
        ConfigError: a setting, the base IRI or the file of decisions is malformed, or the cache cannot be used.
        InputError: an input cannot be read as papers.
        ModelError: the extraction model is missing or damaged.

    Warns:
        InputWarning: papers are left out because they have errors; `cleaning.unreadable` of the graph names them.
    """
    config = checked(config or Config())
    _check_later_settings(config)
    collection = corpus.read_papers(_sources(inputs), config=config.corpus, progress=progress)
    if wrong := collection.cleaning.unreadable:
        message = f"papers with errors are left out ({len(wrong):,}): {wrong[0]}; graph.cleaning.unreadable names all"
        warnings.warn(message, InputWarning, stacklevel=2)
    extractions = tuple(extract.extract_all(collection.papers, config=config.extract, progress=progress))
    knowledge = resolve.resolve(collection.papers, extractions, config=config.resolve, progress=progress)
    return KnowledgeGraph(knowledge, config, extractions, collection.cleaning)


def _check_later_settings(config: Config) -> None:
    """Check now what the later stages need, so that no mistake shows only after hours of extraction."""
    Iris.of(config.rdf)
    if config.resolve.decisions is not None:
        read_decisions(Path(config.resolve.decisions))


def load(folder: PathLike = "out", *, config: Config | None = None) -> KnowledgeGraph:
    """Load the graph that `kg build` or `KnowledgeGraph.save` wrote to `folder`, with the base IRI it was built under.

    Args:
        folder: Where it was written.
        config: Settings other than the defaults; their base IRI must be that of the graph. A graph of an old version,
            which did not store its base IRI, gets that of the settings.

    Raises:
        ConfigError: a setting or the base IRI is malformed.
        GraphError: `folder` holds no graph, the graph is damaged or of another version, or `config` has another base
            IRI.
    """
    path = Path(folder) / "knowledge.json"
    knowledge, base = read_knowledge(path)
    config = checked(config or (Config(rdf=RdfConfig(base=base)) if base else Config()))
    if base is not None:
        Iris.of(config.rdf).demand(base, path)
    return KnowledgeGraph(knowledge, config)


def _sources(inputs: Input | Iterable[Input] | None) -> Sequence[corpus.Source]:
    if inputs is None:
        return (corpus.shipped_corpus(),)
    given = (inputs,) if isinstance(inputs, str | os.PathLike | Mapping) else tuple(inputs)
    return tuple(one if isinstance(one, Mapping) else Path(one) for one in given)


def extract_records(
    inputs: Input | Iterable[Input] | None,
    output: PathLike,
    *,
    config: Config | None = None,
    progress: Progress = silent,
) -> corpus.Corpus:
    """Write what is found in each paper of `inputs` as JSON lines in the record form; return the papers read.

    Each record is written as soon as it is made, so memory holds only the papers.

    Raises:
        ConfigError: a setting is malformed, or the cache cannot be used.
        InputError: an input cannot be read as papers.
        ModelError: the extraction model is missing or damaged.
        OutputError: `output` cannot be written.
    """
    config = checked(config or Config())
    path = Path(output)
    ensure_place(path)
    collection = corpus.read_papers(_sources(inputs), config=config.corpus, progress=progress)
    write_records(extract.extract_all(collection.papers, config=config.extract, progress=progress), path)
    return collection
