"""Running queries: names become terms, answers take every form, no query leaves the machine or changes the graph."""

import csv
import io
import json
import pickle
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import __version__
from kg.config import RdfConfig
from kg.errors import GraphError, QueryError
from kg.model import Entity, Knowledge
from kg.query import (
    GRAPH_FORMATS,
    ParameterType,
    Table,
    Triples,
    Truth,
    find_entity,
    find_paper,
    find_query,
    list_queries,
    read_query,
    refuse_service,
    render,
    run,
    run_text,
)
from kg.query.choices import find_choice
from kg.rdf import Iris, read_store, to_store, write_turtle
from kg.vocab import NodeType

IRIS = Iris.of(RdfConfig())


@pytest.fixture(scope="module")
def store(tiny: Knowledge) -> ox.Store:
    return to_store(tiny)


def entity(key: str, label: str, *aliases: str, kind: NodeType = NodeType.METHOD) -> Entity:
    return Entity(f"entity/{key}", label, kind, aliases, ((kind, 1),), (), 1.0)


@pytest.fixture(scope="module")
def names() -> ox.Store:
    """A store of things whose names are close to one another."""
    things = (
        entity("c", "C", kind=NodeType.CONCEPT),
        entity("c-sharp", "C#", kind=NodeType.CONCEPT),
        entity("c-plus-plus", "C++", "CPP", kind=NodeType.CONCEPT),
        entity("residual-connection", "residual connection", "RC"),
        entity("reading-comprehension", "reading comprehension", "RC", kind=NodeType.TASK),
        entity("rlhf", "Reinforcement Learning from Human Feedback", "RLHF"),
        entity("rlaif", "rlhf", kind=NodeType.CONCEPT),
        entity("gpt-3.5", "GPT-3.5"),
        entity("gpt-35", "GPT-35"),
        entity("hallucinations", "hallucinations", kind=NodeType.CONCEPT),
        entity("attention", "attention"),
        entity("self-attention", "self-attention"),
        entity("cafe", "Café Transformer", 'quoted " \\ > <x> . } name'),
    )
    return to_store(Knowledge((), things, (), ()))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("C#", "c-sharp"),
        ("c#", "c-sharp"),
        ("c++", "c-plus-plus"),
        ("cpp", "c-plus-plus"),
        ("C", "c"),
        ("RLHF", "rlhf"),
        ("rlhf", "rlaif"),
        ("Rlhf", "rlaif"),
        ("reinforcement learning from human feedback", "rlhf"),
        ("GPT-3.5", "gpt-3.5"),
        ("gpt 3.5", "gpt-3.5"),
        ("gpt 35", "gpt-35"),
        ("Hallucination", "hallucinations"),
        ("Self Attention", "self-attention"),
        ("selfattention", "self-attention"),
        ("cafe transformer", "cafe"),
        ("entity/rlhf", "rlhf"),
        ("https://kg.example/entity/rlhf", "rlhf"),
        ('quoted " \\ > <x> . } name', "cafe"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(names: ox.Store, name: str, key: str) -> None:
    assert find_entity(names, name, iris=IRIS) == IRIS.node(f"entity/{key}")


def test_a_name_of_several_things_is_refused_with_their_addresses(names: ox.Store) -> None:
    with pytest.raises(QueryError) as caught:
        find_entity(names, "RC", iris=IRIS)
    assert str(caught.value) == (
        "'RC' names 2 things: reading comprehension <https://kg.example/entity/reading-comprehension>, residual"
        " connection <https://kg.example/entity/residual-connection>; give the address of the one you mean"
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("halucination", "did you mean hallucinations?"),
        ("attent", "did you mean attention, self-attention?"),
        ("", "kg query lists what can be asked"),
        ("zzzzqqq", "kg query lists what can be asked"),
        ("???", "kg query lists what can be asked"),
    ],
)
def test_an_unknown_name_is_refused_with_near_ones(names: ox.Store, name: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        find_entity(names, name, iris=IRIS)
    assert str(caught.value) == f"the graph has no thing called {name!r}; {hint}"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("arxiv:2401.00001", "arxiv:2401.00001"),
        ("https://kg.example/paper/arxiv:2401.00001", "arxiv:2401.00001"),
        ("Nimbus: A Small Vision Transformer", "arxiv:2401.00001"),
        ("nimbus a small vision transformer", "arxiv:2401.00001"),
        ("STRATUS-2025", "stratus-2025"),
    ],
)
def test_a_paper_is_found_by_its_id_or_title(store: ox.Store, name: str, key: str) -> None:
    assert find_paper(store, name, iris=IRIS) == IRIS.paper(key)


