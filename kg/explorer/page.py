"""Knowledge and its analysis → `graph.html`."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from kg.analysis import Analysis, Community, NodeMeasures
from kg.config import ExplorerConfig
from kg.explorer.columns import Column, numbers
from kg.explorer.limit import MOST_BYTES, MOST_NODES, Shown, most_important
from kg.explorer.network import ExplorerNetwork
from kg.explorer.offsets import Utf16
from kg.explorer.shards import FACTS_PER_SHARD, PAPERS_PER_SHARD, pack_evidence, pack_texts, steps
from kg.files import write_text
from kg.metric_direction import lower_is_better
from kg.model import Broader, Entity, Fact, Knowledge, Paper, Result
from kg.rdf import plain_number
from kg.vocab import RELATIONS, TYPES, HierarchySource, NodeType, RelationType

_STEPS = 100
"""Steps of the page's whole-number coordinates to one unit of the layout."""
_SPARE = 0.95
"""Share of the room that a page which was too large is cut to: its important nodes have more facts than the others."""
_LINEAGE: Final[Mapping[RelationType, int]] = MappingProxyType(
    {RelationType.EXTENDS: 1, RelationType.IS_A: 1, RelationType.USES: 1, RelationType.PART_OF: -1}
)
"""Relations that say what is built on what: 1 where the head is built on the tail, -1 where the tail on the head."""
_SOURCES: Final[Mapping[HierarchySource, str]] = MappingProxyType(
    {
        HierarchySource.STATED: "stated",
        HierarchySource.VERSION: "by version",
        HierarchySource.SIZE: "by size",
        HierarchySource.HEAD_NOUN: "by name",
    }
)
"""How the page words what shows that one thing is a kind of another."""
_TYPES = tuple(TYPES)
_RELATIONS = tuple(RELATIONS)


def write_page(knowledge: Knowledge, analysis: Analysis, path: Path, *, config: ExplorerConfig) -> None:
    """Write the interactive page to `path`: one file that opens offline and makes no request.

    Of a graph beyond `limit.MOST_NODES` nodes, or `limit.MOST_BYTES` of page, it holds the most important and says so.

    Raises:
        OutputError: the file cannot be written.
    """
    write_text(path, page_text(knowledge, analysis, config=config))


def page_text(
    knowledge: Knowledge,
    analysis: Analysis,
    *,
    config: ExplorerConfig,
    most_nodes: int = MOST_NODES,
    most_bytes: int = MOST_BYTES,
) -> str:
    """The page of as many nodes, the most important first, as the limits let through."""
    shown = most_important(knowledge, analysis, limit=most_nodes)
    text = _network(shown, config).generate_html()
    count, size = len(shown.analysis.nodes), len(text.encode())
    if size <= most_bytes or not count:
        return text
    fewer = int(_SPARE * count * most_bytes / size)
    return page_text(knowledge, analysis, config=config, most_nodes=fewer, most_bytes=most_bytes)


def _network(shown: Shown, config: ExplorerConfig) -> ExplorerNetwork:
    knowledge, analysis = shown.knowledge, shown.analysis
    index = {measures.id: n for n, measures in enumerate(analysis.nodes)}
    offsets = {paper.id: Utf16.of(paper.text) for paper in knowledge.papers}
    network = ExplorerNetwork(
        config.title,
        extra={
            "budget": {"nodes": config.nodes, "edges": config.edges},
            "types": _types(),
            "relations": _relations(),
            "communities": [_community(community, index) for community in analysis.communities],
            "results": _results(knowledge, index, offsets),
            "links": [[index[link.paper], link.url, link.kind] for link in knowledge.links],
            "urls": [paper.url for paper in knowledge.papers],
            "years": [paper.year for paper in knowledge.papers],
            "leftOut": shown.left_out,
            "sizes": {"papers": PAPERS_PER_SHARD, "facts": FACTS_PER_SHARD},
            "sources": list(_SOURCES.values()),
        },
        columns=_hierarchy(knowledge.broader, index),
        shards={
            "texts": pack_texts(knowledge, index, offsets),
            "evidence": pack_evidence(knowledge.facts, index, offsets),
        },
    )
    _add_nodes(network, knowledge, analysis, index)
    for fact in knowledge.facts:
        _add_fact(network, fact, index)
    return network


