"""Facts, results and links between entities of the corpus, collected from those of the single papers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import TypeAlias

from kg.model import Evidence, Extraction, Fact, Paper, PaperLink, PaperRelation, Result, Span
from kg.vocab import MEASURES, PAPER, RELATIONS, TESTED_ON, NodeType, RelationType, allows

Nodes: TypeAlias = Mapping[str, str]
"""The id of the node for each name that relations and results of one paper use; a dropped entity has none."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation that one paper states between nodes of the corpus, with its evidence."""

    head: str
    relation: RelationType
    tail: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Stated:
    """Facts, results and links between nodes of the corpus, sorted."""

    facts: tuple[Fact, ...]
    results: tuple[Result, ...]
    links: tuple[PaperLink, ...]


def collect(
    readings: Iterable[tuple[Paper, Extraction, Nodes]], types: Mapping[str, NodeType], *, confidence: float
) -> Stated:
    """All results and links, and the facts with at least `confidence`; `types` are the types of entities, by id."""
    found: list[Statement] = []
    results: list[Result] = []
    links: set[PaperLink] = set()
    for paper, extraction, nodes in readings:
        found += _statements(paper, extraction, nodes, types)
        results += _results(paper, extraction, nodes, types)
        links.update(PaperLink(paper.id, link.url, link.kind) for link in extraction.links)
    return Stated(
        facts=tuple(fact for fact in _merge_statements(found) if fact.confidence >= confidence),
        results=tuple(sorted(results, key=lambda result: result.id)),
        links=tuple(sorted(links)),
    )


def noisy_or(confidences: Iterable[float]) -> float:
    """Probability that at least one of independent findings is right: 1 - prod(1 - c).

    Independence is an assumption: papers that copy each other's phrasing fool the extractor alike.
    """
    return 1.0 - prod(1.0 - confidence for confidence in confidences)


def _statements(
    paper: Paper, extraction: Extraction, nodes: Nodes, types: Mapping[str, NodeType]
) -> Iterator[Statement]:
    """The relations of a paper between two different nodes of the corpus, if its types allow the relation."""
    spans = {entity.name: [mention.span for mention in entity.mentions] for entity in extraction.entities}
    for relation in extraction.relations:
        head, tail = nodes.get(relation.head), nodes.get(relation.tail)
        if head is None or tail is None or head == tail:
            continue
        if allows(types.get(head, NodeType.PAPER), relation.relation, types[tail]):
            yield _statement(head, tail, relation, _evidence(paper, relation, spans))


def _merge_statements(found: Iterable[Statement]) -> tuple[Fact, ...]:
    """One fact per head, relation and tail, with each paper's most confident evidence."""
    evidence: dict[tuple[str, RelationType, str], dict[str, Evidence]] = defaultdict(dict)
    for statement in found:
        of_papers = evidence[statement.head, statement.relation, statement.tail]
        known = of_papers.get(statement.evidence.paper)
        if known is None or _rank(statement.evidence) < _rank(known):
            of_papers[statement.evidence.paper] = statement.evidence
    return tuple(_fact(*triple, evidence[triple].values()) for triple in sorted(evidence))


def _results(paper: Paper, extraction: Extraction, nodes: Nodes, types: Mapping[str, NodeType]) -> Iterator[Result]:
    """The results of one paper, numbered from 1 in the order in which they were found.

    A metric or data set whose type in the corpus does not fit that role is left out of its result.
    """
    measures = {name: node for name, node in nodes.items() if types.get(node) in MEASURES}
    data = {name: node for name, node in nodes.items() if types.get(node) in TESTED_ON}
    for number, result in enumerate(extraction.results, 1):
        if result.subject not in nodes:
            continue
        sentence = paper.sentences[result.sentence]
        yield Result(
            id=f"result/{paper.id}/{number}",
            paper=paper.id,
            subject=nodes[result.subject],
            metric=measures.get(result.metric or ""),
            value=result.value,
            unit=result.unit,
            kind=result.kind,
            dataset=data.get(result.dataset or ""),
            baseline=nodes.get(result.baseline or ""),
            sentence=sentence,
            quote=sentence.of(paper.text),
            span=result.span,
            confidence=result.confidence,
        )


def _statement(head: str, tail: str, relation: PaperRelation, evidence: Evidence) -> Statement:
    """The statement; the ends of a symmetric relation between entities are put in the order of their ids."""
    if RELATIONS[relation.relation].symmetric and relation.head != PAPER and tail < head:
        return Statement(tail, relation.relation, head, replace(evidence, head=evidence.tail, tail=evidence.head))
    return Statement(head, relation.relation, tail, evidence)


def _evidence(paper: Paper, relation: PaperRelation, spans: Mapping[str, Sequence[Span]]) -> Evidence:
    sentence = paper.sentences[relation.sentence]
    head, tail = _nearest(
        [span for span in spans.get(relation.head, ()) if sentence.covers(span)],
        [span for span in spans[relation.tail] if sentence.covers(span)],
    )
    return Evidence(paper.id, sentence, sentence.of(paper.text), head, tail, relation.confidence)


def _nearest(heads: Sequence[Span], tails: Sequence[Span]) -> tuple[Span | None, Span | None]:
    """The two mentions of head and tail that are closest to each other without overlap; None for an end without one."""
    pairs = [(head, tail) for head in heads for tail in tails if not head.overlaps(tail)]
    if pairs:
        return min(pairs, key=_distance)
    head = min(heads, default=None)
    tail = min((tail for tail in tails if head is None or not tail.overlaps(head)), default=None)
    return head, tail


def _distance(pair: tuple[Span, Span]) -> tuple[int, Span, Span]:
    head, tail = pair
    return max(head.start, tail.start) - min(head.end, tail.end), head, tail


def _rank(evidence: Evidence) -> tuple[float, int, Span]:
    """Most confident first; then the evidence that names more of its ends, then the earlier sentence."""
    return -evidence.confidence, (evidence.head is None) + (evidence.tail is None), evidence.sentence


def _fact(head: str, relation: RelationType, tail: str, evidence: Iterable[Evidence]) -> Fact:
    by_paper = tuple(sorted(evidence, key=lambda item: item.paper))
    return Fact(head, relation, tail, by_paper, noisy_or(item.confidence for item in by_paper))
