"""The ontology as a page to read: every class and property, its meaning, what it specialises, and an example."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import jinja2
import pyoxigraph as ox
from markupsafe import Markup

from kg import __version__
from kg.config import RdfConfig
from kg.rdf import Iris, Terms, claim_class, ontology_triples, prefixes
from kg.theme import theme_css
from kg.vocab import RELATIONS, NodeType, RelationType

_RELATION_EXAMPLES: Final[Mapping[RelationType, tuple[str, str]]] = MappingProxyType(
    {
        RelationType.PROPOSES: ("paper:1706.03762", "entity:transformer"),
        RelationType.USES: ("entity:transformer", "entity:self-attention"),
        RelationType.EXTENDS: ("entity:vision-transformer", "entity:transformer"),
        RelationType.PART_OF: ("entity:self-attention", "entity:transformer"),
        RelationType.IS_A: ("entity:bert", "entity:language-model"),
        RelationType.APPLIED_TO: ("entity:transformer", "entity:machine-translation"),
        RelationType.ADDRESSES: ("entity:flashattention", "entity:quadratic-complexity"),
        RelationType.EVALUATED_ON: ("entity:vision-transformer", "entity:imagenet"),
        RelationType.TRAINED_ON: ("entity:gpt-neo", "entity:the-pile"),
        RelationType.COMPARED_WITH: ("entity:mamba", "entity:transformer"),
        RelationType.OUTPERFORMS: ("entity:transformer", "entity:recurrent-neural-network"),
        RelationType.MEASURED_BY: ("entity:machine-translation", "entity:bleu"),
    }
)
_TYPE_EXAMPLES: Final[Mapping[NodeType, str]] = MappingProxyType(
    {
        NodeType.PAPER: "paper:1706.03762",
        NodeType.MODEL: "entity:transformer",
        NodeType.METHOD: "entity:self-attention",
        NodeType.BENCHMARK: "entity:imagenet",
        NodeType.DATASET: "entity:the-pile",
        NodeType.TASK: "entity:machine-translation",
        NodeType.METRIC: "entity:bleu",
        NodeType.CONCEPT: "entity:quadratic-complexity",
    }
)
_CLAIM: Final = "<claim/1706.03762/outperforms-0f3c>"
_RESULT: Final = "<result/1706.03762/1>"
_OWN_EXAMPLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Claim": f"{_CLAIM} a kg:Claim",
        "Result": f"{_RESULT} a kg:Result",
        "TypeVote": "<vote/transformer/model> a kg:TypeVote",
        "typeVote": "entity:transformer kg:typeVote <vote/transformer/model>",
        "votedType": "<vote/transformer/model> kg:votedType kg:Model",
        "votes": "<vote/transformer/model> kg:votes 12",
        "confidence": f"{_CLAIM} kg:confidence 0.93",
        "factConfidence": f"{_CLAIM} kg:factConfidence 0.97",
        "subjectMention": f"{_CLAIM} kg:subjectMention <paper/1706.03762#char=40,51>",
        "objectMention": f"{_CLAIM} kg:objectMention <paper/1706.03762#char=63,66>",
        "subject": f"{_RESULT} kg:subject entity:transformer",
        "metric": f"{_RESULT} kg:metric entity:bleu",
        "dataset": f"{_RESULT} kg:dataset entity:wmt-2014-english-german",
        "baseline": f"{_RESULT} kg:baseline entity:gnmt",
        "valueText": f'{_RESULT} kg:valueText "28.4"',
        "value": f"{_RESULT} kg:value 28.4",
        "lowerIsBetter": f"{_RESULT} kg:lowerIsBetter true",
        "unit": f'{_RESULT} kg:unit "points"',
        "kind": f'{_RESULT} kg:kind "absolute"',
        "valueMention": f"{_RESULT} kg:valueMention <paper/1706.03762#char=201,205>",
        "projectPage": "paper:1706.03762 kg:projectPage <https://example.org/project>",
        "dataPage": "paper:1706.03762 kg:dataPage <https://example.org/data>",
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the page says of one term; links are pairs of an address and a CURIE."""

    name: str
    curie: str
    iri: str
    label: str
    meaning: str
    supers: tuple[tuple[str, str], ...]
    heads: tuple[tuple[str, str], ...]
    tails: tuple[tuple[str, str], ...]
    example: str