def _add_nodes(network: ExplorerNetwork, knowledge: Knowledge, analysis: Analysis, index: dict[str, int]) -> None:
    highest = max((measures.importance for measures in analysis.nodes), default=1.0)
    nodes: Iterable[Paper | Entity] = (*knowledge.papers, *knowledge.entities)
    for node, measures in zip(nodes, analysis.nodes, strict=True):
        own = _paper_columns(node) if isinstance(node, Paper) else _entity_columns(node, index)
        network.add_node(node.id, **own, **_measured_columns(measures, highest))


def _measured_columns(measures: NodeMeasures, highest: float) -> dict[str, Any]:
    return {
        "community": measures.community,
        "x": round(measures.x * _STEPS),
        "y": round(measures.y * _STEPS),
        "value": round(measures.importance / highest * 1e6),
    }


def _paper_columns(paper: Paper) -> dict[str, Any]:
    return {
        "label": paper.title,
        "type": _TYPES.index(NodeType.PAPER),
        "confidence": steps(1),
        "aliases": (),
        "papers": (),
    }


def _entity_columns(entity: Entity, index: dict[str, int]) -> dict[str, Any]:
    return {
        "label": entity.label,
        "type": _TYPES.index(entity.type),
        "confidence": steps(entity.confidence),
        "aliases": entity.aliases,
        "papers": [index[paper] for paper in entity.papers],
    }


def _add_fact(network: ExplorerNetwork, fact: Fact, index: dict[str, int]) -> None:
    network.add_edge(
        fact.head,
        fact.tail,
        relation=_RELATIONS.index(fact.relation),
        confidence=steps(fact.confidence),
        papers=[index[evidence.paper] for evidence in fact.evidence],
    )


def _hierarchy(links: Sequence[Broader], index: dict[str, int]) -> dict[str, Column]:
    """What is a kind of what, and what shows it: a bit for each of `_SOURCES`."""
    bits = {source: 1 << n for n, source in enumerate(_SOURCES)}
    return {
        "narrower": numbers((index[link.narrower] for link in links), "u4"),
        "broader": numbers((index[link.broader] for link in links), "u4"),
        "shown": numbers((sum(bits[source] for source in link.sources) for link in links), "u1"),
    }


def _types() -> list[dict[str, str]]:
    return [
        {
            "name": kind,
            "plural": info.plural,
            "definition": info.definition,
            "color": info.color,
            "shape": info.shape,
        }
        for kind, info in TYPES.items()
    ]


def _relations() -> list[dict[str, Any]]:
    return [
        {
            "name": relation,
            "phrase": info.phrase,
            "inverse": info.inverse_phrase,
            "definition": info.definition,
            "symmetric": info.symmetric,
            "proposes": relation is RelationType.PROPOSES,
            "lineage": _LINEAGE.get(relation, 0),
        }
        for relation, info in RELATIONS.items()
    ]


def _community(community: Community, index: dict[str, int]) -> dict[str, Any]:
    return {
        "name": community.name,
        "terms": [index[term] for term in community.terms],
        "size": community.size,
        "x": round(community.x * _STEPS),
        "y": round(community.y * _STEPS),
        "radius": round(community.radius * _STEPS),
    }


def _results(knowledge: Knowledge, index: dict[str, int], offsets: dict[str, Utf16]) -> list[tuple[Any, ...]]:
    """Each as the page's `readResult` takes it apart; names of its fields would weigh more than what is in them."""
    lower = lower_is_better(knowledge)
    return [
        (
            *(None if node is None else index[node] for node in _ends(result)),
            result.value,
            _number(result.value),
            result.unit,
            result.kind,
            result.id in lower,
            offsets[result.paper].span(result.sentence),
            offsets[result.paper].span(result.span),
            steps(result.confidence),
        )
        for result in knowledge.results
    ]


def _ends(result: Result) -> tuple[str | None, ...]:
    return result.paper, result.subject, result.metric, result.dataset, result.baseline


def _number(value: str) -> float | None:
    """What `value` is sorted by: the number that RDF has for it."""
    plain = plain_number(value)
    return None if plain is None else float(plain)