def test_a_paper_is_no_thing_and_a_thing_no_paper(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="no thing called"):
        find_entity(store, "Nimbus: A Small Vision Transformer", iris=IRIS)
    with pytest.raises(QueryError, match="no paper called 'ImageNet'"):
        find_paper(store, "ImageNet", iris=IRIS)


def test_values_of_parameters_cannot_break_out_of_their_term(names: ox.Store, tmp_path: Path) -> None:
    path = tmp_path / "echo.rq"
    path.write_text(
        "# title: Echo\n# description: What was given?\n# param word: string — a word\n"
        "SELECT ?word WHERE { VALUES ?word { UNDEF } }\n",
        encoding="utf-8",
    )
    hostile = '" } } ; DROP ALL # \\ \n UNDEF \\1 \\g<1> <http://x> \u2028'
    answer = run(names, read_query(path), {"word": hostile})
    assert list(answer) == [{"word": hostile}]


@given(st.text())
def test_any_text_arrives_as_it_was_typed(word: str) -> None:
    query = replace(
        find_query("outperforms"), text="SELECT ?relation { VALUES ?relation { UNDEF } }", parameters=(RELATION,)
    )
    if word != "*":
        assert list(run(ox.Store(), query, {"relation": word})) == [{"relation": word}]


RELATION = replace(find_query("evidence").parameters[2], type=ParameterType.STRING)


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("outperform", {}, "there is no query 'outperform'; did you mean outperforms"),
        ("outperforms", {}, "outperforms needs thing: what is outperformed, for example thing=Transformer"),
        ("outperforms", {"thin": "ViT"}, "outperforms has no parameter 'thin'; did you mean thing?"),
        ("papers-with-code", {"thing": "ViT"}, "papers-with-code has no parameter 'thing'; it takes none"),
        ("outperforms", {"thing": "ViT", "at_least": "high"}, "at_least: 'high' is no number; give one such as 0.8"),
        ("outperforms", {"thing": "ViT", "at_least": "nan"}, "at_least: 'nan' is no finite number"),
        (
            "outperforms",
            {"thing": "ViT", "at_least": "1e999999999"},
            (
                "at_least: '1e999999999' is too large or too precise;"
                " give a number with up to 20 digits before the point and 18 behind it"
            ),
        ),
        ("most-built-on", {"at_least": "2.5"}, "at_least: '2.5' is no whole number; give one such as 3"),
        ("most-built-on", {"at_least": "-1" + "0" * 18}, "at_least: '-1000000000000000000' is too large; give a whole"),
        ("outperforms", {"thing": "ViT", "at_least": "5"}, "at_least: '5' is no confidence; give one from 0 to 1"),
        ("uses", {"thing": "ViT", "at_least": "-.1"}, "at_least: '-.1' is no confidence"),
        ("entities", {"type": "Foo"}, "type: there is no type 'Foo'; choose Model, Method, Benchmark, Dataset, Task,"),
        ("entities", {"type": "datasets"}, "type: there is no type 'datasets'; did you mean Dataset?"),
        ("single-source", {"thing": "ViT", "relation": "nonsense"}, "no relation 'nonsense'; choose proposes, uses,"),
        (
            "leaderboard",
            {"benchmark": "ImageNet", "kind": "gains"},
            "kind: there is no kind 'gains'; did you mean gain?",
        ),
        ("outperforms", {"thing": "VTi"}, "the graph has no thing called 'VTi'; did you mean"),
    ],
)
def test_wrong_queries_and_parameters_are_explained(
    store: ox.Store, name: str, params: dict[str, str], message: str
) -> None:
    with pytest.raises(QueryError) as caught:
        run(store, name, params)
    assert message in str(caught.value)


DECIMAL = (
    "# title: Own\n# description: What?\n# param n: decimal — a number\nASK { VALUES ?n { UNDEF } FILTER(ABS(?n) > 0) }"
)


