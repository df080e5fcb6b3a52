"""The rules that every graph must satisfy, derived from `kg.vocab`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from kg.rdf import OWN_PROPERTIES, broader_property, claim_class
from kg.validate.constraints import (
    Constraint,
    among,
    at_least_one,
    at_most_one,
    at_most_one_among,
    between,
    datatype,
    differs_from,
    equals,
    has,
    instance_of,
    less_than,
    matches,
    never,
)
from kg.vocab import (
    ENTITY_TYPES,
    RELATIONS,
    TYPES,
    HierarchySource,
    NodeType,
    RelationType,
    ResultKind,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """Constraints on the values at `path` of every node of `targets`.

    Names are CURIEs. `targets` are classes or, with `of_subjects`, properties whose subjects are the nodes. `path` is a
    property, after "^" if it is followed from object to subject.
    """

    name: str
    targets: tuple[str, ...]
    path: str
    message: str
    constraints: tuple[Constraint, ...]
    of_subjects: bool = False


_Row: TypeAlias = tuple[str, str, str, Sequence[Constraint]]
"""Name of the rule within its group, path, message, constraints."""

_ENTITIES: Final = tuple(f"kg:{kind}" for kind in ENTITY_TYPES)
_NODES: Final = (f"kg:{NodeType.PAPER}", *_ENTITIES)
_RANGES: Final = {own.name: own.ranges for own in OWN_PROPERTIES}

_ONE: Final = (at_least_one(), at_most_one())
_TEXT: Final = (datatype("xsd:string"), matches("[^ ]"))
_PROBABILITY: Final = (*_ONE, datatype("xsd:decimal"), between(0, 1))
_OFFSET: Final = (*_ONE, datatype("xsd:integer"), matches("^[0-9]+$"))

_COUNT: Final = (*_ONE, datatype("xsd:integer"), matches("^[1-9][0-9]*$"))

_BROADER: Final = tuple(f"kg:{broader_property(source)}" for source in HierarchySource)

_GRAPH: Final[Sequence[_Row]] = (
    ("space", "void:uriSpace", "the graph names the base of its IRIs", (*_ONE, *_TEXT)),
    ("activity", "prov:wasGeneratedBy", "the graph was made by one run", (*_ONE, instance_of(("prov:Activity",)))),
)
_ACTIVITY: Final[Sequence[_Row]] = (
    ("agent", "prov:wasAssociatedWith", "a run is that of one program", (*_ONE, instance_of(("prov:SoftwareAgent",)))),
)
_PAPER: Final[Sequence[_Row]] = (
    ("identifier", "dcterms:identifier", "a paper has exactly one id", (*_ONE, *_TEXT)),
    (
        "own-identifier",
        "dcterms:identifier",
        "a paper has its id for itself",
        (never("?node dcterms:identifier ?value . ?other dcterms:identifier ?value . FILTER(?other != ?node)"),),
    ),
    ("title", "dcterms:title", "a paper has exactly one title", (*_ONE, *_TEXT)),
    ("abstract", "dcterms:abstract", "a paper has at most one abstract", (at_most_one(), *_TEXT)),
    (
        "year",
        "dcterms:issued",
        "a paper has at most one year, of four digits or more",
        (at_most_one(), datatype("xsd:gYear"), matches("^[0-9]{4,}$")),
    ),
    (
        "same",
        "schema:sameAs",
        "a paper is the same as its pages at arXiv and under its DOI",
        (matches(r"^https://(arxiv[.]org/abs|doi[.]org/10[.][0-9]{4,9})/."),),
    ),
    ("mentions", "schema:mentions", "what a paper mentions is in the graph", (instance_of(_ENTITIES),)),
)
_NODE: Final[Sequence[_Row]] = (
    ("type", "rdf:type", "a node has one type of the vocabulary", (at_most_one_among(_NODES),)),
)
_ENTITY: Final[Sequence[_Row]] = (
    ("label", "skos:prefLabel", "a thing has exactly one label", (*_ONE, *_TEXT)),
    ("shown-label", "rdfs:label", "the label for all programs is the label", (equals("skos:prefLabel"),)),
    ("alias", "skos:altLabel", "an alias is a text, and not the label", (*_TEXT, differs_from("skos:prefLabel"))),
    ("confidence", "kg:confidence", "a thing has one confidence, from 0 to 1", _PROBABILITY),
    ("mentioned", "^schema:mentions", "a thing is mentioned by a paper", (at_least_one(),)),
    ("broader", "skos:broader", "what a thing lies under is in the graph", (instance_of(_ENTITIES),)),
    (
        "circle",
        "skos:broader",
        "nothing lies under itself",
        (never("?node skos:broader ?value . ?value skos:broader* ?node"),),
    ),
    (
        "broader-reason",
        "skos:broader",
        "something says that a thing lies under another",
        (never(f"?node skos:broader ?value . FILTER NOT EXISTS {{ ?node {'|'.join(_BROADER)} ?value }}"),),
    ),
    ("type-vote", "kg:typeVote", "a vote for its type is in the graph", (instance_of(("kg:TypeVote",)),)),
    (
        "division",
        "kg:typeVote",
        "papers are divided over a type where there are votes, and each vote is for another",
        (
            never(
                "?node kg:typeVote ?value . FILTER NOT EXISTS { ?node kg:typeVote ?other . FILTER(?other != ?value) }"
            ),
            never(
                "?node kg:typeVote ?one , ?value . ?one kg:votedType ?type . ?value kg:votedType ?type ."
                " FILTER(STR(?one) < STR(?value))"
            ),
        ),
    ),
)
_SOURCED: Final[Sequence[_Row]] = (
    ("confidence", "kg:confidence", "it has one confidence, from 0 to 1", _PROBABILITY),
    ("paper", "prov:hadPrimarySource", "it comes from exactly one paper", (*_ONE, instance_of(("kg:Paper",)))),
    ("sentence", "prov:wasQuotedFrom", "it quotes exactly one sentence", (*_ONE, instance_of(("nif:Sentence",)))),
    (
        "own-sentence",
        "prov:wasQuotedFrom",
        "the sentence that it quotes is in its paper",
        (
            never(
                "?node prov:hadPrimarySource ?paper ; prov:wasQuotedFrom ?value ."
                " ?value nif:referenceContext/nif:sourceUrl ?other . FILTER(?other != ?paper)"
            ),
        ),
    ),
    ("activity", "prov:wasGeneratedBy", "it was found by one run", (*_ONE, instance_of(("prov:Activity",)))),
)


def _in_sentence(mention: str) -> Constraint:
    """The phrase that the property `mention` marks is in the quoted sentence."""
    return never(
        f"?node {mention} ?value ; prov:wasQuotedFrom ?sentence . FILTER NOT EXISTS {{"
        " ?sentence nif:referenceContext ?text ; nif:beginIndex ?from ; nif:endIndex ?to ."
        " ?value nif:referenceContext ?text ; nif:beginIndex ?begin ; nif:endIndex ?end ."
        " FILTER(?from <= ?begin && ?end <= ?to) }"
    )


_PHRASE: Final = instance_of(("nif:Phrase",))
_CLAIM: Final[Sequence[_Row]] = (
    ("fact-confidence", "kg:factConfidence", "a claim has one confidence of its fact, from 0 to 1", _PROBABILITY),
    (
        "subject-mention",
        "kg:subjectMention",
        "a claim marks its subject at most once, in its sentence",
        (at_most_one(), _PHRASE, _in_sentence("kg:subjectMention")),
    ),
    (
        "object-mention",
        "kg:objectMention",
        "a claim marks its object at most once, in its sentence",
        (at_most_one(), _PHRASE, _in_sentence("kg:objectMention")),
    ),
)
_RESULT: Final[Sequence[_Row]] = (
    ("subject", "kg:subject", "a result is about exactly one thing or paper", (*_ONE, instance_of(_NODES))),
    ("metric", "kg:metric", "a result has at most one metric", (at_most_one(), instance_of(_RANGES["metric"]))),
    (
        "dataset",
        "kg:dataset",
        "a result was measured on at most one benchmark, data set or task",
        (at_most_one(), instance_of(_RANGES["dataset"])),
    ),
    ("baseline", "kg:baseline", "a result is compared with at most one thing", (at_most_one(), instance_of(_NODES))),
    ("value-text", "kg:valueText", "a result has exactly one value as written", (*_ONE, *_TEXT)),
    ("value", "kg:value", "a result has at most one number", (at_most_one(), datatype("xsd:decimal"))),
    (
        "lower-is-better",
        "kg:lowerIsBetter",
        "a result says at most once whether a lower one is better",
        (at_most_one(), datatype("xsd:boolean")),
    ),
    ("unit", "kg:unit", "a result has at most one unit", (at_most_one(), *_TEXT)),
    ("kind", "kg:kind", "a result has one kind", (*_ONE, among(f'"{kind}"' for kind in ResultKind))),
    (
        "value-mention",
        "kg:valueMention",
        "a result marks its value in its sentence",
        (*_ONE, _PHRASE, _in_sentence("kg:valueMention")),
    ),
)
_TYPE_VOTE: Final[Sequence[_Row]] = (
    ("type", "kg:votedType", "a vote is for one type", (*_ONE, among(_ENTITIES))),
    ("papers", "kg:votes", "a vote is that of some papers", _COUNT),
    ("thing", "^kg:typeVote", "a vote is about one thing", (*_ONE, instance_of(_ENTITIES))),
)
_PASSAGE: Final[Sequence[_Row]] = (
    ("text", "nif:anchorOf", "a passage has exactly one text", (*_ONE, *_TEXT)),
    ("begin", "nif:beginIndex", "a passage begins once, before its end", (*_OFFSET, less_than("nif:endIndex"))),
    ("end", "nif:endIndex", "a passage ends once", _OFFSET),
    ("context", "nif:referenceContext", "a passage is part of one text", (*_ONE, instance_of(("nif:Context",)))),
    (
        "place",
        "nif:anchorOf",
        "a passage is what stands at its place in the text",
        (
            never(
                "?node nif:anchorOf ?value ; nif:beginIndex ?begin ; nif:endIndex ?end ."
                " ?node nif:referenceContext/nif:isString ?text ."
                " FILTER(SUBSTR(?text, ?begin + 1, ?end - ?begin) != ?value)"
            ),
        ),
    ),
)
_CONTEXT: Final[Sequence[_Row]] = (
    ("text", "nif:isString", "a text is there once", (*_ONE, datatype("xsd:string"))),
    ("paper", "nif:sourceUrl", "a text belongs to one paper", (*_ONE, instance_of(("kg:Paper",)))),
)


def all_rules() -> tuple[Rule, ...]:
    """Every rule, grouped by the nodes that it is about."""
    return (
        *_group("Graph", ("void:Dataset",), _GRAPH),
        *_group("Activity", ("prov:Activity",), _ACTIVITY),
        *_group("Paper", ("kg:Paper",), _PAPER),
        *_group("Node", _NODES, _NODE),
        *(rule for kind, info in TYPES.items() for rule in _super_classes(kind.value, info.super_classes)),
        *_super_classes("Result", ("mls:ModelEvaluation",)),
        *_group("Entity", _ENTITIES, _ENTITY),
        *_group("Sourced", ("kg:Claim", "kg:Result"), _SOURCED),
        *_group("Claim", ("kg:Claim",), _CLAIM),
        *(rule for relation in RELATIONS for rule in _relation(relation)),
        *_group("Result", ("kg:Result",), _RESULT),
        *_group("TypeVote", ("kg:TypeVote",), _TYPE_VOTE),
        *_group("Passage", ("nif:Sentence", "nif:Phrase"), _PASSAGE),
        *_group("Context", ("nif:Context",), _CONTEXT),
        *(rule for name in _BROADER for rule in _hierarchy(name)),
        *_former(),
    )


def _group(name: str, targets: tuple[str, ...], rows: Sequence[_Row]) -> Iterator[Rule]:
    for short, path, message, constraints in rows:
        yield Rule(f"{name}-{short}", targets, path, message, tuple(constraints))


def _super_classes(name: str, classes: Sequence[str]) -> Iterator[Rule]:
    """A node of one class also has its public super-classes, for users who know only these."""
    message = f"a {_listed((name,))} is a {', '.join(classes)} too"
    yield Rule(f"{name}-class", (f"kg:{name}",), "rdf:type", message, tuple(map(has, classes)))


def _relation(relation: RelationType) -> Iterator[Rule]:
    """A claim links types that its relation allows and has its plain triple, and every such triple has a claim."""
    info = RELATIONS[relation]
    claim, fact = claim_class(relation), f"kg:{relation}"
    heads, tails = (tuple(f"kg:{kind}" for kind in kinds) for kinds in (info.heads, info.tails))
    names = {"heads": _listed(heads), "tails": _listed(tails)}
    rows: Sequence[_Row] = (
        ("subject", "rdf:subject", f"only a {names['heads']} {info.phrase} something", (*_ONE, instance_of(heads))),
        ("object", "rdf:object", f"what something {info.phrase} is a {names['tails']}", (*_ONE, instance_of(tails))),
        ("predicate", "rdf:predicate", f"the predicate of the claim is {fact}", (*_ONE, among((fact,)))),
        ("class", "rdf:type", "the claim of a relation is a kg:Claim", (has("kg:Claim"),)),
        (
            "stated",
            "rdf:object",
            "what a claim states is a fact of the graph",
            (never(f"?node rdf:subject ?head ; rdf:object ?value . FILTER NOT EXISTS {{ ?head {fact} ?value }}"),),
        ),
    )
    yield from _group(claim.removeprefix("kg:"), (claim,), rows)
    claimed = f"?claim rdf:subject ?node ; rdf:object ?value FILTER EXISTS {{ ?claim a {claim} }}"
    unclaimed = f"?node {fact} ?value . FILTER NOT EXISTS {{ {claimed} }}"
    yield Rule(f"{relation}-claimed", (fact,), fact, "a paper claims every fact", (never(unclaimed),), of_subjects=True)


def _hierarchy(name: str) -> Iterator[Rule]:
    """The property `name`, a reason for skos:broader, links only entities, and only those that skos:broader links."""
    subject = (
        f"?node {name} ?value . FILTER NOT EXISTS {{ ?node a ?class . FILTER(?class IN ({', '.join(_ENTITIES)})) }}"
    )
    rows: Sequence[tuple[str, str, Constraint]] = (
        ("thing", "only a thing lies under something", never(subject)),
        ("other", "what a thing lies under is in the graph", instance_of(_ENTITIES)),
        (
            "broader",
            "a reason to lie under a thing is one for lying under it",
            never(f"?node {name} ?value . FILTER NOT EXISTS {{ ?node skos:broader ?value }}"),
        ),
    )
    for short, message, constraint in rows:
        yield Rule(f"{name.removeprefix('kg:')}-{short}", (name,), name, message, (constraint,), of_subjects=True)


def _former() -> Iterator[Rule]:
    """An IRI that an entity would have under another name leads to that entity, and is no entity itself."""
    same, replaced = "owl:sameAs", "dcterms:isReplacedBy"
    for short, path, message, constraints in (
        ("thing", same, "another IRI of a thing leads to one thing", (at_most_one(), instance_of(_ENTITIES))),
        ("nothing", same, "another IRI of a thing is no thing itself", (never(f"?node {same} ?thing ; a ?value"),)),
    ):
        yield Rule(f"Former-{short}", (same,), path, message, constraints, of_subjects=True)
    for one, other in ((same, replaced), (replaced, same)):
        unanswered = f"?node {one} ?value . FILTER NOT EXISTS {{ ?node {other} ?value }}"
        name, message = one.partition(":")[2], "another IRI of a thing is the same as it and replaced by it"
        yield Rule(f"Former-{name}", (one,), one, message, (never(unanswered),), of_subjects=True)


def _listed(classes: Sequence[str]) -> str:
    return ", ".join(sorted(name.removeprefix("kg:").lower() for name in classes))
