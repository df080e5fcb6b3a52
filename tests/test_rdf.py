"""The graph as triples: what is said of each node, how nodes are named, and that files are the same in every run."""

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.config import RdfConfig
from kg.errors import ConfigError, GraphError, OutputError
from kg.model import Knowledge, PaperLink, Span
from kg.rdf import (
    Iris,
    Terms,
    iter_triples,
    ontology_triples,
    plain_number,
    prefixes,
    read_store,
    to_store,
    write_ontology,
    write_turtle,
)
from kg.rdf.rdflib_graph import to_rdflib
from kg.rdf.terms import relative_path, web_address
from kg.vocab import RELATIONS, TYPES, LinkKind, RelationType

IRIS = Iris.of(RdfConfig())
TERMS = Terms.of(RdfConfig())
PREFIXES = "".join(f"PREFIX {name}: <{space}>\n" for name, space in prefixes(RdfConfig()).items())
FIRST = "arxiv:2401.00001"


def parse(turtle: str | bytes) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}


def said_of(subject: ox.NamedNode, triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    return {triple for triple in triples if triple.subject == subject}


def expected(turtle: str) -> set[ox.Triple]:
    return parse(PREFIXES + turtle)


def test_a_paper_has_its_bibliography_its_code_and_what_it_mentions(tiny: Knowledge) -> None:
    paper = tiny.papers[0]
    assert said_of(IRIS.paper(FIRST), iter_triples(tiny)) == expected(
        f"""
        <https://kg.example/paper/arxiv:2401.00001> a kg:Paper, schema:ScholarlyArticle ;
            dcterms:identifier "arxiv:2401.00001" ;
            dcterms:title "Nimbus: A Small Vision Transformer" ;
            dcterms:abstract "{paper.abstract}" ;
            schema:codeRepository <https://github.com/example/nimbus> ;
            schema:mentions entity:imagenet, entity:nimbus, entity:top-1-accuracy, entity:vision-transformer ;
            kg:proposes entity:nimbus .
        """
    )


def test_an_entity_has_its_types_its_names_its_code_and_its_facts(tiny: Knowledge) -> None:
    triples = set(iter_triples(tiny))
    assert said_of(IRIS.node("entity/nimbus"), triples) == expected(
        """
        entity:nimbus a kg:Model, mls:Model ;
            skos:prefLabel "Nimbus" ; rdfs:label "Nimbus" ;
            kg:confidence 0.9 ;
            schema:codeRepository <https://github.com/example/nimbus> ;
            kg:evaluatedOn entity:imagenet ;
            kg:extends entity:vision-transformer ;
            kg:outperforms entity:vision-transformer .
        """
    )
    assert expected('entity:vision-transformer skos:altLabel "ViT" .') <= triples


def test_a_claim_quotes_its_sentence_and_says_where_the_ends_are_named(tiny: Knowledge) -> None:
    triples = set(iter_triples(tiny))
    claim = ox.NamedNode(f"https://kg.example/claim/{FIRST}/outperforms-42f93ceae374000a")  # in every version
    text = tiny.papers[0].text
    start = text.index("Nimbus outperforms")
    end = start + len("Nimbus outperforms ViT on ImageNet with 83.3% top-1 accuracy.")
    tail = text.index("ViT on")
    passage = f"https://kg.example/paper/{FIRST}#char="
    assert said_of(claim, triples) == expected(
        f"""
        <{claim.value}> a kg:OutperformsClaim, kg:Claim ;
            rdf:subject entity:nimbus ; rdf:predicate kg:outperforms ; rdf:object entity:vision-transformer ;
            kg:confidence 0.95 ; kg:factConfidence 0.95 ;
            prov:hadPrimarySource <https://kg.example/paper/{FIRST}> ;
            prov:wasQuotedFrom <{passage}{start},{end}> ;
            prov:wasGeneratedBy <https://kg.example/activity/kg-0.1.0> ;
            kg:subjectMention <{passage}{start},{start + 6}> ;
            kg:objectMention <{passage}{tail},{tail + 3}> .
        """
    )
    sentence = ox.NamedNode(f"{passage}{start},{end}")
    assert said_of(sentence, triples) == expected(
        f"""
        <{sentence.value}> a nif:Sentence ;
            nif:anchorOf "Nimbus outperforms ViT on ImageNet with 83.3% top-1 accuracy." ;
            nif:beginIndex {start} ; nif:endIndex {end} ;
            nif:referenceContext <{passage}0,{len(text)}> .
        """
    )


@pytest.mark.parametrize(("probability", "written"), [(0.123456, "0.1235"), (0.5, "0.5"), (0.99999, "1.0")])
def test_a_confidence_is_rounded_to_four_decimals(tiny: Knowledge, probability: float, written: str) -> None:
    entity = replace(tiny.entities[0], confidence=probability)
    said = said_of(IRIS.node(entity.id), iter_triples(replace(tiny, entities=(entity, *tiny.entities[1:]))))
    assert expected(f"<{IRIS.node(entity.id).value}> kg:confidence {written} .") <= said


def test_an_end_that_the_sentence_does_not_name_has_no_mention(tiny: Knowledge) -> None:
    claim = IRIS.claim(FIRST, FIRST, RelationType.PROPOSES, "entity/nimbus")
    predicates = {triple.predicate for triple in said_of(claim, iter_triples(tiny))}
    assert TERMS("kg:objectMention") in predicates
    assert TERMS("kg:subjectMention") not in predicates


def test_a_result_has_its_value_as_written_and_as_a_number(tiny: Knowledge) -> None:
    triples = list(iter_triples(tiny))
    result = IRIS.node("result/stratus-2025/1")
    text = tiny.papers[1].text
    value = text.index("2.2x")
    sentence = f"https://kg.example/paper/stratus-2025#char={text.index('Stratus is 2.2x')},{len(text)}"
    assert said_of(result, triples) == expected(
        f"""
        <{result.value}> a kg:Result, mls:ModelEvaluation ;
            kg:subject entity:stratus ; kg:dataset entity:imagenet ; kg:baseline entity:nimbus ;
            kg:valueText "2.2" ; kg:value 2.2 ; kg:unit "x" ; kg:kind "speedup" ; kg:confidence 0.9 ;
            prov:hadPrimarySource <https://kg.example/paper/stratus-2025> ;
            prov:wasQuotedFrom <{sentence}> ;
            prov:wasGeneratedBy <https://kg.example/activity/kg-0.1.0> ;
            kg:valueMention <https://kg.example/paper/stratus-2025#char={value},{value + 3}> .
        """
    )
    ranged = replace(tiny, results=(replace(tiny.results[0], value="30-70"),))
    predicates = {triple.predicate for triple in said_of(IRIS.node(f"result/{FIRST}/1"), iter_triples(ranged))}
    assert TERMS("kg:valueText") in predicates
    assert TERMS("kg:value") not in predicates


def test_year_and_address_are_typed(tiny: Knowledge) -> None:
    pages = ("https://arxiv.org/abs/2401.00001", "https://doi.org/10.1234/a<1>")
    paper = replace(tiny.papers[0], year=2024, url="https://arxiv.org/abs/2401.00001", same_as=pages)
    triples = set(iter_triples(replace(tiny, papers=(paper, tiny.papers[1]))))
    assert triples >= expected(
        f'<https://kg.example/paper/{FIRST}> dcterms:issued "2024"^^xsd:gYear ; '
        "schema:url <https://arxiv.org/abs/2401.00001> ; "
        "schema:sameAs <https://arxiv.org/abs/2401.00001> , <https://doi.org/10.1234/a%3C1%3E> ."
    )


def test_links_are_told_apart_by_what_they_lead_to(tiny: Knowledge) -> None:
    links = tuple(PaperLink(FIRST, f"https://example.org/{kind}", kind) for kind in LinkKind)
    paper = f"<https://kg.example/paper/{FIRST}>"
    assert set(iter_triples(replace(tiny, links=links))) >= expected(
        f"""
        {paper} schema:codeRepository <https://example.org/code> ; kg:projectPage <https://example.org/project> ;
            kg:dataPage <https://example.org/data> ; rdfs:seeAlso <https://example.org/other> .
        """
    )


def test_code_belongs_to_what_a_paper_proposes_only_if_that_is_one_thing(tiny: Knowledge) -> None:
    proposal = next(fact for fact in tiny.facts if fact.relation is RelationType.PROPOSES and fact.head == FIRST)
    two = replace(tiny, facts=(*tiny.facts, replace(proposal, tail="entity/imagenet")))
    holders = {triple.subject for triple in iter_triples(two) if triple.predicate == TERMS("schema:codeRepository")}
    assert holders == {IRIS.paper(FIRST)}


def test_every_paper_that_states_a_fact_has_a_claim_of_its_own(tiny: Knowledge) -> None:
    fact = next(fact for fact in tiny.facts if fact.relation is RelationType.OUTPERFORMS)
    second = replace(fact.evidence[0], paper="stratus-2025", sentence=tiny.papers[1].sentences[2], head=None, tail=None)
    facts = tuple(replace(f, evidence=(*f.evidence, second)) if f is fact else f for f in tiny.facts)
    triples = list(iter_triples(replace(tiny, facts=facts)))
    claims = [triple.subject for triple in triples if triple.object == TERMS("kg:OutperformsClaim")]
    assert len(set(claims)) == len(claims) == 2
    assert len([triple for triple in triples if triple.predicate == TERMS("kg:outperforms")]) == 1


def test_each_triple_comes_once_and_no_node_is_blank(tiny: Knowledge) -> None:
    counts = Counter(iter_triples(tiny))
    assert set(counts.values()) == {1}
    assert not any(isinstance(term, ox.BlankNode) for triple in counts for term in triple)


def test_both_parsers_read_the_file_as_the_same_triples(tiny: Knowledge, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    write_turtle(tiny, path)
    triples = parse(path.read_bytes())
    assert triples == set(iter_triples(tiny))
    assert len(rdflib.Graph().parse(path)) == len(triples)
    assert len(read_store(path)) == len(to_store(tiny)) == len(triples)


def test_the_rdflib_graph_is_the_graph_of_the_file(tiny: Knowledge, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    write_turtle(tiny, path)
    graph = to_rdflib(tiny)
    assert set(graph) == set(rdflib.Graph().parse(path))
    assert dict(graph.namespaces())["kg"] == rdflib.URIRef(IRIS.ontology)


def test_the_order_of_the_input_does_not_show(tiny: Knowledge, tmp_path: Path) -> None:
    shuffle = random.Random(7)  # noqa: S311 - no secret
    parts = {name: tuple(shuffle.sample(part, len(part))) for name, part in vars_of(tiny).items()}
    write_turtle(tiny, tmp_path / "sorted.ttl")
    write_turtle(replace(tiny, **parts), tmp_path / "shuffled.ttl")
    assert (tmp_path / "sorted.ttl").read_bytes() == (tmp_path / "shuffled.ttl").read_bytes()


def vars_of(knowledge: Knowledge) -> dict[str, tuple[object, ...]]:
    return {name: getattr(knowledge, name) for name in ("papers", "entities", "facts", "results", "links")}


def test_the_hash_seed_does_not_show(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from kg.rdf import *; from kg.model import *; from kg.vocab import *\n"
        "paper = Paper('p', 'A b', 'C d.', (Span(0, 3), Span(4, 8)))\n"
        "entities = tuple(Entity(f'entity/{n}', str(n), NodeType.CONCEPT, ('x', 'y', f'{n}a'), (),\n"
        "    (EntityMention('p', Span(n, n + 1), 1.0),), 1.0) for n in range(6))\n"
        "facts = tuple(Fact('p', RelationType.ADDRESSES, entity.id, (Evidence('p', Span(0, 3), 'A b', Span(n, n + 1),\n"
        "    None, 1.0),), 1.0) for n, entity in enumerate(entities))\n"
        "write_turtle(Knowledge((paper,), entities, facts, ()), Path('graph.ttl'))\n"
        "write_ontology(Path('ontology.ttl'))\n"
    )
    written = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[1])}
        subprocess.run([sys.executable, "-c", program], cwd=folder, env=environment, check=True)
        written.append([path.read_bytes() for path in sorted(folder.iterdir())])
    assert written[0] == written[1]
    assert len(written[0]) == 2


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("arxiv:2506.22774", "arxiv:2506.22774"),
        ("10.1000/182", "10.1000/182"),
        ("C#", "C%23"),
        ('a b"<c>', "a%20b%22%3Cc%3E"),
        ("naïve", "na%C3%AFve"),
        ("100%", "100%25"),
        ("../../etc", "%2E%2E/%2E%2E/etc"),
        ("a/./b", "a/%2E/b"),
        ("x?y=1&z", "x%3Fy%3D1%26z"),
        ("a\\b\n^`{|}", "a%5Cb%0A%5E%60%7B%7C%7D"),
    ],
)
def test_ids_are_percent_encoded(key: str, path: str) -> None:
    assert relative_path(key) == path