@pytest.mark.parametrize("name", ["uses", "paper", "entities"])
def test_a_value_that_is_no_text_is_refused(store: ox.Store, name: str) -> None:
    (parameter,) = find_query(name).parameters[:1]
    with pytest.raises(QueryError, match=rf"^{parameter.name}: 'caf\\udce9' is no text in UTF-8; give one that is$"):
        run(store, name, {parameter.name: "caf\udce9"})


@pytest.mark.parametrize(
    "number", ["99999999999999999999", "-1e19", "1E-18", "12345678901234567890.123456789012345678"]
)
def test_a_number_that_is_taken_can_be_compared(tmp_path: Path, number: str) -> None:
    path = tmp_path / "own.rq"
    path.write_text(DECIMAL, encoding="utf-8")
    assert run(ox.Store(), read_query(path), {"n": number})


@pytest.mark.parametrize("number", ["100000000000000000000", "-1e20", "1e-19", "0.1234567890123456789", "0e1000000"])
def test_a_number_that_could_not_be_compared_is_refused(tmp_path: Path, number: str) -> None:
    path = tmp_path / "own.rq"
    path.write_text(DECIMAL, encoding="utf-8")
    with pytest.raises(QueryError, match="too large or too precise"):
        run(ox.Store(), read_query(path), {"n": number})


@pytest.mark.parametrize(
    ("kind", "value", "word"),
    [
        (ParameterType.TYPE, "dataset", "Dataset"),
        (ParameterType.TYPE, "data set", "Dataset"),
        (ParameterType.RELATION, "EVALUATEDON", "evaluatedOn"),
        (ParameterType.RELATION, "compared with", "comparedWith"),
        (ParameterType.KIND, "Speed-up", "speedup"),
    ],
)
def test_one_of_a_few_words_is_found_whatever_its_case(kind: ParameterType, value: str, word: str) -> None:
    assert find_choice(value, replace(RELATION, type=kind)) == word


def test_a_star_leaves_a_parameter_open(store: ox.Store) -> None:
    answer = run(store, "results", {"thing": "*"})
    assert [(row["value"], row["measure"]) for row in answer] == [("2.2", None), ("83.3", "top-1 accuracy")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# title: x\n# description: y\n# param a: thing — what", "line 3: is not '# param NAME: entity|paper|string"),
        ("# title: x\n# description: y\n# param a string", "line 3: is not '# param NAME"),
        (
            "# title: x\n# description: y\n# param a: string — what\nSELECT * {}",
            "line 3: the query has no 'VALUES ?a { UNDEF }'",
        ),
    ],
)
def test_a_malformed_query_file_is_explained(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "own.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QueryError) as caught:
        read_query(path)
    assert "own.rq" in str(caught.value)
    assert message in str(caught.value)


def test_a_file_without_comments_is_a_query_without_parameters(tmp_path: Path, store: ox.Store) -> None:
    path = tmp_path / "own.rq"
    path.write_text("ASK { ?paper a kg:Paper }", encoding="utf-8")
    assert read_query(path).parameters == ()
    assert run(store, read_query(path))


def test_a_missing_query_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"missing\.rq: cannot be read"):
        read_query(tmp_path / "missing.rq")


def test_a_select_gives_a_table_of_terms_and_python_values(store: ox.Store) -> None:
    answer = run_text(
        store,
        "SELECT ?model ?confidence ?begin ?none (?confidence > 0.5 AS ?high) { ?claim a kg:OutperformsClaim ;"
        " rdf:subject ?model ; kg:confidence ?confidence ; kg:objectMention/nif:beginIndex ?begin }",
    )
    assert isinstance(answer, Table)
    assert answer.columns == ("model", "confidence", "begin", "none", "high")
    assert answer.rows[0][0] == IRIS.node("entity/nimbus")
    assert len(answer) == 1
    assert list(answer) == [{"model": "Nimbus", "confidence": 0.95, "begin": 121, "none": None, "high": True}]
    assert list(answer.texts()) == [("Nimbus", "0.95", "121", "", "true")]


