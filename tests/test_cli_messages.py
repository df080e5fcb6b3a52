"""What the commands say when something is missing."""

import sys
from pathlib import Path

import pytest

from kg.cli import main


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