@given(st.text(), st.text())
def test_no_id_leaves_its_place_and_different_ids_stay_different(one: str, other: str) -> None:
    node = IRIS.paper(one)
    assert node.value.startswith("https://kg.example/paper/")
    assert urljoin("https://elsewhere.example/", node.value) == node.value
    assert (node == IRIS.paper(other)) == (one == other)


def test_texts_with_quotes_controls_and_markup_come_back_as_they_were(tiny: Knowledge, tmp_path: Path) -> None:
    hostile = 'a "b" \\ \'c\' \x00\x0b\x1f\x7f\u2028\u202e </script> """ \U0001f600 <http://x> . # \r\n\t'
    paper = replace(tiny.papers[0], abstract=tiny.papers[0].abstract + hostile)
    path = tmp_path / "graph.ttl"
    write_turtle(replace(tiny, papers=(paper, tiny.papers[1])), path)
    subject = IRIS.paper(FIRST).value
    abstract = rdflib.Graph().parse(path).value(rdflib.URIRef(subject), rdflib.DCTERMS.abstract)
    assert str(abstract) == paper.abstract
    [triple] = [
        t
        for t in parse(path.read_bytes())
        if t.predicate == TERMS("dcterms:abstract") and t.subject == IRIS.paper(FIRST)
    ]
    assert triple.object == ox.Literal(paper.abstract)


