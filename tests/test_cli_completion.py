"""What the shell is offered behind Tab."""

import sys

import pytest

from kg.cli import main


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("kg query lead", "leaderboard"),
        ("kg query leaderboard ", "benchmark= metric= kind="),
        ("kg query leaderboard benchmark=X -p kind=gain ", "metric="),
        ("kg query leaderboard --param ", "benchmark= metric= kind="),
        ("kg query leaderboard --param benchmark=X -p m", "metric="),
        ("kg query uses --format j", "json jsonld"),
        ("kg export --format rdf", "rdfxml rdf12"),
    ],
)
def test_names_parameters_and_formats_are_offered(
    words: str, offered: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["kg"])
    monkeypatch.setenv("_KG_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert capsys.readouterr().out.split() == offered.split()
