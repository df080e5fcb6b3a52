"""Validation: a graph as it is built keeps every rule, and one that breaks a rule is refused with the place."""

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from typer.testing import CliRunner

from kg.cli.app import app
from kg.config import RdfConfig
from kg.errors import ConfigError, GraphError
from kg.model import Knowledge
from kg.rdf import broader_property, prefixes, to_store, turtle_prefixes, write_turtle
from kg.validate import Violation, all_rules, shapes, validate
from kg.vocab import HierarchySource, NodeType, RelationType

CLAIM = "?c a kg:OutperformsClaim ."
RESULT = "<https://kg.example/result/stratus-2025/1>"
MARK = f"{RESULT} kg:valueMention ?s ."
PAPER = "<https://kg.example/paper/stratus-2025>"
OUTPERFORMS_SENTENCE = "Nimbus outperforms ViT on ImageNet with 83.3% top-1 accuracy."


def put(node: str, name: str, value: str, where: str = "") -> str:
    """The update that gives `node` another value."""
    return f"DELETE {{ {node} {name} ?x }} INSERT {{ {node} {name} {value} }} WHERE {{ {where} {node} {name} ?x }}"


BREAKING: Mapping[str, tuple[str, ...]] = {
    "Graph-space": ("DELETE WHERE { ?g void:uriSpace ?x }",),
    "Graph-activity": ("DELETE { ?g prov:wasGeneratedBy ?x } WHERE { ?g a void:Dataset ; prov:wasGeneratedBy ?x }",),
    "Activity-agent": ("DELETE { ?a a prov:SoftwareAgent } WHERE { ?a a prov:SoftwareAgent }",),
    "Paper-identifier": (
        f"DELETE WHERE {{ {PAPER} dcterms:identifier ?x }}",
        f"INSERT DATA {{ {PAPER} dcterms:identifier 'another' }}",
    ),
    "Paper-own-identifier": (put(PAPER, "dcterms:identifier", "'arxiv:2401.00001'"),),
    "Paper-title": (
        f"DELETE WHERE {{ {PAPER} dcterms:title ?x }}",
        put(PAPER, "dcterms:title", "' '"),
    ),
    "Paper-abstract": (f"INSERT DATA {{ {PAPER} dcterms:abstract 'another' }}",),
    "Paper-year": (
        f"INSERT DATA {{ {PAPER} dcterms:issued '24'^^xsd:gYear }}",
        f"INSERT DATA {{ {PAPER} dcterms:issued '2024' }}",
    ),
    "Paper-same": (
        f"INSERT DATA {{ {PAPER} schema:sameAs <https://arxiv.org/abs/> }}",
        f"INSERT DATA {{ {PAPER} schema:sameAs <https://example.org/10.1234/a> }}",
    ),
    "Paper-mentions": (f"INSERT DATA {{ {PAPER} schema:mentions entity:unknown }}",),
    "Node-type": ("INSERT DATA { entity:nimbus a kg:Method }",),
    "Entity-label": (
        "DELETE WHERE { entity:nimbus skos:prefLabel ?x }",
        "INSERT DATA { entity:nimbus skos:prefLabel 'Cloud' }",
    ),
    "Entity-shown-label": (
        "DELETE WHERE { entity:nimbus rdfs:label ?x }",
        "INSERT DATA { entity:nimbus rdfs:label 'Cloud' }",
    ),
    "Entity-alias": (
        "INSERT DATA { entity:nimbus skos:altLabel '' }",
        "INSERT DATA { entity:nimbus skos:altLabel 'Nimbus' }",
        "INSERT DATA { entity:nimbus skos:altLabel 7 }",
    ),
    "Entity-confidence": (
        "DELETE WHERE { entity:nimbus kg:confidence ?x }",
        put("entity:nimbus", "kg:confidence", "1.1"),
    ),
    "Entity-mentioned": ("DELETE WHERE { ?x schema:mentions entity:imagenet }",),
    "Entity-broader": ("INSERT DATA { entity:nimbus skos:broader entity:unknown }",),
    "Entity-circle": (
        "INSERT DATA { entity:nimbus skos:broader entity:stratus . entity:stratus skos:broader entity:nimbus }",
        "INSERT DATA { entity:nimbus skos:broader entity:nimbus }",
    ),
    "Entity-broader-reason": ("INSERT DATA { entity:nimbus skos:broader entity:stratus }",),
    "Entity-division": (
        "INSERT DATA { entity:nimbus kg:typeVote entity:vote }",
        "INSERT { entity:stratus kg:typeVote ?v . ?v kg:votedType kg:Model } WHERE { VALUES ?v { <v:a> <v:b> } }",
    ),
    "Entity-type-vote": ("INSERT DATA { entity:nimbus kg:typeVote entity:stratus }",),
    "TypeVote-type": ("INSERT DATA { entity:vote a kg:TypeVote ; kg:votedType schema:Dataset }",),
    "TypeVote-papers": (
        "INSERT DATA { entity:vote a kg:TypeVote ; kg:votes -1 }",
        "INSERT DATA { entity:vote a kg:TypeVote ; kg:votes 0 }",
    ),
    "TypeVote-thing": ("INSERT DATA { entity:vote a kg:TypeVote }",),
    "Sourced-confidence": (
        put("?c", "kg:confidence", "1.2", CLAIM),
        put("?c", "kg:confidence", "-0.1", CLAIM),
        put("?c", "kg:confidence", "'high'", CLAIM),
        f"DELETE WHERE {{ {RESULT} kg:confidence ?x }}",
    ),
    "Sourced-paper": (
        f"DELETE {{ ?c prov:hadPrimarySource ?x }} WHERE {{ {CLAIM} ?c prov:hadPrimarySource ?x }}",
        f"INSERT DATA {{ {RESULT} prov:hadPrimarySource entity:nimbus }}",
    ),
    "Sourced-sentence": (
        f"DELETE {{ ?c prov:wasQuotedFrom ?x }} WHERE {{ {CLAIM} ?c prov:wasQuotedFrom ?x }}",
        f"DELETE {{ ?x a nif:Sentence }} WHERE {{ {RESULT} prov:wasQuotedFrom ?x }}",
    ),
    "Sourced-own-sentence": (
        put("?c", "prov:wasQuotedFrom", "?other", f"{CLAIM} {RESULT} prov:wasQuotedFrom ?other ."),
    ),
    "Sourced-activity": (f"DELETE WHERE {{ {RESULT} prov:wasGeneratedBy ?x }}",),
    "Claim-fact-confidence": (f"DELETE {{ ?c kg:factConfidence ?x }} WHERE {{ {CLAIM} ?c kg:factConfidence ?x }}",),
    "Claim-subject-mention": (
        f"INSERT {{ ?c kg:subjectMention entity:nimbus }} WHERE {{ {CLAIM} }}",
        put("?c", "kg:subjectMention", "?other", f"{CLAIM} ?extension a kg:ExtendsClaim ; kg:subjectMention ?other ."),
    ),
    "Claim-object-mention": (
        f"INSERT {{ ?c kg:objectMention 'here' }} WHERE {{ {CLAIM} }}",
        put("?c", "kg:objectMention", "?other", f"{CLAIM} {RESULT} kg:valueMention ?other ."),
    ),
    "OutperformsClaim-subject": (
        put("?c", "rdf:subject", "entity:imagenet", CLAIM),
        f"DELETE {{ ?c rdf:subject ?x }} WHERE {{ {CLAIM} ?c rdf:subject ?x }}",
    ),
    "OutperformsClaim-object": (
        put("?c", "rdf:object", "entity:imagenet", CLAIM),
        f"INSERT {{ ?c rdf:object {PAPER} }} WHERE {{ {CLAIM} }}",
    ),
    "OutperformsClaim-predicate": (put("?c", "rdf:predicate", "kg:uses", CLAIM),),
    "OutperformsClaim-stated": ("DELETE WHERE { entity:nimbus kg:outperforms ?x }",),
    "outperforms-claimed": ("INSERT DATA { entity:stratus kg:outperforms entity:nimbus }",),
    "Result-subject": (
        f"DELETE WHERE {{ {RESULT} kg:subject ?x }}",
        f"INSERT DATA {{ {RESULT} kg:subject entity:unknown }}",
    ),
    "Result-metric": (
        f"INSERT DATA {{ {RESULT} kg:metric 'speed' }}",
        f"INSERT DATA {{ {RESULT} kg:metric entity:imagenet }}",
    ),
    "Result-dataset": (
        f"INSERT DATA {{ {RESULT} kg:dataset {PAPER} }}",
        put(RESULT, "kg:dataset", "entity:nimbus"),
    ),
    "Result-baseline": (f"INSERT DATA {{ {RESULT} kg:baseline entity:stratus }}",),
    "Result-value-text": (
        f"DELETE WHERE {{ {RESULT} kg:valueText ?x }}",
        put(RESULT, "kg:valueText", "2.2"),
    ),
    "Result-value": (f"INSERT DATA {{ {RESULT} kg:value 3.1 }}", f"INSERT DATA {{ {RESULT} kg:value '2.2' }}"),
    "Result-lower-is-better": (
        f"INSERT DATA {{ {RESULT} kg:lowerIsBetter true , false }}",
        f"INSERT DATA {{ {RESULT} kg:lowerIsBetter 'yes' }}",
    ),
    "Result-unit": (f"INSERT DATA {{ {RESULT} kg:unit 'points' }}",),
    "Result-kind": (
        put(RESULT, "kg:kind", "'loss'"),
        f"DELETE WHERE {{ {RESULT} kg:kind ?x }}",
    ),
    "Result-value-mention": (
        f"DELETE WHERE {{ {RESULT} kg:valueMention ?x }}",
        put(RESULT, "kg:valueMention", "?other", f"{CLAIM} ?c kg:objectMention ?other ."),
    ),
    "Passage-text": (f"DELETE {{ ?s nif:anchorOf ?x }} WHERE {{ {MARK} ?s nif:anchorOf ?x }}",),
    "Passage-begin": (put("?s", "nif:beginIndex", "900", MARK), put("?s", "nif:beginIndex", "-1", MARK)),
    "Passage-end": (put("?s", "nif:endIndex", "'end'", MARK),),
    "Passage-context": (f"INSERT {{ ?s nif:referenceContext {PAPER} }} WHERE {{ {MARK} }}",),
    "Passage-place": (put("?s", "nif:anchorOf", "'2.3'", MARK), put("?s", "nif:endIndex", "99999", MARK)),
    "Context-text": ("DELETE { ?s nif:isString ?x } WHERE { ?s nif:isString ?x }",),
    "Context-paper": (f"DELETE {{ ?s nif:sourceUrl {PAPER} }} WHERE {{ ?s nif:sourceUrl {PAPER} }}",),
    **{
        rule: update
        for name in map(broader_property, HierarchySource)
        for rule, update in {
            f"{name}-thing": (f"INSERT DATA {{ {PAPER} kg:{name} entity:nimbus }}",),
            f"{name}-other": (f"INSERT DATA {{ entity:nimbus kg:{name} entity:unknown }}",),
            f"{name}-broader": (f"INSERT DATA {{ entity:nimbus kg:{name} entity:stratus }}",),
        }.items()
    },
    **{f"{kind}-class": (f"INSERT DATA {{ entity:new a kg:{kind} }}",) for kind in NodeType},
    "Result-class": (f"DELETE DATA {{ {RESULT} a mls:ModelEvaluation }}",),
    "OutperformsClaim-class": (f"DELETE {{ ?c a kg:Claim }} WHERE {{ {CLAIM} }}",),
    "Former-thing": (
        "INSERT DATA { entity:cloud owl:sameAs entity:unknown }",
        "INSERT DATA { entity:cloud owl:sameAs entity:nimbus , entity:stratus }",
    ),
    "Former-nothing": ("INSERT DATA { entity:nimbus owl:sameAs entity:stratus }",),
    "Former-sameAs": ("INSERT DATA { entity:cloud owl:sameAs entity:nimbus }",),
    "Former-isReplacedBy": ("INSERT DATA { entity:cloud dcterms:isReplacedBy entity:nimbus }",),
}


