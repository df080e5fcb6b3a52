"""Publishing and exporting: to real servers, over an interruption, in every form."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server
from typing import TypeVar

import pyoxigraph as ox
import pytest
import requests
from msgspec import json
from processes import until

from kg.config import RdfConfig
from kg.errors import ConfigError, GraphError, OutputError
from kg.export import RDF_FORMS, entries, ontology_page, write_rdf
from kg.model import Knowledge
from kg.publish import Target, publish
from kg.rdf import iter_triples, ontology_triples, write_turtle

T = TypeVar("T")

DEMANDED = "KG_DEMAND_SERVERS" in os.environ
OXIGRAPH = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
VIRTUOSO = shutil.which("virtuoso-t")
needs_oxigraph = pytest.mark.skipif(OXIGRAPH is None and not DEMANDED, reason="no oxigraph; pip install oxigraph")
needs_virtuoso = pytest.mark.skipif(
    VIRTUOSO is None and not DEMANDED, reason="no Virtuoso; apt-get install virtuoso-opensource-7-bin"
)


@pytest.fixture
def out(tiny: Knowledge, tmp_path: Path) -> Path:
    write_turtle(tiny, tmp_path / "graph.ttl")
    return tmp_path


@pytest.fixture(scope="module")
def triples(tiny: Knowledge) -> set[ox.Triple]:
    return set(iter_triples(tiny))


def free_port() -> int:
    with create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def running(command: list[str], address: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server that answers at `address`, for as long as the block runs."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert until(lambda: process.poll() is not None or answers(address))
        assert process.poll() is None
        yield process
    finally:
        process.kill()
        process.wait(timeout=20)


def answers(address: str) -> bool:
    try:
        requests.get(address, timeout=5)
    except requests.RequestException:
        return False
    return True


@contextmanager
def oxigraph(place: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [OXIGRAPH or "oxigraph", "serve", "--location", str(place), "--bind", f"127.0.0.1:{port}"]
    with running(command, f"http://127.0.0.1:{port}/") as process:
        yield process


@contextmanager
def virtuoso(place: Path) -> Iterator[str]:
    port, sql_port = free_port(), free_port()
    place.mkdir()
    (place / "virtuoso.ini").write_text(
        f"""
