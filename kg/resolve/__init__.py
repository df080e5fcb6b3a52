"""Entity resolution over the corpus: names become entities, and the relations of papers become facts with evidence."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from kg.config import ResolveConfig
from kg.errors import InputError
from kg.garbage_collection import paused_collector
from kg.model import Entity, Extraction, Fact, Knowledge, Paper
from kg.progress import Progress, silent
from kg.resolve.decisions import Decisions, read_decisions
from kg.resolve.entities import Placement, build_entities, place
from kg.resolve.facts import Nodes, collect
from kg.resolve.forms import complete
from kg.resolve.hierarchy import Hierarchy, find_hierarchy
from kg.resolve.known import read_known, spelt_inside
from kg.resolve.names import group_names
from kg.resolve.senses import Term
from kg.resolve.splitting import shared_names, split_overmerged
from kg.resolve.stems import Words
from kg.vocab import PAPER, RelationType

__all__ = ["resolve"]


@paused_collector()
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
    by_id = {paper.id: paper for paper in sorted(papers, key=lambda paper: paper.id)}
    known = read_known()
    full_forms, shared = spelt_inside(known), shared_names(extractions)
    ordered = [_prepared(by_id[one.paper], one, full_forms, shared) for one in _sorted(extractions, by_id)]
    decisions = read_decisions(Path(config.decisions)) if config.decisions else Decisions()
    names = group_names(ordered, decisions, known, shared)
    placement = place(by_id, ordered, names)
    entities, merges = build_entities(placement, names, by_id.keys())
    readings = (
        (by_id[extraction.paper], extraction, _nodes(extraction.paper, placement, entities))
        for extraction in progress(ordered, "Resolve", len(ordered))
    )
    types = {entity.id: entity.type for entity in entities.values()}
    stated = collect(readings, types, confidence=config.confidence)
    hierarchy = find_hierarchy(tuple(entities.values()), stated.facts, names.senses.full_forms)
    return Knowledge(
        papers=tuple(by_id.values()),
        entities=tuple(sorted(entities.values(), key=lambda entity: entity.id)),
        facts=tuple(fact for fact in stated.facts if not _is_circular(fact, hierarchy)),
        results=stated.results,
        links=stated.links,
        merges=merges,
        broader=hierarchy.links,
    )


def _prepared(
    paper: Paper, extraction: Extraction, full_forms: Mapping[str, Words], shared: Collection[str]
) -> Extraction:
    """The extraction with over-merged entities split, and with the further names that its text gives to entities."""
    return complete(paper, split_overmerged(paper, extraction, full_forms, shared))


def _is_circular(fact: Fact, hierarchy: Hierarchy) -> bool:
    return fact.relation is RelationType.IS_A and (fact.head, fact.tail) in hierarchy.circular


def _nodes(paper: str, placement: Placement, entities: Mapping[Term, Entity]) -> Nodes:
    homes = placement.homes.get(paper, {})
    return {PAPER: paper} | {name: entities[root].id for name, root in homes.items() if root in entities}


def _sorted(extractions: Sequence[Extraction], papers: Mapping[str, Paper]) -> list[Extraction]:
    counts = Counter(extraction.paper for extraction in extractions)
    for paper, count in sorted(counts.items()):
        if paper not in papers:
            raise InputError(f"{paper}: an extraction of a paper that is not given; pass the paper too")
        if count > 1:
            raise InputError(f"{paper}: {count} extractions of one paper; pass one")
    return sorted(extractions, key=lambda extraction: extraction.paper)