def broken(tiny: Knowledge, path: Path, *updates: str) -> Path:
    """The Turtle file of the graph after the updates."""
    store = to_store(tiny)
    for update in updates:
        store.update(update, prefixes=dict(prefixes(RdfConfig())))
    store.dump(path, ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph(), prefixes=turtle_prefixes(RdfConfig()))
    return path


def test_a_built_graph_keeps_every_rule_by_both_checkers(tiny: Knowledge) -> None:
    for shacl in (None, False):  # where it is not told, pySHACL checks a graph of this size
        report = validate(tiny, shacl=shacl)
        assert report.conforms, report.violations
        assert report.counts["Paper"] == 2
        assert report.counts["Claim"] == len(tiny.facts)
        assert report.triples == len(to_store(tiny))


def test_the_graph_of_the_annotated_papers_keeps_every_rule(annotated: Knowledge) -> None:
    report = validate(annotated)
    assert report.violations == ()
    assert report.counts["Paper"] == 367
    assert report.counts["Result"] > 300
    assert report.counts["Claim"] > 4000


@pytest.mark.parametrize(
    ("rule", "update"), [(rule, update) for rule, updates in BREAKING.items() for update in updates]
)
def test_what_breaks_a_rule_is_found(tiny: Knowledge, tmp_path: Path, rule: str, update: str) -> None:
    report = validate(broken(tiny, tmp_path / "graph.ttl", update), shacl=False)
    assert rule in {violation.rule for violation in report.violations}
    assert not report.conforms


