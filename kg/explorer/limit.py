"""The part of a very large graph that a browser can hold."""

from dataclasses import dataclass, replace

from kg.analysis import Analysis
from kg.model import Entity, Fact, Knowledge

MOST_NODES = 150_000
"""Beyond so many nodes browsers run out of memory."""
MOST_BYTES = 40_000_000
"""A page of this size opens in seconds."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The part of a graph that the page holds, and the number of nodes that were left out."""

    knowledge: Knowledge
    analysis: Analysis
    left_out: int


def most_important(knowledge: Knowledge, analysis: Analysis, *, limit: int) -> Shown:
    """The `limit` most important nodes, with the facts, results, links, hierarchy and mentions among these."""
    if len(analysis.nodes) <= limit:
        return Shown(knowledge, analysis, 0)
    ranked = sorted(analysis.nodes, key=lambda node: (-node.importance, node.id))
    kept = frozenset(node.id for node in ranked[:limit])
    facts = (_fact_within(fact, kept) for fact in knowledge.facts if {fact.head, fact.tail} <= kept)
    return Shown(
        Knowledge(
            papers=tuple(paper for paper in knowledge.papers if paper.id in kept),
            entities=tuple(_entity_within(entity, kept) for entity in knowledge.entities if entity.id in kept),
            facts=tuple(fact for fact in facts if fact.evidence),
            results=tuple(
                result
                for result in knowledge.results
                if {result.paper, result.subject, result.metric, result.dataset, result.baseline} - {None} <= kept
            ),
            links=tuple(link for link in knowledge.links if link.paper in kept),
            broader=tuple(link for link in knowledge.broader if {link.narrower, link.broader} <= kept),
        ),
        replace(
            analysis,
            nodes=tuple(node for node in analysis.nodes if node.id in kept),
            communities=tuple(
                replace(community, terms=tuple(term for term in community.terms if term in kept))
                for community in analysis.communities
            ),
        ),
        len(ranked) - limit,
    )


def _fact_within(fact: Fact, kept: frozenset[str]) -> Fact:
    return replace(fact, evidence=tuple(item for item in fact.evidence if item.paper in kept))


def _entity_within(entity: Entity, kept: frozenset[str]) -> Entity:
    return replace(entity, mentions=tuple(mention for mention in entity.mentions if mention.paper in kept))