@pytest.mark.parametrize(
    ("text", "datatype", "value"),
    [
        ("3", "integer", 3),
        ("abc", "integer", "abc"),
        ("1.5", "integer", "1.5"),
        ("9" * 5000, "integer", "9" * 5000),
        ("much", "decimal", "much"),
        ("-INF", "double", float("-inf")),
        ("1", "boolean", True),
        ("false", "boolean", False),
        ("yes", "boolean", "yes"),
    ],
)
def test_a_literal_is_the_value_of_its_datatype_or_its_text(
    store: ox.Store, text: str, datatype: str, value: object
) -> None:
    table = run_text(store, f'SELECT ?x {{ VALUES ?x {{ "{text}"^^xsd:{datatype} }} }}')
    assert isinstance(table, Table)
    assert [(row["x"], type(row["x"])) for row in table] == [(value, type(value))]


@pytest.mark.parametrize(
    ("iri", "text"),
    [
        ("entity:vision-transformer", "Vision Transformer"),
        ("<https://kg.example/paper/stratus-2025>", "Stratus <b>& friends</b>"),
        ("<graph>", "Knowledge graph of machine-learning papers"),
        (f"<activity/kg-{__version__}>", "Extraction from titles and abstracts"),
        ("kg:outperforms", "kg:outperforms"),
        ("<result/stratus-2025/1>", "result/stratus-2025/1"),
        ("<https://example.org/x>", "https://example.org/x"),
    ],
)
def test_iris_are_shown_by_label_or_short_name(store: ox.Store, iri: str, text: str) -> None:
    answer = run_text(store, f"SELECT ?x {{ VALUES ?x {{ {iri} }} }}")
    assert isinstance(answer, Table)
    assert list(answer.texts()) == [(text,)]


def test_an_ask_gives_yes_or_no(store: ox.Store) -> None:
    yes = run_text(store, "ASK { entity:nimbus kg:outperforms entity:vision-transformer }")
    no = run_text(store, "ASK { entity:vision-transformer kg:outperforms entity:nimbus }")
    assert isinstance(yes, Truth)
    assert yes
    assert not no
    assert json.loads(render(no, "json"))["boolean"] is False


def test_a_construct_gives_sorted_triples_once(store: ox.Store) -> None:
    answer = run_text(store, "CONSTRUCT { ?a kg:evaluatedOn ?b } { ?a kg:evaluatedOn ?b . ?c ?d ?b }")
    assert isinstance(answer, Triples)
    assert [str(triple.subject) for triple in answer] == [
        "<https://kg.example/entity/nimbus>",
        "<https://kg.example/entity/stratus>",
    ]
    assert len(answer) == 2