def test_every_kind_of_rule_is_broken_above() -> None:
    relations = {relation.value.lower() for relation in RelationType} - {"outperforms"}
    other = {
        rule.name
        for rule in all_rules()
        if not any(rule.name.lower().startswith((f"{relation}claim-", f"{relation}-")) for relation in relations)
    }
    assert other == set(BREAKING)


@pytest.mark.parametrize("number", [0, -1])
def test_a_shacl_processor_finds_the_same_as_the_queries(tiny: Knowledge, tmp_path: Path, number: int) -> None:
    path = broken(tiny, tmp_path / "graph.ttl", *(updates[number] for updates in BREAKING.values()))
    by_shacl, by_sparql = validate(path, shacl=True), validate(path, shacl=False)
    assert by_shacl.violations == by_sparql.violations
    assert len({violation.rule for violation in by_shacl.violations}) > 25


def test_a_violation_names_node_value_paper_and_sentence(tiny: Knowledge, tmp_path: Path) -> None:
    update = BREAKING["Sourced-confidence"][0]
    for shacl in (True, False):
        [violation] = validate(broken(tiny, tmp_path / "graph.ttl", update), shacl=shacl).violations
        assert "/claim/arxiv:2401.00001/outperforms-" in violation.node
        assert violation == Violation(
            violation.node,
            "Sourced-confidence",
            "it has one confidence, from 0 to 1",
            "1.2",
            "arxiv:2401.00001",
            OUTPERFORMS_SENTENCE,
        )
        assert str(violation) == (
            f"{violation.node}: it has one confidence, from 0 to 1 (found 1.2), paper arxiv:2401.00001, "
            f"in “{OUTPERFORMS_SENTENCE}” [Sourced-confidence]"
        )


