"""The whole line on the shipped corpus and on a few papers."""

import json
import math
from decimal import Decimal
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

import kg
from kg.config import Config, ExplorerConfig, RdfConfig
from kg.errors import GraphError, InputError, InputWarning, QueryError
from kg.model import Knowledge
from kg.pipeline import KnowledgeGraph
from kg.validate import validate
from kg.vocab import NodeType, RelationType, allows


@pytest.fixture(scope="module")
def graph(built: Path) -> KnowledgeGraph:
    return kg.load(built)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """The graph of three papers."""
    path = tmp_path_factory.mktemp("small") / "papers.jsonl"
    papers = [
        (
            "a/1",
            "Attention Nets",
            "We propose Attention Nets (ANet), a model for machine translation. ANet outperforms LSTM.",
        ),
        (
            "b:2",
            'A "quoted" <title>',
            "We evaluate GPT-3 and GPT-4 on MMLU. GPT-4 reaches an accuracy of 86.4% on MMLU.",
        ),
        ("c 3", "Émile's Tokenizer", "We introduce BPE-ß, a tokenizer for C++ and C#. Code: https://github.com/x/y."),
    ]
    rows = [json.dumps({"id": key, "title": title, "abstract": text}) for key, title, text in papers]
    path.write_text("\n".join(rows), encoding="utf-8")
    return kg.build(path)


def test_the_shipped_corpus_has_367_papers_and_each_tells_something(graph: KnowledgeGraph) -> None:
    knowledge = graph.knowledge
    assert len(knowledge.papers) == 367
    telling = {mention.paper for entity in knowledge.entities for mention in entity.mentions}
    assert telling == {paper.id for paper in knowledge.papers}
    assert len({fact.relation for fact in knowledge.facts}) >= len(RelationType) - 2
    assert {entity.type for entity in knowledge.entities} == set(NodeType) - {NodeType.PAPER}


def test_papers_with_errors_are_warned_of() -> None:
    good = {"title": "Nimbus", "abstract": "We present Nimbus, a model."}
    with pytest.warns(InputWarning, match=r"left out \(2\): paper 1: has no title.*; graph.cleaning.unreadable names"):
        graph = kg.build([{"abstract": "A."}, good, {"title": 3, "abstract": "B."}])
    assert len(graph.knowledge.papers) == 1


def test_papers_may_be_given_themselves_beside_files(tmp_path: Path) -> None:
    rows = [
        {"title": "Nimbus", "abstract": "We present Nimbus, a model.", "id": "n", "year": 2024.0, "url": math.nan},
        {"title": "Cirrus", "abstract": "We study Cirrus, a data set.", "id": 7, "year": math.nan, "url": None},
        {"title": "Stratus", "abstract": math.nan},
    ]
    path = tmp_path / "papers.jsonl"
    path.write_text(json.dumps({"title": "Iris", "abstract": "We present Iris, a task."}), encoding="utf-8")
    graph = kg.build([path, *rows])
    assert [
        (paper.id, paper.title, paper.year, paper.url) for paper in graph.knowledge.papers if "-" not in paper.id
    ] == [
        ("7", "Cirrus", None, None),
        ("n", "Nimbus", 2024, None),
    ]
    assert {paper.title for paper in graph.knowledge.papers} == {"Nimbus", "Cirrus", "Iris"}
    assert graph.cleaning is not None
    assert graph.cleaning.without_abstract == 1
    assert kg.build(rows[0]).extractions == graph.extractions[:1]


@pytest.mark.parametrize(
    ("papers", "message"),
    [
        ([], "the papers given: no paper with an abstract found among 0"),
        ([{"abstract": "A"}], "paper 1: has no title; every paper needs"),
        ([{"title": "A", "abstract": Decimal(1)}], 'paper 1: abstract is "1"; expected text'),
    ],
)
def test_what_is_no_paper_is_refused(papers: list[dict[str, object]], message: str) -> None:
    with pytest.raises(InputError, match=message):
        kg.build(papers)


