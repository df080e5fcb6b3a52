"""What the commands say: when something is missing, and in tables."""

import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import main
from kg.cli.tables import print_answer
from kg.config import RdfConfig
from kg.query import Table


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("export",),
            "--format: which form of RDF? choose nquads, trig, ntriples, jsonld, rdfxml, rdf12",
        ),
        (
            ("publish",),
            "--endpoint: to which server? give its address, such as http://localhost:7878/store",
        ),
        (
            ("query", "--store", "nowhere"),
            "nowhere: is no store (No such file or directory); make one, with kg load",
        ),
        (
            ("query", "uses", "--param", "thing=x", "--store", "nowhere"),
            "nowhere: is no store (No such file or directory); make one, with kg load",
        ),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(
    words: tuple[str, ...],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["kg", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"error: {message}\n"
    assert list(tmp_path.iterdir()) == []


def test_parameters_without_a_query_are_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["kg", "query", "-p", "thing=x"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "give the NAME of the query" in capsys.readouterr().err


def test_a_table_leaves_out_what_its_lines_begin_with_alike(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    names = (("GLUE", "2", "a"), ("GLUE", "2", "b"), ("GLUE", "3", "b"), ("MBPP", "3", "b"))
    rows = tuple(tuple(ox.Literal(cell) for cell in row) for row in names)
    print_answer(Table(("name", "papers", "alias"), rows, {}, b""), "table", config=RdfConfig())
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        ["name", "papers", "alias"],
        ["GLUE", "2", "a"],
        ["b"],
        ["3", "b"],
        ["MBPP", "3", "b"],
        ["4", "rows"],
    ]