def test_a_wrong_signature_names_the_claim_that_has_it(tiny: Knowledge, tmp_path: Path) -> None:
    report = validate(broken(tiny, tmp_path / "graph.ttl", BREAKING["OutperformsClaim-subject"][0]))
    found = {(violation.rule, violation.value, violation.sentence) for violation in report.violations}
    assert ("OutperformsClaim-subject", "https://kg.example/entity/imagenet", OUTPERFORMS_SENTENCE) in found
    assert any("only a method, model, paper outperforms something" in str(violation) for violation in report.violations)


def test_a_claim_without_sentence_still_names_its_paper(tiny: Knowledge, tmp_path: Path) -> None:
    report = validate(broken(tiny, tmp_path / "graph.ttl", BREAKING["Sourced-sentence"][0]))
    [violation] = report.violations
    assert (violation.rule, violation.paper, violation.sentence) == ("Sourced-sentence", "arxiv:2401.00001", "")


def test_a_passage_and_a_thing_name_the_paper_they_are_in(tiny: Knowledge, tmp_path: Path) -> None:
    [passage] = validate(broken(tiny, tmp_path / "a.ttl", BREAKING["Passage-place"][0]), shacl=False).violations
    assert (passage.paper, passage.sentence) == ("stratus-2025", "2.3")
    [thing] = validate(broken(tiny, tmp_path / "b.ttl", BREAKING["Entity-alias"][0]), shacl=False).violations
    assert thing.paper == "arxiv:2401.00001"