def test_a_graph_and_its_answers_show_how_much_there_is(graph: KnowledgeGraph) -> None:
    held = graph.knowledge
    relations, results = f"{len(held.facts):,} relations", f"{len(held.results):,} results"
    assert repr(graph) == f"<KnowledgeGraph: 367 papers, {len(held.entities):,} entities, {relations}, {results}>"
    assert repr(graph.sparql("SELECT ?paper ?id WHERE { ?paper a kg:Paper ; dcterms:identifier ?id }")) == (
        "<Table of paper, id: 367 rows>"
    )
    assert repr(graph.sparql("CONSTRUCT { ?paper a kg:Paper } WHERE { ?paper a kg:Paper }")) == "<Triples: 367>"
    one = kg.build([{"title": "Nimbus", "abstract": "We propose Nimbus."}])
    assert repr(one) == "<KnowledgeGraph: 1 paper, 1 entity, 1 relation, 0 results>"


def test_every_fact_has_evidence_in_the_text_and_links_what_it_may(graph: KnowledgeGraph) -> None:
    papers = {paper.id: paper for paper in graph.knowledge.papers}
    types = dict.fromkeys(papers, NodeType.PAPER) | {entity.id: entity.type for entity in graph.knowledge.entities}
    for fact in graph.knowledge.facts:
        assert allows(types[fact.head], fact.relation, types[fact.tail])
        assert 0 < fact.confidence <= 1
        assert fact.evidence
        for evidence in fact.evidence:
            text = papers[evidence.paper].text
            assert evidence.quote == evidence.sentence.of(text)
            assert evidence.quote.strip()
            assert all(span is None or evidence.sentence.covers(span) for span in (evidence.head, evidence.tail))


def test_no_node_has_names_of_two_versions(graph: KnowledgeGraph) -> None:
    def digits(name: str) -> str:
        return "".join(char for char in name if char.isdigit())

    spelt_out = [
        (entity.label, alias)
        for entity in graph.knowledge.entities
        for alias in entity.aliases
        if digits(alias) and digits(entity.label) and digits(alias) != digits(entity.label)
    ]
    assert spelt_out == []


def test_a_loaded_graph_is_the_graph_that_was_built(small: KnowledgeGraph, tmp_path: Path) -> None:
    small.save(tmp_path)
    assert kg.load(tmp_path).knowledge == small.knowledge


def papers_of(graph: KnowledgeGraph) -> list[str]:
    return [str(row["iri"]) for row in graph.sparql("SELECT (STR(?paper) AS ?iri) { ?paper a kg:Paper }")]


def test_a_loaded_graph_keeps_its_base_iri(tiny: Knowledge, tmp_path: Path) -> None:
    graph = KnowledgeGraph(tiny, Config(rdf=RdfConfig(base="https://mine.example/")))
    graph.save(tmp_path)
    loaded = kg.load(tmp_path)
    assert sorted(papers_of(loaded)) == sorted(papers_of(graph))
    assert all(paper.startswith("https://mine.example/paper/") for paper in papers_of(loaded))
    assert set(loaded.rdf()) == set(rdflib.Graph().parse(tmp_path / "graph.ttl"))


def test_settings_of_another_base_iri_are_refused(tiny: Knowledge, tmp_path: Path) -> None:
    mine = RdfConfig(base="https://mine.example/")
    KnowledgeGraph(tiny, Config(rdf=mine)).save(tmp_path)
    page = ExplorerConfig(title="Mine")
    with pytest.raises(GraphError, match=r"knowledge\.json: was built under https://mine\.example/, not https://kg\."):
        kg.load(tmp_path, config=Config(explorer=page))
    assert kg.load(tmp_path, config=Config(explorer=page, rdf=mine)).config.explorer == page


def test_a_graph_saved_without_its_base_iri_has_that_of_the_settings(tiny: Knowledge, tmp_path: Path) -> None:
    path, mine = tmp_path / "knowledge.json", Config(rdf=RdfConfig(base="https://mine.example/"))
    KnowledgeGraph(tiny, mine).save(tmp_path)
    content = json.loads(path.read_bytes())
    del content["base"]
    path.write_text(json.dumps(content), encoding="utf-8")
    assert papers_of(kg.load(tmp_path))[0].startswith("https://kg.example/paper/")
    assert papers_of(kg.load(tmp_path, config=mine))[0].startswith("https://mine.example/paper/")
    assert kg.load(tmp_path).knowledge == tiny


