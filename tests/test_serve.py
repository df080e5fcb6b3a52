"""The endpoint as clients meet it: a real server, asked by the clients that people use, and by hostile ones."""

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
import rdflib
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from processes import descendants, left_of, until
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from kg.config import RdfConfig
from kg.export import ontology_page
from kg.model import Knowledge
from kg.rdf import load_store, to_store, write_turtle
from kg.serve.pages import node_page
from kg.vocab import NodeType

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the server forks")

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { VALUES ?thing { UNDEF } ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUNGRY = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c"
OWN = "https://kg.example/graph"
ELSEWHERE = "http://elsewhere.example"


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[str]:
    """`kg serve` on a free port; gives its address, and ends it as Ctrl-C does."""
    with started(folder, *options) as (_, address):
        yield address


@contextmanager
def started(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "kg", "serve", "--out", str(folder), "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://[^/]+", line)
    try:
        assert found, process.communicate(timeout=20)[1]
        yield process, found[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


@pytest.fixture(scope="module")
def folder(tiny: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    write_turtle(tiny, folder / "graph.ttl")
    (folder / "ontology.html").write_text(ontology_page(), encoding="utf-8")
    (folder / "graph.html").write_text("<!doctype html><title>explorer</title>", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    with serving(folder, "--seconds", "2.5", "--memory", "60") as address:
        yield address


@pytest.fixture(scope="module")
def on_disk(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of a store on disk, in a folder without an explorer, that lets another site ask."""
    out = tmp_path_factory.mktemp("stored")
    load_store(folder / "graph.ttl", out / "kept")
    with serving(out, "--store", str(out / "kept"), "--cors", ELSEWHERE) as address:
        yield address


@pytest.fixture(scope="module")
def size(tiny: Knowledge) -> int:
    return len(to_store(tiny))


def ask(server: str, query: str, accept: str = "application/json", **fields: str) -> requests.Response:
    headers = {"accept": accept}
    return requests.get(f"{server}/sparql", params={"query": query, **fields}, headers=headers, timeout=30)


@pytest.mark.parametrize("kind", [JSON, XML, CSV, TSV])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("posted", ["urlencoded", "postdirectly"])
def test_sparqlwrapper_reads_every_format_of_tables(
    server: str, size: int, kind: str, method: str, posted: str
) -> None:
    client = SPARQLWrapper(f"{server}/sparql", returnFormat=kind)
    client.setMethod(method)
    client.setRequestMethod(posted)
    client.setQuery(COUNT)
    answer = client.query().convert()
    text = json.dumps(answer) if kind == JSON else answer.toxml() if kind == XML else answer.decode()
    assert str(size) in text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # SPARQLWrapper still uses it
@pytest.mark.parametrize("kind", [TURTLE, RDFXML, "json-ld"])
def test_sparqlwrapper_reads_triples(server: str, kind: str) -> None:
    client = SPARQLWrapper(f"{server}/sparql", returnFormat=kind)
    client.setQuery("CONSTRUCT { ?a kg:outperforms ?b } WHERE { ?a kg:outperforms ?b }")
    found = client.query().convert()
    graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found, format="turtle")
    assert len(graph) == 1


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_rdflib_uses_the_endpoint_as_a_graph(server: str, size: int, method: str) -> None:
    store = SPARQLStore(f"{server}/sparql", method=method)
    graph = rdflib.Graph(store)
    assert len(graph) == size
    nimbus = rdflib.URIRef("https://kg.example/entity/nimbus")
    label = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    assert graph.value(nimbus, label) == rdflib.Literal("Nimbus")


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/html, application/xml;q=0.9, */*;q=0.1", "application/sparql-results+xml"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/*", "text/csv; charset=utf-8"),
        ("nonsense", "application/sparql-results+json"),
    ],
)
@pytest.mark.parametrize("query", [COUNT, "ASK {}"])
def test_tables_and_truths_come_in_the_format_asked_for(server: str, accept: str, media: str, query: str) -> None:
    answer = ask(server, query, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert answer.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        ("*/*", "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
@pytest.mark.parametrize(
    "query", ["CONSTRUCT WHERE { ?s kg:extends ?o }", "DESCRIBE <https://kg.example/entity/nimbus>"]
)
def test_triples_come_in_the_format_asked_for(
    server: str, accept: str, media: str, form: ox.RdfFormat, query: str
) -> None:
    answer = ask(server, query, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert list(ox.parse(answer.content, format=form))


def test_accept_headers_of_several_lines_are_one_list(server: str) -> None:
    connection = http.client.HTTPConnection(server.removeprefix("http://"), timeout=30)
    connection.putrequest("GET", "/sparql?query=ASK%7B%7D")
    for accept in ("image/png", "text/csv;q=0.5", "application/sparql-results+xml;q=0.9"):
        connection.putheader("accept", accept)
    connection.endheaders()
    answer = connection.getresponse()
    connection.close()
    assert (answer.status, answer.headers["content-type"]) == (200, "application/sparql-results+xml")


def test_what_cannot_be_answered_says_why(server: str) -> None:
    refusals = {
        "SELECT * WHERE {": (400, "not valid SPARQL, line 1"),
        "INSERT DATA { <a:a> <a:a> <a:a> }": (400, "updates are refused"),
        "LOAD <http://localhost/>": (400, "updates are refused"),
        "SELECT * { { SERVICE <http://localhost/> { ?s ?p ?o } } }": (400, "SERVICE is refused"),
        "SELECT * FROM <http://localhost/> { ?s ?p ?o }": (400, "FROM http://localhost/ is refused"),
    }
    for query, (status, words) in refusals.items():
        answer = ask(server, query)
        assert answer.status_code == status
        assert words in answer.text
    assert ask(server, COUNT, "image/png").status_code == 406
    assert "text/turtle" in ask(server, "CONSTRUCT WHERE { ?s ?p ?o }", "text/csv").text
    assert ask(server, COUNT, **{"as": "pdf"}).status_code == 400


@pytest.mark.parametrize("accept", ["text/csv", "application/sparql-results+xml", "image/png"])
@pytest.mark.parametrize("query", [COUNT, "ASK {}", "SELECT * {", 'SELECT ("é+%" AS ?x) {}', ""])
def test_the_shortcut_of_plain_queries_answers_as_the_long_way_does(server: str, query: str, accept: str) -> None:
    short, long = ask(server, query, accept), ask(server, query, accept, other="parameter")
    assert (short.status_code, short.content) == (long.status_code, long.content)
    assert {**short.headers, "date": ""} == {**long.headers, "date": ""}


def post(server: str, body: bytes, kind: str) -> requests.Response:
    return requests.post(f"{server}/sparql", data=body, headers={"content-type": kind}, timeout=30)


def test_requests_that_are_wrong_are_refused(server: str) -> None:
    form, direct = "application/x-www-form-urlencoded", "application/sparql-query"
    assert post(server, b"query=" + b"a" * 1_000_001, form).status_code == 413
    assert post(server, b"a" * 1_000_001, direct).status_code == 413
    assert post(server, b"\xff", direct).status_code == 400
    assert post(server, b"", form).status_code == 400
    assert post(server, COUNT.encode(), "text/plain").status_code == 415
    assert post(server, b"CLEAR ALL", "application/sparql-update").status_code == 403
    assert post(server, b"update=CLEAR+ALL", form).status_code == 403
    twice = requests.get(f"{server}/sparql", params={"query": [COUNT, COUNT]}, timeout=30)
    assert (twice.status_code, twice.text) == (400, "query is there 2 times; send it once\n")
    assert requests.delete(f"{server}/sparql", timeout=30).status_code == 405


def test_the_graph_asked_for_is_the_one_there_is_or_refused(server: str, size: int) -> None:
    own = ask(server, COUNT, "text/csv", **{"default-graph-uri": OWN})
    assert own.text.split() == ["n", str(size)]
    assert ask(server, COUNT.replace("WHERE", f"FROM <{OWN}> WHERE"), "text/csv").text == own.text
    for field, graph in (("default-graph-uri", "http://a/b"), ("named-graph-uri", OWN)):
        refused = ask(server, COUNT, **{field: graph})
        assert (refused.status_code, refused.text) == (
            400,
            f"there is no graph {graph} to choose; the default graph is {OWN}\n",
        )


def test_a_bare_address_describes_the_service_or_leads_to_the_page(server: str) -> None:
    described = requests.get(f"{server}/sparql", headers={"accept": "text/turtle"}, timeout=30)
    graph = rdflib.Graph().parse(data=described.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = rdflib.URIRef(f"{server}/sparql")
    assert (service, sd.endpoint, service) in graph
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph
    formats = rdflib.Namespace("http://www.w3.org/ns/formats/")
    names = {str(form).removeprefix(formats) for form in graph.objects(service, sd.resultFormat)}
    tables = {f"SPARQL_Results_{name}" for name in ("JSON", "XML", "CSV", "TSV")}
    assert names == {*tables, "Turtle", "N-Triples", "JSON-LD", "RDF_XML"}
    page = requests.get(f"{server}/sparql", headers={"accept": "text/html"}, timeout=30, allow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (303, "/query")


def test_no_other_site_may_ask_unless_it_is_let(server: str, on_disk: str) -> None:
    origin = {"origin": ELSEWHERE}
    answer = requests.get(f"{server}/sparql", params={"query": COUNT}, headers=origin, timeout=30)
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    for params in ({}, {"query": COUNT}):
        rebound = requests.get(f"{server}/sparql", params=params, headers={"host": "rebound.example"}, timeout=30)
        assert rebound.status_code == 400
    let = requests.get(f"{on_disk}/sparql", params={"query": COUNT}, headers=origin, timeout=30)
    assert let.headers["access-control-allow-origin"] == ELSEWHERE


def _has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


needs_ipv6 = pytest.mark.skipif(not _has_ipv6(), reason="no IPv6 on this machine")


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("localhost", "localhost"),
        pytest.param("::1", "[::1]", marks=needs_ipv6),
        pytest.param("[::1]", "[::1]", marks=needs_ipv6),
    ],
)
def test_every_address_of_this_machine_alone_is_one_that_no_other_site_may_rebind(
    folder: Path, host: str, shown: str
) -> None:
    with serving(folder, "--host", host) as address:
        assert address.rpartition(":")[0] == f"http://{shown}"
        for fields in ({}, {"other": "parameter"}):
            assert ask(address, "ASK {}", **fields).json()["boolean"]
        described = requests.get(f"{address}/sparql", headers={"accept": "text/turtle"}, timeout=30)
        assert f"<{address}/sparql>" in described.text
        for headers in ({"host": "rebound.example"}, {"host": "[::2]:80"}, {"host": ""}):
            for params in ({}, {"query": COUNT}):
                refused = requests.get(f"{address}/sparql", params=params, headers=headers, timeout=30)
                assert refused.status_code == 400
                assert refused.text == "this server answers under 127.0.0.1, [::1], localhost alone\n"


def test_slow_and_hungry_queries_are_killed_and_never_block_others(server: str) -> None:
    with ThreadPoolExecutor(14) as threads:
        slow = [threads.submit(ask, server, f"{SLOW} # {number}") for number in range(13)]
        hungry = threads.submit(ask, server, HUNGRY)
        answered = 0
        while not all(query.done() for query in (*slow, hungry)):
            assert ask(server, f"ASK {{}} # {answered}").status_code == 200
            answered += 1
        answers = [query.result() for query in slow]
    assert {answer.status_code for answer in (*answers, hungry.result())} == {503}
    assert any("stopped after 2.5 seconds" in answer.text for answer in answers)
    assert all(answer.text.endswith("; it leaves thing open, give it a value\n") for answer in answers)
    assert any("too many long queries" in answer.text for answer in answers)
    assert answers[0].headers["retry-after"] == "5"
    assert answered > 3


def test_a_query_that_takes_too_much_memory_ends_alone(server: str) -> None:
    answer = ask(server, HUNGRY)
    assert answer.status_code == 503
    assert "60,000,000 bytes of memory" in answer.text
    assert ask(server, COUNT).status_code == 200


def test_the_page_shows_why_its_query_was_stopped_and_keeps_it(server: str) -> None:
    text = HUNGRY.replace("{", "{ VALUES ?thing { UNDEF } VALUES ?at_least { UNDEF }", 1)
    answer = requests.post(f"{server}/query", data={"query": text}, timeout=30)
    assert (answer.status_code, answer.headers["content-type"]) == (503, "text/html; charset=utf-8")
    assert "bytes of memory; simplify it; it leaves thing, at_least open, give one of them a value" in answer.text
    assert f">{text}</textarea>" in answer.text


def test_ending_the_server_ends_its_processes(folder: Path) -> None:
    with started(folder, "--seconds", "60") as (process, address), ThreadPoolExecutor(1) as threads:
        late = threads.submit(_quietly, address)
        assert until(lambda: len(descendants(process.pid)) > 2)
        assert ask(address, "ASK {}").status_code == 200
        ids = descendants(process.pid)
        assert len(ids) > 2
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
        late.result(timeout=20)
    assert left_of(ids) == []


def _quietly(address: str) -> None:
    try:
        ask(address, SLOW)
    except requests.RequestException:
        return


NODES = ("entity/nimbus", "paper/arxiv:2401.00001", "paper/stratus-2025", "result/stratus-2025/1")


@pytest.mark.parametrize("path", NODES)
def test_every_node_dereferences_to_a_page_and_to_rdf(server: str, path: str) -> None:
    page = requests.get(f"{server}/{path}", headers={"accept": "text/html,*/*;q=0.8"}, timeout=30)
    assert page.status_code == 200
    assert page.history[0].status_code == 303
    assert page.history[0].headers["vary"] == "Accept"
    assert f"https://kg.example/{path}" in page.text
    graph = rdflib.Graph().parse(f"{server}/{path}")
    assert list(graph.predicate_objects(rdflib.URIRef(f"https://kg.example/{path}")))


def test_the_formats_that_a_page_offers_are_those_that_it_leads_to(server: str) -> None:
    page = requests.get(f"{server}/page/entity/nimbus", timeout=30).text
    offered = re.findall(r'<link rel="alternate" type="([^"]+)" href="([^"]+)">', page)
    assert len(offered) == 4
    for media, address in offered:
        assert requests.get(server + address, timeout=30).headers["content-type"].partition(";")[0] == media
        assert f'<a href="{address}">' in page
    answer = requests.get(
        f"{server}/query", params={"query": "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }"}, timeout=30
    ).text
    assert re.findall(r'as=\w+">([^<]+)</a>', answer) == ["Turtle", "N-Triples", "JSON-LD", "RDF/XML"]


def test_counts_of_pages_are_written_alike(tiny: Knowledge) -> None:
    [imagenet] = (one for one in tiny.entities if one.label == "ImageNet")
    [tested, *_] = (fact for fact in tiny.facts if fact.tail == imagenet.id)
    models = tuple(replace(imagenet, id=f"entity/z{n}", label=f"Model {n}", type=NodeType.MODEL) for n in range(1100))
    facts = tuple(replace(tested, head=model.id) for model in models)
    store = to_store(replace(tiny, entities=(*tiny.entities, *models), facts=facts))
    page = node_page(store, f"https://kg.example/{imagenet.id}", explorer=False, config=RdfConfig()).body.decode()
    assert 'is used to evaluate <span class="number">1,100</span>' in page
    assert "900 more are in the data." in page


def test_a_page_counts_facts_and_quotes_every_paper_that_states_one(tiny: Knowledge) -> None:
    [imagenet] = (one for one in tiny.entities if one.label == "ImageNet")
    [tested, *_] = (fact for fact in tiny.facts if fact.tail == imagenet.id)
    [said, *_] = (one for fact in tiny.facts for one in fact.evidence if one.paper != tested.evidence[0].paper)
    store = to_store(replace(tiny, facts=(replace(tested, evidence=(tested.evidence[0], said), confidence=0.77),)))
    page = node_page(store, f"https://kg.example/{imagenet.id}", explorer=False, config=RdfConfig()).body.decode()
    assert 'is used to evaluate <span class="number">1</span>' in page
    assert page.count("<blockquote>") == 2
    assert page.count('title="Confidence">0.77<') == 1


def test_every_iri_of_the_graph_dereferences(server: str, folder: Path) -> None:
    store = ox.Store()
    store.bulk_load(path=str(folder / "graph.ttl"), format=ox.RdfFormat.TURTLE)
    subjects = sorted({quad.subject.value for quad in store})
    assert len(subjects) > 20
    with requests.Session() as session:
        for iri in subjects:
            path = iri.removeprefix("https://kg.example/").partition("#")[0]
            found = session.get(f"{server}/{path}", headers={"accept": "application/n-triples"}, timeout=30)
            assert found.status_code == 200
            described = {quad.subject.value for quad in ox.parse(found.content, format=ox.RdfFormat.N_TRIPLES)}
            assert iri in described


def test_what_the_graph_does_not_hold_is_not_found(server: str) -> None:
    for path in ("entity/unknown", "page/entity/unknown", "data/%2e%2e/etc/passwd", "style.css/x"):
        assert requests.get(f"{server}/{path}", timeout=30).status_code == 404


def test_pages_escape_what_papers_say(server: str) -> None:
    page = requests.get(f"{server}/paper/stratus-2025", headers={"accept": "text/html"}, timeout=30)
    assert "Stratus &lt;b&gt;&amp; friends&lt;/b&gt;" in page.text
    assert "<b>" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_the_explorer_is_sent_again_only_when_it_is_another(server: str) -> None:
    sent = requests.get(server, timeout=30)
    again = requests.get(server, headers={"if-none-match": f'"other", W/{sent.headers["etag"]}'}, timeout=30)
    assert (again.status_code, again.content) == (304, b"")
    assert requests.get(server, headers={"if-none-match": '"other"'}, timeout=30).content == sent.content


def test_the_ontology_and_the_explorer_are_there(server: str) -> None:
    assert "explorer" in requests.get(server, timeout=30).text
    assert 'href="/#node=entity%2Fnimbus"' in requests.get(f"{server}/page/entity/nimbus", timeout=30).text
    terms = requests.get(f"{server}/ontology", headers={"accept": "text/html"}, timeout=30)
    assert 'id="outperforms"' in terms.text
    graph = rdflib.Graph().parse(f"{server}/ontology")
    assert (rdflib.URIRef("https://kg.example/ontology#outperforms"), None, None) in graph


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({}, 200, "Leaderboard of a benchmark"),
        ({"name": "leaderboard"}, 200, 'name="benchmark"'),
        ({"name": "leaderboard", "benchmark": "imagenet", "ask": "1"}, 200, "83.3"),
        ({"name": "leaderboard", "benchmark": "imagenett", "ask": "1"}, 400, "did you mean ImageNet"),
        ({"name": "contradictions", "at_least": "1e999999999", "ask": "1"}, 400, "too large or too precise"),
        ({"name": "papers-with-code"}, 200, "https://github.com/example/nimbus"),
        ({"name": "unknown"}, 400, "there is no query"),
        ({"query": "ASK {}"}, 200, "<strong>yes</strong>"),
        ({"query": "CONSTRUCT WHERE { ?s kg:extends ?o }"}, 200, "kg:extends"),
        ({"query": "SELECT * {"}, 400, "not valid SPARQL"),
        ({"query": 'SELECT ("<script>alert(1)</script>" AS ?x) {}'}, 200, "&lt;script&gt;"),
    ],
)
def test_the_page_to_ask_answers(server: str, fields: dict[str, str], status: int, words: str) -> None:
    for answer in (
        requests.get(f"{server}/query", params=fields, timeout=30),
        requests.post(f"{server}/query", data=fields, timeout=30) if fields else None,
    ):
        if answer is not None:
            assert answer.status_code == status
            assert words in answer.text
            assert "<script>" not in answer.text


def test_a_store_on_disk_is_served_alike(on_disk: str, size: int) -> None:
    assert ask(on_disk, COUNT, "text/csv").text.split() == ["n", str(size)]
    assert requests.get(f"{on_disk}/entity/nimbus", headers={"accept": "text/html"}, timeout=30).status_code == 200
    assert requests.get(on_disk, timeout=30).url == f"{on_disk}/query"
    assert 'href="/#' not in requests.get(f"{on_disk}/page/entity/nimbus", timeout=30).text


def test_a_server_that_cannot_start_says_why(folder: Path, tmp_path: Path) -> None:
    def refusal(*arguments: str) -> str:
        command = [sys.executable, "-m", "kg", "serve", *arguments]
        ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
        assert ended.returncode == 2
        assert "Traceback" not in ended.stderr
        return " ".join(ended.stderr.split("error:")[1].split())

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = refusal("--out", str(folder), "--port", port)
    assert "build the graph first" in refusal("--out", str(tmp_path), "--port", port)
    assert said == f"127.0.0.1:{port} cannot be listened on (Address already in use); choose another --host or --port"


TOKENS = "SELECT * { } ?s SERVICE <http://127.0.0.1:9/> FROM NAMED LOAD ( ) ' FILTER a . # INSERT DATA ; < >"
PARTS = [*TOKENS.split(), '"""', "\\u0053", "ORDER BY", "\n", "\x00"]
HOSTILE = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PARTS), max_size=25).map(" ".join))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=HOSTILE,
    accept=st.text(st.characters(codec="latin-1", exclude_characters="\r\n\x00"), max_size=60),
    graph=st.one_of(st.none(), st.text(max_size=20)),
)
def test_hostile_queries_get_an_answer_or_a_refusal(server: str, query: str, accept: str, graph: str | None) -> None:
    fields = {"query": query} | ({} if graph is None else {"default-graph-uri": graph})
    body = urlencode(fields, errors="surrogatepass").encode()
    headers = {"content-type": "application/x-www-form-urlencoded", "accept": accept.strip().encode("latin-1")}
    answer = requests.post(f"{server}/sparql", data=body, headers=headers, timeout=30)
    assert answer.status_code in {200, 400, 403, 406, 503}


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.text(st.characters(codec="utf-8"), max_size=60),
    raw=st.booleans(),
    method=st.sampled_from(["GET", "POST", "PUT"]),
)
def test_hostile_addresses_get_an_answer_or_a_refusal(server: str, path: str, raw: bool, method: str) -> None:  # noqa: FBT001
    address = "/" + (re.sub(r"[^!-~]", "", path) if raw else quote(path, safe=""))
    connection = http.client.HTTPConnection(server.removeprefix("http://"), timeout=30)
    connection.request(method, address)
    assert connection.getresponse().status in {200, 303, 307, 400, 404, 405, 406, 415}
    connection.close()


def test_the_base_iri_decides_which_addresses_nodes_have(tiny: Knowledge, tmp_path: Path) -> None:
    base = "https://data.example.org/ml/"
    write_turtle(tiny, tmp_path / "graph.ttl", config=RdfConfig(base=base))
    (tmp_path / "kg.toml").write_text(f'[rdf]\nbase = "{base}"\n', encoding="utf-8")
    with serving(tmp_path, "--config", str(tmp_path / "kg.toml")) as address:
        found = requests.get(f"{address}/entity/nimbus", headers={"accept": "text/turtle"}, timeout=30)
        assert f"<{base}entity/nimbus>" in found.text
