"""The shipped queries: exact answers on a small graph made by hand, and true ones on the annotated papers."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import groupby, pairwise
from operator import attrgetter

import pyoxigraph as ox
import pytest
import rdflib
from papers import paper_of

from kg.config import RdfConfig
from kg.model import Broader, Entity, EntityMention, Evidence, Fact, Knowledge, PaperLink, Result, Span
from kg.query import (
    ParameterType,
    Query,
    Table,
    Triples,
    bind,
    list_queries,
    queries_folder,
    run,
    run_text,
)
from kg.rdf import Iris, to_store, turtle_prefixes
from kg.rdf.rdflib_graph import to_rdflib
from kg.vocab import HierarchySource, LinkKind, NodeType, RelationType, ResultKind

IRIS = Iris.of(RdfConfig())
GROUP = attrgetter("group")
QUERY_NAMES = [query.name for query in list_queries()]

PAPERS = {
    "p1": ("Alpha", "Alpha extends Base.", "Alpha beats Beta on Bench with 90.5% accuracy.", "Alpha uses Attention."),
    "p2": ("Beta", "Beta extends Alpha and uses Attention.", "Beta beats Alpha on Bench.", "Beta scores 9% on Bench."),
    "p3": (
        "A study",
        "We compare Alpha with Base.",
        "We study Forgetting.",
        "Alpha is trained on Corpus.",
        "It is 2x faster.",
    ),
    "p4": (
        "Gamma",
        "Gamma extends Beta and is for Parsing.",
        "It beats Alpha.",
        "It sets a new state of the art on Bench and on Parsing.",
    ),
}
ENTITIES = {
    "Alpha": (NodeType.MODEL, ("ALPHA", "alpha-1")),
    "Base": (NodeType.MODEL, ()),
    "Beta": (NodeType.MODEL, ()),
    "Gamma": (NodeType.MODEL, ()),
    "Attention": (NodeType.METHOD, ()),
    "Bench": (NodeType.BENCHMARK, ()),
    "Corpus": (NodeType.DATASET, ()),
    "Forgetting": (NodeType.CONCEPT, ()),
    "Reading": (NodeType.CONCEPT, ()),
    "Parsing": (NodeType.TASK, ()),
    "Tagging": (NodeType.TASK, ()),
    "Fast Parsing": (NodeType.TASK, ()),
    "Treebank": (NodeType.BENCHMARK, ()),
    "accuracy": (NodeType.METRIC, ()),
    "Suite": (NodeType.BENCHMARK, ()),
    "Suite 2": (NodeType.BENCHMARK, ()),
    "Whole Suite": (NodeType.BENCHMARK, ()),
    "latency": (NodeType.METRIC, ()),
    "oddness": (NodeType.METRIC, ()),
}
FACTS = [
    ("Alpha", "extends", "Base", ("p1", 1, 0.9)),
    ("Beta", "extends", "Alpha", ("p2", 1, 0.8)),
    ("Gamma", "extends", "Beta", ("p4", 1, 0.7)),
    ("Alpha", "outperforms", "Beta", ("p1", 2, 0.9)),
    ("Beta", "outperforms", "Alpha", ("p2", 2, 0.6)),
    ("Gamma", "outperforms", "Alpha", ("p4", 2, 0.4)),
    ("Alpha", "comparedWith", "Base", ("p3", 1, 0.5)),
    ("Alpha", "uses", "Attention", ("p1", 3, 0.95), ("p2", 1, 0.3)),
    ("Beta", "uses", "Attention", ("p2", 1, 0.85)),
    ("Alpha", "evaluatedOn", "Bench", ("p1", 2, 0.9)),
    ("Gamma", "evaluatedOn", "Bench", ("p4", 3, 0.8)),
    ("Gamma", "evaluatedOn", "Parsing", ("p4", 3, 0.6)),
    ("Gamma", "appliedTo", "Parsing", ("p4", 1, 0.7)),
    ("Alpha", "trainedOn", "Corpus", ("p3", 3, 0.9)),
    ("p3", "addresses", "Forgetting", ("p3", 2, 0.9)),
    ("Gamma", "addresses", "Reading", ("p4", 1, 0.5)),
    ("Beta", "addresses", "Reading", ("p4", 1, 0.4)),
    ("p1", "proposes", "Alpha", ("p1", 1, 0.99)),
    ("p4", "proposes", "Gamma", ("p4", 1, 0.98)),
    ("Gamma", "evaluatedOn", "Suite", ("p4", 3, 0.5)),
    ("Attention", "appliedTo", "Parsing", ("p4", 1, 0.35)),
    ("Attention", "appliedTo", "Tagging", ("p4", 1, 0.3)),
    ("Beta", "appliedTo", "Tagging", ("p2", 1, 0.3), ("p4", 1, 0.3)),
    ("Attention", "isA", "Forgetting", ("p2", 1, 0.5)),
    ("Beta", "isA", "Attention", ("p2", 1, 0.4)),
    ("p3", "appliedTo", "Fast Parsing", ("p3", 2, 0.5)),
    ("Suite", "partOf", "Whole Suite", ("p4", 3, 0.4)),
    ("p3", "evaluatedOn", "Treebank", ("p3", 2, 0.5)),
]
BROADER = [
    ("Gamma", "Beta", HierarchySource.HEAD_NOUN),
    ("Beta", "Attention", HierarchySource.STATED),
    ("Attention", "Forgetting", HierarchySource.STATED),
    ("Forgetting", "Reading", HierarchySource.VERSION),
    ("Suite 2", "Suite", HierarchySource.VERSION),
    ("Fast Parsing", "Parsing", HierarchySource.HEAD_NOUN),
]
RESULTS = [
    ("p1", 2, "Alpha", "accuracy", "90.5", "%", ResultKind.ABSOLUTE, "Bench", None),
    ("p2", 3, "Beta", None, "9", "%", ResultKind.ABSOLUTE, "Bench", None),
    ("p2", 3, "Beta", "accuracy", "30-70", "", ResultKind.ABSOLUTE, "Bench", "Alpha"),
    ("p2", 3, "Beta", "accuracy", "89", "%", ResultKind.ABSOLUTE, "Bench", None),
    ("p3", 4, "p3", None, "2", "x", ResultKind.SPEEDUP, "Bench", None),
    ("p4", 3, "Gamma", "latency", "12", "", ResultKind.ABSOLUTE, "Suite", None),
    ("p4", 3, "Alpha", "latency", "9", "", ResultKind.ABSOLUTE, "Suite", None),
    ("p4", 3, "Alpha", "oddness", "2", "", ResultKind.ABSOLUTE, "Suite", None),
    ("p4", 3, "Gamma", "oddness", "5", "", ResultKind.ABSOLUTE, "Suite", None),
    ("p4", 3, "Alpha", None, "7", "s", ResultKind.ABSOLUTE, "Suite", None),
    ("p4", 3, "Gamma", None, "6", "s", ResultKind.ABSOLUTE, "Suite", None),
    ("p4", 3, "Alpha", "latency", "0.5", "x", ResultKind.REDUCTION, "Suite", None),
    ("p4", 3, "Gamma", "latency", "3", "x", ResultKind.REDUCTION, "Suite", None),
    ("p4", 3, "Gamma", "oddness", "4", "points", ResultKind.REDUCTION, "Parsing", None),
    ("p4", 3, "Gamma", "oddness", "10", "", ResultKind.ABSOLUTE, "Suite 2", None),
    ("p4", 3, "Gamma", "oddness", "9", "", ResultKind.ABSOLUTE, "Suite 2", None),
]


def small_knowledge() -> Knowledge:
    papers = {key: paper_of(key, *texts) for key, texts in PAPERS.items()}
    papers["p1"] = replace(papers["p1"], year=2024)

    def node(name: str | None) -> str | None:
        return name if name is None or name in papers else f"entity/{name.lower()}"

    def evidence(key: str, sentence: int, confidence: float) -> Evidence:
        span = papers[key].sentences[sentence]
        return Evidence(key, span, span.of(papers[key].text), None, None, confidence)

    def mentions(name: str) -> tuple[EntityMention, ...]:
        return tuple(
            EntityMention(p.id, Span(*match.span()), 1.0)
            for p in papers.values()
            for match in re.finditer(name, p.text)
        )

    facts = [
        Fact(node(head), RelationType(relation), node(tail), tuple(evidence(*item) for item in items), items[0][2])
        for head, relation, tail, *items in FACTS
    ]
    results = [
        Result(
            f"result/{key}/{number}",
            key,
            node(subject),
            node(metric),
            value,
            unit,
            kind,
            node(dataset),
            node(baseline),
            papers[key].sentences[at],
            papers[key].sentences[at].of(papers[key].text),
            papers[key].sentences[at],
            0.9,
        )
        for number, (key, at, subject, metric, value, unit, kind, dataset, baseline) in enumerate(RESULTS)
    ]
    return Knowledge(
        tuple(papers.values()),
        tuple(
            Entity(f"entity/{name.lower()}", name, kind, aliases, ((kind, 1),), mentions(name), 1.0)
            for name, (kind, aliases) in ENTITIES.items()
        ),
        tuple(facts),
        tuple(results),
        (
            PaperLink("p1", "https://github.com/x/alpha", LinkKind.CODE),
            PaperLink("p3", "https://github.com/x/s", LinkKind.CODE),
        ),
        broader=tuple(
            Broader(f"entity/{narrower.lower()}", f"entity/{wider.lower()}", (source,))
            for narrower, wider, source in BROADER
        ),
    )


@pytest.fixture(scope="module")
def small() -> ox.Store:
    return to_store(small_knowledge())


@pytest.fixture(scope="module")
def gold(annotated: Knowledge) -> ox.Store:
    """The graph of the annotated papers."""
    return to_store(annotated)


def rows(store: ox.Store, name: str, *columns: str, **params: str) -> list[tuple[object, ...]]:
    """The chosen columns of the answer to a query, in its order."""
    answer = run(store, name, params)
    assert isinstance(answer, Table)
    assert set(columns) <= set(answer.columns)
    return [tuple(row[column] for column in columns) for row in answer]


def text_of(key: str, sentence: int) -> str:
    return PAPERS[key][sentence]


SMALL_ANSWERS: list[tuple[str, dict[str, str], tuple[str, ...], list[tuple[object, ...]]]] = [
    (
        "lineage",
        {"thing": "gamma"},
        ("variant", "relation", "base", "direct", "confidence", "sentence", "paper", "paper_id"),
        [
            ("Gamma", "extends", "Beta", True, 0.7, text_of("p4", 1), "Gamma", "p4"),
            ("Alpha", "extends", "Base", False, 0.9, text_of("p1", 1), "Alpha", "p1"),
            ("Alpha", "uses", "Attention", False, 0.95, text_of("p1", 3), "Alpha", "p1"),
            ("Alpha", "uses", "Attention", False, 0.3, text_of("p2", 1), "Beta", "p2"),
            ("Beta", "extends", "Alpha", False, 0.8, text_of("p2", 1), "Beta", "p2"),
            ("Beta", "uses", "Attention", False, 0.85, text_of("p2", 1), "Beta", "p2"),
        ],
    ),
    ("lineage", {"thing": "Base"}, ("variant",), []),
    (
        "descendants",
        {"thing": "Alpha"},
        ("variant", "relation", "base", "direct", "sentence"),
        [("Beta", "extends", "Alpha", True, text_of("p2", 1)), ("Gamma", "extends", "Beta", False, text_of("p4", 1))],
    ),
    (
        "descendants",
        {"thing": "Attention"},
        ("variant", "relation", "confidence"),
        [("Alpha", "uses", 0.95), ("Alpha", "uses", 0.3), ("Beta", "uses", 0.85)],
    ),
    (
        "outperforms",
        {"thing": "alpha-1"},
        ("better", "on", "confidence", "sentence", "paper_id"),
        [("Beta", None, 0.6, text_of("p2", 2), "p2"), ("Gamma", None, 0.4, text_of("p4", 2), "p4")],
    ),
    ("outperforms", {"thing": "Alpha", "at_least": "0.5"}, ("better",), [("Beta",)]),
    ("outperforms", {"thing": "Beta"}, ("better", "on", "paper_id"), [("Alpha", "Bench", "p1")]),
    (
        "comparisons",
        {"thing": "Alpha"},
        ("verdict", "other", "paper_id"),
        [
            ("better than", "Beta", "p1"),
            ("compared with", "Base", "p3"),
            ("worse than", "Beta", "p2"),
            ("worse than", "Gamma", "p4"),
        ],
    ),
    ("comparisons", {"thing": "Base"}, ("verdict", "other"), [("compared with", "Alpha")]),
    (
        "contradictions",
        {},
        ("better", "worse", "said_by", "confidence", "sentence", "paper_id"),
        [
            ("Alpha", "Beta", "two papers", 0.9, text_of("p1", 2), "p1"),
            ("Beta", "Alpha", "two papers", 0.6, text_of("p2", 2), "p2"),
        ],
    ),
    ("contradictions", {"at_least": "0.7"}, ("better",), []),
    (
        "leaderboard",
        {"benchmark": "bench"},
        ("measure", "value", "unit", "name", "compared_with"),
        [
            ("accuracy", "30-70", None, "Beta", "Alpha"),
            ("accuracy", "90.5", "%", "Alpha", None),
            ("accuracy", "89", "%", "Beta", None),
            (None, "9", "%", "Beta", None),
            (None, "2", "x", "A study", None),
        ],
    ),
    (
        "leaderboard",
        {"benchmark": "Bench", "metric": "Accuracy"},
        ("value", "sentence", "paper_id"),
        [("30-70", text_of("p2", 3), "p2"), ("90.5", text_of("p1", 2), "p1"), ("89", text_of("p2", 3), "p2")],
    ),
    ("leaderboard", {"benchmark": "Bench", "kind": "speedup"}, ("value", "name"), [("2", "A study")]),
    (
        "leaderboard",
        {"benchmark": "Bench", "kind": "absolute", "metric": "*"},
        ("value",),
        [("30-70",), ("90.5",), ("89",), ("9",)],
    ),
    (
        "leaderboard",
        {"benchmark": "Suite", "kind": "absolute"},
        ("measure", "best", "value", "name", "on"),
        [
            ("latency", "lowest", "9", "Alpha", None),
            ("latency", "lowest", "12", "Gamma", None),
            ("oddness", "lowest", "2", "Alpha", None),
            ("oddness", "lowest", "5", "Gamma", None),
            (None, "lowest", "6", "Gamma", None),
            (None, "lowest", "7", "Alpha", None),
            ("oddness", "lowest", "9", "Gamma", "Suite 2"),
            ("oddness", "lowest", "10", "Gamma", "Suite 2"),
        ],
    ),
    ("leaderboard", {"benchmark": "Suite 2"}, ("value", "on"), [("9", None), ("10", None)]),
    (
        "results",
        {"thing": "Gamma"},
        ("tested_on", "measure", "kind", "value"),
        [
            ("Parsing", "oddness", "reduction", "4"),
            ("Suite", None, "absolute", "6"),
            ("Suite", "latency", "absolute", "12"),
            ("Suite", "latency", "reduction", "3"),
            ("Suite", "oddness", "absolute", "5"),
            ("Suite 2", "oddness", "absolute", "9"),
            ("Suite 2", "oddness", "absolute", "10"),
        ],
    ),
    (
        "tested-on",
        {"benchmark": "Suite"},
        ("name", "on", "measure", "value", "sentence"),
        [
            ("Alpha", None, None, "7", text_of("p4", 3)),
            ("Alpha", None, "latency", "9", text_of("p4", 3)),
            ("Alpha", None, "latency", "0.5", text_of("p4", 3)),
            ("Alpha", None, "oddness", "2", text_of("p4", 3)),
            ("Gamma", None, None, "6", text_of("p4", 3)),
            ("Gamma", None, "latency", "12", text_of("p4", 3)),
            ("Gamma", None, "latency", "3", text_of("p4", 3)),
            ("Gamma", None, "oddness", "5", text_of("p4", 3)),
            ("Gamma", "Suite 2", "oddness", "9", text_of("p4", 3)),
            ("Gamma", "Suite 2", "oddness", "10", text_of("p4", 3)),
        ],
    ),
    (
        "leaderboard",
        {"benchmark": "Suite", "kind": "reduction"},
        ("best", "value", "unit"),
        [("highest", "3", "x"), ("highest", "0.5", "x")],
    ),
    (
        "results",
        {"thing": "Beta"},
        ("tested_on", "measure", "kind", "value", "unit", "compared_with"),
        [
            ("Bench", None, "absolute", "9", "%", None),
            ("Bench", "accuracy", "absolute", "30-70", None, "Alpha"),
            ("Bench", "accuracy", "absolute", "89", "%", None),
        ],
    ),
    (
        "tested-on",
        {"benchmark": "Bench"},
        ("name", "measure", "value", "unit", "kind", "paper_id"),
        [
            ("A study", None, "2", "x", "speedup", "p3"),
            ("Alpha", "accuracy", "90.5", "%", "absolute", "p1"),
            ("Beta", None, "9", "%", "absolute", "p2"),
            ("Beta", "accuracy", "30-70", None, "absolute", "p2"),
            ("Beta", "accuracy", "89", "%", "absolute", "p2"),
            ("Gamma", None, None, None, None, "p4"),
        ],
    ),
    (
        "state-of-the-art",
        {},
        ("name", "relation", "on_name", "confidence", "sentence", "paper_id"),
        [
            ("Gamma", "evaluated on", "Bench", 0.8, text_of("p4", 3), "p4"),
            ("Gamma", "evaluated on", "Parsing", 0.6, text_of("p4", 3), "p4"),
            ("Gamma", "evaluated on", "Suite", 0.5, text_of("p4", 3), "p4"),
        ],
    ),
    ("state-of-the-art", {"on": "Parsing"}, ("on_name",), [("Parsing",)]),
    ("state-of-the-art", {"on": "Whole Suite"}, ("name", "on_name"), [("Gamma", "Suite")]),
    (
        "benchmarks-of-task",
        {"task": "Reading"},
        ("benchmark", "papers"),
        [("Bench", 1), ("Suite", 1), ("Treebank", 1)],
    ),
    (
        "methods-for-task",
        {"task": "Reading"},
        ("name", "link", "on"),
        [("Gamma", "addresses", None), ("Beta", "addresses", None), ("A study", "addresses", "Forgetting")],
    ),
    (
        "addresses",
        {"concept": "Reading"},
        ("name", "on"),
        [("Gamma", None), ("Beta", None), ("A study", "Forgetting")],
    ),
    (
        "benchmarks-of-task",
        {"task": "Parsing"},
        ("benchmark", "tested", "papers"),
        [("Bench", 1, 1), ("Suite", 1, 1), ("Treebank", 1, 1)],
    ),
    ("benchmarks-of-task", {"task": "Fast Parsing"}, ("benchmark",), [("Treebank",)]),
    ("benchmarks-together", {"benchmark": "Suite"}, ("name", "other_name", "papers"), [("Suite", "Bench", 1)]),
    ("benchmarks-together", {"at_least": "2"}, ("name",), []),
    (
        "untried",
        {"task": "Parsing", "at_least": "1"},
        ("benchmark", "papers_on_it", "name", "type", "papers_with_it"),
        [
            ("Bench", 1, "Attention", "method", 2),
            ("Suite", 1, "Attention", "method", 2),
            ("Treebank", 1, "Attention", "method", 2),
            ("Treebank", 1, "Gamma", "model", 1),
        ],
    ),
    (
        "untried",
        {"task": "Tagging", "at_least": "1"},
        ("benchmark", "name", "papers_with_it"),
        [("Bench", "Attention", 2), ("Suite", "Beta", 3), ("Suite", "Attention", 2)],
    ),
    ("untried", {"task": "Parsing"}, ("name",), []),
    (
        "untried",
        {"task": "Reading", "at_least": "1"},
        ("name", "benchmark"),
        [("Beta", "Suite"), ("Beta", "Treebank"), ("Gamma", "Treebank")],
    ),
    (
        "related-papers",
        {"paper": "p1"},
        ("title", "paper_id", "shared"),
        [("Beta", "p2", 4), ("Gamma", "p4", 3), ("A study", "p3", 2)],
    ),
    ("related-papers", {"paper": "Alpha", "at_least": "4"}, ("paper_id",), [("p2",)]),
    (
        "single-source",
        {"thing": "Alpha"},
        ("first", "relation_name", "second", "confidence", "sentence", "paper_id"),
        [("Alpha", "outperforms", "Beta", 0.9, text_of("p1", 2), "p1")],
    ),
    ("single-source", {"thing": "*", "relation": "uses"}, ("first", "second"), [("Beta", "Attention")]),
    (
        "entities",
        {"at_least": "3"},
        ("name", "kind", "papers", "alias"),
        [
            ("Alpha", "Model", 4, "ALPHA"),
            ("Alpha", "Model", 4, "alpha-1"),
            ("Bench", "Benchmark", 3, None),
            ("Beta", "Model", 3, None),
        ],
    ),
    ("entities", {"type": "benchmark"}, ("name", "papers"), [("Bench", 3)]),
    (
        "broader",
        {"thing": "Gamma"},
        ("name", "broader", "direct"),
        [("Gamma", "Beta", True), ("Gamma", "Attention", False)],
    ),
    (
        "narrower",
        {"thing": "Reading"},
        ("name", "narrower", "direct"),
        [("Reading", "Forgetting", True), ("Reading", "Attention", False)],
    ),
    ("trained-on", {"data": "Corpus"}, ("name", "sentence", "paper"), [("Alpha", text_of("p3", 3), "A study")]),
    (
        "methods-for-task",
        {"task": "parsing"},
        ("name", "type", "link", "on", "confidence", "sentence"),
        [
            ("Attention", "method", "applied to", None, 0.35, text_of("p4", 1)),
            ("Gamma", "model", "applied to", None, 0.7, text_of("p4", 1)),
            ("Gamma", "model", "evaluated on", None, 0.6, text_of("p4", 3)),
            ("A study", "paper", "applied to", "Fast Parsing", 0.5, text_of("p3", 2)),
        ],
    ),
    (
        "uses",
        {"thing": "Attention"},
        ("user", "confidence", "paper_id"),
        [("Alpha", 0.95, "p1"), ("Beta", 0.85, "p2"), ("Alpha", 0.3, "p2")],
    ),
    ("uses", {"thing": "Attention", "at_least": ".9"}, ("user",), [("Alpha",)]),
    ("addresses", {"concept": "Forgetting"}, ("name", "sentence"), [("A study", text_of("p3", 2))]),
    (
        "proposals",
        {"thing": "Alpha"},
        ("name", "paper_id", "year", "code", "sentence"),
        [("Alpha", "p1", "2024", "https://github.com/x/alpha", text_of("p1", 1))],
    ),
    ("proposals", {"thing": "Gamma"}, ("name", "paper_id", "year", "code"), [("Gamma", "p4", None, None)]),
    (
        "papers-with-code",
        {},
        ("paper", "paper_id", "year", "code", "proposes"),
        [
            ("Alpha", "p1", "2024", "https://github.com/x/alpha", "Alpha"),
            ("A study", "p3", None, "https://github.com/x/s", None),
        ],
    ),
    ("most-built-on", {}, ("name", "type", "built_on_it", "papers"), [("Attention", "method", 2, 2)]),
    (
        "most-built-on",
        {"at_least": "1"},
        ("name", "built_on_it"),
        [("Attention", 2), ("Alpha", 1), ("Base", 1), ("Beta", 1)],
    ),
    (
        "most-compared",
        {},
        ("name", "opponents", "better", "worse", "papers"),
        [("Alpha", 3, 1, 2, 4)],
    ),
    ("most-compared", {"at_least": "1"}, ("name",), [("Alpha",), ("Beta",), ("Base",), ("Gamma",)]),
    (
        "evidence",
        {"head": "Alpha", "tail": "Attention"},
        ("first", "relation_name", "second", "confidence", "fact_confidence", "paper_id"),
        [("Alpha", "uses", "Attention", 0.95, 0.95, "p1"), ("Alpha", "uses", "Attention", 0.3, 0.95, "p2")],
    ),
    ("evidence", {"head": "*", "tail": "Base", "relation": "compared with"}, ("first",), [("Alpha",)]),
    (
        "aliases",
        {"thing": "ALPHA"},
        ("name", "role", "papers_on_it"),
        [("Alpha", "label", 4), ("ALPHA", "alias", 4), ("alpha-1", "alias", 4)],
    ),
    (
        "paper",
        {"paper": "a study"},
        ("first", "relation", "second", "confidence", "sentence"),
        [
            ("Alpha", "comparedWith", "Base", 0.5, text_of("p3", 1)),
            ("A study", "addresses", "Forgetting", 0.9, text_of("p3", 2)),
            ("A study", "appliedTo", "Fast Parsing", 0.5, text_of("p3", 2)),
            ("A study", "evaluatedOn", "Treebank", 0.5, text_of("p3", 2)),
            ("Alpha", "trainedOn", "Corpus", 0.9, text_of("p3", 3)),
        ],
    ),
]


@pytest.mark.parametrize(("name", "params", "columns", "answer"), SMALL_ANSWERS)
def test_a_query_answers_exactly(
    small: ox.Store, name: str, params: dict[str, str], columns: tuple[str, ...], answer: list[tuple[object, ...]]
) -> None:
    assert rows(small, name, *columns, **params) == answer


def test_every_query_has_an_exact_answer_here() -> None:
    assert {name for name, *_ in SMALL_ANSWERS} | {"about"} == {query.name for query in list_queries()}


def test_about_gathers_the_node_its_claims_their_sentences_its_results_and_its_papers(small: ox.Store) -> None:
    answer = run(small, "about", {"thing": "Gamma"})
    assert isinstance(answer, Triples)
    subjects = {triple.subject.value for triple in answer}
    claims = {subject for subject in subjects if "/claim/" in subject}
    assert len(claims) == 8
    assert IRIS.node("entity/gamma").value in subjects
    assert IRIS.paper("p4").value in subjects
    quotes = {triple.object.value for triple in answer if triple.predicate.value.endswith("anchorOf")}
    assert quotes == set(PAPERS["p4"][1:])
    bench = run(small, "about", {"thing": "Bench"})
    assert {f"https://kg.example/result/p2/{number}" for number in (1, 2, 3)} <= {t.subject.value for t in bench}


GOLD_FACTS: list[tuple[str, dict[str, str], Callable[[Mapping[str, object]], bool]]] = [
    (
        "lineage",
        {"thing": "Code Llama - Python"},
        lambda row: (row["variant"], row["base"]) == ("Code Llama", "Llama 2"),
    ),
    ("descendants", {"thing": "Transformer"}, lambda row: row["variant"] == "GraphCodeBERT" and row["direct"] is True),
    (
        "outperforms",
        {"thing": "Transformers"},
        lambda row: row["better"] == "Mamba" and "5times" in str(row["sentence"]),
    ),
    ("comparisons", {"thing": "mamba"}, lambda row: (row["verdict"], row["other"]) == ("worse than", "DeltaNet")),
    ("contradictions", {}, lambda row: "BERT" in f"{row['better']} {row['worse']}"),
    (
        "leaderboard",
        {"benchmark": "ImageNet", "metric": "accuracy"},
        lambda row: (row["name"], row["value"]) == ("CLIPA-v2", "81.8"),
    ),
    (
        "state-of-the-art",
        {"on": "ImageNet"},
        lambda row: (row["name"], row["relation"]) == ("FlexTok", "evaluated on"),
    ),
    ("benchmarks-of-task", {"task": "machine translation"}, lambda row: row["benchmark"] == "Penn Treebank"),
    (
        "benchmarks-together",
        {"benchmark": "HumanEval"},
        lambda row: (row["other_name"], row["papers"]) == ("MBPP", 3),
    ),
    ("untried", {"task": "reasoning"}, lambda row: (row["name"], row["benchmark"]) == ("chain of thought", "GSM8K")),
    (
        "related-papers",
        {"paper": "Mamba: Linear-Time Sequence Modeling with Selective State Spaces"},
        lambda row: str(row["title"]).startswith("Samba: Simple Hybrid"),
    ),
    ("single-source", {"thing": "Mamba"}, lambda row: row["second"] == "Transformer"),
    ("entities", {"type": "Benchmark"}, lambda row: row["name"] == "ImageNet" and int(str(row["papers"])) > 5),
    ("broader", {"thing": "Mamba"}, lambda row: (row["broader"], row["direct"]) == ("State Space Model", True)),
    ("narrower", {"thing": "large language model"}, lambda row: row["narrower"] == "Code Llama"),
    ("results", {"thing": "Mamba"}, lambda row: (row["value"], row["unit"], row["kind"]) == ("5", "x", "speedup")),
    (
        "tested-on",
        {"benchmark": "imagenet"},
        lambda row: row["paper"] == "MaskGIT: Masked Generative Image Transformer",
    ),
    ("trained-on", {"data": "ImageNet"}, lambda row: "Tokens-to-Token ViT" in str(row["paper"])),
    ("methods-for-task", {"task": "machine translation"}, lambda row: row["link"] in {"applied to", "evaluated on"}),
    ("uses", {"thing": "self-attention"}, lambda row: str(row["user"]).replace(" ", "") == "RingAttention"),
    ("addresses", {"concept": "hallucinations"}, lambda row: "No Token Left Behind" in str(row["paper"])),
    ("proposals", {"thing": "Mamba"}, lambda row: str(row["paper"]).startswith("Mamba: Linear-Time")),
    (
        "papers-with-code",
        {},
        lambda row: (
            row["code"] == "https://github.com/hetailang/SqueezeAttention" and row["proposes"] == "SqueezeAttention"
        ),
    ),
    ("most-built-on", {}, lambda row: row["name"] == "Transformer" and int(str(row["built_on_it"])) > 10),
    (
        "most-compared",
        {},
        lambda row: row["name"] == "Transformer" and int(str(row["worse"])) > int(str(row["better"])),
    ),
    ("evidence", {"head": "Mamba", "tail": "Transformer"}, lambda row: row["relation_name"] == "outperforms"),
    ("aliases", {"thing": "ViT"}, lambda row: row["name"] == "Vision Transformer"),
    (
        "paper",
        {"paper": "Mamba: Linear-Time Sequence Modeling with Selective State Spaces"},
        lambda row: (row["first"], row["relation"], row["second"]) == ("Mamba", "outperforms", "Transformer"),
    ),
]


def test_what_is_untried_begins_with_the_most_used_benchmark_and_the_best_known_proper_names(gold: ox.Store) -> None:
    columns = ("papers_on_it", "benchmark", "name", "papers_with_it")
    found = rows(gold, "untried", *columns, task="reasoning", at_least="1")
    generic = [any(word[0].islower() for word in str(name).split()) for *_, name, _ in found]
    keys = [(-on, benchmark, low, -known) for (on, benchmark, _, known), low in zip(found, generic, strict=True)]
    assert keys == sorted(keys)
    assert len({benchmark for _, benchmark, _, _ in found}) > 1
    assert {*generic} == {True, False}


def test_what_is_tested_on_a_version_of_a_benchmark_is_tried_on_that() -> None:
    knowledge = small_knowledge()
    tested = replace(knowledge.facts[-1], head="entity/attention", tail="entity/suite 2")
    before, after = to_store(knowledge), to_store(replace(knowledge, facts=(*knowledge.facts, tested)))
    asked = {"task": "Tagging", "at_least": "1"}
    assert ("Attention", "Suite") in rows(before, "untried", "name", "benchmark", **asked)
    assert ("Attention", "Suite") not in rows(after, "untried", "name", "benchmark", **asked)


@pytest.mark.parametrize(("name", "params", "holds"), GOLD_FACTS)
def test_a_query_finds_what_the_papers_say(
    gold: ox.Store, name: str, params: dict[str, str], holds: Callable[[Mapping[str, object]], bool]
) -> None:
    answer = run(gold, name, params)
    assert isinstance(answer, Table)
    assert any(map(holds, answer)), list(answer.texts())[:20]


def test_every_query_is_asked_about_the_papers() -> None:
    assert {name for name, *_ in GOLD_FACTS} | {"about"} == {query.name for query in list_queries()}


def test_about_gathers_what_papers_say_of_a_thing(gold: ox.Store) -> None:
    answer = run(gold, "about", {"thing": "Mamba"})
    assert isinstance(answer, Triples)
    quotes = [triple.object.value for triple in answer if triple.predicate.value.endswith("anchorOf")]
    assert any("5times higher throughput than Transformers" in quote for quote in quotes)


@pytest.mark.parametrize("query", list_queries(), ids=QUERY_NAMES)
def test_the_example_of_every_parameter_gives_an_answer(gold: ox.Store, query: Query) -> None:
    params = {parameter.name: parameter.example for parameter in query.parameters if parameter.example}
    required = {parameter.name for parameter in query.parameters if parameter.default is None}
    assert required <= params.keys()
    assert len(run(gold, query, params)) > 0


@pytest.mark.parametrize("query", list_queries(), ids=QUERY_NAMES)
def test_a_query_as_it_stands_asks_about_everything(small: ox.Store, query: Query) -> None:
    opened = {parameter.name: "*" for parameter in query.parameters}
    filled = run(small, query, opened)
    assert len(filled) > 0
    assert list(filled) == list(run(small, replace(query, parameters=())))


@pytest.fixture(scope="module")
def in_rdflib() -> rdflib.Graph:
    return to_rdflib(small_knowledge())


@pytest.mark.parametrize("name", [None, "Bench", "accuracy"])
@pytest.mark.parametrize("query", list_queries(), ids=QUERY_NAMES)
def test_another_engine_gives_the_same_answer_with_the_prefixes_of_the_file(
    small: ox.Store, in_rdflib: rdflib.Graph, query: Query, name: str | None
) -> None:
    found_least = {ParameterType.CONFIDENCE: "0.7", ParameterType.INTEGER: "9"}
    values = {ParameterType.ENTITY: name, ParameterType.PAPER: "p3", **found_least} if name else {}
    given = {parameter.name: values.get(parameter.type, "*") for parameter in query.parameters}
    text = bind(query, given, store=small, iris=IRIS)
    answer = run_text(small, text)
    other = in_rdflib.query(text, initNs=turtle_prefixes(RdfConfig()))
    if isinstance(answer, Triples):
        assert len({*other}) == len(answer)
    else:
        assert isinstance(answer, Table)
        theirs = Counter(tuple("" if term is None else str(term) for term in row) for row in other)
        assert theirs == Counter(answer.texts())


@pytest.mark.parametrize("query", list_queries(), ids=QUERY_NAMES)
def test_the_order_of_rows_is_fixed(query: Query) -> None:
    assert "CONSTRUCT" in query.text or "ORDER BY" in query.text


def test_a_leaderboard_goes_down_within_each_metric(gold: ox.Store) -> None:
    found = list(run(gold, "leaderboard", {"benchmark": "ImageNet", "metric": "accuracy"}))
    values = [float(str(row["value"])) for row in found]
    assert len(values) > 3
    assert all(higher >= lower for higher, lower in pairwise(values))


def test_the_readme_lists_every_query_with_its_question_and_parameters() -> None:
    lines = (queries_folder() / "README.md").read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if line.startswith(("| [", "| **"))]
    expected = []
    for group, queries in groupby(sorted(list_queries(), key=lambda query: (query.group, query.name)), GROUP):
        expected.append(f"| **{group}** | | |")
        for query in queries:
            params = ", ".join(f"`{p.name}`" + (f" = {p.default}" if p.default else "") for p in query.parameters)
            row = f"| [`{query.name}`]({query.name}.rq) | {query.description} | {params} |"
            expected.append(row.replace("|  |", "| |"))
    assert listed == expected


@pytest.mark.parametrize("query", list_queries(), ids=QUERY_NAMES)
def test_the_header_of_a_query_is_complete(query: Query) -> None:
    assert query.title != query.name
    assert query.group
    assert query.description.endswith("?")
    assert all(parameter.example for parameter in query.parameters)
