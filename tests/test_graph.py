"""The networkx graph and its files."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from kg.graph import to_networkx, write_graphml, write_node_link
from kg.model import Knowledge


def test_papers_and_entities_are_nodes_and_facts_are_edges(tiny: Knowledge) -> None:
    graph = to_networkx(tiny)
    assert list(graph) == [*(paper.id for paper in tiny.papers), *(entity.id for entity in tiny.entities)]
    assert sorted(graph.edges(keys=True)) == sorted((fact.head, fact.tail, fact.relation) for fact in tiny.facts)


def test_a_node_tells_what_it_is(tiny: Knowledge) -> None:
    graph = to_networkx(tiny)
    assert graph.nodes["entity/vision-transformer"] == {
        "kind": "Model",
        "label": "Vision Transformer",
        "aliases": ["ViT"],
        "confidence": 0.9,
        "papers": 1,
        "types": [["Model", 1]],
    }
    paper = graph.nodes["arxiv:2401.00001"]
    assert (paper["kind"], paper["label"]) == ("Paper", "Nimbus: A Small Vision Transformer")
    assert paper["links"] == [{"url": "https://github.com/example/nimbus", "kind": "code"}]
    assert "same_as" not in paper


def test_a_paper_tells_its_pages_at_arxiv_and_under_its_doi(tiny: Knowledge, tmp_path: Path) -> None:
    pages = ("https://arxiv.org/abs/2401.00001", "https://doi.org/10.1234/a")
    graph = to_networkx(replace(tiny, papers=(replace(tiny.papers[0], same_as=pages), *tiny.papers[1:])))
    assert graph.nodes["arxiv:2401.00001"]["same_as"] == list(pages)
    write_graphml(graph, tmp_path / "graph.graphml")
    assert json.loads(nx.read_graphml(tmp_path / "graph.graphml").nodes["arxiv:2401.00001"]["same_as"]) == list(pages)


def test_an_edge_quotes_the_sentences_that_state_it(tiny: Knowledge) -> None:
    (edge,) = to_networkx(tiny).get_edge_data("entity/nimbus", "entity/imagenet").values()
    (evidence,) = edge["evidence"]
    text = tiny.papers[0].text
    assert evidence["sentence"] == "Nimbus outperforms ViT on ImageNet with 83.3% top-1 accuracy."
    assert text[evidence["start"] : evidence["end"]] == evidence["sentence"]
    assert [text[slice(*evidence[end])] for end in ("head", "tail")] == ["Nimbus", "ImageNet"]
    assert (edge["relation"], edge["confidence"], edge["papers"]) == ("evaluatedOn", 0.9, 1)


def test_results_are_rows_of_plain_values_about_nodes(tiny: Knowledge) -> None:
    graph = to_networkx(tiny)
    first, second = graph.graph["results"]
    assert (first["value"], first["unit"], first["kind"]) == ("83.3", "%", "absolute")
    assert {first[role] for role in ("paper", "subject", "metric", "dataset")} <= set(graph)
    assert (second["metric"], second["baseline"]) == (None, "entity/nimbus")


def test_node_link_json_comes_back_as_it_was(tiny: Knowledge, tmp_path: Path) -> None:
    graph = to_networkx(tiny)
    write_node_link(graph, tmp_path / "graph.json")
    data = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))
    assert nx.utils.graphs_equal(nx.node_link_graph(data, edges="edges"), graph)


def _parsed(attributes: dict[str, object]) -> dict[str, object]:
    """The attributes with the lists that GraphML holds as text."""
    return {
        name: json.loads(value) if name in {"aliases", "types", "links", "evidence", "results"} else value
        for name, value in attributes.items()
    }


def test_graphml_comes_back_as_it_was(tiny: Knowledge, tmp_path: Path) -> None:
    graph = to_networkx(tiny)
    write_graphml(graph, tmp_path / "graph.graphml")
    read = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert _parsed({"results": read.graph["results"]}) == graph.graph
    assert {node: _parsed(attributes) for node, attributes in read.nodes(data=True)} == dict(graph.nodes(data=True))
    edges = [(head, tail, _parsed(attributes)) for head, tail, attributes in read.edges(data=True)]
    assert edges == list(graph.edges(data=True))


def test_graphml_is_well_formed_whatever_characters_a_title_has(tiny: Knowledge, tmp_path: Path) -> None:
    hostile = replace(tiny.papers[0], title="<b>&\x00\x0b\x1f\ufffe ]]> \r\n\u202e 'π'\"")
    graph = to_networkx(replace(tiny, papers=(hostile, tiny.papers[1])))
    write_graphml(graph, tmp_path / "graph.graphml")
    ET.parse(tmp_path / "graph.graphml")  # noqa: S314 - written above
    label = nx.read_graphml(tmp_path / "graph.graphml").nodes[hostile.id]["label"]
    assert label == "<b>& ]]> \r\n\u202e 'π'\""


def test_edges_of_graphml_have_ids_of_their_own(tiny: Knowledge, tmp_path: Path) -> None:
    write_graphml(to_networkx(tiny), tmp_path / "graph.graphml")
    edges = ET.parse(tmp_path / "graph.graphml").iter("{http://graphml.graphdrawing.org/xmlns}edge")  # noqa: S314
    assert max(Counter(edge.get("id") for edge in edges).values()) == 1


@pytest.mark.parametrize("write", [write_node_link, write_graphml])
def test_two_builds_write_the_same_bytes(tiny: Knowledge, tmp_path: Path, write: type[object]) -> None:
    for name in ("one", "two"):
        write(to_networkx(tiny), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_graphml_is_what_networkx_itself_reads(tiny: Knowledge, tmp_path: Path) -> None:
    write_graphml(to_networkx(tiny), tmp_path / "graph.graphml")
    graph = nx.read_graphml(tmp_path / "graph.graphml")
    assert graph.is_directed()
    assert graph.number_of_edges() == len(tiny.facts)
    assert graph.nodes["entity/imagenet"]["papers"] == 2
    assert graph.nodes["entity/imagenet"]["confidence"] == 0.9