def test_loading_from_a_folder_without_a_graph_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="build"):
        kg.load(tmp_path)


def test_networkx_has_typed_nodes_and_edges_with_evidence(graph: KnowledgeGraph) -> None:
    assert isinstance(graph.nx, nx.MultiDiGraph)
    assert graph.nx.number_of_edges() == len(graph.knowledge.facts)
    assert {kind for _, kind in graph.nx.nodes(data="kind")} == set(NodeType)
    assert all(edge["evidence"][0]["sentence"] for *_, edge in graph.nx.edges(data=True))


def test_rdf_is_the_same_in_both_libraries_and_passes_its_shapes(small: KnowledgeGraph, tmp_path: Path) -> None:
    small.save(tmp_path)
    turtle = tmp_path / "graph.ttl"
    in_rdflib = rdflib.Graph().parse(turtle)
    in_oxigraph = list(ox.parse(path=str(turtle)))
    assert len(in_rdflib) == len(in_oxigraph) == len(small.rdf())
    assert validate(turtle, shacl=True).conforms


def test_the_graph_of_the_corpus_keeps_all_rules(built: Path) -> None:
    assert validate(built / "graph.ttl").violations == ()


def test_sparql_is_answered_with_python_values(small: KnowledgeGraph) -> None:
    (row,) = small.sparql("SELECT (COUNT(?p) AS ?papers) WHERE { ?p a kg:Paper }")
    assert row == {"papers": 3}


def test_rows_name_nodes_as_networkx_does() -> None:
    graph = kg.build(
        [{"id": "10.1/a b", "title": "Ö-Net (100%)", "abstract": "We propose Ö-Net. It reaches 90% on GLUE."}]
    )
    rows = graph.select(
        "SELECT ?paper ?thing ?label WHERE { ?paper schema:mentions ?thing . ?thing skos:prefLabel ?label }"
    )
    assert {row["paper"] for row in rows} == {"10.1/a b"}
    assert "Ö-Net" in {row["label"] for row in rows}
    assert all(graph.nx.nodes[row["thing"]]["label"] == row["label"] for row in rows)
    results = {row["result"] for row in graph.select("SELECT ?result WHERE { ?result a kg:Result }")}
    assert results == {result["id"] for result in graph.nx.graph["results"]} != set()


def test_what_is_answered_with_no_rows_is_refused_where_rows_are_asked_for(small: KnowledgeGraph) -> None:
    assert small.sparql("ASK { ?paper a kg:Paper }")
    for answer in (lambda: small.select("ASK { ?paper a kg:Paper }"), lambda: small.query("about", thing="*")):
        with pytest.raises(QueryError, match="no rows but triples"):
            answer()


def test_shipped_queries_are_asked_by_name(tiny: Knowledge) -> None:
    rows = KnowledgeGraph(tiny).query("outperforms", thing="ViT", at_least=0.5)
    assert [row["better"] for row in rows] == ["Nimbus"]
    with pytest.raises(QueryError, match="leaderboard needs benchmark"):
        KnowledgeGraph(tiny).query("leaderboard")
    with pytest.raises(QueryError, match="uses has no parameter 'name'; did you mean thing"):
        KnowledgeGraph(tiny).query("uses", name="ViT")


def test_the_order_of_papers_does_not_matter(tmp_path: Path) -> None:
    rows = [
        json.dumps(
            {
                "id": key,
                "title": title,
                "abstract": "We propose the Vision Transformer (ViT). ViT beats CNNs on ImageNet.",
            }
        )
        for key, title in (("1", "One"), ("2", "Two"), ("3", "Three"))
    ]
    graphs = []
    for name, order in (("forth", rows), ("back", rows[::-1])):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(order), encoding="utf-8")
        graphs.append(kg.build(tmp_path / f"{name}.jsonl").knowledge)
    assert graphs[0] == graphs[1]