[Database]
DatabaseFile = {place}/virtuoso.db
ErrorLogFile = {place}/virtuoso.log
LockFile = {place}/virtuoso.lck
TransactionFile = {place}/virtuoso.trx
xa_persistent_file = {place}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {place}/temp.db
TransactionFile = {place}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
NumberOfBuffers = 5000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {place}
ServerThreads = 4
""",
        encoding="utf-8",
    )
    command = [VIRTUOSO or "virtuoso-t", "-f", "-c", str(place / "virtuoso.ini")]
    with running(command, f"http://127.0.0.1:{port}/sparql"):
        yield f"http://127.0.0.1:{port}"


@needs_oxigraph
def test_oxigraph_has_the_graph_in_the_end(out: Path, triples: set[ox.Triple], tmp_path: Path) -> None:
    port = free_port()
    store, query = f"http://127.0.0.1:{port}/store", f"http://127.0.0.1:{port}/query"
    with oxigraph(tmp_path / "server", port):
        requests.put(f"{store}?graph=https://kg.example/graph", b"<a:a> <a:a> <a:a> .", headers=TURTLE, timeout=20)
        assert publish(out, Target(store=store), part=50) == len(triples)
        assert publish(out, Target(store=store, query=query, graph="urn:another")) == len(triples)
        found = requests.get(store, params={"graph": "https://kg.example/graph"}, headers=WANTED, timeout=20)
        assert {quad.triple for quad in ox.parse(found.content, format=ox.RdfFormat.N_TRIPLES)} == triples
    assert not (out / "publish.json").exists()


TURTLE = {"content-type": "text/turtle"}
WANTED = {"accept": "application/n-triples"}


@needs_oxigraph
def test_an_interrupted_upload_goes_on_where_it_was(out: Path, triples: set[ox.Triple], tmp_path: Path) -> None:
    port = free_port()
    target = Target(store=f"http://127.0.0.1:{port}/store")
    with oxigraph(tmp_path / "server", port) as server:

        def pulling_the_plug(items: Iterable[T], stage: str, total: int | None = None) -> Iterator[T]:
            assert (stage, total) == ("Publish", -(-len(triples) // 50))
            for number, item in enumerate(items):
                if number == 2:
                    server.terminate()
                    server.wait(timeout=20)
                yield item

        with pytest.raises(OutputError, match="run it again to go on"):
            publish(out, target, part=50, progress=pulling_the_plug)
    assert json.decode((out / "publish.json").read_bytes())["sent"] == 2
    with oxigraph(tmp_path / "server", port):
        requests.post(
            f"{target.store}?graph=https://kg.example/graph", b"<a:a> <a:a> <a:a> .", headers=TURTLE, timeout=20
        )
        with pytest.raises(
            OutputError, match=f"has {len(triples) + 1} triples .* not {len(triples)}; publish it again"
        ):
            publish(out, target, part=50)  # the first part, which replaces all, is not sent again
        assert publish(out, target, part=50) == len(triples)


@needs_virtuoso
def test_virtuoso_has_the_graph_in_the_end(out: Path, triples: set[ox.Triple], tmp_path: Path) -> None:
    with virtuoso(tmp_path / "server") as address:
        store, query = f"{address}/sparql-graph-crud-auth", f"{address}/sparql"
        for asked in (query, None):
            target = Target(store=store, query=asked, user="dba", password="dba")  # noqa: S106 - a new server's
            assert publish(out, target, part=60) == len(triples)
        with pytest.raises(OutputError, match="refused PUT with 401"):
            publish(out, Target(store=store, user="dba", password="wrong"))  # noqa: S106 - it is wrong


def test_what_cannot_be_published_says_why(out: Path, tmp_path: Path) -> None:
    nowhere = Target(store=f"http://127.0.0.1:{free_port()}/store")
    refused = (
        f"{nowhere.store}: cannot be reached (Connection refused); see that the server runs, then run it again to go on"
    )
    with pytest.raises(OutputError, match=f"^{re.escape(refused)}$"):
        publish(out, nowhere)
    for address in ("localhost", "ftp://localhost/store", "http://"):
        with pytest.raises(OutputError, match="is no web address; give one such as http"):
            publish(out, Target(store=address))
    with pytest.raises(GraphError, match="build the graph first"):
        publish(tmp_path / "nothing", nowhere)
    with pytest.raises(ConfigError, match="--graph: 'no iri' is no absolute IRI"):
        publish(out, Target(store=nowhere.store, graph="no iri"))


@pytest.mark.parametrize("user", [None, "dba"])
def test_the_connections_to_a_server_are_closed(out: Path, monkeypatch: pytest.MonkeyPatch, user: str | None) -> None:
    closed = []

    class Session(requests.Session):
        def close(self) -> None:
            closed.append(self)
            super().close()

    monkeypatch.setattr(requests, "Session", Session)
    with pytest.raises(OutputError, match="cannot be reached"):
        publish(out, Target(store=f"http://127.0.0.1:{free_port()}/store", user=user))
    assert len(closed) == 1


@pytest.mark.parametrize("form", [name for name in RDF_FORMS if name != "rdf12"])
def test_a_form_holds_the_same_statements(out: Path, triples: set[ox.Triple], form: str) -> None:
    path = out / "files" / f"graph.{RDF_FORMS[form].ending}"
    assert write_rdf(out / "graph.ttl", path, form) == len(triples)
    quads = list(ox.parse(path=str(path), format=RDF_FORMS[form].format))
    assert {quad.triple for quad in quads} == triples
    names = {str(quad.graph_name) for quad in quads}
    assert names == ({"<https://kg.example/graph>"} if form in {"nquads", "trig"} else {"DEFAULT"})


@pytest.mark.parametrize("form", RDF_FORMS)
def test_a_graph_of_another_base_is_not_exported(tiny: Knowledge, tmp_path: Path, form: str) -> None:
    config = RdfConfig(base="https://mine.example/")
    write_turtle(tiny, tmp_path / "graph.ttl", config=config)
    with pytest.raises(GraphError, match=OTHER_BASE):
        write_rdf(tmp_path / "graph.ttl", tmp_path / "other", form)
    assert not (tmp_path / "other").exists()
    write_rdf(tmp_path / "graph.ttl", tmp_path / "other", form, config=config)
    assert b"https://mine.example/" in (tmp_path / "other").read_bytes()
    assert b"https://kg.example/" not in (tmp_path / "other").read_bytes()


@pytest.mark.parametrize("name", [None, "urn:another"])
def test_a_graph_of_another_base_is_not_sent(tiny: Knowledge, tmp_path: Path, name: str | None) -> None:
    write_turtle(tiny, tmp_path / "graph.ttl", config=RdfConfig(base="https://mine.example/"))
    with pytest.raises(GraphError, match=OTHER_BASE):
        publish(tmp_path, Target(store=f"http://127.0.0.1:{free_port()}/store", graph=name))


OTHER_BASE = r"graph\.ttl: was built under https://mine\.example/, not https://kg\.example/; set base under \[rdf\]"


def test_rdf_12_has_a_triple_term_for_every_claim(out: Path, triples: set[ox.Triple]) -> None:
    count = write_rdf(out / "graph.ttl", out / "graph.12.ttl", "rdf12")
    found = [quad.triple for quad in ox.parse(path=str(out / "graph.12.ttl"), format=ox.RdfFormat.TURTLE)]
    stated = [triple.object for triple in found if triple.predicate.value.endswith("#reifies")]
    subjects = [triple for triple in triples if triple.predicate.value.endswith("syntax-ns#subject")]
    assert len(found) == count == len(triples) - 2 * len(subjects)
    assert len(stated) == len(subjects) == 7
    assert set(stated) <= triples


def test_a_form_that_does_not_exist_is_refused(out: Path) -> None:
    with pytest.raises(ConfigError, match="there is no form 'pdf'; choose nquads, trig"):
        write_rdf(out / "graph.ttl", out / "graph.pdf", "pdf")
    (out / "broken.ttl").write_text("<a:a> <a:a> .", encoding="utf-8")
    with pytest.raises(GraphError, match=r"broken\.ttl: is no Turtle"):
        write_rdf(out / "broken.ttl", out / "broken.nt", "ntriples")
    assert not (out / "broken.nt").exists()


def test_the_ontology_page_explains_every_term() -> None:
    page = ontology_page()
    defined = {
        triple.subject.value
        for triple in ontology_triples()
        if isinstance(triple.subject, ox.NamedNode) and "#" in triple.subject.value
    }
    found = list(entries(config=RdfConfig()))
    assert {entry.iri for entry in found} == defined
    for entry in found:
        assert f'id="{entry.name}"' in page
        assert entry.meaning
    assert "<script" not in page


def test_every_example_of_the_ontology_page_is_turtle_that_uses_its_term() -> None:
    head = "".join(f"@prefix {name}: <https://kg.example/{name}/> .\n" for name in ("entity", "paper"))
    head += "@prefix kg: <https://kg.example/ontology#> .\n"
    head += "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n@base <https://kg.example/> .\n"
    for entry in entries(config=RdfConfig()):
        used = {
            str(term) for quad in ox.parse(head + entry.example, format=ox.RdfFormat.TURTLE) for term in quad.triple
        }
        assert f"<{entry.iri}>" in used
        assert "[] kg:" not in entry.example
