"""Stores on disk: loaded whole or not at all, told apart by their stamp, opened in place of a large file."""

import os
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from msgspec import json

from kg.cli import main
from kg.config import RdfConfig
from kg.errors import GraphError, OutputError
from kg.model import Knowledge
from kg.query import is_current, open_graph, opening, run
from kg.rdf import load_store, read_stamp, to_store, write_turtle


@pytest.fixture
def out(tiny: Knowledge, tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    write_turtle(tiny, folder / "graph.ttl")
    return folder


def quads(store: ox.Store) -> set[ox.Quad]:
    return set(store)


def test_a_store_holds_what_the_file_does(tiny: Knowledge, out: Path) -> None:
    stamp = load_store(out / "graph.ttl", out / "store")
    opened = open_graph(out, store=out / "store")
    assert quads(opened) == quads(to_store(tiny))
    assert stamp.triples == len(opened)
    assert read_stamp(out / "store") == stamp
    assert list(run(opened, "aliases", {"thing": "ViT"})) == list(run(to_store(tiny), "aliases", {"thing": "ViT"}))


def test_a_store_is_only_read_and_by_many_at_once(out: Path) -> None:
    load_store(out / "graph.ttl", out / "store")
    first, second = open_graph(out, store=out / "store"), open_graph(out, store=out / "store")
    assert len(first) == len(second) > 0
    with pytest.raises(RuntimeError, match="read-write"):
        first.clear()


def test_loading_again_replaces_the_store(tiny: Knowledge, out: Path) -> None:
    load_store(out / "graph.ttl", out / "store")
    smaller = Knowledge(tiny.papers, tiny.entities, (), ())
    write_turtle(smaller, out / "graph.ttl")
    assert not is_current(out / "store", out / "graph.ttl")
    load_store(out / "graph.ttl", out / "store")
    assert is_current(out / "store", out / "graph.ttl")
    assert quads(open_graph(out, store=out / "store")) == quads(to_store(smaller))
    assert sorted(path.name for path in out.iterdir()) == ["graph.ttl", "store"]


def test_a_store_that_lies_beside_another_graph_is_refused(tiny: Knowledge, out: Path, tmp_path: Path) -> None:
    load_store(out / "graph.ttl", out / "store")
    load_store(out / "graph.ttl", tmp_path / "elsewhere" / "store")
    write_turtle(Knowledge(tiny.papers, tiny.entities, (), ()), out / "graph.ttl")
    with pytest.raises(GraphError, match=r"store: holds another graph than .*graph\.ttl; load it again, with kg load"):
        open_graph(out, store=out / "store")
    assert quads(open_graph(out, store=tmp_path / "elsewhere" / "store")) == quads(to_store(tiny))


def test_a_file_that_was_written_again_is_told_by_its_content(out: Path) -> None:
    load_store(out / "graph.ttl", out / "store")
    (out / "graph.ttl").touch()
    assert is_current(out / "store", out / "graph.ttl")
    with (out / "graph.ttl").open("a", encoding="utf-8") as file:
        file.write("<a:a> <a:a> <a:a> .")
    assert not is_current(out / "store", out / "graph.ttl")


def test_a_file_that_was_written_again_is_told_by_its_size_where_its_time_was_restored(out: Path) -> None:
    load_store(out / "graph.ttl", out / "store")
    before = (out / "graph.ttl").stat()
    with (out / "graph.ttl").open("a", encoding="utf-8") as file:
        file.write("<a:a> <a:a> <a:a> .")
    os.utime(out / "graph.ttl", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not is_current(out / "store", out / "graph.ttl")


def test_a_store_whose_stamp_has_no_size_is_loaded_again(
    tiny: Knowledge, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MEMORY_LIMIT", 100)
    open_graph(out)
    path = out / "store" / "kg-store.json"
    stamp = json.decode(path.read_bytes())
    path.write_bytes(json.encode({key: value for key, value in stamp.items() if key != "size"} | {"form": 2}))
    with pytest.raises(GraphError, match="is a store of form 2"):
        open_graph(out, store=out / "store")
    assert quads(open_graph(out)) == quads(to_store(tiny))
    assert json.decode(path.read_bytes()) == stamp


def test_a_load_that_fails_leaves_the_store_as_it_was(out: Path) -> None:
    load_store(out / "graph.ttl", out / "store")
    (out / "broken.ttl").write_text("<a:a> <a:a>", encoding="utf-8")
    with pytest.raises(GraphError, match=r"broken\.ttl: is no Turtle"):
        load_store(out / "broken.ttl", out / "store")
    assert is_current(out / "store", out / "graph.ttl")
    assert sorted(path.name for path in out.iterdir()) == ["broken.ttl", "graph.ttl", "store"]


@pytest.mark.skipif(sys.platform == "win32", reason="files have no limit there")
def test_a_full_disk_leaves_no_half_store(out: Path) -> None:
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OutputError, match=r"store: cannot be written \(File too large\); free some room"):
            load_store(out / "graph.ttl", out / "store")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [path.name for path in out.iterdir()] == ["graph.ttl"]


def test_what_is_no_store_is_never_replaced(out: Path) -> None:
    (out / "papers").mkdir()
    (out / "papers" / "a.txt").touch()
    for place, kind in ((out / "papers", "a folder, but no store,"), (out / "graph.ttl", "no folder")):
        with pytest.raises(OutputError, match=f"is {kind} and would be replaced; name another one with kg load"):
            load_store(out / "graph.ttl", place)
    assert (out / "papers" / "a.txt").exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"schema": "0123456789abcdef"}, "holds a graph of schema 0123456789abcdef, this program reads"),
        ({"form": 1}, "is a store of form 1, this program reads form 3; load it again, with kg load"),
        ({"form": "3"}, "is damaged"),
        ({"engine": "pyoxigraph 0.1"}, "was made by pyoxigraph 0.1, this is pyoxigraph 0."),
        ({"base": "https://else.example/"}, "was built under https://else.example/, not https://kg.example/"),
        ({"triples": "many"}, "is damaged"),
    ],
)
def test_a_store_of_another_kind_is_refused(out: Path, changes: dict[str, object], message: str) -> None:
    load_store(out / "graph.ttl", out / "store")
    path = out / "store" / "kg-store.json"
    path.write_bytes(json.encode({**json.decode(path.read_bytes()), **changes}))
    with pytest.raises(GraphError) as caught:
        open_graph(out, store=out / "store")
    assert message in str(caught.value)
    assert not is_current(out / "store", out / "graph.ttl")