def test_tables_are_written_as_sparql_results(store: ox.Store) -> None:
    answer = run_text(store, 'SELECT ?x ?y { VALUES (?x ?y) { (entity:nimbus "a,\\"b\\"\\nc") (UNDEF 0.5) } }')
    assert list(csv.reader(io.StringIO(render(answer, "csv"), newline=""))) == [
        ["x", "y"],
        ["https://kg.example/entity/nimbus", 'a,"b"\nc'],
        ["", "0.5"],
    ]
    bindings = json.loads(render(answer, "json"))["results"]["bindings"]
    assert bindings[0]["x"] == {"type": "uri", "value": "https://kg.example/entity/nimbus"}
    assert bindings[1] == {
        "y": {"type": "literal", "value": "0.5", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"}
    }
    assert render(answer, "tsv").startswith("?x\t?y\n")
    assert "<sparql" in render(answer, "xml")


@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_triples_are_written_as_rdf(store: ox.Store, name: str) -> None:
    answer = run(store, "about", {"thing": "ViT"})
    assert isinstance(answer, Triples)
    parsed = {quad.triple for quad in ox.parse(render(answer, name), format=GRAPH_FORMATS[name])}
    assert parsed == set(answer)
    assert len(answer) > 20


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("SELECT * {}", "ttl", "'ttl' cannot hold the answer, which is a table; choose csv, tsv, json, xml"),
        ("ASK {}", "nt", "'nt' cannot hold the answer, which is a table"),
        (
            "CONSTRUCT WHERE { ?s ?p ?o }",
            "csv",
            "'csv' cannot hold the answer, which is triples; choose ttl, nt, jsonld",
        ),
        ("SELECT * {}", "pdf", "'pdf' cannot hold the answer"),
    ],
)
def test_a_format_that_does_not_fit_is_refused(store: ox.Store, text: str, name: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        render(run_text(store, text), name)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?x {\n?x kg:uses ?y", "not valid SPARQL, line 2, column 14, at the end: the query is not complete"),
        (
            "SELECT ?x {\n ?x foaf:name ?y }",
            "line 2, column 5, at 'foaf:name ?y }': unknown prefix foaf:, known are dcterms,",
        ),
        ("SELECT (f:g(1) AS ?y) {}", "column 9, at 'f:g(1) AS ?y) {}': unknown prefix f:, known are"),
        (
            "PREFIX a: <b:> SELECT * { a:b a _:c, 'd:e'@f, <g:h> # i:j\n ; :k 1 }",
            "line 2, column 4, at ':k 1 }': unknown",
        ),
        ("SELECT * {\n ?s kg:uses ?a\n ?b kg:uses ?c }", "line 3, column 2, at '?b kg:uses ?c }': not understood"),
        ("SELEC * { ?s kg:uses ?o }", "line 1, column 1, at 'SELEC * { ?s kg:uses ?o }': not understood"),
        ("SELECT * { ?s ?p ?o } ORDER ?s", "line 1, column 29, at '?s': not understood"),
        ("SELECT * WHERE ?s ?p ?o", "line 1, column 16, at '?s ?p ?o': expected \"{\""),
        ("SELECT * { FILTER(1 > ) }", "line 1, column 23, at ') }': not understood"),
        ("SELECT * { ?s ?p ?o } LIMIT 1;", "line 1, column 30, at ';': not understood"),
        ("SELECT * { ?s ?p 'a b }", "at the end: the query is not complete"),
        ("SELECT ?x ?x {}", "Duplicated variable name in SELECT"),
        ("SELECT * { ?x <a b> ?y }", "at '?y }': IRI parsing failed"),
        ("SELECT * { ?x <http://a b:c> ?y }", "at '?y }': IRI parsing failed"),
        ("", "not valid SPARQL, line 1, column 1, at the end: the query is not complete"),
        ("SELECT (<http://x/f>(1) AS ?y) {}", "the query cannot be evaluated: The custom function <http://x/f> is not"),
        ("INSERT DATA { <a> <b> <c> }", "updates are refused"),
        ("PREFIX a: <b> # c\n base <x>\tdelete where { ?s ?p ?o }", "updates are refused"),
        ("LOAD <http://localhost/>", "updates are refused"),
        ("SELECT * { ?s ?p 'a\udcff' }", r"the query is no text in UTF-8, at '\udcff'; write it anew"),
    ],
)
def test_a_query_that_cannot_be_answered_is_explained(store: ox.Store, text: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        run_text(store, text)
    assert message in str(caught.value)


def test_no_update_changes_the_graph(tiny: Knowledge) -> None:
    store = to_store(tiny)
    before = len(store)
    for update in ("DELETE WHERE { ?s ?p ?o }", "CLEAR ALL", "SELECT * {} ; DROP ALL"):
        with pytest.raises(QueryError):
            run_text(store, update)
    assert len(store) == before


SERVICE_QUERIES = [
    "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p ?o . {{ OPTIONAL {{ service silent <{0}> {{ ?s ?p ?o }} }} }} }}",
    "SELECT * {{ {{ SELECT * {{ FILTER EXISTS {{ SeRvIcE<{0}>{{ ?s ?p ?o }} }} }} }} }}",
    "SELECT * {{ SERVICESILENT<{0}>{{ ?s ?p ?o }} }}",
    "PREFIX : <{0}> SELECT * {{ SERVICE SILENT:a{{ ?s ?p ?o }} }}",
    "PREFIX ex: <{0}> SELECT * {{ SERVICEex:a {{ ?s ?p ?o }} }}",
    "PREFIX ex: <{0}> SELECT * {{ SERVICE ex:a\\#b {{ ?s ?p ?o }} }}",
    "PREFIX ex: <{0}> SELECT * {{ SERVICE#x\n# }} {{ \n ex:a # }} \n {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(1 AS ?a) FILTER(?a<#>'''\n2) SERVICE SILENT <{0}> {{ ?s ?p ?o }} #'''\n }}",
    "SELECT * {{ ?a ?b trueSERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?x {{ <{0}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "DESCRIBE ?s WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.01)
        yield server


@pytest.mark.parametrize("template", SERVICE_QUERIES)
def test_no_query_reaches_another_server(store: ox.Store, listener: socket.socket, template: str) -> None:
    text = template.format(f"http://127.0.0.1:{listener.getsockname()[1]}/")
    with pytest.raises(QueryError):
        run_text(store, text)
    with pytest.raises(TimeoutError):
        listener.accept()


def test_a_refused_service_is_explained() -> None:
    with pytest.raises(QueryError, match=r"^line 2: SERVICE is refused, queries never leave this machine; remove"):
        refuse_service("SELECT * {\n SERVICE <http://x> {} }")


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ?service { ?service rdfs:label "service <x>" }',
        "PREFIX service: <http://x/service#> SELECT * { ?s service:of ?o } # service",
        "SELECT * { ?s <http://service.example/a> ?o . FILTER(CONTAINS(?o, 'service')) { ?s ?p ?service } }",
    ],
)
def test_the_word_service_may_be_used_otherwise(store: ox.Store, text: str) -> None:
    assert len(run_text(store, text)) == 0


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM file:///etc/passwd"),
        ("SELECT * FROM NAMED <http://localhost/x> { GRAPH ?g { ?s ?p ?o } }", "FROM NAMED http://localhost/x"),
        ("ASK # FROM\nfrom<http://a/b>{ ?s ?p ?o }", "FROM http://a/b"),
        ("SELECT ?s FROM <https://kg.example/graph> FROM <http://a/b> WHERE { ?s ?p ?o }", "FROM http://a/b"),
        ("PREFIX x: <http://x/> CONSTRUCT { ?s ?p ?o } FROM x:y WHERE { ?s ?p ?o }", "FROM x:y"),
        ("SELECT * FROM NAMED <https://kg.example/graph> { ?s ?p ?o }", "FROM NAMED https://kg.example/graph"),
    ],
)
def test_reading_from_another_graph_is_refused(store: ox.Store, text: str, clause: str) -> None:
    with pytest.raises(QueryError) as caught:
        run_text(store, text)
    assert str(caught.value) == f"{clause} is refused, the only graph is <https://kg.example/graph>; remove the clause"