def test_hostile_ids_leave_a_file_that_both_parsers_read(tiny: Knowledge, tmp_path: Path) -> None:
    ids = ["-x", ".net", "\N{GREEK SMALL LETTER ALPHA}", 'a> . <b> <c> "', "%41", "a\nb", ":", "_:b0"]
    papers = tuple(replace(tiny.papers[0], id=key) for key in ids)
    entities = tuple(
        replace(tiny.entities[0], id=f"entity/{key}", mentions=(replace(tiny.entities[0].mentions[0], paper=key),))
        for key in ids
    )
    knowledge = Knowledge(papers, entities, (), ())
    path = tmp_path / "graph.ttl"
    write_turtle(knowledge, path)
    assert len(rdflib.Graph().parse(path)) == len(parse(path.read_bytes())) == len(list(iter_triples(knowledge)))


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("83.3", "83.3"),
        ("2", "2"),
        ("+1.50", "1.50"),
        (".9036", "0.9036"),
        ("-.5", "-0.5"),
        ("-3", "-3"),
        ("\N{MINUS SIGN}3", "-3"),
        ("1,024", "1024"),
        ("12,345,678.9", "12345678.9"),
        ("114K", "114000"),
        ("1.5 million", "1500000.0"),
        ("2-billion", "2000000000"),
        ("3 thousands", "3000"),
        ("1-2K", None),
        ("3 G", None),
        ("30-70", None),
        ("1,2", None),
        ("1e-3", None),
        ("two", None),
        ("", None),
        ("5%", None),
        ("٣", None),
        ("1.", None),
        (".", None),
        ("1..5", None),
    ],
)
def test_only_a_plain_number_is_a_number(value: str, number: str | None) -> None:
    found = plain_number(value)
    assert (None if found is None else str(found)) == number


