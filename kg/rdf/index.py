"""The parts of a `Knowledge` grouped by paper and by node."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, TypeVar

from kg.errors import GraphError
from kg.model import Broader, Evidence, Fact, Knowledge, Paper, PaperLink, Result
from kg.vocab import LinkKind, RelationType

T = TypeVar("T")

BY_ID: Final = attrgetter("id")
_RELATION_ORDER: Final = {relation: number for number, relation in enumerate(RelationType)}


@dataclass(frozen=True, slots=True)
class CorpusIndex:
    """The parts of a `Knowledge`, grouped.

    `claims`, `results`, `links` and `mentions` (ids of entities) are grouped by the id of their paper; `facts`,
    `repositories` (addresses of code) and `broader` by the id of the node that they are about. Every list is sorted; an
    id without parts has no list.
    """

    papers: Mapping[str, Paper]
    claims: Mapping[str, Sequence[tuple[Fact, Evidence]]]
    results: Mapping[str, Sequence[Result]]
    links: Mapping[str, Sequence[PaperLink]]
    mentions: Mapping[str, Sequence[str]]
    facts: Mapping[str, Sequence[Fact]]
    repositories: Mapping[str, Sequence[str]]
    broader: Mapping[str, Sequence[Broader]]

    @classmethod
    def of(cls, knowledge: Knowledge) -> "CorpusIndex":
        """Index `knowledge`.

        Raises:
            GraphError: a part belongs to a paper that `knowledge` does not hold.
        """
        facts = sorted(knowledge.facts, key=lambda fact: (fact.head, _RELATION_ORDER[fact.relation], fact.tail))
        links = sorted(knowledge.links)
        mentions = ((paper, entity.id) for entity in sorted(knowledge.entities, key=BY_ID) for paper in entity.papers)
        index = cls(
            papers={paper.id: paper for paper in knowledge.papers},
            claims=_grouped((evidence.paper, (fact, evidence)) for fact in facts for evidence in fact.evidence),
            results=_grouped((result.paper, result) for result in sorted(knowledge.results, key=BY_ID)),
            links=_grouped((link.paper, link) for link in links),
            mentions=_grouped(mentions),
            facts=_grouped((fact.head, fact) for fact in facts),
            repositories=_repositories(facts, links),
            broader=_grouped((link.narrower, link) for link in sorted(knowledge.broader)),
        )
        index._check()
        return index

    def _check(self) -> None:
        parts = {"fact": self.claims, "result": self.results, "link": self.links, "mention": self.mentions}
        for what, group in parts.items():
            for paper in sorted(group.keys() - self.papers.keys()):
                raise GraphError(f"a {what} belongs to paper {paper!r}, which the graph does not hold; build it again")


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, Sequence[T]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for key, item in pairs:
        groups[key].append(item)
    return dict(groups)


def _repositories(facts: Iterable[Fact], links: Iterable[PaperLink]) -> Mapping[str, Sequence[str]]:
    """The addresses of code by the entity that it implements: what its paper proposes, if that is one entity."""
    proposals = _grouped((fact.head, fact.tail) for fact in facts if fact.relation is RelationType.PROPOSES)
    return _grouped(
        (tail, link.url)
        for link in links
        if link.kind is LinkKind.CODE and len(proposals.get(link.paper, ())) == 1
        for tail in proposals[link.paper]
    )