def test_the_command_line_counts_violations_as_they_are(tiny: Knowledge, tmp_path: Path) -> None:
    broken(tiny, tmp_path / "graph.ttl", BREAKING["Sourced-confidence"][0])
    printed = CliRunner().invoke(app, ["validate", "--out", str(tmp_path)])
    assert printed.exit_code == 1
    assert printed.stdout.endswith(" [Sourced-confidence]\n1 violation.\n")


def test_violations_are_sorted(tiny: Knowledge, tmp_path: Path) -> None:
    report = validate(broken(tiny, tmp_path / "graph.ttl", "DELETE WHERE { ?x kg:confidence ?y }"), shacl=False)
    assert len(report.violations) > 5
    assert list(report.violations) == sorted(report.violations)


def test_a_graph_without_papers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("# nothing\n", encoding="utf-8")
    [violation] = validate(path).violations
    assert violation == Violation("https://kg.example/graph", "Graph-papers", "the graph holds at least one paper")


def test_a_blank_node_that_breaks_a_rule_is_reported(tmp_path: Path, tiny: Knowledge) -> None:
    path = broken(tiny, tmp_path / "graph.ttl", "INSERT DATA { _:x a kg:Model ; kg:confidence 0.5 }")
    for shacl in (True, False):
        found = {violation.rule for violation in validate(path, shacl=shacl).violations}
        assert found == {"Entity-label", "Entity-mentioned", "Model-class"}


def test_a_file_that_is_no_graph_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    with pytest.raises(GraphError, match="cannot be read"):
        validate(path)
    path.write_text("no turtle", encoding="utf-8")
    with pytest.raises(GraphError, match="is no Turtle"):
        validate(path)


@pytest.mark.parametrize("base", ["https://data.example.org/", "https://data.example.org/ml#"])
def test_rules_follow_the_base_iri(tiny: Knowledge, tmp_path: Path, base: str) -> None:
    config = RdfConfig(base=base)
    path = tmp_path / "graph.ttl"
    write_turtle(tiny, path, config=config)
    for shacl in (True, False):
        report = validate(path, shacl=shacl, config=config)
        assert report.conforms, report.violations
        assert report.counts["Paper"] == 2
    with pytest.raises(ConfigError):
        validate(tiny, config=RdfConfig(base="nowhere"))


def test_any_parser_reads_the_shapes() -> None:
    graph = rdflib.Graph().parse(data=shapes(), format="turtle")
    assert len(graph) == len(list(ox.parse(shapes(), format=ox.RdfFormat.TURTLE)))
    holders = set(graph.subjects(rdflib.RDF.type, rdflib.SH.PropertyShape))
    assert len(holders) == len(all_rules())


def test_every_relation_has_shapes_of_its_own() -> None:
    names = {rule.name for rule in all_rules()}
    for relation in RelationType:
        claim = f"{relation.value[0].upper()}{relation.value[1:]}Claim"
        assert {f"{claim}-subject", f"{claim}-object", f"{claim}-predicate", f"{claim}-stated"} <= names
        assert f"{relation}-claimed" in names
