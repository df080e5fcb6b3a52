"""From what single papers say to what the corpus knows: names become entities, relations become facts with evidence."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.config import ResolveConfig
from kg.errors import InputError
from kg.model import Extraction, Knowledge, Paper, PaperLink, Result
from kg.progress import Progress, silent
from kg.resolve.decisions import Decisions, read_decisions
from kg.resolve.entities import build_entities, place
from kg.resolve.facts import Loss, Statement, links, merge_statements, results, statements
from kg.resolve.names import group_names
from kg.vocab import PAPER

__all__ = ["Loss", "Resolution", "resolve", "resolve_counting_losses"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What is known, and how many relations of papers became no fact, by the reason."""

    knowledge: Knowledge
    losses: Mapping[Loss, int]


def resolve(
    papers: Sequence[Paper], extractions: Sequence[Extraction], *, config: ResolveConfig, progress: Progress = silent
) -> Knowledge:
    """Resolve the names of all papers to entities, and their relations to facts.

    The order of `papers` and `extractions` does not matter, and a paper need not have an extraction. Time and memory
    grow linearly with the number of mentions.

    Raises:
        InputError: an extraction is of no given paper, or a paper has two.
        ConfigError: `config.decisions` names a file that is missing, malformed or contradicts itself.
    """
    return resolve_counting_losses(papers, extractions, config=config, progress=progress).knowledge


def resolve_counting_losses(
    papers: Sequence[Paper], extractions: Sequence[Extraction], *, config: ResolveConfig, progress: Progress = silent
) -> Resolution:
    """As `resolve`, with a count of what was lost on the way."""
    by_id = {paper.id: paper for paper in sorted(papers, key=lambda paper: paper.id)}
    ordered = _sorted(extractions, by_id)
    decisions = read_decisions(Path(config.decisions)) if config.decisions else Decisions()
    names = group_names(ordered, decisions)
    placement = place(by_id, ordered, names)
    entities, merges = build_entities(placement, names)
    types = {entity.id: entity.type for entity in entities.values()}
    stated: list[Statement] = []
    losses: Counter[Loss] = Counter()
    found_results: list[Result] = []
    found_links: list[PaperLink] = []
    for extraction in progress(ordered, "resolve", len(ordered)):
        paper = by_id[extraction.paper]
        ids: dict[str | None, str | None] = {None: None, PAPER: paper.id}
        ids |= {name: entities[root].id for name, root in placement.homes[paper.id].items()}
        for statement in statements(paper, extraction, ids, types):
            if isinstance(statement, Loss):
                losses[statement] += 1
            else:
                stated.append(statement)
        found_results += results(paper, extraction, ids)
        found_links += links(extraction)
    knowledge = Knowledge(
        papers=tuple(by_id.values()),
        entities=tuple(sorted(entities.values(), key=lambda entity: entity.id)),
        facts=merge_statements(stated),
        results=tuple(sorted(found_results, key=lambda result: result.id)),
        links=tuple(sorted(set(found_links))),
        merges=merges,
    )
    return Resolution(knowledge, losses)


def _sorted(extractions: Sequence[Extraction], papers: Mapping[str, Paper]) -> list[Extraction]:
    counts = Counter(extraction.paper for extraction in extractions)
    for paper, count in sorted(counts.items()):
        if paper not in papers:
            raise InputError(f"{paper}: an extraction of a paper that is not given; pass the paper too")
        if count > 1:
            raise InputError(f"{paper}: {count} extractions of one paper; pass one")
    return sorted(extractions, key=lambda extraction: extraction.paper)
