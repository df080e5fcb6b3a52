"""The node types, relations and result kinds, each defined once; everything else derives from these tables.

`TYPES` and `RELATIONS` decide what the extractor may find, what the RDF consists of, what the shapes allow and how
the page draws it. Definitions follow the annotation guidelines; super-terms are CURIEs resolved by `PREFIXES`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

PAPER: Final = "PAPER"
"""Stands for the paper itself as the head of a relation or the subject of a result in a record."""


class NodeType(StrEnum):
    """What a node of the graph is."""

    PAPER = "Paper"
    MODEL = "Model"
    METHOD = "Method"
    BENCHMARK = "Benchmark"
    DATASET = "Dataset"
    TASK = "Task"
    METRIC = "Metric"
    CONCEPT = "Concept"


ENTITY_TYPES: Final = tuple(kind for kind in NodeType if kind is not NodeType.PAPER)


class RelationType(StrEnum):
    """What an edge of the graph says."""

    PROPOSES = "proposes"
    USES = "uses"
    EXTENDS = "extends"
    PART_OF = "partOf"
    IS_A = "isA"
    APPLIED_TO = "appliedTo"
    ADDRESSES = "addresses"
    EVALUATED_ON = "evaluatedOn"
    TRAINED_ON = "trainedOn"
    COMPARED_WITH = "comparedWith"
    OUTPERFORMS = "outperforms"
    MEASURED_BY = "measuredBy"


class ResultKind(StrEnum):
    """How the number of a result is to be read."""

    ABSOLUTE = "absolute"
    GAIN = "gain"
    REDUCTION = "reduction"
    SPEEDUP = "speedup"


class LinkKind(StrEnum):
    """What a link in an abstract leads to."""

    CODE = "code"
    PROJECT = "project"
    DATA = "data"
    OTHER = "other"


class HierarchySource(StrEnum):
    """What shows that one entity is a kind of another."""

    STATED = "stated"
    VERSION = "version"
    SIZE = "size"
    HEAD_NOUN = "head noun"


class Reason(StrEnum):
    """Why a name counts as a form of an entity."""

    CASE = "case"
    PLURAL = "plural"
    HYPHENATION = "hyphenation"
    ABBREVIATION = "abbreviation"
    KNOWN_ABBREVIATION = "known abbreviation"
    INITIALS = "initials"
    ABBREVIATION_INSIDE = "abbreviation inside"
    WORD_ORDER = "word order"
    WORD_FORM = "word form"
    VERB = "verb for noun"
    HEAD_WORD = "head word"
    FIRST_WORD = "first word"
    SAME_PAPER = "same form in paper"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """One node type: its wording, its look on the page, and its RDF super-classes (CURIEs)."""

    plural: str
    definition: str
    color: str
    shape: str
    super_classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationInfo:
    """One relation: the types it may link, its wording in both directions, and its RDF super-properties (CURIEs)."""

    heads: frozenset[NodeType]
    tails: frozenset[NodeType]
    phrase: str
    inverse_phrase: str
    definition: str
    super_properties: tuple[str, ...] = ()
    symmetric: bool = False


SYSTEMS: Final = frozenset({NodeType.MODEL, NodeType.METHOD})
"""Types of systems: what is built, run and compared."""

DATA: Final = frozenset({NodeType.BENCHMARK, NodeType.DATASET})
"""Types of data: what systems are trained and tested on."""

MEASURES: Final = frozenset({NodeType.METRIC, NodeType.CONCEPT})
"""Types that the metric of a result may have in the corpus."""

TESTED_ON: Final = DATA | {NodeType.TASK}
"""Types that the data set of a result may have in the corpus."""

_ANY = frozenset(ENTITY_TYPES)
_ACTORS = SYSTEMS | {NodeType.PAPER}

TYPES: Final[Mapping[NodeType, TypeInfo]] = MappingProxyType(
    {
        NodeType.PAPER: TypeInfo(
            "Papers",
            "A scholarly article, known by its title and abstract.",
            "#5b6470",
            "square",
            ("schema:ScholarlyArticle",),
        ),
        NodeType.MODEL: TypeInfo(
            "Models",
            "Something one runs to get an output: a network, a model family, an architecture class, an agent.",
            "#0072B2",
            "dot",
            ("mls:Model",),
        ),
        NodeType.METHOD: TypeInfo(
            "Methods",
            "Something one does or plugs in: a technique, algorithm, module, objective, procedure, framework or tool.",
            "#009E73",
            "diamond",
            ("mls:Algorithm",),
        ),
        NodeType.BENCHMARK: TypeInfo(
            "Benchmarks",
            "A data set, benchmark, test suite, shared task or environment used to evaluate.",
            "#D55E00",
            "triangle",
            ("schema:Dataset",),
        ),
        NodeType.DATASET: TypeInfo(
            "Data sets",
            "Named or clearly described data that is trained on or released as data.",
            "#E69F00",
            "triangleDown",
            ("schema:Dataset",),
        ),
        NodeType.TASK: TypeInfo(
            "Tasks",
            "A problem that a system solves.",
            "#CC79A7",
            "star",
            ("mls:Task",),
        ),
        NodeType.METRIC: TypeInfo(
            "Metrics",
            "A quantity that is measured to judge a system.",
            "#A0860A",
            "hexagon",
            ("mls:EvaluationMeasure",),
        ),
        NodeType.CONCEPT: TypeInfo(
            "Concepts",
            "Any other technical term: a phenomenon, property, structure, kind of data, theory, resource or field.",
            "#56B4E9",
            "dot",
            ("skos:Concept",),
        ),
    }
)

RELATIONS: Final[Mapping[RelationType, RelationInfo]] = MappingProxyType(
    {
        RelationType.PROPOSES: RelationInfo(
            frozenset({NodeType.PAPER}),
            _ANY,
            "proposes",
            "proposed by",
            "The paper introduces the thing.",
            ("schema:mentions",),
        ),
        RelationType.USES: RelationInfo(
            _ACTORS,
            frozenset({NodeType.METHOD, NodeType.MODEL, NodeType.DATASET, NodeType.CONCEPT}),
            "uses",
            "used by",
            "It employs the other as component, input, teacher, tool or technique.",
        ),
        RelationType.EXTENDS: RelationInfo(
            SYSTEMS | DATA,
            SYSTEMS | DATA,
            "extends",
            "extended by",
            "It is built on, derived from, initialised from, fine-tuned from or a variant of the other.",
            ("prov:wasDerivedFrom",),
        ),
        RelationType.PART_OF: RelationInfo(
            SYSTEMS | DATA | {NodeType.CONCEPT},
            SYSTEMS | DATA | {NodeType.CONCEPT},
            "is part of",
            "has part",
            "It is a component or subset of the other.",
            ("dcterms:isPartOf",),
        ),
        RelationType.IS_A: RelationInfo(
            _ANY,
            _ANY,
            "is a",
            "has instance",
            "It is an instance or a kind of the other.",
            ("skos:broader",),
        ),
        RelationType.APPLIED_TO: RelationInfo(
            _ACTORS,
            frozenset({NodeType.TASK}),
            "is applied to",
            "is performed by",
            "It is used for or performs the task.",
        ),
        RelationType.ADDRESSES: RelationInfo(
            _ACTORS,
            frozenset({NodeType.CONCEPT}),
            "addresses",
            "addressed by",
            "It aims to solve, reduce or study the problem or phenomenon, or works on that field or kind of data.",
        ),
        RelationType.EVALUATED_ON: RelationInfo(
            _ACTORS,
            frozenset({NodeType.BENCHMARK, NodeType.TASK}),
            "is evaluated on",
            "is used to evaluate",
            "It was tested on the benchmark or task.",
        ),
        RelationType.TRAINED_ON: RelationInfo(
            _ACTORS,
            DATA,
            "is trained on",
            "is used to train",
            "It was trained, pre-trained or fine-tuned on the data.",
        ),
        RelationType.COMPARED_WITH: RelationInfo(
            _ACTORS,
            SYSTEMS,
            "is compared with",
            "is compared with",
            "Set side by side with the other, with no clear winner stated.",
            symmetric=True,
        ),
        RelationType.OUTPERFORMS: RelationInfo(
            _ACTORS,
            SYSTEMS,
            "outperforms",
            "is outperformed by",
            "Stated to do better than the other on some measure.",
        ),
        RelationType.MEASURED_BY: RelationInfo(
            SYSTEMS | {NodeType.TASK, NodeType.BENCHMARK, NodeType.PAPER},
            frozenset({NodeType.METRIC}),
            "is measured by",
            "measures",
            "The metric is reported or used for it.",
        ),
    }
)

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dcterms": "http://purl.org/dc/terms/",
        "mls": "http://www.w3.org/ns/mls#",
        "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""Prefixes of the public vocabularies that the graph reuses; the project's own depend on the base IRI."""


def allows(head: NodeType, relation: RelationType, tail: NodeType) -> bool:
    """Whether the guidelines let `relation` link a `head` to a `tail` of these types."""
    info = RELATIONS[relation]
    return head in info.heads and tail in info.tails