@pytest.mark.parametrize(
    "text",
    [
        "ASK FROM <https://kg.example/graph> { ?paper a kg:Paper }",
        "ASK { ?paper a kg:Paper } # from <http://a/b>",
        "ASK { ?paper a kg:Paper BIND('taken FROM <http://a/b>' AS ?x) BIND(<http://a/from:b> AS ?y) }",
        "ASK { ?paper a ?from . ?from a* kg:Paper }",
    ],
)
def test_the_graph_itself_may_be_named_and_the_word_from_used_otherwise(store: ox.Store, text: str) -> None:
    assert run_text(store, text)


def test_a_store_opens_from_a_file_or_from_knowledge(tiny: Knowledge, store: ox.Store, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    write_turtle(tiny, path)
    from_file = read_store(path)
    for query in list_queries():
        assert list(run(from_file, query, open_params(query.name))) == list(run(store, query, open_params(query.name)))
    with pytest.raises(GraphError):
        read_store(tmp_path / "missing.ttl")


def open_params(name: str) -> dict[str, str]:
    return {parameter.name: "*" for parameter in find_query(name).parameters}


def test_queries_follow_the_base_iri(tiny: Knowledge) -> None:
    for base in ("https://data.example.org/", "https://data.example.org/ml#"):
        config = RdfConfig(base=base)
        answer = run(to_store(tiny, config=config), "evidence", {"head": "Nimbus", "tail": "ViT"}, config=config)
        assert [row["relation_name"] for row in answer] == ["extends", "outperforms"]


def test_rows_of_a_table_are_had_by_their_place() -> None:
    rows = [{"name": "a", "papers": 1}, {"name": "b", "papers": None}, {"name": "c", "papers": 3}]
    terms = tuple(tuple(None if cell is None else ox.Literal(cell) for cell in row.values()) for row in rows)
    table = Table(("name", "papers"), terms, {}, b"")
    assert [*table] == rows
    assert (table[0], table[-1], table[1:]) == (rows[0], rows[-1], rows[1:])
    with pytest.raises(IndexError):
        table[3]


def test_a_table_comes_back_from_another_process_as_it_was(store: ox.Store) -> None:
    table = run(store, "proposals", {"thing": "*"})
    assert isinstance(table, Table)
    assert len(table)
    assert pickle.loads(pickle.dumps(table)) == table  # noqa: S301 - what was pickled here
