"""The ontology: the project's own terms, and the public terms that they specialise, derived from `kg.vocab`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from kg import __version__
from kg.config import RdfConfig
from kg.rdf.terms import Iris, Terms
from kg.vocab import (
    ENTITY_TYPES,
    MEASURES,
    RELATIONS,
    TESTED_ON,
    TYPES,
    HierarchySource,
    RelationInfo,
    RelationType,
)


@dataclass(frozen=True, slots=True)
class OwnClass:
    """A class beside the node types: its name, its meaning, and its super-classes (CURIEs)."""

    name: str
    comment: str
    super_classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnProperty:
    """A property beside the relations; `domain`, `ranges` and `super_property` are CURIEs."""

    name: str
    comment: str
    domain: tuple[str, ...]
    ranges: tuple[str, ...]
    super_property: str | None = None

    @property
    def holds_values(self) -> bool:
        """Whether its objects are literals."""
        return self.ranges[0].startswith("xsd:")


BROADER: Final[Mapping[HierarchySource, str]] = MappingProxyType(
    {
        HierarchySource.STATED: "papers state it.",
        HierarchySource.VERSION: "it is a version of the other by its name.",
        HierarchySource.SIZE: "it is a size of the other by its name.",
        HierarchySource.HEAD_NOUN: "its name is that of the other with words added.",
    }
)
"""The reasons for a link of the hierarchy, in words for the ontology."""


def broader_property(source: HierarchySource) -> str:
    """Name of the property that links an entity to a broader one because of `source`: "broaderByHeadNoun"."""
    return "broaderBy" + "".join(map(str.capitalize, source.split()))


_ENTITIES: Final = tuple(f"kg:{kind}" for kind in ENTITY_TYPES)
_NODES: Final = ("kg:Paper", *_ENTITIES)
_MEASURES: Final = tuple(f"kg:{kind}" for kind in sorted(MEASURES))
_TESTED_ON: Final = tuple(f"kg:{kind}" for kind in sorted(TESTED_ON))

_OWN_CLASSES: Final = (
    OwnClass("Claim", "What one paper states, with the sentence that states it.", ("rdf:Statement", "prov:Entity")),
    OwnClass(
        "TypeVote", "How many papers take a thing for one type, where they take it for several.", ("prov:Entity",)
    ),
    OwnClass("Result", "A number that a paper reports.", ("mls:ModelEvaluation", "prov:Entity")),
)

OWN_PROPERTIES: Final = (
    OwnProperty(
        "confidence",
        "Probability that the paper says so or, of an entity, that it is one.",
        (*_ENTITIES, "kg:Claim", "kg:Result"),
        ("xsd:decimal",),
    ),
    OwnProperty(
        "factConfidence",
        "Probability that at least one paper states what the claim states.",
        ("kg:Claim",),
        ("xsd:decimal",),
    ),
    *(
        OwnProperty(
            broader_property(source), f"Under what a thing lies: {comment}", _ENTITIES, _ENTITIES, "skos:broader"
        )
        for source, comment in BROADER.items()
    ),
    OwnProperty("typeVote", "What papers take a thing for, its type among it.", _ENTITIES, ("kg:TypeVote",)),
    OwnProperty("votedType", "The type that papers take the thing for.", ("kg:TypeVote",), ("rdfs:Class",)),
    OwnProperty("votes", "The papers that do so.", ("kg:TypeVote",), ("xsd:integer",)),
    OwnProperty("subjectMention", "Where the sentence names the subject.", ("kg:Claim",), ("nif:Phrase",)),
    OwnProperty("objectMention", "Where the sentence names the object.", ("kg:Claim",), ("nif:Phrase",)),
    OwnProperty("subject", "What the number is about.", ("kg:Result",), _NODES),
    OwnProperty("metric", "The quantity that was measured.", ("kg:Result",), _MEASURES, "mls:specifiedBy"),
    OwnProperty("dataset", "The data, or the task, it was measured on.", ("kg:Result",), _TESTED_ON),
    OwnProperty("baseline", "What the number compares with.", ("kg:Result",), _NODES),
    OwnProperty("valueText", "The number as the paper writes it.", ("kg:Result",), ("xsd:string",)),
    OwnProperty(
        "value",
        "The number, where the paper writes a plain one, with its scale: 114000 for 114K.",
        ("kg:Result",),
        ("xsd:decimal",),
        "mls:hasValue",
    ),
    OwnProperty(
        "lowerIsBetter",
        "True where a lower number would be better, as of an error or a cost that was reached.",
        ("kg:Result",),
        ("xsd:boolean",),
    ),
    OwnProperty(
        "unit",
        "Unit of the number: %, x (times), points, or as the paper writes it.",
        ("kg:Result",),
        ("xsd:string",),
        "schema:unitText",
    ),
    OwnProperty(
        "kind", "How the number is to be read: absolute, gain, reduction or speedup.", ("kg:Result",), ("xsd:string",)
    ),
    OwnProperty("valueMention", "Where the sentence gives the number.", ("kg:Result",), ("nif:Phrase",)),
    OwnProperty("projectPage", "A page about the paper's project.", ("kg:Paper",), ("rdfs:Resource",), "rdfs:seeAlso"),
    OwnProperty("dataPage", "A page that offers the paper's data.", ("kg:Paper",), ("rdfs:Resource",), "rdfs:seeAlso"),
)


def claim_class(relation: RelationType) -> str:
    """CURIE of the class of claims that state `relation`: "kg:OutperformsClaim"."""
    return f"kg:{relation.value[0].upper()}{relation.value[1:]}Claim"


def ontology_triples(*, config: RdfConfig = RdfConfig()) -> Iterator[ox.Triple]:
    """Yield the triples of the ontology, term by term.

    Raises:
        ConfigError: the base IRI is malformed.
    """
    terms = Terms.of(config)
    document = ox.NamedNode(Iris.of(config).ontology.rstrip("#/"))
    for name, statements in _descriptions():
        subject = terms(name) if name else document
        for curie, value in statements:
            yield ox.Triple(subject, terms(curie), terms(value) if isinstance(value, str) else value)
        if name:
            yield ox.Triple(subject, terms("rdfs:isDefinedBy"), document)


_Statements = Iterator[tuple[str, str | ox.Literal | ox.NamedNode]]


def _descriptions() -> Iterator[tuple[str, _Statements]]:
    yield "", _header()
    for kind, info in TYPES.items():
        yield f"kg:{kind}", _class(OwnClass(kind.value, info.definition, info.super_classes))
    for own_class in _OWN_CLASSES:
        yield f"kg:{own_class.name}", _class(own_class)
    for relation, details in RELATIONS.items():
        yield claim_class(relation), _claim_class(relation, details)
    for relation, details in RELATIONS.items():
        yield f"kg:{relation}", _relation(details)
    for own_property in OWN_PROPERTIES:
        yield f"kg:{own_property.name}", _property(own_property)


def _header() -> _Statements:
    yield "rdf:type", "owl:Ontology"
    yield "dcterms:title", ox.Literal("Terms of the knowledge graph of machine-learning papers")
    yield "owl:versionInfo", ox.Literal(__version__)
    yield "dcterms:license", ox.NamedNode("https://spdx.org/licenses/Apache-2.0")


def _claim_class(relation: RelationType, info: RelationInfo) -> _Statements:
    comment = f'Claim that something "{info.phrase}" something: {info.definition}'
    yield from _class(OwnClass(claim_class(relation).removeprefix("kg:"), comment, ("kg:Claim",)))


def _class(own_class: OwnClass) -> _Statements:
    yield "rdf:type", "owl:Class"
    yield "rdfs:label", ox.Literal(_words(own_class.name))
    yield "rdfs:comment", ox.Literal(own_class.comment)
    for curie in own_class.super_classes:
        yield "rdfs:subClassOf", curie


def _relation(info: RelationInfo) -> _Statements:
    yield "rdf:type", "owl:ObjectProperty"
    if info.symmetric:
        yield "rdf:type", "owl:SymmetricProperty"
    yield "rdfs:label", ox.Literal(info.phrase)
    yield "rdfs:comment", ox.Literal(info.definition)
    for curie in info.super_properties:
        yield "rdfs:subPropertyOf", curie
    for heads_or_tails, kinds in (("schema:domainIncludes", info.heads), ("schema:rangeIncludes", info.tails)):
        for kind in sorted(kinds):
            yield heads_or_tails, f"kg:{kind}"


def _property(own: OwnProperty) -> _Statements:
    yield "rdf:type", "owl:DatatypeProperty" if own.holds_values else "owl:ObjectProperty"
    yield "rdfs:label", ox.Literal(_words(own.name))
    yield "rdfs:comment", ox.Literal(own.comment)
    if own.super_property:
        yield "rdfs:subPropertyOf", own.super_property
    for curie in own.domain:
        yield "schema:domainIncludes", curie
    for curie in own.ranges:
        yield "schema:rangeIncludes", curie


def _words(name: str) -> str:
    """The words of a name in camel case: "outperforms claim" for "OutperformsClaim"."""
    return "".join(f" {char.lower()}" if char.isupper() else char for char in name).strip()