@pytest.mark.parametrize(
    ("url", "term"),
    [
        ("https://github.com/a/b", ox.NamedNode("https://github.com/a/b")),
        ("https://x.org/a b<c>", ox.NamedNode("https://x.org/a%20b%3Cc%3E")),
        ("https://x.org/a%20b?q=1#f", ox.NamedNode("https://x.org/a%20b?q=1#f")),
        ("https://x.org/50%", ox.Literal("https://x.org/50%")),
        ("https://[::1", ox.Literal("https://[::1")),
        ("javascript:alert(1)", ox.Literal("javascript:alert(1)")),
        ("github.com/a/b", ox.Literal("github.com/a/b")),
    ],
)
def test_only_a_web_address_becomes_an_iri(url: str, term: ox.NamedNode | ox.Literal) -> None:
    assert web_address(url) == term


@pytest.mark.parametrize("base", ["https://data.example.org/ml/", "https://data.example.org/ml#", "urn:x:y/"])
def test_everything_lies_under_the_base_that_is_set(tiny: Knowledge, tmp_path: Path, base: str) -> None:
    config = RdfConfig(base=base)
    path = tmp_path / "graph.ttl"
    write_turtle(tiny, path, config=config)
    write_ontology(tmp_path / "ontology.ttl", config=config)
    subjects = {triple.subject.value for triple in parse(path.read_bytes())}
    assert all(subject.startswith(base) for subject in subjects)
    assert len(rdflib.Graph().parse(path)) == len(list(iter_triples(tiny)))
    assert len(read_store(path, config=config)) == len(list(iter_triples(tiny)))


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("kg.example/", "rdf.base: 'kg.example/' is no absolute IRI"),
        ("https://kg.example/a b/", "is no absolute IRI"),
        ("https://kg.example", 'must end in "/" or "#"'),
    ],
)
def test_a_malformed_base_is_refused(tiny: Knowledge, base: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        list(iter_triples(tiny, config=RdfConfig(base=base)))


def test_parts_of_a_paper_that_is_missing_are_refused_rather_than_lost(tiny: Knowledge) -> None:
    with pytest.raises(GraphError, match="a fact belongs to paper 'stratus-2025', which the graph does not hold"):
        list(iter_triples(replace(tiny, papers=tiny.papers[:1])))


def test_a_graph_of_another_base_is_refused(tiny: Knowledge, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    write_turtle(tiny, path)
    with pytest.raises(
        GraphError, match=r"was built under https://kg\.example/, not https://other\.example/; set base"
    ):
        read_store(path, config=RdfConfig(base="https://other.example/"))


def test_a_graph_may_describe_others_and_need_not_name_its_base(tiny: Knowledge, tmp_path: Path) -> None:
    path, config = tmp_path / "graph.ttl", RdfConfig(base="https://other.example/")
    described = "<https://other.example/graph> <http://rdfs.org/ns/void#uriSpace> 'https://other.example/' .\n"
    write_turtle(tiny, path)
    path.write_text(path.read_text(encoding="utf-8") + described, encoding="utf-8")
    assert len(read_store(path)) == len(read_store(path, config=config)) > 0
    path.write_text("<https://kg.example/a> a <https://kg.example/b> .", encoding="utf-8")
    assert len(read_store(path, config=config)) == 1


def test_a_graph_that_is_missing_or_no_turtle_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    with pytest.raises(GraphError, match=r"graph\.ttl: cannot be read .*; build the graph first"):
        read_store(path)
    path.touch()
    with pytest.raises(GraphError, match=r"graph\.ttl: is empty; build the graph again"):
        read_store(path)
    path.write_text("<a> <b>")
    with pytest.raises(GraphError, match=r"graph\.ttl: is no Turtle"):
        read_store(path)


def test_a_place_that_cannot_be_written_is_reported(tiny: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").mkdir()
    with pytest.raises(OutputError, match=r"graph\.ttl: cannot be written"):
        write_turtle(tiny, tmp_path / "graph.ttl")
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"file: cannot be written to \(File exists\)"):
        write_turtle(tiny, tmp_path / "file" / "graph.ttl")


def test_a_missing_folder_is_made(tiny: Knowledge, tmp_path: Path) -> None:
    write_turtle(tiny, tmp_path / "new" / "folder" / "graph.ttl")
    assert (tmp_path / "new" / "folder" / "graph.ttl").is_file()


def test_the_ontology_defines_every_own_term_that_the_graph_uses(tiny: Knowledge) -> None:
    links = tuple(PaperLink(FIRST, f"https://example.org/{kind}", kind) for kind in LinkKind)
    used = {
        term.value
        for triple in iter_triples(replace(tiny, links=links))
        for term in (triple.predicate, triple.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(IRIS.ontology)
    }
    defined = {triple.subject.value for triple in ontology_triples()}
    assert used <= defined
    assert {f"{IRIS.ontology}{name}" for name in (*TYPES, *RELATIONS)} <= defined


def test_own_properties_link_what_the_ontology_says(annotated: Knowledge) -> None:
    store = to_store(annotated)
    store.bulk_extend(ox.Quad(*triple) for triple in ontology_triples())
    astray = store.query(
        """
        SELECT DISTINCT ?property ?node WHERE {
          { ?property schema:domainIncludes ?any . ?node ?property ?value .
            FILTER NOT EXISTS { ?node a ?class . ?property schema:domainIncludes ?class } }
          UNION
          { ?property a owl:ObjectProperty ; schema:rangeIncludes ?any . ?subject ?property ?node .
            FILTER NOT EXISTS { ?node a ?class . ?property schema:rangeIncludes ?class } }
          FILTER(?property NOT IN (kg:votedType, kg:projectPage, kg:dataPage))
        }
        """,
        prefixes=dict(prefixes(RdfConfig())),
    )
    assert [*astray] == []


def test_every_own_term_is_labelled_explained_and_typed() -> None:
    triples = list(ontology_triples())
    for subject in {triple.subject for triple in triples}:
        predicates = {triple.predicate for triple in triples if triple.subject == subject}
        if subject != ox.NamedNode("https://kg.example/ontology"):
            assert {TERMS(f"rdfs:{name}") for name in ("label", "comment", "isDefinedBy")} <= predicates, subject
        assert TERMS("rdf:type") in predicates


def test_relations_name_their_super_properties_and_what_they_link() -> None:
    triples = set(ontology_triples())
    assert triples >= expected(
        """
        kg:extends a owl:ObjectProperty ; rdfs:subPropertyOf prov:wasDerivedFrom ;
            schema:domainIncludes kg:Model, kg:Method, kg:Benchmark, kg:Dataset .
        kg:comparedWith a owl:SymmetricProperty .
        <https://kg.example/ontology> a owl:Ontology ; dcterms:license <https://spdx.org/licenses/Apache-2.0> .
        kg:Model rdfs:subClassOf mls:Model .
        kg:OutperformsClaim rdfs:subClassOf kg:Claim .
        kg:Claim rdfs:subClassOf rdf:Statement .
        kg:confidence a owl:DatatypeProperty ; schema:rangeIncludes xsd:decimal .
        """
    )


def test_both_parsers_read_the_ontology(tmp_path: Path) -> None:
    path = tmp_path / "ontology.ttl"
    write_ontology(path)
    assert len(rdflib.Graph().parse(path)) == len(parse(path.read_bytes())) == len(list(ontology_triples()))


def test_a_passage_is_named_by_its_offsets() -> None:
    assert IRIS.passage("a/b", Span(3, 9)).value == "https://kg.example/paper/a/b#char=3,9"
