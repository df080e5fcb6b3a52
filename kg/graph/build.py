"""Knowledge as a `networkx.MultiDiGraph`.

Nodes are keyed by id. All have `kind` ("Paper" or the entity's type), `label`, `aliases`, `confidence` and `papers`
(how many mention it; 1 for a paper); entities have `types` ([type, papers] pairs), papers `abstract`, `links` and,
where known, `year` and `url`. Facts are edges keyed by their relation, with `relation`, `confidence`, `papers` (how
many state it) and `evidence`: dicts of `paper`, `sentence` (its words), `start` and `end` (half-open character offsets
in title, newline, abstract), `head` and `tail` ([start, end] where the sentence names the end, else None) and
`confidence`.

A result links up to five nodes and a number, so it cannot be an edge: `graph.graph["results"]` lists results as dicts
of plain values, ready for a table, with node ids for `paper`, `subject`, `metric`, `dataset` and `baseline`.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

import networkx as nx

from kg.model import Entity, Evidence, Fact, Knowledge, Paper, PaperLink, Result, Span
from kg.vocab import NodeType

Graph: TypeAlias = "nx.MultiDiGraph[str]"
Attributes: TypeAlias = dict[str, Any]


def to_networkx(knowledge: Knowledge) -> Graph:
    """All papers and entities as nodes, all facts as edges, in the order of `knowledge`: papers, then entities."""
    graph: Graph = nx.MultiDiGraph(results=[_result(result) for result in knowledge.results])
    links = _links_by_paper(knowledge.links)
    graph.add_nodes_from((paper.id, _paper(paper, links.get(paper.id, []))) for paper in knowledge.papers)
    graph.add_nodes_from((entity.id, _entity(entity)) for entity in knowledge.entities)
    for fact in knowledge.facts:
        graph.add_edge(fact.head, fact.tail, key=fact.relation.value, **_fact(fact))
    return graph


def _paper(paper: Paper, links: list[Attributes]) -> Attributes:
    return {
        "kind": NodeType.PAPER.value,
        "label": paper.title,
        "aliases": [],
        "confidence": 1.0,
        "papers": 1,
        "abstract": paper.abstract,
        "links": links,
        **({"year": paper.year} if paper.year is not None else {}),
        **({"url": paper.url} if paper.url is not None else {}),
        **({"same_as": list(paper.same_as)} if paper.same_as else {}),
    }


def _entity(entity: Entity) -> Attributes:
    return {
        "kind": entity.type.value,
        "label": entity.label,
        "aliases": list(entity.aliases),
        "confidence": entity.confidence,
        "papers": len(entity.papers),
        "types": [[kind.value, papers] for kind, papers in entity.types],
    }


def _fact(fact: Fact) -> Attributes:
    return {
        "relation": fact.relation.value,
        "confidence": fact.confidence,
        "papers": len(fact.evidence),
        "evidence": [_evidence(evidence) for evidence in fact.evidence],
    }


def _evidence(evidence: Evidence) -> Attributes:
    return {
        "paper": evidence.paper,
        "sentence": evidence.quote,
        "start": evidence.sentence.start,
        "end": evidence.sentence.end,
        "head": _offsets(evidence.head),
        "tail": _offsets(evidence.tail),
        "confidence": evidence.confidence,
    }


def _offsets(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _result(result: Result) -> Attributes:
    return {
        "id": result.id,
        "paper": result.paper,
        "subject": result.subject,
        "metric": result.metric,
        "value": result.value,
        "unit": result.unit,
        "kind": result.kind.value,
        "dataset": result.dataset,
        "baseline": result.baseline,
        "sentence": result.quote,
        "start": result.span.start,
        "end": result.span.end,
        "confidence": result.confidence,
    }


def _links_by_paper(links: tuple[PaperLink, ...]) -> Mapping[str, list[Attributes]]:
    by_paper: dict[str, list[Attributes]] = {}
    for link in links:
        by_paper.setdefault(link.paper, []).append({"url": link.url, "kind": link.kind.value})
    return by_paper