def ontology_page(*, config: RdfConfig = RdfConfig(), site: Sequence[tuple[str, str]] = ()) -> str:
    """The page as HTML: one file without scripts that requests nothing; `site` are addresses it leads to, with names.

    Raises:
        ConfigError: the base IRI is malformed.
    """
    sections: dict[str, list[Entry]] = {
        name: [] for name in ("Things", "Relations", "Claims and results", "Properties")
    }
    for entry in entries(config=config):
        sections[_section(entry)].append(entry)
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("kg.export", "assets"), autoescape=True, undefined=jinja2.StrictUndefined
    )
    page = templates.get_template("ontology.html.jinja")
    known = [(name, space) for name, space in prefixes(config).items() if name != "sh"]
    namespace = Iris.of(config).ontology
    theme = Markup(theme_css())  # noqa: S704 - a style sheet of this package
    about = {"version": __version__, "namespace": namespace, "prefixes": known}
    return page.render(theme=theme, site=site, sections=sections, **about) + "\n"


def _section(entry: Entry) -> str:
    if entry.name in _RELATION_EXAMPLES:
        return "Relations"
    if entry.name in _TYPE_EXAMPLES:
        return "Things"
    return "Claims and results" if entry.name[0].isupper() else "Properties"


def entries(*, config: RdfConfig) -> Iterator[Entry]:
    """Yield every term of the ontology in its order."""
    namespace, terms = Iris.of(config).ontology, Terms.of(config)
    said: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for triple in ontology_triples(config=config):
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            said[triple.subject.value][triple.predicate.value].append(triple.object)

    def values(iri: str, *curies: str) -> tuple[ox.NamedNode | ox.Literal, ...]:
        return tuple(value for curie in curies for value in said[iri].get(terms(curie).value, ()))

    def links(iri: str, *curies: str) -> tuple[tuple[str, str], ...]:
        return tuple((value.value, _curie(value.value, config)) for value in values(iri, *curies))

    for iri in [iri for iri in said if iri.startswith(namespace)]:
        name = iri.removeprefix(namespace)
        yield Entry(
            name=name,
            curie=f"kg:{name}",
            iri=iri,
            label=values(iri, "rdfs:label")[0].value,
            meaning=values(iri, "rdfs:comment")[0].value,
            supers=links(iri, "rdfs:subClassOf", "rdfs:subPropertyOf"),
            heads=links(iri, "schema:domainIncludes"),
            tails=links(iri, "schema:rangeIncludes"),
            example=_example(name),
        )


def _example(name: str) -> str:
    """A statement in Turtle that uses the term."""
    if name in _TYPE_EXAMPLES:
        return f"{_TYPE_EXAMPLES[NodeType(name)]} a kg:{name} ."
    if name in _RELATION_EXAMPLES:
        head, tail = _RELATION_EXAMPLES[RelationType(name)]
        return f"{head} kg:{name} {tail} ."
    for relation in RELATIONS:
        if claim_class(relation) == f"kg:{name}":
            head, tail = _RELATION_EXAMPLES[relation]
            return f"[] a kg:{name} ; rdf:subject {head} ; rdf:predicate kg:{relation} ; rdf:object {tail} ."
    if name.startswith("broaderBy"):
        return f"entity:vision-transformer kg:{name} entity:transformer ."
    return f"{_OWN_EXAMPLES.get(name, f'[] kg:{name} []')} ."


def _curie(iri: str, config: RdfConfig) -> str:
    prefix, space = max(
        (item for item in prefixes(config).items() if iri.startswith(item[1])), key=lambda item: len(item[1])
    )
    return f"{prefix}:{iri.removeprefix(space)}"
