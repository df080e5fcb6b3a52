"""Knowledge as triples.

Nodes come one after another, each with all its statements: first the graph; then, paper by paper, the paper, its
quoted passages, its claims and its results; then the entities with the facts about them, the votes of papers for their
types, and the IRIs that their other names would have. Every node has an IRI, and every list is sorted, so that the
order of the input does not matter. Texts have no language tag, because queries for a label would then have to name the
tag. Offsets are xsd:integer, not the xsd:nonNegativeInteger of NIF, because triple stores convert that to xsd:integer.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg import __version__
from kg.config import RdfConfig
from kg.metric_direction import lower_is_better
from kg.model import Entity, Evidence, Fact, Knowledge, Paper, Result, Span
from kg.rdf.index import BY_ID, CorpusIndex
from kg.rdf.ontology import broader_property, claim_class
from kg.rdf.terms import Iris, Terms, confidence, decimal, plain_number, web_address, year
from kg.vocab import TYPES, LinkKind, NodeType

Value: TypeAlias = ox.NamedNode | ox.Literal
Statements: TypeAlias = Iterator[tuple[str, Value]]
"""The statements about one node: pairs of the property, as a CURIE, and the value."""

LINK_PROPERTIES: Final[Mapping[LinkKind, str]] = MappingProxyType(
    {
        LinkKind.CODE: "schema:codeRepository",
        LinkKind.PROJECT: "kg:projectPage",
        LinkKind.DATA: "kg:dataPage",
        LinkKind.OTHER: "rdfs:seeAlso",
    }
)


def iter_triples(knowledge: Knowledge, *, config: RdfConfig = RdfConfig()) -> Iterator[ox.Triple]:
    """Yield the triples of `knowledge`, each once, in an order that depends only on its content.

    Raises:
        ConfigError: the base IRI is malformed.
        GraphError: a fact, result, link or mention belongs to a paper that `knowledge` does not hold.
    """
    return (ox.Triple(*statement) for statement in iter_statements(knowledge, config=config))


def iter_statements(
    knowledge: Knowledge, *, config: RdfConfig = RdfConfig()
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, Value]]:
    """As `iter_triples`, as plain tuples."""
    iris, terms = Iris.of(config), Terms.of(config)
    activity = iris.node(f"activity/kg-{__version__}")
    describer = _Describer(iris, terms, CorpusIndex.of(knowledge), activity, lower_is_better(knowledge))
    for subject, statements in describer.everything(knowledge):
        for curie, value in dict.fromkeys(statements):
            yield subject, terms(curie), value


@dataclass(frozen=True, slots=True)
class _Describer:
    iris: Iris
    terms: Terms
    index: CorpusIndex
    activity: ox.NamedNode
    lower: frozenset[str]

    def everything(self, knowledge: Knowledge) -> Iterator[tuple[ox.NamedNode, Statements]]:
        yield from self.provenance()
        for paper in sorted(knowledge.papers, key=BY_ID):
            yield from self.paper(paper)
        for entity in sorted(knowledge.entities, key=BY_ID):
            yield self.iris.node(entity.id), self.entity_statements(entity)
            for kind, papers in _divided(entity):
                yield self.vote(entity, kind), self.vote_statements(kind, papers)
            for old in entity.former:
                yield self.iris.node(old), self.former_statements(entity)

    def provenance(self) -> Iterator[tuple[ox.NamedNode, Statements]]:
        program = self.iris.node(f"software/kg-{__version__}")
        yield self.iris.graph, self.graph_statements()
        yield self.activity, self.activity_statements(program)
        yield program, self.program_statements()

    def graph_statements(self) -> Statements:
        yield "rdf:type", self.terms("void:Dataset")
        yield "rdfs:label", ox.Literal("Knowledge graph of machine-learning papers")
        yield "void:uriSpace", ox.Literal(self.iris.base)
        yield "void:vocabulary", ox.NamedNode(self.iris.ontology.rstrip("#/"))
        yield "prov:wasGeneratedBy", self.activity

    def activity_statements(self, program: ox.NamedNode) -> Statements:
        yield "rdf:type", self.terms("prov:Activity")
        yield "rdfs:label", ox.Literal("Extraction from titles and abstracts")
        yield "prov:wasAssociatedWith", program

    def program_statements(self) -> Statements:
        yield "rdf:type", self.terms("prov:SoftwareAgent")
        yield "rdfs:label", ox.Literal(f"kg {__version__}")
        yield "schema:softwareVersion", ox.Literal(__version__)

    def paper(self, paper: Paper) -> Iterator[tuple[ox.NamedNode, Statements]]:
        claims = self.index.claims.get(paper.id, [])
        results = self.index.results.get(paper.id, [])
        yield self.iris.paper(paper.id), self.paper_statements(paper)
        yield self.text_of(paper), self.text_statements(paper)
        for span, kinds in sorted(_passages(claims, results).items()):
            yield self.iris.passage(paper.id, span), self.passage_statements(paper, span, kinds)
        for fact, evidence in claims:
            name = self.iris.claim(paper.id, fact.head, fact.relation, fact.tail)
            yield name, self.claim_statements(fact, evidence)
        for result in results:
            yield self.iris.node(result.id), self.result_statements(result)

    def paper_statements(self, paper: Paper) -> Statements:
        yield from self.types(NodeType.PAPER)
        yield "dcterms:identifier", ox.Literal(paper.id)
        yield "dcterms:title", ox.Literal(paper.title)
        if paper.abstract:
            yield "dcterms:abstract", ox.Literal(paper.abstract)
        if paper.year is not None:
            yield "dcterms:issued", year(paper.year)
        if paper.url:
            yield "schema:url", web_address(paper.url)
        for page in paper.same_as or ():
            yield "schema:sameAs", web_address(page)
        for link in self.index.links.get(paper.id, ()):
            yield LINK_PROPERTIES[link.kind], web_address(link.url)
        for entity in self.index.mentions.get(paper.id, ()):
            yield "schema:mentions", self.iris.node(entity)
        yield from self.facts_about(paper.id)

    def text_of(self, paper: Paper) -> ox.NamedNode:
        return self.iris.passage(paper.id, Span(0, len(paper.text)))

    def text_statements(self, paper: Paper) -> Statements:
        yield "rdf:type", self.terms("nif:Context")
        yield "nif:isString", ox.Literal(paper.text)
        yield "nif:beginIndex", ox.Literal(0)
        yield "nif:endIndex", ox.Literal(len(paper.text))
        yield "nif:sourceUrl", self.iris.paper(paper.id)

    def passage_statements(self, paper: Paper, span: Span, kinds: Iterable[str]) -> Statements:
        for kind in sorted(kinds):
            yield "rdf:type", self.terms(kind)
        yield "nif:anchorOf", ox.Literal(span.of(paper.text))
        yield "nif:beginIndex", ox.Literal(span.start)
        yield "nif:endIndex", ox.Literal(span.end)
        yield "nif:referenceContext", self.text_of(paper)

    def claim_statements(self, fact: Fact, evidence: Evidence) -> Statements:
        yield "rdf:type", self.terms(claim_class(fact.relation))
        yield "rdf:type", self.terms("kg:Claim")
        yield "rdf:subject", self.end(fact.head)
        yield "rdf:predicate", self.iris.own(fact.relation)
        yield "rdf:object", self.end(fact.tail)
        yield "kg:confidence", confidence(evidence.confidence)
        yield "kg:factConfidence", confidence(fact.confidence)
        yield from self.source(evidence.paper, evidence.sentence)
        if evidence.head is not None:
            yield "kg:subjectMention", self.iris.passage(evidence.paper, evidence.head)
        if evidence.tail is not None:
            yield "kg:objectMention", self.iris.passage(evidence.paper, evidence.tail)

    def result_statements(self, result: Result) -> Statements:
        yield "rdf:type", self.terms("kg:Result")
        yield "rdf:type", self.terms("mls:ModelEvaluation")
        yield "kg:subject", self.end(result.subject)
        for curie, key in (
            ("kg:metric", result.metric),
            ("kg:dataset", result.dataset),
            ("kg:baseline", result.baseline),
        ):
            if key is not None:
                yield curie, self.end(key)
        yield "kg:valueText", ox.Literal(result.value)
        number = plain_number(result.value)
        if number is not None:
            yield "kg:value", decimal(number)
        if result.id in self.lower:
            yield "kg:lowerIsBetter", ox.Literal(True)  # noqa: FBT003 - the value
        if result.unit:
            yield "kg:unit", ox.Literal(result.unit)
        yield "kg:kind", ox.Literal(result.kind.value)
        yield "kg:confidence", confidence(result.confidence)
        yield from self.source(result.paper, result.sentence)
        yield "kg:valueMention", self.iris.passage(result.paper, result.span)

    def entity_statements(self, entity: Entity) -> Statements:
        yield from self.types(entity.type)
        yield "skos:prefLabel", ox.Literal(entity.label)
        yield "rdfs:label", ox.Literal(entity.label)
        for alias in sorted(set(entity.aliases) - {entity.label}):
            yield "skos:altLabel", ox.Literal(alias)
        yield "kg:confidence", confidence(entity.confidence)
        for url in self.index.repositories.get(entity.id, ()):
            yield LINK_PROPERTIES[LinkKind.CODE], web_address(url)
        for kind, _ in _divided(entity):
            yield "kg:typeVote", self.vote(entity, kind)
        for link in self.index.broader.get(entity.id, ()):
            yield "skos:broader", self.end(link.broader)
            for source in link.sources:
                yield f"kg:{broader_property(source)}", self.end(link.broader)
        yield from self.facts_about(entity.id)

    def vote(self, entity: Entity, kind: NodeType) -> ox.NamedNode:
        return self.iris.node(f"type-vote/{entity.id.removeprefix('entity/')}/{kind}")

    def vote_statements(self, kind: NodeType, papers: int) -> Statements:
        yield "rdf:type", self.terms("kg:TypeVote")
        yield "kg:votedType", self.iris.own(kind.value)
        yield "kg:votes", ox.Literal(papers)

    def former_statements(self, entity: Entity) -> Statements:
        yield "owl:sameAs", self.iris.node(entity.id)
        yield "dcterms:isReplacedBy", self.iris.node(entity.id)

    def types(self, kind: NodeType) -> Statements:
        yield "rdf:type", self.iris.own(kind.value)
        for curie in TYPES[kind].super_classes:
            yield "rdf:type", self.terms(curie)

    def facts_about(self, key: str) -> Statements:
        for fact in self.index.facts.get(key, ()):
            yield f"kg:{fact.relation}", self.end(fact.tail)

    def source(self, paper: str, sentence: Span) -> Statements:
        yield "prov:hadPrimarySource", self.iris.paper(paper)
        yield "prov:wasQuotedFrom", self.iris.passage(paper, sentence)
        yield "prov:wasGeneratedBy", self.activity

    def end(self, key: str) -> ox.NamedNode:
        return self.iris.paper(key) if key in self.index.papers else self.iris.node(key)


def _divided(entity: Entity) -> tuple[tuple[NodeType, int], ...]:
    """The types of the entity with the papers that vote for each, if papers disagree."""
    return entity.types if len(entity.types) > 1 else ()


def _passages(claims: Iterable[tuple[Fact, Evidence]], results: Iterable[Result]) -> Mapping[Span, set[str]]:
    """The quoted spans of one paper, each with its classes: sentence, phrase, or both."""
    found: dict[Span, set[str]] = {}
    for _, evidence in claims:
        found.setdefault(evidence.sentence, set()).add("nif:Sentence")
        for span in (evidence.head, evidence.tail):
            if span is not None:
                found.setdefault(span, set()).add("nif:Phrase")
    for result in results:
        found.setdefault(result.sentence, set()).add("nif:Sentence")
        found.setdefault(result.span, set()).add("nif:Phrase")
    return found