def test_a_missing_or_damaged_store_is_explained(out: Path) -> None:
    with pytest.raises(GraphError, match=r"is no store .* make one, with kg load"):
        open_graph(out, store=out / "nothing")
    load_store(out / "graph.ttl", out / "store")
    for path in (out / "store" / "data").glob("CURRENT"):
        path.unlink()
    with pytest.raises(GraphError, match="is damaged"):
        open_graph(out, store=out / "store")


def test_a_large_graph_is_loaded_when_first_asked_and_again_when_it_changed(
    tiny: Knowledge, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert quads(open_graph(out)) == quads(to_store(tiny))
    assert not (out / "store").exists()
    monkeypatch.setattr(opening, "MEMORY_LIMIT", 100)
    assert quads(open_graph(out)) == quads(to_store(tiny))
    loaded = (out / "store" / "kg-store.json").stat().st_mtime_ns
    open_graph(out)
    assert (out / "store" / "kg-store.json").stat().st_mtime_ns == loaded
    smaller = Knowledge(tiny.papers, tiny.entities, (), ())
    write_turtle(smaller, out / "graph.ttl")
    assert quads(open_graph(out)) == quads(to_store(smaller))


def test_a_store_follows_the_base_iri(tiny: Knowledge, tmp_path: Path) -> None:
    config = RdfConfig(base="https://data.example.org/")
    write_turtle(tiny, tmp_path / "graph.ttl", config=config)
    with pytest.raises(GraphError, match=r"was built under https://data\.example\.org/"):
        load_store(tmp_path / "graph.ttl", tmp_path / "store")
    load_store(tmp_path / "graph.ttl", tmp_path / "store", config=config)
    assert len(open_graph(tmp_path, store=tmp_path / "store", config=config)) > 0


def test_the_commands_load_and_ask_a_store(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def kg(*arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", ["kg", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
        return capsys.readouterr().out

    said = kg("load", "--out", str(out), "--store", str(out / "kept"))
    assert f"triples loaded into {out / 'kept'}" in said
    (out / "graph.ttl").unlink()
    answer = kg("query", "aliases", "-p", "thing=ViT", "-f", "csv", "--store", str(out / "kept"))
    assert "ViT,alias,1" in answer.split()
